"""Speakers and groups described in a table: written as a template, applied as a whole.

A row with a speaker describes that person, one without a speaker its transcript's
group. A person's cells hold only what is said of her alone; what her group has stands
in the group's row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kodierung.errors import CodingError, KodierungError, Problem, did_you_mean
from kodierung.formats import speaker_table as table
from kodierung.formats.files import spreadsheet
from kodierung.model import Codebook, Speaker, SpeakerKind, Transcript
from kodierung.project import Project, read_file, write_file
from kodierung.workflow.attributes import check_attributes
from kodierung.workflow.codes import find_group
from kodierung.workflow.header import allowed_value
from kodierung.workflow.listing import one_by_one, speaker_records
from kodierung.workflow.speakers import (
    RESERVED,
    Description,
    SpeakersReport,
    Target,
    attributes_in_use,
    codebook_of,
    describe,
)

WHO = ("transcript", "group", "speaker")
WHAT = ("kind", "function")
COUNTED = ("turns", "words")
FIXED = (*WHO, *WHAT, *COUNTED)
KINDS: tuple[SpeakerKind, ...] = ("moderator", "participant")


def export_speakers(project: Project, path: Path) -> int:
    """Write the table of all speakers and groups.

    Args:
        project: The study.
        path: A `.csv` or `.xlsx` file.

    Returns:
        The number of rows.

    Raises:
        UsageError: The file's ending says no format.
    """
    codebook = codebook_of(project)
    with project.open_store() as store, store.snapshot():
        known = store.descriptions()
        keys = _attributes(codebook, known)
        heads = [_heading(key) for key in keys]
        rows: list[table.Row] = [(*WHO, *WHAT, *heads, *COUNTED)]
        for transcript in one_by_one(store, known):
            rows += _rows(transcript, keys)
    write_file(path, table.write(rows, _choices(codebook, keys), path.name))
    return len(rows) - 1


def apply_speakers(
    project: Project, path: Path, coder: str | None = None
) -> SpeakersReport:
    """Take over what a table says of speakers and groups, all of it or nothing.

    An empty cell, and one that says what is known, leave everything as it is; `-` takes
    a function or attribute away.

    Args:
        project: The study.
        path: A table as `export_speakers` writes it; rows and columns may be missing.
        coder: Who does it; else whom the environment or kodierung.yaml names.

    Raises:
        TranscriptError: The file is no table.
        KodierungError: Rows are at fault; `problems` names each by file and row.
    """
    codebook = codebook_of(project)
    rows = table.read(read_file(path), path.name)
    who = project.coder_if_named(coder)
    with project.open_store() as store, store.writing("speakers apply", who) as change:
        study = _Study(store.descriptions(), codebook)
        said, problems = _read(rows, study, path.name)
        if problems:
            raise KodierungError(
                f"{path.name} cannot be applied; nothing was changed.",
                problems=problems,
            )
        return describe(store, change, said)


def _attributes(
    codebook: Codebook | None, transcripts: Iterable[Transcript]
) -> list[str]:
    """Return the codebook's attributes in its order, then others that are in use."""
    described = list(codebook.attributes) if codebook is not None else []
    return [*described, *sorted(attributes_in_use(transcripts) - set(described))]


def _heading(key: str) -> str:
    """Return an attribute's heading, another one than those of the fixed columns."""
    return table.cell(f"attribute {key}" if key in RESERVED else key)


def _choices(codebook: Codebook | None, keys: Iterable[str]) -> dict[str, list[str]]:
    described = codebook.attributes if codebook is not None else {}
    offered = {
        _heading(key): [*map(table.cell, described[key].values), table.REMOVE]
        for key in keys
        if key in described
    }
    return {"kind": list(KINDS), **offered}


def _rows(transcript: Transcript, keys: Sequence[str]) -> Iterator[table.Row]:
    """Yield the row of the group, then those of the people."""
    here = (table.cell(transcript.name), table.cell(transcript.group))
    own = transcript.attributes
    yield (*here, "", "", "", *(table.cell(own.get(k, "")) for k in keys), "", "")
    counted = speaker_records(transcript)
    for speaker, record in zip(transcript.speakers, counted, strict=True):
        own = speaker.attributes
        yield (
            *here,
            table.cell(speaker.label),
            speaker.kind,
            table.cell(speaker.function),
            *(table.cell(own.get(key, "")) for key in keys),
            *(record[key] for key in COUNTED),
        )


class _Study:
    """What a table's rows are compared with.

    Args:
        transcripts: All of the study.
        codebook: Describes the attributes.
    """

    def __init__(
        self, transcripts: Sequence[Transcript], codebook: Codebook | None
    ) -> None:
        self.codebook = codebook
        self.transcripts = {table.cell(t.name): t for t in transcripts}
        self.headings = {
            _heading(key): key for key in _attributes(codebook, transcripts)
        }

    def value(self, key: str, written: str) -> str:
        """Return a cell of an attribute with the value's id where it has its label."""
        attributes = self.codebook.attributes if self.codebook is not None else {}
        meant = key in attributes and allowed_value(attributes[key], written)
        return table.cell(meant) if meant else written

    def meant(self, transcript: str, group: str) -> list[Transcript]:
        """Return the transcripts of a row.

        Raises:
            CodingError: There is none, or its group is another one.
        """
        if not transcript and not group:
            raise CodingError("the row names neither a transcript nor a group")
        everything = list(self.transcripts.values())
        if not transcript:
            name = find_group(everything, table.text_of(group))
            return [t for t in everything if t.group == name]
        found = self.transcripts.get(transcript)
        if found is None:
            near = did_you_mean(transcript, list(self.transcripts))
            raise CodingError(f'the study has no transcript "{transcript}"', near)
        if group and not _same(group, table.cell(found.group)):
            raise CodingError(
                f'{found.name} belongs to the group "{found.group}"',
                "a transcript changes its group with `kodierung import --set group=… "
                "--update`",
            )
        return [found]


