from __future__ import annotations

from collections.abc import Callable

import pytest

Said = list[tuple[str, str]]


def test_the_faultless_codebook_has_no_fault(
    book: str, check: Callable[[str], Said]
) -> None:
    assert check(book) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "            definition: Man kennt sich.\n",
            "            defintion: Man kennt sich.\n",
            [
                ("20", 'unknown key "defintion" (did you mean "definition"?)'),
            ],
        ),
        (
            "title: Probe\n",
            "title: Probe\nfarbe: rot\n",
            [
                (
                    "4",
                    'unknown key "farbe" (known here: codebook, version, title, '
                    "language, source, licence, authors, attributes, concepts, matrix, "
                    "roles, codes, renamed, paraphrases, tests)",
                ),
            ],
        ),
        (
            "title: Probe\n",
            "titel: Probe\n",
            [
                ("1", "the codebook has no title"),
                ("3", 'unknown key "titel" (did you mean "title"?)'),
            ],
        ),
        (
            "            label: Persönlicher Kontakt\n",
            "            label:\n",
            [("19", 'the promoting factor of theme "kontakt" has no label')],
        ),
        (
            "          label: Kontakt\n",
            "",
            [("15", 'theme "kontakt" has no label')],
        ),
        (
            "              - Wir kennen uns.\n",
            "              - Sie sagte: nie\n              -\n              - [a]\n",
            [
                (
                    "22",
                    "`examples` must be a list of texts, but holds a mapping "
                    '(if it is a text with ": " in it, put the whole text in quotation '
                    "marks)",
                ),
                ("23", "`examples` has an empty entry (write something, or remove it)"),
                ("24", "`examples` must be a list of texts, but holds a list"),
            ],
        ),
        (
            "              - Wir kennen uns.\n",
            "              - „Sie sagte: nie“\n",
            [
                (
                    "22",
                    "`examples` must be a list of texts, but holds a mapping "
                    '(if it is a text with ": " in it, put the whole text in straight '
                    'quotation marks, "…")',
                ),
            ],
        ),
        (
            "            match:\n              - sich kennen\n",
            "            match:\n              -sich kennen\n",
            [
                (
                    "23",
                    '`match` must be a list, not a text (a blank is missing after "-")',
                )
            ],
        ),
        (
            "    - id: traeger\n      label: Träger\n"
            "      where: {perspective: traeger}\n      themes:\n",
            "      -id: traeger\n      label: Träger\n"
            "      where: {perspective: traeger}\n      themes:\n",
            [
                (
                    "10",
                    "`perspectives` must be a list, not a mapping "
                    '(a blank is missing after "-")',
                )
            ],
        ),
        (
            "            examples:\n              - Wir kennen uns.\n",
            "            examples: Wir kennen uns.\n",
            [
                (
                    "21",
                    "`examples` must be a list of texts, not a text (begin each entry "
                    'with "- ")',
                )
            ],
        ),
        (
            "            definition: Man kennt sich.\n",
            "            definition: [Man kennt sich.]\n",
            [
                ("20", "`definition` must be a text, but holds a list"),
            ],
        ),
        (
            "  massnahme: [Maßnahme, Kurs]\n",
            "  massnahme: Kurs\n",
            [
                (
                    "8",
                    "`massnahme` must be a list of texts, not a text (begin each entry "
                    'with "- ")',
                )
            ],
        ),
        (
            "concepts:\n  massnahme: [Maßnahme, Kurs]\n",
            "concepts: [Maßnahme, Kurs]\n",
            [("7", "`concepts` must be a mapping with keys, not a list")],
        ),
        (
            "            match:\n              - sich kennen\n",
            "            match: sich kennen\n",
            [("23", '`match` must be a list, not a text (begin each entry with "- ")')],
        ),
        (
            "              - sich kennen\n",
            "              - [sich, kennen]\n              -\n",
            [
                ("24", "a rule must be a phrase or a mapping, not a list"),
                ("25", "`match` has an empty entry (write something, or remove it)"),
            ],
        ),
        (
            "              - sich kennen\n",
            "              - {phrase: sich kennen, negatet: drop, weigth: 2}\n",
            [
                ("24", 'unknown key "negatet" (did you mean "negated"?)'),
                ("24", 'unknown key "weigth" (did you mean "weight"?)'),
            ],
        ),
        (
            "              - sich kennen\n",
            "              - phrase: sich kennen\n"
            "                negated: twins\n"
            "                order: frei\n"
            "                gap: zwei\n"
            "                weight: viel\n"
            "              - {phrase: b, gap: -1, weight: 0}\n"
            "              - {phrase: b c, gap: 1.5, weight: nan}\n",
            [
                (
                    "25",
                    '`negated` must be twin, drop or keep, not "twins" '
                    '(did you mean "twin"?)',
                ),
                (
                    "26",
                    '`order` must be fixed or free, not "frei" (did you mean "free"?)',
                ),
                ("27", '`gap` must be a whole number, not "zwei"'),
                ("28", '`weight` must be a number above 0, not "viel"'),
                ("29", '`weight` must be a number above 0, not "0"'),
                ("29", '`gap` must not be below 0, but is "-1"'),
                ("30", '`weight` must be a number above 0, not "nan"'),
                ("30", '`gap` must be a whole number, not "1.5"'),
            ],
        ),
        (
            "      where: {perspective: traeger}\n",
            "      where: traeger\n",
            [
                ("13", "`where` must be a mapping with keys, not a text"),
            ],
        ),
        (
            "          inhibiting:\n            label: Kein Kontakt\n"
            "            definition: Man kennt sich nicht.\n"
            "            match:\n              - niemand kennen\n",
            "          inhibiting: Kein Kontakt\n",
            [
                ("25", "`inhibiting` must be a mapping with keys, not a text"),
            ],
        ),
        (
            "  perspective: {label: Perspektive, values: "
            "{traeger: Träger, jobcenter: Jobcenter}}\n",
            "  perspective: {lable: Perspektive, values: {traeger: [x]}}\n",
            [
                ("6", 'attribute "perspective" has no label'),
                ("6", "`traeger` must be a text, but holds a list"),
                ("6", 'unknown key "lable" (did you mean "label"?)'),
            ],
        ),
    ],
)
def test_each_fault_is_told_with_its_line(
    changed: Callable[[str, str], Said], old: str, new: str, said: Said
) -> None:
    assert sorted(changed(old, new)) == sorted(said)


