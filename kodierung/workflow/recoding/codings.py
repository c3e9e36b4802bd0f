"""What becomes of codings whose codes change; nothing is stored here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kodierung.model import Codebook, Coding
from kodierung.workflow.choosing import fitting
from kodierung.workflow.identity import CodingKey, key_of


@dataclass(frozen=True, slots=True)
class Recoded:
    """A coding that changes.

    Attributes:
        before: As it was.
        after: As it is then; where it becomes one with another, that one.
    """

    before: Coding
    after: Coding

    @property
    def joined(self) -> bool:
        """Whether it becomes one with another coding of its coder."""
        return self.before.id != self.after.id


def recoded(
    codings: Sequence[Coding], codes: Mapping[str, str], after: Codebook
) -> list[Recoded]:
    """Give codings other codes.

    Two codings of one coder that come to have the same place and code become one: the
    notes of both stay, that one of them was a theme's statement, and how it was
    abridged. Where the new code has no theme, a coding is no statement any more.

    Args:
        codings: All of the study.
        codes: Id of a coding to its new code.
        after: The codebook as it is to be.

    Returns:
        The codings that change, in the order given.
    """
    changed = {
        c.id: fitting(replace(c, code=codes[c.id]), after)
        for c in codings
        if codes.get(c.id, c.code) != c.code
    }
    if not changed:
        return []
    into = _joined(codings, changed, after)
    return [
        Recoded(c, changed[into.get(c.id, c.id)])
        for c in codings
        if c.id in changed or c.id in into
    ]


def _joined(
    codings: Iterable[Coding], changed: dict[str, Coding], after: Codebook
) -> dict[str, str]:
    """Make codings of one place, code and coder one; return which went into which."""
    alike: dict[CodingKey, list[Coding]] = defaultdict(list)
    for coding in codings:
        now = changed.get(coding.id, coding)
        if now.status == "confirmed":
            now = replace(now, code=after.renamed.get(now.code, now.code))
            alike[key_of(now)].append(coding)
    into: dict[str, str] = {}
    for same in alike.values():
        if len(same) < 2 or not any(c.id in changed for c in same):
            continue
        # One that had the code before stays, so that what names it still holds.
        kept, *others = sorted(same, key=lambda c: (c.id in changed, c.created, c.id))
        notes = dict.fromkeys(c.memo for c in (kept, *others) if c.memo)
        joined = replace(
            changed.get(kept.id, kept),
            memo="\n\n".join(notes),
            statement=any(c.statement for c in same),
            abridged=next((c.abridged for c in (kept, *others) if c.abridged), ""),
        )
        changed[kept.id] = fitting(joined, after)
        for other in others:
            changed.pop(other.id, None)
            into[other.id] = kept.id
    return into
