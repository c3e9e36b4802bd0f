"""From lines to turns: which labels are speakers, and what each of them says.

Shared by every format whose lines read `Label: words`; nothing here changes the text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from kodierung.errors import Problem, TranscriptError
from kodierung.formats import (
    acceptance,
    assembly,
    brackets,
    colonless,
    furniture,
    heads,
    labels,
    people,
    recurring,
    times,
    wrapped,
)
from kodierung.formats.acceptance import Choice, Find
from kodierung.formats.assembly import Contribution, Heads
from kodierung.formats.heads import Names
from kodierung.formats.registry import NO_TRANSCRIPT_HINT, ReadOptions
from kodierung.model import Draft, Turn

_SETTING = re.compile(r"\s*(?:[\w.-]+\s*:|-\s|#)|\s+\S")


def read(
    text: str, name: str, options: ReadOptions, known: frozenset[str] = frozenset()
) -> Draft:
    """Find the turns in a settled text.

    Args:
        text: Settled text; becomes the draft's.
        name: The file's name, for places.
        options: Moderators and aliases.
        known: Labels that are known to be speakers'.

    Raises:
        TranscriptError: Nobody speaks in the text.
    """
    lines = _lines(text)
    rows = [text[start:end] for start, end in lines]
    first = _behind_front_matter(rows)
    rows[:first] = [""] * first
    choice = _choose(text, lines, rows, name, options, known)
    if not choice.is_conversation:
        raise TranscriptError(_refusal(name, choice.seen), NO_TRANSCRIPT_HINT)
    opened = furniture.with_strangers(choice.heads, rows, lines)
    pages = furniture.running(rows, opened)
    left_out = pages | furniture.around(rows, opened)
    asides = choice.legend.lines
    spoken, notes = assembly.assemble(text, lines, opened, asides, left_out)
    turns, problems = _finish(text, name, spoken)
    first_lines = {head.label: head.line + 1 for head in reversed([*opened.values()])}
    speakers, warnings = people.describe(turns, choice, options, name, first_lines)
    return Draft(
        text=text,
        turns=turns,
        speakers=speakers,
        notes=notes,
        problems=(
            *choice.problems,
            *_paged(rows, pages, name),
            *_nameless(rows, opened, name),
            *problems,
            *warnings,
        ),
    )


def _paged(rows: Sequence[str], pages: Collection[int], name: str) -> list[Problem]:
    """Tell of lines at the top or foot of pages, with which no turn begins or ends."""
    if not pages:
        return []
    first = min(pages)
    title = " ".join(rows[first].split())
    why = f'{len(pages)} lines like "{title}" look like the headers of pages'
    hint = "take them out; where a turn goes on over a page, they stand in its words"
    return [Problem(f"{name}:{first + 1}", why, hint, "warning")]


def _nameless(rows: Sequence[str], opened: Heads, name: str) -> list[Problem]:
    """Tell of paragraphs with a time and nobody's name, where all others have both."""
    timed = [at for at, row in enumerate(rows) if times.opens(row)]
    if sum(at in opened for at in timed) <= len(opened) / 2:
        return []
    problems: list[Problem] = []
    owner = ""
    for at in sorted({*timed, *opened}):
        if at in opened:
            owner = opened[at].label
        elif owner:
            why = f'a paragraph has a time and names nobody; it goes on with "{owner}"'
            hint = "write behind the time who speaks"
            problems.append(Problem(f"{name}:{at + 1}", why, hint, "warning"))
    return problems[: recurring.MOST_TOLD]


def _choose(
    text: str,
    lines: Sequence[tuple[int, int]],
    rows: Sequence[str],
    name: str,
    options: ReadOptions,
    known: frozenset[str],
) -> Choice:
    """Decide which lines open turns: by their colons, or by another layout."""
    within = brackets.inside(rows)

    def find(names: Names) -> Heads:
        found = {
            index: head
            for index, (start, end) in enumerate(lines)
            if rows[index] and (head := heads.find(text, index, start, end, names))
            if index not in within or head.label in names or labels.is_code(head.label)
        }
        return found | wrapped.find(text, lines, rows, found, names)

    def place(at: int) -> str:
        return f"{name}:{at + 1}"

    choice = acceptance.choose(rows, find, options, place, known)
    told = Names(known, (*options.moderators, *options.aliases))
    starts = [start for start, _ in lines]
    spoken = choice.is_conversation
    for layout in colonless.layouts(rows, starts, told, strict_only=spoken):
        if spoken and len(layout) <= 2 * len(choice.heads):
            continue
        other = acceptance.choose(rows, _always(layout), options, place, known)
        if other.is_conversation:
            return other
    return choice


