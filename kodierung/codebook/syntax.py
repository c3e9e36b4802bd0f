"""What a YAML parser stumbled over, in words for people who write no software."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

import yaml

from kodierung.codebook.slips import missing_sign, open_quotation

# YAML ends a line at more signs than an editor does.
_BREAK = re.compile("[\n\x85\u2028\u2029]")

Explained: TypeAlias = tuple[int, str, str]

_QUOTE = "put the whole text in quotation marks"
_STRAIGHT = 'put the whole text in straight quotation marks, "…"'
_TYPOGRAPHIC = ("„", "“", "”", "»", "«", "‚", "‘", "’", "›", "‹")
_INDENT = "indent entries of one list or mapping equally, with blanks"


@dataclass(frozen=True, slots=True)
class _Stumble:
    """Where the parser stopped.

    Attributes:
        at: Line number it stopped at.
        since: Line number where the unfinished thing began.
        before: The line up to where it stopped.
        after: The rest of that line.
        within: What it was reading, in its own words.
        sign: The character the unfinished thing began with.
    """

    at: int
    since: int
    before: str
    after: str
    within: str
    sign: str


def editor_lines(text: str) -> list[int]:
    """Return, for each line as YAML counts, its number as an editor counts.

    The end of the text counts as a line of its own, as it does for the parser in C.
    """
    lines = [1]
    for found in _BREAK.finditer(text):
        lines.append(lines[-1] + (found[0] == "\n"))
    return [*lines, lines[-1]]


def explain(error: yaml.MarkedYAMLError, text: str) -> Explained:
    """Return line, sentence and hint for a syntax error.

    Args:
        error: As the parser raised it.
        text: The whole file.
    """
    mark: Any = error.problem_mark or error.context_mark
    context: Any = error.context_mark or mark
    lines = editor_lines(text)
    rows = [*_BREAK.split(text), ""]
    line = rows[mark.line]
    stumble = _Stumble(
        lines[mark.line],
        lines[context.line],
        line[: mark.column],
        line[mark.column :],
        str(error.context),
        rows[context.line][context.column : context.column + 1],
    )
    indent = line[: len(line) - len(line.lstrip())]
    if "\t" in indent or stumble.after.startswith("\t"):
        return (
            stumble.at,
            "a tab stands where only blanks may stand",
            "indent with blanks, two for each level",
        )
    problem = str(error.problem)
    slip = open_quotation(rows[:-1], mark.line)
    # A line with two colons shows by itself what is wrong with it.
    late = any(sign in problem for sign in _AFTER_SLIPS) and ": " not in stumble.before
    if slip is None and late:
        slip = missing_sign(rows[:-1], mark.line, context.line)
    if slip is not None:
        row, message, hint = slip
        return lines[row], message, hint
    for sign, say in _SAYINGS:
        if sign in problem:
            return say(stumble)
    return stumble.at, f"this is not YAML ({problem})", _QUOTE


def refused_character(error: yaml.YAMLError, text: str) -> Explained:
    """Return line, sentence and hint for a character YAML does not allow."""
    position = int(getattr(error, "position", 0))
    character = getattr(error, "character", 0)
    code = character if isinstance(character, int) else ord(character)
    return (
        text.count("\n", 0, position) + 1,
        f"a control character (U+{code:04X}) stands in the text",
        "remove it; most editors do not show it",
    )


def quote(written: str) -> str:
    """Return the advice to put an entry or its value in quotation marks, and which."""
    entry = written.lstrip(" -")
    value = entry.partition(": ")[2].lstrip()
    typographic = entry.startswith(_TYPOGRAPHIC) or value.startswith(_TYPOGRAPHIC)
    return _STRAIGHT if typographic else _QUOTE


def _second_colon(stumble: _Stumble) -> Explained:
    if ": " in stumble.before:
        said = 'there is a second ": " in this line'
        return stumble.at, said, quote(stumble.before)
    return (
        stumble.at,
        "this key does not fit the line above it",
        f"{_INDENT}; a text over several lines begins with >-",
    )


def _first_character(stumble: _Stumble) -> Explained:
    return stumble.at, f'a text must not begin with "{stumble.after[:1]}"', _QUOTE


def _first_sign(stumble: _Stumble) -> Explained:
    return stumble.since, f'a text must not begin with "{stumble.sign}"', _QUOTE


def _no_key(stumble: _Stumble) -> Explained:
    return (
        stumble.since,
        'this line is neither "key: value" nor a list entry "- …"',
        "is the colon or the blank after it missing?",
    )


def _open_quotation(stumble: _Stumble) -> Explained:
    return (
        stumble.since,
        "a quotation mark is opened here and never closed",
        "close it with the same mark",
    )


def _open_bracket(stumble: _Stumble) -> Explained:
    mapping = "flow mapping" in stumble.within or stumble.before.endswith("{")
    bracket = "{" if mapping else "["
    return (
        stumble.since,
        f'a bracket "{bracket}" is opened here and not closed as it should be',
        "close it, with commas between the entries; a text that begins with "
        f'"{bracket}" must be in quotation marks',
    )


def _left_over(stumble: _Stumble) -> Explained:
    if stumble.after.startswith(":"):
        return stumble.at, "the key before the colon is missing", ""
    before = stumble.before.rstrip()
    for mark, signs in (("quotation mark", ('"', "'")), ("bracket", ("]", "}"))):
        if before.endswith(signs):
            return stumble.at, f"the text goes on after its closing {mark}", _QUOTE
    return stumble.at, "this line is not indented like those it belongs to", _INDENT


def _list_in_line(stumble: _Stumble) -> Explained:
    return (
        stumble.at,
        'a list entry "- …" does not fit here',
        "begin it on a line of its own, indented like the other entries",
    )


def _before_start(stumble: _Stumble) -> Explained:
    return stumble.at, "this line does not fit the lines above it", _INDENT


def _backslash(stumble: _Stumble) -> Explained:
    return (
        stumble.at,
        'a backslash in a text between "…" means something else in YAML',
        "put the text between '…'",
    )


# A part of what the parsers in Python and in C say, and what it means.
_SAYINGS: tuple[tuple[str, Callable[[_Stumble], Explained]], ...] = (
    ("mapping values are not allowed", _second_colon),
    ("cannot start any token", _first_character),
    ("could not find expected ':'", _no_key),
    ("unexpected end of stream", _open_quotation),
    ("alphabetic or numeric character", _first_sign),
    ("expected URI", _first_sign),
    ("chomping or indentation", _first_sign),
    ("expected ',' or", _open_bracket),
    ("expected the node content", _open_bracket),
    ("expected <block end>", _left_over),
    ("did not find expected key", _left_over),
    ("sequence entries are not allowed", _list_in_line),
    ("<document start>", _before_start),
    ("escape", _backslash),
)

# What the parsers say lines after a colon or a blank was forgotten.
_AFTER_SLIPS = (
    "mapping values are not allowed",
    "could not find expected ':'",
    "expected <block end>",
    "did not find expected key",
    "sequence entries are not allowed",
    "<document start>",
)
