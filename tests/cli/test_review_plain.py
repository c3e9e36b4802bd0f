"""The review line by line, through the command line with answers on stdin."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Kod, Result

Answer = Callable[..., Result]


@pytest.fixture
def answer(study: Path, kod: Kod, monkeypatch: pytest.MonkeyPatch) -> Answer:
    """Review the small study, whose suggestions are made, giving these lines."""
    assert kod("suggest").code == 0

    def run(*lines: str, options: tuple[str, ...] = ()) -> Result:
        typed = "".join(f"{line}\n" for line in lines)
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        return kod("review", "--plain", *options)

    return run


def codings(kod: Kod) -> list[tuple[str, str]]:
    return [(r["code"], r["memo"]) for r in kod("code", "list", "--json").records]


def statuses(kod: Kod) -> list[str]:
    return [r["status"] for r in kod("suggestions", "--json").records]


def test_a_passage_is_told_with_its_surroundings(answer: Answer) -> None:
    done = answer()
    assert done.code == 0, done.err
    assert "open. FG01_traeger.txt, turn 2, B1, 0:00:10" in done.out
    assert "Before: I: Wie ist das mit den Kenntnissen?" in done.out
    assert "Passage: Die kennen unsere Maßnahmen, wirklich gut." in done.out
    assert "After: Ähm, Überraschung! B2: Bei uns nicht." in done.out
    assert "Code: Gute Kenntnisse (traeger.kenntnisse.promoting)" in done.out
    assert "Definition: Fachkräfte kennen die Maßnahmen." in done.out
    assert "Reason: " in done.out


def test_answers_are_stored_and_the_rest_stays_open(answer: Answer, kod: Kod) -> None:
    before = statuses(kod)
    done = answer("a", "REJECT", "s")
    assert done.code == 0, done.err
    assert "Accepted: traeger.kenntnisse.promoting." in done.out
    assert statuses(kod) == ["accepted", "rejected", *before[2:]]
    assert codings(kod) == [("traeger.kenntnisse.promoting", "")]
    open_ = before.count("open") - 2
    assert f"{open_} of {len(before)} suggestions are open, 1 of them" in done.out


def test_it_ends_when_all_are_decided_or_skipped(answer: Answer, kod: Kod) -> None:
    number = len(statuses(kod))
    done = answer(*["s"] * (number + 5))
    assert done.out.count("s\n\n") == number - 1
    assert f"{number} of {number} suggestions are open" in done.out
    assert answer(*["r"] * number).out.endswith(
        f"0 of {number} suggestions are open.\n"
    )
    assert answer("a").out == f"0 of {number} suggestions are open.\n"


def test_another_code_and_a_memo_go_with_the_acceptance(
    answer: Answer, kod: Kod
) -> None:
    done = answer("c marktakt", "m  gut so ", "a", "q")
    assert "Accepted with changes: role.markt." in done.out
    assert codings(kod) == [("role.markt", "gut so")]
    assert statuses(kod)[0] == "changed"


def test_of_several_codes_one_is_asked_for(answer: Answer, kod: Kod) -> None:
    done = answer("c", "kenntnisse", "2", "a")
    assert "1  Gute Kenntnisse (traeger.kenntnisse.promoting)" in done.out
    assert codings(kod) == [("traeger.kenntnisse.inhibiting", "")]
    done = answer("c kenntnisse", "9", "c traeger.kooperation.inhibiting", "a")
    assert "No other code." in done.out
    assert codings(kod)[1] == ("traeger.kooperation.inhibiting", "")


def test_corrections_that_are_not_accepted_are_said_to_be_lost(
    answer: Answer, kod: Kod
) -> None:
    assert "not kept" in answer("m wichtig", "r").out
    assert "not kept" in answer("c fluktuation", "q").out
    assert "not kept" not in answer("q").out
    assert codings(kod) == []


def test_undo_goes_back_to_the_suggestion(answer: Answer, kod: Kod) -> None:
    assert "Taken back" in answer("a", "u", "r").out
    assert codings(kod) == []
    assert statuses(kod)[0] == "rejected"
    assert "Taken back" in answer("undo", "a").out
    assert statuses(kod)[0] == "accepted"


def test_the_passage_is_made_longer_and_shorter(answer: Answer, kod: Kod) -> None:
    done = answer("w +1", "w -2", "w start -1 word", "w", "+2 words", "a", "q")
    lines = [line for line in done.out.splitlines() if line.startswith("Passage: ")]
    assert lines[1:5] == [
        "Passage: Die kennen unsere Maßnahmen, wirklich gut. Ähm,",
        "Passage: Die kennen unsere Maßnahmen, wirklich",
        "Passage: kennen unsere Maßnahmen, wirklich",
        "Passage: kennen unsere Maßnahmen, wirklich gut. Ähm,",
    ]
    assert "Accepted with changes" in done.out
    (made,) = kod("code", "list", "--json").records
    assert made["quote"] == "kennen unsere Maßnahmen, wirklich gut. Ähm,"


def test_the_passage_changes_by_sentence_and_over_turns(answer: Answer) -> None:
    done = answer("words end +1 sentence", "w 1 turn", "w start +9999 turns", "q")
    lines = [line for line in done.out.splitlines() if line.startswith("Passage: ")]
    assert lines[1] == f"{lines[0]} Ähm, Überraschung!"
    assert lines[2].endswith("Bei uns nicht. Wir sind nur Dienstleister.")
    assert lines[3].startswith("Passage: Wie ist das mit den Kenntnissen?")
    assert "not kept" in done.out


def test_what_cannot_be_done_to_the_passage_is_said(answer: Answer, kod: Kod) -> None:
    done = answer("w", "", "w s +1", "w weit", "w 0", "w -99999", "w -1 turn", "q")
    assert done.err.count("tells no way to change the passage") == 5
    assert "hint: Say +1, -2 clause or start +1 sentence." in done.err
    assert "No turn can be taken away there." in done.err
    assert set(statuses(kod)) == {"open"}


def test_the_opposite_factor_is_one_letter_away(answer: Answer, kod: Kod) -> None:
    done = answer("f", "a", "flip", "flip", "a", "f", "q")
    assert "Code: Mangelnde Kenntnisse (traeger.kenntnisse.inhibiting)" in done.out
    assert "role.markt has no factor of the opposite polarity" in done.err
    first, second, *_ = statuses(kod)
    assert (first, second) == ("changed", "accepted")


def test_a_second_code_is_stored_at_once_on_the_corrected_words(
    answer: Answer, kod: Kod
) -> None:
    done = answer("w -1", "+ marktakt", "+", "role.markt", "a", "q")
    assert "Coded: role.markt." in done.out
    assert "has coded this passage with role.markt already" in done.err
    made = {(c["code"], c["quote"]) for c in kod("code", "list", "--json").records}
    words = "Die kennen unsere Maßnahmen, wirklich"
    assert made == {("role.markt", words), ("traeger.kenntnisse.promoting", words)}


def test_a_passage_becomes_its_themes_statement(answer: Answer, kod: Kod) -> None:
    answer("m ja", "S", "statement", "q")
    chosen = [c for c in kod("code", "list", "--json").records if c["statement"]]
    assert [(c["code"], c["memo"]) for c in chosen] == [
        ("traeger.kenntnisse.promoting", "ja")
    ]


def test_one_goes_back_to_what_was_skipped(answer: Answer, kod: Kod) -> None:
    done = answer("s", "m weg", "p", "a", "q")
    assert "not kept" in done.out
    assert "skipped" not in done.out
    assert statuses(kod)[0] == "accepted"
    alone = answer("previous", "q", options=("--code", "role"))
    assert "This is the only one open." in alone.out


def test_what_was_taken_back_is_made_again(answer: Answer, kod: Kod) -> None:
    done = answer("a", "u", "U", "q")
    assert "Made again: 1 suggestion accepted" in done.out
    assert statuses(kod)[:2] == ["accepted", "open"]
    assert "Taken back" in answer("m hm", "undo", "q").out
    assert "Made again" in answer("redo", "q").out
    assert "nothing that could be made again" in answer("U", "q").err


def test_everything_that_can_be_answered_is_explained(answer: Answer) -> None:
    told = answer("?").out
    assert max(map(len, told.split("\na  accept")[1].splitlines())) <= 78
    for letter in "arspcfwmS+uUq":
        assert f"\n{letter}  " in told


def test_what_is_no_answer_is_said_and_changes_nothing(
    answer: Answer, kod: Kod
) -> None:
    done = answer("", "weiter", "c xyzzy", "u", "?", "q")
    assert done.code == 0
    assert "“weiter” is no answer" in done.out
    assert "No code fits “xyzzy”." in done.out
    assert "the review takes back only what is done in it" in done.err
    assert "leave; so does the end of the input" in done.out
    assert set(statuses(kod)) == {"open"}


def test_the_queue_can_be_narrowed(answer: Answer) -> None:
    done = answer(options=("--code", "role", "--order", "informative"))
    assert "(role.markt)" in done.out
    assert "1 of 1 open" in done.out


def test_what_changed_elsewhere_is_told_again_before_it_is_decided(
    study: Path, kod: Kod, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert kod("suggest").code == 0

    class Typing(io.StringIO):
        """Somebody else decides before the second answer is typed."""

        def readline(self, *args: int) -> str:
            line = super().readline(*args)
            if line == "r\n":
                ids = [row["id"] for row in others("suggestions", "--json").records]
                assert others("accept", *ids[1:]).code == 0
            return line

    others = kod
    monkeypatch.setattr("sys.stdin", Typing("s\nr\n"))
    done = kod("review", "--plain")
    assert "changed elsewhere meanwhile, so nothing was done" in done.out
    assert statuses(kod)[0] == "open"
    assert "rejected" not in statuses(kod)


def test_without_suggestions_it_says_what_makes_some(
    study: Path, kod: Kod, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert "`kodierung suggest` looks for some" in kod("review", "--plain").out
