from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest

from kodierung.errors import StoreError
from kodierung.model import Segment
from kodierung.store.store import Store

Make = dict[str, Callable[..., Any]]


def test_a_transcript_comes_out_as_it_went_in(store: Store, make: Make) -> None:
    assert store.transcripts() == [make["transcript"]()]
    assert store.transcript("FG01.txt") == make["transcript"]()
    assert store.transcript("FG02.txt") is None
    assert store.sources() == {"FG01.txt": make["source"]()}


def test_a_second_transcript_of_the_same_name_is_refused(
    store: Store, make: Make
) -> None:
    with (
        pytest.raises(StoreError, match="already a transcript called"),
        store.writing("import") as change,
    ):
        change.add_transcript(make["transcript"](), make["source"]())


def test_a_new_version_replaces_turns_and_speakers_and_keeps_the_file(
    store: Store, make: Make
) -> None:
    old = make["transcript"]()
    new = replace(
        make["transcript"](text=old.text.replace("kennt", "mag")),
        turns=old.turns[:1],
        speakers=old.speakers[:1],
        attributes={},
    )
    with store.writing("import") as change:
        change.replace_transcript(new, make["source"]("transcripts/FG01.2.txt", "2"))

    assert store.transcripts() == [new]
    kept = store.sources()["FG01.txt"]
    assert (kept.file, kept.versions) == (
        "transcripts/FG01.2.txt",
        ("transcripts/FG01.txt",),
    )
    event = store.events(1)[0]
    assert event.before is not None
    assert event.after is not None
    assert (event.before["digest"], event.after["digest"]) == (old.digest, new.digest)
    assert event.before["speakers"] == [
        {**asdict(s), "told": list(s.told)} for s in old.speakers
    ]
    assert old.text not in str(event)


def test_describing_a_transcript_anew_makes_no_new_version(
    store: Store, make: Make
) -> None:
    described = replace(make["transcript"](), attributes={"perspective": "jobcenter"})
    with store.writing("speakers set") as change:
        change.replace_transcript(described, store.sources()["FG01.txt"])
    assert store.transcripts() == [described]
    assert store.sources()["FG01.txt"].versions == ()


def test_replacing_what_is_not_there_is_refused(store: Store, make: Make) -> None:
    with (
        pytest.raises(StoreError, match="no transcript"),
        store.writing("import") as change,
    ):
        change.replace_transcript(make["transcript"]("FG09.txt"), make["source"]())


def test_a_coding_of_a_replaced_text_keeps_the_digest_it_was_right_in(
    store: Store, make: Make
) -> None:
    old = make["transcript"]()
    new = make["transcript"](text="Kopfzeile\n\n" + old.text)
    with store.writing("code add", "Anna") as change:
        for name in ("moved", "lost", "left"):
            change.add_coding(make["coding"](name))
    assert store.misplaced() == []

    with store.writing("import") as change:
        change.replace_transcript(new, make["source"](mark="2"))
        change.update_coding(make["coding"]("moved", start=33, end=48))
        change.update_coding(make["coding"]("lost", status="detached"))

    assert store.misplaced() == ["left"]
    assert [one.id for one in store.codings(status="detached")] == ["lost"]
    assert store.transcripts()[0].quote(Segment(33, 48)) == make["coding"]().quote


def test_codings_change_and_go_and_the_history_knows(store: Store, make: Make) -> None:
    first = make["coding"]()
    changed = replace(first, memo="ironisch?", statement=True)
    with store.writing("code add", "Anna") as change:
        change.add_coding(first)
    with store.writing("memo add", "Anna") as change:
        change.update_coding(changed)
    assert store.codings() == [changed]
    with store.writing("code remove", "Anna") as change:
        change.remove_coding(first.id)
    assert store.codings(status=None) == []

    told = [(e.verb, e.kind, e.before, e.after) for e in reversed(store.events(3))]
    place = {"text_digest": make["transcript"]().digest, "version": ""}
    one, two = asdict(first) | place, asdict(changed) | place
    assert told == [
        ("code add", "coding", None, one),
        ("memo add", "coding", one, two),
        ("code remove", "coding", two, None),
    ]


def test_a_coding_id_is_taken_once(store: Store, make: Make) -> None:
    with store.writing("code add") as change:
        change.add_coding(make["coding"]())
    with (
        pytest.raises(StoreError, match='already a coding with the id "c001"'),
        store.writing("code add") as change,
    ):
        change.add_coding(make["coding"](coder="Ben"))
    assert store.codings() == [make["coding"]()]


