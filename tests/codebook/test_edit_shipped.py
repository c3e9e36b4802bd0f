"""Codes of the codebooks we ship are called otherwise, and nothing else moves."""

from __future__ import annotations

from pathlib import Path

import pytest

from kodierung.codebook.edit.book import Book, Edited
from kodierung.codebook.edit.single import NewCode, add_code, relabel_code, rename_code
from kodierung.codebook.starter import starter

FOLDER = Path(__file__).parents[2] / "codebooks"
# Of the large one, which takes a second each time, every so many codes are tried.
STEP = 12
LABEL = 'Ganz anders: „so“ und "so" # kein Kommentar'


def _large(*, whole: bool) -> bytes:
    data = (FOLDER / "arbeitsmarktpolitisches_dreieck.yaml").read_bytes()
    return data if whole else data[: data.index(b"\nparaphrases:") + 1]


BOOKS = {
    "large": lambda: _large(whole=False),
    "english": lambda: (FOLDER / "facilitators_and_barriers.yaml").read_bytes(),
    "starter_de": lambda: starter("T", "de").encode(),
    "starter_en": lambda: starter("T", "en").encode(),
}


@pytest.fixture(scope="module", params=BOOKS)
def book(request: pytest.FixtureRequest) -> Book:
    return Book(BOOKS[request.param](), "b.yaml")


def _went_and_came(edited: Edited) -> tuple[list[str], list[str]]:
    lines = [one for one in edited.diff if not one.startswith(("---", "+++", "@@"))]
    went = [one[1:].strip() for one in lines if one[0] == "-"]
    came = [one[1:].strip() for one in lines if one[0] == "+"]
    return went, came


def _some(book: Book, known: list[str]) -> list[str]:
    return known[::STEP] if len(book.text) > 100_000 else known


def test_every_label_can_be_changed(book: Book) -> None:
    for known in _some(book, list(book.places)):
        edited = relabel_code(book, known, LABEL)
        went, came = _went_and_came(edited)
        assert [line.split(":")[0] for line in went] == ["version", came[1][:5]]
        assert [line.split(":")[0] for line in came] == ["version", "label"]
        if known in edited.after.codes:
            assert edited.after.codes[known].label == LABEL
        assert list(edited.after.codes) == list(book.codebook.codes)


def test_every_id_can_be_changed(book: Book) -> None:
    named = [known for known, path in book.places.items() if isinstance(path[-1], int)]
    for known in _some(book, named):
        step = known.rpartition(".")[2]
        edited = rename_code(book, known, f"{step}_neu")
        new = f"{known}_neu"
        moved = {old: new + old[len(known) :] for old in book.below(known)}
        assert edited.codes == moved
        assert list(edited.after.codes) == [
            moved.get(code, code) for code in book.codebook.codes
        ]
        assert edited.after.renamed == moved
        went, came = _went_and_came(edited)
        assert went[1:] in ([f"- id: {step}"], [f"id: {step}"])
        assert f"- id: {step}_neu" in came
        section = ["", "renamed:", *(f"{old}: {to}" for old, to in moved.items())]
        assert sorted(came[2:]) == sorted(section)


def test_what_is_added_and_renamed_back_leaves_the_words_alone(book: Book) -> None:
    last = list(book.codebook.codes)[-1]
    new = NewCode(f"{last}.neu", "Neu", definition="Wort " * 40, examples=("A: b", "c"))
    added = add_code(book, new)
    went, _ = _went_and_came(added)
    assert [line.split(":")[0] for line in went] == ["version"]
    made = added.after.codes[new.id]
    assert (made.definition, made.examples) == (("Wort " * 40).strip(), ("A: b", "c"))
    again = Book(added.text.encode(), "b.yaml")
    there = rename_code(again, new.id, "anders")
    back = rename_code(Book(there.text.encode(), "b.yaml"), f"{last}.anders", "neu")
    assert list(back.after.codes) == list(added.after.codes)
    assert back.after.renamed == {f"{last}.anders": new.id}


def test_the_large_one_with_all_its_passages() -> None:
    book = Book(_large(whole=True), "b.yaml")
    edited = rename_code(book, "role.markt", "anbieter")
    passages = book.codebook.paraphrases["role.markt"]
    assert edited.after.paraphrases["role.anbieter"] == passages
    went, came = _went_and_came(edited)
    assert [line.split(":")[0] for line in went] == ["version", "- id", "role.markt"]
    assert came[1] == "- id: anbieter"
    assert any("still name role.markt" in told for told in edited.told)
