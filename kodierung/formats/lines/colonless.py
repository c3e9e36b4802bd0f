"""Turns that open without a colon: `Anna Berg 0:03`, `00:00:05 Sprecher 1`, `S01`.

Any line may look like that. So a file has to keep to one layout, and it is looked at
only when labels with a colon do not explain it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kodierung.formats.lines import labels, times, unusual
from kodierung.formats.lines.heads import Head, Names

_NAME = r"\**(?P<label>[^\s:*#>|()\[\]][^:*\n()\[\]]{0,62}?)\**"
# With nothing but a time beside it, whatever a meeting lets people call themselves:
# `Müller, Jörg (JC Mitte)`, `raum-3@jobcenter.de`, `+49 170 *****12`.
_WHOEVER = r"\**(?P<label>[^\s:*#>|()\[\]][^:\n\[\]]{0,80}?)\**"
# In brackets a name may have blanks: `[00:30] [Speaker 1] …`.
_WORD = (
    r"\**(?P<open>\[)?(?P<label>[^\W_](?(open)[^:*\n()\[\]]{0,40}|[\w.-]{0,19}))"
    r"(?(open)\])\**"
)
_MARK = rf"(?P<time>{times.HASHED}|{times.BRACKETED}|{times.ROUND})"
_ANY_MARK = rf"(?P<time>{times.HASHED}|{times.BRACKETED}|{times.ROUND}|{times.BARE})"
_MILLISECONDS = r"¤<\d{1,10}>"
_BLANK = r"[^\S\n]"

_NAME_TIME = re.compile(
    rf"{_BLANK}*\[?{_WHOEVER}\]?{_BLANK}+(?P<time>{times.SPELT}|{times.BARE}"
    rf"|{times.BRACKETED}|{times.ROUND}){_BLANK}*$"
)
_TIME_NAME = re.compile(rf"{_BLANK}*{_ANY_MARK}{_BLANK}+{_NAME}{_BLANK}*$")
_NAME_TIME_WORDS = re.compile(rf"{_BLANK}*{_NAME}{_BLANK}+{_MARK}\**{_BLANK}+(?=\S)")
_TIME_CODE_WORDS = re.compile(rf"{_BLANK}*{_ANY_MARK}{_BLANK}+{_WORD}{_BLANK}+(?=\S)")
_TRANSANA = re.compile(
    rf"{_BLANK}*{_MILLISECONDS}{_BLANK}*{_ANY_MARK}{_BLANK}+{_WORD}{_BLANK}+(?=\S)"
)
_GAP_WORDS = re.compile(
    rf"{_BLANK}*{_NAME}(?:\t\s*|{_BLANK}{{3,}}|{_BLANK}+[–—-]{_BLANK}+)(?=\S)"
)
_SET_OFF = re.compile(
    rf"{_BLANK}*(?:\[|\(|<|\*{{1,2}})(?P<label>[^\W_][^:*\n()\[\]<>]{{0,40}}?)"
    rf"(?:\]|\)|>|\*{{1,2}}){_BLANK}+(?=\S)"
)
_ALONE = re.compile(rf"{_BLANK}*(?:#{{1,6}}{_BLANK}+)?{_NAME}{_BLANK}*$")
_WIDE_GAP = re.compile(rf"\S(?:{_BLANK}{{2,}}|\t)\S+{_BLANK}*$")
_CLOCK = re.compile(r"\d:\d\d|\d (?:Stunde|Minute|Sekunde|hour|minute|second)")
_TIMED = re.compile(rf"{_BLANK}*(?:{times.BARE}|\[\d|\(\d|#\d)")
_LONGEST_LINE = 200


@dataclass(frozen=True, slots=True)
class _Candidates:
    """Lines that open as one layout would have it.

    Attributes:
        labels: What stands for the speaker, by line.
        times: The time beside each, by line; empty where the layout has none.
        rows: All lines.
        names: Labels that are known.
    """

    labels: Mapping[int, str]
    times: Mapping[int, float]
    rows: Sequence[str]
    names: Names

    @property
    def full(self) -> int:
        """How many lines say something."""
        return sum(1 for row in self.rows if row.strip())

    def people(self) -> dict[int, str]:
        """Return those whose label looks like somebody's."""
        return {
            at: label
            for at, label in self.labels.items()
            if _is_person(label, self.names)
        }


def layouts(
    rows: Sequence[str], starts: Sequence[int], names: Names, *, strict_only: bool
) -> Iterator[Mapping[int, Head]]:
    """Yield the heads of each layout that a text keeps to, the surest layout first.

    Args:
        rows: The lines.
        starts: Where each line begins in the text.
        names: Labels that are known.
        strict_only: Whether only those count that have a time beside each name, which
            makes them surer than a colon would.
    """
    timed = [at for at, row in enumerate(rows) if _CLOCK.search(row[:_LONGEST_LINE])]
    strict = (
        (timed, _TRANSANA, _marked),
        (timed, _NAME_TIME, _with_times),
        (timed, _TIME_CODE_WORDS, _codes),
        (timed, _TIME_NAME, _people),
        (timed, _NAME_TIME_WORDS, _most_lines),
    )
    every = range(len(rows))
    loose = (
        (every, _GAP_WORDS, _gapped),
        (every, _SET_OFF, _gapped),
        (every, _ALONE, _alone),
    )
    for lines, pattern, keeps in strict if strict_only else (*strict, *loose):
        found = {
            at: match
            for at in lines
            if (match := pattern.match(rows[at][:_LONGEST_LINE]))
            if not match["label"].isdigit()
        }
        opened = {at: _parts(match["label"], names) for at, match in found.items()}
        said = {at: label for at, (label, _) in opened.items()}
        marks = {
            at: one["time"] for at, one in found.items() if "time" in one.re.groupindex
        }
        clock = {at: times.seconds(mark) for at, mark in marks.items()}
        kept = keeps(_Candidates(said, clock, rows, names))
        if len({said[at] for at in kept}) > 1:
            yield {
                at: Head(
                    at,
                    *opened[at],
                    "",
                    starts[at] + min(found[at].end(), len(rows[at])),
                    clock.get(at),
                    firm=True,
                    form="label",
                )
                for at in kept
            }


