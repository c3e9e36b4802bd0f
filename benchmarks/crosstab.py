"""How long cross tables take for a large study, against three seconds: a short wait.

14 transcripts of 11,000 words each with 10,000 codings in all. A figure is the CPU time
from the study on disk to the written CSV.
"""

from __future__ import annotations

import random
import time
from dataclasses import replace
from pathlib import Path

from benchmarks.conversations import conversation
from kodierung.formats.tables.registry import write_tables
from kodierung.model import Segment, Speaker, Transcript, Turn
from kodierung.project import Project, create_project
from kodierung.store.store import Source
from kodierung.text import digest
from kodierung.workflow.cross_tables import tidy
from kodierung.workflow.crosstab import FIGURES, CrossRequest, count
from kodierung.workflow.demo import CODEBOOK, example_folder
from kodierung.workflow.identity import new_coding

TRANSCRIPTS = 14
CODINGS = 10_000
LIMIT = 3.0  # seconds

REQUESTS = {
    "segments by group": CrossRequest(),
    "all figures by speaker": CrossRequest(by="speaker", figures=FIGURES),
    "all figures by attribute": CrossRequest(by="perspective", figures=FIGURES),
    "codes on the same words": CrossRequest(together=True),
    "codes within three turns": CrossRequest(together=True, near=3),
    "all figures over ten parts": CrossRequest(parts=10, figures=FIGURES),
}


def crossing(folder: Path) -> None:
    """Print how long each kind of cross table takes."""
    project = study(folder / "crosstab")
    print(f"\n{f'cross tables, {CODINGS} codings':<40}     s   of 3 s")
    for what, request in REQUESTS.items():
        began = time.process_time()
        counted, _ = count(project, "A", request)
        write_tables([tidy(counted)], "csv")
        seconds = time.process_time() - began
        print(f"  {what:<38}{seconds:6.2f}{seconds / LIMIT:9.0%}")


def study(folder: Path) -> Project:
    """Return a study of the usual size, coded at random."""
    chance = random.Random(7)
    book = (example_folder() / "codebooks" / CODEBOOK).read_text("utf-8")
    project = create_project(folder, "S", "de", book, CODEBOOK)
    codes = list(project.load_codebook().codes)
    transcripts = [transcript(number) for number in range(TRANSCRIPTS)]
    with project.open_store() as store, store.writing("code", "A") as change:
        for one in transcripts:
            change.add_transcript(one, Source(one.name, one.digest, ""))
        for _ in range(CODINGS):
            one = chance.choice(transcripts)
            start = chance.randrange(chance.choice(one.turns).start, len(one.text) - 30)
            place = Segment(start, min(len(one.text), start + chance.randint(30, 400)))
            quote, code = one.quote(place), chance.choice(codes)
            change.add_coding(new_coding(one.name, place, quote, code, "A"))
    return project


def transcript(number: int) -> Transcript:
    """Return a transcript of about 11,000 words in 400 turns."""
    text, turns = "", []
    for nth, said in enumerate(conversation(number), 1):
        text += f"{said.label}: "
        place = (len(text), len(text) + len(said.words))
        turns.append(Turn(nth, said.label, *place, said.start, said.end))
        text += f"{said.words}\n\n"
    speakers = [Speaker(label) for label in dict.fromkeys(t.speaker for t in turns)]
    return Transcript(
        name=f"FG{number:02}.txt",
        group=f"FG{number:02}",
        text=text,
        digest=digest(text),
        turns=tuple(turns),
        speakers=tuple(
            replace(one, kind="moderator") if one.label == "I" else one
            for one in speakers
        ),
        attributes={"perspective": ("traeger", "jobcenter")[number % 2]},
    )
