"""Whatever is changed behind kodierung's back is found and named."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from kodierung.model import Memo
from kodierung.project import Project
from tests.cli.conftest import Kod, Result

CODE = "traeger.kooperation.promoting"
SOUND = "Every text, every coding and every file is as it was stored."


@pytest.fixture
def worked(study: Path, kod: Kod) -> Path:
    """The small study after some work: coded, decided, undone, noted, read."""
    assert kod("suggest").code == 0
    (one, *_) = kod("suggestions", "--code", CODE, "--json").records
    assert kod("accept", one["id"]).code == 0
    code(kod, "Da waren welche zu Besuch")
    code(kod, "Bei uns nicht")
    assert kod("undo").code == 0
    with Project.find(study).open_store() as store:
        text = store.transcripts()[0].text
        start = text.index("wirklich gut")
        memo = Memo("m1", "segment", "Aha.", "A", transcript="FG01_traeger.txt")
        placed = {"start": start, "end": start + 12, "quote": "wirklich gut"}
        with store.writing("memo add", "A") as change:
            change.add_memo(Memo(**{**_values(memo), **placed}))
            change.mark_read("FG01_traeger.txt", "A", ["one", "two"])
        with store.writing("read", "A") as change:
            change.mark_read("FG01_traeger.txt", "A", ["two"], read=False)
    return study


def _values(memo: Memo) -> dict[str, object]:
    return {key: getattr(memo, key) for key in Memo.__dataclass_fields__}


def code(kod: Kod, quote: str) -> str:
    done = kod("code", "add", CODE, "FG01_traeger", "--quote", quote)
    assert done.code == 0, done.err
    return done.err.split("Coded as ")[1][:8]


def tamper(statement: str, *values: object) -> None:
    connection = sqlite3.connect("kodierung.db")
    assert connection.execute(statement, values).rowcount >= 1
    connection.commit()
    connection.close()


def found(kod: Kod) -> Result:
    """Return what verify finds, which must be something."""
    wrong = kod("verify")
    assert wrong.code == 1
    assert SOUND not in wrong.err
    return wrong


def test_what_was_only_worked_with_is_sound(worked: Path, kod: Kod) -> None:
    done = kod("verify")
    assert (done.code, done.out) == (0, ""), done.err
    assert SOUND in done.err
    assert "2 transcripts, 3 suggestions, 2 codings, 1 decision, 1 memo" in done.err
    assert kod("verify", "--json").records == []


CHANGES = [
    (
        "UPDATE coding SET start = start + 1 WHERE origin = 'manual'",
        "it is not as the history leaves it: start",
    ),
    (
        "UPDATE coding SET start = start + 1 WHERE origin = 'manual'",
        "does not lie on its words",
    ),
    (
        "UPDATE coding SET quote = 'Da' WHERE origin = 'manual'",
        "it is not as the history leaves it: quote",
    ),
    (
        "UPDATE coding SET coder = 'B' WHERE origin = 'manual'",
        "it is not as the history leaves it: coder",
    ),
    (
        "DELETE FROM coding WHERE origin = 'manual'",
        "it is gone, and the history does not say why",
    ),
    ("DELETE FROM decision", "decision of A on suggestion"),
    ("UPDATE decision SET status = 'rejected'", "leaves it: status"),
    ("UPDATE memo SET text = 'Oh.'", "memo m1: it is not as the history"),
    ("UPDATE memo SET start = start + 1", "memo m1 does not lie on its words"),
    ("DELETE FROM read_turn", "FG01_traeger.txt: a turn read by A: it is gone"),
    (
        "INSERT INTO read_turn SELECT transcript, coder, 'two', time FROM read_turn",
        "the history does not know of it",
    ),
    (
        "UPDATE suggestion SET start = start + 1",
        "does not lie on its words (run `kodierung suggest`)",
    ),
    ("UPDATE turn SET speaker = 'B9' WHERE number = 2", "leaves it: version"),
    ("UPDATE transcript SET text = replace(text, 'gut', 'arg')", "settled text"),
    ("UPDATE transcript SET \"group\" = 'X'", "leaves it: group"),
    ("UPDATE speaker SET kind = 'participant'", "leaves it: speakers"),
    ("DELETE FROM event WHERE kind = 'coding' AND number = 5", "5 to 5 are miss"),
    ("DELETE FROM source", "where it came from is not noted any more"),
    (
        "UPDATE event SET after = replace(after, 'accepted', 'rejected')",
        "leaves it: status",
    ),
]


def test_what_was_changed_in_the_database_is_named(worked: Path, kod: Kod) -> None:
    database = worked / "kodierung.db"
    sound = database.read_bytes()
    for statement, told in CHANGES:
        tamper(statement)
        assert told in found(kod).err, statement
        assert any(told in line for line in _lines(kod)), statement
        database.write_bytes(sound)


def test_what_is_kept_for_undoing_is_looked_at(
    worked: Path, kod: Kod, files: Path
) -> None:
    file = files / "FG01_traeger.txt"
    file.write_text(file.read_text("utf-8").replace("Ähm", "Öhm"), "utf-8")
    assert kod("import", file, "--update").code == 0
    assert kod("codebook", "add", "neu", "--label", "Neu").code == 0
    assert kod("verify").code == 0
    tamper("UPDATE version SET text = replace(text, 'gut', 'arg')")
    assert "kept of an earlier version" in found(kod).err
    number = kod("history", "--json").records[1]["number"]
    refused = kod("undo", number)
    assert refused.code == 1
    assert "damaged" in refused.err
    tamper("UPDATE version SET text = replace(text, 'arg', 'gut')")
    assert kod("verify").code == 0
    tamper("DELETE FROM codebook_text WHERE rowid = 1")
    assert "kept to be put back is damaged or gone" in found(kod).err


def _lines(kod: Kod) -> list[str]:
    """Return what `verify --json` finds, as its messages are printed."""
    records = kod("verify", "--json").records
    assert all(list(r) == ["place", "message", "hint", "severity"] for r in records)
    return [f"{r['place']}: {r['message']} ({r['hint']})" for r in records]


def test_a_suggestion_that_was_decided_on_is_missed(worked: Path, kod: Kod) -> None:
    tamper("DELETE FROM suggestion WHERE id IN (SELECT suggestion_id FROM decision)")
    assert "the suggestion is gone" in found(kod).err


def test_an_event_that_was_changed_is_named_with_its_number(
    worked: Path, kod: Kod
) -> None:
    """What a coding was is told twice: by what made it and by what removed it."""
    rows = sqlite3.connect("kodierung.db").execute(
        "SELECT number, after FROM event WHERE kind = 'coding' AND verb = 'code add' "
        "ORDER BY number"
    )
    number, after = rows.fetchall()[-1]
    changed = json.dumps({**json.loads(after), "quote": "Bei uns schon"})
    tamper("UPDATE event SET after = ? WHERE number = ?", changed, number)
    later = number + 1
    told = found(kod).err
    assert f"history: event {later} (No. 7, undo): it found coding" in told
    assert told.count("error:") == 1


def test_words_and_digest_changed_together_are_found_by_the_file(
    worked: Path, kod: Kod
) -> None:
    """Even if the history was changed along with them."""
    from kodierung.text import digest

    connection = sqlite3.connect("kodierung.db")
    query = "SELECT text, digest FROM transcript WHERE name LIKE 'FG02%'"
    ((text, old),) = connection.execute(query)
    connection.close()
    new = text.replace("jemand Neues", "jemand Altes")
    tamper(
        "UPDATE transcript SET text = ?, digest = ? WHERE digest = ?",
        new,
        digest(new),
        old,
    )
    told = found(kod).err
    assert "FG02_jobcenter.txt: it is not as the history leaves it: digest" in told
    at = text.index("Neues")
    assert f"read again, its text is another one from character {at} on" in told


def test_files_are_compared(worked: Path, kod: Kod) -> None:
    file = worked / "transcripts" / "FG01_traeger.txt"
    kept = file.read_bytes()
    file.write_bytes(kept + b"\n")
    assert "the file is not as it was imported" in found(kod).err
    file.unlink()
    assert "file is no longer there" in found(kod).err
    file.write_bytes(kept)
    assert kod("verify").code == 0


def test_answers_that_changed_since_are_a_doubt_and_no_fault(
    worked: Path, kod: Kod
) -> None:
    settings = worked / "kodierung.yaml"
    plain = settings.read_text("utf-8")
    told = plain.replace("not_speakers: []", "not_speakers: [B2]")
    settings.write_text(told, "utf-8")
    done = kod("verify")
    assert done.code == 0
    assert "warning: transcripts/FG01_traeger.txt: read again, its turns" in done.err
    assert "`import:` in kodierung.yaml has changed since it was read" in done.err
    assert SOUND in done.err


def test_what_an_earlier_kodierung_did_not_tell_is_no_fault(
    worked: Path, kod: Kod
) -> None:
    connection = sqlite3.connect("kodierung.db")
    told = connection.execute(
        "SELECT number, kind, before, after FROM event WHERE kind IN "
        "('transcript', 'coding')"
    ).fetchall()
    for number, kind, *states in told:
        for column, state in zip(("before", "after"), states, strict=True):
            if state is None:
                continue
            values = json.loads(state)
            if kind == "coding":
                values = {
                    k: v
                    for k, v in values.items()
                    if k not in ("version", "text_digest")
                }
            else:
                values = {
                    "group": values["group"],
                    "digest": values["digest"],
                    "attributes": values["attributes"],
                    "file_digest": values["source"]["digest"],
                    "speakers": [{"label": p["label"]} for p in values["speakers"]],
                }
            query = f'UPDATE event SET "{column}" = ? WHERE number = ?'
            connection.execute(query, (json.dumps(values), number))
    connection.commit()
    connection.close()
    done = kod("verify")
    assert done.code == 0, done.err
    assert "error" not in done.err


def test_a_codebook_study_of_several_commands_stays_sound(
    worked: Path, files: Path, kod: Kod
) -> None:
    path = files / "FG01_traeger.txt"
    path.write_text(path.read_text("utf-8").replace("zu Besuch", "auf Besuch"), "utf-8")
    assert kod("import", path, "--update").code == 0
    assert kod("verify").code == 0, kod("verify").err
    for _ in range(4):
        assert kod("undo").code == 0
        assert kod("verify").code == 0, kod("verify").err
    assert kod("redo").code == 0
    assert kod("verify").code == 0, kod("verify").err
