"""The codebook of the model study: complete, true to Tab. 1, and its rules of use.

Labels and statements below are quoted from Tab. 1 in Engler/Schulze-Böing (2025), "Auf
dem Weg zur relationalen Arbeitsmarktpolitik. Kooperation und Konflikt im
arbeitsmarktpolitischen Dreieck".
"""

import re
from collections.abc import Iterable
from itertools import chain
from pathlib import Path

import pytest
import yaml

from kodierung.codebook.load import check_codebook
from kodierung.matching.engine import SuggestionEngine
from kodierung.model import Code, Codebook, Speaker, Transcript, Turn
from kodierung.text import digest

HERE = Path(__file__).parent
FILE = HERE.parents[1] / "codebooks" / "arbeitsmarktpolitisches_dreieck.yaml"

CAPTION = (
    "Tab. 1: Förderliche und hemmende Faktoren in der Zusammenarbeit aus Sicht von "
    "Jobcentern (JC) und Maßnahmeträgern"
)
PERSPECTIVES = {
    "traeger": "Träger-MA und Leitungen zur Interaktion mit Jobcentern",
    "jobcenter": "Jobcenter-MA und Leitungen zur Interaktion mit Trägern",
}
ROWS = {
    "traeger.obliegenheiten": (
        "Striktere Überwachung von Obliegenheiten der Kunden (Sanktionen)",
        "Konfliktscheu der JC-Mitarbeitenden (MA)",
        "„Wir brauchen konkrete Unterstützung.“",
    ),
    "traeger.massnahmekenntnisse": (
        "Fundierte Kenntnisse der JC-MA zu Maßnahmen",
        "Mangelnde Kenntnisse zu Maßnahmen, Mitarbeiterfluktuation bei JC-MA",
        "Beratungsfachkräfte „in die Maßnahmen holen“",
    ),
    "traeger.fallbetreuung": (
        "Intensivere Fallbetreuung, Bedarfserhebungen und Zielgruppenorientierung "
        "der JC",
        "Mangelnde Kenntnisse der JC zu Teilnehmenden",
        "„Ich glaube, viele JC kennen ihre Kunden nicht.“",
    ),
    "traeger.kooperation": (
        "Partnerschaftliche Kooperation",
        "Wettbewerb und Vermarktungszwang",
        "„Lernen, mit den Trägern auf Augenhöhe zu arbeiten.“",
    ),
    "traeger.ansprache": (
        "Erweiterte Bemühungen zur Teilnehmenden-Ansprache (Marketing und Akquise, "
        "Hausbesuche, „Hinterhertelefonieren“)",
        "Zu geringe Zusteuerung von Fällen, mangelnde Verlässlichkeit der "
        "Teilnehmenden",
        "„Wie können wir die Leute erreichen?“",
    ),
    "jobcenter.kontakt": (
        "Persönlicher Kontakt",
        "Hohe Mitarbeiterfluktuation beim Träger, unpersönliche Kommunikation",
        "„Persönlicher Kontakt ist durch 20 Emails nicht zu ersetzen.“",
    ),
    "jobcenter.grundhaltung": (
        "Gemeinsame (soziale) Grundhaltung",
        "Unlautere Wettbewerber im Maßnahmengeschäft",
        "Keine „Quantität vor Qualität“",
    ),
    "jobcenter.massnahmeangebot": (
        "Fundierte Kenntnisse zum Maßnahmenangebot",
        "Keine Vertriebsorientierung der MA, unzureichende Schulung der Berater zu den "
        "Maßnahmen",
        "„Wissen, was los ist“",
    ),
    "jobcenter.sozialraum": (
        "Sozialraumorientierung",
        "Pauschalisierte Problembestimmung am Schreibtisch",
        "„Wir schauen dann vor Ort, was gibt es da.“",
    ),
}
FACTORS = [f"{theme}.{side}" for theme in ROWS for side in ("promoting", "inhibiting")]
ROLES = ["role.sozialpolitik", "role.professionell", "role.markt"]
OTHERS = [
    "beratung",
    "beratung.ganzheitlich",
    "beratung.vermittlung",
    "prozess",
    "prozess.massnahmewissen",
    "prozess.information_traeger",
    "prozess.gewinnung",
    "prozess.uebergabe",
    "prozess.begleitung",
    "prozess.geldleistungen",
]
HELD_OUT_FILE = HERE / "held_out.yaml"
HELD_OUT = yaml.safe_load(HELD_OUT_FILE.read_text(encoding="utf-8"))
SEED = HERE.parents[1] / ".." / "shared" / "seed"
PAPER = next(
    (
        path
        for path in sorted(SEED.glob("*.txt"))
        if "relationalen Arbeitsmarktpolitik" in path.read_text(encoding="utf-8")
    ),
    None,
)


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    book, problems = check_codebook(FILE.read_bytes(), FILE.name)
    assert problems == ()
    assert book is not None
    return book


