"""Read a codebook, all faults at once."""

from __future__ import annotations

import re
from functools import lru_cache

from kodierung.codebook.build import build_codebook
from kodierung.codebook.faults import Faults
from kodierung.codebook.nodes import read_nodes
from kodierung.codebook.structure import check_structure
from kodierung.errors import CodebookError, Problem
from kodierung.model import Codebook, Theme
from kodierung.text import digest, settle

# At least one of these begins a line of any codebook, however faulty.
_OWN_KEYS = re.compile(
    rb"(?:^|[\r\n{])[ \t]*[\"']?(?:codebook|version|attributes|concepts|matrix|roles"
    rb"|codes|renamed|paraphrases|tests)[\"']?[ \t]*:",
    re.IGNORECASE,
)
_NEW = "begin one with: kodierung codebook new NAME.yaml"
_NO_CODEBOOK = (
    'a codebook has lines such as "codebook: …" and "codes: …"; '
    f"name the codebook first and the transcripts after it, or {_NEW}"
)


@lru_cache(maxsize=3)  # a change in the review reads the same file several times
def load_codebook(data: bytes, file: str) -> tuple[Codebook, tuple[Problem, ...]]:
    """Read a codebook to work with.

    Args:
        data: The YAML file's bytes.
        file: Its name, for messages.

    Returns:
        The codebook and warnings.

    Raises:
        CodebookError: If it is no codebook, or has faults; `problems` names them all,
            each with its line.
    """
    if _is_something_else(data):
        hint = f"{_NO_CODEBOOK[0].upper()}{_NO_CODEBOOK[1:]}"
        raise CodebookError(f"{file} is no codebook.", hint)
    codebook, problems = _read(data, file)
    if codebook is None:
        many = "1 fault" if len(problems) == 1 else f"{len(problems)} faults"
        raise CodebookError(f"{file} has {many}", problems=problems)
    return codebook, problems


def check_codebook(
    data: bytes, file: str
) -> tuple[Codebook | None, tuple[Problem, ...]]:
    """Look a codebook over, with advice on what it still lacks.

    Args:
        data: The YAML file's bytes.
        file: Its name, for messages.

    Returns:
        The codebook and advice; or None and its errors alone, since some of the advice
        would only follow from them. Both in the order of the lines.
    """
    if _is_something_else(data):
        return None, (Problem(f"{file}:1", "this is no codebook", _NO_CODEBOOK),)
    codebook, problems = _read(data, file)
    if codebook is None:
        return None, problems
    faults = Faults(file)
    faults.take(problems)
    for code in codebook.codes.values():
        if not code.rules and not codebook.children(code.id):
            faults.warning(
                code.line,
                f"{code.id} has no rule and is never suggested",
                "write rules under `match`, or code it by hand",
            )
    return codebook, faults.problems


def _is_something_else(data: bytes) -> bool:
    """Tell whether a file with content has not one key of a codebook."""
    # Without its zeros and its mark, UTF-16 is told as such and not as nothing.
    plain = data.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")
    written = any(row.split(b"#")[0].strip(b" \t\r-") for row in plain.split(b"\n"))
    return written and not _OWN_KEYS.search(plain)


def _read(data: bytes, file: str) -> tuple[Codebook | None, tuple[Problem, ...]]:
    faults = Faults(file)
    root = read_nodes(data, faults, _NEW)
    structure = check_structure(root, faults) if root else None
    if root is None or structure is None:
        return None, faults.errors
    content = digest(settle(data.decode("utf-8")))
    codebook = build_codebook(structure, root, content, faults)
    _advise(codebook, faults)
    if faults.stop:
        return None, faults.errors
    return codebook, faults.problems


def _advise(codebook: Codebook, faults: Faults) -> None:
    """Warn of what can be worked with but is not as it should be."""
    for code in codebook.codes.values():
        if code.theme and code.parent is None and not code.definition:
            faults.warning(
                code.line,
                f"{code.id} has no definition",
                "say in two or three sentences what it means",
            )
    for perspective in codebook.perspectives:
        for theme in perspective.themes:
            only = one_factor(theme)
            if only is not None:
                faults.warning(
                    codebook.codes[only].line,
                    told_of_one(perspective.id, theme.id, only),
                    "the other cell of its row stays empty",
                )


def one_factor(theme: Theme) -> str | None:
    """Return the id of a theme's factor if it has only one, else None."""
    found = [code for code in (theme.promoting, theme.inhibiting) if code]
    return found[0] if len(found) == 1 else None


def told_of_one(perspective: str, theme: str, factor: str) -> str:
    """Return the warning that a theme has only one factor."""
    polarity = factor.rpartition(".")[2]
    return f"{perspective}.{theme} has only one factor, {polarity}"
