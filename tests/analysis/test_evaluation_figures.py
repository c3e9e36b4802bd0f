from __future__ import annotations

from math import inf

import pytest

from kodierung.analysis.confusion import Mixup, by_relation, confusion
from kodierung.analysis.intervals import Interval, f1_intervals, of_count, wilson
from kodierung.analysis.quality import Quality, measure, rule_figures, sentences
from kodierung.analysis.ranking import (
    best_threshold,
    calibration,
    found_by,
    in_queue,
    nested,
)
from kodierung.model import Decision, Suggestion
from tests.support.placed import coding, suggestion
from tests.support.small import codebook

GROUPS = {"FG01.txt": "FG01", "FG02.txt": "FG02", "FG03.txt": "FG03"}
GOOD, BAD = "traeger.kooperation.promoting", "traeger.kooperation.inhibiting"


def near(interval: Interval, low: float, high: float) -> None:
    assert interval.low == pytest.approx(low, abs=6e-5)
    assert interval.high == pytest.approx(high, abs=6e-5)


def test_the_interval_of_a_share_is_the_published_one() -> None:
    # Newcombe, Statistics in Medicine 17, 1998, table I, method 3.
    near(wilson(81, 263), 0.2553, 0.3662)
    near(wilson(15, 148), 0.0624, 0.1605)
    near(wilson(0, 20), 0.0, 0.1611)
    near(wilson(1, 29), 0.0061, 0.1718)
    assert wilson(0, 0) == Interval(0.0, 1.0)


def test_the_interval_of_a_count_is_near_the_exact_one() -> None:
    exact = {0: (0.0, 3.69), 1: (0.03, 5.57), 10: (4.80, 18.39), 50: (37.11, 65.92)}
    for count, (low, high) in exact.items():
        found = of_count(count)
        assert found.low == pytest.approx(low, abs=0.03)
        assert found.high == pytest.approx(high, abs=0.06)


def test_f1_of_equal_groups_has_no_spread_and_of_one_group_no_interval() -> None:
    counts = [[(10, 10, 5), (2, 4, 3)]] * 6
    found = f1_intervals(counts)
    assert found is not None
    near(found.micro, 16 / 26, 16 / 26)
    near(found.macro, (0.5 + 1.0) / 2, (0.5 + 1.0) / 2)
    near(found.codes[1], 1.0, 1.0)
    assert f1_intervals(counts[:1]) is None


def test_f1_of_unlike_groups_lies_between_them_and_is_drawn_the_same_again() -> None:
    counts = [[(10, 10, right)] for right in (1, 3, 5, 7, 9)]
    found = f1_intervals(counts)
    assert found is not None
    # The mean of five draws out of .1 … .9 has standard deviation .283 / √5 = .126.
    assert found.micro.low == pytest.approx(0.5 - 1.96 * 0.126, abs=0.04)
    assert found.micro.high == pytest.approx(0.5 + 1.96 * 0.126, abs=0.04)
    assert f1_intervals(counts) == found


def measured() -> Quality:
    """Two codes in two groups: three of four suggestions right, of five codings."""
    return measure(
        [
            suggestion(0, 10),
            suggestion(20, 30, quote="Eins. Zwei! Drei? Vier."),
            suggestion(0, 4, "d"),
            suggestion(50, 60, where="FG02.txt", source="similar"),
        ],
        [
            coding(0, 8),
            coding(29, 90),
            coding(50, 60, where="FG02.txt"),
            coding(0, 4, "d", where="FG02.txt"),
            coding(90, 99, "d"),
        ],
        GROUPS,
    )


def test_what_is_right_is_counted_once_and_by_half() -> None:
    overall = measured().overall
    assert (overall.suggestions, overall.codings) == (4, 5)
    assert (overall.right, overall.right_by_half) == (3, 2)
    assert overall.precision == pytest.approx(3 / 4)
    assert overall.recall == pytest.approx(3 / 5)
    assert overall.f1 == pytest.approx(6 / 9)
    assert overall.by_half.precision == pytest.approx(2 / 4)
    assert overall.f1_interval is not None


def test_codes_and_their_means() -> None:
    found = measured()
    codes = found.codes
    assert {c: (f.suggestions, f.codings, f.right) for c, f in codes.items()} == {
        "c": (3, 3, 3),
        "d": (1, 2, 0),
    }
    assert found.macro.precision == pytest.approx((1 + 0) / 2)
    assert found.macro.recall == pytest.approx((1 + 0) / 2)
    assert found.macro.f1 == pytest.approx((1 + 0) / 2)


def test_a_code_never_suggested_lowers_the_mean_recall_but_not_the_precision() -> None:
    macro = measure([suggestion(0, 9)], [coding(0, 9), coding(0, 9, "d")], GROUPS).macro
    assert (macro.codes, macro.suggested) == (2, 1)
    assert (macro.precision, macro.recall, macro.f1) == (1.0, 0.5, 0.5)


def test_sources_long_suggestions_and_groups() -> None:
    found = measured()
    assert {s: (f.suggestions, f.right) for s, f in found.sources.items()} == {
        "rule": (3, 2),
        "similar": (1, 1),
    }
    assert found.long == 1
    assert found.groups == 2


@pytest.mark.parametrize(
    ("quote", "number"),
    [
        ("Ja", 1),
        ("Ja. Nein!  Doch?", 3),
        ("Das ist z.B. so ... und fertig.", 1),
        ("„Ja.“ Und „Nein!“ Gut.", 3),
        ("Drei, vier… Äh. 2020 war’s.", 3),
    ],
)
def test_sentences_are_counted_by_their_final_marks(quote: str, number: int) -> None:
    assert sentences(quote) == number


