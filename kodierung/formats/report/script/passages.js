const passagesForm = byId("passages-form");

// Places where a coding of these codes by these people lies; equal places are one.
function passagesOf(given) {
  const wanted = given.get("code") ? withBelow(given.get("code")) : null;
  const group = given.get("group");
  const text = plain(given.get("text") ?? "");
  const fits = personAsked(given);
  const places = [];
  for (const transcript of transcripts) {
    if (group && transcript.group !== group) continue;
    const here = new Map();
    for (const coding of transcript.codings) {
      if ((wanted && !wanted.has(coding.code)) || !coding.who.some(fits)) continue;
      const place = coding.quote === undefined ? `${coding.start}-${coding.end}` : coding.quote;
      if (here.has(place)) here.get(place).push(coding);
      else here.set(place, [coding]);
    }
    for (const codings of here.values()) {
      if (!text || plain(wordsOf(codings[0])).includes(text)) places.push(codings);
    }
  }
  return places;
}

function pieces(coding) {
  const { turns } = coding.transcript;
  const found = [];
  for (let n = turnAt(turns, coding.start); n < turns.length && turns[n].start < coding.end; n += 1) {
    const turn = turns[n];
    const start = Math.max(0, coding.start - turn.start);
    found.push({ turn, start, end: Math.min(turn.text.length, coding.end - turn.start) });
  }
  return found;
}

function wordsOf(coding) {
  if (coding.quote !== undefined) return coding.quote;
  return pieces(coding).map(({ turn, start, end }) => turn.text.slice(start, end)).join("\n");
}

function passage(codings) {
  const [coding] = codings;
  const { transcript } = coding;
  const parts = coding.quote === undefined ? pieces(coding) : [];
  const source = [transcript.group, coding.who.map(named).join(", ")];
  if (parts.length && parts[0].turn.time !== null) source.push(clock(parts[0].turn.time));
  if (parts.length) source.push(`${said.turn} ${parts[0].turn.number}`);
  source.push(transcript.name);
  const made = element("li", "", element("p", "source", source.join(" · ")));
  if (data.whole && parts.length) {
    made.firstChild.append(" · ", link("transcript", { name: transcript.name, turn: parts[0].turn.number }, said.read));
  }
  if (!parts.length) made.append(element("p", "", element("mark", "", coding.quote ?? "")));
  const around = data.whole && parts.length;
  if (around) made.append(...nextTurn(transcript, parts[0].turn.number - 2));
  for (const { turn, start, end } of parts) {
    const line = element("p", "", ...head(turn));
    if (data.whole) line.append(turn.text.slice(0, start));
    line.append(element("mark", "", turn.text.slice(start, end)));
    if (data.whole) line.append(turn.text.slice(end));
    made.append(line);
  }
  if (around) made.append(...nextTurn(transcript, parts[parts.length - 1].turn.number));
  made.append(element("p", "names", ...codings.map((one) => codeName(one.code))));
  for (const { memo } of codings) {
    if (memo) made.append(element("p", "memo", element("b", "", `${said.memo}: `), memo));
  }
  return made;
}

function nextTurn(transcript, index) {
  const turn = transcript.turns[index];
  return turn ? [element("p", "around", ...head(turn), turn.text)] : [];
}

function link(section, given, words) {
  const made = element("a", "", words);
  made.href = `#${section}?${new URLSearchParams(given)}`;
  return made;
}

const passages = new Parts("passages", 200, passage);

function showPassages(given) {
  answer(passagesForm, given);
  const nothingAsked = [...given.keys()].length === 0;
  const found = nothingAsked ? [] : passagesOf(given);
  passages.show(found);
  const n = found.length;
  const many = n > 1 ? said.found_n : n ? said.found_1 : said.found_0;
  byId("passages-count").textContent = nothingAsked ? said.choose : filled(many, { n: grouped(n) });
}

function preparePassages() {
  const { elements } = passagesForm;
  choices(elements.code, codeChoices());
  const groups = [...new Set(transcripts.map(({ group }) => group))];
  choices(elements.group, [["", said.all], ...groups.map((group) => [group, group])]);
  choices(elements.person, peopleChoices(transcripts));
  attributeChoices(elements);
  passagesForm.addEventListener("submit", (event) => {
    event.preventDefault();
    go("passages", asked(passagesForm));
  });
  passagesForm.addEventListener("reset", (event) => {
    event.preventDefault();
    go("passages", new URLSearchParams());
  });
}
