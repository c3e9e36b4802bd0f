from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path

import pytest
import spacy

from kodierung.errors import CodebookError
from kodierung.matching.reading.pipeline import CLAUSES, KEYS, build_pipeline


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("Klient*innen", "klient"),
        ("Klient*innen", "klientin"),
        ("Mitarbeiter:innen", "mitarbeiter"),
        ("Teilnehmer/-innen", "teilnehmer"),
        ("Teilnehmer/innen", "teilnehmer"),
        ("KundInnen", "kunde"),
        ("Kolleg_innen", "kollege"),
        ("Ärzt:innen", "arzt"),
        ("Mitarbeiter(innen)", "mitarbeiter"),
        ("jede*r", "jeder"),
        ("Kundinnen", "kunde"),
        ("Maßnahmen", "massnahme"),
        ("Massnahmen", "massnahme"),
        ("Traeger", "träger"),
        ("KUNDEN", "kunde"),
        ("kennt", "kennen"),
        ("die", "der"),
    ],
)
def test_keys_of_a_word(pipeline, word, key):
    doc = pipeline("de")(f"Da sind {word}, sagt sie.")
    assert doc[2].text == word
    assert key in doc.user_data[KEYS][2]


@pytest.mark.parametrize("word", ["Termin", "Berlin", "neue", "Steuer", "aktuelle"])
def test_words_that_only_look_like_another_form(pipeline, word):
    doc = pipeline("de")(word)
    others = {"term", "berl", "nü", "stür", "aktülle"}
    assert not others & set(doc.user_data[KEYS][0])


@pytest.mark.parametrize(
    ("text", "not_words"),
    [
        ("Ja (lacht) gut", ["(", "lacht", ")"]),
        ("Ja (...) gut", ["(", "...", ")"]),
        ("Ja (unv.) gut", ["(", "unv", ".", ")"]),
        ("Ja (3 Sek.) gut", ["(", "3", "Sek", ".", ")"]),
        ("die Sor/ Sorgen", ["Sor", "/"]),
        ("Wobei das / Also", ["/"]),
        ("bei [Name] da", ["[", "Name", "]"]),
        ("das ähm Amt äh", ["ähm", "äh"]),
        ("Ja #00:01:02-5# gut", ["#", "00:01:02", "-", "5", "#"]),
        ("Ja [00:01:12] gut", ["[", "00:01:12", "]"]),
        ("die Leitung (also wir) und/oder das Amt", []),
    ],
)
def test_what_is_no_word(pipeline, text, not_words):
    doc = pipeline("de")(text)
    assert [t.text for t in doc if t._.kodierung_not_word] == not_words


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("Wir reden, sie schweigen; so ist das: gut.", 4),
        ("Nicht wir sondern sie kennen die Leute.", 2),
        ("Ich kenne die und wir reden.", 2),
        ("Die Träger und die Kunden reden.", 1),
        ("Das ist aber da nicht bekannt.", 1),
        ("Die kennen, ähm, ihre Leute.", 1),
    ],
)
def test_clauses(pipeline, text, clauses):
    doc = pipeline("de")(text)
    assert len(set(doc.user_data[CLAUSES])) == clauses


TEXT = "Die Klient*innen kommen (lacht) am 26. Mai nicht, aber wir. Gut."

READ_ELSEWHERE = """
import sys, json
import spacy
{imports}
doc = spacy.load(sys.argv[1])(sys.argv[2])
tokens = [
    [t.text, t.is_sent_start, t.lemma_, t._.kodierung_not_word, t._.kodierung_clause,
     t._.kodierung_negated, list(t._.kodierung_keys)]
    for t in doc
]
print(json.dumps([tokens, [s.text for s in doc.spans["kodierung_clauses"]]]))
"""


def annotations(doc):
    tokens = [
        [
            *(t.text, t.is_sent_start, t.lemma_, t._.kodierung_not_word),
            *(t._.kodierung_clause, t._.kodierung_negated, list(t._.kodierung_keys)),
        ]
        for t in doc
    ]
    return [tokens, [span.text for span in doc.spans["kodierung_clauses"]]]


def test_a_pipeline_survives_the_disk(pipeline, tmp_path):
    pipeline("de").to_disk(tmp_path / "de")
    read = spacy.load(tmp_path / "de")
    before, after = pipeline("de")(TEXT), read(TEXT)
    assert [t.text for t in before] == [t.text for t in after]
    assert before.user_data == after.user_data


def test_another_program_reads_it_the_same(pipeline, tmp_path):
    pipeline("de").to_disk(tmp_path / "de")
    imports = "import kodierung.matching.reading.pipeline"
    program = READ_ELSEWHERE.format(imports=imports)
    command = [sys.executable, "-c", program, str(tmp_path / "de"), TEXT]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert json.loads(done.stdout) == annotations(pipeline("de")(TEXT))


def test_spacy_finds_the_parts_by_themselves():
    project = tomllib.loads(
        (Path(__file__).parents[3] / "pyproject.toml").read_text("utf-8")
    )["project"]
    listed = project["entry-points"]["spacy_factories"]
    optional = {"kodierung_trained"}
    assert set(listed) == optional.union(build_pipeline("de").pipe_names)
    for name, place in listed.items():
        module, _, attribute = place.partition(":")
        assert callable(getattr(import_module(module), attribute)), name


def test_what_is_denied(pipeline):
    doc = pipeline("de")("Die kennen uns nicht, aber wir reden.")
    denied = [t.text for t in doc if t._.kodierung_negated]
    assert "kennen" in denied
    assert "reden" not in denied


def test_word_lists_can_be_replaced():
    nlp = build_pipeline("de")
    nlp.replace_pipe(
        "kodierung_speech", "kodierung_speech", config={"lists": {"fillers": ["hach"]}}
    )
    doc = nlp("Hach, äh, ja")
    assert [t.text for t in doc if t._.kodierung_not_word] == ["Hach"]


def test_a_list_that_does_not_exist_is_named():
    nlp = build_pipeline("de")
    config = {"lists": {"filler": ["hach"]}}
    with pytest.raises(CodebookError, match='"filler"'):
        nlp.replace_pipe("kodierung_speech", "kodierung_speech", config=config)


def test_a_language_without_dictionary_compares_forms(pipeline):
    doc = pipeline("xx")("Maßnahmen werden teuer")
    assert doc.user_data[KEYS][0] == ("massnahmen",)


def test_an_unknown_language_is_a_mistake_with_a_remedy():
    with pytest.raises(CodebookError, match='"tlh"') as caught:
        build_pipeline("tlh")
    assert "two-letter code" in caught.value.hint
