"""The panel beside the transcript: the code, why it is suggested, what else is here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from textual.content import Content

from kodierung.errors import KodierungError
from kodierung.model import Code, Coding, Segment, Suggestion
from kodierung.model.code_looks import sign
from kodierung.review.glyphs import glyphs, is_ordinary
from kodierung.review.workplace import Workplace
from kodierung.text import counted, on_one_line, shortened, words

Part = str | tuple[str, str]

_PARTS = re.compile(r"[^.]*\.?")
_QUOTED = 70  # characters of a quotation
_HEAD, _QUIET, _NEWS = "bold $text-primary", "$foreground-muted", "bold $text-warning"
_SOURCES = {"rule": "by a rule", "similar": "by likeness", "learned": "as learned"}


def panel(place: Workplace, cursor: int, width: int) -> Content:
    """Return what the panel says of what is in hand.

    Args:
        place: What the coder has before her.
        cursor: Where the cursor is, a code point.
        width: Cells there are for a line; ids are broken between their parts.
    """
    which = place.in_hand(cursor)
    if which is None:
        parts: list[Iterable[Part]] = [_nothing(place), _here(place, cursor)]
    elif isinstance(which, Coding):
        shown = _of_coding(which), _here(place, cursor)
        head = _code(place, which.code, width)
        parts = [head, *shown, _manual(place, place.code(which.code))]
    else:
        answer = place.answer
        parts = [
            _code(place, answer.code, width),
            _corrections(place, which, width),
            _why(which, width),
            _here(place, cursor),
            _manual(place, place.code(answer.code)),
        ]
    return Content.assemble(*(part for some in parts for part in some))


def seen(text: str) -> str:
    """Return a text whose characters cannot disturb the screen, its lines kept."""
    if is_ordinary(text):
        return text.replace("\t", " ")
    lines = text.split("\n")
    return "\n".join("".join(one.shown for one in glyphs(line)) for line in lines)


def told_of(fault: KodierungError) -> str:
    """Return what is wrong, each place of it, and what to do, in lines."""
    lines = [fault.message, *map(str, fault.problems), fault.hint]
    return seen("\n".join(line for line in lines if line))


def _broken(code_id: str, width: int) -> str:
    """Return an id on as many lines as it takes, broken after its dots."""
    lines = [""]
    for part in _PARTS.findall(code_id):
        if lines[-1] and len(lines[-1] + part) > width:
            lines.append("")
        lines[-1] += part
    return "\n".join(lines)


def _code(place: Workplace, code_id: str, width: int) -> Iterator[Part]:
    code = place.code(code_id)
    yield f"{sign(code)} {seen(code.label if code else code_id)}\n", _HEAD
    yield f"{_broken(code_id, width)}\n", _QUIET
    if code is None:
        yield "The codebook has no such code any more.\n", _NEWS


def _corrections(place: Workplace, held: Suggestion, width: int) -> Iterator[Part]:
    """Yield how the answer differs from what is suggested, and what was decided."""
    answer = place.answer
    if held.status != "open":
        yield f"You have {held.status} this.\n", _NEWS
    if answer.code != place.present_id(held.code):
        yield f"→ instead of\n{_broken(held.code, width)}\n", _NEWS
    if answer.segment != held.segment:
        yield f"→ {_difference(place, held.segment, answer.segment)}\n", _NEWS
    if place.has_draft:
        yield "not accepted yet (a)\n", _NEWS
    yield from _memo(answer.memo)


def _difference(place: Workplace, before: Segment, after: Segment) -> str:
    was, becomes = (words(place.transcript.quote(one)) for one in (before, after))
    if after.start <= before.start and before.end <= after.end:
        return f"widened by {counted(becomes - was, 'word')}"
    if before.start <= after.start and after.end <= before.end:
        return f"narrowed by {counted(was - becomes, 'word')}"
    return "moved"


def _why(held: Suggestion, width: int) -> Iterator[Part]:
    yield "\nWhy\n", _HEAD
    yield f"{seen(held.reason)}\n"
    figures = [_SOURCES[held.source], f"score {held.score:.2f}"]
    if held.learned is not None:
        figures.append(f"learned {held.learned:.2f}")
    if held.modality != "fact":
        figures.append(held.modality)
    yield f"{', '.join(figures)}\n", _QUIET
    if held.rule:
        yield f"{_broken(seen(held.rule), width)}\n", _QUIET


def _of_coding(coding: Coding) -> Iterator[Part]:
    origin = "from a suggestion" if coding.origin.startswith("suggestion:") else ""
    origin = origin or {"manual": "by hand"}.get(coding.origin, "imported")
    yield f"Your coding, {origin}\n", _NEWS
    if coding.statement:
        yield "★ its theme's statement\n", _NEWS
    yield from _memo(coding.memo)


def _memo(memo: str) -> Iterator[Part]:
    if memo:
        yield "Memo: ", _QUIET
        yield f"{seen(memo)}\n"


def _here(place: Workplace, cursor: int) -> Iterator[Part]:
    """Yield what else is coded and suggested where the question or the cursor is."""
    which = place.in_hand(cursor)
    segment = place.passage_of(which) if which else Segment(cursor, cursor + 1)
    lines = []
    for coding in place.codings_in(segment):
        if coding is not which:
            whose = coding.coder if place.desk.sees_others else ""
            star = "★" if coding.statement else ""
            code = place.code(coding.code)
            label = code.label if code else coding.code
            told = " ".join(filter(None, [whose, star, label]))
            lines.append((f"{sign(code)} {seen(told)}\n", ""))
    for entry in place.waiting_in(segment):
        if place.held is not None and entry.id == place.held.id:
            continue
        code = place.code(entry.code)
        told = seen(code.label if code else entry.code)
        lines.append((f"{sign(code)} {told} (suggested)\n", "italic"))
    for memo in place.memos:
        if memo.segment.overlaps(segment):
            lines.append((f"✎ {seen(memo.text)}\n", _QUIET))
    if lines:
        yield "\nAlso here\n" if which else "Here\n", _HEAD
        yield from lines


def _nothing(place: Workplace) -> Iterator[Part]:
    """Yield what can be done where nothing is in hand."""
    if place.hides:
        yield "Reading\n", _HEAD
        yield "Suggestions are hidden. Enter: this turn is read. e: code it.\n\n"
    elif not len(place.desk.queue):
        yield "No suggestions\n", _HEAD
        yield "`kodierung suggest` looks for some. e: code by hand.\n\n"
    else:
        still_open = place.desk.queue.counts()["open"]
        yield "No suggestion in question\n", _HEAD
        yield f"{still_open} open; n takes up the next. e: code by hand.\n\n"


def _manual(place: Workplace, code: Code | None) -> Iterator[Part]:
    """Yield what the codebook says of a code, and memos on it."""
    if code is None:
        return
    for title, text in (
        ("Definition", code.definition),
        ("Code it when", code.include),
        ("Not when", code.exclude),
    ):
        if text:
            yield f"\n{title}\n", _HEAD
            yield f"{seen(on_one_line(text))}\n"
    noted = [m for m in place.code_memos if place.present_id(m.code) == code.id]
    if noted:
        yield "\nMemos on it\n", _HEAD
    for memo in noted:
        whose = f"{memo.coder}: " if place.desk.sees_others else ""
        yield f"✎ {seen(whose + memo.text)}\n"
    for title, passages in (
        ("Examples", code.examples),
        ("Not examples", code.counterexamples),
    ):
        if passages:
            yield f"\n{title}\n", _HEAD
            yield from (f"• {seen(on_one_line(passage))}\n" for passage in passages)


def passage(place: Workplace, segment: Segment) -> str:
    """Return a short quotation for the head of a dialog."""
    return seen(shortened(place.transcript.quote(segment), _QUOTED))
