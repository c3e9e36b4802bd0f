"""A small study in which everything that can be named is named to break a page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kodierung.model import Coding, Segment, Transcript
from kodierung.project import Project, create_project
from kodierung.store.store import Source
from kodierung.text import short_id
from tests.support.browser import Page, browser
from tests.support.small import CODEBOOK_YAML, coding, transcript

EVIL = "<script>alert(1)</script>"
BREAKS = "</script><!-- <img src=x onerror=alert(2)> \u2028 &amp; \U0001fffe 😀"
KNOWN = "Die kennen unsere Maßnahme gut."
VISIT = "Da waren welche zu Besuch."
QUOTED = "So kennen wir uns."
FACTOR = "traeger.kenntnisse.promoting"
BELOW = f"{FACTOR}.besuch"

BOOK = CODEBOOK_YAML.replace(
    "label: Marktakteur", f'label: "</style>{EVIL} & ]]>"'
).replace("label: Kooperation", 'label: "Kooperation <b>"')


def transcripts() -> list[Transcript]:
    first = transcript(
        [
            ("I", f"😀 Wie ist das? {BREAKS}"),
            ("B1", f"😀 \U0001fffe {KNOWN} {VISIT} {BREAKS}"),
            (EVIL, f"Auf Augenhöhe. {BREAKS}"),
            ("B2", "Nein. Gar nicht."),
        ],
        name="FG<01>.txt",
        group="FG&01",
        attributes={"perspective": "traeger"},
        silent=("B3",),
    )
    second = transcript(
        [("I", "Und hier?"), ("B1", f"{KNOWN} Auf Augenhöhe.")],
        name="FG02.txt",
        group="FG02",
        attributes={"perspective": "traeger"},
    )
    third = transcript(
        [("B1", f"{KNOWN} {QUOTED}")],
        name="FG03.txt",
        group="FG03",
        attributes={"perspective": "jobcenter"},
    )
    return [first, second, third]


def codings(known: list[Transcript]) -> list[Coding]:
    """Return codings of A, and one of B."""
    first, second, third = known
    return [
        coding(first, KNOWN, FACTOR, memo=f"Memo {BREAKS}"),
        coding(first, KNOWN, BELOW),
        coding(first, f"{KNOWN} {VISIT}", BELOW),
        coding(first, "😀 Wie ist das?", FACTOR),
        exchange(first, VISIT, "Nein.", "traeger.kooperation.inhibiting"),
        coding(first, "Auf Augenhöhe.", "traeger.kooperation.promoting"),
        coding(first, "Auf Augenhöhe.", "role.markt"),
        coding(second, KNOWN, FACTOR),
        coding(third, KNOWN, FACTOR),
        coding(third, QUOTED, "jobcenter.kontakt.promoting", statement=True),
        coding(second, "Auf Augenhöhe.", "traeger.kooperation.promoting", "B"),
    ]


def exchange(where: Transcript, first: str, last: str, code: str) -> Coding:
    """Return a coding from one quotation to another, over several turns."""
    start, end = where.text.index(first), where.text.index(last) + len(last)
    quote = where.quote(Segment(start, end))
    name = short_id(where.name, start, end, code)
    return Coding(name, where.name, start, end, quote, code, "A")


@pytest.fixture
def nasty(tmp_path: Path) -> Project:
    project = create_project(tmp_path / "s", f"Studie {EVIL}", "de", BOOK, "klein.yaml")
    known = transcripts()
    with project.open_store() as store, store.writing("code", "A") as change:
        for one in known:
            change.add_transcript(one, Source(one.name, one.digest, ""))
        for made in codings(known):
            change.add_coding(made)
    return project


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A page in a real browser."""
    with browser(tmp_path_factory.mktemp("browser")) as opened:
        yield opened
