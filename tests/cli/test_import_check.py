"""The import check and its answers, as a researcher meets them."""

from __future__ import annotations

import json
import os
import pty
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kodierung.codebook.faults import Faults
from kodierung.codebook.nodes import read_nodes
from kodierung.errors import Problem
from kodierung.project import Answers
from kodierung.project.answers import answers_of
from kodierung.store.store import Store
from kodierung.workflow.answers import template
from kodierung.workflow.import_check import Figures, ImportedFile, Share
from tests.cli.conftest import Kod

PATTERN = ("--name-pattern", "{group}_{perspective}")
KEYS = [
    *("transcript", "status", "format", "encoding", "turns", "words", "seconds"),
    *("group", "attributes", "speakers", "problems", "notes", "answers"),
    *("codings", "changes", "memos"),
]
DOUBTFUL = """\
I: Wie war das?

B1: So. [B2: Eben.]

Interviwer: Ach?

I: Und dann?

B1: Tja.
"""


@pytest.fixture
def doubtful(tmp_path: Path) -> Path:
    folder = tmp_path / "doubtful"
    folder.mkdir()
    (folder / "FG07.txt").write_text(DOUBTFUL, "utf-8")
    (folder / "FG08.txt").write_text(DOUBTFUL, "utf-8")
    return folder


def record(kod: Kod, *words: object) -> dict[str, Any]:
    return kod("import", *words, "--check", "--json").records[0]


def labels(found: dict[str, Any]) -> list[str]:
    return [one["speaker"] for one in found["speakers"]]


def test_the_check_shows_who_speaks_how_much(
    empty: Path, files: Path, kod: Kod
) -> None:
    shown = kod("import", files, *PATTERN, "--check")
    assert shown.code == 0
    first, second = shown.out.strip().split("\n\n")
    head, rest, *table, notes = (line.rstrip() for line in first.splitlines())
    assert head == (
        "FG01_traeger.txt · new · plain utf-8 · 4 turns · 30 words · 0:00:40 · "
        "group FG01"
    )
    assert rest == "   · perspective=traeger"
    assert [line[:53].rstrip() for line in table] == [
        "  Speaker  Function               Turns  Words  Share",
        "  I        moderator, Moderation      1      6   20 %",
        "  B1       Geschäftsführung           2     17   57 %",
        "  B2       Coachin                    1      7   23 %",
        "  B3       Anleiter                   0      0    0 %",
    ]
    assert [line[53:].strip() for line in table][2:4] == ["0:00:19", "0:00:10"]
    assert notes == '  Kept as notes: "Gruppe: FG01" and 1 more line.'
    assert second.startswith("FG02_jobcenter.txt · new")
    assert all(len(line) <= 80 for line in shown.out.splitlines())


def test_the_check_as_json(empty: Path, files: Path, kod: Kod) -> None:
    found = kod("import", files, *PATTERN, "--check", "--json")
    assert found.err.strip() == "Nothing was stored."
    first, second = found.records
    assert list(first) == KEYS
    assert (first["transcript"], first["status"]) == ("FG01_traeger.txt", "new")
    assert (first["format"], first["encoding"]) == ("plain", "utf-8")
    assert (first["turns"], first["words"], first["seconds"]) == (4, 30, 40.0)
    assert (first["group"], first["attributes"]) == ("FG01", {"perspective": "traeger"})
    assert first["speakers"][1] == {
        "speaker": "B1", "kind": "participant", "function": "Geschäftsführung",
        "turns": 2, "words": 17, "share": 0.5667, "seconds": 19.5,
    }  # fmt: skip
    assert first["problems"] == []
    assert len(first["notes"]) == 2
    assert second["seconds"] is None
    stored = kod("import", files, *PATTERN, "--json").records
    assert [{**one, "status": "new"} for one in stored] == [first, second]
    again = kod("import", files, *PATTERN, "--json").records
    assert [one["status"] for one in again] == ["unchanged", "unchanged"]


def test_what_looks_wrong_is_told_with_its_place(
    empty: Path, doubtful: Path, kod: Kod
) -> None:
    shown = kod("import", doubtful / "FG07.txt", "--check").out
    assert "  !  line 3: a bracket names somebody with a colon ([B2: Eben.])" in shown
    told = record(kod, doubtful / "FG07.txt")["problems"]
    assert all(sorted(p) == ["hint", "message", "place", "severity"] for p in told)
    assert "FG07.txt:3" in [p["place"] for p in told]
    imported = kod("import", doubtful / "FG07.txt")
    assert "warning: FG07.txt:3: a bracket names somebody" in imported.err


def test_a_refused_file_is_shown_with_its_reason(
    empty: Path, files: Path, kod: Kod
) -> None:
    (files / "FG00.txt").write_text("Kein Transkript.", "utf-8")
    shown = kod("import", files, *PATTERN, "--check")
    assert shown.code == 1
    assert shown.out.startswith("FG00.txt · refused\n  !! this is no transcript; ")
    found = record(kod, files, *PATTERN)
    assert (found["status"], found["turns"], found["speakers"]) == ("refused", None, [])
    assert found["problems"][0]["severity"] == "error"
    assert json.loads(json.dumps(found)) == found


