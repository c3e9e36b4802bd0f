"""The evidence of a factor side by side, counted as the whole of it is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodierung.analysis.divisions import (
    Division,
    by_attribute,
    by_function,
    by_group,
    by_speaker,
)
from kodierung.analysis.material import Material
from kodierung.analysis.matrix import MatrixOptions, build_matrix
from kodierung.model import Coding, FactorCell, Matrix, Share, Transcript
from tests.support.small import codebook, coding, transcript

GOOD = "traeger.kenntnisse.promoting"
TRAEGER = {"perspective": "traeger"}


def described(made: Transcript, **functions: str) -> Transcript:
    """Give functions and levels to people; who is not named has neither."""
    return replace(
        made,
        speakers=tuple(
            replace(
                speaker,
                function=functions[speaker.label],
                attributes={"level": functions[speaker.label][0].lower()},
            )
            if speaker.label in functions
            else speaker
            for speaker in made.speakers
        ),
    )


ONE = described(
    transcript(
        [
            ("I", "Wie ist es?"),
            ("B1", "Die kennen uns gut. Sehr gut."),
            ("B2", "Uns auch."),
            ("B4", "Mich nicht."),
        ],
        attributes=TRAEGER,
        silent=("B3",),
    ),
    B1="Leitung",
    B2="Fachkraft",
    B3="Leitung",
    I="Moderation",
)
TWO = described(
    transcript(
        [("I", "Und hier?"), ("B1", "Hier kennt man uns.")],
        name="FG02.txt",
        group="FG02",
        attributes=TRAEGER,
    ),
    B1="Leitung",
)
OFFICE = transcript(
    [("B1", "Man kennt sich.")],
    name="FG03.txt",
    group="FG03",
    attributes={"perspective": "jobcenter"},
)
STUDY = {t.name: t for t in (ONE, TWO, OFFICE)}
DIVISIONS = {
    "group": by_group,
    "speaker": by_speaker,
    "function": by_function,
    "level": lambda material: by_attribute(material, "level"),
}


def matrix_of(codings: list[Coding], by: str) -> Matrix:
    material = Material(codebook(), STUDY, tuple(codings), "A")
    division: Division = DIVISIONS[by](material)
    options = MatrixOptions(division=division, show_all=True)
    return build_matrix(codebook(), STUDY.values(), codings, "A", options)


def cell_of(codings: list[Coding], by: str) -> FactorCell:
    found = matrix_of(codings, by).perspectives[0].rows[0].promoting
    assert found is not None
    return found


def test_a_segment_counts_for_everybody_who_speaks_in_it() -> None:
    both = coding(ONE, "Sehr gut.\n\nB2: Uns auch.", GOOD)
    codings = [both, coding(TWO, "Hier kennt man uns.", GOOD)]
    cell = cell_of(codings, "function")
    assert cell.segments == 2
    assert [(p.value, p.segments, p.speakers, p.groups) for p in cell.parts] == [
        ("Fachkraft", 1, Share(1, 1), Share(1, 1)),
        ("Leitung", 2, Share(2, 3), Share(2, 2)),  # silent B3 could have said it too
        ("", 0, Share(0, 1), Share(0, 1)),  # B4, of whom nobody told a function
    ]


def test_moderators_and_those_who_do_not_count_are_no_part() -> None:
    cell = cell_of([coding(ONE, "Wie ist es?\n\nB1: Die kennen", GOOD)], "speaker")
    assert [part.value for part in cell.parts] == [
        "FG01 B1",
        "FG01 B2",
        "FG01 B4",
        "FG01 B3",
        "FG02 B1",
    ]
    assert [part.segments for part in cell.parts] == [1, 0, 0, 0, 0]


def test_without_a_division_there_are_no_parts() -> None:
    (coded,) = [coding(ONE, "Uns auch.", GOOD)]
    made = build_matrix(codebook(), STUDY.values(), [coded], "A")
    assert made.perspectives[0].rows[0].promoting
    assert made.perspectives[0].rows[0].promoting.parts == ()


CODES = (GOOD, f"{GOOD}.besuch", "traeger.kooperation.inhibiting")
PLACES = st.tuples(
    st.sampled_from((ONE, TWO, OFFICE)),
    st.integers(0, 40),
    st.integers(1, 40),
    st.sampled_from(CODES),
)


def made_coding(number: int, place: tuple[Transcript, int, int, str]) -> Coding:
    where, start, length, code = place
    end = min(len(where.text), start + length)
    start = min(start, end - 1)
    return Coding(
        f"c{number}", where.name, start, end, where.text[start:end], code, "A"
    )


@pytest.mark.parametrize("by", DIVISIONS)
@given(st.lists(PLACES, max_size=8))
def test_parts_add_up_to_the_whole(
    by: str, places: list[tuple[Transcript, int, int, str]]
) -> None:
    codings = [made_coding(n, place) for n, place in enumerate(places)]
    for row in matrix_of(codings, by).perspectives[0].rows:
        for cell in row.factors:
            assert cell is not None
            speakers = [part.speakers for part in cell.parts]
            assert sum(share.k for share in speakers) == cell.speakers.k
            assert sum(share.of for share in speakers) == cell.speakers.of
            segments = [part.segments for part in cell.parts]
            assert max(segments, default=0) <= cell.segments <= sum(segments)
            if by == "group":
                assert cell.segments == sum(segments)
                assert cell.groups.k == sum(part.groups.k for part in cell.parts)
