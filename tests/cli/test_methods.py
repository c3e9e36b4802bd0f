"""`kodierung methods`: the facts of a paper, counted by hand in a small study."""

from __future__ import annotations

import io
import json
from pathlib import Path

import docx
import openpyxl
import pytest

from tests.cli.conftest import Kod

CODE = "traeger.kooperation.promoting"
WHERE = "FG01_traeger"


@pytest.fixture
def coded(study: Path, kod: Kod) -> Path:
    """Two people coded a transcript, A accepted a suggestion."""
    assert kod("suggest").code == 0
    for coder, quote in (("A", "auf Augenhöhe"), ("B", "Das war auf Augenhöhe.")):
        words = ("--quote", quote, "--coder", coder)
        done = kod("code", "add", CODE, WHERE, *words)
        assert done.code == 0, done.err
        (made,) = kod("code", "list", "--json", "--coder", coder).records
        assert kod("code", "choose", made["id"], "--coder", coder).code == 0
    (first, *_) = kod("suggestions", "--json", "--code", "role.markt").records
    assert kod("accept", first["id"], "--coder", "A").code == 0
    return study


def facts(kod: Kod, *words: str) -> dict:
    done = kod("methods", "--json", *words)
    assert done.code == 0, done.err
    (record,) = done.records
    return record


def test_figures_are_those_counted_by_hand(coded: Path, kod: Kod) -> None:
    found = facts(kod)
    material = found["material"]
    assert (material["groups"], material["transcripts"]) == (2, 2)
    assert (material["participants"], material["speaking"]) == (5, 4)  # B3 is silent
    assert material["per_group"] == {"total": 5, "least": 2, "most": 3}
    assert (material["moderators"], material["functions"]) == (2, 3)
    assert (material["timed"], material["seconds"]["total"]) == (1, 40.0)
    # Words: 6 + 8 + 7 + 9 in the first group, 2 + 6 + 6 in the second.
    assert material["words"] == {"total": 44, "least": 14, "most": 30}
    assert material["participants_words"] == 36
    (attribute,) = material["attributes"]
    assert [(p["value"], p["participants"]) for p in attribute["parts"]] == [
        ("traeger", 3),
        ("jobcenter", 2),
    ]
    a, b = found["coders"]
    assert (a["name"], a["codings"], a["from_suggestions"]) == ("A", 2, 1)
    assert (a["accepted"], a["rejected"], a["statements"]) == (1, 0, 1)
    assert (b["name"], b["codings"], b["accepted"]) == ("B", 1, 0)
    assert found["persons"] == 2
    assert found["doubled"] == {"transcripts": 1, "words": 2}
    assert found["book"]["factors"] == 6
    assert found["book"]["subcodes"] == 1
    assert found["book"]["rules"] == 3


def test_figures_agree_with_what_other_commands_list(coded: Path, kod: Kod) -> None:
    found = facts(kod)
    people = [r for r in kod("speakers", "--json").records if r["kind"] != "moderator"]
    listed = kod("codings", "export").records
    assert found["material"]["participants"] == len(people)
    assert found["material"]["participants_words"] == sum(p["words"] for p in people)
    for coder in found["coders"]:
        mine = [c for c in listed if c["coder"] == coder["name"]]
        assert coder["codings"] == len(mine)
        assert coder["statements"] == sum(c["statement"] for c in mine)
    (status,) = kod("status", "--json").records
    for coder in found["coders"]:
        told = status["coders"][coder["name"]]
        assert {key: coder[key] for key in told if key in coder} == {
            key: value for key, value in told.items() if key in coder
        }
    assert found["suggestions"]["now"] == status["suggestions"]
    assert found["material"]["words"]["total"] == status["words"]


def test_text_in_german(coded: Path, kod: Kod) -> None:
    done = kod("methods")
    assert done.code == 0
    text = done.out
    assert text.startswith("# Methode\n")
    for sentence in (
        "Das Material sind 2 Gruppendiskussionen. 5 Personen nahmen teil (je Gruppe 2 "
        "bis 3), Moderierende nicht gezählt; 4 von ihnen kommen in den Transkripten "
        "zu Wort.",
        "Die Funktion ist bei 3 von 5 Teilnehmenden festgehalten.",
        "Nach den Zeitmarken dauerte das Gespräch 00:00:40",
        "Für 1 von 2 Transkripten sind keine Zeiten bekannt: **[… noch zu schreiben: "
        "Dauer]**.",
        "Die Transkripte haben 44 gesprochene Wörter (14 bis 30 je Transkript), davon "
        "36 (82 %) von Teilnehmenden.",
        "| Perspektive | Träger | 1 | 3 | 2 | 24 |",
        "2 Personen haben codiert oder gelesen.",
        "A: 2 Codierungen, davon 1 durch Annehmen von Vorschlägen",
        "Von mindestens zwei Personen codiert oder gelesen sind 1 von 2 Transkripten "
        "und darin 2 von 36 Wörtern der Teilnehmenden (6 %).",
        "Die Übereinstimmung zwischen Codierenden ist nicht berechnet.",
        "ohne trainiertes Modell",
        "überträgt keine Daten",
    ):
        assert sentence in text, sentence
    assert "gaps left for you to write." in done.err
    assert text == kod("methods").out