@pytest.mark.parametrize(
    ("deed", "message"),
    [
        (lambda c, m: c.add_coding(m["coding"](transcript="x")), 'no transcript "x"'),
        (lambda c, m: c.update_coding(m["coding"]()), 'no coding "c001"'),
        (lambda c, m: c.remove_coding("c001"), 'no coding "c001"'),
        (lambda c, m: c.decide(m["decision"]()), 'no suggestion "5a01"'),
        (lambda c, m: c.set_suggestions("x", [], "f"), 'no transcript "x"'),
        (lambda c, m: c.move_suggestions("x", [], []), 'no transcript "x"'),
        (
            lambda c, m: c.move_suggestions("FG01.txt", [m["suggestion"]()], []),
            'no suggestion "5a01"',
        ),
        (lambda c, m: c.detach_coding(m["coding"](), "v"), 'no coding "c001"'),
    ],
)
def test_what_is_not_there_is_named(
    store: Store, make: Make, deed: Callable[[Any, Make], None], message: str
) -> None:
    before = store.events()
    with pytest.raises(StoreError, match=message), store.writing("verb") as change:
        deed(change, make)
    assert store.events() == before


def test_a_decision_on_a_coding_that_never_comes_changes_nothing(
    store: Store, make: Make
) -> None:
    with store.writing("suggest") as change:
        change.set_suggestions("FG01.txt", [make["suggestion"]()], "f")
    with (
        pytest.raises(StoreError, match="contradicts"),
        store.writing("accept", "Anna") as change,
    ):
        change.decide(make["decision"](status="accepted", coding="c999"))
    assert store.decisions() == []


def test_decision_and_coding_come_in_either_order_and_later_decisions_supersede(
    store: Store, make: Make
) -> None:
    accepted = make["decision"](status="accepted", coding="c001")
    with store.writing("accept", "Anna") as change:
        change.set_suggestions("FG01.txt", [make["suggestion"]()], "f")
        change.decide(accepted)
        change.add_coding(make["coding"](origin="suggestion:5a01"))
    assert store.decisions() == [accepted]
    assert [s.status for s in store.suggestions("Anna")] == ["accepted"]
    assert [s.status for s in store.suggestions("Ben")] == ["open"]

    rejected = make["decision"]()
    with store.writing("reject", "Anna") as change:
        change.remove_coding("c001")
        change.decide(rejected)
    assert store.decisions() == [rejected]
    assert [s.status for s in store.suggestions("Anna")] == ["rejected"]
    last = store.events(1)[0]
    assert last.before == {**asdict(accepted), "coding": None}
    assert last.after == asdict(rejected)


def test_suggesting_anew_keeps_what_was_decided_and_does_not_ask_again(
    store: Store, make: Make
) -> None:
    decided = make["suggestion"]("5a01")
    dropped = make["suggestion"]("5a02", start=38, end=48)
    again = make["suggestion"]("5a99", reason="anders begründet")  # same place and code
    new = make["suggestion"]("5a03", code="role.markt")
    with store.writing("suggest") as change:
        change.set_suggestions("FG01.txt", [decided, dropped], "first")
    with store.writing("reject", "Anna") as change:
        change.decide(make["decision"]("5a01"))
    with store.writing("suggest") as change:
        change.set_suggestions("FG01.txt", [again, new], "second")

    assert [(s.id, s.status) for s in store.suggestions("Anna")] == [
        ("5a03", "open"),
        ("5a01", "rejected"),
    ]
    assert [(s.id, s.status) for s in store.suggestions("Ben")] == [
        ("5a03", "open"),
        ("5a01", "open"),
    ]
    assert store.analysed() == {"FG01.txt": "second"}
    event = store.events(1)[0]
    assert (event.kind, event.subject) == ("suggestions", "FG01.txt")
    assert event.before == {"open": 1}
    assert event.after == {"open": 1, "decided": 1, "fingerprint": "second"}


def test_what_is_no_longer_suggested_is_shown_only_to_who_decided_on_it(
    store: Store, make: Make
) -> None:
    with store.writing("suggest") as change:
        change.set_suggestions("FG01.txt", [make["suggestion"]()], "first")
        change.decide(make["decision"]())
    with store.writing("suggest") as change:
        change.set_suggestions("FG01.txt", [], "second")
    assert [s.id for s in store.suggestions("Anna")] == ["5a01"]
    assert store.suggestions("Ben") == []
    with store.writing("suggest") as change:
        change.set_suggestions("FG01.txt", [make["suggestion"]()], "third")
    assert [s.id for s in store.suggestions("Ben")] == ["5a01"]


