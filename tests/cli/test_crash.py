"""kill -9 at random points: the study stays readable, without half-done work."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kodierung.project import Project
from kodierung.store.store import Store
from tests.cli.conftest import Kod
from tests.support.small import GROUP_ONE

ATTEMPTS = 8
GROUPS = 6


def command(*words: object) -> list[str]:
    return [sys.executable, "-m", "kodierung", *map(str, words)]


def killed_after(seconds: float, *words: object) -> bool:
    """Run a command and kill it; tell whether it was still running."""
    process = subprocess.Popen(
        command(*words), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()
        return True
    return False


def sound(database: Path) -> None:
    with sqlite3.connect(database) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """Enough text that a kill has something to hit."""
    folder = tmp_path / "many"
    folder.mkdir()
    head, _, body = GROUP_ONE.partition("\n\n")
    for number in range(1, GROUPS + 1):
        text = f"{head}\n\n" + f"{body}\n" * 80
        (folder / f"FG{number:02}_traeger.txt").write_text(text, "utf-8")
    return folder


def duration_of(*words: object) -> float:
    began = time.monotonic()
    subprocess.run(command(*words), check=True, capture_output=True)
    return time.monotonic() - began


@pytest.mark.slow
def test_an_import_killed_at_any_moment_is_whole_or_not_there(
    empty: Path, many: Path, kod: Kod, tmp_path: Path
) -> None:
    fresh = tmp_path / "fresh"
    shutil.copytree(empty, fresh)
    words = ("import", many, "--name-pattern", "{group}_{perspective}")
    whole = duration_of("-C", empty, *words)
    chance = random.Random(4)
    hits = 0
    for attempt in range(ATTEMPTS):
        here = tmp_path / f"attempt{attempt}"
        shutil.copytree(fresh, here)
        # Most of the time goes into starting; what writes is the last part.
        hits += killed_after(whole * chance.uniform(0.35, 1.0), "-C", here, *words)
        sound(here / "kodierung.db")
        project = Project.find(here)
        with project.open_store() as store:
            names = store.transcript_names()
            assert len(names) in (0, GROUPS)
            kept = {p.name for p in (here / "transcripts").iterdir()}
            named = {p.name for p in project.orphans(store)}
            assert kept == named | set(names)
        assert kod("-C", here, *words).code == 0
        with project.open_store() as store:
            assert len(store.transcript_names()) == GROUPS
            orphans = [p for p in project.orphans(store) if p.suffix == ".txt"]
            assert orphans == []
        shutil.rmtree(here)
    assert hits


@pytest.mark.slow
def test_a_suggest_run_killed_at_any_moment_goes_on_where_it_stopped(
    empty: Path, many: Path, kod: Kod, tmp_path: Path
) -> None:
    assert kod("import", many, "--name-pattern", "{group}_{perspective}").code == 0
    fresh = tmp_path / "fresh"
    shutil.copytree(empty, fresh)
    whole = duration_of("-C", empty, "suggest")
    with Store.open(empty / "kodierung.db") as store:
        expected = [s.id for s in store.suggestions("A")]
    assert len(expected) > GROUPS
    chance = random.Random(5)
    for attempt in range(ATTEMPTS // 2):
        here = tmp_path / f"attempt{attempt}"
        shutil.copytree(fresh, here)
        killed_after(whole * chance.uniform(0.5, 1.0), "-C", here, "suggest")
        sound(here / "kodierung.db")
        with Store.open(here / "kodierung.db") as store:
            analysed = store.analysed()
            found = {s.transcript for s in store.suggestions("A")}
            assert found == set(analysed)
        done = kod("-C", here, "suggest")
        assert f"{len(analysed)} up to date" in done.err
        with Store.open(here / "kodierung.db") as store:
            assert [s.id for s in store.suggestions("A")] == expected
        shutil.rmtree(here)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_interrupted_run_says_how_to_go_on(
    empty: Path, many: Path, kod: Kod, jobs: str
) -> None:
    kod("import", many, "--name-pattern", "{group}_{perspective}")
    process = subprocess.Popen(
        command("suggest", "--jobs", jobs),
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    with Store.open(empty / "kodierung.db") as store:
        while not store.analysed() and process.poll() is None:
            time.sleep(0.02)
        os.killpg(process.pid, signal.SIGINT)
        _, err = process.communicate(timeout=60)
        left = GROUPS - len(store.analysed())
    assert "Traceback" not in err
    if left:
        assert process.returncode == 130
        assert "`kodierung suggest` goes on where it stopped" in err
    sound(empty / "kodierung.db")


def test_two_terminals_the_second_waits(study: Path, kod: Kod) -> None:
    holder = subprocess.Popen(
        [
            sys.executable, "-c",
            "import sqlite3, sys, time\n"
            "c = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
            "c.execute('BEGIN IMMEDIATE')\nprint('held', flush=True)\n"
            "time.sleep(float(sys.argv[2]))\nc.execute('COMMIT')\n",
            str(study / "kodierung.db"), "2",
        ],
        stdout=subprocess.PIPE,
        text=True,
    )  # fmt: skip
    assert holder.stdout is not None
    with holder, holder.stdout:
        assert holder.stdout.readline() == "held\n"
        began = time.monotonic()
        words = (
            "code",
            "add",
            "role.markt",
            "FG01_traeger",
            "--quote",
            "Bei uns nicht.",
        )
        waited = kod(*words)
        assert waited.code == 0, waited.err
        assert time.monotonic() - began > 0.5


def test_two_terminals_the_second_is_told(
    study: Path, kod: Kod, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "kodierung.store.store.Store.open.__func__.__defaults__", (0.2,)
    )
    holder = sqlite3.connect(study / "kodierung.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    try:
        told = kod("code", "add", "role.markt", "FG01_traeger", "--quote", "Bei uns")
        assert told.code == 1
        assert "writing to this study" in told.err
        assert kod("status").code == 0  # reading goes on
        assert kod("matrix", "--format", "json").code == 0
    finally:
        holder.close()
    assert json.loads(kod("matrix", "--format", "json").out)["coder"] == "A"
