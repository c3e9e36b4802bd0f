"""The report as one HTML page that loads nothing and runs nothing but its own script.

The page forbids all else by the digests of its own style and script. What comes from
the study is escaped by the template engine, or is data that the script puts on the page
as text.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

from markupsafe import Markup

from kodierung.formats.files.phrases import phrases
from kodierung.formats.files.webpage import webpage
from kodierung.formats.manual.document import Document, Heading, Items, Paragraph
from kodierung.formats.matrix.lines import against, heading
from kodierung.formats.matrix.wording import (
    citation,
    evidence,
    figures,
    quoted,
    tag,
    words,
)
from kodierung.formats.plots.drawing import svg
from kodierung.formats.plots.picture import Picture
from kodierung.formats.report.content import Report
from kodierung.formats.report.data import script_data
from kodierung.formats.tables.values import RIGHT, shown_row
from kodierung.model import Matrix, Statement, Table

TEMPLATE = "report.html.jinja"
DATA = b'<script type="application/json" id="data">'
STYLE = "report.css"
SCRIPTS = ("begin.js", "passages.js", "transcript.js", "page.js")


def write(report: Report) -> bytes:
    """Return the report as one HTML page."""
    language = report.matrix.language
    said = phrases(__package__, "wording.yaml", language)
    style = _source(STYLE)
    script = "".join(_source(f"script/{name}") for name in SCRIPTS)
    spoken = report.spoken
    page = webpage(
        __package__,
        TEMPLATE,
        report=report,
        matrix=report.matrix,
        language=tag(language),
        said=said,
        words=words(language),
        style=Markup(style),  # noqa: S704 - our own file
        script=Markup(script) if spoken else "",  # noqa: S704 - likewise
        policy=_policy(style, script if spoken else ""),
        shown=_shown,
        drawn=_drawn,
        link=_link,
        factor=lambda cell: (heading(cell), evidence(cell, language)),
        subcode=lambda sub: figures(sub, language),
        against=lambda row: against(row, report.matrix),
        said_of=lambda statement: _said(statement, report.matrix),
        blocks=list(_blocks(report.codebook)),
    )
    if spoken is None:
        return page
    # Put in as it is: nothing from the study can be this tag, since it is escaped.
    before, tag_of_data, behind = page.partition(DATA)
    return b"".join((before, tag_of_data, script_data(spoken, said), behind))


def _source(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _policy(style: str, script: str) -> str:
    """Return what the page may do: use its own style and script, load nothing."""
    parts = ["default-src 'none'", f"style-src '{_digest(style)}'"]
    if script:
        parts.append(f"script-src '{_digest(script)}'")
    return "; ".join([*parts, "base-uri 'none'", "form-action 'none'"])


def _digest(source: str) -> str:
    return f"sha256-{b64encode(hashlib.sha256(source.encode()).digest()).decode()}"


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell of a table as it is shown."""

    text: str
    right: bool


@dataclass(frozen=True, slots=True)
class _Shown:
    """A table as it is shown."""

    caption: str
    note: str
    header: list[_Cell]
    rows: list[list[_Cell]]


def _shown(table: Table) -> _Shown:
    right = [column.kind in RIGHT for column in table.columns]
    header = [column.label for column in table.columns]
    rows = [shown_row(table, row) for row in (*table.rows, *table.foot)]
    head, *body = [
        [_Cell(*cell) for cell in zip(row, right, strict=True)]
        for row in (header, *rows)
    ]
    return _Shown(table.caption, table.note, head, body)


def _drawn(picture: Picture) -> Markup:
    return Markup(svg(picture, alone=False))  # noqa: S704 - escaped when drawn


def _link(section: str, **asked: str | int | None) -> str:
    """Return a link into the page that its script understands."""
    from urllib.parse import urlencode

    given = {key: value for key, value in asked.items() if value not in (None, "")}
    return f"#{section}?{urlencode(given)}" if given else f"#{section}"


def _said(statement: Statement, matrix: Matrix) -> tuple[str, str, str]:
    """Return a statement's words, how it is cited, and a link to it."""
    where = citation(statement, matrix.language, matrix.citation)
    link = ""
    if statement.transcript is not None:
        link = _link("transcript", name=statement.transcript, turn=statement.turn)
    return quoted(statement, matrix.language), where, link


@dataclass(frozen=True, slots=True)
class _Block:
    """A block of the codebook: which element it is, and what it holds."""

    kind: str
    label: str = ""
    text: str = ""
    aside: str = ""
    level: int = 0
    indent: int = 0
    items: tuple[str, ...] = ()


def _blocks(document: Document) -> Iterator[_Block]:
    for block in document.blocks:
        match block:
            case Heading():
                level = min(block.level + 2, 6)
                yield _Block(
                    "heading", "", block.text, block.aside, level, block.indent
                )
            case Paragraph():
                kind = "small" if block.small else "text"
                yield _Block(kind, block.label, block.text, indent=block.indent)
            case Items():
                yield _Block(
                    "items", block.label, indent=block.indent, items=block.items
                )
