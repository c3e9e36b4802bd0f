import pytest

from kodierung.errors import TranscriptError
from kodierung.formats import tei
from kodierung.formats.registry import ReadOptions, read_transcript

PEOPLE = (
    '<person xml:id="SPK0" n="I" role="interviewer"><persName>Berg</persName></person>'
    '<person xml:id="SPK1"><persName><abbr>B1</abbr></persName></person>'
    '<person xml:id="SPK2" role="Leitung"><persName><forename>Eva</forename>'
    "<surname>Tal</surname></persName></person>"
)
TIMELINE = (
    '<timeline unit="s" origin="#T0"><when xml:id="T0" absolute="00:00:10"/>'
    '<when xml:id="T1" interval="1.5" since="#T0"/>'
    '<when xml:id="T2" interval="250" unit="ms" since="T1"/>'
    '<when xml:id="T3" interval="-1"/></timeline>'
)


def document(body):
    return (
        '<?xml version="1.0"?><TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader>'
        f"<title>Kopf</title><particDesc>{PEOPLE}</particDesc></teiHeader>"
        f"<text>{TIMELINE}<body>{body}</body></text></TEI>"
    ).encode()


def read(body, **options):
    return tei.read(document(body), "a.xml", ReadOptions(**options))


def said(draft):
    return [
        (one.speaker, draft.text[one.start : one.end], one.start_time, one.end_time)
        for one in draft.turns
    ]


def words(body):
    return said(read(f'<u who="#SPK1">{body}</u>'))[0][1]


def test_times_are_counted_from_a_beginning_without_one():
    draft = read(
        '<timeline unit="s"><when xml:id="B0"/>'
        '<when xml:id="B1" interval="1.5" since="#B0"/><when xml:id="B2"/>'
        '<when xml:id="B3" interval="4" since="#B0"/></timeline>'
        '<u who="#SPK0" start="#B0" end="#B1">Los.</u>'
        '<u who="#SPK1" start="#B2" end="#B3">Ja.</u>'
    )
    assert said(draft) == [("I", "Los.", 0.0, 1.5), ("B1", "Ja.", None, 4.0)]


def test_annotation_blocks():
    draft = read(
        '<annotationBlock who="#SPK0" start="#T0" end="#T1"><u><seg>Und'
        '<anchor synch="#T1"/> <seg>Sie?</seg></seg></u><spanGrp><span>ADV</span>'
        "</spanGrp></annotationBlock>"
        '<annotationBlock who="#SPK2"><u start="#T1" end="#T2">Ja.</u>'
        "</annotationBlock>"
        '<u who="#SPK1"><anchor synch="#T2"/>So.<anchor synch="#T3"/></u>'
    )
    assert said(draft) == [
        ("I", "Und Sie?", 10, 11.5),
        ("Eva Tal", "Ja.", 11.5, 11.75),
        ("B1", "So.", 11.75, None),
    ]
    assert [(one.kind, one.function) for one in draft.speakers] == [
        ("moderator", "interviewer"),
        ("participant", "Leitung"),
        ("participant", ""),
    ]
    assert draft.problems == ()


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("<w>Ja</w><pc>,</pc>\n<w>das</w>\n<w>Job<anchor/>center</w><pc>.</pc>",
         "Ja, das Jobcenter."),
        ("<w>sagt</w><pc>„</pc><w>ja</w><pc>“</pc>", "sagt „ja“"),
        ('<w join="right">l’</w><w>amt</w>', "l’amt"),
        ("Ja <vocal><desc>lacht</desc></vocal>gut", "Ja (lacht) gut"),
        ("Ja<incident><desc>(Beifall)</desc></incident>", "Ja (Beifall)"),
        ('a<pause dur="PT1.2S"/>b<pause type="micro"/>c', "a (1.2) b (.) c"),
        ("a<pause/>b", "a (Pause) b"),
        ("das <unclear>Amt</unclear> da <unclear/><gap/>",
         "das (Amt?) da (unv.) (unv.)"),
        ("<choice><orig>nix</orig><reg>nichts</reg></choice> da", "nix da"),
        ("eins<lb/>zwei <hi>dr</hi>ei", "eins zwei drei"),
    ],
)  # fmt: skip
def test_words_and_events(body, shown):
    assert words(body) == shown


