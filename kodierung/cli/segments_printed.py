"""Passages that were found, on the terminal."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kodierung.cli.output import console, say, visible, write_table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console
    from rich.text import Text

    from kodierung.workflow.segments import Found
    from kodierung.workflow.segments_shown import Line, Shown

INDENT = 5
"""Where passages stand, right of their numbers."""

MOST_OF_PLACE = 26
"""Columns for a place before words in context; longer ones lose their end."""

LEAST_SIDE = 8
"""Columns of each side of words in context that there are at least."""


def print_passages(found: Found, context: int) -> None:
    """Print passages with their places, under the paths of their codes."""
    from rich.text import Text

    from kodierung.formats.matrix.wording import place
    from kodierung.workflow.segments_shown import shown

    out, before = console(), None
    language, form = found.material.codebook.language, found.material.citation
    for number, one in enumerate(shown(found, context), 1):
        if one.hit.code not in (None, before):
            before = one.hit.code
            out.print(_heading(one))
        where = visible(place(one.statement, language, form))
        beneath = [Text.assemble((f"{number:>{INDENT - 2}}  ", "dim"), where)]
        for part in _parts(found, one):
            for line in part.wrap(out, out.width - INDENT):
                line.rstrip()
                beneath.append(Text(" " * INDENT) + line)
        _print_lines(out, beneath, end="\n\n")


def _print_lines(out: Console, lines: Iterable[Text], end: str = "\n") -> None:
    """Print lines that are as long as they should be, in one go, which is faster."""
    from rich.text import Text

    out.print(Text("\n").join(lines), no_wrap=True, overflow="ignore", end=end)


def _heading(one: Shown) -> Text:
    from rich.text import Text

    from kodierung.workflow.segment_tables import ARROW

    path = visible(ARROW.join(one.path))
    return Text.assemble((path, "bold"), (f"  {one.hit.code}", "dim"))


def _parts(found: Found, one: Shown) -> list[Text]:
    """Return what stands beneath a place: turns before, words, turns after, memo."""
    from rich.text import Text

    def turns(some: Iterable[str]) -> list[Text]:
        return [Text(visible(turn), "dim") for turn in some]

    memo = [Text(f"memo: {visible(one.memo)}", "italic")] if one.memo else []
    quote = _quoted(one, found.material.codebook.language)
    return [*turns(one.before), quote, *turns(one.after), *memo]


def _quoted(one: Shown, language: str) -> Text:
    """Return the words in quotation marks, those looked for bold."""
    from rich.text import Text

    from kodierung.formats.matrix.wording import quoted

    text = Text(visible(quoted(one.statement, language)))
    # Marks are set in place of others, one for one; blanks around are left out.
    said = one.statement.text
    first = one.hit.place.start + len(said) - len(said.lstrip()) - 1
    for place in one.hit.words:
        text.stylize("bold", place.start - first, place.end - first)
    return text


def print_lines(found: Found, width: int | None) -> None:
    """Print words in context, aligned, each on a line that fits the terminal.

    Args:
        found: What was found, by words.
        width: Letters on each side at most; None for as many as there is room for.
    """
    from rich.cells import cell_len
    from rich.text import Text

    from kodierung.formats.matrix.wording import place
    from kodierung.workflow.segments_shown import lines

    out, language = console(), found.material.codebook.language
    form, some = found.material.citation, list(lines(found, 0))
    places = [visible(place(one.shown.statement, language, form)) for one in some]
    left = min(MOST_OF_PLACE, max(map(cell_len, places), default=0)) + 2
    longest = max((cell_len(one.words.words) for one in some), default=0)
    side = max(LEAST_SIDE, (out.width - left - longest) // 2)
    if width is not None:
        side = min(side, width)
    told = []
    for where, one in zip(places, lines(found, side), strict=True):
        begin = Text(where)
        begin.truncate(left - 2, overflow="ellipsis", pad=True)
        line = Text.assemble(begin, "  ", *_in_context(one, side))
        line.truncate(out.width, overflow="ellipsis")
        told.append(line)
    if told:
        _print_lines(out, told)
    _say_who(found)


def _in_context(one: Line, side: int) -> tuple[str, tuple[str, str], str]:
    from rich.cells import cell_len, set_cell_size

    before = visible(one.words.before)
    if cell_len(before) > side:  # signs that take two columns
        before = set_cell_size(before[::-1], side)[::-1]
    blanks = " " * (side - cell_len(before))
    return blanks + before, (visible(one.words.words), "bold"), visible(one.words.after)


def _say_who(found: Found) -> None:
    """Tell how often each person of each group says the words."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for (group, speaker), figures in found.retrieved.by_person().items():
        groups[group].append(f"{speaker} {figures.hits}")
    for group, people in groups.items():
        say(f"{group}: {', '.join(people)}")


def print_figures(found: Found) -> None:
    """Print how much was found of each person, and in all."""
    from kodierung.formats.tables.values import RIGHT, shown_row
    from kodierung.workflow.segment_tables import figures_table

    table = figures_table(found)
    write_table(
        [column.label for column in table.columns],
        [shown_row(table, row) for row in (*table.rows, *table.foot)],
        right=[column.label for column in table.columns if column.kind in RIGHT],
    )
