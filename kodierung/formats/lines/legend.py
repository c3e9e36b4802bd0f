"""Header legends: who the people behind the labels are.

`Teilnehmende: B1 = Geschäftsführung; I = Moderation`, `I: Interviewer, B: Befragter`,
`(S = Student; I = Interviewer)`, `- P1: Anna`, or one person per line.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kodierung.formats.lines import labels, unusual

Entry = tuple[str, str]

_LONGEST = 5000
"""Characters of a legend; keeps files without line ends cheap."""

_LONGEST_HEADER = 2000
_LONGEST_LIST = 40
"""Lines of a legend at the end."""

_NOBODY: Mapping[str, int] = {}
_OPENING = re.compile(
    r"[\W_]*(?:teilnehmende|teilnehmer(?:[:*_/]?-?innen)?(?: und teilnehmer(?:innen)?)?"
    r"|tn|anwesend(?:e|en)?|beteiligte|befragte|personen|sprecher(?:[:*_/]?-?innen)?"
    r"|sprechende|gesprächspartner(?:[:*_/]?-?innen)?|interviewte|legende|kürzel|runde"
    r"|participants|speakers|legend)\b[^\S\n]*\**:\**",
    re.IGNORECASE,
)
_LABEL = (
    r"[^\s=;:,()_*•|>#–—-](?:[^=;:,()\n]|:(?=in\b|[rn]\b)){0,62}?"
    r"(?:\s*\([^()\n]{1,30}\))?"
)
_EQUALS = re.compile(
    rf"\s*(?P<label>{_LABEL})\s*=\s*(?P<function>[^;=\n]+?)\s*"
    rf"(?:;|$|\n|,(?=\s*{_LABEL}\s*=))"
)
_COMMA = re.compile(rf",(?=\s*(?P<label>{_LABEL})(?:\s*[:=]|\s+[–—-]\s))")
_COLON = re.compile(r"\s*([^:;,]{1,30}?)\s*:\s*([^:;,]+?)\s*(?:[;,]|$)")
_BRACKET = re.compile(r"\s*([^;,()=:]{1,30}?)\s*\(([^()]+)\)\s*(?:[;,]|$)")
_BULLET = re.compile(
    r"\s*[-*•]\s+\*{0,2}([^\s:=*][^:=*]{0,39})\*{0,2}[:=]\*{0,2}\s*(.+)"
)
_SINGLE = re.compile(
    r"(?P<label>[^:\n]{1,70}(?::(?:in|[rn])\b[^:\n]{0,9})?):(?P<function>.*)"
)
_DASH = re.compile(r"(?P<label>[^:=\n]{1,63}?)\s+[–—-]\s+(?P<function>[^:=\n]{2,120})$")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_STARTS_ENTRY = re.compile(rf"\s*{_LABEL}\s*=|\s*[-*•]\s")
_RESPONDENT = re.compile(
    r"(?:befragte(?:[:*_/]?[rn])?|interviewte(?:[:*_/]?[rn])?|interviewpartner(?:in)?"
    r"|teilnehmer(?:[:*_/]?in)?|proband(?:[:*_/]?in)?|expert(?:e|in)"
    r"|student(?:[:*_/]?in)?|person|participant|interviewee"
    r"|respondent)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Legend:
    """What a header tells about the people.

    Attributes:
        functions: Function by label, in order; may be empty strings.
        named: Labels that are people for certain, even if they never speak.
        lines: Indices of the lines it stands in.
    """

    functions: Mapping[str, str]
    named: frozenset[str]
    lines: frozenset[int]


def read(
    lines: Sequence[str],
    speaks: Callable[[int], bool],
    spoken: Mapping[str, int] = _NOBODY,
) -> Legend:
    """Read the legend of a header.

    Args:
        lines: The whole file's lines.
        speaks: Whether somebody surely speaks in a line; the header ends there.
        spoken: How many of the lines each label opens.
    """
    functions: dict[str, str] = {}
    named: set[str] = set()
    taken: set[int] = set()
    lines = _without_turns(lines)
    index = 0
    while index < min(len(lines), _LONGEST_HEADER):
        opening = _OPENING.match(lines[index])
        count = _length(lines, index, spoken) if opening else 1
        below = lines[index : index + count]
        entries = _opened(below, spoken) if opening else []
        entries = entries or list(_line_entries(lines[index]))
        entries = entries or _dashed(lines, index, spoken)
        if not entries and speaks(index):
            break
        for label, function in entries:
            functions.setdefault(label, function)
            if opening or labels.is_code(label) or label in spoken:
                named.add(label)
        # A heading without names says nothing about the lines below it.
        count = count if entries else 1
        taken.update(range(index, index + count) if entries else ())
        index += count
    for at, (label, function) in _closing(lines, index, spoken).items():
        functions.setdefault(label, function)
        named.add(label)
        taken.add(at)
    return Legend(functions, frozenset(named), frozenset(taken))


def _without_turns(lines: Sequence[str]) -> Sequence[str]:
    """Return the lines without those that look like a list of people and are turns.

    A list names everybody once: `- B1: Leitung`, `B1 – Leitung`; turns come back.
    """
    listed = {
        at: labels.tidy(found[1])
        for at, line in enumerate(lines)
        if (found := _BULLET.match(line[:_LONGEST]) or _DASH.match(line.strip()))
    }
    often = Counter(listed.values())
    return [
        "" if often[listed.get(at, "")] > 1 else line for at, line in enumerate(lines)
    ]


def _dashed(lines: Sequence[str], index: int, spoken: Mapping[str, int]) -> list[Entry]:
    """Read `B1 – Leitung` beside another such line; alone it may be said."""
    beside = (*lines[max(0, index - 1) : index], *lines[index + 1 : index + 2])
    entry = _dash(lines[index], spoken)
    return [entry] if entry and any(_dash(line, spoken) for line in beside) else []


def _dash(line: str, spoken: Mapping[str, int]) -> Entry | None:
    """Read `B1 – Leitung` if B1 speaks."""
    found = _DASH.match(line.strip().lstrip("-*• "))
    label = labels.without_brackets(labels.tidy(found["label"]))[0] if found else ""
    return (label, found["function"].strip("* ")) if found and label in spoken else None


def _closing(
    lines: Sequence[str], first: int, spoken: Mapping[str, int]
) -> dict[int, Entry]:
    """Read a legend that stands below everything that is said.

    Args:
        lines: The whole file's lines.
        first: The first line behind the header.
        spoken: How many of the lines each label opens.
    """
    entries: dict[int, Entry] = {}
    for at in range(len(lines) - 1, max(first, len(lines) - _LONGEST_LIST), -1):
        if _is_heading(lines[at], spoken):
            return {at: next(iter(entries.values())), **entries} if entries else {}
        entry = _told_below(lines[at], spoken)
        if entry is not None:
            entries[at] = entry
        elif lines[at].strip():
            break
    surely = {at: entry for at, entry in entries.items() if ":" not in lines[at]}
    return surely if len(surely) > 1 and len(surely) == len(entries) else {}


def _is_heading(line: str, spoken: Mapping[str, int]) -> bool:
    """Tell whether a line is a `Legende:` and no speaker's label, which comes back."""
    opening = _OPENING.match(line)
    alone = opening is not None and not line[opening.end() :].strip()
    return alone and spoken.get(labels.tidy(line.strip("*: ")), 0) < 2


