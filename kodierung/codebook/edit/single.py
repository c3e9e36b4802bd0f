"""One code added, renamed, relabelled, or moved to another place in the tree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kodierung.codebook.edit.book import Book, Edited
from kodierung.codebook.edit.places import (
    ROLE,
    update_paraphrases,
    update_renamed,
    update_tests,
)
from kodierung.codebook.edit.script import Copied, New, Script, find
from kodierung.codebook.nodes import KeyPath
from kodierung.errors import CodingError, UsageError, did_you_mean
from kodierung.model import POLARITIES
from kodierung.text import on_one_line, settle

TOP = "."
"""What the place above codes without a code above them is called."""


@dataclass(frozen=True, slots=True)
class NewCode:
    """A code to be.

    Attributes:
        id: Its path: `prozess.neu`, `role.x`, `traeger.kooperation.promoting.besuche`.
        label: What people read.
        definition: What it means.
        include: Coding rule.
        exclude: When not to use it.
        examples: Anchor examples.
        theme: Label of the theme, for the first factor of a new one.
    """

    id: str
    label: str
    definition: str = ""
    include: str = ""
    exclude: str = ""
    examples: tuple[str, ...] = ()
    theme: str = ""

    def entry(self, *, of_list: bool = True) -> dict[str, Any]:
        """Return its keys and values, with the last step of its id in a list."""
        texts = {
            "label": _tidy(self.label),
            "definition": _tidy(self.definition),
            "include": _tidy(self.include),
            "exclude": _tidy(self.exclude),
        }
        made: dict[str, Any] = {"id": self.id.rpartition(".")[2]} if of_list else {}
        made |= {key: text for key, text in texts.items() if text}
        examples = [text for text in map(_tidy, self.examples) if text]
        return made | ({"examples": examples} if examples else {})


def add_code(book: Book, new: NewCode) -> Edited:
    """Put a new code into a codebook, as the last one below what its id names.

    Raises:
        CodingError: There is a code of this id, or nothing that it could stand below.
        UsageError: It has no label, or no label for its new theme.
        CodebookError: The file cannot be changed so.
    """
    script = Script()
    put_new(book, script, new)
    return book.edited(script, "new", {})


def put_new(book: Book, script: Script, new: NewCode, after: str = "") -> None:
    """Add a code to a script.

    Args:
        book: The codebook.
        script: Takes the change.
        new: The code.
        after: The code beside it that it follows; the last one if empty.
    """
    _must_be_free(book, new)
    above, _, step = new.id.rpartition(".")
    upper = above.rpartition(".")[0]
    if step in POLARITIES and book.is_theme(above):
        other = next(polarity for polarity in POLARITIES if polarity != step)
        factor = New(new.entry(of_list=False), step)
        script.add(book.places[above], [factor], after=other)
    elif step in POLARITIES and above not in book.places and book.is_perspective(upper):
        if not _tidy(new.theme):
            raise UsageError(
                f'There is no theme "{above}" yet, and a theme needs a label.',
                hint="Give the new theme one with --theme LABEL.",
            )
        theme = {"id": above.rpartition(".")[2], "label": _tidy(new.theme)}
        entry = theme | {step: new.entry(of_list=False)}
        script.add((*book.places[upper], "themes"), [New(entry)])
    else:
        behind = book.places[after][-1] if after else None
        script.add(list_below(book, above or TOP), [New(new.entry())], after=behind)


def _must_be_free(book: Book, new: NewCode) -> None:
    if not _tidy(new.label):
        raise UsageError(f'The code "{new.id}" needs a label.', hint="Use --label.")
    if new.id in book.places or new.id in book.codebook.renamed:
        raise _taken(book, new.id)


def _taken(book: Book, taken: str) -> CodingError:
    if taken in book.places:
        return CodingError(f'There is already a "{taken}" in {book.file}.')
    return CodingError(
        f'"{taken}" was the id of {book.codebook.renamed[taken]} before.',
        hint="Choose another id, so that old codings are not mistaken for new ones.",
    )


def list_below(book: Book, above: str) -> KeyPath:
    """Return the list in which codes below an id stand, or would.

    Raises:
        CodingError: Nothing of this id can have codes below it.
    """
    if above == TOP:
        return ("codes",)
    if above == ROLE:
        return ("roles",)
    above = book.codebook.renamed.get(above, above)
    if above in book.codebook.codes:
        return (*book.places[above], "children")
    if above in book.places:
        factor = f"{above}{'' if book.is_theme(above) else '.THEME'}.promoting"
        raise CodingError(
            f'Directly below "{above}" there are no codes but factors.',
            hint=f"Name a factor, or a place below one: {factor}, {factor}.NAME.",
        )
    raise CodingError(
        f'There is no "{above}" in {book.file} that a code could stand below.',
        hint=did_you_mean(above, list(book.places))
        or "See `kodierung codebook show`; codes without one above have no dot.",
    )


def relabel_code(book: Book, wanted: str, label: str) -> Edited:
    """Change what people read of a code, theme or perspective.

    Raises:
        CodingError: There is no such code, or it is called so already.
        UsageError: The label is empty.
        CodebookError: The file cannot be changed so.
    """
    known, path = book.place(wanted)
    label = _tidy(label)
    if not label:
        raise UsageError("A label cannot be empty.", hint="Write a few words.")
    if find(book.data, (*path, "label")) == label:
        raise CodingError(f'"{known}" is labelled so already.')
    script = Script()
    script.put((*path, "label"), label)
    return book.edited(script, "wording", {})


def rename_code(book: Book, wanted: str, new: str) -> Edited:
    """Give a code, theme or perspective another id at the same place.

    Args:
        book: The codebook.
        wanted: Its id.
        new: Its new id, whole or the last step alone.

    Raises:
        CodingError: There is no such code, the new id is taken or is elsewhere.
        CodebookError: The file cannot be changed so.
    """
    known, path = book.place(wanted)
    above = known.rpartition(".")[0]
    target = beside(known, new)
    if not isinstance(path[-1], int):
        raise CodingError(
            f"{known} is a factor, which is called by its theme.",
            hint=f"Rename the theme {above}, or change the label with relabel.",
        )
    if target.rpartition(".")[0] != above or target == known:
        said = "is called so already" if target == known else f'is not at "{target}"'
        raise CodingError(
            f'"{known}" {said}.',
            hint="Use `kodierung codebook move` for another place in the tree.",
        )
    script = Script()
    script.put((*path, "id"), target.rpartition(".")[2])
    codes = moved_ids(book, known, target)
    follow(book, script, codes)
    return book.edited(script, "new", codes)


def beside(known: str, new: str) -> str:
    """Return a whole id: itself, or a last step at the place of a known code."""
    above = known.rpartition(".")[0]
    return new if "." in new or not above else f"{above}.{new}"


def move_code(book: Book, wanted: str, above: str) -> Edited:
    """Put a code with all below it under another one, or a theme to a perspective.

    Args:
        book: The codebook.
        wanted: Its id.
        above: A code, `role`, `.` for the top; for a theme a perspective.

    Raises:
        CodingError: There is no such code or place, it is below the code itself, or an
            id is taken there.
        CodebookError: The file cannot be changed so.
    """
    known, path = book.place(wanted)
    above = book.codebook.renamed.get(above, above)
    holder = _holder_for(book, known, above)
    if holder == path[:-1]:
        raise CodingError(f"{known} stands there already.")
    if above == known or above.startswith(f"{known}."):
        raise CodingError(f"{known} cannot be moved below itself.")
    step = known.rpartition(".")[2]
    codes = moved_ids(book, known, step if above == TOP else f"{above}.{step}")
    script = Script()
    script.add(holder, [Copied(path)])
    script.remove(path)
    follow(book, script, codes)
    return book.edited(script, "redefined", codes)


def _holder_for(book: Book, known: str, above: str) -> KeyPath:
    """Return the list that something may be moved into."""
    if book.is_theme(known):
        if not book.is_perspective(above):
            raise CodingError(f'A theme is moved to a perspective, not to "{above}".')
        return (*book.places[above], "themes")
    if book.is_perspective(known) or not isinstance(book.places[known][-1], int):
        raise CodingError(
            f"{known} belongs to the matrix and cannot be moved.",
            hint="Themes and the codes below factors can.",
        )
    return list_below(book, above)


def moved_ids(book: Book, known: str, target: str) -> dict[str, str]:
    """Return the codes of an id and below it with what they are to be called.

    Raises:
        CodingError: Something is called so, or was before.
    """
    codes = {old: target + old[len(known) :] for old in book.below(known)}
    for old, new in codes.items():
        if new in book.places or book.codebook.renamed.get(new, old) != old:
            raise _taken(book, new)
    return codes


def follow(book: Book, script: Script, codes: Mapping[str, str]) -> None:
    """Let all else in the file that names codes name their new ids."""
    left = {codes.get(code, code) for code in book.codebook.codes}
    update_renamed(script, book.data, codes, left)
    update_tests(script, book.data, codes)
    update_paraphrases(script, book.data, codes)


def _tidy(text: str) -> str:
    return on_one_line(settle(text))
