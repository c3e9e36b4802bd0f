"""What a coder finds at her desk: the study as she sees it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from functools import lru_cache
from types import TracebackType
from typing import Self

from kodierung.errors import CodingError
from kodierung.model import Codebook, Coding, Memo, Suggestion, Transcript
from kodierung.project import Project
from kodierung.workflow.blind import sees_others
from kodierung.workflow.codes import find_transcript, under_present_names
from kodierung.workflow.desk.places import Places
from kodierung.workflow.desk.queue import Queue, QueueFilter
from kodierung.workflow.desk.reading import turn_keys
from kodierung.workflow.desk.sample import Sample, draw

AT_HAND = 8
"""Transcripts kept in memory."""

_MUCH = frozenset({"transcript", "suggestions", "codebook", "reveal"})


class StaleError(CodingError):
    """The study was changed elsewhere, so that what was looked at may be gone."""


class DeskView:
    """A study opened for one coder, to look at; closed after use.

    Args:
        project: The study.
        coder: Who works.
        wanted: Which suggestions are in the queue, and in which order.
    """

    def __init__(
        self, project: Project, coder: str, wanted: QueueFilter | None = None
    ) -> None:
        self.project = project
        self.coder = coder
        self.codebook: Codebook = project.load_codebook()
        self._wanted = wanted or QueueFilter()
        self._store = project.open_store()
        self._seen = self._store.last_batch()
        self.sees_others = sees_others(project, self._store, coder)
        self.transcript = lru_cache(maxsize=AT_HAND)(self._transcript)
        self.places = lru_cache(maxsize=AT_HAND)(self._places)
        self._line_up()

    def keep_up(self) -> frozenset[str]:
        """Take in what was stored elsewhere, such as an import in another terminal.

        Returns:
            The kinds of what was changed; if any, all is to be looked at anew.

        Raises:
            CodebookError: The codebook has faults now.
        """
        changes = self._store.changes_since(self._seen)
        if self._is_much(changes):
            self.transcript.cache_clear()
            self.places.cache_clear()
            self.sees_others = sees_others(self.project, self._store, self.coder)
            self.reload()
        self._seen = max(changes.values(), default=self._seen)
        return frozenset(kind for kind, _ in changes)

    def _is_much(self, changes: Collection[tuple[str, str]]) -> bool:
        """Tell whether changes go beyond codings, memos and others' decisions."""
        kinds = {kind for kind, _ in changes}
        return bool(kinds & _MUCH) or ("decision", self.coder) in changes

    def _line_up(self) -> None:
        rank = {code: at for at, code in enumerate(self.codebook.codes)}
        with self._store.snapshot():
            self.names: list[str] = self._store.transcript_names()
            self.queue = Queue(self._store.queue(self.coder), self._wanted, rank)

    def reload(self, names: Collection[tuple[str, str]] = ()) -> None:
        """Read the codebook anew, and what is to be decided.

        Args:
            names: Codes and what has become of each, several things perhaps; the queue
                goes on to ask about these where it asked about those.
        """
        self.codebook = self.project.load_codebook()
        self._seen = self._store.last_batch()
        asked = self._wanted.codes
        if asked is not None and names:
            # The old ones stay among them: an undo brings them back.
            now = {new for old, new in names if old in asked}
            self._wanted = replace(self._wanted, codes=asked | now)
        self._line_up()

    def close(self) -> None:
        """Let go of the database."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    # --- what there is -------------------------------------------------------------

    @property
    def chosen(self) -> str | None:
        """The only transcript whose suggestions are in the queue, or None."""
        return self._wanted.transcript

    def _transcript(self, name: str) -> Transcript:
        return find_transcript(self._store, name)

    def _places(self, name: str) -> Places:
        return Places(self.transcript(name), self.codebook.language)

    def suggestion(self, suggestion_id: str) -> Suggestion:
        """Return a suggestion as this coder decided on it.

        Raises:
            CodingError: There is none of this id any more.
        """
        found = self._store.suggestion(suggestion_id, self.coder)
        if found is None:
            raise CodingError(
                f"Suggestion {suggestion_id[:8]} is no longer there.",
                hint="Leave the review and run `kodierung suggest`.",
            )
        return found

    def coding_of(self, suggestion_id: str) -> Coding | None:
        """Return the coding that this coder's decision on a suggestion led to."""
        made = self._store.decision(suggestion_id, self.coder)
        return self._store.coding(made.coding) if made and made.coding else None

    def coding(self, coding_id: str) -> Coding | None:
        """Return a confirmed coding that this coder sees, under its present code."""
        found = self._store.coding(coding_id)
        is_seen = found and (self.sees_others or found.coder == self.coder)
        if found is None or not is_seen or found.status != "confirmed":
            return None
        return under_present_names([found], self.codebook)[0]

    def codings(self, transcript: str) -> list[Coding]:
        """Return a transcript's confirmed codings by place, under their present codes.

        Those of other coders are among them unless this one codes blind.
        """
        whose = None if self.sees_others else self.coder
        found = self._store.codings(whose, transcript=transcript)
        return under_present_names(found, self.codebook)

    def memos(self, transcript: str) -> list[Memo]:
        """Return the memos on a transcript's segments by place, as far as she sees."""
        found = (memo for memo, _ in self._store.memos_in(transcript))
        return [m for m in self._shown(found) if m.status == "confirmed"]

    def memos_on_codes(self) -> list[Memo]:
        """Return the memos on codes, the oldest first, as far as she sees."""
        return self._shown(self._store.memos_on_codes())

    def _shown(self, memos: Iterable[Memo]) -> list[Memo]:
        return [m for m in memos if self.sees_others or m.coder == self.coder]

    def read_turns(self, transcript: str) -> frozenset[int]:
        """Return the numbers of the turns this coder has read through."""
        read = self._store.read_turns(self.coder, transcript)
        keys = turn_keys(self.transcript(transcript))
        return frozenset(number for number, key in keys.items() if key in read)

    def turns_read(self) -> tuple[int, int]:
        """Return how many turns this coder has read, and how many the study has.

        Turns whose words have changed since in a new version are still among the first.
        """
        turns = self._store.counts()["turns"]
        return min(self._store.readers().get(self.coder, 0), turns), turns

    def sample(self, number: int, seed: int = 0) -> Sample:
        """Draw turns she has not read and in which nothing is marked; see `draw`."""
        with self._store.snapshot():
            return draw(self._store, self.coder, number, seed)
