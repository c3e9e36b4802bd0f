"""How suggestions, decisions and codings come, change and go."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    bindparam,
    delete,
    exists,
    insert,
    select,
    update,
)
from sqlalchemy.dialects.sqlite import insert as insert_or
from sqlalchemy.exc import IntegrityError

from kodierung.errors import StoreError
from kodierung.model import Coding, Decision, Suggestion
from kodierung.store import rows
from kodierung.store.recorder import Recorder, changed_since, is_as, missing
from kodierung.store.tables import analysed, coding, decision, suggestion, transcript

_PLACE = ("turn", "speaker", "start", "end", "quote")
_ANCHOR = ("text_digest", "version")


class CodingChanges(Recorder):
    """What one transaction does to suggestions, decisions and codings."""

    # --- suggestions ---------------------------------------------------------------

    def set_suggestions(
        self, name: str, suggestions: Sequence[Suggestion], fingerprint: str
    ) -> None:
        """Make these the transcript's suggestions and note it as analysed.

        Those somebody decided on are kept with their decisions and not suggested anew.

        Args:
            name: The transcript.
            suggestions: All of them, of this transcript.
            fingerprint: What they depend on: text, codebook, pipeline, version.

        Raises:
            StoreError: If there is no transcript of this name.
        """
        transcript_id, _ = self._transcript(name)
        dropped = self._drop_open(transcript_id)
        kept = self._run(
            select(suggestion).where(suggestion.c.transcript_id == transcript_id)
        ).all()
        wanted = {s.id for s in suggestions} | {_place(s) for s in suggestions}
        decided = {row.id for row in kept} | {_place(row) for row in kept}
        still = [row.id for row in kept if wanted & {row.id, _place(row)}]
        new = [s for s in suggestions if not decided & {s.id, _place(s)}]
        if still:
            self._run(
                update(suggestion)
                .where(suggestion.c.id == bindparam("kept"))
                .values(current=1),
                [{"kept": suggestion_id} for suggestion_id in still],
            )
        if new:
            self._run(
                insert(suggestion),
                [rows.of_suggestion(s, transcript_id) for s in new],
            )
        self._run(
            insert(analysed).values(
                transcript_id=transcript_id, fingerprint=fingerprint, time=self.time
            )
        )
        after = {"open": len(new), "decided": len(kept), "fingerprint": fingerprint}
        self._note("suggestions", name, {"open": dropped}, after)

    def _drop_open(self, transcript_id: int) -> int:
        mine = suggestion.c.transcript_id == transcript_id
        dropped = self._run(delete(suggestion).where(mine, ~_is_decided())).rowcount
        self._run(update(suggestion).where(mine).values(current=0))
        self._run(delete(analysed).where(analysed.c.transcript_id == transcript_id))
        return dropped

    def move_suggestions(
        self, name: str, moved: Sequence[Suggestion], gone: Collection[str]
    ) -> None:
        """Note where suggestions lie in a new version; it counts as not analysed.

        Args:
            name: The transcript.
            moved: Suggestions at their place in the new version.
            gone: Ids of those without a place there: open ones are removed, those that
                somebody decided on are kept for who did.

        Raises:
            StoreError: If there is no such transcript or suggestion.
        """
        transcript_id, _ = self._transcript(name)
        places = {s.id: s for s in moved}
        before = {row["id"]: row for row in self._suggestion_rows(transcript_id)}
        for unknown in (places.keys() | gone) - before.keys():
            raise missing("suggestion", unknown)
        decided = self._decided(transcript_id)
        after = {key: dict(row) for key, row in before.items()}
        for key, place in places.items():
            after[key] |= {part: getattr(place, part) for part in _PLACE}
        for key in gone:
            if key in decided:
                after[key]["current"] = 0
            else:
                del after[key]
        changed = [key for key, row in before.items() if after.get(key) != row]
        was: rows.Values = {
            "open": len(before.keys() - decided),
            "rows": [before[key] for key in changed],
            "analysed": self._forget_analysis(transcript_id),
        }
        becomes: rows.Values = {
            "open": len(after.keys() - decided),
            "rows": [after[key] for key in changed if key in after],
            "analysed": None,
        }
        if changed or was["analysed"]:
            self._put_suggestions(transcript_id, was["rows"], becomes["rows"])
            self._note("suggestions", name, was, becomes)

    def _put_suggestions(
        self,
        transcript_id: int,
        was: Sequence[rows.Values],
        becomes: Sequence[rows.Values],
    ) -> None:
        """Write suggestions over what they were; decided ones are never removed."""
        left = {row["id"] for row in was} - {row["id"] for row in becomes}
        undecided = ~_is_decided()
        for key in left:
            self._run(delete(suggestion).where(suggestion.c.id == key, undecided))
        for row in becomes:
            values = {**row, "transcript_id": transcript_id}
            self._run(
                insert_or(suggestion)
                .values(values)
                .on_conflict_do_update(
                    index_elements=suggestion.primary_key, set_=values
                )
            )

    def _restore_suggestions(
        self,
        name: str,
        expected: Mapping[str, Any] | None,
        wanted: Mapping[str, Any] | None,
    ) -> bool:
        """Make suggestions what they were before a new version, or after it.

        A run of `suggest` since then found suggestions for the text that goes now.

        Returns:
            False for a run of `suggest` itself, which is not taken back.
        """
        if expected is None or wanted is None or "rows" not in wanted:
            return False
        transcript_id, _ = self._transcript(name)
        if self._forget_analysis(transcript_id) != expected["analysed"]:
            self._drop_open(transcript_id)
        elif wanted["analysed"] is not None:
            values = {**wanted["analysed"], "transcript_id": transcript_id}
            self._run(insert(analysed).values(values))
        self._put_suggestions(transcript_id, expected["rows"], wanted["rows"])
        return True

    def _suggestion_rows(self, transcript_id: int) -> list[rows.Values]:
        query = select(suggestion).where(suggestion.c.transcript_id == transcript_id)
        found = [dict(row) for row in self._run(query).mappings()]
        for row in found:
            del row["transcript_id"]
        return found

    def _decided(self, transcript_id: int) -> set[str]:
        query = (
            select(decision.c.suggestion_id)
            .join_from(decision, suggestion)
            .where(suggestion.c.transcript_id == transcript_id)
        )
        return set(self._run(query).scalars())

    def _forget_analysis(self, transcript_id: int) -> rows.Values | None:
        """Note a transcript as not analysed; return what was noted before."""
        mine = analysed.c.transcript_id == transcript_id
        columns = (analysed.c.fingerprint, analysed.c.time)
        row = self._run(select(*columns).where(mine)).mappings().one_or_none()
        self._run(delete(analysed).where(mine))
        return dict(row) if row else None

    # --- decisions -----------------------------------------------------------------

    def decide(self, made: Decision) -> None:
        """Note a coder's decision; an earlier one of the same coder is superseded.

        Raises:
            StoreError: If there is no such suggestion.
        """
        known = self._run(
            select(suggestion.c.id).where(suggestion.c.id == made.suggestion)
        ).one_or_none()
        if known is None:
            raise missing("suggestion", made.suggestion)
        earlier = self._run(
            select(decision)
            .where(decision.c.suggestion_id == made.suggestion)
            .where(decision.c.coder == made.coder)
        ).one_or_none()
        self._put_decision(made)
        before = asdict(rows.as_decision(earlier)) if earlier else None
        self._note("decision", made.suggestion, before, asdict(made))

    def _put_decision(self, made: Decision) -> None:
        values = rows.of_decision(made)
        self._run(
            insert_or(decision)
            .values(values)
            .on_conflict_do_update(index_elements=decision.primary_key, set_=values)
        )

    def _restore_decision(
        self,
        subject: str,
        expected: Mapping[str, Any] | None,
        wanted: Mapping[str, Any] | None,
    ) -> None:
        """Make a decision what it was in another state of the study.

        Raises:
            StoreError: It is not as expected, or its suggestion is gone.
        """
        coder = (expected or wanted or {})["coder"]
        mine = (decision.c.suggestion_id == subject, decision.c.coder == coder)
        row = self._run(select(decision).where(*mine)).one_or_none()
        if not is_as(asdict(rows.as_decision(row)) if row else None, expected):
            raise changed_since("decision on suggestion", subject)
        if wanted is None:
            self._run(delete(decision).where(*mine))
            return
        known = select(suggestion.c.id).where(suggestion.c.id == subject)
        if self._run(known).one_or_none() is None:
            raise missing("suggestion", subject)
        self._put_decision(Decision(**wanted))

    # --- codings -------------------------------------------------------------------

    def add_coding(self, added: Coding) -> None:
        """Add a coding.

        Raises:
            StoreError: If its transcript is unknown or its id is taken.
        """
        transcript_id, digest = self._transcript(added.transcript)
        row = rows.of_coding(added, transcript_id, digest)
        try:
            self._run(insert(coding), row)
        except IntegrityError as error:
            raise StoreError(
                f'There is already a coding with the id "{added.id}" in the study.',
                "Nothing was changed.",
            ) from error
        self._note("coding", added.id, None, coding_state(added, row))

    def update_coding(self, changed: Coding) -> None:
        """Put a coding in place of the one with the same id.

        Raises:
            StoreError: If there is no such coding, or its transcript is unknown.
        """
        transcript_id, digest = self._transcript(changed.transcript)
        version = ""
        if changed.status == "detached":  # its offsets were right in an earlier text
            row, _ = self._coding(changed.id)
            digest, version = row.text_digest, row.version
        self._put_coding(
            changed, rows.of_coding(changed, transcript_id, digest, version)
        )

    def detach_coding(self, detached: Coding, version: str) -> None:
        """Note that a coding has lost its words in a new version of its transcript.

        Args:
            detached: The coding; its offsets are those of the earlier version.
            version: The archive's key of that version.

        Raises:
            StoreError: If there is no such coding.
        """
        row, _ = self._coding(detached.id)
        values = rows.of_coding(detached, row.transcript_id, row.text_digest, version)
        self._put_coding(detached, values)

    def _put_coding(self, changed: Coding, values: rows.Values) -> None:
        row, before = self._coding(changed.id)
        was, becomes = coding_state(before, row._mapping), coding_state(changed, values)
        if was == becomes:
            return
        self._run(update(coding).where(coding.c.id == changed.id).values(values))
        self._note("coding", changed.id, was, becomes)

    def remove_coding(self, coding_id: str) -> None:
        """Remove a coding; decisions that led to it stay, without it.

        Raises:
            StoreError: If there is no such coding.
        """
        row, before = self._coding(coding_id)
        led_here = decision.c.coding_id == coding_id
        for led in self._run(select(decision).where(led_here)).all():
            made = asdict(rows.as_decision(led))
            self._note("decision", led.suggestion_id, made, {**made, "coding": None})
        self._run(update(decision).where(led_here).values(coding_id=None))
        self._run(delete(coding).where(coding.c.id == coding_id))
        self._note("coding", coding_id, coding_state(before, row._mapping), None)

    def _restore_coding(
        self,
        coding_id: str,
        expected: Mapping[str, Any] | None,
        wanted: Mapping[str, Any] | None,
    ) -> None:
        """Make a coding what it was in another state of the study.

        Raises:
            StoreError: It is not as expected.
        """
        found = self._find_coding(coding_id)
        current = coding_state(found[1], found[0]._mapping) if found else None
        if not is_as(current, expected):
            raise changed_since("coding", coding_id)
        here = coding.c.id == coding_id
        if wanted is None:
            self._run(delete(coding).where(here))
            return
        restored = Coding(**{k: v for k, v in wanted.items() if k not in _ANCHOR})
        transcript_id, digest = self._transcript(restored.transcript)
        values = rows.of_coding(
            restored,
            transcript_id,
            wanted.get("text_digest", digest),
            wanted.get("version", ""),
        )
        change = update(coding).where(here) if found else insert(coding)
        self._run(change.values(values))

    def _coding(self, coding_id: str) -> tuple[Row[Any], Coding]:
        found = self._find_coding(coding_id)
        if found is None:
            raise missing("coding", coding_id)
        return found

    def _find_coding(self, coding_id: str) -> tuple[Row[Any], Coding] | None:
        row = self._run(
            select(coding, transcript.c.name)
            .join_from(coding, transcript)
            .where(coding.c.id == coding_id)
        ).one_or_none()
        return None if row is None else (row, rows.as_coding(row, row.name))


def coding_state(described: Coding, row: Mapping[Any, Any]) -> rows.Values:
    """Return what the history keeps of a coding: itself, and what its place is in."""
    return {**rows.told(described), **{key: row[key] for key in _ANCHOR}}


def _is_decided() -> ColumnElement[bool]:
    return exists().where(decision.c.suggestion_id == suggestion.c.id)


def _place(suggested: Suggestion | Row[Any]) -> tuple[int, int, str]:
    return (suggested.start, suggested.end, suggested.code)
