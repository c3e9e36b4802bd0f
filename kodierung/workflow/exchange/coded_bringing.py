"""Codings of a file brought into a study: none twice, none with an id in use."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from kodierung.model import Codebook, Coding
from kodierung.store.store import Change, Store
from kodierung.workflow.codes import under_present_names
from kodierung.workflow.decide import settle_by_codings
from kodierung.workflow.identity import CodingKey, key_of, with_free_id


@dataclass(frozen=True, slots=True)
class SortedOut:
    """Codings of a file and of the study.

    Attributes:
        fresh: Those that the study does not have.
        here: All of them, by place, code and coder.
    """

    fresh: list[Coding]
    here: dict[CodingKey, Coding]

    def add(self, store: Store, change: Change) -> None:
        """Add what the study does not have."""
        taken = {c.id for c in store.codings(status=None)}
        for coding in self.fresh:
            made = with_free_id(coding, taken.__contains__)
            self.here[key_of(coding)] = made
            taken.add(made.id)
            change.add_coding(made)

    def settle(self, store: Store, change: Change) -> int:
        """Record suggestions that codings answer as decided, for each coder."""
        by_coder: dict[str, list[Coding]] = {}
        for coding in self.here.values():
            by_coder.setdefault(coding.coder, []).append(coding)
        return sum(
            settle_by_codings(change, store.suggestions(coder), mine, coder)
            for coder, mine in sorted(by_coder.items())
        )


def sorted_out(store: Store, codebook: Codebook, read: Iterable[Coding]) -> SortedOut:
    """Return which codings are new, and all of them by place."""
    here = {key_of(c): c for c in under_present_names(store.codings(), codebook)}
    fresh = []
    for coding in read:
        if key_of(coding) not in here:
            # Chosen afterwards, so that other statements of the theme make room.
            here[key_of(coding)] = replace(coding, statement=False)
            fresh.append(here[key_of(coding)])
    return SortedOut(fresh, here)
