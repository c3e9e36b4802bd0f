"""Labels of unusual forms: taken when they come back, told when they are not."""

import pytest

from kodierung.errors import TranscriptError
from kodierung.formats import plain
from kodierung.formats.lines.recurring import MOST_TOLD
from kodierung.formats.registry import ReadOptions

WORDS = "Die kennen die Maßnahmen nicht."
UNUSUAL = [
    *(
        "<script>",
        "B?",
        "B1?",
        "Anna?",
        "??",
        "1",
        "01",
        "N.N.",
        "M.",
        "M. M.",
        "A.-K.",
    ),
    *("B1.2", '"Anna"', "„Anna“", "Anna & Ben", "Anna und Ben", "Anna, Ben"),
    *("李", "محمد"),
]
LOWER = ["anna", "frau müller", "frau Müller", "anna von berg", "b", "i"]
GENDERED = ["Interviewer*in", "Befragte*r", "Befragte:r", "Teilnehmer*in 1"]
# What the header or the user says holds for anything.
ANYTHING = [*UNUSUAL, *LOWER, *GENDERED, "Er", "Frage", "und", "Fachkraft!"]


def read(text, **options):
    return plain.read(text.encode(), "a.txt", ReadOptions(**options))


def speakers(draft):
    return [turn.speaker for turn in draft.turns]


def messages(draft):
    return [one.message for one in draft.problems]


def talk(label, times, between="\n"):
    return between.join([f"I: Und?{between}{label}: {WORDS}"] * times) + "\n"


@pytest.mark.parametrize("between", ["\n", "\n\n"])
@pytest.mark.parametrize("label", UNUSUAL)
def test_unusual_labels_that_come_back_are_speakers(label, between):
    draft = read(talk(label, 2, between))
    assert speakers(draft) == ["I", label] * 2
    assert draft.text[draft.turns[1].start : draft.turns[1].end] == WORDS
    assert not any("not taken" in one for one in messages(draft))


@pytest.mark.parametrize("label", LOWER)
def test_labels_in_lower_case_have_to_come_back_more_often(label):
    assert speakers(read(talk(label, 3))) == ["I", label] * 3
    twice = read(talk(label, 2))
    assert speakers(twice) == ["I", "I"]
    assert messages(twice)[0].startswith(f'"{label}:" begins 2 paragraphs')


@pytest.mark.parametrize("label", GENDERED)
def test_labels_for_both_genders_are_taken_at_once(label):
    assert speakers(read(talk(label, 1))) == ["I", label]


def test_moderators_of_both_genders():
    draft = read("Moderator*in: Los.\nTeilnehmer*in 1: Ja.\n**Interviewer*in:** So.\n")
    kinds = [(one.label, one.kind) for one in draft.speakers]
    assert kinds == [
        ("Moderator*in", "moderator"),
        ("Teilnehmer*in 1", "participant"),
        ("Interviewer*in", "moderator"),
    ]


def test_a_lower_case_i_moderates_where_nobody_else_does():
    draft = read("i: Und?\nb1: Ja.\n" * 3)
    assert [one.kind for one in draft.speakers] == ["moderator", "participant"]
    both = read("I: Los.\ni: Und?\nb1: Ja.\n" * 3)
    assert [one.label for one in both.speakers if one.kind == "moderator"] == ["I"]


def test_two_people_with_initials_are_a_conversation():
    draft = read("M. M.: Und?\nA. K.: Ja.\n" * 2)
    assert speakers(draft) == ["M. M.", "A. K."] * 2


@pytest.mark.parametrize("form", ["{} = Leitung", "{}: Leitung"])
@pytest.mark.parametrize("label", ANYTHING)
def test_whom_the_header_names_speaks_even_once(label, form):
    named = form.format(label)
    draft = read(f"Teilnehmende: {named}; I = Moderation\n\n{talk(label, 1)}")
    assert speakers(draft) == ["I", label]
    functions = {one.label: one.function for one in draft.speakers}
    assert functions == {"I": "Moderation", label: "Leitung"}
    assert not any("not taken" in one for one in messages(draft))


def test_a_list_of_people_below_its_heading():
    people = "Teilnehmende:\nM. M.: Leitung\nanna: Fachkraft\n<x> = Anleiter\n\n"
    draft = read(people + "I: Und?\nM. M.: Ja.\nanna: So.\nM. M.: Nein.\nanna: Gut.\n")
    assert speakers(draft) == ["I", "M. M.", "anna", "M. M.", "anna"]
    functions = {one.label: one.function for one in draft.speakers}
    assert functions["M. M."] == "Leitung"
    assert functions["<x>"] == "Anleiter"


def test_the_header_names_nobody_who_is_the_second_half_of_a_name():
    draft = read("Teilnehmende: Um 12:30 = Pause; B1 = Leitung\n\nI: Los.\nB1: Ja.\n")
    assert [one.label for one in draft.speakers] == ["I", "B1"]


@pytest.mark.parametrize("label", [*ANYTHING, "(Zuruf)", "- Anna", "Er: sie", "12:30"])
def test_whom_the_user_names_speaks_even_once(label):
    draft = read(talk(label, 1), aliases={label: "B1"})
    assert speakers(draft)[1] == "B1"
    draft = read(talk(label, 1), moderators=(label,))
    assert len(draft.turns) == 2
    assert [one.kind for one in draft.speakers] == ["moderator", "moderator"]


def test_the_name_that_an_alias_leads_to_is_a_name_too():
    draft = read("I: Und?\nm.m.: Ja.\nfrau m: So.\n", aliases={"M.M.": "frau m"})
    assert speakers(draft) == ["I", "frau m", "frau m"]


