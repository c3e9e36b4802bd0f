"""The commands of docs/coded_work.md run as written."""

from __future__ import annotations

import io
import shlex
from pathlib import Path

import openpyxl

from tests.cli.conftest import Kod, empty, files, kod, study
from tests.support.coded_work import taguette
from tests.support.small import GROUP_ONE
from tests.test_docs import ROOT, blocks

__all__ = ["empty", "files", "kod", "study"]

GUIDE = (ROOT / "docs" / "coded_work.md").read_text("utf-8")
SAID = "Augenhöhe"


def test_the_commands_of_the_guide_run(study: Path, kod: Kod) -> None:
    at = GROUP_ONE.index(SAID)
    name = "FG01_traeger.txt"
    marked = [(name, at, at + len(SAID), "Marktakteur", "Ada")]
    made = taguette(study, {name: GROUP_ONE}, marked)
    made.rename(study / "taguette.sqlite3")
    rows = [["document", "code", "quotation"], ["FG01_traeger", "Zeitdruck", SAID]]
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    (study / "maxqda.xlsx").write_bytes(stream.getvalue())
    (study / "tabelle.csv").write_text(
        f"document;code;quotation\nFG01_traeger;Marktakteur;{SAID}\n"
        f"Gruppe eins;Marktakteur;{SAID}\n",
        "utf-8",
    )
    lines = [line for block in blocks(GUIDE) for line in block]
    assert len(lines) == 5
    for line in lines:
        done = kod(*shlex.split(line)[1:])
        assert done.code == 0, (line, done.err)
    coders = {record["coder"] for record in kod("codings", "export").records}
    assert coders == {"Ada", "B", "C"}
    assert "Gruppe eins" in (study / "rest.csv").read_text("utf-8-sig")
