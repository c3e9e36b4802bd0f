from __future__ import annotations

import pytest

from kodierung.codebook.load import check_codebook, load_codebook
from kodierung.errors import CodebookError

NO_CODEBOOK = (
    'a codebook has lines such as "codebook: …" and "codes: …"; name the codebook '
    "first and the transcripts after it, or begin one with: "
    "kodierung codebook new NAME.yaml"
)


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


def test_as_many_are_listed_as_are_counted(book: str) -> None:
    text = book.replace("definition: Man kennt sich.\n", "defintion: x\n")
    with pytest.raises(CodebookError, match=r"1 fault$") as caught:
        load_codebook(text.encode(), "x.yaml")
    codebook, problems = check_codebook(text.encode(), "x.yaml")
    assert codebook is None
    assert caught.value.problems == problems
    assert [(one.place, one.severity) for one in problems] == [("x.yaml:20", "error")]


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


@pytest.mark.parametrize("data", [b"", b"# only words\n", b"\xef\xbb\xbf---\n"])
def test_an_empty_file_is_told_with_a_way_on(data: bytes) -> None:
    assert [str(one) for one in check_codebook(data, "x.yaml")[1]] == [
        "x.yaml:1: the file is empty (begin one with: kodierung codebook new NAME.yaml)"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "I: Wie war das?\nB1: So.\nI: Ja.\nB1: Nein.\n",
        "Projekt: X\nTitel: Y\n\nI: Wie?\n\nB1: Das war so: gut.\n",
        "[00:01:12] TN3 (w): Das war so.\n",
        "---\ntitle: Gespräch\nlanguage: de\n---\n\n**I:** Ja, die Codes: gut.\n",
        "Nur Text.\n",
        "- a\n- b\n",
        "%PDF-1.4\n%ÿÿ",
        "PK\x03\x04\x14\0\x06",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_something_else_is_no_codebook(text: str, encoding: str) -> None:
    data = text.encode(encoding)
    with pytest.raises(CodebookError, match=r"^FG01\.txt is no codebook\.$") as caught:
        load_codebook(data, "FG01.txt")
    assert caught.value.problems == ()
    assert caught.value.hint == NO_CODEBOOK.replace("a", "A", 1)
    codebook, problems = check_codebook(data, "FG01.txt")
    assert codebook is None
    assert [str(one) for one in problems] == [
        f"FG01.txt:1: this is no codebook ({NO_CODEBOOK})"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "codebook: x\n",
        "Version: 1.0.0\n",
        "  codes: []\n",
        '{"title": "T", "language": "de",\n "roles": []}\n',
        '{"codebook": "x"}\n',
        "title: T\n'matrix' :\n",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_faulty_codebook_is_told_as_one(text: str, encoding: str) -> None:
    _, problems = check_codebook(text.encode(encoding), "x.yaml")
    assert problems
    assert not any(one.message == "this is no codebook" for one in problems)
