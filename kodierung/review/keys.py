"""The keys of the review, in groups: bound, shown at the foot and told by `?`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from textual.binding import Binding


class Key(NamedTuple):
    """A key and what it does.

    Attributes:
        shown: As it is told to people; several keys apart by a blank.
        keys: As Textual names them, apart by commas; empty if a widget binds them.
        action: Textual's name of what is done.
        told: What that is.
        foot: The same in a word for the foot of the screen; empty: not shown there.
        reading: The same at the foot while reading.
    """

    shown: str
    keys: str
    action: str
    told: str
    foot: str = ""
    reading: str = ""


KEYS: dict[str, tuple[Key, ...]] = {
    "Decide": (
        Key("a Enter", "a", "accept", "accept the suggestion", "accept"),
        Key("r", "r", "reject", "reject it", "reject"),
        Key("s Space", "s,space", "skip", "leave it open, take the next", "skip"),
        Key("u", "u", "undo", "take back what was done last", "undo", "undo"),
        Key("U Ctrl+R", "U,ctrl+r", "redo", "make it again"),
    ),
    "Correct the suggestion, or one's own coding under the cursor": (
        Key("c", "c", "recode", "another code", "code"),
        Key("f", "f", "flip", "the factor of the opposite polarity"),
        Key("+", "plus", "second_code", "a second code on the same words"),
        Key("[ ,", "[,comma", "extend('end', -1)", "end earlier"),
        Key("] .", "],full_stop", "extend('end', 1)", "end later"),
        Key("{ ;", "{,semicolon", "extend('start', 1)", "begin earlier"),
        Key("} :", "},colon", "extend('start', -1)", "begin later"),
        Key("w", "w", "next_unit", "by word, clause, sentence or turn"),
        Key("m", "m", "memo", "memo, on a coding or on any words"),
        Key("S", "S", "choose", "the theme's statement, or no longer"),
    ),
    "Code by hand": (
        Key("v", "v", "mark", "begin marking words, or stop"),
        Key("Esc", "escape", "unmark", "nothing marked any more"),
        Key("e", "e", "add", "code the marked words, or the turn", "by hand", "code"),
        Key("d", "d", "codings", "delete or change a coding here"),
    ),
    "Codebook": (Key("b", "b", "codebook", "new code, label, id, move, merge, split"),),
    "Go": (
        Key("n p", "n", "go_on(1)", "next and previous open suggestion"),
        Key("", "p", "go_on(-1)", ""),
        Key("N P", "N", "go_on(1, True)", "the same, of the same code"),
        Key("", "P", "go_on(-1, True)", ""),
        Key("t T", "t", "transcript(1)", "next and previous transcript"),
        Key("", "T", "transcript(-1)", ""),
        Key("o", "o", "take_up", "the suggestion under the cursor"),
        Key("Arrows", "", "", "a character or line; with Ctrl a word or turn"),
        Key("Shift", "", "", "with any of these marks words"),
        Key("PgUp PgDn", "", "", "a page; Home and End: all the way"),
        Key("j k", "j", "panel(1)", "the panel down and up"),
        Key("", "k", "panel(-1)", ""),
    ),
    "Read": (
        Key("R", "R", "reading", "begin or end the reading mode", "read", "review"),
        Key("Enter", "enter", "enter", "the turn is read, go to the next", "", "read"),
        Key("h", "h", "hide", "show or hide suggestions", "", "suggestions"),
    ),
    "Else": (
        Key("i", "i", "fold", "show or hide the panel"),
        Key("D", "D", "app.dark", "dark or light"),
        Key("?", "question_mark", "app.keys", "these keys", "keys", "keys"),
        Key(
            "q Ctrl+C",
            "q,ctrl+q,ctrl+c",
            "leave",
            "quit; everything is stored",
            "quit",
            "quit",
        ),
        Key("Ctrl+Z", "ctrl+z", "app.suspend_process", "back to the shell; fg returns"),
    ),
}


def bindings() -> Iterator[Binding]:
    """Yield what the screen binds.

    With priority: then keys typed fast wait for a dialog to open and go into it.
    """
    for group in KEYS.values():
        for key in group:
            if key.keys:
                yield Binding(key.keys, key.action, key.told, show=False, priority=True)


def foot(*, reading: bool) -> list[tuple[str, str]]:
    """Return the keys shown at the foot, that for all others first: key and word."""
    keys = (key for group in KEYS.values() for key in group)
    told = ((key.shown, key.reading if reading else key.foot) for key in keys)
    shown = [(shown.split()[0], word) for shown, word in told if word]
    return sorted(shown, key=lambda one: one[0] != "?")
