"""What looks wrong in a transcript once it is read, whatever its format.

Every finding is a question to the researcher, in one line, with its first place. What
the readers have told already is not told again, and a sound transcript gives no line.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from statistics import median

from kodierung.errors import Problem
from kodierung.formats.lines import labels, unusual
from kodierung.formats.lines.alike import families
from kodierung.model import Draft, Turn
from kodierung.text import counted, shortened, words

MANY_NOTES = 15
"""Header lines; a list of people, date and rules of transcription takes fewer."""
LONG_TURN = 800
"""Words; beyond that a missing label is likelier than a speech."""
MOST_TWINS = 5
ENOUGH_TURNS = 20
"""Turns from which on it is remarkable that somebody speaks once."""

_IN_BRACKETS = re.compile(
    r"[\[(][ ]?(?P<label>[^\W\d_][^\[\]():\n]{0,40}):[ ][^\[\]()\n]{1,300}[\])]"
)
_REMARKS = ("anm", "note", "hinweis", "bemerk", "transkri", "transcri", "komm", "comm")
_UNSETTLED = re.compile(
    r"(?<!\w)(?:X{3,}|\?{3,}|TODO|FIXME)(?!\w)|\[(?:U|u)(?:nklar|NKLAR)\??\]"
)
_RUN = re.compile(r"([X?])\1+")
_MARKS = ("XXX", "???", "TODO", "FIXME", "nklar", "NKLAR")
_PARAGRAPH = re.compile(r"\n[ \t]*\n\s*(?=\S)")
_BREAK = re.compile(r"\n\s*(?=\S)")
_ENDS = tuple('.?!…)]"“”«»*/#')
_QUOTED = re.compile(r'"([^"\n]*)"')
_NUMBERED = re.compile(r"(?P<stem>.*?)(?P<number>\d{1,3})$")


def diagnose(draft: Draft, name: str, *, by_line: bool) -> tuple[Problem, ...]:
    """Look for what is odd in a transcript.

    Args:
        draft: As a format has read it.
        name: The file's name, for places.
        by_line: Whether the text is the file's own, so that its lines are places.

    Returns:
        Warnings, at most a few for each kind of oddity.
    """
    view = _View(draft, name, by_line)
    return tuple(problem for check in _CHECKS for problem in check(view))


@dataclass(frozen=True)
class _View:
    """A draft, what was told of it, and how to name places in it."""

    draft: Draft
    name: str
    by_line: bool

    @cached_property
    def counts(self) -> Counter[str]:
        """Turns of each label."""
        return Counter(turn.speaker for turn in self.draft.turns)

    @cached_property
    def first(self) -> dict[str, Turn]:
        """Each label's first turn."""
        return {turn.speaker: turn for turn in reversed(self.draft.turns)}

    @cached_property
    def stems(self) -> Counter[str]:
        """Labels that differ in nothing but the number at their end."""
        found = map(_NUMBERED.match, self.counts)
        return Counter(one["stem"] for one in found if one)

    @cached_property
    def places(self) -> frozenset[str]:
        """The places of the reader's warnings."""
        return frozenset(problem.place for problem in self.draft.problems)

    @cached_property
    def told(self) -> frozenset[str]:
        """What the reader's warnings quote, as a label or with its colon."""
        quoted = (_QUOTED.findall(problem.message) for problem in self.draft.problems)
        return frozenset(label.rstrip(":") for labels in quoted for label in labels)

    def warning(self, at: Turn | int, message: str, hint: str) -> Problem:
        """Return a warning that begins at a turn, or at an offset within one."""
        turn = at if isinstance(at, Turn) else self.turn_at(at)
        offset = turn.start if isinstance(at, Turn) else at
        line = self.draft.text.count("\n", 0, offset) + 1
        place = str(line) if self.by_line else f"turn {turn.number}"
        return Problem(f"{self.name}:{place}", message, hint, "warning")

    def turn_at(self, offset: int) -> Turn:
        """Return the turn that an offset lies in."""
        return next(turn for turn in self.draft.turns if turn.end > offset)

    def words(self, turn: Turn) -> str:
        """Return what is said in a turn."""
        return self.draft.text[turn.start : turn.end]

    def matches(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Yield where a pattern occurs in what is said."""
        for turn in self.draft.turns:
            yield from pattern.finditer(self.draft.text, turn.start, turn.end)

    def is_told(self, words: str) -> bool:
        """Tell whether a warning of the reader holds these words."""
        return any(words in problem.message for problem in self.draft.problems)


def _speaking_once(view: _View) -> Iterator[Problem]:
    """Ask who it is that speaks once, unless that is usual here or she is known."""
    counts = view.counts
    once = [label for label, often in counts.items() if often == 1]
    if counts.total() < ENOUGH_TURNS or 3 * len(once) > len(counts):
        return
    known = {one.label for one in view.draft.speakers if one.function}
    odd = [
        label
        for label in once
        if label not in known
        and not labels.is_moderator(label)
        and not _is_in_sequence(label, view.stems)
        and label not in view.told
    ]
    if odd:
        one = len(odd) == 1
        yield view.warning(
            view.first[odd[0]],
            f"{_listed(odd)} {'speaks only once' if one else 'speak only once each'}",
            f'if it is a slip, say who is meant: --alias "{odd[0]}=…"; if it is '
            f'nobody: --not-speaker "{odd[0]}"',
        )


def _is_in_sequence(label: str, stems: Counter[str]) -> bool:
    """Tell whether `B4` belongs to B1, B2, B3; among these `B33` would be a slip."""
    found = _NUMBERED.match(label)
    if not found:
        return False
    same = stems[found["stem"]]
    return same > 1 and int(found["number"]) <= same


def _near_twins(view: _View) -> Iterator[Problem]:
    """Ask whether labels that differ by a letter or a lacking number are one person."""
    for *rare, frequent in islice(families(view.counts), MOST_TWINS):
        named = ", ".join(f'"{label}"' for label in rare)
        aliases = " ".join(f'--alias "{label}={frequent}"' for label in rare)
        yield view.warning(
            view.first[rare[0]],
            f'{named} and "{frequent}" may be one person',
            f"if so, use {aliases}",
        )


def _sentences(view: _View) -> Iterator[Problem]:
    """Ask whether a label such as `Das Erste ist` is anybody's."""
    odd = [label for label in view.counts if _is_sentence(label)]
    if odd:
        yield view.warning(
            view.first[odd[0]],
            f"{_listed(odd)} look{'s' if len(odd) == 1 else ''} like the beginning of "
            "a sentence, not like a speaker",
            f'if so, use --not-speaker "{odd[0]}"',
        )


def _is_sentence(label: str) -> bool:
    bare, _ = labels.without_brackets(labels.tidy(label))
    bare, _ = labels.split_function(bare)
    parts = bare.split()
    small = [part for part in parts if part.islower() and not labels.is_particle(part)]
    sentence = labels.is_phrase(bare) or (len(parts) > 2 and bool(small))
    return sentence and unusual.form(bare) == "other" and not labels.is_several(bare)


def _colons_in_brackets(view: _View) -> Iterator[Problem]:
    """Tell that `[Paul: Yeah.]` stays in the words of whoever speaks around it."""
    found = [
        match
        for match in view.matches(_IN_BRACKETS)
        if not match["label"].casefold().startswith(_REMARKS)
    ]
    if found:
        sample = shortened(found[0][0], 40)
        one = len(found) == 1
        yield view.warning(
            found[0].start(),
            f"{'a bracket names' if one else f'{len(found)} brackets name'} somebody "
            f"with a colon ({sample}); the words stay in the turn around them",
            "if they are to be a turn of their own, give them a paragraph in the file",
        )


def _unlabelled(view: _View) -> Iterator[Problem]:
    """Tell which paragraphs go on with the speaker before since they name nobody."""
    breaks = list(view.matches(_BREAK))
    text = view.draft.text
    above = (text[max(0, one.start() - 40) : one.start()] for one in breaks)
    wrapped = 2 * sum(row.rstrip().endswith(_ENDS) for row in above) <= len(breaks)
    found = list(view.matches(_PARAGRAPH)) if wrapped else breaks
    found = list(_untold(found, view))
    # In protocols and other files with a structure of their own all speeches have some.
    usual = not view.by_line and len(found) > 2 * len(view.draft.turns)
    if found and not usual:
        one = len(found) == 1
        yield view.warning(
            found[0].end(),
            f"{counted(len(found), 'paragraph')} without a label "
            f"go{'es' if one else ''} on with whoever spoke before",
            "if somebody else says it, put the label in front of it",
        )


def _untold(found: Sequence[re.Match[str]], view: _View) -> Iterator[re.Match[str]]:
    """Yield the matches behind which no line begins of which the reader told."""
    line, told = 1, 0
    for match in found:
        line += view.draft.text.count("\n", told, match.end())
        told = match.end()
        if not (view.by_line and f"{view.name}:{line}" in view.places):
            yield match


def _long_header(view: _View) -> Iterator[Problem]:
    """Ask whether a header that is long holds what somebody says."""
    notes = view.draft.notes
    if len(notes) > MANY_NOTES:
        yield Problem(
            view.name,
            f"{len(notes)} lines are nobody's words and kept as notes, such as "
            f'"{shortened(notes[-1], 40)}"',
            "if somebody says them, put the label in front of them",
            "warning",
        )


def _times(view: _View) -> Iterator[Problem]:
    """Tell of times that run backwards, are missing, or stand at zero."""
    turns = view.draft.turns
    if not view.is_told("runs backwards"):
        yield from _backwards(view)
    bare = [one for one in turns if one.start_time is None and one.end_time is None]
    if bare and 2 * len(bare) < len(turns):
        missing = view.warning(
            bare[0],
            f"{len(bare)} of {len(turns)} turns have no time, the others do",
            "check the time marks, or leave it if they were not timed",
        )
        # Where marks stand in the text, the reader knows more of them.
        if missing.place not in view.places:
            yield missing
    zero = [one for one in turns if one.end_time == 0]
    if len(zero) > 1:
        yield view.warning(
            zero[0],
            f"{len(zero)} turns end at 0:00:00",
            "the time marks were left unset; set them, or take them away",
        )


def _backwards(view: _View) -> Iterator[Problem]:
    """Tell where the clock runs backwards; people may speak at the same time."""
    begun = 0.0
    for turn in view.draft.turns:
        start = begun if turn.start_time is None else turn.start_time
        end = start if turn.end_time is None else turn.end_time
        if start < begun or end < start:
            before, after = (begun, start) if start < begun else (start, end)
            yield view.warning(
                turn,
                f"the clock runs backwards, from {_clock(before)} to {_clock(after)}",
                "check the times and the order of the turns",
            )
            return
        begun = start


def _clock(time: float) -> str:
    """Return seconds as hours, minutes and seconds."""
    minutes, seconds = divmod(time, 60)
    written = f"{seconds:06.3f}".rstrip("0").removesuffix(".")
    return f"{minutes // 60:02.0f}:{minutes % 60:02.0f}:{written}"


def _long_turns(view: _View) -> Iterator[Problem]:
    """Ask whether a label is missing in turns that are much longer than the others."""
    lengths = [turn.end - turn.start for turn in view.draft.turns]
    usual = median(lengths)
    # Counting words takes its time; no word is shorter than a letter and a blank.
    candidates = (
        (turn, words(view.words(turn)))
        for turn, length in zip(view.draft.turns, lengths, strict=True)
        if length > 5 * usual and length > 2 * LONG_TURN
    )
    long = [(turn, count) for turn, count in candidates if count > LONG_TURN]
    if long:
        turn, count = long[0]
        others = f", and {len(long) - 1} more such turns" if len(long) > 1 else ""
        yield view.warning(
            turn,
            f'a turn of {count} words by "{turn.speaker}" is much longer than the '
            f"others{others}",
            "check whether a speaker's label is missing in it",
        )


def _unsettled(view: _View) -> Iterator[Problem]:
    """Tell what the transcriber may have left to do."""
    # Looking for plain words first takes a tenth of the time.
    likely = any(mark in view.draft.text for mark in _MARKS)
    found = list(view.matches(_UNSETTLED)) if likely else []
    if found:
        kinds = Counter(_RUN.sub(r"\1\1\1", match[0]) for match in found)
        listed = ", ".join(f"{kind} ({often})" for kind, often in kinds.most_common(4))
        yield view.warning(
            found[0].start(),
            f"the transcriber may have left something to do: {listed}",
            "settle it in the file, or leave it if it is meant so",
        )


def _empty(view: _View) -> Iterator[Problem]:
    """Tell which turns hold nothing at all."""
    empty = [turn for turn in view.draft.turns if not view.words(turn).strip()]
    if empty:
        yield view.warning(
            empty[0],
            f"{len(empty)} turn{'s hold' if len(empty) > 1 else ' holds'} no words",
            "check whether something is missing in the file",
        )


def _listed(names: Sequence[str]) -> str:
    shown = [f'"{name}"' for name in names[:4]]
    more = [f"{len(names) - 4} more"] if len(names) > 4 else []
    *first, last = [*shown, *more]
    return f"{', '.join(first)} and {last}" if first else last


_CHECKS = (
    _speaking_once,
    _near_twins,
    _sentences,
    _colons_in_brackets,
    _unlabelled,
    _long_header,
    _times,
    _long_turns,
    _unsettled,
    _empty,
)
