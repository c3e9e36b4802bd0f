"""The review line by line: for screen readers, scripts, and where no screen is."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from io import TextIOWrapper
from typing import TYPE_CHECKING

from kodierung.cli.output import say, show_error
from kodierung.cli.review_told import described, introduced
from kodierung.errors import CodingError, KodierungError
from kodierung.text import on_one_line, settle, shortened
from kodierung.workflow.codes import twin_of
from kodierung.workflow.desk.places import UNITS, Edge, Unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kodierung.model import Code, Suggestion
    from kodierung.store.queue import Waiting
    from kodierung.workflow.decide import Answer
    from kodierung.workflow.desk.desk import Deed, Desk
    from kodierung.workflow.undo import Undone

PROMPT = "[a]ccept [r]eject [s]kip [c]ode [m]emo [u]ndo [?] [q]uit:"
KEYS = """\
a  accept, with what you corrected; stored at once
r  reject; stored at once
s  leave it open and go on
p  the open suggestion before this one
c  another code: c and its id, or words of its label; a stores it
f  the factor of the opposite polarity; a stores it
w  other words: w +1 ends a word later, w -2 clause ends two clauses earlier,
   w start +1 sentence begins a sentence earlier; a stores it
m  a memo on the passage: m and its words; a stores it
S  accept, and the passage is its theme's statement in the table
+  a second code on the passage: + and its id, or words of its label; stored
   at once