def test_what_follows_from_a_structural_fault_is_not_told_as_well(
    changed: Callable[[str, str], Said],
) -> None:
    attributes = (
        "  perspective: {label: Perspektive, values: "
        "{traeger: Träger, jobcenter: Jobcenter}}\n"
    )
    assert changed(attributes, "  perspective: x\n") == [
        ("6", "`perspective` must be a mapping with keys, not a text")
    ]


def test_a_code_that_was_lost_is_not_told_unknown(check: Callable[[str], Said]) -> None:
    head = "codebook: a\nversion: 1.0.0\ntitle: T\nlanguage: de\n"
    said = check(head + "codes: [a, {id: b, label: B}]\nrenamed: {alt: a}\n")
    assert said == [("5", "`codes` must be a mapping with keys, not a text")]


def test_missing_parts_of_the_matrix(check: Callable[[str], Said]) -> None:
    head = "codebook: a\nversion: 1.0.0\ntitle: T\nlanguage: de\n"
    code = "codes: [{id: x, label: X}]\n"
    advice = "x has no rule and is never suggested (write rules under `match`, "
    assert check(head + code + "matrix: {caption: c}\n") == [
        ("6", "the matrix has no perspectives")
    ]
    assert check(head + code + "matrix:\n  perspectives: []\n") == [
        ("7", "`perspectives` is empty (write something, or remove the key)")
    ]
    assert check(head + code + "matrix:\n  perspectives:\n    - label: Ohne\n") == [
        ("8", 'perspective "Ohne" has no id'),
        ("8", 'perspective "Ohne" has no themes'),
    ]
    assert check(head + code) == [("5", advice + "or code it by hand)")]
    assert check(head + "roles: {id: x}\n") == [
        ("5", '`roles` must be a list, not a mapping (begin each entry with "- ")')
    ]


def test_all_kinds_of_faults_come_in_one_run(check: Callable[[str], Said]) -> None:
    said = check(
        "codebook: a b\n"  # id
        "version: 1.0\n"  # version
        "titel: T\n"  # unknown key, missing title
        "language: Deutsch\n"  # language
        "concepts: {a: [<b>]}\n"  # unknown concept
        "roles:\n"
        "  - {id: markt, label: M, match: [{regex: '('}], color: rot}\n"
        "  - {id: markt, label: M, match: [{all: [a], within: satz}]}\n"
        "codes: [{id: x, label: X}, {id: y, label: Y, examples: text}]\n"
        "renamed: {alt: weg}\n"
        "tests: [{text: t, codes: [z]}]\n"
    )
    assert [line for line, _ in said] == [
        "1",
        "1",
        "2",
        "3",
        "4",
        "5",
        "7",
        "7",
        "8",
        "8",
        "9",
        "10",
        "11",
    ]
