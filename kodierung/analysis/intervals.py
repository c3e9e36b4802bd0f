"""How sure a figure is: 95 % confidence intervals.

Shares get Wilson's score interval (Wilson, JASA 22(158), 1927), which holds for small
numbers and for 0 and 100 %. It takes every passage as drawn on its own; passages of one
focus group are more alike than that, so that the truth is rather wider.

A count without a whole, such as false alarms, gets the interval of a Poisson count by
Byar's approximation (Breslow & Day, Statistical Methods in Cancer Research II, IARC,
1987, ch. 2.3).

F1 has no such formula. Its interval comes from drawing whole focus groups with
replacement, as many as there are, and taking the middle 95 % of what comes out (cluster
bootstrap, percentiles; Davison & Hinkley, Bootstrap Methods and their Application,
1997, ch. 3.8 and 5.3). The draws are always the same for the same number of groups.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NORMAL = 1.959963984540054
"""The standard normal distribution holds 95 % between minus and plus this."""

DRAWS = 2000
ENOUGH_GROUPS = 5
"""With fewer focus groups the interval of F1 is not to be relied upon."""


@dataclass(frozen=True, slots=True)
class Interval:
    """From where to where."""

    low: float
    high: float


def wilson(hits: int, of: int) -> Interval:
    """Return the interval of a share, 0 to 1 where nothing is known of it.

    Args:
        hits: How many.
        of: Of how many.
    """
    if not of:
        return Interval(0.0, 1.0)
    share, z = hits / of, NORMAL * NORMAL
    middle = (share + z / (2 * of)) / (1 + z / of)
    half = NORMAL * sqrt(share * (1 - share) / of + z / (4 * of * of)) / (1 + z / of)
    return Interval(max(0.0, middle - half), min(1.0, middle + half))


def of_count(count: int) -> Interval:
    """Return the interval of a count of rare events.

    Args:
        count: How many there were.
    """
    more = count + 1
    high = more * (1 - 1 / (9 * more) + NORMAL / (3 * sqrt(more))) ** 3
    if not count:
        return Interval(0.0, high)
    low = count * (1 - 1 / (9 * count) - NORMAL / (3 * sqrt(count))) ** 3
    return Interval(low, high)


@dataclass(frozen=True, slots=True)
class F1Intervals:
    """Intervals of F1 over all passages, of the mean of the codes, and of each code."""

    micro: Interval
    macro: Interval
    codes: tuple[Interval, ...]


def f1_intervals(
    counts: Sequence[Sequence[tuple[int, int, int]]],
) -> F1Intervals | None:
    """Return the intervals of F1 from counts of focus groups.

    Args:
        counts: For each group, for each code: suggestions, codings, and pairs.

    Returns:
        None with fewer than two groups, which leave nothing to draw from.
    """
    import numpy as np  # noqa: PLC0415

    groups = len(counts)
    if groups < 2:
        return None
    draw = Random(groups)  # noqa: S311 - no secret, and to be the same every time
    weights = np.zeros((DRAWS, groups))
    for number in range(DRAWS):
        for group in draw.choices(range(groups), k=groups):
            weights[number, group] += 1
    drawn = np.tensordot(weights, np.asarray(counts, float), axes=1)
    codes = _f1(drawn)
    seen = np.where(drawn[:, :, :2].sum(axis=2) > 0, 1.0, 0.0)
    macro = (codes * seen).sum(axis=1) / np.maximum(seen.sum(axis=1), 1)
    return F1Intervals(
        micro=_middle(_f1(drawn.sum(axis=1))),
        macro=_middle(macro),
        codes=tuple(_middle(codes[:, n]) for n in range(codes.shape[1])),
    )


def _f1(counts: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return F1 of the last axis, 0 where there is nothing."""
    import numpy as np  # noqa: PLC0415

    return 2 * counts[..., 2] / np.maximum(counts[..., 0] + counts[..., 1], 1)


def _middle(values: NDArray[np.float64]) -> Interval:
    import numpy as np  # noqa: PLC0415

    low, high = np.percentile(values, [2.5, 97.5])
    return Interval(float(low), float(high))
