"""Whatever people, rooms and telephones are called in a meeting."""

import pytest

from kodierung.formats.registry import ReadOptions, read_transcript

NAMES = [
    "Müller, Jörg (JC Mitte)",
    "Yıldız, Aylin",
    "von der Berg, Anna",
    "raum-3@jobcenter.de",
    "jobcenter-raum-3",
    "iPhone von Tom",
    "dr. klein",
    "+49 170 1234567",
]


def people(text, name, **options):
    _, draft = read_transcript(text.encode(), name, None, ReadOptions(**options))
    return [turn.speaker for turn in draft.turns], draft


def layout(name, head, body="Ich bin auch da: kurz."):
    turns = [("Anna Beispiel", 3), ("Jörg Kurz", 7), (name, 12), ("Anna Beispiel", 20)]
    return "\n".join(
        f"{head.format(who, f'0:{second:02}')}\n{body}\n" for who, second in turns
    )


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("head", ["{}   {}", "{}\t{}", "{} {}"])
def test_a_name_and_a_time_on_a_line(name, head):
    found, draft = people(layout(name, head), "a.txt")
    label = name.removesuffix(" (JC Mitte)")
    assert found == ["Anna Beispiel", "Jörg Kurz", label, "Anna Beispiel"]
    assert [turn.start_time for turn in draft.turns] == [3, 7, 12, 20]


def test_a_line_of_prose_may_end_with_a_time():
    words = "Also wir treffen uns dann\nin der Kantine um 10:30\nwie immer."
    found, _ = people(layout("Ben Klein", "{}   {}", words), "a.txt")
    assert found == ["Anna Beispiel", "Jörg Kurz", "Ben Klein", "Anna Beispiel"]


def test_the_date_above_is_nobody():
    text = "Besprechung\n\n15. Juni 2026, 03:35\n\n" + layout("Ben", "{}   {}")
    found, draft = people(text, "a.txt")
    assert found == ["Anna Beispiel", "Jörg Kurz", "Ben", "Anna Beispiel"]
    assert draft.notes == ("Besprechung", "15. Juni 2026, 03:35")


@pytest.mark.parametrize(
    "name", [one for one in NAMES if "(" not in one and one != "von der Berg, Anna"]
)
def test_a_name_before_the_words_of_most_cues(name):
    turns = ["Anna Berg", "Ben Kurz", "Anna Berg", name, "Ben Kurz"]
    cues = (
        f"00:00:0{at}.000 --> 00:00:0{at}.900\n{who}: Also: ja."
        for at, who in enumerate(turns)
    )
    found, draft = people("WEBVTT\n\n" + "\n\n".join(cues), "a.vtt")
    named = any(f'"{name}' in problem.message for problem in draft.problems)
    assert found == turns or named


def test_a_sentence_with_a_colon_is_nobody_in_cues():
    rows = ["Anna Berg: Ja.", "Ben Kurz: Gut.", "und eins noch: das war so."]
    cues = (
        f"00:00:0{at}.000 --> 00:00:0{at}.900\n{row}" for at, row in enumerate(rows)
    )
    found, draft = people("WEBVTT\n\n" + "\n\n".join(cues), "a.vtt")
    assert found == ["Anna Berg", "Ben Kurz"]
    assert "und eins noch: das war so." in draft.text


def test_a_label_in_other_capitals_is_somebody():
    text = "Lisa B.: Los.\nDr. Kurz: Ja.\nlisa b.: Nein.\nDr. Kurz: So.\nLisa B.: Ah.\n"
    found, _ = people(text, "a.txt")
    assert found == ["Lisa B.", "Dr. Kurz", "lisa b.", "Dr. Kurz", "Lisa B."]


def test_turns_without_a_mark_are_told():
    marks = ["#00:00:05-0#", "", "#00:00:12-0#", "#00:00:20-0#", "#00:00:30-0#"]
    text = "\n".join(f"{'IB'[at % 2]}: Ja so. {m}" for at, m in enumerate(marks))
    _, draft = people(text, "a.txt")
    assert [(one.place, one.message) for one in draft.problems] == [
        ("a.txt:2", "1 of 5 turns has no time mark, the others do")
    ]
    _, draft = people(text.replace("Ja so. \n", "Ja. #00:00:07-0# So.\n"), "a.txt")
    assert draft.problems == ()


def test_an_end_before_the_start_is_left_out():
    text = "Sprecher;Text;Start;Ende\nI;Und?;00:01:00;00:00:30\nB;Ja.;00:01:05;00:01:09"
    _, draft = people(text, "a.csv")
    assert [(t.start_time, t.end_time) for t in draft.turns] == [(60, None), (65, 69)]
    assert "this turn ends before it begins" in str(draft.problems)


@pytest.mark.parametrize("clock", ["00:00:{:02}:12", "00:00:{:02}", "00:{:02}.5"])
def test_a_table_without_headings_whose_first_cell_reads_like_one(clock):
    rows = [
        f'"Sprecher {at % 2}","{clock.format(at)}","{clock.format(at + 1)}",'
        '"Ja, so war das."'
        for at in range(4)
    ]
    found, _ = people("\n".join(rows), "a.csv")
    assert found == ["Sprecher 0", "Sprecher 1"] * 2
