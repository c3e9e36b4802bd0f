"""Codes made into one, and one made into several."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kodierung.codebook.edit.book import Book, Edited
from kodierung.codebook.edit.places import (
    update_paraphrases,
    update_renamed,
    update_tests,
)
from kodierung.codebook.edit.script import Copied, Script, find
from kodierung.codebook.edit.single import NewCode, put_new
from kodierung.codebook.nodes import KeyPath
from kodierung.errors import CodingError, UsageError
from kodierung.text import counted

_OF_RULES = ("examples", "counterexamples", "match")


def merge_codes(
    book: Book, wanted: Sequence[str], into: str, *, keep_rules: bool = False
) -> Edited:
    """Let one code take the place of others, which leave the file.

    Args:
        book: The codebook.
        wanted: The ids of the others.
        into: The id of the one that stays.
        keep_rules: Whether examples, rules and further passages of the others become
            its own.

    Raises:
        CodingError: There is no such code, or one has codes below it.
        CodebookError: The file cannot be changed so.
    """
    target, path = book.code(into)
    merged = dict(book.code(one) for one in wanted)
    if target in merged:
        raise CodingError(f"{target} cannot be merged into itself.")
    for code in merged:
        _must_be_bare(book, code, set(merged))
    script = Script()
    told: list[str] = []
    for code, place in merged.items():
        if not any(code.startswith(f"{other}.") for other in merged):
            told += _take_out(book, script, code, place, set(merged))
    if keep_rules:
        _hand_over(book, script, merged, path)
    else:
        told += [line for code in merged for line in _lost(book, code)]
    codes = dict.fromkeys(merged, target)
    update_renamed(script, book.data, codes, book.codebook.codes.keys() - merged.keys())
    update_tests(script, book.data, codes)
    update_paraphrases(
        script, book.data, codes if keep_rules else dict.fromkeys(merged)
    )
    return book.edited(script, "redefined", codes, told)


def split_code(
    book: Book, wanted: str, parts: Sequence[NewCode], *, keep: bool = False
) -> Edited:
    """Let several new codes take the place of one.

    Args:
        book: The codebook.
        wanted: Its id.
        parts: The new ones; an id without a dot stands beside the code, or below it if
            it is a factor.
        keep: Whether the code stays; a factor always does.

    Raises:
        CodingError: There is no such code, it has codes below it, or an id is taken.
        UsageError: There are no parts.
        CodebookError: The file cannot be changed so.
    """
    known, path = book.code(wanted)
    if not parts:
        raise UsageError("Into what? Name the new codes with --into ID=LABEL.")
    keep = keep or not isinstance(path[-1], int)
    script = Script()
    told: list[str] = []
    for part in (full_part(book, known, one) for one in parts):
        beside = part.id.rpartition(".")[0] == known.rpartition(".")[0]
        put_new(book, script, part, after=known if beside else "")
    if not keep:
        _must_be_bare(book, known, {known})
        told = [*_take_out(book, script, known, path, {known}), *_lost(book, known)]
        left = book.codebook.codes.keys() - {known}
        update_renamed(script, book.data, {}, left)
        gone = update_tests(script, book.data, {known: None})
        update_paraphrases(script, book.data, {known: None})
        told += [f"{counted(gone, 'test')} of {known} left the file"] if gone else []
    return book.edited(script, "redefined", {}, told)


def full_part(book: Book, known: str, part: NewCode) -> NewCode:
    """Return a part of a code with its whole id; see `split_code`."""
    if "." in part.id:
        return part
    is_factor = not isinstance(book.places[known][-1], int)
    above = known if is_factor else known.rpartition(".")[0]
    return replace(part, id=f"{above}.{part.id}" if above else part.id)


def _must_be_bare(book: Book, code: str, gone: set[str]) -> None:
    """Make sure that nothing is lost below a code that goes."""
    left = [one for one in book.below(code) if one not in {code, *gone}]
    if left:
        raise CodingError(
            f"{code} has codes below it: {', '.join(left[:4])}.",
            hint="Move or merge them first.",
        )


def _take_out(
    book: Book, script: Script, code: str, path: KeyPath, gone: set[str]
) -> Iterator[str]:
    """Remove a code; with its last factor goes a theme."""
    if isinstance(path[-1], int):
        script.remove(path)
        return
    theme = code.rpartition(".")[0]
    twin = book.codebook.codes[code].twin
    if twin is not None and twin not in gone:
        script.remove(path)
        return
    if path[:-1][-1] not in script.removed.get(path[:-2], set()):
        script.remove(path[:-1])
        yield f"the theme {theme} has no factor any more and left the file"


def _hand_over(
    book: Book, script: Script, merged: Mapping[str, KeyPath], target: KeyPath
) -> None:
    """Give examples and rules of codes to another one, none of them twice."""
    for key in _OF_RULES:
        known = list(find(book.data, (*target, key)) or [])
        for path in merged.values():
            coming = []
            for n, entry in enumerate(find(book.data, (*path, key)) or []):
                if entry not in known:
                    known.append(entry)
                    coming.append(Copied((*path, key, n)))
            script.add((*target, key), coming)


def _lost(book: Book, known: str) -> Iterator[str]:
    code = book.codebook.codes[known]
    passages = len(book.codebook.paraphrases.get(known, ()))
    figures = (
        (len(code.rules), "rule"),
        (len(code.examples) + len(code.counterexamples), "example"),
        (passages, "further passage"),
    )
    lost = [counted(number, what) for number, what in figures if number]
    if lost:
        yield f"{', '.join(lost)} of {known} left the file"
