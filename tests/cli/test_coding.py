from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Kod

AUGENHOEHE = "traeger.kooperation.promoting"


@pytest.fixture
def suggested(study: Path, kod: Kod) -> Path:
    done = kod("suggest")
    assert done.code == 0, done.err
    return study


def test_suggestions_quote_the_settled_text_and_give_a_reason(
    suggested: Path, kod: Kod
) -> None:
    found = kod("suggestions", "--json").records
    assert {(s["transcript"], s["code"]) for s in found} == {
        ("FG01_traeger.txt", "traeger.kenntnisse.promoting"),
        ("FG01_traeger.txt", "role.markt"),
        ("FG01_traeger.txt", AUGENHOEHE),
    }  # the Jobcenter's »Augenhöhe« belongs to another perspective
    for s in found:
        text = kod("transcripts", "text", s["transcript"]).out
        assert text[s["start"] : s["end"]] == s["quote"]
        assert s["reason"]
        assert s["status"] == "open"
        assert list(s) == [
            "id", "transcript", "turn", "speaker", "start", "end", "quote", "code",
            "rule", "reason", "score", "modality", "status", "source", "learned",
        ]  # fmt: skip


def test_suggest_again_skips_what_is_up_to_date(suggested: Path, kod: Kod) -> None:
    again = kod("suggest")
    assert "0 suggestions in 0 transcripts; 2 up to date" in again.err
    path = suggested / "codebooks" / "klein.yaml"
    path.write_text(path.read_text("utf-8").replace("Kurs]", "Kurs, Seminar]"), "utf-8")
    assert "in 2 transcripts; 0 up to date" in kod("suggest").err


def test_suggest_only_some(study: Path, kod: Kod) -> None:
    kod("suggest", "--code", "role.markt")
    assert [s["code"] for s in kod("suggestions", "--json").records] == ["role.markt"]
    kod("suggest", "--code", AUGENHOEHE)
    found = {s["code"] for s in kod("suggestions", "--json").records}
    assert found == {"role.markt", AUGENHOEHE}
    wrong = kod("suggest", "--code", "role.markd")
    assert wrong.code == 1
    assert 'did you mean "role.markt"?' in wrong.err


def test_jobs_give_the_same(study: Path, kod: Kod) -> None:
    assert kod("suggest", "--jobs", "2").code == 0
    side_by_side = kod("suggestions", "--json").out
    path = study / "codebooks" / "klein.yaml"
    path.write_text(path.read_text("utf-8").replace("Kurs]", "Kurs, Seminar]"), "utf-8")
    assert "in 2 transcripts" in kod("suggest").err
    assert kod("suggestions", "--json").out == side_by_side


def test_nothing_counts_before_somebody_accepts(suggested: Path, kod: Kod) -> None:
    assert kod("code", "list", "--json").records == []
    warned = kod("matrix", "--format", "json")
    assert json.loads(warned.out)["perspectives"] == []
    assert "suggestions count for nothing before they are accepted" in warned.err

    (first,) = kod("suggestions", "--code", AUGENHOEHE, "--json").records
    accepted = kod("accept", first["id"][:5])
    assert accepted.code == 0
    (coding,) = kod("code", "list", "--json").records
    assert coding["quote"] == first["quote"]
    assert (coding["coder"], coding["origin"]) == ("A", f"suggestion:{first['id']}")
    made = json.loads(kod("matrix", "--format", "json").out)
    row = made["perspectives"][0]["rows"][0]
    assert row["theme"] == "kooperation"
    assert row["promoting"]["segments"] == 1
    assert row["promoting"]["speakers"] == {"k": 1, "of": 3}


def test_rejected_suggestions_are_kept_and_not_asked_about_again(
    suggested: Path, kod: Kod
) -> None:
    (one,) = kod("suggestions", "--code", "role.markt", "--json").records
    kod("accept", one["id"])
    assert len(kod("code", "list", "--json").records) == 1
    assert kod("reject", one["id"]).code == 0
    assert kod("code", "list", "--json").records == []
    path = suggested / "codebooks" / "klein.yaml"
    path.write_text(path.read_text("utf-8").replace("Unternehmer.", "Firma."), "utf-8")
    kod("suggest")
    (again,) = kod("suggestions", "--code", "role.markt", "--json").records
    assert (again["id"], again["status"]) == (one["id"], "rejected")
    assert (
        kod("suggestions", "--coder", "B", "--status", "open", "--json").out.count("\n")
        == 3
    )
    assert "had been rejected by A already" in kod("reject", one["id"]).err


