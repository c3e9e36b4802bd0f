"""How rows of a cross table are read: under which theme, for or against, how deep."""

from __future__ import annotations

from kodierung.analysis.crosstab import Line
from kodierung.model import Code, Codebook
from kodierung.workflow.cross_wording import word
from kodierung.workflow.crosstab import Counted

SIGNS = {"promoting": "+\u00a0", "inhibiting": "−\u00a0"}
_DEEPER = "\u00a0\u00a0"


def told_labels(counted: Counted) -> list[str]:
    """Return the labels of rows, with a sign before factors, subcodes set in."""
    codebook = counted.material.codebook
    shown = {line.heading.key for line in counted.table.lines}
    return [_told(line, codebook, shown) for line in counted.table.lines]


def _told(line: Line, codebook: Codebook, shown: set[str]) -> str:
    code = codebook.codes.get(line.heading.key)
    if code is None:
        return line.heading.label
    depth, above = 0, code.parent
    while above is not None:
        depth += above in shown
        above = codebook.codes[above].parent
    sign = SIGNS.get(code.polarity or "", "")
    return f"{_DEEPER * depth}{sign}{line.heading.label}"


def sections(counted: Counted) -> tuple[tuple[str, ...], ...]:
    """Return what rows stand under; nothing where all stand under the same."""
    codebook = counted.material.codebook
    names = tuple(_section(line, codebook) for line in counted.table.lines)
    return names if len(set(names)) > 1 else ()


def _section(line: Line, codebook: Codebook) -> tuple[str, ...]:
    key = line.heading.key
    code = codebook.codes.get(key)
    for perspective in codebook.perspectives:
        for theme in perspective.themes:
            full = f"{perspective.id}.{theme.id}"
            if code is not None and code.theme == full:
                return perspective.label, theme.label
            if key == full:
                return (perspective.label,)
    return (word(codebook.language, "roles" if _is_role(code) else "codes"),)


def _is_role(code: Code | None) -> bool:
    return code is not None and code.kind == "role"


def signs_told(counted: Counted) -> str:
    """Return what the signs mean, empty where there are none."""
    labels = told_labels(counted)
    if any(sign in label for label in labels for sign in SIGNS.values()):
        return word(counted.material.codebook.language, "signs")
    return ""
