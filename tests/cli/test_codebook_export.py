"""`kodierung codebook export`: the manual on the command line."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest

from tests.cli.conftest import Kod

CODE = "traeger.kooperation.promoting"
QUOTE = "Die kennen unsere Maßnahmen, wirklich gut."
FACTOR = "traeger.kenntnisse.promoting"


@pytest.fixture
def coded(study: Path, kod: Kod) -> Path:
    for code, quote in ((CODE, "auf Augenhöhe"), (FACTOR, QUOTE)):
        done = kod("code", "add", code, "FG01_traeger", "--quote", quote)
        assert done.code == 0, done.err
    for one in kod("code", "list", "--json").records:
        assert kod("code", "choose", one["id"]).code == 0
    return study


def test_manual_tells_rules_quotations_and_figures(coded: Path, kod: Kod) -> None:
    done = kod("codebook", "export")
    assert done.code == 0
    assert done.out.startswith("# Kleines Codebuch\n")
    assert f"#### Förderlich: Gute Kenntnisse `{FACTOR}`" in done.out
    assert "**Definition:** Fachkräfte kennen die Maßnahmen." in done.out
    assert f"- „{QUOTE}“ (FG01, B1, 00:00:10)" in done.out
    told = "**Häufigkeit:** 1 Segment · 1 von 3 Personen · 1 von 1 Gruppen (A)"
    assert done.out.count(told) == 2
    assert "bestätigten Codierungen von A; im Material sind 5 Teilnehmende" in done.out
    assert "It quotes the interviews; --no-codings makes one to hand to" in done.err
    # The subcode stands below its factor, one level deeper.
    assert f"##### Besuche vor Ort `{FACTOR}.besuch`" in done.out


def test_without_codings_nothing_of_the_interviews_is_told(
    coded: Path, kod: Kod
) -> None:
    done = kod("codebook", "export", "--no-codings")
    assert done.code == 0
    for word in (QUOTE, "Augenhöhe“", "Häufigkeit:", "FG01", "Codierungen von A"):
        assert word not in done.out
    assert "weder Zitate noch Häufigkeiten" in done.out
    assert done.err == ""


def test_figures_alone_where_no_examples_are_wanted(coded: Path, kod: Kod) -> None:
    done = kod("codebook", "export", "--examples", 0)
    assert QUOTE not in done.out
    assert "Häufigkeit:" in done.out
    assert "Vertraulich" not in done.out
    assert done.err == ""
    assert kod("codebook", "export", "--examples", -1).code == 2


@pytest.mark.parametrize("name", ["leitfaden.docx", "leitfaden.html", "leitfaden.md"])
def test_format_is_told_by_the_ending(coded: Path, kod: Kod, name: str) -> None:
    done = kod("codebook", "export", "-o", name)
    assert done.code == 0
    assert done.out == ""
    data = (coded / name).read_bytes()
    if name.endswith("docx"):
        text = "\n".join(p.text for p in docx.Document(io.BytesIO(data)).paragraphs)
    else:
        text = data.decode()
    assert QUOTE in text
    again = kod("codebook", "export", "-o", name)
    assert "Replaced" in again.err
    assert (coded / name).read_bytes() == data


def test_paper_is_an_html_file(coded: Path, kod: Kod) -> None:
    done = kod("codebook", "export", "--format", "pdf-ready", "-o", "leitfaden.html")
    assert done.code == 0
    assert "Open it in a browser and print it, or save it as PDF." in done.err
    assert 'class="paper"' in (coded / "leitfaden.html").read_text("utf-8")


def test_a_codebook_outside_any_study(
    kod: Kod, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert kod("codebook", "new", "x.yaml", "--language", "en").code == 0
    done = kod("codebook", "export", "x.yaml")
    assert done.code == 0
    assert "neither quotations nor frequencies" in done.out
    assert "Without codings: this is not the codebook of a study." in done.err
    assert kod("codebook", "export").code == 1


def test_only_the_codebook_of_the_study_shows_its_codings(
    coded: Path, kod: Kod
) -> None:
    own = kod("codebook", "export", "codebooks/klein.yaml")
    assert own.out == kod("codebook", "export").out
    assert kod("codebook", "new", "other.yaml").code == 0
    other = kod("codebook", "export", "other.yaml")
    assert other.code == 0
    assert "not the codebook of a study" in other.err


def test_nobody_named_is_no_fault(coded: Path, kod: Kod) -> None:
    settings = coded / "kodierung.yaml"
    text = settings.read_text("utf-8").replace('coder: "A"', "").replace("coder: A", "")
    settings.write_text(text, "utf-8")
    done = kod("codebook", "export")
    assert done.code == 0
    assert "nobody is named as the coder (--coder NAME)" in done.err
    assert QUOTE not in done.out
    assert QUOTE in kod("codebook", "export", "--coder", "A").out


def test_blind_coders_do_not_see_the_quotations_of_others(
    coded: Path, kod: Kod
) -> None:
    settings = coded / "kodierung.yaml"
    settings.write_text(f"blind: true\n{settings.read_text('utf-8')}", "utf-8")
    refused = kod("--coder", "B", "codebook", "export", "--coder", "A")
    assert refused.code == 1
    assert "B does not see the work of A yet" in refused.err
    own = kod("--coder", "B", "codebook", "export")
    assert own.code == 0
    assert QUOTE not in own.out
    assert "0 Segmente · 0 von 3 Personen · 0 von 1 Gruppen (B)" in own.out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--format", "pdf"), 'documents cannot be written as "pdf"'),
        (("-o", "x.odt"), 'the ending ".odt" says no format'),
        (("-o", "x.md", "--format", "docx"), "the ending says md, --format says docx"),
    ],
)
def test_wrong_formats(
    coded: Path, kod: Kod, words: tuple[str, ...], told: str
) -> None:
    done = kod("codebook", "export", *words)
    assert done.code == 2
    assert told in done.err
