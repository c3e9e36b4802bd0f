from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import spacy

from kodierung.errors import PipelineError
from kodierung.matching.engine import SPANS_KEY, SuggestionEngine
from kodierung.matching.reading.pipeline import build_pipeline
from kodierung.model import Rule
from tests.matching.conftest import (
    INHIBITING,
    PROMOTING,
    make_codebook,
    make_rule,
    make_transcript,
)
from tests.matching.trained.micro import install

pytestmark = pytest.mark.slow

NOUN_PHRASE = Rule(
    "np", PROMOTING, "tokens", pattern=({"POS": "ADJ", "TAG": "ADJA"}, {"POS": "NOUN"})
)
KNOWN_PEOPLE = Rule(
    "dep",
    PROMOTING,
    "dependency",
    pattern=(
        {"RIGHT_ID": "verb", "RIGHT_ATTRS": {"LEMMA": "kennen", "POS": "VERB"}},
        {
            "LEFT_ID": "verb",
            "REL_OP": ">",
            "RIGHT_ID": "whom",
            "RIGHT_ATTRS": {"DEP": "oa"},
        },
    ),
)


def passages(found):
    return [(s.code, s.quote) for s in found]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Wir (lacht) rufen, ähm, die Kund*innen (3s) an.", PROMOTING),
        ("Wir rufen die Kunden nicht an.", INHIBITING),
        ("Wir laden die #00:01:02-5# Träger oft ein.", None),
        ("Kein Kunde rief uns an.", INHIBITING),
    ],
)
def test_the_same_codebook_gives_the_same_on_both(both, words, code):
    rules = (make_rule("anrufen", id="a"), make_rule(("Kunde", "anrufen"), id="b"))
    blank, trained = both(words, *rules)
    assert passages(blank) == passages(trained)
    assert {s.code for s in trained} == ({code} if code else set())


def test_what_a_negation_bears_on_is_told_from_the_parse(both):
    rule = make_rule(("Leute", "kennen"))
    words = "Die Leute die nicht kommen kennen wir gut."
    blank, trained = both(words, rule)
    assert passages(blank) == [(INHIBITING, words)]  # for want of commas
    assert passages(trained) == [(PROMOTING, words)]
    words = "Die Leute die kommen kennen wir nicht."
    assert passages(both(words, rule)[1]) == [(INHIBITING, words)]


def test_a_lemma_of_the_pipeline_is_a_further_key(both):
    blank, trained = both("Wir kennen die Teens gut.", make_rule("Teenager"))
    assert blank == []
    assert passages(trained) == [(PROMOTING, "Wir kennen die Teens gut.")]


def test_patterns_with_parts_of_speech_and_dependencies(both):
    words = "Ja. Der (lacht) neue Markt hilft. Wir kennen, ähm, die (3s) Leute nicht."
    blank, trained = both(words, NOUN_PHRASE, KNOWN_PEOPLE)
    assert blank == []
    assert passages(trained) == [
        (PROMOTING, "Der (lacht) neue Markt hilft."),
        (INHIBITING, "Wir kennen, ähm, die (3s) Leute nicht."),
    ]
    assert "kennen … Leute" in trained[1].reason


@pytest.mark.parametrize("words", ["(lacht)", "ähm", "Ja.", "\n\n(...)\n"])
def test_patterns_find_nothing_where_nothing_is_said(both, words):
    for found in both(words, NOUN_PHRASE, KNOWN_PEOPLE):
        assert found == []


def test_rules_it_cannot_carry_out_are_told(installed):
    book = make_codebook(NOUN_PHRASE, KNOWN_PEOPLE)
    blank = SuggestionEngine(book, "blank").unsupported
    assert [p.message.partition(": ")[2].partition(" needs")[0] for p in blank] == [
        "POS, TAG in `tokens`",
        "DEP, POS in `dependency`",
    ]
    assert SuggestionEngine(book, installed).unsupported == ()


WORDS = (
    "Wir rufen die Leute an. (lacht) Die Teens die nicht kommen kennen wir gut.",
    "Wir kennen, ähm, die Kund*innen nicht.\nDer neue Kurs hilft. Die Träger hören zu.",
    "Ein guter Betrieb hilft allen. Wir haben die Leute nicht gefragt.",
)


def test_reading_only_what_can_match_finds_the_same(installed):
    rules = [
        make_rule("anrufen", id="a"),
        make_rule("zuhören", id="b"),
        make_rule(("Teenager", "kennen"), id="c"),
        make_rule("kennen Kunde", id="d"),
        make_rule("Leute fragen", id="e", negated="keep"),
    ]
    for chosen in (rules, [*rules, NOUN_PHRASE, KNOWN_PEOPLE]):
        engine = SuggestionEngine(make_codebook(*chosen), installed)
        for words in WORDS:
            doc = engine.annotate(words)
            whole = sorted((span.label_, span.text) for span in doc.spans[SPANS_KEY])
            quick = engine.suggest(make_transcript(("B1", words)))
            assert sorted(passages(quick)) == whole
            assert whole


