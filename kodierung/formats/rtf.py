"""RTF, as f4, Word, LibreOffice, WordPad and TextEdit write it."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from kodierung.errors import Problem, TranscriptError
from kodierung.formats import office
from kodierung.formats.files import encoding
from kodierung.formats.office import Block, Table
from kodierung.formats.registry import ReadOptions
from kodierung.model import Draft

suffixes = (".rtf",)

_TOKEN = re.compile(
    r"\\(?P<word>[A-Za-z]{1,32})(?P<number>-?\d{1,10})? ?"
    r"|\\'(?P<hex>[0-9A-Fa-f]{2})|\\(?P<sign>[^A-Za-z])|(?P<brace>[{}])"
    r"|(?P<text>[^\\{}\r\n\0]+)|[\r\n\0]+|\\"
)
# Groups whose words are not said: settings, page headers, footnotes, comments, list
# numbers, pictures, and what repeats a group for older programs.
_SILENT = frozenset(
    {
        *(
            "fonttbl",
            "colortbl",
            "stylesheet",
            "info",
            "listtable",
            "revtbl",
            "rsidtbl",
        ),
        *("header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr"),
        *("footerf", "footnote", "ftnsep", "ftnsepc", "aftnsep", "annotation"),
        *("atnid", "atnauthor", "fldinst", "datafield", "formfield", "pict", "object"),
        *("objdata", "nonshppict", "shprslt", "listtext", "pntext", "pn", "xe", "tc"),
        *("nonesttables", "bkmkstart", "bkmkend", "themedata", "generator", "sn", "sv"),
    }
)
_REMARKS = frozenset({"footnote", "annotation"})
# Groups that hold words only inside others: a text box in its shape, the Unicode form
# beside an older one.
_AROUND = frozenset({"shp", "shpinst", "do", "upr"})
_INSIDE = frozenset({"shptxt", "dptxbxtext", "ud"})
_LINE_ENDS = frozenset(
    {"par", "line", "softline", "sect", "page", "column", "nestcell", "nestrow"}
)
_SIGNS = {
    "tab": "\t",
    "emdash": "—",
    "endash": "–",
    "bullet": "•",
    "emspace": "\u2003",
    "enspace": "\u2002",
    "qmspace": "\u2005",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "~": "\u00a0",
    "_": "\u2011",
    "\t": "\t",
    **{sign: sign for sign in "{}\\"},
}
_CHARSETS = {"ansi": "cp1252", "mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
# `\fcharset` to code page; the others go by the file's own.
_FONT_CODEPAGES = {
    77: 10000,
    128: 932,
    129: 949,
    134: 936,
    136: 950,
    161: 1253,
    162: 1254,
    163: 1258,
    177: 1255,
    178: 1256,
    186: 1257,
    204: 1251,
    222: 874,
    238: 1250,
    254: 437,
    255: 850,
}
_DEEPEST = 1000
"""Groups inside one another; programs write some dozens."""

_REMEDY = "Open it where it was made and save it anew, best as .docx."


def sniff(name: str, data: bytes) -> bool:
    """Tell whether the content is RTF."""
    return data.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"{\\rtf")


def read(data: bytes, name: str, options: ReadOptions) -> Draft:
    """Read an RTF file by the rules for lines of text, then render it."""
    if not sniff(name, data):
        encoding.refuse_binary(data, name)
        raise TranscriptError(f"{name}: this is no RTF file.", _REMEDY)
    if options.encoding is not None:
        encoding.decode(b" ", name, options.encoding)  # refuses one that nobody knows
    reader = _Reader(options.encoding)
    reader.run(data.removeprefix(codecs.BOM_UTF8).decode("latin-1"))
    if reader.groups:
        raise TranscriptError(f"{name}: this RTF file breaks off.", _REMEDY)
    return office.read(reader.done, name, options, reader.problems(name))


@dataclass(frozen=True, slots=True)
class _State:
    """What holds inside a group of braces.

    Attributes:
        silent: 0 where words count, 1 around a text box, 2 where nothing counts.
        hidden: Whether the words do not show.
        deleted: Whether they were deleted in a tracked change.
        in_table: Whether the paragraph is in a cell.
        skipped: Characters that stand for a Unicode one in programs that know none.
        font: Which font, or -1.
    """

    silent: int = 0
    hidden: bool = False
    deleted: bool = False
    in_table: bool = False
    skipped: int = 1
    font: int = -1


class _Reader:
    """Walks the tokens of an RTF file and collects lines and rows of tables.

    Args:
        charset: Encoding that the user says it has, or None.
    """

    def __init__(self, charset: str | None) -> None:
        self.told = charset
        self.charset = charset or "cp1252"
        self.fonts: dict[int, str] = {}
        self.state = _State()
        self.groups: list[_State] = []
        self.starred = False
        self.to_skip = 0
        self.bytes = bytearray()
        self.line: list[str] = []
        self.cell: list[Block] = []
        self.row: list[list[Block]] = []
        self.rows: list[list[list[Block]]] = []
        self.done: list[Block] = []
        self.tracked = self.concealed = self.unreadable = False
        self.remarks = 0

    def run(self, source: str) -> None:
        """Read everything up to the end of the outermost group."""
        at = 0
        while found := _TOKEN.match(source, at):
            at = found.end()
            if found.lastgroup == "brace":
                self._brace(found["brace"])
                if not 0 < len(self.groups) < _DEEPEST:
                    break
            elif found.lastgroup == "number" and found["word"] == "bin":
                at += max(0, int(found["number"]))
            else:
                self._take(found)
        self._end_paragraph()
        self._end_table()

    def problems(self, name: str) -> Iterator[Problem]:
        """Warn of what is doubtful."""
        if self.tracked:
            yield office.tracked_changes(name)
        if self.concealed:
            yield office.hidden_text(name)
        yield from office.remarks(self.remarks, name)
        if self.unreadable:
            why = 'some letters cannot be read; "\ufffd" stands for them'
            yield Problem(name, why, "say --encoding, or save it as .docx", "warning")

    def _brace(self, brace: str) -> None:
        """Open or close a group."""
        self._flush()
        self.to_skip, self.starred = 0, False
        if brace == "{":
            self.groups.append(self.state)
        elif self.groups:
            self.state = self.groups.pop()

    def _take(self, found: re.Match[str]) -> None:
        """Take a token that is no brace."""
        kind = found.lastgroup
        if kind == "text":
            self._text(found["text"].encode("latin-1"))
        elif kind == "hex":
            self._text(bytes.fromhex(found["hex"]))
        elif kind == "sign":
            self._flush()
            self._sign(found["sign"])
        elif kind is not None:
            self._flush()
            number = found["number"]
            self._word(found["word"], None if number is None else int(number))

    def _text(self, words: bytes) -> None:
        """Take words, less those that only stand for a Unicode character."""
        skipped = min(self.to_skip, len(words))
        self.to_skip -= skipped
        self.bytes += words[skipped:]

    def _now(self, **changed: Any) -> None:
        """Change what holds in the group from here on."""
        self.state = replace(self.state, **changed)

    def _flush(self) -> None:
        """Decode the bytes gathered; several may make one character."""
        if self.bytes:
            charset = self.told or self.fonts.get(self.state.font, self.charset)
            words = self.bytes.decode(charset, errors="replace")
            self.unreadable = self.unreadable or "\ufffd" in words
            self._say(words)
            self.bytes.clear()

    def _say(self, words: str) -> None:
        """Add words to the line, unless they do not count."""
        if self.state.silent:
            return
        self.tracked = self.tracked or self.state.deleted
        self.concealed = self.concealed or (self.state.hidden and bool(words.strip()))
        if not self.state.hidden and not self.state.deleted:
            self.line.append(words)

    def _sign(self, sign: str) -> None:
        """Take a backslash with a sign behind it."""
        self.to_skip = 0
        if sign == "*":
            self.starred = True
        elif sign in "\r\n":
            self._end_line()
        elif sign in _SIGNS:
            self._say(_SIGNS[sign])

    def _word(self, word: str, number: int | None) -> None:
        """Take a control word."""
        self.to_skip = 0
        starred, self.starred = self.starred, False
        if word in _INSIDE and self.state.silent < 2:
            self._now(silent=0)
        elif word in _AROUND:
            self._now(silent=max(self.state.silent, 1))
        elif starred or word in _SILENT:
            self.remarks += word in _REMARKS and self.state.silent < 2
            self._now(silent=2)
        if self.state.silent < 2 or word in ("f", "fcharset", "cpg"):
            self._property(word, number)

    def _property(self, word: str, number: int | None) -> None:
        """Take a control word that says something of the words behind it."""
        if word == "u" and number is not None:
            self._say(chr(number % 0x10000))
            self.to_skip = self.state.skipped
        elif word in _SIGNS:
            self._say(_SIGNS[word])
        elif word in _LINE_ENDS:
            self._end_line()
        elif word in ("cell", "row"):
            self._end_cell(word)
        elif word == "v":
            self._now(hidden=number != 0)
        elif word == "deleted":
            self._now(deleted=number != 0)
        elif word == "revised":
            self.tracked = True
        else:
            self._setting(word, number or 0)

    def _setting(self, word: str, number: int) -> None:
        """Take a control word about paragraphs or characters."""
        if word == "plain":
            self._now(hidden=False, deleted=False)
        elif word in ("pard", "intbl"):
            self._now(in_table=word == "intbl")
        elif word == "uc":
            self._now(skipped=max(0, number))
        elif word == "f":
            self._now(font=number)
        else:
            self._codepage(word, number)

    def _codepage(self, word: str, number: int) -> None:
        """Take a control word about encodings, of the file or of a font."""
        if word == "fcharset" and number in _FONT_CODEPAGES:
            self.fonts[self.state.font] = _known(_FONT_CODEPAGES[number])
        elif word == "cpg":
            self.fonts[self.state.font] = _known(number)
        elif word == "ansicpg":
            self.charset = _known(number)
        elif word in _CHARSETS:
            self.charset = _CHARSETS[word]

    def _end_line(self) -> None:
        """End a line, in a cell or outside of tables."""
        if self.state.silent:
            return
        if self.state.in_table:
            self.cell.append(self._settled())
        else:
            self._end_paragraph()

    def _end_paragraph(self) -> None:
        """End a line outside of tables."""
        words = self._settled()
        if words:
            self._end_table()
        self.done.append(words)

    def _end_cell(self, word: str) -> None:
        """End a cell, or a row of them."""
        if word == "cell":
            self.row.append([*self.cell, self._settled()])
            self.cell = []
        else:
            self.rows.append(self.row)
            self.row = []

    def _end_table(self) -> None:
        """Put the rows gathered among the lines."""
        if self.cell:
            self._end_cell("cell")
        if self.row:
            self._end_cell("row")
        if self.rows:
            self.done.append(Table(self.rows))
            self.rows = []

    def _settled(self) -> str:
        """Return the line gathered; two halves of a Unicode character become one."""
        words = "".join(self.line).encode("utf-16-le", "surrogatepass")
        self.line = []
        return words.decode("utf-16-le", "replace")


def _known(codepage: int) -> str:
    """Return the encoding of a code page, Windows-1252 where there is none."""
    name = {10000: "mac_roman", 65001: "utf-8"}.get(codepage, f"cp{codepage}")
    try:
        codecs.lookup(name)
    except LookupError:
        return "cp1252"
    return name
