"""What is read again, and what is not."""

from __future__ import annotations

import dataclasses
import subprocess
import sys

import pytest

from kodierung.errors import CodebookError
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


def without_the_codebook(monkeypatch):
    def read(*_):
        message = "the codebook was read"
        raise AssertionError(message)

    monkeypatch.setattr("kodierung.codebook.load.load_codebook", read)


def test_an_unchanged_study_needs_no_codebook(study, monkeypatch):
    with study.open_store() as store, store.writing("speakers") as change:
        bare = dataclasses.replace(
            store.transcript("FG02.txt"), attributes={}, name="FG9.txt"
        )
        change.add_transcript(bare, Source(bare.name, bare.digest, ""))
    first = suggest(study)
    assert [problem.place for problem in first.problems] == ["FG9.txt"]
    without_the_codebook(monkeypatch)
    again = suggest(study)
    assert again.done == {}
    assert again.skipped == tuple(first.done)
    assert again.problems == first.problems


def test_what_changes_is_looked_at(study, monkeypatch):
    book = study.codebook_path()
    suggest(study)
    with study.open_store() as store, store.writing("speakers") as change:
        before = store.transcript("FG01.txt")
        after = dataclasses.replace(before, attributes={"perspective": "jobcenter"})
        change.replace_transcript(after, Source(after.name, after.digest, ""))
    assert list(suggest(study).done) == ["FG01.txt"]
    rules = book.read_text("utf-8").replace("[Augenhöhe]", "[Augenhöhle]")
    book.write_text(rules, "utf-8")
    assert len(suggest(study).done) == 3
    with monkeypatch.context() as patch:
        patch.setattr("kodierung.matching.turns.ENGINE_VERSION", "another")
        assert len(suggest(study).done) == 3
    assert len(suggest(study, codes=["traeger.kenntnisse"]).done) == 3
    assert len(suggest(study).done) == 3
    book.write_text("codebook: [", "utf-8")
    with pytest.raises(CodebookError):
        suggest(study)


def test_what_is_found_meanwhile_gone_is_found_again(study):
    suggest(study)
    with study.open_store() as store, store.writing("suggest") as change:
        change.set_suggestions("FG01.txt", [], "")
    assert list(suggest(study).done) == ["FG01.txt"]
