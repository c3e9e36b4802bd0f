"""Which codings are the statements of their themes, and how these are printed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from kodierung.analysis.abridgement import abridged, still_abridged
from kodierung.analysis.matrix import uncounted
from kodierung.errors import CodingError
from kodierung.model import Codebook, Coding
from kodierung.project import Project
from kodierung.store.store import Change, Store
from kodierung.workflow.code import all_around, owned
from kodierung.workflow.codes import find_code, under_present_names


def choose(
    project: Project,
    wanted: str,
    coder: str,
    *,
    chosen: bool = True,
    also: bool = False,
) -> tuple[Coding, tuple[Coding, ...]]:
    """Use a coding's words as a statement of its theme, or no longer.

    Args:
        project: The study.
        wanted: The coding's id, or how that begins.
        coder: Who chooses, of her own codings.
        chosen: Whether it is a statement from now on.
        also: Whether it stands beside those chosen before; else it takes their place.

    Returns:
        The coding, and those whose place it took.

    Raises:
        CodingError: There is no such coding, it is somebody else's, its code belongs to
            no theme of the matrix, or the matrix leaves it out.
    """
    codebook = project.load_codebook()
    with project.open_store() as store, store.writing("code choose", coder) as change:
        coding = owned(store, wanted, coder)
        if chosen:
            _must_count(store, codebook, coding)
        return choose_in(store, change, codebook, coding, chosen=chosen, also=also)


def choose_in(
    store: Store,
    change: Change,
    codebook: Codebook,
    coding: Coding,
    *,
    chosen: bool,
    also: bool = False,
) -> tuple[Coding, tuple[Coding, ...]]:
    """Do `choose` within a transaction that is under way."""
    now = replace(coding, statement=chosen)
    if chosen and not also:
        return now, choose_alone(store, change, codebook, [coding])
    if chosen:
        _theme(coding, codebook)
    change.update_coding(now)
    return now, ()


def choose_alone(
    store: Store, change: Change, codebook: Codebook, codings: Iterable[Coding]
) -> tuple[Coding, ...]:
    """Make codings the only statements of their coders' themes.

    Returns:
        Those whose place they took.

    Raises:
        CodingError: A code belongs to no theme.
    """
    wanted: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for coding in codings:
        wanted[coding.coder][_theme(coding, codebook)].add(coding.id)
    replaced = []
    for coder, themes in wanted.items():
        for one in store.codings(coder, status=None):
            chosen = themes.get(theme_of(one, codebook) or "")
            if chosen is None or one.statement == (one.id in chosen):
                continue
            change.update_coding(replace(one, statement=not one.statement))
            if one.statement:
                replaced.append(one)
    return tuple(replaced)


def theme_of(coding: Coding, codebook: Codebook) -> str | None:
    """Return the theme of a coding, None if its code has none or is gone."""
    (present,) = under_present_names([coding], codebook)
    code = codebook.codes.get(present.code)
    return code.theme if code else None


def _theme(coding: Coding, codebook: Codebook) -> str:
    """Return the theme that a coding is to tell.

    Raises:
        CodingError: It has none.
    """
    theme = find_code(codebook, coding.code).theme
    if theme is None:
        raise CodingError(
            f"{coding.code} belongs to no theme of the matrix, so its words cannot be "
            "a theme's statement.",
            hint="Choose a coding of a promoting or inhibiting factor.",
        )
    return theme


def _must_count(store: Store, codebook: Codebook, coding: Coding) -> None:
    """Make sure that a statement would be shown.

    Raises:
        CodingError: The matrix leaves the coding out.
    """
    (present,) = under_present_names([coding], codebook)
    if coding.status == "detached":
        raise CodingError(
            f"Coding {coding.id[:8]} has lost its words, so they cannot be a statement."
        )
    if uncounted(codebook, all_around(store, coding), [present]):
        raise CodingError(
            f"Nobody whose words count for {present.code} speaks in coding "
            f"{coding.id[:8]}, so the matrix would not show it.",
            hint="Choose another passage, or check the attributes of the group.",
        )


def fitting(coding: Coding, codebook: Codebook) -> Coding:
    """Return a coding as it may stay when its code or words have changed.

    It is no statement where its code has no theme, and not abridged where that would
    not be true to its words.
    """
    chosen = coding.statement and theme_of(coding, codebook) is not None
    return still_abridged(replace(coding, statement=chosen))


def find_own(project: Project, wanted: str, coder: str) -> Coding:
    """Return one's own coding, to be looked at before it is abridged.

    Raises:
        CodingError: There is no such coding, or it is somebody else's.
    """
    with project.open_store() as store, store.snapshot():
        return owned(store, wanted, coder)


def abridge(project: Project, wanted: str, text: str, coder: str) -> Coding:
    """Say how one's own coding is printed as a statement; without a text in full.

    Args:
        project: The study.
        wanted: The coding's id, or how that begins.
        text: Its words, `[...]` for what is left out; empty, or all of them, for none.
        coder: Who does it.

    Raises:
        CodingError: There is no such coding, it is somebody else's or has lost its
            words, or the abridgement is not true to them.
    """
    verb = "statements abridge"
    with project.open_store() as store, store.writing(verb, coder) as change:
        coding = owned(store, wanted, coder)
        if coding.status == "detached":
            raise CodingError(
                f"Coding {coding.id[:8]} has lost its words, so they cannot be "
                "abridged.",
                hint="Put it to other words with `kodierung code move`.",
            )
        checked = abridged(coding.quote, text)
        if text.strip() and checked.fault:
            raise CodingError(
                f"This is no abridgement of coding {coding.id[:8]}: {checked.fault}.",
                hint="Take the words as transcribed, in their order, and put [...] "
                "for what is left out.",
            )
        shorter = "[...]" in checked.text
        after = replace(coding, abridged=checked.text if shorter else "")
        change.update_coding(after)
    return after
