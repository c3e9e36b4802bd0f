"""What lies on a transcript's words, made ready for the page."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, partial

from kodierung.model import Segment
from kodierung.model.code_looks import sign
from kodierung.review.marks import Mark, MarkKind
from kodierung.review.workplace import Workplace

MEMO_SIGN = "✎"


def marks(place: Workplace) -> list[Mark]:
    """Return codings, open suggestions, memos and the passage in question as marks."""
    return list(_marks(place))


def _marks(place: Workplace) -> Iterator[Mark]:
    look = cache(partial(_look, place))
    mine = place.desk.coder
    for coding in place.codings:
        kind: MarkKind = "coding" if coding.coder == mine else "other"
        yield Mark(coding.segment, kind, *look(coding.code), coding.id)
    for entry in place.waiting():
        if place.held is None or entry.id != place.held.id:
            segment = Segment(entry.start, entry.end)
            yield Mark(segment, "suggestion", *look(entry.code), entry.id)
    for memo in place.memos:
        yield Mark(memo.segment, "memo", "", memo.text, "", MEMO_SIGN, memo.id)
    if place.held is not None:
        answer = place.answer
        yield Mark(answer.segment, "question", *look(answer.code), place.held.id)


def _look(place: Workplace, code_id: str) -> tuple[str, str, str, str]:
    """Return a code's id, label, colour and sign."""
    code = place.code(code_id)
    label, color = (code.label, code.color) if code else (code_id, "")
    return place.present_id(code_id), label, color, sign(code)
