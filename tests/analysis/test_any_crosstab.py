"""Whatever was coded, the figures of a cross table fit together and fit the matrix."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from kodierung.analysis import course
from kodierung.analysis.cooccurrence import cooccurrence
from kodierung.analysis.coverage import coded_words, joined
from kodierung.analysis.crosstab import Cell, cross, lines_of
from kodierung.analysis.divisions import (
    Division,
    as_one,
    by_attribute,
    by_coder,
    by_group,
    by_speaker,
    by_transcript,
)
from kodierung.analysis.material import Material
from kodierung.analysis.matrix import MatrixOptions, build_matrix
from kodierung.analysis.people import Person, population
from kodierung.model import Coding
from tests.support.small import codebook, transcript

LABELS = st.sampled_from(["I", "B1", "B2", "B3", "?"])
SAID = st.sampled_from(
    ["Ja.", "Das ist so.", "Na ja – also, gut.", "Man kennt sich eben.", "…"]
)
WHERE = st.sampled_from(
    [{"perspective": "traeger"}, {"perspective": "jobcenter", "level": "x"}, {}]
)
LINES = lines_of(codebook(), "code")


@st.composite
def materials(draw: st.DrawFn) -> Material:
    study, codings = {}, []
    for number in range(draw(st.integers(1, 3))):
        turns = draw(st.lists(st.tuples(LABELS, SAID), min_size=1, max_size=6))
        one = transcript(
            turns,
            name=f"{number}.txt",
            group=f"FG{draw(st.integers(0, 1))}",
            attributes=draw(WHERE),
            silent=tuple(draw(st.sets(st.sampled_from(["B8", "B9"])))),
        )
        study[one.name] = one
        for _ in range(draw(st.integers(0, 8))):
            start = draw(st.integers(0, len(one.text) - 1))
            end = draw(st.integers(start + 1, min(len(one.text), start + 40)))
            code = draw(st.sampled_from(list(codebook().codes)))
            coder = draw(st.sampled_from(["A", "B"]))
            codings.append(
                Coding("", one.name, start, end, one.text[start:end], code, coder)
            )
    return Material(codebook(), study, tuple(codings))


def divisions(material: Material) -> list[Division]:
    return [
        by_transcript(material),
        by_group(material),
        by_speaker(material),
        by_attribute(material, "level"),
        by_coder(material),
        course.by_words(material, 3),
    ]


def segments(cells: Iterable[Cell | None]) -> list[int]:
    return [cell.segments if cell else 0 for cell in cells]


def words(cells: Iterable[Cell | None]) -> list[int]:
    return [cell.words if cell else 0 for cell in cells]


@given(materials())
def test_columns_add_up_to_the_total(material: Material):
    for division in divisions(material):
        made = cross(material, LINES, division, words=True)
        for cells, total in zip(
            (*made.cells, made.beneath), (*made.right, made.corner), strict=True
        ):
            (whole,) = segments([total])
            found = segments(cells)
            if division.by in ("transcript", "group"):
                assert sum(found) == whole
            assert max(found, default=0) <= whole <= sum(found)


@given(materials())
def test_words_add_up_where_everybody_has_one_column(material: Material):
    for division in divisions(material):
        if division.by in ("coder", "part"):  # a word has several coders; words are cut
            continue
        made = cross(material, LINES, division, words=True)
        for cells, total in zip(
            (*made.cells, made.beneath), (*made.right, made.corner), strict=True
        ):
            assert [sum(words(cells))] == words([total])


@given(materials())
def test_nothing_is_more_than_its_whole(material: Material):
    for division in divisions(material):
        made = cross(material, LINES, division, words=True)
        rows = (*made.cells, made.right, made.beneath, (made.corner,))
        for cell in (cell for row in rows for cell in row if cell):
            assert cell.speakers.k <= cell.speakers.of
            assert cell.groups.k <= cell.groups.of
            assert (cell.groups.k > 0) == (cell.segments > 0)


@given(materials())
def test_figures_are_those_of_the_matrix(material: Material):
    known = material.codebook
    matrix = build_matrix(
        known,
        material.transcripts.values(),
        material.codings,
        "A",
        MatrixOptions(show_all=True),
    )
    made = cross(material, LINES, as_one(material))
    found = {
        line.heading.key: cell and (cell.segments, cell.speakers, cell.groups)
        for line, cell in zip(made.lines, made.right, strict=True)
    }
    for perspective in matrix.perspectives:
        for row in perspective.rows:
            for cell in (row.promoting, row.inhibiting):
                if cell and found[cell.code]:
                    figures = (cell.segments, cell.speakers, cell.groups)
                    assert found[cell.code] == figures
                elif cell:  # nobody counts
                    assert cell.segments == cell.speakers.of == 0


@given(materials())
def test_all_words_coded_are_those_of_the_status(material: Material):
    made = cross(material, LINES, by_transcript(material), words=True)
    for transcript_head, cell in zip(made.heads, made.beneath, strict=True):
        one = material.transcripts[transcript_head.key]
        mine = [
            c
            for c in material.codings
            if c.transcript == one.name and not codebook().codes[c.code].where
        ]
        free = cross(
            Material(codebook(), material.transcripts, tuple(mine)),
            LINES,
            by_transcript(material),
            words=True,
        )
        spoken = [(t.start, t.end) for t in one.turns if t.speaker != "I"]
        coded = [(c.start, c.end) for c in mine]
        column = [head.key for head in free.heads].index(one.name)
        assert words([free.beneath[column]]) == [coded_words(one.text, spoken, coded)]
        assert cell is None or cell.words >= words([free.beneath[column]])[0]


@given(materials(), st.sampled_from([None, 0, 1]))
def test_meeting_is_symmetric_and_grows_with_nearness(
    material: Material, near: int | None
):
    made = cooccurrence(material, LINES, near)
    rows = range(len(LINES))
    assert all(made.cells[a][b] == made.cells[b][a] for a in rows for b in rows)
    wider = cooccurrence(material, LINES, 0 if near is None else near + 1)
    for a in rows:
        for b in rows:
            here, there = made.cells[a][b], wider.cells[a][b]
            if a != b and here and here.segments:
                assert there
                assert there.segments > 0
                assert there.speakers.k >= here.speakers.k


@given(materials())
def test_codes_meet_on_the_words_they_share(material: Material):
    """Counted pair by pair, for a code of which everybody's words count."""
    made = cooccurrence(material, LINES)
    keys = [line.heading.key for line in LINES]
    row = made.cells[keys.index("role.markt")]
    for other in codebook().codes.values():
        cell = row[keys.index(other.id)]
        if other.id != "role.markt" and cell:
            codes = codebook().with_descendants(other.id)
            counted = population(material.transcripts.values(), other.where).voices
            places, people = places_shared(material, codes, counted)
            assert (cell.segments, cell.groups.k) == (places, len(people))


