"""The time left is told from the latest decisions."""

from __future__ import annotations

import pytest

from kodierung.review.bar import time_left
from kodierung.review.pace import Pace


def test_a_pause_changes_little() -> None:
    moments = iter([0.0, 4.0, 8.0, 12.0, 3612.0, 3616.0])
    pace = Pace(lambda: next(moments))
    for number in range(4):
        pace.note(str(number))
    assert pace.left(10) is None
    pace.note("4")
    assert pace.left(10) == 40.0
    assert pace.decided == 5
    pace.correct("4", decided=False)
    pace.correct("9", decided=False)
    assert pace.decided == 4


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (None, "–"),
        (5.0, "<1 min"),
        (61.0, "1 min"),
        (3599.0, "60 min"),
        (3700.0, "1 h 02 min"),
        (7199.0, "2 h 00 min"),
    ],
)
def test_time_left(seconds: float | None, told: str) -> None:
    assert time_left(seconds) == told