def _always(found: Heads) -> Find:
    """Return what finds the same heads whatever names are known."""
    return lambda _: found


def _lines(text: str) -> list[tuple[int, int]]:
    """Return where each line begins and ends."""
    found: list[tuple[int, int]] = []
    start = 0
    for line in text.split("\n"):
        found.append((start, start + len(line)))
        start += len(line) + 1
    return found


def _behind_front_matter(rows: Sequence[str]) -> int:
    """Return the first line behind `---` … `---` at the top, or 0."""
    if not rows or rows[0].rstrip() != "---":
        return 0
    for index, row in enumerate(rows[1:], start=1):
        if row.rstrip() in ("---", "..."):
            return index + 1
        if row.strip() and not _SETTING.match(row):
            return 0
    return 0


def _refusal(name: str, seen: Sequence[str]) -> str:
    """Return the sentence why a text is no transcript."""
    if not seen:
        return f"{name}: this is no transcript; no line begins with a speaker's label."
    listed = ", ".join(f'"{label}:"' for label in seen[:5])
    return (
        f"{name}: this is no transcript; nobody takes turns in it, and what stands "
        f"before a colon looks like no speaker ({listed})."
    )


def _finish(
    text: str, name: str, spoken: Sequence[Contribution]
) -> tuple[tuple[Turn, ...], list[Problem]]:
    """Trim the contributions, work out their times, and number the turns."""
    round_too = times.end_in_marks(
        text,
        [
            (one.start, one.start + len(text[one.start : one.end].rstrip()))
            for one in spoken
        ],
    )
    for one in spoken:
        _trim(text, one, round_too=round_too)
    _fill_times(spoken)
    problems = [*_backwards(name, spoken)]
    turns: list[Turn] = []
    for one in spoken:
        if one.start == one.end:
            place = f"{name}:{one.line + 1}"
            why = f'"{one.label}" says nothing here; the turn is left out'
            problems.append(Problem(place, why, severity="warning"))
            continue
        number = len(turns) + 1
        turns.append(
            Turn(number, one.label, one.start, one.end, one.time, one.end_time)
        )
    return tuple(turns), problems


def _trim(text: str, one: Contribution, *, round_too: bool) -> None:
    """Leave blanks and time marks at both ends out of a contribution."""
    words = text[one.start : one.end]
    one.end = one.start + len(words.rstrip())
    if one.time is None:
        one.time, one.start = times.leading(text, one.start, one.end)
    time, one.end = times.trailing(text, one.start, one.end, round_too=round_too)
    one.end_time = time if one.end_time is None else one.end_time
    one.end = max(one.end, one.start)
    words = text[one.start : one.end]
    one.start += len(words) - len(words.lstrip())


def _fill_times(spoken: Sequence[Contribution]) -> None:
    """Take a turn's end for the next one's start, and a start for the end before it."""
    marked = [one.time for one in spoken]
    for index, one in enumerate(spoken[1:], start=1):
        before = spoken[index - 1]
        if one.time is None:
            one.time = before.end_time
        if before.end_time is None:
            before.end_time = marked[index]


def _backwards(name: str, spoken: Sequence[Contribution]) -> list[Problem]:
    """Warn when the clock runs backwards, which a wrong mark or order does."""
    last = 0.0
    for one in spoken:
        for time in (one.time, one.end_time):
            if time is not None and time < last:
                place = f"{name}:{one.line + 1}"
                why = f"the clock runs backwards, from {_clock(last)} to {_clock(time)}"
                return [Problem(place, why, "check the marks", "warning")]
            last = last if time is None else time
    return []


def _clock(time: float) -> str:
    """Return seconds as hours, minutes and seconds."""
    minutes, rest = divmod(int(time), 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest:02}"