def places_shared(
    material: Material, codes: frozenset[str], counted: frozenset[Person]
) -> tuple[int, set[str]]:
    """Return the places a role shares with codes, and the groups they lie in."""
    mine = {c for c in material.codings if c.code == "role.markt"}
    theirs = {c for c in material.codings if c.code in codes}
    found: dict[str, set[tuple[int, int]]] = {}
    groups: set[str] = set()
    for one, other in product(mine, theirs):
        start, end = max(one.start, other.start), min(one.end, other.end)
        where = material.transcripts[one.transcript]
        if one.transcript == other.transcript and any(
            any(map(str.isalnum, where.text[max(start, t.start) : min(end, t.end)]))
            for t in where.turns
            if (where.group, t.speaker) in counted
        ):
            found.setdefault(where.name, set()).add((start, end))
            groups.add(where.group)
    return sum(len(joined(places)) for places in found.values()), groups


@given(materials())
def test_jaccard_is_that_of_the_sets_of_words(material: Material):
    made = cooccurrence(material, LINES, alike=True)
    sets = [words_with(material, line.codes) for line in LINES]
    for a, cells in enumerate(made.cells):
        for b, cell in enumerate(cells):
            if cell is not None:
                both = sets[a][1] & sets[b][1]
                one = {w for w in sets[a][0] if w[:2] in both}
                other = {w for w in sets[b][0] if w[:2] in both}
                either = len(one | other)
                expected = len(one & other) / either if either else None
                assert cell.alike == expected


def words_with(
    material: Material, codes: frozenset[str]
) -> tuple[set[tuple[str, str, str, int]], frozenset[Person]]:
    """Return words with codes, by group, label, transcript, place; and who counts."""
    everybody = material.transcripts.values()
    found, counted = set(), frozenset[Person]()
    for code in codes:
        where = material.codebook.codes[code].where
        voices = population(everybody, where).voices
        counted |= voices
        for coding in (c for c in material.codings if c.code == code):
            spoken = material.transcripts[coding.transcript]
            for turn in spoken.turns:
                if (spoken.group, turn.speaker) not in voices:
                    continue
                for run in re.finditer(r"\S+", spoken.text):
                    # A word counts where the coded part of the turn reaches into it.
                    start = max(turn.start, coding.start)
                    end = min(turn.end, coding.end)
                    is_word = any(map(str.isalnum, run.group()))
                    if is_word and start < run.end() and run.start() < end > start:
                        found.add(
                            (spoken.group, turn.speaker, spoken.name, run.start())
                        )
    return found, counted
