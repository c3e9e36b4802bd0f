"""Undo and redo, of any depth and over restarts, and of changes of the codebook."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kodierung.errors import CodingError, StoreError
from kodierung.model import Decision, Segment
from kodierung.project import Project
from kodierung.store.store import Change, Store
from kodierung.workflow.desk.desk import Desk
from kodierung.workflow.history import list_history
from kodierung.workflow.suggest import suggest
from kodierung.workflow.undo import redo, undo

CODE = "traeger.kooperation.promoting"
FILE = "codebooks/klein.yaml"
NEW = "traeger.kooperation.promoting.neu"


@contextmanager
def deed(project: Project, verb: str, coder: str = "A") -> Iterator[Change]:
    with project.open_store() as store, store.writing(verb, coder) as change:
        yield change


def coded(project: Project, transcript: str = "FG00.txt", coder: str = "A") -> str:
    """Code the second turn; return the coding's id."""
    with Desk(project, coder) as desk:
        turn = desk.transcript(transcript).turns[1]
        made = desk.add(transcript, turn.segment, CODE).coding
    assert made is not None
    return made.id


def ids(project: Project) -> set[str]:
    with project.open_store() as store:
        return {coding.id for coding in store.codings()}


# --- depth and order ------------------------------------------------------------------


def test_undo_goes_further_back_each_time_and_redo_forward(study: Project) -> None:
    names = [f"FG0{number}.txt" for number in range(3)]
    states = [ids(study)]
    for name in names:
        coded(study, name)
        states.append(ids(study))
    for state in reversed(states[:-1]):
        undo(study, coder="A")
        assert ids(study) == state
    with pytest.raises(CodingError, match=r"has no No\. 99"):
        undo(study, 99, coder="A")
    for state in states[1:]:
        redo(study, coder="A")
        assert ids(study) == state
    with pytest.raises(CodingError, match="nothing that could be made again"):
        redo(study, coder="A")


def test_who_does_something_else_has_nothing_to_redo(study: Project) -> None:
    first = coded(study)
    undo(study, coder="A")
    other = coded(study, "FG01.txt")
    with pytest.raises(CodingError, match="nothing that could be made again") as none:
        redo(study, coder="A")
    assert "`kodierung redo 2`" in none.value.hint
    undo(study, coder="A")
    redo(study, coder="A")
    assert ids(study) == {other}
    redo(study, 2, coder="A")
    assert ids(study) == {first, other}


def test_what_others_and_suggest_do_does_not_end_redo(study: Project) -> None:
    first = coded(study)
    undo(study, coder="A")
    theirs = coded(study, "FG01.txt", coder="B")
    suggest(study)
    assert redo(study, coder="A").number == 2
    assert ids(study) == {first, theirs}


def test_each_undoes_her_own(study: Project) -> None:
    mine = coded(study)
    for name in ("FG01.txt", "FG02.txt"):
        coded(study, name, coder="A.round2")
    assert undo(study, coder="A").number == 2
    assert mine not in ids(study)
    assert undo(study, coder="A.round2").number == 4


# --- what builds on what --------------------------------------------------------------


def test_reading_is_taken_back_turn_by_turn(study: Project) -> None:
    name = "FG00.txt"
    for turns in (["one", "two"], ["three"]):
        with deed(study, "read") as change:
            change.mark_read(name, "A", turns)
    assert undo(study, 2, coder="A").number == 2
    with study.open_store() as store:
        assert store.read_turns("A", name) == {"three"}
    redo(study, coder="A")
    with deed(study, "read") as change:
        change.mark_read(name, "A", ["two"], read=False)
    with pytest.raises(CodingError, match=r"No\. 6 \(read"):
        undo(study, 2, coder="A")


def test_a_coding_that_a_decision_leads_to_stays(study: Project) -> None:
    """The suggestion is accepted as the coding that was made by hand before."""
    suggest(study)
    with Desk(study, "A") as desk:
        found = desk.queue.next()
        assert found is not None
        place = Segment(found.start, found.end)
        desk.add(found.transcript, place, found.code)
        desk.accept(found.id)
    by_hand, accepted = (r["number"] for r in reversed(list_history(study)[:2]))
    with pytest.raises(CodingError, match=rf"No\. {accepted} \(accept"):
        undo(study, by_hand, coder="A")
    undo(study, coder="A")
    assert undo(study, coder="A").number == by_hand


def test_a_transcript_that_is_read_or_noted_on_is_not_taken_out(
    study: Project,
) -> None:
    with deed(study, "read") as change:
        change.mark_read("FG00.txt", "A", ["one"])
    with pytest.raises(CodingError, match=r"No\. 2 \(read"):
        undo(study, 1, coder="A")


