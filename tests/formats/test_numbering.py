"""Numbers before lines and paragraphs are no words."""

import pytest

from kodierung.formats import plain
from kodierung.formats.registry import ReadOptions


def read(text):
    return plain.read(text.encode(), "a.txt", ReadOptions())


def said(draft):
    return [(turn.speaker, draft.text[turn.start : turn.end]) for turn in draft.turns]


TURNS = [("I", "Wie war das?"), ("B1", "Gut."), ("I", "So."), ("B1", "Ja.")]


@pytest.mark.parametrize(
    "number", ["{}  ", "[{}] ", "{}. ", "{}\t", "  {} ", "{}) ", "{}| "]
)
@pytest.mark.parametrize("first", [1, 5, 98])
def test_each_turn_has_a_number(number, first):
    lines = [
        f"{number.format(first + at)}{label}: {words}"
        for at, (label, words) in enumerate(TURNS)
    ]
    draft = read("\n".join(lines))
    assert said(draft) == TURNS
    (problem,) = draft.problems
    assert problem.place == "a.txt:1"
    assert f"from {first} to {first + 3}" in problem.message


def test_each_line_of_a_wrapped_text_has_a_number():
    draft = read(
        "Gruppe Nord\n\n 1 I:  Hallo da und\n 2     jetzt weiter\n 3 B1: Ja, wir sind\n"
        " 4     3 Leute\n 5 I:  Gut.\n"
    )
    assert said(draft) == [
        ("I", "Hallo da und\njetzt weiter"),
        ("B1", "Ja, wir sind\n3 Leute"),
        ("I", "Gut."),
    ]
    assert draft.notes == ("Gruppe Nord",)


def test_wrapped_paragraphs_with_one_number_each():
    draft = read("[1] I: Hallo\nund\nweiter\n[2] B1: Ja\nund\nso\n[3] I: Gut\nalso\n")
    assert said(draft)[1] == ("B1", "Ja\nund\nso")


def test_empty_paragraphs_are_counted_by_some():
    draft = read("1\n2 I: Hallo\n3\n4 B1: Ja\n5\n6 I: Gut\n")
    assert said(draft) == [("I", "Hallo"), ("B1", "Ja"), ("I", "Gut")]


def test_every_fifth_line_has_a_number():
    lines = [f"{'I' if at % 2 else 'B1'}: Satz" for at in range(1, 21)]
    lines = [f"{at} {row}" if at % 5 == 0 else row for at, row in enumerate(lines, 1)]
    draft = read("\n".join(lines))
    assert len(draft.turns) == 20
    assert {turn.speaker for turn in draft.turns} == {"I", "B1"}


@pytest.mark.parametrize(
    "text",
    [
        "I: Was?\nB1: Drei Punkte:\n1. Zeit\n2. Geld\n3. Leute\nI: Gut.\nB1: Ja.\n",
        "I: Wann?\nB1: 2019 war es\n2020 auch\nI: Aha.\n",
        "1: Hallo.\n2: Ja.\n1: So.\n2: Nein.\n1: Gut.\n2: Eben.\n",
    ],
)
def test_numbers_that_are_said_stay(text):
    draft = read(text)
    assert draft.text == text
    assert not any("numbers" in one.message for one in draft.problems)
