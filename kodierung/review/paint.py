"""How a line of the transcript looks: margin, colours and emphasis.

Everything is told without colour too: coded words are underlined, those of another
coder and suggestions in italics, the passage in question is bold with a bar beside it,
and what is selected is reversed.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from operator import itemgetter

from rich.segment import Segment as Run
from rich.style import Style
from textual.color import Color
from textual.strip import Strip

from kodierung.formats.lines.times import clock
from kodierung.model import Segment, Turn
from kodierung.review.glyphs import harmless
from kodierung.review.layout import Line
from kodierung.review.marks import Mark, color_of

MARGIN = 5
"""Cells left of the words: bar, three signs, a gap."""

_SIGNS = 3
_CODED = ("coding", "other")
_BAR, _READ, _MORE = "▌", "✓", "…"
_LABEL = 4  # cells a speaker's label has at least
_BOLD, _ITALIC = Style(bold=True), Style(italic=True)
_UNDERLINED, _REVERSED = Style(underline=True), Style(reverse=True)
_TINT = 0.3  # of a code's colour in the background of its words
_LEGIBLE = 0.45  # difference of brightness from the background, of at most 1


@dataclass(frozen=True)
class Palette:
    """The colours of a page under the present theme.

    Attributes:
        words: What is said.
        head: The label of a speaker.
        quiet: What is beside it.
        bar: The bar beside the passage in question.
        asked: What the words of that passage have besides.
    """

    words: Style
    head: Style
    quiet: Style
    bar: Style
    asked: Style

    def of(self, mark: Mark) -> Style:
        """Return the look of the words a mark lies on."""
        return _look(self.words, mark.kind, color_of(mark))

    def sign(self, mark: Mark) -> Style:
        """Return the look of a mark's sign in the margin."""
        if mark.kind == "memo":
            return self.quiet
        sign = self.words + _in_front(self.words, color_of(mark))
        return sign + _BOLD if mark.kind in ("coding", "question") else sign


@dataclass(frozen=True, slots=True)
class Emphasis:
    """What stands out on the page beside the marks.

    Attributes:
        asked: The passage in question.
        selected: What is marked to be coded.
        cursor: Code point of the cursor.
        read: Numbers of the turns read through.
    """

    asked: Segment | None
    selected: Segment | None
    cursor: int
    read: Collection[int]


def painted(
    line: Line,
    marks: Sequence[Mark],
    emphasis: Emphasis,
    palette: Palette,
    width: int,
) -> Strip:
    """Return a line of the page.

    Args:
        line: What it shows.
        marks: What lies on it, the longest first.
        emphasis: What else stands out.
        palette: The colours.
        width: Cells of the page, margin included.
    """
    if line.head:
        is_read = line.turn.number in emphasis.read
        runs = _head(line.turn, palette, width, is_read=is_read)
        return Strip(runs).adjust_cell_length(width, palette.words)
    asked = [mark.segment for mark in marks if mark.kind == "question"]
    asked += [emphasis.asked] if emphasis.asked else []
    has_bar = any(first < last for first, last in map(line.glyphs_of, asked))
    words = _words(line, _in_sight(line, marks), asked, emphasis, palette)
    margin = _margin(marks, palette, has_bar=has_bar)
    return Strip([*margin, *words]).adjust_cell_length(width, palette.words)


def _head(turn: Turn, palette: Palette, width: int, *, is_read: bool) -> list[Run]:
    beside = f"  {turn.number}"
    if turn.start_time is not None:
        beside += f" · {clock(turn.start_time)}"
    label = harmless(turn.speaker, max(_LABEL, width - MARGIN - len(beside)))
    return [
        Run(f"{_READ if is_read else '':<{MARGIN}}", palette.bar),
        Run(label, palette.head),
        Run(beside, palette.quiet),
    ]


