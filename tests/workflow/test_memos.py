"""Memos on all there is: written, found, changed, taken back."""

from __future__ import annotations

import pytest

from kodierung.errors import CodingError, KodierungError, UsageError
from kodierung.model import Coding, Memo, Segment
from kodierung.project import Project
from kodierung.workflow import code
from kodierung.workflow.code import Place
from kodierung.workflow.desk.desk import Desk
from kodierung.workflow.history import list_history
from kodierung.workflow.memos import write
from kodierung.workflow.memos.listing import (
    KEYS,
    KINDS,
    MemoFilter,
    find_memo,
    list_memos,
)
from kodierung.workflow.memos.subjects import Noted, Subject, told
from kodierung.workflow.undo import redo, undo
from kodierung.workflow.verify import verify
from tests.workflow.conftest import KNOWN

PASSAGE = Subject(transcript="FG01", place=Place(quote="Augenhöhe"))
CODE = "traeger.kooperation.promoting"


def coded(study: Project) -> Coding:
    made, _ = code.add(study, CODE, "FG02", Place(quote="Augenhöhe"), "A")
    return made


def one_of_each(study: Project) -> list[Noted]:
    subjects = (
        Subject(),
        Subject(transcript="FG01"),
        Subject(speaker="FG01/B1"),
        PASSAGE,
        Subject(coding=coded(study).id),
        Subject(code="role.markt"),
    )
    return [
        write.add(study, subject, f"Notiz {at}", "A")
        for at, subject in enumerate(subjects)
    ]


def faults(study: Project) -> list[str]:
    """What `verify` finds, except that the transcripts came from no files."""
    found = (problem.message for problem in verify(study).problems)
    return [message for message in found if "file is no longer there" not in message]


def texts(study: Project, **wanted: object) -> set[str]:
    return {r["text"] for r in list_memos(study, MemoFilter(**wanted))}  # type: ignore[arg-type]


def test_a_memo_is_on_what_was_named(study: Project) -> None:
    written = one_of_each(study)
    assert [told(one) for one in written] == [
        "the study",
        "FG01.txt",
        "B1 in FG01",
        "FG01.txt: “Augenhöhe”",
        f"the coding {written[4].id[:8]} ({CODE}), FG02.txt: “Augenhöhe”",
        "the code role.markt",
    ]
    records = {r["kind"]: r for r in list_memos(study)}
    assert set(records) == set(KINDS) - {"summary", "note"}
    assert all(tuple(r) == KEYS for r in records.values())
    segment = records["segment"]
    assert (segment["turn"], segment["speakers"], segment["group"]) == (
        3,
        ["B2"],
        "FG01",
    )
    assert records["speaker"]["transcript"] is None
    assert records["coding"]["changed"] is None
    assert records["study"]["quote"] is None
    assert faults(study) == []


@pytest.mark.parametrize(
    ("subject", "error", "told_in"),
    [
        (
            Subject(transcript="FG01", code="role.markt"),
            UsageError,
            "several are named",
        ),
        (Subject(coding="1", place=Place(start=1, end=2)), UsageError, "several"),
        (Subject(place=Place(quote="gut")), UsageError, "in which transcript"),
        (Subject(group="FG01"), UsageError, "whole group"),
        (Subject(transcript="FG09"), CodingError, "no transcript"),
        (Subject(code="role.markd"), CodingError, "no code"),
        (Subject(speaker="B1"), CodingError, "somebody else in each group"),
        (Subject(speaker="FG01/B7"), CodingError, "Nobody is called"),
        (Subject(group="FG09", speaker="B1"), CodingError, "no group"),
        (Subject(coding="ffff"), CodingError, "no coding"),
        (
            Subject(transcript="FG01", place=Place(quote="nie")),
            CodingError,
            "does not occur",
        ),
    ],
)
def test_nothing_is_guessed(
    study: Project, subject: Subject, error: type[KodierungError], told_in: str
) -> None:
    with pytest.raises(error, match=told_in):
        write.add(study, subject, "Notiz", "A")
    assert list_memos(study) == []


