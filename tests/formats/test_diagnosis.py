from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodierung.errors import Problem
from kodierung.formats.diagnosis import diagnose
from kodierung.formats.registry import read_transcript
from kodierung.formats.render import Utterance, render
from kodierung.model import Draft, Speaker

ORDINARY = [("I", "Wie war das bei Ihnen?"), ("B1", "Gut."), ("B2", "Na ja, eben so.")]


def draft(
    said: Sequence[tuple[str, str]],
    times: Sequence[tuple[float | None, float | None]] = (),
    notes: Sequence[str] = (),
    problems: Sequence[Problem] = (),
    functions: dict[str, str] | None = None,
) -> Draft:
    spans = [*times, *[(None, None)] * (len(said) - len(times))]
    text, turns = render(
        [
            Utterance(label, words, start, end)
            for (label, words), (start, end) in zip(said, spans, strict=True)
        ],
        notes,
    )
    speakers = tuple(
        Speaker(label, function=(functions or {}).get(label, ""))
        for label in dict.fromkeys(label for label, _ in said)
    )
    return Draft(text, turns, speakers, tuple(notes), problems=tuple(problems))


def told(made: Draft, *, by_line: bool = False) -> list[str]:
    problems = diagnose(made, "FG01.txt", by_line=by_line)
    assert all(problem.severity == "warning" for problem in problems)
    return [f"{problem.place}: {problem.message}" for problem in problems]


def test_a_good_transcript_gives_no_line() -> None:
    timed = [(float(n), float(n + 1)) for n in range(60)]
    notes = ["Gruppe: FG01", "B1 = Leitung"]
    assert told(draft(ORDINARY * 20, timed, notes)) == []


EXAMPLE = Path(__file__).parents[2] / "transcripts"


@pytest.mark.parametrize("path", sorted(EXAMPLE.glob("*.txt")), ids=lambda p: p.name)
def test_the_example_study_gives_no_line(path: Path) -> None:
    _, read = read_transcript(path.read_bytes(), path.name)
    assert told(read, by_line=True) == []


def test_somebody_who_speaks_once_is_asked_about() -> None:
    often = [*ORDINARY * 10, ("B33", "Ja."), ("B2", "Eben.")]
    assert told(draft(often)) == ['FG01.txt:turn 31: "B33" speaks only once']
    hint = diagnose(draft(often), "FG01.txt", by_line=False)[0].hint
    assert '--alias "B33=…"' in hint
    assert '--not-speaker "B33"' in hint


@pytest.mark.parametrize(
    ("label", "functions", "problems"),
    [
        ("B3", {}, []),  # follows B1 and B2
        ("Clara", {"Clara": "Leitung"}, []),  # named in the header
        ("Moderatorin", {}, []),
        ("Clara", {}, [Problem("x", '"Clara:" occurs once', "", "warning")]),
    ],
)
def test_who_is_known_or_told_of_may_speak_once(
    label: str, functions: dict[str, str], problems: list[Problem]
) -> None:
    often = [*ORDINARY * 10, (label, "Ja.")]
    assert told(draft(often, functions=functions, problems=problems)) == []


def test_where_many_speak_once_nobody_is_asked_about() -> None:
    names = ["Anna Berg", "Ben Tal", "Clara See", "Dora Feld"]
    assert told(draft([*ORDINARY * 10, *((name, "Ja.") for name in names)])) == []


@pytest.mark.parametrize(
    ("one", "other", "twins"),
    [
        ("Interviwer", "Interviewer", True),
        ("Intreviewer", "Interviewer", True),
        ("interviewer1", "Interviewer 1", True),
        ("Interviewer", "Interviewer 1", True),
        ("Sprecher 1", "Sprecher 2", False),
        ("B1", "B11", False),
        ("Anna", "Anne", False),
        ("Frau Meyer", "Frau Meier", True),
        ("Frau Meyer", "Herr Meyer", False),
    ],
)
def test_near_twins(one: str, other: str, twins: bool) -> None:
    said = [(other, "Ja."), ("B1", "Nein.")] * 20 + [(one, "Ja."), (one, "Doch.")]
    expected = [f'FG01.txt:turn 41: "{one}" and "{other}" may be one person']
    assert told(draft(said)) == (expected if twins else [])


