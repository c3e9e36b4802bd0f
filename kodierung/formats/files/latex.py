r"""LaTeX documents that compile as they are, with pdfTeX, XeTeX or LuaTeX.

Between two marks stand the tables alone, to be copied into an article; the comment at
the top names the packages they need. Every special character is escaped, quotation
marks stay the characters they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from string import Template

from kodierung.formats.matrix.wording import printable, words

_ESCAPES = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "#": r"\#",
    "$": r"\$",
    "%": r"\%",
    "&": r"\&",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': r"\textquotedbl{}",
    "'": r"\textquotesingle{}",
    "`": r"\textasciigrave{}",
    "−": r"\textminus{}",
    "\ufffd": "?",  # LuaTeX takes it for a broken file
}
_SPECIAL = re.compile("[" + re.escape("".join(_ESCAPES)) + "]")
# All but those at which no line may break.
_BLANKS = re.compile(r"[^\S\xa0\u202f]+")
# Two of these in a row would become one dash or quotation mark.
_LIGATURE = re.compile("([-,])(?=\\1)")
# What the fonts of pdfTeX hold without further packages.
_KNOWN = re.compile("[\n -~\xa0-\xffĀ-žŒœŠšŸ–—‘’‚“”„†‡•…‰‹›€™]")
_UNKNOWN_IN_RANGE = frozenset("ĦħĸĿŀŉŦŧſ")

_HEAD = Template(r"""% This document compiles as it is. To put the table into an
% article, copy what stands between the marks and load the packages array, booktabs,
% caption, longtable, multirow and xcolor.
\documentclass[10pt,a4paper]{article}
\usepackage[landscape,margin=2cm]{geometry}
\usepackage{iftex}
\ifPDFTeX
  \usepackage[T1]{fontenc}
  \usepackage{textcomp}
  \usepackage{lmodern}
${declared}\else
  \usepackage{fontspec}
\fi
\usepackage[${babel}]{babel}
\usepackage{array}
\usepackage{booktabs}
\usepackage[labelformat=empty,labelsep=none]{caption}
\captionsetup{justification=raggedright,singlelinecheck=false}
\usepackage{longtable}
\usepackage{multirow}
\usepackage{xcolor}
\pagestyle{empty}
\begin{document}
""")
_BEGIN, _END = "% --- table begins ---", "% --- table ends ---"
_FOOT = "\\end{document}\n"


def latex_document(lines: Iterable[str], language: str) -> bytes:
    """Return a document, A4 across, that holds these lines.

    Args:
        lines: Its body.
        language: ISO 639-1, for hyphenation.
    """
    body = "\n".join((_BEGIN, *lines, _END, ""))
    babel = words(language).babel
    head = _HEAD.substitute(declared=_declared(body), babel=babel)
    return (head + body + _FOOT).encode()


def paragraph_column(width_cm: float, side: str = "right") -> str:
    """Return a column of text that wraps and is ragged at that side."""
    return rf">{{\ragged{side}\arraybackslash}}p{{{width_cm}cm}}"


def longtable(
    columns: Sequence[str],
    caption: str,
    labels: Sequence[str],
    rows: Iterable[str],
    note: str,
) -> list[str]:
    """Return the lines of a table that breaks over pages and repeats its header.

    Args:
        columns: What LaTeX is to know of each column.
        caption: Above it.
        labels: Over the columns.
        rows: LaTeX already.
        note: Beneath it.
    """
    header = " & ".join(map(bold, labels)) + r" \\"
    above, beneath = latex_text(caption, " "), latex_text(note)
    return [
        r"\begin{longtable}[l]{@{}",
        *(f"  {column}" for column in columns),
        "  @{}}",
        *([rf"\caption[]{{{above}}}\\"] if above else []),
        r"\toprule",
        header,
        r"\midrule",
        r"\endfirsthead",
        r"\toprule",
        header,
        r"\midrule",
        r"\endhead",
        r"\bottomrule",
        r"\endlastfoot",
        *rows,
        r"\end{longtable}",
        *([rf"\noindent{{\small {beneath}\par}}"] if beneath else []),
    ]


def _declared(body: str) -> str:
    """Let pdfTeX print the name of a character that it has no sign for, and go on."""
    points = sorted({ord(c) for c in body if not _has_sign(c)})
    line = r"  \DeclareUnicodeCharacter{%04X}{\texttt{[U+%04X]}}"
    return "".join(line % (point, point) + "\n" for point in points)


def _has_sign(character: str) -> bool:
    return bool(_KNOWN.match(character)) and character not in _UNKNOWN_IN_RANGE


def latex_text(text: str, line_end: str = r"\newline ") -> str:
    r"""Return the text so that LaTeX prints it; line ends become `line_end`."""
    lines = (_BLANKS.sub(" ", line).strip() for line in printable(text).split("\n"))
    return line_end.join(_escaped(line) for line in lines if line)


def bold(text: str) -> str:
    """Return the text in bold print, nothing where there is none."""
    return rf"\textbf{{{latex_text(text)}}}" if text.strip() else ""


def _escaped(line: str) -> str:
    plain = _SPECIAL.sub(lambda found: _ESCAPES[found.group()], line)
    return _LIGATURE.sub(r"\1{}", plain)