def test_only_what_is_in_force_is_in_the_way(study: Project) -> None:
    with Desk(study, "A") as desk:
        turn = desk.transcript("FG00.txt").turns[1]
        made = desk.add("FG00.txt", turn.segment, CODE).coding
        assert made is not None
        desk.annotate(made, "wichtig")
        with pytest.raises(CodingError, match=r"No\. 3 \(code memo"):
            undo(study, 2, coder="A")
        desk.undo()
        undo(study, 2, coder="A")
    assert ids(study) == set()


# --- the codebook ---------------------------------------------------------------------


@pytest.fixture
def changed(study: Project) -> Project:
    """The study with a new code in its codebook, added by number 2."""
    path = study.folder / FILE
    before = path.read_text("utf-8")
    beside = "match: [Augenhöhe]\n"
    after = before.replace(
        beside, f"{beside}            children: [{{id: neu, label: Neu}}]\n"
    )
    assert NEW not in study.load_codebook().codes
    with deed(study, "codebook add") as change:
        change.note_codebook(FILE, before, after, did="new code Neu", codes={})
    path.write_text(after, "utf-8")
    assert NEW in study.load_codebook().codes
    return study


def test_the_codebook_gets_its_words_back(changed: Project) -> None:
    path = changed.folder / FILE
    after = path.read_bytes()
    undone = undo(changed, coder="A")
    assert undone.changes == (f"{FILE}: new code Neu",)
    assert NEW not in changed.load_codebook().codes
    redo(changed, coder="A")
    assert path.read_bytes() == after
    assert sorted(p.name for p in path.parent.iterdir()) == ["klein.yaml"]


def test_a_codebook_edited_by_hand_is_not_overwritten(changed: Project) -> None:
    path = changed.folder / FILE
    path.write_text(path.read_text("utf-8").replace("Neu", "Neues"), "utf-8")
    by_hand = path.read_bytes()
    with pytest.raises(CodingError, match="was edited by hand since") as refused:
        undo(changed, coder="A")
    assert refused.value.hint
    assert path.read_bytes() == by_hand
    assert not any(record["undone"] for record in list_history(changed))


def test_a_code_in_use_does_not_go(changed: Project) -> None:
    with Desk(changed, "A") as desk:
        turn = desk.transcript("FG00.txt").turns[1]
        desk.add("FG00.txt", turn.segment, NEW)
    before = (changed.folder / FILE).read_bytes()
    with pytest.raises(CodingError, match=f"coded with {NEW}") as refused:
        undo(changed, 2, coder="A")
    assert f"kodierung history --code {NEW}" in refused.value.hint
    assert (changed.folder / FILE).read_bytes() == before
    undo(changed, coder="A")
    assert undo(changed, coder="A").number == 2


def test_the_file_is_as_it_was_if_the_database_fails(
    changed: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = changed.folder / FILE
    before = path.read_bytes()
    seen: list[bytes] = []

    def failing(change: Change) -> None:
        seen.append(path.read_bytes())
        message = "the disk is full"
        raise StoreError(message)

    monkeypatch.setattr(Change, "finish", failing)
    with pytest.raises(StoreError, match="disk is full"):
        undo(changed, coder="A")
    assert seen != [before]
    assert path.read_bytes() == before
    monkeypatch.undo()
    assert undo(changed, coder="A").number == 2


def test_a_crash_between_file_and_database_can_be_made_good(
    changed: Project,
) -> None:
    """The file has its earlier words already, and the database does not know."""
    path: Path = changed.folder / FILE
    with changed.open_store() as store:
        (event,) = store.events(1)
        assert event.before is not None
        earlier = store.codebook_text(str(event.before["digest"]))
    assert earlier is not None
    path.write_text(earlier, "utf-8")
    undo(changed, coder="A")
    assert path.read_text("utf-8") == earlier


def test_deciding_anew_is_taken_back_before_the_first_decision(study: Project) -> None:
    suggest(study)
    with Desk(study, "A") as desk:
        found = desk.queue.next()
        assert found is not None
        for status in ("rejected", "accepted"):
            with study.open_store() as store:
                _decide(store, found.id, status)
    undo(study, coder="A")
    with study.open_store() as store:
        kept = store.decision(found.id, "A")
    assert kept is not None
    assert kept.status == "rejected"


def _decide(store: Store, suggestion: str, status: str) -> None:
    with store.writing("accept", "A") as change:
        made = Decision(suggestion, "A", status, "2026-11-22T10:00:00Z")  # type: ignore[arg-type]
        change.decide(made)
