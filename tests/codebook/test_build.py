from __future__ import annotations

import pytest

from kodierung.codebook.load import load_codebook
from kodierung.model import Attribute, Codebook, CodebookTest, Perspective, Theme
from kodierung.text import digest

MORE = """\
            children:
              - id: anlass
                label: Anlass
                color: "#1f77b4"
                children: [{id: tief, label: Tief}]
roles:
  - id: markt
    label: Markt
    definition: d
    include: i
    exclude: e
    examples: [eins, 20:30]
    counterexamples: [no]
    children: [{id: unter, label: Unter}]
codes:
  - id: prozess
    label: Prozess
    children: [{id: Übergabe_2-b, label: "Ü: <b>"}]
renamed: {alt: prozess.Übergabe_2-b}
tests:
  - {text: t, codes: prozess, not: [role.markt], who: {perspective: traeger}}
"""


def load(text: str) -> Codebook:
    codebook, _ = load_codebook(text.encode(), "b.yaml")
    return codebook


def test_the_head_arrives(book: str) -> None:
    codebook = load("source: Quelle\nlicence: CC BY 4.0\nauthors: wir\n" + book)
    assert (codebook.id, codebook.version, codebook.title) == (
        "probe",
        "1.0.0",
        "Probe",
    )
    assert (codebook.language, codebook.source) == ("de", "Quelle")
    assert codebook.attributes == {
        "perspective": Attribute(
            "perspective",
            "Perspektive",
            {"traeger": "Träger", "jobcenter": "Jobcenter"},
        )
    }
    assert codebook.concepts == {"massnahme": ("Maßnahme", "Kurs")}
    assert codebook.file == "b.yaml"


def test_the_digest_is_that_of_the_settled_text(book: str) -> None:
    crlf = b"\xef\xbb\xbf" + book.replace("\n", "\r\n").encode()
    assert load_codebook(crlf, "b.yaml")[0].digest == digest(book)


def test_the_matrix_arrives(book: str) -> None:
    statement = '          statement: "„Man kennt sich.“"\n'
    codebook = load(book + statement)
    assert codebook.perspectives == (
        Perspective(
            "traeger",
            "Träger",
            {"perspective": "traeger"},
            (
                Theme(
                    "kontakt",
                    "Kontakt",
                    "traeger.kontakt.promoting",
                    "traeger.kontakt.inhibiting",
                    "„Man kennt sich.“",
                ),
            ),
        ),
    )


def test_codes_know_their_place_in_the_tree(book: str) -> None:
    codebook = load(book + MORE)
    assert list(codebook.codes) == [
        "traeger.kontakt.promoting",
        "traeger.kontakt.inhibiting",
        "traeger.kontakt.inhibiting.anlass",
        "traeger.kontakt.inhibiting.anlass.tief",
        "role.markt",
        "role.markt.unter",
        "prozess",
        "prozess.Übergabe_2-b",
    ]
    promoting, inhibiting, anlass, tief, markt, unter, prozess, uebergabe = (
        codebook.codes.values()
    )
    assert (promoting.twin, inhibiting.twin) == (inhibiting.id, promoting.id)
    assert (anlass.twin, markt.twin) == (None, None)
    assert (anlass.parent, tief.parent) == (inhibiting.id, anlass.id)
    assert (inhibiting.parent, markt.parent, prozess.parent) == (None, None, None)
    assert (unter.parent, uebergabe.parent) == (markt.id, prozess.id)
    for code in (inhibiting, anlass, tief):
        assert (code.kind, code.polarity) == ("factor", "inhibiting")
        assert (code.theme, code.perspective) == ("traeger.kontakt", "traeger")
        assert code.where == {"perspective": "traeger"}
    assert {code.kind for code in (markt, unter)} == {"role"}
    assert {code.kind for code in (prozess, uebergabe)} == {"code"}
    assert (markt.theme, markt.polarity, dict(markt.where)) == (None, None, {})
    lines = [code.line for code in codebook.codes.values()]
    assert lines == [18, 25, 31, 34, 36, 43, 45, 47]


