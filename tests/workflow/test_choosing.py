"""Statements of a theme: one or several, printed in full or abridged."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from kodierung.errors import CodingError
from kodierung.model import Coding
from kodierung.project import Project
from kodierung.workflow.choosing import abridge, choose
from kodierung.workflow.code import Place, add, move
from kodierung.workflow.codings import import_codings, list_codings
from kodierung.workflow.history import list_history
from kodierung.workflow.import_ import import_transcripts
from kodierung.workflow.recoding import verbs
from kodierung.workflow.statements import chosen_statements, proposed_statements
from kodierung.workflow.undo import redo, undo
from kodierung.workflow.verify import verify
from tests.workflow.conftest import KNOWN

KNOWS = "traeger.kenntnisse.promoting"
PARTNERS = "traeger.kooperation.promoting"
SHORT = "Die kennen [...] gut."


def coded(study: Project, number: int, code: str = KNOWS, quote: str = KNOWN) -> str:
    coding, _ = add(study, code, f"FG0{number}", Place(quote), "A")
    return coding.id


def faults(project: Project) -> list[str]:
    """Return what verify finds, files apart, which this study was made without."""
    found = [problem.message for problem in verify(project).problems]
    return [told for told in found if "file is no longer there" not in told]


def chosen(study: Project, coder: str = "A") -> set[str]:
    with study.open_store() as store:
        return {c.id for c in store.codings(coder, status=None) if c.statement}


def stored(study: Project, coding: str) -> Coding:
    with study.open_store() as store:
        found = store.coding(coding)
    assert found is not None
    return found


def test_choosing_replaces_or_adds(study: Project) -> None:
    first, second, third = (coded(study, number) for number in range(3))
    elsewhere = coded(study, 0, PARTNERS, "Auf Augenhöhe, 0.")
    choose(study, elsewhere, "A")
    choose(study, first, "A")
    _, replaced = choose(study, second, "A")
    assert [one.id for one in replaced] == [first]
    assert choose(study, third, "A", also=True)[1] == ()
    assert chosen(study) == {elsewhere, second, third}
    _, replaced = choose(study, first, "A")
    assert {one.id for one in replaced} == {second, third}
    choose(study, first, "A", chosen=False)
    assert chosen(study) == {elsewhere}
    undo(study, coder="A")
    assert chosen(study) == {elsewhere, first}
    assert faults(study) == []


def test_a_choice_is_taken_back_though_the_code_has_no_theme_any_more(
    study: Project,
) -> None:
    first = coded(study, 0)
    choose(study, first, "A")
    with study.open_store() as store, store.writing("code", "A") as change:
        change.update_coding(replace(stored(study, first), code="role.markt"))
    for also in (False, True):
        with pytest.raises(CodingError, match="no theme of the matrix"):
            choose(study, first, "A", also=also)
    choose(study, first, "A", chosen=False)
    assert chosen(study) == set()


def test_only_a_true_abridgement_is_taken(study: Project) -> None:
    first = coded(study, 0)
    for wanted, fault in {
        "Die kennen": "more was said behind",
        "Wir kennen [...]": "was not said so",
        "[...]": "nothing of what was said is left",
    }.items():
        with pytest.raises(CodingError, match=fault):
            abridge(study, first, wanted, "A")
    assert abridge(study, first, "Die kennen […] gut.", "A").abridged == SHORT
    assert stored(study, first).abridged == SHORT
    for full in ("", KNOWN):
        abridge(study, first, SHORT, "A")
        assert abridge(study, first, full, "A").abridged == ""
        assert stored(study, first).abridged == ""
    undo(study, coder="A")
    assert stored(study, first).abridged == SHORT
    redo(study, coder="A")
    assert stored(study, first).abridged == ""
    told = [change for batch in list_history(study) for change in batch["changes"]]
    assert told.count("1 coding abridged") == 3
    assert told.count("1 coding in full again") == 3
    with pytest.raises(CodingError, match="is A's, not B's"):
        abridge(study, first, SHORT, "B")


def test_an_abridgement_goes_where_it_is_not_true_any_more(study: Project) -> None:
    first = coded(study, 0)
    abridge(study, first, SHORT, "A")
    _, moved, _ = move(study, first, Place("kennen unsere Maßnahme"), "A")
    assert moved.abridged == ""
    undo(study, coder="A")
    with study.open_store() as store, store.writing("code", "A") as change:
        change.update_coding(replace(stored(study, first), abridged="Sonst etwas."))
    told = ["coding", first[:8], "is abridged to what was not said so"]
    assert faults(study)[0] == " ".join(told)


def test_a_corrected_transcript_keeps_what_is_still_true(
    project: Project, tmp_path: Path
) -> None:
    said = "Das ist auf Augenhöhe, würde ich heute sagen, und zwar immer."
    old = f"I: Wie läuft die Zusammenarbeit im Alltag?\n\nB1: Genau so. {said}\n"
    file = tmp_path / "FG09.txt"
    file.write_text(old, "utf-8")
    import_transcripts(project, [file])
    coding, _ = add(project, PARTNERS, "FG09", Place(said), "A")
    abridge(project, coding.id, "Das ist auf Augenhöhe [...] immer.", "A")
    for change, kept in (("heute", "jetzt"), True), (("Augenhöhe", "Abstand"), False):
        file.write_text(file.read_text("utf-8").replace(*change), "utf-8")
        (report,) = import_transcripts(project, [file], update=True).files
        (now,) = list_codings(project)
        assert change[1] in now["quote"]
        assert bool(now["abridged"]) is kept
        assert report.version is not None
        assert bool(report.version.unabridged) is not kept
        assert verify(project).is_sound


def test_a_file_brings_several_statements_and_how_they_are_abridged(
    study: Project, tmp_path: Path
) -> None:
    first, second, third = (coded(study, number) for number in range(3))
    choose(study, first, "A")
    choose(study, second, "A", also=True)
    abridge(study, second, SHORT, "A")
    file = tmp_path / "codings.jsonl"
    records = list_codings(study)
    file.write_text("\n".join(json.dumps(record) for record in records), "utf-8")
    choose(study, third, "A")
    abridge(study, second, "", "A")
    report = import_codings(study, file)
    assert (len(report.added), report.known) == (0, 3)
    assert chosen(study) == {first, second}
    assert list_codings(study) == records
    import_codings(study, file)
    assert list_codings(study) == records
    wrong = {**records[1], "abridged": "Alles anders."}
    file.write_text(json.dumps(wrong), "utf-8")
    with pytest.raises(CodingError) as refused:
        import_codings(study, file)
    assert "not true to the words" in str(refused.value.problems[0])


def test_codings_that_become_one_keep_the_abridgement(study: Project) -> None:
    first = coded(study, 0)
    again = coded(study, 0, PARTNERS)
    abridge(study, again, SHORT, "A")
    choose(study, again, "A")
    verbs.merge_codes(study, "A", [PARTNERS], KNOWS)
    (kept,) = list_codings(study)
    assert (kept["id"], kept["abridged"], kept["statement"]) == (first, SHORT, True)


def test_statements_by_theme_with_what_is_proposed(study: Project) -> None:
    first, second = coded(study, 0), coded(study, 1)
    coded(study, 2, PARTNERS, "Auf Augenhöhe, 2.")
    coded(study, 2, "role.markt")
    choose(study, second, "A")
    abridge(study, second, SHORT, "A")
    found = chosen_statements(study, "A")
    assert [theme.theme for theme in found] == [
        "traeger.kenntnisse",
        "traeger.kooperation",
    ]
    knowing, partners = found
    assert [one.statement.text for one in knowing.quoted] == [SHORT]
    assert (partners.codings, partners.quoted) == (1, ())
    (theme,) = proposed_statements(study, "A", "traeger.kenntnisse", limit=5)
    assert {one.coding.id for one in theme.quoted} == {first, second}
    assert all(one.proposal is not None for one in theme.quoted)
    assert chosen(study) == {second}
