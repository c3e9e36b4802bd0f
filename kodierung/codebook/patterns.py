"""spaCy patterns under `tokens` and `dependency`: checked, and given their types.

Every scalar of a codebook is a text, but spaCy wants truth values and numbers in
places. The attribute decides: `IS_…`, `LIKE_…` and `SPACY` take true or false, `LENGTH`
takes a whole number, alone or within a list or a comparison (`{">=": 3}`); everything
under `_` is taken by its look; all else stays text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from kodierung.errors import did_you_mean

# fmt: off
_TEXTS = (
    "ORTH", "TEXT", "NORM", "LOWER", "LEMMA", "SHAPE", "POS", "TAG", "MORPH", "DEP",
    "ENT_TYPE", "ENT_ID", "ENT_IOB", "ENT_KB_ID", "OP",
)
_TRUTHS = (
    "IS_ALPHA", "IS_ASCII", "IS_DIGIT", "IS_LOWER", "IS_UPPER", "IS_TITLE", "IS_PUNCT",
    "IS_SPACE", "IS_STOP", "IS_BRACKET", "IS_QUOTE", "IS_LEFT_PUNCT", "IS_RIGHT_PUNCT",
    "IS_CURRENCY", "IS_SENT_START", "SENT_START", "LIKE_NUM", "LIKE_URL", "LIKE_EMAIL",
    "SPACY",
)
# fmt: on
_ATTRIBUTES = [*_TEXTS, *_TRUTHS, "LENGTH", "_"]
_TRUTH = {"true": True, "false": False, "yes": True, "no": False}
_FIRST = frozenset({"RIGHT_ID", "RIGHT_ATTRS"})
_LATER = frozenset({"LEFT_ID", "REL_OP", "RIGHT_ID", "RIGHT_ATTRS"})


def token_pattern(
    entries: Sequence[Mapping[str, Any]], tell: Callable[[str, str], None]
) -> tuple[dict[str, object], ...]:
    """Return a Matcher pattern as spaCy wants it.

    Args:
        entries: One mapping for each token; an empty one stands for any token.
        tell: Takes message and hint of what is wrong.
    """
    return tuple(_token(entry, tell) for entry in entries)


def dependency_pattern(
    entries: Sequence[Mapping[str, Any]], tell: Callable[[str, str], None]
) -> tuple[dict[str, object], ...]:
    """Return a DependencyMatcher pattern as spaCy wants it.

    Args:
        entries: The first names its token, all others also how they hang together.
        tell: Takes message and hint of what is wrong.
    """
    named: set[str] = set()
    pattern: list[dict[str, object]] = []
    for number, entry in enumerate(entries, 1):
        wanted = _LATER if named else _FIRST
        if set(entry) != wanted:
            tell(
                f"entry {number} of `dependency` has not exactly the keys "
                f"{', '.join(sorted(wanted))}",
                "",
            )
            continue
        left = entry.get("LEFT_ID")
        if left is not None and left not in named:
            tell(
                f'LEFT_ID "{left}" is no RIGHT_ID of an entry before it',
                did_you_mean(str(left), sorted(named)),
            )
        named.add(str(entry["RIGHT_ID"]))
        attributes = entry["RIGHT_ATTRS"]
        if not isinstance(attributes, Mapping):
            tell(f"RIGHT_ATTRS of entry {number} must be a mapping", "")
            continue
        pattern.append({**entry, "RIGHT_ATTRS": _token(attributes, tell)})
    return tuple(pattern)


def _token(
    entry: Mapping[str, Any], tell: Callable[[str, str], None]
) -> dict[str, object]:
    token: dict[str, object] = {}
    for key, value in entry.items():
        name = key.upper()
        if name not in _ATTRIBUTES:
            tell(
                f'unknown token attribute "{key}"',
                did_you_mean(name, _ATTRIBUTES) or "as in spaCy: LEMMA, LOWER, POS, …",
            )
        token[name] = _typed(name, value, tell)
    return token


def _typed(name: str, value: Any, tell: Callable[[str, str], None]) -> object:
    """Give a value, or the values within it, the type its attribute takes."""
    if isinstance(value, Mapping):
        return {key: _typed(name, below, tell) for key, below in value.items()}
    if isinstance(value, list):
        return [_typed(name, below, tell) for below in value]
    text = "" if value is None else str(value)
    if name == "_":
        return _by_look(text)
    if name in _TRUTHS:
        if text.lower() not in _TRUTH:
            tell(f'{name} must be true or false, not "{text}"', "")
        return _TRUTH.get(text.lower(), text)
    if name == "LENGTH":
        if not text.isdecimal():
            tell(f'{name} must be a whole number, not "{text}"', "")
            return text
        return int(text)
    return text


def _by_look(text: str) -> object:
    if text.lower() in ("true", "false"):
        return text.lower() == "true"
    return int(text) if text.lstrip("-").isdecimal() else text
