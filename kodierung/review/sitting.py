"""A sitting at the desk: what each key does to what is before the coder.

Every method returns in words what was done, for the screen to show.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import replace

from kodierung.errors import CodingError
from kodierung.model import Coding, Memo, Segment, Suggestion
from kodierung.review.workplace import InHand, Workplace
from kodierung.text import counted
from kodierung.workflow.codes import find_code
from kodierung.workflow.decide import Answer
from kodierung.workflow.desk.desk import Deed
from kodierung.workflow.desk.places import UNITS, Edge
from kodierung.workflow.desk.queue import is_open
from kodierung.workflow.recoding.change import Changed
from kodierung.workflow.undo import Undone


class Sitting(Workplace):
    """What one coder does at her desk."""

    # --- deciding ------------------------------------------------------------------

    def accept(self, *, statement: bool = False) -> str:
        """Accept the suggestion in question with its corrections, and go on."""
        held, answer = self._must_hold(), self.answer
        deed = self.desk.accept(
            held.id, answer.code, answer.segment, answer.memo, statement=statement
        )
        return self._decided(held, deed, others=statement)

    def reject(self) -> str:
        """Reject the suggestion in question and go on."""
        held = self._must_hold()
        deed = self.desk.reject(held.id)
        return self._decided(held, deed, others=deed.coding is not None)

    def _decided(self, held: Suggestion, deed: Deed, *, others: bool) -> str:
        """Go on to the next; `others`: more codings than the deed's may differ."""
        self._drafts.pop(held.id, None)
        self.pace.note(held.id)
        if others or held.status != "open":
            self.refresh()
        elif deed.coding is not None:
            self.look_at([deed.coding.id])
        self._look()
        news = self.go_on()
        return f"{news}. {deed.told}" if news else deed.told

    # --- correcting ----------------------------------------------------------------

    def recode(self, which: InHand, code: str) -> str:
        """Give what is in hand another code; a coding has it at once."""
        if isinstance(which, Coding):
            return self._done(self.desk.change(which, code).told)
        return self._correct(replace(self.answer, code=code))

    def flip(self, which: InHand) -> str:
        """Give what is in hand the theme's factor of the opposite polarity."""
        code = which.code if isinstance(which, Coding) else self.answer.code
        twin = find_code(self.desk.codebook, code).twin
        if twin is None:
            raise CodingError(f"{code} has no factor of the opposite polarity.")
        return self.recode(which, twin)

    def extend(self, which: InHand, edge: Edge, step: int) -> str:
        """Move an edge of what is in hand by the present unit; step as in `Places`."""
        after = self.extended(self.passage_of(which), edge, step)
        if isinstance(which, Coding):
            return self.move(which, after)
        return self._correct(replace(self.answer, segment=after))

    def extended(self, segment: Segment, edge: Edge, step: int) -> Segment:
        """Return a segment with an edge moved by the present unit.

        Raises:
            CodingError: There is nothing more to add or to take away.
        """
        places = self.desk.places(self.transcript.name)
        after = places.extended(segment, edge, step, self.unit)
        if after == segment:
            deed = "added" if step > 0 else "taken away"
            raise CodingError(f"No {self.unit} can be {deed} there.")
        return after

    def next_unit(self) -> str:
        """Widen and narrow by the next larger unit, after the largest by words."""
        self.unit = UNITS[(UNITS.index(self.unit) + 1) % len(UNITS)]
        return f"By {self.unit}"

    def reader(self) -> Callable[[], None]:
        """Return what makes widening by clauses quick, to be called in a thread."""
        places = self.desk.places(self.transcript.name)

        def read() -> None:
            with suppress(CodingError):  # nobody says anything
                places.around(0, "clause")

        return read

    def memo(self, which: InHand) -> str:
        """Return the memo on what is in hand."""
        return which.memo if isinstance(which, Coding) else self.answer.memo

    def annotate(self, which: InHand, text: str) -> str:
        """Write a memo: with a coding at once, on an open suggestion in draft."""
        coding = which if isinstance(which, Coding) else self._made
        if coding is None:
            self._correct(replace(self.answer, memo=text))
            return "Memo goes with the acceptance" if text else "No memo"
        if isinstance(which, Suggestion) and which.id in self._drafts:
            self._correct(replace(self.answer, memo=text))
        return self._done(self.desk.annotate(coding, text).told)

    def choose(self, which: InHand) -> str:
        """Use the words in hand as their theme's statement, or no longer."""
        coding = which if isinstance(which, Coding) else self._made
        if coding is None or (self.has_draft and which is self.held):
            return self.accept(statement=True)
        deed = self.desk.choose(coding, chosen=not coding.statement)
        return self._done(deed.told)

    def _correct(self, answer: Answer) -> str:
        held = self._must_hold()
        moved = answer.segment != self.answer.segment
        self._drafts.pop(held.id, None)
        if answer != self.answer:
            self._drafts[held.id] = answer
        if moved:
            self.goal = answer.segment
        return ""

    def move(self, coding: Coding, segment: Segment) -> str:
        """Give one's own coding other words."""
        return self._done(self.desk.change(coding, segment=segment).told)

    # --- coding by hand ------------------------------------------------------------

    def add(self, segment: Segment, code: str) -> str:
        """Code a passage by hand."""
        return self._done(self.desk.add(self.transcript.name, segment, code).told)

    def note(self, segment: Segment, text: str) -> str:
        """Write a memo on a passage, coded or not; nothing written is none."""
        if not text:
            return "No memo"
        return self._done(self.desk.note(self.transcript.name, segment, text).told)

    def rewrite(self, memo: Memo, text: str) -> str:
        """Give one's own memo on a passage other words; nothing removes it."""
        return self._done(self.desk.rewrite(memo, text).told)

    def remove(self, coding: Coding) -> str:
        """Remove one's own coding."""
        return self._done(self.desk.remove(coding).told)

    # --- reading -------------------------------------------------------------------

    def read_or_review(self, cursor: int) -> str:
        """Change between reading mode and deciding on suggestions.

        Back from reading the next open suggestion from the cursor on is taken up.
        """
        self.reading = self.hides = not self.reading
        self.held = self._made = None
        self.refresh()
        if self.reading:
            return "Reading all turns, moderators' too; suggestions are hidden"
        behind = [e for e in self.waiting() if e.end > cursor]
        if not behind:
            return self.go_on()
        self.hold(behind[0].id)
        return ""

    def show_or_hide(self) -> str:
        """Show the transcript's suggestions in reading mode, or hide them again."""
        if not self.reading:
            raise CodingError(
                "Only in reading mode are suggestions hidden.", hint="R begins it."
            )
        self.hides = not self.hides
        self.held = self._made = None
        if self.hides:
            return "Suggestions are hidden"
        return f"{counted(len(self.waiting()), 'open suggestion')} here; o takes one up"

    def finish(self, segment: Segment) -> str:
        """Note the turns of a passage as read through and go to the one behind.

        Its suggestions are hidden until they are asked for.
        """
        numbers = [turn.number for turn in self.transcript.turns_in(segment)]
        if not numbers:
            raise CodingError(f"{self.transcript.name}: nobody speaks here.")
        told = self._done(self.desk.mark_read(self.transcript.name, numbers).told)
        self.hides = True
        self.held = self._made = None
        if self.drawn:
            return self._on_to_drawn(numbers, told)
        left = len(self.transcript.turns) - len(self.read)
        if not left:
            return "All of this transcript is read; t goes to the next"
        self.goal = self._unread(numbers[-1])
        if self.goal.start > segment.start:
            return told
        return f"Back at the first of {counted(left, 'turn')} not read"

    def _on_to_drawn(self, numbers: Collection[int], told: str) -> str:
        """Go to the next drawn turn, those of these numbers being read."""
        name = self.transcript.name
        self.drawn = [
            one
            for one in self.drawn
            if one.transcript != name or one.turn.number not in numbers
        ]
        self.go_to_drawn()
        left = counted(len(self.drawn), "drawn turn")
        return f"{told}, {left} left" if self.drawn else "All drawn turns are read"

    # --- the codebook --------------------------------------------------------------

    def take_over(self, changed: Changed) -> str:
        """Go on with a codebook that was changed, and with all that it changed."""
        became = [(one.before.code, one.after.code) for one in changed.codings]
        self.desk.reload([*changed.edited.codes.items(), *became])
        self.start_anew()
        return changed.told

    # --- taking back ---------------------------------------------------------------

    def undo(self) -> str:
        """Take back what was done last, and go there."""
        return self._go_back("Taken back", self.desk.undo())

    def redo(self) -> str:
        """Make again what was taken back last, and go there."""
        return self._go_back("Made again", self.desk.redo())

    def _go_back(self, word: str, done: Undone) -> str:
        queue = self.desk.queue
        concerned = [s for kind, s in done.touched if kind == "decision" and s in queue]
        for suggestion in concerned:
            self.pace.correct(suggestion, decided=not is_open(queue.entry(suggestion)))
        place = self.desk.place_of(done)
        if place is not None and place[0] != self.transcript.name:
            self.open(place[0])
        kinds = {kind for kind, _ in done.touched}
        if "codebook" in kinds:
            self.start_anew()
        elif kinds <= {"coding", "decision"}:
            self.look_at({s for kind, s in done.touched if kind == "coding"})
            self._look()
        else:
            self.refresh()
        if concerned and not self.hides:
            self.hold(concerned[0])
        elif place is not None:
            self.goal = place[1]
        # Where one goes there, one sees the rest.
        told = done.changes[:1] if concerned or place else done.changes
        return f"{word}: {done.verb}, {'; '.join(told)}"

    def _done(self, told: str) -> str:
        self.refresh()
        return told