def test_all_ids_or_none(suggested: Path, kod: Kod) -> None:
    (one,) = kod("suggestions", "--code", "role.markt", "--json").records
    refused = kod("accept", one["id"], "zzzz")
    assert refused.code == 1
    assert 'no suggestion "zzzz"' in refused.err
    assert kod("code", "list", "--json").records == []
    assert kod("accept", "").code == 1


def test_somebody_must_decide(suggested: Path, kod: Kod) -> None:
    settings = suggested / "kodierung.yaml"
    text = settings.read_text("utf-8").replace('coder: "A"', 'coder: ""')
    settings.write_text(text, "utf-8")
    refused = kod("accept", "1234")
    assert refused.code == 2
    assert "--coder" in refused.err + kod("matrix").err


def test_code_by_hand(study: Path, kod: Kod) -> None:
    added = kod(
        "code", "add", "role.markt", "FG01_traeger.txt",
        "--quote", "Wir sind nur Dienstleister.", "--memo", "trocken gesagt",
    )  # fmt: skip
    assert added.code == 0
    (coding,) = kod("code", "list", "--json").records
    assert (coding["turn"], coding["speakers"]) == (3, ["B2"])
    assert (coding["memo"], coding["origin"]) == ("trocken gesagt", "manual")
    again = kod(
        "code", "add", "role.markt", "FG01_traeger",
        "--start", coding["start"], "--end", coding["end"],
    )  # fmt: skip
    assert again.code == 1
    assert "has coded this passage" in again.err
    assert kod("code", "remove", coding["id"][:6], "--coder", "B").code == 1
    removed = kod("code", "remove", coding["id"][:6])
    assert removed.code == 0
    assert "Its memo went with it" in removed.err
    assert kod("code", "list", "--json").records == []


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["role.markd", "FG01_traeger", "--quote", "x"], 'did you mean "role.markt"?'),
        (["role.markt", "FG09", "--quote", "x"], 'no transcript "FG09"'),
        (["role.markt", "FG01_traeger", "--quote", "gibt es nicht"], "does not occur"),
        (["role.markt", "FG01_traeger", "--quote", "nicht."], "Coded as"),
        (["role.markt", "FG01_traeger", "--quote", "e"], "times (turns"),
        (["role.markt", "FG01_traeger", "--start", "0", "--end", "6"], "outside every"),
        (
            ["role.markt", "FG01_traeger", "--start", "5", "--end", "999999"],
            "no passage",
        ),
        (["role.markt", "FG01_traeger"], "named by its words"),
    ],
)
def test_places_are_found_without_guessing(
    study: Path, kod: Kod, words: list[str], sentence: str
) -> None:
    ended = kod("code", "add", *words)
    assert sentence in ended.err
    assert (ended.code == 0) == (sentence == "Coded as")


def test_a_theme_has_one_statement(study: Path, kod: Kod) -> None:
    for quote in ("Das war auf Augenhöhe.", "Da waren welche zu Besuch."):
        kod("code", "add", AUGENHOEHE, "FG01_traeger", "--quote", quote)
        newest = next(
            c for c in kod("code", "list", "--json").records if c["quote"] == quote
        )
        assert kod("code", "choose", newest["id"]).code == 0
        made = json.loads(kod("matrix", "--format", "json").out)
        statement = made["perspectives"][0]["rows"][0]["statements"][0]
        assert statement["text"] == quote
        assert statement["speaker"] == "B1"
    first = next(c for c in kod("code", "list", "--json").records if not c["statement"])
    assert "In place of" in kod("code", "choose", first["id"]).err
    assert "In place of" in kod("code", "choose", newest["id"]).err
    flagged = [c["statement"] for c in kod("code", "list", "--json").records]
    assert sorted(flagged) == [False, True]
    kod("code", "choose", newest["id"], "--no")
    made = json.loads(kod("matrix", "--format", "json").out)
    assert made["perspectives"][0]["rows"][0]["statements"] == []

    kod("code", "add", "role.markt", "FG01_traeger", "--quote", "nur Dienstleister")
    (role,) = kod("code", "list", "--code", "role.markt", "--json").records
    assert "no theme of the matrix" in kod("code", "choose", role["id"]).err


