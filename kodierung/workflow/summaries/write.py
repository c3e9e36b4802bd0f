"""Writing summaries and notes: each coder has one on a cell, and changes it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from kodierung.analysis.material import Material
from kodierung.analysis.passages import quotation
from kodierung.errors import CodingError, UsageError
from kodierung.formats.matrix.wording import cited
from kodierung.model import Codebook, Memo
from kodierung.project import Project
from kodierung.store.store import Store
from kodierung.workflow.codes import find_group
from kodierung.workflow.identity import now
from kodierung.workflow.material import read_material
from kodierung.workflow.memos import write as memos
from kodierung.workflow.memos.subjects import told
from kodierung.workflow.summaries.cells import passages_in
from kodierung.workflow.summaries.topics import factors, find_topic, present_topic

SummaryKind = Literal["summary", "note"]
KINDS: tuple[SummaryKind, ...] = ("summary", "note")


@dataclass(frozen=True, slots=True)
class Cell:
    """What is meant, as the researcher says it.

    Attributes:
        group: A focus group; None for all of them.
        code: A theme's or code's id; None for all that a group says.
        kind: `summary`, or `note` on a cell of the matrix.
    """

    group: str | None = None
    code: str | None = None
    kind: SummaryKind = "summary"


@dataclass(frozen=True, slots=True)
class Written:
    """A summary with what it rests on.

    Attributes:
        memo: The summary; without id and words where nobody wrote one yet.
        passages: What it rests on, quoted and cited, in order.
    """

    memo: Memo
    passages: tuple[str, ...]

    @property
    def told(self) -> str:
        """In words what it is on."""
        return told(self.memo)


def find_written(project: Project, said: Cell, coder: str) -> Written:
    """Return a coder's summary of a cell beside the passages it rests on.

    Raises:
        UsageError: Neither group nor code is named.
        CodingError: There is no such group or code.
    """
    material = read_material(project, coder)
    with project.open_store() as store, store.snapshot():
        memo = _find(store, material.codebook, said, coder)
    return Written(memo, tuple(quoted_passages(material, memo)))


def quoted_passages(material: Material, memo: Memo) -> Iterator[str]:
    """Yield what a summary rests on, quoted and cited."""
    language, form = material.codebook.language, material.citation
    for coding in passages_in(material, memo.group or None, memo.code or None):
        spoken = material.transcripts[coding.transcript]
        yield cited(quotation(coding, spoken), language, form)


def write(project: Project, said: Cell, text: str, coder: str) -> tuple[Memo, bool]:
    """Write a summary or note; one that the coder has written on the cell is changed.

    Returns:
        The memo, and whether there was one before.

    Raises:
        UsageError: Neither group nor code is named.
        CodingError: There is no such group or code, or there are no words.
    """
    codebook = project.load_codebook()
    verb = "summary note" if said.kind == "note" else "summary add"
    with project.open_store() as store, store.writing(verb, coder) as change:
        found = _find(store, codebook, said, coder)
        if not found.id:
            return memos.add_in(store, change, found, text), False
        words = memos.tidy(text)
        if not words:
            raise CodingError(
                "A summary needs words.",
                hint=f"Take it back with `kodierung summary remove {found.id[:8]}`.",
            )
        after = replace(found, text=words)
        if after.text != found.text:
            after = replace(after, changed=now())
        change.update_memo(after)
        return after, True


def remove(project: Project, wanted: str, coder: str) -> Memo:
    """Remove one's own summary or note.

    Args:
        project: The study.
        wanted: Its id, or how that begins.
        coder: Who does it.

    Raises:
        CodingError: There is none, it is another memo, or somebody else's.
    """
    found = memos.find_own(project, wanted, coder)
    if not isinstance(found, Memo) or found.kind not in KINDS:
        raise CodingError(
            f"{found.id[:8]} is a memo on {told(found)}, no summary.",
            hint=f"Use `kodierung memo remove {found.id[:8]}`.",
        )
    memos.remove(project, found.id, coder)
    return found


def _find(store: Store, codebook: Codebook, said: Cell, coder: str) -> Memo:
    """Return the coder's memo on a cell, a blank one if there is none yet."""
    group, topic = _named(store, codebook, said)
    for memo in store.memos(coder):
        there = present_topic(codebook, memo.code)
        if (memo.kind, memo.group, there) == (said.kind, group, topic):
            return replace(memo, code=topic)
    return Memo(id="", kind=said.kind, text="", coder=coder, group=group, code=topic)


def _named(store: Store, codebook: Codebook, said: Cell) -> tuple[str, str]:
    """Return group and topic by their present names, `""` for what is not named."""
    if said.group is None and said.code is None:
        raise UsageError(
            "It is not said what the summary is of.",
            hint="Name a group with --group, a theme or code with --code, or both.",
        )
    group = find_group(store.descriptions(), said.group) if said.group else ""
    topic = find_topic(codebook, said.code) if said.code else ""
    if said.kind == "note" and topic not in (cells := factors(codebook)):
        below = [one for one in cells if one.startswith(f"{topic}.")]
        raise CodingError(
            f"{topic} is no factor, and notes stand beneath the factors of the matrix.",
            hint=f"Name {' or '.join(below)}." if below else "See `kodierung matrix`.",
        )
    return group, topic
