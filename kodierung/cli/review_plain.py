"""The review line by line: for screen readers, scripts, and where no screen is."""

from __future__ import annotations

import sys
from dataclasses import replace
from io import TextIOWrapper
from typing import TYPE_CHECKING

from kodierung.cli.output import clock, say, show_error
from kodierung.errors import KodierungError
from kodierung.text import on_one_line, settle, shortened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kodierung.model import Code, Segment, Suggestion, Transcript
    from kodierung.store.queue import Waiting
    from kodierung.workflow.decide import Answer
    from kodierung.workflow.desk.desk import Deed, Desk

PROMPT = "[a]ccept [r]eject [s]kip [c]ode [m]emo [u]ndo [?] [q]uit:"
KEYS = """\
a  accept, with another code or a memo if you gave one; stored at once
r  reject; stored at once
s  leave it open and go on
c  another code: c and its id, or words of its label; a stores it
m  a memo on the passage: m and its words; a stores it
u  take back what you did last, also in an earlier review
q  leave; so does the end of the input"""
NEIGHBOURS = 25
"""Words before and after a passage that are told with it."""
MOST_CODES = 9


def review_plain(desk: Desk) -> None:
    """Ask about one open suggestion after the other, on stdin and stdout.

    Args:
        desk: The coder's, with the queue to go through.
    """
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
    _PlainReview(desk).run()


class _PlainReview:
    """What is asked about now, and what was corrected of it.

    Args:
        desk: Where answers are stored.
    """

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.held: Suggestion | None = None
        self.answer: Answer | None = None
        self.skipped: set[str] = set()
        self.deeds = {
            "accept": self._accept,
            "reject": self._reject,
            "skip": self._skip,
            "code": self._code,
            "memo": self._memo,
            "undo": self._undo,
            "?": self._explain,
        }

    def run(self) -> None:
        """Go on until all is decided or skipped, or the input ends."""
        self._go_on()
        while self.held is not None:
            typed = _asked(PROMPT)
            key, _, rest = (typed or "").strip().partition(" ")
            if typed is None or (key and "quit".startswith(key.lower())):
                break
            if key:
                self._do(key, settle(rest).strip())
        if self.held is not None:
            self._drop_corrections()
        counts, of = self.desk.queue.counts(), len(self.desk.queue)
        skipped = f", {len(self.skipped)} of them skipped" if self.skipped else ""
        _tell(f"{counts['open']} of {of} suggestions are open{skipped}.")

    def _do(self, key: str, rest: str) -> None:
        name = next((n for n in self.deeds if n.startswith(key.lower())), None)
        if name is None:
            _tell(f"“{shortened(key, 20)}” is no answer; ? explains them.")
            return
        try:
            if not self._is_changed():
                self.deeds[name](rest)
        except KodierungError as fault:
            show_error(fault)

    def _is_changed(self) -> bool:
        """Tell whether the suggestion is not what it was, and take it up as it is."""
        before, _answer = self._present()
        if not self.desk.keep_up():
            return False
        if before.id in self.desk.queue:
            if self.desk.suggestion(before.id) == before:
                return False
            self._take(self.desk.queue.entry(before.id))
        else:
            self._go_on()
        _tell("The study was changed elsewhere meanwhile, so nothing was done.")
        return True

    # --- answers -------------------------------------------------------------------

    def _accept(self, _: str) -> None:
        held, answer = self._present()
        code = None if answer.code == held.code else answer.code
        self._decided(self.desk.accept(held.id, code, memo=answer.memo))

    def _reject(self, _: str) -> None:
        held, _answer = self._present()
        self._drop_corrections()
        self._decided(self.desk.reject(held.id))

    def _skip(self, _: str) -> None:
        held, _answer = self._present()
        self._drop_corrections()
        self.skipped.add(held.id)
        self._go_on()

    def _code(self, typed: str) -> None:
        held, answer = self._present()
        chosen = self._chosen_code(typed or _asked("Code:") or "", held)
        if chosen is not None:
            self.answer = replace(answer, code=chosen.id)
            _tell(f"{_described(chosen)}\na accepts with this code.")

    def _memo(self, typed: str) -> None:
        _held, answer = self._present()
        memo = typed or settle(_asked("Memo:") or "").strip()
        self.answer = replace(answer, memo=memo)
        _tell("a accepts with this memo." if memo else "No memo.")

    def _undo(self, _: str) -> None:
        undone = self.desk.undo()
        for change in undone.changes:
            _tell(f"Taken back: {change}")
        about = (subject for kind, subject in undone.touched if kind == "decision")
        back = next((one for one in about if one in self.desk.queue), None)
        if back is not None:
            self.skipped.discard(back)
            self._take(self.desk.queue.entry(back))

    def _explain(self, _: str) -> None:
        _held, answer = self._present()
        code = self.desk.codebook.codes.get(answer.code)
        if code is not None:
            told: list[tuple[str, Sequence[str]]] = [
                ("Use it", [code.include]),
                ("Not", [code.exclude]),
                ("Example", code.examples),
                ("No example", code.counterexamples),
            ]
            for heading, texts in told:
                for text in filter(None, texts):
                    _tell(f"{heading}: {on_one_line(text)}")
        _tell(KEYS)

    # --- going on ------------------------------------------------------------------

    def _decided(self, deed: Deed) -> None:
        _tell(f"{deed.told}.")
        self._go_on()

    def _go_on(self) -> None:
        self._take(
            self.desk.queue.next(
                self.held.id if self.held else None,
                fits=lambda one: one.status == "open" and one.id not in self.skipped,
            )
        )

    def _take(self, entry: Waiting | None) -> None:
        from kodierung.workflow.decide import Answer

        if entry is None:
            self.held = None
            return
        held = self.desk.suggestion(entry.id)
        codebook = self.desk.codebook
        code = codebook.renamed.get(held.code, held.code)
        self.held, self.answer = held, Answer(code, held.segment)
        _tell(f"\n{self._introduced(held, codebook.codes.get(code))}")

    def _present(self) -> tuple[Suggestion, Answer]:
        assert self.held is not None  # noqa: S101 - asked only while there is one
        assert self.answer is not None  # noqa: S101
        return self.held, self.answer

    def _drop_corrections(self) -> None:
        held, answer = self._present()
        if answer.memo or answer.code != held.code:
            _tell("The other code or memo was not kept.")

    # --- telling -------------------------------------------------------------------

    def _introduced(self, held: Suggestion, code: Code | None) -> str:
        here = self.desk.transcript(held.transcript)
        turn = here.turns[held.turn - 1]
        place = [held.transcript, f"turn {held.turn}", held.speaker]
        place += [clock(turn.start_time)] if turn.start_time is not None else []
        before, after = _neighbours(here, held.segment)
        coded = [
            f"{coding.code} ({coding.coder})"
            for coding in self.desk.codings(held.transcript)
            if coding.segment.overlaps(held.segment)
        ]
        counts, of = self.desk.queue.counts(), len(self.desk.queue)
        lines = [
            f"{counts['open']} of {of} open. {', '.join(place)}",
            f"Before: {before}" if before else "",
            f"Passage: {on_one_line(held.quote)}",
            f"After: {after}" if after else "",
            _described(code) if code else f"Code: {held.code}",
            f"Reason: {held.reason}",
            f"Coded here: {', '.join(coded)}" if coded else "",
        ]
        return "\n".join(filter(None, lines))

    def _chosen_code(self, typed: str, held: Suggestion) -> Code | None:
        """Return the code meant by an id or by words; ask where several fit."""
        from kodierung.workflow.desk.code_search import search

        codebook = self.desk.codebook
        if typed in codebook.codes or not typed.strip():
            return codebook.codes.get(typed)
        attributes = self.desk.transcript(held.transcript).attributes_of(held.speaker)
        found = search(codebook, typed, attributes)
        if len(found) < 2:
            if not found:
                _tell(f"No code fits “{shortened(typed, 60)}”.")
            return next(iter(found), None)
        shown = found[:MOST_CODES]
        for number, code in enumerate(shown, start=1):
            _tell(f"{number}  {code.label} ({code.id})")
        if len(found) > len(shown):
            _tell(f"and {len(found) - len(shown)} more")
        answer = (_asked(f"Which, 1 to {len(shown)}?") or "").strip()
        if answer.isdecimal() and 1 <= int(answer) <= len(shown):
            return shown[int(answer) - 1]
        _tell("No other code.")
        return None


