"""From figures to lengths on paper."""

from __future__ import annotations

from math import ceil, floor, log10, sqrt

_STEPS = (1, 2, 5, 10)


def radius(value: float, most: float, largest: float) -> float:
    """Return the radius of a dot whose area is in proportion to its value.

    Args:
        value: The value, at least 0.
        most: The greatest value there is, more than 0.
        largest: That one's radius.
    """
    return largest * sqrt(value / most)


def ticks(most: float, about: int = 5) -> list[float]:
    """Return round numbers from 0 to the first one that is not below `most`.

    Args:
        most: The greatest value, more than 0.
        about: How many steps there shall be, more or less.
    """
    rough = most / about
    power = 10.0 ** floor(log10(rough))
    step = next(power * s for s in _STEPS if power * s >= rough * (1 - 1e-9))
    return [round(number * step, 10) for number in range(ceil(most / step - 1e-9) + 1)]
