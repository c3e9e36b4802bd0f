r"""LaTeX: a document that compiles as it is, with pdfTeX, XeTeX or LuaTeX.

Between two marks stands the table alone, to be copied into an article; the comment at
the top names the packages it needs. Every special character is escaped, quotation marks
stay the characters they are.
"""

from __future__ import annotations

import re
from string import Template

from kodierung.formats.matrix.wording import evidence, place, printable, quoted, words
from kodierung.model import FactorCell, Matrix, MatrixPerspective, Statement

suffix = ".tex"
binary = False

WIDTHS_CM = (3.9, 6.9, 6.9, 6.3)

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
    "\ufffd": "?",  # LuaTeX takes it for a broken file
}
_SPECIAL = re.compile("[" + re.escape("".join(_ESCAPES)) + "]")
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


def write(matrix: Matrix) -> bytes:
    """Return the matrix as a LaTeX document."""
    body = "\n".join((_BEGIN, *_table(matrix), _END, ""))
    babel = words(matrix.language).babel
    head = _HEAD.substitute(declared=_declared(body), babel=babel)
    return (head + body + _FOOT).encode()


def _declared(body: str) -> str:
    """Let pdfTeX print the name of a character that it has no sign for, and go on."""
    points = sorted({ord(c) for c in body if not _has_sign(c)})
    line = r"  \DeclareUnicodeCharacter{%04X}{\texttt{[U+%04X]}}"
    return "".join(line % (point, point) + "\n" for point in points)


def _has_sign(character: str) -> bool:
    return bool(_KNOWN.match(character)) and character not in _UNKNOWN_IN_RANGE


def _table(matrix: Matrix) -> list[str]:
    column = r"  >{\raggedright\arraybackslash}p{%scm}"
    header = " & ".join(["", *(_bold(label) for label in matrix.columns)]) + r" \\"
    caption = _text(matrix.caption, " ")
    return [
        r"\begin{longtable}[l]{@{}",
        *(column % width for width in WIDTHS_CM),
        "  @{}}",
        *([rf"\caption[]{{{caption}}}\\"] if caption else []),
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
        *_blocks(matrix),
        r"\end{longtable}",
        *([rf"\noindent{{\small {note}\par}}"] if (note := _text(matrix.note)) else []),
    ]


def _blocks(matrix: Matrix) -> list[str]:
    filled = [perspective for perspective in matrix.perspectives if perspective.rows]
    lines: list[str] = []
    for perspective in filled:
        if lines:
            lines.append(r"\midrule")
        lines += _block(perspective, matrix)
    return lines


def _block(perspective: MatrixPerspective, matrix: Matrix) -> list[str]:
    label, count = _bold(perspective.label), len(perspective.rows)
    first = (
        rf"\multirow[t]{{{count}}}{{=}}{{\raggedright{label}}}" if count > 1 else label
    )
    lines: list[str] = []
    for row in perspective.rows:
        if lines:
            lines.append(r"\cmidrule(l){2-4}")
        cells = (
            first,
            _factor(row.promoting, matrix),
            _factor(row.inhibiting, matrix),
            _statement(row.statement, matrix.language),
        )
        lines.append("\n  & ".join(cells).lstrip("\n") + r" \\")
        first = ""
    return lines


def _factor(cell: FactorCell | None, matrix: Matrix) -> str:
    if cell is None:
        return ""
    parts = [_text(cell.label)]
    if matrix.evidence:
        parts.append(_grey(rf"\footnotesize {evidence(cell, matrix.language)}"))
    return r"\newline ".join(part for part in parts if part)


def _statement(statement: Statement | None, language: str) -> str:
    if statement is None:
        return ""
    where = _text(place(statement, language), " ")
    parts = [_text(quoted(statement, language)), _grey(f"({where})") if where else ""]
    return " ".join(part for part in parts if part)


def _bold(text: str) -> str:
    return rf"\textbf{{{_text(text)}}}" if text.strip() else ""


def _grey(content: str) -> str:
    return rf"{{\color{{black!65}}{content}}}"


def _text(text: str, line_end: str = r"\newline ") -> str:
    r"""Return the text so that LaTeX prints it; line ends become `line_end`."""
    lines = (" ".join(line.split()) for line in printable(text).split("\n"))
    return line_end.join(_escaped(line) for line in lines if line)


def _escaped(line: str) -> str:
    plain = _SPECIAL.sub(lambda found: _ESCAPES[found.group()], line)
    return _LIGATURE.sub(r"\1{}", plain)
