"""Say who the people are: their kind, function and attributes, and those of groups."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kodierung.errors import (
    CodingError,
    KodierungError,
    Problem,
    UsageError,
    did_you_mean,
)
from kodierung.model import Codebook, Speaker, SpeakerKind, Transcript
from kodierung.project import Project
from kodierung.store.store import Change, Store
from kodierung.text import on_one_line
from kodierung.workflow.attributes import GROUP, check_attributes, disagreeing
from kodierung.workflow.codes import find_group, find_transcript

RESERVED = (GROUP, "transcript", "speaker", "kind", "function", "turns", "words")
"""What is said of a speaker by other means than attributes."""

_SAYS_GROUP = (
    "Give the files another group: kodierung import FILE --set group=… --update"
)


@dataclass(frozen=True, slots=True)
class Description:
    """What is said of a speaker, or of a whole group; what is None stays.

    Attributes:
        kind: Moderator or participant; only of a speaker.
        function: What the person is; empty to remove it; only of a speaker.
        attributes: Value by attribute, None to remove it.
    """

    kind: SpeakerKind | None = None
    function: str | None = None
    attributes: Mapping[str, str | None] = field(default_factory=dict)

    @property
    def names(self) -> frozenset[str]:
        """The fields that are said."""
        said = {"kind": self.kind, "function": self.function}
        return frozenset({key for key in said if said[key] is not None}) | frozenset(
            self.attributes
        )

    @property
    def values(self) -> dict[str, str]:
        """The attributes that get a value."""
        return {k: v for k, v in self.attributes.items() if v is not None}


@dataclass(frozen=True, slots=True)
class Target:
    """Of whom something is said: a speaker of a transcript, or with no label its group.

    Attributes:
        transcript: The transcript's name.
        label: The speaker's label, or `""`.
    """

    transcript: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class DescriptionChange:
    """One field that is different now.

    Attributes:
        transcript: The transcript.
        speaker: The speaker's label; `""` for the whole group.
        field: `kind`, `function`, or an attribute.
        before: Its value; `""` for none.
        after: Its value; `""` for none.
    """

    transcript: str
    speaker: str
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class SpeakersReport:
    """What was changed.

    Attributes:
        changes: Every field that differs now.
        outdated: Transcripts whose suggestions were made for what was said before;
            the next `suggest` makes them anew.
        kept: Attributes of people that differ from what was now said of their group.
        problems: Who is described otherwise in another transcript of the group.
    """

    changes: tuple[DescriptionChange, ...] = ()
    outdated: tuple[str, ...] = ()
    kept: tuple[DescriptionChange, ...] = ()
    problems: tuple[Problem, ...] = ()


def set_speakers(
    project: Project,
    labels: Sequence[str],
    said: Description,
    *,
    transcript: str | None = None,
    group: str | None = None,
    coder: str | None = None,
) -> SpeakersReport:
    """Say what speakers are, or with no label what a whole group is.

    Args:
        project: The study.
        labels: Speakers; several have the same said of them.
        said: What they are.
        transcript: Where; needed when the label is used in several groups.
        group: The focus group, in all its transcripts.
        coder: Who does it; else whom the environment or kodierung.yaml names.

    Raises:
        UsageError: Nothing is said, or not of whom, or an attribute is none.
        CodingError: There is no such transcript, group or speaker, or several.
        KodierungError: The codebook does not allow it.
    """
    _refuse_nonsense(labels, said, transcript or group)
    codebook = codebook_of(project)
    _refuse_reserved(said, codebook)
    problems = check_attributes(said.values, codebook, "speakers set")
    who = project.coder_if_named(coder)
    with project.open_store() as store, store.writing("speakers set", who) as change:
        there = transcripts_meant(store, transcript, group)
        for key in _unknown_removals(said, codebook, there):
            problems += check_attributes({key: ""}, codebook, "speakers set")
        if problems:
            raise KodierungError("This cannot be said of anybody.", problems=problems)
        targets = (
            [target for label in labels for target in people_called(label, there)]
            if labels
            else [Target(t.name) for t in there]
        )
        return describe(store, change, dict.fromkeys(targets, said))


def codebook_of(project: Project) -> Codebook | None:
    """Return the codebook that attributes are checked with, None where none is named.

    Raises:
        StudyError: It is missing.
        CodebookError: It has faults.
    """
    return project.load_codebook() if project.settings.codebook else None


def describe(
    store: Store, change: Change, said: Mapping[Target, Description]
) -> SpeakersReport:
    """Note what is said of speakers and groups, which no file may overrule.

    Args:
        store: The study's database.
        change: The transaction under way.
        said: Description by whom it is said of; all of them exist.
    """
    sources, analysed = store.sources(), store.analysed()
    changes: list[DescriptionChange] = []
    outdated, kept = [], []
    for name in dict.fromkeys(target.transcript for target in said):
        before = store.transcript(name)
        assert before is not None  # noqa: S101 - only what is known is described
        of_people = {
            target.label: description
            for target, description in said.items()
            if target.transcript == name
        }
        of_group = of_people.pop("", Description())
        after = _described(before, of_group, of_people)
        kept += _own(after, of_group)
        if after == before:
            continue
        change.replace_transcript(after, sources[name])
        found = _differences(before, after)
        changes += found
        if name in analysed and any(one.field != "function" for one in found):
            outdated.append(name)
    changed = ((one.transcript, one.speaker) for one in changes)
    problems = disagreeing(changed, store.descriptions())
    return SpeakersReport(tuple(changes), tuple(outdated), tuple(kept), tuple(problems))


def _refuse_nonsense(labels: Sequence[str], said: Description, where: object) -> None:
    if not said.names:
        raise UsageError(
            "Nothing is said of the speakers.",
            hint="Write for example: kodierung speakers set B1 --group FG01 "
            "--function Teamleitung level=leitung",
        )
    if not labels and not where:
        raise UsageError(
            "It is not said of whom.",
            hint="Name a speaker, or a whole group with --group.",
        )
    if not labels and (said.kind or said.function is not None):
        raise UsageError(
            "A whole group has no kind and no function.", hint="Name the speakers."
        )


def _refuse_reserved(said: Description, codebook: Codebook | None) -> None:
    described = codebook.attributes if codebook is not None else {}
    for key in said.attributes:
        if key == GROUP:
            raise UsageError("A group is no attribute of a speaker.", hint=_SAYS_GROUP)
        if key in RESERVED and key not in described:
            hint = f"Say it with --{key}." if key in ("kind", "function") else ""
            raise UsageError(f'"{key}" is no attribute.', hint=hint)


def attributes_in_use(transcripts: Iterable[Transcript]) -> frozenset[str]:
    """Return the attributes that any of these groups or people have."""
    return frozenset(
        key
        for t in transcripts
        for attributes in (t.attributes, *(s.attributes for s in t.speakers))
        for key in attributes
    )


def _unknown_removals(
    said: Description, codebook: Codebook | None, there: Iterable[Transcript]
) -> list[str]:
    """Return attributes to be removed that nobody has; one of them may be misspelt."""
    in_use = attributes_in_use(there)
    described = codebook.attributes if codebook is not None else {}
    removed = {key for key, value in said.attributes.items() if value is None}
    return sorted(removed - in_use - set(described))


def transcripts_meant(
    store: Store, transcript: str | None, group: str | None
) -> Sequence[Transcript]:
    """Return the transcripts that are meant, all of them where nothing is said.

    Raises:
        CodingError: There is no such transcript or group.
    """
    if transcript is not None:
        found = find_transcript(store, transcript)
        if group is not None:
            _refuse_other_group(found, group)
        return [found]
    everything = store.descriptions()
    if group is None:
        return everything
    name = find_group(everything, group)
    return [t for t in everything if t.group == name]


def _refuse_other_group(transcript: Transcript, group: str) -> None:
    if transcript.group.casefold() != group.casefold():
        raise CodingError(
            f"{transcript.name} belongs to the group {transcript.group}, not {group}.",
            hint="Name only one of the two.",
        )


def people_called(label: str, there: Iterable[Transcript]) -> list[Target]:
    """Return the person called so, in each of her group's transcripts.

    Raises:
        CodingError: Nobody is called so, or people of several groups are.
    """
    wanted = unicodedata.normalize("NFC", on_one_line(label))
    there = list(there)
    known = [(t, s.label) for t in there for s in t.speakers]
    found = [(t, one) for t, one in known if one == wanted] or [
        (t, one) for t, one in known if one.casefold() == wanted.casefold()
    ]
    if not found:
        labels = list(dict.fromkeys(one for _, one in known))
        raise CodingError(
            f'Nobody is called "{label}" here.',
            hint=did_you_mean(wanted, labels) or f"Here are {', '.join(labels[:20])}.",
        )
    if len({(t.group, one) for t, one in found}) > 1:
        names = [t.name for t, _ in found]
        more = f" and {len(names) - 6} more" if len(names) > 6 else ""
        raise CodingError(
            f'"{label}" is somebody else in each group: {", ".join(names[:6])}{more}.',
            hint="Say which with --group or --transcript.",
        )
    return [Target(t.name, one) for t, one in found]


def _described(
    transcript: Transcript,
    of_group: Description,
    of_people: Mapping[str, Description],
) -> Transcript:
    people = tuple(
        _described_speaker(s, of_people[s.label]) if s.label in of_people else s
        for s in transcript.speakers
    )
    attributes = _with(transcript.attributes, of_group)
    return replace(transcript, attributes=attributes, speakers=people)


def _described_speaker(speaker: Speaker, said: Description) -> Speaker:
    return replace(
        speaker,
        kind=said.kind or speaker.kind,
        function=speaker.function if said.function is None else said.function,
        attributes=_with(speaker.attributes, said),
        told=tuple(sorted({*speaker.told, *said.names})),
    )


def _with(attributes: Mapping[str, str], said: Description) -> dict[str, str]:
    kept = {k: v for k, v in attributes.items() if k not in said.attributes}
    return {**kept, **said.values} if said.attributes else dict(attributes)


def _differences(before: Transcript, after: Transcript) -> list[DescriptionChange]:
    """Return the fields of group and people that differ."""
    found = []
    pairs = [("", _fields(before), _fields(after))]
    for old, new in zip(before.speakers, after.speakers, strict=True):
        pairs.append((old.label, _fields(old), _fields(new)))
    for label, was, now in pairs:
        for key in dict.fromkeys((*was, *now)):
            one = DescriptionChange(
                before.name, label, key, was.get(key, ""), now.get(key, "")
            )
            if one.before != one.after:
                found.append(one)
    return found


def _fields(described: Transcript | Speaker) -> dict[str, str]:
    if isinstance(described, Speaker):
        own = {"kind": described.kind, "function": described.function}
        return {**own, **described.attributes}
    return dict(described.attributes)


def _own(transcript: Transcript, said: Description) -> list[DescriptionChange]:
    """Return where people differ from what is said of their group."""
    return [
        DescriptionChange(transcript.name, s.label, key, value, s.attributes[key])
        for key, value in said.values.items()
        for s in transcript.speakers
        if s.attributes.get(key, value) != value
    ]
