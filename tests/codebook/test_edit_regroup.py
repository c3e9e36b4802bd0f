"""Codes merged and split in the file."""

from __future__ import annotations

import pytest

from kodierung.codebook.edit.book import Book
from kodierung.codebook.edit.regroup import merge_codes, split_code
from kodierung.codebook.edit.single import NewCode
from kodierung.errors import CodingError, UsageError
from tests.support.small import CODEBOOK_YAML

TEXT = """\
codebook: b
version: 1.2.3
title: B
language: de
codes:
  - id: a
    label: A
    examples: [eins]
    match:
      # über der Regel
      - erste Regel
      - phrase: zweite Regel
        gap: 1
  # über b
  - {id: b, label: B, examples: [zwei, eins], match: [dritte Regel]}

  - id: c
    label: C
    examples:
      - drei
  - id: d
    label: D
    children:
      - {id: x, label: X}
      - {id: y, label: Y}
paraphrases:
  a: [p1, p2]
  b:
    - p3
  none: [p4]
renamed: {uralt: a}
tests:
  - {text: t1, codes: [a, b], not: d}
  - {text: t2, codes: a, not: [c, d.x]}
  - {text: t3, not: [a]}
"""
NEW = [NewCode("eins", "Eins"), NewCode("zwei", "Zwei")]


def book(text: str = TEXT) -> Book:
    return Book(text.encode(), "b.yaml")


def test_rules_and_passages_go_to_the_code_that_stays() -> None:
    edited = merge_codes(book(), ["a", "b"], "c", keep_rules=True)
    made = edited.after
    assert (made.version, edited.codes) == ("2.0.0", {"a": "c", "b": "c"})
    assert list(made.codes) == ["c", "d", "d.x", "d.y"]
    assert made.codes["c"].examples == ("drei", "eins", "zwei")
    assert [rule.terms[0] for rule in made.codes["c"].rules] == [
        "erste Regel",
        "zweite Regel",
        "dritte Regel",
    ]
    assert made.paraphrases == {"c": ("p1", "p2", "p3"), "": ("p4",)}
    assert made.renamed == {"uralt": "c", "a": "c", "b": "c"}
    assert [(t.codes, t.never) for t in made.tests] == [
        (("c",), ("d",)),
        (("c",), ("d.x",)),
        ((), ("c",)),
    ]
    moved = "      - phrase: zweite Regel\n        gap: 1\n      - dritte Regel\n"
    assert moved in edited.text
    assert "über b" not in edited.text


def test_what_is_not_kept_is_told() -> None:
    edited = merge_codes(book(), ["a"], "c")
    assert edited.after.codes["c"].examples == ("drei",)
    assert edited.after.paraphrases == {"b": ("p3",), "": ("p4",)}
    assert edited.told == ("2 rules, 1 example, 2 further passages of a left the file",)


def test_into_brackets_and_from_below() -> None:
    edited = merge_codes(book(), ["d.x", "c"], "d.y", keep_rules=True)
    assert "      - {id: y, label: Y, examples: [drei]}\n" in edited.text
    assert edited.after.renamed == {"uralt": "a", "d.x": "d.y", "c": "d.y"}
    both = merge_codes(book(), ["d", "d.x", "d.y"], "a")
    assert list(both.after.codes) == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("codes", "into", "said"),
    [
        (["a"], "a", "into itself"),
        (["d"], "a", "has codes below it: d.x, d.y"),
        (["d"], "d.x", "has codes below it"),
        (["q"], "a", 'no code "q"'),
    ],
)
def test_what_cannot_be_merged(codes: list[str], into: str, said: str) -> None:
    with pytest.raises(CodingError, match=said):
        merge_codes(book(), codes, into)


def test_a_theme_goes_with_its_last_factor() -> None:
    small = book(CODEBOOK_YAML)
    one = ["traeger.kooperation.promoting"]
    left = merge_codes(small, one, "jobcenter.kontakt.promoting")
    assert [t.promoting for t in left.after.perspectives[0].themes][1] is None
    both = merge_codes(
        small, [*one, "traeger.kooperation.inhibiting"], "jobcenter.kontakt.promoting"
    )
    assert [t.id for t in both.after.perspectives[0].themes] == ["kenntnisse"]
    assert any("no factor any more" in told for told in both.told)


def test_a_code_is_split_beside_itself() -> None:
    edited = split_code(book(), "a", NEW)
    assert list(edited.after.codes)[:3] == ["eins", "zwei", "b"]
    assert (edited.codes, edited.gone) == ({}, {"a"})
    assert edited.added == {"eins", "zwei"}
    # A test that asked for a code alone would ask for none.
    assert [t.text for t in edited.after.tests] == ["t1"]
    assert edited.after.tests[0].codes == ("b",)
    assert edited.after.renamed == {}
    assert "2 tests of a left the file" in edited.told


def test_a_code_that_stays_and_a_factor() -> None:
    kept = split_code(book(), "d.x", NEW, keep=True)
    assert list(kept.after.codes)[-4:] == ["d.x", "d.eins", "d.zwei", "d.y"]
    factor = "traeger.kooperation.inhibiting"
    below = split_code(book(CODEBOOK_YAML), factor, NEW)
    assert {f"{factor}.eins", f"{factor}.zwei", factor} <= below.after.codes.keys()
    elsewhere = split_code(book(), "b", [NewCode("d.b", "B"), NewCode("a.b", "B")])
    assert {"d.b", "a.b"} <= elsewhere.after.codes.keys()
    assert "b" not in elsewhere.after.codes


def test_what_cannot_be_split() -> None:
    with pytest.raises(CodingError, match="has codes below it"):
        split_code(book(), "d", NEW)
    with pytest.raises(CodingError, match='already a "c"'):
        split_code(book(), "a", [NewCode("c", "C")])
    with pytest.raises(UsageError, match="Into what"):
        split_code(book(), "a", [])
