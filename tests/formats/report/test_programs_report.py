"""The report in a real browser: what a click opens, and that nothing else happens."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from kodierung.analysis.crosstab import Cell, cross, lines_of
from kodierung.analysis.divisions import Division, by_attribute, by_group, by_speaker
from kodierung.formats.matrix.wording import printable
from kodierung.model import FactorCell, Matrix
from kodierung.project import Project
from kodierung.workflow.material import read_material
from kodierung.workflow.matrix import MatrixRequest, make_matrix
from kodierung.workflow.report import ReportRequest, make_report, write_report
from tests.formats.report.conftest import BELOW, EVIL, FACTOR, QUOTED
from tests.support.browser import Page

pytestmark = [pytest.mark.programs, pytest.mark.slow]

PASSAGES = """[...document.querySelectorAll('#passages-list > li')].map(
    one => [...one.querySelectorAll('mark')].map(mark => mark.textContent).join(''))"""


@pytest.fixture
def report(nasty: Project, page: Page, tmp_path: Path) -> Page:
    made, _ = make_report(nasty, "A")
    path = tmp_path / "report.html"
    path.write_bytes(write_report(made))
    page.requested.clear()
    page.complaints.clear()
    page.look(1200, 900)
    page.open(path)
    return page


def cells(matrix: Matrix) -> list[FactorCell]:
    rows = (row for perspective in matrix.perspectives for row in perspective.rows)
    return [cell for row in rows for cell in row.factors if cell is not None]


def in_turns(cell: FactorCell) -> list[str]:
    """Return the words of a cell's passages, without what lies between turns."""
    return [
        printable(
            "".join(
                turn.text[turn.marked.start : turn.marked.end]
                for turn in passage.context
                if turn.marked
            )
        )
        for passage in cell.passages
    ]


def ask(page: Page, section: str, **asked: str) -> Any:
    page.go(f"#{section}?{urlencode(asked)}")
    return page.run(PASSAGES)


def test_each_figure_opens_exactly_its_passages(nasty: Project, report: Page) -> None:
    matrix, _ = make_matrix(nasty, "A", MatrixRequest(subcodes=True))
    shown = cells(matrix)
    assert len(shown) == 4
    for cell in shown:
        link = f"a.evidence[href='#passages?code={cell.code}']"
        report.follow(f'document.querySelector("{link}").click()')
        assert report.run(PASSAGES) == in_turns(cell)
        told = report.run("document.getElementById('passages-count').textContent")
        assert told.split()[0] == str(cell.segments)
        assert report.run("document.activeElement.id") == "passages-heading"
    (below,) = (sub for cell in shown for sub in cell.subcodes)
    assert len(ask(report, "passages", code=BELOW)) == below.segments == 2


@pytest.mark.parametrize("division", ["group", "person", "perspective"])
def test_filters_find_what_cross_tables_count(
    nasty: Project, report: Page, division: str
) -> None:
    material = read_material(nasty, "A")
    divisions: dict[str, Division] = {
        "group": by_group(material),
        "person": by_speaker(material),
        "perspective": by_attribute(material, "perspective"),
    }
    table = cross(material, lines_of(material.codebook, "code"), divisions[division])
    field = "is.perspective" if division == "perspective" else division
    compared = 0
    for line, row in zip(table.lines, table.cells, strict=True):
        for head, cell in zip(table.heads, row, strict=True):
            wanted = urlencode({"code": line.heading.key, field: head.key})
            # Browsers refuse to change the address hundreds of times within seconds.
            report.run(f"showPassages(new URLSearchParams({wanted!r}))")
            found = report.run(PASSAGES)
            assert len(found) == (cell or NOTHING).segments, (line, head)
            compared += len(found)
    assert compared > 5


NOTHING = Cell.__new__(Cell)
object.__setattr__(NOTHING, "segments", 0)


def test_words_are_looked_for_without_capitals(report: Page) -> None:
    assert ask(report, "passages", text="SO  kennen") == [QUOTED]
    assert ask(report, "passages", text="kommt nicht vor") == []


def test_link_into_a_cell_opens_it_at_once(nasty: Project, report: Page) -> None:
    matrix, _ = make_matrix(nasty, "A")
    (cell,) = (cell for cell in cells(matrix) if cell.code == FACTOR)
    path = Path(report.run("decodeURIComponent(location.pathname)"))
    report.call("Page.navigate", url="about:blank")
    report.open(path, f"#passages?code={FACTOR}")
    assert report.run(PASSAGES) == in_turns(cell)


def test_transcript_shows_all_that_was_said(report: Page) -> None:
    ask(report, "transcript", name="FG<01>.txt", turn="2")
    words = report.run("document.getElementById('transcript-list').textContent")
    assert "Nein. Gar nicht." in words
    assert f"{EVIL}: " in words
    assert report.run("document.activeElement.id") == "turn-2"
    names = report.run("document.querySelectorAll('#turn-2 .name').length")
    assert names == 4
    marks = report.run(
        "[...document.querySelectorAll('#turn-2 mark')].map(one => one.textContent)"
    )
    assert marks[:2] == ["Die kennen unsere Maßnahme gut.", " "]
    ask(report, "transcript", name="FG<01>.txt", person=f"FG&01 {EVIL}")
    assert report.run("document.querySelectorAll('#transcript-list > li').length") == 1