def test_tokens_and_sentences_stay_as_they_are(installed):
    for words in WORDS:
        own, trained = (
            build_pipeline("de")(words),
            build_pipeline("de", installed)(words),
        )
        assert [t.text for t in own] == [t.text for t in trained]
        assert [s.text for s in own.sents] == [s.text for s in trained.sents]
        for token in trained:
            assert token.head in list(token.sent)
        roots = [t for t in trained if t.head is t or t.head.i == t.i]
        assert len(roots) == len(list(trained.sents))


def test_the_whole_pipeline_can_be_kept_and_loaded(installed, tmp_path):
    nlp = build_pipeline("de", installed)
    nlp.to_disk(tmp_path / "kept")
    loaded = spacy.load(tmp_path / "kept")
    for words in WORDS:
        assert nlp(words).to_json() == loaded(words).to_json()


def test_suggestions_are_made_anew_with_another_pipeline(installed, folder, tmp_path):
    book = make_codebook(make_rule("Kunde"))
    blank, named = (SuggestionEngine(book, n).fingerprint for n in ("blank", installed))
    assert blank != named
    assert SuggestionEngine(book).fingerprint == blank
    # The same weights by another way are the same pipeline.
    assert SuggestionEngine(book, str(folder)).fingerprint == named
    other = tmp_path / "other"
    shutil.copytree(folder, other)
    changed(other, version="1.2.4")
    assert SuggestionEngine(book, str(other)).fingerprint != named


def test_the_best_installed_is_in_use_by_itself(folder, tmp_path, monkeypatch):
    install(spacy.load(folder), tmp_path, "de_core_news_sm")
    monkeypatch.syspath_prepend(tmp_path)
    engine = SuggestionEngine(make_codebook(make_rule("Teenager")))
    assert str(engine.choice.pipeline) == "de_core_news_sm 1.2.3"
    assert engine.suggest(make_transcript(("B1", "Wir kennen die Teens.")))


def changed(folder: Path, **meta: str) -> Path:
    described = folder / "meta.json"
    kept = json.loads(described.read_text("utf-8"))
    described.write_text(json.dumps({**kept, **meta}), "utf-8")
    return folder


def test_one_made_for_another_spacy_is_doubtful(folder, tmp_path):
    shutil.copytree(folder, tmp_path / "old")
    old = changed(tmp_path / "old", spacy_version=">=3.2.0,<3.3.0")
    (problem,) = SuggestionEngine(make_codebook(), str(old)).unsupported
    assert problem.severity == "warning"
    assert ">=3.2.0,<3.3.0" in problem.message
    assert spacy.__version__ in problem.message


def test_without_a_parser_negation_goes_by_clauses(folder, tmp_path):
    nlp = spacy.load(folder, exclude=["parser"])
    nlp.to_disk(tmp_path / "flat")
    known = make_rule(("Leute", "kennen"), within="sentence")
    book = make_codebook(known, KNOWN_PEOPLE)
    engine = SuggestionEngine(book, str(tmp_path / "flat"))
    flat, missing = engine.unsupported
    assert "no parser" in flat.message
    assert "DEP in `dependency`" in missing.message
    words = "Die Leute, die nicht kommen, kennen wir gut."
    assert passages(engine.suggest(make_transcript(("B1", words)))) == [
        (PROMOTING, words)
    ]


def test_names_that_it_finds_can_be_asked_for(folder, tmp_path):
    nlp = spacy.load(folder)
    names = [{"label": "ORG", "pattern": "neue Markt"}]
    nlp.add_pipe("entity_ruler").add_patterns(names)
    nlp.to_disk(tmp_path / "names")
    rule = Rule("org", PROMOTING, "tokens", pattern=({"ENT_TYPE": "ORG", "OP": "+"},))
    engine = SuggestionEngine(make_codebook(rule), str(tmp_path / "names"))
    words = "Ja, gut. Der neue (lacht) Markt hilft."
    found = engine.suggest(make_transcript(("B1", words)))
    assert passages(found) == [(PROMOTING, "Der neue (lacht) Markt hilft.")]
    assert [e.text for e in engine.annotate(words).ents] == ["neue (lacht) Markt"]


def test_one_that_is_of_no_use_is_refused(folder, tmp_path):
    nlp = spacy.load(
        folder,
        enable=["tok2vec"],
        exclude=["tagger", "parser", "lemmatizer", "attribute_ruler"],
    )
    nlp.to_disk(tmp_path / "empty")
    with pytest.raises(PipelineError, match="neither lemmas nor parts of speech"):
        SuggestionEngine(make_codebook(), str(tmp_path / "empty"))


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("config.cfg", b"[nlp"),
        ("parser/model", b"no weights"),
        ("vocab/strings.json", b""),
    ],
)
def test_a_damaged_one_is_told_in_a_sentence(folder, tmp_path, file, content):
    shutil.copytree(folder, tmp_path / "bad")
    (tmp_path / "bad" / file).write_bytes(content)
    with pytest.raises(PipelineError, match="cannot be loaded: ") as error:
        SuggestionEngine(make_codebook(), str(tmp_path / "bad"))
    assert "\n" not in error.value.message
    assert "blank" in error.value.hint
