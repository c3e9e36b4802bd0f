"""What is written, opened with the programs people open it with."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kodierung.formats.matrix.registry import matrix_format
from kodierung.model import Matrix
from tests.support.programs import browse, pages, program, run

pytestmark = [pytest.mark.programs, pytest.mark.slow]


def written(matrix: Matrix, name: str, folder: Path) -> Path:
    path = folder / f"matrix.{name}"
    path.write_bytes(matrix_format(name).write(matrix))
    return path


@pytest.fixture(scope="module")
def convert(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path, str], Path]:
    """Convert a file with LibreOffice; return the file it becomes."""
    office = program("soffice", "libreoffice")
    profile = tmp_path_factory.mktemp("profile").as_uri()

    def converted(path: Path, target: str) -> Path:
        options = ["--headless", "--convert-to", target, "--outdir", str(path.parent)]
        command = [office, f"-env:UserInstallation={profile}", *options, str(path)]
        run(command, path.parent)
        return path.with_suffix("." + target.split(":")[0])

    return converted


def test_word_document_fills_one_page_across(
    evidenced: Matrix, tmp_path: Path, convert: Any
):
    ((text, width, height),) = pages(
        convert(written(evidenced, "docx", tmp_path), "pdf")
    )

    assert width > height
    assert evidenced.caption in text
    assert "5 Segmente · 5 von 11 Personen · 3 von 4 Gruppen" in text
    assert "Unlautere Wettbewerber" in text


def test_word_document_repeats_its_header(
    evidenced: Matrix, tmp_path: Path, convert: Any
):
    long = replace(evidenced, perspectives=evidenced.perspectives * 3)
    found = pages(convert(written(long, "docx", tmp_path), "pdf"))

    assert len(found) > 1
    assert all("Förderlich Hemmend Statement" in text for text, *_ in found)


def test_workbook_opens_with_all_its_sheets(
    nasty: Matrix, tmp_path: Path, convert: Any
):
    path = written(nasty, "xlsx", tmp_path)
    everything = (
        "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    )
    convert(path, everything)

    matrix = (tmp_path / "matrix-Matrix.csv").read_text("utf-8")
    segments = (tmp_path / "matrix-Segments.csv").read_text("utf-8")
    assert "=SUM(1) | <script>alert('1')</script>" in matrix
    assert "=cmd|' /C calc'!A0" in matrix
    assert "99:59:59" in segments
    assert "=SUM(A1:A9)" in segments
    assert "#NAME?" not in matrix + segments


def test_page_is_printed_across_and_as_a_table(evidenced: Matrix, tmp_path: Path):
    path = written(evidenced, "html", tmp_path)
    browse(tmp_path, "--print-to-pdf=page.pdf", "--no-pdf-header-footer", path.as_uri())

    (first, width, height), (second, *_), *_ = pages(tmp_path / "page.pdf")
    assert width > height
    assert "Förderlich Hemmend Statement" in first
    assert evidenced.note in first
    assert second.startswith("Belegstellen")
    assert "Zurück zur Tabelle" not in second


@pytest.mark.parametrize("width", [1280, 400])
@pytest.mark.parametrize("sample", ["evidenced", "nasty"])
def test_page_never_scrolls_sideways(
    sample: str, width: int, tmp_path: Path, request: pytest.FixtureRequest
):
    path = written(request.getfixturevalue(sample), "html", tmp_path)
    page = re.sub("<meta http-equiv[^>]*>", "", path.read_text("utf-8"))
    measure = (
        "<script>const d = document.documentElement;"
        "d.dataset.seen = innerWidth; d.dataset.taken = d.scrollWidth;</script>"
    )
    # A frame, because a window has a least width of its own.
    path.write_text(page.replace("</body>", f"{measure}</body>"), "utf-8")
    frame = tmp_path / "frame.html"
    frame.write_text(
        f'<iframe src="matrix.html" width="{width}" height="900"></iframe><script>'
        "onload = () => { const f = document.querySelector('iframe').contentDocument;"
        "document.title = JSON.stringify(f.documentElement.dataset); }</script>",
        "utf-8",
    )
    options = (
        "--window-size=1600,1000",
        "--allow-file-access-from-files",
        "--dump-dom",
    )
    dom = browse(tmp_path, *options, frame.as_uri())

    sizes = re.search(r'<title>{"seen":"(\d+)","taken":"(\d+)"}', dom)
    assert sizes, dom[:500]
    assert int(sizes[1]) == width
    assert int(sizes[2]) <= width


@pytest.mark.parametrize(
    ("engine", "sample"),
    [
        ("pdflatex", "evidenced"),
        ("pdflatex", "compared"),
        ("pdflatex", "nasty"),
        ("lualatex", "nasty"),
    ],
)
def test_latex_document_compiles(
    engine: str, sample: str, tmp_path: Path, request: pytest.FixtureRequest
):
    matrix = request.getfixturevalue(sample)
    path = written(matrix, "tex", tmp_path)
    compiler, finder = program(engine), program("kpsewhich")
    needed = re.findall(r"\\usepackage(?:\[[^]]*])?{(\w+)}", path.read_text("utf-8"))
    styles = [f"{name}.sty" for name in needed]
    found = subprocess.run(
        [finder, *styles], capture_output=True, text=True, check=False
    )
    if len(found.stdout.splitlines()) < len(styles):
        pytest.skip("a LaTeX package is not installed")
    run([compiler, "-interaction=nonstopmode", "-halt-on-error", path.name], tmp_path)

    ((text, width, height),) = pages(path.with_suffix(".pdf"))
    assert width > height
    assert matrix.columns[0] in text
