import time

import pytest

from kodierung.errors import TranscriptError
from kodierung.formats import webvtt
from kodierung.formats.registry import ReadOptions


def read(body, head="WEBVTT\n\n", **options):
    return webvtt.read((head + body).encode(), "a.vtt", ReadOptions(**options))


def said(draft):
    return [
        (one.speaker, draft.text[one.start : one.end], one.start_time, one.end_time)
        for one in draft.turns
    ]


def test_voices():
    draft = read(
        "1\n00:01.000 --> 00:02.500\n<v I>Los &amp; auf</v>\n\n"
        "00:00:03.000 --> 00:00:04.000\n<v.laut B1>Ja\nund <i>nein</i>\n\n"
        "00:00:04.000 --> 00:00:05.250\n<v B1>weiter\n"
    )
    assert said(draft) == [
        ("I", "Los & auf", 1.0, 2.5),
        ("B1", "Ja und nein weiter", 3.0, 5.25),
    ]
    assert draft.text == "I: Los & auf\n\nB1: Ja und nein weiter\n"
    assert [one.kind for one in draft.speakers] == ["moderator", "participant"]


def test_names_in_brackets_above_the_words():
    draft = read(
        "00:08.000 --> 00:12.000\n(Anna Berg)\nWir fangen an.\nWas ist Ihr\n\n"
        "00:12.000 --> 00:16.000\n(Anna Berg)\nBeruf?\n-\n \n(Ben Kurz)\nMaler.\n\n"
        "00:16.000 --> 00:20.000\n(Ben Kurz)\n(lacht) Ja.\n"
    )
    assert said(draft) == [
        ("Anna Berg", "Wir fangen an. Was ist Ihr Beruf?", 8.0, 16.0),
        ("Ben Kurz", "Maler. (lacht) Ja.", 12.0, 20.0),
    ]


def test_two_voices_in_one_cue():
    draft = read("00:01.000 --> 00:02.000\n<v Berg, Anna>Ja.</v> <v Ben>Nein.</v>\n")
    assert said(draft) == [("Berg, Anna", "Ja.", 1.0, 2.0), ("Ben", "Nein.", 1.0, 2.0)]


def test_a_cue_without_a_voice_goes_on_with_the_last_speaker():
    draft = read(
        "00:01.000 --> 00:02.000\n<v B1>Ja\n\n00:02.000 --> 00:03.000\nund\n\n"
        "00:03.000 --> 00:04.000\n<v B2>Nein\n"
    )
    assert said(draft) == [("B1", "Ja und", 1.0, 3.0), ("B2", "Nein", 3.0, 4.0)]


def test_doubtful_words_in_angle_brackets_stay():
    draft = read(
        "00:01.000 --> 00:02.000\n<v B1>Das <[?]> war <n(lacht)> <00:01.500>so\n"
    )
    assert said(draft)[0][1] == "Das <[?]> war <n(lacht)> so"


def test_names_inside_the_cues():
    draft = read(
        "1\n00:01.000 --> 00:02.000\nAnna Berg: Los\n\n2\n00:02.000 --> 00:03.000\n"
        "Anna Berg: und\n\n3\n00:03.000 --> 00:04.000\nBen: Ja\n",
        moderators=("Anna Berg",),
    )
    assert said(draft) == [("Anna Berg", "Los und", 1.0, 3.0), ("Ben", "Ja", 3.0, 4.0)]
    assert draft.speakers[0].kind == "moderator"
    assert draft.problems == ()


def test_nobody_named():
    draft = read("00:01.000 --> 00:02.000\nLos\n\n00:02.000 --> 00:03.000\nJa\n")
    assert said(draft) == [("?", "Los Ja", 1.0, 3.0)]
    assert "no speakers are named" in draft.problems[0].message


