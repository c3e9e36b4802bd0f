from __future__ import annotations

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from kodierung.analysis.pairing import Pairing, Places, pairs, share_half
from kodierung.model import Coding, Segment, Suggestion
from tests.support.placed import coding, suggestion

places = st.tuples(st.integers(0, 12), st.integers(1, 6)).map(
    lambda place: (place[0], place[0] + place[1])
)
several = st.lists(places, max_size=5, unique=True)


def most_pairs(suggested: list[Suggestion], coded: list[Coding], strict: bool) -> int:
    """Try every assignment."""
    shorter, longer = sorted((list(suggested), list(coded)), key=len)  # type: ignore[arg-type]
    return max(
        sum(
            share_half(a.segment, b.segment)
            if strict
            else a.segment.overlaps(b.segment)
            for a, b in zip(shorter, order, strict=False)
        )
        for order in permutations(longer, len(shorter))
    )


@given(several, several, st.booleans())
def test_no_pairing_is_larger(
    suggested: list[tuple[int, int]], coded: list[tuple[int, int]], strict: bool
) -> None:
    suggestions = [suggestion(*place) for place in suggested]
    codings = [coding(*place) for place in coded]
    found = pairs(suggestions, codings, strict=strict)
    assert len(found) == most_pairs(suggestions, codings, strict)
    assert len(set(found.values())) == len(found)
    by_id = {c.id: c for c in codings}
    for one in suggestions:
        if one.id in found:
            met = by_id[found[one.id]].segment
            assert one.segment.overlaps(met)
            assert not strict or share_half(one.segment, met)


@given(several, several)
def test_after_each_suggestion_as_many_are_found_as_can_be(
    suggested: list[tuple[int, int]], coded: list[tuple[int, int]]
) -> None:
    suggestions = [suggestion(*place) for place in suggested]
    codings = [coding(*place) for place in coded]
    pairing = Pairing(codings)
    for number, one in enumerate(suggestions, 1):
        pairing.take(one)
        best = most_pairs(suggestions[:number], codings, strict=False)
        assert len(pairing.pairs) == best


@given(several, places)
def test_what_lies_at_a_place_is_what_overlaps_it(
    coded: list[tuple[int, int]], place: tuple[int, int]
) -> None:
    codings = [coding(*one) for one in coded]
    here = Places(codings).at(suggestion(*place))
    assert set(here) == {c for c in codings if c.segment.overlaps(Segment(*place))}
    shares = [min(c.end, place[1]) - max(c.start, place[0]) for c in here]
    assert shares == sorted(shares, reverse=True)


def test_an_earlier_suggestion_makes_room() -> None:
    long, left = suggestion(0, 20), suggestion(0, 9)
    first, second = coding(0, 10), coding(11, 15)
    pairing = Pairing([first, second])
    assert pairing.take(long)
    assert pairing.pairs == {long.id: first.id}
    assert pairing.take(left)
    assert pairing.pairs == {long.id: second.id, left.id: first.id}
    assert not pairing.take(suggestion(2, 3))


def test_where_one_coding_is_left_the_larger_overlap_has_it() -> None:
    small, large = suggestion(0, 5), suggestion(5, 20)
    assert pairs([small, large], [coding(2, 18)]) == {large.id: coding(2, 18).id}


def test_other_codes_and_transcripts_are_no_pair() -> None:
    elsewhere = [coding(0, 5, "other"), coding(0, 5, where="FG02.txt")]
    assert pairs([suggestion(0, 5)], elsewhere) == {}


def test_half_is_just_enough_for_the_strict_pairing() -> None:
    assert share_half(Segment(0, 10), Segment(0, 20))
    assert not share_half(Segment(0, 10), Segment(0, 21))
    assert not share_half(Segment(0, 10), Segment(10, 20))
    assert share_half(Segment(0, 15), Segment(5, 20))  # 10 of 20


def test_a_long_chain_of_overlaps_is_paired_in_full() -> None:
    suggestions = [suggestion(n * 10, n * 10 + 12) for n in range(2000)]
    codings = [coding(n * 10 + 5, n * 10 + 17) for n in range(2000)]
    assert len(pairs(suggestions, codings)) == 2000
