"""What goes wrong is one sentence with place and remedy; exit 1; nothing changes."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from kodierung.errors import StoreError
from tests.cli.conftest import Kod, Result
from tests.support.small import CODEBOOK_YAML


def snapshot(folder: Path) -> dict[str, bytes]:
    return {
        str(p.relative_to(folder)): p.read_bytes()
        for p in sorted(folder.rglob("*"))
        if p.is_file()
    }


def refused(ended: Result, *words: str) -> None:
    assert ended.code == 1, ended
    assert "Traceback" not in ended.err
    assert "\nerror: " in f"\n{ended.err}"
    for word in words:
        assert word in ended.err, ended.err


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("leer.txt", b"", ["leer.txt", "empty"]),
        ("weiss.txt", b"\xef\xbb\xbf \r\n\n", ["weiss.txt", "empty"]),
        ("bild.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, ["bild.txt"]),
        ("buch.txt", b"%PDF-1.7\n%\xe2\xe3\n" + b"\0\1" * 99, ["buch.txt", "PDF"]),
        ("alt.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ["alt.docx"]),
        ("kaputt.docx", b"PK\x03\x04" + b"x" * 500, ["kaputt.docx"]),
        ("notiz.txt", "Milch, Brot, Käse\nund Öl.\n".encode(), ["notiz.txt", "B1:"]),
        ("leer.vtt", b"WEBVTT\n\n", ["leer.vtt"]),
        ("leer.srt", b"nichts\n", ["leer.srt"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_files_that_are_no_transcripts(
    empty: Path, tmp_path: Path, kod: Kod, name: str, data: bytes, words: list[str]
) -> None:
    (tmp_path / name).write_bytes(data)
    before = snapshot(empty)
    ended = kod("import", tmp_path / name)
    refused(ended, *words)
    assert snapshot(empty) == before
    assert kod("transcripts", "text", tmp_path / name).code == 1


def test_a_file_that_is_not_there(empty: Path, kod: Kod) -> None:
    refused(kod("import", "fehlt.txt"), "fehlt.txt", "no such file")


BROKEN = [
    ("tab", "  massnahme:", "\tmassnahme:", "tab"),
    ("twice", "language: de", "title: Noch einer", "title"),
    ("type", "[Augenhöhe]", "[{phrase: [a, b]}]", "phrase"),
    ("key", "caption:", "captoin:", '"caption"'),
    ("concept", "<massnahme>,", "<massname>,", '"massnahme"'),
]


@pytest.mark.parametrize(
    ("good", "bad", "word"), [b[1:] for b in BROKEN], ids=[b[0] for b in BROKEN]
)
def test_broken_codebooks_name_the_line(
    study: Path, kod: Kod, good: str, bad: str, word: str
) -> None:
    path = study / "codebooks" / "klein.yaml"
    text = CODEBOOK_YAML.replace(good, bad)
    line = text[: text.index(bad)].count("\n") + 1
    path.write_text(text, "utf-8")
    before = snapshot(study)
    for words in (
        ["codebook", "check"],
        ["codebook", "check", path],
        ["suggest"],
        ["matrix", "--format", "json"],
        ["match", path, study / "transcripts" / "FG01_traeger.txt"],
    ):
        refused(kod(*words), f"klein.yaml:{line}: ", word)
    assert snapshot(study) == before


def test_all_faults_at_once(study: Path, kod: Kod) -> None:
    text = CODEBOOK_YAML.replace("caption:", "captoin:").replace("<massnahme>,", "<m>,")
    (study / "codebooks" / "klein.yaml").write_text(text, "utf-8")
    lines = text.splitlines()
    key = next(n for n, line in enumerate(lines, 1) if "captoin" in line)
    concept = next(n for n, line in enumerate(lines, 1) if "<m>" in line)
    ended = kod("codebook", "check")
    refused(ended, f"klein.yaml:{key}: ", f"klein.yaml:{concept}: ")


def test_a_codebook_in_latin_1(study: Path, kod: Kod) -> None:
    path = study / "codebooks" / "klein.yaml"
    path.write_bytes(CODEBOOK_YAML.encode("cp1252", "ignore"))
    refused(kod("codebook", "check"), "klein.yaml:", "UTF-8")


def test_a_codebook_that_is_not_there(study: Path, kod: Kod) -> None:
    (study / "codebooks" / "klein.yaml").unlink()
    refused(kod("suggest"), "kodierung.yaml:", "klein.yaml", "hint: ")
    refused(kod("codebook", "check", "fehlt.yaml"), "fehlt.yaml")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ({"code": "role.gibtesnicht"}, ['"role.gibtesnicht"', "codebook show"]),
        ({"quote": "hat niemand gesagt"}, ["does not occur", "transcripts text"]),
    ],
)
def test_codings_that_cannot_be_placed(
    study: Path, tmp_path: Path, kod: Kod, line: dict[str, str], words: list[str]
) -> None:
    good = {
        "transcript": "FG01_traeger.txt", "code": "role.markt", "coder": "A",
        "quote": "Wir sind nur Dienstleister.",
    }  # fmt: skip
    path = tmp_path / "c.jsonl"
    rows = json.dumps(good) + "\n" + json.dumps(good | line) + "\n"
    path.write_text(rows, "utf-8")
    before = snapshot(study)
    refused(kod("codings", "import", path), "c.jsonl:2: ", *words)
    assert snapshot(study) == before


def test_a_codings_file_that_cannot_be_read(
    study: Path, tmp_path: Path, kod: Kod
) -> None:
    refused(kod("codings", "import", "fehlt.jsonl"), "fehlt.jsonl")
    (tmp_path / "latin.jsonl").write_bytes("Überraschung".encode("cp1252"))
    refused(kod("codings", "import", tmp_path / "latin.jsonl"), "UTF-8")
    (tmp_path / "leer.jsonl").write_bytes(b"")
    refused(kod("codings", "import", tmp_path / "leer.jsonl"), "no codings")


def test_a_study_from_a_newer_version(study: Path, kod: Kod) -> None:
    with sqlite3.connect(study / "kodierung.db") as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    before = snapshot(study)
    for words in (["status"], ["suggest"], ["matrix"]):
        refused(kod(*words), "kodierung.db", "newer")
    assert snapshot(study) == before


def test_a_database_that_is_none(study: Path, kod: Kod) -> None:
    (study / "kodierung.db").write_bytes(b"kein SQLite" * 999)
    refused(kod("status"), "kodierung.db")
    (study / "kodierung.db").unlink()
    refused(kod("status"), "kodierung.db", "hint: ")


def test_no_study_here(tmp_path: Path, kod: Kod) -> None:
    refused(kod("-C", tmp_path, "status"), "no study here", "kodierung init")
    refused(kod("-C", tmp_path / "nirgends", "status"), "no such folder")


def test_settings_name_the_line(study: Path, kod: Kod) -> None:
    path = study / "kodierung.yaml"
    text = path.read_text("utf-8")
    number = text.splitlines().index(
        next(x for x in text.splitlines() if "coder:" in x)
    )
    path.write_text(text.replace("coder:", "codr:"), "utf-8")
    refused(kod("status"), f"kodierung.yaml:{number + 1}", '"coder"')


def test_demo_does_not_touch_a_folder_in_use(study: Path, kod: Kod) -> None:
    before = snapshot(study)
    refused(kod("demo", study), "not empty")
    assert snapshot(study) == before


# --- disks -------------------------------------------------------------------------


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real file system of 600 kB, where this process may mount one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=600k", "tmpfs", str(folder)]
    if (
        shutil.which("mount") is None
        or subprocess.run(command, capture_output=True, check=False).returncode
    ):
        pytest.skip("no right to mount a small file system here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.fixture
def here(small_disk: Path, study: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small study on that disk; the current folder."""
    folder = small_disk / "studie"
    shutil.copytree(study, folder)
    monkeypatch.chdir(folder)
    return folder


