"""How long everything that is published or handed on takes, of a very large study.

1,400 transcripts of 11,000 words with 100,800 codings of one person; three in ten lie
on words that do not count for their code. Each export is a process of its own; none may
take two minutes of CPU or a gigabyte: a busy machine takes longer by the clock.
The floor is a process that reads all texts and codings from the database and writes as
many bytes as the export has.

    python -m benchmarks.publish            all of it
    python -m benchmarks.publish 14 matrix  fourteen transcripts, only the matrix
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from dataclasses import dataclass
from multiprocessing import Process
from pathlib import Path

from benchmarks.study import MANY_TRANSCRIPTS, MARKED, make_study

SECONDS, KILOBYTES = 120, 1_000_000

EXPORTS: dict[str, tuple[str, ...]] = {
    **{
        f"matrix.{ending}": ("matrix", "-o", f"matrix.{ending}")
        for ending in ("md", "csv", "tsv", "xlsx", "docx", "html", "tex", "json")
    },
    "matrix by group.docx": ("matrix", "--by", "group", "-o", "group.docx"),
    "matrix by speaker.docx": ("matrix", "--by", "speaker", "-o", "speaker.docx"),
    **{
        f"segments.{ending}": ("segments", "-o", f"segments.{ending}")
        for ending in ("csv", "xlsx", "docx", "html")
    },
    "segments in context.docx": ("segments", "--context", "1", "-o", "context.docx"),
    "crosstab.xlsx": ("crosstab", "-o", "crosstab.xlsx"),
    "crosstab by speaker.csv": ("crosstab", "--by", "speaker", "-o", "speaker.csv"),
    "co-occurrence.xlsx": (
        *("crosstab", "--cooccurrence", "--count", "segments", "--count", "jaccard"),
        *("-o", "together.xlsx"),
    ),
    "course.csv": ("crosstab", "--course", "5", "-o", "course.csv"),
    "codebook.docx": ("codebook", "export", "-o", "codebook.docx"),
    "codebook.html": ("codebook", "export", "-o", "codebook.html"),
    "methods.docx": ("methods", "-o", "methods.docx"),
    "report.html": ("report", "-o", "report.html"),
    "report without texts.html": ("report", "--no-transcripts", "-o", "short.html"),
    "plot.svg": ("plot", "groups", "-o", "plot.svg"),
    "summary table.xlsx": ("summary", "table", "-o", "summaries.xlsx"),
    "statements propose": ("statements", "propose"),
    "speakers.json": ("speakers", "--json"),
    "status": ("status",),
    "codings.jsonl": ("codings", "export", "codings.jsonl"),
    "project.qdpx": ("export", "qdpx", "-o", "project.qdpx"),
    "study of project.qdpx": (
        *("init", "begun", "--from", "project.qdpx", "--language", "de"),
    ),
}


FLOOR = """
import sqlite3, sys
with sqlite3.connect("kodierung.db") as connection:
    texts = connection.execute("SELECT text FROM transcript").fetchall()
    codings = connection.execute("SELECT * FROM coding").fetchall()
with open("floor", "wb") as out:
    out.write(b"x" * int(sys.argv[1]))
"""


@dataclass(frozen=True)
class Taken:
    """What a process took."""

    code: int
    seconds: float
    cpu: float
    kilobytes: int


def process(command: list[str], folder: Path) -> Taken:
    """Run a command in a folder; what it prints goes nowhere."""
    began = time.perf_counter()
    nowhere = os.open(os.devnull, os.O_RDWR)
    here = Path.cwd()
    os.chdir(folder)
    try:
        number = os.posix_spawn(
            command[0],
            command,
            {**os.environ, "KODIERUNG_CODER": "A"},
            file_actions=[(os.POSIX_SPAWN_DUP2, nowhere, one) for one in (0, 1, 2)],
        )
    finally:
        os.chdir(here)
        os.close(nowhere)
    _, status, used = os.wait4(number, 0)
    seconds = time.perf_counter() - began
    code = os.waitstatus_to_exitcode(status)
    return Taken(code, seconds, used.ru_utime + used.ru_stime, used.ru_maxrss)


def floor_of(study: Path, size: int) -> float:
    """Return the CPU seconds of reading the study and writing so many bytes."""
    return process([sys.executable, "-c", FLOOR, str(size)], study).cpu


def publishing(folder: Path, number: int, only: str = "") -> list[str]:
    """Print what each export takes; return those that take too much."""
    study = folder / "publish"
    # In another process: what is started here would be charged with its memory.
    maker = Process(target=make_study, args=(study, number, "A"))
    maker.start()
    maker.join()
    print(f"{number} transcripts, {number * MARKED} codings")
    print(f"{'':<28}{'s':>7}{'CPU s':>8}{'x floor':>9}{'MB':>7}{'file MB':>9}")
    missed = []
    for name, call in EXPORTS.items():
        if only not in name:
            continue
        taken = process([sys.executable, "-m", "kodierung", *call], study)
        path = study / call[-1]
        size = path.stat().st_size if path.is_file() else 0
        floor = floor_of(study, size)
        is_well = taken.code == 0 and taken.cpu < SECONDS
        is_well = is_well and taken.kilobytes < KILOBYTES
        missed += [] if is_well else [name]
        print(
            f"{name:<28}{taken.seconds:7.1f}{taken.cpu:8.1f}{taken.cpu / floor:9.1f}"
            f"{taken.kilobytes / 1000:7.0f}{size / 1e6:9.1f}"
            f"{'' if is_well else f'  missed (exit {taken.code})'}",
            flush=True,
        )
    return missed


def main() -> None:
    """Make the study in a folder that goes again."""
    number = int(sys.argv[1]) if sys.argv[1:] else MANY_TRANSCRIPTS
    only = sys.argv[2] if sys.argv[2:] else ""
    with tempfile.TemporaryDirectory() as name:
        missed = publishing(Path(name), number, only)
    sys.exit(f"missed: {', '.join(missed)}" if missed else 0)


if __name__ == "__main__":
    main()
