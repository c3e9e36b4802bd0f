"""PDF, as a last resort: lines are put together to paragraphs by their places.

Running headers, page numbers and numbers in the margin are left out. What a PDF holds
are letters and their places; whoever still has the file it was made from is better off
with that.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from kodierung.errors import Problem, TranscriptError
from kodierung.formats import office
from kodierung.formats.files import encoding, pages
from kodierung.formats.files.pages import Line
from kodierung.formats.lines import heads, labels, times
from kodierung.formats.lines.heads import Names
from kodierung.formats.registry import ReadOptions
from kodierung.model import Draft

suffixes = (".pdf",)

_EDGE = 3
"""Lines at either end of a page among which running headers are."""

_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(r"\d{1,5}")
_PREFIX = re.compile(r"(\d{1,5})[\s.:)\]]+(?=\S)")
_PAGE_NUMBER = re.compile(
    r"(?:Seite|Page|S\.)? ?[-–]? ?(\d{1,4}) ?[-–]?(?: ?(?:/|von|of) ?\d{1,4})?"
)
_DIVIDED = re.compile(r"[^\W\d_]-$")
# Behind these a hyphen at the end of a line belongs to what is left out: "Vor- und".
_JOINING = re.compile(r"(?:und|oder|bzw|sowie|als auch|bis|and|or)\b")
_DIAERESIS = re.compile("\u00a8[ ]?([aouAOU])")


def sniff(name: str, data: bytes) -> bool:
    """Tell whether the content is a PDF."""
    return b"%PDF-" in data[:1024]


def read(data: bytes, name: str, options: ReadOptions) -> Draft:
    """Read a PDF by the rules for lines of text, then render it."""
    if not sniff(name, data):
        encoding.refuse_binary(data, name)
        raise TranscriptError(f"{name}: this is no PDF.", "Look for the right file.")
    found = pages.read(data, name)
    if not any(found):
        raise TranscriptError(
            f"{name}: this PDF holds pictures of pages, but no text.",
            "Let a program for text recognition (OCR) read it, or type it.",
        )
    lines, running = _without_running(_without_margin(found))
    names = Names((), (*options.moderators, *options.aliases))
    paragraphs = _paragraphs(_without_numbers(lines), names)
    plain = (_DIAERESIS.sub("\\1\u0308", one) for one in paragraphs)
    draft = office.of_lines(plain, name, options)
    return replace(draft, problems=(_warning(name, running), *draft.problems))


def _warning(name: str, running: Sequence[str]) -> Problem:
    """Return the warning that a PDF has to be looked through."""
    listed = ", ".join(f'"{line[:40]}"' for line in running[:3])
    left_out = f"; left out on each page: {listed}" if running else ""
    return Problem(
        name,
        "paragraphs and hyphens of a PDF are guessed from where the lines stand"
        f"{left_out}",
        "compare the text with the PDF, or import the file it was made from",
        "warning",
    )


def _without_margin(found: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Leave out the numbers of lines or paragraphs that stand in the margin."""
    begin = [
        line.left for page in found for line in page if not _NUMBER.fullmatch(line.text)
    ]
    margin = median(begin or [0.0])
    return [
        [
            line
            for line in page
            if not (_NUMBER.fullmatch(line.text) and line.right < margin)
        ]
        for page in found
    ]


def _without_running(found: Sequence[Sequence[Line]]) -> tuple[list[Line], list[str]]:
    """Leave out headers, footers and page numbers, and name them."""
    apart = 1.4 * _spacing(line for page in found for line in page)
    outer = [[*_outer(page, 1, apart), *_outer(page, -1, apart)] for page in found]
    often = Counter(key for edge in outer for key in {_pattern(line) for line in edge})
    most = max(1, len(found) / 3)
    left: list[Line] = []
    gone: dict[str, str] = {}
    for page, edge in zip(found, outer, strict=True):
        running = {
            line
            for line in edge
            if (often[_pattern(line)] > most and not _opens_turn(line))
            or _is_number(line)
        }
        left += [line for line in page if line not in running]
        for line in edge:
            if line in running:
                gone.setdefault(_pattern(line)[0], line.text)
    return left, list(gone.values())


