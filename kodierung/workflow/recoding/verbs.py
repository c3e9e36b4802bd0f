"""Codes added, renamed, relabelled, moved and merged, with all that was coded."""

from __future__ import annotations

from collections.abc import Sequence

from kodierung.codebook.edit import regroup, single
from kodierung.codebook.edit.single import NewCode
from kodierung.project import Project
from kodierung.workflow.recoding.change import Changed, change_codebook


def add_code(
    project: Project, coder: str, new: NewCode, *, check: bool = False
) -> Changed:
    """Put a new code into the codebook; see `single.add_code`."""
    return change_codebook(
        project,
        coder,
        "add",
        lambda book: single.add_code(book, new),
        f"{new.id} added",
        check=check,
    )


def relabel_code(
    project: Project, coder: str, code: str, label: str, *, check: bool = False
) -> Changed:
    """Change what people read of a code; see `single.relabel_code`."""
    return change_codebook(
        project,
        coder,
        "relabel",
        lambda book: single.relabel_code(book, code, label),
        f"{code} labelled “{label}”",
        check=check,
    )


def rename_code(
    project: Project, coder: str, code: str, new: str, *, check: bool = False
) -> Changed:
    """Give a code another id, and its codings; see `single.rename_code`."""
    return change_codebook(
        project,
        coder,
        "rename",
        lambda book: single.rename_code(book, code, new),
        f"{code} renamed {single.beside(code, new)}",
        check=check,
    )


def move_code(
    project: Project, coder: str, code: str, above: str, *, check: bool = False
) -> Changed:
    """Put a code under another one, codings and all; see `single.move_code`."""
    return change_codebook(
        project,
        coder,
        "move",
        lambda book: single.move_code(book, code, above),
        f"{code} moved to {'the top' if above == single.TOP else above}",
        check=check,
    )


def merge_codes(
    project: Project,
    coder: str,
    codes: Sequence[str],
    into: str,
    *,
    keep_rules: bool = False,
    check: bool = False,
) -> Changed:
    """Let one code take over the codings of others; see `regroup.merge_codes`."""
    return change_codebook(
        project,
        coder,
        "merge",
        lambda book: regroup.merge_codes(book, codes, into, keep_rules=keep_rules),
        f"{', '.join(codes)} merged into {into}",
        check=check,
    )
