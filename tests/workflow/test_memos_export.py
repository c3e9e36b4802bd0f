"""Memos as one document."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from kodierung.errors import UsageError
from kodierung.formats.memo_document import lowered
from kodierung.project import Project
from kodierung.workflow import code
from kodierung.workflow.code import Place
from kodierung.workflow.memos import write
from kodierung.workflow.memos.export import export_memos
from kodierung.workflow.memos.listing import KINDS, MemoFilter, list_memos
from kodierung.workflow.memos.subjects import Subject

CODE = "traeger.kooperation.promoting"

WHOLE = """\
# Memos: S

## Zur Studie

*A, 2026-11-22*

Eine Gruppe fehlt.

## Zu Transkripten

### FG02.txt

*B, 2026-11-22*

#### Aufnahme

Schlecht.

## Zu Personen

### FG01, B1

*A, 2026-11-22*

- dominant
- laut

## Zu Textstellen

### FG00.txt, Redebeitrag 2, B1

> Die kennen unsere Maßnahme gut.

*A, 2026-11-22*

Erste Stelle

*B, 2026-11-22*

Andere Sicht

### FG00.txt, Redebeitrag 3, B2

> Auf Augenhöhe, 0.

*A, 2026-11-22*

Zweite Stelle

## Zu Codierungen

### FG02.txt, Redebeitrag 3, B2, traeger.kooperation.promoting – Partnerschaft

> Augenhöhe

*A, 2026-11-22*

Ankerbeispiel?

## Zu Codes

### role.markt – Marktakteur

*A, 2026-11-22*

Abgrenzen!
"""


@pytest.fixture
def noted(study: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    """The study with memos on everything, written in no order."""
    moment = "2026-11-22T10:00:00Z"
    monkeypatch.setattr(write, "now", lambda: moment)
    monkeypatch.setattr("kodierung.workflow.identity.now", lambda: moment)
    first = Place(quote="Die kennen unsere Maßnahme gut.")
    coding, _ = code.add(study, CODE, "FG02", Place(quote="Augenhöhe"), "A")
    for subject, text, coder in (
        (Subject(code="role.markt"), "Abgrenzen!", "A"),
        (Subject(coding=coding.id), "Ankerbeispiel?", "A"),
        (
            Subject(transcript="FG00", place=Place(quote="Auf Augenhöhe, 0.")),
            "Zweite Stelle",
            "A",
        ),
        (Subject(transcript="FG00", place=first), "Erste Stelle", "A"),
        (Subject(transcript="FG00", place=first), "Andere Sicht", "B"),
        (Subject(speaker="FG01/B1"), "- dominant\n- laut", "A"),
        (Subject(transcript="FG02"), "# Aufnahme\n\nSchlecht.", "B"),
        (Subject(), "Eine Gruppe fehlt.", "A"),
    ):
        write.add(study, subject, text, coder)
    return study


def test_the_document_is_ordered_by_what_memos_are_on(noted: Project) -> None:
    assert export_memos(noted).decode() == WHOLE


def test_json_has_the_records_in_the_same_order(noted: Project) -> None:
    records = json.loads(export_memos(noted, path=Path("memos.JSON")))
    kinds = [record["kind"] for record in records]
    assert kinds == sorted(kinds, key=KINDS.index)
    assert {r["id"]: r for r in records} == {r["id"]: r for r in list_memos(noted)}


def test_only_some_are_written(noted: Project) -> None:
    made = export_memos(noted, MemoFilter(kind="code")).decode()
    assert made.count("*A, 2026-11-22*") == 1
    assert "## Zu Codes" in made
    assert "## Zur Studie" not in made


def test_other_endings_are_refused(noted: Project) -> None:
    with pytest.raises(UsageError, match=r"not written as \.docx"):
        export_memos(noted, path=Path("memos.docx"))


def test_signs_in_quotations_are_no_markup(study: Project) -> None:
    titled = replace(study, settings=replace(study.settings, title="A_*B*"))
    write.add(titled, Subject(), "*so*", "A_*x*")
    made = export_memos(titled).decode()
    assert made == (
        "# Memos: A\\_\\*B\\*\n\n## Zur Studie\n\n"
        f"*A\\_\\*x\\*, {list_memos(study)[0]['created'][:10]}*\n\n*so*\n"
    )


@pytest.mark.parametrize(
    ("written", "becomes"),
    [
        ("# Eins\n## Zwei", "#### Eins\n##### Zwei"),
        ("##### Fünf\n###### Sechs #", "###### Fünf\n###### Sechs #"),
        ("#kein Titel\n#", "#kein Titel\n####"),
        ("Titel\n===\nText", "#### Titel\nText"),
        ("Text\n\nTitel in\nzwei Zeilen\n---", "Text\n\n##### Titel in zwei Zeilen"),
        ("Text\n\n---\n\nText", "Text\n\n---\n\nText"),
        ("# Eins\nZwei\n--", "#### Eins\n##### Zwei"),
        ("- Liste\n---", "- Liste\n---"),
        ("> Zitat\n===", "> Zitat\n==="),
        ("    # Code\n\t# Code", "    # Code\n\t# Code"),
        ("```\n# Code\n~~~\n```\n# Titel", "```\n# Code\n~~~\n```\n#### Titel"),
        ("~~~ r\n# offen", "~~~ r\n# offen\n~~~"),
        ("```a``` b\n# Titel", "```a``` b\n#### Titel"),
        ("Spalte | Zwei\n--- | ---\na | b", "Spalte | Zwei\n--- | ---\na | b"),
    ],
)
def test_headings_are_put_below_those_of_the_document(
    written: str, becomes: str
) -> None:
    assert lowered(written) == becomes