u  take back what you did last, also in an earlier review
U  make again what was taken back
q  leave; so does the end of the input
Words do as well: accept, reject, skip, previous, code, flip, words, memo,
statement, second, undo, redo, quit"""
MOST_CODES = 9
SIGNS = {"S": "statement", "U": "redo", "+": "second"}
"""Answers that are no beginning of the word they stand for."""

EDGES: tuple[Edge, ...] = ("start", "end")

_STEP = re.compile(r"[+-]?[0-9]{1,4}")


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
            "previous": self._previous,
            "code": self._code,
            "flip": self._flip,
            "words": self._words,
            "memo": self._memo,
            "statement": self._statement,
            "second": self._second_code,
            "undo": self._undo,
            "redo": self._redo,
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
        if not of:
            _tell("There are no such suggestions; `kodierung suggest` looks for some.")
            return
        skipped = f", {len(self.skipped)} of them skipped" if self.skipped else ""
        _tell(f"{counts['open']} of {of} suggestions are open{skipped}.")

    def _do(self, key: str, rest: str) -> None:
        wanted = SIGNS.get(key, key).lower()
        name = next((n for n in self.deeds if n.startswith(wanted)), None)
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

    # --- deciding ------------------------------------------------------------------

    def _accept(self, _: str, *, statement: bool = False) -> None:
        held, answer = self._present()
        deed = self.desk.accept(
            held.id, answer.code, answer.segment, answer.memo, statement=statement
        )
        self._decided(deed)

    def _statement(self, _: str) -> None:
        self._accept("", statement=True)

    def _reject(self, _: str) -> None:
        held, _answer = self._present()
        self._drop_corrections()
        self._decided(self.desk.reject(held.id))

    def _skip(self, _: str) -> None:
        held, _answer = self._present()
        self._drop_corrections()
        self.skipped.add(held.id)
        self._go_on()

    def _previous(self, _: str) -> None:
        held, _answer = self._present()
        before = self.desk.queue.next(held.id, step=-1)
        if before is None or before.id == held.id:
            _tell("This is the only one open.")
            return
        self._drop_corrections()
        self.skipped.discard(before.id)
        self._take(before)

    # --- correcting ----------------------------------------------------------------

    def _code(self, typed: str) -> None:
        held, answer = self._present()
        chosen = self._chosen_code(typed or _asked("Code:") or "", held)
        if chosen is not None:
            self.answer = replace(answer, code=chosen.id)
            _tell(f"{described(chosen)}\na accepts with this code.")

    def _flip(self, _: str) -> None:
        _held, answer = self._present()
        twin = twin_of(self.desk.codebook, answer.code)
        self.answer = replace(answer, code=twin)
        code = self.desk.codebook.codes[twin]
        _tell(f"{described(code)}\na accepts with this code.")

    def _words(self, typed: str) -> None:
        held, answer = self._present()
        edge, step, unit = _move(typed or _asked("How far, by what?") or "")
        places = self.desk.places(held.transcript)
        segment = before = answer.segment
        for _ in range(abs(step)):
            segment = places.extended(before, edge, step, unit)
            if segment == before:
                break
            before = segment
        if segment == answer.segment:
            deed = "added" if step > 0 else "taken away"
            raise CodingError(f"No {unit} can be {deed} there.")
        self.answer = replace(answer, segment=segment)
        said = self.desk.transcript(held.transcript).quote(segment)
        _tell(f"Passage: {on_one_line(said)}\na accepts with these words.")

    def _memo(self, typed: str) -> None:
        _held, answer = self._present()
        memo = typed or settle(_asked("Memo:") or "").strip()
        self.answer = replace(answer, memo=memo)
        _tell("a accepts with this memo." if memo else "No memo.")

    def _second_code(self, typed: str) -> None:
        held, answer = self._present()
        chosen = self._chosen_code(typed or _asked("Second code:") or "", held)
        if chosen is not None:
            deed = self.desk.add(held.transcript, answer.segment, chosen.id)
            _tell(f"{deed.told}.")

    # --- taking back ---------------------------------------------------------------

    def _undo(self, _: str) -> None:
        back = self._turned("Taken back", self.desk.undo())
        if back:
            self._drop_corrections()
            self.skipped.difference_update(back)
            self._take(self.desk.queue.entry(back[0]))

    def _redo(self, _: str) -> None:
        held, _answer = self._present()
        if held.id in self._turned("Made again", self.desk.redo()):
            self._drop_corrections()
            self._go_on()

    def _turned(self, word: str, done: Undone) -> list[str]:
        """Tell what was undone or redone; return the suggestions it is about."""
        for change in done.changes:
            _tell(f"{word}: {change}")
        about = (subject for kind, subject in done.touched if kind == "decision")
        return [one for one in about if one in self.desk.queue]

    # --- explaining ----------------------------------------------------------------

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
        if entry is None:
            self.held = None
            return
        held = self.desk.suggestion(entry.id)
        self.held = held
        self.answer = answer = self._as_suggested(held)
        code = self.desk.codebook.codes.get(answer.code)
        _tell(f"\n{introduced(self.desk, held, code)}")

    def _as_suggested(self, held: Suggestion) -> Answer:
        from kodierung.workflow.decide import Answer

        codebook = self.desk.codebook
        return Answer(codebook.renamed.get(held.code, held.code), held.segment)

    def _present(self) -> tuple[Suggestion, Answer]:
        assert self.held is not None  # noqa: S101 - asked only while there is one
        assert self.answer is not None  # noqa: S101
        return self.held, self.answer

    def _drop_corrections(self) -> None:
        held, answer = self._present()
        if answer != self._as_suggested(held):
            _tell("What you corrected was not kept.")

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


def _move(typed: str) -> tuple[Edge, int, Unit]:
    """Return which edge of the passage goes how far, and by what: `start +2 clause`.

    Raises:
        CodingError: It cannot be told.
    """
    edge: Edge = "end"
    unit: Unit = "word"
    step = 0
    for part in typed.lower().split():
        wanted = part.rstrip("s") or part
        units: list[Unit] = [name for name in UNITS if name.startswith(wanted)]
        edges: list[Edge] = [name for name in EDGES if name.startswith(part)]
        if _STEP.fullmatch(part):
            step = int(part)
        elif len(units) == 1 and not edges:
            (unit,) = units
        elif len(edges) == 1 and not units:
            (edge,) = edges
        else:
            step = 0
            break
    if not step:
        raise CodingError(
            f"“{shortened(typed, 40)}” tells no way to change the passage.",
            hint="Say +1, -2 clause or start +1 sentence.",
        )
    return edge, step, unit


def _tell(text: str) -> None:
    say(text, sys.stdout)


def _asked(question: str) -> str | None:
    """Return the line typed, None at the end of the input."""
    print(question, end=" ", flush=True)
    typed = sys.stdin.readline()
    if not sys.stdin.isatty():
        print(typed.rstrip("\n"))
    return typed or None
