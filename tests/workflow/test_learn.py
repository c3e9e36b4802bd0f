"""Learning from decisions, on a study small enough to know what is right."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from kodierung.errors import CodingError, StudyError
from kodierung.model import Decision, Suggestion
from kodierung.project import Project, create_project
from kodierung.workflow import learned
from kodierung.workflow.import_ import import_transcripts
from kodierung.workflow.learn import forget, learn, on_unseen_groups
from kodierung.workflow.read import Reading
from kodierung.workflow.suggest import suggest
from tests.support.learning import Hashed
from tests.support.small import coding

pytest.importorskip("sklearn")

CODEBOOK = """\
codebook: klein
version: 1.0.0
title: Kleines Codebuch
language: de
source: eigene Beispiele
codes:
  - id: kontakt
    label: Kontakt
    definition: Man spricht miteinander.
    examples:
      - Wir telefonieren jede Woche miteinander.
      - Man ruft sich einfach kurz an.
      - Sie telefonieren oft miteinander.
    match: [Augenhöhe]
  - id: geld
    label: Geld
    definition: Es geht um Mittel.
    examples:
      - Das Geld reicht hinten und vorne nicht.
      - Die Mittel wurden wieder gekürzt.
      - Das Budget ist gekürzt worden.
    counterexamples: [Der Rasen wurde gekürzt.]
paraphrases:
  none: [Mein Hund heißt Bello., Das Wetter war schön., Ich trinke gern Kaffee.]
