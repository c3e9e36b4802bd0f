import pytest

from kodierung.formats.lines import labels


@pytest.mark.parametrize(
    "label",
    [
        *("B1", "TN3", "I", "S01", "SPEAKER_00", "P1", "M2", "FK12", "Int1", "TN 3"),
        *("Person 2", "Sprecherin 1", "Befragte", "Teilnehmer:in 2", "Interviewer"),
        *("Moderatorin", "Moderator*in", "Gesprächsleitung", "B1, B2", "Befragte*r"),
        *("Befragte:r", "Befragter", "Teilnehmer*in 1", "Interviewte*r"),
    ],
)
def test_codes_need_no_second_occurrence(label):
    assert labels.is_label(label)
    assert labels.is_code(label)


@pytest.mark.parametrize(
    "label",
    [
        *(
            "Anna",
            "Anna Berg",
            "Lisa B.",
            "Frau Ç.",
            "Dr. Guido Berg",
            "Eckart von Klaeden",
        ),
        *("Herr Müller", "1. Sprecher", "Weitere Teilnehmerin", "Dr. h. c. Erler"),
    ],
)
def test_names_are_labels_but_no_codes(label):
    assert labels.is_label(label)
    assert not labels.is_code(label)


@pytest.mark.parametrize(
    "words",
    [
        *("Das Erste ist", "Drittens", "Und", "Aber", "Klar ist", "Nächster Redner"),
        *("Ich sage Ihnen", "Fakt ist", "Datum", "Teilnehmende", "anna", "12", "", " "),
        *("(Zuruf von der AfD", "Ja, genau", "Gut. Dann", "Er sagte „ja", "title"),
        *(
            "Ein Satz mit mehr als sechs Wörtern darin",
            "A" * 64,
            "Frau Berg hat gesagt",
        ),
    ],
)
def test_sentences_and_header_words_are_no_labels(words):
    assert not labels.is_label(words)


@pytest.mark.parametrize(
    "label",
    [
        *("I", "I1", "I 2", "Int", "Int.", "int2", "Interviewer", "interviewerin"),
        *("Interviewer:in", "Interviewer/-in", "InterviewerIn", "Interviewer 1"),
        *("Interviewer*in", "Moderator*in", "Moderierende*r", "Interviewer_in 2"),
        *("Moderator", "Moderatorin", "MODERATION", "Mod.", "Mod 2", "Facilitator"),
    ],
)
def test_moderators_are_known_by_their_label(label):
    assert labels.is_moderator(label)


@pytest.mark.parametrize(
    "label", ["i", "M", "M1", "Ina", "Inge", "Modeste", "B1", "IP1"]
)
def test_others_are_no_moderators(label):
    assert not labels.is_moderator(label)


@pytest.mark.parametrize(
    ("function", "moderates"),
    [
        ("Moderation", True),
        ("Interviewerin (Hochschule)", True),
        ("Moderatorin, Projektteam", True),
        ("Facilitator", True),
        ("Moderatorin beim Radio", False),
        ("Geschäftsführung", False),
    ],
)
def test_a_function_may_be_the_moderators(function, moderates):
    assert labels.is_moderating(function) is moderates


def test_labels_are_tidied_but_not_merged():
    assert labels.tidy(" **Dr.\u00a0Guido   Berg** ") == "Dr. Guido Berg"
    assert labels.tidy("[SPEAKER_00]") == "SPEAKER_00"
    assert labels.tidy("Mu\u0308ller") == "Müller"
    assert labels.tidy("interviewer1") != labels.tidy("Interviewer 1")


def test_brackets_and_functions_are_split_off():
    assert labels.without_brackets("TN3 (w)") == ("TN3", ("w",))
    assert labels.without_brackets("Beck (Köln) (X)") == ("Beck", ("Köln", "X"))
    assert labels.without_brackets("(lacht)") == ("(lacht)", ())
    assert labels.split_function("Anna Berg, Leiterin") == ("Anna Berg", "Leiterin")
    assert labels.split_function("Ja, Anna") == ("Ja, Anna", "")
    assert labels.split_function("Vielen Dank, Frau X") == ("Vielen Dank, Frau X", "")
