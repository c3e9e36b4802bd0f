const EVERY = "*";
const transcriptForm = byId("transcript-form");
const speech = transcriptForm && new Parts("transcript", 2000, turnItem);

// The codings of a transcript turn by turn; those that go on are in every turn they touch.
function byTurn(transcript) {
  const lists = transcript.turns.map(() => []);
  for (const coding of transcript.codings) {
    if (coding.quote !== undefined) continue;
    const { turns } = transcript;
    for (let n = turnAt(turns, coding.start); n < turns.length && turns[n].start < coding.end; n += 1) {
      lists[n].push(coding);
    }
  }
  return lists;
}

// A turn's words, cut wherever a coding begins or ends.
function markedWords(turn, codings) {
  const cuts = new Set([0, turn.text.length]);
  const places = codings.map((coding) => [
    Math.max(0, coding.start - turn.start),
    Math.min(turn.text.length, coding.end - turn.start),
  ]);
  for (const [start, end] of places) cuts.add(start).add(end);
  const sorted = [...cuts].sort((a, b) => a - b);
  const made = [];
  for (let n = 0; n + 1 < sorted.length; n += 1) {
    const here = codings.filter((_, k) => places[k][0] <= sorted[n] && sorted[n] < places[k][1]);
    codings.forEach((coding, k) => {
      const begins = places[k][0] === sorted[n] && coding.start >= turn.start;
      if (begins) made.push(element("sup", "", String(k + 1)));
    });
    const words = turn.text.slice(sorted[n], sorted[n + 1]);
    made.push(here.length ? markOf(words, here) : words);
  }
  return made;
}

// A line of its own for each of at most three codes, one above the other.
function markOf(words, codings) {
  const mark = element("mark", "", words);
  const colors = [...new Set(codings.map(({ code }) => code.color))].slice(0, 3);
  mark.style.setProperty("--c", colors[colors.length - 1]);
  mark.style.backgroundImage = colors.map((color) => `linear-gradient(${color}, ${color})`).join();
  mark.style.backgroundSize = colors.map(() => "100% 2px").join();
  mark.style.backgroundPosition = colors.map((_, n) => `0 calc(100% - ${3 * n}px)`).join();
  mark.title = codings.map(({ code }) => code.label).join(" · ");
  return mark;
}

function marginName(coding, number, turn) {
  const name = codeName(coding.code, "li");
  const more = [];
  if (coding.start < turn.start) more.push(said.continued);
  if (!coding.who.length) more.push(said.not_counted);
  name.prepend(element("sup", "", String(number)), " ");
  if (more.length) name.append(` (${more.join(", ")})`);
  if (!coding.who.length) name.classList.add("uncounted");
  return name;
}

function turnItem({ turn, codings, transcript, alone }) {
  const moderates = turn.who && turn.who.moderates;
  const words = element("p", moderates ? "words moderates" : "words", ...head(turn));
  words.append(...markedWords(turn, codings));
  const made = element("li", "", words);
  if (alone) made.id = `turn-${turn.number}`;
  else {
    const place = { name: transcript.name, turn: turn.number };
    words.prepend(link("transcript", place, `${transcript.name} ${turn.number}`), " ");
  }
  if (codings.length) {
    made.append(element("ul", "names", ...codings.map((one, n) => marginName(one, n + 1, turn))));
  }
  return made;
}

// The turns of a transcript in which the words, people and codes asked for are found.
function turnsOf(transcript, given, alone) {
  const wanted = given.get("code") ? withBelow(given.get("code")) : null;
  const text = plain(given.get("text") ?? "");
  const fits = personAsked(given);
  const everybody = !given.get("person") && !data.attributes.some(([id]) => given.get(`is.${id}`));
  const lists = byTurn(transcript);
  return transcript.turns
    .map((turn, n) => ({ turn, codings: lists[n], transcript, alone }))
    .filter(({ turn, codings }) => (everybody || (turn.who && fits(turn.who)))
      && (!wanted || codings.some(({ code }) => wanted.has(code)))
      && (!text || plain(turn.text).includes(text)));
}

function showTranscript(given) {
  const every = given.get("name") === EVERY;
  const one = transcripts.find(({ name }) => name === given.get("name")) ?? transcripts[0];
  if (!one) return null;
  const some = every ? transcripts : [one];
  const form = transcriptForm.elements;
  choices(form.person, peopleChoices(some));
  answer(transcriptForm, given);
  form.name.value = every ? EVERY : one.name;
  const found = some.flatMap((transcript) => turnsOf(transcript, given, !every));
  speech.show(found);
  const all = some.reduce((sum, { turns }) => sum + turns.length, 0);
  byId("transcript-count").textContent = filled(said.turns_n, {
    n: grouped(found.length), all: grouped(all),
  });
  const pointed = given.get("turn") ? byId(`turn-${given.get("turn")}`) : null;
  if (pointed) {
    pointed.classList.add("pointed");
    pointed.tabIndex = -1;
  }
  return pointed;
}

function prepareTranscript() {
  const { elements } = transcriptForm;
  choices(elements.name, [...transcripts.map(({ name }) => [name, name]), [EVERY, said.all]]);
  choices(elements.code, codeChoices());
  attributeChoices(elements);
  const show = (event) => {
    event.preventDefault();
    go("transcript", asked(transcriptForm));
  };
  transcriptForm.addEventListener("submit", show);
  elements.name.addEventListener("change", (event) => {
    elements.person.selectedIndex = 0;
    show(event);
  });
  transcriptForm.addEventListener("reset", (event) => {
    event.preventDefault();
    const { value } = elements.name;
    go("transcript", new URLSearchParams(value === EVERY ? {} : { name: value }));
  });
}
