from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kodierung.project import Project
from kodierung.workflow.desk.desk import Desk
from tests.cli.conftest import Kod, Result

BESUCH = "Da waren welche zu Besuch."
KEYS = [
    "folder", "title", "codebook", "pipeline", "transcripts", "groups", "analysed",
    "suggestions", "decisions", "codings", "problems", "coder", "version", "outdated",
    "words", "participants_words", "participants_turns", "open", "coders", "codes",
    "unused", "without_statement", "next",
]  # fmt: skip
FIGURES = [
    "accepted", "rejected", "changed", "from_suggestions", "by_hand", "both",
    "words_coded", "turns_read", "codings_detached", "memos_detached",
]  # fmt: skip

Look = Callable[..., dict[str, Any]]


@pytest.fixture
def look(kod: Kod) -> Look:
    """Return what `status --json` says."""

    def look(*words: object) -> dict[str, Any]:
        (record,) = kod("status", "--json", *words).records
        return record

    return look


@pytest.fixture
def suggested(study: Path, kod: Kod) -> Path:
    assert kod("suggest").code == 0
    return study


def commands(found: dict[str, Any]) -> list[str]:
    return [step["command"].removeprefix("kodierung ") for step in found["next"]]


def add(kod: Kod, code: str, quote: str, *more: object) -> Result:
    done = kod("code", "add", code, "FG01_traeger", "--quote", quote, *more)
    assert done.code == 0, done.err
    return done


def read_all(study: Path) -> None:
    with Desk(Project.find(study), "A") as desk:
        for name in desk.names:
            desk.mark_read(name, [turn.number for turn in desk.transcript(name).turns])


def test_an_empty_study_wants_transcripts(empty: Path, look: Look, kod: Kod) -> None:
    found = look()
    assert list(found) == KEYS
    assert (found["title"], found["version"], found["coder"]) == (
        "studie", "1.0.0", "A",
    )  # fmt: skip
    assert commands(found) == ["import FILE …"]
    shown = kod("status")
    assert "there is no transcript yet" in shown.out
    assert shown.err == ""


def test_the_words_of_participants_are_told_from_the_moderators(
    study: Path, look: Look
) -> None:
    found = look()
    assert (found["transcripts"], found["groups"]) == (2, 2)
    assert found["words"] == 44
    assert found["participants_words"] == 36
    assert found["participants_turns"] == 5
    assert (found["analysed"], found["outdated"]) == (0, 2)
    assert commands(found) == ["suggest", "review --reading"]
    assert found["coders"] == {}


def test_each_coder_has_figures_of_her_own(
    suggested: Path, look: Look, kod: Kod
) -> None:
    kinds = {s["code"]: s["id"] for s in kod("suggestions", "--json").records}
    assert sorted(kinds) == [
        "role.markt", "traeger.kenntnisse.promoting", "traeger.kooperation.promoting",
    ]  # fmt: skip
    kod("accept", kinds["traeger.kooperation.promoting"])
    kod("reject", kinds["role.markt"])
    add(kod, "traeger.kenntnisse.promoting", "Die kennen unsere")
    add(kod, "traeger.kenntnisse.promoting.besuch", BESUCH)
    add(kod, "role.markt", "Wir sind nur Dienstleister", "--coder", "B")
    found = look()
    assert [list(figures) for figures in found["coders"].values()] == [FIGURES] * 2
    assert list(found["coders"]["A"].values()) == [1, 1, 0, 1, 1, 1, 12, 0, 0, 0]
    assert list(found["coders"]["B"].values()) == [0, 0, 0, 0, 0, 1, 4, 0, 0, 0]
    assert found["decisions"] == {"A": 2}
    assert found["codings"] == {"A": 3, "B": 1}
    assert (found["suggestions"], found["open"]) == (3, 1)
    others = look("--coder", "Ben B")
    assert others["open"] == 3
    assert commands(others)[0] == "--coder 'Ben B' review"
    assert "1 of them A has not decided on" in kod("status").out


def test_codes_and_themes_are_those_of_the_coder_who_asks(
    suggested: Path, look: Look, kod: Kod
) -> None:
    add(kod, "traeger.kenntnisse.promoting.besuch", BESUCH)
    add(kod, "role.markt", "Wir sind nur Dienstleister", "--coder", "B")
    found = look()
    assert "traeger.kenntnisse.promoting" not in found["unused"]  # one below it is
    assert "role.markt" in found["unused"]
    assert found["codes"] == len(found["unused"]) + 2
    assert found["without_statement"] == ["traeger.kenntnisse"]
    assert commands(found)[-1] == "statements propose --code traeger.kenntnisse"
    shown = kod("status").out
    assert "6 of 8 never used by A: traeger.kenntnisse.inhibiting" in shown
    (coding,) = kod("code", "list", "--coder", "A", "--json").records
    kod("code", "choose", coding["id"])
    assert look()["without_statement"] == []
    others = look("--coder", "B")
    assert "role.markt" not in others["unused"]
    assert others["without_statement"] == []
    book = suggested / "codebooks" / "klein.yaml"
    book.write_text(book.read_text("utf-8").replace("id: markt", "id: kauf"), "utf-8")
    (unknown,) = look()["problems"]
    assert "does not know the codes role.markt" in unknown["message"]  # B's as well


