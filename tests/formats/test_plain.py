import pytest

from kodierung.errors import TranscriptError
from kodierung.formats import plain
from kodierung.formats.registry import ReadOptions
from kodierung.text import settle


def read(text, **options):
    return plain.read(text.encode(), "a.txt", ReadOptions(**options))


def said(draft):
    return [(turn.speaker, draft.text[turn.start : turn.end]) for turn in draft.turns]


def clock(draft):
    return [(turn.start_time, turn.end_time) for turn in draft.turns]


def functions(draft):
    return {one.label: one.function for one in draft.speakers}


def moderators(draft):
    return [one.label for one in draft.speakers if one.kind == "moderator"]


def test_labels_with_a_colon():
    draft = read("I: Wie war das?\n\nB1: Das war so.\n\nB2: Ja.\n")
    assert said(draft) == [("I", "Wie war das?"), ("B1", "Das war so."), ("B2", "Ja.")]
    assert clock(draft) == [(None, None)] * 3
    assert moderators(draft) == ["I"]
    assert [turn.number for turn in draft.turns] == [1, 2, 3]


def test_f4_marks_at_the_end():
    draft = read("I: Wie? #00:00:10-5#\n\nB1: So. #00:00:12-0#\n\nB2: Ja.\n")
    assert said(draft) == [("I", "Wie?"), ("B1", "So."), ("B2", "Ja.")]
    assert clock(draft) == [(None, 10.5), (10.5, 12.0), (12.0, None)]


def test_marks_and_gender_before_the_words():
    draft = read("[00:01:12] TN3 (w): Das war so.\n[00:01:20] TN4 (m): Ja.\n")
    assert said(draft) == [("TN3", "Das war so."), ("TN4", "Ja.")]
    assert clock(draft) == [(72.0, 80.0), (80.0, None)]
    assert functions(draft) == {"TN3": "", "TN4": ""}


@pytest.mark.parametrize(
    "line",
    [
        *(
            "B1: Ja.",
            "B1:Ja.",
            "B1 : Ja.",
            "  B1\t:\tJa.  ",
            "**B1:** Ja.",
            "**B1**: Ja.",
        ),
        *("B1:\u00a0Ja.", "[B1]: Ja.", "B1:\nJa.", "B1 (w): Ja.", "**B1:**{: .x}\nJa."),
    ],
)
def test_ways_to_write_one_turn(line):
    draft = read(f"I: Und?\n{line}\nI: Gut.\n")
    assert said(draft) == [("I", "Und?"), ("B1", "Ja."), ("I", "Gut.")]


@pytest.mark.parametrize(
    "line",
    [
        *(
            "[00:01:00] B1: Ja.",
            "#00:01:00-0# B1: Ja.",
            "(01:00) B1: Ja.",
            "01:00 B1: Ja.",
        ),
        *("B1: [00:01:00] Ja.", "B1 [00:01:00]: Ja.", "**B1 [00:01:00]** Ja."),
        *("B1: #00:01:00-0# Ja.", "[00:01:00]\nB1: Ja.", "B1 [00:01:00] Ja."),
        *("B1  01:00\nJa.", "[00:01:00] **B1:** Ja.", "(01:00)\n\nB1: Ja."),
    ],
)
def test_ways_to_write_when_a_turn_begins(line):
    draft = read(f"I: Und?\n\n{line}\n")
    assert said(draft) == [("I", "Und?"), ("B1", "Ja.")]
    assert clock(draft) == [(None, 60.0), (60.0, None)]


def test_an_f4_mark_on_the_line_below_closes_the_turn():
    draft = read("I: Und?\n#00:00:09-0#\n\nB1: Ja.\n#00:00:12-0#\n")
    assert said(draft) == [("I", "Und?"), ("B1", "Ja.")]
    assert clock(draft) == [(None, 9.0), (9.0, 12.0)]


def test_paragraphs_without_a_label_go_on_with_the_turn():
    draft = read("B1: Eins.\n\nZwei [00:00:02] und\nDrei.\n\nI: Gut. [00:00:05]\n")
    assert said(draft) == [
        ("B1", "Eins.\n\nZwei [00:00:02] und\nDrei."),
        ("I", "Gut."),
    ]


def test_hard_wrapped_lines():
    draft = read(
        "B1: Das ist eine lange\nZeile, und das\nEinschub: sie geht weiter.\nI: Gut."
    )
    assert said(draft)[0][1].endswith("Einschub: sie geht weiter.")
    (doubt,) = draft.problems
    assert doubt.place == "a.txt:3"
    assert "not taken for a speaker" in doubt.message
    assert doubt.severity == "warning"


