import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodierung.errors import TranscriptError, UsageError
from kodierung.formats.files.encoding import decode, odd_umlauts, refuse_binary
from kodierung.formats.registry import ReadOptions, read_transcript

TEXT = "I: Größe „Maßnahme“ – ähm…\nB1: Ja, 5 €.\n"


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32"),
        ("cp1252", "cp1252"),
    ],
)
def test_encodings_are_told_apart(written, found):
    text, used = decode(TEXT.encode(written), "a.txt")
    assert used == found
    assert text.removeprefix("\ufeff") == TEXT


def test_the_named_encoding_wins():
    assert decode(TEXT.encode("cp1252"), "a.txt", "latin-1")[0] != TEXT
    assert decode("Größe".encode("mac-roman"), "a.txt", "mac-roman")[0] == "Größe"


def test_an_unknown_encoding_is_wrong_use():
    with pytest.raises(UsageError, match="utf-99") as caught:
        decode(b"I: a", "a.txt", "utf-99")
    assert "cp1252" in caught.value.hint


def test_a_named_encoding_that_does_not_fit_names_the_line():
    with pytest.raises(
        TranscriptError, match=r"^a\.txt: this is no utf-8 text; line 2"
    ):
        decode("I: a\nB1: ä\n".encode("cp1252"), "a.txt", "utf-8")


def test_bytes_that_cp1252_lacks_are_refused_with_the_line():
    with pytest.raises(TranscriptError, match=r"line 2 holds byte 0x81") as caught:
        decode(b"I: a\nB1: \x81 \xe4 \xe4\n", "a.txt")
    assert "--encoding" in caught.value.hint


def test_a_damaged_utf8_file_is_not_taken_for_cp1252():
    damaged = "I: Größe, Höhe\nB1: über\n".encode().replace("ü".encode(), b"\xfc")
    with pytest.raises(TranscriptError, match=r"damaged place \(line 2, byte 0xfc\)"):
        decode(damaged, "a.txt")


def test_zero_characters_are_no_text_in_any_encoding():
    with pytest.raises(TranscriptError, match="zero characters"):
        decode(b"I: a\0b", "a.txt", "latin-1")


def _zipped(member: str) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(member, "x")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"%PDF-1.7\n", "is a PDF"),
        (b"{\\rtf1\\ansi", "is an RTF file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 40, "old Word or Excel"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"\xff\xd8\xff\xe0", "picture"),
        (b"ID3\x04", "recording"),
        (b"RIFF\0\0\0\0WAVE", "recording"),
        (b"\0\0\0\x20ftypM4A ", "recording"),
        (b"SQLite format 3\0", "database"),
        (_zipped("content.xml"), "OpenDocument"),
        (_zipped("xl/workbook.xml"), "Excel"),
        (_zipped("project.qde"), "REFI-QDA"),
        (_zipped("a.txt"), "ZIP archive"),
        (b"PK\x03\x04 damaged", "ZIP archive"),
        (bytes(range(256)), "binary file"),
        (b"I: a\0b\n", "binary file"),
    ],
)
def test_binary_files_are_refused_by_what_they_are(data, says):
    with pytest.raises(TranscriptError, match=says) as caught:
        decode(data, "a.txt")
    assert caught.value.message.startswith("a.txt: this is ")
    assert caught.value.hint


@given(st.binary(max_size=400))
def test_any_bytes_decode_or_are_refused(data):
    try:
        text, used = decode(data, "a.txt")
    except TranscriptError as fault:
        refused = fault.message
    else:
        refused = ""
        assert isinstance(text, str)
        assert used
    assert not refused or refused.startswith("a.txt: ")


GERMAN = "I: Die Geschäftsführung?\nB1: Groß. Übrigens läuft es schön.\n"


@pytest.mark.parametrize("words", ["Geschäft", "führen", "möglich", "groß", "über"])
def test_umlauts_of_a_macintosh_taken_for_windows_are_told(words):
    data = f"I: Und?\nB1: Ja {words} so.\n".encode("mac_roman")
    _, draft = read_transcript(data, "a.txt")
    (told,) = draft.problems
    assert told.message == (
        f'the umlauts look wrong, as in "{words.encode("mac_roman").decode("cp1252")}"'
    )
    assert (told.hint, told.severity) == ("try --encoding mac_roman", "warning")
    _, mended = read_transcript(data, "a.txt", options=ReadOptions("mac_roman"))
    assert words in mended.text
    assert mended.problems == ()


def test_subtitles_of_a_macintosh_are_told_too():
    data = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v B1>Für später\n".encode("mac_roman")
    _, draft = read_transcript(data, "a.vtt")
    assert [one.message for one in draft.problems] == [
        'the umlauts look wrong, as in "FŸr"'
    ]


@pytest.mark.parametrize(
    "text", [GERMAN, "I: Frau Lukašenko, SGB§ 16, Köln.\nB1: § 5\n", "I: a\nB1: b\n"]
)
def test_true_windows_files_are_not_told(text):
    _, draft = read_transcript(text.encode("cp1252"), "a.txt")
    assert draft.problems == ()


def test_as_many_right_umlauts_as_odd_ones_are_no_macintosh():
    assert odd_umlauts("Lukašenko aus Köln", "a.txt") == []
    assert odd_umlauts("Lukašenko", "a.txt")


def test_a_named_encoding_is_not_doubted():
    data = GERMAN.encode("mac_roman")
    _, draft = read_transcript(data, "a.txt", options=ReadOptions("cp1252"))
    assert draft.problems == ()


def test_an_opendocument_table_is_no_odt():
    data = b"PK\x03\x04" + bytes(26)
    data += b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"
    with pytest.raises(TranscriptError, match=r"a\.ods: .*\(\.ods\)") as caught:
        refuse_binary(data, "a.ods")
    assert ".xlsx" in caught.value.hint
