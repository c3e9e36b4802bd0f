"""Texts and positions of another program's coded work in kodierung's terms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kodierung.formats.coded.records import ForeignCoding, ForeignWork
from kodierung.formats.refi.counting import Positions, counting_of
from kodierung.formats.refi.records import RefiSelection
from kodierung.formats.refi.settled import settled_text
from kodierung.formats.refi.taken import Coded, TakenText
from kodierung.text import BOM, settle


def settled_work(work: ForeignWork) -> ForeignWork:
    """Return coded work with its texts settled, and all positions in them.

    Whether line ends or rarer signs count double in a text is told by the codings whose
    words are known. A coding whose position does not fit its words keeps the words.
    """
    if not work.documents:
        return work
    by_document: dict[str, list[int]] = {}
    for number, coding in enumerate(work.codings):
        by_document.setdefault(coding.document, []).append(number)
    codings = list(work.codings)
    documents = {}
    for name, text in work.documents.items():
        numbers = by_document.get(name, [])
        mine = [work.codings[number] for number in numbers]
        documents[name], placed = _settled(name, text, mine)
        for number, coding in zip(numbers, placed, strict=True):
            codings[number] = coding
    return replace(work, codings=tuple(codings), documents=documents)


def _settled(
    name: str, raw: str, codings: Sequence[ForeignCoding]
) -> tuple[str, list[ForeignCoding]]:
    text = raw.removeprefix(BOM)
    selections = [_selection(coding) for coding in codings]
    counting, fit = counting_of(text, selections, marked=text != raw)
    positions = Positions(text, counting)
    cuts = [positions.cut(one) for one in selections]
    coded = tuple(Coded("", *(cut or (0, 0)), "", "", "") for cut in cuts)
    settled = settled_text(
        TakenText(
            guid="",
            name=name,
            text=positions.text,
            group="",
            attributes={},
            turns=(),
            people=(),
            codings=coded,
            comments=(),
            counting=counting,
            fit=fit,
        )
    )
    placed = [
        _placed(coding, one.start, one.end, settled.text, is_cut=cut is not None)
        for coding, one, cut in zip(codings, settled.codings, cuts, strict=True)
    ]
    return settled.text, placed


def _selection(coding: ForeignCoding) -> RefiSelection:
    """Return a place as the other program counts; a broken one lies nowhere."""
    start, end = (
        at if isinstance(at, int) and at >= 0 else -1
        for at in (coding.start, coding.end)
    )
    return RefiSelection("", start, end, coding.quote)


def _placed(
    coding: ForeignCoding, start: int, end: int, text: str, *, is_cut: bool
) -> ForeignCoding:
    said, words = settle(coding.quote).split(), text[start:end].split()
    if not is_cut or start == end or (said and "".join(said) != "".join(words)):
        return replace(coding, start=None, end=None)
    return replace(coding, start=start, end=end, quote=text[start:end])
