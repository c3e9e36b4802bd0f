"""Documents of word processors: paragraphs and tables, whichever program made them.

Lines of text keep their order. In a table in which one column names the speakers,
each of its cells opens a turn; an empty one lets the last speaker go on. Any other
table is read cell by cell.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from kodierung.errors import Problem, TranscriptError
from kodierung.formats import cues, voices
from kodierung.formats.cues import Cue
from kodierung.formats.files import columns
from kodierung.formats.lines import acceptance, labels, times, turns, unusual
from kodierung.formats.lines.heads import Names
from kodierung.formats.registry import ReadOptions
from kodierung.model import Draft
from kodierung.text import settle

MOST_LINES = 200_000
"""Lines of a document; a transcript of a day has some thousands."""

_WIDEST = 63
"""Columns; what is wider (Word has no wider tables) is no table of speakers."""

# Teams wrote this line above name and words: `0:0:3.120 --> 0:0:5.480`.
_CLOCK = r"(\d{1,3}):(\d{1,2}):(\d{1,2}(?:[.,]\d{1,3})?)"
_SPAN = re.compile(rf"\s*{_CLOCK}\s+-->\s+{_CLOCK}\s*$")


_BREAK = re.compile(r"\r\n?|\n")


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a document.

    Attributes:
        rows: Rows of cells, each with the lines and tables inside it.
    """

    rows: Sequence[Sequence[Sequence[Block]]]


Block = str | Table
"""A line of text, or a table."""

_Row = Sequence[str]
"""Words of a row's cells, lines and all."""


def read(
    blocks: Iterable[Block],
    name: str,
    options: ReadOptions,
    problems: Iterable[Problem] = (),
) -> Draft:
    """Read a document by the rules for lines of text, then render it.

    Args:
        blocks: Its lines and tables in order.
        name: The file's name, for places.
        options: What the user knows better than the file.
        problems: What was doubtful in the document itself.

    Raises:
        TranscriptError: Nobody speaks in it, or it is too long.
    """
    tables = _Tables(options)
    lines, below = tables.read(blocks)
    if len(lines) > MOST_LINES:
        raise TranscriptError(
            f"{name}: this has far more lines than a transcript can have.",
            "Save the words alone as plain text.",
        )
    if any(map(_SPAN.match, lines)):
        found = _of_spans(lines, name, options)
    else:
        found = of_lines(lines, name, options, tables.known, below)
    left_out = columns.left_out(tables.unread, name)
    return replace(found, problems=(*problems, *left_out, *found.problems))


def remarks(count: int, name: str) -> list[Problem]:
    """Warn of footnotes and comments: people put there what they heard as well.

    Args:
        count: How many there are.
        name: The file's name.
    """
    if not count:
        return []
    many = f"{count} footnotes or comments" if count > 1 else "one footnote or comment"
    why = f"it holds {many}, left out as nobody's words"
    return [Problem(name, why, "write into the text what was said", "warning")]


def tracked_changes(name: str) -> Problem:
    """Return the warning about changes that nobody has accepted or rejected yet."""
    why = "it holds tracked changes; what was inserted counts, what was deleted not"
    return Problem(name, why, "accept or reject them all to be sure", "warning")


def hidden_text(name: str) -> Problem:
    """Return the warning about words that the document does not show."""
    why = "it holds hidden text, which is left out"
    return Problem(name, why, "make it visible if it was said", "warning")


def of_lines(
    lines: Iterable[str],
    name: str,
    options: ReadOptions,
    known: Iterable[str] = (),
    below: Collection[int] = (),
) -> Draft:
    """Read lines of text, then render the turns.

    Args:
        lines: The lines.
        name: The file's name, for places.
        options: What the user knows better than the file.
        known: Labels that are known to be speakers'.
        below: Lines under a table of turns, which nobody says.

    Raises:
        TranscriptError: Nobody speaks in them.
    """
    text = settle("\n".join(lines))
    return voices.rendered(
        turns.read(text, name, options, frozenset(known), below), name
    )


def _of_spans(lines: Sequence[str], name: str, options: ReadOptions) -> Draft:
    """Read what Teams wrote: a line with start and end, the name, the words."""
    notes: list[str] = []
    spoken: list[tuple[re.Match[str], list[str]]] = []
    for line in settle("\n".join(lines)).split("\n"):
        span = _SPAN.match(line)
        if span is not None:
            spoken.append((span, []))
        elif line.strip():
            (spoken[-1][1] if spoken else notes).append(line.strip())
    pieces = []
    for number, (span, below) in enumerate(spoken, start=1):
        voice, words = (below[0], below[1:]) if below[1:] else (None, below)
        pieces.append(Cue(number, *_seconds(span), "\n".join(words), voice))
    return cues.read(pieces, notes, name, options)


def _seconds(span: re.Match[str]) -> tuple[float, float]:
    """Return start and end of a line `0:0:3.120 --> 0:0:5.480`."""
    hours, minutes, seconds, *end = (
        float(part.replace(",", ".")) for part in span.groups()
    )
    return (
        round(hours * 3600 + minutes * 60 + seconds, 3),
        round(end[0] * 3600 + end[1] * 60 + end[2], 3),
    )


