"""From lines to turns: which labels are speakers, and what each of them says.

Shared by every format whose lines read `Label: words`; nothing here changes the text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from kodierung.errors import Problem, TranscriptError
from kodierung.formats.lines import (
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
    unlabelled,
    wrapped,
)
from kodierung.formats.lines.acceptance import Choice, Find
from kodierung.formats.lines.assembly import Contribution, Heads
from kodierung.formats.lines.heads import Names
from kodierung.formats.registry import NO_TRANSCRIPT_HINT, ReadOptions
from kodierung.model import Draft, Turn
from kodierung.text import counted

_SETTING = re.compile(r"\s*(?:[\w.-]+\s*:|-\s|#)|\s+\S")


def read(
    text: str,
    name: str,
    options: ReadOptions,
    known: frozenset[str] = frozenset(),
    below: Collection[int] = (),
) -> Draft:
    """Find the turns in a settled text.

    Args:
        text: Settled text; becomes the draft's.
        name: The file's name, for places.
        options: Moderators and aliases.
        known: Labels that are known to be speakers'.
        below: Lines under a table of turns; nobody says them unless a label comes.

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
    first_lines = {head.label: head.line + 1 for head in reversed([*opened.values()])}
    pages = furniture.running(rows, opened)
    left_out = pages | furniture.around(rows, opened)
    unsaid = _unsaid(below, rows, opened)
    asides = choice.legend.lines | unsaid
    answers: Heads = {}
    if people.only_moderates(first_lines, choice.functions, choice.legend, options):
        answers = unlabelled.answers(opened, rows, lines, left_out | asides, options)
        opened = dict(sorted({**opened, **answers}.items()))
    spoken, notes = assembly.assemble(text, lines, opened, asides, left_out)
    turns, problems = _finish(text, name, spoken)
    speakers, warnings = people.describe(
        turns, choice.functions, choice.legend, options, name, first_lines
    )
    return Draft(
        text=text,
        turns=turns,
        speakers=speakers,
        notes=(*notes, *furniture.samples(rows, pages)),
        problems=(
            *choice.problems,
            *_paged(rows, pages, furniture.repeated(rows, opened, left_out), name),
            *unlabelled.unnamed(answers, name),
            *_kept_below(unsaid, name),
            *_nameless(rows, opened, name),
            *problems,
            *warnings,
        ),
    )


def _unsaid(
    below: Collection[int], rows: Sequence[str], opened: Heads
) -> frozenset[int]:
    """Return the lines under a table above which nobody is named there."""
    unsaid: set[int] = set()
    labelled = False
    for at, row in enumerate(rows):
        labelled = at in below and (labelled or at in opened)
        if at in below and not labelled and row.strip():
            unsaid.add(at)
    return frozenset(unsaid)


def _kept_below(unsaid: Collection[int], name: str) -> list[Problem]:
    """Tell of paragraphs under a table that are nobody's words."""
    if not unsaid:
        return []
    one = len(unsaid) == 1
    why = (
        f"{counted(len(unsaid), 'paragraph')} below the table of turns "
        f"{'is' if one else 'are'} kept as {'a note' if one else 'notes'}"
    )
    return [Problem(name, why, "put what somebody says into the table", "warning")]


def _paged(
    rows: Sequence[str], pages: Collection[int], repeated: Collection[int], name: str
) -> list[Problem]:
    """Tell of lines at the top or foot of pages, with which no turn begins or ends.

    Those that are merely repeated may be said, and stay in the words everywhere.
    """
    problems: list[Problem] = []
    for found, look, hint in (
        (
            pages,
            "look like",
            "take them out; where a turn goes on over a page, they stand in its words",
        ),
        (
            repeated,
            "may be",
            "take them out if nobody says them; they stand in the words of the turns",
        ),
    ):
        if found:
            title = " ".join(rows[min(found)].split())
            why = f'{len(found)} lines like "{title}" {look} the headers of pages'
            problems.append(Problem(f"{name}:{min(found) + 1}", why, hint, "warning"))
    return problems


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
        if spoken and not _explains_more(layout, choice.heads):
            continue
        other = acceptance.choose(rows, _always(layout), options, place, known)
        if other.is_conversation:
            return other
    return choice


def _explains_more(layout: Heads, heads: Heads) -> bool:
    """Tell whether a layout opens twice as many turns, or these and further ones."""
    same = 2 * len(layout.keys() & heads.keys()) > len(heads)
    return len(layout) > (len(heads) if same else 2 * len(heads))


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
    problems = _unmarked(text, name, spoken)
    _fill_times(spoken)
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


def _unmarked(text: str, name: str, spoken: Sequence[Contribution]) -> list[Problem]:
    """Warn of turns without a time mark where most have one of their own."""
    full = [one for one in spoken if one.start < one.end]
    bare = [
        one
        for one in full
        if one.time is None and one.end_time is None
        if not times.holds(text, one.start, one.end)
    ]
    # Where marks stand between the turns, the last one has none behind it.
    if not bare or bare == full[-1:] or 2 * len(bare) >= len(full):
        return []
    which = f"{len(bare)} of {len(full)} turns"
    why = f"{which} {'has' if bare[1:] == [] else 'have'} no time mark, the others do"
    hint = "check the time marks, or leave it if they were not timed"
    return [Problem(f"{name}:{bare[0].line + 1}", why, hint, "warning")]


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
