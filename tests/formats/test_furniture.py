"""What programs and printers put around the words is in no turn."""

import pytest

from kodierung.formats import docx, plain
from kodierung.formats.lines import furniture
from kodierung.formats.registry import ReadOptions
from tests.support.documents import of_paragraphs, saved


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
    "header",
    [
        *("{} Studie – Teil 2. Gespräch", "Studie · 5. Februar 2024, Nord {}"),
        *("Interview 3   Seite {}", "Seite {}", "Gespräch Nord, S. {} von 12"),
    ],
)
def test_the_headers_of_pages_are_told(header):
    turns = "I: Und wie war das?\nB1: Das ging\n{}\nso weiter.\n"
    draft = read("".join(turns.format(header.format(page)) for page in (3, 4, 5)))
    assert said(draft)[1][1].startswith("Das ging\n")
    assert len(draft.turns) == 6
    (told,) = draft.problems
    assert told.place == "a.txt:3"
    assert "3 lines like" in told.message


def test_lines_that_come_again_and_again_are_told_and_stay():
    draft = read("I: Und wie war das?\nB1: Das ging\nProjekt Nord 7\nso weiter.\n" * 3)
    assert said(draft)[1][1] == "Das ging\nProjekt Nord 7\nso weiter."
    (told,) = draft.problems
    assert told.place == "a.txt:3"
    assert told.message == ('3 lines like "Projekt Nord 7" may be the headers of pages')


@pytest.mark.parametrize("words", ["(lacht sehr lange)", "Ja, so ist es.", "Ja genau"])
def test_what_people_repeat_is_not_told(words):
    assert read(f"I: Und?\nB1: Das ging\n{words}\nweiter.\n" * 3).problems == ()


def test_a_header_of_pages_in_a_document_is_kept_once_and_told_by_turn():
    lines = ["I: Und?", "Studie · Gespräch Nord, Seite {}", "B1: Ja, so war das."]
    pages = (line.format(page) for page in (3, 4, 5) for line in lines)
    draft = docx.read(saved(of_paragraphs(*pages)), "a.docx", ReadOptions())
    assert said(draft) == [("I", "Und?"), ("B1", "Ja, so war das.")] * 3
    assert draft.notes == ("Studie · Gespräch Nord, Seite 3",)
    assert [one.place for one in draft.problems] == ["a.docx:turn 2"]


def test_doubtful_lines_of_a_document_are_told_by_turn():
    paragraphs = ["Titel", "I: Und?", "B1:", "I: Los.", "B1: Ja, so."]
    draft = docx.read(saved(of_paragraphs(*paragraphs)), "a.docx", ReadOptions())
    (told,) = [one for one in draft.problems if "says nothing" in one.message]
    assert told.place == "a.docx:turn 2"
    assert said(draft)[1] == ("I", "Los.")


def test_what_is_said_often_is_no_header():
    rows = ["Wir waren da um 3", "Wir waren da um 4", "Wir waren da um 5"]
    assert furniture.running(rows, {}) == frozenset()
