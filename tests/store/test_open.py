"""What can be wrong with a database is said in a sentence with a remedy."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kodierung.errors import StoreError
from kodierung.store.store import Store

Make = dict[str, Callable[..., Any]]


def fails(path: Path, message: str) -> StoreError:
    """Expect opening to fail with the message and a hint, the file unchanged."""
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(StoreError, match=message) as caught, Store.open(path) as store:
        store.transcripts()
    assert re.search(re.escape(str(path)), caught.value.message)
    assert caught.value.hint
    assert caught.value.exit_code == 1
    assert before == (path.read_bytes() if path.is_file() else None)
    return caught.value


def test_missing(tmp_path: Path) -> None:
    fails(tmp_path / "kodierung.db", "is missing")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_in_its_place(tmp_path: Path) -> None:
    (tmp_path / "kodierung.db").mkdir()
    fails(tmp_path / "kodierung.db", "is missing")


@pytest.mark.parametrize(
    "content", [b"", b"Interview mit B1\n" * 500, b"SQLite format 3\0" + b"\xff" * 9000]
)
def test_something_else(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "kodierung.db"
    path.write_bytes(content)
    fails(path, "not a database of kodierung|is damaged")


def test_the_database_of_another_program(tmp_path: Path) -> None:
    path = tmp_path / "kodierung.db"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE transcript (id)")
    other.close()
    fails(path, "not a database of kodierung")


def test_cut_off(store: Store) -> None:
    whole = store.path.read_bytes()
    store.path.write_bytes(whole[: len(whole) // 3])
    fails(store.path, "is damaged")


def test_made_by_a_newer_kodierung(store: Store) -> None:
    connection = sqlite3.connect(store.path)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    error = fails(store.path, "made by a newer kodierung")
    assert "pip install --upgrade" in error.hint
    assert [p.name for p in store.path.parent.iterdir()] == ["kodierung.db"]


def test_an_existing_database_is_never_made_anew(store: Store) -> None:
    before = store.path.read_bytes()
    with pytest.raises(StoreError, match="already a database"):
        Store.create(store.path)
    assert store.path.read_bytes() == before


def test_an_interrupted_creation_is_taken_up(tmp_path: Path) -> None:
    path = tmp_path / "kodierung.db"
    path.touch()
    with Store.create(path) as store:
        assert store.transcripts() == []


def test_names_with_blanks_umlauts_and_signs(tmp_path: Path) -> None:
    folder = tmp_path / "Träger & Jobcenter 100% #1?mode=ro"
    folder.mkdir()
    Store.create(folder / "kodierung.db").close()
    assert [p.name for p in folder.iterdir()] == ["kodierung.db"]
    with Store.open(folder / "kodierung.db") as store:
        assert store.counts()["transcripts"] == 0


def test_there_is_one_file_only(store: Store, make: Make) -> None:
    with store.writing("code add") as change:
        change.add_coding(make["coding"]())
    assert [p.name for p in store.path.parent.iterdir()] == ["kodierung.db"]


def test_a_database_left_in_wal_mode_becomes_one_file_again(store: Store) -> None:
    connection = sqlite3.connect(store.path)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.close()
    with Store.open(store.path) as again:
        assert again.transcript_names() == ["FG01.txt"]
    connection = sqlite3.connect(store.path)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    connection.close()


def test_a_write_protected_study_can_be_read(
    store: Store, make: Make, write_protected: Callable[[Path], None]
) -> None:
    write_protected(store.path.parent)
    with Store.open(store.path) as reader:
        assert reader.transcripts() == store.transcripts()
        with (
            pytest.raises(StoreError, match=r"cannot be (written|opened)") as caught,
            reader.writing("code add") as change,
        ):
            change.add_coding(make["coding"]())
    assert "write" in caught.value.hint
    with pytest.raises(StoreError, match=r"cannot be (written|opened)"):
        Store.create(store.path.with_name("new.db"))


def test_a_full_disk_changes_nothing(small_disk: Path, make: Make) -> None:
    with Store.create(small_disk / "kodierung.db") as store:
        with store.writing("import") as change:
            change.add_transcript(make["transcript"](), make["source"]())
        long = make["transcript"]("FG02.txt", "Wort " * 200_000)
        with (
            pytest.raises(StoreError, match="no space left") as caught,
            store.writing("import") as change,
        ):
            change.add_transcript(long, make["source"]())
        assert "Nothing is half-done" in caught.value.hint
        assert store.transcripts() == [make["transcript"]()]
        assert len(store.events()) == 1


def test_a_full_database_changes_nothing(
    store: Store, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = store.path.stat().st_size // 4096
    monkeypatch.setattr(
        "kodierung.store.connection._SETTINGS", (f"max_page_count = {pages}",)
    )
    long = make["transcript"]("FG02.txt", "Wort " * 20_000)
    with (
        Store.open(store.path) as tight,
        pytest.raises(StoreError, match="no space left"),
        tight.writing("import") as change,
    ):
        change.add_transcript(long, make["source"]())
    assert store.transcript_names() == ["FG01.txt"]


def test_opening_does_not_wait_for_alembic(store: Store) -> None:
    code = (
        "import sys, pathlib\n"
        "from kodierung.store.store import Store\n"
        "Store.open(pathlib.Path(sys.argv[1])).transcripts()\n"
        "sys.exit('alembic' in sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code, store.path], check=True)