def test_without_suggestions_there_is_no_precision_but_a_recall() -> None:
    overall = measure([], [coding(0, 9)], GROUPS).overall
    assert (overall.precision, overall.recall, overall.f1) == (None, 0.0, 0.0)


def test_rules_come_worst_first_with_what_was_decided() -> None:
    wrong = [suggestion(100 + n, 101 + n, rule="often wrong") for n in range(8)]
    seldom = [suggestion(200, 201, rule="once wrong")]
    good = [suggestion(0, 5, rule="right"), suggestion(10, 15, rule="right")]
    likeness = [suggestion(30, 31, rule="", source="similar")]
    decisions = [
        Decision(good[0].id, "A", "accepted", ""),
        Decision(good[0].id, "B", "rejected", ""),
        Decision(good[1].id, "A", "changed", ""),
        Decision(wrong[0].id, "A", "rejected", ""),
    ]
    found = rule_figures(
        [*good, *seldom, *wrong, *likeness], [coding(0, 20), coding(14, 20)], decisions
    )
    assert [(r.rule, r.hits, r.right) for r in found] == [
        ("often wrong", 8, 0),
        ("once wrong", 1, 0),
        ("right", 2, 2),
    ]
    assert [(r.accepted, r.rejected, r.open) for r in found] == [
        (0, 1, 7),
        (0, 0, 1),
        (2, 1, 0),
    ]


def test_confusion_tells_twin_neighbour_and_nothing_apart() -> None:
    found = confusion(
        [
            suggestion(0, 10, GOOD),  # twin, though another code shares more
            suggestion(20, 30, GOOD),
            suggestion(40, 50, GOOD),
            suggestion(60, 70, GOOD),
            suggestion(65, 70, GOOD),  # the coding is the other one's
        ],
        [
            coding(0, 3, BAD),
            coding(2, 10, "role.markt"),
            coding(29, 33, "role.markt"),
            coding(60, 70, GOOD),
        ],
        codebook(),
    )
    assert set(found.wrong) == {
        Mixup(GOOD, BAD, "twin", 1),
        Mixup(GOOD, "role.markt", "neighbour", 1),
        Mixup(GOOD, "", "nothing", 1),
        Mixup(GOOD, GOOD, "same", 1),
    }
    assert found.missed == (
        Mixup("role.markt", GOOD, "neighbour", 2),
        Mixup(BAD, GOOD, "twin", 1),
    )
    assert by_relation(found.missed) == {
        "same": 0,
        "twin": 1,
        "neighbour": 2,
        "nothing": 0,
    }


def test_the_queue_takes_what_was_learned_before_scores_and_places() -> None:
    order = [
        suggestion(50, 51, learned=0.9),
        suggestion(40, 41, learned=0.2, score=0.9),
        suggestion(30, 31, score=0.8),
        suggestion(10, 11),
        suggestion(20, 21),
    ]
    assert in_queue(reversed(order)) == order


def test_the_curve_counts_each_coding_once() -> None:
    queue = [suggestion(0, 5), suggestion(2, 6), suggestion(90, 99), suggestion(6, 9)]
    codings = [coding(0, 7), coding(8, 9), coding(200, 300)]
    assert found_by(queue, codings) == [1, 1, 1, 2]


def ranked(*scores: float, where: str = "FG01.txt") -> list[Suggestion]:
    """Return suggestions at 0, 10, 20, … with these learned scores."""
    return [
        suggestion(10 * n, 10 * n + 5, where=where, learned=score, source="learned")
        for n, score in enumerate(scores)
    ]


def test_the_threshold_is_where_f1_is_best() -> None:
    found = [(0.9, True), (0.8, False), (0.7, True), (0.6, False)]
    # after 1: 2·1/3 = .67; after 3: 2·2/5 = .80; after 4: 2·2/6 = .67
    assert best_threshold(found, 2) == 0.7
    assert best_threshold(found, 1000) == 0.7
    assert best_threshold([(0.9, False)], 2) == inf
    assert best_threshold([], 2) == inf


def test_equal_scores_are_taken_together_or_not_at_all() -> None:
    # The second finds something, but cannot be had without the three after it.
    equal = [(0.5, True), (0.5, False), (0.5, False), (0.5, False)]
    assert best_threshold([(0.9, True), *equal], 2) == 0.9


def test_a_group_does_not_choose_its_own_threshold() -> None:
    first = ranked(0.9, 0.8, 0.3)
    second = ranked(0.9, 0.4, where="FG02.txt")
    codings = [coding(0, 5), coding(0, 5, where="FG02.txt")]
    codings.append(coding(10, 15, where="FG02.txt"))
    # The best for FG02 is .4, which FG01 gets; the best for FG01 is .9.
    assert nested([*first, *second], codings, GROUPS) == [
        first[0],
        second[0],
        first[1],
    ]


def test_the_brier_score_and_its_bins() -> None:
    suggestions = ranked(1.0, 0.95, 0.15, 0.1)
    found = calibration(suggestions, [coding(0, 5), coding(30, 35)])
    assert found is not None
    assert found.brier == pytest.approx((0 + 0.95**2 + 0.15**2 + 0.9**2) / 4)
    assert found.base == pytest.approx(0.25)
    assert [(b.low, b.suggestions, b.said, b.right) for b in found.bins] == [
        (0.1, 2, pytest.approx(0.125), 0.5),
        (0.9, 2, pytest.approx(0.975), 0.5),
    ]
    assert calibration([suggestion(0, 5)], [coding(0, 5)]) is None
