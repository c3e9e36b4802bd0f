"""Suggestions carried over when the codebook calls their codes otherwise."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import groupby
from typing import NamedTuple

from sqlalchemy import select

from kodierung.store import rows
from kodierung.store.codings import CodingChanges
from kodierung.store.tables import decision, suggestion, transcript


class Carried(NamedTuple):
    """What became of suggestions: how many were carried over, how many dropped."""

    over: int
    dropped: int


class RecodingChanges(CodingChanges):
    """What one transaction does to suggestions whose code changed."""

    def recode_suggestions(
        self,
        codes: Mapping[str, str | None],
        led: Mapping[str, str],
        rules: Mapping[str, str],
    ) -> Carried:
        """Give suggestions the present ids of their codes and rules.

        Of two at the same place the one that somebody decided on stays, else the one
        with the higher score; two decided ones both stay. The transcripts count as not
        analysed.

        Args:
            codes: Old id to new id, or to None where there is no such code any more:
                open ones go, decided ones stay for those who decided, and nobody else.
            led: Id of a suggestion to the code that deciding on it led to; for those
                whose own code is no more.
            rules: Old id of a rule to its new one.
        """
        known = {*codes, *filter(None, codes.values())}
        query = (
            select(suggestion, transcript.c.name)
            .join(transcript)
            .where(suggestion.c.code.in_(known))
            .order_by(transcript.c.name, suggestion.c.id)
        )
        found = [dict(row) for row in self._run(query).mappings()]
        decided = set(
            self._run(
                select(decision.c.suggestion_id)
                .join_from(decision, suggestion)
                .where(suggestion.c.code.in_(known))
            ).scalars()
        )
        over = dropped = 0
        for name, here in groupby(found, key=lambda row: str(row["name"])):
            before = {row["id"]: _without_place(row) for row in here}
            named = (
                {**r, "rule": rules.get(r["rule"], r["rule"])} for r in before.values()
            )
            after = _recoded(named, codes, led, decided)
            changed = [key for key, row in before.items() if after.get(key) != row]
            if changed:
                self._carry(name, before, after, changed, decided)
            left = [key for key in changed if key in after]
            over += sum(after[key]["code"] != before[key]["code"] for key in left)
            dropped += len(changed) - len(left)
        return Carried(over, dropped)

    def _carry(
        self,
        name: str,
        before: Mapping[str, rows.Values],
        after: Mapping[str, rows.Values],
        changed: Collection[str],
        decided: Collection[str],
    ) -> None:
        transcript_id, _ = self._transcript(name)
        was: rows.Values = {
            "open": len(set(changed) - set(decided)),
            "rows": [before[key] for key in changed],
            "analysed": self._forget_analysis(transcript_id),
        }
        becomes: rows.Values = {
            "open": len(set(changed) & after.keys() - set(decided)),
            "rows": [after[key] for key in changed if key in after],
            "analysed": None,
        }
        self._put_suggestions(transcript_id, was["rows"], becomes["rows"])
        self._note("suggestions", name, was, becomes)


def _without_place(row: rows.Values) -> rows.Values:
    """Return a row as the history keeps it: without what names its transcript."""
    return {k: v for k, v in row.items() if k not in ("transcript_id", "name")}


def _recoded(
    before: Iterable[rows.Values],
    codes: Mapping[str, str | None],
    led: Mapping[str, str],
    decided: Collection[str],
) -> dict[str, rows.Values]:
    """Return the suggestions of a transcript that stay, under their present codes."""
    after: dict[str, rows.Values] = {}
    at: dict[tuple[int, int, str], str] = {}
    best_first = sorted(
        before, key=lambda row: (row["id"] not in decided, -row["score"], row["id"])
    )
    for row in best_first:
        key, code = str(row["id"]), codes.get(row["code"], row["code"])
        code = code or led.get(key)
        place = (row["start"], row["end"], str(code))
        if code is None and key in decided:
            after[key] = {**row, "current": 0}
        elif code is not None and (key in decided or place not in at):
            after[key] = {**row, "code": code}
            at[place] = key
    return after
