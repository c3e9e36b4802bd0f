"""From bytes to text: which encoding, and what is no text at all.

The order is byte order mark, strict UTF-8, UTF-16 told by its zero bytes, and
Windows-1252, in which German transcripts of older programs are written. Statistical
detectors are not asked: they name the wrong code page for half of such files.
"""

from __future__ import annotations

import codecs
import io
import re
import zipfile

from kodierung.errors import Problem, TranscriptError, UsageError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

_NO_WORDS = "Kodierung reads transcripts, not recordings: transcribe it first."
_NO_TEXT = "Kodierung reads text, not pictures."

_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "a PDF", "Read it with --format pdf."),
    (b"{\\rtf", "an RTF file", "Read it with --format rtf."),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "an old Word or Excel file (.doc, .xls) or one with a password",
        "Save it as .docx or .xlsx, without a password.",
    ),
    (b"\x89PNG\r\n", "a picture (PNG)", _NO_TEXT),
    (b"\xff\xd8\xff", "a picture (JPEG)", _NO_TEXT),
    (b"GIF8", "a picture (GIF)", _NO_TEXT),
    (b"ID3", "a recording (MP3)", _NO_WORDS),
    (b"RIFF", "a recording (WAV)", _NO_WORDS),
    (b"OggS", "a recording (Ogg)", _NO_WORDS),
    (b"fLaC", "a recording (FLAC)", _NO_WORDS),
    (b"SQLite format 3\0", "a database", "Name the transcript itself."),
    (b"\x1f\x8b", "a compressed file (gzip)", "Unpack it first."),
    (b"7z\xbc\xaf\x27\x1c", "a compressed file (7z)", "Unpack it first."),
)

_ZIPS: tuple[tuple[str, str, str], ...] = (
    ("word/document.xml", "a Word file (.docx)", "Read it with --format docx."),
    ("xl/workbook.xml", "an Excel file", "Read it with --format table."),
    ("ppt/presentation.xml", "a PowerPoint file", "Save the transcript as .docx."),
    ("content.xml", "an OpenDocument file (.odt)", "Read it with --format odt."),
    ("project.qde", "a REFI-QDA project", "Name one transcript instead of a project."),
)

# What an OpenDocument table is by its first member, which is not compressed.
_SPREADSHEET = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"

# Control characters that no text holds; tab, line ends, form feed, escape may occur.
_CONTROLS = bytes(range(9)) + bytes(range(14, 27)) + bytes(range(28, 32))
_UTF8_LETTER = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}")
# What ä, ö, ü, ß, á, à of Mac Roman are in Windows-1252, where no German word has them.
_MAC_UMLAUT = re.compile(r"\b\w*(?:[A-Za-z][ŠŸš‡ˆ§][a-z]|[a-z]§(?!\s*\d)|\bŸ[a-z])\w*")
_UMLAUT = re.compile(r"[äöüÄÖÜß]")


def decode(data: bytes, name: str, encoding: str | None = None) -> tuple[str, str]:
    """Return the text of a file and the name of the encoding it was read with.

    Args:
        data: The file.
        name: Its name, for messages.
        encoding: What the user says it is; then nothing is guessed.

    Returns:
        The decoded text, neither settled nor stripped, and the encoding's name.

    Raises:
        TranscriptError: The file is no text, or not in the encoding.
        UsageError: There is no such encoding.
    """
    if encoding is not None:
        return _decode_as(data, name, encoding)
    for bom, by_bom in _BOMS:
        if data.startswith(bom):
            return _decode_as(data, name, by_bom)
    refuse_binary(data, name)
    by_zeros = _utf16_by_zeros(data)
    if by_zeros:
        return _decode_as(data, name, by_zeros)
    _refuse_controls(data, name)
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as fault:
        return _decode_western(data, name, fault), "cp1252"


def beginning(data: bytes, length: int, blanks: bytes = b"") -> bytes:
    """Return the first bytes of a file as far as ASCII signs are looked for in them.

    UTF-16 is made readable by leaving its zero bytes out.

    Args:
        data: The file.
        length: How many bytes are looked at.
        blanks: What may stand before the first sign, beside a byte order mark.
    """
    return data[:length].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe" + blanks)


def odd_umlauts(text: str, name: str) -> list[Problem]:
    """Warn when a text taken for Windows-1252 was written on an old Macintosh.

    Every byte means something in both; only the words show it: `GeschŠftsfŸhrung`.
    """
    odd = _MAC_UMLAUT.findall(text)
    if len(odd) <= len(_UMLAUT.findall(text)):
        return []
    return [
        Problem(
            name,
            f'the umlauts look wrong, as in "{odd[0]}"',
            "try --encoding mac_roman",
            "warning",
        )
    ]


