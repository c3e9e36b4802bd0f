from __future__ import annotations

import pytest

from kodierung.analysis.matrix import MatrixOptions, build_matrix, uncounted
from kodierung.model import (
    Coding,
    Contradiction,
    FactorCell,
    Matrix,
    Share,
    Transcript,
)
from tests.support.small import codebook, coding, transcript

TRAEGER = {"perspective": "traeger"}
PROMOTING = "traeger.kenntnisse.promoting"


@pytest.fixture
def one() -> Transcript:
    return transcript(
        [
            ("I", "Wie ist es?"),
            ("B1", "Die kennen uns gut. Sehr gut."),
            ("B2", "Uns auch."),
            ("B1", "Und sie besuchen uns."),
        ],
        attributes=TRAEGER,
        silent=("B3",),
    )


@pytest.fixture
def two() -> Transcript:
    return transcript(
        [("I", "Und hier?"), ("B1", "Hier kennt uns keiner.")],
        name="FG02.txt",
        group="FG02",
        attributes=TRAEGER,
    )


@pytest.fixture
def office() -> Transcript:
    return transcript(
        [("B1", "Man kennt sich.")],
        name="FG03.txt",
        group="FG03",
        attributes={"perspective": "jobcenter"},
    )


def cell(matrix: Matrix, perspective: int, row: int) -> FactorCell:
    found = matrix.perspectives[perspective].rows[row].promoting
    assert found is not None
    return found


def test_evidence_counts_silent_people_and_all_groups(
    one: Transcript, two: Transcript, office: Transcript
) -> None:
    codings = [coding(one, "Die kennen uns gut.", PROMOTING)]
    matrix = build_matrix(codebook(), [one, two, office], codings, "A")
    evidence = cell(matrix, 0, 0)
    assert evidence.segments == 1
    assert evidence.speakers == Share(1, 4)  # B1, B2, silent B3; B1 of the other group
    assert evidence.groups == Share(1, 2)  # the Jobcenter's group is not asked


def test_a_person_is_a_label_in_a_group(one: Transcript, two: Transcript) -> None:
    codings = [
        coding(one, "Die kennen uns gut.", PROMOTING),
        coding(one, "Und sie besuchen uns.", PROMOTING),
        coding(two, "Hier kennt uns keiner.", PROMOTING),
    ]
    evidence = cell(build_matrix(codebook(), [one, two], codings, "A"), 0, 0)
    assert evidence.speakers == Share(2, 4)
    assert evidence.groups == Share(2, 2)


def test_one_group_may_span_files(one: Transcript) -> None:
    second = transcript(
        [("B1", "Noch einmal ich.")],
        name="FG01_2.txt",
        group="FG01",
        attributes=TRAEGER,
    )
    codings = [
        coding(one, "Die kennen uns gut.", PROMOTING),
        coding(second, "Noch einmal ich.", PROMOTING),
    ]
    evidence = cell(build_matrix(codebook(), [one, second], codings, "A"), 0, 0)
    assert evidence.segments == 2
    assert evidence.speakers == Share(1, 3)
    assert evidence.groups == Share(1, 1)


def test_identical_segments_and_subcodes_count_once(one: Transcript) -> None:
    codings = [
        coding(one, "Die kennen uns gut.", PROMOTING),
        coding(one, "Die kennen uns gut.", f"{PROMOTING}.besuch"),
        coding(one, "Und sie besuchen uns.", f"{PROMOTING}.besuch"),
    ]
    evidence = cell(build_matrix(codebook(), [one], codings, "A"), 0, 0)
    assert evidence.segments == 2
    assert [p.code for p in evidence.passages] == [PROMOTING, f"{PROMOTING}.besuch"]


def test_an_exchange_counts_for_everybody_in_it_but_the_moderator(
    one: Transcript,
) -> None:
    start = one.text.index("Wie ist")
    end = one.text.index("Uns auch.") + len("Uns auch.")
    exchange = Coding("x", one.name, start, end, one.text[start:end], PROMOTING, "A")
    evidence = cell(build_matrix(codebook(), [one], [exchange], "A"), 0, 0)
    assert evidence.speakers.k == 2
    assert evidence.passages[0].speakers == ("B1", "B2")


