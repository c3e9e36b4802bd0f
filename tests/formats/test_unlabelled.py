from __future__ import annotations

import pytest

from kodierung.formats.registry import ReadOptions, read_transcript
from kodierung.model import Draft

WRAPPED = """\
Gespräch mit Frau K.
Datum: 3.5.2024

I: Wie war das denn so bei Ihnen im Amt, als Sie dort
angefangen haben? #00:00:05-0#

Gut war das. Man hat sich gekannt, und wer neu dazukam,
wurde begrüßt.

Später nicht mehr. #00:00:20-0#

I: Und heute? #00:00:25-0#

Ja. #00:01:00-0#
"""


def read(text: str, **options: object) -> Draft:
    _, draft = read_transcript(text.encode(), "a.txt", None, ReadOptions(**options))  # type: ignore[arg-type]
    return draft


def said(draft: Draft) -> list[tuple[str, str]]:
    return [(one.speaker, draft.text[one.start : one.end]) for one in draft.turns]


def test_answers_are_spans_of_the_file_itself() -> None:
    draft = read(WRAPPED)
    assert draft.text == WRAPPED
    assert [(who, words.split()[-1]) for who, words in said(draft)] == [
        ("I", "haben?"),
        ("?", "mehr."),
        ("I", "heute?"),
        ("?", "Ja."),
    ]
    times = [(turn.start_time, turn.end_time) for turn in draft.turns]
    assert times == [(None, 5), (5, 20), (20, 25), (25, 60)]
    assert draft.notes == ("Gespräch mit Frau K.", "Datum: 3.5.2024")
    (told,) = draft.problems
    assert told.place == "a.txt:7"
    assert told.message.endswith('2 answers without a speaker are labelled "?"')
    assert told.hint.startswith("if one person gives them all, say who: --alias")


def test_the_user_says_who_answers_or_that_nobody_does() -> None:
    named = read(WRAPPED, aliases={"?": "B1"})
    assert [who for who, _ in said(named)] == ["I", "B1"] * 2
    assert named.problems == ()
    assert [who for who, _ in said(read(WRAPPED, not_speakers=("?",)))] == ["I", "I"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("I: Und?\nJa.\nI: So?\nNein.\n", ["I", "?", "I", "?"]),
        ("I:\nUnd?\nJa.\nI:\nSo?\nNein.\n", ["I", "?", "I", "?"]),
        ("Ich kam früh dorthin.\n\nI: Und?\n\nJa.\n", ["?", "I", "?"]),
        ("I: Und?\nJa.\nI: So?\nI: Gut.\n", ["I", "I", "I"]),
        ("I: Und?\nJa.\nNein.\nB1: So.\nDoch.\n", ["I", "B1"]),
        ("B1: Und?\nJa.\nB1: So?\nNein.\n", ["B1", "B1"]),
    ],
)
def test_only_where_nobody_but_the_moderator_has_a_label(
    text: str, found: list[str]
) -> None:
    assert [who for who, _ in said(read(text))] == found


def test_a_silent_person_of_the_legend_does_not_hide_the_answers() -> None:
    draft = read(f"Teilnehmende: I = Moderation; B = Anleiterin\n\n{WRAPPED}")
    assert {who for who, _ in said(draft)} == {"I", "?"}
    assert [one.label for one in draft.speakers if one.collective] == ["?"]
