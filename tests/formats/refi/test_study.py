"""A study goes through a project of REFI-QDA and is the same."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kodierung.codebook.load import load_codebook
from kodierung.formats.refi.of_study import refi_project
from kodierung.formats.refi.project_in import read_project
from kodierung.formats.refi.records import key
from kodierung.formats.refi.study import Study
from kodierung.formats.refi.taken import TakenProject, Told
from kodierung.formats.refi.to_codebook import codebook_data
from kodierung.formats.refi.to_study import taken_project
from kodierung.formats.refi.xml_out import write_project
from kodierung.model import (
    Codebook,
    Coding,
    Memo,
    Segment,
    Speaker,
    Transcript,
    Turn,
)
from kodierung.text import digest, settle

SHARED = Path(__file__).parents[3] / ".." / "shared" / "refi"
TEXT = """\
codebook: klein
version: 1.0.0
title: Klein
language: {language}
matrix:
  perspectives:
    - id: alle
      label: Alle
      themes:
        - id: zeit
          label: Zeit
          promoting: {{label: Zeit haben, children: [{{id: frei, label: Frei}}]}}
          inhibiting: {{label: Zeit fehlt, color: "#aa00bb"}}
roles:
  - {{id: amt, label: Amt}}
"""
SPEECH = st.text(st.sampled_from("ab äß😀👩🏽‍🏫\u0301\t.<&„“"), min_size=1, max_size=30)
SAID = SPEECH.map(settle).filter(lambda words: words.strip() == words != "")
MEMOS = st.sampled_from(["", "Notiz", "Zwei\nZeilen", "Statement: so nicht", "ß & <b>"])
MOMENT = "2026-01-15T09:30:00Z"


def codebook(language: str = "de") -> Codebook:
    return load_codebook(TEXT.format(language=language).encode(), "klein.yaml")[0]


def transcript(name: str, group: str, said: list[tuple[str, str]]) -> Transcript:
    text, turns = "", []
    for number, (label, words) in enumerate(said, 1):
        text += f"{label}: "
        turns.append(Turn(number, label, len(text), len(text) + len(words)))
        text += f"{words}\n\n"
    labels = dict.fromkeys(label for label, _ in said)
    speakers = tuple(
        Speaker(
            one, "moderator" if one == "I" else "participant", f"f {one}", {"x": one}
        )
        for one in labels
    )
    own = {"level": "leitung"} if group == "FG01" else {}
    return Transcript(name, group, text, digest(text), tuple(turns), speakers, own)


@st.composite
def studies(draw: st.DrawFn) -> Study:
    book = codebook(draw(st.sampled_from(["de", "en"])))
    turns = st.lists(
        st.tuples(st.sampled_from(["I", "B1", "B2"]), SAID), min_size=1, max_size=4
    )
    transcripts = [
        transcript("FG01_a.txt", "FG01", draw(turns)),
        transcript("FG02.txt", "FG02", draw(turns)),
    ]
    codings, memos, taken = [], [], set()
    for number in range(draw(st.integers(0, 6))):
        where = draw(st.sampled_from(transcripts))
        first, last = sorted(
            draw(st.tuples(*[st.sampled_from(where.turns)] * 2)), key=lambda t: t.start
        )
        segment = Segment(first.start, last.end)
        code, coder = (
            draw(st.sampled_from(list(book.codes))),
            draw(st.sampled_from("AB")),
        )
        if (where.name, segment, code, coder) in taken:
            continue
        taken.add((where.name, segment, code, coder))
        codings.append(
            Coding(
                f"c{number}", where.name, segment.start, segment.end,
                where.quote(segment), code, coder, MOMENT, draw(MEMOS),
                statement=draw(st.booleans()),
            )
        )  # fmt: skip
        memos.append(
            Memo(
                f"m{number}", "segment", "Am Rand", coder, MOMENT, MOMENT,
                where.name, start=segment.start, end=segment.end,
                quote=where.quote(segment),
            )
        )  # fmt: skip
    memos.append(
        Memo("m90", "code", "Zum Code", "A", MOMENT, code="alle.zeit.promoting")
    )
    memos.append(Memo("m91", "study", "Zur Studie", "B", MOMENT))
    return Study("Titel", book, transcripts, codings, memos, note="Anmerkung")


def there_and_back(study: Study) -> TakenProject:
    return taken_project(read_project(write_project(refi_project(study)), "x.qdpx"))


@given(studies())
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_a_study_comes_back(study: Study) -> None:
    back = there_and_back(study)
    assert not back.lost
    assert [text.text for text in back.texts] == [t.text for t in study.transcripts]
    head = {
        "codebook": "k",
        "version": "1.0.0",
        "title": "K",
        "language": "de",
        "source": "",
    }
    ids = codebook_data(back.project.codebook, head).ids
    assert sorted(ids.values()) == sorted(study.codebook.codes)
    for text, before in zip(back.texts, study.transcripts, strict=True):
        assert (text.name, text.group) == (before.name, before.group)
        assert text.attributes == before.attributes
        spoken = [(turn.label, turn.start, turn.end) for turn in text.turns]
        assert spoken == [(t.speaker, t.start, t.end) for t in before.turns]
        assert [replace(one, guid="", code="") for one in text.people] == [
            Told(s.label, s.kind == "moderator", s.function, s.attributes)
            for s in before.speakers
        ]
        assert sorted(
            (
                c.start,
                c.end,
                c.quote,
                ids[c.code],
                c.coder,
                c.created,
                c.memo,
                c.statement,
            )
            for c in text.codings
        ) == sorted(
            (c.start, c.end, c.quote, c.code, c.coder, c.created, c.memo, c.statement)
            for c in study.codings
            if c.transcript == before.name
        )
        assert not any(c.abridged for c in text.codings)
        assert sorted(
            (m.start, m.end, m.text, m.coder) for m in text.comments
        ) == sorted(
            (m.start, m.end, m.text, m.coder)
            for m in study.memos
            if m.transcript == before.name
        )
    noted = {note.text for note in back.project.notes}
    assert noted == {"Zum Code", "Zur Studie"}
    assert len(back.project.on_project) == 1


def test_an_abridged_statement_comes_back() -> None:
    where = transcript("FG01.txt", "FG01", [("B1", "Das ist, sage ich mal, so.")])
    quote = where.quote(where.turns[0].segment)
    coding = Coding(
        "c", where.name, *(where.turns[0].start, where.turns[0].end), quote,
        "role.amt", "A", statement=True, abridged="Das ist [...] so.",
    )  # fmt: skip
    back = there_and_back(Study("T", codebook(), [where], [coding]))
    (found,) = back.texts[0].codings
    assert (found.statement, found.abridged) == (True, "Das ist [...] so.")


def test_guids_of_other_programs_are_kept() -> None:
    where = transcript("FG01.txt", "FG01", [("B1", "Das ist so.")])
    turn = where.turns[0]
    coding = Coding(
        "c", where.name, turn.start, turn.end, "Das ist so.", "role.amt", "A"
    )
    guids = {
        ("coding", "c"): "{11111111-1111-4111-8111-111111111111}",
        ("code", "role.amt"): "22222222-2222-4222-8222-222222222222",
        ("transcript", "FG01.txt"): "33333333-3333-4333-8333-333333333333",
    }
    back = there_and_back(Study("T", codebook(), [where], [coding], guids=guids))
    (found,) = back.texts[0].codings
    assert found.guid == guids["coding", "c"]
    assert found.code == key(guids["code", "role.amt"])
    assert back.texts[0].guid == guids["transcript", "FG01.txt"]


@pytest.mark.parametrize(
    ("name", "turns"),
    [
        ("reference.qdpx", 5),
        ("reference_audio.qdpx", 5),
        ("quirk_nvivo_win.qdpx", 5),
        ("qualcoder_reexport.qdpx", 5),
    ],
)
def test_foreign_projects(name: str, turns: int) -> None:
    if not (SHARED / name).exists():
        pytest.skip("the samples lie beside the checkout only")
    taken = taken_project(read_project((SHARED / name).read_bytes(), name))
    (text,) = taken.texts
    assert len(text.codings) == 7
    assert len(text.turns) == turns
    assert {one.label for one in text.people} == {"Moderation", "P1", "P2", "P3"}
    assert {one.coder for one in text.codings} == {"Ada", "Ben"}
    names = {code.name for code in taken.project.codebook.walk()}
    assert names == {
        "Organisation", "Zeit", "Rückhalt der Leitung", "Team",
        "Austausch im Kollegium",
    }  # fmt: skip
    # QualCoder writes a group's case without its texts.
    assert set(taken.lost) <= {"Description", "AudioSource", "Case"}
    assert ("AudioSource" in taken.lost) == (name == "reference_audio.qdpx")
