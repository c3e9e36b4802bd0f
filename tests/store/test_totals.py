from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kodierung.model import Memo
from kodierung.store.store import Store
from kodierung.store.totals import Coded, Decided, Offered

Make = dict[str, Callable[..., Any]]


def test_a_transcript_comes_with_all_that_was_made_of_it(
    store: Store, make: Make
) -> None:
    with store.writing("suggest") as change:
        change.add_transcript(make["transcript"]("FG00.txt"), make["source"]("t/0"))
        change.set_suggestions("FG01.txt", [make["suggestion"]("a1")], "f")
    with store.writing("code", "Anna") as change:
        change.add_coding(make["coding"]("c1", statement=True))
        change.add_coding(make["coding"]("c2", origin="suggestion:a1", coder="Ben"))
        change.add_coding(make["coding"]("c3", status="detached"))
        change.mark_read("FG01.txt", "Anna", ["k2", "k1"])
    with store.snapshot():
        (_, spoken), (bare, full) = store.spoken(), store.made()
    assert bare == ("FG00.txt", [], [], {})
    whole = make["transcript"]()
    assert (spoken.name, full.name) == (whole.name, whole.name)
    assert spoken.text == whole.text
    assert spoken.turns == [(t.speaker, t.start, t.end) for t in whole.turns]
    code = "traeger.kontakt.promoting"
    assert sorted(full.coded) == [
        Coded("c1", "Anna", code, 22, 37, suggested=False, statement=True),
        Coded("c2", "Ben", code, 22, 37, suggested=True, statement=False),
    ]
    assert full.offered == [Offered("a1", code, 22, 37)]
    assert full.read == {"Anna": frozenset({"k1", "k2"})}


def test_only_what_is_suggested_at_present_is_offered(store: Store, make: Make) -> None:
    with store.writing("suggest") as change:
        change.set_suggestions(
            "FG01.txt", [make["suggestion"]("a1"), make["suggestion"]("a2")], "f"
        )
    with store.writing("reject", "Anna") as change:
        change.decide(make["decision"]("a1"))
        change.set_suggestions("FG01.txt", [], "g")
    with store.snapshot():
        (only,) = store.made()
    assert only.offered == []


def test_decisions_by_coder_with_what_they_were_on(store: Store, make: Make) -> None:
    with store.writing("suggest", "Anna") as change:
        change.set_suggestions(
            "FG01.txt",
            [make["suggestion"](key, start=at) for at, key in enumerate("abc", 22)],
            "f",
        )
        change.add_coding(make["coding"]("c1"))
        change.decide(make["decision"]("a"))
        change.decide(make["decision"]("b", status="accepted", coding="c1"))
        change.decide(make["decision"]("c"))
        change.decide(make["decision"]("c", "Ben"))
    assert store.verdicts() == {
        "Anna": Decided(
            {"accepted": 1, "rejected": 2}, frozenset("abc"), frozenset({"c1"})
        ),
        "Ben": Decided({"rejected": 1}, frozenset("c"), frozenset()),
    }


def test_what_is_detached_is_counted_by_coder(store: Store, make: Make) -> None:
    memo = Memo("m1", "segment", "Hm.", "Ben", transcript="FG01.txt")
    with store.writing("code", "Anna") as change:
        change.add_coding(make["coding"]("c1", status="detached"))
        change.add_coding(make["coding"]("c2", start=23))
        change.add_memo(memo)
        change.add_memo(Memo("m2", "segment", "Ach.", "Ben", status="detached"))
    assert store.detachments() == {"coding": {"Anna": 1}, "memo": {"Ben": 1}}
