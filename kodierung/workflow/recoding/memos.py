"""What becomes of memos on codes, of summaries and notes when codes change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from kodierung.model import Codebook, Memo
from kodierung.store.store import Change, Store
from kodierung.workflow.summaries.topics import present_topic
from kodierung.workflow.summaries.write import KINDS


def carry_memos(
    store: Store, change: Change, names: Mapping[str, str | None], after: Codebook
) -> None:
    """Let memos on codes, summaries and notes follow their codes and themes.

    Two summaries or notes of one coder that come to lie in one cell become one with
    the words of both; memos on codes stay as many as they are.

    Args:
        store: The study's.
        change: The transaction under way.
        names: What codes, and earlier ids of them, are called now.
        after: The codebook as it is to be.
    """
    cells: dict[tuple[str, str, str, str], Memo] = {}
    for memo in store.memos():
        if memo.kind != "code" and memo.kind not in KINDS:
            continue
        moved = replace(memo, code=present_topic(after, memo.code, names))
        cell = moved.coder, moved.kind, moved.group, moved.code
        first = cells.get(cell)
        if memo.kind == "code" or first is None:
            cells[cell] = moved
            change.update_memo(moved)
            continue
        changed = max(first.changed, moved.changed)
        both = f"{first.text}\n\n{moved.text}"
        cells[cell] = replace(first, text=both, changed=changed)
        change.update_memo(cells[cell])
        change.remove_memo(memo.id)
