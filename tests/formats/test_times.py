import pytest

from kodierung.formats import times


@pytest.mark.parametrize(
    ("mark", "seconds"),
    [
        ("#00:01:23-4#", 83.4),
        ("#01:23-4#", 83.4),
        ("#00:01:23#", 83.0),
        ("[00:01:12]", 72.0),
        ("[1:02:03.250]", 3723.25),
        ("(12:34)", 754.0),
        ("00:44", 44.0),
        ("100:00", 6000.0),
    ],
)
def test_marks_are_seconds(mark, seconds):
    assert times.seconds(mark) == seconds
    assert times.lone(f"  {mark} ") == seconds


@pytest.mark.parametrize(
    "line", ["", "Ja [00:01:12]", "[00:61]", "8", "#1:2#", "12:345"]
)
def test_other_lines_are_no_lone_marks(line):
    assert times.lone(line) is None


def test_the_last_of_several_trailing_marks_counts():
    text = "Ja. [00:00:01] #00:00:02-0#"
    assert times.trailing(text, 0, len(text)) == (2.0, 3)


def test_the_time_of_day_in_brackets_stays_in_the_words():
    text = "Wir trafen uns immer (14:30)"
    assert times.trailing(text, 0, len(text)) == (None, len(text))


def test_a_mark_inside_the_words_stays():
    text = "Ja [00:00:01] gut"
    assert times.trailing(text, 0, len(text)) == (None, len(text))
    assert times.leading(text, 0, len(text)) == (None, 0)
