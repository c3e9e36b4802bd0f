"""Documents opened with the programs people open them with."""

from __future__ import annotations

from pathlib import Path

import pytest

from kodierung.codebook.load import load_codebook
from kodierung.formats.manual.document import Document
from kodierung.formats.manual.registry import document_format
from kodierung.workflow.manual import manual
from tests.support.programs import browse, pages, program, run

pytestmark = [pytest.mark.programs, pytest.mark.slow]

BOOKS = Path(__file__).parents[3] / "codebooks"


@pytest.fixture(scope="module")
def leaflet() -> Document:
    """The manual of the codebook of the example study."""
    path = BOOKS / "arbeitsmarktpolitisches_dreieck.yaml"
    codebook, _ = load_codebook(path.read_bytes(), path.name)
    return manual(codebook)


def written(document: Document, name: str, folder: Path) -> Path:
    module = document_format(name)
    path = folder / f"manual{module.suffix}"
    path.write_bytes(module.write(document))
    return path


def read(path: Path) -> str:
    found = pages(path)
    # A4 upright, in points.
    assert {(round(width), round(height)) for _, width, height in found} == {(595, 842)}
    text = " ".join(page for page, *_ in found)
    assert "Förderliche und hemmende Faktoren" in found[0][0][:40]
    assert "Definition: Träger beschreiben oder wünschen" in text
    assert "Geldleistungen als Störstelle" in found[0][0]
    # Chromium draws what stands in the margin first, LibreOffice last.
    assert "2" in {found[1][0].split()[0], found[1][0].split()[-1]}
    return text


def test_word_document_opens(leaflet: Document, tmp_path: Path):
    path = written(leaflet, "docx", tmp_path)
    office = program("soffice", "libreoffice")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    options = ["--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    run([office, profile, *options, str(path)], tmp_path)
    assert "Inhalt Zu diesem Kodierleitfaden Aufbau" in read(tmp_path / "manual.pdf")


def test_page_is_printed_upright_with_numbers(leaflet: Document, tmp_path: Path):
    path = written(leaflet, "pdf-ready", tmp_path)
    browse(tmp_path, "--print-to-pdf=p.pdf", "--no-pdf-header-footer", path.as_uri())
    assert "überspringen" not in read(tmp_path / "p.pdf")


def test_nasty_document_opens(nasty: Document, tmp_path: Path):
    path = written(nasty, "html", tmp_path)
    dom = browse(tmp_path, "--dump-dom", path.as_uri())
    assert "&lt;script&gt;alert('1')&lt;/script&gt;" in dom
    assert "<script" not in dom
