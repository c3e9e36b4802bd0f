from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Kod

PATTERN = ("--name-pattern", "{group}_{perspective}")


def test_import_reads_speakers_functions_and_attributes(study: Path, kod: Kod) -> None:
    speakers = kod("speakers", "--json").records
    first = [s for s in speakers if s["group"] == "FG01"]
    assert {s["speaker"]: (s["kind"], s["function"], s["turns"]) for s in first} == {
        "I": ("moderator", "Moderation", 1),
        "B1": ("participant", "Geschäftsführung", 2),
        "B2": ("participant", "Coachin", 1),
        "B3": ("participant", "Anleiter", 0),
    }
    assert first[0]["attributes"] == {"perspective": "traeger"}
    transcripts = kod("transcripts", "--json").records
    assert [(t["transcript"], t["group"], t["turns"]) for t in transcripts] == [
        ("FG01_traeger.txt", "FG01", 4),
        ("FG02_jobcenter.txt", "FG02", 3),
    ]
    assert transcripts[0]["seconds"] == 40.0


def test_the_file_is_kept_as_received(study: Path, files: Path) -> None:
    name = "FG01_traeger.txt"
    assert (study / "transcripts" / name).read_bytes() == (files / name).read_bytes()


def test_settled_text_from_the_study_and_from_a_file(
    study: Path, files: Path, kod: Kod
) -> None:
    inside = kod("transcripts", "text", "FG01_traeger.txt").out
    outside = kod("transcripts", "text", files / "FG01_traeger.txt").out
    assert inside == outside == (files / "FG01_traeger.txt").read_text("utf-8")


def test_the_same_file_again_changes_nothing(
    study: Path, files: Path, kod: Kod
) -> None:
    before = (study / "kodierung.db").read_bytes()
    again = kod("import", files, *PATTERN)
    assert again.code == 0
    assert "unchanged" in again.out
    assert (study / "kodierung.db").read_bytes() == before


def test_a_changed_file_waits_for_update(study: Path, files: Path, kod: Kod) -> None:
    quote = "Da waren welche zu Besuch."
    code = "traeger.kenntnisse.promoting"
    assert kod("code", "add", code, "FG01_traeger", "--quote", quote).code == 0
    gone = "Wir sind nur Dienstleister."
    assert kod("code", "add", "role.markt", "FG01_traeger", "--quote", gone).code == 0
    path = files / "FG01_traeger.txt"
    text = path.read_text("utf-8").replace("Ähm, ", "").replace(gone, "Tja.")
    path.write_text(text, "utf-8")

    refused = kod("import", path, *PATTERN)
    assert refused.code == 1
    assert "has changed since it was imported" in refused.err
    assert "--update" in refused.err

    updated = kod("import", path, *PATTERN, "--update")
    assert updated.code == 0
    assert "1 moved with their words, 1 detached" in updated.err
    kept = {p.name for p in (study / "transcripts").iterdir()}
    assert kept == {"FG01_traeger.txt", "FG01_traeger.2.txt", "FG02_jobcenter.txt"}
    settled = kod("transcripts", "text", "FG01_traeger.txt").out
    moved, detached = kod("code", "list", "--json").records
    if moved["status"] == "detached":
        moved, detached = detached, moved
    assert settled[moved["start"] : moved["end"]] == quote
    assert (detached["status"], detached["quote"]) == ("detached", gone)
    assert detached["start"] is None
    assert "detached" in kod("status").out + kod("matrix").err


def test_other_attributes_wait_for_update(study: Path, files: Path, kod: Kod) -> None:
    path = files / "FG01_traeger.txt"
    same = kod("import", path, "--set", "group=FG09", "--set", "perspective=traeger")
    assert same.code == 0
    assert "described or read in another way" in " ".join(same.err.split())
    assert kod("import", path, "--set", "group=FG09", "--update").code == 0
    assert kod("transcripts", "--json").records[0]["group"] == "FG09"


def test_all_or_nothing(empty: Path, files: Path, kod: Kod) -> None:
    (files / "FG03_traeger.txt").write_text("Kein Transkript.", "utf-8")
    refused = kod("import", files, *PATTERN)
    assert refused.code == 1
    assert "nothing was stored" in refused.err
    assert "In order: FG01_traeger.txt, FG02_jobcenter.txt" in refused.err
    assert "FG03_traeger.txt" in refused.err
    assert kod("transcripts", "--json").records == []
    assert list((empty / "transcripts").iterdir()) == []

    taken = kod("import", files, *PATTERN, "--skip-bad")
    assert taken.code == 1
    assert len(kod("transcripts", "--json").records) == 2


def test_check_stores_nothing(empty: Path, files: Path, kod: Kod) -> None:
    checked = kod("import", files, *PATTERN, "--check")
    assert checked.code == 0
    assert "Nothing was stored." in checked.err
    assert kod("transcripts", "--json").records == []


def test_attributes_are_checked_against_the_codebook(
    empty: Path, files: Path, kod: Kod
) -> None:
    path = files / "FG01_traeger.txt"
    wrong = kod("import", path, "--set", "perspective=treager")
    assert wrong.code == 1
    assert 'did you mean "traeger"?' in wrong.err
    unknown = kod("import", path, "--set", "perspektive=traeger")
    assert unknown.code == 1
    assert 'did you mean "perspective"?' in unknown.err
    assert kod("import", path, "--set", "perspective").code == 2
    assert kod("import", path, "--name-pattern", "FG").code == 2
    misfit = kod("import", path, "--name-pattern", "{group}-{perspective}")
    assert misfit.code == 1
    assert "does not fit the pattern" in misfit.err


def test_moderators_of_the_settings_and_the_option(
    empty: Path, files: Path, kod: Kod
) -> None:
    kod("import", files, *PATTERN, "--moderator", "B2")
    kinds = {
        (s["group"], s["speaker"]): s["kind"] for s in kod("speakers", "--json").records
    }
    assert kinds["FG01", "B2"] == "moderator"
    assert kinds["FG01", "B1"] == "participant"


def test_same_names_are_refused(empty: Path, files: Path, kod: Kod) -> None:
    other = files.parent / "other"
    other.mkdir()
    (other / "FG01_traeger.txt").write_text("B1: Anders.\n\nB1: Ja.", "utf-8")
    refused = kod("import", files / "FG01_traeger.txt", other / "FG01_traeger.txt")
    assert refused.code == 1
    assert "have the same name" in refused.err


def test_a_crash_leaves_at_worst_a_file_that_status_names(
    study: Path, kod: Kod
) -> None:
    (study / "transcripts" / "FG07.txt").write_text("B1: Verwaist.\n", "utf-8")
    shown = kod("status")
    assert shown.code == 0
    assert "transcripts/FG07.txt" in shown.err
    assert "kodierung import" in shown.err
