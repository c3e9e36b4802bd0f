"""Whole commands are taken back and made again; the study is as it was."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cli.conftest import Kod

TEXT = """\
I: Wie läuft die Zusammenarbeit bei Ihnen?

B1: Genau so. Das ist auf Augenhöhe, würde ich sagen.

B2: Genau so. Wir sind nur Dienstleister und werden so behandelt.

B1: Das kommt immer auf die Leute an.
"""
WHOSE = ("--set", "perspective=traeger")
CODE = "traeger.kooperation.promoting"


@pytest.fixture
def file(empty: Path, tmp_path: Path, kod: Kod) -> Path:
    path = tmp_path / "FG01.txt"
    path.write_text(TEXT, "utf-8")
    assert kod("import", path, *WHOSE).code == 0
    return path


def tables() -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of the study but its history, archive and what it remembers."""
    connection = sqlite3.connect("kodierung.db")
    names = [
        name
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
        )
        if name not in ("event", "version", "remembered")
    ]
    found = {
        name: sorted(connection.execute(f'SELECT * FROM "{name}"'), key=repr)
        for name in names
    }
    connection.close()
    return found


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def code(kod: Kod, quote: str, *more: object) -> str:
    done = kod("code", "add", CODE, "FG01", "--quote", quote, *more)
    assert done.code == 0, done.err
    return done.err.split("Coded as ")[1][:8]


def test_an_update_is_taken_back_and_made_again(file: Path, kod: Kod) -> None:
    kod("suggest")
    (one, *_) = kod("suggestions", "--code", CODE, "--json").records
    kod("accept", one["id"])
    code(kod, "Wir sind nur Dienstleister")
    code(kod, "Das kommt immer auf die Leute an", "--memo", "wichtig")
    before = tables()
    rewrite(file, "nur Dienstleister", "nur Dienstleisterin")
    rewrite(file, " Das ist auf Augenhöhe, würde ich sagen.", "")
    rewrite(file, "immer", "ja immer")
    told = kod("import", file, "--update")
    assert "2 with corrected words, 1 detached" in told.err
    after = tables()
    assert after != before

    undone = kod("undo")
    assert undone.code == 0, undone.err
    assert "FG01.txt: new version" in undone.err
    assert tables() == before
    assert kod("verify").code in (0, 1)
    assert kod("redo").code == 0
    assert tables() == after
    assert kod("undo").code == 0
    assert tables() == before
    assert (Path.cwd() / "transcripts" / "FG01.2.txt").exists()


def test_a_suggest_run_after_an_update_is_no_hindrance(file: Path, kod: Kod) -> None:
    kod("suggest")
    texts = kod("transcripts", "text", "FG01").out
    rewrite(file, "Wie läuft", "Und wie läuft denn")
    kod("import", file, "--update")
    kod("suggest")
    done = kod("undo")
    assert done.code == 0
    assert "Suggestions are not undone (suggest: 4)" in done.err
    assert kod("transcripts", "text", "FG01").out == texts
    for one in kod("suggestions", "--json").records:
        assert texts[one["start"] : one["end"]] == one["quote"]
    kod("suggest")
    assert kod("status").err.count("detached") == 0


def test_what_others_build_on_is_not_taken_back(file: Path, kod: Kod) -> None:
    rewrite(file, "Wie läuft", "Und wie läuft denn")
    kod("import", file, "--update")
    code(kod, "Wir sind nur Dienstleister")
    before = tables()
    for number in (1, 2):
        refused = kod("undo", number)
        assert refused.code == 1
        assert "No. 3 (code add" in refused.err
        assert "kodierung undo 3" in refused.err
    assert tables() == before


def test_a_new_transcript_is_taken_out_and_put_back(file: Path, kod: Kod) -> None:
    before = tables()
    kod("suggest")
    assert kod("undo").code == 0
    assert kod("transcripts", "--json").records == []
    assert tables()["transcript"] == tables()["turn"] == tables()["source"] == []
    assert kod("redo").code == 0
    assert tables() == before
    kod("undo")
    assert kod("import", file, *WHOSE).code == 0
    refused = kod("redo")
    assert refused.code == 1
    assert "history" in refused.err or "undo" in refused.err


def test_codings_by_hand_and_decisions(file: Path, kod: Kod) -> None:
    kod("suggest")
    (one, *_) = kod("suggestions", "--code", CODE, "--json").records
    states = [tables()]
    kod("accept", one["id"])
    states.append(tables())
    coding = code(kod, "Wir sind nur Dienstleister")
    states.append(tables())
    kod("code", "choose", coding)
    states.append(tables())
    kod("code", "move", coding, "--quote", "Das kommt immer auf die Leute an")
    states.append(tables())
    kod("code", "remove", coding)
    states.append(tables())
    kod("reject", one["id"])
    states.append(tables())
    for state in reversed(states[:-1]):
        assert kod("undo").code == 0
        assert tables() == state
    for state in states[1:]:
        assert kod("redo").code == 0
        assert tables() == state
    assert kod("redo").code == 1