def test_suggestions_move_with_their_words_or_go(store: Store, make: Make) -> None:
    stays, goes, rejected, lost = (
        make["suggestion"](name, start=start)
        for start, name in enumerate(("stays", "goes", "rejected", "lost"))
    )
    with store.writing("suggest") as change:
        change.set_suggestions("FG01.txt", [stays, goes, rejected, lost], "f")
        change.decide(make["decision"]("rejected"))
        change.decide(make["decision"]("lost"))
    moved = [replace(s, start=33, end=48, turn=3) for s in (stays, rejected)]
    with store.writing("import") as change:
        change.move_suggestions("FG01.txt", moved, ["goes", "lost"])
    assert [s.id for s in store.suggestions("Ben")] == ["rejected", "stays"]
    assert [(s.id, s.start) for s in store.suggestions("Anna")] == [
        ("lost", 3),
        ("rejected", 33),
        ("stays", 33),
    ]
    assert store.analysed() == {}

    event = store.events(1)[0]
    with store.writing("undo") as change:
        change.restore(event)
    assert [(s.id, s.start) for s in store.suggestions("Ben")] == [
        ("stays", 0),
        ("goes", 1),
        ("rejected", 2),
        ("lost", 3),
    ]
    assert store.analysed() == {"FG01.txt": "f"}


def test_an_exception_takes_everything_back(store: Store, make: Make) -> None:
    before = store.events()

    class Interrupted(BaseException):
        pass

    def work() -> None:
        with store.writing("code add") as change:
            change.add_coding(make["coding"]())
            assert len(store.codings()) == 1  # seen from within
            raise Interrupted

    with pytest.raises(Interrupted):
        work()
    assert store.codings() == []
    assert store.events() == before
    with store.writing("code add") as change:
        change.add_coding(make["coding"]())
    assert len(store.codings()) == 1


def test_batches_count_transactions_and_an_idle_one_leaves_no_trace(
    store: Store, make: Make
) -> None:
    with store.writing("code add", "Anna") as change:
        change.add_coding(make["coding"]("a"))
        change.add_coding(make["coding"]("b"))
        assert change.batch == 2
    with store.writing("code add", "Anna"):
        pass
    with store.writing("code add", "Ben") as change:
        change.add_coding(make["coding"]("c"))
    told = [(e.number, e.batch, e.coder, e.subject) for e in store.events()]
    assert told == [
        (4, 3, "Ben", "c"),
        (3, 2, "Anna", "b"),
        (2, 2, "Anna", "a"),
        (1, 1, "", "FG01.txt"),
    ]
    assert all(e.time == e.time[:19] + "Z" for e in store.events())


def test_writing_within_writing_is_a_mistake_of_ours(store: Store) -> None:
    with (
        pytest.raises(RuntimeError, match="still open"),
        store.writing("a"),
        store.writing("b"),
    ):
        pass
    with (
        pytest.raises(RuntimeError, match="still open"),
        store.snapshot(),
        store.writing("b"),
    ):
        pass


def test_a_character_that_is_none_is_refused(store: Store, make: Make) -> None:
    with (
        pytest.raises(StoreError, match="cannot be stored"),
        store.writing("memo add") as change,
    ):
        change.add_coding(make["coding"](memo="\ud800"))
    assert store.codings() == []


def test_forgotten_words_do_not_linger_in_the_file(store: Store, make: Make) -> None:
    secret = "Frau Gundelfinger-Wackernagel aus Hintertupfingen"
    with store.writing("import") as change:
        change.add_transcript(
            make["transcript"]("FG02.txt", f"B1: {secret}"), make["source"]()
        )
    assert secret.encode() in Path(store.path).read_bytes()
    with store.writing("import") as change:
        change.replace_transcript(
            make["transcript"]("FG02.txt", "B1: Frau X"), make["source"](mark="2")
        )
    with store.writing("forget") as change:
        assert change.forget_versions("FG02.txt") == 1
        assert change.forget_versions("FG01.txt") == 0
    assert secret.encode() not in Path(store.path).read_bytes()
