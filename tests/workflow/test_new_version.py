"""What becomes of codings and suggestions when a transcript is replaced."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kodierung.model import Coding, Segment, Transcript
from kodierung.store import rows
from kodierung.store.store import Source, Store
from kodierung.workflow.new_version import (
    VersionReport,
    preview_version,
    replace_version,
)
from tests.support.scripts import edit, first_script, passages
from tests.support.small import coding, transcript

TALK = [
    ("I", "Wie läuft die Zusammenarbeit bei Ihnen?"),
    ("B1", "Genau so. Das ist auf Augenhöhe, würde ich sagen."),
    ("B2", "Wir sind nur Dienstleister und werden so behandelt."),
]
CODE = "traeger.kooperation.promoting"
SOURCE = Source("transcripts/FG01.txt", "1" * 64, "2026-11-22T10:00:00Z")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "kodierung.db") as store:
        yield store


def begin(store: Store, text: Transcript, *codings: Coding) -> None:
    with store.writing("import") as change:
        change.add_transcript(text, SOURCE)
    with store.writing("code add", "A") as change:
        for one in codings:
            change.add_coding(one)


def update(store: Store, text: Transcript, mark: str = "2") -> VersionReport:
    """Preview a new version, take it, and make sure that both tell the same."""
    before = store.codings(status=None), store.transcripts(), store.events()
    preview = preview_version(store, text)
    assert before == (store.codings(status=None), store.transcripts(), store.events())
    source = replace(SOURCE, file=f"transcripts/FG01.{mark}.txt", digest=mark * 64)
    with store.writing("import") as change:
        report = replace_version(store, change, text, source)
    assert report == preview
    assert store.misplaced() == []
    return report


def test_every_fate_is_told(store: Store) -> None:
    old = transcript(TALK)
    kept = coding(old, "Wie läuft", CODE)
    moved = coding(old, "Das ist auf Augenhöhe", CODE, coder="B")
    corrected = coding(old, "Wir sind nur Dienstleister", CODE, memo="wichtig")
    begin(store, old, kept, moved, corrected)
    new = transcript(
        [TALK[0], ("B1", f"Ja. {TALK[1][1]}"), ("B2", "Wir sind ja nur Dienstleister.")]
    )
    report = update(store, new)
    told = [(f.before.id, f.fate, f.turn, f.speakers) for f in report.codings]
    assert told == [
        (kept.id, "unchanged", 1, ("I",)),
        (moved.id, "moved", 2, ("B1",)),
        (corrected.id, "detached", 3, ("B2",)),
    ]
    assert report.detached == (replace(corrected, status="detached"),)
    (lost,) = store.codings(status="detached")
    assert (lost.quote, lost.memo) == (corrected.quote, "wichtig")


def test_a_detached_coding_comes_back_from_the_version_it_was_right_in(
    store: Store,
) -> None:
    old = transcript(TALK)
    begin(store, old, coding(old, "Das ist auf Augenhöhe", CODE))
    gone = transcript([TALK[0], ("B1", "Tja."), TALK[2]])
    assert update(store, gone, "2").of("detached")
    assert update(store, transcript([*TALK[:1], ("B3", "Nein."), TALK[2]]), "3").of(
        "still detached"
    )
    back = transcript([("I", "Guten Tag."), *TALK])
    (fate,) = update(store, back, "4").codings
    assert (fate.fate, fate.turn, fate.speakers) == ("attached again", 3, ("B1",))
    (again,) = store.codings()
    assert back.quote(again.segment) == "Das ist auf Augenhöhe"


def test_a_detached_coding_does_not_double_what_was_coded_anew(store: Store) -> None:
    old = transcript(TALK)
    begin(store, old, coding(old, "Das ist auf Augenhöhe", CODE))
    gone = transcript([TALK[0], ("B1", "Tja."), TALK[2]])
    update(store, gone, "2")
    again = transcript([("I", "Guten Tag."), *TALK])
    anew = replace(coding(old, "Das ist auf Augenhöhe", CODE), id="anew")
    update(store, old, "3")  # attached again
    (first,) = store.codings()
    with store.writing("code add", "A") as change:
        key = rows.of_version(old)["key"]
        change.detach_coding(replace(first, status="detached"), key)
        change.add_coding(anew)
    fates = {f.before.id: f.fate for f in update(store, again, "4").codings}
    assert fates == {first.id: "still detached", "anew": "moved"}


def test_two_detached_codings_of_one_place_do_not_both_come_back(store: Store) -> None:
    quote = "Das ist auf Augenhöhe"
    more = [("I", "Und wie war das früher?"), ("B1", "Da kannte man sich gut.")]
    more += [("I", "Was hat sich seitdem geändert?"), ("B1", "Alle sind neu hier.")]
    old = transcript([*TALK, *more])
    begin(store, old, coding(old, quote, CODE))
    words = [
        ("B3" if at in (1, 4) else who, it) for at, (who, it) in enumerate(TALK + more)
    ]
    others = transcript(words)
    assert update(store, others, "2").of("detached")
    with store.writing("code add", "A") as change:
        change.add_coding(replace(coding(others, quote, CODE), id="second"))
    gone = transcript([words[0], ("B3", "Tja."), *words[2:]])
    assert len(update(store, gone, "3").of("detached")) == 1
    fates = [f.fate for f in update(store, old, "4").codings]
    assert sorted(fates) == ["attached again", "still detached"]
    assert len(store.codings()) == 1


def test_a_coding_that_is_lost_now_leaves_its_place_to_one_that_comes_back(
    store: Store,
) -> None:
    old = transcript([("I", "Na?"), ("B1", "Das ist auf Augenhöhe so.")])
    first = coding(old, "Das ist auf Augenhöhe", CODE)
    begin(store, old, first)
    gone = transcript([("I", "Na?"), ("B1", "Dazu will ich nichts sagen.")])
    update(store, gone, "2")
    there = Segment(first.start, first.end)
    second = replace(
        first, id="second", start=there.start, end=there.end, quote=gone.quote(there)
    )
    with store.writing("code add", "A") as change:
        change.add_coding(second)
    fates = {f.before.id: f.fate for f in update(store, old, "3").codings}
    assert fates == {first.id: "attached again", "second": "detached"}


def test_words_of_other_people_are_not_taken_after_detaching(store: Store) -> None:
    old = transcript(TALK)
    begin(store, old, coding(old, "Das ist auf Augenhöhe", CODE))
    others = [TALK[0], ("B2", TALK[1][1]), TALK[2], ("B1", "Hm.")]
    assert update(store, transcript(others), "2").of("detached")
    later = transcript([("I", "Guten Tag."), *others])
    assert update(store, later, "3").of("still detached")


@settings(
    max_examples=15,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(seed=st.integers(0, 2**32), edits=st.integers(0, 15))
def test_nothing_is_lost_and_every_coding_lies_on_its_words(
    tmp_path_factory: pytest.TempPathFactory, seed: int, edits: int
) -> None:
    random = Random(seed)
    script = first_script(random)
    old = script.settled()
    codings = [
        Coding(f"c{n}", old.name, p.start, p.end, old.quote(p), CODE, "A")
        for n, p in enumerate(passages(old, script, random))
    ]
    with Store.create(tmp_path_factory.mktemp("study") / "kodierung.db") as store:
        begin(store, old, *codings)
        states = [store.codings(status=None)]
        for mark in ("2", "3"):
            for _ in range(edits):
                edit(script, random)
            update(store, script.settled(), mark)
            found = store.codings(status=None)
            assert {c.id for c in found} == {c.id for c in codings}
            (text,) = store.transcripts()
            earlier = {c.id: c for c in states[-1]}
            for one in found:
                if one.status == "confirmed":
                    assert text.quote(one.segment) == one.quote
                else:
                    assert one == replace(earlier[one.id], status="detached")
            states.append(found)
        for state in reversed(states[:-1]):
            batch = store.last_batch() if state is states[-2] else 3
            with store.writing("undo") as change:
                for event in store.events(batch=batch):
                    change.restore(event)
            assert store.codings(status=None) == state
        assert store.transcripts() == [old]
