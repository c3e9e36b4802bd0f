"""A code is found by a few letters, umlauts typed or not."""

from __future__ import annotations

import pytest

from kodierung.codebook.load import load_codebook
from kodierung.workflow.desk.code_search import search

BOOK = """\
codebook: suche
version: 1.0.0
title: Suche
language: de
attributes:
  perspective: {label: P, values: {traeger: Träger, jobcenter: Jobcenter}}
matrix:
  caption: T
  perspectives:
    - id: jobcenter
      label: Jobcenter
      where: {perspective: jobcenter}
      themes:
        - id: austausch
          label: Austausch
          promoting: {label: Regelmäßiger Austausch, definition: d}
    - id: traeger
      label: Träger
      where: {perspective: traeger}
      themes:
        - id: austausch
          label: Austausch
          promoting: {label: Enger Austausch, definition: d}
roles:
  - {id: fuersorge, label: Fürsorge, definition: d}
  - {id: massnahmen, label: Große Maßnahmen, definition: d}
"""


@pytest.fixture(scope="module")
def book():
    return load_codebook(BOOK.encode(), "suche.yaml")[0]


def labels(book, typed, **attributes):
    return [code.label for code in search(book, typed, attributes or None)]


@pytest.mark.parametrize("typed", ["fürs", "fuers", "furs", "FÜRSORGE", "frsge"])
def test_umlauts_are_typed_or_not(book, typed):
    assert labels(book, typed) == ["Fürsorge"]


@pytest.mark.parametrize("typed", ["massn gross", "gros masn", "groß maß"])
def test_all_words_must_fit_in_any_order(book, typed):
    assert labels(book, typed) == ["Große Maßnahmen"]
    assert labels(book, f"{typed} xyz") == []


def test_the_speakers_own_perspective_comes_first(book):
    of_jobcenter, of_traeger = "Regelmäßiger Austausch", "Enger Austausch"
    assert labels(book, "austausch") == [of_jobcenter, of_traeger]
    found = labels(book, "austausch", perspective="traeger")
    assert found == [of_traeger, of_jobcenter]


def test_labels_count_before_ids_and_nothing_typed_is_everything(book):
    assert labels(book, "traeger") == ["Enger Austausch"]
    assert len(labels(book, "")) == len(book.codes)
