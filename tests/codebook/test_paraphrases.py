"""Passages for comparing by likeness: read, and their codes checked."""

from kodierung.codebook.load import check_codebook

BOOK = """codebook: probe
version: 1.0.0
title: Probe
language: de
codes:
  - {id: naehe, label: Nähe, match: [nah]}
paraphrases:
  naehe: [Man läuft sich halt über den Weg., "Die sitzt ja gleich nebenan."]
  none: [Wir hatten letzte Woche Umzug.]
"""


def test_passages_are_kept_by_code_and_those_without_one_under_an_empty_id() -> None:
    book, problems = check_codebook(BOOK.encode(), "probe.yaml")
    assert problems == ()
    assert book is not None
    assert book.paraphrases == {
        "naehe": ("Man läuft sich halt über den Weg.", "Die sitzt ja gleich nebenan."),
        "": ("Wir hatten letzte Woche Umzug.",),
    }


def test_an_unknown_code_is_told_with_its_line() -> None:
    book, problems = check_codebook(
        BOOK.replace("  naehe: [", "  nahe: [").encode(), "probe.yaml"
    )
    assert book is None
    (problem,) = problems
    assert (problem.place, problem.message) == ("probe.yaml:8", 'unknown code "nahe"')
