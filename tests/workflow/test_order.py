"""The order in which deciding teaches most."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from random import Random
from time import process_time

from hypothesis import given
from hypothesis import strategies as st

from kodierung.store.queue import Waiting
from kodierung.workflow.desk.order import MOST_IN_A_ROW, _spread, informative
from kodierung.workflow.desk.queue import Queue, QueueFilter


def waiting(
    name: str,
    code: str = "a",
    learned: float | None = None,
    score: float = 0.5,
    transcript: str = "t",
    decided: bool = False,
) -> Waiting:
    status = "rejected" if decided else "open"
    return Waiting(name, transcript, 0, 1, 1, code, score, learned, status)  # type: ignore[arg-type]


def ids(found: list[Waiting]) -> str:
    return "".join(one.id for one in found)


def test_nearest_to_even_odds_first() -> None:
    given_ = [waiting("x", learned=0.9), waiting("y", learned=0.45)]
    given_ += [waiting("z", learned=0.02)]
    assert ids(informative(given_, {})) == "yxz"


def test_codes_about_which_little_is_known_first() -> None:
    known = [waiting("x", "a", 0.5), waiting("y", "b", 0.8)]
    assert ids(informative(known, {})) == "xy"
    assert ids(informative(known, {"a": 9})) == "yx"


def test_without_learning_codes_take_turns_by_their_scores() -> None:
    given_ = [
        waiting("1", "a", score=0.6),
        waiting("2", "a", score=0.9),
        waiting("3", "b", score=0.5),
        waiting("4", "b", score=0.7),
    ]
    assert ids(informative(given_, {})) == "2413"


def test_the_queue_counts_what_was_decided_elsewhere() -> None:
    given_ = [waiting("x", "a", 0.5), waiting("y", "b", 0.8)]
    given_ += [waiting(str(at), "a", 0.5, transcript="u", decided=True) for at in "12"]
    given_ += [waiting("3", "a", 0.5, transcript="u", decided=True)]
    queue = Queue(given_, QueueFilter(transcript="t", order="informative"), {})
    assert ids(queue.entries) == "yx"
    assert ids(Queue(given_, QueueFilter(order="informative"), {}).entries) == "yx123"


@given(
    st.lists(
        st.tuples(
            st.sampled_from("abc"),
            st.sampled_from("tuv"),
            st.floats(0, 1),
            st.booleans(),
        ),
        max_size=60,
    )
)
def test_all_are_there_once_and_no_transcript_too_often_in_a_row(
    drawn: list[tuple[str, str, float, bool]],
) -> None:
    given_ = [
        waiting(str(at), code, odds, transcript=name, decided=done)
        for at, (code, name, odds, done) in enumerate(drawn)
    ]
    found = informative(given_, {})
    assert sorted(found) == sorted(given_)
    open_ = [one.transcript for one in found if one.status == "open"]
    assert [one.status for one in found] == sorted(one.status for one in found)
    runs = [(name, len(list(run))) for name, run in groupby(open_)]
    # Only where nothing else is left, at the end, may a transcript go on.
    assert all(length <= MOST_IN_A_ROW for _, length in runs[:-1])


def one_by_one(ordered: list[Waiting], kind: str) -> list[Waiting]:
    """Return what is wanted, said plainly: the first that may come next, over again."""
    found: list[Waiting] = []
    rest = list(ordered)
    while rest:
        last = {getattr(one, kind) for one in found[-MOST_IN_A_ROW:]}
        is_full = len(found) >= MOST_IN_A_ROW and len(last) == 1
        others = [w for w in rest if not is_full or getattr(w, kind) not in last]
        found.append((others or rest)[0])
        rest.remove(found[-1])
    return found


@given(st.text("abc", max_size=60), st.randoms(use_true_random=False))
def test_what_is_put_off_comes_as_soon_as_it_may(codes: str, chance: Random) -> None:
    ordered = [
        waiting(str(at), code, transcript=chance.choice("tu"))
        for at, code in enumerate(codes)
    ]
    by_code = one_by_one(ordered, "code")
    assert _spread(ordered, attrgetter("code")) == by_code
    by_transcript = one_by_one(by_code, "transcript")
    assert _spread(by_code, attrgetter("transcript")) == by_transcript


def test_a_hundred_thousand_are_ordered_in_moments() -> None:
    given_ = [
        waiting(
            str(at), f"c{at % 80}", at * 7919 % 1000 / 1000, transcript=f"t{at % 50}"
        )
        for at in range(100_000)
    ]
    began = process_time()
    found = informative(given_, {})
    assert process_time() - began < 5
    codes = [one.code for one in found[:200]]
    assert len(set(codes)) > 50
