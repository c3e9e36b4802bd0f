from __future__ import annotations

from collections.abc import Callable

import pytest

from kodierung.codebook.load import load_codebook
from kodierung.model import Attribute, Codebook, CodebookTest, Perspective, Theme
from kodierung.text import digest

Said = list[tuple[str, str]]

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


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "codebook: probe",
            "codebook: Mein Buch!",
            (
                "1",
                'the id "Mein Buch!" may hold only letters, digits, _ and - '
                '(for example "Mein_Buch")',
            ),
        ),
        (
            "version: 1.0.0",
            "version: 1.0",
            (
                "2",
                'the version "1.0" is not of the form 1.0.0 '
                "(three numbers: redefined codes, new codes, wording)",
            ),
        ),
        (
            "language: de",
            "language: deutsch",
            ("4", '"deutsch" is no language code (write de, en, …)'),
        ),
        (
            "        - id: kontakt",
            "        - id: kontakt.eins",
            (
                "15",
                'the id "kontakt.eins" may hold only letters, digits, _ and - '
                '(for example "kontakt_eins")',
            ),
        ),
        (
            "    - id: traeger",
            "    - id: role",
            ("11", '"role" is kept for the role understandings (choose another id)'),
        ),
        (
            "    - id: traeger",
            "    - id: -x",
            (
                "11",
                'the id "-x" may hold only letters, digits, _ and - (for example "x")',
            ),
        ),
        (
            "    - id: traeger",
            "    - id: '…'",
            (
                "11",
                'the id "…" may hold only letters, digits, _ and - (choose another id)',
            ),
        ),
        (
            "where: {perspective: traeger}",
            "where: {perspective: treager}",
            (
                "13",
                '"treager" is no value of the attribute "perspective" '
                '(did you mean "traeger"?)',
            ),
        ),
        (
            "where: {perspective: traeger}",
            "where: {perspektive: traeger}",
            ("13", 'unknown attribute "perspektive" (did you mean "perspective"?)'),
        ),
        (
            "      where: {perspective: traeger}\n",
            "",
            (
                "11",
                'perspective "traeger" has no `where`, so everybody\'s words count '
                "(write where: {attribute: value})",
            ),
        ),
        (
            "            label: Persönlicher Kontakt\n",
            "            label: Persönlicher Kontakt\n            color: red\n",
            ("20", '"red" is no colour (write it like "#1f77b4", in quotation marks)'),
        ),
        (
            "            definition: Man kennt sich.\n",
            "",
            (
                "18",
                "traeger.kontakt.promoting has no definition "
                "(say in two or three sentences what it means)",
            ),
        ),
        (
            "            match:\n              - sich kennen\n",
            "",
            (
                "18",
                "traeger.kontakt.promoting has no rule and is never suggested "
                "(write rules under `match`, or code it by hand)",
            ),
        ),
    ],
)
def test_each_fault_is_told_with_its_line(
    changed: Callable[[str, str], Said], old: str, new: str, said: tuple[str, str]
) -> None:
    assert changed(old, new) == [said]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (
            "        - {id: leer, label: L}\n",
            (
                "30",
                'theme "leer" has no factor (give it promoting, inhibiting or both)',
            ),
        ),
        (
            "        - id: halb\n          label: H\n"
            "          inhibiting: {label: L, definition: d, match: [halb]}\n",
            (
                "32",
                "traeger.halb has only one factor, inhibiting "
                "(the other cell of its row stays empty)",
            ),
        ),
        (
            "        - id: kontakt\n          label: H\n"
            "          promoting: {label: L, definition: d, match: [a]}\n"
            "          inhibiting: {label: L, definition: d, match: [b]}\n",
            (
                "30",
                'the id "traeger.kontakt" is used already in line 15 '
                "(give each its own id)",
            ),
        ),
        (
            "roles: [{id: a, label: A, match: [a]}, {id: a, label: B}]\n",
            ("30", 'the id "role.a" is used already in line 30 (give each its own id)'),
        ),
        (
            "codes:\n  - {id: role, label: A, match: [a]}\n",
            ("31", '"role" is kept for the role understandings (choose another id)'),
        ),
        (
            "codes:\n  - {id: traeger, label: A, match: [a]}\n",
            (
                "31",
                'the id "traeger" is used already in line 11 (give each its own id)',
            ),
        ),
        (
            "renamed:\n  alt: traeger.kontakt.promotin\n",
            (
                "31",
                'unknown code "traeger.kontakt.promotin" '
                '(did you mean "traeger.kontakt.promoting"?)',
            ),
        ),
        (
            "renamed:\n  traeger.kontakt.promoting: traeger.kontakt.inhibiting\n",
            (
                "31",
                '"traeger.kontakt.promoting" is renamed but still a code '
                "(remove one of the two)",
            ),
        ),
        (
            "tests:\n  - text: a\n    not:\n      - traeger.kontakt.promote\n",
            (
                "33",
                'unknown code "traeger.kontakt.promote" '
                '(did you mean "traeger.kontakt.promoting"?)',
            ),
        ),
        (
            "tests:\n  - text: a\n    who: {perspective: x}\n",
            (
                "32",
                '"x" is no value of the attribute "perspective" '
                "(known: traeger, jobcenter)",
            ),
        ),
        (
            "tests:\n  - codes: traeger.kontakt.promoting\n",
            ("31", "test 1 has no text"),
        ),
    ],
)
def test_each_fault_behind_the_matrix_is_told_with_its_line(
    book: str, check: Callable[[str], Said], more: str, said: tuple[str, str]
) -> None:
    found = check(book + more)
    assert found == [said]


def test_a_codebook_without_codes_is_a_fault(check: Callable[[str], Said]) -> None:
    head = "codebook: a\nversion: 1.0.0\ntitle: T\nlanguage: de\n"
    assert check(head) == [
        ("1", "the codebook has no code (give it a matrix, roles or codes)")
    ]


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
