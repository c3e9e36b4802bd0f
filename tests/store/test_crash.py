"""A process that is killed, and two processes at once."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kodierung.errors import StoreError
from kodierung.store.store import Store

Make = dict[str, Callable[..., Any]]

# Writes one transcript of thirty turns with a coding on each, again and again.
WRITER = """
import itertools, sys
from pathlib import Path
from kodierung.model import Coding, Speaker, Transcript, Turn
from kodierung.store.store import Source, Store

with Store.open(Path(sys.argv[1])) as store:
    print("ready", flush=True)
    for number in itertools.count(len(store.transcript_names())):
        name = f"FG{number}.txt"
        turns = tuple(Turn(n, "B1", n * 2, n * 2 + 1) for n in range(1, 31))
        with store.writing("import") as change:
            change.add_transcript(
                Transcript(name, name, "Na ja. " * 900, "d", turns, (Speaker("B1"),)),
                Source(f"transcripts/{name}", "s", change.time),
            )
            for n in range(30):
                change.add_coding(
                    Coding(f"{name}-{n}", name, n, n + 1, "a", "c", "Anna")
                )
"""
LOCKER = """
import sys, time
from pathlib import Path
from kodierung.store.store import Store

with Store.open(Path(sys.argv[1])) as store, store.writing("suggest"):
    print("ready", flush=True)
    time.sleep(float(sys.argv[2]))
"""


def start(code: str, *arguments: object) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def check_whole(path: Path) -> int:
    """Check that there is nothing half done; return how many transcripts there are."""
    with Store.open(path) as store:
        names = store.transcript_names()
        assert all(len(t.turns) == 30 for t in store.transcripts())
        per_batch: dict[int, int] = {}
        for event in store.events():
            per_batch[event.batch] = per_batch.get(event.batch, 0) + 1
        assert sorted(per_batch) == list(range(1, len(names) + 1))
        assert set(per_batch.values()) <= {31}
        assert len(store.codings()) == 30 * len(names)
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()
    return len(names)


@pytest.mark.slow
def test_a_killed_process_leaves_whole_transactions(tmp_path: Path) -> None:
    path = tmp_path / "kodierung.db"
    Store.create(path).close()
    moments = random.Random(1)
    left_journal = 0
    for _ in range(20):
        process = start(WRITER, path)
        time.sleep(moments.uniform(0, 0.25))
        process.kill()
        process.communicate()
        left_journal += path.with_name("kodierung.db-journal").exists()
        check_whole(path)
    assert check_whole(path) > 20
    assert left_journal, "no process was killed in the middle of a transaction"


def test_the_second_writer_waits(store: Store, make: Make) -> None:
    process = start(LOCKER, store.path, 1)
    began = time.monotonic()
    with store.writing("code add") as change:
        assert time.monotonic() - began > 0.1
        change.add_coding(make["coding"]())
    assert process.wait() == 0
    process.communicate()
    assert len(store.codings()) == 1


def test_the_second_writer_is_told_when_it_takes_too_long(
    store: Store, make: Make
) -> None:
    process = start(LOCKER, store.path, 30)
    try:
        with Store.open(store.path, timeout=0.2) as impatient:
            assert impatient.transcript_names() == ["FG01.txt"]
            with (
                pytest.raises(StoreError, match="Another kodierung is writing") as told,
                impatient.writing("code add") as change,
            ):
                change.add_coding(make["coding"]())
    finally:
        process.kill()
        process.communicate()
    assert "run the command again" in told.value.hint
    assert store.codings() == []
