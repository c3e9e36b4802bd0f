"""How passages are cited in print: a form with fields, `({group}, {speaker}, {time})`.

A field of which nothing is known takes with it what belongs to it: its comma, its
brackets, the words that lead it in.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from string import Formatter

FIELDS = ("group", "speaker", "time", "turn", "transcript", "function")
USUAL = "({group}, {speaker}, {time})"

_OPENING, _CLOSING = "([{", ")]}"
# Values are cut out while the form is tidied, because they may hold commas themselves.
_VALUE = "\ue000-\ue0ff"
_NOTHING = "\x00"
_SEPARATOR = r"\s*[,;:·|/–—]\s*|\s+-\s+"
_OTHERS = rf"[^,;:·|/–—()\[\]{_VALUE}]*"
_PIECE = rf"{_OTHERS}{_NOTHING}{_OTHERS}?"
_IN_BRACKETS = re.compile(
    rf"\s*[(\[][^()\[\]{_VALUE}]*{_NOTHING}[^()\[\]{_VALUE}]*[)\]]"
)
_FIRST = re.compile(rf"(?:^|(?<=[(\[])){_PIECE}(?:{_SEPARATOR}|(?=[)\]]|$))")
_LATER = re.compile(rf"(?:{_SEPARATOR}){_PIECE}(?=\s*[,;:·|/–—)\]]|\s-\s|$)")


def fault_of(form: str) -> str | None:
    """Return what is wrong with a form, as a sentence, or None.

    Args:
        form: As in kodierung.yaml.
    """
    if not form.isprintable():
        return "the citation holds a sign that cannot be printed"
    try:
        parts = list(Formatter().parse(form))
    except ValueError:
        return f'the citation "{form}" has a brace without its other half'
    fields = [
        name + (f"!{conversion}" if conversion else "") + (f":{spec}" if spec else "")
        for _, name, spec, conversion in parts
        if name is not None
    ]
    for field in fields:
        if field not in FIELDS:
            return f'a citation has no field "{{{field}}}"'
    return None if fields else f'the citation "{form}" names no field'


def filled(form: str, values: Mapping[str, str]) -> str:
    """Return a form with its fields filled in.

    Args:
        form: One without faults.
        values: A text for every field, empty where nothing is known.

    Returns:
        The citation, empty where nothing at all is known.
    """
    put_in: list[str] = []
    text = ""
    for before, name, _, _ in Formatter().parse(form):
        text += before
        value = values[name] if name else ""
        if value:
            text += chr(0xE000 + len(put_in))
            put_in.append(value)
        elif name:
            text += _NOTHING
    tidy = _without_nothing(text) if put_in else ""
    return re.sub(f"[{_VALUE}]", lambda found: put_in[ord(found[0]) - 0xE000], tidy)


def _without_nothing(text: str) -> str:
    for pattern in (_IN_BRACKETS, _FIRST, _LATER):
        before = ""
        while before != text:
            before, text = text, pattern.sub("", text)
    return re.sub(r"\s{2,}", " ", text.replace(_NOTHING, "")).strip()


def unbracketed(citation: str) -> str:
    """Return a citation without the brackets around all of it, for a column."""
    around = re.fullmatch(r"\((.*)\)|\[(.*)\]", citation, re.DOTALL)
    inside = (around[1] or around[2] or "") if around else ""
    return inside if inside and _balanced(inside) else citation


def _balanced(text: str) -> bool:
    """Tell whether no bracket in the text closes one before it."""
    depth = 0
    for sign in text:
        depth += (sign in _OPENING) - (sign in _CLOSING)
        if depth < 0:
            return False
    return depth == 0