def test_forgotten_words_do_not_come_back(file: Path, kod: Kod) -> None:
    rewrite(file, "Augenhöhe", "Frau X")
    kod("import", file, "--update")
    done = kod("forget", "FG01")
    assert done.code == 0
    assert "earlier versions removed: 1" in done.err
    assert "still there: transcripts/FG01.txt" in done.err
    assert "still there: what the history quotes" in done.err
    refused = kod("undo")
    assert refused.code == 1
    assert "were not kept" in refused.err
    assert "are gone" in kod("undo", 3).err
    (entry, *_) = kod("history", "--json").records
    assert entry["changes"] == ["1 earlier version forgotten"]


def test_only_ones_own_work_is_taken_back(file: Path, kod: Kod) -> None:
    code(kod, "Wir sind nur Dienstleister")
    refused = kod("undo", 2, "--coder", "B")
    assert refused.code == 1
    assert "it is the work of A" in refused.err
    twice = kod("undo", 2), kod("undo", 2)
    assert [r.code for r in twice] == [0, 1]
    assert "undone already" in twice[1].err
    assert "has no No. 99" in kod("undo", 99).err
    kod("suggest")
    assert "until somebody decides" in kod("undo", 4).err
    assert "itself an undo" in kod("undo", 3).err


def test_the_history_tells_what_was_done(file: Path, kod: Kod) -> None:
    coding = code(kod, "Wir sind nur Dienstleister")
    rewrite(file, "nur Dienstleister", "nur Dienstleisterin")
    kod("import", file, "--update")
    kod("undo")
    records = kod("history", "--json").records
    assert [(r["number"], r["verb"], r["coder"]) for r in records] == [
        (4, "undo", "A"),
        (3, "import", "A"),
        (2, "code add", "A"),
        (1, "import", "A"),
    ]
    assert [r["undone"] for r in records] == [False, True, False, False]
    assert records[1]["changes"] == [
        "FG01.txt: new version",
        "1 coding with other words",
        f"{coding}: “nur Dienstleister” → “nur Dienstleisterin”",
    ]
    assert records[0]["changes"][0] == "takes back 3"
    assert records[2]["transcripts"] == ["FG01.txt"]
    shown = kod("history", "--transcript", "FG01", "--limit", 2)
    assert max(map(len, shown.out.splitlines())) <= 80
    assert "code add" not in shown.out
    assert kod("history", "--transcript", "FG09").code == 1


def test_a_detached_coding_is_listed_and_moved(file: Path, kod: Kod) -> None:
    coding = code(kod, "Das ist auf Augenhöhe")
    rewrite(file, " Das ist auf Augenhöhe, würde ich sagen.", " Man kennt sich.")
    kod("import", file, "--update")
    (one,) = kod("code", "list", "--status", "detached", "--json").records
    assert one["id"].startswith(coding)
    assert kod("code", "list", "--status", "confirmed", "--json").records == []
    other = kod("code", "move", coding, "--quote", "Man", "--coder", "B")
    assert other.code == 1
    moved = kod("code", "move", coding, "--quote", "Man kennt sich.")
    assert moved.code == 0, moved.err
    (one,) = kod("code", "list", "--status", "confirmed", "--json").records
    assert (one["quote"], one["speakers"]) == ("Man kennt sich.", ["B1"])
    code(kod, "Wir sind nur Dienstleister")
    again = kod("code", "move", coding, "--quote", "Wir sind nur Dienstleister")
    assert "has coded this passage" in again.err


def test_what_was_coded_after_another_reading_is_in_its_way(
    empty: Path, tmp_path: Path, kod: Kod
) -> None:
    path = tmp_path / "FG01.txt"
    path.write_text(f"{TEXT}\nThema: Und sonst ist es gut so.\n\nI: Danke.\n", "utf-8")
    assert kod("import", path, *WHOSE).code == 0
    assert kod("import", path, "--alias", "Thema=B9", "--update").code == 0
    code(kod, "Und sonst ist es gut so")
    refused = kod("undo", 2)
    assert refused.code == 1
    assert "kodierung undo 3" in refused.err
    assert [kod("undo", number).code for number in (3, 2)] == [0, 0]


def test_an_import_of_an_earlier_kodierung_is_taken_back(file: Path, kod: Kod) -> None:
    told_then = ("label", "kind", "function", "attributes")
    connection = sqlite3.connect("kodierung.db")
    ((after,),) = connection.execute("SELECT after FROM event")
    state = json.loads(after)
    earlier = {key: state[key] for key in ("group", "digest", "attributes")}
    earlier["file_digest"] = state["source"]["digest"]
    earlier["speakers"] = [
        {key: person[key] for key in told_then} for person in state["speakers"]
    ]

    def write(state: object) -> None:
        connection.execute("UPDATE event SET after = ?", (json.dumps(state),))
        connection.commit()

    people = earlier["speakers"]
    write({**earlier, "speakers": [*people[:-1], {**people[-1], "function": "X"}]})
    assert "no longer as that change left it" in kod("undo").err
    write({**earlier, "speakers": people[:-1]})
    assert "no longer as that change left it" in kod("undo").err
    write(earlier)
    done = kod("undo")
    assert done.code == 0, done.err
    assert kod("transcripts", "--json").records == []
    connection.close()