def test_of_many_people_those_are_shown_who_say_most(
    empty: Path, tmp_path: Path, kod: Kod
) -> None:
    path = tmp_path / "FG09.txt"
    turns = (f"B{n}: {'Ja. ' * n}\n\nB{n}: Nein.\n\n" for n in range(1, 31))
    path.write_text("".join(turns), "utf-8")
    shown = kod("import", path, "--check").out
    assert "… 20 more" in shown
    assert "B30 " in shown
    assert "B3 " not in shown


def test_answers_by_options(empty: Path, doubtful: Path, kod: Kod) -> None:
    path = doubtful / "FG07.txt"
    said = ("--alias", "Interviwer=I", "--alias", "B1 = Anna", "--moderator", "Anna")
    found = record(kod, path, *said)
    assert labels(found) == ["I", "Anna"]
    assert {one["kind"] for one in found["speakers"]} == {"moderator"}
    assert found["answers"] == {
        "moderators": ["Anna"],
        "aliases": {"Interviwer": "I", "B1": "Anna"},
    }
    assert "Interviwer is I" in kod("import", path, *said, "--check").out
    nobody = record(
        kod, path, "--not-speaker", "b1", "--alias", "Interviwer=Interviwer"
    )
    assert labels(nobody) == ["I", "Interviwer"]


@pytest.mark.parametrize("said", ["B1", "=B1", "B1=", "B1=A,--alias,B1=C"])
def test_an_alias_that_is_none(
    empty: Path, doubtful: Path, kod: Kod, said: str
) -> None:
    wrong = kod("import", doubtful, "--alias", *said.split(","))
    assert wrong.code == 2
    assert "alias" in wrong.err


def test_a_label_cannot_be_somebody_and_nobody(
    empty: Path, doubtful: Path, kod: Kod
) -> None:
    wrong = kod("import", doubtful, "--alias", "B1=A", "--not-speaker", "B1")
    assert wrong.code == 2
    assert '"B1" is given twice' in wrong.err


def test_answers_from_a_file_are_given_once(
    empty: Path, doubtful: Path, kod: Kod, tmp_path: Path
) -> None:
    answers = tmp_path / "antworten.yaml"
    kod("import", doubtful, "--check", "--save-answers", answers)
    text = answers.read_text("utf-8")
    part = text.index('"FG08.txt"')
    first = text[:part].replace('"B1":', '"B1": Anna')
    second = text[part:].replace("    not_speakers: []", "    not_speakers: [B1]")
    answers.write_text(first + second, "utf-8")
    done = kod("import", doubtful, "--answers", answers, "--json")
    assert done.code == 0
    assert "Anna" in labels(done.records[0])
    assert "B1" not in labels(done.records[1])
    again = kod("import", doubtful, "--update", "--json").records
    assert [one["status"] for one in again] == ["unchanged", "unchanged"]
    assert [labels(one) for one in again] == [labels(one) for one in done.records]


def test_the_untouched_answers_change_nothing(
    empty: Path, files: Path, doubtful: Path, kod: Kod, tmp_path: Path
) -> None:
    (doubtful / "FG09.txt").write_text("Kein Transkript.", "utf-8")
    answers = tmp_path / "antworten.yaml"
    words = ("import", files, doubtful, "--check", "--json", "--alias", "B1=Anna")
    before = kod(*words, "--save-answers", answers)
    assert before.code == 1
    assert f"Written: {answers}" in before.err
    assert "# line 3: a bracket names somebody" in answers.read_text("utf-8")
    words = ("import", files, doubtful, "--check", "--json")
    assert kod(*words, "--answers", answers).records == before.records


def test_answers_are_never_overwritten(
    empty: Path, doubtful: Path, kod: Kod, tmp_path: Path
) -> None:
    answers = tmp_path / "antworten.yaml"
    answers.write_text("aliases: {B1: Anna}\n", "utf-8")
    refused = kod("import", doubtful, "--check", "--save-answers", answers)
    assert refused.code == 1
    assert "There is a file of this name already" in refused.err
    assert answers.read_text("utf-8") == "aliases: {B1: Anna}\n"


SIGNS = "aäB10 #:-?*&!|>%@`{}[],.'\"\\=~😀é„"
words = st.text(SIGNS, min_size=1, max_size=12).map(lambda text: f"x{text}x")
odd = st.sampled_from(
    ["#a", "a: b", "*", "- x", "'", '"\\', "a\x85b", "\ue000", "😀", "null"]
)


@given(
    st.dictionaries(
        words | odd, st.lists(words | odd, max_size=4, unique=True), max_size=4
    ),
    st.dictionaries(words | odd, words, max_size=3),
)
def test_a_template_says_what_was_said_and_no_more(
    people: dict[str, list[str]], aliases: dict[str, str]
) -> None:
    said = Answers(aliases=aliases, encoding="cp1252")
    files = [
        ImportedFile(
            name, "new", figures=Figures(1, 1, None, tuple(map(share, labels))),
            problems=(Problem(f"{name}:1", "a\nb", "c"),), answers=said,
        )
        for name, labels in people.items()
    ]  # fmt: skip
    text = template(files)
    faults = Faults("answers.yaml")
    read = answers_of(read_nodes(text.encode(), faults), faults)
    assert faults.problems == ()
    assert read == Answers(files=dict.fromkeys(people, said))
    listed = yaml.safe_load(text)["files"] or {}
    for name, labels in people.items():
        missing = set(labels) - set(listed[name]["aliases"] or {})
        assert missing <= set(aliases.values())


