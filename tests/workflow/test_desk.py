"""What a coder does at her desk is stored as she does it, and can be taken back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kodierung.errors import CodingError
from kodierung.model import Segment
from kodierung.project import Project
from kodierung.workflow.desk.desk import Desk
from kodierung.workflow.desk.queue import QueueFilter
from kodierung.workflow.desk.view import StaleError
from kodierung.workflow.suggest import suggest
from tests.support.small import transcript


@pytest.fixture
def desk(study: Project) -> Iterator[Desk]:
    suggest(study)
    with Desk(study, "A") as opened:
        yield opened


def test_what_is_decided_is_stored_and_undone(desk: Desk) -> None:
    first = desk.queue.next()
    assert first is not None
    deed = desk.accept(first.id)
    assert desk.queue.entry(first.id).status == "accepted"
    assert deed.coding is not None
    assert desk.codings(first.transcript) == [deed.coding]
    with Desk(desk.project, "A") as other:
        assert other.queue.counts()["accepted"] == 1
    desk.undo()
    assert desk.queue.entry(first.id).status == "open"
    assert desk.codings(first.transcript) == []
    desk.redo()
    assert desk.queue.entry(first.id).status == "accepted"


def test_a_corrected_answer_is_a_change_and_can_be_corrected_again(desk: Desk) -> None:
    first = desk.queue.next()
    assert first is not None
    narrower = Segment(first.start, first.end - 1)
    one = desk.accept(first.id, segment=narrower, memo="enger").coding
    assert one is not None
    assert desk.suggestion(first.id).status == "changed"
    two = desk.accept(first.id).coding
    assert two is not None
    assert (two.id, two.memo) == (one.id, "enger")
    assert two.segment == Segment(first.start, first.end)
    desk.reject(first.id)
    assert desk.codings(first.transcript) == []
    assert desk.queue.counts()["rejected"] == 1


def test_reading_is_noted_by_turn(desk: Desk) -> None:
    name = desk.names[0]
    desk.mark_read(name, [1, 2])
    assert desk.read_turns(name) == {1, 2}
    desk.mark_read(name, [2], read=False)
    assert desk.read_turns(name) == {1}
    desk.undo()
    assert desk.read_turns(name) == {1, 2}


def test_coding_by_hand(desk: Desk) -> None:
    name = desk.names[0]
    turn = next(t for t in desk.transcript(name).turns if t.speaker != "I")
    code = next(iter(desk.codebook.codes))
    made = desk.add(name, turn.segment, code).coding
    assert made is not None
    with pytest.raises(CodingError, match="already"):
        desk.add(name, turn.segment, code)
    noted = desk.annotate(made, "  wichtig ").coding
    assert noted is not None
    assert noted.memo == "wichtig"
    desk.remove(made)
    assert made.id not in {c.id for c in desk.codings(name)}


def test_the_queue_goes_round(desk: Desk) -> None:
    ids = [one.id for one in desk.queue.entries]
    found = desk.queue.next(ids[-1])
    assert found is not None
    assert found.id == ids[0]
    one = desk.queue.entries[0].code
    with Desk(desk.project, "A", QueueFilter(codes=frozenset({one}))) as other:
        assert {entry.code for entry in other.queue.entries} == {one}


def test_what_is_stored_elsewhere_is_taken_in(desk: Desk) -> None:
    first = desk.queue.next()
    assert first is not None
    here = desk.transcript(first.transcript)
    with Desk(desk.project, "B") as other:
        other.add(here.name, here.turns[0].segment, "role.markt")
    desk.mark_read(here.name, [1])  # what others code does not stand in the way
    assert desk.keep_up() == {"coding", "reading"}
    assert desk.keep_up() == frozenset()
    with Desk(desk.project, "A") as window:
        window.reject(first.id)
    with pytest.raises(StaleError):
        desk.accept(first.id)
    assert desk.keep_up() == {"decision"}
    assert desk.queue.entry(first.id).status == "rejected"
    desk.accept(first.id)
    assert desk.keep_up() == frozenset()


def test_nothing_is_coded_in_words_that_are_gone(desk: Desk) -> None:
    before = desk.transcript("FG00.txt")
    changed = transcript([("B1", "Ganz andere Worte.")], before.name, before.group)
    with desk.project.open_store() as store, store.writing("import") as change:
        change.replace_transcript(changed, store.sources()[before.name])
    with pytest.raises(StaleError):
        desk.add(before.name, before.turns[0].segment, "role.markt")
    with desk.project.open_store() as store:
        assert store.codings() == []
    assert desk.keep_up() == {"transcript"}
    assert desk.transcript(before.name) == changed
    deed = desk.add(before.name, changed.turns[0].segment, "role.markt")
    assert deed.coding is not None
    assert deed.coding.quote == "Ganz andere Worte."
