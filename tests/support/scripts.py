"""Transcripts in pieces whose origin is known, and corrections as people make them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from random import Random

from kodierung.model import Segment, Speaker, Transcript, Turn
from kodierung.text import digest

SHORT = ("Ja", "Genau", "Hm", "Ja genau", "Nein")
VOCABULARY = [
    f"{begin}{end}"
    for begin in "abdefghklmnoprst"
    for end in [
        "ein",
        "aus",
        "ach",
        "olt",
        "und",
        "ige",
        "est",
        "arm",
        "ire",
        "oku",
        "ulz",
        "ent",
    ]
]


@dataclass
class Word:
    """A word and which of the original words it is; None if it came later."""

    text: str
    origin: int | None
    blank: str = " "


@dataclass
class Said:
    label: str
    words: list[Word]


@dataclass
class Script:
    """A transcript in pieces whose origin is known."""

    turns: list[Said]
    text: str = ""
    spans: list[tuple[int, int, int | None]] = field(default_factory=list)
    fresh: int = 0

    def settled(self) -> Transcript:
        self.text, self.spans, turns = "", [], []
        for number, said in enumerate(self.turns, 1):
            self.text += f"{said.label}: "
            start = len(self.text)
            for n, word in enumerate(said.words):
                if n:
                    self.text += word.blank
                at = len(self.text)
                self.text += word.text
                self.spans.append((at, len(self.text), word.origin))
            self.text += "."
            turns.append(Turn(number, said.label, start, len(self.text)))
            self.text += "\n\n"
        labels = dict.fromkeys(said.label for said in self.turns)
        return Transcript(
            "FG.txt", "FG", self.text, digest(self.text), tuple(turns),
            tuple(Speaker(label) for label in labels),
        )  # fmt: skip

    def within(self, place: Segment) -> list[int | None]:
        """Return the origin of every word of a passage."""
        return [o for a, b, o in self.spans if a < place.end and place.start < b]

    def texts(self, place: Segment) -> list[str]:
        """Return the words of a passage."""
        return [
            self.text[a:b]
            for a, b, _ in self.spans
            if a < place.end and place.start < b
        ]

    def copy(self) -> Script:
        return Script(
            [Said(s.label, [replace(w) for w in s.words]) for s in self.turns]
        )


def first_script(random: Random) -> Script:
    turns, origin = [], 0
    for _ in range(30):
        if random.random() < 0.35:
            words = random.choice(SHORT).split()
        else:
            words = random.choices(VOCABULARY, k=random.randint(2, 14))
        label = random.choice(["I", "B1", "B2", "B3"])
        turns.append(Said(label, [Word(w, origin + n) for n, w in enumerate(words)]))
        origin += len(words)
    return Script(turns)


def edit(script: Script, random: Random) -> None:
    """Correct the script somewhere, as researchers and typing offices do."""
    script.fresh += 1
    random.choice((edit_word, edit_turn, edit_order))(script, random)


def edit_word(script: Script, random: Random) -> None:
    words = random.choice(script.turns).words
    n = random.randrange(len(words))
    deed = random.choice(("insert", "delete", "replace", "typo", "blank"))
    if deed == "insert":
        words.insert(n, Word(f"neu{script.fresh}", None))
    elif deed == "delete" and len(words) > 1:
        del words[n]
    elif deed == "replace":
        words[n] = Word(f"statt{script.fresh}", None)
    elif deed == "typo":
        words[n] = replace(words[n], text=words[n].text + "x")
    elif deed == "blank":
        words[n] = replace(words[n], blank="\n")


def edit_turn(script: Script, random: Random) -> None:
    turns, at = script.turns, random.randrange(len(script.turns))
    said = turns[at]
    n = random.randrange(len(said.words))
    deed = random.choice(("long", "short", "drop", "label", "split"))
    if deed == "long":
        fresh = [Word(f"neu{script.fresh}{x}", None) for x in "abcd"]
        turns.insert(at, Said(random.choice("IB"), fresh))
    elif deed == "short":
        words = [Word(w, None) for w in random.choice(SHORT).split()]
        turns.insert(at, Said(random.choice(["B1", "B2"]), words))
    elif deed == "drop" and len(turns) > 5:
        del turns[at]
    elif deed == "label":
        turns[at] = Said(random.choice(["B1", "B2", "B4"]), said.words)
    elif deed == "split" and n > 0:
        parts = [Said(said.label, said.words[:n]), Said(said.label, said.words[n:])]
        turns[at : at + 1] = parts


def edit_order(script: Script, random: Random) -> None:
    turns, at = script.turns, random.randrange(len(script.turns))
    deed = random.choice(("move", "copy", "rename"))
    if deed == "rename":
        turns[:] = [
            Said("Anna" if s.label == "B3" else s.label, s.words) for s in turns
        ]
        return
    length = random.randint(1, 4)
    block = [Said(s.label, list(s.words)) for s in turns[at : at + length]]
    if deed == "move":
        del turns[at : at + len(block)]
    to = random.randint(0, len(turns))
    turns[to:to] = block


def passages(old: Transcript, script: Script, random: Random) -> list[Segment]:
    """Return passages that somebody may have coded."""
    found = [t.segment for t in old.turns[::3]]
    for _ in range(25):
        first = random.randrange(len(script.spans))
        last = min(first + random.choice((0, 1, 3, 6, 20)), len(script.spans) - 1)
        found.append(Segment(script.spans[first][0], script.spans[last][1]))
    return found
