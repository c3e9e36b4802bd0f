"""What is written into the page, before any browser has seen it."""

from __future__ import annotations

import html
import json
import re
from itertools import pairwise
from typing import Any

import html5lib
import pytest

from kodierung.analysis.matrix import build_matrix
from kodierung.formats.matrix.wording import printable
from kodierung.model import Segment
from kodierung.project import Project
from kodierung.workflow.matrix import make_matrix
from kodierung.workflow.report import ReportRequest, make_report, write_report
from tests.formats.report.conftest import (
    EVIL,
    FACTOR,
    KNOWN,
    QUOTED,
    VISIT,
    codings,
    transcripts,
)

ONLY_QUOTES = ReportRequest(transcripts=False)
ONLY_FIGURES = ReportRequest(transcripts=False, quotations=False)


def written(project: Project, request: ReportRequest | None = None) -> str:
    report, _ = make_report(project, "A", request)
    return write_report(report).decode()


def data_of(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page)
    assert found is not None
    data: dict[str, Any] = json.loads(found[1])
    return data


def units(text: str, start: int, end: int) -> str:
    """Return a stretch that is counted in UTF-16 code units."""
    return text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le")


def by_name(data: dict[str, Any]) -> dict[str, Any]:
    return {one["name"]: one for one in data["transcripts"]}


def spoken(transcript: dict[str, Any]) -> str:
    return "".join(text for _, _, text in transcript["turns"])


def test_every_coding_is_found_where_the_script_looks(nasty: Project) -> None:
    data = data_of(written(nasty))
    ids = [code[0] for code in data["codes"]]
    compared = 0
    for known in transcripts():
        there = by_name(data)[known.name]
        mine = [c for c in codings(transcripts()) if c.transcript == known.name]
        mine = [c for c in mine if c.coder == "A"]
        mine.sort(key=lambda coding: (coding.start, coding.end, coding.code))
        assert len(mine) == len(there["codings"])
        for coding, (code, start, end, *_) in zip(mine, there["codings"], strict=True):
            parts = (
                known.quote(Segment(max(t.start, coding.start), min(t.end, coding.end)))
                for t in known.turns_in(coding.segment)
            )
            assert ids[code] == coding.code
            said = units(spoken(there), start, end)
            assert said == printable("".join(parts))
            compared += 1
    assert compared == 10


def test_who_counts_is_told_as_the_matrix_counts(nasty: Project) -> None:
    known = by_name(data_of(written(nasty)))
    first, third = known["FG<01>.txt"], known["FG03.txt"]
    assert [person[0] for person in first["people"]] == ["I", "B1", EVIL, "B2", "B3"]
    who = [people for _, _, _, people, *_ in first["codings"]]
    # The moderator's words count for nothing; an exchange has three people.
    assert who == [[], [1], [1], [1], [1, 2, 3], [2], [2]]
    # What is said in the job centre does not count for the providers' factor.
    assert [bool(people) for _, _, _, people, *_ in third["codings"]] == [False, True]


@pytest.mark.parametrize("request_", [None, ONLY_QUOTES, ONLY_FIGURES])
def test_nothing_breaks_out(nasty: Project, request_: ReportRequest | None) -> None:
    page = written(nasty, request_)
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    kinds = [one.get("type") for one in tree.iter("script")]
    with_script = request_ is not ONLY_FIGURES
    assert kinds == (["application/json", None] if with_script else [])
    assert not list(tree.iter("img"))
    assert len(list(tree.iter("style"))) == 1
    assert [EVIL in "".join(one.itertext()) for one in tree.iter("h1")] == [True]
    # A comment would swallow what follows it.
    assert "<!--" not in page
    assert "\u2028" not in page


def test_levels_of_headings_leave_none_out(nasty: Project) -> None:
    tree = html5lib.parse(written(nasty), namespaceHTMLElements=False)
    levels = [int(e.tag[1]) for e in tree.iter() if re.fullmatch("h[1-6]", str(e.tag))]
    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))
    ids = [e.get("id") for e in tree.iter() if e.get("id")]
    assert len(ids) == len(set(ids))
    described = [e.get("aria-labelledby", "").split() for e in tree.iter()]
    assert {name for names in described for name in names} <= set(ids)


