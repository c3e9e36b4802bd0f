"""A project with everything in it goes through a study and has lost nothing."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from kodierung.formats.refi.carried import put_back
from kodierung.model import Memo
from kodierung.project import Project
from kodierung.workflow.exchange.projects import begin, handed_on
from kodierung.workflow.exchange.taking import read_taken
from tests.formats.refi.packing import guid, packed
from tests.formats.refi.test_writing import check_project

TEXT = (
    "Moderation: Guten Tag zusammen.\nAnna: Uns fehlt die Zeit, wirklich.\n"
    "Bernd: Die Zusammenarbeit ist gut.\nAnna: Das stimmt.\n"
)
SPOKEN = "I: Hallo zusammen\nB: Ja, guten Tag\n"
WHEN = 'creationDateTime="2024-05-01T10:00:00Z"'


def coding(number: int, code: int, user: int = 1, inside: str = "") -> str:
    return (
        f'<Coding guid="{guid(number)}" creatingUser="{guid(user)}" {WHEN}>'
        f'<CodeRef targetGUID="{guid(code)}"/>{inside}</Coding>'
    )


def selection(number: int, words: str, inside: str, described: str = "") -> str:
    start = TEXT.index(words)
    told = f"<Description>{described}</Description>" if described else ""
    return (
        f'<PlainTextSelection guid="{guid(number)}" name="" startPosition="{start}" '
        f'endPosition="{start + len(words)}" creatingUser="{guid(2)}" {WHEN}>'
        f"{told}{inside}</PlainTextSelection>"
    )


def on(number: int) -> str:
    return f'<NoteRef targetGUID="{guid(number)}"/>'


def note(number: int, name: str, text: str) -> str:
    return (
        f'<Note guid="{guid(number)}" name="{name}" creatingUser="{guid(1)}">'
        f"<PlainTextContent>{text}</PlainTextContent></Note>"
    )


def value(variable: int, kind: str, said: str) -> str:
    return (
        f'<VariableValue><VariableRef targetGUID="{guid(variable)}"/>'
        f"<{kind}Value>{said}</{kind}Value></VariableValue>"
    )


WHOLE = f"""
<Users><User guid="{guid(1)}" name="Carla"/><User guid="{guid(2)}" name="Dirk"/>
<User guid="{guid(3)}" name="Coded nothing"/></Users>
<CodeBook><Codes>
<Code guid="{guid(10)}" name="Hürden" isCodable="true" color="#ff0000">{on(80)}
<Code guid="{guid(11)}" name="Zeitmangel" isCodable="true"/></Code>
<Code guid="{guid(13)}" name="Zusammenarbeit" isCodable="true"/>
</Codes></CodeBook>
<Variables>
<Variable guid="{guid(20)}" name="Alter" typeOfVariable="Integer">
<Description>in Jahren</Description></Variable>
<Variable guid="{guid(21)}" name="Ort" typeOfVariable="Text"/>
<Variable guid="{guid(22)}" name="Unbenutzt" typeOfVariable="Date"/></Variables>
<Cases>
<Case guid="{guid(30)}" name="Anna"><Description>Teamleitung</Description>
{value(20, "Integer", "44")}<SourceRef targetGUID="{guid(40)}"/></Case>
<Case guid="{guid(31)}">{value(21, "Text", "Köln")}
<SourceRef targetGUID="{guid(40)}"/></Case>
<Case guid="{guid(32)}" name="Alle"><SourceRef targetGUID="{guid(40)}"/>
<SourceRef targetGUID="{guid(45)}"/></Case></Cases>
<Sources>
<TextSource guid="{guid(40)}" name="FG 1" plainTextPath="internal://a.txt">
<Description>Erste Gruppe</Description>
{
    selection(
        50,
        "Uns fehlt die Zeit",
        coding(60, 11, 1, on(81)) + coding(61, 10, 2) + on(82),
        "Wichtige Stelle",
    )
}
{selection(51, "Die Zusammenarbeit ist gut.", coding(62, 13, 2))}
{selection(52, "wirklich", "", "Betont")}{on(83)}
</TextSource>
<AudioSource guid="{guid(44)}" name="Aufnahme" path="relative:///x.mp3">
<Transcript guid="{guid(45)}" plainTextPath="internal://b.txt">
<SyncPoint guid="{guid(90)}" position="3" timeStamp="0"/>
<SyncPoint guid="{guid(91)}" position="17" timeStamp="4000"/>
<TranscriptSelection guid="{guid(55)}" fromSyncPoint="{guid(90)}"
 toSyncPoint="{guid(91)}">{coding(66, 13, 2)}</TranscriptSelection>
</Transcript></AudioSource></Sources>
<Notes>{note(80, "Zum Code", "Code-Memo")}{note(81, "Zur Codierung", "Eins")}
{note(82, "Zur Stelle", "Zwei")}{note(83, "Zur Quelle", "Quellen-Memo")}
{note(84, "Verlinkt", "Drei")}{note(85, "Frei", "Freies Memo")}</Notes>
<Links><Link guid="{guid(70)}" originGUID="{guid(51)}" targetGUID="{guid(84)}"/>
<Link guid="{guid(71)}" direction="OneWay" originGUID="{guid(11)}"
 targetGUID="{guid(13)}"/></Links>
