import pytest

from kodierung.errors import TranscriptError
from kodierung.formats import exmaralda
from kodierung.formats.registry import ReadOptions, read_transcript

SPEAKERS = (
    '<speaker id="SPK0"><abbreviation>I</abbreviation><sex value="f"/></speaker>'
    '<speaker id="SPK1"><abbreviation>B1</abbreviation></speaker>'
)


def tier(speaker, *events, kind="t", **attributes):
    told = {
        "id": f"TIE_{speaker}_{kind}",
        "speaker": speaker,
        "type": kind,
        **attributes,
    }
    written = " ".join(f'{key}="{value}"' for key, value in told.items() if value)
    rows = "".join(
        f'<event start="T{start}" end="T{end}">{words}</event>'
        for start, end, words in events
    )
    return f"<tier {written}>{rows}</tier>"


def document(*tiers, speakers=SPEAKERS, times=(0, 1.5, None, 3, 4.25)):
    points = "".join(
        f'<tli id="T{at}"' + ("" if time is None else f' time="{time}"') + "/>"
        for at, time in enumerate(times)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><!-- made by hand -->'
        "<basic-transcription>"
        f"<head><speakertable>{speakers}</speakertable></head><basic-body>"
        f"<common-timeline>{points}</common-timeline>{''.join(tiers)}</basic-body>"
        "</basic-transcription>"
    ).encode()


def read(data, name="a.exb", **options):
    return exmaralda.read(data, name, ReadOptions(**options))


def said(draft):
    return [
        (one.speaker, draft.text[one.start : one.end], one.start_time, one.end_time)
        for one in draft.turns
    ]


ASKING = tier("SPK0", (0, 1, "Und Sie"), (1, 2, "? "), (3, 4, "Gut. "))
ANSWER = tier("SPK1", (1, 3, "((lacht)) Job"), (3, 4, "center."))


def test_a_turn_is_a_run_of_events_without_a_gap():
    draft = read(document(ASKING, ANSWER))
    assert said(draft) == [
        ("I", "Und Sie?", 0, None),
        ("B1", "((lacht)) Jobcenter.", 1.5, 4.25),
        ("I", "Gut.", 3, 4.25),
    ]
    assert [one.kind for one in draft.speakers] == ["moderator", "participant"]
    assert draft.problems == ()


def test_annotations_and_descriptions_are_left_out_and_told():
    draft = read(
        document(
            ANSWER,
            tier("SPK1", (1, 3, "yes"), kind="a", category="en"),
            tier("SPK1", (1, 3, "nickt"), kind="d", category="nv"),
        )
    )
    assert len(draft.turns) == 1
    assert '"en", "nv"' in draft.problems[0].message


def test_tiers_without_a_type():
    draft = read(
        document(
            tier("SPK1", (0, 1, "cu"), kind="", category="cu"),
            tier("SPK1", (0, 1, "ich hab nix"), kind="", category="dipl"),
            tier("SPK1", (0, 1, "ich habe nix"), kind="", category="norm"),
        )
    )
    assert said(draft) == [("B1", "ich hab nix", 0, 1.5)]


def test_a_tier_of_nobody_in_the_table():
    draft = read(document(ANSWER, tier("", (0, 1, "laut"), category="k", id="TIE9")))
    assert [one.speaker for one in draft.turns] == ["k", "B1"]
    assert said(read(document(ANSWER), not_speakers=("i",)))[0][0] == "B1"


def test_people_of_one_abbreviation_are_told_apart():
    both = SPEAKERS.replace("B1", "I")
    draft = read(document(ASKING, ANSWER, speakers=both))
    assert {one.speaker for one in draft.turns} == {"I", "SPK1"}


def test_what_is_told_about_an_event_is_not_said():
    told = "ja<ud-information attribute-name='x'>geheim</ud-information> so"
    assert said(read(document(tier("SPK1", (0, 1, told)))))[0][1] == "ja so"


def test_segmented_transcriptions():
    data = (
        f"<segmented-transcription><head><speakertable>{SPEAKERS}</speakertable></head>"
        '<segmented-body><common-timeline><tli id="T0" time="0"/>'
        '<tli id="T1" time="2"/>'
        '</common-timeline><segmented-tier speaker="SPK1" type="t" category="v">'
        '<segmentation name="SpeakerContribution_Event"><ts n="sc" s="T0" e="T1">'
        '<ts n="e" s="T0" e="T1">Ja, </ts><ts n="e">gut.</ts></ts></segmentation>'
        '<segmentation name="SpeakerContribution_Utterance_Word">'
        '<ts s="T0" e="T1">Ja</ts>'
        "</segmentation></segmented-tier></segmented-body></segmented-transcription>"
    )
    assert said(read(data.encode(), "a.exs")) == [("B1", "Ja, gut.", 0, 2)]


FOLKER = """<folker-transcription><speakers><speaker speaker-id="AB"/></speakers>
<timeline><timepoint timepoint-id="T0" absolute-time="0.0"/>
<timepoint timepoint-id="T1" absolute-time="2.5"/></timeline>
<contribution start-reference="T0"><pause duration="1.2"/></contribution>
<contribution speaker-reference="AB" start-reference="T0" end-reference="T1">
<unparsed>ja (.) also ((lacht))</unparsed></contribution>
<contribution start-reference="T0"><pause duration="micro"/></contribution>
<contribution speaker-reference="CD" start-reference="T1"><w>das</w><w>amt
<time timepoint-reference="T1"/>lich</w><breathe type="in" length="2"/>
<non-phonological description="hustet"/><uncertain><w>so</w></uncertain>
<unintelligible length="2"/><p>.</p></contribution></folker-transcription>"""


def test_folker():
    draft = read(FOLKER.encode(), "a.flk")
    assert said(draft) == [
        ("AB", "ja (.) also ((lacht)) (.)", 0, 2.5),
        ("CD", "das amt lich °hh ((hustet)) (so) +++.", 2.5, None),
    ]
    assert draft.notes == ("(1.2)",)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (document(), "none of its tiers"),
        (document(tier("SPK1", (0, 1, " "))), "none of its tiers"),
        (b"<x/>", "no transcription of EXMARaLDA"),
        (document(ANSWER)[:-9], "damaged XML"),
        (b"<!DOCTYPE x>" + document(ANSWER)[38:], "document type"),
    ],
)
def test_what_is_refused(data, why):
    with pytest.raises(TranscriptError, match=why) as caught:
        read(data)
    assert caught.value.message.startswith("a.exb:")


def test_it_is_recognised():
    assert read_transcript(document(ASKING, ANSWER), "a.xml")[0] == "exmaralda"
    assert read_transcript(FOLKER.encode(), "a.xml")[0] == "exmaralda"


def test_events_beyond_the_timeline_stay_where_they_stand():
    lost = tier("SPK1", (0, 1, "Ja."), (8, 9, "So."))
    draft = read(document(ASKING, lost))
    assert [words for _, words, *_ in said(draft)] == ["Und Sie?", "Ja.", "So.", "Gut."]
    assert draft.problems[0].message.endswith("stay behind the ones above: 1")
