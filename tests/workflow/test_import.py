"""Imports through the Python interface: answers, what is kept, all or nothing."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from kodierung.errors import TranscriptError
from kodierung.model import Speaker
from kodierung.project import Answers, Project, create_project
from kodierung.store.store import Store
from kodierung.workflow.import_ import import_transcripts
from kodierung.workflow.import_check import ImportedFile
from kodierung.workflow.read import Reading
from kodierung.workflow.speakers import Description, set_speakers
from tests.support.small import CODEBOOK_YAML
from tests.workflow.conftest import TEXT, WEBVTT


def people(store: Store, name: str) -> dict[str, tuple[str, str]]:
    found = store.transcript(name)
    assert found is not None
    return {s.label: (s.kind, s.function) for s in found.speakers}


def test_labels_are_per_file(project: Project, received: Path, store: Store) -> None:
    answers = Answers(
        files={
            "FG01.vtt": Answers(aliases={"SPEAKER_00": "Anna", "SPEAKER_01": "B1"}),
            "FG02.vtt": Answers(
                aliases={"speaker_00": "B7"}, moderators=("SPEAKER_01",)
            ),
        }
    )
    import_transcripts(project, [received], Reading(answers=(answers,)))
    assert list(people(store, "FG01.vtt")) == ["Anna", "B1", "SPEAKER_02"]
    second = people(store, "FG02.vtt")
    assert list(second) == ["B7", "SPEAKER_01", "SPEAKER_02"]
    assert second["SPEAKER_01"][0] == "moderator"


def test_a_moderator_may_be_named_by_the_old_label(
    project: Project, received: Path, store: Store
) -> None:
    reading = Reading(aliases={"SPEAKER_00": "Anna"}, moderators=("SPEAKER_00",))
    report = import_transcripts(project, [received], reading)
    assert people(store, "FG01.vtt")["Anna"][0] == "moderator"
    assert not any("nobody here" in p.message for p in report.files[0].problems)


def test_an_import_is_repeated_exactly(
    project: Project, received: Path, store: Store
) -> None:
    path = received / "FG01.vtt"
    said = Reading(aliases={"SPEAKER_01": "B1"}, not_speakers=("SPEAKER_02",))
    import_transcripts(project, [path], said)
    before = store.transcript("FG01.vtt")
    for reading in (Reading(), said):
        again = import_transcripts(project, [path], reading, update=True)
        assert [f.status for f in again.files] == ["unchanged"]
    assert store.transcript("FG01.vtt") == before

    path.write_text(WEBVTT.replace("Gut war das", "Gut wäre das"), "utf-8")
    (file,) = import_transcripts(project, [path], update=True).files
    assert (file.status, file.answers.aliases) == ("updated", {"SPEAKER_01": "B1"})
    assert "B1" in people(store, "FG01.vtt")
    assert store.sources()["FG01.vtt"].reading == {
        "aliases": {"SPEAKER_01": "B1"},
        "not_speakers": ["SPEAKER_02"],
    }


def test_what_is_said_anew_wins(project: Project, received: Path, store: Store) -> None:
    path = received / "FG01.vtt"
    import_transcripts(project, [path], Reading(aliases={"SPEAKER_01": "B1"}))
    import_transcripts(project, [path], Reading(aliases={"B1": "B2"}), update=True)
    assert list(people(store, "FG01.vtt"))[1] == "B2"
    back = Reading(aliases={"SPEAKER_01": "SPEAKER_01"})
    import_transcripts(project, [path], back, update=True)
    assert list(people(store, "FG01.vtt"))[1] == "SPEAKER_01"


def test_what_the_settings_say_is_not_kept_with_the_transcript(
    project: Project, received: Path, store: Store
) -> None:
    settings = replace(project.settings, answers=Answers(aliases={"SPEAKER_01": "B1"}))
    path = received / "FG01.vtt"
    import_transcripts(replace(project, settings=settings), [path])
    assert "B1" in people(store, "FG01.vtt")
    assert store.sources()["FG01.vtt"].reading == {}
    import_transcripts(project, [path], update=True)
    assert "B1" not in people(store, "FG01.vtt")


def test_an_encoding_holds_for_the_same_bytes_only(
    project: Project, tmp_path: Path, store: Store
) -> None:
    path = tmp_path / "FG01.txt"
    path.write_bytes("I: Na?\n\nB1: Träger. Träger.\n".encode("mac_roman"))
    import_transcripts(project, [path], Reading(encoding="mac_roman"))
    (same,) = import_transcripts(project, [path]).files
    assert (same.status, same.answers.encoding) == ("unchanged", "mac_roman")
    path.write_text("I: Na?\n\nB1: Träger. Der Träger.\n", "utf-8")
    import_transcripts(project, [path], update=True)
    found = store.transcript("FG01.txt")
    assert found is not None
    assert "Der Träger" in found.text


def test_somebody_who_speaks_once_can_be_named(
    project: Project, tmp_path: Path, store: Store
) -> None:
    path = tmp_path / "FG01.txt"
    path.write_text(
        "I: Na?\n\nB1: So.\n\nB2: Ja.\n\nZuruf: Eben!\n\nI: Gut.\n", "utf-8"
    )
    import_transcripts(project, [path])
    assert "Zuruf" not in people(store, "FG01.txt")
    reading = Reading(aliases={"Zuruf": "Zuruf"})
    import_transcripts(project, [path], reading, update=True)
    assert "Zuruf" in people(store, "FG01.txt")


def test_what_the_researcher_told_of_people_stays(
    project: Project, tmp_path: Path, store: Store
) -> None:
    path = tmp_path / "FG01.txt"
    path.write_text(TEXT, "utf-8")
    import_transcripts(project, [path])
    found, source = store.transcript("FG01.txt"), store.sources()["FG01.txt"]
    assert found is not None
    told = {
        "I": Speaker("I", "participant", told=("kind",)),
        "Frau B": Speaker(
            "Frau B",
            function="Leitung",
            attributes={"perspective": "traeger"},
            told=("function", "perspective"),
        ),
        "B7": Speaker("B7", "moderator", told=("kind",)),
    }
    with store.writing("speakers set") as change:
        speakers = tuple(told[s.label] for s in found.speakers)
        change.replace_transcript(replace(found, speakers=speakers), source)
    path.write_text("Frau B = Coachin\n\n" + TEXT.replace("B7: Ja.\n\n", ""), "utf-8")
    (file,) = import_transcripts(project, [path], update=True).files
    now = store.transcript("FG01.txt")
    assert now is not None
    assert {s.label: s for s in now.speakers} == {
        "I": told["I"],
        "Frau B": told["Frau B"],
    }
    (gone,) = [p for p in file.problems if "B7" in p.message]
    assert "what you said of this person goes too: kind moderator" in gone.message


def test_what_is_said_of_an_unchanged_file_is_kept(
    project: Project, received: Path, store: Store
) -> None:
    path = received / "FG01.vtt"
    import_transcripts(project, [path])
    said = Reading(aliases={"SPEAKER_02": "SPEAKER_02"})
    (file,) = import_transcripts(project, [path], said).files
    (remark,) = [p for p in file.problems if "another way" in p.message]
    assert (file.status, "--update" in remark.hint) == ("unchanged", True)
    assert store.sources()["FG01.vtt"].reading == {}
    (file,) = import_transcripts(project, [path], said, update=True).files
    assert file.status == "updated"
    kept = {"aliases": {"SPEAKER_02": "SPEAKER_02"}}
    assert store.sources()["FG01.vtt"].reading == kept
    (file,) = import_transcripts(project, [path], said, update=True).files
    assert file.status == "unchanged"


LEGEND = "Perspektive: Träger\nB1 = Träger; B2 = Jobcenter\n\n"
TALK = "I: Na?\n\nB1: Gut.\n\nB2: Ja.\n\nI: Und?\n\nB1: Eben.\n"


def test_what_is_told_of_a_person_is_not_asked_again(
    project: Project, tmp_path: Path, store: Store
) -> None:
    path = tmp_path / "FG01.txt"
    path.write_text(LEGEND + TALK, "utf-8")
    (file,) = import_transcripts(project, [path]).files
    assert [p.message for p in file.problems if '"B2" is called' in p.message]
    told = Description(attributes={"perspective": "jobcenter"})
    set_speakers(project, ["B2"], told)
    path.write_text(LEGEND + TALK.replace("Gut", "Sehr gut"), "utf-8")
    (file,) = import_transcripts(project, [path], update=True).files
    assert [p.message for p in file.problems if '"B2" is called' in p.message] == []
    found = store.transcript("FG01.txt")
    assert found is not None
    assert found.attributes_of("B2") == {"perspective": "jobcenter"}


def test_a_function_that_is_told_leaves_what_the_header_says_of_a_person(
    project: Project, tmp_path: Path, store: Store
) -> None:
    path = tmp_path / "FG01.txt"
    header = LEGEND.replace("Perspektive: Träger\n", "")
    path.write_text(header + TALK, "utf-8")
    import_transcripts(project, [path])
    set_speakers(project, ["B2"], Description(function="Fachkraft"))
    before = store.transcript("FG01.txt")
    assert before is not None
    assert before.attributes_of("B2") == {"perspective": "jobcenter"}
    (file,) = import_transcripts(project, [path]).files
    assert (file.status, file.problems) == ("unchanged", ())
    path.write_text(header + TALK.replace("Gut", "Sehr gut"), "utf-8")
    import_transcripts(project, [path], update=True)
    after = store.transcript("FG01.txt")
    assert after is not None
    assert after.speakers == before.speakers


def test_of_two_imports_of_one_file_the_second_finds_it_there(
    project: Project, received: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = received / "FG01.vtt"
    writing = Store.writing

    def late(self: Store, verb: str, coder: str = "") -> object:
        monkeypatch.setattr(Store, "writing", writing)
        import_transcripts(project, [path])
        return writing(self, verb, coder)

    monkeypatch.setattr(Store, "writing", late)
    (file,) = import_transcripts(project, [path]).files
    assert file.status == "unchanged"


def test_a_refused_file_late_in_the_row_leaves_nothing(
    project: Project, received: Path, store: Store
) -> None:
    (received / "FG03.txt").write_text("Kein Transkript.", "utf-8")
    (received / "FG04.vtt").write_text(WEBVTT, "utf-8")
    with pytest.raises(TranscriptError) as caught:
        import_transcripts(project, [received])
    assert "1 of 4 files cannot be imported" in caught.value.message
    assert "FG01.vtt, FG02.vtt, FG04.vtt" in caught.value.message
    assert store.transcript_names() == []
    assert list(project.transcripts.iterdir()) == []


@pytest.mark.parametrize("when", [1, 2])
def test_an_interruption_leaves_nothing(
    project: Project, received: Path, store: Store, when: int
) -> None:
    (received / "FG03.vtt").write_text(WEBVTT, "utf-8")

    def interrupt(name: str, done: int, total: int) -> None:
        if done == when:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_transcripts(project, [received], progress=interrupt)
    assert store.transcript_names() == []
    assert list(project.transcripts.iterdir()) == []
    import_transcripts(project, [received])
    assert len(store.transcript_names()) == 3


def test_an_interruption_after_the_end_keeps_what_the_database_knows(
    project: Project, received: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    writing = Store.writing

    class Late:
        """A transaction that is interrupted as soon as it is over."""

        def __init__(self, *words: object) -> None:
            self.inner = writing(*words)  # type: ignore[arg-type]

        def __enter__(self) -> object:
            return self.inner.__enter__()

        def __exit__(self, *fault: object) -> None:
            self.inner.__exit__(*fault)  # type: ignore[arg-type]
            raise KeyboardInterrupt

    monkeypatch.setattr(Store, "writing", lambda *words: Late(*words))
    with pytest.raises(KeyboardInterrupt):
        import_transcripts(project, [received])
    assert store.transcript_names() == ["FG01.vtt", "FG02.vtt"]
    assert project.orphans(store) == []
    assert len(list(project.transcripts.iterdir())) == 2


def test_progress_names_each_file_before_it_is_read(
    project: Project, received: Path
) -> None:
    told = []
    import_transcripts(
        project, [received], progress=lambda *words: told.append(words), check=True
    )
    assert told == [("FG01.vtt", 0, 2), ("FG02.vtt", 1, 2)]


def test_reports_hold_figures_and_no_words(project: Project, received: Path) -> None:
    file: ImportedFile = import_transcripts(project, [received]).files[0]
    assert file.transcript is not None
    assert file.figures is not None
    assert (file.transcript.text, file.transcript.turns) == ("", ())
    assert (file.figures.turns, file.figures.words, file.figures.seconds) == (3, 8, 9.0)
    shares = [(s.speaker, s.words, s.share, s.seconds) for s in file.figures.speakers]
    assert shares == [
        ("SPEAKER_00", 3, 0.375, 2.0),
        ("SPEAKER_01", 4, 0.5, 4.0),
        ("SPEAKER_02", 1, 0.125, 1.0),
    ]


PEAK = """
import resource, sys
from pathlib import Path
from kodierung.project import Project
from kodierung.workflow.import_ import import_transcripts
project, files = Project.find(Path(sys.argv[1])), Path(sys.argv[2])
wanted = sorted(files.iterdir())[: int(sys.argv[3])]
report = import_transcripts(project, wanted, check=len(sys.argv) > 4)
assert len(report.files) == len(wanted)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


@pytest.mark.slow
@pytest.mark.parametrize("check", [(), ("check",)])
def test_memory_does_not_grow_with_the_number_of_files(
    tmp_path: Path, check: tuple[str, ...]
) -> None:
    files = tmp_path / "many"
    files.mkdir()
    words = "Das war so und dann auch wieder anders, im Amt wie beim Träger. " * 400
    for number in range(60):  # 100 KB each, 6 MB together
        text = f"I: Wie war das in Runde {number}?\n\nB1: {words}\n\n"
        (files / f"FG{number:03}.txt").write_text(text * 4, "utf-8")
    peaks = []
    for count in ("6", "60"):
        create_project(tmp_path / count, "S", "de", CODEBOOK_YAML, "k.yaml")
        done = subprocess.run(
            [
                sys.executable,
                "-c",
                PEAK,
                str(tmp_path / count),
                str(files),
                count,
                *check,
            ],
            capture_output=True,
            check=True,
            text=True,
        )
        peaks.append(int(done.stdout))
    unit = 1 if sys.platform == "darwin" else 1024
    assert (peaks[1] - peaks[0]) * unit < 4_000_000
