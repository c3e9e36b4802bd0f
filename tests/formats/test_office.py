"""What documents of any word processor hold: tables, Teams, answers alone."""

import pytest

from kodierung.formats import docx as word
from kodierung.formats import office
from kodierung.formats.office import Table
from kodierung.formats.registry import ReadOptions
from tests.support.documents import of_paragraphs, of_table, saved


def read(document, **options):
    return word.read(saved(document), "a.docx", ReadOptions(**options))


def said(draft):
    return [(one.speaker, draft.text[one.start : one.end]) for one in draft.turns]


def test_a_table_of_speakers_and_words():
    draft = read(
        of_table(
            ("Sprecher", "Text"),
            ("Frau A", "Los."),
            ("Herr B:", "Ja.\nUnd so."),
            ("", "Weiter."),
            ("Frau A", "Gut: danke."),
        )
    )
    assert said(draft) == [
        ("Frau A", "Los."),
        ("Herr B", "Ja.\nUnd so.\nWeiter."),
        ("Frau A", "Gut: danke."),
    ]
    assert draft.notes == ("Gruppe 1", "Sprecher\tText")


def test_a_table_with_number_and_time():
    draft = read(
        of_table(
            ("1", "00:00:01", "I", "Los."),
            ("2", "[00:00:05]", "B1", "Ja, so war das damals."),
        )
    )
    assert said(draft) == [("I", "Los."), ("B1", "Ja, so war das damals.")]
    assert [one.start_time for one in draft.turns] == [1.0, 5.0]


def test_a_time_may_stand_in_the_speakers_cell():
    words = "Und so war das damals mit dem Amt."
    rows = [("Frau A\n00:00:01", words), ("Herr B: [0:05]", words)]
    draft = read(of_table(*rows, *rows))
    assert said(draft)[:2] == [("Frau A", words), ("Herr B", words)]
    assert [turn.start_time for turn in draft.turns][:2] == [1.0, 5.0]


def test_words_beside_the_words_are_told():
    rows = [("I", "1", "Kurz?", "Fragt sehr leise, sieht aus dem Fenster")]
    rows += [("B1", "2", "Ja, so war das bei uns damals auf dem Amt.", "")]
    rows += [("I", "3", "Und wie ging das dann weiter mit Ihnen?", "")] * 2
    draft = read(of_table(*rows))
    assert said(draft)[:2] == [("I", "Kurz?"), ("B1", rows[1][2])]
    (told,) = draft.problems
    assert told.place == "a.docx"
    assert told.message == (
        'column 4 (1 cell with words, such as "Fragt sehr leise, sieht aus dem '
        'Fenster") is left out'
    )


def test_columns_beside_the_words_are_told_once_for_all_tables():
    tables = [
        Table(
            [
                [["Bemerkung"], ["Person"], ["Zeit"], ["Nr"], ["Text"], ["Thema"]],
                [["leise"], ["I"], ["[1:05]"], ["1"], ["Los."], ["Amt"]],
                [[""], ["B1"], ["[1:05]"], ["2"], ["Ja."], ["Weg\nund Ziel"]],
            ]
        )
    ] * 2
    draft = office.read(tables, "a.odt", ReadOptions())
    assert said(draft) == [("I", "Los."), ("B1", "Ja.")] * 2
    assert [one.message for one in draft.problems] == [
        'columns "Bemerkung" (2 cells with words, such as "leise"), "Thema" (4 cells '
        'with words, such as "Amt") are left out'
    ]


def test_any_other_table_is_read_cell_by_cell():
    draft = read(of_table(("I: Los.", "B1: Ja."), ("I: Gut.", "B1: Danke.")))
    assert [one.speaker for one in draft.turns] == ["I", "B1", "I", "B1"]


def test_labels_of_unusual_forms_are_taken_or_told():
    draft = read(of_paragraphs(*["I: Und?", "M. M.: Ja.", "anna: Nein."] * 3))
    assert [turn.speaker for turn in draft.turns] == ["I", "M. M.", "anna"] * 3
    told = read(of_paragraphs(*["I: Und?", "Er: Ja."] * 2)).problems
    assert [one.message.split(" and ")[0] for one in told] == [
        '"Er:" begins 2 paragraphs'
    ]
    named = read(of_paragraphs("Teilnehmende: Er = Mann", "", "I: Und?", "Er: Ja."))
    assert said(named) == [("I", "Und?"), ("Er", "Ja.")]


@pytest.mark.parametrize("label", ["M. M.", "anna", "1", "B1?"])
def test_a_table_may_have_labels_of_unusual_forms(label):
    rows = [("Sprecher", "Text"), *[("Anna", "Und, was?"), (label, "Ja, doch.")] * 2]
    assert (
        said(read(of_table(*rows)))
        == [
            ("Anna", "Und, was?"),
            (label, "Ja, doch."),
        ]
        * 2
    )


def test_running_numbers_in_a_table_are_no_labels():
    rows = [("1", "Anna", "Und, was?"), ("1", "Ben", "Ja."), ("2", "Anna", "So, so.")]
    assert said(read(of_table(*rows))) == [
        *(("Anna", "Und, was?"), ("Ben", "Ja."), ("Anna", "So, so."))
    ]