def test_the_header_is_notes_and_functions():
    draft = read(
        "Projekt: Zusammenarbeit\nModeratorin: Anna Berg\nDatum: 14.03.2024\n"
        "Teilnehmende: B1 = Geschäftsführung, GmbH; B2 = Leitung; I = Moderation\n\n"
        "I: Los.\nB1: Ja.\n"
    )
    assert len(draft.notes) == 4
    assert said(draft) == [("I", "Los."), ("B1", "Ja.")]
    assert functions(draft) == {
        "I": "Moderation",
        "B1": "Geschäftsführung, GmbH",
        "B2": "Leitung",
    }


def test_the_moderators_name_in_the_header_is_no_turn():
    draft = read(
        "Datum: 1.4.2024\nModeratorin: Anna Berg\n\nModeratorin: Los.\nB1: Ja.\n"
    )
    assert said(draft) == [("Moderatorin", "Los."), ("B1", "Ja.")]


def test_a_first_turn_directly_below_the_header():
    draft = read("Datum: 1.4.2024\nModeratorin: Dann fangen wir an.\nB1: Ja.\n")
    assert said(draft) == [("Moderatorin", "Dann fangen wir an."), ("B1", "Ja.")]


def test_front_matter_and_headings_are_notes():
    draft = read("---\ntitle: X\n---\n\n# Gespräch\nI: Los.\n\n## Teil 2\n\nB1: Ja.\n")
    assert draft.notes == ("title: X", "# Gespräch", "## Teil 2")
    assert said(draft) == [("I", "Los."), ("B1", "Ja.")]


def test_after_a_heading_the_same_person_begins_a_new_turn():
    draft = read("I: Los.\nB1: Eins.\n\n## Teil 2\n\nZwei.\n")
    assert said(draft) == [("I", "Los."), ("B1", "Eins."), ("B1", "Zwei.")]


def test_a_legend_letter_stands_for_the_numbered_people():
    draft = read("(S = Student; I = Interviewer)\nI: Los.\nS1: Ja.\nS2: Nein.\n")
    assert functions(draft) == {"I": "Interviewer", "S1": "Student", "S2": "Student"}


def test_the_legend_outweighs_the_label():
    draft = read("I = Informantin; K = Moderation\n\nK: Los.\nI: Ja.\n")
    assert moderators(draft) == ["K"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("M: Los.\nB1: Ja.\nB2: Nein.\n", ["M"]),
        ("M1: Los.\nTN1: Ja.\nTN2: Nein.\n", ["M1"]),
        ("B1: Ja.\nM: Los.\nB2: Nein.\n", []),
        ("M1: Los.\nW1: Ja.\nM2: Nein.\n", []),
        ("M: Los.\nV: Ja.\nK: Nein.\n", []),
        ("M: Los.\nI: Gut.\nB1: Ja.\n", ["I"]),
        ("Interviewer:in: Los.\nTeilnehmer:in 1: Ja.\n", ["Interviewer:in"]),
    ],
)
def test_who_moderates(text, found):
    assert moderators(read(text)) == found


def test_moderators_can_be_named():
    text = "Karla: Los.\nAnna: Ja.\nKarla: So.\nAnna: Gut.\n"
    assert moderators(read(text)) == []
    named = read(text, moderators=("Karla",))
    assert moderators(named) == ["Karla"]
    assert named.problems == ()


def test_a_named_moderator_whom_only_the_header_names_is_there():
    text = "Teilnehmende: B1 = Leitung; K = Protokoll\n\nI: Los.\nB1: Ja.\n"
    assert read(text, moderators=("K",)).problems == ()


def test_similar_labels_are_never_merged():
    text = "interviewer 1: Los.\nP1: Ja.\ninterviewer1: So.\n"
    draft = read(text)
    assert [one.label for one in draft.speakers] == [
        "interviewer 1",
        "P1",
        "interviewer1",
    ]
    joined = read(text, aliases={"interviewer1": "I", "Interviewer 1": "I"})
    assert [one.label for one in joined.speakers] == ["I", "P1"]
    assert joined.problems == ()


