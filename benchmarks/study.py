"""How long looking at a large study takes: status, matrix, the list of suggestions.

A study of a hundred transcripts, with `--long` of 1,400, each of a hundred turns with
72 suggestions and as many codings by two people. Every figure is CPU time of the whole
process, as a multiple of reading all texts and cutting them into words; that of the
list, of reading and writing as many lines of JSON.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from statistics import median

from benchmarks.corpus import spoken_turns
from benchmarks.measure import once
from benchmarks.review import suggestions
from kodierung.model import Decision, Segment, Speaker, Suggestion, Transcript, Turn
from kodierung.project import Project, create_project
from kodierung.store.store import Change, Source
from kodierung.text import digest
from kodierung.workflow.demo import CODEBOOK, example_folder
from kodierung.workflow.identity import new_coding

TRANSCRIPTS = 100
MANY_TRANSCRIPTS = 1_400
TURNS = 100
MARKED = 72  # suggestions in a transcript, and codings
RUNS = 3


def looking(folder: Path, *, long: bool) -> None:
    """Print how long it takes to look at a study."""
    number = MANY_TRANSCRIPTS if long else TRANSCRIPTS
    study = folder / "looking"
    words = make_study(study, number)
    print(f"\n{number} transcripts, {words} words, {number * MARKED} codings")
    began = time.process_time()
    for file in (study / "transcripts").iterdir():
        file.read_text("utf-8").split()
    floor = time.process_time() - began
    empty = folder / "empty"
    make_study(empty, 0)
    for what, where, command in (
        ("status without a transcript", empty, ("status",)),
        ("status", study, ("status",)),
        ("matrix", study, ("matrix", "--format", "json")),
    ):
        taken = seconds(where, *command)
        tell(what, taken, floor, "reading and splitting all texts")


def listing(study: Path) -> None:
    """Print how long it takes to list a study's suggestions, most informative first."""
    command = ("suggestions", "--order", "informative", "--json")
    ours = seconds(study, *command)
    with Project.find(study).open_store() as store:
        lines = [json.dumps([s.id, s.quote, s.reason]) for s in store.suggestions("A")]
    began = time.process_time()
    for line in lines:
        json.dumps(json.loads(line))
    floor = time.process_time() - began
    what = f"{' '.join(command[:3])}, {len(lines)}"
    tell(what, ours, floor, "reading and writing as many lines of JSON")


def seconds(study: Path, *command: str) -> float:
    """Return the median CPU seconds of a command in a study."""
    whole = (sys.executable, "-m", "kodierung", "-C", str(study), "--coder", "A")
    return median(once(*whole, *command) for _ in range(RUNS))


def tell(what: str, taken: float, floor: float, floor_is: str) -> None:
    print(f"  {what:<45}{taken:6.2f} s{taken / floor:7.1f} x  {floor_is}")


def make_study(folder: Path, number: int, coders: str = "AB") -> int:
    """Make a study of so many transcripts; return how many words it has."""
    book = (example_folder() / "codebooks" / CODEBOOK).read_text("utf-8")
    project = create_project(folder, "S", "de", book, CODEBOOK)
    codes = list(project.load_codebook().codes)
    words = 0
    with project.open_store() as store, store.writing("import", "A") as change:
        for one in transcripts(number):
            data = one.text.encode()
            file = f"transcripts/{one.name}"
            (folder / file).write_bytes(data)
            change.add_transcript(one, Source(file, sha256(data).hexdigest(), ""))
            mark(change, one, codes, coders)
            words += len(one.text.split())
    return words


def transcripts(number: int) -> Iterator[Transcript]:
    """Yield transcripts, every fourth turn the moderator's, from a stock of turns."""
    chance = random.Random(8)
    stock = [turn.split()[: chance.randint(60, 160)] for turn in spoken_turns(100_000)]
    people = tuple(Speaker(f"B{n}") for n in range(6))
    attributes = {"perspective": "traeger"}
    for nth in range(number):
        text, turns = "", []
        for at in range(1, TURNS + 1):
            said = " ".join(chance.choice(stock))
            who = "I" if at % 4 == 1 else f"B{at % 6}"
            turns.append(Turn(at, who, len(text), len(text) + len(said)))
            text += f"{said}\n\n"
        name, group = f"T{nth:04}.txt", f"G{nth // 2:03}"
        speakers = (Speaker("I", "moderator"), *people)
        yield Transcript(
            name, group, text, digest(text), tuple(turns), speakers, attributes
        )


def mark(change: Change, one: Transcript, codes: list[str], coders: str) -> None:
    """Suggest and code in a transcript: every third passage as it is suggested."""
    made = suggestions(one, codes, MARKED)
    change.set_suggestions(one.name, made, "")
    for nth, suggested in enumerate(made):
        coder = coders[nth % len(coders)]
        if nth % 3 == 0:
            accept(change, suggested, coder)
        else:
            code = codes[nth * 7 % len(codes)]
            where = Segment(suggested.start, suggested.end - nth % 9)
            coding = new_coding(one.name, where, one.quote(where), code, coder)
            change.add_coding(coding)


def accept(change: Change, one: Suggestion, coder: str) -> None:
    """Accept a suggestion as it stands."""
    origin = f"suggestion:{one.id}"
    coding = new_coding(
        one.transcript, one.segment, one.quote, one.code, coder, origin=origin
    )
    change.add_coding(coding)
    change.decide(Decision(one.id, coder, "accepted", coding.created, coding.id))