def test_what_a_coder_reads_arrives(book: str) -> None:
    codebook = load(book + MORE)
    markt = codebook.codes["role.markt"]
    assert (markt.label, markt.definition) == ("Markt", "d")
    assert (markt.include, markt.exclude) == ("i", "e")
    assert (markt.examples, markt.counterexamples) == (("eins", "20:30"), ("no",))
    assert codebook.codes["prozess.Übergabe_2-b"].label == "Ü: <b>"
    assert codebook.codes["traeger.kontakt.inhibiting.anlass"].color == "#1f77b4"
    assert codebook.renamed == {"alt": "prozess.Übergabe_2-b"}


def test_codes_keep_the_order_of_the_file(book: str) -> None:
    head, _, matrix = book.partition("matrix:\n")
    promoting, inhibiting = (
        matrix.index("          promoting"),
        matrix.index("          inhibiting"),
    )
    swapped = matrix[:promoting] + matrix[inhibiting:] + matrix[promoting:inhibiting]
    codebook = load(f"{head}roles: [{{id: r, label: R}}]\nmatrix:\n{swapped}")
    assert [code.rpartition(".")[2] for code in codebook.codes] == [
        "r",
        "inhibiting",
        "promoting",
    ]
    theme = codebook.perspectives[0].themes[0]
    assert theme.promoting == "traeger.kontakt.promoting"


@pytest.mark.parametrize(
    ("language", "written", "columns"),
    [
        ("de", "", ("Förderlich", "Hemmend", "Statement")),
        ("en", "", ("Promoting", "Inhibiting", "Statement")),
        ("fr", "  columns: {statement: Mot}\n", ("Promoting", "Inhibiting", "Mot")),
        ("de", "  columns: {promoting: A, inhibiting: B}\n", ("A", "B", "Statement")),
    ],
)
def test_columns_follow_the_language(
    book: str, language: str, written: str, columns: tuple[str, str, str]
) -> None:
    text = book.replace("language: de", f"language: {language}")
    text = text.replace("matrix:\n", f"matrix:\n  caption: Tab. 1\n{written}")
    codebook = load(text)
    assert codebook.columns == columns
    assert codebook.caption == "Tab. 1"


def test_a_codebook_needs_no_matrix() -> None:
    codebook = load(
        "codebook: a\nversion: 0.1.0\ntitle: T\nlanguage: en\n"
        "roles: [{id: r, label: R}]\n"
    )
    assert codebook.perspectives == ()
    assert list(codebook.codes) == ["role.r"]


def test_tests_and_the_lines_of_examples(book: str) -> None:
    text = book + (
        "tests:\n"
        "  - text: Wir kennen uns.\n"
        "    codes: traeger.kontakt.promoting\n"
        "    not: [traeger.kontakt.inhibiting]\n"
        "    who: {perspective: traeger}\n"
        "    question: Kennen Sie sich?\n"
        "  - text: Guten Morgen.\n"
    )
    codebook, _ = load_codebook(text.encode(), "b.yaml")
    first, second = codebook.tests
    assert first == CodebookTest(
        "Wir kennen uns.",
        ("traeger.kontakt.promoting",),
        ("traeger.kontakt.inhibiting",),
        {"perspective": "traeger"},
        "Kennen Sie sich?",
        line=first.line,
    )
    assert (second.codes, second.never, second.question) == ((), (), "")
    rows = text.splitlines()
    assert rows[first.line - 1] == "  - text: Wir kennen uns."
    assert rows[second.line - 1] == "  - text: Guten Morgen."
    code = codebook.codes["traeger.kontakt.promoting"]
    assert [rows[line - 1].strip() for line in code.example_lines] == [
        "- Wir kennen uns."
    ]
    assert code.counterexample_lines == ()
