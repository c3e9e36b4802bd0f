"""Names of coders, files and codes as people really write them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from tests.cli.conftest import Kod

AUGENHOEHE = "traeger.kooperation.promoting"
QUOTE = "Das war auf Augenhöhe."
LINE = {
    "transcript": "FG01_traeger.txt", "code": AUGENHOEHE, "coder": "A", "quote": QUOTE,
}  # fmt: skip


def write(path: Path, *lines: dict[str, object]) -> Path:
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    return path


def test_a_coders_name_is_one_name(study: Path, tmp_path: Path, kod: Kod) -> None:
    composed = "Jörg B"
    taken_apart = unicodedata.normalize("NFD", "  Jörg   B ")
    kod("codings", "import", write(tmp_path / "c", LINE | {"coder": taken_apart}))
    assert len(kod("code", "list", "--coder", composed, "--json").records) == 1
    assert len(kod("code", "list", "--coder", taken_apart, "--json").records) == 1
    assert composed in kod("status").out


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"created": "gestern"}, "is no date"),
        ({"quote": "\ud800"}, "half a character"),
        ({"coder": ""}, '"coder" is missing'),
        ({"code": "role.markt", "statement": True}, "no theme of the matrix"),
        ({"start": 3}, "start and end go together"),
    ],
)
def test_lines_that_cannot_be_taken_are_named(
    study: Path, tmp_path: Path, kod: Kod, more: dict[str, object], sentence: str
) -> None:
    path = write(tmp_path / "c.jsonl", LINE, LINE | more)
    refused = kod("codings", "import", path)
    assert refused.code == 1
    assert "c.jsonl:2: " in refused.err
    assert sentence in refused.err
    assert kod("codings", "import", path, "--skip-bad").code == 1
    assert len(kod("code", "list", "--json").records) == 1


def test_a_line_nested_too_deeply(study: Path, tmp_path: Path, kod: Kod) -> None:
    path = tmp_path / "c.jsonl"
    path.write_text("[" * 100_000 + "\n", "utf-8")
    assert "this is not a line of JSON" in kod("codings", "import", path).err


def test_a_file_says_which_statements_are_chosen(
    study: Path, tmp_path: Path, kod: Kod
) -> None:
    other = LINE | {"quote": "Da waren welche zu Besuch."}
    chosen = LINE | {"statement": True}
    kod("codings", "import", write(tmp_path / "a", chosen, other))
    second = other | {"statement": True}
    for lines in ([second, chosen], [second], [chosen]):
        kod("codings", "import", write(tmp_path / "b", *lines))
        flagged = [c for c in kod("code", "list", "--json").records if c["statement"]]
        assert {c["quote"] for c in flagged} == {line["quote"] for line in lines}


def test_statements_of_words_that_do_not_count_are_not_printed(
    study: Path, tmp_path: Path, kod: Kod
) -> None:
    stray = {
        "transcript": "FG02_jobcenter.txt", "code": AUGENHOEHE, "coder": "A",
        "quote": "Auf Augenhöhe.", "statement": True,
    }  # fmt: skip
    assert kod("codings", "import", write(tmp_path / "c", LINE, stray)).code == 0
    made = json.loads(kod("matrix", "--format", "json").out)
    assert made["perspectives"][0]["rows"][0]["statements"] == []


def test_accept_remove_accept(study: Path, kod: Kod) -> None:
    kod("suggest")
    (one,) = kod("suggestions", "--code", AUGENHOEHE, "--json").records
    for _ in range(2):
        assert "accepted by A" in kod("accept", one["id"]).err
        (coding,) = kod("code", "list", "--json").records
        kod("code", "remove", coding["id"])
        (now,) = kod("suggestions", "--code", AUGENHOEHE, "--json").records
        assert now["status"] == "rejected"
    assert kod("code", "remove", "").code == 1


def test_rejecting_leaves_codings_made_by_hand(study: Path, kod: Kod) -> None:
    kod("suggest")
    (one,) = kod("suggestions", "--code", AUGENHOEHE, "--json").records
    place = ("--start", one["start"], "--end", one["end"])
    kod("code", "add", AUGENHOEHE, "FG01_traeger", *place)
    kod("accept", one["id"])
    assert len(kod("code", "list", "--json").records) == 1
    told = kod("reject", one["id"])
    assert "took back" not in told.err
    assert len(kod("code", "list", "--json").records) == 1


def test_decisions_and_statements_of_one_coder_are_not_anothers(
    study: Path, kod: Kod
) -> None:
    quote = ("--quote", QUOTE)
    for coder in ("A", "B"):
        kod("code", "add", AUGENHOEHE, "FG01_traeger", *quote, "--coder", coder)
    a, b = (c["id"] for c in kod("code", "list", "--json").records)
    assert "is B's, not A's" in kod("code", "choose", b).err
    kod("code", "choose", a)
    kod("code", "choose", b, "--coder", "B")
    assert [c["statement"] for c in kod("code", "list", "--json").records] == [True] * 2


def test_settling_does_not_overrule_decisions(
    study: Path, tmp_path: Path, kod: Kod
) -> None:
    kod("suggest")
    (one,) = kod("suggestions", "--code", AUGENHOEHE, "--json").records
    kod("reject", one["id"])
    path = write(tmp_path / "c", LINE)
    done = kod("codings", "import", path, "--decide-suggestions")
    assert "0 suggestions recorded" in done.err
    (after,) = kod("suggestions", "--code", AUGENHOEHE, "--json").records
    assert after["status"] == "rejected"


def test_anothers_decision_on_what_is_no_longer_suggested(
    study: Path, kod: Kod
) -> None:
    kod("suggest")
    (one,) = kod("suggestions", "--code", "role.markt", "--json").records
    kod("reject", one["id"], "--coder", "B")
    path = study / "codebooks" / "klein.yaml"
    text = path.read_text("utf-8").replace("match: [Dienstleister]", "match: [Chef]")
    path.write_text(text, "utf-8")
    kod("suggest")
    assert kod("accept", one["id"], "--coder", "A").code == 1
    assert kod("accept", one["id"], "--coder", "B").code == 0


def test_transcripts_that_differ_in_their_ending_only(
    empty: Path, files: Path, kod: Kod
) -> None:
    text = (files / "FG01_traeger.txt").read_text("utf-8")
    (files / "FG01_traeger.md").write_text(text, "utf-8")
    (files / "~$notiz.docx").write_bytes(b"lock")
    (files / "Thumbs.db").write_bytes(b"thumbs")
    done = kod("import", files, "--set", "perspective=traeger")
    assert done.code == 0, done.err
    told = kod("code", "add", AUGENHOEHE, "FG01_traeger", "--quote", QUOTE)
    assert "fits 2 transcripts" in told.err


def test_labels_may_hold_any_character(study: Path, kod: Kod) -> None:
    path = study / "codebooks" / "klein.yaml"
    text = path.read_text("utf-8")
    text = text.replace("inhibiting: Hemmend", 'inhibiting: "[/b] He|mmend"')
    path.write_text(
        text.replace("label: Partnerschaft", 'label: "[red]|a\\nb"'), "utf-8"
    )
    kod("code", "add", AUGENHOEHE, "FG01_traeger", "--quote", QUOTE)
    for name in ("md", "html", "tex", "csv", "json"):
        assert kod("matrix", "--format", name).code == 0
    from kodierung.cli.matrix import print_matrix
    from kodierung.project import Project
    from kodierung.workflow.matrix import make_matrix

    print_matrix(make_matrix(Project.find(study), "A")[0])
    assert kod("codebook", "show").code == 0


@pytest.mark.parametrize("setting", [{"PYTHONIOENCODING": "cp1252"}, {"LC_ALL": "C"}])
def test_output_is_utf_8_wherever_it_goes(
    study: Path, kod: Kod, setting: dict[str, str]
) -> None:
    kod("code", "add", "role.markt", "FG02_jobcenter", "--quote", "😀 jedes Mal")
    done = subprocess.run(
        [sys.executable, "-m", "kodierung", "code", "list"],
        capture_output=True,
        env={**os.environ, "PYTHONUTF8": "0", **setting},
        check=True,
    )
    assert "😀 jedes Mal" in done.stdout.decode("utf-8")


def test_a_clone_gets_its_database(study: Path, kod: Kod) -> None:
    for left in (None, b""):
        (study / "kodierung.db").unlink()
        if left is not None:
            (study / "kodierung.db").write_bytes(left)
        assert kod("status").code == 1
        assert kod("init", study).code == 0
        assert kod("status").code == 0
    assert kod("init", study).code == 1
    assert kod("init", study.parent / "neu", "--language", "Deutsch").code == 2
    new = study.parent / "neu.yaml"
    assert kod("codebook", "new", new, "--language", "Deutsch").code == 2
    assert kod("codebook", "new", new).code == 0
    assert kod("codebook", "check", new).code == 0
    assert kod("codebook", "new", new).code == 1


def test_moderators_and_aliases_of_the_settings(
    empty: Path, files: Path, kod: Kod
) -> None:
    settings = empty / "kodierung.yaml"
    text = settings.read_text("utf-8").replace("moderators: []", "moderators: [B2]")
    text = text.replace("aliases: {}", "aliases: {B1: Frau Eins}")
    settings.write_text(text, "utf-8")
    done = kod("import", files / "FG01_traeger.txt", "--set", "perspective=traeger")
    assert done.code == 0, done.err
    kinds = {s["speaker"]: s["kind"] for s in kod("speakers", "--json").records}
    assert kinds == {
        "I": "moderator",
        "Frau Eins": "participant",
        "B2": "moderator",
        "B3": "participant",
    }


def test_a_statement_must_be_one_that_counts(study: Path, kod: Kod) -> None:
    kod("code", "add", AUGENHOEHE, "FG01_traeger", "--quote", QUOTE)
    (good,) = kod("code", "list", "--json").records
    kod("code", "choose", good["id"])
    kod("code", "add", AUGENHOEHE, "FG02_jobcenter", "--quote", "Auf Augenhöhe.")
    stray = kod("code", "list", "--transcript", "FG02_jobcenter", "--json").records[0]
    refused = kod("code", "choose", stray["id"])
    assert refused.code == 1
    assert "the matrix would not show it" in refused.err
    made = json.loads(kod("matrix", "--format", "json").out)
    assert made["perspectives"][0]["rows"][0]["statements"][0]["text"] == QUOTE


def test_files_of_one_group_should_agree(empty: Path, files: Path, kod: Kod) -> None:
    one, two = sorted(files.iterdir())
    kod("import", one, "--set", "group=G", "--set", "perspective=traeger")
    told = kod("import", two, "--set", "group=G", "--set", "perspective=jobcenter")
    assert told.err.count("described otherwise") == 1
    assert (
        f"warning: {two.name}: the group is described otherwise in {one.name}, which "
        "belongs to G too"
    ) in " ".join(told.err.split())
    kod("import", two, "--set", "perspective=traeger", "--update")
    told = kod("import", two, "--moderator", "B2", "--update")
    assert told.err.count("described otherwise") == 1
    assert f"warning: {two.name}: B2 is described otherwise in {one.name}" in told.err
    added = kod("code", "add", AUGENHOEHE, two.name, "--quote", "Auf Augenhöhe.")
    left_out = "the matrix will leave this coding out" in added.err
    made = json.loads(kod("matrix", "--format", "json").out)
    assert left_out == (made["perspectives"] == [])


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("words", [["matrix"], ["status"], ["code", "list", "--json"]])
def test_output_that_cannot_be_written(study: Path, kod: Kod, words: list[str]) -> None:
    kod("code", "add", AUGENHOEHE, "FG01_traeger", "--quote", QUOTE)
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "kodierung", *words],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert "The output cannot be written" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_text_of_a_file_heeds_the_studys_aliases(
    empty: Path, tmp_path: Path, kod: Kod
) -> None:
    path = tmp_path / "FG05.vtt"
    cues = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v B1>Ja.\n"
    path.write_text(cues, "utf-8")
    settings = empty / "kodierung.yaml"
    text = settings.read_text("utf-8").replace("aliases: {}", "aliases: {B1: Frau X}")
    settings.write_text(text, "utf-8")
    kod("import", path)
    inside = kod("transcripts", "text", "FG05").out
    assert kod("transcripts", "text", path).out == inside == "Frau X: Ja.\n"
    assert kod("-C", tmp_path, "transcripts", "text", path).out == "B1: Ja.\n"
