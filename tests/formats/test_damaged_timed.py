"""Timed and marked-up formats: whatever befalls a file, it is read or refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodierung.errors import TranscriptError
from kodierung.formats.registry import ReadOptions, importers

TEI = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><timeline><when xml:id="a" interval="1"/>'
    '</timeline><text><person xml:id="x" n="I"/><u who="#x" start="#a"><w>Ja</w>'
    '<pc>.</pc><pause dur="PT1S"/></u><sp><speaker>B:</speaker><p>So</p></sp>'
    "</text></TEI>"
)
PIECES = [
    *(
        b"",
        b"<",
        b">",
        b'"',
        b"{",
        b"[",
        b"0",
        b"-1",
        b"1e9",
        b"\xff",
        b"\0",
        b"&",
        b"B",
    ),
    *(b"NaN", b"null", b"\\ud800", b"\n", b" --> ", b"99999999999"),
]
WHOLE = {
    "webvtt": "WEBVTT\n\n1\n00:01.000 --> 00:02.000\n<v I>Los</v> <v B>Ja &amp; so\n",
    "srt": "1\n00:00:01,000 --> 00:00:02,000\nI: Los\n- Ja\n- Nein\n",
    "whisper": '{"segments": [{"start": 1, "end": 2.5, "text": "Los", "speaker": "I", '
    '"words": [{"word": "Los", "speaker": "B"}, {"word": " so", "speaker": "I"}]}]}',
    "noscribe": '<p>x</p><p><a name="ts_1_20_S01">S01: Los</a>'
    '<a name="ts_2_3_//S02"> //S02: ja//</a></p>',
    "otranscribe": '{"text": "<p><span class=\\"timestamp\\" data-timestamp=\\"1.5\\">'
    '0:01</span> I: Los</p><p>B1: Ja<br>so</p>", "media": ""}',
    "elan": '<ANNOTATION_DOCUMENT><TIME_SLOT TIME_SLOT_ID="t" TIME_VALUE="5"/>'
    '<TIER TIER_ID="A"><ALIGNABLE_ANNOTATION ANNOTATION_ID="a" TIME_SLOT_REF1="t">'
    'Los</ALIGNABLE_ANNOTATION><REF_ANNOTATION ANNOTATION_REF="a">Ja</REF_ANNOTATION>'
    "</TIER></ANNOTATION_DOCUMENT>",
    "exmaralda": '<basic-transcription><speaker id="S"><abbreviation>I</abbreviation>'
    '</speaker><tli id="T" time="1.5"/><tier type="t" speaker="S"><event start="T" '
    'end="U">Los</event></tier></basic-transcription>',
    "textgrid": '"ooTextFile" "TextGrid" 0 1 <exists> 2 "IntervalTier" "I" 0 1 1 0 1 '
    '"Lo""s" "TextTier" "B" 0 1 1 0.5 "x"',
    "tei": TEI,
    "bundestag": "<dbtplenarprotokoll><sitzungsverlauf><name>Au:</name><p>Los</p>"
    '<p klasse="redner"><redner id="1"><name><nachname>B</nachname></name></redner>B '
    "(X): Ja</p></sitzungsverlauf></dbtplenarprotokoll>",
}


def turns_or_refusal(format_name: str, data: bytes) -> int:
    """Read a file; a refusal has to name the file, a draft has to be whole."""
    options = ReadOptions(not_speakers=("B",), aliases={"I": "Mod"})
    try:
        draft = importers()[0][format_name].read(data, "a.x", options)
    except TranscriptError as caught:
        refusal = caught.message
    else:
        refusal = ""
    if refusal:
        assert refusal.startswith("a.x:")
        return 0
    draft.text.encode()
    for turn in draft.turns:
        assert draft.text[turn.start : turn.end].strip()
    return len(draft.turns)


@pytest.mark.parametrize("format_name", WHOLE)
def test_the_whole_file_is_read_and_every_beginning_is_survived(format_name):
    data = WHOLE[format_name].encode()
    assert turns_or_refusal(format_name, data) > 0
    for end in range(len(data)):
        turns_or_refusal(format_name, data[:end])


@pytest.mark.parametrize("format_name", WHOLE)
@given(
    changes=st.lists(
        st.tuples(
            st.integers(0, 400),
            st.integers(0, 12),
            st.sampled_from(PIECES),
        ),
        min_size=1,
        max_size=6,
    )
)
def test_damage_is_survived(format_name, changes):
    data = WHOLE[format_name].encode()
    for at, length, put in changes:
        data = data[:at] + put + data[at + length :]
    turns_or_refusal(format_name, data)
    importers()[0][format_name].sniff("a.x", data)
