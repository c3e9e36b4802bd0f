"""Words of an old version are found in the new one, or not at all; never others."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kodierung.analysis.realign import Place, Realignment, renamed
from kodierung.model import Segment, Speaker, Transcript, Turn
from kodierung.text import digest
from tests.support.small import transcript

# --- one correction at a time ------------------------------------------------------

TALK = [
    ("I", "Wie läuft die Zusammenarbeit mit dem Jobcenter bei Ihnen?"),
    ("B1", "Also wir kennen uns schon lange. Das ist auf Augenhöhe, würde ich sagen."),
    ("B2", "Ja."),
    ("B3", "Bei uns nicht, wir sind nur Dienstleister und werden so behandelt."),
    ("B2", "Ja."),
    ("B1", "Das kommt immer auf die einzelnen Leute an, mit denen man da spricht."),
    ("I", "Und wie war das früher, bevor es die Maßnahme gab?"),
]


def find(
    quote: str, new: list[tuple[str, str]], nth: int = 0
) -> tuple[str, str, str] | None:
    """Return fate, words and speaker of a quotation of TALK in a new version."""
    old, now = transcript(TALK), transcript(new)
    start = -1
    for _ in range(nth + 1):
        start = old.text.index(quote, start + 1)
    place = Realignment(old, now).place(Segment(start, start + len(quote)))
    if place is None:
        return None
    assert now.quote(place.segment) == place.quote
    return place.fate, place.quote, now.turns_in(place.segment)[0].speaker


def corrected(turn: int, old: str, new: str) -> list[tuple[str, str]]:
    """Return TALK with words of one turn replaced."""
    label, words = TALK[turn - 1]
    assert old in words
    return [*TALK[: turn - 1], (label, words.replace(old, new, 1)), *TALK[turn:]]


def test_the_same_words_at_the_same_place() -> None:
    assert find("wir sind nur Dienstleister", TALK) == (
        "unchanged",
        "wir sind nur Dienstleister",
        "B3",
    )


@pytest.mark.parametrize(
    ("turn", "old", "new"),
    [
        (1, "Wie läuft", "Und wie läuft denn"),
        (4, "Bei uns nicht, wir", "Bei uns überhaupt nicht, wir"),
        (4, "nicht, wir sind", "nicht, ähm, wir sind"),
        (4, "Dienstleister und werden", "Dienstleister, werden"),
        (4, "nicht, wir", "nciht, wir"),
        (4, "nicht, wir", "nicht;  wir"),
        (4, " und werden so behandelt.", ""),
    ],
)
def test_corrections_beside_words_leave_them(turn: int, old: str, new: str) -> None:
    found = find("wir sind nur Dienstleister", corrected(turn, old, new))
    assert found is not None
    assert found[1:] == ("wir sind nur Dienstleister", "B3")


@pytest.mark.parametrize(
    ("old", "new", "becomes"),
    [
        ("Dienstleister", "Dienstleisterin", "wir sind nur Dienstleisterin"),
        ("sind nur", "sind ja nur", "wir sind ja nur Dienstleister"),
        ("sind nur", "sind", "wir sind Dienstleister"),
        ("wir sind", "Wir sind", "Wir sind nur Dienstleister"),
        ("sind nur", "sind, nur", "wir sind, nur Dienstleister"),
    ],
)
def test_corrections_within_words_are_told(old: str, new: str, becomes: str) -> None:
    found = find("wir sind nur Dienstleister", corrected(4, old, new))
    assert found == ("changed", becomes, "B3")


def test_a_single_misspelt_word_is_corrected() -> None:
    now = corrected(4, "Dienstleister", "Dienstleiter")
    assert find("Dienstleister", now) == ("changed", "Dienstleiter", "B3")


def test_signs_at_the_end_belong_to_the_words() -> None:
    now = corrected(2, "sagen.", "sagen!")
    assert find("würde ich sagen.", now) == ("changed", "würde ich sagen!", "B1")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("wir sind nur Dienstleister", "das ist hier eben so"),
        ("wir sind nur Dienstleister und ", ""),
        ("wir sind nur Dienstleister", "wir sind doch für die immer die Letzten"),
    ],
)
def test_other_words_are_not_taken(old: str, new: str) -> None:
    assert find("wir sind nur Dienstleister", corrected(4, old, new)) is None


def test_equal_words_are_told_apart_by_what_stands_around() -> None:
    assert find("Ja.", [("I", "Guten Tag zusammen."), *TALK], nth=1) == (
        "moved",
        "Ja.",
        "B2",
    )
    shorter = [*TALK[:2], *TALK[3:]]  # the first "Ja." is gone
    assert find("Ja.", shorter) is None
    assert find("Ja.", shorter, nth=1) == ("moved", "Ja.", "B2")
    assert find("Ja.", [TALK[0], *TALK[3:]], nth=1) == ("moved", "Ja.", "B2")


def test_a_passage_that_stands_twice_now_is_not_placed() -> None:
    assert find("nur Dienstleister", [*TALK, *TALK]) is None


def test_long_lists_that_recur_keep_their_rank() -> None:
    names = " ".join(f"Name{n}" for n in range(60))
    old = [("I", "Wer war dabei?"), ("B1", names), ("I", "Und beim zweiten Mal?")]
    old.append(("B1", names))
    new = [("I", "Guten Tag."), *old]
    then, now = transcript(old), transcript(new)
    for turn in (1, 3):
        start = then.text.index("Name30", then.turns[turn].start)
        place = Realignment(then, now).place(Segment(start, start + 6))
        assert place is not None
        assert now.turns_in(place.segment)[0].number == turn + 2
    once = Realignment(then, transcript(new[:4]))
    assert once.place(Segment(start, start + 6)) is None


def test_a_turn_moved_elsewhere_is_found() -> None:
    quote = "Das kommt immer auf die einzelnen Leute an"
    assert find(quote, [TALK[5], *TALK[:5], TALK[6]]) == ("moved", quote, "B1")


def test_words_that_somebody_else_says_now_are_lost() -> None:
    now = [*TALK[:3], ("B9", TALK[3][1]), *TALK[4:], ("B3", "Genau.")]
    assert find("wir sind nur Dienstleister", now) is None


def test_a_label_changed_throughout_is_the_same_person() -> None:
    now = [("Anna" if label == "B1" else label, words) for label, words in TALK]
    assert renamed(transcript(TALK), transcript(now)) == {"B1": "Anna"}
    found = find("Das ist auf Augenhöhe", now)
    assert found is not None
    assert found[1:] == ("Das ist auf Augenhöhe", "Anna")


def test_two_labels_made_one_are_the_same_person() -> None:
    now = [("B1" if label == "B2" else label, words) for label, words in TALK]
    assert renamed(transcript(TALK), transcript(now)) == {"B2": "B1"}
    one = [("B1" if label == "B3" else label, words) for label, words in TALK]
    assert renamed(transcript(TALK), transcript(one)) == {}  # only one turn: a mistake?


def test_a_passage_over_several_turns_keeps_its_labels() -> None:
    quote = "würde ich sagen.\n\nB2: Ja.\n\nB3: Bei uns nicht"
    now = [("I", "Guten Tag zusammen."), *TALK]
    assert find(quote, now) == ("moved", quote, "B1")
    new_turn = [*TALK[:2], ("I", "Aha."), *TALK[2:]]
    assert find(quote, new_turn) is None


def test_signs_without_a_word_stay_between_their_words() -> None:
    old = transcript([("I", "Wie war das denn so bei Ihnen?"), ("B1", "Gut 😀 sehr.")])
    new = transcript(
        [("I", "Na wie war das denn so bei Ihnen?"), *[("B1", "Gut 😀 sehr.")]]
    )
    start = old.text.index("😀")
    place = Realignment(old, new).place(Segment(start, start + 1))
    assert place is not None
    assert (place.fate, place.quote) == ("moved", "😀")


# --- any corrections ---------------------------------------------------------------

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


def length_of(turns: list[Said]) -> int:
    return sum(len(said.words) for said in turns)


def stands(passage: Segment, old: Transcript, before: Script, now: Script) -> bool:
    """Tell whether a passage's turns and their neighbours stand unedited, and once.

    A neighbour that says less than three words is no neighbour: the next one counts.
    """
    touched = [t.number for t in old.turns_in(passage)]
    first, last = touched[0] - 2, touched[-1] + 1
    while first > 0 and length_of(before.turns[first : touched[0] - 1]) < 3:
        first -= 1
    while last < len(before.turns) and length_of(before.turns[touched[-1] : last]) < 3:
        last += 1
    sides = (
        before.turns[max(first, 0) : touched[0] - 1],
        before.turns[touched[-1] : last],
    )
    alone = any(length_of(side) < 3 for side in sides)
    if alone and len(set(before.texts(passage))) < 3:
        return False  # a word or two at the very beginning or end
    around = before.turns[max(first, 0) : last]
    words = [w for said in around for w in said.words]
    if len({w.text for w in words}) < 5:
        return False  # such a passage may come about anywhere
    origins = [w.origin for w in words]
    length = len(words)
    for script, times in ((before, 1), (now, 1)):
        flat = [w for said in script.turns for w in said.words]
        texts = [w.text for w in flat]
        wanted = [w.text for w in words]
        places = [n for n in range(len(flat)) if texts[n : n + length] == wanted]
        if len(places) != times:
            return False
    (place,) = places
    if [w.origin for w in flat[place : place + length]] != origins:
        return False
    labels = [s.label for s in now.turns for _ in s.words][place : place + length]
    blanks = any(w.blank != " " for w in flat[place : place + length])
    return labels == [s.label for s in around for _ in s.words] and not blanks


def check(seed: int, edits: int) -> tuple[int, int]:
    """Edit a script and look where its passages are found.

    Returns:
        How many were found, and how many could have been by a reader.
    """
    random = Random(seed)
    before = first_script(random)
    old = before.settled()
    coded = passages(old, before, random)
    now = before.copy()
    for _ in range(edits):
        edit(now, random)
    new = now.settled()
    realignment = Realignment(old, new)
    found = 0
    for passage in coded:
        place = realignment.place(passage)
        if place is None:
            assert not stands(passage, old, before, now), old.quote(passage)
            continue
        found += 1
        same_words(passage, place, (old, before), (new, now))
    return found, len(coded)


def same_words(
    passage: Segment,
    place: Place,
    then: tuple[Transcript, Script],
    now: tuple[Transcript, Script],
) -> None:
    """Make sure that a passage was found where its own words stand."""
    wanted, there = then[1].within(passage), now[1].within(place.segment)
    assert now[0].quote(place.segment) == place.quote
    if place.fate == "changed":
        kept = sum(origin in wanted for origin in there if origin is not None)
        # A corrected spelling counts as kept, and words come in beside those that stay.
        assert kept >= max(0.5 * len(wanted), 0.4 * len(there))
        return
    assert place.quote == then[0].quote(passage)
    others = sum(a != b for a, b in zip(wanted, there, strict=True))
    # Of two equal words side by side nobody can tell which one was taken out, nor that
    # words were taken out where equal ones were put in.
    before, after = around(*then, passage), around(*now, place.segment)
    as_before = before[:-3] == after[:-3] or before[3:] == after[3:]
    assert as_before or others <= (len(set(then[1].texts(passage))) >= 3)


def around(transcript: Transcript, script: Script, place: Segment) -> list[str]:
    """Return a passage with three words on either side."""
    text = transcript.text
    spans = [(0, 0, None)] * 3 + script.spans + [(0, 0, None)] * 3
    inside = [
        n for n, (a, b, _) in enumerate(spans) if a < place.end and place.start < b
    ]
    beside = spans[inside[0] - 3 : inside[-1] + 4]
    return [text[a:b] for a, b, _ in beside]


@settings(max_examples=200)
@given(st.integers(0, 2**32), st.integers(0, 40))
def test_no_passage_is_attached_to_other_words(seed: int, edits: int) -> None:
    check(seed, edits)
