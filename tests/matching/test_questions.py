from __future__ import annotations

import pytest

from kodierung.matching.engine import SuggestionEngine
from kodierung.matching.questions import questions_of


@pytest.fixture
def answers(rule, codebook, transcript):
    """Return who is suggested on, by a rule that asks for a question."""

    def suggested(*turns, asks=("Maßnahme",)):
        engine = SuggestionEngine(codebook(rule("schlecht", answer_to=asks)))
        return [s.speaker for s in engine.suggest(transcript(*turns))]

    return suggested


ASKED = ("I", "Wie erleben Sie die Maßnahmen heute?")
OTHER = ("I", "Und wie ist es mit der Kantine im Haus?")
BAD = "Das ist eher schlecht."


def test_only_answers_to_the_question_count(answers):
    assert answers(ASKED, ("B1", BAD), OTHER, ("B2", BAD)) == ["B1"]
    assert answers(("B1", BAD), ASKED) == []


def test_a_round_of_answers_belongs_to_one_question(answers):
    turns = (ASKED, ("B1", "Gut."), ("B2", BAD), ("I", "Mhm."), ("B3", BAD))
    assert answers(*turns) == ["B2", "B3"]


def test_a_short_question_counts_with_the_one_before_it(answers):
    assert answers(ASKED, ("B1", "Gut."), ("I", "Und die Kantine?"), ("B2", BAD))
    assert answers(OTHER, ("B1", BAD), ("I", "Und die Maßnahmen?"), ("B2", BAD)) == [
        "B2"
    ]


def test_a_question_in_two_turns_is_one(answers):
    assert answers(ASKED, ("I", "Mich interessiert wirklich alles."), ("B1", BAD))


def test_the_negation_of_a_question_makes_no_difference(answers):
    question = ("I", "Was gefällt Ihnen an den Maßnahmen nicht so gut?")
    assert answers(question, ("B1", BAD)) == ["B1"]


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("Wie erleben Sie die Maßnahmen heute?", "<massnahme>"),
        ("Wie erleben Sie die Aktivierungsmaßnahme?", "~maßnahme"),
        ("Wie erleben Sie die Aktivierungsmaßnahme?", "Sie erleben"),
    ],
)
def test_the_question_may_be_asked_for_by_any_term(answers, question, asks):
    assert answers(("I", question), ("B1", BAD), asks=(asks,)) == ["B1"]


def test_questions_of_a_long_chat_stay_short(transcript):
    turns = [ASKED, *[("B1", "Ja."), ("I", "Mhm.")] * 2000, ("B2", "Ja.")]
    questions = questions_of(transcript(*turns))
    assert questions[len(turns)] == f"{ASKED[1]}\nMhm."