@pytest.fixture(scope="module")
def engine(codebook: Codebook) -> SuggestionEngine:
    return SuggestionEngine(codebook)


def group(sentences: Iterable[str], perspective: str) -> Transcript:
    """Return a focus group in which every sentence is a participant's turn."""
    turns: list[Turn] = []
    text = ""
    for number, sentence in enumerate(sentences, start=1):
        text += "B1: "
        turns.append(Turn(number, "B1", len(text), len(text) + len(sentence)))
        text += f"{sentence}\n\n"
    return Transcript(
        name=f"{perspective}.txt",
        group=perspective,
        text=text,
        digest=digest(text),
        turns=tuple(turns),
        speakers=(Speaker("B1"),),
        attributes={"perspective": perspective},
    )


def suggested(
    engine: SuggestionEngine, sentences: Iterable[str], perspective: str
) -> list[set[str]]:
    """Return the codes suggested for each sentence."""
    transcript = group(sentences, perspective)
    found: list[set[str]] = [set() for _ in transcript.turns]
    for suggestion in engine.suggest(transcript):
        found[suggestion.turn - 1].add(suggestion.code)
    return found


def codes_named(text: str) -> set[str]:
    """Return what a coding rule names in the way of a code's id."""
    return set(
        re.findall(r"\b(?:traeger|jobcenter|role|beratung|prozess)(?:\.[a-z_]+)+", text)
    )


def sequences(text: str, length: int = 5) -> set[tuple[str, ...]]:
    """Return every run of so many words."""
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[i : i + length]) for i in range(len(words) - length + 1)}


def perspectives_of(code: Code) -> tuple[str, ...]:
    return (code.perspective,) if code.perspective else tuple(PERSPECTIVES)


def share_found(
    engine: SuggestionEngine, code: Code, sentences: tuple[str, ...]
) -> float:
    """Return the share of sentences for which the code is suggested."""
    hits = [
        [code.id in codes for codes in suggested(engine, sentences, perspective)]
        for perspective in perspectives_of(code)
    ]
    return sum(map(any, zip(*hits, strict=True))) / len(sentences)


# --- The book itself ---------------------------------------------------------------


def test_matrix_is_tab_1(codebook: Codebook) -> None:
    assert codebook.caption == CAPTION
    assert codebook.columns == ("Förderlich", "Hemmend", "Statement")
    assert {p.id: p.label for p in codebook.perspectives} == PERSPECTIVES
    rows = {
        codebook.codes[theme.promoting or ""].theme: (
            codebook.codes[theme.promoting or ""].label,
            codebook.codes[theme.inhibiting or ""].label,
            theme.statement,
        )
        for perspective in codebook.perspectives
        for theme in perspective.themes
    }
    assert rows == ROWS
    assert list(rows) == list(ROWS)


def test_each_perspective_counts_its_own_words(codebook: Codebook) -> None:
    assert {p.id: dict(p.where) for p in codebook.perspectives} == {
        "traeger": {"perspective": "traeger"},
        "jobcenter": {"perspective": "jobcenter"},
    }


def test_all_codes_in_order(codebook: Codebook) -> None:
    assert list(codebook.codes) == FACTORS + ROLES + OTHERS


def test_source_names_the_paper_and_what_is_quoted(codebook: Codebook) -> None:
    for part in ("Engler", "Schulze-Böing", "2025", "Tab. 1", "zitiert"):
        assert part in codebook.source


@pytest.mark.parametrize("code_id", FACTORS + ROLES)
def test_factor_or_role_is_complete(codebook: Codebook, code_id: str) -> None:
    code = codebook.codes[code_id]
    assert all((code.label, code.definition, code.include, code.exclude))
    assert 4 <= len(code.examples) <= 6
    assert 2 <= len(code.counterexamples) <= 3
    assert len(code.rules) >= 8


@pytest.mark.parametrize("code_id", OTHERS)
def test_other_code_is_complete(codebook: Codebook, code_id: str) -> None:
    code = codebook.codes[code_id]
    assert all((code.label, code.definition, code.include, code.exclude, code.rules))
    assert 2 <= len(code.examples) <= 4


