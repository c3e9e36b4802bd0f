"""Faults that a parser notices lines below the one that has them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, get_args

import pytest
import yaml

from kodierung.codebook import nodes, schema
from kodierung.codebook.schema import Entry
from kodierung.codebook.slips import KEYS
from kodierung.codebook.starter import starter

Said = list[tuple[str, str]]
STARTER = starter("Studie")
DASH = 'a blank is missing after "-" (write "- " before an entry)'
OPEN = "a quotation mark is opened here and never closed (close it with the same mark)"
STRAIGHT = (
    'there is a second ": " in this line '
    '(put the whole text in straight quotation marks, "…")'
)


def colon(key: str) -> str:
    return f'a colon is missing after the key "{key}" (write {key}: …)'


def first_sign(sign: str) -> str:
    return (
        f'a text must not begin with "{sign}" (put the whole text in quotation marks)'
    )


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        # The first key of a block, one in the middle, the last, one above a list.
        ("            label: Fehlender", "            label Fehlender", colon("label")),
        ("          label: Austausch\n", "          label Austausch\n", colon("label")),
        (
            "            exclude: Fehlende",
            "            exclude Fehlende",
            colon("exclude"),
        ),
        ("            counterexamples:\n", "            counterexamples\n", None),
        ("concepts:\n", "concepts\n", colon("concepts")),
        ("title: ", "title ", colon("title")),
        ("  - id: begleitung", "  - id begleitung", colon("id")),
        (
            "            label: Fehlender",
            "            label:Fehlender",
            'a blank is missing after "label:" (write label: …)',
        ),
        ("            label: Fehlender", '            label: "Fehlender', OPEN),
        ("            label: Fehlender", "            label: 'Fehlender", OPEN),
        ("              - Mein Telefon", '              - "Mein Telefon', OPEN),
        ('hemmende Faktoren"', "hemmende Faktoren", OPEN),
        ('title: "Studie"', 'title: "Studie', OPEN),
        ('title: "Studie"', 'title: "Studie“', OPEN),
        ("[kurzer Dienstweg, runder", '[kurzer Dienstweg, "runder', OPEN),
        ("  - id: begleitung", "  -id: begleitung", DASH),
        ("      - id: einstieg", "      -id: einstieg", DASH),
        ("              - niemand ans", "              -niemand ans", DASH),
        ("              - niemand erreichen", "              -niemand erreichen", DASH),
        ("              - Wir haben das", "              -Wir haben das", DASH),
        ('title: "Studie"', "title: „A: B“", STRAIGHT),
        ("label: Einstieg", "label: »A: B«", STRAIGHT),
        ("- Mein Telefon ist kaputt.", "- „A: B: C“", STRAIGHT),
        ("label: Einstieg", "label: *Freude*", first_sign("*")),
        ("label: Einstieg", "label: **Freude** und", first_sign("*")),
        ("label: Einstieg", "label: * Freude", first_sign("*")),
        ("label: Einstieg", "label: & Freude", first_sign("&")),
        ("label: Einstieg", "label: !Freude!", first_sign("!")),
        ("label: Einstieg", "label: >Freude", first_sign(">")),
        ("label: Einstieg", "label: |Freude", first_sign("|")),
    ],
)
@pytest.mark.parametrize("loader", [yaml.SafeLoader, nodes._LOADER])
def test_a_slip_is_told_where_it_was_made(
    check: Callable[[str], Said],
    old: str,
    new: str,
    said: str | None,
    loader: object,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(nodes, "_LOADER", loader)
    at = STARTER.rindex(old)
    line = STARTER.count("\n", 0, at) + 1
    told = check(STARTER[:at] + new + STARTER[at + len(old) :])
    assert told == [(str(line), said or colon("counterexamples"))]


@pytest.mark.parametrize(
    "above",
    [
        'a: "zwei\n  Zeilen: so"\n',
        'a: "zwei\nZeilen - so"\n',
        "a: 'it''s'\n",
        'a: "\\" so"\n',
        'a: [x, "y, z", "w"] # "\n',
        "a: {x: 'y'}\n",
        'a: >-\n  "so\n  -dann\n\n  label so\n',
        '# "so\n',
        'a: er sagte "so\n',
        'a:\n  - |\n   "so\n  - b\n',
        'a: Länge 5"\n',
    ],
)
def test_what_is_sound_above_a_fault_is_not_blamed(
    check: Callable[[str], Said], above: str
) -> None:
    text = "codebook: x\n" + above + "b: Er sagte: nein\n"
    (told,) = check(text)
    assert told == (
        str(text.count("\n")),
        'there is a second ": " in this line (put the whole text in quotation marks)',
    )


def test_a_dash_within_a_longer_text_is_not_blamed(
    check: Callable[[str], Said],
) -> None:
    (told,) = check("codebook: x\na: >-\n  so\n  -dann\n x: y\n")
    assert told[0] == "5"
    assert "blank is missing" not in told[1]


def test_a_word_that_is_no_key_gets_the_general_advice(
    check: Callable[[str], Said],
) -> None:
    (told,) = check("codebook: x\na:\n  Man spricht\n  und dann: so\n")
    assert told[0] == "4"
    assert told[1].startswith("this key does not fit the line above it")


def test_the_keys_are_those_of_the_schema() -> None:
    def models(annotation: Any) -> Iterator[type[Entry]]:
        if isinstance(annotation, type) and issubclass(annotation, Entry):
            yield annotation
        for below in get_args(annotation):
            yield from models(below)

    found: dict[type[Entry], None] = {schema.CodebookEntry: None}
    waiting = [schema.CodebookEntry]
    while waiting:
        for field in waiting.pop().model_fields.values():
            new = [one for one in models(field.annotation) if one not in found]
            found |= dict.fromkeys(new)
            waiting += new
    keys = {
        field.alias or name
        for model in found
        for name, field in model.model_fields.items()
    }
    assert keys == KEYS
