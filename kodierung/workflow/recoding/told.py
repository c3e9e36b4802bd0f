"""What a change of the codebook does to codings and suggestions, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from kodierung.text import counted
from kodierung.workflow.recoding.change import Changed
from kodierung.workflow.recoding.codings import Recoded


def consequences(changed: Changed) -> list[str]:
    """Return what was changed along with the codebook, or would be, a line each.

    Of codings that the coder does not see nothing is told.
    """
    of = changed.shown_of
    seen = [one for one in changed.codings if of in (None, one.before.coder)]
    return [*_of_codings(seen), *_of_suggestions(changed), *changed.edited.told]


def _of_codings(codings: Iterable[Recoded]) -> Iterator[str]:
    codings = list(codings)
    if not codings:
        return
    by_coder = Counter(one.before.coder for one in codings)
    whose = ", ".join(f"{name}: {count}" for name, count in sorted(by_coder.items()))
    yield f"{counted(len(codings), 'coding')} carried over ({whose})"
    joined = sum(one.joined for one in codings)
    if joined:
        yield f"{joined} of them one with another coding at the same place"
    kept = {one.after.id for one in codings if one.after.statement}
    lost = [c for c in codings if c.before.statement and c.after.id not in kept]
    if lost:
        yield f"{counted(len(lost), 'statement')} no longer chosen"


def _of_suggestions(changed: Changed) -> Iterator[str]:
    if changed.suggestions is not None and any(changed.suggestions):
        over, dropped = changed.suggestions
        lost = f", {dropped} dropped" if dropped else ""
        yield f"{counted(over, 'suggestion')} carried over{lost}"
