"""Passages that were found as tables, records and lists of quotations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from itertools import groupby

from kodierung.analysis.retrieval import NEAR, Figures
from kodierung.formats.matrix.wording import cited, counted_segments, place, words
from kodierung.formats.quotations.quotation_list import (
    Quotation,
    QuotationList,
    Section,
)
from kodierung.model import Column, ColumnKind, Share, Table, Value
from kodierung.workflow.segment_words import segment_words
from kodierung.workflow.segments import Found, SegmentRequest
from kodierung.workflow.segments_shown import (
    Shown,
    attribute_keys,
    lines,
    shown,
)

ARROW = " › "
"""Stands between the labels of a code path."""

WIDTH = 60
"""Characters of each side of words in context, where no terminal limits them."""


KEYS = frozenset({
    "index", "place", "transcript", "group", "turn", "time", "speaker", "function",
    "code", "path", "quote", "memo", "coder", "words", "before", "hit", "after",
})  # fmt: skip
"""What columns are called; an attribute of such a name gets a stroke behind it."""


def passage_table(found: Found, context: int = 0) -> Table:
    """Return the passages, one a row.

    Args:
        found: What was found.
        context: How many turns before and after stand beside them.
    """
    own = segment_words(_language(found))
    w = words(_language(found))
    coded = found.request.coded
    columns = [*_who_and_where(found), Column("quote", w.quotation, "words")]
    if coded:
        columns[-1:] = [
            Column("code", w.code),
            Column("path", own["path"], "words"),
            columns[-1],
            Column("memo", w.memo, "words"),
            Column("coder", w.coder),
        ]
    columns.append(Column("words", own["words"], "count"))
    if context:
        columns += [Column(key, own[key], "words") for key in ("before", "after")]

    def row(number: int, one: Shown) -> Iterator[Value]:
        yield from _place(found, number, one)
        if coded:
            yield from (one.hit.code, ARROW.join(one.path))
        yield one.statement.text
        if coded:
            yield from (one.memo, one.coder)
        yield one.words
        if context:
            yield from ("\n".join(some) for some in (one.before, one.after))

    rows = (tuple(row(n, one)) for n, one in enumerate(shown(found, context), 1))
    return _table(found, "passages", columns, rows)


def kwic_table(found: Found, width: int = WIDTH) -> Table:
    """Return the words looked for in context, one a row.

    Args:
        found: What was found.
        width: How many characters of each side at most.
    """
    own = segment_words(_language(found))
    columns = [
        *_who_and_where(found),
        Column("before", own["before"]),
        Column("hit", own["hit"]),
        Column("after", own["after"]),
    ]
    rows = (
        (
            *_place(found, number, one.shown),
            one.words.before.strip(),
            one.words.words,
            one.words.after.strip(),
        )
        for number, one in enumerate(lines(found, width), 1)
    )
    return _table(found, "kwic", columns, rows)


def for_a_page(table: Table) -> Table:
    """Return a table of passages or hits with as many columns as fit on a page."""
    kept: tuple[str, ...] = ("index", "place", "code", "quote")
    if any(column.key == "hit" for column in table.columns):
        kept = ("index", "place", "before", "hit", "after")
    chosen = [n for n, column in enumerate(table.columns) if column.key in kept]
    return replace(
        table,
        columns=tuple(table.columns[n] for n in chosen),
        rows=tuple(tuple(row[n] for n in chosen) for row in table.rows),
    )


def figures_table(found: Found) -> Table:
    """Return how much each person says of what was found, with totals."""
    own, w = segment_words(_language(found)), words(_language(found))
    kinds: tuple[tuple[str, str, ColumnKind], ...] = (
        ("group", w.group, "text"),
        ("speaker", w.speaker, "text"),
        ("segments", w.segments_sheet, "count"),
        ("hits", own["hits"], "count"),
        ("words", own["words"], "count"),
    )
    columns = [Column(*one) for one in kinds if one[0] != "hits" or found.request.text]

    def row(group: str, speaker: str, figures: Figures) -> tuple[Value, ...]:
        told = {"group": group, "speaker": speaker, **asdict(figures)}
        return tuple(told[column.key] for column in columns)

    rows = (row(*who, one) for who, one in found.retrieved.by_person().items())
    total = row(own["total"], "", found.retrieved.figures)
    return _table(found, "figures", columns, rows, (total,))


def _table(
    found: Found,
    name: str,
    columns: Sequence[Column],
    rows: Iterator[tuple[Value, ...]],
    foot: tuple[tuple[Value, ...], ...] = (),
) -> Table:
    return Table(
        name=segment_words(_language(found))[name],
        caption=caption(found),
        columns=tuple(columns),
        rows=tuple(rows),
        note=_note(found),
        language=_language(found),
        foot=foot,
    )


def _language(found: Found) -> str:
    return found.material.codebook.language


def _who_and_where(found: Found) -> Iterator[Column]:
    """Yield the columns of all lists, whatever attributes are called."""
    w = words(_language(found))
    own = segment_words(_language(found))
    yield Column("index", own["index"], "count")
    yield Column("place", own["place"])
    yield Column("transcript", w.transcript)
    yield Column("group", w.group)
    yield Column("turn", w.turn, "count")
    yield Column("time", w.time, "seconds")
    yield Column("speaker", w.speaker)
    yield Column("function", w.function)
    described = found.material.codebook.attributes
    for key in attribute_keys(found):
        label = described[key].label if key in described else key
        yield Column(f"{key}_" if key in KEYS else key, label)


def _place(found: Found, number: int, one: Shown) -> Iterator[Value]:
    said = one.statement
    yield from (number, place(said, _language(found), found.material.citation))
    yield from (said.transcript, said.group, said.turn, said.time, said.speaker)
    yield ", ".join(filter(None, one.functions))
    yield from one.attributes.values()


def caption(found: Found) -> str:
    """Return what was looked for, in the codebook's language."""
    own = segment_words(_language(found))
    parts = ", ".join(_asked(found.request, _language(found))) or own["everything"]
    return f"{own['passages']}: {parts}"


