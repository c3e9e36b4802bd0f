from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from kodierung.errors import StoreError
from kodierung.store.queue import Waiting
from kodierung.store.store import Store

Make = dict[str, Callable[..., Any]]


@pytest.fixture
def full(store: Store, make: Make) -> Store:
    with store.writing("import") as change:
        change.add_transcript(make["transcript"]("FG00.txt"), make["source"]("t/0"))
    with store.writing("code add", "Anna") as change:
        codings: dict[str, dict[str, Any]] = {
            "late": {"start": 40, "end": 47},
            "early": {"start": 22, "end": 26},
            "other": {"transcript": "FG00.txt", "coder": "Ben", "code": "role.markt"},
            "gone": {"start": 23, "end": 30, "status": "detached"},
        }
        for coding_id, changes in codings.items():
            change.add_coding(make["coding"](coding_id, **changes))
        change.set_suggestions(
            "FG01.txt",
            [
                make["suggestion"]("b1", start=38, end=48),
                make["suggestion"]("a2", code="role.markt"),
                make["suggestion"]("a1"),
            ],
            "f",
        )
        change.set_suggestions(
            "FG00.txt", [make["suggestion"]("c1", transcript="FG00.txt")], "g"
        )
        change.decide(make["decision"]("a1", "Anna"))
        change.decide(make["decision"]("b1", "Ben"))
    return store


def ids(found: list[Any]) -> list[str]:
    return [one.id for one in found]


def test_everything_comes_by_transcript_and_place(full: Store) -> None:
    assert full.transcript_names() == ["FG00.txt", "FG01.txt"]
    assert [t.name for t in full.transcripts()] == full.transcript_names()
    assert ids(full.codings()) == ["other", "early", "late"]
    assert ids(full.suggestions("Anna")) == ["c1", "a2", "a1", "b1"]


def test_descriptions_are_the_transcripts_without_their_words(full: Store) -> None:
    assert full.descriptions() == [
        replace(t, text="", turns=()) for t in full.transcripts()
    ]


def test_codings_are_chosen_by_coder_transcript_code_and_status(full: Store) -> None:
    assert ids(full.codings("Ben")) == ["other"]
    assert ids(full.codings(transcript="FG01.txt")) == ["early", "late"]
    assert ids(full.codings(code="role.markt")) == ["other"]
    assert ids(full.codings(status="detached")) == ["gone"]
    assert ids(full.codings(status=None)) == ["other", "early", "gone", "late"]
    assert full.codings("Anna", code="role.markt") == []


def test_suggestions_are_chosen_by_transcript_code_and_status(full: Store) -> None:
    assert ids(full.suggestions("Anna", "FG00.txt")) == ["c1"]
    assert ids(full.suggestions("Anna", code="role.markt")) == ["a2"]
    assert ids(full.suggestions("Anna", status="rejected")) == ["a1"]
    assert ids(full.suggestions("Anna", status="open")) == ["c1", "a2", "b1"]
    assert ids(full.suggestions("Ben", status="rejected")) == ["b1"]


def test_ids_are_found_by_their_beginning(full: Store) -> None:
    assert full.coding_by_prefix("e") == ["early"]
    assert full.coding_by_prefix("early") == ["early"]
    assert full.coding_by_prefix("arly") == []
    assert full.coding_by_prefix("_arly") == []
    assert full.coding_by_prefix("%") == []
    assert full.coding_by_prefix("l") == ["late"]
    assert len(full.coding_by_prefix("")) == 4


def test_coders_decisions_and_counts(full: Store) -> None:
    assert full.coders() == {"Anna": 2, "Ben": 1}
    assert [d.coder for d in full.decisions()] == ["Anna", "Ben"]
    assert [d.suggestion for d in full.decisions("Ben")] == ["b1"]
    assert full.analysed() == {"FG00.txt": "g", "FG01.txt": "f"}
    assert full.counts() == {
        "transcripts": 2,
        "turns": 6,
        "speakers": 6,
        "decisions": 2,
        "suggestions": 4,
        "codings": 3,
        "detached": 1,
        "coders": 2,
    }


def test_a_snapshot_does_not_change_while_others_write(full: Store, make: Make) -> None:
    with Store.open(full.path, timeout=0.05) as other:
        with full.snapshot():
            before = ids(full.codings())
            with (
                pytest.raises(StoreError, match="Another kodierung"),
                other.writing("code remove") as change,
            ):
                change.remove_coding("late")
            assert ids(full.codings()) == before
        with other.writing("code remove") as change:
            change.remove_coding("late")
    assert ids(full.codings()) == ["other", "early"]


@pytest.mark.parametrize(
    ("coder", "left"),
    [("Anna", ["c1", "a1"]), ("Ben", ["c1", "b1"]), ("Cleo", ["c1"]), ("", ["c1"])],
)
def test_the_queue_is_all_suggestions_without_their_words(
    full: Store, coder: str, left: list[str]
) -> None:
    def lightly() -> list[Waiting]:
        return [
            Waiting(*(getattr(one, key) for key in Waiting._fields))
            for one in full.suggestions(coder)
        ]

    assert ids(full.queue(coder)) == ["c1", "a2", "a1", "b1"]
    assert full.queue(coder) == lightly()
    with full.writing("suggest") as change:
        change.set_suggestions("FG01.txt", [], "h")
    assert ids(full.queue(coder)) == left
    assert full.queue(coder) == lightly()