<Sets><Set guid="{guid(72)}" name="Interviews"><Description>2024</Description>
<MemberSource targetGUID="{guid(40)}"/></Set>
<Set guid="{guid(73)}" name="Kern"><MemberCode guid="{guid(11)}"/>
<MemberNote targetGUID="{guid(85)}"/></Set></Sets>
<Graphs><Graph guid="{guid(74)}" name="Netz">
<Vertex guid="{guid(75)}" representedGUID="{guid(11)}" firstX="1" firstY="2"
 color="-65536"/><Vertex guid="{guid(76)}" firstX="3" firstY="4"/>
<Edge guid="{guid(77)}" sourceVertex="{guid(75)}" targetVertex="{guid(76)}"/>
</Graph></Graphs>
<Description>Projektbeschreibung</Description>{on(85)}
"""
OF_THE_RECORDING = {guid(44), guid(90), guid(91)}


def archive(whole: str = WHOLE) -> bytes:
    xml = (
        '<Project xmlns="urn:QDA-XML:project:1.0" name="Reich" '
        f'creatingUserGUID="{guid(1)}">{whole}</Project>'
    )
    texts = {"sources/a.txt": TEXT, "sources/b.txt": SPOKEN}
    return packed({"project.qde": xml, **texts})


@pytest.fixture
def study(tmp_path: Path) -> Project:
    return begin(tmp_path / "neu", read_taken(archive(), "x.qdpx"), "de")[0]


def words_of(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        return "\n".join(opened.read(name).decode() for name in opened.namelist())


def test_every_guid_and_every_word_comes_back(study: Project) -> None:
    out = handed_on(study).data
    back = words_of(out)
    guids = set(re.findall(r"0{8}-0{4}-4000-8000-[0-9A-F]{12}", WHOLE))
    assert {one for one in guids if one not in back} == OF_THE_RECORDING
    said = {
        *re.findall(r">([^<>\n]+)<", WHOLE),
        *re.findall(r'name="([^"]+)"', WHOLE),
        *(TEXT + SPOKEN).split("\n"),
    } - {" "}
    assert {one for one in said if one not in back} == set()
    again, _ = begin(study.folder.parent / "b", read_taken(out, "x.qdpx"), "de")
    assert sorted(codings(again)) == sorted(codings(study))


def codings(study: Project) -> list[tuple[str, str, str]]:
    with study.open_store() as store:
        return [(c.coder, c.code, c.quote) for c in store.codings()]


def test_what_a_study_shows_of_it(study: Project) -> None:
    assert sorted(codings(study)) == [
        ("Carla", "huerden.zeitmangel", "Uns fehlt die Zeit"),
        ("Dirk", "huerden", "Uns fehlt die Zeit"),
        ("Dirk", "zusammenarbeit", "Die Zusammenarbeit ist gut."),
        ("Dirk", "zusammenarbeit", "Hallo zusammen"),
    ]
    with study.open_store() as store:
        text = next(t for t in store.transcripts() if t.name == "FG 1.txt")
        memos = store.memos()
    assert dict(text.attributes) == {"Ort": "Köln"}
    anna = next(one for one in text.speakers if one.label == "Anna")
    assert dict(anna.attributes) == {"Alter": "44"}

    def told(kind: str) -> set[tuple[str, str]]:
        some: list[Memo] = [memo for memo in memos if memo.kind == kind]
        return {(memo.text.replace("\n\n", ": "), memo.quote) for memo in some}

    assert told("segment") == {
        ("Betont", "wirklich"),
        ("Zur Codierung: Eins", "Uns fehlt die Zeit"),
        ("Zur Stelle: Zwei", "Uns fehlt die Zeit"),
        ("Verlinkt: Drei", "Die Zusammenarbeit ist gut."),
    }
    assert told("code") == {("Zum Code: Code-Memo", "")}
    assert told("transcript") == {("Zur Quelle: Quellen-Memo", "")}
    assert told("study") == {("Frei: Freies Memo", "")}


def test_what_is_not_shown_is_told() -> None:
    taken = read_taken(archive(), "x.qdpx")
    assert taken.lost == {
        "AudioSource": 1, "Case": 2, "Link": 2, "Set": 2, "Graph": 1, "Description": 2,
    }  # fmt: skip


def test_what_refers_to_what_is_gone_is_left_out() -> None:
    taken = read_taken(archive(), "x.qdpx")
    left = replace(taken.project, sources=taken.project.sources[1:])
    left = replace(left, cases=(), sets=(), carried=taken.carried)
    back = {one.get("guid") for one in put_back(left, "urn:QDA-XML:project:1.0")}
    assert back == {guid(32), guid(71), guid(73), guid(74)}


def test_it_is_valid(study: Project) -> None:
    check_project(handed_on(study).data)


def test_nobody_is_named_who_is_not_handed_on(study: Project) -> None:
    hers = words_of(handed_on(study, "Carla").data)
    assert "Dirk" not in hers
    assert "Coded nothing" not in hers
    nobody = words_of(handed_on(study, anonymous=True).data)
    assert not [name for name in ("Carla", "Dirk", "Coded nothing") if name in nobody]


def test_a_coder_called_like_the_program_keeps_the_codings(study: Project) -> None:
    mine = read_taken(archive(WHOLE.replace("Dirk", "kodierung")), "x.qdpx")
    other, _ = begin(study.folder.parent / "b", mine, "de")
    again = read_taken(handed_on(other).data, "x.qdpx")
    third, _ = begin(study.folder.parent / "c", again, "de")
    called = {"Carla": "Carla", "Dirk": "kodierung"}
    named = sorted((called[who], code, words) for who, code, words in codings(study))
    assert sorted(codings(other)) == named
    assert sorted(codings(third)) == named
