from __future__ import annotations

from dataclasses import replace

import pytest

from kodierung.formats.matrix.tex import write
from kodierung.model import Matrix, MatrixPerspective, MatrixRow, Statement


def body_of(matrix: Matrix) -> str:
    return write(matrix).decode().split("table begins ---\n")[1]


def with_text(text: str) -> Matrix:
    row = MatrixRow("t", "T", None, None, (Statement(text),))
    block = MatrixPerspective("p", "P", (row,))
    return Matrix("Tab.", "A", "", ("+", "-", "S"), (block,), "de")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("50 % & $5", r"50 \% \& \$5"),
        (r"\today {x} #1_2", r"\textbackslash{}today \{x\} \#1\_2"),
        ("~a^b", r"\textasciitilde{}a\textasciicircum{}b"),
        ('"a" <b>', r"\textquotedbl{}a\textquotedbl{} \textless{}b\textgreater{}"),
        ("a--b---c", "a-{}-b-{}-{}-c"),
        ("„Müßig“", "„Müßig“"),
        ("\n\na\n\nb\n", r"a\newline b"),
    ],
)
def test_special_characters_are_escaped(text: str, expected: str):
    assert f"  & {expected} \\\\\n" in body_of(with_text(text))


def test_characters_without_a_sign_are_declared_for_pdftex():
    head = write(with_text("naïve 👩 Œuvre Ħ")).decode().split(r"\else")[0]

    assert r"\DeclareUnicodeCharacter{1F469}{\texttt{[U+1F469]}}" in head
    assert r"\DeclareUnicodeCharacter{0126}" in head
    assert head.count("Declare") == 2


def test_perspectives_span_their_rows(published: Matrix):
    body = body_of(published)

    assert body.count(r"\multirow[t]{5}{=}{\raggedright\textbf{Träger-MA und") == 1
    assert body.count(r"\multirow[t]{4}{=}") == 1
    assert body.count(r"\midrule") == 3
    assert rf"\caption[]{{{published.caption}}}\\" in body


def test_the_language_is_loaded(published: Matrix):
    assert rb"\usepackage[ngerman]{babel}" in write(published)
    assert rb"\usepackage[british]{babel}" in write(replace(published, language="en"))