def _neighbours(transcript: Transcript, segment: Segment) -> tuple[str, str]:
    """Return the words before and after a passage, whoever says them."""
    inside = transcript.turns_in(segment)
    first, last = inside[0], inside[-1]
    before = [
        f"{turn.speaker}: {transcript.text[turn.start : min(turn.end, segment.start)]}"
        for turn in transcript.turns[max(first.number - 2, 0) : first.number]
        if turn.start < segment.start
    ]
    rest = transcript.text[segment.end : last.end]
    after = [rest] if rest.strip() else []
    after += [
        f"{turn.speaker}: {transcript.quote(turn.segment)}"
        for turn in transcript.turns[last.number : last.number + 1]
    ]
    said = " ".join(before).split()
    to_come = " ".join(after).split()
    return (
        " ".join(["…", *said[-NEIGHBOURS:]] if len(said) > NEIGHBOURS else said),
        " ".join(
            [*to_come[:NEIGHBOURS], "…"] if len(to_come) > NEIGHBOURS else to_come
        ),
    )


def _described(code: Code) -> str:
    definition = on_one_line(code.definition)
    told = f"Code: {code.label} ({code.id})"
    return f"{told}\nDefinition: {definition}" if definition else told


def _tell(text: str) -> None:
    say(text, sys.stdout)


def _asked(question: str) -> str | None:
    """Return the line typed, None at the end of the input."""
    print(question, end=" ", flush=True)
    typed = sys.stdin.readline()
    if not sys.stdin.isatty():
        print(typed.rstrip("\n"))
    return typed or None
