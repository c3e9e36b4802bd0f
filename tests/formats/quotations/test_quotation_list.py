from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from kodierung.formats.quotations.docx import write
from kodierung.formats.quotations.quotation_list import (
    Quotation,
    QuotationList,
    Section,
)
from tests.support.programs import pages, program, run

CITED = "„Auf\nAugenhöhe <b> & \x07“ (FG03, B2, 00:14:05)"
LIST = QuotationList(
    "Fundstellen: role",
    "2 Segmente",
    (
        Section(
            "Träger › Kooperation › Partnerschaft",
            (
                Quotation(CITED, ("I: Und?",), ("B1: Na ja.",), "Mein Memo"),
                Quotation("„Zweitens“ (FG04, B1, Redebeitrag 2)"),
            ),
        ),
        Section("", (Quotation("„Drittens“", code="Marktakteur"),)),
    ),
    "de",
)


def opened() -> Any:
    return docx.Document(io.BytesIO(write(LIST)))


def test_every_paragraph_has_a_style_of_its_kind() -> None:
    told = [(p.style.name, p.text) for p in opened().paragraphs]
    assert told == [
        ("Quotation List", "Fundstellen: role"),
        ("Quotation Note", "2 Segmente"),
        ("Quotation Heading", "Träger › Kooperation › Partnerschaft"),
        ("Quotation Context", "I: Und?"),
        ("Quotation Text", CITED.replace("\x07", "\ufffd")),
        ("Quotation Context", "B1: Na ja."),
        ("Quotation Note", "Mein Memo"),
        ("Quotation Text", "„Zweitens“ (FG04, B1, Redebeitrag 2)"),
        ("Quotation Text", "„Drittens“"),
        ("Quotation Note", "Marktakteur"),
    ]


def test_headings_can_be_found_as_such() -> None:
    styles = opened().styles
    levels = [
        styles[name].element.pPr.find(qn("w:outlineLvl")).get(qn("w:val"))
        for name in ("Quotation List", "Quotation Heading")
    ]
    assert levels == ["0", "1"]


def test_the_same_list_gives_the_same_bytes() -> None:
    assert write(LIST) == write(LIST)


@pytest.mark.programs
@pytest.mark.slow
def test_libreoffice_opens_it_upright(tmp_path: Path) -> None:
    office = program("soffice", "libreoffice")
    path = tmp_path / "list.docx"
    path.write_bytes(write(LIST))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    convert = ["--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    run([office, profile, *convert, str(path)], tmp_path)
    ((text, width, height),) = pages(path.with_suffix(".pdf"))
    assert width < height
    assert "Träger › Kooperation › Partnerschaft I: Und? „Auf Augenhöhe <b> &" in text
