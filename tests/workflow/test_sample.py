"""Turns nobody looked at are drawn for a check, the same ones every time."""

from __future__ import annotations

import pytest

from kodierung.model import Segment
from kodierung.project import Project
from kodierung.store.store import Source
from kodierung.workflow.desk.desk import Desk
from kodierung.workflow.desk.sample import sample_turns, turn_record
from kodierung.workflow.suggest import suggest
from tests.support.small import transcript

UNSEEN = "Davon hat bisher niemand etwas gesagt"


@pytest.fixture
def talk(project: Project) -> Project:
    """A study in which turns 4 to 9 hold five words or more and nothing else."""
    said = [("I", "Und was sagen Sie dazu?"), ("B1", "Das war auf Augenhöhe, immer.")]
    said += [("B2", "Ja, genau so.")]
    said += [("B1", f"{UNSEEN}, {at}.") for at in range(6)]
    spoken = transcript(said, attributes={"perspective": "traeger"})
    with project.open_store() as store, store.writing("import") as change:
        change.add_transcript(spoken, Source(spoken.name, spoken.digest, ""))
    suggest(project)
    return project


def drawn(desk: Desk, number: int = 3, seed: int = 0) -> list[int]:
    return [one.turn.number for one in desk.sample(number, seed).turns]


def test_moderators_short_turns_and_suggestions_are_left_out(talk: Project) -> None:
    found = sample_turns(talk, "A", 100)
    assert [one.turn.number for one in found.turns] == [4, 5, 6, 7, 8, 9]
    assert found.among == 6
    record = turn_record(found.turns[0])
    assert record["text"] == f"{UNSEEN}, 0."
    assert record["end"] - record["start"] == len(record["text"])


def test_the_same_are_drawn_until_some_are_read(talk: Project) -> None:
    with Desk(talk, "A") as desk:
        first = drawn(desk)
        assert len(first) == 3
        assert drawn(desk) == first
        assert any(drawn(desk, seed=seed) != first for seed in range(1, 9))
        desk.mark_read("FG01.txt", first[:1])
        second = drawn(desk)
        assert first[0] not in second
        assert set(first[1:]) < set(second)
        assert desk.sample(3).among == 5
        with Desk(talk, "B") as other:
            assert drawn(other) == first


def test_ones_own_codings_are_left_out_and_others_are_not(talk: Project) -> None:
    with Desk(talk, "A") as desk:
        turn = desk.transcript("FG01.txt").turns[3]
        code = next(iter(desk.codebook.codes))
        desk.add("FG01.txt", Segment(turn.end - 2, turn.end), code)
        assert drawn(desk, 9) == [5, 6, 7, 8, 9]
        with Desk(talk, "B") as other:
            assert drawn(other, 9) == [4, 5, 6, 7, 8, 9]