def test_a_person_is_named_by_group_or_transcript(study: Project) -> None:
    ways = (
        Subject(speaker="fg01/B2"),
        Subject(speaker="B2", group="FG01"),
        Subject(speaker="B2", transcript="FG01"),
    )
    made = [write.add(study, subject, "Notiz", "A") for subject in ways]
    assert {told(one) for one in made} == {"B2 in FG01"}
    assert len({one.id for one in made}) == len(ways), "several may be on one person"


def test_a_coding_has_one_memo_and_keeps_it(study: Project) -> None:
    coding = coded(study)
    write.add(study, Subject(coding=coding.id), "eins", "A")
    with pytest.raises(CodingError, match="has a memo already"):
        write.add(study, Subject(coding=coding.id), "zwei", "A")
    assert write.text_of(write.edit(study, coding.id[:6], "drei", "A")) == "drei"
    write.remove(study, coding.id, "A")
    with study.open_store() as store:
        assert store.coding(coding.id) == coding
    with pytest.raises(CodingError, match="no memo"):
        write.edit(study, coding.id, "vier", "A")


def test_a_memo_is_changed_and_removed_only_by_who_wrote_it(study: Project) -> None:
    memo = write.add(study, PASSAGE, "eins", "A")
    for deed in (
        lambda: write.edit(study, memo.id, "zwei", "B"),
        lambda: write.remove(study, memo.id, "B"),
        lambda: write.move(study, memo.id, Place(quote="gut"), "B"),
        lambda: write.find_own(study, memo.id, "B"),
    ):
        with pytest.raises(CodingError, match="is A's, not B's"):
            deed()
    with pytest.raises(CodingError, match="needs words"):
        write.edit(study, memo.id, " \n", "A")
    assert texts(study) == {"eins"}


def test_every_change_can_be_taken_back_and_made_again(study: Project) -> None:
    memo = write.add(study, PASSAGE, "eins", "A")
    write.edit(study, memo.id, "zwei", "A")
    write.move(study, memo.id, Place(quote="unsere Maßnahme"), "A")
    write.remove(study, memo.id, "A")

    def state() -> tuple[str, str] | None:
        with study.open_store() as store:
            found = store.memo(memo.id)
        return (found.text, found.quote) if found else None

    states = [
        None,
        ("zwei", "unsere Maßnahme"),
        ("zwei", "Augenhöhe"),
        ("eins", "Augenhöhe"),
        None,
    ]
    for before in states[1:]:
        undo(study, coder="A")
        assert state() == before
    for after in states[-2::-1]:
        redo(study, coder="A")
        assert state() == after
    assert faults(study) == []


def test_the_history_tells_of_memos(study: Project) -> None:
    memo = write.add(study, PASSAGE, "eins", "A")
    write.edit(study, memo.id, "zwei", "A")
    write.edit(study, memo.id, "zwei", "A")  # nothing happened
    write.remove(study, memo.id, "A")
    coding = coded(study)
    write.add(study, Subject(coding=coding.id), "drei", "A")
    write.remove(study, coding.id, "A")
    changes = [r["changes"] for r in list_history(study)][::-1][1:]
    id_, of_coding = memo.id[:8], coding.id[:8]
    assert changes == [
        ["1 memo written", f"{id_}: “eins”"],
        ["1 memo changed", f"{id_}: “zwei”"],
        ["1 memo removed", f"{id_}: “zwei”"],
        ["1 coding added", f"{of_coding}: “Augenhöhe” ({CODE})"],
        ["1 memo written", f"{of_coding}: “drei”"],
        ["1 memo removed", f"{of_coding}: “drei”"],
    ]


def test_memos_are_found_by_what_they_are_on(study: Project) -> None:
    one_of_each(study)
    assert texts(study, kind="speaker") == {"Notiz 2"}
    assert texts(study, transcript="FG01") == {"Notiz 1", "Notiz 3"}
    assert texts(study, speaker="FG01/B1") == {"Notiz 2"}
    assert texts(study, speaker="B2") == {"Notiz 3", "Notiz 4"}
    assert texts(study, speaker="FG02/b2") == {"Notiz 4"}
    assert texts(study, code="traeger") == {"Notiz 4"}
    assert texts(study, coder="B") == set()
    with pytest.raises(CodingError, match="no transcript"):
        texts(study, transcript="FG09")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("augenhoehe", True),
        ("AUGENHÖHE straße", True),
        ("augenhohe strasse", True),
        ("höhe ironie", True),
        ("muss kueche", True),
        ("muß küche", True),
        ("augenhöhe fehlt", False),
        ("", True),
    ],
)
def test_memos_are_found_by_their_words(
    study: Project, typed: str, found: bool
) -> None:
    write.add(study, PASSAGE, "Ironie in der Straße; es muss in die Kueche.", "A")
    assert bool(texts(study, search=typed)) is found