def test_words_of_several_people_count_and_are_nobody_more(two: Transcript) -> None:
    noisy = transcript(
        [("B1", "Die kennen uns gut."), ("?", "Genau. So ist es.")],
        attributes=TRAEGER,
    )
    codings = [coding(noisy, "So ist es.", PROMOTING)]
    evidence = cell(build_matrix(codebook(), [noisy, two], codings, "A"), 0, 0)
    assert evidence.segments == 1
    assert evidence.speakers == Share(0, 2)
    assert evidence.groups == Share(1, 2)
    assert evidence.passages[0].speakers == ("?",)
    assert uncounted(codebook(), [noisy, two], codings) == []


def test_where_nobody_is_named_the_group_is_one_person(two: Transcript) -> None:
    unnamed = transcript(
        [("I", "Und?"), ("?", "Die kennen uns gut.")], attributes=TRAEGER
    )
    codings = [coding(unnamed, "Die kennen uns gut.", PROMOTING)]
    evidence = cell(build_matrix(codebook(), [unnamed, two], codings, "A"), 0, 0)
    assert evidence.speakers == Share(1, 2)
    assert evidence.groups == Share(1, 2)


def test_a_group_whose_people_speak_in_another_file_needs_no_further_person() -> None:
    first = transcript([("?", "Die kennen uns gut.")], attributes=TRAEGER)
    second = transcript(
        [("B1", "Uns auch.")], name="FG01_2.txt", group="FG01", attributes=TRAEGER
    )
    codings = [coding(first, "Die kennen uns gut.", PROMOTING)]
    evidence = cell(build_matrix(codebook(), [first, second], codings, "A"), 0, 0)
    assert evidence.speakers == Share(0, 1)


def test_words_of_another_perspective_do_not_count(office: Transcript) -> None:
    stray = coding(office, "Man kennt sich.", PROMOTING)
    matrix = build_matrix(codebook(), [office], [stray], "A")
    assert matrix.perspectives == ()
    assert uncounted(codebook(), [office], [stray]) == [stray]


def test_detached_codings_count_nowhere(one: Transcript) -> None:
    gone = coding(one, "Die kennen uns gut.", PROMOTING, status="detached")
    assert build_matrix(codebook(), [one], [gone], "A").perspectives == ()


def test_empty_cells_and_rows(one: Transcript) -> None:
    codings = [coding(one, "Die kennen uns gut.", PROMOTING)]
    matrix = build_matrix(codebook(), [one], codings, "A")
    assert [p.id for p in matrix.perspectives] == ["traeger"]
    (row,) = matrix.perspectives[0].rows
    assert row.theme == "kenntnisse"
    assert row.inhibiting is None

    everything = build_matrix(
        codebook(), [one], codings, "A", MatrixOptions(show_all=True)
    )
    assert [len(p.rows) for p in everything.perspectives] == [2, 1]
    shown = everything.perspectives[0].rows[0].inhibiting
    assert shown is not None
    assert (shown.segments, shown.speakers) == (0, Share(0, 3))


def test_statements_are_chosen_or_the_codebooks_own(one: Transcript) -> None:
    plain = coding(one, "Die kennen uns gut.", PROMOTING)
    chosen = coding(one, "Und sie besuchen uns.", PROMOTING, statement=True)
    without = build_matrix(codebook(), [one], [plain], "A")
    assert without.perspectives[0].rows[0].statements == ()

    row = build_matrix(codebook(), [one], [plain, chosen], "A").perspectives[0].rows[0]
    (said,) = row.statements
    assert said.text == "Und sie besuchen uns."
    assert (said.speaker, said.turn) == ("B1", 4)

    options = MatrixOptions(statements="codebook")
    row = (
        build_matrix(codebook(), [one], [chosen], "A", options).perspectives[0].rows[0]
    )
    (said,) = row.statements
    assert said.text == "„Aus dem Codebuch.“"
    assert said.transcript is None