def share(label: str) -> Share:
    return Share(label, "moderator", "", 1, 1, 1.0, None)


def test_a_study_can_give_answers_for_good(
    empty: Path, doubtful: Path, kod: Kod
) -> None:
    settings = empty / "kodierung.yaml"
    text = settings.read_text("utf-8")
    settings.write_text(
        text.replace("  aliases: {}", "  aliases: {Interviwer: I}").replace(
            "  files: {}", "  files: {FG08*: {aliases: {B1: Anna}}}"
        ),
        "utf-8",
    )
    first, second = kod("import", doubtful, "--check", "--json").records
    assert labels(first) == ["I", "B1"]
    assert labels(second) == ["I", "Anna"]
    assert first["answers"] == {}


def test_a_fault_in_the_answers_is_told_with_its_line(
    empty: Path, doubtful: Path, kod: Kod, tmp_path: Path
) -> None:
    answers = tmp_path / "antworten.yaml"
    answers.write_text("files:\n  FG07.txt:\n    alias: {A: B}\n", "utf-8")
    wrong = kod("import", doubtful, "--answers", answers)
    assert wrong.code == 1
    assert 'antworten.yaml:3: unknown setting "alias" (did you mean "aliases"?)' in (
        wrong.err
    )
    assert kod("import", doubtful, "--answers", tmp_path / "x.yaml").code == 1


def test_match_takes_the_same_answers(empty: Path, doubtful: Path, kod: Kod) -> None:
    (doubtful / "FG07.txt").write_text(
        "I: Na?\n\nB1: Wir sind Dienstleister.\n", "utf-8"
    )
    found = kod(
        "match", "codebooks/klein.yaml", doubtful / "FG07.txt", "--alias", "B1=Anna",
        "--set", "perspective=traeger", "--json",
    )  # fmt: skip
    assert [one["speaker"] for one in found.records] == ["Anna"]


def test_an_update_shows_beforehand_what_it_would_do(
    study: Path, files: Path, kod: Kod
) -> None:
    gone = "Wir sind nur Dienstleister."
    assert kod("code", "add", "role.markt", "FG01_traeger", "--quote", gone).code == 0
    path = files / "FG01_traeger.txt"
    path.write_text(path.read_text("utf-8").replace(gone, "Tja."), "utf-8")
    before = (study / "kodierung.db").read_bytes()
    checked = kod("import", path, *PATTERN, "--update", "--check")
    assert checked.code == 0
    assert "FG01_traeger.txt · updated" in checked.out
    assert "detached" in checked.out + checked.err
    assert (study / "kodierung.db").read_bytes() == before


def test_an_interrupted_import_says_that_nothing_was_stored(
    empty: Path, tmp_path: Path
) -> None:
    many = tmp_path / "many"
    many.mkdir()
    for number in range(400):
        (many / f"FG{number:03}.txt").write_text("I: Na?\n\nB1: Ja.\n" * 40, "utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "kodierung", "import", str(many)],
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
    )
    while not any((empty / "transcripts").iterdir()) and process.poll() is None:
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Interrupted; nothing was stored." in err
    assert "Traceback" not in err
    assert list((empty / "transcripts").iterdir()) == []
    with Store.open(empty / "kodierung.db") as store:
        assert store.transcript_names() == []


@pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal of POSIX")
def test_a_terminal_shows_the_file_at_work(empty: Path, files: Path) -> None:
    leader, follower = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-m", "kodierung", "import", str(files), *PATTERN],
        stderr=follower,
        stdout=subprocess.PIPE,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "80"},
        check=True,
    )
    os.close(follower)
    shown = b""
    while True:
        try:
            piece = os.read(leader, 65536)
        except OSError:
            break
        if not piece:
            break
        shown += piece
    os.close(leader)
    text = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown.decode())
    assert "1/2" in text
    assert "FG02_jobcenter.txt" in text
    assert b"FG01" in done.stdout


def test_one_is_told_as_one(empty: Path, tmp_path: Path, kod: Kod) -> None:
    (tmp_path / "kaputt.docx").write_bytes(b"PK\x03\x04")
    assert (
        "error: The file cannot be imported"
        in kod("import", tmp_path / "kaputt.docx").err
    )
    (tmp_path / "FG07.txt").write_text("I: Los.\n\nB1: Ja.\n", "utf-8")
    shown = kod("import", tmp_path / "FG07.txt", "--check").out
    assert "2 turns · 2 words" in shown
    (tmp_path / "FG08.txt").write_text("I: Los.\n", "utf-8")
    assert "1 turn · 1 word" in kod("import", tmp_path / "FG08.txt", "--check").out