def _told_below(line: str, spoken: Mapping[str, int]) -> Entry | None:
    """Read one person of a legend at the end: `B1 = Leitung`, `B1 – Leitung`."""
    label, equals, function = line.strip().lstrip("-*• ").partition("=")
    if equals and labels.tidy(label) in spoken:
        return labels.tidy(label), function.strip()
    return (_dash(line, spoken) or _single(line, spoken)) if _is_short(line) else None


def _length(lines: Sequence[str], index: int, spoken: Mapping[str, int]) -> int:
    """Return how many lines the list of people that opens here takes."""
    rest = lines[index][_end(lines[index]) :].strip()
    by_colon = not rest
    count = 1
    for line in lines[index + 1 :]:
        entry = _STARTS_ENTRY.match(line)
        by_colon = by_colon and "=" not in line
        colon = by_colon and _is_short(line) and _single(line, spoken, 2)
        wrapped = bool(rest) and ":" not in line and len(lines[index + count - 1]) > 40
        if not line.strip() or not (entry or colon or wrapped):
            break
        count += 1
    return count


def _opened(lines: Sequence[str], spoken: Mapping[str, int]) -> list[Entry]:
    """Read the people behind a `Teilnehmende:`, on its line and the ones below."""
    joined = lines[0][_end(lines[0]) :].strip()
    for line in lines[1:]:
        starts = _STARTS_ENTRY.match(line) or _single(line, spoken)
        joined += ("\n" if starts else " ") + line.strip()
    joined = joined.strip("\n")[:_LONGEST]
    entries = [
        entry
        for part in re.split(r"[\n;]", _divided(joined, spoken))
        for entry in _entries(re.sub(r"^\s*[-*•]\s+", "", part), spoken)
    ]
    if entries or "=" in joined:
        return list(_checked(entries, spoken))
    in_brackets = list(_checked(_BRACKET.findall(joined), spoken))
    if in_brackets:
        return [entry for entry in in_brackets if _speaks(entry[0], spoken)]
    names = [labels.tidy(part) for part in re.split(r"[,;]", joined)]
    certain = all(_speaks(name, spoken) for name in names)
    return [(name, "") for name in names] if certain else []


