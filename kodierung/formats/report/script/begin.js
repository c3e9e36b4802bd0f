"use strict";
// Everything from the study is put on the page as text, never as markup.
const data = JSON.parse(document.getElementById("data").textContent);
const said = data.said;
const byId = (id) => document.getElementById(id);

const codes = data.codes.map(([id, label, sign, above, color], number) => ({
  id, label, sign, above, color, number, depth: above < 0 ? 0 : null,
}));
for (const code of codes) if (code.depth === null) code.depth = codes[code.above].depth + 1;

// A person is a group and a label; what she is may differ from transcript to transcript.
const personKey = (group, label) => `${group} ${label}`;

const transcripts = data.transcripts.map((given) => {
  const people = given.people.map(([label, role, moderates, values]) => ({
    label, role, moderates, values, key: personKey(given.group, label),
  }));
  let at = 0;
  const turns = given.turns.map(([who, time, text], index) => {
    const turn = { who: people[who], time, text, start: at, end: at + text.length, number: index + 1 };
    at = turn.end;
    return turn;
  });
  const transcript = { name: given.name, group: given.group, people, turns };
  transcript.codings = given.codings.map(([code, start, end, who, memo, quote]) => ({
    code: codes[code], start, end, who: who.map((one) => people[one]), memo, quote, transcript,
  }));
  return transcript;
});

const used = new Set();
for (const { codings } of transcripts) {
  for (const coding of codings) {
    for (let code = coding.code; code && !used.has(code); code = codes[code.above]) used.add(code);
  }
}

function element(name, look, ...children) {
  const made = document.createElement(name);
  if (look) made.className = look;
  made.append(...children);
  return made;
}

function filled(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (_, key) => values[key]);
}

function grouped(number) {
  return number.toLocaleString(document.documentElement.lang);
}

function clock(seconds) {
  const two = (number) => String(number).padStart(2, "0");
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

function plain(text) {
  return text.toLowerCase().replace(/\s+/g, " ").trim();
}

// The code with all codes below it.
function withBelow(id) {
  const found = new Set();
  for (const code of codes) if (code.id === id || found.has(codes[code.above])) found.add(code);
  return found;
}

// The first turn that ends behind a place.
function turnAt(turns, place) {
  let low = 0;
  let high = turns.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (turns[middle].end > place) high = middle;
    else low = middle + 1;
  }
  return low;
}

function codeName(code, tag = "span") {
  const name = element(tag, "name", `${code.sign} ${code.label}`);
  name.style.setProperty("--c", code.color);
  return name;
}

// Who says a turn, and when: what stands before its words.
function head(turn) {
  const name = element("b", "", element("bdi", "", turn.who ? turn.who.label : "?"));
  if (turn.who && turn.who.role) name.title = turn.who.role;
  const time = turn.time === null ? "" : element("span", "time", `${clock(turn.time)} `);
  return [name, ": ", time];
}

function named(person) {
  return person.role ? `${person.label} (${person.role})` : person.label;
}

function choices(select, options) {
  select.replaceChildren(...options.map(([value, label]) => new Option(label, value)));
}

function codeChoices() {
  const shown = codes.filter((code) => used.has(code));
  return [["", said.all], ...shown.map((code) => [code.id, `${"\u2003".repeat(code.depth)}${code.sign} ${code.label}`])];
}

function peopleChoices(some) {
  const found = new Map();
  for (const { people } of some) {
    for (const one of people) {
      const name = one.role ? `${one.key} (${one.role})` : one.key;
      found.set(one.key, one.moderates ? `${one.key} (${said.moderator})` : name);
    }
  }
  return [["", said.all], ...found];
}

function attributeChoices(fields) {
  data.attributes.forEach(([id], number) => {
    const values = new Set();
    for (const { people } of transcripts) for (const one of people) values.add(one.values[number]);
    values.delete("");
    const told = data.values[number];
    const order = [...Object.keys(told).filter((value) => values.has(value)),
      ...[...values].filter((value) => !Object.hasOwn(told, value)).sort()];
    const labels = order.map((value) => [value, Object.hasOwn(told, value) ? told[value] : value]);
    choices(fields[`is.${id}`], [["", said.all], ...labels]);
  });
}

// Tells whether a person is one of those asked for.
function personAsked(given) {
  const person = given.get("person");
  const values = data.attributes
    .map(([id], number) => [number, given.get(`is.${id}`)])
    .filter(([, value]) => value);
  return (one) => (!person || one.key === person)
    && values.every(([number, value]) => one.values[number] === value);
}

// A long list, shown part by part.
class Parts {
  constructor(name, most, make) {
    this.list = byId(`${name}-list`);
    this.button = byId(`${name}-more`);
    this.most = most;
    this.make = make;
    this.button.addEventListener("click", () => {
      const next = this.list.children.length;
      this.more();
      this.list.children[next].tabIndex = -1;
      this.list.children[next].focus();
    });
  }

  show(items) {
    this.items = items;
    this.list.replaceChildren();
    this.more();
  }

  more() {
    const shown = this.list.children.length;
    this.list.append(...this.items.slice(shown, shown + this.most).map(this.make));
    this.button.hidden = this.list.children.length >= this.items.length;
  }
}

// A form's fields as the page's address tells them, and back.
function asked(form) {
  const given = new URLSearchParams();
  for (const [key, value] of new FormData(form)) if (value.trim()) given.set(key, value.trim());
  return given;
}

function answer(form, given) {
  for (const field of form.elements) {
    if (!field.name) continue;
    field.value = given.get(field.name) ?? "";
    if (field.selectedIndex === -1) field.selectedIndex = 0;
  }
}

function go(section, given) {
  const rest = given.toString();
  location.hash = rest ? `${section}?${rest}` : section;
}
