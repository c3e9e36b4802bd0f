"""What is read again, and what is not."""

from __future__ import annotations

import dataclasses
import subprocess
import sys

import pytest

from kodierung.matching.engine import SuggestionEngine
from kodierung.model import Turn
from kodierung.store.store import Source
from kodierung.text import digest
from kodierung.workflow.suggest import suggest


@pytest.fixture
def read(monkeypatch):
    """The texts that were read, in order."""
    texts = []
    passages = SuggestionEngine._passages

    def noted(self, turn, codes):
        texts.append(turn.text)
        return passages(self, turn, codes)

    monkeypatch.setattr(SuggestionEngine, "_passages", noted)
    return texts


def found(project):
    with project.open_store() as store:
        return [dataclasses.astuple(s) for s in store.suggestions("")]


def test_nothing_is_read_a_second_time(study, read):
    first = suggest(study)
    assert sum(first.done.values()) == 6
    read.clear()
    assert suggest(study).done == {}
    assert read == []


def test_of_a_new_version_only_what_changed_is_read(study, read):
    suggest(study)
    read.clear()
    with study.open_store() as store, store.writing("import") as change:
        before = store.transcript("FG01.txt")
        text = before.text + "B1: Und auf Augenhöhe."
        last = before.turns[-1].number + 1
        turn = Turn(last, "B1", len(before.text) + 4, len(text))
        after = dataclasses.replace(
            before, text=text, digest=digest(text), turns=(*before.turns, turn)
        )
        change.replace_transcript(after, Source(after.name, after.digest, ""))
    assert suggest(study).done == {"FG01.txt": 3}
    assert read == ["Und auf Augenhöhe."]


def test_two_processes_find_the_same(study):
    suggest(study)
    alone = found(study)
    with study.open_store() as store, store.writing("suggest") as change:
        change.forget_remembered()
        for name in store.transcript_names():
            change.set_suggestions(name, [], "")
    told = []
    suggest(study, jobs=2, progress=lambda *done: told.append(done))
    assert found(study) == alone
    assert [count for _, count, _ in told] == [1, 2, 3]


def test_looking_at_an_unchanged_study_does_not_load_spacy(study):
    suggest(study)
    program = (
        "import sys; from pathlib import Path\n"
        "from kodierung.project import Project\n"
        "from kodierung.workflow.suggest import suggest\n"
        "suggest(Project.find(Path(sys.argv[1])))\n"
        "sys.exit('spacy' in sys.modules)"
    )
    command = [sys.executable, "-c", program, str(study.folder)]
    assert subprocess.run(command, check=False).returncode == 0