def test_brackets_stay_where_they_tell_people_apart():
    draft = read(
        "I: Los.\nTeilnehmer (w): Ja.\nTeilnehmer (m): Nein.\nB1 (lachend): Ha.\n"
    )
    assert [one.label for one in draft.speakers] == [
        *("I", "Teilnehmer (w)", "Teilnehmer (m)", "B1"),
    ]


def test_a_bracket_may_be_the_function():
    draft = read("I: Los.\nB1 (Jobcenter): Ja.\nAnna Berg (Träger): Nein.\nB1: Gut.\n")
    assert functions(draft) == {"I": "", "B1": "Jobcenter", "Anna Berg": "Träger"}


def test_a_time_in_the_bracket_is_part_of_the_function():
    draft = read(
        "I: Guten Tag.\nFrau Ç.: Guten Tag.\nPerson C (Leitung, ab 00:20): Hallo.\n"
        "Eins ist klar (um 10:15): da ist Pause.\nFrau Ç.: Ja.\n"
    )
    labels = [turn.speaker for turn in draft.turns]
    assert labels == ["I", "Frau Ç.", "Person C", "Frau Ç."]
    assert functions(draft)["Person C"] == "Leitung, ab 00:20"


def test_names_that_occur_once_count_among_names():
    draft = read(
        "Anna: Los.\nBen: Ja.\nAnna: So.\nBen: Gut.\nClara: Auch.\nErstens: nein.\n"
    )
    assert [one.label for one in draft.speakers] == ["Anna", "Ben", "Clara"]
    assert [str(one) for one in draft.problems] == [
        'a.txt:5: "Clara:" occurs once and is taken for a speaker '
        '(if it is nobody: --not-speaker "Clara")'
    ]


def test_names_beside_a_moderator_need_no_second_turn():
    draft = read("Moderatorin: Willkommen.\n\nAnna: Danke.\n\nBen Kurz: Gern.\nSo.\n")
    assert said(draft) == [
        ("Moderatorin", "Willkommen."),
        ("Anna", "Danke."),
        ("Ben Kurz", "Gern.\nSo."),
    ]
    assert len(draft.problems) == 2


def test_somebody_the_header_does_not_name_is_told():
    draft = read(
        "Teilnehmende: B1 = Leitung; B2 = Fachkraft\n\nI: Los.\nB1: Ja.\nB11: Gut.\n"
    )
    assert [str(one) for one in draft.problems] == [
        'a.txt:5: "B11" speaks but is not among the people named in the header '
        "(if it is one of them misspelt, say who under import: in kodierung.yaml, "
        'aliases: {"B11": …}; the file itself may stay as it is)'
    ]


def test_a_stranger_is_placed_where_the_label_stands_and_an_alias_mends_it():
    text = (
        "Teilnehmende: B1 = Leitung; B2 = Fachkraft\n\n"
        "I: Los.\nB1: Ja.\n\nP:\nGut.\nB2: Nein.\nP: Doch.\n"
    )
    assert [one.place for one in read(text).problems] == ["a.txt:6"]
    assert read(text, aliases={"P": "B1"}).problems == ()


def test_aliases_hold_in_the_header_too():
    text = (
        "Teilnehmende: B1 = Leitung; B2 = Fachkraft; B3 = Anleiter\n\n"
        "I: Los.\nB1: Ja.\nB2: Gut.\nB3: Nein.\n"
    )
    draft = read(text, aliases={"B1": "Frau Eins", "B3": "B2"})
    assert functions(draft) == {"I": "", "Frau Eins": "Leitung", "B2": "Fachkraft"}
    assert draft.problems == ()


def test_several_people_at_once_are_one_label_and_told():
    draft = read("I: Los.\nB1: Ja.\nB1, B2: (lachen)\n")
    assert draft.turns[2].speaker == "B1, B2"
    assert "several people" in draft.problems[0].message


def test_an_empty_turn_is_left_out_and_told():
    draft = read("I: Los.\nB1:\nI: Gut.\n")
    assert said(draft) == [("I", "Los."), ("I", "Gut.")]
    assert draft.problems[0].place == "a.txt:2"


def test_words_with_a_colon_inside_begin_no_turn():
    draft = read("I: Los.\nB1: Die\nLehrer:innen sagen\nI:n der Tat\n")
    assert [turn.speaker for turn in draft.turns] == ["I", "B1", "I"]
    assert "Lehrer:innen sagen" in said(draft)[1][1]


