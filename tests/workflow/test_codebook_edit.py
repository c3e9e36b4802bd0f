"""The codebook changed while coding: file, codings, decisions and memos at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kodierung.codebook.edit.single import NewCode
from kodierung.errors import CodingError, StoreError, StudyError, UsageError
from kodierung.model import Coding, Memo, Segment
from kodierung.project import Project
from kodierung.store.store import Change, Store
from kodierung.workflow.desk.desk import Desk
from kodierung.workflow.history import list_history
from kodierung.workflow.recoding import verbs
from kodierung.workflow.recoding.change import Changed
from kodierung.workflow.recoding.split import Division, read_choices, split_code
from kodierung.workflow.recoding.told import consequences
from kodierung.workflow.suggest import suggest
from kodierung.workflow.undo import redo, undo

KNOWING = "traeger.kenntnisse.promoting"
VISITS = f"{KNOWING}.besuch"
PARTNERS = "traeger.kooperation.promoting"
RIVALS = "traeger.kooperation.inhibiting"
PARTS = (NewCode("eins", "Eins"), NewCode("zwei", "Zwei"))


@pytest.fixture
def coded(study: Project) -> Project:
    """Three groups; A accepted all suggestions and coded by hand, as did B."""
    suggest(study)
    with Desk(study, "A") as desk:
        for entry in list(desk.queue.entries):
            desk.accept(entry.id)
        place = _place(desk, "Augenhöhe")
        by_hand = desk.add("FG00.txt", place, RIVALS, memo="oder doch nicht").coding
        assert by_hand is not None
        desk.choose(by_hand)
    with Desk(study, "B") as desk:
        desk.add("FG00.txt", place, PARTNERS, memo="von B")
        desk.add("FG00.txt", _place(desk, "kennen"), "role.markt")
    with study.open_store() as store, store.writing("memo add", "A") as change:
        change.add_memo(Memo("m1", "code", "Zum Code", "A", code="role.markt"))
    return study


def _place(desk: Desk, words: str) -> Segment:
    start = desk.transcript("FG00.txt").text.index(words)
    return Segment(start, start + len(words))


def everything(project: Project) -> dict[str, Any]:
    """Return all that a change of the codebook may touch."""
    with project.open_store() as store:
        names = store.transcript_names()
        return {
            "codings": store.codings(status=None),
            "decisions": store.decisions(),
            "suggestions": [store.all_suggestions(name) for name in names],
            "memos": store.memos(),
            "file": project.codebook_path().read_bytes(),
            "analysed": store.analysed(),
        }


def codings(project: Project, code: str) -> list[Coding]:
    with project.open_store() as store:
        return store.codings(code=code, status=None)


Verb = Callable[[Project], Changed]
VERBS: dict[str, Verb] = {
    "add": lambda p: verbs.add_code(p, "A", NewCode(f"{PARTNERS}.neu", "Neu")),
    "relabel": lambda p: verbs.relabel_code(p, "A", "traeger", "Anders"),
    "rename": lambda p: verbs.rename_code(p, "A", "traeger.kooperation", "zusammen"),
    "move": lambda p: verbs.move_code(p, "A", "role.markt", PARTNERS),
    "merge": lambda p: verbs.merge_codes(p, "A", [RIVALS, KNOWING_OUT], PARTNERS),
    "split": lambda p: split_code(
        p, "A", Division("role.markt", PARTS, rules=(("zwei", "kenn"),), rest="eins")
    ),
}
KNOWING_OUT = "traeger.kenntnisse.inhibiting"


@pytest.mark.parametrize("verb", VERBS)
def test_each_change_is_made_taken_back_and_made_again(
    coded: Project, verb: str
) -> None:
    before = everything(coded)
    made = VERBS[verb](coded)
    after = everything(coded)
    assert made.edited.text.encode() == after["file"] != before["file"]
    latest = next(iter(list_history(coded)))
    assert (latest["verb"], latest["coder"]) == (f"codebook {verb}", "A")
    undo(coded, coder="A")
    assert everything(coded) == before
    redo(coded, coder="A")
    assert everything(coded) == after
    known = coded.load_codebook().codes
    with coded.open_store() as store:
        assert {c.code for c in store.codings(status=None)} <= known.keys()


def test_checking_changes_nothing(coded: Project) -> None:
    before = everything(coded)
    found = verbs.rename_code(coded, "A", "role.markt", "anbieter", check=True)
    assert found.check
    assert [one.after.code for one in found.codings] == ["role.anbieter"]
    assert "+  - {id: anbieter, label: Marktakteur, def" in "\n".join(found.edited.diff)
    assert everything(coded) == before


def test_suggestions_are_decided_under_the_new_id(study: Project) -> None:
    suggest(study)
    verbs.rename_code(study, "A", "traeger.kooperation", "zusammen")
    new = "traeger.zusammen.promoting"
    with Desk(study, "A") as desk:
        waiting = [one for one in desk.queue.entries if one.code == new]
        assert len(waiting) == 3
        deed = desk.accept(waiting[0].id)
        assert deed.coding is not None
        assert deed.coding.code == new
    # The next run finds them under ids of its own; what is decided stays decided.
    suggest(study)
    with Desk(study, "A") as desk:
        assert desk.queue.counts() == {"open": 5, "accepted": 1}
        assert {one.code for one in desk.queue.entries} == {new, KNOWING}


def test_suggestions_name_their_rules_as_they_are_called_now(study: Project) -> None:
    suggest(study)
    verbs.rename_code(study, "A", "traeger.kooperation", "zusammen")
    rules = {c.id: c.rules for c in study.load_codebook().codes.values()}
    new = "traeger.zusammen.promoting"
    with study.open_store() as store:
        found = store.suggestions("A", code=new)
        assert {one.rule for one in found} == {rules[new][0].id} == {f"{new}#1"}
        others = store.suggestions("A", code=KNOWING)
        assert {one.rule for one in others} == {rules[KNOWING][0].id}
    verbs.merge_codes(study, "A", [new], KNOWING)
    with study.open_store() as store:  # a rule that is no more keeps its name
        assert f"{new}#1" in {one.rule for one in store.suggestions("A")}
    undo(study, coder="A")
    undo(study, coder="A")
    with study.open_store() as store:
        old = "traeger.kooperation.promoting"
        assert {one.rule for one in store.suggestions("A", code=old)} == {f"{old}#1"}


def test_codings_at_one_place_become_one_with_both_notes(coded: Project) -> None:
    with Desk(coded, "A") as desk:
        accepted = next(
            c for c in desk.codings("FG00.txt") if (c.code, c.coder) == (PARTNERS, "A")
        )
        desk.annotate(accepted, "aus dem Vorschlag")
        (rival,) = codings(coded, RIVALS)
        desk.change(rival, segment=accepted.segment)
    made = verbs.merge_codes(coded, "A", [PARTNERS], RIVALS)
    (one,) = [
        c
        for c in codings(coded, RIVALS)
        if (c.transcript, c.segment, c.coder) == ("FG00.txt", accepted.segment, "A")
    ]
    assert one.id == rival.id
    assert one.memo == "oder doch nicht\n\naus dem Vorschlag"
    assert one.statement
    assert sum(recoded.joined for recoded in made.codings) == 1
    with coded.open_store() as store:
        (led,) = store.decisions_for(one.id, "A")
        assert led.status == "accepted"


def test_statements_stay_chosen_where_the_new_code_has_a_theme(coded: Project) -> None:
    with Desk(coded, "A") as desk:
        (known,) = [c for c in codings(coded, KNOWING) if c.transcript == "FG00.txt"]
        desk.choose(known)
        moved = desk.change(known, VISITS).coding
        assert moved is not None
        assert moved.statement
    (rival,) = [c for c in codings(coded, RIVALS) if c.statement]
    verbs.merge_codes(coded, "A", [RIVALS], KNOWING)
    with coded.open_store() as store:
        chosen = {c.id for c in store.codings("A") if c.statement}
    assert chosen == {known.id, rival.id}
    told = consequences(verbs.move_code(coded, "A", VISITS, "role"))
    assert "1 statement no longer chosen" in told
    (gone,) = codings(coded, "role.besuch")
    assert not gone.statement


def test_memos_on_codes_go_along(coded: Project) -> None:
    verbs.rename_code(coded, "A", "role.markt", "anbieter")
    with coded.open_store() as store:
        assert [memo.code for memo in store.memos()] == ["role.anbieter"]


def test_codings_under_an_earlier_id_go_along(coded: Project) -> None:
    path = coded.codebook_path()
    text = path.read_text("utf-8").replace("{id: markt,", "{id: anbieter,")
    path.write_text(f"{text}renamed: {{role.markt: role.anbieter}}\n", "utf-8")
    verbs.merge_codes(coded, "A", ["role.anbieter"], VISITS)
    assert [c.coder for c in codings(coded, VISITS)] == ["B"]
    assert codings(coded, "role.markt") == []


def test_nothing_is_split_by_halves(coded: Project) -> None:
    before = everything(coded)
    wanted = Division(PARTNERS, PARTS, rules=(("eins", "Augenhöhe, 1"),))
    with pytest.raises(
        CodingError, match=r"3 of 4 codings .* would have no code"
    ) as no:
        split_code(coded, "A", wanted)
    assert len(no.value.problems) == 3
    assert everything(coded) == before
    with pytest.raises(UsageError, match='"drei" is none of the new codes'):
        split_code(coded, "A", Division(PARTNERS, PARTS, rest="drei"))
    with pytest.raises(UsageError, match="no pattern"):
        split_code(coded, "A", Division(PARTNERS, PARTS, rules=(("eins", "("),)))
    foreign = codings(coded, RIVALS)[0].id
    with pytest.raises(CodingError, match="is not one of"):
        split_code(
            coded, "A", Division(PARTNERS, PARTS, chosen={foreign: "eins"}, rest="zwei")
        )
    assert everything(coded) == before


def test_each_coding_goes_where_it_is_told(coded: Project, tmp_path: Path) -> None:
    told = {c.transcript: c for c in codings(coded, PARTNERS) if c.coder == "A"}
    file = tmp_path / "teile.txt"
    file.write_text(
        f"# von Hand\n{told['FG01.txt'].id[:8]}, zwei\n\n"
        f"{told['FG02.txt'].id}\t{PARTNERS}\n",
        "utf-8",
    )
    wanted = Division(PARTNERS, PARTS, chosen=read_choices(file), rest="eins")
    split_code(coded, "A", wanted)
    assert [c.transcript for c in codings(coded, f"{PARTNERS}.zwei")] == ["FG01.txt"]
    assert [c.transcript for c in codings(coded, PARTNERS)] == ["FG02.txt"]
    assert {c.coder for c in codings(coded, f"{PARTNERS}.eins")} == {"A", "B"}
    file.write_text("eins zwei drei\n\nx a\nx b\n", "utf-8")
    with pytest.raises(CodingError, match="has 2 faults"):
        read_choices(file)


def test_what_is_split_keeps_its_decisions(study: Project) -> None:
    suggest(study)
    verbs.move_code(study, "A", VISITS, "role")
    verbs.merge_codes(study, "A", [PARTNERS], "role.besuch")
    with Desk(study, "A") as desk:
        one, *_ = [e for e in desk.queue.entries if e.code == "role.besuch"]
        desk.accept(one.id)
    made = split_code(study, "A", Division("role.besuch", PARTS, rest="eins"))
    assert made.suggestions is not None
    assert (made.suggestions.over, made.suggestions.dropped) == (1, 2)
    with Desk(study, "A") as desk:
        assert desk.suggestion(one.id).code == "role.eins"
        assert desk.suggestion(one.id).status == "accepted"


def test_the_file_is_as_before_when_the_database_fails(
    coded: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything(coded)

    def fail(self: Change) -> None:
        assert everything(coded)["file"] != before["file"]
        raise StoreError("voll")

    with monkeypatch.context() as patched:
        patched.setattr(Change, "finish", fail)
        with pytest.raises(StoreError, match="voll"):
            verbs.rename_code(coded, "A", "role.markt", "anbieter")
    assert everything(coded) == before


def test_the_database_is_as_before_when_the_file_cannot_be_written(
    coded: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything(coded)

    def fail(path: Path, data: bytes) -> None:
        raise StudyError(f"Cannot write {path}.")

    monkeypatch.setattr("kodierung.workflow.codebook_file.write_file", fail)
    with pytest.raises(StudyError, match="Cannot write"):
        verbs.rename_code(coded, "A", "role.markt", "anbieter")
    assert everything(coded) == before


def test_a_change_is_not_taken_back_over_an_edit_by_hand(coded: Project) -> None:
    verbs.rename_code(coded, "A", "role.markt", "anbieter")
    path = coded.codebook_path()
    path.write_text(path.read_text("utf-8") + "# von Hand\n", "utf-8")
    with pytest.raises(CodingError, match="edited by hand"):
        undo(coded, coder="A")


def test_open_transactions_see_the_file_of_their_time(coded: Project) -> None:
    verbs.relabel_code(coded, "A", "role.markt", "Eins")
    verbs.relabel_code(coded, "B", "role.markt", "Zwei")
    with coded.open_store() as store:
        texts = [
            store.codebook_text(str((event.after or {})["digest"]))
            for event in store.events()
            if event.kind == "codebook"
        ]
    assert [text is not None and "label: Zwei" in text for text in texts] in (
        [True, False],
        [False, True],
    )


def test_the_store_is_only_read_when_checking(coded: Project) -> None:
    coded.database.chmod(0o444)
    assert isinstance(Store.open(coded.database), Store)
    found = verbs.merge_codes(coded, "A", [RIVALS], PARTNERS, check=True)
    assert found.edited.after.version == "2.0.0"


def test_codings_of_others_are_not_told_where_one_codes_blind(coded: Project) -> None:
    renamed = verbs.rename_code(coded, "A", "role.markt", "role.dienst", check=True)
    assert consequences(renamed)[:1] == ["1 coding carried over (B: 1)"]
    settings = coded.folder / "kodierung.yaml"
    settings.write_text(settings.read_text("utf-8") + "blind: true\n", "utf-8")
    blind = Project.find(coded.folder)
    hidden = verbs.rename_code(blind, "A", "role.markt", "role.dienst", check=True)
    assert not any("coding" in line for line in consequences(hidden))
    shown = verbs.rename_code(blind, "B", "role.markt", "role.dienst", check=True)
    assert "1 coding carried over (B: 1)" in consequences(shown)