def test_a_full_disk(small_disk: Path, here: Path, files: Path, kod: Kod) -> None:
    left = os.statvfs(here)
    (small_disk / "ballast").write_bytes(b"x" * (left.f_bavail * left.f_frsize - 4096))
    before = snapshot(here)
    more = files / "FG03_traeger.txt"
    more.write_text("I: Ja?\n\n" + "B1: Sehr viel Text dazu.\n\n" * 2000, "utf-8")
    refused(kod("import", more, "--set", "perspective=traeger"), "hint: ")
    refused(kod("suggest"), "hint: ")
    refused(kod("matrix", "-o", "exports/tab.html"), "exports/tab.html", "hint: ")
    assert snapshot(here) == before
    (small_disk / "ballast").unlink()
    assert kod("status").code == 0


def test_a_read_only_folder(
    small_disk: Path, here: Path, files: Path, kod: Kod
) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    before = snapshot(here)
    assert kod("status").code == 0
    assert kod("matrix", "--format", "md").code == 0
    refused(kod("import", files, "--update", "--set", "group=X"), "hint: ")
    refused(kod("suggest"), "hint: ")
    refused(kod("matrix", "-o", "exports/tab.md"), "exports/tab.md", "hint: ")
    refused(kod("init", small_disk / "neu"), "hint: ")
    assert snapshot(here) == before


def test_a_failed_import_takes_its_own_copies_away_and_nothing_else(
    empty: Path, files: Path, kod: Kod, monkeypatch: pytest.MonkeyPatch
) -> None:
    others = empty / "transcripts" / "FG09.txt"

    def fail_at_the_end(_change: object) -> None:
        assert (empty / "transcripts" / "FG01_traeger.txt").exists()
        others.write_text("B1: Meanwhile somebody put this here.", "utf-8")
        raise StoreError("The disk failed.", "Check the disk.")

    with monkeypatch.context() as patch:
        patch.setattr("kodierung.store.store.Change.finish", fail_at_the_end)
        refused(kod("import", files, "--name-pattern", "{group}_{perspective}"))
    assert list((empty / "transcripts").iterdir()) == [others]
    assert kod("transcripts", "--json").records == []


def test_an_import_makes_the_folder_it_needs(
    empty: Path, files: Path, kod: Kod
) -> None:
    (empty / "transcripts").rmdir()
    done = kod("import", files, "--name-pattern", "{group}_{perspective}")
    assert done.code == 0, done.err
    assert len(list((empty / "transcripts").iterdir())) == 2
