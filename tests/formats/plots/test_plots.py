"""Pictures: lengths in proportion, labels cut, nothing that breaks out."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodierung.formats.plots import bars, course, dots, pairs
from kodierung.formats.plots.drawing import svg
from kodierung.formats.plots.files import write
from kodierung.formats.plots.picture import Bar, Grid, Picture, Row
from kodierung.formats.plots.scales import radius, ticks

SPACE = "{http://www.w3.org/2000/svg}"
LONG = "Fundierte Kenntnisse der Mitarbeitenden zu den Maßnahmen im eigenen Haus"
EVIL = '</svg><script>alert("1")</script>\x00\ud800'
ROWS = (Row(LONG, "Träger", "a.b"), Row(EVIL, "Träger"), Row("Kontakt", "Jobcenter"))
GRID = Grid(ROWS, ("FG01", "FG02"), ((4, 1), (0, None), (2, 2)), (5, 0, 4))


def drawn(picture: Picture) -> Element:
    return fromstring(svg(picture, alone=True))


def circles(root: Element) -> list[float]:
    return [float(one.attrib["r"]) for one in root.iter(f"{SPACE}circle")]


def words(root: Element) -> list[str]:
    return [one.text or "" for one in root.iter(f"{SPACE}text")]


def told(root: Element) -> list[str]:
    return [one.text or "" for one in root.iter(f"{SPACE}title")]


def test_area_of_a_dot_is_its_value() -> None:
    root = drawn(dots.draw("groups", "Titel", "Wie", GRID))
    four, one, two, _ = circles(root)
    assert four == pytest.approx(2 * one, abs=0.02)
    assert two**2 == pytest.approx(2 * one**2, rel=0.01)


def test_nothing_and_nobody_differ() -> None:
    shown = words(drawn(dots.draw("groups", "Titel", "Wie", GRID)))
    assert shown.count("–") == 1
    assert "0" not in shown


def test_long_labels_are_cut_and_told_in_full() -> None:
    root = drawn(dots.draw("groups", "Titel", "Wie", GRID))
    cut = [text for text in words(root) if text.startswith("Fundierte")]
    assert len(cut) == 1
    assert cut[0].endswith("…")
    assert f"{LONG} (a.b)" in told(root)


def test_sections_have_one_heading_each() -> None:
    shown = words(drawn(dots.draw("groups", "Titel", "Wie", GRID)))
    assert (shown.count("Träger"), shown.count("Jobcenter")) == (1, 1)


def test_long_headings_lean() -> None:
    columns = ("Leitung in der Verwaltung", "x")
    root = drawn(dots.draw("groups", "Titel", "Wie", Grid(ROWS, columns, GRID.values)))
    leaning = [one for one in root.iter(f"{SPACE}text") if "transform" in one.attrib]
    assert [one.text for one in leaning] == ["Leitung in der Ve…", "x"]


def test_each_pair_stands_once_with_totals_on_the_diagonal() -> None:
    values = ((7, 2, 0), (2, 5, None), (0, None, 9))
    grid = Grid(ROWS, ("1", "2", "3"), values)
    root = drawn(pairs.draw("cooccurrence", "Titel", "Wie", grid))
    assert len(circles(root)) == 1
    assert [w for w in words(root) if w in {"7", "5", "9", "2", "–", "0"}] == [
        *("7", "2", "5", "–", "9", "2"),
    ]


def test_bars_of_the_course_have_one_scale() -> None:
    root = drawn(course.draw("timeline", "Titel", "Wie", GRID))
    heights = [float(r.attrib["height"]) for r in bars_of(root)]
    assert heights == pytest.approx([22, 5.5, 11, 11])
    assert [w for w in words(root) if w in {"5", "0", "4"}] == ["5", "0", "4"]


def bars_of(root: Element) -> list[Element]:
    return [r for r in root.iter(f"{SPACE}rect") if r.get("class") in ("bar", "hollow")]


def test_bars_are_in_proportion_and_moderators_are_hollow() -> None:
    given = [
        Bar(Row("I", "FG01"), 0.1, "10 %", hollow=True),
        Bar(Row("B1", "FG01"), 0.4, "40 %"),
        Bar(Row("B2", "FG01"), 0.0, "0 %"),
    ]
    found = bars_of(drawn(bars.draw("speech", "Titel", "Wie", given)))
    assert [one.get("class") for one in found] == ["hollow", "bar"]
    widths = [float(one.attrib["width"]) for one in found]
    assert widths[1] == pytest.approx(4 * widths[0], abs=0.02)


def test_nothing_breaks_out_and_everything_is_told() -> None:
    whole = svg(dots.draw("groups", EVIL, EVIL, GRID), alone=False)
    assert "<script" not in whole
    root = fromstring(whole)
    assert root.attrib["role"] == "img"
    ids = [one.attrib["id"] for one in root.iter() if "id" in one.attrib]
    assert root.attrib["aria-labelledby"].split() == ids
    assert root.find(f"{SPACE}style") is None


def test_empty_study_gives_empty_pictures() -> None:
    empty = Grid((), (), ())
    for draw in (dots.draw, pairs.draw, course.draw):
        assert circles(drawn(draw("groups", "Titel", "Wie", empty))) == []
    assert bars_of(drawn(bars.draw("speech", "Titel", "Wie", []))) == []


def test_files_are_the_same_twice() -> None:
    picture = dots.draw("groups", "Titel", "Wie", GRID)
    assert write(picture, "svg") == write(picture, "svg")
    pytest.importorskip("resvg_py")
    painted = write(picture, "png")
    assert painted.startswith(b"\x89PNG")
    assert painted == write(picture, "png")
    assert not re.search(rb"tIME|tEXt", painted)


@given(st.floats(min_value=1e-3, max_value=1e6))
def test_ticks_reach_the_greatest_value(most: float) -> None:
    found = ticks(most)
    assert found[0] == 0
    assert found[-1] >= most * (1 - 1e-6)
    assert 3 <= len(found) <= 8


@given(st.integers(0, 1000), st.integers(1, 1000))
def test_no_dot_is_larger_than_the_largest(value: int, more: int) -> None:
    assert radius(value, value + more, 16) < 16
