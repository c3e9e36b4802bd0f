"""What became of codings and memos in a new version of a transcript, told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kodierung.workflow.new_version import (
        CodingFate,
        Fate,
        MemoFate,
        VersionReport,
    )

WIDTH = 78


def show_changes(name: str, report: VersionReport) -> None:
    """Tell what became of a transcript's codings and memos; nothing without any.

    Args:
        name: The transcript.
        report: What was done, or would be.
    """
    from kodierung.cli.output import say
    from kodierung.text import shortened

    for what, fates in (("codings", report.codings), ("memos", report.memos)):
        _show_fates(f"{name}: {what}", fates, others=what in report.others)
    for coding in report.unabridged:
        say(
            f"{name}: coding {coding.id[:8]} is printed in full again, because the "
            f"words were corrected: “{shortened(coding.abridged, WIDTH)}”"
        )
    if report.detached:
        say(
            "hint: Detached codings count nowhere until you decide on them:\n"
            "  kodierung code list --status detached\n"
            '  kodierung code move ID --quote "…"   puts one to other words\n'
            "  kodierung code remove ID"
        )
    if any(memo.fate == "detached" for memo in report.memos):
        say(
            "hint: Detached memos are kept; `kodierung memo move ID` puts one to other "
            "words."
        )
    if report.suggestions_dropped:
        say(
            f"{name}: open suggestions dropped with their words: "
            f"{report.suggestions_dropped} (kodierung suggest makes new ones)"
        )
    if report.suggestions_moderated:
        say(
            f"{name}: open suggestions dropped because a moderator says the words: "
            f"{report.suggestions_moderated}"
        )


def _show_fates(
    what: str, fates: Sequence[CodingFate | MemoFate], *, others: bool
) -> None:
    """Tell what became of codings or memos, and of which that did not just move.

    Args:
        what: Codings or memos, and of which transcript.
        fates: What became of each.
        others: Whether there are more that belong to other coders.
    """
    from kodierung.cli.output import say

    told = [_sum(fates)] if fates else []
    told += ["those of other coders"] if others else []
    if told:
        say(f"{what}: {', and '.join(told)}")
    for fate in fates:
        if fate.fate in ("changed", "attached again", "detached"):
            say(_line(fate))


def _sum(fates: Sequence[CodingFate | MemoFate]) -> str:
    """Return how many met which fate."""
    names: dict[Fate, str] = {
        "unchanged": "at the same place",
        "moved": "moved with their words",
        "changed": "with corrected words",
        "attached again": "attached again",
        "detached": "detached",
        "still detached": "still detached",
    }
    counts = Counter(one.fate for one in fates)
    return ", ".join(
        f"{counts[fate]} {told}" for fate, told in names.items() if counts[fate]
    )


def _line(fate: CodingFate | MemoFate) -> str:
    """Return one line on a coding or memo: what differs, or its words."""
    from kodierung.analysis.difference import difference
    from kodierung.text import shortened

    turn = "turn" if fate.fate != "detached" else "was turn"  # of the old version
    where = f"{turn} {fate.turn}" if fate.turn is not None else "no turn"
    start = f"  {fate.fate} {fate.before.id[:8]} ({fate.before.coder}, {where}): "
    room = max(WIDTH - len(start), 30)
    if fate.reason:
        return f"{start}“{shortened(fate.after.quote, room)}”\n    {fate.reason}"
    if fate.before.quote == fate.after.quote:
        return f"{start}“{shortened(fate.after.quote, room)}”"
    was, becomes = difference(fate.before.quote, fate.after.quote)
    half = (room - 7) // 2
    return f"{start}“{shortened(was, half)}” → “{shortened(becomes, half)}”"
