"""Who is nobody, as the researcher says."""

from tests.formats.test_plain import functions, read, said


def test_what_the_user_says_is_no_speaker_is_none():
    text = "A: Assistent\n\nI: Los.\nB1: Also\nA: eins.\nI: Gut.\nA: Ja.\nB1: Nein.\n"
    assert len(said(read(text))) == 7
    draft = read(text, not_speakers=("a", "Niemand"))
    assert said(draft) == [
        ("I", "Los."),
        ("B1", "Also\nA: eins."),
        ("I", "Gut.\nA: Ja."),
        ("B1", "Nein."),
    ]
    assert draft.problems == ()


def test_nobody_is_in_the_legend_whom_the_user_says_is_none():
    text = "I = Interviewerin; B1 = Leitung; A = Alexa\n\nI: Los.\nB1: Ja.\n"
    assert "A" in functions(read(text))
    assert functions(read(text, not_speakers=("A",))) == {
        "I": "Interviewerin",
        "B1": "Leitung",
    }


def test_nobody_may_be_told_with_the_brackets():
    text = "I: Los.\nPerson (A): Eins.\nPerson (B): Zwei.\nI: Ja.\n"
    draft = read(text, not_speakers=("Person (B)",))
    assert said(draft)[1] == ("Person", "Eins.\nPerson (B): Zwei.")