def test_text_in_english(coded: Path, kod: Kod) -> None:
    text = kod("methods", "--language", "en").out
    assert text.startswith("# Methods\n")
    for sentence in (
        "The material consists of 2 focus groups. 5 people took part (2 to 3 in each "
        "group), moderators not counted; 4 of them speak in the transcripts.",
        "36 of them (82%) by participants.",
        "No times are known for 1 of 2 transcripts: **[… to be written: duration]**.",
        "2 people coded or read.",
        "Agreement between coders is not computed.",
    ):
        assert sentence in text, sentence
    assert "noch zu schreiben" not in text
    assert kod("methods", "--language", "fr").code == 2


def test_word_document_marks_the_gaps(coded: Path, kod: Kod) -> None:
    done = kod("methods", "-o", "methode.docx")
    assert done.code == 0
    opened = docx.Document(str(coded / "methode.docx"))
    runs = [run for p in opened.paragraphs for run in p.runs]
    gaps = [run.text for run in runs if run.font.highlight_color is not None]
    assert done.err.endswith(f"{len(gaps)} gaps left for you to write.\n")
    assert all(gap.startswith("[… noch zu schreiben: ") for gap in gaps)
    who, coders, decisions = opened.tables
    assert [cell.text for cell in who.rows[1].cells][:4] == [
        "Perspektive",
        "Träger",
        "1",
        "3",
    ]
    assert [row.cells[0].text for row in coders.rows] == ["Codiert von", "A", "B"]
    assert [cell.text for cell in decisions.rows[1].cells][:2] == ["A", "1"]


def test_rounds_of_one_person_are_no_second_coder(coded: Path, kod: Kod) -> None:
    words = ("--quote", "auf Augenhöhe", "--coder", "A.round2")
    assert kod("code", "add", CODE, WHERE, *words).code == 0
    words = ("--quote", "Auf Augenhöhe.", "--coder", "A.round2")
    assert kod("code", "add", "jobcenter.kontakt.promoting", "FG02_jobcenter", *words)
    found = facts(kod)
    assert [(c["name"], c["person"]) for c in found["coders"]] == [
        ("A", "A"),
        ("A.round2", "A"),
        ("B", "B"),
    ]
    assert found["persons"] == 2
    assert found["doubled"] == {"transcripts": 1, "words": 2}
    told = "2 Personen haben codiert oder gelesen, in zusammen 3 Durchgängen."
    assert told in kod("methods").out


def test_consensus_is_no_coder(coded: Path, kod: Kod) -> None:
    words = ("--quote", "auf Augenhöhe", "--coder", "consensus")
    assert kod("code", "add", CODE, WHERE, *words).code == 0
    found = facts(kod)
    assert [c["name"] for c in found["coders"]] == ["A", "B"]
    assert found["consensus"]["codings"] == 1
    assert "Als Konsens sind 1 Codierung festgehalten" in kod("methods").out


def test_one_coder_alone(coded: Path, kod: Kod) -> None:
    text = kod("methods", "--coder", "B").out
    assert "B: 1 Codierung," in text
    assert "A: 2" not in text
    assert "Niemand sonst hat codiert" not in text
    assert (
        "Von C ist nichts codiert oder gelesen." in kod("methods", "--coder", "C").out
    )


def test_changes_of_the_codebook_are_told(coded: Path, kod: Kod) -> None:
    done = kod("codebook", "relabel", "role.markt", "Marktteilnehmer")
    assert done.code == 0, done.err
    book = facts(kod)["book"]
    assert book["versions"] == ["1.0.0", book["version"]]
    (change,) = book["changes"]
    text = kod("methods").out
    assert f"- {change['day']}: {change['did']}" in text
    assert (
        "Das Codebuch wurde mit kodierung 1 Mal geändert (Versionen 1.0.0 und" in text
    )
    assert kod("undo").code == 0
    assert facts(kod)["book"]["changes"] == []


def test_empty_study_gives_gaps_and_no_fault(empty: Path, kod: Kod) -> None:
    for language in ("de", "en"):
        done = kod("methods", "--language", language)
        assert done.code == 0, done.err
    assert (
        "[… to be written: the material; the study has no transcripts yet]" in done.out
    )
    assert "Nothing is coded yet." in done.out
    assert "No suggestions were made." in done.out
    coreq = kod("methods", "--checklist", "coreq", "--json").records
    states = {one["number"]: one["state"] for one in coreq}
    assert [n for n, state in states.items() if state == "filled"] == ["27"]


# --- blind -------------------------------------------------------------------------


@pytest.fixture
def blind(coded: Path) -> Path:
    settings = coded / "kodierung.yaml"
    settings.write_text(f"blind: true\n{settings.read_text('utf-8')}", "utf-8")
    return coded


