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