def test_verify_names_what_nobody_says(file: Path, kod: Kod) -> None:
    coding = code(kod, "Das ist auf Augenhöhe")
    connection = sqlite3.connect("kodierung.db")
    connection.execute("UPDATE coding SET start = 0, end = 2, quote = 'I:'")
    connection.commit()
    connection.close()
    wrong = kod("verify")
    assert wrong.code == 1
    assert f"coding {coding} lies outside every turn" in wrong.err


def test_verify_names_what_differs(file: Path, kod: Kod) -> None:
    coding = code(kod, "Das ist auf Augenhöhe")
    assert kod("verify").code == 0
    connection = sqlite3.connect("kodierung.db")
    connection.execute("UPDATE coding SET start = start + 1")
    connection.commit()
    connection.close()
    (Path.cwd() / "transcripts" / "FG01.txt").write_text("B1: Neu.", "utf-8")
    wrong = kod("verify")
    assert wrong.code == 1
    assert f"coding {coding} does not lie on its words" in wrong.err
    assert "not as it was imported" in wrong.err


def act(random: Random, file: Path, kod: Kod) -> None:
    """Do something to the study, as it comes."""
    codings = [c["id"] for c in kod("code", "list", "--json").records]
    open_ones = [s["id"] for s in kod("suggestions", "--json").records]
    words = [w for w in file.read_text("utf-8").split() if w[-1] not in ":.,?"]
    word = random.choice(words)
    deed = random.choice(("add", "remove", "accept", "reject", "update", "choose"))
    if deed == "add":
        kod("code", "add", CODE, "FG01", "--quote", word, "--occurrence", 1)
    elif deed == "update":
        rewrite(file, word, random.choice([f"{word} ja", "", f"{word}x"]))
        kod("import", file, "--update")
    elif deed in ("accept", "reject") and open_ones:
        kod(deed, random.choice(open_ones))
    elif deed in ("remove", "choose") and codings:
        kod("code", deed, random.choice(codings))


@settings(
    max_examples=8,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(seed=st.integers(0, 2**32))
def test_undoing_everything_restores_every_state(
    file: Path, kod: Kod, seed: int
) -> None:
    file.write_text(TEXT, "utf-8")
    kod("import", file, "--update")
    kod("suggest")
    random = Random(seed)
    first = len(kod("history", "--json").records)
    states = [tables()]
    for _ in range(5):
        act(random, file, kod)
        if tables() != states[-1]:
            states.append(tables())
    done = kod("history", "--json").records[:-first]
    assert len(done) >= len(states) - 1
    for state in reversed(states[:-1]):
        while tables() != state:
            undone = kod("undo")
            assert undone.code == 0, undone.err
    for state in states[1:]:
        while tables() != state:
            assert kod("redo").code == 0


def exported(kod: Kod, *coders: str) -> None:
    """Let codings.jsonl hold a coding of each coder, and the study none."""
    for coder in coders:
        code(kod, "Das ist auf Augenhöhe", "--coder", coder)
    kod("codings", "export", "codings.jsonl")
    for coder in coders:
        assert kod("undo", "--coder", coder).code == 0


def test_imported_codings_are_the_work_of_their_coder(file: Path, kod: Kod) -> None:
    exported(kod, "B")
    assert kod("codings", "import", "codings.jsonl").code == 0
    first, *_ = kod("history", "--json").records
    assert (first["verb"], first["coder"]) == ("codings import", "B")
    refused = kod("undo", first["number"])
    assert "--coder B, if you may" in refused.err
    assert kod("undo").code == 1  # what is nobody's: the import of FG01
    assert len(kod("code", "list", "--json").records) == 1
    assert kod("undo", first["number"], "--coder", "B").code == 0


def test_codings_of_several_are_taken_back_when_all_are_named(
    file: Path, kod: Kod
) -> None:
    exported(kod, "B", "C")
    kod("codings", "import", "codings.jsonl")
    number = kod("history", "--json").records[0]["number"]
    for name in ("A", "B", "C"):
        refused = kod("undo", number, "--coder", name)
        assert "it is the work of B, C" in refused.err
        assert "--coder 'B, C'" in refused.err
    assert kod("undo", number, "--coder", "B, C").code == 0
    assert kod("code", "list", "--json").records == []


def test_a_file_saved_anew_is_told_as_that(file: Path, kod: Kod) -> None:
    file.write_bytes(TEXT.encode("utf-8-sig"))
    kod("import", file, "--update")
    kod("speakers", "set", "B1", "--function", "Leitung")
    (people, saved, _) = kod("history", "--json").records
    assert saved["changes"] == ["FG01.txt: file saved anew, words as before"]
    assert people["changes"] == ["FG01.txt: people described anew"]
