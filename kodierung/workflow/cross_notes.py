"""What is printed above and beneath a cross table: what its figures mean."""

from __future__ import annotations

from collections.abc import Iterator

from kodierung.workflow.blind import CONSENSUS
from kodierung.workflow.cross_wording import word
from kodierung.workflow.crosstab import Counted, Figure
from kodierung.workflow.wording import note

OWN_NAMES = frozenset(
    {"transcript", "group", "speaker", "function", "coder", "part", "other"}
)
"""What columns may be that is no attribute."""
_ONE_COLUMN = frozenset({"transcript", "group"})
"""What a segment lies in one of only; elsewhere it may count in several columns."""


def called(counted: Counted, figure: Figure) -> str:
    """Return the name of a figure: where codes meet, places are counted."""
    if figure == "segments" and counted.request.together:
        return "places"
    return figure


def caption(counted: Counted, name: str) -> str:
    """Return what stands above a table of the figure that is called so."""
    codebook, request = counted.material.codebook, counted.request
    if request.together:
        which = "met" if request.near is None else "near"
        return word(codebook.language, which, figure=name)
    described = codebook.attributes.get(counted.columns)
    columns = described.label if described else counted.columns
    if counted.columns in OWN_NAMES:
        columns = word(codebook.language, f"by_{counted.columns}")
    return word(codebook.language, "by", columns=columns, figure=name)


def note_of(counted: Counted, *figures: Figure) -> str:
    """Return what the figures mean and rest on.

    Args:
        counted: What was counted.
        figures: Those that the table shows.
    """
    about = _about_meeting if counted.request.together else _about_columns
    sentences = [
        *about(counted, figures),
        *_about_percent(counted, figures),
        _whose(counted),
        counted.note.strip(),
    ]
    return " ".join(dict.fromkeys(filter(None, sentences)))


def _about_meeting(counted: Counted, figures: tuple[Figure, ...]) -> Iterator[str]:
    language, near = counted.material.codebook.language, counted.request.near
    for figure in figures:
        if figure in ("segments", "binary"):
            if near is None:
                yield word(language, "what_places")
            else:
                yield word(language, "what_places_near", near=near)
        if figure == "binary":
            yield word(language, "what_binary")
        elif figure != "segments":
            yield word(language, f"what_{figure}_met")
    yield word(language, "diagonal")
    yield word(language, "subcodes")


def _about_columns(counted: Counted, figures: tuple[Figure, ...]) -> Iterator[str]:
    language, request = counted.material.codebook.language, counted.request
    for figure in figures:
        yield word(language, f"what_{figure}")
    for figure in figures:
        of = figure if figure in ("groups", "words") else "speakers"
        yield word(language, f"n_{of}")
    yield word(language, "subcodes")
    if request.parts is not None:
        how = "cut_time" if request.by_time else "cut_words"
        yield word(language, how, parts=request.parts)
    if counted.columns not in _ONE_COLUMN:
        yield word(language, "several")
    if any(cell is None for row in counted.table.cells for cell in row):
        yield word(language, "empty")


def _about_percent(counted: Counted, figures: tuple[Figure, ...]) -> Iterator[str]:
    language, request = counted.material.codebook.language, counted.request
    if request.percent == "none":
        return
    for figure in figures:
        if request.percent == "row":
            yield word(language, "row", figure=word(language, figure))
        elif request.percent == "coded":
            yield word(language, "coded")
        else:
            yield word(language, f"column_{figure}")
    if request.least > 1:
        yield word(language, "small", least=request.least)


def _whose(counted: Counted) -> str:
    language, coder = counted.material.codebook.language, counted.material.coder
    if coder is None:
        return word(language, "everybody")
    if coder == CONSENSUS:
        return note(language, "consensus")
    return note(language, "coder", coder=coder)
