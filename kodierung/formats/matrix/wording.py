"""The words around the figures, in the language of the matrix.

Formats decide where the words stand; here it is decided what they are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kodierung.formats.lines.times import clock
from kodierung.formats.matrix.citation import USUAL, filled, unbracketed
from kodierung.model import FactorCell, Part, Passage, Share, Statement, Subcode


@dataclass(frozen=True, slots=True)
class Words:
    """The vocabulary of one language; languages without one fall back on English."""

    tag: str
    babel: str
    segment: str
    segments: str
    speakers: str
    groups: str
    of: str
    turn: str
    last_turn: str
    marks: tuple[str, str]
    inner_marks: tuple[str, str]
    perspective: str
    theme: str
    factor: str
    polarity: str
    code: str
    group: str
    transcript: str
    speaker: str
    function: str
    time: str
    quotation: str
    start: str
    end: str
    coder: str
    memo: str
    coding: str
    matrix_sheet: str
    segments_sheet: str
    passages: str
    skip: str
    back: str
    cell: str
    in_segments: str
    cut: str
    contradictions: str


GERMAN = Words(
    tag="de-DE",
    babel="ngerman",
    segment="Segment",
    segments="Segmente",
    speakers="Personen",
    groups="Gruppen",
    of="von",
    turn="Redebeitrag",
    last_turn="Bis Redebeitrag",
    marks=("„", "“"),
    inner_marks=("‚", "‘"),
    perspective="Perspektive",
    theme="Thema",
    factor="Faktor",
    polarity="Richtung",
    code="Code",
    group="Gruppe",
    transcript="Transkript",
    speaker="Person",
    function="Funktion",
    time="Zeit",
    quotation="Zitat",
    start="Von Zeichen",
    end="Bis Zeichen",
    coder="Codiert von",
    memo="Memo",
    coding="Codierung",
    matrix_sheet="Matrix",
    segments_sheet="Segmente",
    passages="Belegstellen",
    skip="Zu den Belegstellen",
    back="Zurück zur Tabelle",
    cell="Zelle",
    in_segments="Zeile im Blatt „Segmente“",
    cut=" […] (gekürzt)",
    contradictions="Widersprüche",
)

ENGLISH = Words(
    tag="en-GB",
    babel="british",
    segment="segment",
    segments="segments",
    speakers="people",
    groups="groups",
    of="of",
    turn="turn",
    last_turn="To turn",
    marks=("“", "”"),
    inner_marks=("‘", "’"),
    perspective="Perspective",
    theme="Theme",
    factor="Factor",
    polarity="Direction",
    code="Code",
    group="Group",
    transcript="Transcript",
    speaker="Person",
    function="Function",
    time="Time",
    quotation="Quotation",
    start="From character",
    end="To character",
    coder="Coded by",
    memo="Memo",
    coding="Coding",
    matrix_sheet="Matrix",
    segments_sheet="Segments",
    passages="Passages",
    skip="To the passages",
    back="Back to the table",
    cell="Cell",
    in_segments="Row in the sheet “Segments”",
    cut=" […] (shortened)",
    contradictions="Contradictions",
)

# Which double mark becomes which single one; a straight one is told apart by its place.
_SINGLE = {
    "de": str.maketrans("„“”»«", "‚‘‘›‹"),
    "en": str.maketrans("„“”»«", "‘‘’›‹"),
}
_OPENING_STRAIGHT = re.compile(r'(?:^|(?<=[\s(\[{–—/]))"')
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# What XML and HTML forbid, and what a terminal would take for a command.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(
        f"{chr(p + 0xFFFE)}{chr(p + 0xFFFF)}" for p in range(0, 17 << 16, 1 << 16)
    )
    + "]"
)


def words(language: str) -> Words:
    """Return the vocabulary of a language, English if it has none of its own.

    Args:
        language: ISO 639-1 code, with or without a region.
    """
    return GERMAN if _base(language) == "de" else ENGLISH


def tag(language: str) -> str:
    """Return the language tag by which programs choose spelling and hyphenation."""
    base = _base(language)
    if base in ("de", "en") or not re.fullmatch("[a-z]{2,3}", base):
        return words(base).tag
    return base


def printable(text: str) -> str:
    """Return the text with LF line ends and U+FFFD for characters no file format takes.

    Labels and transcripts may hold control characters; XML and HTML must not.
    """
    if text.isprintable():  # as nearly all are; asking costs little
        return text
    return _UNPRINTABLE.sub("\ufffd", _LINE_ENDS.sub("\n", text))


def evidence(cell: FactorCell, language: str) -> str:
    """Return how much is behind a factor: `5 Segmente · 4 von 11 Personen · …`."""
    w = words(language)
    return " · ".join(
        (
            counted_segments(cell.segments, language),
            f"{shared(cell.speakers, language)} {w.speakers}",
            f"{shared(cell.groups, language)} {w.groups}",
        )
    )


def figures(subcode: Subcode, language: str) -> str:
    """Return how much is behind a code below a factor: `2 Segmente · 1 von 3 …`."""
    w = words(language)
    groups = f"{shared(subcode.groups, language)} {w.groups}"
    return f"{counted_segments(subcode.segments, language)} · {groups}"


def part_figures(part: Part, language: str) -> str:
    """Return how many people of one value say so: `Leitung: 1 von 3`."""
    return f"{part.label}: {shared(part.speakers, language)}"


def counted_segments(number: int, language: str) -> str:
    """Return `1 Segment`, `2 Segmente`."""
    w = words(language)
    return f"{grouped(number, language)} {w.segment if number == 1 else w.segments}"


def grouped(number: int, language: str) -> str:
    """Return a number of things as it is printed: `1.234`, in English `1,234`."""
    text = f"{number:,}"
    return text.replace(",", ".") if words(language) is GERMAN else text


def shared(share: Share, language: str) -> str:
    """Return `1 von 3`."""
    k, of = grouped(share.k, language), grouped(share.of, language)
    return f"{k} {words(language).of} {of}"


def citation(statement: Statement, language: str, form: str = "") -> str:
    """Return how a statement is cited behind its words: `(FG03, B2, 00:14:05)`.

    Without a time the turn stands in its place, unless the form names the turn too.

    Args:
        statement: The statement.
        language: ISO 639-1, for the word before a turn's number.
        form: The study's form of citations; empty for the usual one.

    Returns:
        The citation, empty for a statement from the codebook.
    """
    if statement.transcript is None:
        return ""
    form = form or USUAL
    turn = "" if statement.turn is None else f"{statement.turn}"
    in_place_of_time = ""
    if turn and "{turn}" not in form:
        in_place_of_time = f"{words(language).turn} {turn}"
    timed = statement.time is not None
    values = {
        "group": statement.group or statement.transcript,
        "speaker": statement.speaker or "",
        "time": clock(statement.time or 0) if timed else in_place_of_time,
        "turn": turn,
        "transcript": statement.transcript,
        "function": statement.function or "",
    }
    return filled(form, values)


def place(statement: Statement, language: str, form: str = "") -> str:
    """Return a citation without the brackets around it, for a column or a list."""
    return unbracketed(citation(statement, language, form))


def quoted(statement: Statement, language: str) -> str:
    """Return a statement's words as they are printed, without its place.

    Words from the material are put in the language's quotation marks, marks in them
    become single ones. A codebook's statement holds its own marks and stays as it is.
    """
    if statement.transcript is None:
        return statement.text
    w = words(language)
    base = "de" if w is GERMAN else "en"
    opening, closing = w.inner_marks
    inner = _OPENING_STRAIGHT.sub(opening, statement.text.strip()).replace('"', closing)
    return f"{w.marks[0]}{inner.translate(_SINGLE[base])}{w.marks[1]}"


def cited(statement: Statement, language: str, form: str = "") -> str:
    """Return a statement as it is printed, its citation behind if it has one."""
    where = citation(statement, language, form)
    return quoted(statement, language) + (f" {where}" if where else "")


def who(passage: Passage) -> str:
    """Return the speakers of a passage with their functions: `B2 (Jobcoachin), B3`."""
    pairs = zip(
        passage.speakers,
        passage.functions + ("",) * len(passage.speakers),
        strict=False,
    )
    return ", ".join(f"{s} ({f})" if f else s for s, f in pairs)


def _base(language: str) -> str:
    return re.split(r"[-_]", language)[0].lower()
