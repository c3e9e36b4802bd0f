"""What a transcript's own header says of its group and its people.

`Perspektive: Maßnahmeträger` describes the group, `B2 = Fachkraft, Jobcenter` in the
legend one person. A header is read only for what the codebook describes, and it fills
gaps: whatever was said of a group before counts, and where the header says otherwise
that is told, never taken, because it would change what is counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kodierung.errors import Problem, did_you_mean
from kodierung.model import Attribute, Codebook, Speaker, Transcript
from kodierung.text import on_one_line
from kodierung.workflow.read import ReadFile

_LONGEST = 300
"""Characters of a header line that may describe the group; longer ones are prose."""

_PART = re.compile(r"[;|,](?=[^;|,:=]*[:=])")
_PAIR = re.compile(r"[\W_]*(?P<key>\w[^:=|\t]*?)[\s*_]*[:=|\t](?P<value>.*)")
_AROUND = " \t*_|\"'„“”"
_GROUP_KEYS = ("group", "gruppe", "fokusgruppe", "focus group")
_GROUP_ID = re.compile(r"(?=\S*\d)[\w.-]+(?=\s*(?:$|[,;(]))")


def from_header(read: ReadFile, codebook: Codebook | None) -> ReadFile:
    """Add the attributes that a file's header tells, of the group and of people.

    Call it when everything else that is known of the transcript stands in it: what is
    there already (said with `--set`, by the file's name, or earlier) is never changed.

    A header line describes the group when its key is an attribute's id or label and its
    value an allowed value's id or label, whatever their capitals. A person gets an
    attribute of her own when a part of her function, between commas or in brackets, is
    a value of exactly one attribute that the group leaves open.

    Args:
        read: The file, as it was read.
        codebook: Describes the attributes; without any, nothing is added.

    Returns:
        The file with these attributes, and a warning for each value that is not
        allowed or contradicts what is known. The group's name is only compared.
    """
    transcript = read.transcript
    pairs = list(_pairs(transcript))
    problems = _other_group(pairs, transcript)
    known = codebook.attributes if codebook is not None else {}
    said, refused = _said_of_group(pairs, known, transcript.name)
    problems += refused
    for key, value in said.items():
        if transcript.attributes.get(key, value) != value:
            problems.append(_contradiction(transcript, key, value))
    attributes = {**said, **transcript.attributes}
    values = _by_name(known)
    people = []
    for speaker in transcript.speakers:
        person, remarks = _described(speaker, values, attributes, transcript.name)
        people.append(person)
        problems += remarks
    described = replace(transcript, attributes=attributes, speakers=tuple(people))
    return replace(
        read, transcript=described, problems=(*read.problems, *dict.fromkeys(problems))
    )


@dataclass(frozen=True, slots=True)
class _Pair:
    """`Perspektive: Maßnahmeträger` in a header."""

    key: str
    value: str


def _pairs(transcript: Transcript) -> Iterator[_Pair]:
    """Yield what stands before and behind a colon above the first turn."""
    above = transcript.text[: transcript.turns[0].start] if transcript.turns else ""
    for line in above.split("\n"):
        if len(line) > _LONGEST:
            continue
        for part in _PART.split(line):
            found = _PAIR.match(part)
            value = found["value"].strip(_AROUND) if found else ""
            if found and value:
                yield _Pair(_folded(found["key"]), value)


def _folded(words: str) -> str:
    """Return words as they are compared: capitals and kinds of blanks don't matter."""
    return on_one_line(words.strip(_AROUND)).casefold()


def _said_of_group(
    pairs: Sequence[_Pair], known: Mapping[str, Attribute], name: str
) -> tuple[dict[str, str], list[Problem]]:
    """Return the attributes a header gives its group, and what it gives in vain."""
    by_key = {_folded(one.label): one for one in known.values()}
    by_key |= {_folded(one.id): one for one in known.values()}
    said: dict[str, dict[str, None]] = {}
    problems = []
    for pair in pairs:
        attribute = by_key.get(pair.key)
        if attribute is None:
            continue
        value = allowed_value(attribute, pair.value)
        if value is None:
            problems.append(_not_allowed(attribute, pair.value, name))
        else:
            said.setdefault(attribute.id, {})[value] = None
    problems += [
        Problem(
            name,
            f'the header says of the attribute "{key}" both {" and ".join(values)}, '
            "so neither is taken",
            f"say which with --set {key}=…, or say it of each person",
            "warning",
        )
        for key, values in said.items()
        if len(values) > 1
    ]
    return {k: next(iter(v)) for k, v in said.items() if len(v) == 1}, problems


def allowed_value(attribute: Attribute, written: str) -> str | None:
    """Return the value that is meant, by its id or label, or None.

    Args:
        attribute: As the codebook describes it.
        written: What somebody wrote; capitals and a bracket behind it don't matter.
    """
    without_bracket = written.partition("(")[0]
    by_name = {_folded(label): value for value, label in attribute.values.items()}
    by_name |= {_folded(value): value for value in attribute.values}
    return by_name.get(_folded(written)) or by_name.get(_folded(without_bracket))


def _not_allowed(attribute: Attribute, written: str, name: str) -> Problem:
    allowed = list(dict.fromkeys(n for pair in attribute.values.items() for n in pair))
    near = (
        did_you_mean(written, allowed) or f"allowed are {', '.join(attribute.values)}."
    )
    return Problem(
        name,
        f'the header says "{written}", which is no value of the attribute '
        f'"{attribute.id}"',
        f"{near} Mend the header, or say it with --set {attribute.id}=…",
        "warning",
    )


def _contradiction(transcript: Transcript, key: str, value: str) -> Problem:
    return Problem(
        transcript.name,
        f"the header says {key}={value}, but it is known to be "
        f"{key}={transcript.attributes[key]}; the latter counts",
        f"if the header is right, say it with --set {key}={value}",
        "warning",
    )


def _other_group(pairs: Sequence[_Pair], transcript: Transcript) -> list[Problem]:
    """Warn when the header seems to name another group.

    It is not taken: whether two files are one group changes what is counted, and
    `Gruppe: 2` may be said of anything.
    """
    named = [
        found[0]
        for pair in pairs
        if pair.key in _GROUP_KEYS and (found := _GROUP_ID.match(pair.value))
    ]
    if not named or _numbers(named[0]) == _numbers(transcript.group):
        return []
    return [
        Problem(
            transcript.name,
            f'the header names the group "{named[0]}", but it is kept as '
            f'"{transcript.group}"',
            f"if the header is right, say it with --set group={named[0]}",
            "warning",
        )
    ]


def _numbers(name: str) -> list[int]:
    return [int(digits) for digits in re.findall(r"[0-9]{1,9}", name)]


def _by_name(known: Mapping[str, Attribute]) -> dict[str, tuple[str, str] | None]:
    """Return attribute and value by the value's names; None where several have it."""
    found: dict[str, tuple[str, str] | None] = {}
    for attribute in known.values():
        for value, label in attribute.values.items():
            for name in {_folded(value), _folded(label)}:
                meant = (attribute.id, value)
                found[name] = meant if found.get(name, meant) == meant else None
    return found


def _described(
    speaker: Speaker,
    values: Mapping[str, tuple[str, str] | None],
    group: Mapping[str, str],
    name: str,
) -> tuple[Speaker, list[Problem]]:
    """Return a person with the attributes that her function names."""
    if speaker.kind == "moderator":
        return speaker, []
    parts = re.split(r"[,;()|/]", speaker.function)
    meant = {found for part in parts if (found := values.get(_folded(part)))}
    keys = [key for key, _ in meant]
    sure = sorted(pair for pair in meant if keys.count(pair[0]) == 1)
    new = {
        key: value
        for key, value in sure
        if key not in speaker.attributes and key not in speaker.told
    }
    own = {key: value for key, value in new.items() if key not in group}
    problems = [
        Problem(
            name,
            f'"{speaker.label}" is called {value} in the header, but the group has '
            f"{key}={group[key]}; the latter counts",
            f"if it is otherwise: kodierung speakers set {speaker.label} "
            f"--transcript {name} {key}={value}",
            "warning",
        )
        for key, value in new.items()
        if group.get(key, value) != value
    ]
    return replace(speaker, attributes={**speaker.attributes, **own}), problems