def test_two_people_of_like_names_who_both_speak_much_are_no_twins() -> None:
    said = [("Martin", "Ja."), ("Martina", "Nein.")] * 10
    assert told(draft(said)) == []


@pytest.mark.parametrize("other", ["interviewer1", "INTERVIEWER 1", "Interviewer-1"])
def test_labels_that_differ_in_capitals_and_blanks_only(other: str) -> None:
    said = [(other, "Ja."), ("Interviewer 1", "Nein.")] * 10
    assert told(draft(said)) == [
        f'FG01.txt:turn 1: "{other}" and "Interviewer 1" may be one person'
    ]


@pytest.mark.parametrize(
    ("label", "odd"),
    [
        ("Das Erste ist", True),
        ("Ich sage Ihnen", True),
        ("Dr. Guido von der Aue", False),
        ("Teilnehmer/in 3 (w)", False),
        ("B1 und B2", False),
        ("SPEAKER_00", False),
    ],
)
def test_sentences_mistaken_for_speakers(label: str, odd: bool) -> None:
    found = told(draft([*ORDINARY, (label, "Ja."), (label, "Nein.")]))
    expected = f'FG01.txt:turn 4: "{label}" looks like the beginning of a sentence'
    assert [line.startswith(expected) for line in found] == [True] * odd


def test_a_colon_in_brackets_is_told_once() -> None:
    said = [
        ("B1", "Ja. [Anm. d. Verf.: unklar] Um (12:30) Uhr."),
        ("B2", "So war das [Paul: Yeah.] damals. (Zuruf von links: Nie!)"),
    ]
    assert told(draft(said)) == [
        "FG01.txt:turn 2: 2 brackets name somebody with a colon ([Paul: Yeah.]); "
        "the words stay in the turn around them"
    ]


def test_paragraphs_without_a_label() -> None:
    text = (
        b"I: Wie war es?\n\nB1: Gut.\n\nUnd dann kam der Brief.\n\n"
        b"Noch einer.\n\nI: Ja?\n\nB1: Eben.\n"
    )
    _, read = read_transcript(text, "FG01.txt")
    assert told(read, by_line=True) == [
        "FG01.txt:5: 2 paragraphs without a label go on with whoever spoke before"
    ]
    _, read = read_transcript(text.replace(b"\n\n", b"\n"), "FG01.txt")
    assert told(read, by_line=True)[0].startswith("FG01.txt:3: 2 paragraphs")


def test_a_paragraph_of_which_the_reader_told_is_not_told_again() -> None:
    text = b"I: Na?\n\nB1: So.\n\nZuruf: Eben!\n\nB2: Ja.\n\nI: Gut.\n\nB1: Tja.\n"
    _, read = read_transcript(text, "FG01.txt")
    assert [problem.place for problem in read.problems] == ["FG01.txt:5"]
    assert told(read, by_line=True) == []


def test_the_lines_of_a_wrapped_paragraph_are_none() -> None:
    text = (
        b"I: Wie war es denn so bei\nIhnen in dem\nJahr?\n\n"
        b"B1: Gut. Und dann kam der\nBrief, und dann noch\neiner.\n\nI: Ja?\n"
    )
    _, read = read_transcript(text, "FG01.txt")
    assert told(read, by_line=True) == []


def test_speeches_of_several_paragraphs_are_usual_where_the_format_has_speakers() -> (
    None
):
    made = draft([("B1", "So.\nUnd so.\nUnd so weiter.\nUnd so fort.")] * 3)
    assert told(made) == []


def test_a_long_header_is_asked_about() -> None:
    notes = [f"Das ist die Zeile {n}." for n in range(16)]
    assert told(draft(ORDINARY, notes=notes)) == [
        "FG01.txt: 16 lines are nobody's words and kept as notes, such as "
        '"Das ist die Zeile 15."'
    ]


def test_times_that_run_backwards() -> None:
    made = draft(ORDINARY, [(5.0, 6.0), (6.0, 8.0), (2.0, 3.0)])
    assert told(made) == [
        "FG01.txt:turn 3: the clock runs backwards, from 00:00:06 to 00:00:02"
    ]
    within = draft(ORDINARY, [(5.0, 6.0), (3661.5, 60.25), (70.0, None)])
    assert told(within) == [
        "FG01.txt:turn 2: the clock runs backwards, from 01:01:01.5 to 00:01:00.25"
    ]