"""
TALKS = {
    "FG01.txt": ["Wir telefonieren jede Woche.", "Das Geld wurde gekürzt."],
    "FG02.txt": ["Man telefoniert jede Woche miteinander.", "Die Mittel sind gekürzt."],
    "FG03.txt": [
        "Wir telefonieren miteinander jede Woche.",
        "Das Budget reicht nicht.",
    ],
}
PLAIN = ["Mein Hund mag Kaffee.", "Das Wetter ist heute schön.", "Der Zug kam um neun."]
CODED = {"telefonier": "kontakt", "gekürzt": "geld"}


@pytest.fixture
def encoder(monkeypatch: pytest.MonkeyPatch) -> Hashed:
    hashed = Hashed()
    monkeypatch.setattr(learned, "find_encoder", lambda *_: hashed)
    return hashed


@pytest.fixture
def study(tmp_path: Path, encoder: Hashed) -> Project:
    project = create_project(tmp_path / "s", "S", "de", CODEBOOK, "k.yaml", coder="A")
    received = tmp_path / "received"
    received.mkdir()
    for name, said in TALKS.items():
        turns = [line for pair in zip(said, PLAIN, strict=False) for line in pair]
        text = "\n\n".join(f"B{n}: {line}" for n, line in enumerate(turns, 1))
        asked = f"I: Wie läuft es?\n\n{text}\n\nB1: Alles auf Augenhöhe."
        (received / name).write_text(asked, "utf-8")
    import_transcripts(project, sorted(received.iterdir()), Reading())
    suggest(project)
    return project


def code_by_hand(project: Project, names: list[str], order: int = 0) -> None:
    """Code what TALKS say in some groups, as coder A."""
    with project.open_store() as store:
        made = []
        for name in names:
            transcript = store.transcript(name)
            assert transcript
            for sentence in TALKS[name]:
                for part, code in CODED.items():
                    if part in sentence:
                        made.append(coding(transcript, sentence, code))
        random.Random(order).shuffle(made)
        with store.writing("code", "A") as change:
            for one in made:
                change.add_coding(one)


def open_ones(project: Project, coder: str = "A") -> list[Suggestion]:
    with project.open_store() as store:
        return store.suggestions(coder, status="open")


def parameters(project: Project) -> bytes:
    with project.open_store() as store:
        stored = store.ranker("A")
        assert stored
        return stored.parameters


def test_without_decisions_the_examples_of_the_codebook_find_their_like(
    study: Project,
) -> None:
    report = learn(study, "A", most=3)
    new = [s for s in open_ones(study) if s.source == "similar"]
    assert report.new == len(new) == 3
    assert not report.decisions
    assert {s.code for s in new if "telefonier" in s.quote} <= {"kontakt"}
    assert any("telefonier" in s.quote for s in new)
    best = max(new, key=lambda s: s.learned or 0)
    assert best.reason.startswith("Ähnelt ")
    assert "Keine Regel" in best.reason
    assert "(Ähnlichkeit " in best.reason


def test_a_rule_s_suggestion_gets_the_score_and_no_second_one(study: Project) -> None:
    learn(study, "A", most=50)
    ruled = [s for s in open_ones(study) if s.source == "rule"]
    assert len(ruled) == 3
    assert all(s.learned is not None for s in ruled)
    for rule in ruled:
        same = [s for s in open_ones(study) if s.code == rule.code]
        here = [s for s in same if s.transcript == rule.transcript]
        assert sum(s.segment.overlaps(rule.segment) for s in here) == 1


def test_nothing_counts_that_nobody_accepted(study: Project) -> None:
    learn(study, "A", most=50)
    with study.open_store() as store:
        assert store.codings() == []
        assert store.decisions() == []


def test_what_a_coder_decided_is_learned_and_measured_on_unseen_groups(
    study: Project,
) -> None:
    code_by_hand(study, ["FG01.txt", "FG02.txt"])
    report = learn(study, "A", most=50)
    assert report.decisions == 4
    assert report.counts["kontakt"][0] == 2
    assert report.quality is not None
    assert report.quality.groups == 2
    assert report.quality.brier is None
    assert not report.calibrated
    new = [s for s in open_ones(study) if s.source == "learned"]
    assert new
    assert any("A " in s.reason for s in new)
    with study.open_store() as store:
        for mine in store.codings("A"):
            again = [s for s in new if s.transcript == mine.transcript]
            assert not any(
                s.code == mine.code and s.segment.overlaps(mine.segment) for s in again
            )


def test_training_twice_gives_the_same_bytes_in_whatever_order_it_was_coded(
    study: Project, tmp_path: Path
) -> None:
    code_by_hand(study, ["FG02.txt", "FG01.txt"], order=1)
    learn(study, "A")
    first = parameters(study)
    learn(study, "A")
    assert parameters(study) == first
    with study.open_store() as store, store.writing("code", "A") as change:
        for one in store.codings():
            change.remove_coding(one.id)
    code_by_hand(study, ["FG01.txt", "FG02.txt"], order=7)
    learn(study, "A")
    assert parameters(study) == first


def test_what_was_rejected_is_not_suggested_again(study: Project) -> None:
    learn(study, "A", most=4)
    refused = next(s for s in open_ones(study) if s.source == "similar")
    with study.open_store() as store, store.writing("reject", "A") as change:
        change.decide(Decision(refused.id, "A", "rejected", "2026-01-01T00:00:00Z"))
    learn(study, "A", most=50)
    same = [s for s in open_ones(study) if s.transcript == refused.transcript]
    assert not any(
        s.code == refused.code and s.segment.overlaps(refused.segment) for s in same
    )
    with study.open_store() as store:
        kept = store.suggestions("A", status="rejected")
    assert [s.id for s in kept] == [refused.id]


def test_the_group_that_is_judged_was_not_learned_from(study: Project) -> None:
    code_by_hand(study, ["FG01.txt", "FG02.txt"])
    before = [
        (s.start, s.end, s.code)
        for s in on_unseen_groups(study, "A").learned
        if s.transcript == "FG01.txt"
    ]
    with study.open_store() as store, store.writing("code", "A") as change:
        for one in store.codings(transcript="FG01.txt"):
            other = {"kontakt": "geld", "geld": "kontakt"}[one.code]
            change.update_coding(replace(one, code=other))
    after = [
        (s.start, s.end, s.code)
        for s in on_unseen_groups(study, "A").learned
        if s.transcript == "FG01.txt"
    ]
    assert before
    assert after == before


def test_cross_validation_is_best_first_and_needs_two_groups(study: Project) -> None:
    code_by_hand(study, ["FG01.txt"])
    with pytest.raises(CodingError, match="Fewer than two"):
        on_unseen_groups(study, "A")
    code_by_hand(study, ["FG02.txt"])
    found = on_unseen_groups(study, "A").learned
    assert {s.transcript for s in found} == {"FG01.txt", "FG02.txt"}
    assert [s.learned for s in found] == sorted(
        (s.learned for s in found), key=lambda value: -(value or 0)
    )
    with study.open_store() as store:
        assert store.ranker("A") is None


def test_from_the_codebook_alone_decisions_make_no_difference(study: Project) -> None:
    code_by_hand(study, ["FG01.txt", "FG02.txt"])
    before = on_unseen_groups(study, "A")
    code_by_hand(study, ["FG03.txt"])
    after = on_unseen_groups(study, "A")
    assert after.passages == before.passages
    assert after.learned != before.learned
    assert {s.source for s in before.passages} == {"similar"}
    assert {s.transcript for s in before.passages} == set(TALKS)


def test_no_sentence_is_encoded_twice_even_after_an_interruption(
    study: Project, encoder: Hashed
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        learn(study, "A", progress=interrupt)
    assert encoder.asked
    learn(study, "A")
    assert len(encoder.asked) == len(set(encoder.asked))
    asked = len(encoder.asked)
    learn(study, "A")
    assert len(encoder.asked) == asked


def test_forgetting_drops_what_was_suggested_and_keeps_the_rules(
    study: Project,
) -> None:
    before = open_ones(study)
    learn(study, "A", most=5)
    assert forget(study, "A") == 5
    assert open_ones(study) == before
    with study.open_store() as store:
        assert store.ranker("A") is None


def test_a_new_transcript_gets_what_was_learned(study: Project, tmp_path: Path) -> None:
    code_by_hand(study, ["FG01.txt", "FG02.txt"])
    learn(study, "A")
    file = tmp_path / "FG09.txt"
    file.write_text("I: Na?\n\nB1: Wir telefonieren jede Woche miteinander.", "utf-8")
    import_transcripts(study, [file], Reading())
    suggest(study)
    found = [s for s in open_ones(study) if s.transcript == "FG09.txt"]
    assert [(s.code, s.source) for s in found] == [("kontakt", "learned")]
    code_by_hand(study, ["FG03.txt"])
    file.write_text("I: Na?\n\nB1: Auf Augenhöhe.", "utf-8")
    import_transcripts(study, [file.rename(tmp_path / "FG10.txt")], Reading())
    assert "not learned from yet" in str(suggest(study).problems[0])


def test_a_study_without_transcripts_says_what_to_do(
    tmp_path: Path, encoder: Hashed
) -> None:
    project = create_project(tmp_path / "leer", "S", "de", CODEBOOK, "k.yaml")
    with pytest.raises(CodingError, match="no transcripts"):
        learn(project, "A")


def test_an_unknown_encoder_is_told_with_the_nearest_name(
    study: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    with pytest.raises(StudyError, match='no encoder "ngram"') as told:
        learn(study, "A", encoder="ngram")
    assert "ngrams" in told.value.hint


def test_letters_and_words_are_enough(
    study: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    code_by_hand(study, ["FG01.txt", "FG02.txt"])
    report = learn(study, "A", encoder="ngrams", most=3)
    assert report.encoder == "letters and words"
    new = [s for s in open_ones(study) if s.source == "learned"]
    assert len(new) == 3
