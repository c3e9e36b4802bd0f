"""Which format reads a file; the one way from bytes to a draft.

A format is a module listed under the entry points `kodierung.importers`; installing a
package that lists one there is all it takes to add a format.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from html.entities import html5
from importlib.metadata import entry_points
from pathlib import PurePath
from typing import Protocol, cast

from kodierung.errors import Problem, TranscriptError, UsageError, did_you_mean
from kodierung.formats.files import encoding
from kodierung.model import Draft

GROUP = "kodierung.importers"

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")

NO_TRANSCRIPT_HINT = (
    "A transcript names who speaks at the start of each contribution: "
    '"B1: Das war so." or "B1: Das war so. #00:01:23-4#" or '
    '"[00:01:12] TN3 (w): Das war so."'
)


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What the user knows better than the file.

    Attributes:
        encoding: Encoding of a text file; None to find out.
        moderators: Further labels of moderators.
        aliases: Label as written to the label it stands for.
        not_speakers: What looks like a label and is nobody's.
    """

    encoding: str | None = None
    moderators: tuple[str, ...] = ()
    aliases: Mapping[str, str] = field(default_factory=dict)
    not_speakers: tuple[str, ...] = ()


class Importer(Protocol):
    """A format that transcripts are read from; modules satisfy it."""

    @property
    def suffixes(self) -> Sequence[str]:
        """Suffixes of its files, in lower case with the full stop."""

    def sniff(self, name: str, data: bytes) -> bool:
        """Tell whether the content looks like this format."""

    def read(self, data: bytes, name: str, options: ReadOptions) -> Draft:
        """Read a file.

        Raises:
            TranscriptError: The file is no transcript in this format. The message
                begins with the name and a colon, and has the name only there.
        """


@cache
def importers() -> tuple[Mapping[str, Importer], tuple[Problem, ...]]:
    """Return the installed formats by name, and warnings about broken ones.

    They are looked up once: a folder of transcripts asks for each of its files.
    """
    found: dict[str, Importer] = {}
    broken: list[Problem] = []
    for entry in sorted(entry_points(group=GROUP), key=lambda point: point.name):
        try:
            module = entry.load()
        # A plug-in may fail in any way; that must not stop the other formats.
        except Exception as fault:
            why = f"the format cannot be loaded: {fault}"
            hint = f"reinstall or remove the package that holds {entry.value}"
            broken.append(Problem(entry.name, why, hint, "warning"))
            continue
        if all(hasattr(module, part) for part in ("suffixes", "sniff", "read")):
            found[entry.name] = cast(Importer, module)
        else:
            why = f"{entry.value} is no format: suffixes, sniff or read is missing"
            broken.append(Problem(entry.name, why, severity="warning"))
    return found, tuple(broken)


def choose(
    name: str, data: bytes, format_name: str | None = None
) -> tuple[str, Importer, tuple[Problem, ...]]:
    """Choose the format of a file: as told, by suffix, or by content.

    A suffix that the content contradicts (subtitles called `.txt`) does not count when
    exactly one other format recognises the content. Plain text recognises nearly
    anything, so it comes after all formats that know their own content.

    Args:
        name: The file's name.
        data: Its content.
        format_name: The format the user asks for.

    Returns:
        The format's name, its module, and warnings about broken formats.

    Raises:
        UsageError: There is no format of that name.
        TranscriptError: No format, or more than one, takes the file.
    """
    known, problems = importers()
    if format_name is not None:
        return format_name, _named(format_name, known), problems
    suffix = PurePath(name).suffix.lower()
    by_suffix = [key for key, one in known.items() if suffix in one.suffixes]
    by_content = [key for key, one in known.items() if one.sniff(name, data)]
    special = [key for key in by_content if not is_general(known[key])]
    both = [key for key in by_suffix if key in special]
    for candidates in (both, special, by_content, by_suffix):
        if len(candidates) == 1:
            return candidates[0], known[candidates[0]], problems
    encoding.refuse_binary(data, name)
    raise _undecided(name, special or by_content or by_suffix, known)