def test_comments_above_the_cues_are_the_header():
    draft = read(
        "00:01.000 --> 00:02.000\n<v A>Los\n\nNOTE später\n\n"
        "00:02.000 --> 00:03.000\n<v B>Ja\n",
        head="WEBVTT - Gruppe 1\n\nNOTE\nTeilnehmende: A = Moderation; B = Leitung\n\n",
    )
    assert draft.notes == ("Gruppe 1", "Teilnehmende: A = Moderation; B = Leitung")
    assert [(one.kind, one.function) for one in draft.speakers] == [
        ("moderator", "Moderation"),
        ("participant", "Leitung"),
    ]
    assert draft.text.startswith("Gruppe 1\n\nTeilnehmende: ")


def test_aliases_are_for_voices_too():
    draft = read(
        "00:01.000 --> 00:02.000\n<v Berg, Anna>Ja\n", aliases={"Berg, Anna": "B1"}
    )
    assert draft.turns[0].speaker == "B1"


def test_a_stranger_is_placed_by_the_turn():
    draft = read(
        "WEBVTT\n\nNOTE Teilnehmende: B1 = Leitung; B2 = Fachkraft\n\n"
        "00:01.000 --> 00:02.000\n<v B1>Ja.\n\n"
        "00:02.000 --> 00:03.000\n<v P>Nein.\n"
    )
    assert [one.place for one in draft.problems] == ["a.vtt:turn 2"]


def test_commas_in_the_times_are_named():
    with pytest.raises(TranscriptError, match="times have commas") as caught:
        read("00:00:01,000 --> 00:00:02,000\nLos\n")
    assert ".srt" in caught.value.hint


@pytest.mark.parametrize("body", ["", "NOTE nichts\n"])
def test_a_file_without_cues_is_refused(body):
    with pytest.raises(TranscriptError, match="holds no cues"):
        read(body)


def test_a_file_without_its_first_line_is_refused():
    with pytest.raises(TranscriptError, match="does not begin with WEBVTT"):
        read("00:01.000 --> 00:02.000\nLos\n", head="")


def test_cues_that_are_left_out_are_counted():
    draft = read(
        "00:01.000 --> 00:02.000\n<v I>Los\n\n00:xx.000 --> 00:03.000\n<v B>Ja\n"
    )
    assert "faulty time: 1" in draft.problems[0].message


def test_entities_are_settled_like_the_rest() -> None:
    data = b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Mu&#776;ller>Scho&#776;n.\n"
    draft = webvtt.read(data, "a.vtt", ReadOptions())
    assert draft.text == "Müller: Schön.\n"


def test_an_empty_last_cue_is_no_faulty_time() -> None:
    data = b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v A>Ja.\n\n00:03.000 --> 00:04.000\n\n"
    assert webvtt.read(data, "a.vtt", ReadOptions()).problems == ()


def cues_of(*said):
    return "\n\n".join(
        f"00:{at:02}.000 --> 00:{at:02}.500\n{words}" for at, words in enumerate(said)
    )


@pytest.mark.parametrize("label", ["M. M.", "anna", "<script>", "B1?", "1"])
def test_labels_of_unusual_forms_inside_the_cues(label):
    draft = read(cues_of(*["I: Und?", f"{label}: Ja."] * 3))
    assert [one.speaker for one in draft.turns] == ["I", label] * 3
    assert draft.problems == ()


def test_what_is_not_taken_is_told_by_its_cue():
    body = cues_of("I: Los", "Er: Ja", "B1: So", "Er: Nein")
    (told,) = read(body).problems
    assert told.place == "a.vtt:cue 2"
    assert told.message.startswith('"Er:" begins 2 paragraphs')
    mended = read(body, aliases={"er": "B2"})
    assert [one.speaker for one in mended.turns] == ["I", "B2", "B1", "B2"]


def test_whom_the_comment_names_speaks_inside_the_cues():
    head = "WEBVTT\n\nNOTE Teilnehmende: Er = Mann; I = Moderation\n\n"
    draft = read(cues_of("I: Los", "Er: Ja"), head)
    assert [one.speaker for one in draft.turns] == ["I", "Er"]


