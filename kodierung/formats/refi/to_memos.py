"""Notes of a project as memos: what each is on is said by who names it, or its name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Set
from dataclasses import dataclass

from kodierung.formats.refi.records import RefiNote, RefiProject, key
from kodierung.formats.refi.study import Words
from kodierung.model import MemoKind


@dataclass(frozen=True, slots=True)
class TakenMemo:
    """A memo of a project.

    Attributes:
        guid: Of the note.
        kind: What it is on.
        on: The GUID of the code or text, made comparable; else the name of the
            transcript, of the person, of the cell; empty for the study.
        text: What it says.
        coder: Name of who wrote it, empty if the project does not say.
        created: When, as in the file.
        title: With which the text begins, where somebody gave the note one.
    """

    guid: str
    kind: MemoKind
    on: str
    text: str
    coder: str
    created: str = ""
    title: str = ""


def memos_of(
    project: RefiProject, words: Words, commented: Set[str]
) -> Iterator[TakenMemo]:
    """Yield the notes that are on no passage; those are taken with their passage.

    Args:
        project: The project.
        words: How it calls what memos are on.
        commented: The notes that are, by their GUIDs, made comparable.
    """
    users = {key(user.guid): user.name for user in project.users}
    on_codes = {
        key(guid): key(code.guid)
        for code in project.codebook.walk()
        for guid in code.notes
    }
    on_sources = {
        key(guid): key(source.guid)
        for source in project.sources
        for guid in source.notes
    }
    for note in project.notes:
        guid = key(note.guid)
        if guid in commented or not (note.text.strip() or note.name.strip()):
            continue
        kind, on = _named(note, words)
        if guid in on_codes:
            kind, on = "code", on_codes[guid]
        elif guid in on_sources:
            kind, on = "transcript", on_sources[guid]
        title = _title(note, kind, words)
        yield TakenMemo(
            note.guid,
            kind,
            on,
            "\n\n".join(filter(None, (title, note.text))),
            users.get(key(note.user), ""),
            note.created,
            title,
        )


def linked_notes(project: RefiProject) -> dict[str, list[str]]:
    """Return notes by what links tie them to; GUIDs, made comparable."""
    notes = {key(note.guid) for note in project.notes}
    found: dict[str, list[str]] = defaultdict(list)
    for ends in project.links:
        one, other = map(key, ends)
        if (one in notes) != (other in notes):
            note, to = (one, other) if one in notes else (other, one)
            found[to].append(note)
    return found


def told_by(note: RefiNote) -> str:
    """Return what a note says, its title above it unless the words begin with it."""
    title, text = note.name.strip(), note.text.strip()
    return text if text.startswith(title) else f"{title}\n\n{text}".strip()


def _named(note: RefiNote, words: Words) -> tuple[MemoKind, str]:
    """Return what the name of a note says that it is on, else the study."""
    for kind, called in words.memo_on.items():
        start = f"{words.memo} ({called})"
        if note.name == start:
            return kind, ""
        if kind not in ("segment", "code") and note.name.startswith(f"{start}: "):
            return kind, note.name.removeprefix(f"{start}: ")
    return "study", ""


def _title(note: RefiNote, kind: MemoKind, words: Words) -> str:
    """Return the title that somebody gave a note, empty if kodierung named it."""
    title = note.name.strip()
    is_ours = title.startswith(f"{words.memo} ({words.memo_on[kind]})")
    return "" if is_ours else title
