"""A small faultless codebook, and what `check` says of a changed one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pytest

from kodierung.codebook.load import check_codebook

BOOK = """\
codebook: probe
version: 1.0.0
title: Probe
language: de
attributes:
  perspective: {label: Perspektive, values: {traeger: Träger, jobcenter: Jobcenter}}
concepts:
  massnahme: [Maßnahme, Kurs]
matrix:
  perspectives:
    - id: traeger
      label: Träger
      where: {perspective: traeger}
      themes:
        - id: kontakt
          label: Kontakt
          # both factors
          promoting:
            label: Persönlicher Kontakt
            definition: Man kennt sich.
            examples:
              - Wir kennen uns.
            match:
              - sich kennen
          inhibiting:
            label: Kein Kontakt
            definition: Man kennt sich nicht.
            match:
              - niemand kennen
"""

Said: TypeAlias = list[tuple[str, str]]
Check: TypeAlias = Callable[[str], Said]


@pytest.fixture
def book() -> str:
    """A codebook without any fault, 29 lines."""
    return BOOK


@pytest.fixture
def check() -> Check:
    """Return (line, message) of everything `check` says, hints in brackets."""

    def said(text: str) -> Said:
        _, problems = check_codebook(text.encode(), "b.yaml")
        return [_split(str(problem)) for problem in problems]

    return said


@pytest.fixture
def changed(check: Check) -> Callable[[str, str], Said]:
    """Check the faultless codebook with one passage replaced."""

    def said(old: str, new: str) -> Said:
        assert BOOK.count(old) == 1
        return check(BOOK.replace(old, new))

    return said


def _split(problem: str) -> tuple[str, str]:
    place, _, message = problem.partition(": ")
    assert place.startswith("b.yaml:")
    return place.removeprefix("b.yaml:"), message
