"""Labels of unusual forms: initials, numbers, `B1?`, `<script>`, `anna`, `李`.

Each of them may also begin a sentence, a list or a remark. So none is a speaker by its
form alone: it has to come back, among paragraphs most of which begin with a label.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from kodierung.formats.lines import labels

Form = Literal["label", "unusual", "lower", "other"]
"""What a label looks like: a label, an unusual one, one in lower case, or none."""

NEEDED = {"label": 2, "unusual": 2, "lower": 3}
"""How often a label that is not sure has to occur, by its form."""

_INITIALS = re.compile(r"[^\W\d_]\.(?:[ -]?[^\W\d_]\.){0,3}$")
_DOTTED = re.compile(r"[^\W\d_]{1,4}\d{1,3}(?:[./-]\d{1,3})+$")
_NUMBER = re.compile(r"\d{1,3}[a-z]?$")
_WRAPPED = re.compile(r"[<\"„“»«'‚‘{](?P<inner>[^<>\"„“”»«'’‘{}]+)[>\"“”»«'’‘}]$")
_LOWER = re.compile(r"[^\W\d_]+(?:[-'’ ][^\W\d_]+){0,2}$")
# What a room, an account or a telephone is called that takes part in a meeting.
_ACCOUNT = re.compile(
    r"[\w.+-]{1,40}@[\w.-]{1,40}$|\+?\d[\d /-]{5,18}$"
    r"|(?=\D*[\d_])(?!\d)[^\W_]+(?:[-_.][^\W_]+)*$"
)
_DEVICE = re.compile(r"[a-zäöü]{1,3}[A-Z][a-z]")
_TITLES = re.compile(r"(?:(?:dr|prof|hr|fr)\.\s+)+")
_JOINED = re.compile(r"\s*(?:,|/|\+|&|\bund\b|\band\b)\s*")
_CASELESS = re.compile(r"[\w\s·'’.-]+$")


@lru_cache(maxsize=4096)
def form(label: str) -> Form:
    """Return what a label looks like; brackets and function are taken off."""
    if labels.is_label(label) or labels.is_collective(label):
        return "label"
    if not 0 < len(label) <= labels.LONGEST_LABEL or labels.is_header_word(label):
        return "other"
    if _is_unusual(label):
        return "unusual"
    return "lower" if _is_lower_name(label) else "other"


def joins_people(label: str) -> bool:
    """Tell whether a label names several people: `Anna & Ben`, `B1 und B2`."""
    parts = _JOINED.split(label)
    return len(parts) > 1 and all(map(labels.is_label, parts))


def _is_unusual(label: str) -> bool:
    """Tell whether a label has one of the forms that need to come back once."""
    if _NUMBER.match(label) or _DOTTED.match(label) or joins_people(label):
        return True
    if _INITIALS.match(label):
        return label == label.upper()
    bare = label.rstrip("?")
    if bare != label:
        return not bare or form(bare.rstrip()) in ("label", "unusual")
    if _ACCOUNT.match(label) or _is_device(label):
        return True
    wrapped = _WRAPPED.match(label)
    if wrapped:
        return form(wrapped["inner"].strip()) != "other"
    return _is_caseless(label)


def _is_device(label: str) -> bool:
    """Tell whether a label names what somebody takes part with: `iPhone von Jörg`."""
    parts = label.split()
    named = [part for part in parts if _DEVICE.match(part)]
    rest = " ".join(part for part in parts if part not in named)
    return bool(named) and (not rest or _is_named_after(rest))


def _is_named_after(rest: str) -> bool:
    """Tell whether words beside a device say whose it is: `von Jörg`, `2`."""
    words = [word for word in rest.split() if not labels.is_particle(word)]
    return len(words) < 4 and all(word[0].isupper() or word.isdigit() for word in words)


def _is_caseless(label: str) -> bool:
    """Tell whether a label is written in a script without capitals: `李`, `محمد`."""
    letters = [char for char in label if char.isalpha()]
    cased = any(char.isupper() or char.islower() for char in letters)
    short = len(label.split()) <= 4
    return bool(letters) and not cased and short and bool(_CASELESS.match(label))


def _is_lower_name(label: str) -> bool:
    """Tell whether a label may be a person's, written in lower case: `frau müller`."""
    label = _TITLES.sub("", label) or label
    first, *others = label.casefold().split()
    others = [word for word in others if not labels.is_particle(word)]
    return (
        label[0].islower()
        and bool(_LOWER.match(label))
        and not any(map(labels.is_saying, (first, *others)))
        and not any(map(labels.is_function_word, (first, *others)))
    )