def _asked(request: SegmentRequest, language: str) -> Iterator[str]:
    own, w = segment_words(language), words(language)
    if request.codes:
        yield own["or"].join(request.codes)
    yield from (own["together"].format(one) for one in request.together)
    within = NEAR if request.within is None else request.within
    yield from (own["near"].format(one, within) for one in request.near)
    yield from (own["without"].format(one) for one in request.without)
    if request.text:
        yield f"{w.marks[0]}{request.text}{w.marks[1]}"
    for flag in ("lemma", "statement", "memo", "overlap"):
        if getattr(request, flag):
            yield own[flag]
    yield from request.where
    yield from filter(None, (request.speaker, request.group, request.transcript))


def _note(found: Found) -> str:
    """Return the figures, and whose codings they are of."""
    own, coder = segment_words(_language(found)), found.material.coder
    figures = f"{summary(found, _language(found))}."
    if not found.request.coded:
        return figures
    whose = own["everybody"] if coder is None else own["whose"].format(coder)
    return f"{figures} {whose}"


def summary(found: Found, language: str) -> str:
    """Return the figures: `2 Segmente · 2 von 3 Personen · 1 von 2 Gruppen · …`.

    Args:
        found: What was found.
        language: ISO 639-1; that of the codebook, or `en` for messages.
    """
    figures, w = found.retrieved.figures, words(language)
    own = segment_words(language)
    parts = [
        counted_segments(figures.segments, language),
        f"{_share(figures.speakers, w.of)} {w.speakers}",
        f"{_share(figures.groups, w.of)} {w.groups}",
        f"{figures.words} {own['some_words']}",
    ]
    if found.request.text:
        parts.insert(0, f"{figures.hits} {own['some_hits']}")
    return " · ".join(parts)


def _share(share: Share, of: str) -> str:
    return f"{share.k} {of} {share.of}"


def quotation_list(found: Found, context: int = 0) -> QuotationList:
    """Return the passages as quotations to paste from, by code path.

    Where the order is by place, or nothing is coded, there are no headings.

    Args:
        found: What was found.
        context: How many turns before and after stand beside them.
    """
    language = _language(found)
    heads = found.request.coded and not found.request.by_place

    def quotation(one: Shown) -> Quotation:
        return Quotation(
            cited(one.statement, language, found.material.citation),
            one.before,
            one.after,
            one.memo,
            "" if heads else ARROW.join(one.path),
        )

    grouped = groupby(
        shown(found, context), key=lambda one: ARROW.join(one.path) if heads else ""
    )
    return QuotationList(
        caption(found),
        _note(found),
        (Section(heading, map(quotation, some)) for heading, some in grouped),
        language,
    )
