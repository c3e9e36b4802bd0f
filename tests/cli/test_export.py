"""`kodierung export`: transcripts for other programs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Kod

ONE, TWO = "FG01_traeger.txt", "FG02_jobcenter.txt"


def test_one_transcript_is_printed(study: Path, kod: Kod) -> None:
    done = kod("export", "md", "FG01_traeger")
    assert done.code == 0
    assert done.out.startswith("# FG01_traeger\n\nI = Moderation  \nB1 = Geschäfts")
    assert "**B2** [00:00:20]: Bei uns nicht. Wir sind nur" in done.out
    assert done.err == ""


def test_all_go_into_a_folder_and_come_back_by_import(study: Path, kod: Kod) -> None:
    done = kod("export", "f4", "-o", "exports/f4")
    assert done.err.count("Written: ") == 2
    again = kod("import", "exports/f4", "--check", "--update")
    assert again.code == 0
    assert kod("export", "f4", "-o", "exports/f4").err.count("Replaced: ") == 2
    done = kod("export", "maxqda", ONE, "-o", f"exports/f4/{ONE}")
    assert "Replaced: " in done.err  # though by the same bytes
    kod("speakers", "set", "B1", "--group", "FG01", "--function", "Chefin:in")
    done = kod("export", "maxqda", ONE, "-o", "exports/f4")
    assert f"Replaced: exports/f4/{ONE}" in done.err.replace("\\", "/")


def test_what_does_not_come_back_is_told(study: Path, kod: Kod) -> None:
    wrapped = study.parent / "wrapped.txt"
    wrapped.write_text("I: Ja,\nund?\n\nB1: Nein,\nso nicht.\n", "utf-8")
    kod("import", wrapped, "--set", "perspective=traeger")
    done = kod("export", "md", "wrapped")
    assert "line breaks inside turns became blanks (turns 1, 2)" in done.err


def test_webvtt_needs_times(study: Path, kod: Kod) -> None:
    done = kod("export", "vtt", TWO)
    assert done.code == 1
    assert f"error: {TWO}: it has no times" in done.err
    done = kod("export", "vtt", "-o", "exports")
    assert done.code == 1
    assert f"  {TWO}: it has no times" in done.err
    assert f"The others can: {ONE}." in done.err
    assert not list(Path("exports").iterdir())
    assert kod("export", "vtt", ONE, "-o", "exports").code == 0
    assert Path("exports/FG01_traeger.vtt").read_text("utf-8").startswith("WEBVTT\n")


def test_two_transcripts_never_become_one_file(study: Path, kod: Kod) -> None:
    twin = study.parent / "FG01_traeger.md"
    twin.write_text("I: Ja?\n\nB1: Nein.\n", "utf-8")
    kod("import", twin, "--set", "group=FG01", "--set", "perspective=traeger")
    kod("export", "md", "-o", "exports")
    written = sorted(path.name for path in Path("exports").iterdir())
    assert written == [
        "FG01_traeger.md.md", "FG01_traeger.txt.md", "FG02_jobcenter.md",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["maxqd"], 2, 'Did you mean "maxqda"? The formats are f4, maxqda, md, vtt.'),
        (["md"], 2, "-o exports"),
        (["md", "FG09"], 1, "no transcript"),
        (["f4", "-o", "transcripts"], 2, "as they were received"),
        (["f4", ONE, "-o", f"transcripts/{ONE}"], 2, "as they were received"),
        (["md", "-o", "kodierung.yaml"], 2, "is a file"),
    ],
)
def test_nothing_is_written_where_it_must_not(
    words: list[str], code: int, told: str, study: Path, kod: Kod
) -> None:
    before = {path: path.read_bytes() for path in study.rglob("*") if path.is_file()}
    done = kod("export", *words)
    assert (done.code, told in done.err) == (code, True), done.err
    assert {p: p.read_bytes() for p in study.rglob("*") if p.is_file()} == before


def test_an_empty_study_has_nothing_to_export(empty: Path, kod: Kod) -> None:
    done = kod("export", "md", "-o", "exports")
    assert (done.code, done.out) == (0, "")
    assert "no transcripts yet" in done.err
