"""Two versions of a codebook: what differs, and whether the version number says so."""

from __future__ import annotations

import pytest

from kodierung.codebook.compare import Comparison, FieldChange, compare
from kodierung.codebook.load import load_codebook

BEFORE = """\
codebook: k
version: 1.2.3
title: K
language: de
concepts:
  zeit: [Zeit, Stunde]
codes:
  - id: a
    label: A
    definition: Was A heißt.
    match: [auf Augenhöhe, "miteinander reden"]
  - {id: b, label: B}
"""


def compared(*changes: tuple[str, str]) -> Comparison:
    after = BEFORE
    for old, new in changes:
        assert old in after
        after = after.replace(old, new)
    old, _ = load_codebook(BEFORE.encode(), "k.yaml")
    new, _ = load_codebook(after.encode(), "k.yaml")
    return compare(old, new)


def test_the_same_codebook() -> None:
    same = compared(("title: K", "title: K  # ein Kommentar"))
    assert same == Comparison(("1.2.3", "1.2.3"))
    assert same.weight is None
    assert same.version_fits


def test_a_redefined_code() -> None:
    found = compared(("heißt.", "nun heißt."), ("1.2.3", "1.3.0"))
    (change,) = found.changed
    assert change.redefined == (
        FieldChange("definition", "Was A heißt.", "Was A nun heißt."),
    )
    assert (found.weight, found.raised, found.version_fits) == (
        "redefined", "new", False,
    )  # fmt: skip


def test_rules_are_wording() -> None:
    found = compared(("auf Augenhöhe", "Augenhöhe"), ("1.2.3", "1.2.4"))
    (change,) = found.changed
    assert change.rules_added == ("Augenhöhe",)
    assert change.rules_removed == ("auf Augenhöhe",)
    assert (found.weight, found.version_fits) == ("wording", True)


def test_new_renamed_and_removed_codes() -> None:
    new = compared(("{id: b, label: B}", "{id: b, label: B}\n  - {id: c, label: C}"))
    assert (new.added, new.weight, new.raised) == (("c",), "new", None)
    assert not new.version_fits
    gone = compared(("  - {id: b, label: B}\n", ""), ("1.2.3", "2.0.0"))
    assert (gone.removed, gone.weight, gone.version_fits) == (
        ("b",), "redefined", True,
    )  # fmt: skip
    renamed = compared(("{id: b, label: B}", "{id: c, label: B}\nrenamed: {b: c}"))
    assert renamed.renamed == {"b": "c"}
    assert (renamed.added, renamed.removed, renamed.weight) == ((), (), "new")
    children = "    children: [{id: b, label: B}]"
    moved = compared(("  - {id: b, label: B}", f"{children}\nrenamed: {{b: a.b}}"))
    (change,) = moved.changed
    assert change.redefined == (FieldChange("parent", "", "a"),)
    assert moved.weight == "redefined"


@pytest.mark.parametrize(
    ("old", "new", "name"),
    [("Stunde", "Minute", "concepts"), ("title: K", "title: Kurz", "title")],
)
def test_what_stands_beside_the_codes(old: str, new: str, name: str) -> None:
    found = compared((old, new), ("1.2.3", "1.2.4"))
    assert [one.name for one in found.beside] == [name]
    assert (found.weight, found.version_fits) == ("wording", True)
