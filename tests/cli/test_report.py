"""`kodierung report` and `kodierung plot`, as a researcher types them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import Kod

CODE = "traeger.kooperation.promoting"
OWN, OTHERS = "auf Augenhöhe", "Bei uns nicht"


@pytest.fixture
def coded(study: Path, kod: Kod) -> Path:
    """The small study with a coding of A and one of B."""
    for coder, quote in (("A", OWN), ("B", OTHERS)):
        words = CODE, "FG01_traeger", "--quote", quote, "--coder", coder
        assert kod("code", "add", *words).code == 0
    return study


def data_of(page: str) -> str:
    return page.split('id="data">')[1].split("</script>")[0]


def test_report_says_what_it_holds(coded: Path, kod: Kod) -> None:
    done = kod("report")
    assert (done.code, done.out) == (0, "")
    assert f"Written: {coded / 'exports' / 'report.html'}" in done.err
    assert "It holds whole transcripts: look before you hand it on." in done.err
    again = (coded / "exports" / "report.html").read_bytes()
    assert kod("report", "-o", "exports/report.html").code == 0
    assert (coded / "exports" / "report.html").read_bytes() == again


def test_figures_are_those_of_matrix_and_lists(coded: Path, kod: Kod) -> None:
    assert kod("report").code == 0
    page = (coded / "exports" / "report.html").read_text("utf-8")
    matrix = json.loads(kod("matrix", "--format", "json").out)
    told = re.findall(r'class="evidence" href="[^"]*">([^<]*)<', page)
    cells = [
        row[polarity]
        for perspective in matrix["perspectives"]
        for row in perspective["rows"]
        for polarity in ("promoting", "inhibiting")
        if row[polarity]
    ]
    assert told == [
        f"{c['segments']} Segment · {c['speakers']['k']} von {c['speakers']['of']} "
        f"Personen · {c['groups']['k']} von {c['groups']['of']} Gruppen"
        for c in cells
    ]
    speakers = kod("speakers", "--json").records
    facts = dict(re.findall(r"<dt>([^<]*)</dt><dd>([^<]*)</dd>", page))
    said = sum(one["words"] for one in speakers)
    people = [one for one in speakers if one["kind"] == "participant"]
    assert facts["Wörter"] == str(said)
    assert facts["davon von Teilnehmenden"] == str(sum(p["words"] for p in people))
    assert facts["Teilnehmende"] == str(len(people))
    exported = kod("codings", "export", "--coder", "A").out.splitlines()
    assert facts["Codierungen"] == str(len(exported)) == "1"


def test_shares_of_speech_are_those_of_the_list(coded: Path, kod: Kod) -> None:
    assert kod("report").code == 0
    page = (coded / "exports" / "report.html").read_text("utf-8")
    for one in kod("speakers", "--json").records:
        row = f'<td class="number">{one["words"]}</td>'
        assert row in page
        assert f"{int(100 * one['share'] + 0.5)}\u00a0%" in page


def test_less_of_what_was_said(coded: Path, kod: Kod) -> None:
    done = kod("report", "--no-transcripts")
    assert "It holds quotations" in done.err
    page = (coded / "exports" / "report.html").read_text("utf-8")
    assert OWN in page
    assert "wirklich gut" not in page
    silent = kod("report", "--no-quotes")
    assert "It holds" not in silent.err
    page = (coded / "exports" / "report.html").read_text("utf-8")
    assert OWN not in page
    assert "1 Segment" in page


def test_own_codings_alone_are_there(coded: Path, kod: Kod) -> None:
    assert kod("report").code == 0
    own = data_of((coded / "exports" / "report.html").read_text("utf-8"))
    assert kod("report", "--coder", "B").code == 0
    other = data_of((coded / "exports" / "report.html").read_text("utf-8"))
    assert own != other
    settings = coded / "kodierung.yaml"
    settings.write_text(f"blind: true\n{settings.read_text('utf-8')}", "utf-8")
    for words in (("report",), ("plot", "groups", "-o", "a.svg")):
        refused = kod(*words, "--coder", "B")
        assert refused.code == 1
        assert "coded blind" in refused.err
        assert kod(*words).code == 0
    assert data_of((coded / "exports" / "report.html").read_text("utf-8")) == own


def test_report_is_a_page(coded: Path, kod: Kod) -> None:
    done = kod("report", "-o", "report.pdf")
    assert done.code == 2
    assert "hint: Name the file .html." in done.err


def test_report_before_anything_is_coded(study: Path, kod: Kod) -> None:
    done = kod("report")
    assert done.code == 0
    assert "there are none yet" in done.err
    assert (
        "Es gibt noch keine Codierungen."
        in (study / "exports" / "report.html").read_text()
    )


@pytest.mark.parametrize("kind", ["groups", "speech", "timeline", "cooccurrence"])
def test_each_picture_is_written(coded: Path, kod: Kod, kind: str) -> None:
    done = kod("plot", kind, "-o", "picture.svg")
    assert done.code == 0
    assert "Written: picture.svg" in done.err
    first = (coded / "picture.svg").read_bytes()
    assert first.startswith(b"<svg xmlns")
    assert kod("plot", kind, "-o", "picture.svg").code == 0
    assert (coded / "picture.svg").read_bytes() == first


def test_picture_of_some_codes(coded: Path, kod: Kod) -> None:
    role = "role.markt", "FG01_traeger", "--quote", "nur Dienstleister"
    assert kod("code", "add", *role).code == 0
    labels = {"role": ["Marktakteur"], CODE: ["Partnerschaft"]}
    labels["all"] = labels["role"] + labels[CODE]
    for code, shown in labels.items():
        words = () if code == "all" else ("--code", code)
        assert kod("plot", "groups", "-o", "a.svg", *words).code == 0
        drawn = (coded / "a.svg").read_text("utf-8")
        found = {label for label in labels["all"] if f" {label}" in drawn}
        assert found == set(shown)
    both = kod("plot", "groups", "--code", "role", "--code", CODE, "-o", "b.svg")
    assert both.code == 0
    assert "Marktakteur" in (coded / "b.svg").read_text("utf-8")
    wrong = kod("plot", "groups", "--code", "rolle", "-o", "a.svg")
    assert wrong.code == 1
    assert '"rolle"' in wrong.err


def test_pictures_are_svg_or_png(coded: Path, kod: Kod) -> None:
    done = kod("plot", "groups", "-o", "a.pdf")
    assert done.code == 2
    assert "hint: Name the file .svg or .png." in done.err
    assert not (coded / "a.pdf").exists()


def test_png_without_the_package_is_a_sentence(
    coded: Path, kod: Kod, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "resvg_py", None)
    done = kod("plot", "groups", "-o", "a.png")
    assert done.code == 2
    assert "PNG needs the package resvg-py" in done.err
    assert 'pip install "kodierung[plots]"' in done.err
