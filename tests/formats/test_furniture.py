"""What programs and printers put around the words is in no turn."""

import pytest

from kodierung.formats import furniture, plain
from kodierung.formats.registry import ReadOptions


def read(text):
    return plain.read(text.encode(), "a.txt", ReadOptions())


def said(draft):
    return [(turn.speaker, draft.text[turn.start : turn.end]) for turn in draft.turns]


def test_a_meeting_as_it_is_copied_from_the_window():
    draft = read(
        "KI-generierte Inhalte können fehlerhaft sein\n\n"
        "Anna Max hat die Transkription gestartet\n\n"
        "Anna Max\n0 Minuten 9 Sekunden0:09\nAnna Max 0 Minuten 9 Sekunden\nWarum?\n"
        "Anna Max 0 Minuten 27 Sekunden\nWeil.\n"
        "MW\nMatt Weber\n1 Stunde 2 Minuten1:02:00\n"
        "Matt Weber 1 Stunde 2 Minuten\nSo.\n"
        "BR\n\nBerg, Ron\n63 Minuten63:00\nBerg, Ron 63 Minuten\nGut.\n\n"
        "Matt Weber hat die Transkription gestoppt\n"
    )
    assert said(draft) == [
        ("Anna Max", "Warum?"),
        ("Anna Max", "Weil."),
        ("Matt Weber", "So."),
        ("Berg, Ron", "Gut."),
    ]
    assert [turn.start_time for turn in draft.turns] == [9.0, 27.0, 3720.0, 3780.0]
    assert len(draft.notes) == 3
    assert draft.problems == ()


def test_a_meeting_as_it_is_saved():
    draft = read(
        "Besprechung\n15. Juni 2026, 03:35\n27m 42s\n\nAnna Bei started transcription\n"
        "\nAnna Bei   0:03\nEins.\n\nBen Muster   0:09\nZwei.\nNoch was.\n\n"
        "Anna Bei   1:00:09\nDrei.\n\nAnna Bei stopped transcription\n"
    )
    assert said(draft) == [
        ("Anna Bei", "Eins."),
        ("Ben Muster", "Zwei.\nNoch was."),
        ("Anna Bei", "Drei."),
    ]
    assert draft.notes[-1] == "Anna Bei stopped transcription"


def test_a_time_alone_is_somebody_whom_the_program_does_not_know():
    draft = read(
        "SUMMARY KEYWORDS\ndaten, amt\nSPEAKERS\nInterviewerin, B1\n\n"
        "Interviewerin  00:00\nGuten Tag.\n\nB1  02:05\nJa.\n\n2:15  \nOhne Namen.\n\n"
        "Interviewerin  1:02:05\nEnde.\n\nTranscribed by https://example.org\n"
    )
    assert said(draft) == [
        ("Interviewerin", "Guten Tag."),
        ("B1", "Ja."),
        ("?", "Ohne Namen."),
        ("Interviewerin", "Ende."),
    ]
    assert [turn.start_time for turn in draft.turns] == [0.0, 125.0, 135.0, 3725.0]
    assert draft.notes[-1].startswith("Transcribed by")
    assert [one.place for one in draft.problems] == ["a.txt:12"]


@pytest.mark.parametrize(
    "header", ["{} Studie – Teil 2. Gespräch", "Studie · 5. Februar 2024, Nord {}"]
)
def test_the_headers_of_pages_are_told(header):
    turns = "I: Und wie war das?\nB1: Das ging\n{}\nso weiter.\n"
    draft = read("".join(turns.format(header.format(page)) for page in (3, 4, 5)))
    assert said(draft)[1][1].startswith("Das ging\n")
    assert len(draft.turns) == 6
    (told,) = draft.problems
    assert told.place == "a.txt:3"
    assert "3 lines like" in told.message


def test_what_is_said_often_is_no_header():
    rows = ["Wir waren da um 3", "Wir waren da um 4", "Wir waren da um 5"]
    assert furniture.running(rows, {}) == frozenset()
