"""Answers without a label, where nobody but the moderator has one.

They are not the moderator's: somebody whom the file does not name gives them.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import dropwhile, pairwise

from kodierung.errors import Problem
from kodierung.formats.lines import acceptance, assembly, labels, recurring, times
from kodierung.formats.lines.assembly import Heads
from kodierung.formats.lines.heads import Head
from kodierung.formats.registry import ReadOptions
from kodierung.text import counted

_SHORT = 40
"""Characters; no line is wrapped before."""

_LABELLED = 64
"""Characters in which there is a colon if a line begins with any label."""


def answers(
    heads: Heads,
    rows: Sequence[str],
    lines: Sequence[tuple[int, int]],
    unsaid: Collection[int],
    options: ReadOptions,
) -> Heads:
    """Return the heads of the answers, none where few paragraphs lack a label.

    Above the first label, they begin with the first whole sentence.

    Args:
        heads: The moderator's, by line.
        rows: The lines.
        lines: Where each line begins and ends in the text.
        unsaid: Lines that are nobody's words.
        options: Whose the words without a label are.
    """
    if acceptance.is_nobody(labels.UNNAMED, options):
        return {}
    separated = 2 * sum(recurring.is_apart(at, rows) for at in heads) > len(heads)
    begins = [
        at not in unsaid and _is_said(row) and _begins(at, rows, separated=separated)
        for at, row in enumerate(rows)
    ]
    asked = sorted(heads)
    first = max((at + 1 for at in range(asked[0]) if _is_metadata(rows[at])), default=0)
    above = (at for at in range(first, asked[0]) if begins[at])
    gaps = [list(dropwhile(lambda at: not acceptance.is_speech(rows[at]), above))]
    for line, following in pairwise([*asked, len(rows)]):
        head = heads[line]
        gap = [at for at in range(line + head.lines, following) if begins[at]]
        # The words of a label that stands alone are on the next line.
        alone = head.words >= lines[line + head.lines - 1][1]
        gaps.append(gap[1:] if alone else gap)
    # What has a colon may have a label that is not taken, which is told elsewhere.
    plain = [at for gap in gaps for at in gap if ": " not in rows[at][:_LABELLED]]
    if len(plain) < len(heads):
        return {}
    label = acceptance.renamed(labels.UNNAMED, options.aliases)
    return {
        at: Head(at, label, (), "", lines[at][0], None, firm=True, form="unusual")
        for at, *_ in filter(None, gaps)
    }


def unnamed(heads: Heads, name: str) -> list[Problem]:
    """Warn of answers that nobody is named for, unless the user says who gives them.

    Args:
        heads: Those of the answers, by line.
        name: The file's name, for places.
    """
    if not any(head.label == labels.UNNAMED for head in heads.values()):
        return []
    one = len(heads) == 1
    why = (
        f"only the moderator has a label; {counted(len(heads), 'answer')} "
        f'without a speaker {"is" if one else "are"} labelled "{labels.UNNAMED}"'
    )
    hint = (
        "if one person gives them all, say who: "
        f'--alias "{labels.UNNAMED}=B1"; if not, write the labels into the file'
    )
    return [Problem(f"{name}:{min(heads) + 1}", why, hint, "warning")]


def _is_said(row: str) -> bool:
    """Tell whether a line may be somebody's words."""
    return bool(row.strip()) and times.lone(row) is None and not assembly.is_aside(row)


def _is_metadata(row: str) -> bool:
    """Tell whether a line of the header is one of `Datum: 3. Mai`."""
    word, colon, _ = row.partition(":")
    return bool(colon) and labels.is_header_word(labels.tidy(word))


def _begins(at: int, rows: Sequence[str], *, separated: bool) -> bool:
    """Tell whether a line begins a paragraph, and is not the wrapped rest of one.

    Args:
        at: Index of the line.
        rows: The lines.
        separated: Whether there are empty lines between the turns.
    """
    unwrapped = not separated and len(rows[at - 1]) < _SHORT
    return unwrapped or recurring.is_behind_an_end(at, rows)
