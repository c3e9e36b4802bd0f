"""What one coder decides does not show in the queue of who codes blind."""

from __future__ import annotations

from pathlib import Path

import pytest

from kodierung.model import Decision
from kodierung.project import Project
from kodierung.workflow.blind import reveal, still_blind
from kodierung.workflow.import_ import import_transcripts
from kodierung.workflow.learn import learn, on_unseen_groups
from kodierung.workflow.read import Reading
from kodierung.workflow.suggest import suggest
from tests.workflow.test_learn import (
    code_by_hand,
    encoder,
    open_ones,
    parameters,
    study,
)

__all__ = ["encoder", "study"]

pytest.importorskip("sklearn")


def made_blind(project: Project) -> Project:
    """Return the study with the line that makes it blind."""
    settings = project.folder / "kodierung.yaml"
    settings.write_text(settings.read_text("utf-8") + "blind: true\n", "utf-8")
    return Project.find(project.folder)


def test_nobodys_decisions_are_learned_from(study: Project) -> None:
    learn(study, "A")
    from_the_codebook = parameters(study)
    before = open_ones(study, "B")
    blind = made_blind(study)
    code_by_hand(blind, ["FG01.txt", "FG02.txt"])
    report = learn(blind, "A")
    assert (report.decisions, report.blind) == (0, ("A",))
    assert parameters(blind) == from_the_codebook
    assert open_ones(blind, "B") == before
    assert on_unseen_groups(blind, "A").learned


def test_what_is_left_in_the_queue_does_not_tell_where_others_decided(
    study: Project,
) -> None:
    learn(study, "A", most=4)
    blind = made_blind(study)
    refused = next(s for s in open_ones(blind) if s.source == "similar")
    with blind.open_store() as store, store.writing("reject", "A") as change:
        change.decide(Decision(refused.id, "A", "rejected", "2026-01-01T00:00:00Z"))
    learn(blind, "A", most=0)
    assert {s.source for s in open_ones(blind, "B")} == {"rule"}
    with blind.open_store() as store:
        assert refused.id in {s.id for s in store.suggestions("A", status="rejected")}


def test_all_have_to_reveal_before(study: Project) -> None:
    blind = made_blind(study)
    code_by_hand(blind, ["FG01.txt", "FG02.txt"])
    with blind.open_store() as store, store.writing("read", "B") as change:
        change.mark_read("FG01.txt", "B", ["one"])
        change.mark_read("FG01.txt", "consensus", ["one"])
    reveal(blind, "A")
    report = learn(blind, "A")
    assert (report.decisions, report.blind) == (0, ("B",))
    reveal(blind, "B")
    report = learn(blind, "A")
    assert (report.decisions, report.blind) == (4, ())
    with blind.open_store() as store:
        assert still_blind(blind, store, "C") == ("C",)
        assert still_blind(study, store, "C") == ()


def test_what_was_learned_before_is_not_used_while_somebody_is_blind(
    study: Project, tmp_path: Path
) -> None:
    code_by_hand(study, ["FG01.txt", "FG02.txt"])
    learn(study, "A")
    blind = made_blind(study)
    file = tmp_path / "FG09.txt"
    file.write_text("I: Na?\n\nB1: Wir telefonieren jede Woche miteinander.", "utf-8")
    import_transcripts(blind, [file], Reading())
    (doubt,) = suggest(blind).problems
    assert "learned from A is not used while others code blind" in str(doubt)
    assert not [s for s in open_ones(blind) if s.transcript == "FG09.txt"]
    learn(blind, "A")
    file.write_text("I: Na?\n\nB1: Sie telefonieren oft miteinander.", "utf-8")
    import_transcripts(blind, [file], Reading(), update=True)
    assert not suggest(blind).problems
    found = [s.source for s in open_ones(blind) if s.transcript == "FG09.txt"]
    assert set(found) == {"similar"}
