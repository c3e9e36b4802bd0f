"""Quotations under headings, ready to be written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation with what stands around it.

    Attributes:
        cited: The words in quotation marks, their place in brackets behind.
        before: Turns before it, each on one line.
        after: Turns after it.
        memo: What was noted on it; may be empty.
        code: Its code path, where no heading tells it; may be empty.
    """

    cited: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    memo: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Quotations under a heading, which may be empty."""

    heading: str
    quotations: Iterable[Quotation]


@dataclass(frozen=True, slots=True)
class QuotationList:
    """A list of quotations.

    Attributes:
        title: Stands above it.
        note: Stands beneath the title: how many there are, whose codings.
        sections: In order; they may be made as they are asked for, once.
        language: ISO 639-1, for spelling and hyphenation.
    """

    title: str
    note: str
    sections: Iterable[Section]
    language: str
