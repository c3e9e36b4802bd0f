"""Words of an old version are found in the new one, or not at all; never others."""

from __future__ import annotations

import pytest

from kodierung.analysis.realign import Realignment
from kodierung.analysis.relabelled import renamed
from kodierung.model import Segment
from tests.support.small import transcript

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
    ],
)
def test_corrections_within_words_are_told(old: str, new: str, becomes: str) -> None:
    found = find("wir sind nur Dienstleister", corrected(4, old, new))
    assert found == ("changed", becomes, "B3")


@pytest.mark.parametrize("blank", ["\n", "  ", ", ", " – "])
def test_other_blanks_and_signs_are_no_other_words(blank: str) -> None:
    becomes = f"wir{blank}sind nur Dienstleister"
    found = find("wir sind nur Dienstleister", corrected(4, "wir sind", becomes[:-18]))
    assert found == ("moved", becomes, "B3")


def test_a_single_misspelt_word_is_corrected() -> None:
    now = corrected(4, "Dienstleister", "Dienstleiter")
    assert find("Dienstleister", now) == ("changed", "Dienstleiter", "B3")


def test_signs_at_the_end_belong_to_the_words() -> None:
    now = corrected(2, "sagen.", "sagen!")
    assert find("würde ich sagen.", now) == ("moved", "würde ich sagen!", "B1")


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


LONG = [
    *TALK,
    ("B3", "Man merkt schon, dass da jedes Jahr andere Leute sitzen."),
    ("B1", "Bei mir ist es seit zehn Jahren dieselbe Frau am Telefon."),
]


def relabelled(names: dict[str, str]) -> list[tuple[str, str]]:
    return [(names.get(label, label), words) for label, words in LONG]


def test_exchanged_labels_are_the_same_people() -> None:
    swap = {"B1": "B3", "B3": "B1"}
    old, now = transcript(LONG), transcript(relabelled(swap))
    assert renamed(old, now) == swap
    start = old.text.index("wir sind nur Dienstleister")
    place = Realignment(old, now).place(Segment(start, start + 26))
    assert place is not None
    assert now.turns_in(place.segment)[0].speaker == "B1"


def test_turns_given_to_somebody_else_are_no_exchange() -> None:
    one_way = relabelled({"B1": "B3"})
    assert renamed(transcript(LONG), transcript([*one_way, ("B1", "Ja.")])) == {}
    halfway = [*relabelled({"B1": "B3", "B3": "B1"})[:4], *LONG[4:]]
    assert renamed(transcript(LONG), transcript(halfway)) == {}


def test_what_stands_at_the_end_twice_now_is_not_placed() -> None:
    old = transcript(TALK)
    doubled = Realignment(old, transcript([*TALK, *TALK]))
    for turn in old.turns:
        assert doubled.place(turn.segment) is None, old.quote(turn.segment)


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
