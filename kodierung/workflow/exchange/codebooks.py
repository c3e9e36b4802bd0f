"""Codebooks from other programs and versions: taken in, compared, adopted."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kodierung.codebook.compare import Comparison, compare
from kodierung.codebook.edit.book import Book, Edited
from kodierung.codebook.edit.writing import block
from kodierung.codebook.load import check_codebook, load_codebook
from kodierung.errors import CodebookError, CodingError, Problem, UsageError
from kodierung.formats.codebooks.table import read_table
from kodierung.formats.refi.codebook_in import read_codebook as read_qdc
from kodierung.formats.refi.project_in import read_project
from kodierung.formats.refi.records import RefiCodebook
from kodierung.formats.refi.to_codebook import codebook_data
from kodierung.formats.refi.to_study import taken_project
from kodierung.model import Codebook
from kodierung.project import Project, read_file, write_file
from kodierung.text import as_id, counted
from kodierung.workflow.codebook import check_language, read_codebook
from kodierung.workflow.recoding.change import Changed, change_codebook


@dataclass(frozen=True, slots=True)
class TakenIn:
    """A codebook of another program.

    Attributes:
        path: Where it was written.
        codebook: The codebook.
        remarks: What is not as it was.
        problems: Warnings about it.
    """

    path: Path
    codebook: Codebook
    remarks: tuple[str, ...]
    problems: tuple[Problem, ...]


def take_in(source: Path, target: Path, title: str, language: str) -> TakenIn:
    """Write a codebook of another program as one of ours.

    Args:
        source: A `.qdc`, `.qdpx`, `.csv`, `.xlsx` or `.json` file.
        target: The YAML file, which must not exist yet.
        title: Of the codebook; the file's name if empty.
        language: Of the interviews.

    Raises:
        TranscriptError: The file cannot be read, or holds no codes.
        CodebookError: There is a file of the target's name, or what comes out has
            faults.
        UsageError: The ending says no format, or the language is none.
    """
    check_language(language)
    if target.exists():
        raise CodebookError(f"{target} is there already.", hint="Name another with -o.")
    reader = _READERS.get(source.suffix.lower())
    if reader is None:
        raise UsageError(
            f'{source}: the ending "{source.suffix}" is no format of codebooks.',
            hint=f"Known are {', '.join(_READERS)}.",
        )
    head = {
        "codebook": as_id(target.stem) or "codebook",
        "version": "1.0.0",
        "title": title or source.stem,
        "language": language,
        "source": f"Taken over from {source.name}",
    }
    text, remarks = reader(read_file(source), source.name, head)
    codebook, problems = _checked(text, target)
    write_file(target, text.encode())
    return TakenIn(target, codebook, remarks, problems)


def _checked(text: str, target: Path) -> tuple[Codebook, tuple[Problem, ...]]:
    codebook, problems = check_codebook(text.encode(), str(target))
    if codebook is None or not codebook.codes:
        raise CodebookError(
            f"{target} would be no codebook; nothing was written.",
            hint="" if problems else "The file holds no codes.",
            problems=problems,
        )
    return codebook, problems


Head = Mapping[str, str]
_Read = tuple[str, tuple[str, ...]]


def _of_tree(book: RefiCodebook, head: Head) -> _Read:
    by = f" ({book.origin})" if book.origin else ""
    taken = codebook_data(book, {**head, "source": f"{head['source']}{by}."})
    return block(taken.data, 0), (*book.remarks, *taken.remarks)


def _of_qdc(data: bytes, name: str, head: Head) -> _Read:
    return _of_tree(read_qdc(data, name), head)


def _of_qdpx(data: bytes, name: str, head: Head) -> _Read:
    project = taken_project(read_project(data, name)).project
    book = replace(project.codebook, sets=project.sets, remarks=project.remarks)
    return _of_tree(book, {**head, "title": project.name or head["title"]})


def _of_table(data: bytes, name: str, head: Head) -> _Read:
    return _of_tree(read_table(data, name), head)


def _of_json(data: bytes, name: str, head: Head) -> _Read:
    """Take a codebook that kodierung wrote as JSON: all of it, rules included."""
    try:
        said = json.loads(data.decode("utf-8-sig"))
    except ValueError as fault:
        raise CodebookError(f"{name}: this is no JSON ({fault}).") from None
    if not isinstance(said, dict):
        raise CodebookError(f"{name}: this is no codebook.")
    return block(_texts({**head, **said}), 0), ()


def _texts(value: object) -> object:
    """Return JSON with numbers and truth values as the texts that a codebook reads."""
    if isinstance(value, dict):
        return {key: _texts(one) for key, one in value.items() if one is not None}
    if isinstance(value, list):
        return [_texts(one) for one in value]
    if isinstance(value, bool):
        return str(value).lower()
    return value if isinstance(value, str) else str(value)


_READERS: Mapping[str, Callable[[bytes, str, Head], _Read]] = {
    ".qdc": _of_qdc,
    ".qdpx": _of_qdpx,
    ".csv": _of_table,
    ".xlsx": _of_table,
    ".json": _of_json,
}


def difference(old: Path, new: Path) -> Comparison:
    """Return what differs between two codebook files.

    Raises:
        StudyError: One cannot be read.
        CodebookError: One has faults.
    """
    return compare(read_codebook(old)[0], read_codebook(new)[0])


def difference_since(revision: str, file: Path) -> Comparison:
    """Return what differs between a codebook file and what git has of it.

    Args:
        revision: As git names it: `HEAD~1`, a tag, a branch.
        file: The codebook.

    Raises:
        CodebookError: git does not have it, or a version has faults.
        StudyError: The file cannot be read.
    """
    call = ["git", "show", f"{revision}:./{file.name}"]
    try:
        shown = subprocess.run(  # noqa: S603 - no shell, and nothing of an interview
            call, cwd=file.parent, capture_output=True, check=False
        )
    except OSError:
        raise CodebookError("git is not installed here.") from None
    if shown.returncode != 0:
        said = shown.stderr.decode("utf-8", "replace").strip().splitlines()
        raise CodebookError(
            f"git has no {file.name} of {revision}: {' '.join(said[-1:])}",
            hint="Name a commit, tag or branch in which the file was.",
        )
    old, _ = load_codebook(shown.stdout, f"{file.name} of {revision}")
    return compare(old, read_codebook(file)[0])


def migrate(
    project: Project,
    coder: str,
    new: Path,
    mapped: Mapping[str, str],
    *,
    check: bool = False,
) -> Changed:
    """Adopt another version of the study's codebook, and carry its codings over.

    Args:
        project: The study.
        coder: Who does it.
        new: The other version; it takes the place of the study's file.
        mapped: Codes that are gone, and which codes of the new version take over their
            codings.
        check: Whether to say only what would change.

    Raises:
        CodebookError: A version has faults, or they are the same.
        CodingError: A mapped code does not exist, or codings would be left without a
            code.
    """
    data = read_file(new)

    def edit(book: Book) -> Edited:
        after, problems = load_codebook(data, book.file)
        found = compare(book.codebook, after)
        if found.weight is None:
            raise CodebookError(f"{new} says the same as {book.file}.")
        moved = {**found.renamed, **_mapped(mapped, found, after)}
        return Edited(
            before=book.codebook,
            after=after,
            old=book.text,
            text=data.decode("utf-8"),
            codes=moved,
            gone=frozenset(found.removed) - moved.keys(),
            added=frozenset(found.added),
            problems=problems,
        )

    _refuse_lost(project, edit)
    did = f"another version of the codebook, from {new.name}"
    return change_codebook(project, coder, "migrate", edit, did, check=check)


def _mapped(
    mapped: Mapping[str, str], found: Comparison, after: Codebook
) -> dict[str, str]:
    for old, now in mapped.items():
        if old not in found.removed:
            gone = ", ".join(found.removed) or "none"
            raise CodingError(
                f'"{old}" is no code that the new version lacks.',
                hint=f"It lacks: {gone}.",
            )
        if now not in after.codes:
            raise CodingError(f'The new version has no code "{now}".')
    return dict(mapped)


def _refuse_lost(project: Project, edit: Callable[[Book], Edited]) -> None:
    """Make sure that every coding keeps a code.

    Raises:
        CodingError: Some would not; each code is named with how many.
    """
    path, named = project.codebook_path(), project.settings.codebook
    edited = edit(Book(read_file(path), named))
    with project.open_store() as store, store.snapshot():
        codes = [coding.code for coding in store.codings(status=None)]
    present = [edited.before.renamed.get(code, code) for code in codes]
    lost = {code: present.count(code) for code in sorted(edited.gone)}
    told = [f"{code} ({counted(n, 'coding')})" for code, n in lost.items() if n]
    if told:
        raise CodingError(
            f"The new version has no place for {', '.join(told)}.",
            hint="Say where they go: --map OLD=NEW, for each of them.",
        )


def maps_of(said: Sequence[str]) -> dict[str, str]:
    """Return what `OLD=NEW` options say.

    Raises:
        UsageError: One is not of this form.
    """
    found = {}
    for one in said:
        old, sign, new = (word.strip() for word in one.partition("="))
        if not (old and sign and new):
            raise UsageError(f'--map "{one}" is not of the form OLD=NEW.')
        found[old] = new
    return found