def test_page_loads_nothing(nasty: Project) -> None:
    page = written(nasty)
    policy = re.search('Content-Security-Policy" content="([^"]*)"', page)
    assert policy is not None
    allowed = re.sub("sha256-[^']{44}", "…", html.unescape(policy[1]))
    assert allowed == (
        "default-src 'none'; style-src '…'; script-src '…'; "
        "base-uri 'none'; form-action 'none'"
    )
    assert not re.search(r"\b(src|srcset|poster|action|data)=", page.split("<body>")[0])
    addresses = re.findall(r"https?://[^\s\"'<]+", page)
    assert set(addresses) <= {"http://www.w3.org/2000/svg"}
    assert "@import" not in page
    assert "url(" not in page
    # Nothing moves, so that nobody has to ask for less motion.
    assert not re.search("transition|animation|scroll-behavior|smooth", page)


def test_without_transcripts_only_coded_words_are_there(nasty: Project) -> None:
    page = written(nasty, ONLY_QUOTES)
    assert QUOTED in page
    assert "Und hier?" not in page  # nobody coded it
    assert "Wie ist das?" not in page  # a moderator's words count nowhere
    assert 'id="transcript"' not in page
    for there in by_name(data_of(page)).values():
        for _, start, end, *_ in there["codings"]:
            said = units(spoken(there), start, end)
            assert said.startswith((KNOWN, VISIT, "Auf Augenhöhe.", QUOTED))
    first = by_name(data_of(page))["FG<01>.txt"]
    kept = [text for _, _, text in first["turns"]]
    assert kept[0] == ""  # the moderator's
    assert kept[1].startswith(f"{KNOWN} {VISIT} ")
    assert kept[3] == "Nein."


def test_without_quotes_nothing_said_is_there(nasty: Project) -> None:
    assert KNOWN in written(nasty)
    page = written(nasty, ONLY_FIGURES)
    for words in (KNOWN, VISIT, QUOTED, "Gar nicht.", "Memo", "Und hier?"):
        assert words not in page
    assert "2 Segmente" in page
    assert "Zitate und Transkripte sind nicht enthalten." in page


def test_statements_are_left_out_with_the_quotations(nasty: Project) -> None:
    said = f"„{QUOTED}“"
    assert said in written(nasty)
    assert said in written(nasty, ONLY_QUOTES)
    assert said not in written(nasty, ONLY_FIGURES)


def test_figures_are_those_of_the_matrix(nasty: Project) -> None:
    matrix, _ = make_matrix(nasty, "A")
    cells = {
        cell.code: cell
        for perspective in matrix.perspectives
        for row in perspective.rows
        for cell in row.factors
        if cell is not None
    }
    found = dict(
        re.findall(r'href="#passages\?code=([\w.]+)">(\d+) Segment', written(nasty))
    )
    assert {code: int(n) for code, n in found.items() if code in cells} == {
        code: cell.segments for code, cell in cells.items()
    }
    assert cells[FACTOR].segments == 3
    known = transcripts()
    book = nasty.load_codebook()
    mine = [c for c in codings(known) if c.coder == "A"]
    assert build_matrix(book, known, mine, "A").codings() == matrix.codings()


def test_two_runs_give_the_same_bytes(nasty: Project) -> None:
    assert written(nasty) == written(nasty)


def test_english_by_the_codebook(nasty: Project) -> None:
    book = next((nasty.folder / "codebooks").glob("klein.yaml"))
    text = book.read_text("utf-8").replace("language: de", "language: en")
    book.write_text(text, "utf-8")
    page = written(nasty)
    assert '<html lang="en-GB">' in page
    assert "Every figure opens its passages." in page
    assert "Belegstellen" not in page
