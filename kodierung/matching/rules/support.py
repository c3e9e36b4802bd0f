"""What of the rule grammar a pipeline cannot carry out, said so that nobody waits."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Final

from kodierung.model import Rule

_TRAINED: Final = frozenset({"POS", "TAG", "DEP", "MORPH", "ENT_TYPE", "ENT_IOB"})


def unsupported_part(rule: Rule, tells: Collection[str] = ()) -> str:
    """Return why a rule cannot be carried out, or an empty string.

    Args:
        rule: Any rule.
        tells: What the trained pipeline tells of words: `POS`, `DEP`, …; nothing if
            none is in use.
    """
    needed = _TRAINED.intersection(key for t in rule.pattern for key in _attributes(t))
    if rule.kind == "dependency":
        needed |= {"DEP"}
    missing = ", ".join(sorted(needed.difference(tells)))
    if not missing:
        return ""
    return (
        f"{missing} in `{rule.kind}` needs a trained language pipeline that tells it, "
        "and none is in use"
    )


def _attributes(token: Mapping[str, object]) -> Iterator[str]:
    for key, value in token.items():
        yield str(key).upper()
        if key == "RIGHT_ATTRS" and isinstance(value, Mapping):
            yield from _attributes(value)
