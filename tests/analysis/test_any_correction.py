"""Whatever is corrected, words are found where they stand, and never others."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from kodierung.analysis.realign import Place, Realignment
from kodierung.analysis.word_index import words_of
from kodierung.model import Segment, Transcript
from tests.support.scripts import Said, Script, edit, first_script, passages


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
    assert words_of(place.quote) == words_of(then[0].quote(passage))
    others = sum(a != b for a, b in zip(wanted, there, strict=True))
    # Of two equal words side by side nobody can tell which one was taken out, nor that
    # words were taken out where equal ones were put in.
    before, after = around(*then, passage), around(*now, place.segment)
    as_before = before[:-3] == after[:-3] or before[3:] == after[3:]
    # A turn like "Ja genau." has two of them.
    assert as_before or others <= 2 * (len(set(then[1].texts(passage))) >= 3)


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