def test_the_last_written_comes_first(
    study: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    hour = 9

    def now() -> str:
        return f"2026-11-22T{hour:02}:00:00Z"

    monkeypatch.setattr(write, "now", now)
    first = write.add(study, Subject(), "eins", "A")
    hour = 10
    write.add(study, Subject(), "zwei", "A")
    assert [r["text"] for r in list_memos(study)] == ["zwei", "eins"]
    hour = 11
    write.edit(study, first.id, "drei", "A")
    (latest, _) = list_memos(study)
    assert (latest["text"], latest["created"][11:13], latest["changed"][11:13]) == (
        "drei",
        "09",
        "11",
    )


def test_of_one_second_the_last_written_comes_first(
    study: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(write, "now", lambda: "2026-11-22T09:00:00Z")
    said = [f"Notiz {number}" for number in range(12)]
    for text in said:
        write.add(study, PASSAGE, text, "A")
    write.remove(study, list_memos(study)[5]["id"], "A")
    undo(study, coder="A")  # its row is a new one now
    assert [r["text"] for r in list_memos(study)] == said[::-1]
    with study.open_store() as store:
        assert [memo.text for memo in store.memos()] == said
        assert [memo.text for memo, _ in store.memos_in("FG01.txt")] == said


def test_a_code_that_was_renamed_is_followed(study: Project) -> None:
    write.add(study, Subject(code="role.markt"), "Notiz", "A")
    path = study.codebook_path()
    text = path.read_text("utf-8").replace("id: markt", "id: unternehmen")
    path.write_text(f"{text}renamed: {{role.markt: role.unternehmen}}\n", "utf-8")
    assert list_memos(study)[0]["code"] == "role.unternehmen"
    assert texts(study, code="role") == {"Notiz"}
    path.write_text("codebook: [", "utf-8")
    assert list_memos(study)[0]["code"] == "role.markt", "no memo is hidden by a fault"


def test_only_the_memos_of_one_coder_are_found_by_id(study: Project) -> None:
    memo = write.add(study, PASSAGE, "eins", "A")
    assert find_memo(study, memo.id[:5])["text"] == "eins"
    with pytest.raises(CodingError, match="no memo"):
        find_memo(study, memo.id, "B")


def test_memos_are_written_at_the_desk(study: Project) -> None:
    with Desk(study, "A") as desk:
        (name, *_) = desk.names
        start = desk.transcript(name).text.index(KNOWN)
        segment = Segment(start, start + len(KNOWN))
        desk.note(name, segment, "Notiz")
        (memo,) = desk.memos(name)
        assert (memo.text, memo.quote, memo.coder) == ("Notiz", KNOWN, "A")
        assert desk.place_of(desk.undo()) == (name, segment)
        assert desk.memos(name) == []
        desk.redo()
        assert desk.memos(name) == [memo]
        with pytest.raises(CodingError, match="nobody speaks"):
            desk.note(name, Segment(0, 1), "Notiz")


def test_the_desk_of_who_codes_blind_shows_her_own(study: Project) -> None:
    write.add(study, PASSAGE, "von A", "A")
    write.add(study, PASSAGE, "von B", "B")

    def seen(project: Project) -> set[str]:
        with Desk(project, "A") as desk:
            return {memo.text for memo in desk.memos("FG01.txt")}

    assert seen(study) == {"von A", "von B"}
    settings = study.folder / "kodierung.yaml"
    settings.write_text(f"{settings.read_text('utf-8')}blind: true\n", "utf-8")
    assert seen(Project.find(study.folder)) == {"von A"}


def test_equal_memos_are_two(study: Project) -> None:
    one, other = (write.add(study, PASSAGE, "gleich", "A") for _ in range(2))
    assert isinstance(one, Memo)
    assert one.id != other.id
    assert len(list_memos(study)) == 2