def test_when_all_is_done_the_table_is_next(
    suggested: Path, look: Look, kod: Kod
) -> None:
    assert commands(look()) == ["review", "review --reading"]
    kod("reject", *(s["id"] for s in kod("suggestions", "--json").records))
    assert commands(look()) == ["review --reading"]
    assert "5 turns of participants not read through" in kod("status").out
    read_all(suggested)
    found = look()
    assert found["coders"]["A"]["turns_read"] == 5  # the moderator's count nowhere
    assert commands(found) == ["matrix"]
    assert "100 %" in kod("status").out


def test_a_changed_codebook_asks_for_new_suggestions(
    suggested: Path, look: Look, kod: Kod
) -> None:
    path = suggested / "codebooks" / "klein.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("match: [Augenhöhe]", "match: [Höhe]"), "utf-8")
    assert look()["outdated"] == 2
    assert look()["next"][0] == {
        "command": "kodierung suggest",
        "reason": "2 transcripts not analysed with this codebook",
    }
    path.write_text(text.replace("caption:", "captoin:"), "utf-8")
    faulty = look()
    assert commands(faulty) == ["codebook check"]
    assert (faulty["version"], faulty["suggestions"]) == ("", 3)
    assert kod("status", "--json").code == 1


def test_an_unknown_perspective_is_to_be_told_first(
    empty: Path, files: Path, look: Look, kod: Kod
) -> None:
    assert kod("import", files).code == 0
    first, *_ = commands(look())
    assert first == "speakers set --transcript FG01_traeger.txt perspective=…"
    assert "and 1 more" in kod("status").out
    words = first.replace("…", "traeger").split()
    assert kod(*words).code == 0
    assert "FG02_jobcenter.txt" in commands(look())[0]


def test_what_has_lost_its_words_is_named(
    suggested: Path, files: Path, look: Look, kod: Kod
) -> None:
    add(kod, "traeger.kenntnisse.promoting", BESUCH)
    path = files / "FG01_traeger.txt"
    path.write_text(path.read_text("utf-8").replace(BESUCH, "Nein."), "utf-8")
    assert kod("import", path, "--update").code == 0
    found = look()
    assert found["coders"]["A"]["codings_detached"] == 1
    assert found["codings"] == {"A": 0}
    assert commands(found)[:2] == ["suggest", "code list --status detached"]
    assert "1 coding without words in the text now" in kod("status").out
    assert len(kod(*commands(found)[1].split(), "--json").records) == 1


def test_nobody_in_particular(suggested: Path, look: Look, kod: Kod) -> None:
    settings = suggested / "kodierung.yaml"
    text = settings.read_text("utf-8").replace('coder: "A"', "coder:")
    settings.write_text(text, "utf-8")
    add(kod, "traeger.kenntnisse.promoting", BESUCH, "--coder", "B")
    found = look()
    assert found["coder"] == ""
    assert commands(found) == [
        "--coder NAME review", "--coder NAME review --reading",
        "--coder NAME statements propose --code traeger.kenntnisse",
    ]  # fmt: skip
    assert "traeger.kenntnisse.promoting" not in found["unused"]


def test_in_a_blind_study_others_are_counted_and_their_codes_not_named(
    suggested: Path, look: Look, kod: Kod
) -> None:
    add(kod, "traeger.kenntnisse.promoting", BESUCH, "--coder", "B")
    settings = suggested / "kodierung.yaml"
    settings.write_text(settings.read_text("utf-8") + "\nblind: true\n", "utf-8")
    book = suggested / "codebooks" / "klein.yaml"
    text = book.read_text("utf-8").replace("id: kenntnisse", "id: wissen")
    book.write_text(text, "utf-8")
    found = look()
    assert found["codings"] == {"B": 1}
    assert found["coders"]["B"]["by_hand"] == 1
    assert len(found["unused"]) == found["codes"]
    assert found["problems"] == []
    assert kod("status", "--coder", "B").code == 1
    assert "kenntnisse" in kod("--coder", "B", "status").err


def test_it_fits_one_screen(suggested: Path, kod: Kod) -> None:
    for coder in ("A", "B"):
        add(kod, "traeger.kenntnisse.promoting", BESUCH, "--coder", coder)
    lines = kod("status").out.splitlines()
    assert len(lines) <= 23
    assert max(map(len, lines)) <= 80
