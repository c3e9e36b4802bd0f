"""Pictures of a study: codes by groups, shares of speech, course, codes that meet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from kodierung.analysis import course
from kodierung.analysis.cooccurrence import cooccurrence
from kodierung.analysis.crosstab import Cell, CrossTable, Line, cross, lines_of
from kodierung.analysis.divisions import as_one, by_group
from kodierung.analysis.material import Material
from kodierung.formats.plots import bars, dots, pairs
from kodierung.formats.plots import course as courses
from kodierung.formats.plots.files import write
from kodierung.formats.plots.picture import Grid, Picture, Row
from kodierung.model import Code, Codebook, Table
from kodierung.model.code_looks import sign
from kodierung.project import Project
from kodierung.workflow.codes import codes_under
from kodierung.workflow.cross_tables import cross_tables
from kodierung.workflow.crosstab import Counted, CrossRequest
from kodierung.workflow.material import read_material
from kodierung.workflow.plot_words import plot_word
from kodierung.workflow.speech import Voice, speech_bars, speech_table, voices

Kind = Literal["groups", "speech", "timeline", "cooccurrence"]
KINDS: tuple[Kind, ...] = get_args(Kind)
PARTS = 20
"""In how many parts the course of the discussion is cut."""

MOST = 30
"""So many codes at most are shown by each other."""

MOST_GROUPS = 40
"""So many groups at most are shown in a picture; its table has them all."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture with its figures as a table."""

    picture: Picture
    table: Table


def plot(
    project: Project, coder: str, kind: Kind, codes: Sequence[str] = ()
) -> Picture:
    """Draw a picture of a study.

    Args:
        project: The study.
        coder: Whose codings.
        kind: Which picture.
        codes: Only these codes and those below; all that were used if empty.

    Raises:
        CodingError: The codebook has no such code.
    """
    material = read_material(project, coder)
    return drawn(material, kind, project.settings.note, codes).picture


def write_plot(picture: Picture, format_name: str) -> bytes:
    """Return a picture as the content of a file.

    Raises:
        UsageError: What paints PNG is not installed.
    """
    return write(picture, format_name)


def drawn(
    material: Material, kind: Kind, note: str = "", codes: Sequence[str] = ()
) -> Drawn:
    """Draw a picture of what was read.

    Args:
        material: The study with the codings that count.
        kind: Which picture.
        note: The study's own note, printed beneath its tables.
        codes: Only these codes and those below; all that were used if empty.
    """
    if kind == "speech":
        return _speech(material, voices(material), note)
    lines = _lines(material, codes)
    makers: dict[Kind, Callable[[Material, tuple[Line, ...], str], Drawn]] = {
        "groups": _groups,
        "timeline": _timeline,
        "cooccurrence": _cooccurrence,
    }
    return makers[kind](material, lines, note)


def _lines(material: Material, codes: Sequence[str]) -> tuple[Line, ...]:
    codebook = material.codebook
    only = frozenset[str]().union(*(codes_under(codebook, code) for code in codes))
    used = {coding.code for coding in material.codings}
    found = lines_of(codebook, "code", only if codes else None)
    return tuple(line for line in found if line.codes & used)


def _groups(material: Material, lines: tuple[Line, ...], note: str) -> Drawn:
    table = cross(material, lines, by_group(material))
    grid, language = _grid(table, material.codebook), material.codebook.language
    about = plot_word(language, "about_groups")
    if len(grid.columns) > MOST_GROUPS:
        about += " " + plot_word(language, "fullest_groups", most=MOST_GROUPS)
        grid = grid.with_columns(_fullest(table.beneath, MOST_GROUPS))
    picture = dots.draw("groups", plot_word(language, "groups"), about, grid)
    return Drawn(picture, _table(table, material, "group", CrossRequest(), note))


def _timeline(material: Material, lines: tuple[Line, ...], note: str) -> Drawn:
    table = cross(material, lines, course.by_words(material, PARTS))
    grid, language = _grid(table, material.codebook), material.codebook.language
    picture = courses.draw(
        "timeline",
        plot_word(language, "timeline"),
        plot_word(language, "about_timeline", parts=PARTS, most=grid.most()),
        grid,
        _percent(language),
    )
    request = CrossRequest(parts=PARTS)
    return Drawn(picture, _table(table, material, "part", request, note))


def _cooccurrence(material: Material, lines: tuple[Line, ...], note: str) -> Drawn:
    language = material.codebook.language
    shown = _most_used(material, lines)
    table = cooccurrence(material, shown)
    grid = _grid(table, material.codebook)
    numbered = tuple(
        Row(f"{number}  {row.label}", row.section, row.key)
        for number, row in enumerate(grid.rows, 1)
    )
    numbers = tuple(str(number) for number in range(1, len(numbered) + 1))
    about = plot_word(language, "about_cooccurrence")
    if len(shown) < len(lines):
        about += " " + plot_word(language, "only_most", most=len(shown))
    picture = pairs.draw(
        "cooccurrence",
        plot_word(language, "cooccurrence"),
        about,
        Grid(numbered, numbers, grid.values),
    )
    request = CrossRequest(together=True)
    return Drawn(picture, _table(table, material, "other", request, note))


def _speech(material: Material, said: Sequence[Voice], note: str) -> Drawn:
    language = material.codebook.language
    about = plot_word(language, "about_speech")
    groups = list(dict.fromkeys(voice.group for voice in said))
    if len(groups) > MOST_GROUPS:
        about += " " + plot_word(language, "first_groups", most=MOST_GROUPS)
    first = frozenset(groups[:MOST_GROUPS])
    picture = bars.draw(
        "speech",
        plot_word(language, "speech"),
        about,
        speech_bars([voice for voice in said if voice.group in first], language),
        _percent(language),
    )
    return Drawn(picture, speech_table(said, language, note))


def _most_used(material: Material, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Return the lines with most segments, in the codebook's order."""
    whole = cross(material, lines, as_one(material)).right
    return tuple(lines[number] for number in _fullest(whole, MOST))


def _fullest(cells: Sequence[Cell | None], most: int) -> list[int]:
    """Return the numbers of the cells with most segments, in order."""
    counts = [cell.segments if cell else 0 for cell in cells]
    order = sorted(range(len(counts)), key=lambda number: -counts[number])
    return sorted(order[:most])


def _grid(table: CrossTable, codebook: Codebook) -> Grid:
    codes = (codebook.codes[line.heading.key] for line in table.lines)
    return Grid(
        rows=tuple(_row(code, codebook) for code in codes),
        columns=tuple(head.label for head in table.heads),
        values=tuple(
            tuple(cell.segments if cell else None for cell in row)
            for row in table.cells
        ),
        totals=tuple(cell.segments if cell else 0 for cell in table.right),
    )


def _row(code: Code, codebook: Codebook) -> Row:
    return Row(f"{sign(code)} {code.label}", section_of(code, codebook), code.id)


def section_of(code: Code, codebook: Codebook) -> str:
    """Return under which heading a code stands: its perspective, or its kind."""
    for perspective in codebook.perspectives:
        if perspective.id == code.perspective:
            return perspective.label
    return plot_word(codebook.language, "roles" if code.kind == "role" else "codes")


def _table(
    table: CrossTable,
    material: Material,
    columns: str,
    request: CrossRequest,
    note: str,
) -> Table:
    """Return the figures as `kodierung crosstab` prints them."""
    counted = Counted(table, request, material, columns, note)
    return cross_tables(counted, ids=False)[0]


def _percent(language: str) -> str:
    return "\u00a0%" if language.startswith("de") else "%"
