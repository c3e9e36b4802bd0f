"""Times as tables hold them: `00:01:12`, `1:12`, `72.5`, `72500`, `00:01:12:05`."""

from __future__ import annotations

import re
from collections.abc import Sequence

_DAY = 86_400
_FOUR_HOURS = 4 * 3600
_PARTS = re.compile(
    r"[\[(#]?(?:(?P<hours>\d{1,3}):)?(?P<minutes>\d{1,3}):(?P<seconds>[0-5]?\d)"
    r"(?:[.,-](?P<decimals>\d{1,9})|[:;](?P<frames>\d{2}))?[\])#]?",
    re.ASCII,
)
_OPENING = re.compile(r"(\[\d[\d:.,-]{3,12}\])\s+\S")
_NUMBER = re.compile(r"(\d{1,12})(?:[.,](\d{1,12}))?(?: ?s)?", re.ASCII)
_RATES = (25, 30, 50, 60, 100)
"""Pictures of a film in a second; the first that its numbers fit is taken."""


def read(
    written: Sequence[str], *, milliseconds: bool = False
) -> tuple[list[float | None], str]:
    """Return the times of a column in seconds.

    Args:
        written: The column's cells; empty ones have no time.
        milliseconds: Whether plain numbers are milliseconds.

    Returns:
        The times, None where a cell holds none, and what was guessed about them, or
        an empty string.
    """
    cells = [cell.strip() for cell in written]
    parts = [_PARTS.fullmatch(cell) for cell in cells]
    rate = _rate([int(one["frames"]) for one in parts if one and one["frames"]])
    found: list[float | None] = []
    for cell, part in zip(cells, parts, strict=True):
        number = _NUMBER.fullmatch(cell)
        if part is not None:
            found.append(_seconds(part, rate))
        elif number is not None:
            found.append(float(f"{number[1]}.{number[2] or 0}"))
        else:
            found.append(None)
    return _in_seconds(found, parts, milliseconds=milliseconds)


def opening(cell: str) -> str:
    """Return the time in brackets that words follow in a cell, or the whole cell.

    Args:
        cell: For instance `[00:03:43] second tape`.
    """
    found = _OPENING.match(cell)
    return found[1] if found else cell


def is_time(cell: str) -> bool:
    """Tell whether a cell holds a time that can be nothing else: `1:12`, `72.5`."""
    plain = _NUMBER.fullmatch(cell.strip())
    decimal = plain is not None and plain[2] is not None
    return decimal or _PARTS.fullmatch(cell.strip()) is not None


def _in_seconds(
    found: list[float | None],
    parts: Sequence[re.Match[str] | None],
    *,
    milliseconds: bool,
) -> tuple[list[float | None], str]:
    """Turn milliseconds and hours taken for minutes into seconds."""
    told = [time for time in found if time is not None]
    last = max(told, default=0.0)
    plain = not any(parts)
    if plain and (milliseconds or (last > _DAY and all(map(float.is_integer, told)))):
        return [None if one is None else one / 1000 for one in found], ""
    # Excel takes 12:34 for hours and minutes, whatever was meant.
    hours = [one for one in parts if one is not None and one["hours"]]
    typed = len(hours) > 2 and all(_is_even(one) for one in hours)
    if typed and len(hours) == len(told) and last >= _FOUR_HOURS:
        return (
            [None if one is None else one / 60 for one in found],
            "no time has seconds; hours and minutes are taken for minutes and seconds",
        )
    return found, ""


def _is_even(part: re.Match[str]) -> bool:
    """Tell whether a time has no seconds."""
    return not int(part["seconds"]) and not int(part["decimals"] or part["frames"] or 0)


def _seconds(part: re.Match[str], rate: int) -> float:
    """Return the seconds of a time with colons."""
    hours, minutes = int(part["hours"] or 0), int(part["minutes"])
    seconds = float(f"{int(part['seconds'])}.{part['decimals'] or 0}")
    frames = int(part["frames"] or 0) / rate
    return round(hours * 3600 + minutes * 60 + seconds + frames, 3)


def _rate(frames: Sequence[int]) -> int:
    """Return how many pictures a second has, as far as their numbers tell."""
    most = max(frames, default=0)
    return next(rate for rate in _RATES if most < rate)
