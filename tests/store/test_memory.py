"""What is kept to save work: bounded, in no history, never needed."""

from dataclasses import replace
from pathlib import Path

from kodierung.store.memory import StoredRanker
from kodierung.store.store import Store

MANY = 10_000_000


def test_values_come_back_by_kind_and_key(tmp_path: Path) -> None:
    with Store.create(tmp_path / "kodierung.db") as store:
        with store.writing("suggest") as change:
            change.remember("turn", {"a": b"1", "b": b"2"}, MANY)
            change.remember("vector", {"a": b"3"}, MANY)
        assert store.remembered("turn", ["a", "c"]) == {"a": b"1"}
        assert store.remembered("vector", ["a"]) == {"a": b"3"}
        with store.writing("forget") as change:
            change.forget_remembered("turn")
        assert store.remembered("turn", ["a", "b"]) == {}
        assert store.remembered("vector", ["a"]) == {"a": b"3"}
        assert store.events() == []


def test_what_was_asked_for_longest_ago_goes_first(tmp_path: Path) -> None:
    with Store.create(tmp_path / "kodierung.db") as store:
        for run in range(5):
            with store.writing("suggest") as change:
                # An event, so that the runs have numbers of their own.
                change.note_undone(run, undone=True)
                change.touch("turn", ["run 0"])
                change.remember("turn", {f"run {run}": bytes(100)}, 300)
        kept = store.remembered("turn", [f"run {run}" for run in range(5)])
        assert set(kept) == {"run 0", "run 3", "run 4"}


def test_many_keys_are_asked_for_at_once(tmp_path: Path) -> None:
    values = {f"{number:05}": b"x" for number in range(2500)}
    with Store.create(tmp_path / "kodierung.db") as store:
        with store.writing("suggest") as change:
            change.remember("turn", values, MANY)
            change.touch("turn", values)
        assert store.remembered("turn", values) == values


def test_what_was_learned_last_replaces_what_was_learned_before(tmp_path: Path) -> None:
    learned = StoredRanker(
        "Anna", "2025-01-01T10:00:00Z", "probe", "1.0.0", "abc", {"brier": 0.1}, b"\0"
    )
    with Store.create(tmp_path / "kodierung.db") as store:
        with store.writing("learn", "Anna") as change:
            change.set_ranker(learned)
            change.set_ranker(replace(learned, seen="def"))
        assert store.ranker("Anna") == replace(learned, seen="def")
        assert store.ranker("Ben") is None
        with store.writing("learn", "Anna") as change:
            change.forget_ranker("Anna")
        assert store.ranker("Anna") is None