def test_a_table_may_have_names_of_the_users():
    table = of_table(("Er da!", "Und, was?"), ("Sie da!", "Ja, doch."))
    draft = read(table, aliases={"Er da!": "B1", "Sie da!": "B2"})
    assert said(draft) == [("B1", "Und, was?"), ("B2", "Ja, doch.")]


def test_headings_name_the_columns_of_a_table():
    rows = [
        ("Zeit", "Was gesagt wird", "Wer"),
        ("0:01", "Und?", "die da"),
        ("0:05", "Ja.", "der hier"),
    ]
    unnamed = said(read(of_table(*rows, before="I: Los.")))
    assert "die da" not in dict(unnamed)
    rows[0] = ("Zeit", "Aussage", "Sprecher:in")
    draft = read(of_table(*rows))
    assert said(draft) == [("die da", "Und?"), ("der hier", "Ja.")]
    assert [turn.start_time for turn in draft.turns] == [1.0, 5.0]


def test_a_label_that_is_nobodys_goes_on_with_the_last_speaker():
    rows = [("I", "Und so?"), ("B1", "Ja, doch."), ("Pause", "Kaffee."), ("I", "Los.")]
    draft = read(of_table(*rows), not_speakers=("pause",))
    assert said(draft) == [
        ("I", "Und so?"),
        ("B1", "Ja, doch.\nPause\tKaffee."),
        ("I", "Los."),
    ]


TEAMS = [
    "Besprechung-20260615_133555-Besprechungstranskript",
    "15. Juni 2026, 03:35",
    "Anna Beispiel   0:03\nGuten Tag zusammen.",
    "Ben Muster   0:07\nHallo.\nSchön, da zu sein.",
    "Anna Beispiel   1:02:10\nDanke.",
]


def test_teams_with_name_time_and_words_in_one_paragraph():
    draft = read(of_paragraphs(*TEAMS))
    assert said(draft) == [
        ("Anna Beispiel", "Guten Tag zusammen."),
        ("Ben Muster", "Hallo.\nSchön, da zu sein."),
        ("Anna Beispiel", "Danke."),
    ]
    assert [turn.start_time for turn in draft.turns] == [3.0, 7.0, 3730.0]


def test_teams_with_a_line_of_times_above_name_and_words():
    draft = read(
        of_paragraphs(
            "Besprechung",
            *("0:0:3.120 --> 0:0:5.480", "Anna Beispiel", "Guten Tag"),
            *("0:0:5.480 --> 0:0:7.0", "Anna Beispiel", "zusammen: los!"),
            *("0:0:8.0 --> 0:1:9.5", "Ben Muster", "Hallo.", "Schön."),
        )
    )
    assert said(draft) == [
        ("Anna Beispiel", "Guten Tag zusammen: los!"),
        ("Ben Muster", "Hallo. Schön."),
    ]
    assert [(turn.start_time, turn.end_time) for turn in draft.turns] == [
        (3.12, 7.0),
        (8.0, 69.5),
    ]
    assert draft.notes == ("Besprechung",)


def test_otter_with_a_line_of_name_and_time():
    draft = read(
        of_paragraphs(
            *("SUMMARY KEYWORDS", "amt, arbeit", "SPEAKERS", "Anna, Ben"),
            *("Anna  00:00", "Wie war das Amt?", "", "Ben  02:05", "Gut: ja."),
            *("", "Anna  1:02:10", "Danke."),
        )
    )
    assert said(draft) == [
        ("Anna", "Wie war das Amt?"),
        ("Ben", "Gut: ja."),
        ("Anna", "Danke."),
    ]
    assert [turn.start_time for turn in draft.turns] == [0.0, 125.0, 3730.0]


ANSWERS = ["Titel", "I: Wie war das?", "Gut war das.", "Sehr gut.", "I: Und?", "Ja."]


def test_answers_without_labels_are_not_the_moderators():
    draft = read(of_paragraphs(*ANSWERS, "Doch."))
    assert said(draft) == [
        ("I", "Wie war das?"),
        ("?", "Gut war das.\nSehr gut."),
        ("I", "Und?"),
        ("?", "Ja.\nDoch."),
    ]
    assert draft.notes == ("Titel",)
    assert "without a speaker" in draft.problems[-1].message
    named = read(of_paragraphs(*ANSWERS, "Doch."), aliases={"?": "B1"})
    assert {turn.speaker for turn in named.turns} == {"I", "B1"}


def test_what_stands_below_a_table_of_turns_is_nobodys():
    document = of_table(("Sprecher", "Text"), ("I", "Und?"), ("B1", "Ja."))
    for words in ("Ende der Aufnahme", "B1: Noch etwas.", "Und das."):
        document.add_paragraph(words)
    draft = read(document)
    assert said(draft) == [
        ("I", "Und?"),
        ("B1", "Ja."),
        ("B1", "Noch etwas.\nUnd das."),
    ]
    assert draft.notes[-1] == "Ende der Aufnahme"
    assert [one.message for one in draft.problems] == [
        "1 paragraph below the table of turns is kept as a note"
    ]