def test_speeches_with_printed_speakers():
    draft = read(
        '<sp who="#x"><speaker>Präsident Tal:</speaker><p>Los.</p><p>Bitte.</p></sp>'
        "<stage>Beifall</stage>"
        '<sp who="#x"><p>Weiter.</p></sp><sp><speaker>ANNA.</speaker><p>Ja.</p></sp>'
    )
    assert [one[:2] for one in said(draft)] == [
        ("Präsident Tal", "Los. Bitte. (Beifall)"),
        ("Präsident Tal", "Weiter."),
        ("ANNA", "Ja."),
    ]


def test_what_is_outside_the_utterances():
    draft = read(
        '<head>Titel</head><note>Anfang</note><u who="#SPK1">Ja</u><p>Ende</p>'
    )
    assert draft.notes == ("(Anfang)",)
    assert draft.problems[0].message.endswith("nobody's utterance: 2")


def test_printed_names_before_an_utterance_are_said_by_nobody():
    draft = read(
        '<listPerson><person xml:id="q"><persName>Tal, Eva</persName></person>'
        "</listPerson>"
        '<u who="#q">a</u><note type="speaker">Präsident</note><u who="#q">b</u>'
    )
    assert [one[:2] for one in said(draft)] == [("Tal, Eva", "a"), ("Tal, Eva", "b")]


def test_nobody_known_and_several():
    draft = read('<u>a</u><u who="#FREMD">b</u><u who="#SPK0 #SPK1">c</u>')
    assert [one.speaker for one in draft.turns] == ["?", "FREMD", "I, B1"]


def test_the_users_names():
    draft = read(
        '<u who="#SPK1">Ja</u><u who="#TON">laut</u>',
        aliases={"b1": "Anna"},
        not_speakers=("ton",),
    )
    assert [one[:2] for one in said(draft)] == [("Anna", "Ja TON: laut")]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (document("<p>nur so</p>"), "nobody speaks"),
        (b"<x/>", "no TEI"),
        (document("<u>a</u>")[:-9], "damaged XML"),
        (
            b'<!DOCTYPE TEI SYSTEM "tei.dtd">' + document("<u>a</u>")[21:],
            "document type",
        ),
        (document("<seg>" * 400 + "</seg>" * 400), "damaged XML"),
    ],
)
def test_what_is_refused(data, why):
    with pytest.raises(TranscriptError, match=why) as caught:
        tei.read(data, "a.xml", ReadOptions())
    assert caught.value.message.startswith("a.xml:")


def test_it_is_recognised():
    data = document('<u who="#SPK0">a</u><u who="#SPK1">b</u>')
    assert read_transcript(data, "a.xml")[0] == "tei"


def test_loose_words_are_told():
    draft = read(
        'Vorab <div>Anfang<u who="#SPK0">a</u>dazwischen<u who="#SPK1">b</u>'
        "<trailer>Ende</trailer></div>"
    )
    assert [one[:2] for one in said(draft)] == [("I", "a"), ("B1", "b")]
    assert [one.message for one in draft.problems] == [
        "passages left out because they stand in nobody's utterance: 4"
    ]


def test_events_without_an_element_around_them():
    draft = read('<desc>Gong</desc><u who="#SPK0">a <desc>lacht</desc></u>')
    assert draft.notes == ("(Gong)",)
    assert said(draft)[0][:2] == ("I", "a (lacht)")
    assert draft.problems == ()


def test_utterances_before_and_behind_the_body_and_in_paragraphs():
    draft = read(
        '<front><titlePage>Titel</titlePage><div><u who="#SPK0">a</u></div></front>'
        '<p><u who="#SPK1">b</u></p><back><p>Register</p><u who="#SPK0">c</u></back>'
    )
    assert [one[:2] for one in said(draft)] == [("I", "a"), ("B1", "b"), ("I", "c")]
    assert draft.problems == ()


def test_what_somebody_says_into_anothers_utterance_is_hers():
    draft = read(
        '<u who="#SPK0">Und <u who="#SPK1">Ja <u>genau</u></u>Sie? <u>Hm</u></u>'
        '<sp><speaker>EVA.</speaker><u who="#SPK1">So</u></sp>'
    )
    assert [one[:2] for one in said(draft)] == [
        ("I", "Und Sie? Hm"),
        ("B1", "Ja genau"),
        ("B1", "So"),
    ]
    assert draft.problems[0].message.endswith("a turn behind it: 1")
