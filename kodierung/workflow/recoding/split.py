"""One code made into several: each old coding is told which one it becomes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kodierung.codebook.edit import regroup
from kodierung.codebook.edit.book import Book, Edited
from kodierung.codebook.edit.single import NewCode
from kodierung.errors import CodingError, Problem, UsageError
from kodierung.model import Coding, Transcript
from kodierung.project import Project, read_file
from kodierung.store.store import Store
from kodierung.text import counted, settle, shortened
from kodierung.workflow.blind import sees_others
from kodierung.workflow.code import find_coding
from kodierung.workflow.listing import with_transcripts
from kodierung.workflow.recoding.change import Changed, change_codebook

_LISTED = 20
_QUOTED = 60
_ROW = re.compile(r"[\s,;]+")


@dataclass(frozen=True, slots=True)
class Division:
    """A code to be split, and how its codings are told apart.

    Attributes:
        code: Its id.
        parts: The new codes.
        keep: Whether the code itself stays for some; a factor always stays.
        chosen: Coding id, or how it begins, to a part; goes before all else.
        rules: Part and pattern, the first one found in a quotation decides; capitals
            make no difference.
        rest: The part for all others, empty if there must be none.
    """

    code: str
    parts: tuple[NewCode, ...]
    keep: bool = False
    chosen: Mapping[str, str] = field(default_factory=dict)
    rules: tuple[tuple[str, str], ...] = ()
    rest: str = ""


def split_code(
    project: Project, coder: str, wanted: Division, *, check: bool = False
) -> Changed:
    """Let several new codes take over the codings of one, of all coders.

    Raises:
        CodingError: A coding is told no part, or not that of a coding of this code.
        UsageError: A part or a pattern cannot be read.
        CodebookError: The file cannot be changed so.
    """

    def edit(book: Book) -> Edited:
        return regroup.split_code(book, wanted.code, wanted.parts, keep=wanted.keep)

    with project.open_store() as store:
        chosen = _in_full(store, wanted.chosen)
        sees = sees_others(project, store, coder)

    def assign(edited: Edited, codings: Sequence[Coding]) -> Mapping[str, str]:
        names = _names(wanted, edited)
        known = edited.before.renamed.get(wanted.code, wanted.code)
        asked = _codings_of(codings, edited.before.renamed, known)
        _must_be_among(chosen, asked, known)
        told = _told(asked, wanted, chosen, names)
        left = [coding for coding in asked if coding.id not in told]
        if left:
            seen = [one for one in left if sees or one.coder == coder]
            raise _incomplete(len(left), len(asked), known, seen)
        return told

    into = ", ".join(part.id for part in wanted.parts)
    did = f"{wanted.code} split into {into}"
    return change_codebook(
        project, coder, "split", edit, did, assign=assign, check=check
    )


def undivided(
    project: Project, coder: str, wanted: Division
) -> tuple[list[tuple[Coding, Transcript]], dict[str, str]]:
    """Return whom to ask about what before a code is split.

    Returns:
        The codings that are told no part yet, with their transcripts; and the codes
        that each may become, id to label.

    Raises:
        CodingError: Some are of others that this coder does not see, or a code or
            coding does not exist.
        UsageError: A part or a pattern cannot be read.
    """
    book = Book(read_file(project.codebook_path()), project.settings.codebook)
    edited = regroup.split_code(book, wanted.code, wanted.parts, keep=wanted.keep)
    known, _ = book.code(wanted.code)
    with project.open_store() as store, store.snapshot():
        asked = _codings_of(store.codings(status=None), book.codebook.renamed, known)
        chosen = _in_full(store, wanted.chosen)
        told = _told(asked, wanted, chosen, _names(wanted, edited))
        left = [coding for coding in asked if coding.id not in told]
        _must_be_seen(project, store, coder, left)
        placed = list(with_transcripts(store, left))
    codes = edited.after.codes
    choices = [c for c in codes if c in edited.added or c == known]
    return placed, {code: codes[code].label for code in choices}


def read_choices(path: Path) -> dict[str, str]:
    """Read a file that tells codings their parts: an id and a part in each line.

    Empty lines and lines that begin with # are passed over.

    Raises:
        CodingError: A line has something else, or a coding stands there twice.
        StudyError: The file cannot be read.
    """
    chosen: dict[str, str] = {}
    faults = []
    text = settle(read_file(path).decode("utf-8", "replace"))
    for number, line in enumerate(text.split("\n"), 1):
        words = [word for word in _ROW.split(line.strip()) if word]
        if not words or words[0].startswith("#"):
            continue
        if len(words) != 2 or words[0] in chosen:
            said = "names a coding again" if len(words) == 2 else "is no pair"
            faults.append(Problem(f"{path}:{number}", f"the line {said}"))
            continue
        chosen[words[0]] = words[1]
    if faults:
        raise CodingError(
            f"{path} has {counted(len(faults), 'fault')}.",
            "Write a coding's id and the id of its new code in each line.",
            faults,
        )
    return chosen


def _in_full(store: Store, chosen: Mapping[str, str]) -> dict[str, str]:
    """Return choices by whole ids of codings."""
    return {find_coding(store, begin).id: part for begin, part in chosen.items()}


def _codings_of(
    codings: Iterable[Coding], renamed: Mapping[str, str], known: str
) -> list[Coding]:
    return [c for c in codings if renamed.get(c.code, c.code) == known]


def _names(wanted: Division, edited: Edited) -> dict[str, str]:
    """Return what may be said for a part, its id or its last step, to its id."""
    known = edited.before.renamed.get(wanted.code, wanted.code)
    stays = {known: known} if known in edited.after.codes else {}
    return {code.rpartition(".")[2]: code for code in edited.added} | {
        **{code: code for code in edited.added},
        **stays,
    }


def _told(
    codings: Iterable[Coding],
    wanted: Division,
    chosen: Mapping[str, str],
    names: Mapping[str, str],
) -> dict[str, str]:
    """Return the new code of each coding, as far as it can be told."""
    rules = [(_part(part, names), _pattern(said)) for part, said in wanted.rules]
    rest = _part(wanted.rest, names) if wanted.rest else None
    told: dict[str, str] = {}
    for coding in codings:
        ruled = (part for part, pattern in rules if pattern.search(coding.quote))
        if coding.id in chosen:
            told[coding.id] = _part(chosen[coding.id], names)
        elif (code := next(ruled, rest)) is not None:
            told[coding.id] = code
    return told


def _part(said: str, names: Mapping[str, str]) -> str:
    if said not in names:
        raise UsageError(
            f'"{said}" is none of the new codes.',
            hint=f"Name one of: {', '.join(dict.fromkeys(names))}.",
        )
    return names[said]


def _pattern(said: str) -> re.Pattern[str]:
    try:
        return re.compile(settle(said), re.IGNORECASE)
    except re.error as error:
        raise UsageError(
            f'"{said}" is no pattern to look for: {error}.',
            hint="Write words, or a regular expression as in Python.",
        ) from error


def _must_be_among(
    chosen: Iterable[str], codings: Iterable[Coding], known: str
) -> None:
    foreign = sorted(set(chosen) - {coding.id for coding in codings})
    if foreign:
        raise CodingError(
            f"{counted(len(foreign), 'coding')} that was told a new code is not one of "
            f"{known}: {', '.join(one[:8] for one in foreign[:_LISTED])}."
        )


def _incomplete(
    left: int, asked: int, known: str, seen: Iterable[Coding]
) -> CodingError:
    """Return the error that codings would lose their code, with those to be shown."""
    shown = [
        Problem(
            f"{c.id[:8]} {c.transcript} ({c.coder})",
            f"“{shortened(c.quote, _QUOTED)}”",
        )
        for c in seen
    ]
    return CodingError(
        f"{left} of {counted(asked, 'coding')} of {known} would have no code, so "
        "nothing was changed.",
        "Tell which with --by, --rule or --ask, or let the others go with --rest ID.",
        shown[:_LISTED],
    )


def _coders(number: int) -> str:
    return "another coder" if number == 1 else f"{number} other coders"


def _must_be_seen(
    project: Project, store: Store, coder: str, codings: Iterable[Coding]
) -> None:
    others = {coding.coder for coding in codings} - {coder}
    if others and not sees_others(project, store, coder):
        raise CodingError(
            f"Among the codings to be asked about are some of {_coders(len(others))}, "
            "which are hidden in this study.",
            "Use --rule or --rest, or see them with `kodierung reveal`.",
        )