def _parts(written: str, names: Names) -> tuple[str, tuple[str, ...]]:
    """Return a label, and what stands in brackets behind it unless that is known."""
    label = labels.tidy(written)
    return (label, ()) if label in names else labels.without_brackets(label)


def _people(candidates: _Candidates) -> list[int]:
    """Keep names beside a time, provided that nearly all such lines are names."""
    kept = list(candidates.people())
    return kept if len(kept) >= max(3, 0.8 * len(candidates.labels)) else []


def _with_times(candidates: _Candidates) -> list[int]:
    """Keep names beside a time, and whatever else stands there just as they do.

    A line of prose may end with a time as well; but that is no later moment of the
    recording, and nothing sets it off.
    """
    people = sorted(candidates.people())
    if not people:
        return []
    # Above the first one there may be the date of the meeting, with the time of day.
    below = [at for at in candidates.labels if at >= people[0]]
    strangers = [
        at
        for at in candidates.labels.keys() - {*people}
        if len(candidates.labels[at].split()) <= labels.MOST_WORDS
        if _WIDE_GAP.search(candidates.rows[at])
        or (at > people[0] and _is_apart(at, candidates.rows))
        if _is_in_order(at, people, candidates.times)
    ]
    kept = sorted((*people, *strangers))
    return kept if len(kept) >= max(3, 0.8 * len(below)) else []


def _is_apart(at: int, rows: Sequence[str]) -> bool:
    """Tell whether a line has an empty one above it, or none."""
    return not at or not rows[at - 1].strip()


def _is_in_order(at: int, lines: Sequence[int], clock: Mapping[int, float]) -> bool:
    """Tell whether the time of a line is between those of its neighbours.

    Args:
        at: The line.
        lines: Those with the neighbours, in order.
        clock: Times by line.
    """
    behind = bisect_left(lines, at)
    before = clock[lines[behind - 1]] if behind else 0.0
    after = clock[lines[behind]] if behind < len(lines) else clock[at]
    return before <= clock[at] <= after


def _marked(candidates: _Candidates) -> list[int]:
    """Keep codes and words that come back, where a mark opens every turn."""
    return _coming_back(candidates.labels)


def _most_lines(candidates: _Candidates) -> list[int]:
    """Keep names with a time where most lines open so, and some names come back."""
    people = candidates.people()
    some = _coming_back(people)
    return list(people) if some and 2 * len(people) > candidates.full else []


def _codes(candidates: _Candidates) -> list[int]:
    """Keep codes behind a time, where nearly every line with a time has one."""
    kept = [
        at
        for at, label in candidates.labels.items()
        if labels.is_code(label) or label == "i" or label in candidates.names
    ]
    timed = sum(1 for row in candidates.rows if _TIMED.match(row))
    return kept if len(kept) >= max(3, 0.8 * timed) else []


def _gapped(candidates: _Candidates) -> list[int]:
    """Keep labels that come back before a gap or in brackets; names on most lines."""
    kept = _coming_back(candidates.people())
    codes = all(labels.is_code(candidates.labels[at]) for at in kept)
    share = (5 if codes else 2) * len(kept)
    return kept if len(kept) > 2 and share > candidates.full else []


def _alone(candidates: _Candidates) -> list[int]:
    """Keep labels on lines of their own that come back, words below each of them."""
    rows = candidates.rows
    people = {
        at: label
        for at, label in candidates.people().items()
        if _has_words_below(at, rows)
    }
    often = Counter(people.values())
    kept = [
        at
        for at, label in people.items()
        if often[label] > 1 or labels.is_numbered(label)
    ]
    numbered = all(labels.is_numbered(people[at]) for at in kept)
    enough = numbered or 4 * len(kept) > candidates.full
    return kept if len(kept) > 2 and enough else []


def _coming_back(found: Mapping[int, str]) -> list[int]:
    """Return the lines with codes and labels that come back, if those are most."""
    often = Counter(found.values())
    kept = [
        at for at, label in found.items() if often[label] > 1 or labels.is_code(label)
    ]
    return kept if 2 * len(kept) > len(found) else []


def _has_words_below(at: int, rows: Sequence[str]) -> bool:
    """Tell whether the next line that says something does not say the same."""
    below = next((row for row in rows[at + 1 : at + 4] if row.strip()), "")
    return bool(below) and below.strip() != rows[at].strip()


def _is_person(label: str, names: Names) -> bool:
    """Tell whether a label is somebody's: also `Berg, Anna`, as meetings have it."""
    if label in names or unusual.form(label) == "label":
        return True
    last, comma, first = label.partition(", ")
    return bool(comma) and labels.is_name(last) and labels.is_name(first)