@pytest.mark.parametrize(
    "words",
    [
        *(
            "Erstens",
            "und",
            "Das Erste ist",
            "das erste ist",
            "Fakt ist",
            "hier",
            "http",
        ),
        *("zum Beispiel", "das heißt", "ich sage", "Um 12:30 Uhr", "12:30", "Und dann"),
    ],
)
def test_words_before_a_colon_stay_words(words):
    assert speakers(read(talk(words, 3))) == ["I"] * 3
    assert speakers(read(f"B1: Um\n{words}:30 Uhr\n" * 3)) == ["B1"] * 3


def test_addresses_and_times_of_day_stay_words():
    draft = read("B1: Siehe\nhttp://a.de\n12:30 Uhr\n1:0 gewonnen\n" * 3)
    assert speakers(draft) == ["B1"] * 3
    assert draft.problems == ()


def test_unusual_labels_among_long_contributions_are_told_and_not_taken():
    long = "Ein Satz.\n\n" * 5
    draft = read(f"B1: Ja.\n\n{long}M.: So.\n\n{long}B2: Nein.\n\n{long}" * 2)
    assert speakers(draft) == ["B1", "B2"] * 2
    (told,) = draft.problems
    assert told.place == "a.txt:13"
    assert told.message == (
        '"M.:" begins 2 paragraphs and is not taken for a speaker; its words belong '
        'to "B1"'
    )


def test_the_warning_says_what_helps():
    text = "Kopf\n\nI: Und?\nEr: Ja.\nB1: So.\nEr: Nein.\nSie, also: Gut.\n"
    (told,) = read(text).problems
    assert str(told) == (
        'a.txt:4: "Er:" begins 2 paragraphs and is not taken for a speaker; its words '
        'belong to "I" and "B1" (if it is somebody: --alias "Er=Er", or "Er=NAME" if '
        'it means NAME; "Er = …" in the header does as well)'
    )
    assert told.severity == "warning"
    assert read(text, aliases={"Er": "B2"}).problems == ()
    assert read(f"Teilnehmende: Er = Mann\n{text}").problems == ()


def test_words_above_the_first_turn_are_said_to_be_the_headers():
    (told,) = read("Er: Ja.\n\nI: Und?\n\nEr: Nein.\n\nB1: So.\n").problems
    assert told.place == "a.txt:1"
    assert 'belong to the header and "I"' in told.message


def test_words_of_the_header_are_told_only_below_it():
    header = "Gruppe: 3\nGruppe: alle\n\n"
    assert read(f"{header}I: Und?\nB1: Ja.\n").problems == ()
    (told,) = read(f"{header}I: Und?\nGruppe: Ja.\nB1: So.\nGruppe: Ha.\n").problems
    assert told.place == "a.txt:5"
    assert told.message.startswith('"Gruppe:" begins 2 paragraphs')


def test_the_rest_of_a_wrapped_paragraph_is_not_told():
    draft = read("I: Er sagte\nihr: so.\n\nB1: Gut, und\nihr: nein.\n")
    assert draft.problems == ()


def test_a_lower_case_label_among_codes_is_taken_and_told():
    draft = read("I: Und?\nB1: Ja.\nanna: Nein.\n" * 3)
    assert speakers(draft) == ["I", "B1", "anna"] * 3
    assert [str(one) for one in draft.problems] == [
        'a.txt:3: "anna:" comes back several times and is taken for a speaker '
        '(if it is nobody: --not-speaker "anna")'
    ]


def test_not_more_is_told_than_is_read():
    words = ["Er", "Sie", "Du", "Ihr", "Man", "Wer", "Was"]
    draft = read("I: Und?\n" + "".join(f"{one}: Ja.\n" for one in words * 2))
    assert len(draft.problems) == MOST_TOLD + 1
    last = draft.problems[-1]
    assert last.place == "a.txt:7"
    assert last.message == (
        'and 2 more that begin paragraphs and are nobody: "Wer:", "Was:"'
    )


def test_a_name_that_comes_back_among_people_of_another_form_is_told_once():
    people = "Anna Berg: Ja.\nBen Kurz: Nein.\n" * 3
    draft = read(people + "Anna Berg: Also\nProblem: so.\nProblem: nein.\n")
    assert set(speakers(draft)) == {"Anna Berg", "Ben Kurz"}
    (told,) = messages(draft)
    assert told.startswith('"Problem:" begins 2 paragraphs')


def test_people_joined_in_one_label_are_told():
    assert "several people" in messages(read(talk("Anna & Ben", 2)))[0]


@pytest.mark.parametrize(
    "text", ["level: so\n" * 5, "1: so\n" * 5, "Teilnehmende: , : x\n", "und: so\n" * 5]
)
def test_one_word_again_and_again_is_no_conversation(text):
    with pytest.raises(TranscriptError, match=r"^a\.txt: this is no transcript; "):
        read(text)


ODD = ["Herr X. von gegenüber", "Dr.-Ing. K.", "Wer hinten saß"]


@pytest.mark.parametrize("label", ODD)
def test_one_odd_label_is_told_where_all_paragraphs_begin_with_labels(label):
    (told,) = read(f"{talk('B1', 20)}{label}: Nein.\n").problems
    assert told.place == "a.txt:41"
    assert told.message == (
        f'"{label}:" begins a paragraph and is not taken for a speaker; its words '
        'belong to "B1"'
    )


@pytest.mark.parametrize("label", ODD)
def test_one_odd_label_may_be_words_where_many_paragraphs_have_none(label):
    long = "\n\n".join(["I: Und?", "B1: Ja.", "Ein Satz."] * 20)
    assert read(f"{long}\n\n{label}: Nein.\n").problems == ()