def test_blind_coders_are_told_their_own_figures(blind: Path, kod: Kod) -> None:
    done = kod("--coder", "B", "methods")
    assert done.code == 0
    assert "blind: the work of 1 other coder is hidden (kodierung reveal)" in done.err
    assert "hier steht nur die eigene Arbeit von B." in done.out
    assert "B: 1 Codierung," in done.out
    assert "A: 2" not in done.out
    assert "| A |" not in done.out
    assert "mindestens zwei Personen" not in done.out
    found = facts(kod, "--coder", "A")
    assert (found["hidden"], found["doubled"]) == (True, None)
    assert [c["name"] for c in found["coders"]] == ["A"]
    assert kod("--coder", "B", "methods", "--coder", "A").code == 1


def test_nobody_named_is_told_nobodys_work(blind: Path, kod: Kod) -> None:
    settings = blind / "kodierung.yaml"
    text = settings.read_text("utf-8").replace('coder: "A"', "").replace("coder: A", "")
    settings.write_text(text, "utf-8")
    done = kod("methods")
    assert done.code == 0
    assert "ohne Namen wird keine Arbeit gezeigt" in done.out
    assert facts(kod)["coders"] == []


def test_what_was_revealed_is_told_with_its_day(blind: Path, kod: Kod) -> None:
    assert kod("reveal", "--yes", "--coder", "B").code == 0
    (found,) = kod("--coder", "B", "methods", "--json").records
    assert not found["hidden"]
    text = kod("--coder", "B", "methods").out
    (day,) = [c["revealed"] for c in found["coders"] if c["name"] == "B"]
    assert f"B hat sie am {day} aufgedeckt." in text
    assert "A hat sie nicht aufgedeckt." in text


# --- checklists --------------------------------------------------------------------


@pytest.mark.parametrize(("name", "items"), [("coreq", 32), ("srqr", 21)])
@pytest.mark.parametrize("language", ["de", "en"])
def test_every_item_is_there_and_honest(
    coded: Path, kod: Kod, name: str, items: int, language: str
) -> None:
    words = ("--checklist", name, "--language", language)
    done = kod("methods", *words, "--json")
    records = done.records
    prefix = "S" if name == "srqr" else ""
    assert [r["number"] for r in records] == [f"{prefix}{n + 1}" for n in range(items)]
    assert all(r["topic"] and (r["says"] or r["open"]) for r in records)
    for record in records:
        state = ("partly" if record["says"] else "open") if record["open"] else "filled"
        assert record["state"] == state
    counts = [
        sum(r["state"] == s for r in records) for s in ("filled", "partly", "open")
    ]
    told = "{} complete, {} partly, {} open.".format(*counts)
    assert done.err == f"{items} items: {told}\n"
    text = kod("methods", *words).out
    assert all(f"| {r['number']} | " in text for r in records)
    label = "Vollständig" if language == "de" else "Complete"
    assert f"{label} {counts[0]}, " in text


def test_an_item_is_complete_only_if_nothing_is_missing(coded: Path, kod: Kod) -> None:
    def item(number: str) -> dict:
        records = kod("methods", "--checklist", "coreq", "--json").records
        return next(r for r in records if r["number"] == number)

    assert item("12")["state"] == "filled"
    assert item("12")["says"].startswith("5 Personen in 2 Gruppen")
    assert item("21") == {
        "number": "21",
        "topic": "Dauer",
        "state": "partly",
        "says": "1 Transkript, zusammen 00:00:40, je 00:00:40 bis 00:00:40 (Stunden, "
        "Minuten, Sekunden bis zur letzten Zeitmarke).",
        "open": "Dauer der 1 ohne Zeiten",
    }
    assert item("24")["says"] == "2 Personen haben codiert oder gelesen: A und B."
    assert item("27")["state"] == "filled"
    exported = kod("codings", "export", "--coder", "B").out
    line = json.loads(exported) | {"coder": "C", "id": ""}
    Path("c.jsonl").write_text(json.dumps(line), "utf-8")
    assert kod("codings", "import", "c.jsonl").code == 0
    assert item("27")["state"] == "partly"


def test_checklist_as_a_workbook_and_a_document(coded: Path, kod: Kod) -> None:
    assert kod("methods", "--checklist", "srqr", "-o", "s.xlsx").code == 0
    sheet = openpyxl.load_workbook(coded / "s.xlsx").active
    cells = [str(cell.value) for row in sheet for cell in row if cell.value is not None]
    assert "S21" in cells
    assert any(cell.startswith("[… offen: Geldgeber") for cell in cells)
    assert kod("methods", "--checklist", "srqr", "-o", "s.docx").code == 0
    data = (coded / "s.docx").read_bytes()
    (table,) = docx.Document(io.BytesIO(data)).tables
    assert len(table.rows) == 22
    assert kod("methods", "-o", "m.xlsx").code == 2
    assert kod("methods", "--checklist", "prisma").code == 2
