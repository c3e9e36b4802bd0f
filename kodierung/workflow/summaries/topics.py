"""What a summary is on: a theme or a code, by its present id."""

from __future__ import annotations

from collections.abc import Mapping

from kodierung.errors import CodingError, did_you_mean
from kodierung.model import Codebook


def topics(codebook: Codebook) -> dict[str, str]:
    """Return the labels of all themes and codes by their ids, in order.

    A theme stands before its factors.
    """
    found: dict[str, str] = {}
    themes = {
        f"{p.id}.{theme.id}": theme.label
        for p in codebook.perspectives
        for theme in p.themes
    }
    for code in codebook.codes.values():
        if code.theme is not None:
            found.setdefault(code.theme, themes[code.theme])
        found[code.id] = code.label
    return found


def factors(codebook: Codebook) -> dict[str, str]:
    """Return the themes of the factors, the cells of the matrix, by their ids."""
    return {
        factor: f"{p.id}.{theme.id}"
        for p in codebook.perspectives
        for theme in p.themes
        for factor in (theme.promoting, theme.inhibiting)
        if factor is not None
    }


def find_topic(codebook: Codebook, wanted: str) -> str:
    """Return the present id of a theme or code.

    Raises:
        CodingError: The codebook has none that is called so.
    """
    known = topics(codebook)
    found = present_topic(codebook, wanted)
    if found not in known:
        raise CodingError(
            f'The codebook {codebook.file} has no code or theme "{wanted}".',
            hint=did_you_mean(wanted, list(known)) or "See `kodierung codebook show`.",
        )
    return found


def present_topic(
    codebook: Codebook, topic: str, renamed: Mapping[str, str | None] | None = None
) -> str:
    """Return what a theme or code is called now; itself if that cannot be told.

    A theme is followed where all its renamed codes have come to one theme.

    Args:
        codebook: As it is now.
        topic: Its id, or an earlier one.
        renamed: Earlier ids of codes and what became of them; by default what the
            codebook says.
    """
    names = codebook.renamed if renamed is None else renamed
    themes = {code.theme for code in codebook.codes.values()}
    if topic in themes:
        return topic
    if topic in names:
        return names[topic] or topic
    became = {new or "" for old, new in names.items() if old.startswith(f"{topic}.")}
    below = {codebook.codes[new].theme for new in became if new in codebook.codes}
    (only,) = below if len(below) == 1 else (None,)
    return only or topic