def _margin(marks: Sequence[Mark], palette: Palette, *, has_bar: bool) -> list[Run]:
    """Return the bar and up to three signs, those of the shortest marks."""
    shown = list(reversed(marks))
    runs = [Run(_BAR if has_bar else " ", palette.bar)]
    more = len(shown) > _SIGNS
    for mark in shown[: _SIGNS - more]:
        runs.append(Run(harmless(mark.sign, 1), palette.sign(mark)))
    runs += [Run(_MORE, palette.quiet)] if more else []
    runs.append(Run(" " * (MARGIN - len(runs)), palette.words))
    return runs


def _in_sight(line: Line, marks: Sequence[Mark]) -> Sequence[Mark]:
    """Return the marks but those hidden behind a shorter coding of the whole line."""
    for at in range(len(marks) - 1, 0, -1):
        mark = marks[at].segment
        is_whole = mark.start <= line.start and line.end <= mark.end
        if is_whole and marks[at].kind in _CODED:
            return marks[at:]
    return marks


def _words(
    line: Line,
    marks: Sequence[Mark],
    asked: Sequence[Segment],
    emphasis: Emphasis,
    palette: Palette,
) -> list[Run]:
    """Return a line's words in runs of the same look; the shortest mark's look wins."""
    if not line.starts and line.start == emphasis.cursor:
        return [Run(" ", palette.words + _REVERSED)]
    lying: list[Style | None] = [None] * len(line.starts)
    for mark in marks:
        if mark.kind not in ("question", "memo"):
            first, last = line.glyphs_of(mark.segment)
            lying[first:last] = [palette.of(mark)] * (last - first)
    coded = [m.segment for m in marks if m.kind in _CODED]
    chosen = [emphasis.selected] if emphasis.selected else []
    here = Segment(emphasis.cursor, emphasis.cursor + 1)
    looks = zip(
        lying,
        *(_covered(line, which) for which in (coded, asked, chosen, [here])),
        strict=True,
    )
    runs = []
    for look, same in groupby(enumerate(looks), key=itemgetter(1)):
        glyphs = [number for number, _ in same]
        text = line.words(glyphs[0], glyphs[-1] + 1)
        runs.append(Run(text, _style(palette, *look)))
    return runs


def _covered(line: Line, segments: Sequence[Segment]) -> bytearray:
    """Return for each glyph of a line whether one of the segments lies on it."""
    covered = bytearray(len(line.starts))
    for segment in segments:
        first, last = line.glyphs_of(segment)
        covered[first:last] = b"\1" * (last - first)
    return covered


def _style(
    palette: Palette,
    look: Style | None,
    coded: int,
    asked: int,
    chosen: int,
    cursor: int,
) -> Style:
    style = palette.words + look if look else palette.words
    if asked:
        style += palette.asked
    if coded:
        style += _UNDERLINED
    if cursor:
        style += _BOLD
    return style + _REVERSED if chosen or cursor else style


@cache
def _look(words: Style, kind: str, color: str) -> Style:
    """Return the look of words in a code's colour.

    Codings have it as a tint behind the words; suggestions, and all marks where the
    terminal keeps its own background, have it in front.
    """
    behind = _background(words)
    if kind == "suggestion" or behind is None:
        look = _in_front(words, color)
    else:
        look = Style(bgcolor=behind.blend(Color.parse(color), _TINT).rich_color)
    return look if kind == "coding" else look + _ITALIC


@cache
def _in_front(words: Style, color: str) -> Style:
    """Return a style in a colour that can be read before the page's background."""
    wanted = Color.parse(color)
    behind = _background(words)
    if behind is None:
        return Style(color=wanted.rich_color)
    towards = behind.get_contrast_text(1.0)
    for share in range(10):
        legible = wanted.blend(towards, share / 10)
        if abs(legible.brightness - behind.brightness) >= _LEGIBLE:
            break
    return Style(color=legible.rich_color)


def _background(words: Style) -> Color | None:
    """Return the page's background, or None where only the terminal knows it."""
    if words.bgcolor is None or words.bgcolor.is_default:
        return None
    return Color.from_rich_color(words.bgcolor)
