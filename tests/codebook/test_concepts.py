from __future__ import annotations

from collections.abc import Callable

import pytest

from kodierung.codebook.load import load_codebook

Said = list[tuple[str, str]]
OLD = "  massnahme: [Maßnahme, Kurs]\n"  # line 8


def test_concepts_hold_the_words_of_those_they_name(book: str) -> None:
    nested = (
        "  alles: [<massnahme>, <amt>, Wort, Kurs]\n"
        "  massnahme: [Maßnahme, Kurs, berufliche Bildung]\n"
        "  amt: [<behoerde>, ~amt]\n"
        "  behoerde: [Behörde]\n"
    )
    codebook, problems = load_codebook(book.replace(OLD, nested).encode(), "b.yaml")
    assert problems == ()
    assert codebook.concepts == {
        "alles": ("Maßnahme", "Kurs", "berufliche Bildung", "Behörde", "~amt", "Wort"),
        "massnahme": ("Maßnahme", "Kurs", "berufliche Bildung"),
        "amt": ("Behörde", "~amt"),
        "behoerde": ("Behörde",),
    }


@pytest.mark.parametrize(
    ("new", "said"),
    [
        ("  a: []\n", [("8", 'the concept "a" has no words')]),
        (
            "  a: [x, <b>]\n  b:\n    - y\n    - <c>\n  c: [<a>]\n",
            [
                (
                    "12",
                    "the concepts go in a circle: <a> → <b> → <c> → <a> "
                    "(take one of them out)",
                )
            ],
        ),
        (
            "  a: [<a>]\n",
            [("8", "the concepts go in a circle: <a> → <a> (take one of them out)")],
        ),
        (
            "  kurs: [x]\n  a: [<krus>]\n",
            [("9", 'unknown concept <krus> (did you mean "kurs"?)')],
        ),
        (
            "  b: [x]\n  a: [gut <b>]\n",
            [
                (
                    "9",
                    "within a concept, a <concept> must stand alone, not in "
                    '"gut <b>" (put phrases with concepts into a rule)',
                )
            ],
        ),
        (
            "  das wort: [x]\n",
            [
                (
                    "8",
                    'the concept "das wort" cannot be named in a rule '
                    "(use a name without blanks, < , > and ~)",
                )
            ],
        ),
        ('  a: ["!"]\n', [("8", '"!" holds no word')]),
    ],
)
def test_each_fault_of_a_concept_is_told_with_its_line(
    changed: Callable[[str, str], Said], new: str, said: Said
) -> None:
    assert changed(OLD, new) == said
