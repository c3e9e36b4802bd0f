"""An older database is copied, then upgraded: all of it or nothing."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from kodierung.errors import StoreError
from kodierung.store import tables, upgrade
from kodierung.store.connection import make_engine
from kodierung.store.store import Store

NEXT = """
import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade():
    with op.batch_alter_table("transcript") as batch:  # rebuilds the table
        batch.add_column(sa.Column("colour", sa.Text(), server_default="blau"))
"""
FAILING = NEXT + '    op.execute("INSERT INTO transcript (id) VALUES (7)")\n'
ORPHANING = NEXT + '    op.execute("DELETE FROM transcript")\n'


@pytest.fixture
def newer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Make this kodierung one with a further migration."""

    def make(migration: str) -> None:
        folder = tmp_path / "100% migrations"
        shutil.copytree(upgrade.MIGRATIONS, folder)
        (folder / "versions" / "0007_next.py").write_text(migration)
        monkeypatch.setattr(upgrade, "MIGRATIONS", folder)
        monkeypatch.setattr(tables, "REVISION", "0007")

    return make


def schema(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Return all there is to know about the tables of a database."""
    connection = sqlite3.connect(path)
    found: dict[str, list[tuple[Any, ...]]] = {}
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
    ).fetchall()
    for (name,) in names:
        for pragma in ("table_info", "foreign_key_list", "index_list"):
            listed = connection.execute(f'PRAGMA {pragma}("{name}")').fetchall()
            found[f"{name} {pragma}"] = sorted(row[1:] for row in listed)
    sql = "SELECT name FROM sqlite_master WHERE sql LIKE '%DEFERRED%'"
    found["deferred"] = connection.execute(sql).fetchall()
    connection.close()
    return found


def content(path: Path) -> list[str]:
    """Return everything a database holds, as SQL."""
    connection = sqlite3.connect(path)
    lines = list(connection.iterdump())
    connection.close()
    return lines


def test_the_migrations_end_at_the_revision_of_the_tables() -> None:
    scripts = ScriptDirectory.from_config(upgrade.configuration())
    assert scripts.get_heads() == [tables.REVISION]


def test_the_migrations_make_the_tables(tmp_path: Path) -> None:
    migrated, created = tmp_path / "migrated.db", tmp_path / "created.db"
    Store.create(created).close()
    engine = make_engine(migrated, "rwc", timeout=1)
    with engine.begin() as connection:
        config = upgrade.configuration()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, tables.metadata) == []
    assert schema(migrated) == schema(created)


def test_an_older_database_is_copied_then_upgraded(
    store: Store,
    newer: Callable[[str], None],
    capfd: pytest.CaptureFixture[str],
) -> None:
    before = store.transcripts(), store.events(), store.sources()
    old = content(store.path)
    newer(NEXT)
    with Store.open(store.path) as upgraded:
        copy = upgraded.upgraded_from_copy
        assert (
            upgraded.transcripts(),
            upgraded.events(),
            upgraded.sources(),
        ) == before
    assert copy == store.path.with_name("kodierung.db.backup-0006")
    assert content(copy) == old
    assert "colour" in str(schema(store.path)["transcript table_info"])
    with Store.open(store.path) as again:
        assert again.upgraded_from_copy is None
    assert capfd.readouterr() == ("", "")


def test_an_earlier_copy_is_kept(store: Store, newer: Callable[[str], None]) -> None:
    earlier = store.path.with_name("kodierung.db.backup-0006")
    earlier.write_bytes(b"kept")
    newer(NEXT)
    with Store.open(store.path) as upgraded:
        assert upgraded.upgraded_from_copy == store.path.with_name(
            "kodierung.db.backup-0006-2"
        )
    assert earlier.read_bytes() == b"kept"


def test_an_interrupted_copy_is_made_anew(
    store: Store, newer: Callable[[str], None]
) -> None:
    store.path.with_name("kodierung.db.backup-0006.part").write_bytes(b"half")
    newer(NEXT)
    with Store.open(store.path) as upgraded:
        assert upgraded.transcript_names() == ["FG01.txt"]
    assert sorted(p.name for p in store.path.parent.glob("kodierung.db*")) == [
        "kodierung.db",
        "kodierung.db.backup-0006",
    ]


@pytest.mark.parametrize(
    ("migration", "message"),
    [(FAILING, "contradicts"), (ORPHANING, "contradict each other")],
)
def test_a_failing_upgrade_changes_nothing(
    store: Store, newer: Callable[[str], None], migration: str, message: str
) -> None:
    old = store.path.read_bytes()
    newer(migration)
    with pytest.raises(StoreError, match=message) as caught:
        Store.open(store.path)
    assert caught.value.hint.startswith("Nothing ")
    assert store.path.read_bytes() == old
    assert list(store.path.parent.glob("kodierung.db?*")) == []


def test_without_a_copy_there_is_no_upgrade(
    store: Store, newer: Callable[[str], None], write_protected: Callable[[Path], None]
) -> None:
    newer(NEXT)
    write_protected(store.path.parent)
    with pytest.raises(StoreError, match=r"(has to be copied|cannot be written)"):
        Store.open(store.path)


def test_an_upgrade_waits_for_another_writer(
    store: Store, newer: Callable[[str], None]
) -> None:
    newer(NEXT)
    with (
        store.writing("import"),
        pytest.raises(StoreError, match="Another kodierung is writing"),
    ):
        Store.open(store.path, timeout=0.05)
    assert not store.path.with_name("kodierung.db.backup-0006").exists()


def test_who_waited_while_another_upgraded_has_nothing_to_do(
    store: Store, newer: Callable[[str], None]
) -> None:
    newer(NEXT)
    Store.open(store.path).close()
    assert upgrade.upgrade(store.path, "0006", timeout=1) is None
    assert len(list(store.path.parent.glob("kodierung.db.backup*"))) == 1
