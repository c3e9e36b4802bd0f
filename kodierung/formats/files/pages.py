"""The lines of a PDF with their places on the page."""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import c_double
from dataclasses import dataclass
from typing import Any

from kodierung.errors import TranscriptError

MOST_PAGES = 2000
MOST_CHARACTERS = 5_000_000
"""Characters of a file; a transcript of a day has half a million."""

_BLANK = 0x20
_LINE_ENDS = (0xA, 0xD)
_LEVEL = 5.0
"""Points by which letters of a line differ in height, raised ones included."""

_HYPHENS = (0x2, 0xFFFE)
"""What PDFium says where a word is divided at the end of a line."""

# Letters that fonts hold as one sign, and such signs in fonts made by LaTeX.
_LIGATURES = {
    ligature: letters
    for first in (0x1B, 0xFB00)
    for ligature, letters in enumerate(("ff", "fi", "fl", "ffi", "ffl"), start=first)
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page; lengths are points, counted from the bottom left.

    Attributes:
        page: Which page, from 0.
        text: Its words; a division at its end is written as a hyphen.
        left: Where its first letter begins.
        right: Where its last one ends.
        bottom: How high its first letter stands.
        first: Width of its first word.
    """

    page: int
    text: str
    left: float
    right: float
    bottom: float
    first: float


def read(data: bytes, name: str) -> list[list[Line]]:
    """Return the lines of each page, what stands outside the page left out.

    Args:
        data: The PDF.
        name: The file's name, for messages.

    Raises:
        TranscriptError: It is damaged, has a password, or is too large.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)  # type: ignore[no-untyped-call]
    except pypdfium2.PdfiumError as fault:
        raise _refusal(str(fault), name) from None
    try:
        if len(document) > MOST_PAGES:
            raise _too_large(name)
        found: list[list[Line]] = []
        size = 0
        for number in range(len(document)):
            page = document[number]
            begun = _Page(page, number)
            size += begun.count
            if size > MOST_CHARACTERS:
                raise _too_large(name)
            found.append(list(begun.lines()))
            page.close()
        return found
    except pypdfium2.PdfiumError:
        raise _refusal("", name) from None
    finally:
        document.close()  # type: ignore[no-untyped-call]


class _Page:
    """A page that is being read.

    Args:
        page: As PDFium has it.
        number: Which one, from 0.
    """

    def __init__(self, page: Any, number: int) -> None:
        self.number = number
        self.width, self.height = page.get_size()
        self.text = page.get_textpage()
        self.count: int = self.text.count_chars()

    def lines(self) -> Iterator[Line]:
        """Yield the lines that stand on the page."""
        for signs in self._divided():
            shown = [at for at, sign in signs if sign > _BLANK]
            if shown:
                yield from self._line(signs, shown)

    def _divided(self) -> Iterator[list[tuple[int, int]]]:
        """Yield the characters of each line: their numbers and what they are."""
        from pypdfium2.raw import (  # type: ignore[attr-defined]
            FPDFText_GetUnicode as unicode_of,
        )

        begun: list[tuple[int, int]] = []
        for at in range(self.count):
            sign = unicode_of(self.text.raw, at)
            if sign in _LINE_ENDS or (begun and begun[-1][1] in _HYPHENS):
                yield from self._by_height(begun)
                begun = []
            if sign not in _LINE_ENDS:
                begun.append((at, sign))
        yield from self._by_height(begun)

    def _by_height(
        self, signs: list[tuple[int, int]]
    ) -> Iterator[list[tuple[int, int]]]:
        """Yield characters that PDFium takes for a line by the height they stand at."""
        shown = [at for at, sign in signs if sign > _BLANK]
        if not shown or self._is_level(shown[0], shown[-1]):
            yield signs
            return
        part: list[tuple[int, int]] = []
        last = shown[0]
        for at, sign in signs:
            if sign > _BLANK and not self._is_level(last, at):
                yield part
                part = []
            last = at if sign > _BLANK else last
            part.append((at, sign))
        yield part

    def _line(self, signs: list[tuple[int, int]], shown: list[int]) -> Iterator[Line]:
        """Yield the line that characters make, if it stands on the page."""
        left = self.text.get_charbox(shown[0])[0]
        right = max(left, self.text.get_charbox(shown[-1])[2])
        bottom = self._baseline(shown[0])
        if not (0 <= left <= self.width and 0 <= bottom <= self.height):
            return
        blanks = (at for at, sign in signs if sign <= _BLANK and at > shown[0])
        end = self.text.get_charbox(next(blanks, shown[-1] + 1) - 1)[2]
        words = "".join("-" if sign in _HYPHENS else chr(sign) for _, sign in signs)
        units = words.encode("utf-16-le", "surrogatepass")
        plain = units.decode("utf-16-le", "replace").translate(_LIGATURES).strip()
        yield Line(self.number, plain, left, right, bottom, max(0.0, end - left))

    def _is_level(self, one: int, other: int) -> bool:
        """Tell whether two characters stand at the same height."""
        return abs(self._baseline(one) - self._baseline(other)) < _LEVEL

    def _baseline(self, at: int) -> float:
        """Return how high a character stands."""
        from pypdfium2.raw import (  # type: ignore[attr-defined]
            FPDFText_GetCharOrigin as origin_of,
        )

        across, up = c_double(), c_double()
        origin_of(self.text.raw, at, across, up)
        return up.value


def _refusal(fault: str, name: str) -> TranscriptError:
    """Return the error for a PDF that cannot be opened."""
    if "password" in fault.lower():
        return TranscriptError(
            f"{name}: this PDF has a password.", "Save it without one."
        )
    return TranscriptError(
        f"{name}: this is a damaged PDF.", "Save it anew, best as .docx or plain text."
    )


def _too_large(name: str) -> TranscriptError:
    return TranscriptError(
        f"{name}: this PDF is larger than a transcript can be.",
        "Save the pages with the transcript alone.",
    )
