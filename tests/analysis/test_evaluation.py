from __future__ import annotations

import pytest

from kodierung.analysis.evaluation import Comparison, compare
from kodierung.model import Suggestion
from tests.support.small import coding, transcript

CODE = "traeger.kooperation.promoting"


def suggested(start: int, end: int, code: str = CODE) -> Suggestion:
    return Suggestion(
        f"{start}-{end}-{code}", "FG01.txt", 1, "B1", start, end, "", code, "r", "", 0.5
    )


def test_meeting_takes_the_same_code_and_a_shared_character() -> None:
    here = transcript([("B1", "Auf Augenhöhe ist das. Ein Miteinander.")])
    coded = coding(here, "Auf Augenhöhe ist das.", CODE)
    other = coding(here, "Ein Miteinander.", CODE)
    end = coded.end
    found = compare(
        [
            suggested(coded.start + 4, end),  # meets
            suggested(0, coded.start),  # touches, shares nothing
            suggested(coded.start, end, "role.markt"),  # another code
        ],
        [coded, other],
    )
    assert found == Comparison(2, 1, 2, 1)  # role.markt is none of the coder's codes
    assert found.precision == pytest.approx(1 / 2)
    assert found.recall == pytest.approx(1 / 2)


def test_nothing_compares_to_nothing() -> None:
    nothing = compare([], [])
    assert (nothing.precision, nothing.recall) == (0.0, 0.0)
