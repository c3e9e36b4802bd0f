"""What is kept between runs to save work: it can be lost without losing anything."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as insert_or

from kodierung.store.recorder import Recorder
from kodierung.store.tables import ranker, remembered, suggestion

# SQLite takes so many values in one statement on any platform.
AT_ONCE = 900
# Bytes that all that is remembered may take; a few hundred hours of talk with vectors.
MOST_BYTES = 256 * 2**20


@dataclass(frozen=True, slots=True)
class StoredRanker:
    """What was learned from a coder's decisions.

    Attributes:
        coder: Whose.
        trained: ISO 8601, UTC.
        codebook: Id of the codebook.
        version: Its version.
        seen: Digest of the decisions and codings it saw.
        report: How many of which, and how good it is; JSON values.
        parameters: As the ranker writes them.
    """

    coder: str
    trained: str
    codebook: str
    version: str
    seen: str
    report: Mapping[str, Any]
    parameters: bytes


class MemoryChanges(Recorder):
    """What one transaction remembers; none of it is part of the history."""

    def remember(
        self, kind: str, values: Mapping[str, bytes], most: int = MOST_BYTES
    ) -> None:
        """Remember values, and drop what was asked for longest ago.

        Args:
            kind: What they are, with all they depend on beside the key.
            values: By key.
            most: How many bytes all values of all kinds may take together.
        """
        run = self.batch
        if values:
            statement = insert_or(remembered)
            self._run(
                statement.on_conflict_do_update(
                    index_elements=remembered.primary_key,
                    set_={"value": statement.excluded.value, "used": run},
                ),
                [
                    {"kind": kind, "key": key, "value": value, "used": run}
                    for key, value in values.items()
                ],
            )
        self._shrink(most)

    def touch(self, kind: str, keys: Collection[str]) -> None:
        """Note that remembered values were of use, so that others go before them."""
        ordered = sorted(keys)
        for first in range(0, len(ordered), AT_ONCE):
            self._run(
                update(remembered)
                .where(remembered.c.kind == kind)
                .where(remembered.c.key.in_(ordered[first : first + AT_ONCE]))
                .values(used=self.batch)
            )

    def forget_remembered(self, kind: str | None = None) -> None:
        """Drop what is remembered, of one kind or all of it."""
        mine = [] if kind is None else [remembered.c.kind == kind]
        self._run(delete(remembered).where(*mine))

    def set_ranker(self, learned: StoredRanker) -> None:
        """Keep what was learned in place of what was learned before."""
        self._run(delete(ranker).where(ranker.c.coder == learned.coder))
        values = {
            "coder": learned.coder,
            "trained": learned.trained,
            "codebook": learned.codebook,
            "version": learned.version,
            "seen": learned.seen,
            "report": json.dumps(learned.report, ensure_ascii=False),
            "parameters": learned.parameters,
        }
        self._run(insert(ranker), values)

    def forget_ranker(self, coder: str) -> None:
        """Drop what was learned from a coder's decisions."""
        self._run(delete(ranker).where(ranker.c.coder == coder))

    def set_learned(self, values: Mapping[str, float | None]) -> None:
        """Note what learning gives suggestions, by their ids; None for nothing."""
        if values:
            self._run(
                update(suggestion)
                .where(suggestion.c.id == bindparam("of"))
                .values(learned=bindparam("given")),
                [{"of": key, "given": value} for key, value in values.items()],
            )

    def _shrink(self, most: int) -> None:
        size = func.sum(func.length(remembered.c.value))
        runs = self._run(
            select(remembered.c.used, size.label("bytes"))
            .group_by(remembered.c.used)
            .order_by(remembered.c.used.desc())
        ).all()
        kept = 0
        for run in runs:
            kept += run.bytes
            if kept > most:
                self._run(delete(remembered).where(remembered.c.used <= run.used))
                return
