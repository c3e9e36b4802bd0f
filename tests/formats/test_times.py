import pytest

from kodierung.formats.lines import times


@pytest.mark.parametrize(
    ("mark", "seconds"),
    [
        ("#00:01:23-4#", 83.4),
        ("#01:23-4#", 83.4),
        ("#00:01:23#", 83.0),
        ("[00:01:12]", 72.0),
        ("[1:02:03.250]", 3723.25),
        ("[0:01:12 -> 0:01:15]", 72.0),
        ("[01:12.5-01:15.25]", 72.5),
        ("[00:01:12–00:01:15]", 72.0),
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


@pytest.mark.parametrize(
    ("mark", "seconds"),
    [
        ("9 Sekunden", 9.0),
        ("54 Minuten", 3240.0),
        ("53 Minuten 1 Sekunde", 3181.0),
        ("1 Stunde 2 Minuten 3 Sekunden", 3723.0),
        ("1 hour 5 seconds", 3605.0),
    ],
)
def test_marks_that_are_spelt_out(mark, seconds):
    assert times.seconds(mark) == seconds


def test_round_marks_end_most_stretches_while_the_clock_runs_on():
    text = "a (00:05)|b (00:09)|c"
    parts = [(0, 9), (10, 19), (20, 21)]
    assert times.end_in_marks(text, parts)
    assert not times.end_in_marks(text, [*reversed(parts)])
    assert not times.end_in_marks(text, [(0, 9), (20, 21)])
    assert times.trailing(text, 0, 9, round_too=True) == (5.0, 1)


def test_a_mark_with_words_behind_it_opens_a_line():
    assert times.opens("[00:05] Ja")
    assert times.opens("00:05\u00a0Ja")
    assert not times.opens("00:05")
    assert not times.opens("Um 00:05 ja")
