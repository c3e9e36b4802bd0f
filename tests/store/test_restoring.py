"""A change is taken back only where the study is as the change left it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any

import pytest

from kodierung.errors import StoreError
from kodierung.store.store import Event, Store

Make = dict[str, Callable[..., Any]]


def restore(store: Store, *events: Event, again: bool = False) -> None:
    with store.writing("undo") as change:
        for event in events:
            change.restore(event, again=again)


def test_a_new_version_goes_and_comes_with_file_and_people(
    store: Store, make: Make
) -> None:
    old, first = store.transcripts(), store.sources()
    new = replace(
        make["transcript"](text="I: Na?\n"), turns=(), format="docx", encoding=""
    )
    with store.writing("import") as change:
        change.replace_transcript(new, make["source"]("transcripts/FG01.2.txt", "2"))
    (event,) = store.events(1)
    second = store.sources()
    for _ in range(2):
        restore(store, event)
        assert (store.transcripts(), store.sources()) == (old, first)
        restore(store, event, again=True)
        assert (store.transcripts(), store.sources()) == ([new], second)


def test_another_reading_of_the_same_file_goes_and_comes(
    store: Store, make: Make
) -> None:
    (old,) = store.transcripts()
    source = replace(store.sources()[old.name], reading={"format": "plain"})
    with store.writing("import") as change:
        change.replace_transcript(replace(old, group="FG09"), source)
    (event,) = store.events(1)
    restore(store, event)
    assert store.transcripts() == [old]
    assert store.sources()[old.name] == make["source"]()
    restore(store, event, again=True)
    assert store.sources()[old.name] == source


def test_what_was_changed_since_is_left_alone(store: Store, make: Make) -> None:
    coding = make["coding"]()
    with store.writing("code add", "Anna") as change:
        change.add_coding(coding)
    (added,) = store.events(1)
    with store.writing("memo add", "Anna") as change:
        change.update_coding(replace(coding, memo="neu"))
    before = store.codings(), store.events()
    with pytest.raises(StoreError, match="no longer as that change left it"):
        restore(store, added)
    assert before == (store.codings(), store.events())


def test_a_decision_on_a_suggestion_that_is_gone_is_not_made_again(
    store: Store, make: Make
) -> None:
    with store.writing("suggest") as change:
        change.set_suggestions("FG01.txt", [make["suggestion"]()], "f")
    with store.writing("reject", "Anna") as change:
        change.decide(make["decision"]())
    (event,) = store.events(1)
    restore(store, event)
    assert store.decisions() == []
    with store.writing("suggest") as change:
        change.set_suggestions("FG01.txt", [], "g")
    with pytest.raises(StoreError, match='no suggestion "5a01"'):
        restore(store, event, again=True)


def test_history_of_an_earlier_kodierung_told_less(store: Store, make: Make) -> None:
    coding = make["coding"]()
    with store.writing("code add", "Anna") as change:
        change.add_coding(coding)
        change.remove_coding(coding.id)
    (event, *_) = store.events()
    restore(store, replace(event, before=asdict(coding)))
    assert store.codings() == [coding]
    assert store.misplaced() == []

    (described,) = (e for e in store.events() if e.kind == "transcript")
    assert described.after is not None
    told = {k: described.after[k] for k in ("group", "digest", "attributes")}
    with pytest.raises(StoreError, match="were not kept"):
        restore(store, replace(described, before={**told, "group": "x"}, after=told))


def test_suggest_runs_leave_nothing_to_take_back(store: Store, make: Make) -> None:
    with store.writing("suggest") as change:
        change.set_suggestions("FG01.txt", [make["suggestion"]()], "f")
    before = store.events()
    restore(store, before[0])
    assert store.events() == before
    assert [s.id for s in store.suggestions("Anna")] == ["5a01"]
