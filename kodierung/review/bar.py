"""Head, bar and foot of the screen: where one is, how far, and the main keys."""

from __future__ import annotations

from textual.content import Content

from kodierung.model import Turn
from kodierung.review.keys import foot
from kodierung.review.panel import seen
from kodierung.review.sitting import Sitting

_MINUTE, _HOUR = 60, 3600  # seconds
_GAP = "   "


def head(sitting: Sitting, turn: Turn | None) -> Content:
    """Return who works on which transcript, turn and suggestion."""
    told = [(seen(sitting.desk.coder), ""), (seen(sitting.transcript.name), "bold")]
    if turn is not None:
        of = len(sitting.transcript.turns)
        told.append((f"turn {turn.number} of {of}, {seen(turn.speaker)}", ""))
    queue = sitting.desk.queue
    if sitting.held is not None and sitting.held.id in queue:
        at = queue.position(sitting.held.id) + 1
        told.append((f"suggestion {at} of {len(queue)}", ""))
    return _joined(told)


def bar(sitting: Sitting, message: str, width: int) -> Content:
    """Return two lines: how far the work is; this sitting, and what was just done.

    What was done goes before the pace where there is no room for both, and before all
    where it takes both lines.
    """
    told = Content.styled(seen(message), "bold")
    if told.cell_length > width:
        first, *more = told.wrap(width)
        return Content("\n").join([first, Content(" ").join(more)])
    far = _reading(sitting) if sitting.reading else _queue(sitting)
    both = Content.assemble(_pace(sitting), _GAP, told)
    return Content("\n").join([far, both if both.cell_length <= width else told])


def foot_line(*, reading: bool) -> Content:
    """Return the main keys, what each does behind it."""
    keys = (
        Content.assemble((key, "bold $text-primary"), f" {word}")
        for key, word in foot(reading=reading)
    )
    return Content("  ").join(keys)


def time_left(seconds: float | None) -> str:
    """Return seconds as people say them, `–` if nothing is known."""
    if seconds is None:
        return "–"
    if seconds < _MINUTE:
        return "<1 min"
    if seconds < _HOUR:
        return f"{round(seconds / _MINUTE)} min"
    minutes = round(seconds / _MINUTE)
    return f"{minutes // 60} h {minutes % 60:02} min"


def _queue(sitting: Sitting) -> Content:
    counts = sitting.desk.queue.counts()
    told = [(f"{counts['open']} open", "bold")]
    told += [
        (f"{counts[one]} {one}", "") for one in ("accepted", "rejected", "changed")
    ]
    line = [Content(" · ").join(Content.assemble(one) for one in told)]
    if sitting.held is not None:
        same = sitting.desk.queue.counts(sitting.held.code)
        line.append(Content(f"this code: {same['open']} of {sum(same.values())} open"))
    return Content(_GAP).join(line)


def _reading(sitting: Sitting) -> Content:
    here, of = len(sitting.read), len(sitting.transcript.turns)
    there, all_ = sitting.turns_read
    shown = "hidden" if sitting.hides else "shown"
    return _joined(
        [
            (f"Reading, suggestions {shown}", "bold"),
            (f"{here} of {of} turns{_share(here, of)}", ""),
            (f"study {there} of {all_}{_share(there, all_)}", ""),
        ]
    )


def _share(part: int, whole: int) -> str:
    if not whole:
        return ""
    return " (<1%)" if 0 < 100 * part < whole else f" ({part / whole:.0%})"


def _pace(sitting: Sitting) -> str:
    pace = sitting.pace
    left = time_left(pace.left(sitting.desk.queue.counts()["open"]))
    return f"{pace.decided} decided now · {left} left · by {sitting.unit}"


def _joined(told: list[tuple[str, str]]) -> Content:
    return Content(_GAP).join(Content.assemble(one) for one in told)
