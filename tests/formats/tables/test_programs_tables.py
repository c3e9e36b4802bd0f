"""What is written, opened with the programs people open it with."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from kodierung.formats.tables.registry import write_tables
from kodierung.model import Table
from tests.support.programs import browse, pages, program, run

pytestmark = [pytest.mark.programs, pytest.mark.slow]


def written(tables: list[Table], name: str, folder: Path) -> Path:
    path = folder / f"tables.{name}"
    path.write_bytes(write_tables(tables, name))
    return path


def office(path: Path, target: str, profile: Path) -> None:
    command = [
        program("soffice", "libreoffice"),
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--convert-to",
        target,
        "--outdir",
        str(path.parent),
        str(path),
    ]
    run(command, path.parent)


def test_word_document_opens(figures: Table, nasty: Table, wide: Table, tmp_path: Path):
    path = written([figures, nasty, wide], "docx", tmp_path)
    office(path, "pdf", tmp_path / "profile")

    found = pages(path.with_suffix(".pdf"))
    text = " ".join(page for page, *_ in found)
    assert all(width > height for _, width, height in found)
    assert "Gute Kenntnisse 3 von 11 5 2,5 63 % 00:01:05" in text
    assert "<script>alert('1')</script>" in text
    # Fifty rows take more than a page, so that the header comes again.
    assert text.count("FG39") > 1
    assert wide.note in text


def test_workbook_opens(figures: Table, nasty: Table, tmp_path: Path):
    path = written([figures, nasty], "xlsx", tmp_path)
    office(path, "pdf", tmp_path / "profile")

    first, second = pages(path.with_suffix(".pdf"))
    assert "Gute Kenntnisse 3 von 11 5 2.5 63 % 0:01:05 Ja" in first[0]
    assert "10:00:00" in first[0]
    assert "gesamt 4 von 11 12350 100 %" in first[0]
    assert "=SUM(1) <script>alert('1')</script> 1" in second[0]
    assert first[1] > first[2]


@pytest.mark.parametrize(
    ("engine", "sample"), [("pdflatex", "wide"), ("pdflatex", "nasty"),
                           ("lualatex", "figures")]
)  # fmt: skip
def test_latex_document_compiles(
    engine: str, sample: str, tmp_path: Path, request: pytest.FixtureRequest
):
    table = request.getfixturevalue(sample)
    path = written([table], "tex", tmp_path)
    compiler, finder = program(engine), program("kpsewhich")
    needed = re.findall(r"\\usepackage(?:\[[^]]*])?{(\w+)}", path.read_text("utf-8"))
    styles = [f"{name}.sty" for name in needed]
    found = subprocess.run(
        [finder, *styles], capture_output=True, text=True, check=False
    )
    if len(found.stdout.splitlines()) < len(styles):
        pytest.skip("a LaTeX package is not installed")
    run([compiler, "-interaction=nonstopmode", "-halt-on-error", path.name], tmp_path)

    shown = pages(path.with_suffix(".pdf"))
    text = " ".join(page for page, *_ in shown)
    assert all(width > height for _, width, height in shown)
    assert table.columns[-1].label.split()[0] in text


def test_page_is_printed(figures: Table, wide: Table, tmp_path: Path):
    path = written([figures, wide], "html", tmp_path)
    browse(tmp_path, "--print-to-pdf=page.pdf", "--no-pdf-header-footer", path.as_uri())

    first, *others = pages(tmp_path / "page.pdf")
    assert first[1] > first[2]
    assert "Gute Kenntnisse 3 von 11 5 2,5 63 % 00:01:05" in first[0]
    assert "Viele Gruppen" not in first[0]
    assert others[0][0].startswith("Viele Gruppen")
