"""Real and realistic transcripts, counted by eye."""

from collections import Counter
from pathlib import Path

import pytest

from kodierung.formats.registry import read_transcript

ROOT = Path(__file__).parents[2]
SHARED = ROOT / ".." / "shared" / "data"


def read(path):
    if not path.exists():
        pytest.skip(f"the sample {path.name} is not here")
    return read_transcript(path.read_bytes(), path.name)[1]


def turns_of(draft):
    return dict(Counter(turn.speaker for turn in draft.turns))


GROUPS = {
    "FG01_traeger_leitung": {"I": 8, "B1": 10, "B2": 9, "B3": 10, "B4": 12, "B5": 9},
    "FG02_traeger_leitung": {"I": 8, "B1": 13, "B2": 12, "B3": 11, "B4": 12},
    "FG03_traeger_mittlere_fuehrung": {
        "I": 9,
        "B1": 8,
        "B2": 8,
        "B3": 11,
        "B4": 10,
        "B5": 11,
        "B6": 9,
    },
    "FG04_traeger_fachkraefte": {
        "I": 12,
        "B1": 12,
        "B2": 12,
        "B3": 15,
        "B4": 11,
        "B5": 12,
    },
    "FG05_jobcenter_leitung": {"I": 8, "B1": 12, "B2": 8, "B3": 11, "B4": 8, "B5": 8},
    "FG06_jobcenter_leitung": {"I": 10, "B1": 13, "B2": 12, "B3": 12, "B4": 14},
    "FG07_jobcenter_mittlere_fuehrung": {
        "I": 9,
        "B1": 9,
        "B2": 11,
        "B3": 10,
        "B4": 8,
        "B5": 10,
        "B6": 8,
    },
    "FG08_jobcenter_fachkraefte": {
        "I": 9,
        "B1": 13,
        "B2": 12,
        "B3": 11,
        "B4": 10,
        "B5": 10,
    },
}


@pytest.mark.parametrize("name", GROUPS)
def test_the_example_groups(name):
    draft = read(ROOT / "transcripts" / f"{name}.txt")
    assert turns_of(draft) == GROUPS[name]
    assert [one.label for one in draft.speakers if one.kind == "moderator"] == ["I"]
    assert all(one.function for one in draft.speakers)
    assert len(draft.notes) == 5
    assert all(turn.end_time is not None for turn in draft.turns)
    assert draft.problems == ()
    assert not any("#" in draft.text[one.start : one.end] for one in draft.turns)


def test_the_first_group_in_detail():
    draft = read(ROOT / "transcripts" / "FG01_traeger_leitung.txt")
    functions = {one.label: one.function for one in draft.speakers}
    assert (
        functions["B1"] == "Geschäftsführung, gemeinnützige Beschäftigungsgesellschaft"
    )
    assert functions["I"] == "Moderation"
    second = draft.turns[1]
    assert (second.speaker, second.start_time, second.end_time) == ("B1", 41.2, 72.7)
    words = draft.text[second.start : second.end]
    assert words.startswith("Gut, dann mache ich den Anfang.")
    assert words.endswith("Genau.")


HASKI = "de_haski_paarinterviews/NodeGrade_paper_ECSEE_qualitative_data_interview"


@pytest.mark.parametrize(
    ("number", "turns"),
    [
        (1, {"I": 4, "S1": 4, "S2": 5}),
        (2, {"I": 4, "S3": 8, "S4": 7}),
        (3, {"I": 3, "S5": 9, "S6": 8}),
    ],
)
def test_word_files_of_pair_interviews(number, turns):
    draft = read(SHARED / f"{HASKI}{number}_german.docx")
    assert turns_of(draft) == turns
    functions = {one.label: one.function for one in draft.speakers}
    assert functions == dict.fromkeys(turns, "Student") | {"I": "Interviewer"}
    assert draft.notes[-1] == "(S = Student; I = Interviewer)"
    assert draft.problems == ()


@pytest.mark.parametrize(
    ("path", "turns"),
    [
        ("altenpflege", {"Interviewer": 38, "Befragte": 38}),
        ("jugendamt", {"Interviewer": 46, "Befragte": 46}),
    ],
)
def test_markdown_with_bold_labels_and_front_matter(path, turns):
    draft = read(SHARED / "de_landgraf_jugendamt_altenpflege" / f"{path}.md")
    assert turns_of(draft) == turns
    assert draft.notes[0] == "layout: default"
    assert draft.speakers[0].kind == "moderator"
    assert not any("**" in draft.text[one.start : one.end] for one in draft.turns)


def test_markdown_with_times_before_the_labels():
    folder = SHARED / "de_thgie_interviews"
    draft = read(folder / "2020-11-12 Voice Assistant Basics with YzCTXF.md")
    # The single P is a slip in the file itself, and is told.
    assert turns_of(draft) == {"I": 55, "P1": 52, "P2": 2, "P": 1}
    told = [one for one in draft.problems if "names nobody" not in one.message]
    assert ['"P" speaks' in one.message for one in told] == [True]
    nameless = [one.place for one in draft.problems if one not in told]
    assert [place.rpartition(":")[2] for place in nameless] == [
        *("121", "137", "207", "231"),
    ]
    assert all(turn.start_time is not None for turn in draft.turns)
    assert {one.label: one.function for one in draft.speakers}["P1"] == "Person YzCTXF"


@pytest.mark.parametrize(
    ("number", "encoding", "chair", "turns"),
    [
        ("17001", "utf-8-sig", "Präsident Dr. Norbert Lammert", 7),
        ("17033", "cp1252", "Vizepräsidentin Petra Pau", 107),
        ("17200", "cp1252", "Vizepräsidentin Petra Pau", 73),
        ("18020", "cp1252", "Vizepräsidentin Claudia Roth", 22),
        ("18100", "utf-8-sig", "Vizepräsidentin Ulla Schmidt", 52),
    ],
)
def test_minutes_of_parliament(number, encoding, chair, turns):
    draft = read(SHARED / "de_bundestag_txt_wp17_18_probe" / f"{number}.txt")
    assert draft.encoding == encoding
    assert turns_of(draft)[chair] == turns
    sentences = ("Ich ", "Das ", "Erstens", "Fakt", "Tagesordnungspunkt", "Überweisung")
    assert not [one.label for one in draft.speakers if one.label.startswith(sentences)]
    told = [one.message for one in draft.problems if " paragraphs" in one.message]
    assert len(told) <= 2
