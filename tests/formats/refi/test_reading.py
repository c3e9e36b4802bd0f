"""Codebooks and projects as programs write them."""

from __future__ import annotations

from pathlib import Path

import pytest

from kodierung.errors import TranscriptError
from kodierung.formats.refi.codebook_in import read_codebook
from kodierung.formats.refi.counting import Positions, counting_of
from kodierung.formats.refi.elements import color
from kodierung.formats.refi.project_in import read_project
from kodierung.formats.refi.records import RefiProject, key
from tests.formats.refi.packing import guid, packed, project, qdc, qdpx

SHARED = Path(__file__).parents[3] / ".." / "shared" / "refi"
MATERIAL = "Wir tauschen jede Woche Material, das spart Stunden."
PROBLEM = (
    "Ja, Zeit ist das größte Problem. Ohne Entlastungsstunden geht es nicht 👩🏽‍🏫"
)
CODED = {
    ("Ada", "Austausch im Kollegium", MATERIAL),
    ("Ben", "Austausch im Kollegium", MATERIAL),
    ("Ada", "Zeit", "Bei uns fehlt schlicht die Zeit."),
    ("Ada", "Zeit", PROBLEM),
    ("Ben", "Rückhalt der Leitung", "trotz Rückhalt der Leitung"),
    ("Ada", "Rückhalt der Leitung", "Rückhalt gebe ich gern"),
    ("Ada", "Zeit", "Stunden kann ich nicht drucken"),
}
SPEAKERS = {"Moderation", "P1", "P2", "P3"}


def shared(name: str) -> bytes:
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"{path.name} lies beside the checkout only")
    return path.read_bytes()


def coded(read: RefiProject) -> list[tuple[str, str, str]]:
    """Return coder, code and words of all codings but those of speakers."""
    codes = {key(code.guid): code.name for code in read.codebook.walk()}
    users = {key(user.guid): user.name for user in read.users}
    found = []
    for source in read.sources:
        way, _ = counting_of(source.text, source.selections, marked=source.marked)
        positions = Positions(source.text, way)
        for selection in source.selections:
            cut = positions.cut(selection)
            assert cut is not None
            words = positions.text[slice(*cut)]
            for one in selection.codings:
                who = users[key(one.user or selection.user)]
                found.append((who, codes[key(one.code)], words))
    return [one for one in found if one[1] not in SPEAKERS]


@pytest.mark.parametrize(
    "name",
    [
        "reference.qdpx",
        "reference_audio.qdpx",
        "quirk_nvivo_win.qdpx",
        "qualcoder_reexport.qdpx",
    ],
)
def test_projects_of_several_programs_have_the_same_codings(name: str) -> None:
    read = read_project(shared(name), name)
    found = coded(read)
    assert set(found) == CODED
    assert len(found) == len(CODED)
    assert len(read.users) == 3
    assert len(read.cases) == 5
    assert {note.text for note in read.notes} != {""}
    assert read.description == "Erfundenes Beispiel."


def test_what_else_a_project_holds() -> None:
    read = read_project(shared("reference.qdpx"), "reference.qdpx")
    assert (read.name, read.origin) == ("Referenz", "kodierung 0.0")
    variables = {v.guid: (v.name, v.kind) for v in read.variables}
    values = {
        c.name: {variables[g][0]: v for g, v in c.values.items()} for c in read.cases
    }
    assert values["P3"] == {
        "Typ": "Person",
        "Rolle": "Schulleitung",
        "Dienstjahre": "20",
    }
    assert [one.name for one in read.sets] == [
        "Polarität: fördernd",
        "Polarität: hemmend",
    ]
    assert len(read.sets[0].codes) == 2
    assert read.on_project == ("23CA482E-5992-51AC-8E12-09510F061538",)
    assert read.lost == {}
    zeit = next(code for code in read.codebook.walk() if code.name == "Zeit")
    assert zeit.notes == ("1032FDF3-9212-55B9-89B5-DCE46BF224B9",)
    assert not read.codebook.codes[0].codable


def test_times_of_a_recording() -> None:
    read = read_project(shared("reference_audio.qdpx"), "reference_audio.qdpx")
    (transcript,) = (s for s in read.sources if s.kind == "Transcript")
    assert transcript.times == {0: 0, 104: 8400, 206: 21500, 318: 39200, 441: 55000}