@dataclass(frozen=True, slots=True)
class _Row:
    """One row with its place and its cells by heading."""

    place: str
    cells: Mapping[str, str]

    def get(self, heading: str) -> str:
        return self.cells.get(heading, "")


def _read(
    rows: Sequence[spreadsheet.Row], study: _Study, name: str
) -> tuple[dict[Target, Description], list[Problem]]:
    """Return what a table says that is not known, and its faults."""
    known = {h.casefold(): h for h in (*FIXED, *study.headings)}
    known |= {h: h for h in (*FIXED, *study.headings)}
    written = rows[0].cells if rows else ()
    headings = [known.get(h, known.get(h.casefold(), h)) for h in written]
    problems = _faults_of_headings(headings, study, name)
    if problems:
        return {}, problems
    said: dict[Target, Description] = {}
    first: dict[Target, str] = {}
    for found in rows[1:]:
        cells = dict(zip(headings, found.cells, strict=False))
        row = _Row(f"{name}{found.place}", cells)
        try:
            for target, description in _descriptions(row, study):
                if first.setdefault(target, row.place) != row.place:
                    raise CodingError(f"described already at {first[target]}")
                problems += check_attributes(
                    description.values, study.codebook, row.place
                )
                if description.names:
                    said[target] = description
        except CodingError as fault:
            message = fault.message.rstrip(".")
            problems.append(Problem(row.place, message, fault.hint))
    return said, list(dict.fromkeys(problems))


def _faults_of_headings(
    headings: Sequence[str], study: _Study, name: str
) -> list[Problem]:
    place = f"{name}:1"
    known = (*FIXED, *study.headings)
    problems = []
    if not {"transcript", "group"} & set(headings):
        what = "the first row must hold headings, transcript or group among them"
        hint = "begin with a table that `kodierung speakers export` writes"
        problems.append(Problem(place, what, hint))
    twice = {h for h in headings if h and headings.count(h) > 1}
    problems += [Problem(place, f'two columns are called "{h}"') for h in sorted(twice)]
    if study.codebook is None or not study.codebook.attributes:
        return problems
    for heading in headings:
        if heading and heading not in known:
            near = did_you_mean(heading, known) or f"known are {', '.join(known)}"
            problems.append(Problem(place, f'unknown column "{heading}"', near))
    return problems


def _descriptions(row: _Row, study: _Study) -> Iterator[tuple[Target, Description]]:
    """Yield what a row says of whom, as far as it is not known.

    Raises:
        CodingError: There is nobody so called, or it must not be said.
    """
    label = row.get("speaker")
    there = study.meant(row.get("transcript"), row.get("group"))
    known = [(t, s) for t in there for s in t.speakers]
    people = [(t, s) for t, s in known if table.cell(s.label) == label] or [
        (t, s) for t, s in known if label and _same(label, table.cell(s.label))
    ]
    if not label:
        for transcript in there:
            yield Target(transcript.name), _said_of(row, None, transcript, study)
    elif not people:
        labels = list(dict.fromkeys(s.label for _, s in known))
        near = did_you_mean(label, labels) or f"there are {', '.join(labels[:20])}"
        raise CodingError(f'nobody is called "{label}" there', near)
    for transcript, speaker in people:
        said = _said_of(row, speaker, transcript, study)
        yield Target(transcript.name, speaker.label), said


def _said_of(
    row: _Row, speaker: Speaker | None, transcript: Transcript, study: _Study
) -> Description:
    """Return what the cells of a row say that is not known."""
    described = transcript if speaker is None else speaker
    attributes: dict[str, str | None] = {}
    for heading, written in row.cells.items():
        if heading in FIXED or not heading:
            continue
        key = study.headings.get(heading, table.text_of(heading))
        known = described.attributes.get(key, "")
        said = _new(study.value(key, written), known)
        if said is not None:
            attributes[key] = said or None
    return Description(_kind(row, speaker), _function(row, speaker), attributes)


def _kind(row: _Row, speaker: Speaker | None) -> SpeakerKind | None:
    written = row.get("kind").casefold()
    if not written or (speaker is not None and written == speaker.kind):
        return None
    if speaker is None:
        raise CodingError("a whole group has no kind", "name the speaker")
    for kind in KINDS:
        if written == kind:
            return kind
    near = did_you_mean(written, KINDS) or f"write {' or '.join(KINDS)}"
    raise CodingError(f'"{written}" is no kind of speaker', near)


def _function(row: _Row, speaker: Speaker | None) -> str | None:
    if speaker is None:
        if row.get("function"):
            raise CodingError("a whole group has no function", "name the speaker")
        return None
    return _new(row.get("function"), speaker.function)


def _new(written: str, known: str) -> str | None:
    """Return what a cell says: None if nothing new, `""` to remove what is known."""
    if not written or _same(written, table.cell(known)):
        return None
    if written == table.REMOVE:
        return "" if known else None
    return table.text_of(written)


def _same(written: str, known: str) -> bool:
    """Tell whether two cells hold the same; Excel makes 1 of 01."""
    if written == known:
        return True
    digits = written.isdecimal() and known.isdecimal()
    return digits and written.lstrip("0") == known.lstrip("0")
