"""What stands behind the matrix in a workbook: codebook, people, and the comparison."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from kodierung.analysis.crosstab import Cell, Line, cross, lines_of
from kodierung.analysis.divisions import Heading, as_one, by_speaker
from kodierung.analysis.material import Material
from kodierung.analysis.methods import heard
from kodierung.formats.files.phrases import phrases
from kodierung.model import Column, Matrix, Speaker, Table, Transcript, Value
from kodierung.workflow.wording import note


def appendix(material: Material, matrix: Matrix) -> tuple[Table, ...]:
    """Return the tables behind a matrix.

    Args:
        material: What it was made from.
        matrix: The matrix; where its evidence is compared, that is a table too.
    """
    tables = (_codes(material, matrix), _people(material, matrix))
    return (*tables, _comparison(matrix)) if matrix.comparison else tables


def _words(matrix: Matrix) -> Mapping[str, str]:
    return phrases(__package__, "matrix_words.yaml", matrix.language)


def _whose(matrix: Matrix) -> str:
    return note(matrix.language, "coder", coder=matrix.coder)


def _codes(material: Material, matrix: Matrix) -> Table:
    """Return all codes with how much each was used, in the codebook's order."""
    said, codebook = _words(matrix), material.codebook
    lines = lines_of(codebook, "code")
    counted = cross(material, lines, as_one(material)).right
    perspectives = {p.id: p for p in codebook.perspectives}
    themes = {
        f"{p.id}.{theme.id}": theme.label
        for p in codebook.perspectives
        for theme in p.themes
    }

    def row(number: int) -> Iterator[Value]:
        code, cell = codebook.codes[lines[number].heading.key], counted[number]
        yield from (code.id, code.label)
        yield perspectives[code.perspective].label if code.perspective else None
        yield themes.get(code.theme) if code.theme else None
        yield said[code.polarity] if code.polarity else None
        yield from (code.definition, code.include, code.exclude)
        yield from _figures(cell)

    texts = ("definition", "include", "exclude")
    names = ("code", "label", "perspective", "theme", "polarity")
    return Table(
        name=said["codebook"],
        caption=said["about_codebook"].format(
            title=codebook.title, version=codebook.version
        ),
        columns=(
            *(Column(key, said[key]) for key in names),
            *(Column(key, said[key], "words") for key in texts),
            *_figure_columns(said),
        ),
        rows=tuple(tuple(row(number)) for number in range(len(lines))),
        note=said["counted"].format(whose=_whose(matrix)),
        language=matrix.language,
    )


def _figure_columns(said: Mapping[str, str]) -> Iterator[Column]:
    yield Column("segments", said["segments"], "count")
    yield Column("speakers", said["speakers"], "part")
    yield Column("groups", said["groups"], "part")


def _figures(cell: Cell | None) -> tuple[Value, ...]:
    return (cell.segments, cell.speakers, cell.groups) if cell else (None,) * 3


def _people(material: Material, matrix: Matrix) -> Table:
    """Return everybody as the transcripts call them, moderators included."""
    said, codebook = _words(matrix), material.codebook
    coded = _segments_of_each(material)
    turns, words = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    there: dict[tuple[str, str], list[tuple[Transcript, Speaker]]] = {}
    for transcript in material.transcripts.values():
        for speaker in transcript.speakers:
            person = (transcript.group, speaker.label)
            there.setdefault(person, []).append((transcript, speaker))
        turns.update((transcript.group, turn.speaker) for turn in transcript.turns)
        for label, number in heard(transcript, None).words.items():
            words[transcript.group, label] += number

    def row(person: tuple[str, str]) -> Iterator[Value]:
        places = there[person]
        yield from person
        yield next((s.function for _, s in places if s.function), None)
        yield said[places[0][1].kind]
        for attribute in codebook.attributes.values():
            told = (t.attributes_of(s.label).get(attribute.id) for t, s in places)
            value = next(filter(None, told), None)
            yield value and attribute.values.get(value, value)
        yield "; ".join(transcript.name for transcript, _ in places)
        yield from (turns[person], words[person], coded.get(person))

    names = ("group", "speaker", "function", "role")
    numbers = ("turns", "words", "segments")
    return Table(
        name=said["people"],
        caption=said["people"],
        columns=(
            *(Column(key, said[key]) for key in names),
            *(Column(f"{a.id}_", a.label) for a in codebook.attributes.values()),
            Column("transcripts", said["transcripts"]),
            *(Column(key, said[key], "count") for key in numbers),
        ),
        rows=tuple(tuple(row(person)) for person in there),
        note=said["of_each"].format(whose=_whose(matrix)),
        language=matrix.language,
    )


def _segments_of_each(material: Material) -> dict[tuple[str, str], int]:
    """Return how many segments of any code each person has whose words count."""
    everything = Line(Heading("", ""), frozenset(material.codebook.codes))
    division = by_speaker(material)
    (cells,) = cross(material, [everything], division).cells
    return {
        person: cell.segments
        for people, cell in zip(division.people, cells, strict=True)
        for person in people
        if cell is not None
    }


def _comparison(matrix: Matrix) -> Table:
    """Return the evidence of every factor and value, one a row."""
    said, compared = _words(matrix), matrix.comparison
    label = compared.label if compared else ""
    names = ("perspective", "theme", "polarity", "factor")
    return Table(
        name=said["comparison"],
        caption=said["about_comparison"].format(by=label),
        columns=(
            *(Column(key, said[key]) for key in names),
            Column("value", label),
            *_figure_columns(said),
        ),
        rows=tuple(
            (
                *(perspective.label, row.label, said[polarity], cell.label),
                *(part.label, part.segments, part.speakers, part.groups),
            )
            for perspective in matrix.perspectives
            for row in perspective.rows
            for polarity, cell in zip(
                ("promoting", "inhibiting"), row.factors, strict=True
            )
            if cell is not None
            for part in cell.parts
        ),
        note=_whose(matrix),
        language=matrix.language,
    )
