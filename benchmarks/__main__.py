"""How long kodierung takes, as a multiple of the least the job can take.

Every figure is CPU time (user and system) of whole processes or of the measured block,
and its floor is measured in the same run: a slow or busy machine moves both. With
`--long`, suggestions are also made for ten million words, and a study of 1,400
transcripts is looked at.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import median

import spacy

from benchmarks.crosstab import crossing
from benchmarks.formats import importing, reading_formats
from benchmarks.matching import matching
from benchmarks.measure import once
from benchmarks.report import reporting
from benchmarks.review import reviewing
from benchmarks.segments import finding
from benchmarks.study import listing, looking
from kodierung.matching.engine import SuggestionEngine
from kodierung.model import Transcript
from kodierung.workflow.codebook import read_codebook
from kodierung.workflow.demo import CODEBOOK, NAME_PATTERN, example_folder
from kodierung.workflow.read import Reading, read_file

BARE_APP = """
import typer
app = typer.Typer()
@app.command()
def one(name: str = "x") -> None: "One."
@app.command()
def two(name: str = "x") -> None: "Two."
app()
"""
COPIES = 56  # eight groups seven times over: some 80,000 words


def process_seconds(*command: str, runs: int = 5) -> float:
    """Return the median CPU seconds of a command."""

    once(*command)
    return median(once(*command) for _ in range(runs))


def block_seconds(block: Callable[[], object]) -> float:
    """Return the CPU seconds of a block."""
    began = time.process_time()
    block()
    return time.process_time() - began


def tell(what: str, seconds: float, floor: float, floor_is: str) -> None:
    print(f"{what:<34}{seconds:8.2f} s{seconds / floor:8.1f} x  {floor_is}")


def start_up() -> None:
    floor = process_seconds(sys.executable, "-c", BARE_APP, "--help")
    ours = process_seconds(sys.executable, "-m", "kodierung", "--help")
    tell("kodierung --help", ours, floor, "a bare typer app's --help")


def groups() -> list[Transcript]:
    """Return the example's groups, repeated to the size of a real study."""
    folder = example_folder() / "transcripts"
    reading = Reading(name_pattern=NAME_PATTERN)
    read = [read_file(p, reading).transcript for p in sorted(folder.glob("*.txt"))]
    return [
        replace(read[n % len(read)], name=f"{n:02}.txt", group=f"G{n:02}")
        for n in range(COPIES)
    ]


def reading_files() -> None:
    files = sorted((example_folder() / "transcripts").glob("*.txt"))
    floor = block_seconds(lambda: [f.read_text("utf-8").split() for f in files * 20])
    ours = block_seconds(lambda: [read_file(f, Reading()) for f in files * 20])
    tell("read 160 transcripts", ours, floor, "reading and splitting the text")


def suggesting() -> None:
    codebook, _ = read_codebook(example_folder() / "codebooks" / CODEBOOK)
    transcripts = groups()
    words = sum(len(t.text.split()) for t in transcripts)
    blank = spacy.blank("de")
    floor = block_seconds(
        lambda: [blank(t.quote(turn.segment)) for t in transcripts for turn in t.turns]
    )
    engine = SuggestionEngine(codebook)
    ours = block_seconds(lambda: [engine.suggest(t) for t in transcripts])
    rules = sum(len(code.rules) for code in codebook.codes.values())
    tell(f"suggest, {words} words, {rules} rules", ours, floor, "tokenising with spaCy")
    print(f"{'':<34}{words / ours:8.0f} words a second")


def whole_example(folder: Path) -> None:
    floor = process_seconds(sys.executable, "-c", "import spacy, simplemma", runs=3)
    study = str(folder / "study")
    ours = once(sys.executable, "-m", "kodierung", "demo", study)
    tell("kodierung demo", ours, floor, "importing spaCy and simplemma")
    matrix = [sys.executable, "-m", "kodierung", "-C", study, "matrix"]
    count = (
        "import json, collections, pathlib, sys;"
        "lines = pathlib.Path(sys.argv[1]).read_text('utf-8').splitlines();"
        "collections.Counter(json.loads(line)['code'] for line in lines)"
    )
    codings = f"{study}/transcripts/codings/codings_A.jsonl"
    floor = process_seconds(sys.executable, "-c", count, codings)
    ours = process_seconds(*matrix, "--format", "json")
    tell("matrix --format json", ours, floor, "counting codes in the codings file")


def main() -> None:
    print(json.dumps({"python": sys.version.split()[0], "spacy": spacy.__version__}))
    with tempfile.TemporaryDirectory() as name:
        reading_formats(Path(name))
        importing(Path(name))
        start_up()
        reading_files()
        suggesting()
        reviewing(Path(name))
        listing(Path(name) / "review")
        looking(Path(name), long="--long" in sys.argv)
        crossing(Path(name))
        finding(Path(name))
        reporting(Path(name))
        matching(Path(name), long="--long" in sys.argv)
        whole_example(Path(name))


if __name__ == "__main__":
    main()
