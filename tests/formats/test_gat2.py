import pytest

from kodierung.errors import TranscriptError
from kodierung.formats import gat2
from kodierung.formats.registry import ReadOptions, read_transcript

EXAMPLE = """\
Gruppe Süd, 3. Mai
A = Moderation; B = Leitung

01   A    °hh also das JOBcenter hat
02   B                       [hm_hm]
03        (1.2) ((lacht)) ich weiß [nicht]
04   A    ja: (.) das IST so
          und noch was
05   B    eben (-)
06   B    genau
"""


def said(draft):
    return [(turn.speaker, draft.text[turn.start : turn.end]) for turn in draft.turns]


def test_segments_of_one_speaker_are_one_turn():
    found, draft = read_transcript(EXAMPLE.encode(), "a.txt")
    assert found == "gat2"
    assert said(draft) == [
        ("A", "°hh also das JOBcenter hat"),
        ("B", "[hm_hm] (1.2) ((lacht)) ich weiß [nicht]"),
        ("A", "ja: (.) das IST so und noch was"),
        ("B", "eben (-) genau"),
    ]
    assert draft.notes == ("Gruppe Süd, 3. Mai", "A = Moderation; B = Leitung")
    assert [(one.label, one.kind) for one in draft.speakers] == [
        ("A", "moderator"),
        ("B", "participant"),
    ]
    assert draft.encoding == "utf-8"


@pytest.mark.parametrize(
    "text",
    [
        "01\tA\talso (.) das\n02\tB\thm_hm\n03\t\t(1.2) nein\n04\tA\tso\n",
        "98   A    also (.) das\n99   B    hm_hm\n100       (1.2) nein\n101  A    so\n",
        "01 A:  also (.) das\n02 B:  hm_hm\n03     (1.2) nein\n04 A:  so\n",
        "01   A   also (.) das\n02 -> B   hm_hm\n03       (1.2) nein\n04   A   so\n",
    ],
)
def test_ways_to_set_the_columns(text):
    found, draft = read_transcript(text.encode(), "a.txt")
    assert found == "gat2"
    assert said(draft) == [
        ("A", "also (.) das"),
        ("B", "hm_hm (1.2) nein"),
        ("A", "so"),
    ]


def test_a_stressed_word_in_the_text_column_is_no_speaker():
    text = "01   A    also (.) das\n02        ICH  weiß (-)\n03   B    hm_hm\n"
    _, draft = read_transcript(text.encode(), "a.txt", "gat2")
    assert said(draft)[0] == ("A", "also (.) das ICH weiß (-)")


@pytest.mark.parametrize(
    "text",
    [
        "I: Los.\nB1: Ja (.) so.\n",
        "1 I: Los.\n2 B1: Ja (.) so.\n3 I: Gut (.) ja.\n",
        "1  Milch\n2  Brot\n3  Käse\n",
        "",
        "\0\1\2",
    ],
)
def test_other_texts_are_not_recognised(text):
    assert not gat2.sniff("a.txt", text.encode())


def test_aliases_and_nobody():
    options = ReadOptions(aliases={"B": "Leitung"}, not_speakers=("C",))
    text = "01   A    also (.)\n02   B    hm_hm\n03   C    klopft\n04   A    so\n"
    draft = gat2.read(text.encode(), "a.txt", options)
    assert said(draft)[1] == ("Leitung", "hm_hm C: klopft")


def test_a_file_without_speakers_is_refused():
    with pytest.raises(TranscriptError, match=r"^a\.txt: no line of a GAT 2") as caught:
        gat2.read(b"nur Text", "a.txt", ReadOptions())
    assert "column" in caught.value.hint