def is_general(importer: Importer) -> bool:
    """Tell whether a format takes what no other one recognises, as plain text does."""
    return bool(getattr(importer, "general", False))


def read_transcript(
    data: bytes,
    name: str,
    format_name: str | None = None,
    options: ReadOptions | None = None,
) -> tuple[str, Draft]:
    """Read a transcript of any installed format.

    Args:
        data: The file.
        name: Its name, for its suffix and for messages.
        format_name: The format the user asks for; None to find out.
        options: What the user knows better than the file.

    Returns:
        The format's name and the draft, which has at least one turn.

    Raises:
        TranscriptError: The file is empty, binary, or no transcript; says why, in a
            message that begins with the name and a colon.
        UsageError: There is no such format or encoding.
    """
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise TranscriptError(
            f"{name}: the file is empty.", "Check whether the right file was saved."
        )
    chosen, importer, problems = choose(name, data, format_name)
    options = options or ReadOptions()
    draft = importer.read(data, name, options)
    if not draft.turns:
        raise TranscriptError(f"{name}: nobody speaks in it.", NO_TRANSCRIPT_HINT)
    draft, odd = _forward(draft, name)
    odd += _entities(draft, name)
    if draft.encoding == "cp1252" and options.encoding is None:
        odd += encoding.odd_umlauts(draft.text, name)
    return chosen, replace(draft, problems=(*problems, *draft.problems, *odd))


def _forward(draft: Draft, name: str) -> tuple[Draft, list[Problem]]:
    """Return a draft in which no turn ends before it begins, and what was left out."""
    wrong = [
        turn
        for turn in draft.turns
        if turn.start_time is not None
        if turn.end_time is not None and turn.end_time < turn.start_time
    ]
    if not wrong:
        return draft, []
    numbers = {turn.number for turn in wrong}
    turns = tuple(
        replace(turn, end_time=None) if turn.number in numbers else turn
        for turn in draft.turns
    )
    more = f" (and {len(wrong) - 1} more)" if wrong[1:] else ""
    problem = Problem(
        f"{name}:turn {wrong[0].number}",
        f"the clock runs backwards: this turn ends before it begins{more}; "
        "its end is left out",
        "check the time marks",
        "warning",
    )
    return replace(draft, turns=turns), [problem]


def _entities(draft: Draft, name: str) -> list[Problem]:
    """Warn of `&#39;` in what people say: it is kept, and looks odd in quotations."""
    found = Counter(
        entity
        for turn in draft.turns
        for entity in _ENTITY.findall(draft.text, turn.start, turn.end)
        if entity[1] == "#" or entity[1:] in html5
    )
    if not found:
        return []
    total = found.total()
    often = "once" if total == 1 else f"{total} times"
    ((sample, _),) = found.most_common(1)
    return [
        Problem(
            name,
            f"the text holds HTML entities such as {sample} ({often}), and so will "
            "quotations from it",
            "replace them in the file and import it again",
            "warning",
        )
    ]


def _named(format_name: str, known: Mapping[str, Importer]) -> Importer:
    """Return the format of that name."""
    if format_name not in known:
        guess = did_you_mean(format_name, list(known)).replace("did", "Did", 1)
        listed = f"The formats are {', '.join(known)}."
        raise UsageError(
            f'There is no transcript format "{format_name}".',
            f"{guess} {listed}".strip(),
        )
    return known[format_name]


def _undecided(
    name: str, candidates: Sequence[str], known: Mapping[str, Importer]
) -> TranscriptError:
    """Return the error for a file that no format, or more than one, takes."""
    if candidates:
        listed = " or ".join(candidates)
        return TranscriptError(
            f"{name}: this may be {listed}.",
            f"Say which, for instance with --format {candidates[0]}.",
        )
    return TranscriptError(
        f"{name}: this is no transcript in a format that kodierung knows.",
        f"The formats are {', '.join(known)}; say which with --format.",
    )
