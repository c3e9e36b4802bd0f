from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodierung.errors import StudyError
from kodierung.project import Answers, from_record, read_answers

labels = st.sampled_from(["A", "a", "B1", "Frau B", "SPEAKER_00", "Zuruf"])
said = st.builds(
    Answers,
    format=st.sampled_from(["", "plain", "docx"]),
    encoding=st.sampled_from(["", "cp1252"]),
    moderators=st.lists(labels, max_size=2, unique=True).map(tuple),
    aliases=st.dictionaries(labels, labels, max_size=3),
    not_speakers=st.lists(labels, max_size=2, unique=True).map(tuple),
)


def test_a_file_heeds_what_is_said_of_all_of_its_like_and_of_itself() -> None:
    answers = Answers(
        moderators=("I",),
        aliases={"A": "all", "B": "all", "C": "all"},
        files={
            "FG01.txt": Answers(aliases={"C": "itself"}, encoding="cp1252"),
            "FG*.txt": Answers(aliases={"B": "like", "C": "like"}, moderators=("M",)),
            "FG02.txt": Answers(format="docx"),
        },
    )
    assert answers.of("FG01.txt") == Answers(
        encoding="cp1252",
        moderators=("I", "M"),
        aliases={"A": "all", "B": "like", "C": "itself"},
    )
    assert answers.of("X.vtt") == Answers(moderators=("I",), aliases=answers.aliases)


def test_a_name_with_brackets_means_itself() -> None:
    answers = Answers(files={"FG[1].txt": Answers(format="docx")})
    assert answers.of("FG[1].txt").format == "docx"


def test_the_stronger_answers_win() -> None:
    weak = Answers(
        aliases={"SPEAKER_00": "B1", "SPEAKER_01": "B2"}, not_speakers=("Zuruf",)
    )
    strong = Answers(
        aliases={"zuruf": "B3", "B1": "Anna"}, not_speakers=("speaker_01",)
    )
    assert weak.under(strong) == Answers(
        aliases={"SPEAKER_00": "Anna", "zuruf": "B3", "B1": "Anna"},
        not_speakers=("speaker_01",),
    )


@given(said, said)
def test_no_label_is_an_alias_and_nobody_unless_said_so_at_once(
    weak: Answers, strong: Answers
) -> None:
    both = weak.under(strong)
    nobody = {label.casefold() for label in both.not_speakers}
    aliases = {label.casefold() for label in both.aliases}
    own = {label.casefold() for label in strong.not_speakers}
    at_once = {label.casefold() for label in strong.aliases} & own
    weak_at_once = {label.casefold() for label in weak.aliases} & {
        label.casefold() for label in weak.not_speakers
    }
    assert nobody & aliases <= at_once | weak_at_once
    assert both.under(Answers()) == both == Answers().under(both)


@given(said)
def test_a_record_brings_the_answers_back(answers: Answers) -> None:
    assert from_record(answers.record()) == answers
    assert from_record({}) == Answers()


def test_faults_are_named_with_their_lines(tmp_path: Path) -> None:
    path = tmp_path / "antworten.yaml"
    path.write_text("aliases: {A: [B]}\nmoderator: I\nfiles:\n  a: [b]\n", "utf-8")
    with pytest.raises(StudyError) as caught:
        read_answers(path)
    assert [str(problem) for problem in caught.value.problems] == [
        'antworten.yaml:1: "A" must be a single text',
        'antworten.yaml:2: unknown setting "moderator" (did you mean "moderators"?)',
        "antworten.yaml:4: here belong keys: format, encoding, moderators, aliases, "
        "not_speakers",
    ]
    path.write_text("", "utf-8")
    with pytest.raises(StudyError) as caught:
        read_answers(path)
    assert "the file is empty" in str(caught.value.problems[0])
