"""Attributes of a file's group: from `key=value`, from the file name, checked."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import PurePath

from kodierung.errors import Problem, UsageError, did_you_mean
from kodierung.model import Codebook, Transcript

GROUP = "group"

OUTSIDE = (
    "so the factors of every perspective are suggested",
    "say it with --set {values}",
)
SUGGESTED = (
    "so the factors of every perspective are suggested, and the matrix counts none",
    "say it with `kodierung import FILE --set {values} --update`",
)
UNCOUNTED = (
    "so the matrix will count none of its words",
    "say it with `kodierung import FILE --set {values} --update`",
)
"""What follows when nothing says whose words a transcript holds, and what to do."""


def parse_assignments(
    assignments: Iterable[str], before: str = "--set "
) -> dict[str, str]:
    """Read `key=value` words.

    Args:
        assignments: The words.
        before: What stands before such a word on the command line, for messages.

    Raises:
        UsageError: A word is not of that form.
    """
    found = {}
    for assignment in assignments:
        key, sign, value = assignment.partition("=")
        if not sign or not key.strip() or not value.strip():
            raise UsageError(
                f'{before}"{assignment}" is not of the form key=value.',
                hint=f"Write for example {before}perspective=traeger.",
            )
        found[key.strip()] = unicodedata.normalize("NFC", value.strip())
    return found


def compile_name_pattern(pattern: str) -> re.Pattern[str]:
    """Turn `FG{group}_{perspective}_{level}` into a regular expression.

    Each field takes as little as it can, the last one the rest; the suffix of the file
    name is not part of what the pattern describes.

    Raises:
        UsageError: No field, an unclosed brace, or a field named twice.
    """
    pieces = re.split(r"\{([^\W\d]\w*)\}", unicodedata.normalize("NFC", pattern))
    fields = pieces[1::2]
    if not fields or len(set(fields)) < len(fields) or "{" in "".join(pieces[::2]):
        raise UsageError(
            f'--name-pattern "{pattern}" cannot be read.',
            hint="Write each field once in braces: 'FG{group}_{perspective}_{level}'.",
        )
    parts = [
        re.escape(piece) if index % 2 == 0 else f"(?P<{piece}>.+?)"
        for index, piece in enumerate(pieces)
    ]
    return re.compile("".join(parts))


def from_name(name: str, pattern: re.Pattern[str]) -> dict[str, str] | None:
    """Return the attributes a file name holds, or None when it does not fit."""
    stem = PurePath(unicodedata.normalize("NFC", name)).stem
    match = pattern.fullmatch(stem)
    return match.groupdict() if match else None


def check_attributes(
    attributes: Mapping[str, str], codebook: Codebook | None, place: str
) -> list[Problem]:
    """Compare attributes with those the codebook describes.

    Args:
        attributes: Without `group`, which every study has.
        codebook: None or one without attributes allows everything.
        place: For messages.
    """
    if codebook is None or not codebook.attributes:
        return []
    problems = []
    for key, value in attributes.items():
        described = codebook.attributes.get(key)
        if described is None:
            known = list(codebook.attributes)
            hint = did_you_mean(key, known) or f"known are {', '.join(known)}"
            problems.append(
                Problem(place, f'the codebook has no attribute "{key}"', hint)
            )
        elif described.values and value not in described.values:
            allowed = list(described.values)
            hint = did_you_mean(value, allowed) or f"allowed are {', '.join(allowed)}"
            problems.append(
                Problem(place, f'"{value}" is no value of the attribute "{key}"', hint)
            )
    return problems


def undescribed(
    transcripts: Iterable[Transcript],
    codebook: Codebook,
    consequence: tuple[str, str],
) -> list[Problem]:
    """Tell for which transcripts it is unknown whose words they hold.

    Args:
        transcripts: Those in question.
        codebook: Whose perspectives ask for attributes.
        consequence: What follows and what to do: `OUTSIDE`, `SUGGESTED`, `UNCOUNTED`.

    Returns:
        A warning for each set of missing attributes, with the transcripts' names.
    """
    follows, remedy = consequence
    return [
        Problem(
            names[0] if len(names) == 1 else f"{names[0]} and {len(names) - 1} more",
            f"nothing says the {' and '.join(missing)} of this group, {follows}",
            remedy.format(values=" ".join(_allowed(key, codebook) for key in missing)),
            "warning",
        )
        for missing, names in without_attributes(transcripts, codebook).items()
    ]


def without_attributes(
    transcripts: Iterable[Transcript], codebook: Codebook
) -> dict[tuple[str, ...], list[str]]:
    """Return which attributes that a perspective asks for are not known of somebody.

    Returns:
        Each set of missing attributes, with the names of the transcripts.
    """
    keys = sorted({key for p in codebook.perspectives for key in p.where})
    without: dict[tuple[str, ...], list[str]] = {}
    for transcript in transcripts:
        described = [
            transcript.attributes_of(s.label) for s in transcript.participants()
        ]
        missing = tuple(k for k in keys if any(k not in d for d in described))
        if missing:
            without.setdefault(missing, []).append(transcript.name)
    return without


def disagreeing(
    described: Iterable[tuple[str, str]], transcripts: Iterable[Transcript]
) -> list[Problem]:
    """Warn of what differs between the transcripts of a group, which has one people.

    A group may span files; who counts is decided for its people, not file by file.

    Args:
        described: Who is in question: a transcript's name and a label, `""` for the
            whole group. Where that differs, nothing is told of its people.
        transcripts: All of the study.
    """
    known = {t.name: t for t in transcripts}
    groups: dict[str, list[Transcript]] = defaultdict(list)
    for transcript in known.values():
        groups[transcript.group].append(transcript)
    asked: dict[tuple[str, str], Transcript] = {}
    for name, label in described:
        asked.setdefault((known[name].group, label), known[name])
    problems: dict[tuple[str, str], Problem] = {}
    for (group, label), here in asked.items():
        mine = _as_described(here, label)
        others = (
            t for t in groups[group] if _as_described(t, label) not in (None, mine)
        )
        other = next(others, None)
        if other is not None and (group, "") not in problems:
            problems[group, label] = _otherwise(here, other, label)
    return list(problems.values())


def _as_described(transcript: Transcript, label: str) -> object:
    """Return what decides who counts, None where nobody is called so."""
    speaker = transcript.speaker(label)
    if label and speaker is None:
        return None
    return speaker and speaker.kind, transcript.attributes_of(label)


def _otherwise(here: Transcript, other: Transcript, label: str) -> Problem:
    return Problem(
        here.name,
        f"{label or 'the group'} is described otherwise in {other.name}, "
        f"which belongs to {here.group} too",
        f"say it of both with `kodierung speakers set {label and f'{label} '}--group "
        f"{here.group} …`, or give the files other groups",
        "warning",
    )


def _allowed(key: str, codebook: Codebook) -> str:
    described = codebook.attributes.get(key)
    return f"{key}={'|'.join(described.values) if described else 'VALUE'}"
