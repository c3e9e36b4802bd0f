"""Summaries and notes listed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from kodierung.model import Codebook, Memo
from kodierung.project import Project, tidy_name
from kodierung.store.store import Store
from kodierung.workflow.codes import find_group
from kodierung.workflow.summaries.topics import find_topic, present_topic, topics
from kodierung.workflow.summaries.write import KINDS

Record = dict[str, Any]
KEYS = (
    "id", "kind", "group", "code", "label", "coder", "created", "changed", "text",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SummaryFilter:
    """Which summaries are meant; None means all.

    Attributes:
        coder: Only this coder's.
        group: Only those of this group.
        code: Only those on this theme or code, and on all below.
    """

    coder: str | None = None
    group: str | None = None
    code: str | None = None


def list_summaries(
    project: Project, wanted: SummaryFilter | None = None
) -> list[Record]:
    """Return summaries and notes as records with the keys of `KEYS`.

    They are in the order of groups, then of the codebook; those of all groups last.

    Raises:
        CodingError: There is no such group or code.
    """
    wanted = wanted or SummaryFilter()
    codebook = project.load_codebook()
    labels = topics(codebook)
    order = {topic: at for at, topic in enumerate(labels)}
    topic = find_topic(codebook, wanted.code) if wanted.code is not None else None
    coder = tidy_name(wanted.coder) if wanted.coder is not None else None
    with project.open_store() as store, store.snapshot():
        group = wanted.group
        group = find_group(store.descriptions(), group) if group is not None else None
        found = summaries(store, codebook, coder)
    meant = [
        memo
        for memo in found
        if group in (None, memo.group)
        and (topic is None or f"{memo.code}.".startswith(f"{topic}."))
    ]
    meant.sort(
        key=lambda memo: (
            memo.kind == "note",
            not memo.group,
            memo.group,
            order.get(memo.code, len(order)),
            memo.coder,
        )
    )
    return [_record(memo, labels) for memo in meant]


def summaries(store: Store, codebook: Codebook, coder: str | None) -> list[Memo]:
    """Return summaries and notes under the present names of what they are on."""
    return [
        replace(memo, code=present_topic(codebook, memo.code))
        for memo in store.memos(coder)
        if memo.kind in KINDS
    ]


def _record(memo: Memo, labels: Mapping[str, str]) -> Record:
    values = (
        memo.id,
        memo.kind,
        memo.group or None,
        memo.code or None,
        labels.get(memo.code),
        memo.coder,
        memo.created,
        memo.changed,
        memo.text,
    )
    return dict(zip(KEYS, values, strict=True))
