"""The file of answers holds the labels that were asked about."""

from kodierung.errors import Problem
from kodierung.formats.lines.recurring import remedy
from kodierung.project import Answers
from kodierung.workflow import answers


def test_a_label_taken_for_nobody_is_offered():
    told = Problem("a.txt:3", "begins a paragraph", remedy("Er"), "warning")
    asked = answers._ASKED.findall(told.hint)
    assert asked == ["Er"]
    lines = list(answers._aliases(Answers(), None, asked))
    assert lines == ['      "Er":  # taken for nobody']
    assert list(answers._aliases(Answers(aliases={"Er": "B1"}), None, asked)) == [
        '      "Er": "B1"'
    ]
