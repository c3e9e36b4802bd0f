import pytest

from kodierung.formats.lines import legend


def read(text):
    return legend.read(
        text.split("\n"), lambda index: text.split("\n")[index] == "I: Los."
    )


@pytest.mark.parametrize(
    ("header", "functions"),
    [
        (
            "Teilnehmende: B1 = Geschäftsführung, GmbH; B2 = Leitung; I = Moderation",
            {"B1": "Geschäftsführung, GmbH", "B2": "Leitung", "I": "Moderation"},
        ),
        (
            "Teilnehmende: B1 = Geschäftsführung einer gemeinnützigen\n"
            "Gesellschaft; B2 = Leitung",
            {
                "B1": "Geschäftsführung einer gemeinnützigen Gesellschaft",
                "B2": "Leitung",
            },
        ),
        (
            "Teilnehmer:innen:\nB1 = Leitung\nB2 = Fachkraft",
            {"B1": "Leitung", "B2": "Fachkraft"},
        ),
        (
            "Teilnehmende:\n- B1: Leitung\n- B2: Fachkraft",
            {"B1": "Leitung", "B2": "Fachkraft"},
        ),
        (
            "Teilnehmende: B1: Leitung; B2: Fachkraft",
            {"B1": "Leitung", "B2": "Fachkraft"},
        ),
        ("TN: B1 (Leitung), B2 (Fachkraft)", {"B1": "Leitung", "B2": "Fachkraft"}),
        ("Teilnehmende: B1, B2; I", {"B1": "", "B2": "", "I": ""}),
        ("I = Interviewer", {"I": "Interviewer"}),
        ("I: Interviewer, B: Befragter", {"I": "Interviewer", "B": "Befragter"}),
        ("(S = Student; I = Interviewer)", {"S": "Student", "I": "Interviewer"}),
        ("I = Interviewerin, B = Befragte", {"I": "Interviewerin", "B": "Befragte"}),
        ("- P1: [Person X](people/x.md)", {"P1": "Person X"}),
        ("B1 (w) = Leitung", {"B1": "Leitung"}),
        (
            "Teilnehmende: B1: Geschäftsführung, B2: Jobcoachin, Standort A",
            {"B1": "Geschäftsführung", "B2": "Jobcoachin, Standort A"},
        ),
        (
            "Teilnehmende: B1: Geschäftsführung, GmbH, B2 = Jobcoachin; B3: Leitung",
            {"B1": "Geschäftsführung, GmbH", "B2": "Jobcoachin", "B3": "Leitung"},
        ),
        (
            "Teilnehmende: B1: Leitung, Schwerpunkt: Jugend",
            {"B1": "Leitung, Schwerpunkt: Jugend"},
        ),
        (
            "Teilnehmende: M. M. = Leitung; <x> = Fachkraft; Befragte:r = Anleiter",
            {"M. M.": "Leitung", "<x>": "Fachkraft", "Befragte:r": "Anleiter"},
        ),
        ("Interviewer*in = Moderation", {"Interviewer*in": "Moderation"}),
        ("Teilnehmende: davon 3 = Frauen", {}),
        ("Teilnehmende: 5 Personen", {}),
        ("Datum: 1.4.2024", {}),
        ("Ja: das war so, nein: das nicht", {}),
    ],
)
def test_legends(header, functions):
    assert dict(read(f"Projekt: X\n{header}\n\nI: Los.").functions) == functions


def test_the_legend_ends_where_somebody_speaks():
    told = read("I = Moderation\nI: Los.\nB1 = nie gesagt")
    assert dict(told.functions) == {"I": "Moderation"}
    assert told.lines == {0}


def test_a_key_of_signs_names_nobody():
    told = read("Zeichen: (..) = Pause; GROSS = Betonung\n\nI: Los.")
    assert told.named == frozenset()


def test_a_first_turn_directly_below_is_no_legend():
    told = read("Teilnehmende: B1 = Leitung; I = Moderation\nI: Los.\nB1: Ja.")
    assert told.lines == {0}


@pytest.mark.parametrize(
    ("header", "functions"),
    [
        (
            "Teilnehmende: anna: Leitung, frau müller: Fachkraft, Standort: B",
            {"anna": "Leitung", "frau müller": "Fachkraft, Standort: B"},
        ),
        ("TN: anna (Leitung), Ben (Rest)", {"anna": "Leitung"}),
        ("Teilnehmende: anna, frau müller", {"anna": "", "frau müller": ""}),
        ("Teilnehmende: anna, jemand", {}),
        ("Teilnehmende:\nanna: Leitung\nSchwerpunkt: Jugend", {"anna": "Leitung"}),
    ],
)
def test_whoever_opens_other_lines_may_be_listed(header, functions):
    lines = f"{header}\n\nI: Los.".split("\n")
    spoken = {"anna": 3, "frau müller": 2, "I": 1}
    told = legend.read(lines, lambda at: lines[at] == "I: Los.", spoken)
    assert dict(told.functions) == functions
    assert told.named == set(functions)


def people(text):
    from kodierung.formats import plain
    from kodierung.formats.registry import ReadOptions

    draft = plain.read(text.encode(), "a.txt", ReadOptions())
    words = [draft.text[turn.start : turn.end] for turn in draft.turns]
    return {one.label: one.function for one in draft.speakers}, words, draft.notes


def test_a_short_name_in_brackets_is_named_like_the_codes():
    from kodierung.formats import plain
    from kodierung.formats.registry import ReadOptions

    text = (
        "(J = Moderation, A = Leitung, Si = Fachkraft)\n\nJ: Los.\nA: Ja.\nSi: Nein.\n"
    )
    draft = plain.read(text.encode(), "a.txt", ReadOptions())
    assert [one.function for one in draft.speakers] == [
        "Moderation",
        "Leitung",
        "Fachkraft",
    ]
    assert draft.problems == ()


TALK = "I: Los.\nB1: Ja.\nB2: Nein.\nI: Gut.\n"
TOLD = {"I": "Moderation", "B1": "Leitung", "B2": "Fachkraft"}


@pytest.mark.parametrize(
    "legend",
    [
        "B1 – Leitung\nB2 - Fachkraft\nI – Moderation\n",
        "Teilnehmende:\nB1 – Leitung\nB2 – Fachkraft\nI – Moderation\n",
        "Legende:\n- B1: Leitung\n- B2: Fachkraft\n- I: Moderation\n",
        "B1 = Leitung\nB2 = Fachkraft\nI = Moderation\n",
    ],
)
@pytest.mark.parametrize("at_the_end", [False, True])
def test_a_legend_above_or_below_what_is_said(legend, at_the_end):
    text = f"{TALK}\n{legend}" if at_the_end else f"{legend}\n{TALK}"
    functions, words, notes = people(text)
    assert functions == TOLD
    assert words == ["Los.", "Ja.", "Nein.", "Gut."]
    assert notes == tuple(legend.strip().split("\n"))


def test_dashes_in_one_line():
    legend = "Teilnehmende: B1 – Leitung, B2 – Fachkraft, I – Moderation\n"
    assert people(f"{legend}\n{TALK}")[0] == TOLD


@pytest.mark.parametrize(
    "last",
    [
        "B1: Ja – genau\nB2: Nein – nie\n",
        "B1: Ja.\nB2 – Fachkraft\n",
        "B1: Es gilt:\na = b\nc = d\n",
        "Befragte:\nJa.\nI: So.\nBefragte:\nB1 sagt das.\n",
    ],
)
def test_what_is_said_last_is_no_legend(last):
    functions, _, notes = people(f"{TALK}{last}")
    assert set(functions.values()) == {""}
    assert notes == ()
