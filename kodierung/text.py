"""The settled text: decided once, counted in Unicode code points, never changed.

All offsets in kodierung are half-open code-point offsets into a settled text.
"""

from __future__ import annotations

import codecs
import hashlib
import re
import unicodedata

BOM = "\ufeff"

_UMLAUTS = (
    str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}),
    str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "s"}),
)

_NO_ID = re.compile(r"[^a-z0-9]+")


def settle(raw: str) -> str:
    """Return the text as kodierung keeps it: NFC, LF line ends, no leading BOM.

    Settling twice changes nothing. Applied to a whole file, never to a piece of one,
    because composing characters changes offsets.

    Args:
        raw: Decoded text.

    Returns:
        The settled text.
    """
    text = raw.lstrip(BOM).replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", text)


def digest(text: str) -> str:
    """Return the SHA-256 of the text's UTF-8 bytes, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def short_id(*parts: object) -> str:
    """Return a twelve-digit hexadecimal identifier of the parts' content.

    The parts are joined by a character that settled text practically never holds, so
    that `("a", "bc")` and `("ab", "c")` differ.
    """
    joined = "\x1f".join(str(part) for part in parts)
    return digest(joined)[:12]


def occurrences(text: str, quotation: str) -> list[int]:
    """Return the start offsets of a quotation in the text, in order, overlaps included.

    Args:
        text: Settled text.
        quotation: Settled, non-empty quotation.

    Returns:
        Code-point offsets; empty if the quotation does not occur.
    """
    found: list[int] = []
    at = text.find(quotation) if quotation else -1
    while at >= 0:
        found.append(at)
        at = text.find(quotation, at + 1)
    return found


def words(text: str) -> int:
    """Count words: runs of non-blank characters that hold a letter or digit."""
    # A pass over bytes takes a quarter of the time that a list of the runs takes:
    # letters and digits all become an `a`, blanks a blank, and the rest is left out.
    kinds = text.encode("latin-1", _BY_KIND).translate(_KINDS, _NO_KIND)
    return (b" " + kinds).count(b" a")


def _kind(character: str) -> bytes:
    if character.isspace():
        return b" "
    return b"a" if character.isalnum() else b"."


def _kinds_beyond(fault: UnicodeError) -> tuple[bytes, int]:
    """Encode what Latin-1 lacks by its kind."""
    if not isinstance(fault, UnicodeEncodeError):
        raise fault
    beyond = fault.object[fault.start : fault.end]
    return b"".join(map(_kind, beyond)), fault.end


_BY_KIND = "kodierung.kinds"
codecs.register_error(_BY_KIND, _kinds_beyond)
_KINDS = b"".join(_kind(chr(code)) for code in range(256))
_NO_KIND = bytes(code for code, kind in enumerate(_KINDS) if kind == ord("."))


def on_one_line(text: str) -> str:
    """Return a text with every run of blanks and line ends as one blank."""
    return " ".join(text.split())


def spellings(text: str) -> frozenset[str]:
    """Return a text in small letters, in all ways in which its umlauts may be typed."""
    text = text.lower()
    return frozenset({text, *(text.translate(table) for table in _UMLAUTS)})


def spelt_out(text: str) -> str:
    """Return a text in small letters, umlauts and ß written out."""
    return text.lower().translate(_UMLAUTS[0])


def as_id(text: str) -> str:
    """Return an id that a label suggests: `Zu wenig Zeit!` gives `zu_wenig_zeit`."""
    return _NO_ID.sub("_", spelt_out(text)).strip("_")


def shortened(text: str, limit: int) -> str:
    """Return a text on one line, cut where it is longer than the limit."""
    line = on_one_line(text)
    return line if len(line) <= limit else f"{line[: limit - 1]}…"


def counted(number: int, noun: str) -> str:
    """Return how many of something there are: `1 turn`, `2 turns`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"
