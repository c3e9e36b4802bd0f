"""`kodierung learn` and the order of the queue."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Kod

pytest.importorskip("sklearn")


def test_learn_says_what_it_did_and_what_the_figure_is(study: Path, kod: Kod) -> None:
    kod("suggest")
    done = kod("learn", "--encoder", "ngrams", "--most", 3)
    assert done.code == 0, done.err
    assert "A has decided nothing yet" in done.err
    assert "3 new suggestions; nothing counts" in done.err
    assert "a rank, no probability" in done.err
    shown = kod("suggestions", "--order", "learned", "--json").records
    given = [record["learned"] for record in shown]
    assert given == sorted(given, reverse=True)
    assert sum(record["source"] == "similar" for record in shown) == 3
    assert "3 open suggestions" in kod("learn", "--forget").err


def test_learn_counts_what_speaks_for_each_code(study: Path, kod: Kod) -> None:
    kod("suggest")
    first = kod("suggestions", "--json").records[0]
    kod("accept", first["id"])
    done = kod("learn", "--encoder", "ngrams", "--json")
    assert done.code == 0, done.err
    overall, *codes = done.records
    assert overall["decisions"] == 1
    assert overall["f1"] is None
    mine = next(record for record in codes if record["code"] == first["code"])
    assert (mine["positive"], mine["few"]) == (1, True)
    assert "too few" in kod("learn", "--encoder", "ngrams").out


def test_blind_it_says_who_else_has_to_reveal(study: Path, kod: Kod) -> None:
    settings = study / "kodierung.yaml"
    settings.write_text(f"blind: true\n{settings.read_text('utf-8')}", "utf-8")
    kod("suggest")
    first = kod("suggestions", "--json").records[0]["id"]
    for name in ("A", "B"):
        assert kod("accept", first, "--coder", name).code == 0
    told = kod("learn", "--encoder", "ngrams")
    assert told.code == 0, told.err
    assert "passages of the codebook alone (letters and words)" in told.err
    assert "still blind: A, B" in told.err
    assert "has decided nothing" not in told.err
    for name in ("A", "B"):
        assert kod("reveal", "--yes", "--coder", name).code == 0
    assert "Learned from 1 decision of A" in kod("learn", "--encoder", "ngrams").err


def test_an_encoder_that_is_not_there_is_named(study: Path, kod: Kod) -> None:
    done = kod("learn", "--encoder", "e6")
    assert done.code == 1
    assert 'no encoder "e6"' in done.err
