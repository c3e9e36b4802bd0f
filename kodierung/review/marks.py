"""What lies on a transcript's words, found by place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from kodierung.model import Segment
from kodierung.model.code_looks import own_color

MarkKind = Literal["coding", "other", "suggestion", "question", "memo"]

_BLOCK = 1024  # code points


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that lies on the text.

    Attributes:
        segment: Which words.
        kind: One's own coding, another coder's, an open suggestion, the passage in
            question, or a memo, which shows in the margin alone.
        code: The code's id.
        label: What a legend may show.
        color: `#rrggbb`, or empty: a colour is made from the code's id.
        sign: One cell for the margin: `+` promoting, `−` inhibiting, `○` role, `·`
            any other code, `✎` a memo.
        id: Of the coding or suggestion.
    """

    segment: Segment
    kind: MarkKind
    code: str
    label: str
    color: str
    sign: str
    id: str


class MarksByPlace:
    """Marks, looked up by the words they lie on without asking each.

    Args:
        marks: In any order.
    """

    def __init__(self, marks: Iterable[Mark] = ()) -> None:
        self._blocks: dict[int, list[Mark]] = defaultdict(list)
        for mark in sorted(marks, key=_longest_first):
            for block in _blocks(mark.segment):
                self._blocks[block].append(mark)

    def on(self, segment: Segment) -> list[Mark]:
        """Return the marks that share a character with a segment, the longest first."""
        blocks = [self._blocks.get(block, []) for block in _blocks(segment)]
        near = blocks[0]
        if any(blocks[1:]):
            several = {id(mark): mark for block in blocks for mark in block}
            near = sorted(several.values(), key=_longest_first)
        return [mark for mark in near if mark.segment.overlaps(segment)]


def color_of(mark: Mark) -> str:
    """Return a mark's colour, or one that stands for its code everywhere: `#rrggbb`."""
    return mark.color or own_color(mark.code)


def _blocks(segment: Segment) -> range:
    last = max(segment.start, segment.end - 1)
    return range(segment.start // _BLOCK, last // _BLOCK + 1)


def _longest_first(mark: Mark) -> tuple[int, int, str, str, str]:
    segment = mark.segment
    length = segment.end - segment.start
    return -length, segment.start, mark.kind, mark.code, mark.id
