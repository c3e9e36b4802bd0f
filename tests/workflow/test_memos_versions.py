"""Memos on segments go with their words, as codings do."""

from __future__ import annotations

from pathlib import Path

import pytest

from kodierung.errors import CodingError
from kodierung.project import Project
from kodierung.workflow.code import Place
from kodierung.workflow.import_ import ImportReport, import_transcripts
from kodierung.workflow.import_check import check_record
from kodierung.workflow.memos import write
from kodierung.workflow.memos.listing import MemoFilter, list_memos, why_lost
from kodierung.workflow.memos.subjects import Subject
from kodierung.workflow.undo import forget, redo, undo
from kodierung.workflow.verify import verify

NAME = "FG09.txt"
OLD = """\
I: Wie läuft die Zusammenarbeit bei Ihnen im Alltag?

B1: Genau so. Das ist auf Augenhöhe, würde ich heute sagen.

B2: Wir sind nur Dienstleister und werden auch so behandelt.
"""


class Study:
    """A study whose one transcript is corrected again and again."""

    def __init__(self, project: Project, folder: Path) -> None:
        self.project = project
        self._file = folder / NAME

    def take(self, text: str) -> ImportReport:
        self._file.write_text(text, "utf-8")
        report = import_transcripts(self.project, [self._file], update=True)
        assert verify(self.project).is_sound
        return report

    def fates(self, text: str) -> dict[str, str]:
        (file,) = self.take(text).files
        return {fate.before.text: fate.fate for fate in file.memos}

    def note(self, quote: str, text: str, coder: str = "A") -> str:
        place = Place(quote=quote)
        subject = Subject(transcript=NAME, place=place)
        return write.add(self.project, subject, text, coder).id

    def states(self) -> dict[str, tuple[str, int, int, str]]:
        with self.project.open_store() as store:
            return {
                memo.text: (memo.status, memo.start, memo.end, memo.quote)
                for memo, _ in store.memos_in(NAME)
            }

    def lost(self) -> list[str]:
        records = list_memos(self.project, MemoFilter(status="detached"))
        assert all((r["start"], r["turn"]) == (None, None) for r in records)
        return sorted(r["text"] for r in records)


@pytest.fixture
def taken(project: Project, received: Path) -> Study:
    study = Study(project, received)
    study.take(OLD)
    study.note("Das ist auf Augenhöhe", "bleibt")
    study.note("Das ist auf Augenhöhe", "bleibt auch", "B")
    study.note("werden auch so behandelt", "geht")
    return study


WITHOUT = OLD.replace("werden auch so behandelt", "kommen damit gut klar")


def test_a_memo_goes_with_its_words_or_is_detached(taken: Study) -> None:
    before = taken.states()
    new = WITHOUT.replace("I: Wie", "I: Guten Tag. Wie")
    report = taken.take(new)
    (file,) = report.files
    record = check_record(file)
    assert record["memos"] == {"moved": 2, "detached": 1}
    (lost,) = [fate for fate in file.memos if fate.fate == "detached"]
    assert (lost.turn, lost.speakers, bool(lost.reason)) == (3, ("B2",), True)
    after = taken.states()
    assert new[slice(*after["bleibt"][1:3])] == "Das ist auf Augenhöhe"
    assert after["bleibt"] == after["bleibt auch"] != before["bleibt"]
    assert after["geht"] == ("detached", *before["geht"][1:])
    assert taken.lost() == ["geht"]


def test_a_corrected_word_is_quoted_anew(taken: Study) -> None:
    taken.note("auf Augenhöhe, würde ich", "berichtigt")
    fates = taken.fates(OLD.replace("würde", "würd'"))
    assert fates["berichtigt"] == "changed"
    assert taken.states()["berichtigt"][3] == "auf Augenhöhe, würd' ich"


def test_it_comes_back_with_its_words_even_if_it_was_edited(taken: Study) -> None:
    taken.take(WITHOUT)
    (record,) = list_memos(taken.project, MemoFilter(status="detached"))
    assert "no longer there" in why_lost(taken.project, [record])[record["id"]]
    write.edit(taken.project, record["id"], "geht und kommt", "A")
    still = taken.fates(WITHOUT.replace("Genau so.", "So."))
    assert still["geht und kommt"] == "still detached"
    assert taken.fates(f"I: Hallo.\n\n{OLD}")["geht und kommt"] == "attached again"
    assert taken.states()["geht und kommt"][3] == "werden auch so behandelt"
    assert taken.lost() == []


def test_undo_of_the_import_brings_it_back(taken: Study) -> None:
    before = taken.states()
    taken.take(WITHOUT)
    after = taken.states()
    undo(taken.project)
    assert taken.states() == before
    redo(taken.project)
    assert taken.states() == after
    assert verify(taken.project).is_sound


def test_it_is_put_to_other_words_by_hand(taken: Study) -> None:
    taken.take(WITHOUT)
    (record,) = list_memos(taken.project, MemoFilter(status="detached"))
    write.move(taken.project, record["id"], Place(quote="damit gut klar"), "A")
    assert taken.lost() == []
    assert verify(taken.project).is_sound
    undo(taken.project, coder="A")
    assert taken.lost() == ["geht"]
    taken.take(OLD)
    assert taken.lost() == [], "the version it was right in was not lost by the undo"


def test_a_transcript_with_memos_is_not_taken_away(taken: Study) -> None:
    with pytest.raises(CodingError, match=r"memo add.* builds on it"):
        undo(taken.project, 1)
    assert len(taken.states()) == 3


def test_forgotten_words_leave_it_detached(taken: Study) -> None:
    taken.take(WITHOUT)
    forget(taken.project, NAME)
    assert taken.fates(OLD)["geht"] == "still detached"
    (record,) = list_memos(taken.project, MemoFilter(status="detached"))
    assert why_lost(taken.project, [record]) == {}


def test_what_is_not_on_words_cannot_be_moved(taken: Study) -> None:
    memo = write.add(taken.project, Subject(transcript=NAME), "Notiz", "A")
    with pytest.raises(CodingError, match="not on a passage"):
        write.move(taken.project, memo.id, Place(quote="Genau so"), "A")


def test_a_memo_on_the_file_stays_whatever_its_words(taken: Study) -> None:
    memo = write.add(taken.project, Subject(transcript=NAME), "Notiz", "A")
    taken.take(WITHOUT)
    with taken.project.open_store() as store:
        assert store.memo(memo.id) == memo
