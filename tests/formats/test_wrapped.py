"""Hard-wrapped texts: labels over several lines, remarks in brackets, sentences."""

from kodierung.formats import plain
from kodierung.formats.lines import brackets
from kodierung.formats.registry import ReadOptions


def read(text):
    return plain.read(text.encode(), "a.txt", ReadOptions())


def said(draft):
    return [(turn.speaker, draft.text[turn.start : turn.end]) for turn in draft.turns]


def functions(draft):
    return {one.label: one.function for one in draft.speakers}


def test_a_function_goes_on_in_the_next_lines():
    draft = read(
        "Anna Berg, Ministerin für Wirtschaft, Energie\nund Wohnen: Guten Tag.\n\n"
        "Ben Kurz (BÜNDNIS 90/\nDIE GRÜNEN): Ja.\n\n"
        "Clara Lang, Staatssekretärin bei der Ministerin für\nUmwelt, Naturschutz,\n"
        "Bau und Verkehr: Nein.\n\nAnna Berg, Ministerin: So.\n"
    )
    assert said(draft) == [
        ("Anna Berg", "Guten Tag."),
        ("Ben Kurz", "Ja."),
        ("Clara Lang", "Nein."),
        ("Anna Berg", "So."),
    ]
    assert functions(draft)["Clara Lang"].startswith("Staatssekretärin bei der")


def test_a_sentence_over_two_lines_is_no_label():
    draft = read(
        "I: Und?\nB1: Das war, wie Anna Berg, Leiterin der Schule,\ndie sagte: so.\n"
        "Anna Berg, die Leiterin,\nhat gesagt: nein.\nI: Gut.\n"
    )
    assert [turn.speaker for turn in draft.turns] == ["I", "B1", "I"]


def test_a_label_inside_a_remark_opens_no_turn():
    draft = read(
        "Anna Berg: Eins.\n(Beifall bei allen – Clara\nBen Kurz: Sehr gut! – Zuruf\n"
        "Clara Lang: Nein!)\nBen Kurz: Zwei.\nAnna Berg: Drei.\n"
    )
    assert [turn.speaker for turn in draft.turns] == [
        "Anna Berg",
        "Ben Kurz",
        "Anna Berg",
    ]


def test_brackets_that_nobody_closes_hide_nothing():
    assert brackets.inside(["(a", "b", "c)"]) == {1, 2}
    assert brackets.inside(["(a", "b"]) == frozenset()
    assert brackets.inside(["(a", "", "b)"]) == frozenset()
    assert brackets.inside(["(a [b", "c]", "d) e"]) == {1, 2}
    assert brackets.inside(["a)", "(b", *["c"] * 9, "d)"]) == frozenset()


def test_names_that_stand_in_the_middle_of_a_sentence_are_told_and_no_speakers():
    draft = read(
        "Anna: Das war so.\n\nBen: Dann kam ein\nFreund: der war da.\n\n"
        "Anna: Aha.\n\nBen: Ja.\n"
    )
    assert [turn.speaker for turn in draft.turns] == ["Anna", "Ben", "Anna", "Ben"]
    assert ['"Freund:"' in one.message for one in draft.problems] == [True]


def test_once_among_people_with_functions_a_bare_name_is_none():
    people = ["Anna Berg (SPD)", "Ben Kurz (CDU)", "Clara Lang, Ministerin"]
    rows = [f"{one}: Ja, das war so." for one in people * 2]
    draft = read("\n".join([*rows, "Kernfrage Geld: Das fehlt.", "Uwe Alt (FDP): Ja."]))
    assert len(draft.turns) == 7
    assert draft.turns[-1].speaker == "Uwe Alt"
    assert ['"Kernfrage Geld:"' in one.message for one in draft.problems] == [True]