def test_all_that_was_said_is_searched(report: Page) -> None:
    shown = """[...document.querySelectorAll('#transcript-list > li a')]
        .map(one => one.textContent)"""
    ask(report, "transcript", name="*", text="augenhöhe")
    assert report.run(shown) == ["FG02.txt 2", "FG<01>.txt 3"]
    ask(
        report, "transcript", name="*", text="kennen", **{"is.perspective": "jobcenter"}
    )
    assert report.run(shown) == ["FG03.txt 1"]
    report.follow("document.querySelector('#transcript-list > li a').click()")
    assert report.run("document.activeElement.id") == "turn-1"
    told = report.run("document.getElementById('transcript-count').textContent")
    assert told == "1 von 1 Redebeiträgen"


def test_long_lists_are_shown_part_by_part(report: Page) -> None:
    report.run("passages.most = 2")
    assert len(ask(report, "passages", group="FG&01")) == 2
    told = report.run("document.getElementById('passages-count').textContent")
    assert told == "4 Stellen"
    report.run("document.getElementById('passages-more').click()")
    assert len(report.run(PASSAGES)) == 4
    assert report.run("document.getElementById('passages-more').hidden")
    place = "[...document.activeElement.parentElement.children]"
    assert report.run(f"{place}.indexOf(document.activeElement)") == 2


def test_keyboard_alone_opens_a_figure(report: Page) -> None:
    report.run("document.querySelector('a.evidence').focus()")
    report.press("Enter", 13)
    report.until("location.hash.startsWith('#passages?code=')")
    report.until(f"{PASSAGES}.length > 0")
    ring = "getComputedStyle(document.querySelector('a.evidence')).outlineStyle"
    report.run("document.querySelector('a.evidence').focus({focusVisible: true})")
    assert report.run(ring) == "solid"


def test_nothing_is_run_and_nothing_is_loaded(report: Page) -> None:
    for section, asked in (
        ("passages", {"code": "role.markt"}),
        ("transcript", {"name": "FG<01>.txt"}),
    ):
        ask(report, section, **asked)
    for url in report.requested:
        assert url.startswith("file:///")
        assert url.partition("#")[0].endswith("/report.html")
    assert report.complaints == []
    assert report.run("document.querySelectorAll('img, iframe, link').length") == 0
    # What the policy refuses, had something got in:
    report.run(
        "document.body.insertAdjacentHTML('beforeend',"
        " '<img src=https://example.org/x onerror=\"window.hit = 1\">')"
    )
    report.until("document.images[0].complete")
    assert report.run("window.hit") is None
    assert any("Content Security Policy" in one for one in report.complaints)


def test_contrast_of_all_words(report: Page) -> None:
    for scheme in ("light", "dark"):
        report.look(1200, 900, prefers_color_scheme=scheme)
        ask(report, "passages", code=FACTOR)
        ask(report, "transcript", name="FG<01>.txt")
        worst = report.run(CONTRAST)
        assert worst[0] >= 4.5, (scheme, worst)


CONTRAST = """(() => {
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', {willReadFrequently: true});
  const over = (colors) => {
    canvas.clearRect(0, 0, 1, 1);
    for (const color of colors) {
      canvas.fillStyle = color;
      canvas.fillRect(0, 0, 1, 1);
    }
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const light = (rgb) => rgb.map((one) => one / 255)
    .map((one) => one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4)
    .reduce((sum, one, n) => sum + one * [0.2126, 0.7152, 0.0722][n], 0);
  const behind = (one) => one ? [...behind(one.parentElement),
    getComputedStyle(one).backgroundColor] : [];
  let worst = [99, ''];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const one = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || one.closest('script, title, desc')) continue;
    const look = getComputedStyle(one);
    const ink = one.closest('svg') ? look.fill : look.color;
    const ground = behind(one.closest('svg') ? one.closest('figure') : one);
    const lights = [light(over(ground)), light(over([...ground, ink]))];
    const ratio = (Math.max(...lights) + 0.05) / (Math.min(...lights) + 0.05);
    if (ratio < worst[0]) worst = [ratio, one.outerHTML.slice(0, 200)];
  }
  return worst;
})()"""


def test_figures_alone_need_no_script(
    nasty: Project, page: Page, tmp_path: Path
) -> None:
    made, _ = make_report(nasty, "A", ReportRequest(quotations=False))
    path = tmp_path / "figures.html"
    path.write_bytes(write_report(made))
    page.requested.clear()
    page.complaints.clear()
    page.open(path)
    assert page.complaints == []
    assert page.run("document.querySelectorAll('script, form').length") == 0
    assert page.run("document.querySelectorAll('svg').length") == 4


def test_passages_without_transcripts(
    nasty: Project, page: Page, tmp_path: Path
) -> None:
    made, _ = make_report(nasty, "A", ReportRequest(transcripts=False))
    path = tmp_path / "quotations.html"
    path.write_bytes(write_report(made))
    page.complaints.clear()
    page.open(path)
    matrix, _ = make_matrix(nasty, "A")
    for cell in cells(matrix):
        assert ask(page, "passages", code=cell.code) == in_turns(cell)
    assert page.run("document.querySelectorAll('.around').length") == 0
    assert page.complaints == []


def test_narrow_page_needs_no_scrolling_sideways(report: Page) -> None:
    report.look(400, 800)
    ask(report, "passages", code=FACTOR)
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert report.run(wide) == 0


def test_page_can_be_printed(report: Page) -> None:
    pdf = report.pdf()
    assert pdf.startswith(b"%PDF")