def test_teams():
    cue = (
        "0a1b2c3d-1111-2222-3333-444455556666/{}-0\n00:00:{:02}.000 --> 00:00:{:02}.500"
    )
    body = "\n\n".join(
        f"{cue.format(at, at, at)}\n<v {who}>{words}</v>"
        for at, (who, words) in enumerate(
            [
                ("Berg, Anna", "Los\ngeht es"),
                ("Berg, Anna", "jetzt."),
                ("Tal, Ben", "Ja."),
            ]
        )
    )
    draft = read(body)
    assert said(draft) == [
        ("Berg, Anna", "Los geht es jetzt.", 0, 1.5),
        ("Tal, Ben", "Ja.", 2, 2.5),
    ]
    assert draft.problems == ()


def test_whisperx_without_hours_and_noscribe():
    body = "00:01.000 --> 00:02.000\n[SPEAKER_00]: Und?\n\n"
    body += "00:02.000 --> 00:03.000\n[SPEAKER_01]: Ja.\n"
    assert [one.speaker for one in read(body).turns] == ["SPEAKER_00", "SPEAKER_01"]
    draft = read("00:01.000 --> 00:02.000\n<v S01>Gut. //S02: Ja.// Also.\n")
    assert said(draft)[0][:2] == ("S01", "Gut. //S02: Ja.// Also.")


def test_voices_that_are_nobodys():
    body = cues_of("<v Musik>Titel", "<v I>Los", "<v Musik>laut", "<v B>Ja", "weiter")
    draft = read(body, not_speakers=("MUSIK",))
    assert draft.notes == ("Musik: Titel",)
    assert [one[:2] for one in said(draft)] == [
        ("I", "Los Musik: laut"),
        ("B", "Ja weiter"),
    ]


def test_a_voice_that_never_ends_is_read_in_time():
    start = time.process_time()
    read("00:01.000 --> 00:02.000\n" + "<v " * 100_000)
    assert time.process_time() - start < 10


def test_text_behind_an_empty_line_goes_on_with_its_cue():
    draft = read(
        "1\n00:01.000 --> 00:02.000\n<v I>Los\n\ngeht es\n\nNOTE später\n\n"
        "und weiter\n\n"
        "2\n00:02.000 --> 00:03.000\n<v B1>Ja.\n\n<v B2>Nein.\n",
    )
    assert [one[:2] for one in said(draft)] == [
        ("I", "Los geht es und weiter"),
        ("B1", "Ja."),
        ("B2", "Nein."),
    ]
    assert [one.place for one in draft.problems] == ["a.vtt:7"]
    assert draft.problems[0].message.endswith("read as the cue's above: 3")


def test_text_right_above_a_time_is_not_lost():
    draft = read(
        "00:01.000 --> 00:02.000\n<v I>Los\n\ngeht es\njetzt\n00:02.000 --> 00:03.000\n"
        "<v B1>Ja\n3\n00:03.000 --> 00:04.000\n<v B2>Nein\n\n4\n\n"
        "00:04.000 --> 00:05.000\n<v I>Gut\n\n2014\n",
    )
    assert [one[:2] for one in said(draft)] == [
        ("I", "Los geht es jetzt"),
        ("B1", "Ja"),
        ("B2", "Nein"),
        ("I", "Gut 2014"),
    ]


def test_text_above_the_first_cue_is_a_note():
    draft = read(
        "STYLE\n::cue { color: red }\n\nI: Guten Tag.\n\n"
        "00:01.000 --> 00:02.000\n<v I>Los\n",
        head="WEBVTT\nKind: captions\n\n",
    )
    assert draft.notes == ("I: Guten Tag.",)
    assert [one.place for one in draft.problems] == ["a.vtt:7"]
    assert "above the first time" in draft.problems[0].message


def test_many_gaps_are_closed_in_time():
    start = time.process_time()
    draft = read("00:01.000 --> 00:02.000\n" + "ja\n\n" * 100_000)
    assert len(draft.text) > 300_000
    assert time.process_time() - start < 10
