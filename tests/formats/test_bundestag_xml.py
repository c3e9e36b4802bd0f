import pytest

from kodierung.errors import TranscriptError
from kodierung.formats import bundestag
from kodierung.formats.registry import ReadOptions, read_transcript


def person(identifier, printed, first="Anna", last="Berg", more=""):
    return (
        f'<p klasse="redner"><a id="S1"/><redner id="{identifier}"><name>'
        f"<vorname>{first}</vorname><nachname>{last}</nachname>{more}</name></redner>"
        f"{printed}</p>"
    )


def document(body, annexes=""):
    return (
        '\ufeff<?xml version="1.0" encoding="UTF-8"?>\n'
        '<!DOCTYPE dbtplenarprotokoll SYSTEM "dbtplenarprotokoll.dtd">\n'
        "<dbtplenarprotokoll><vorspann><kopfdaten><plenarprotokoll-nummer>"
        "Plenarprotokoll <wahlperiode>20</wahlperiode>/<sitzungsnr>7</sitzungsnr>"
        "</plenarprotokoll-nummer>"
        f"</kopfdaten></vorspann><sitzungsverlauf>{body}</sitzungsverlauf>"
        f"<anlagen>{annexes}</anlagen></dbtplenarprotokoll>"
    ).encode()


def read(body, annexes="", **options):
    return bundestag.read(document(body, annexes), "a.xml", ReadOptions(**options))


def said(draft):
    return [(one.speaker, draft.text[one.start : one.end]) for one in draft.turns]


WRAPPED = "Anna\n   Berg (SPD):"
PARTY = "<fraktion>SPD</fraktion>"


def test_speakers_and_the_chair():
    draft = read(
        '<sitzungsbeginn><p klasse="N">Präsident Ben Tal:</p><p klasse="J">Guten\n'
        " Morgen.</p></sitzungsbeginn><tagesordnungspunkt>"
        '<p klasse="T_NaS">Erste Lesung</p>'
        f"<rede>{person(1, WRAPPED, more=PARTY)}"
        '<p klasse="J_1">Herr Präsident!</p>'
        "<kommentar>(Beifall bei der SPD)</kommentar>"
        '<p klasse="O">Also.<sup>1</sup><fussnote>Anlage 2</fussnote></p>'
        "<name>Vizepräsidentin Eva Au:</name><p>Bitte kürzer.</p>"
        f"{person(1, 'Anna Berg (SPD): Gern.')}</rede></tagesordnungspunkt>"
    )
    assert said(draft) == [
        ("Präsident Ben Tal", "Guten Morgen."),
        ("Anna Berg", "Herr Präsident!\n(Beifall bei der SPD)\nAlso."),
        ("Vizepräsidentin Eva Au", "Bitte kürzer."),
        ("Anna Berg", "Gern."),
    ]
    assert {one.label: one.function for one in draft.speakers}["Anna Berg"] == "SPD"
    assert draft.notes == ("Plenarprotokoll 20/7",)
    assert "left out: 1" in draft.problems[0].message


def test_ministers_and_one_label_for_one_person():
    role = "<rolle><rolle_lang>Bundesministerin für Arbeit</rolle_lang></rolle>"
    draft = read(
        person(1, "Dr. Anna Berg, Bundesministerin für Arbeit:", more=role)
        + "<p>Ja.</p><name>Präsident Tal:</name><p>So.</p>"
        + person(1, "Anna Berg (Köln) (SPD):")
        + "<p>Nein.</p>"
    )
    speakers = [who for who, _ in said(draft)]
    assert speakers == ["Dr. Anna Berg", "Präsident Tal", "Dr. Anna Berg"]
    assert draft.speakers[0].function == "Bundesministerin für Arbeit"


def test_namesakes_keep_what_tells_them_apart():
    draft = read(
        person(1, "Anna Berg (Köln) (SPD):")
        + "<p>a</p>"
        + person(2, "Anna Berg (Ulm) (CDU/CSU):")
        + "<p>b</p>"
    )
    assert [who for who, _ in said(draft)] == ["Anna Berg", "Anna Berg (Ulm) (CDU/CSU)"]


def test_a_name_that_is_not_printed():
    draft = read(person(1, "") + "<p>a</p>")
    assert said(draft) == [("Anna Berg", "a")]


def test_lists_of_votes_are_nobodys():
    draft = read(
        "<name>Präsident Tal:</name><p>Das Ergebnis:</p>"
        "<table><tr><td>x</td></tr></table>"
        '<p klasse="AL_Namen">Anna Berg</p><p klasse="J">Danke.</p>'
    )
    assert said(draft) == [("Präsident Tal", "Das Ergebnis:\nDanke.")]


def test_speeches_in_the_annexes_are_told():
    speech = person(1, "Anna Berg (SPD): Gern.")
    annex = f"<anlage><p>Liste</p><rede>{speech}</rede></anlage>"
    draft = read("<name>Präsident Tal:</name><p>Los.</p>", annex)
    assert said(draft)[1] == ("Anna Berg", "Gern.")
    assert "last 1 contributions were handed in writing" in draft.problems[0].message


def test_the_users_names():
    draft = read(
        "<name>Präsident Tal:</name><p>Los.</p>" + person(1, "Anna Berg (SPD): Gern."),
        moderators=("Präsident Tal",),
        aliases={"Anna Berg": "B1"},
    )
    assert [(one.label, one.kind, one.function) for one in draft.speakers] == [
        ("Präsident Tal", "moderator", ""),
        ("B1", "participant", ""),
    ]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"<x/>", "no minutes of the Bundestag"),
        (document("<p>a</p>")[:-9], "damaged XML"),
        (document("").replace(b"dbtplenarprotokoll.dtd", b"x.dtd"), "document type"),
    ],
)
def test_what_is_refused(data, why):
    with pytest.raises(TranscriptError, match=why) as caught:
        bundestag.read(data, "a.xml", ReadOptions())
    assert caught.value.message.startswith("a.xml:")


def test_it_is_recognised():
    data = document("<name>Präsident Tal:</name><p>Los.</p>")
    assert read_transcript(data, "a.xml")[0] == "bundestag"