def refuse_binary(data: bytes, name: str) -> None:
    """Refuse a file that its first bytes show to be something else than text.

    Raises:
        TranscriptError: With what the file is and what to do.
    """
    for magic, kind, hint in _MAGIC:
        if data.startswith(magic):
            raise TranscriptError(f"{name}: this is {kind}, not a transcript.", hint)
    if data[4:8] == b"ftyp":
        raise TranscriptError(
            f"{name}: this is a recording (MP4), not a transcript.", _NO_WORDS
        )
    if data.startswith(b"PK\x03\x04"):
        members = zip_members(data)
        refuse_opendocument_table(data, name)
        for member, kind, hint in _ZIPS:
            if member in members:
                raise TranscriptError(f"{name}: this is {kind}, not plain text.", hint)
        raise TranscriptError(
            f"{name}: this is a ZIP archive, not a transcript.", "Unpack it first."
        )


def refuse_opendocument_table(data: bytes, name: str) -> None:
    """Refuse a table of LibreOffice.

    Raises:
        TranscriptError: With what to save it as.
    """
    if data[30:].startswith(_SPREADSHEET):
        raise TranscriptError(
            f"{name}: this is an OpenDocument table (.ods), which is not read.",
            "Save it as .xlsx or .csv.",
        )


def zip_members(data: bytes) -> frozenset[str]:
    """Return the names inside a ZIP archive; none if it cannot be opened."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return frozenset(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError):
        return frozenset()


def _decode_as(data: bytes, name: str, encoding: str) -> tuple[str, str]:
    """Decode with a named encoding, or say where it fails."""
    try:
        text = data.decode(encoding)
    except LookupError:
        raise UsageError(
            f'There is no encoding "{encoding}".',
            "Usual ones are utf-8, cp1252, utf-16, latin-1, mac-roman.",
        ) from None
    except UnicodeError as fault:
        at = fault.start if isinstance(fault, UnicodeDecodeError) else 0
        raise TranscriptError(
            f"{name}: this is no {encoding} text; line {_line(data, at)} does not fit.",
            "Name another encoding with --encoding, or save the file as UTF-8.",
        ) from None
    if "\0" in text:
        raise TranscriptError(
            f"{name}: this is no text in {encoding}; it holds zero characters.",
            "Name another encoding with --encoding.",
        )
    return text, encoding


def _decode_western(data: bytes, name: str, fault: UnicodeDecodeError) -> str:
    """Decode as Windows-1252, unless the file is a damaged UTF-8 one."""
    high = sum(byte > 0x7F for byte in data)
    in_letters = sum(len(letter) for letter in _UTF8_LETTER.findall(data))
    place = f"line {_line(data, fault.start)}, byte 0x{data[fault.start]:02x}"
    if 2 * in_letters > high:
        raise TranscriptError(
            f"{name}: this is UTF-8 with a damaged place ({place}).",
            "Mend the place in a text editor, or say --encoding if it is not UTF-8.",
        )
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError as undefined:
        line = _line(data, undefined.start)
        raise TranscriptError(
            f"{name}: this is neither UTF-8 nor Windows-1252; line {line} holds byte "
            f"0x{data[undefined.start]:02x}.",
            "Say which it is with --encoding, for instance --encoding mac-roman.",
        ) from None


def _utf16_by_zeros(data: bytes) -> str:
    """Return the UTF-16 form that the zero bytes betray, or an empty string."""
    if len(data) < 4 or len(data) % 2:
        return ""
    half = len(data) // 2
    even, odd = data[::2].count(0), data[1::2].count(0)
    if odd > 0.4 * half and not even:
        form = "utf-16-le"
    elif even > 0.4 * half and not odd:
        form = "utf-16-be"
    else:
        return ""
    try:
        data.decode(form)
    except UnicodeDecodeError:
        return ""
    return form


def _refuse_controls(data: bytes, name: str) -> None:
    """Refuse bytes that hold zeros or many control characters."""
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if 0 in data or controls > 2 + len(data) // 100:
        raise TranscriptError(
            f"{name}: this is a binary file, not a transcript.",
            "Name a transcript: plain text, Markdown, .docx, .vtt or .srt.",
        )


def _line(data: bytes, at: int) -> int:
    """Return the line, from 1, that a byte stands in."""
    return data.count(b"\n", 0, at) + 1
