"""A codebook goes through a `.qdc` file and is the same, but for its search rules."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kodierung.codebook.edit.writing import block
from kodierung.codebook.load import load_codebook
from kodierung.formats.refi.codebook_in import read_codebook
from kodierung.formats.refi.of_codebook import refi_codebook
from kodierung.formats.refi.records import RefiCode, RefiCodebook, RefiSet
from kodierung.formats.refi.to_codebook import Taken, codebook_data
from kodierung.formats.refi.xml_out import write_codebook
from kodierung.model import Code, Codebook
from tests.formats.refi.packing import guid

CODEBOOKS = Path(__file__).parents[3] / "codebooks"
HEAD = {
    "codebook": "neu", "version": "1.0.0", "title": "Neu", "language": "de",
    "source": "Woher",
}  # fmt: skip


def loaded(taken: Taken) -> Codebook:
    book, problems = load_codebook(block(taken.data, 0).encode(), "neu.yaml")
    assert not [p for p in problems if p.severity == "error"]
    return book


def without_rules(code: Code) -> Code:
    return replace(code, rules=(), line=0, example_lines=(), counterexample_lines=())


@pytest.mark.parametrize("path", sorted(CODEBOOKS.glob("*.yaml")), ids=lambda p: p.stem)
def test_shipped_codebooks_come_back(path: Path) -> None:
    book, _ = load_codebook(path.read_bytes(), path.name)
    written = write_codebook(refi_codebook(book))
    head = {**HEAD, "codebook": book.id, "title": book.title, "language": book.language}
    taken = codebook_data(read_codebook(written, "x.qdc"), head)
    again = loaded(taken)
    assert not taken.remarks
    assert list(again.codes) == list(book.codes)
    for code_id, code in book.codes.items():
        assert without_rules(again.codes[code_id]) == without_rules(code)
    assert again.perspectives == book.perspectives
    assert set(taken.ids.values()) == set(book.codes)
    assert write_codebook(refi_codebook(again)) == written


def test_labels_that_occur_twice_get_names_of_their_own_and_keep_their_labels() -> None:
    text = """\
codebook: zwei
version: 1.0.0
title: Zwei
language: de
codes:
  - {id: a, label: Sonstiges, children: [{id: b, label: Sonstiges}]}
  - {id: c, label: Sonstiges (2)}
"""
    book, _ = load_codebook(text.encode(), "zwei.yaml")
    tree = refi_codebook(book)
    names = [code.name for code in tree.walk()]
    assert len(set(names)) == 3
    again = loaded(codebook_data(tree, HEAD))
    assert {c.id: c.label for c in again.codes.values()} == {
        "a": "Sonstiges", "a.b": "Sonstiges", "c": "Sonstiges (2)",
    }  # fmt: skip


def test_foreign_guids_are_kept() -> None:
    book, _ = load_codebook(
        b"codebook: z\nversion: 1.0.0\ntitle: Z\nlanguage: de\n"
        b"codes: [{id: a, label: A}]\n",
        "z.yaml",
    )
    (code,) = refi_codebook(book, {"a": "{abc}"}).codes
    assert code.guid == "{abc}"


def leaf(number: int, name: str, description: str = "") -> RefiCode:
    return RefiCode(guid(number), name, description)


def test_a_foreign_tree_with_polarity_by_sets_becomes_themes() -> None:
    codes = (leaf(1, "Zeit"), leaf(2, "Geld"), leaf(3, "Rückhalt"))
    theme = RefiCode(guid(4), "Rahmen", "Was drumherum ist", codable=False, codes=codes)
    plain = RefiCode(guid(5), "Rahmen", codes=(leaf(6, "Rahmen"), leaf(7, "!!!")))
    sets = (
        RefiSet(guid(8), "Polarität: hemmend", codes=(guid(1).lower(), guid(2))),
        RefiSet(guid(9), "fördernd", codes=(f"{{{guid(3)}}}",)),
    )
    taken = codebook_data(RefiCodebook((theme, plain), sets), HEAD)
    book = loaded(taken)
    assert [c.id for c in book.codes.values()] == [
        "alle.rahmen.promoting",
        "alle.rahmen.inhibiting",
        "alle.rahmen.inhibiting.zeit",
        "alle.rahmen.inhibiting.geld",
        "rahmen",
        "rahmen.rahmen",
        "rahmen.code",
    ]
    assert book.codes["alle.rahmen.inhibiting"].label == "Rahmen: hemmend"
    assert book.codes["alle.rahmen.inhibiting.geld"].polarity == "inhibiting"
    assert len(taken.remarks) == 2


def test_a_mixed_tree_stays_a_plain_one() -> None:
    half = RefiCode(
        guid(1),
        "Halb",
        codes=(leaf(2, "Gut", "Polarität: fördernd"), leaf(3, "Anderes"), leaf(4, "")),
    )
    book = loaded(codebook_data(RefiCodebook((half,)), HEAD))
    assert list(book.codes) == ["halb", "halb.gut", "halb.anderes", "halb.ohne_namen"]


def test_ids_of_ours_are_taken_again_unless_somebody_copied_them() -> None:
    codes = (leaf(1, "A", "Kennung: x.zeit"), leaf(2, "B", "Kennung: zeit"))
    book = loaded(codebook_data(RefiCodebook(codes), HEAD))
    assert list(book.codes) == ["zeit", "zeit_2"]