def _divided(joined: str, spoken: Mapping[str, int]) -> str:
    """Put a semicolon for the comma before the next person: `B1: Leitung, B2: …`."""
    return _COMMA.sub(
        lambda comma: ";" if _speaks(labels.tidy(comma["label"]), spoken) else ",",
        joined,
    )


def _entries(part: str, spoken: Mapping[str, int]) -> list[Entry]:
    """Read `B1 = Leitung` or `B1: Leitung`; only the former may name anybody."""
    label, equals, function = part.partition("=")
    if equals and "=" not in function and labels.tidy(label) in spoken:
        return [(label, function)]
    entries = [
        (found["label"], found["function"])
        for found in _EQUALS.finditer(part)
        if not part[: found.start("label")].rstrip().endswith(":")
        or _speaks(labels.tidy(found["label"]), spoken)
    ]
    single = None if entries else _single(part, spoken)
    return [single] if single else entries


def _line_entries(line: str) -> Iterator[Entry]:
    """Read a line that is a legend by itself."""
    bullet = _BULLET.match(line[:_LONGEST])
    if bullet and labels.is_code(labels.tidy(bullet[1])):
        yield from _checked([(bullet[1], bullet[2])])
        return
    inner = line[:_LONGEST].strip().strip("*")
    if inner.startswith("(") and inner.endswith(")"):
        inner = inner[1:-1]
    if "=" in inner and _EQUALS.match(inner):
        yield from _checked(_EQUALS.findall(inner))
        return
    if ":" not in inner:
        return
    entries = list(_checked(_COLON.findall(inner)))
    whole = _COLON.sub("", inner).strip(" .") == ""
    if whole and entries and all(_is_role(entry) for entry in entries):
        yield from entries


def _checked(
    found: Sequence[Entry], spoken: Mapping[str, int] = _NOBODY
) -> Iterator[Entry]:
    """Yield the entries whose label may be a speaker's, tidied."""
    for raw, function in found:
        label, _ = labels.without_brackets(labels.tidy(raw))
        if unusual.form(label) in ("label", "unusual") or label in spoken:
            plain = " ".join(_LINK.sub(r"\1", function).split())
            yield label, plain.strip("*").strip()


def _single(line: str, spoken: Mapping[str, int], least: int = 1) -> Entry | None:
    """Read `B1: Geschäftsführung`, as it stands below a `Teilnehmende:`.

    Below it, a list of names is told from people who talk by their talking later on.
    """
    bare = line.strip().lstrip("-*• ")
    found = _DASH.match(bare) or _SINGLE.match(bare)
    label = labels.without_brackets(labels.tidy(found["label"]))[0] if found else ""
    function = found["function"].strip("* ") if found else ""
    return (label, function) if function and _speaks(label, spoken, least) else None


def _speaks(label: str, spoken: Mapping[str, int], least: int = 1) -> bool:
    """Tell whether a label is a speaker's: a code, or the opening of enough lines."""
    return bool(label) and (labels.is_code(label) or spoken.get(label, 0) >= least)


def _is_short(line: str) -> bool:
    """Tell whether a line is short and no sentence, as a function is."""
    return len(line) < 100 and not line.rstrip().endswith((".", "?", "!", "#", "]"))


def _is_role(entry: Entry) -> bool:
    """Tell whether an entry only says who asks and who answers."""
    label, function = entry
    answers = _RESPONDENT.match(function) is not None
    return labels.is_code(label) and (answers or labels.is_moderating(function))


def _end(line: str) -> int:
    """Return where the words behind an opening begin."""
    opening = _OPENING.match(line)
    return opening.end() if opening else 0
