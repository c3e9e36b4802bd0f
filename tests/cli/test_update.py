"""A corrected transcript: nothing said of it is lost, no words change hands."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Kod

TEXT = """\
I: Wie ist es?

B1: Genau so. Das ist auf Augenhöhe.

B2: Genau so. Wir sind Dienstleister.

B3: Ja.
"""
WHOSE = ("--set", "perspective=traeger", "--set", "group=Runde 1")
CODE = "traeger.kooperation.promoting"


@pytest.fixture
def file(empty: Path, tmp_path: Path, kod: Kod) -> Path:
    path = tmp_path / "FG01.txt"
    path.write_text(TEXT, "utf-8")
    assert kod("import", path, *WHOSE, "--moderator", "B3").code == 0
    return path


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def code(kod: Kod, quote: str, occurrence: int = 1, code_id: str = CODE) -> None:
    words = ("--quote", quote, "--occurrence", occurrence)
    assert kod("code", "add", code_id, "FG01", *words).code == 0


def codings(kod: Kod) -> list[tuple[str, str, list[str]]]:
    found = kod("code", "list", "--json").records
    return [(c["quote"], c["status"], c["speakers"]) for c in found]


def test_what_was_said_of_a_file_stays(file: Path, kod: Kod) -> None:
    change(file, "Wie ist es?", "Wie ist es denn?")
    assert kod("import", file, "--update").err == ""
    (transcript,) = kod("transcripts", "--json").records
    assert transcript["attributes"] == {"perspective": "traeger"}
    assert transcript["group"] == "Runde 1"
    kinds = {s["speaker"]: s["kind"] for s in kod("speakers", "--json").records}
    assert kinds["B3"] == "moderator"
    assert "unchanged" in kod("import", file).out


def test_words_do_not_change_hands(file: Path, kod: Kod) -> None:
    code(kod, "Genau so.", 1)
    code(kod, "Genau so.", 2)
    change(file, "B1: Genau so. ", "B1: ")
    told = kod("import", file, "--update")
    assert "1 moved with their words, 1 detached" in told.err
    assert "kodierung code move ID" in told.err
    assert codings(kod) == [
        ("Genau so.", "detached", []),
        ("Genau so.", "confirmed", ["B2"]),
    ]


def test_corrections_are_shown_word_for_word(file: Path, kod: Kod) -> None:
    code(kod, "Das ist auf Augenhöhe.")
    change(file, "auf Augenhöhe", "auf Augenhöhen")
    checked = kod("import", file, "--update", "--check")
    told = kod("import", file, "--update")
    line = "(A, turn 2): “auf Augenhöhe.” → “auf Augenhöhen.”"
    assert line in told.err
    assert line in checked.err
    assert max(map(len, told.err.splitlines())) <= 80


def test_words_said_equally_often_keep_their_rank(file: Path, kod: Kod) -> None:
    code(kod, "Genau so.", 2)
    change(file, "Wie ist es?", "Wie ist es denn nun?")
    kod("import", file, "--update")
    assert codings(kod) == [("Genau so.", "confirmed", ["B2"])]


def test_words_that_move_to_another_speaker_are_detached(file: Path, kod: Kod) -> None:
    code(kod, "Das ist auf Augenhöhe.")
    change(file, " Das ist auf Augenhöhe.", "")
    change(file, "Wir sind", "Das ist auf Augenhöhe. Wir sind")
    kod("import", file, "--update")
    assert codings(kod) == [("Das ist auf Augenhöhe.", "detached", [])]


def test_detached_codings_come_back_with_their_words(file: Path, kod: Kod) -> None:
    before = file.read_text("utf-8")
    code(kod, "Das ist auf Augenhöhe.")
    kod("code", "choose", kod("code", "list", "--json").records[0]["id"])
    change(file, " Das ist auf Augenhöhe.", "")
    kod("import", file, "--update")
    file.write_text(before, "utf-8")
    kod("import", file, "--update")
    assert codings(kod) == [("Das ist auf Augenhöhe.", "confirmed", ["B1"])]


def test_rejected_stays_rejected_when_words_come_back(file: Path, kod: Kod) -> None:
    before = file.read_text("utf-8")
    kod("suggest")
    (one,) = kod("suggestions", "--code", CODE, "--json").records
    kod("accept", one["id"])
    change(file, " Das ist auf Augenhöhe.", "")
    kod("import", file, "--update")
    assert kod("suggestions", "--code", CODE, "--json").records == []
    assert kod("reject", one["id"]).code == 0
    file.write_text(before, "utf-8")
    kod("import", file, "--update")
    assert codings(kod) == []
    assert json.loads(kod("matrix", "--format", "json").out)["perspectives"] == []


def test_a_suggestion_without_its_words_cannot_be_accepted(
    file: Path, kod: Kod
) -> None:
    kod("suggest")
    (one,) = kod("suggestions", "--code", CODE, "--json").records
    kod("reject", one["id"])
    change(file, " Das ist auf Augenhöhe.", "")
    kod("import", file, "--update")
    refused = kod("accept", one["id"])
    assert refused.code == 1
    assert "no longer in FG01.txt" in refused.err


def test_decided_suggestions_move_with_their_words(file: Path, kod: Kod) -> None:
    kod("suggest")
    (one,) = kod("suggestions", "--code", CODE, "--json").records
    kod("reject", one["id"])
    change(file, "Wie ist es?", "Wie ist es denn nun wirklich?")
    kod("import", file, "--update")
    (moved,) = kod("suggestions", "--code", CODE, "--json").records
    assert moved["status"] == "rejected"
    text = kod("transcripts", "text", "FG01").out
    assert moved["start"] != one["start"]
    assert text[moved["start"] : moved["end"]] == moved["quote"] == one["quote"]
    kod("suggest")
    assert len(kod("suggestions", "--code", CODE, "--json").records) == 1


def test_exports_with_detached_codings_can_be_imported(
    file: Path, kod: Kod, tmp_path: Path
) -> None:
    code(kod, "Das ist auf Augenhöhe.")
    code(kod, "Wir sind Dienstleister.", code_id="role.markt")
    change(file, " Das ist auf Augenhöhe.", "")
    kod("import", file, "--update")
    out = tmp_path / "codings.jsonl"
    kod("codings", "export", out)
    again = kod("codings", "import", out)
    assert again.code == 0
    assert "0 codings imported; 1 was there already" in again.err
    assert "codings.jsonl:1: left out" in again.err


def test_an_interrupted_update_is_named_as_one(file: Path, kod: Kod) -> None:
    (Path.cwd() / "transcripts" / "FG01.2.txt").write_text("B1: Halb.\n", "utf-8")
    (Path.cwd() / "transcripts" / ".FG05.txt.ab.unfinished").write_text("B1", "utf-8")
    told = kod("status").err
    assert "FG01.2.txt: no transcript" in told
    assert "an update of FG01.txt was interrupted" in told
    assert "unfinished: no transcript" in told
    assert "kodierung import" not in told


def test_a_file_edited_in_place_is_named(file: Path, kod: Kod) -> None:
    kept = Path.cwd() / "transcripts" / "FG01.txt"
    kept.write_text(TEXT.replace("Genau", "Genauso"), "utf-8")
    assert "the file is not as it was imported" in kod("status").err


def test_the_study_may_keep_its_transcripts_elsewhere(
    empty: Path, tmp_path: Path, kod: Kod
) -> None:
    elsewhere = tmp_path / "verschlüsselt"
    elsewhere.mkdir()
    (elsewhere / "FG01.txt").write_text(TEXT, "utf-8")
    (empty / "transcripts").rmdir()
    (empty / "transcripts").symlink_to(elsewhere, target_is_directory=True)
    assert kod("import", "transcripts/FG01.txt", *WHOSE).code == 0
    assert kod("transcripts", "--json").records[0]["file"] == "transcripts/FG01.txt"
    assert kod("status").err == ""


def test_mere_wrapping_is_no_correction(file: Path, kod: Kod) -> None:
    code(kod, "Genau so. Das ist auf Augenhöhe.")
    kod("suggest")
    before = kod("suggestions", "--json").records
    change(file, "B1: Genau so. Das", "B1: Genau so.\nDas")
    change(file, "Wir sind", "Wir, sind")
    told = kod("import", file, "--update").err
    assert "codings: 1 moved with their words" in told
    assert "→" not in told
    assert "dropped" not in told
    after = kod("suggestions", "--json").records
    assert [s["id"] for s in after] == [s["id"] for s in before]
    text = kod("transcripts", "text", "FG01").out
    assert all(text[s["start"] : s["end"]] == s["quote"] for s in after)
    done = kod("history", "--json").records[0]["changes"]
    assert "1 coding moved" in done
    assert not any("→" in line for line in done)


def test_why_a_coding_is_detached_is_told(file: Path, kod: Kod) -> None:
    code(kod, "Das ist auf Augenhöhe.")
    change(file, "B1: Genau so. Das ist auf Augenhöhe.", "B1: Genau so.")
    change(file, "Wir sind", "Das ist auf Augenhöhe. Wir sind")
    change(file, "B2: Genau", "I: Ach so ist das also bei Ihnen.\n\nB2: Genau")
    told = kod("import", file, "--update").err
    assert "(A, was turn 2): “Das ist auf Augenhöhe.”" in told
    assert "too few to be sure of it" in told
    assert "too few to be sure of it" in " ".join(kod("code", "list").out.split())


def test_words_given_to_somebody_else_are_told_so(file: Path, kod: Kod) -> None:
    code(kod, "Das ist auf Augenhöhe.")
    change(file, "B1: Genau so. Das ist", "B1: Genau so.\n\nB3: Das ist")
    reason = "its words stand with B3, not B1"
    told = kod("import", file, "--update", "--check", "--json")
    assert reason in told.err
    (record,) = told.records
    assert record["codings"] == {"detached": 1}
    (lost,) = record["changes"]
    assert (lost["coder"], lost["code"], lost["fate"]) == ("A", CODE, "detached")
    assert lost["before"]["quote"] == "Das ist auf Augenhöhe."
    assert (lost["after"], lost["reason"]) == (None, reason)
    kod("import", file, "--update")
    assert reason in " ".join(kod("code", "list").out.split())


def test_words_divided_between_two_are_told_so(file: Path, kod: Kod) -> None:
    code(kod, "Das ist auf Augenhöhe.")
    change(file, "Das ist auf", "Das ist\n\nB3: auf")
    told = kod("import", file, "--update").err
    assert "its words stand divided between B1 and B3" in told


def test_suggestions_on_a_moderators_words_are_dropped_for_that(
    file: Path, kod: Kod
) -> None:
    kod("suggest")
    kod("speakers", "set", "B1", "--kind", "moderator")
    change(file, "Wie ist es?", "Wie ist es denn?")
    told = kod("import", file, "--update").err
    assert "dropped because a moderator says the words: 1" in told
    assert "dropped with their words" not in told


def test_a_file_of_another_kind_is_the_new_version(
    file: Path, tmp_path: Path, kod: Kod
) -> None:
    code(kod, "Das ist auf Augenhöhe.")
    again = tmp_path / "FG01.md"
    again.write_text(TEXT.replace("Wie ist es?", "Wie ist es denn?"), "utf-8")
    warned = kod("import", again, *WHOSE, "--check")
    assert "kodierung import FG01.md --as FG01.txt" in " ".join(warned.out.split())
    done = kod("import", again, "--as", "FG01")
    assert done.code == 0, done.err
    assert "codings: 1 moved with their words" in done.err
    assert "--as" not in done.err
    (transcript,) = kod("transcripts", "--json").records
    assert transcript["transcript"] == "FG01.txt"
    assert transcript["group"] == "Runde 1"
    assert transcript["file"] == "transcripts/FG01.md"
    assert "unchanged" in kod("import", again, "--as", "FG01").out
    assert kod("undo").code == 0
    assert kod("transcripts", "--json").records[0]["file"] == "transcripts/FG01.txt"


def test_only_one_file_can_be_the_new_version(
    file: Path, files: Path, kod: Kod
) -> None:
    assert kod("import", files, "--as", "FG01").code == 2
    nobody = kod("import", file, "--as", "FG99")
    assert (nobody.code, 'no transcript "FG99"' in nobody.err) == (1, True)


def test_folders_inside_a_folder_are_named(empty: Path, files: Path, kod: Kod) -> None:
    (files / "zweite Welle").mkdir()
    told = kod("import", files, "--name-pattern", "{group}_{perspective}").err
    assert "folders inside it are not looked into: zweite Welle" in told


def test_an_abridgement_that_is_true_no_more_is_told(file: Path, kod: Kod) -> None:
    code(kod, "Genau so. Das ist auf Augenhöhe.")
    (coding,) = kod("code", "list", "--json").records
    assert kod("code", "choose", coding["id"]).code == 0
    short = "Genau so. [...] auf Augenhöhe."
    assert kod("statements", "abridge", coding["id"], short).code == 0
    change(file, "Genau so. Das", "Genauso. Das")

    (checked,) = kod("import", file, "--update", "--check", "--json").records
    assert [one["in_full_again"] for one in checked["changes"]] == [True]
    done = kod("import", file, "--update")
    assert f"coding {coding['id'][:8]} is printed in full again" in done.err
    assert short in done.err
    (now,) = kod("code", "list", "--json").records
    assert now["quote"] == "Genauso. Das ist auf Augenhöhe."
    assert now["abridged"] == ""
    assert kod("undo").code == 0
    (before,) = kod("code", "list", "--json").records
    assert before["abridged"] == short
