"""Suggestions of a small study against codings, without the engine."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from kodierung.errors import CodingError, KodierungError, Problem
from kodierung.model import Decision, Suggestion
from kodierung.project import Project
from kodierung.store.memory import StoredRanker
from kodierung.text import short_id
from kodierung.workflow.codings import import_codings
from kodierung.workflow.evaluate import Evaluation, EvaluationRequest, evaluate
from kodierung.workflow.evaluate_learned import evaluate_learned
from kodierung.workflow.false_alarms import AlarmRate, false_alarms
from kodierung.workflow.import_ import import_transcripts
from kodierung.workflow.learn import Unseen
from kodierung.workflow.read import Reading
from tests.support.small import GROUP_ONE, GROUP_TWO

ONE, TWO = "FG01_traeger.txt", "FG02_jobcenter.txt"
KNOW, PARTNERS = "traeger.kenntnisse.promoting", "traeger.kooperation.promoting"
KNOW_NOT, CONTACT = "traeger.kenntnisse.inhibiting", "jobcenter.kontakt.promoting"
TEXTS = {ONE: GROUP_ONE, TWO: GROUP_TWO}

CODED = [
    (ONE, KNOW, "Die kennen unsere Maßnahmen, wirklich gut."),
    (ONE, KNOW_NOT, "Bei uns nicht."),
    (ONE, PARTNERS, "Das war auf Augenhöhe."),
    (TWO, CONTACT, "Man kennt sich eben."),
]
SUGGESTED = [
    (ONE, KNOW, "unsere Maßnahmen"),
    (ONE, KNOW, "Bei uns nicht."),
    (TWO, PARTNERS, "Auf Augenhöhe."),
    (TWO, "role.markt", "😀 jedes Mal."),
]


def suggested(where: str, code: str, quote: str, **more: object) -> Suggestion:
    start = TEXTS[where].index(quote)
    made = Suggestion(
        id=short_id(where, start, quote, code),
        transcript=where,
        turn=2,
        speaker="B1",
        start=start,
        end=start + len(quote),
        quote=quote,
        code=code,
        rule=f"{code}#1",
        reason="",
        score=0.6,
    )
    return replace(made, **more)  # type: ignore[arg-type]


def write(path: Path, coded: list[tuple[str, str, str]], coder: str = "A") -> Path:
    lines = (
        json.dumps({"transcript": t, "code": c, "quote": q, "coder": coder})
        for t, c, q in coded
    )
    path.write_text("\n".join(lines), "utf-8")
    return path


def set_suggestions(project: Project, found: list[Suggestion]) -> None:
    with project.open_store() as store, store.writing("suggest") as change:
        for name in TEXTS:
            here = [s for s in found if s.transcript == name]
            change.set_suggestions(name, here, "mark")


@pytest.fixture
def study(project: Project, tmp_path: Path) -> Project:
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, "utf-8")
    files = [tmp_path / name for name in TEXTS]
    import_transcripts(project, files, Reading(name_pattern="{group}_{perspective}"))
    import_codings(project, write(tmp_path / "A.jsonl", CODED))
    set_suggestions(project, [suggested(*one) for one in SUGGESTED])
    return project


def told(problems: tuple[Problem, ...]) -> str:
    return "\n".join(map(str, problems))


def counts(found: Evaluation) -> tuple[int, int, int]:
    overall = found.quality.overall
    return overall.suggestions, overall.codings, overall.right


def test_codes_never_used_are_left_out_and_named(study: Project) -> None:
    found = evaluate(study, EvaluationRequest("A"))
    assert counts(found) == (3, 4, 1)
    said = told(found.material.problems)
    assert "1 suggestion of codes that A never used: role.markt (1)" in said
    assert "2 focus groups: with fewer than 5" in said
    assert f"{ONE} and 1 more: what is suggested here was not made with" in said
    assert [m.relation for m in found.confusion.wrong] == ["twin", "nothing"]
    assert [(d.first, d.there, d.found) for d in found.queue] == [
        (4, 3, 1),
        (8, 3, 1),
        (12, 3, 1),
    ]
    assert found.calibration is None


def test_transcripts_never_coded_are_left_out_unless_they_are_named(
    study: Project, tmp_path: Path
) -> None:
    mine = [(ONE, PARTNERS, "Das war auf Augenhöhe.")]
    file = write(tmp_path / "B.jsonl", mine, "B")
    found = evaluate(study, EvaluationRequest(str(file)))
    assert counts(found) == (0, 1, 0)
    assert f"{TWO}: left out: 2 suggestions where B coded" in told(
        found.material.problems
    )
    named = EvaluationRequest(str(file), transcripts=("FG01_traeger", TWO))
    assert counts(evaluate(study, named)) == (1, 1, 0)


def test_a_file_is_placed_and_not_stored(study: Project, tmp_path: Path) -> None:
    file = write(tmp_path / "B.jsonl", CODED[:2], "B")
    found = evaluate(study, EvaluationRequest(str(file)))
    assert counts(found) == (2, 2, 1)
    assert (found.material.coder, found.material.known) == ("B", False)
    with study.open_store() as store:
        assert store.coders() == {"A": 4}


def test_a_line_given_twice_counts_once(study: Project, tmp_path: Path) -> None:
    file = write(tmp_path / "B.jsonl", [CODED[0], CODED[0]], "B")
    assert counts(evaluate(study, EvaluationRequest(str(file)))) == (2, 1, 1)


@pytest.mark.parametrize(
    ("against", "message"),
    [
        ("Aa", "neither a coder with codings in this study nor a file"),
        ("none.jsonl", "neither a coder"),
    ],
)
def test_who_is_unknown_is_told(study: Project, against: str, message: str) -> None:
    with pytest.raises(CodingError, match=message) as raised:
        evaluate(study, EvaluationRequest(against))
    assert raised.value.hint


def test_a_file_of_two_coders_or_with_faults_is_refused(
    study: Project, tmp_path: Path
) -> None:
    file = write(tmp_path / "two.jsonl", CODED[:1], "B")
    other = write(tmp_path / "other.jsonl", CODED[:1], "C")
    file.write_text(f"{file.read_text('utf-8')}\n{other.read_text('utf-8')}", "utf-8")
    with pytest.raises(CodingError, match="codings of B and C"):
        evaluate(study, EvaluationRequest(str(file)))
    bad = write(tmp_path / "bad.jsonl", [(ONE, KNOW, "Das sagt niemand.")])
    with pytest.raises(CodingError, match="1 coding cannot be placed") as raised:
        evaluate(study, EvaluationRequest(str(bad)))
    assert raised.value.problems[0].place == "bad.jsonl:1"


def test_codes_and_sources_can_be_chosen(study: Project) -> None:
    of_theme = EvaluationRequest("A", codes=("traeger.kenntnisse",))
    assert counts(evaluate(study, of_theme)) == (2, 2, 1)
    learned = EvaluationRequest("A", sources=("learned",))
    assert counts(evaluate(study, learned)) == (0, 4, 0)
    with pytest.raises(CodingError, match="no codings of what is to be compared"):
        evaluate(study, EvaluationRequest("A", codes=("role",)))
    with pytest.raises(KodierungError, match='no code "nonsense"'):
        evaluate(study, EvaluationRequest("A", codes=("nonsense",)))


def test_rules_know_what_anybody_decided(study: Project) -> None:
    right = suggested(*SUGGESTED[0])
    with study.open_store() as store, store.writing("reject", "B") as change:
        change.decide(Decision(right.id, "B", "rejected", "2026-01-01T00:00:00Z"))
    rules = {r.rule: r for r in evaluate(study, EvaluationRequest("A")).rules}
    found = rules[f"{KNOW}#1"]
    assert (found.hits, found.right, found.rejected, found.open) == (2, 1, 1, 1)


def test_the_queue_may_be_looked_at_as_deep_as_asked(study: Project) -> None:
    found = evaluate(study, EvaluationRequest("A", depth=1))
    assert [(d.first, d.found) for d in found.queue] == [(1, 1), (2, 1), (3, 1)]


def set_ranker(project: Project, report: dict[str, object]) -> None:
    with project.open_store() as store, store.writing("learn", "A") as change:
        change.set_ranker(StoredRanker("A", "", "klein", "1.0.0", "", report, b""))


def test_learned_scores_are_weighed_only_where_they_are_probabilities(
    study: Project,
) -> None:
    set_suggestions(study, [suggested(*one, learned=0.5) for one in SUGGESTED])
    set_ranker(study, {"calibrated": False})
    assert evaluate(study, EvaluationRequest("A")).calibration is None
    set_ranker(study, {"calibrated": True, "decisions": 4})
    found = evaluate(study, EvaluationRequest("A"))
    assert found.calibration is not None
    assert found.calibration.brier == pytest.approx(0.25)
    assert "learned from decisions of A, and cannot be measured by" in told(
        found.material.problems
    )


def test_learning_is_measured_beside_rules_and_passages(
    study: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def ranked(source: str, *scores: float) -> list[Suggestion]:
        return [
            suggested(*one, source=source, learned=score)
            for one, score in zip(
                [*CODED[:2], CODED[3], SUGGESTED[2]], scores, strict=True
            )
        ]

    def on_unseen_groups(_project: Project, coder: str, _progress: object) -> Unseen:
        asked.append(coder)
        return Unseen(
            ranked("similar", 0.1, 0.1, 0.1, 0.9),
            ranked("learned", 0.9, 0.4, 0.9, 0.1),
            calibrated=True,
        )

    monkeypatch.setattr("kodierung.workflow.learn.on_unseen_groups", on_unseen_groups)
    found = evaluate_learned(study, EvaluationRequest("A"))
    assert asked == ["A"]
    by_name = {a.name: a.quality.overall for a in found.approaches}
    assert (by_name["rules"].suggestions, by_name["rules"].right) == (3, 1)
    # FG01 is cut at .9, the best of FG02; FG02 at .4, the best of FG01.
    assert (by_name["learned"].suggestions, by_name["learned"].right) == (2, 2)
    # Both groups are cut at .1, so the wrong one comes along.
    assert (by_name["codebook"].suggestions, by_name["codebook"].right) == (4, 3)
    assert [d.found for d in found.approaches[2].queue] == [3, 3, 3]
    # Each of the four against 1, 1, 1 and 0; the last lies deeper than anybody looks.
    assert found.calibration
    assert found.calibration.brier == pytest.approx(0.0975)
    top = evaluate_learned(study, EvaluationRequest("A", depth=1)).calibration
    assert top
    assert top.brier == pytest.approx(0.38 / 3)


def test_an_alarm_rate_is_per_thousand_words() -> None:
    rate = AlarmRate("", 2000, 3)
    assert rate.per_thousand == pytest.approx(1.5)
    assert rate.interval.low < 1.5 < rate.interval.high
    assert AlarmRate("", 0, 0).per_thousand == 0


def test_false_alarms_are_counted_for_the_worst_perspective(
    project: Project, tmp_path: Path
) -> None:
    other = tmp_path / "other.txt"
    other.write_text(
        "I: Augenhöhe, sagen Sie?\n\nB1: Wir sind hier auf Augenhöhe. Nur "
        "Dienstleister.\n\nB2: Die Maßnahmen kennen wir nicht.\n",
        "utf-8",
    )
    found = false_alarms(project, [other])
    worst, least = found.perspectives
    assert (worst.name, worst.words) == ("Träger", 12)
    assert worst.alarms > least.alarms > 0
    assert found.codes[PARTNERS] == 1
    assert sum(found.rules.values()) == worst.alarms
    assert false_alarms(project, [other], ["role"]).codes == {"role.markt": 1}