class _Tables:
    """Makes lines of tables, and keeps the labels that their columns named.

    What stands in columns that are neither speaker nor words is kept as well.

    Args:
        options: Who the user says are people, and what is nobody.
    """

    def __init__(self, options: ReadOptions) -> None:
        users = (*options.moderators, *options.aliases, *options.aliases.values())
        self.options = options
        self.names = Names((), users)
        self.known: set[str] = set()
        self.headed: frozenset[str] = frozenset()
        self.headings: set[str] = set()
        self.unread: dict[str, list[str]] = {}

    def read(self, blocks: Iterable[Block]) -> tuple[list[str], set[int]]:
        """Return the lines of a document, and which are below a table of turns."""
        found: list[str] = []
        below: set[int] = set()
        for block in blocks:
            first = len(found)
            rest = islice(self.lines([block]), MOST_LINES + 1 - first)
            found += (part for line in rest for part in _BREAK.split(line))
            if self.known and isinstance(block, str):
                below |= {*range(first, len(found))}
            if len(found) > MOST_LINES:
                break
        return found, below

    def lines(self, blocks: Iterable[Block]) -> Iterator[str]:
        """Yield the lines of a document in order."""
        for block in blocks:
            if isinstance(block, str):
                yield from block.split("\n")
            else:
                yield from self._table(block)

    def _table(self, table: Table) -> Iterator[str]:
        """Yield a table's lines: turns if a column names speakers, else its cells."""
        rows = [["\n".join(self.lines(cell)) for cell in row] for row in table.rows]
        speaking = self._speaking(rows)
        if speaking is None:
            yield from (
                line for row in rows for cell in row for line in cell.split("\n")
            )
            return
        speaker, words = speaking
        spoken: list[_Row] = []
        for row in rows:
            label, mark = _person(row, speaker)
            plain = _plain(label)
            if _is_heading(row, words) or (label and not self._may_speak(plain)):
                yield from self._whole(row)
                continue
            spoken.append(row)
            if label:
                self.known.add(plain)
                yield f"{mark or _mark(row, speaking)}{label}:"
            yield from columns.cell(row, words).split("\n")
        headings = rows[0] if _is_heading(rows[0], words) else ()
        for column, cells in columns.unread(spoken, headings, speaking).items():
            self.unread.setdefault(column, []).extend(cells)

    def _whole(self, row: _Row) -> Iterator[str]:
        """Yield a row that opens no turn as a line; headings of all tables once."""
        line = "\t".join(cell.replace("\n", " ") for cell in row)
        is_headings = columns.tell_all(columns.find(row))
        if not (is_headings and line in self.headings):
            yield line
        if is_headings:
            self.headings.add(line)

    def _speaking(self, rows: Sequence[_Row]) -> tuple[int, int] | None:
        """Return the columns of the speakers and of their words, if there are such."""
        self.headed = frozenset()
        width = max(map(len, rows), default=0)
        if not 1 < width <= _WIDEST:
            return None
        headed = columns.find(rows[0])
        if "speaker" in headed and "text" in headed:
            # What stands below such a heading is a label, whatever it looks like.
            below = (_plain(_person(row, headed["speaker"])[0]) for row in rows[1:])
            self.headed = frozenset(below)
            return headed["speaker"], headed["text"]
        said = [row for row in rows if not _is_heading(row, width - 1)]
        words = _longest(said, width)
        labelled: list[tuple[int, list[str]]] = []
        for column in range(width):
            found = [_plain(_person(row, column)[0]) for row in said]
            found = [one for one in found if one and not self._is_nobody(one)]
            if column != words and found and all(map(self._may_speak, found)):
                labelled.append((column, found))
        # Running numbers may be labels; whatever looks more like one goes before them.
        labelled.sort(key=lambda pair: not all(map(labels.is_label, pair[1])))
        for column, found in labelled:
            if self._are_speakers(found):
                return column, words
        return None

    def _may_speak(self, label: str) -> bool:
        """Tell whether a cell may be a speaker's label."""
        if self._is_nobody(label) or len(label) > labels.LONGEST_LABEL:
            return False
        told = label in self.headed or label in self.names
        return told or unusual.form(label) != "other"

    def _is_nobody(self, label: str) -> bool:
        """Tell whether the user says that a label is no speaker's."""
        return acceptance.is_nobody(label, self.options)

    def _are_speakers(self, found: Sequence[str]) -> bool:
        """Tell whether labels are surely speakers': known, codes or repeated."""
        if any(label in self.names or labels.is_code(label) for label in found):
            return True
        repeated = len(found) - len(set(found))
        if all(map(labels.is_label, found)):
            return repeated > 0
        return 2 * repeated >= len(found)


def _longest(rows: Sequence[_Row], width: int) -> int:
    """Return the column with the longest text.

    Everybody says something and few things are remarked on, so a column that is filled
    less than half as often as another holds remarks, however long they are.
    """
    lengths = [[len(columns.cell(row, at)) for row in rows] for at in range(width)]
    filled = [len(list(filter(None, column))) for column in lengths]
    often = [at for at in range(width) if 2 * filled[at] >= max(filled)]
    return max(often, key=lambda at: sum(lengths[at]))


def _person(row: _Row, column: int) -> tuple[str, str]:
    """Return a cell's label, and the time that may stand beside it as a mark."""
    words = columns.cell(row, column).replace("\n", " ")
    before, _, last = words.rpartition(" ")
    if before and times.lone(last) is not None:
        return labels.tidy(before.rstrip(": ")), f"[{last.strip('#[]()')}] "
    return labels.tidy(f"{before} {last}".rstrip(": ")), ""


def _plain(label: str) -> str:
    """Return a label without what stands in brackets behind it."""
    return labels.without_brackets(label)[0]


def _is_heading(row: _Row, words: int) -> bool:
    """Tell whether a row has the heading of the words' column."""
    return columns.is_heading(columns.cell(row, words), "text")


def _mark(row: _Row, speaking: tuple[int, int]) -> str:
    """Return the time that a row has in a column of its own, as a mark, or nothing."""
    for column in range(len(row)):
        words = columns.cell(row, column)
        if column not in speaking and times.lone(words) is not None:
            return f"[{words.strip('#[]()')}] "
    return ""
