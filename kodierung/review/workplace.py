"""What a coder has before her: a transcript, what lies on it, what is in question."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from kodierung.errors import CodingError
from kodierung.model import Code, Coding, Memo, Segment, Suggestion, Transcript
from kodierung.review.pace import Pace
from kodierung.store.queue import Waiting
from kodierung.workflow.decide import Answer
from kodierung.workflow.desk.desk import Desk
from kodierung.workflow.desk.places import Unit
from kodierung.workflow.desk.queue import is_open
from kodierung.workflow.desk.sample import DrawnTurn
from kodierung.workflow.desk.view import StaleError

InHand = Suggestion | Coding


class Workplace:
    """What one coder has before her.

    Args:
        desk: Hers.
        reading: Whether to begin in reading mode, suggestions hidden.
        drawn: Turns drawn to be read, which is done in reading mode.

    Attributes:
        transcript: The one that is shown.
        held: The suggestion in question, or None.
        codings: The codings in the transcript.
        memos: The memos on its passages.
        code_memos: The memos on codes.
        read: Numbers of its turns read through.
        unit: By what segments are widened and narrowed.
        reading: Whether the transcript is read turn by turn.
        hides: Whether suggestions are hidden.
        goal: What is to be looked at next; the screen goes there and sets it None.
        pace: The decisions of this sitting.
        turns_read: How many turns of the study were read, and how many there are.
        drawn: The drawn turns that are still to be read.
    """

    def __init__(
        self, desk: Desk, *, reading: bool = False, drawn: Sequence[DrawnTurn] = ()
    ) -> None:
        self.desk = desk
        self.held: Suggestion | None = None
        self.unit: Unit = "word"
        self.drawn = list(drawn)
        self.reading = self.hides = reading or bool(drawn)
        self.goal: Segment | None = None
        self.pace = Pace()
        self.turns_read = (0, 0)
        self._drafts: dict[str, Answer] = {}
        self._made: Coding | None = None
        first = None if self.reading else desk.queue.next()
        self.open(first.transcript if first else self._begin())
        if first:
            self.hold(first.id)
        self.go_to_drawn()

    def _begin(self) -> str:
        """Return the transcript to begin with where no suggestion says it."""
        if self.desk.chosen or not self.reading:
            return self.desk.chosen or self.desk.names[0]
        unread = (
            name
            for name in self.desk.names
            if len(self.desk.read_turns(name)) < len(self.desk.transcript(name).turns)
        )
        return next(unread, self.desk.names[0])

    # --- what is before her --------------------------------------------------------

    def open(self, name: str) -> None:
        """Show another transcript from its beginning, nothing in question.

        In reading mode that is the first turn not read.
        """
        self.transcript: Transcript = self.desk.transcript(name)
        self.held = self._made = None
        self.start_anew()
        self.goal = self._unread() if self.reading else Segment(0, 0)

    def _unread(self, behind: int = 0) -> Segment:
        """Return the first turn not read behind one, else the first at all."""
        turns = [t for t in self.transcript.turns if t.number not in self.read]
        later = (turn for turn in turns if turn.number > behind)
        turn = next(later, turns[0] if turns else None)
        return turn.segment if turn else Segment(0, 0)

    def keep_up(self) -> None:
        """Take in what was stored elsewhere, in another terminal or by somebody else.

        Raises:
            StaleError: Other words are shown now than before.
        """
        kinds = self.desk.keep_up()
        if not self.desk.names:
            raise CodingError(
                "The study has no transcripts any more.", hint="q leaves the review."
            )
        if not kinds:
            return
        before, names = self.transcript, self.desk.names
        gone = before.name not in names
        if "transcript" in kinds:
            self._drafts.clear()  # their places are those of earlier words
        if gone:
            self.open(names[0])
        else:
            self.transcript = self.desk.transcript(before.name)
            self.start_anew()
        if self.transcript.digest != before.digest:
            self.goal = self.answer.segment if self.held else Segment(0, 0)
            deed, now = ("removed", self.transcript.name) if gone else ("changed", "It")
            raise StaleError(
                f"{before.name} was {deed} elsewhere meanwhile, so nothing was done.",
                hint=f"{now} is shown as it is now; corrections not accepted are gone.",
            )

    def start_anew(self) -> None:
        """Look anew at all that lies on the transcript, as after a new codebook.

        The suggestion in question stays so if it is still in the queue.
        """
        name, queue = self.transcript.name, self.desk.queue
        here = (one for one in queue.entries if one.transcript == name)
        self._offered = [one.id for one in sorted(here, key=lambda e: (e.start, e.end))]
        if self.held is not None and self.held.id not in queue:
            self.held = self._made = None
        self.refresh()

    def refresh(self) -> None:
        """Look anew at what is stored of the transcript."""
        self.codings = self.desk.codings(self.transcript.name)
        self.memos = self.desk.memos(self.transcript.name)
        self.code_memos = self.desk.memos_on_codes()
        self.read = self.desk.read_turns(self.transcript.name)
        if self.reading:
            self.turns_read = self.desk.turns_read()
        if self.held:
            self._take(self.held.id)
        self._look()

    def look_at(self, codings: Collection[str]) -> None:
        """Look anew at single codings; reading all of them takes longer than the rest.

        Args:
            codings: Ids of those that may have come, changed or gone.
        """
        kept = [c for c in self.codings if c.id not in codings]
        found = [self.desk.coding(one) for one in codings]
        kept += [c for c in found if c and c.transcript == self.transcript.name]
        self.codings = sorted(kept, key=lambda c: (c.start, c.end, c.code))
        if self._made is not None and self._made.id in codings:
            self._made = self.desk.coding(self._made.id)

    def _look(self) -> None:
        """Look anew at what is open; the queue knows it without the store."""
        queue = self.desk.queue
        entries = (queue.entry(one) for one in self._offered if one in queue)
        self._open = [entry for entry in entries if is_open(entry)]

    def _take(self, suggestion_id: str) -> Suggestion:
        held = self.desk.suggestion(suggestion_id)
        decided = held.status != "open"
        self._made = self.desk.coding_of(suggestion_id) if decided else None
        self.held = held
        return held

    def hold(self, suggestion_id: str) -> None:
        """Take up a suggestion: it is the one in question."""
        if self._take(suggestion_id).transcript != self.transcript.name:
            self.open(self.desk.queue.entry(suggestion_id).transcript)
            self._take(suggestion_id)
        self.goal = self.answer.segment

    def waiting(self) -> list[Waiting]:
        """Return the transcript's open suggestions by place, none while hidden."""
        return [] if self.hides else self._open

    @property
    def answer(self) -> Answer:
        """What accepting the suggestion in question makes of it.

        That is the draft of a correction if there is one, else what was decided, else
        what is suggested.
        """
        held = self._must_hold()
        as_it_is = Answer(self.present_id(held.code), held.segment)
        made = self._made
        if made is not None and made.status == "confirmed":
            code = self.present_id(made.code)
            as_it_is = Answer(code, made.segment, made.memo)
        return self._drafts.get(held.id, as_it_is)

    @property
    def has_draft(self) -> bool:
        """Whether the suggestion in question has corrections not accepted yet."""
        return self.held is not None and self.held.id in self._drafts

    @property
    def drafts(self) -> Collection[str]:
        """Ids of the suggestions with corrections not accepted yet."""
        return self._drafts.keys()

    def present_id(self, code: str) -> str:
        """Return a code's id in the codebook as it is now."""
        return self.desk.codebook.renamed.get(code, code)

    def code(self, code_id: str) -> Code | None:
        """Return a code, None if the codebook has it no more."""
        return self.desk.codebook.codes.get(self.present_id(code_id))

    def code_of(self, which: InHand) -> Code | None:
        """Return the code of what is in hand, of a suggestion as corrected."""
        return self.code(which.code if isinstance(which, Coding) else self.answer.code)

    def speakers_in(self, segment: Segment) -> list[str]:
        """Return who speaks in a passage, each once."""
        turns = self.transcript.turns_in(segment)
        return list(dict.fromkeys(turn.speaker for turn in turns))

    def in_hand(self, cursor: int) -> InHand | None:
        """Return what corrections are about.

        The suggestion in question, unless the cursor has left it for one's own coding.
        """
        here = Segment(cursor, cursor + 1)
        if self.held and self.answer.segment.overlaps(here):
            return self.held
        mine = self.own_codings(here)
        return mine[0] if mine else self.held

    def passage_of(self, which: InHand) -> Segment:
        """Return the words of what is in hand, of a suggestion as corrected."""
        return which.segment if isinstance(which, Coding) else self.answer.segment

    def own_codings(self, segment: Segment) -> list[Coding]:
        """Return one's own codings that overlap a segment, the shortest first."""
        mine = (c for c in self.codings_in(segment) if c.coder == self.desk.coder)
        return sorted(mine, key=lambda c: (c.end - c.start, c.start, c.code))

    def own_memo(self, segment: Segment) -> Memo | None:
        """Return one's own memo on a passage, the shortest that overlaps a segment."""
        mine = (m for m in self.memos if m.coder == self.desk.coder)
        here = (m for m in mine if m.segment.overlaps(segment))
        return min(here, key=lambda m: m.end - m.start, default=None)

    def codings_in(self, segment: Segment) -> list[Coding]:
        """Return all codings that overlap a segment, by place."""
        start, end = segment.start, segment.end
        return [c for c in self.codings if c.start < end and start < c.end]

    def waiting_in(self, segment: Segment) -> list[Waiting]:
        """Return the open suggestions that overlap a segment, by place."""
        start, end = segment.start, segment.end
        return [e for e in self.waiting() if e.start < end and start < e.end]

    # --- going on ------------------------------------------------------------------

    def go_on(self, step: int = 1, *, same_code: bool = False) -> str:
        """Take up the next open suggestion in the queue, or the one before.

        Args:
            step: 1 or -1.
            same_code: Only of the code of the one in question.
        """
        self._must_show()
        fits: Callable[[Waiting], bool] = is_open
        if same_code:
            code = self._must_hold().code
            fits = lambda entry: is_open(entry) and entry.code == code  # noqa: E731
        before = self.held.id if self.held else None
        found = self.desk.queue.next(before, step=step, fits=fits)
        if found is None:
            if not same_code:
                self.held = self._made = None
            return "Nothing is open any more" + (" of this code" if same_code else "")
        self.hold(found.id)
        return "This is the only one open" if found.id == before else ""

    def skip(self) -> str:
        """Leave the suggestion in question open and take up the next."""
        self._must_hold()
        return self.go_on() or "Skipped, still open"

    def next_transcript(self, step: int = 1) -> str:
        """Go to another transcript: its first open suggestion, or its beginning."""
        names = self.desk.names
        at = (names.index(self.transcript.name) + step) % len(names)
        self.open(names[at])
        waiting = self.waiting()
        if waiting and not self.reading:
            self.hold(waiting[0].id)
        return ""

    def go_to_drawn(self) -> None:
        """Go to the next of the drawn turns, if any is left."""
        if self.drawn:
            drawn = self.drawn[0]
            if drawn.transcript != self.transcript.name:
                self.open(drawn.transcript)
            self.goal = drawn.turn.segment

    def take_up(self, offset: int) -> str:
        """Take up the open suggestion that lies on a character, the shortest."""
        found = self.waiting_in(Segment(offset, offset + 1))
        if not found:
            return "No open suggestion lies here"
        self.hold(min(found, key=lambda e: e.end - e.start).id)
        return ""

    # --- what must be so -----------------------------------------------------------

    def _must_show(self) -> None:
        if self.hides:
            raise CodingError(
                "Suggestions are hidden while you read.",
                hint="h shows them, R ends the reading mode.",
            )

    def _must_hold(self) -> Suggestion:
        self._must_show()
        if self.held is None:
            raise CodingError(
                "No suggestion is in question.", hint="n takes up the next open one."
            )
        return self.held

    def must_have(self, cursor: int) -> InHand:
        """Return what corrections are about.

        Raises:
            CodingError: There is nothing.
        """
        which = self.in_hand(cursor)
        if which is None:
            raise CodingError(
                "There is no suggestion in question and no coding of yours here.",
                hint="e codes the marked passage or the turn; n takes up a suggestion.",
            )
        return which
