import pytest

from kodierung.errors import TranscriptError
from kodierung.formats import noscribe
from kodierung.formats.registry import ReadOptions, read_transcript

HEAD = (
    '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.0//EN" "http://example.org/x.dtd">'
    '<html><head><meta charset="latin-1"/><style>p {}</style></head><body>'
    "<p>Gruppe 1</p><p><span>Transcribed with noScribe<br/>Audio file: x</span></p>"
)


def anchor(start, end, speaker, words):
    return f'<a name="ts_{start}_{end}_{speaker}" >{words}</a>'


def read(*paragraphs, head=HEAD, **options):
    body = "".join(f"<p >{one}</p>" for one in paragraphs)
    written = f"{head}{body}</body></html>".encode()
    return noscribe.read(written, "a.html", ReadOptions(**options))


def said(draft):
    return [
        (one.speaker, draft.text[one.start : one.end], one.start_time, one.end_time)
        for one in draft.turns
    ]


def test_paragraphs_are_turns_with_the_times_of_their_anchors():
    draft = read(
        anchor(0, 12140, "", "(12 seconds pause) "),
        anchor(12140, 22800, "S01", "S01: <span>[00:00:12]</span> Schön,")
        + anchor(22800, 24360, "S01", " (..)")
        + anchor(30090, 30910, "//S02", " //S02: Ist das herrlich.")
        + anchor(31870, 33510, "S01", "// Und &uuml;ber"),
        anchor(36190, 36330, "S00", "S00: <span>[00:00:36]</span> Ja."),
    )
    assert said(draft) == [
        ("S01", "Schön, (..) //S02: Ist das herrlich.// Und über", 12.14, 33.51),
        ("S00", "Ja.", 36.19, 36.33),
    ]
    assert draft.notes == (
        "Gruppe 1",
        "Transcribed with noScribe",
        "Audio file: x",
        "(12 seconds pause)",
    )
    assert draft.problems == ()


def test_people_renamed_in_the_words():
    draft = read(
        anchor(0, 1000, "S00", "Interviewerin: Und?"),
        anchor(1000, 2000, "S01", "B1: Das Erste ist: nein."),
        anchor(2000, 3000, "S00", "Gut so: weiter."),
    )
    assert [(who, words) for who, words, *_ in said(draft)] == [
        ("Interviewerin", "Und?"),
        ("B1", "Das Erste ist: nein."),
        ("Interviewerin", "Gut so: weiter."),
    ]
    assert draft.speakers[0].kind == "moderator"


def test_a_later_pause_goes_on_with_the_last_speaker():
    draft = read(
        anchor(0, 1000, "S00", "S00: Los"), anchor(1000, 9000, "", "(8 seconds pause)")
    )
    assert said(draft)[-1] == ("S00", "(8 seconds pause)", 1.0, 9.0)


def test_times_inside_a_turn_stay():
    draft = read(anchor(0, 9000, "S00", "S00: <span>[00:00:00]</span> a [00:00:05] b"))
    assert said(draft)[0][1] == "a [00:00:05] b"


@pytest.mark.parametrize(
    "body", ["", "<p>nur so</p>", '<p><a name="ts_1_2_">x</a></p>']
)
def test_what_is_refused(body):
    with pytest.raises(TranscriptError, match=r"names no speaker|empty"):
        noscribe.read(body.encode(), "a.html", ReadOptions())


def test_what_is_nested_too_deep_is_refused_since_words_would_be_lost():
    with pytest.raises(TranscriptError, match="nested deeper"):
        read("<i>" * 400 + anchor(0, 1, "S00", "S00: a"))


def test_it_is_recognised():
    written = (HEAD + "<p>" + anchor(0, 1, "S00", "S00: a") + "</p>").encode()
    assert read_transcript(written, "a.html")[0] == "noscribe"
    assert not noscribe.sniff("a.html", HEAD.encode())


def test_paragraphs_typed_in_later():
    draft = read(
        anchor(0, 1000, "S00", "S00: Los"),
        "und noch etwas",
        "S01: Ja.",
        anchor(1000, 2000, "", "(lacht)"),
        anchor(2000, 3000, "S00", "S00: Gut"),
    )
    assert said(draft) == [
        ("S00", "Los", 0.0, 1.0),
        ("S00", "und noch etwas", None, None),
        ("S01", "Ja.", None, None),
        ("S01", "(lacht)", 1.0, 2.0),
        ("S00", "Gut", 2.0, 3.0),
    ]
    (told,) = draft.problems
    assert told.message.endswith('spoke before: 2, the first "und noch etwas"')


def test_words_outside_of_paragraphs_are_not_lost():
    body = (
        "<table><tr><td>Gruppe</td><td>1</td></tr></table>"
        f"<p>{anchor(0, 1000, 'S00', 'S00: Los')}</p>lose <b>Worte</b>"
        f"<div>{anchor(1000, 2000, 'S01', 'S01: Ja')}</div>"
        f"{anchor(2000, 3000, 'S00', 'S00: Gut')}<script>nein</script>"
    )
    draft = noscribe.read(f"<body>{body}</body>".encode(), "a.html", ReadOptions())
    assert draft.notes == ("Gruppe", "1")
    assert [one[:2] for one in said(draft)] == [
        ("S00", "Los"),
        ("S00", "lose"),
        ("S00", "Worte"),
        ("S01", "Ja"),
        ("S00", "Gut"),
    ]
    assert "without noScribe's times" in draft.problems[0].message


def test_two_paragraphs_that_have_become_one():
    draft = read(
        anchor(0, 1000, "S00", "S00: Los")
        + anchor(1000, 1500, "//S01", " //S01: hm")
        + anchor(1500, 2000, "S00", "// geht es")
        + anchor(2000, 3000, "S01", " S01: Ja.")
        + anchor(3000, 4000, "S01", " Gut.")
    )
    assert said(draft) == [
        ("S00", "Los //S01: hm// geht es", 0.0, 2.0),
        ("S01", "Ja. Gut.", 2.0, 4.0),
    ]
