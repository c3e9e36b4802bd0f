from __future__ import annotations

import json
from dataclasses import replace

from kodierung.formats.matrix.json import write
from kodierung.model import Matrix


def test_the_keys_are_the_contract(evidenced: Matrix):
    content = json.loads(write(evidenced))

    assert list(content) == [
        "caption", "coder", "note", "columns", "perspectives", "comparison",
        "basis",
    ]  # fmt: skip
    assert content["columns"] == ["Förderlich", "Hemmend", "Statement"]
    first = content["perspectives"][0]
    assert list(first) == ["id", "label", "rows"]
    assert [len(p["rows"]) for p in content["perspectives"]] == [5, 4]
    row = first["rows"][1]
    assert list(row) == [
        "theme",
        "promoting",
        "inhibiting",
        "statements",
        "contradictions",
    ]
    assert row["theme"] == "massnahmekenntnisse"
    assert row["inhibiting"] == {
        "code": "traeger.massnahmekenntnisse.inhibiting",
        "label": "Mangelnde Kenntnisse zu Maßnahmen, Mitarbeiterfluktuation bei JC-MA",
        "segments": 7,
        "speakers": {"k": 7, "of": 11},
        "groups": {"k": 3, "of": 4},
        "subcodes": [],
        "parts": [],
        "text": "",
        "note": "",
    }
    assert row["statements"][0] == {
        "text": "Also, ähm, ich sag mal so: ein Anruf, und die Sache ist geklärt.",
        "transcript": "FG02_traeger.txt",
        "turn": 31,
        "speaker": "B4",
        "start": 3370,
        "end": 3434,
    }
    assert first["rows"][4]["inhibiting"] is None
    assert first["rows"][0]["statements"] == []


def test_what_the_figures_rest_on(evidenced: Matrix, published: Matrix):
    assert json.loads(write(evidenced))["basis"] == {
        "coder": "consensus",
        "transcripts": 8,
        "turns": 427,
        "turns_read": 210,
        "codings": 33,
        "from_suggestions": 20,
        "by_hand": 9,
        "both": 4,
    }
    assert json.loads(write(published))["basis"] is None


def test_figures_are_there_without_evidence(evidenced: Matrix):
    assert write(replace(evidenced, evidence=False)) == write(evidenced)


def test_a_statement_of_the_codebook_has_no_place(published: Matrix):
    content = json.loads(write(published))

    statement = content["perspectives"][1]["rows"][1]["statements"][0]
    assert statement["text"] == "Keine „Quantität vor Qualität“"
    assert {
        statement[k] for k in ("transcript", "turn", "speaker", "start", "end")
    } == {None}
    assert "Quantität vor Qualität".encode() in write(published)