def test_passages_stand_in_their_context(one: Transcript) -> None:
    codings = [coding(one, "Sehr gut.", PROMOTING)]
    passage = cell(build_matrix(codebook(), [one], codings, "A"), 0, 0).passages[0]
    assert [turn.number for turn in passage.context] == [1, 2, 3]
    marked = passage.context[1].marked
    assert marked is not None
    assert passage.context[1].text[marked.start : marked.end] == "Sehr gut."
    assert passage.context[0].marked is None


INHIBITING = "traeger.kenntnisse.inhibiting"
PARTNERS = "traeger.kooperation.promoting"


def test_weakly_backed_factors_are_left_out_when_asked(
    one: Transcript, two: Transcript
) -> None:
    codings = [
        coding(one, "Die kennen uns gut.", PROMOTING),
        coding(one, "Uns auch.", PROMOTING),
        coding(two, "Hier kennt uns keiner.", PARTNERS),
    ]

    def rows(options: MatrixOptions) -> list[str]:
        made = build_matrix(codebook(), [one, two], codings, "A", options)
        return [row.theme for p in made.perspectives for row in p.rows]

    assert rows(MatrixOptions()) == ["kenntnisse", "kooperation"]
    assert rows(MatrixOptions(min_segments=2)) == ["kenntnisse"]
    assert rows(MatrixOptions(min_groups=2)) == []


def test_rows_can_be_ordered_by_what_they_rest_on(
    one: Transcript, two: Transcript
) -> None:
    codings = [
        coding(one, "Die kennen uns gut.", PROMOTING),
        coding(one, "Uns auch.", PROMOTING),
        coding(one, "Uns auch.", PARTNERS),
        coding(two, "Hier kennt uns keiner.", PARTNERS),
    ]
    options = MatrixOptions(order="evidence")
    made = build_matrix(codebook(), [one, two], codings, "A", options)
    assert [r.theme for r in made.perspectives[0].rows] == ["kooperation", "kenntnisse"]


def test_subcodes_are_listed_with_their_evidence(one: Transcript) -> None:
    codings = [
        coding(one, "Die kennen uns gut.", PROMOTING),
        coding(one, "Und sie besuchen uns.", f"{PROMOTING}.besuch"),
    ]
    plain = cell(build_matrix(codebook(), [one], codings, "A"), 0, 0)
    assert (plain.segments, plain.subcodes) == (2, ())
    options = MatrixOptions(subcodes=True)
    (below,) = cell(
        build_matrix(codebook(), [one], codings, "A", options), 0, 0
    ).subcodes
    assert (below.label, below.segments) == ("Besuche vor Ort", 1)
    assert (below.speakers, below.groups) == (Share(1, 3), Share(1, 1))


def test_who_says_both_of_a_theme_is_named(one: Transcript, two: Transcript) -> None:
    codings = [
        coding(one, "Die kennen uns gut.", PROMOTING),
        coding(one, "Uns auch.", PROMOTING),
        coding(one, "Uns auch.", INHIBITING),
        coding(one, "Und sie besuchen uns.", INHIBITING),
        coding(two, "Hier kennt uns keiner.", INHIBITING),
    ]
    silent = build_matrix(codebook(), [one, two], codings, "A")
    assert silent.perspectives[0].rows[0].contradictions == ()
    options = MatrixOptions(contradictions=True)
    made = build_matrix(codebook(), [one, two], codings, "A", options)
    (found,) = made.perspectives[0].rows[0].contradictions
    assert found == Contradiction("FG01", (), (), ("B1", "B2"))
    other = build_matrix(codebook(), [one, two], codings[1:], "A", options)
    (found,) = other.perspectives[0].rows[0].contradictions
    assert found == Contradiction("FG01", (), ("B1",), ("B2",))


def test_several_statements_stand_in_the_order_of_the_talk(one: Transcript) -> None:
    codings = [
        coding(one, "Und sie besuchen uns.", PROMOTING, statement=True),
        coding(one, "Uns auch.", INHIBITING, statement=True),
        coding(one, "Uns auch.", PROMOTING, statement=True),
    ]
    row = build_matrix(codebook(), [one], codings, "A").perspectives[0].rows[0]
    said = [statement.text for statement in row.statements]
    assert said == ["Uns auch.", "Und sie besuchen uns."]
