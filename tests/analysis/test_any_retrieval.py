"""Whatever was coded, retrieval is set logic and fits the matrix and cross tables."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kodierung.analysis.cooccurrence import cooccurrence
from kodierung.analysis.crosstab import lines_of
from kodierung.analysis.material import Material
from kodierung.analysis.matrix import MatrixOptions, build_matrix
from kodierung.analysis.retrieval import Conditions, Hit, retrieve
from kodierung.text import words
from tests.analysis.test_any_crosstab import materials
from tests.support.small import codebook

CODES = tuple(codebook().codes)
SOME = st.frozensets(st.sampled_from(CODES), min_size=1)

Place = tuple[str, int, int]


def place(hit: Hit) -> Place:
    return hit.transcript, hit.place.start, hit.place.end


def hits(material: Material, asked: Conditions) -> set[tuple[str | None, *Place]]:
    return {(hit.code, *place(hit)) for hit in retrieve(material, asked).hits}


def letters(material: Material, asked: Conditions) -> set[tuple[str, int]]:
    """Return every letter that those who are meant say in what is found."""
    return {
        (hit.transcript, at)
        for hit in retrieve(material, asked).hits
        for piece in hit.said
        for at in range(piece.start, piece.end)
    }


@given(materials())
def test_a_factor_is_retrieved_as_the_matrix_counts_it(material: Material) -> None:
    matrix = build_matrix(
        material.codebook,
        material.transcripts.values(),
        material.codings,
        "A",
        MatrixOptions(show_all=True),
    )
    rows = [row for perspective in matrix.perspectives for row in perspective.rows]
    for cell in (cell for row in rows for cell in row.factors if cell):
        codes = material.codebook.with_descendants(cell.code)
        found = retrieve(material, Conditions(codes))
        expected = {(p.transcript, p.start, p.end) for p in cell.passages}
        assert {place(hit) for hit in found.hits} == expected
        assert found.figures.segments == cell.segments
        assert found.figures.speakers == cell.speakers
        assert found.figures.groups == cell.groups


@given(materials(), SOME, SOME)
def test_words_are_shared_by_both_sides(
    material: Material, one: frozenset[str], other: frozenset[str]
) -> None:
    here = Conditions(one, together=(other,), overlap=True)
    there = Conditions(other, together=(one,), overlap=True)
    assert letters(material, here) == letters(material, there)
    found, back = retrieve(material, here), retrieve(material, there)
    assert found.figures.words == back.figures.words
    assert found.figures.speakers == back.figures.speakers
    assert found.figures.groups == back.figures.groups
    for hit in found.hits:
        assert words(found.texts[hit.transcript][hit.place.start : hit.place.end])


@given(materials(), SOME, SOME)
def test_not_is_the_complement_of_and(
    material: Material, one: frozenset[str], other: frozenset[str]
) -> None:
    other -= one
    all_ = hits(material, Conditions(one))
    with_it = hits(material, Conditions(one, together=(other,)))
    without = hits(material, Conditions(one, without=(other,)))
    assert with_it | without == all_
    assert not with_it & without


@given(materials(), SOME)
def test_a_coding_is_no_companion_of_itself(
    material: Material, some: frozenset[str]
) -> None:
    for code, *where in hits(material, Conditions(some)):
        alone = tuple(
            c
            for c in material.codings
            if (c.code, c.transcript, c.start, c.end) == (code, *where)
        )
        only = replace(material, codings=alone)
        assert not hits(only, Conditions(some, together=(some,)))
        assert not hits(only, Conditions(some, near=(some,), within=9))
        assert hits(only, Conditions(some)) == {(code, *where)}


@given(materials(), SOME, SOME, st.integers(0, 3))
def test_near_is_what_a_search_of_all_pairs_finds(
    material: Material, one: frozenset[str], other: frozenset[str], within: int
) -> None:
    def turns(found: tuple[str | None, str, int, int]) -> tuple[str, int, int]:
        _, name, start, end = found
        touched = [
            t.number
            for t in material.transcripts[name].turns
            if t.start < end and start < t.end
        ]
        return name, touched[0], touched[-1]

    mine = hits(material, Conditions(one))
    others = hits(material, Conditions(other))
    expected = set()
    for found in mine:
        name, first, last = turns(found)
        for companion in others - {found}:
            where, begin, end = turns(companion)
            if name == where and begin - last <= within and first - end <= within:
                expected.add(found)
    assert hits(material, Conditions(one, near=(other,), within=within)) == expected


@given(materials())
def test_people_are_those_of_the_cross_table(material: Material) -> None:
    lines = lines_of(material.codebook, "factor")
    table = cooccurrence(material, lines)
    for a, one in enumerate(lines):
        for b, other in enumerate(lines):
            cell = table.cells[a][b]
            if a == b or cell is None:
                continue
            asked = Conditions(one.codes, together=(other.codes,), overlap=True)
            figures = retrieve(material, asked).figures
            assert figures.speakers == cell.speakers
            assert figures.groups == cell.groups
