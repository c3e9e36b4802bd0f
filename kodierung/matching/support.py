"""What of the rule grammar is not carried out yet, said so that nobody waits for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kodierung.model import Rule

_TRAINED: Final = frozenset({"POS", "TAG", "DEP", "MORPH", "ENT_TYPE", "ENT_IOB"})


def unsupported_part(rule: Rule) -> str:
    """Return why a rule cannot be carried out, or an empty string."""
    if rule.kind == "dependency":
        return "`dependency` needs a trained language pipeline, which is not in use"
    if rule.answer_to:
        return "`answer_to` is not carried out yet"
    if rule.kind == "tokens":
        needed = sorted(_TRAINED.intersection(_attributes(rule)))
        if needed:
            return f"{', '.join(needed)} in `tokens` needs a trained language pipeline"
    return ""


def _attributes(rule: Rule) -> Iterator[str]:
    for token in rule.pattern:
        for key in token:
            yield str(key).upper()
