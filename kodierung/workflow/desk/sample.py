"""Drawing turns nobody looked at, to see what suggestions miss."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import nsmallest
from operator import attrgetter

from kodierung.model import Segment, Transcript, Turn
from kodierung.project import Project
from kodierung.store.store import Store
from kodierung.text import short_id, words
from kodierung.workflow.desk.reading import turn_keys
from kodierung.workflow.listing import Record, one_by_one

FEWEST_WORDS = 5
"""A shorter turn ("Ja, genau.") tells nothing of what suggestions miss."""


@dataclass(frozen=True, slots=True)
class DrawnTurn:
    """A turn that was drawn.

    Attributes:
        transcript: Name of its transcript.
        turn: The turn.
        key: What it is known by in every version (see `turn_keys`).
        text: Its words.
    """

    transcript: str
    turn: Turn
    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Sample:
    """What was drawn.

    Attributes:
        turns: By transcript and place.
        among: How many there were to draw from.
    """

    turns: tuple[DrawnTurn, ...]
    among: int


def draw(store: Store, coder: str, number: int, seed: int = 0) -> Sample:
    """Draw turns that the coder has not read and in which nothing is marked.

    Turns of participants with five words or more count that she has not marked as read
    and that hold neither a suggestion nor a coding of hers. The draw depends on the
    words alone: the same call draws the same turns, and when some were read in
    between, the others and new ones instead. To be used within a snapshot.

    Args:
        store: The study's.
        coder: Who reads.
        number: How many turns; all there are if they are fewer.
        seed: Another number draws others.
    """
    among = list(_unseen(store, coder))
    drawn = nsmallest(
        number, among, key=lambda one: short_id(seed, one.transcript, one.key)
    )
    by_place = sorted(drawn, key=lambda one: (one.transcript, one.turn.number))
    return Sample(tuple(by_place), len(among))


def _unseen(store: Store, coder: str) -> Iterator[DrawnTurn]:
    """Yield all turns that can be drawn, by transcript and place."""
    marked: dict[str, list[Segment]] = defaultdict(list)
    for one in store.queue(coder):
        marked[one.transcript].append(Segment(one.start, one.end))
    for coding in store.codings(coder):
        marked[coding.transcript].append(coding.segment)
    for transcript in one_by_one(store, store.descriptions()):
        name = transcript.name
        read = store.read_turns(coder, name)
        keys = turn_keys(transcript)
        for turn in _unmarked(transcript, marked[name]):
            key, text = keys[turn.number], transcript.quote(turn.segment)
            if key not in read and words(text) >= FEWEST_WORDS:
                yield DrawnTurn(name, turn, key, text)


def _unmarked(transcript: Transcript, marked: Iterable[Segment]) -> Iterator[Turn]:
    """Yield the participants' turns that share no character with what is marked."""
    turns = transcript.turns
    taken: set[int] = set()
    for segment in marked:
        at = bisect_right(turns, segment.start, key=attrgetter("end"))
        while at < len(turns) and turns[at].start < segment.end:
            taken.add(turns[at].number)
            at += 1
    moderators = transcript.moderators()
    for turn in turns:
        if turn.number not in taken and turn.speaker not in moderators:
            yield turn


def sample_turns(project: Project, coder: str, number: int, seed: int = 0) -> Sample:
    """Draw turns of a study; see `draw`."""
    with project.open_store() as store, store.snapshot():
        return draw(store, coder, number, seed)


def turn_record(drawn: DrawnTurn) -> Record:
    """Return a drawn turn with the keys of `transcripts sample --json`."""
    turn = drawn.turn
    return {
        "transcript": drawn.transcript,
        "turn": turn.number,
        "speaker": turn.speaker,
        "start": turn.start,
        "end": turn.end,
        "seconds": turn.start_time,
        "text": drawn.text,
    }
