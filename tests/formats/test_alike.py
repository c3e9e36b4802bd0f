"""Labels that may be one person's are named together, once."""

from __future__ import annotations

from kodierung.formats.lines.alike import families


def test_spellings_of_one_label_are_one_family() -> None:
    counts = {"Interviewer": 9, "interviewer 1": 1, "Interviewer1": 2, "B1": 20}
    assert families(counts) == [["interviewer 1", "Interviewer1", "Interviewer"]]


def test_numbers_keep_people_apart() -> None:
    counts = {"Interviewer": 1, "Interviewer 1": 8, "Interviewer 2": 9}
    assert families(counts) == [
        ["Interviewer", "Interviewer 1"],
        ["Interviewer", "Interviewer 2"],
    ]
