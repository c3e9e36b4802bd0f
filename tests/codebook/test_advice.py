"""What `check` says of rules that never find anything, too much, or the same."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kodierung.codebook.load import check_codebook
from kodierung.workflow.codebook_check import advise

HEAD = """\
codebook: probe
version: 1.0.0
title: Probe
language: {language}
attributes:
  side: {{label: Seite, values: {{a: A, b: B}}}}
concepts:
  kunde: [Kunde, Klient]
matrix:
  perspectives:
    - id: a
      label: A
      where: {{side: a}}
      themes:
        - id: t
          label: T
          promoting:
            label: Gut
            definition: Gut.
            examples: [Wir kennen die Kunden., Die Kunden kennt man.]
            match: [{first}]
          inhibiting:
            label: Schlecht
            definition: Schlecht.
            match: [{second}]
    - id: b
      label: B
      where: {{side: b}}
      themes:
        - id: t
          label: T
          promoting: {{label: Gut, definition: Gut., match: [{third}]}}
codes:
  - {{id: rest, label: Rest, match: [{fourth}]}}
  - id: anderes
    label: Anderes
    examples: [Das Telefon klingelt., Ein Telefon., Telefone stören.]
"""

Advise = Callable[..., list[tuple[int, str]]]
NOTHING = "Nebenkosten"


@pytest.fixture
def said() -> Advise:
    """Return line and message of the advice on rules at four places."""

    def of(
        first: str = NOTHING,
        second: str = "Hauptsache",
        third: str = "Zwischenraum",
        fourth: str = "Seitenblick",
        language: str = "de",
    ) -> list[tuple[int, str]]:
        text = HEAD.format(
            first=first, second=second, third=third, fourth=fourth, language=language
        )
        codebook, problems = check_codebook(text.encode(), "b.yaml")
        assert codebook is not None, problems
        advice = advise(codebook, text)
        assert all(one.severity == "warning" for one in advice)
        return [
            (int(one.place.removeprefix("b.yaml:")), str(one).partition(": ")[2])
            for one in advice
        ]

    return of


def test_good_rules_are_left_alone(said: Advise) -> None:
    assert said() == []
    assert (
        said("sich kennen", "{any: [nie sehen, ~fluktuation]}", "in die Kurse holen")
        == []
    )
    assert said("{all: [<kunde>, kennen], none: [Telefon]}", "{regex: '\\d+'}") == []
    assert said("{phrase: Kunden gut kennen, within: 3}", "{all: [weil, Kunde]}") == []


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        ("{phrase: Kunden gut kennen, within: 2}", "less than its 3 words"),
        ("{all: [Kunde, kennen, gut], within: 2}", "less than its 3 words"),
        ("{phrase: Kunden kennen, none: [kennen]}", "`none` forbids"),
        ("{all: [<kunde>, kennen], none: [<kunde>]}", "`none` forbids"),
        ("'Ja. Kunden kennen'", "a phrase lies within one sentence"),
        ("{phrase: 'wissen, was los', within: clause}", "within one clause"),
        ("{regex: 'gut! Und'}", "within one sentence"),
        ("äh", "not find even its own words"),
    ],
)
def test_a_rule_that_can_never_match(said: Advise, rule: str, why: str) -> None:
    ((line, message),) = said(rule)
    assert line == 21
    assert message.startswith('rule "a.t.promoting#1" can never match: ')
    assert why in message


def test_one_term_of_several_that_is_never_found(said: Advise) -> None:
    ((_, message),) = said("{any: [Kunde, Klient], none: [Klient]}")
    assert message.startswith('"Klient" in rule "a.t.promoting#1" is never found')


def test_who_against_the_perspective(said: Advise) -> None:
    assert said("{phrase: Nebenkosten, who: {side: a}}") == []
    ((line, message),) = said("{phrase: Nebenkosten, who: {side: b}}")
    assert line == 21
    assert (
        "can never match: `who` asks for side b, but only the words of side a"
        in message
    )


def test_a_misspelt_word(said: Advise) -> None:
    ((line, message),) = said("Mittarbeiter")
    assert (line, message) == (
        21,
        '"Mittarbeiter" is in no dictionary and nowhere else in the codebook '
        '(did you mean "Mitarbeiter"?)',
    )


@pytest.mark.parametrize(
    "word",
    [
        "Jobcenter-IT",
        "Klient*innen",
        "XKZ",
        "Maßnahmeträgerkonferenz",
        "Media",
        "kennt",
    ],
)
def test_an_unusual_word_is_no_misspelt_one(said: Advise, word: str) -> None:
    assert said(f'"{word}"') == []


def test_a_language_without_a_dictionary(said: Advise) -> None:
    assert said("Mittarbeiter", language="yo") == []


@pytest.mark.parametrize(
    "rule", ["machen", "die Leute", "{any: [Nebenkosten, gut]}", "{all: [gut, Arbeit]}"]
)
def test_a_rule_of_common_words(said: Advise, rule: str) -> None:
    ((line, message),) = said(rule)
    assert line == 21
    assert 'rule "a.t.promoting#1" looks for what people say all the time' in message


@pytest.mark.parametrize(
    "rule",
    [
        "{all: [gut, Arbeit, Kunde]}",
        "{phrase: gut, none: [Kunde]}",
        "das geht so nicht",
    ],
)
def test_common_words_with_others_are_telling(said: Advise, rule: str) -> None:
    assert said(rule) == []


def test_the_same_rule_under_the_opposite_factor(said: Advise) -> None:
    ((line, message),) = said("Kunde kennen", "{phrase: Kunden kannte, weight: 2}")
    assert line == 25
    assert (
        'finds the same as "a.t.promoting#1" in line 21, under the opposite' in message
    )


def test_the_same_rule_where_it_is_no_collision(said: Advise) -> None:
    assert said(first=NOTHING, third=NOTHING) == []  # other people's words
    assert said(first=NOTHING, fourth=NOTHING) == []  # a factor and another code
    assert said(f"{{phrase: {NOTHING}, within: clause}}", NOTHING) == []
    assert said(f"{{part: {NOTHING}}}", NOTHING) == []


def test_a_rule_that_finds_the_examples_of_another_code(said: Advise) -> None:
    ((line, message),) = said(fourth="Telefon")
    assert line == 34
    assert 'rule "rest#1" finds 3 examples of anderes and none of its own' in message


def test_a_rule_that_finds_most_examples_of_other_codes() -> None:
    examples = "\n".join(f"      - Das Telefon Nummer {n}." for n in range(12))
    text = (
        "codebook: b\nversion: 1.0.0\ntitle: B\nlanguage: de\ncodes:\n"
        f"  - id: a\n    label: A\n    examples:\n{examples}\n"
        "  - id: b\n    label: B\n    examples: [Telefon]\n    match: [Telefon]\n"
    )
    codebook, _ = check_codebook(text.encode(), "b.yaml")
    assert codebook is not None
    (one,) = advise(codebook, text)
    assert one.place == "b.yaml:24"
    assert one.message == 'rule "b#1" finds 12 of 12 examples of other codes'
