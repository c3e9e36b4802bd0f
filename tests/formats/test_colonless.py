"""Turns that open without a colon, in the layouts of programs and of typists."""

import pytest

from kodierung.errors import TranscriptError
from kodierung.formats import plain
from kodierung.formats.registry import ReadOptions


def read(text, **options):
    return plain.read(text.encode(), "a.txt", ReadOptions(**options))


def said(draft):
    return [(turn.speaker, draft.text[turn.start : turn.end]) for turn in draft.turns]


def starts(draft):
    return [turn.start_time for turn in draft.turns]


THREE = [("I", "Wie war das?"), ("B1", "Gut, ja."), ("I", "So.")]


@pytest.mark.parametrize(
    "line",
    [
        *("00:05 {0} {1}", "[00:05] {0} {1}", "{0} [00:00:05] {1}", "00:05 {0}\n{1}"),
        *("{0}  00:05\n{1}", "{0} 00:05\n{1}", "{0} [00:05]\n{1}", "{0} (0:05)\n{1}"),
        *("{0} 5 Sekunden\n{1}", "{0} 0 minutes 5 seconds\n{1}", "[00:05] {0}\n\n{1}"),
        *("¤<5000> (0:00:05.0) {0} {1}", "**{0} [00:00:05]** {1}"),
        *("[{0}] 00:00:05\n{1}", "[00:05] [{0}] {1}", "{0}: 00:00:05\n\n{1}"),
        *("{0}:\t00:05\t{1}", "{0}: 0:05\t{1}"),
        *("[0:00:05 -> 0:00:09] [{0}]: {1}", "[00:05 - 00:09] {0}: {1}"),
    ],
)
def test_a_time_beside_the_speaker(line):
    draft = read("\n\n".join(line.format(*turn) for turn in THREE))
    assert said(draft) == THREE
    assert starts(draft) == [5.0] * 3


@pytest.mark.parametrize(
    "line",
    [
        *("{0}\n{1}", "**{0}**\n\n{1}", "### {0}\n\n{1}", "{0}\t{1}", "{0} – {1}"),
        *("{0} - {1}", "{0}     {1}", "[{0}] {1}", "({0}) {1}", "<{0}> {1}"),
        *("**{0}** {1}", "*{0}* {1}"),
    ],
)
@pytest.mark.parametrize("names", [("I", "B1"), ("Anna", "Ben Kurz")])
def test_no_time_at_all(line, names):
    one, other = names
    turns = [(one, "Wie?"), (other, "Gut, ja."), (one, "So."), (other, "Eben.")]
    assert said(read("\n\n".join(line.format(*turn) for turn in turns))) == turns


def test_names_with_blanks_in_brackets_behind_the_time():
    turns = [("Speaker 1", "Wie?"), ("Speaker 2", "Gut, ja."), ("Speaker 1", "So.")]
    assert (
        said(read("\n".join("[00:05] [{}] {}".format(*one) for one in turns))) == turns
    )


def test_a_time_of_day_as_an_answer_stays():
    draft = read("I: Wann?\n\nB1: 08:30\n\nI: Und dann?\n\nB1: 9:15\nwar Schluss.\n")
    assert [words for _, words in said(draft)][1::2] == ["08:30", "9:15\nwar Schluss."]


def test_lower_case_behind_the_time():
    draft = read("00:05 p2 eins\n\n00:09 i drei\n\n00:12 p2 vier\n")
    assert said(draft) == [("p2", "eins"), ("i", "drei"), ("p2", "vier")]


def test_a_name_that_speaks_once_among_names_with_times():
    draft = read("Anna [00:02] Eins.\n\nBen [00:05] Zwei.\n\nAnna [00:09] Drei.\n")
    assert [turn.speaker for turn in draft.turns] == ["Anna", "Ben", "Anna"]


def test_recognisers_with_the_speaker_on_a_line_and_segments_below():
    draft = read(
        "Transcription for interview\n\nSPEAKER_00\n[00:00:00] - Hallo.\n"
        "[00:00:04] - Und?\n\nSPEAKER_01\n[00:00:08] - Gut.\n\n"
        "SPEAKER_00\n[00:00:12] - Aha.\n"
    )
    assert said(draft) == [
        ("SPEAKER_00", "Hallo.\n[00:00:04] - Und?"),
        ("SPEAKER_01", "Gut."),
        ("SPEAKER_00", "Aha."),
    ]
    assert starts(draft) == [0.0, 8.0, 12.0]
    assert draft.notes == ("Transcription for interview",)


def test_labels_with_a_colon_come_first():
    draft = read("I: Gehen wir durch.\n\nBerlin\n\nKöln\n\nB1: Ja.\n\nBerlin\n\nKöln\n")
    assert [turn.speaker for turn in draft.turns] == ["I", "B1"]


def test_what_is_listed_as_nobody_is_nobody_here_too():
    draft = read("I1\nEins.\nB1\nZwei.\nC1\nDrei.\nB1\nVier.\n", not_speakers=("C1",))
    assert said(draft)[1] == ("B1", "Zwei.\nC1\nDrei.")


@pytest.mark.parametrize(
    "text",
    [
        "Einleitung\n\nDas war so.\n\nFazit\n\nUnd so weiter.\n",
        "Um 10:30 Uhr kam er.\nUm 11:30 Uhr ging sie.\nUm 12:30 Uhr schliefen sie.\n",
        "Milch – zwei Liter\nBrot – ein Laib\nKäse – ein Stück\n",
        "00:01 Ja das war\n00:05 Und dann so\n00:09 Also nein\n",
    ],
)
def test_other_texts_are_no_transcripts(text):
    with pytest.raises(TranscriptError, match=r"^a\.txt: this is no transcript; "):
        read(text)