@pytest.mark.parametrize(
    "text",
    [
        "Es war einmal ein Mann. Der sagte: Nein.\n",
        "Das Erste ist: so\nKlar ist: so\nDas Erste ist: nein\nKlar ist: ja\n",
        "Hinweis: so\nHinweis: anders\n",
        "Anmeldung: ja\nAnmeldung: nein\n",
        "Anna: Los.\nBen: Ja.\n",
        "Datum: 1.1.2024\nTeilnehmende: B1 = Leitung; B2 = Fachkraft\n",
        "name;alter\nAnna;3\n",
    ],
)
def test_what_is_no_transcript_is_refused_with_the_reason(text):
    with pytest.raises(
        TranscriptError, match=r"^a\.txt: this is no transcript; "
    ) as caught:
        read(text)
    for convention in ("B1: ", "#00:01:23-4#", "[00:01:12] TN3 (w): "):
        assert convention in caught.value.hint


def test_the_settled_text_is_the_whole_file():
    text = "Projekt: X\r\n\r\nI: Gru\u0308ße\r\nB1: Ja  \r\n"
    draft = read("\ufeff" + text)
    assert draft.text == settle(text)
    assert said(draft) == [("I", "Grüße"), ("B1", "Ja")]
    assert draft.encoding == "utf-8-sig"


@pytest.mark.parametrize(
    "label", ["Alle", "mehrere", "alle durcheinander", "Unbekannt", "Unknown Speaker"]
)
def test_labels_that_are_nobodys_in_particular_have_turns_and_are_told(label):
    draft = read(f"I: Los.\nB1: Ja.\n{label}: (lachen)\nB1: So.\n")
    assert said(draft)[2] == (label, "(lachen)")
    (told,) = draft.problems
    assert told.place == "a.txt:3"
    assert "nobody in particular" in told.message


def test_a_name_with_the_surname_first_is_one_person():
    text = "Berg, Anna: Los.\nKurz, Ben: Ja.\nBerg, Anna: So.\nKurz, Ben: Gut.\n"
    draft = read(text)
    assert [one.label for one in draft.speakers] == ["Berg, Anna", "Kurz, Ben"]
    assert draft.problems == ()
    both = read("I: Los.\nAnna: Ja.\nBen: So.\nAnna, Ben: (lachen)\nI: Gut.\n" * 2)
    assert any("several people" in one.message for one in both.problems)


def test_an_unusual_label_that_occurs_once_is_told():
    draft = read("I: Los.\nB1: Ja.\nA.B.: Nein.\nI: Gut.\n")
    assert said(draft)[1] == ("B1", "Ja.\nA.B.: Nein.")
    (told,) = draft.problems
    assert told.place == "a.txt:3"
    assert 'its words belong to "B1"' in told.message


def test_a_time_without_a_name_is_told():
    draft = read("00:01 I: Los.\n\n00:05 B1: Ja.\n\n00:09 Nein.\n\n00:12 I: So.\n")
    assert said(draft)[1] == ("B1", "Ja.\n\n00:09 Nein.")
    assert [one.place for one in draft.problems] == ["a.txt:5"]


def test_round_marks_at_the_end_where_the_clock_runs_on():
    draft = read("I: Los. (00:00:05)\nB1: Ja. (00:00:09)\nI: So.\n")
    assert said(draft) == [("I", "Los."), ("B1", "Ja."), ("I", "So.")]
    assert clock(draft) == [(None, 5.0), (5.0, 9.0), (9.0, None)]
    day = read("I: Wann?\nB1: Um acht (20:00)\nI: Und?\nB1: Dann (19:00)\n")
    assert said(day)[1] == ("B1", "Um acht (20:00)")


@pytest.mark.parametrize("point", ["- ", "> ", "• "])
def test_points_and_quoted_lines(point):
    draft = read(
        "".join(f"{point}{row}\n" for row in ("I: Los.", "**B1:** Ja.", "I: So."))
    )
    assert said(draft) == [("I", "Los."), ("B1", "Ja."), ("I", "So.")]


def test_empty_quoted_lines_are_empty():
    draft = read("> I: Los.\n>\n> B1: Ja.\n>\n> I: So.\n")
    assert said(draft) == [("I", "Los."), ("B1", "Ja."), ("I", "So.")]


@pytest.mark.parametrize("start", ["@UTF8\n@Begin", "@Begin", '<?xml version="1.0"?>'])
def test_what_other_programs_read_is_not_taken_for_text(start):
    assert not plain.sniff("a.cha", f"{start}\n*INV:\tLos.\n*PAR:\tJa.\n".encode())
