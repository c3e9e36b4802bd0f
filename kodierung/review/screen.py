"""The screen of the review: every key is led to the sitting, what it says is shown."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from textual.widget import AwaitMount
from textual.worker import Worker

from kodierung.errors import CodingError, KodierungError
from kodierung.model import Coding, Segment, Suggestion
from kodierung.review.codebook_work import CodebookWork
from kodierung.review.dialogs import CodeSearch, CodingList, MemoEditor, NewLabel, Wish
from kodierung.review.page import TranscriptPage
from kodierung.review.panel import passage
from kodierung.review.side import SidePanel
from kodierung.review.stage import Stage
from kodierung.review.workplace import InHand
from kodierung.text import counted, words
from kodierung.workflow.desk.places import Edge

Opening = AwaitMount | None
"""Waited for, so that keys typed meanwhile go into the dialog that opens."""

_SCROLLED = 3  # lines of the panel by one key


class ReviewScreen(Stage):
    """What each key does."""

    _language: Worker[None] | None = None

    # --- deciding ------------------------------------------------------------------

    def action_accept(self) -> None:
        """Accept the suggestion in question."""
        self._decide(self.sitting.accept)

    def action_reject(self) -> None:
        """Reject it."""
        self._decide(self.sitting.reject)

    def action_skip(self) -> None:
        """Leave it open."""
        self._decide(self.sitting.skip)

    def action_enter(self) -> None:
        """Accept; in reading mode the turn is read."""
        if self.sitting.reading:
            self.do(lambda: self.sitting.finish(self._passage()))
            self.page.clear_selection()
        else:
            self.action_accept()

    def _decide(self, deed: Callable[[], str]) -> None:
        """Decide on what the panel shows, never on something that is out of sight."""
        sitting, page = self.sitting, self.page
        if sitting.held and (
            isinstance(sitting.in_hand(page.cursor), Coding)
            or not page.sees(sitting.answer.segment)
        ):
            sitting.goal = sitting.answer.segment
            self.show("Back at the suggestion; the same key again decides on it")
        else:
            self.do(deed)

    def action_undo(self) -> None:
        """Take back what was done last."""
        self.do(self.sitting.undo)

    def action_redo(self) -> None:
        """Make it again."""
        self.do(self.sitting.redo)

    # --- correcting ----------------------------------------------------------------

    def action_recode(self) -> Opening:
        """Ask for another code."""
        return self._with_hand(self._recode)

    def action_flip(self) -> None:
        """Take the factor of the opposite polarity."""
        self.do(lambda: self.sitting.flip(self._in_hand()))

    def action_second_code(self) -> Opening:
        """Ask for a second code on the same words."""
        return self._with_hand(self._add_code)

    async def action_extend(self, edge: Edge, step: int) -> None:
        """Move an edge of the marked words, or of what is in hand."""
        if self._language is not None:
            await self._language.wait()
        page, sitting, marked = self.page, self.sitting, self.page.selection

        def extend() -> str:
            if marked is None:
                return sitting.extend(self._in_hand(), edge, step)
            page.selection = sitting.extended(marked, edge, step)
            return ""

        self.do(extend)

    def action_next_unit(self) -> None:
        """Widen and narrow by another unit."""
        self.do(self.sitting.next_unit)
        if self._language is None and self.sitting.unit == "clause":
            # The dictionary takes seconds to read; better now than at the next key.
            self._language = self.run_worker(self.sitting.reader(), thread=True)

    def action_memo(self) -> Opening:
        """Ask for a memo on what is in hand, else on the marked words or the turn.

        One's own memo that is on these words already is opened.
        """
        cursor, marked = self.page.cursor, self.page.selection
        which = self.sitting.in_hand(cursor)
        if which is not None and marked is None:
            return self._write_memo(which)
        there = self.sitting.own_memo(marked or Segment(cursor, cursor + 1))
        if there is not None:
            rewrite = partial(self.sitting.rewrite, there)
            return self._ask_memo(there.segment, there.text, rewrite)
        segment = self._passage()
        return self._ask_memo(segment, "", partial(self.sitting.note, segment))

    def action_choose(self) -> None:
        """Use the words as the theme's statement, or no longer."""
        self.do(lambda: self.sitting.choose(self._in_hand()))

    def _in_hand(self) -> InHand:
        return self.sitting.must_have(self.page.cursor)

    def _with_hand(self, ask: Callable[[InHand], Opening]) -> Opening:
        """Ask something about what is in hand."""
        try:
            return ask(self._in_hand())
        except KodierungError as fault:
            self.tell_fault(fault)
            return None

    def _recode(self, which: InHand) -> Opening:
        recode = partial(self.sitting.recode, which)
        return self._ask_code("Another code", self.sitting.passage_of(which), recode)

    def _add_code(self, which: InHand) -> Opening:
        segment = self.sitting.passage_of(which)
        add = partial(self.sitting.add, segment)
        return self._ask_code("A second code", segment, add)

    def _write_memo(self, which: InHand) -> Opening:
        segment, text = self.sitting.passage_of(which), self.sitting.memo(which)
        return self._ask_memo(segment, text, partial(self.sitting.annotate, which))

    def _ask_memo(
        self, segment: Segment, text: str, then: Callable[[str], str]
    ) -> Opening:
        """Ask for a memo on a passage and do something with it."""

        def written(text: str | None) -> None:
            if text is None:
                self.show("The memo was left as it was")
            else:
                self.do(lambda: then(text))

        title = f"Memo on “{passage(self.sitting, segment)}”"
        return self.app.push_screen(MemoEditor(title, text), written)

    def _ask_code(
        self, title: str, segment: Segment, then: Callable[[str], str]
    ) -> Opening:
        """Ask for a code for a passage and do something with it."""
        sitting = self.sitting
        speakers = sitting.speakers_in(segment)
        attributes = sitting.transcript.attributes_of(speakers[0]) if speakers else None

        def taken(code: str | NewLabel | None) -> None:
            if code is None:
                self.show("Nothing was changed")
            elif isinstance(code, NewLabel):
                CodebookWork(self).add(code.label, then)
            else:
                self.do(lambda: then(code))

        about = f"{title} for “{passage(sitting, segment)}”"
        search = CodeSearch(about, sitting.desk.codebook, attributes)
        return self.app.push_screen(search, taken)

    # --- coding by hand ------------------------------------------------------------

    def action_mark(self) -> None:
        """Begin marking words at the cursor, or stop it."""
        if self.page.selection is None:
            self.page.start_selection()
        else:
            self.page.clear_selection()
        self.show("")

    def action_unmark(self) -> None:
        """Mark nothing any more."""
        self.page.clear_selection()
        self.show("")

    def action_add(self) -> Opening:
        """Ask for a code for the marked words or the turn."""

        def add(segment: Segment, code: str) -> str:
            told = self.sitting.add(segment, code)
            self.page.clear_selection()
            return told

        segment = self._passage()
        return self._ask_code("Code", segment, partial(add, segment))

    def action_codings(self) -> Opening:
        """Show one's own codings here and ask what to do with one."""
        sitting, marked = self.sitting, self.page.selection
        cursor = self.page.cursor
        in_question = isinstance(sitting.in_hand(cursor), Suggestion)
        here = sitting.answer.segment if in_question else Segment(cursor, cursor + 1)
        found = sitting.own_codings(marked or here)
        if not found:
            self.tell_fault(CodingError("No coding of yours lies here."))
            return None
        codebook = sitting.desk.codebook
        dialog = CodingList(found, codebook, has_marked=marked is not None)
        return self.app.push_screen(dialog, self._fulfil)

    async def _fulfil(self, wish: Wish | None) -> None:
        if wish is None:
            return
        sitting, coding = self.sitting, wish.coding
        asking = {"recode": self._recode, "memo": self._write_memo}
        if wish.deed in asking:
            opening = asking[wish.deed](coding)
            if opening is not None:
                await opening
            return
        marked = self.page.selection or coding.segment
        deeds: dict[str, Callable[[], str]] = {
            "remove": lambda: sitting.remove(coding),
            "flip": lambda: sitting.flip(coding),
            "choose": lambda: sitting.choose(coding),
            "move": lambda: sitting.move(coding, marked),
        }
        self.do(deeds[wish.deed])

    def action_codebook(self) -> None:
        """Change the codebook, beginning with the code of what is in hand."""
        which = self.sitting.in_hand(self.page.cursor)
        CodebookWork(self).begin(self.sitting.code_of(which) if which else None)

    def _passage(self) -> Segment:
        """Return the marked words, or the turn under the cursor."""
        turn = self.page.turn_at_cursor()
        return self.page.selection or (turn.segment if turn else Segment(0, 0))

    # --- going ---------------------------------------------------------------------

    def action_go_on(self, step: int, same_code: bool = False) -> None:
        """Take up another open suggestion."""
        self.do(lambda: self.sitting.go_on(step, same_code=same_code))

    def action_transcript(self, step: int) -> None:
        """Go to another transcript."""
        self.do(lambda: self.sitting.next_transcript(step))

    def action_take_up(self) -> None:
        """Take up the suggestion under the cursor."""
        self.do(lambda: self.sitting.take_up(self.page.cursor))

    def on_transcript_page_picked(self, event: TranscriptPage.Picked) -> None:
        """Take up the suggestion that was clicked, if there is one."""
        if self.sitting.waiting_in(Segment(event.offset, event.offset + 1)):
            self.do(lambda: self.sitting.take_up(event.offset))

    def on_transcript_page_selected(self, event: TranscriptPage.Selected) -> None:
        """Say what is marked."""
        number = words(self.sitting.transcript.quote(event.segment))
        self._message = f"{counted(number, 'word')} marked; e codes them"
        self._tell()

    # --- reading and the rest ------------------------------------------------------

    def action_reading(self) -> None:
        """Begin or end the reading mode."""
        self.do(lambda: self.sitting.read_or_review(self.page.cursor))

    def action_hide(self) -> None:
        """Show or hide suggestions while reading."""
        self.do(self.sitting.show_or_hide)

    def action_panel(self, step: int) -> None:
        """Scroll the panel."""
        self.query_one(SidePanel).scroll_lines(step * _SCROLLED)

    def action_fold(self) -> None:
        """Show or hide the panel."""
        side = self.query_one(SidePanel)
        side.display = not side.display

    def action_leave(self) -> None:
        """Quit; asked again where corrections would be lost."""
        drafts = list(self.sitting.drafts)
        if not drafts or self._leaving:
            self.app.exit()
            return
        self.sitting.hold(drafts[0])
        told = counted(len(drafts), "correction")
        self.show(f"{told} not accepted; q again leaves without")
        self._leaving = True