def test_people_who_speak_at_the_same_time_are_no_fault() -> None:
    made = draft(ORDINARY, [(5.0, 9.0), (6.0, 7.0), (6.0, 8.0)])
    assert told(made) == []


@pytest.mark.parametrize(
    ("text", "turn"),
    [
        ("I: Los. #00:00:10-0#\nB1: Ja. #00:00:05-0#\n", 2),
        ("[00:00:10] I: Los.\n[00:00:12] B1: Ja.\n[00:00:05] I: Gut.\n", 2),
    ],
)
def test_wrong_marks_are_told_with_their_turn(text: str, turn: int) -> None:
    _, read = read_transcript(text.encode(), "FG01.txt")
    (found,) = read.problems
    assert found.place == f"FG01.txt:turn {turn}"
    assert found.message.startswith("the clock runs backwards: this turn ends before")
    assert told(read, by_line=True) == []


def test_missing_times_are_told_where_most_turns_have_one() -> None:
    made = draft(ORDINARY, [(1.0, None), (None, None), (3.0, 4.0)])
    assert told(made) == ["FG01.txt:turn 2: 1 of 3 turns have no time, the others do"]
    assert told(draft(ORDINARY, [(1.0, None)])) == []


def test_time_marks_left_at_zero() -> None:
    text = b"I: Ja? #00:00:00-0#\n\nB1: Nein. #00:00:00-0#\n\nI: Doch. #00:00:00-0#\n"
    _, read = read_transcript(text, "FG01.txt")
    assert told(read, by_line=True) == ["FG01.txt:1: 3 turns end at 0:00:00"]


def test_a_very_long_turn() -> None:
    said = [*ORDINARY * 3, ("B1", "lang " * 900 + "."), ("B2", "Ja.")]
    assert told(draft(said)) == [
        'FG01.txt:turn 10: a turn of 900 words by "B1" is much longer than the others'
    ]
    assert told(draft([("I", "Ja?"), ("B1", "lang " * 700 + ".")] * 2)) == []


def test_what_is_left_to_do() -> None:
    said = [
        ("B1", "Bei XXX war das ??? so, Was??? xxx [Name] (unv.)"),
        ("B2", "TODO [unklar] XXXXX"),
    ]
    assert told(draft(said)) == [
        "FG01.txt:turn 1: the transcriber may have left something to do: "
        "XXX (2), ??? (1), TODO (1), [unklar] (1)"
    ]


def test_empty_turns() -> None:
    assert told(draft([*ORDINARY, ("B1", " ")]))[0].startswith(
        "FG01.txt:turn 4: 1 turn holds no words"
    )


@given(
    st.lists(
        st.tuples(
            st.text("AB1 .:([-?X\n", min_size=1, max_size=8),
            st.text("aB .:()[]?X\n#", min_size=1, max_size=60),
        ),
        min_size=1,
        max_size=40,
    )
)
def test_every_draft_gets_few_lines_with_places(said: list[tuple[str, str]]) -> None:
    for by_line in (True, False):
        problems = diagnose(draft(said), "FG01.txt", by_line=by_line)
        assert len(problems) <= 20
        assert all(p.place.startswith("FG01.txt") and p.hint for p in problems)


@pytest.mark.parametrize(
    "words",
    [
        "[a: " * 200_000,
        "a" + " " * 700_000 + "b",
        "a\n" * 400_000 + "b",
        "a" + "\n" * 700_000 + "b",
        "X" * 700_000 + "a",
        "?" * 700_000 + "a",
    ],
)
def test_hostile_words_take_no_long_time(words: str) -> None:
    made = draft([("B1", words)])
    began = time.process_time()
    diagnose(made, "FG01.txt", by_line=True)
    assert time.process_time() - began < 4


@pytest.mark.parametrize("label", ["Person{0:05} {0}", "B{0}"])
@pytest.mark.parametrize("again", [0, 8_000])
def test_many_labels_take_no_long_time(label: str, again: int) -> None:
    said = [(label.format(n), "Ja.") for n in (*range(12_000), *range(again))]
    warned = [
        Problem("x", f'"{who}:" occurs once', "", "warning") for who, _ in said[8_000:]
    ]
    made = draft(said, problems=warned)
    began = time.process_time()
    diagnose(made, "FG01.txt", by_line=False)
    assert time.process_time() - began < 4
