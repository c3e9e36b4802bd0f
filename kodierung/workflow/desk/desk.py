"""One coder's desk: what she decides, codes and reads is stored as she does it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from kodierung.errors import CodingError
from kodierung.model import (
    Coding,
    Decision,
    Memo,
    Segment,
    Transcript,
)
from kodierung.store.store import Change
from kodierung.text import counted
from kodierung.workflow.choosing import choose_in, fitting
from kodierung.workflow.code import owned
from kodierung.workflow.codes import find_code, under_present_names
from kodierung.workflow.decide import Answer, accept_as, reject_in
from kodierung.workflow.desk.reading import turn_keys
from kodierung.workflow.desk.view import DeskView, StaleError
from kodierung.workflow.identity import key_of, new_coding, now, with_free_id
from kodierung.workflow.memos.subjects import on_segment
from kodierung.workflow.memos.write import add_in
from kodierung.workflow.undo import Undone, redo, undo

AT_THE_DESK = ("accept", "reject", "code", "memo", "read", "codebook")
"""First words of the commands that are undone from the desk."""


@dataclass(frozen=True, slots=True)
class Deed:
    """What was done and is stored.

    Attributes:
        told: What, in words.
        coding: The coding it was about, if any.
        suggestion: Id of the suggestion it was about, if any.
    """

    told: str
    coding: Coding | None = None
    suggestion: str | None = None


class Desk(DeskView):
    """A study opened for one coder who decides, codes and reads.

    Every deed is a transaction of its own and stored when the method returns; nothing
    waits to be saved. Arguments are those of `DeskView`.
    """

    # --- deciding ------------------------------------------------------------------

    def accept(
        self,
        suggestion_id: str,
        code: str | None = None,
        segment: Segment | None = None,
        memo: str = "",
        *,
        statement: bool = False,
    ) -> Deed:
        """Accept a suggestion, as it stands or corrected.

        Args:
            suggestion_id: Which.
            code: Another code, or None.
            segment: Wider or narrower words, or None.
            memo: A note on the coding.
            statement: Whether its words become the theme's statement.

        Raises:
            CodingError: Its words are gone, there is no such code, or it has no theme.
        """
        suggestion = self.suggestion(suggestion_id)
        chosen = find_code(self.codebook, code or suggestion.code).id
        answer = Answer(chosen, segment or suggestion.segment, memo)
        with self._writing("accept") as change:
            coding = accept_as(self._store, change, suggestion, answer, self.coder)
            if statement:
                coding, _ = choose_in(
                    self._store, change, self.codebook, coding, chosen=True
                )
        as_it_is = (coding.code, coding.segment) == (
            suggestion.code,
            suggestion.segment,
        )
        self.queue.set_status(suggestion_id, "accepted" if as_it_is else "changed")
        told = "Accepted" if as_it_is else "Accepted with changes"
        told = f"{told}, the theme's statement" if statement else told
        return Deed(f"{told}: {coding.code}", coding, suggestion_id)

    def reject(self, suggestion_id: str) -> Deed:
        """Reject a suggestion; the coding it had led to goes."""
        suggestion = self.suggestion(suggestion_id)
        with self._writing("reject") as change:
            gone = reject_in(self._store, change, suggestion, self.coder)
        self.queue.set_status(suggestion_id, "rejected")
        return Deed(f"Rejected: {suggestion.code}", gone, suggestion_id)

    # --- coding by hand ------------------------------------------------------------

    def add(self, transcript: str, segment: Segment, code: str, memo: str = "") -> Deed:
        """Code a passage by hand.

        Raises:
            CodingError: Nobody speaks there, it is coded so, or there is no such code.
        """
        here = self._spoken(transcript, segment)
        chosen = find_code(self.codebook, code).id
        made = new_coding(
            transcript, segment, here.quote(segment), chosen, self.coder, memo=memo
        )
        with self._writing("code add") as change:
            self._must_be_new(made)
            made = with_free_id(made, self._store.coding_by_prefix)
            change.add_coding(made)
        return Deed(f"Coded: {chosen}", made)

    def change(
        self, coding: Coding, code: str | None = None, segment: Segment | None = None
    ) -> Deed:
        """Give one's own coding another code, or other words.

        Raises:
            CodingError: It is somebody else's, nobody speaks there, or it is coded so.
        """
        chosen = find_code(self.codebook, code or coding.code).id
        place = segment or coding.segment
        here = self._spoken(coding.transcript, place)
        verb = "code move" if segment is not None else "code recode"
        with self._writing(verb) as change:
            present = owned(self._store, coding.id, self.coder)
            changed = replace(
                present,
                code=chosen,
                start=place.start,
                end=place.end,
                quote=here.quote(place),
            )
            changed = fitting(changed, self.codebook)
            self._must_be_new(changed, but=present.id)
            change.update_coding(changed)
        return Deed(f"Changed: {chosen}", changed)

    def remove(self, coding: Coding) -> Deed:
        """Remove one's own coding; the suggestion it came from counts as rejected."""
        with self._writing("code remove") as change:
            present = owned(self._store, coding.id, self.coder)
            led = self._store.decisions_for(present.id, self.coder)
            change.remove_coding(present.id)
            for one in led:
                gone = Decision(one.suggestion, self.coder, "rejected", now())
                change.decide(gone)
        for one in led:
            self.queue.set_status(one.suggestion, "rejected")
        return Deed(f"Removed: {present.code}", present)

    def choose(self, coding: Coding, *, chosen: bool = True) -> Deed:
        """Use one's own coding's words as its theme's statement, or no longer."""
        with self._writing("code choose") as change:
            present = owned(self._store, coding.id, self.coder)
            now_, _ = choose_in(
                self._store, change, self.codebook, present, chosen=chosen
            )
        told = "The theme's statement" if chosen else "No statement any more"
        return Deed(f"{told}: {present.code}", now_)

    def annotate(self, coding: Coding, memo: str) -> Deed:
        """Write a memo on one's own coding."""
        with self._writing("code memo") as change:
            present = owned(self._store, coding.id, self.coder)
            noted = replace(present, memo=memo.strip())
            change.update_coding(noted)
        return Deed("Memo kept" if noted.memo else "Memo removed", noted)

    def note(self, transcript: str, segment: Segment, text: str) -> Deed:
        """Write a memo on a passage, whether it is coded or not.

        Raises:
            CodingError: Nobody speaks there, or there are no words.
        """
        blank = on_segment(self._spoken(transcript, segment), segment, self.coder)
        with self._writing("memo add") as change:
            add_in(self._store, change, blank, text)
        return Deed("Memo kept")

    def rewrite(self, memo: Memo, text: str) -> Deed:
        """Give one's own memo on a passage other words; without words it goes.

        Raises:
            CodingError: It is gone, or somebody else's.
        """
        words = text.strip()
        with self._writing("memo edit" if words else "memo remove") as change:
            present = self._store.memo(memo.id)
            if present is None or present.coder != self.coder:
                raise CodingError("This memo is gone, or somebody else's.")
            if words:
                change.update_memo(replace(present, text=words, changed=now()))
            else:
                change.remove_memo(present.id)
        return Deed("Memo kept" if words else "Memo removed")

    # --- reading -------------------------------------------------------------------

    def mark_read(
        self, transcript: str, turns: Collection[int], *, read: bool = True
    ) -> Deed:
        """Note turns as read through, or as not read after all.

        Args:
            transcript: Its name.
            turns: Their numbers.
            read: What they are from now on.
        """
        keys = turn_keys(self.transcript(transcript))
        named = [keys[number] for number in turns]
        with self._writing("read") as change:
            number = change.mark_read(transcript, self.coder, named, read=read)
        return Deed(f"{counted(number, 'turn')} {'read' if read else 'not read'}")

    # --- taking back ---------------------------------------------------------------

    def undo(self) -> Undone:
        """Take back the last thing this coder did.

        Raises:
            CodingError: There is nothing to take back, something builds on it, or it is
                more than can be done at a desk, such as an import.
        """
        return self._turn(undo)

    def redo(self) -> Undone:
        """Make again what was taken back last."""
        return self._turn(redo)

    def place_of(self, done: Undone) -> tuple[str, Segment] | None:
        """Return the transcript and passage that something undone or redone is about.

        Returns:
            Of the first passage, or of the first turn read; None if it is about more.
        """
        for event in reversed(self._store.events(batch=done.number)):
            state = event.after or event.before or {}
            if event.kind == "decision":
                suggestion = self._store.suggestion(event.subject, self.coder)
                if suggestion:
                    return suggestion.transcript, suggestion.segment
            elif event.kind == "reading":
                here = self.transcript(event.subject)
                keys = turn_keys(here)
                turns = (t for t in here.turns if keys[t.number] in str(state["turns"]))
                return next(((here.name, turn.segment) for turn in turns), None)
            elif str(state.get("transcript", "")) in self.names and "start" in state:
                start, end = (int(str(state[key])) for key in ("start", "end"))
                return str(state["transcript"]), Segment(start, end)
        return None

    def _turn(self, turning: Callable[..., Undone]) -> Undone:
        missed = self._store.changes_since(self._seen)
        done = turning(
            self.project, coder=self.coder, store=self._store, verbs=AT_THE_DESK
        )
        if not missed:
            self._seen = self._store.last_batch()
        kinds = {kind for kind, _ in done.touched}
        if "codebook" in kinds:
            self.reload()
        for kind, subject in done.touched:
            if kind == "decision" and subject in self.queue:
                made = self._store.decision(subject, self.coder)
                self.queue.set_status(subject, made.status if made else "open")
        return done

    @contextmanager
    def _writing(self, verb: str) -> Iterator[Change]:
        with self._store.writing(verb, self.coder) as change:
            missed = self._store.changes_since(self._seen)
            if self._is_much(missed):
                raise StaleError(
                    "The study was changed elsewhere meanwhile, so nothing was done.",
                    hint="Look at the passage as it is now, and do it again.",
                )
            yield change
        if change.wrote and not missed:
            self._seen = change.batch

    def _spoken(self, transcript: str, segment: Segment) -> Transcript:
        here = self.transcript(transcript)
        if not here.turns_in(segment):
            raise CodingError(f"{transcript}: nobody speaks in this passage.")
        return here

    def _must_be_new(self, made: Coding, but: str = "") -> None:
        mine = self._store.codings(self.coder, transcript=made.transcript)
        for known in under_present_names(mine, self.codebook):
            if key_of(known) == key_of(made) and known.id != but:
                raise CodingError(
                    f"{self.coder} has coded this passage with {made.code} already "
                    f"(coding {known.id[:8]})."
                )