def _outer(page: Sequence[Line], direction: int, apart: float) -> list[Line]:
    """Return the lines above or below the empty space at an end of a page.

    Args:
        page: Its lines.
        direction: 1 for the top, -1 for the bottom.
        apart: How high an empty space is at least.
    """
    lines = sorted(page, key=lambda line: -line.bottom * direction)
    gaps = [abs(one.bottom - below.bottom) for one, below in pairwise(lines)]
    end = [at for at, gap in enumerate(gaps[:_EDGE], start=1) if gap > apart]
    return lines[: end[0] if end else min(1, len(gaps))]


def _spacing(lines: Iterable[Line]) -> float:
    """Return how far apart lines of a paragraph stand."""
    gaps = sorted(
        one.bottom - below.bottom
        for one, below in pairwise(lines)
        if one.page == below.page and one.bottom - below.bottom > 1
    )
    return gaps[len(gaps) // 4] if gaps else 0.0


def _pattern(line: Line) -> tuple[str, int]:
    """Return what stays the same of a running header: words without numbers, height."""
    return _DIGITS.sub("#", line.text), round(line.bottom)


def _opens_turn(line: Line) -> bool:
    """Tell whether a line surely begins with a speaker's label."""
    head = heads.find(line.text, 0, 0, len(line.text), Names(()))
    return head is not None and labels.is_code(head.label)


def _is_number(line: Line) -> bool:
    """Tell whether a line is the number of its page."""
    number = _PAGE_NUMBER.fullmatch(line.text)
    return number is not None and int(number[1]) == line.page + 1


def _without_numbers(lines: Sequence[Line]) -> list[Line]:
    """Leave out the numbers of lines or paragraphs that stand before the words."""
    numbered = [_PREFIX.match(line.text) for line in lines]
    numbers = [int(one[1]) for one in numbered if one]
    steps = [after - before for before, after in pairwise(numbers)]
    if len(numbers) < 5 or 5 * steps.count(_usual(steps)) < 4 * len(steps):
        return list(lines)
    return [
        replace(line, text=line.text[one.end() :]) if one else line
        for line, one in zip(lines, numbered, strict=True)
    ]


def _usual(steps: Iterable[int]) -> int:
    """Return the step in which numbers ascend, 0 where they do not."""
    step = Counter(steps).most_common(1)[0][0]
    return step if step in (1, 2, 5, 10) else 0


def _paragraphs(lines: Sequence[Line], names: Names) -> list[str]:
    """Put lines together that a page's width has cut."""
    edges = [line.right for line in lines]
    right = sorted(edges)[int(0.95 * (len(edges) - 1))] if edges else 0.0
    apart = 1.4 * _spacing(lines)
    found: list[list[str]] = []
    before: Line | None = None
    for line in lines:
        if before is None or _begins(line, before, right, apart, names):
            found.append([line.text])
        else:
            found[-1].append(line.text)
        before = line
    return [_joined(paragraph) for paragraph in found]


def _begins(line: Line, before: Line, right: float, apart: float, names: Names) -> bool:
    """Tell whether a line begins a paragraph.

    It does behind an empty space, behind a line into which its first word would have
    fitted, and where a speaker's label or a time opens it.
    """
    gap = before.bottom - line.bottom
    below_space = before.page == line.page and gap > apart
    blank = 0.5 * line.first / max(1, len(line.text.split(maxsplit=1)[0]))
    fits = before.right + blank + line.first < right - 1
    divided = _DIVIDED.search(before.text) is not None
    return (
        below_space
        or (fits and not divided)
        or heads.find(line.text, 0, 0, len(line.text), names) is not None
        or times.lone(line.text) is not None
    )


def _joined(lines: Sequence[str]) -> str:
    """Join the lines of a paragraph, and words that were divided."""
    parts: list[str] = []
    for line in lines:
        before = parts[-1] if parts else ""
        if before.endswith("-") and len(before) > 1 and not before[-2].isspace():
            if _DIVIDED.search(before) and line[:1].islower():
                if _JOINING.match(line):
                    parts.append(" ")
                else:
                    parts[-1] = before[:-1]
        elif parts:
            parts.append(" ")
        parts.append(line)
    return "".join(parts)