@pytest.mark.parametrize(
    ("name", "codes", "remarks"),
    [
        ("reference.qdc", 5, 0),
        ("quirk_ns04.qdc", 5, 1),
        ("annexA1_codebook.qdc", 6, 0),
        ("taguette_1.5.2_codebook.qdc", 3, 0),
    ],
)
def test_codebooks_of_several_programs(name: str, codes: int, remarks: int) -> None:
    read = read_codebook(shared(name), name)
    assert len(list(read.walk())) == codes
    assert len(read.remarks) == remarks


def test_the_wrapper_of_one_program_is_left_out_and_told() -> None:
    said = 'name="A &amp; B" isCodable="1" color="rgba(1,2,3,0.5)"'
    inner = f'<Code guid="{{{guid(2)}}}" {said}/>'
    outer = f'<Code guid="{guid(1)}" name="Nodes" isCodable="false">{inner}</Code>'
    data = qdc(f"<Codes>{outer}</Codes>", "urn:QDA-XML:codebook:1:0")
    read = read_codebook(b"\xef\xbb\xbf" + data, "n.qdc")
    (found,) = read.codes
    assert (found.name, found.color, found.codable) == ("A & B", "#010203", True)
    assert key(found.guid) == guid(2).lower()
    assert len(read.remarks) == 2


def test_a_project_root_called_otherwise_and_text_that_stands_inside() -> None:
    source = f"""<Sources><TextSource guid="{guid(1)}" name="T">
      <PlainTextContent>Hier &lt;steht&gt; es.</PlainTextContent>
      <PlainTextSelection guid="{guid(2)}" startPosition="0" endPosition="4"/>
    </TextSource>
    <TextSource guid="{guid(3)}" name="Fort" plainTextPath="relative:///etc/passwd"/>
    <PictureSource guid="{guid(4)}"><PictureSelection guid="{guid(5)}"/></PictureSource>
    </Sources><Links><Link guid="{guid(6)}"/></Links>"""
    data = packed({"Mein Projekt.qde": project(source, "urn:QDA-XML:project:0:10")})
    read = read_project(data, "t.qdpx")
    (text,) = read.sources
    assert text.text == "Hier <steht> es."
    assert [s.end for s in text.selections] == [4]
    assert read.lost == {
        "TextSource": 1, "PictureSource": 1, "PictureSelection": 1,
    }  # fmt: skip
    assert read.remarks == (
        "its namespace is urn:QDA-XML:project:0:10, read as urn:QDA-XML:project:1.0",
    )


def test_old_encodings_and_case_of_paths() -> None:
    inside = (
        f'<Sources><TextSource guid="{guid(1)}" plainTextPath="internal://EINS.TXT"/>'
        f'<TextSource guid="{guid(2)}" plainTextPath="internal://zwei.txt"/></Sources>'
    )
    data = qdpx(
        inside, eins="Größe".encode("cp1252"), zwei=b"\xef\xbb\xbfW\xc3\xb6rter"
    )
    one, two = read_project(data, "t.qdpx").sources
    assert (one.text, one.marked) == ("Größe", False)
    assert (two.text, two.marked) == ("Wörter", True)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("#FFcc00", "#ffcc00"),
        ("#fc0", "#ffcc00"),
        ("#FFCC00FF", "#ffcc00"),
        ("rgb(255, 204, 0)", "#ffcc00"),
        ("rgba(999,204,0,0.3)", "#ffcc00"),
        ("-13312", "#ffcc00"),
        ("16763904", "#ffcc00"),
        ("red", ""),
        ("", ""),
    ],
)
def test_colours_in_all_forms(written: str, read: str) -> None:
    assert color(written) == read


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04",
        packed({"a.txt": "x"}),
        packed({"a.qde": "<a/>", "b.qde": "<a/>"}),
        packed({"project.qde": "<Projekt"}),
        packed({"project.qde": "<Other/>"}),
    ],
)
def test_what_is_no_project_is_told(data: bytes) -> None:
    with pytest.raises(TranscriptError, match=r"x\.qdpx"):
        read_project(data, "x.qdpx")


@pytest.mark.parametrize(
    "data", [b"", b"<a/>", b"\x00\x01", b"<CodeBook>", "<Ä/>".encode()]
)
def test_what_is_no_codebook_is_told(data: bytes) -> None:
    with pytest.raises(TranscriptError, match=r"x\.qdc"):
        read_codebook(data, "x.qdc")
