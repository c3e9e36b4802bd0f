from __future__ import annotations

import pytest

from kodierung.codebook.load import check_codebook, load_codebook
from kodierung.errors import CodebookError


def test_faults_are_one_error_that_names_them_all(book: str) -> None:
    text = book.replace("version: 1.0.0", "version: 1").replace(
        "label: Kontakt", "x: y"
    )
    with pytest.raises(CodebookError) as caught:
        load_codebook(text.encode(), "codebooks/x.yaml")
    assert caught.value.message == "codebooks/x.yaml has 3 faults"
    assert [problem.place for problem in caught.value.problems] == [
        "codebooks/x.yaml:2",
        "codebooks/x.yaml:15",
        "codebooks/x.yaml:16",
    ]


def test_one_fault_is_one(book: str) -> None:
    with pytest.raises(CodebookError, match=r"^x\.yaml has 1 fault$"):
        load_codebook(b"", "x.yaml")


def test_warnings_do_not_count_as_faults(book: str) -> None:
    text = book.replace("      where: {perspective: traeger}\n", "")
    codebook, problems = load_codebook(text.encode(), "x.yaml")
    assert codebook.perspectives[0].where == {}
    assert [problem.severity for problem in problems] == ["warning"]
    with pytest.raises(CodebookError, match=r"1 fault$"):
        load_codebook(text.replace("1.0.0", "1").encode(), "x.yaml")


def test_only_check_asks_for_rules(book: str) -> None:
    text = book.replace(
        "            match:\n              - sich kennen\n", ""
    ).encode()
    assert load_codebook(text, "x.yaml")[1] == ()
    codebook, problems = check_codebook(text, "x.yaml")
    assert codebook == load_codebook(text, "x.yaml")[0]
    assert [(p.place, p.severity) for p in problems] == [("x.yaml:18", "warning")]


def test_a_code_whose_subcodes_have_rules_needs_none(book: str) -> None:
    more = "codes: [{id: a, label: A, children: [{id: b, label: B, match: [c]}]}]\n"
    assert check_codebook((book + more).encode(), "x.yaml")[1] == ()
