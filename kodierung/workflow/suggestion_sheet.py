"""Deciding in a spreadsheet: suggestions written into a sheet, answers read back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kodierung.errors import (
    CodingError,
    KodierungError,
    Problem,
    UsageError,
    did_you_mean,
)
from kodierung.formats import suggestion_sheet as sheet
from kodierung.model import Code, Codebook, Coding, Segment, Suggestion
from kodierung.project import Project, read_file, write_file
from kodierung.store.store import Store
from kodierung.text import on_one_line, settle
from kodierung.workflow.codes import find_code
from kodierung.workflow.decide import Answer, Deciding
from kodierung.workflow.listing import (
    SuggestionFilter,
    list_suggestions,
    with_transcripts,
)

ACCEPT = frozenset({sheet.GERMAN.accept, sheet.ENGLISH.accept})
REJECT = frozenset({sheet.GERMAN.reject, sheet.ENGLISH.reject})
NEEDED: tuple[sheet.Column, ...] = ("id", "decision")
STATUSES = {
    word: status for w in sheet.LANGUAGES for status, word in w.statuses.items()
}
VERB = "suggestions apply"


def export_suggestions(
    project: Project, path: Path, coder: str, wanted: SuggestionFilter
) -> int:
    """Write suggestions into a sheet in which one can decide on them.

    Args:
        project: The study.
        path: An `.xlsx` file.
        coder: Whose decisions so far are told.
        wanted: Which suggestions, and in which order.

    Returns:
        How many.

    Raises:
        UsageError: The file's ending is another one, or they are too many.
        CodingError: The transcript or code does not exist.
    """
    if path.suffix.lower() != ".xlsx":
        raise UsageError(
            f"{path.name}: suggestions are written as .xlsx only.",
            "LibreOffice opens that too.",
        )
    codebook = project.load_codebook()
    found = list_suggestions(project, coder, wanted)
    if len(found) > sheet.MOST_ROWS:
        raise UsageError(
            f"These are {len(found)} suggestions; a sheet takes {sheet.MOST_ROWS}.",
            "Write fewer with --status open, --transcript or --code.",
        )
    w = sheet.words(codebook.language)
    codes = ((c.id, c.label, c.definition) for c in codebook.codes.values())
    rows = [_row(suggestion, codebook, w) for suggestion in found]
    write_file(path, sheet.write(rows, codes, w))
    return len(rows)


def _row(suggestion: Suggestion, codebook: Codebook, w: sheet.Words) -> sheet.Cells:
    code = codebook.codes.get(_present(suggestion.code, codebook))
    return {
        "id": suggestion.id,
        "place": sheet.shown(f"{suggestion.transcript}:{suggestion.turn}"),
        "speaker": sheet.shown(suggestion.speaker),
        "quotation": sheet.shown(suggestion.quote),
        "code": suggestion.code if code is None else code.id,
        "label": sheet.shown(code.label) if code else "",
        "reason": sheet.shown(suggestion.reason),
        "score": suggestion.score,
        "status": w.statuses[suggestion.status],
    }


def _present(code: str, codebook: Codebook) -> str:
    return codebook.renamed.get(code, code)


@dataclass(frozen=True, slots=True)
class Applied:
    """What a sheet came to, or would come to.

    Attributes:
        accepted: How many suggestions were accepted as they stand.
        changed: How many with another code or other words.
        rejected: How many were rejected.
        unchanged: How many had been decided so before.
        blank: How many rows hold no answer.
        number: Of the transaction, for undo; None if nothing was changed.
    """

    accepted: int
    changed: int
    rejected: int
    unchanged: int
    blank: int
    number: int | None = None


def apply_suggestions(
    project: Project, path: Path, coder: str, *, check: bool = False
) -> Applied:
    """Decide as a sheet says, on all its suggestions or on none.

    Rows without an answer ask for nothing. Rows and columns may stand in any order, and
    any may be missing but the columns of the suggestion and the decision.

    Args:
        project: The study.
        path: A sheet as `export_suggestions` writes it.
        coder: Who decides.
        check: Only look whether it could be done.

    Raises:
        TranscriptError: The file is no table.
        KodierungError: Rows are at fault; `problems` names each by sheet and row.
    """
    columns, rows = sheet.read(read_file(path), path.name)
    codebook = project.load_codebook()
    with project.open_store() as store:
        if check:
            with store.snapshot():
                return _Answers(store, codebook, coder).read(columns, rows, path.name)
        with store.writing(VERB, coder) as change:
            answers = _Answers(store, codebook, coder)
            found = answers.read(columns, rows, path.name)
            deciding = Deciding(store, change, coder)
            for suggestion, answer in sorted(answers.asked, key=_place):
                if answer is None:
                    deciding.reject(suggestion)
                else:
                    deciding.accept(suggestion, answer)
            return replace(found, number=change.batch if answers.asked else None)


class _Answers:
    """What a sheet's rows ask for, compared with the study.

    Args:
        store: The study's, within a snapshot or transaction.
        codebook: The study's.
        coder: Who decides.

    Attributes:
        asked: What is to be done: suggestions with the answer that accepts them, or
            None for those to be rejected.
    """

    def __init__(self, store: Store, codebook: Codebook, coder: str) -> None:
        self.store = store
        self.codebook = codebook
        self.coder = coder
        self.asked: list[tuple[Suggestion, Answer | None]] = []
        self._known: dict[str, Suggestion] = {}
        self._in_place: set[str] = set()
        self._first: dict[str, str] = {}

    def read(
        self,
        columns: Sequence[sheet.Column | None],
        rows: Sequence[sheet.SheetRow],
        name: str,
    ) -> Applied:
        """Check every row, and note what is asked for.

        Args:
            columns: Which there are.
            rows: All rows.
            name: The file's name, for messages.

        Raises:
            KodierungError: Columns or rows are at fault.
        """
        problems = list(_faults_of_columns(columns, name))
        answered = [row for row in rows if any(map(row.get, sheet.ANSWERS))]
        self._look_up({row.get("id") for row in answered})
        unchanged = 0
        for row in answered if not problems else ():
            try:
                unchanged += not self._note(row)
            except CodingError as fault:
                message = fault.message.rstrip(".")
                problems.append(Problem(f"{name}{row.place}", message, fault.hint))
        if problems:
            raise KodierungError(
                f"{name} cannot be applied; nothing was changed.", problems=problems
            )
        verdicts = Counter(_verdict(*one) for one in self.asked)
        return Applied(
            verdicts["accepted"],
            verdicts["changed"],
            verdicts["rejected"],
            unchanged,
            len(rows) - len(answered),
        )

    def _look_up(self, ids: Collection[str]) -> None:
        found = self.store.suggestions_named(ids, self.coder)
        self._known = {suggestion.id: suggestion for suggestion in found}
        self._in_place = {
            suggestion.id
            for suggestion, transcript in with_transcripts(self.store, found)
            if transcript.quote(suggestion.segment) == suggestion.quote
        }

    def _note(self, row: sheet.SheetRow) -> bool:
        """Note what a row asks for; return whether that is anything new.

        Raises:
            CodingError: It cannot be done.
        """
        suggestion = self._meant(row)
        coding = self._coding(suggestion)
        answer = self._answer(row, suggestion, coding)
        if answer is None:
            is_so = suggestion.status == "rejected"
        else:
            is_so = coding is not None and (answer.code, answer.memo) == (
                coding.code,
                answer.memo and coding.memo,
            )
        if is_so:
            return False
        told = row.get("status").casefold()
        if suggestion.status != "open" and STATUSES.get(told) != suggestion.status:
            raise CodingError(
                f"it was decided otherwise meanwhile: {suggestion.status}"
                + (f" as {coding.code}" if coding else ""),
                "clear the answer, or write the sheet once more",
            )
        self.asked.append((suggestion, answer))
        return True

    def _meant(self, row: sheet.SheetRow) -> Suggestion:
        wanted = row.get("id")
        suggestion = self._known.get(wanted)
        if suggestion is None:
            raise CodingError(
                f'the study has no suggestion "{wanted}"',
                "if suggestions were made anew since, write the sheet once more",
            )
        first = self._first.setdefault(wanted, row.place)
        if first != row.place:
            raise CodingError(f"this suggestion is answered already at {first[1:]}")
        quoted = on_one_line(settle(sheet.shown(suggestion.quote)))
        if row.cells.get("quotation", quoted) != quoted:
            raise CodingError(
                "the quotation is not that of the suggestion",
                "answers belong into the coloured columns; when rows are sorted, all "
                "columns must be",
            )
        if suggestion.id not in self._in_place:
            raise CodingError(
                f"its words are no longer in {suggestion.transcript}",
                "clear the answer, and run `kodierung suggest`",
            )
        return suggestion

    def _coding(self, suggestion: Suggestion) -> Coding | None:
        """Return the coding that the decision so far led to."""
        if suggestion.status in ("open", "rejected"):
            return None
        made = self.store.decision(suggestion.id, self.coder)
        coding = self.store.coding(made.coding) if made and made.coding else None
        return coding if coding and coding.status == "confirmed" else None

    def _answer(
        self, row: sheet.SheetRow, suggestion: Suggestion, coding: Coding | None
    ) -> Answer | None:
        """Return the answer that accepts, None if the suggestion is rejected.

        Raises:
            CodingError: There is no such decision or code, or they do not agree.
        """
        decision, code = row.get("decision").casefold(), row.get("other_code")
        memo = row.get("memo")
        if decision in REJECT:
            if code or memo:
                raise CodingError(
                    "what is rejected gets no code and no memo",
                    "clear them, or accept the suggestion",
                )
            return None
        if decision not in ACCEPT:
            raise self._unknown(row.get("decision"))
        corrected = coding or suggestion
        chosen = self._code(code) if code else find_code(self.codebook, corrected.code)
        return Answer(chosen.id, corrected.segment, memo)

    def _unknown(self, decision: str) -> CodingError:
        w = sheet.words(self.codebook.language)
        write = f"write {w.accept} or {w.reject}"
        if not decision:
            return CodingError("a code or memo without a decision", write)
        near = did_you_mean(decision, [w.accept, w.reject])
        return CodingError(f'"{decision}" is no decision', near or write)

    def _code(self, written: str) -> Code:
        """Return the code meant by its id, or by a label that no other has."""
        labelled = [
            code
            for code in self.codebook.codes.values()
            if sheet.shown(code.label) == written
        ]
        if len(labelled) == 1:
            return labelled[0]
        return find_code(self.codebook, written)


def _faults_of_columns(
    columns: Sequence[sheet.Column | None], name: str
) -> Iterator[Problem]:
    for column in NEEDED:
        if column not in columns:
            headings = " or ".join(f'"{w.headings[column]}"' for w in sheet.LANGUAGES)
            what = f"there is no column {headings}"
            yield Problem(
                f"{name}:1", what, "begin with `kodierung suggestions export`"
            )
    for column, heading in sheet.ENGLISH.headings.items():
        if columns.count(column) > 1:
            yield Problem(f"{name}:1", f'two columns are called "{heading}"')


def _place(asked: tuple[Suggestion, Answer | None]) -> tuple[str, Segment]:
    return asked[0].transcript, asked[0].segment


def _verdict(suggestion: Suggestion, answer: Answer | None) -> str:
    if answer is None:
        return "rejected"
    as_it_is = (answer.code, answer.segment) == (suggestion.code, suggestion.segment)
    return "accepted" if as_it_is else "changed"