@pytest.mark.parametrize("code_id", FACTORS + ROLES + OTHERS)
def test_neighbours_named_exist(codebook: Codebook, code_id: str) -> None:
    code = codebook.codes[code_id]
    assert codes_named(code.exclude)
    assert codes_named(f"{code.include} {code.exclude}") <= set(codebook.codes)
    assert code_id not in codes_named(code.exclude)


@pytest.mark.parametrize("code_id", FACTORS)
def test_factor_is_told_apart_from_its_twin(codebook: Codebook, code_id: str) -> None:
    code = codebook.codes[code_id]
    assert code.twin in codes_named(code.exclude)


def test_german_is_spelt_with_c(codebook: Codebook) -> None:
    text = FILE.read_text(encoding="utf-8") + HELD_OUT_FILE.read_text(encoding="utf-8")
    assert not re.findall(r"Kode\b|Kodier|kodier(?!ung\b)", text)


@pytest.mark.skipif(PAPER is None, reason="the paper is not beside the checkout")
def test_only_tab_1_is_quoted_from_the_paper(codebook: Codebook) -> None:
    assert PAPER is not None
    paper = re.sub(r"-\s*\n\s*", "", PAPER.read_text(encoding="utf-8"))
    tab_1 = [CAPTION, *PERSPECTIVES.values(), *chain.from_iterable(ROWS.values())]
    quotable = set(chain.from_iterable(map(sequences, tab_1)))
    assert quotable & sequences(paper)
    ours = [
        text
        for code in codebook.codes.values()
        for text in (
            code.label,
            code.definition,
            code.include,
            code.exclude,
            *code.examples,
            *code.counterexamples,
        )
    ] + [item["text"] for item in HELD_OUT]
    copied = sequences(paper) - quotable
    assert {
        text: sequences(text) & copied for text in ours if sequences(text) & copied
    } == {}


def test_no_example_is_used_twice(codebook: Codebook) -> None:
    texts = [
        text
        for code in codebook.codes.values()
        for text in (*code.examples, *code.counterexamples)
    ] + [item["text"] for item in HELD_OUT]
    assert len(texts) == len(set(texts))


def test_examples_do_not_quote_the_statements(codebook: Codebook) -> None:
    statements = [re.sub(r"[„“.?]", "", row[2]) for row in ROWS.values()]
    texts = chain.from_iterable(code.examples for code in codebook.codes.values())
    assert not [text for text in texts for said in statements if said in text]


# --- Its rules ----------------------------------------------------------------------


def test_engine_carries_out_every_rule(engine: SuggestionEngine) -> None:
    assert engine.unsupported == ()


@pytest.mark.parametrize("code_id", FACTORS + ROLES)
def test_anchor_examples_are_found(
    engine: SuggestionEngine, codebook: Codebook, code_id: str
) -> None:
    code = codebook.codes[code_id]
    assert share_found(engine, code, code.examples) >= 0.6


def test_four_in_five_anchor_examples_are_found(
    engine: SuggestionEngine, codebook: Codebook
) -> None:
    codes = [codebook.codes[code_id] for code_id in FACTORS + ROLES]
    shares = [share_found(engine, code, code.examples) for code in codes]
    assert sum(shares) / len(shares) >= 0.8


@pytest.mark.parametrize("code_id", FACTORS + ROLES)
def test_counterexamples_are_left_alone(
    engine: SuggestionEngine, codebook: Codebook, code_id: str
) -> None:
    code = codebook.codes[code_id]
    assert share_found(engine, code, code.counterexamples) == 0


def test_held_out_sentences(engine: SuggestionEngine) -> None:
    """A guard against regress; what the figures are worth is said in the file."""
    measured = set(FACTORS + ROLES)
    right = wrong = missed = 0
    for perspective in PERSPECTIVES:
        items = [item for item in HELD_OUT if item["perspective"] == perspective]
        found = suggested(engine, [item["text"] for item in items], perspective)
        for item, codes in zip(items, found, strict=True):
            expected = measured & set(item["codes"])
            right += len(expected & codes)
            wrong += len(measured & codes - expected)
            missed += len(expected - codes)
    assert right / (right + wrong) >= 0.9
    assert right / (right + missed) >= 0.75


def test_talk_without_a_judgement_is_left_alone(engine: SuggestionEngine) -> None:
    hit = []
    for perspective in PERSPECTIVES:
        texts = [
            item["text"]
            for item in HELD_OUT
            if item["perspective"] == perspective and not item["codes"]
        ]
        found = suggested(engine, texts, perspective)
        hit += [t for t, codes in zip(texts, found, strict=True) if codes - set(OTHERS)]
    assert len(hit) <= 2
