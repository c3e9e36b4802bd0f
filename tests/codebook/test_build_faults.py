"""Each fault of a codebook is told with its line."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Said = list[tuple[str, str]]


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