def test_codings_go_out_and_come_back(study: Path, kod: Kod, tmp_path: Path) -> None:
    kod("code", "add", AUGENHOEHE, "FG01_traeger", "--quote", "Das war auf Augenhöhe.")
    kod("code", "add", "role.markt", "FG02_jobcenter", "--quote", "😀 jedes Mal")
    kod("code", "choose", kod("code", "list", "--json").records[0]["id"])
    out = tmp_path / "codings.jsonl"
    assert kod("codings", "export", out).code == 0
    before = kod("code", "list", "--json").out
    for coding in kod("code", "list", "--json").records:
        kod("code", "remove", coding["id"])
    back = kod("codings", "import", out)
    assert "2 codings imported; 0 were there already" in back.err
    after = kod("code", "list", "--json").out
    assert after == before.replace('"manual"', '"import"')
    assert "0 codings imported; 2 were there" in kod("codings", "import", out).err
    assert kod("codings", "export").out == after


def test_codings_come_in_whole_or_not_at_all(
    study: Path, kod: Kod, tmp_path: Path
) -> None:
    good = {
        "transcript": "FG01_traeger.txt", "code": AUGENHOEHE, "coder": "B",
        "quote": "Das war auf Augenhöhe.",
    }  # fmt: skip
    lines = [
        good,
        good | {"code": "traeger.kooperation.promotion"},
        good | {"quote": "Das war auf Augenhoehe."},
        good | {"quote": "nicht vorhanden", "start": 5, "end": 20},
        good | {"transcript": "FG99.txt"},
        good | {"quote": None},
        good | {"qoute": "x"},
        good | {"start": "5"},
        good | {"quote": "i", "occurrence": 9999},
        good | {"coder": None},
    ]
    path = tmp_path / "codings_B.jsonl"
    path.write_text(
        "".join(json.dumps(line) + "\n" for line in lines) + "kein JSON\n", "utf-8"
    )
    refused = kod("codings", "import", path)
    assert refused.code == 1
    assert "10 codings cannot be taken; nothing was imported" in refused.err
    for number in range(2, 12):
        assert f"codings_B.jsonl:{number}: " in refused.err
    assert 'did you mean "traeger.kooperation.promoting"?' in refused.err
    assert kod("code", "list", "--json").records == []

    taken = kod("codings", "import", path, "--skip-bad")
    assert taken.code == 1
    assert [c["coder"] for c in kod("code", "list", "--json").records] == ["B"]


def test_occurrence_picks_one(study: Path, kod: Kod, tmp_path: Path) -> None:
    path = tmp_path / "c.jsonl"
    line = {
        "transcript": "FG02_jobcenter.txt", "code": "role.markt", "quote": "jede",
        "coder": "A",
    }  # fmt: skip
    path.write_text(json.dumps(line), "utf-8")
    assert kod("codings", "import", path).code == 0  # once: »Jeden« is another word
    path.write_text(json.dumps(line | {"quote": "n", "occurrence": 2}), "utf-8")
    assert kod("codings", "import", path).code == 0
    text = kod("transcripts", "text", "FG02_jobcenter.txt").out
    starts = [c["start"] for c in kod("code", "list", "--json").records]
    second = text.index("n", text.index("n") + 1)
    assert second in starts


def test_imported_codings_answer_suggestions(
    suggested: Path, kod: Kod, tmp_path: Path
) -> None:
    by_code = {s["code"]: s for s in kod("suggestions", "--json").records}
    same = by_code["role.markt"]
    near = by_code[AUGENHOEHE]
    path = tmp_path / "c.jsonl"
    lines = [
        {"quote": same["quote"], "code": "role.markt"},
        {"quote": "Augenhöhe", "code": AUGENHOEHE},
    ]
    common = {"transcript": "FG01_traeger.txt", "coder": "A"}
    path.write_text(
        "".join(json.dumps(line | common) + "\n" for line in lines), "utf-8"
    )
    done = kod("codings", "import", path, "--decide-suggestions")
    assert "2 suggestions recorded as decided" in done.err
    status = {s["id"]: s["status"] for s in kod("suggestions", "--json").records}
    assert status[same["id"]] == "accepted"
    assert status[near["id"]] == "changed"
    assert sorted(status.values()) == ["accepted", "changed", "open"]


def test_remarks_of_a_careful_colleague(study: Path, kod: Kod) -> None:
    moderated = kod("code", "add", AUGENHOEHE, "FG01_traeger", "--quote", "Wie ist das")
    assert "only the moderation speaks here" in moderated.err
    stray = kod(
        "code", "add", AUGENHOEHE, "FG02_jobcenter", "--quote", "Auf Augenhöhe."
    )
    assert "the matrix will leave this coding out" in stray.err
    assert "1 factor codings are left out" not in kod("matrix").err
    assert "2 factor codings are left out" in kod("matrix").err
