"""What is said of labels that are nobody's is told, not silently without effect."""

from __future__ import annotations

from pathlib import Path

import pytest

from kodierung.project import Answers, Project
from kodierung.workflow.import_ import import_transcripts
from kodierung.workflow.read import Reading
from tests.workflow.conftest import TEXT


def vain(project: Project, paths: list[Path], reading: Reading) -> list[str]:
    """Return what is told of answers that fit nobody."""
    problems = import_transcripts(project, paths, reading, check=True).problems
    return [f"{p.place}: {p.message}" for p in problems if "nobody here" in p.message]


@pytest.mark.parametrize(
    "said",
    [
        Reading(aliases={"SPEKAER_01": "B1", "SPEAKER_01": "B1"}),
        Reading(not_speakers=("SPEKAER_01", "speaker_02")),
        Reading(moderators=("SPEKAER_01", "speaker_02")),
        Reading(answers=(Answers(aliases={"SPEKAER_01": "SPEKAER_01"}),)),
    ],
)
def test_a_misspelt_answer_is_told_once_for_all_files(
    project: Project, received: Path, said: Reading
) -> None:
    told = vain(project, [received], said)
    assert told == [
        'FG01.vtt and 1 more: nobody here is called "SPEKAER_01", of whom you said '
        "something"
    ]
    problems = import_transcripts(project, [received], said).problems
    (problem,) = [p for p in problems if "nobody here" in p.message]
    assert '"SPEAKER_01"' in problem.hint


def test_what_fits_in_one_file_of_several_is_no_slip(
    project: Project, received: Path
) -> None:
    (received / "FG03.txt").write_text(TEXT, "utf-8")
    fitting = Reading(
        aliases={"frau  b": "B1", "SPEAKER_00": "Anna"},
        not_speakers=("B7",),
        answers=(Answers(aliases={"Anna": "I"}),),
    )
    assert vain(project, [received], fitting) == []
    of_one = {"FG01.vtt": Answers(aliases={"Frau B": "B1"})}
    of_many = {"FG*.vtt": Answers(not_speakers=("B7",))}
    told = vain(
        project, [received], Reading(answers=(Answers(files=of_one | of_many),))
    )
    assert [line.partition(", of")[0] for line in told] == [
        'FG01.vtt: nobody here is called "Frau B"',
        'FG01.vtt and 1 more: nobody here is called "B7"',
    ]
    (received / "FG04.txt").write_text("Kein Transkript.", "utf-8")
    anybody = Reading(aliases={"Niemand": "B1"})
    assert vain(project, [received], anybody) == []


def test_a_label_that_is_no_speaker_yet_fits(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "FG01.txt"
    path.write_text(
        "I: Na?\n\nB1: So.\n\n[00:10] Zuruf: Eben!\n\nB1 Hm: ja.\n\nI: Gut.\n", "utf-8"
    )
    fitting = Reading(aliases={"Zuruf": "B1"}, not_speakers=("B1  hm",))
    assert vain(project, [path], fitting) == []
    told = vain(project, [path], Reading(not_speakers=("Eben", "Zuru")))
    assert len(told) == 2


def test_a_name_given_at_an_earlier_import_fits(
    project: Project, received: Path
) -> None:
    path = received / "FG01.vtt"
    import_transcripts(project, [path], Reading(aliases={"SPEAKER_01": "B1"}))
    for label, told in (("B1", 0), ("SPEAKER_01", 0), ("B2", 1)):
        assert len(vain(project, [path], Reading(aliases={label: "B3"}))) == told


def test_files_that_answers_name_in_vain_are_told(
    project: Project, received: Path
) -> None:
    answers = Answers(
        files={"FG01.vtt": Answers(), "FG9.vtt": Answers(), "X*": Answers()}
    )
    report = import_transcripts(
        project, [received], Reading(answers=(answers,)), check=True
    )
    places = [p.place for p in report.problems if "the answers name" in p.message]
    assert places == ["FG9.vtt"]
