"""How long suggestions take, against spaCy's bare tokenizer on the same turns.

Each figure comes from a process of its own, which says how long the work itself took:
starting Python, loading dictionaries and compiling the codebook count for neither side.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from benchmarks.corpus import phrases, spoken_turns
from benchmarks.measure import once
from kodierung.matching.turns import TurnToRead
from kodierung.model import Codebook, Rule, Speaker, Transcript, Turn
from kodierung.text import digest
from kodierung.workflow.codebook import read_codebook
from kodierung.workflow.demo import CODEBOOK, example_folder
from kodierung.workflow.read import Reading, read_file

PHRASES = 500
WORDS = 100_000
TRANSCRIPTS = 12
BUNDESTAG = Path(__file__).parents[2] / "shared/data/de_bundestag_txt_wp17_18_probe"


def codebook() -> Codebook:
    """Return the shipped codebook with further phrases, spread over its codes."""
    book, _ = read_codebook(example_folder() / "codebooks" / CODEBOOK)
    codes, ids = dict(book.codes), list(book.codes)
    for number, phrase in enumerate(phrases(PHRASES)):
        code = codes[ids[number % len(ids)]]
        rule = Rule(f"phrase{number}", code.id, "phrase", (phrase,), source=phrase)
        codes[code.id] = replace(code, rules=(*code.rules, rule))
    return replace(book, codes=codes)


def real_turns() -> list[str]:
    """Return real German speech, or made-up speech where it is not at hand."""
    files = sorted(BUNDESTAG.glob("1*.txt"))
    if not files:
        return list(spoken_turns(3 * WORDS))
    read = [read_file(file, Reading()).transcript for file in files]
    return [t.quote(turn.segment) for t in read for turn in t.turns]


def made_up(name: str, words: int, seed: int) -> Transcript:
    """Return a transcript of made-up speech."""
    text, turns = "", []
    for number, said in enumerate(spoken_turns(words, seed), 1):
        turns.append(Turn(number, f"B{number % 6}", len(text), len(text) + len(said)))
        text += f"{said}\n\n"
    speakers = tuple(Speaker(f"B{n}", "participant") for n in range(6))
    return Transcript(name, name, text, digest(text), tuple(turns), speakers, {})


def _bare(turns: Iterable[str]) -> None:
    import spacy

    nlp = spacy.blank("de")
    _tell(nlp.pipe(turns))


def _suggesting(turns: Iterable[str], at_once: int = 100) -> None:
    from kodierung.matching.engine import SuggestionEngine

    engine = SuggestionEngine(codebook())
    _tell(engine.read(batch) for batch in _batches(turns, at_once))


def _batches(turns: Iterable[str], size: int) -> Iterator[list[TurnToRead]]:
    batch: list[TurnToRead] = []
    for number, text in enumerate(turns):
        batch.append(TurnToRead(number, "B1", 0, text))
        if len(batch) == size:
            yield batch
            batch = []
    yield batch


def _tell(work: Iterator[object]) -> None:
    """Print how long it takes, and how much memory there was at most."""
    began = time.process_time()
    for _ in work:
        pass
    seconds = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps([seconds, peak]))


def _side_by_side(jobs: int) -> None:
    """Print how long several processes take, their start taken off."""
    from kodierung.matching.turns import turns_to_read
    from kodierung.workflow.workers import Work, readings

    book = codebook()
    transcripts = [made_up(f"{n}.txt", WORDS // 4, n) for n in range(TRANSCRIPTS)]

    # The clock starts when every process has read its first few words.
    first = [replace(t, turns=t.turns[:1]) for t in transcripts[:jobs]]
    works = [Work(t, turns_to_read(t, book), {}) for t in (*first, *transcripts)]
    began = 0.0
    for done, _ in enumerate(readings(works, book, "blank", None, jobs), 1):
        if done == jobs:
            began = time.perf_counter()
    print(json.dumps([time.perf_counter() - began, 0.0]))


def _in_process(*arguments: object) -> tuple[float, float]:
    command = [sys.executable, "-m", "benchmarks.matching", *map(str, arguments)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    seconds, megabytes = json.loads(done.stdout)
    return seconds, megabytes


def _row(what: str, ratio: float, floor_is: str, note: str = "") -> None:
    print(f"{what:<42}{ratio:8.2f} x  {floor_is}{note}")


def matching(folder: Path, *, long: bool) -> None:
    """Print the ratios that suggestions must keep to."""
    floor, _ = _in_process("bare", "real")
    ours, peak = _in_process("suggest", "real")
    note = f" ({peak:.0f} MB)"
    _row("suggest on real speech", ours / floor, "bare spaCy tokenizer", note)
    base, peak = _in_process("suggest", WORDS)
    for times in (10, 100) if long else (10,):
        seconds, more = _in_process("suggest", times * WORDS)
        note = f" ({more:.0f} MB, once: {peak:.0f} MB)"
        _row(f"a word in {times} times the text", seconds / times / base, "once", note)
    alone, _ = _in_process("jobs", 1)
    two, _ = _in_process("jobs", 2)
    _row("--jobs 2 is faster by", alone / two, "one process, wall time")
    _row("suggest again", *_again(folder))


def _again(folder: Path) -> tuple[float, str]:
    study = folder / "matching"
    spoken = folder / "spoken"
    spoken.mkdir()
    for number in range(TRANSCRIPTS):
        said = spoken_turns(WORDS // 4, number)
        text = "".join(f"B{n % 6}: {turn}\n\n" for n, turn in enumerate(said))
        (spoken / f"{number:02}.txt").write_text(text, "utf-8")
    kodierung = (sys.executable, "-m", "kodierung")
    once(*kodierung, "demo", str(study))
    once(*kodierung, "-C", str(study), "import", str(spoken))
    first = once(*kodierung, "-C", str(study), "suggest")
    again = once(*kodierung, "-C", str(study), "suggest")
    start = once(
        sys.executable, "-c", "import kodierung.cli, kodierung.workflow.suggest"
    )
    return again / first, f"the first time (start-up alone: {start / first:.2f})"


def main(what: str, how_much: str) -> None:
    if what == "jobs":
        _side_by_side(int(how_much))
        return
    turns = real_turns() if how_much == "real" else spoken_turns(int(how_much))
    (_bare if what == "bare" else _suggesting)(turns)


if __name__ == "__main__":
    main(*sys.argv[1:])
