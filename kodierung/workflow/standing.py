"""How far a study is: what was said, and what each coder read, coded and decided."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from kodierung.analysis.coverage import Stretch, coded_words, words_in
from kodierung.analysis.origins import Origin, origins
from kodierung.model import Basis, Transcript, Turn
from kodierung.store.store import Store
from kodierung.store.totals import Coded, Decided, Made, Offered, Spoken
from kodierung.workflow.desk.reading import keys_of, turn_keys

Light = TypeVar("Light", Coded, Offered)

NOTHING_DECIDED = Decided({}, frozenset(), frozenset())


@dataclass(slots=True)
class Work:
    """What one coder has done.

    Attributes:
        decisions: Status to number of decisions.
        origins: Where the confirmed codings come from, and how many from each.
        turns_read: Participants' turns marked as read through.
        words_coded: Participants' words inside codings.
        codes: The codes used, under their present names.
        stated: Those of them that a chosen statement is coded with.
        codings_detached: Codings whose words are gone.
        memos_detached: Memos whose words are gone.
    """

    decisions: Mapping[str, int] = field(default_factory=dict)
    origins: Counter[Origin] = field(default_factory=Counter)
    turns_read: int = 0
    words_coded: int = 0
    codes: set[str] = field(default_factory=set)
    stated: set[str] = field(default_factory=set)
    codings_detached: int = 0
    memos_detached: int = 0


@dataclass(slots=True)
class Standing:
    """How far a study is.

    Attributes:
        words: All that is said, moderators included.
        participants_words: What participants say of that.
        turns: Participants' turns.
        suggestions: What is suggested at present.
        open: How much of that the coder in question has not decided on.
        coders: What each coder has done, by name.
    """

    words: int = 0
    participants_words: int = 0
    turns: int = 0
    suggestions: int = 0
    open: int = 0
    coders: dict[str, Work] = field(default_factory=dict)


@dataclass(slots=True)
class Footing:
    """What one coder's codings rest on.

    Attributes:
        transcripts: How many there are.
        turns: Participants' turns in them.
        turns_read: How many of these the coder marked as read through.
        origins: Coding id to where the coding comes from.
    """

    transcripts: int = 0
    turns: int = 0
    turns_read: int = 0
    origins: dict[str, Origin] = field(default_factory=dict)

    def of(self, codings: Iterable[str]) -> Basis:
        """Return what figures made from some of the codings rest on.

        Args:
            codings: Their ids.
        """
        come = Counter(self.origins[coding] for coding in codings)
        return Basis(
            self.transcripts,
            self.turns,
            self.turns_read,
            come.total(),
            come["from_suggestions"],
            come["by_hand"],
            come["both"],
        )


def standing_of(
    store: Store,
    described: Iterable[Transcript],
    coder: str,
    renamed: Mapping[str, str],
) -> Standing:
    """Return how far a study is.

    Args:
        store: The study's, within a snapshot.
        described: All transcripts; their words are not needed.
        coder: Who asks what is open; `""` for nobody.
        renamed: Old code to present code.
    """
    moderators = {t.name: t.moderators() for t in described}
    decided = store.verdicts()
    mine = decided.get(coder, NOTHING_DECIDED).suggestions
    found = Standing()
    works = defaultdict(Work, {name: Work(d.counts) for name, d in decided.items()})
    for spoken, made in zip(store.spoken(), store.made(), strict=True):
        participants, others = _by_kind(spoken, moderators[spoken.name])
        words = words_in(spoken.text, participants)
        found.participants_words += words
        found.words += words + words_in(spoken.text, others)
        found.turns += len(participants)
        found.suggestions += len(made.offered)
        found.open += sum(one.id not in mine for one in made.offered)
        for name, number in _turns_read(spoken, made, participants).items():
            works[name].turns_read += number
        offered = _present(made.offered, renamed)
        for name, codings in _by_coder(made, renamed).items():
            come = _origins(codings, offered, decided.get(name))
            places = ((c.start, c.end) for c in codings)
            work = works[name]
            work.origins.update(come.values())
            work.codes.update(c.code for c in codings)
            work.stated.update(c.code for c in codings if c.statement)
            work.words_coded += coded_words(spoken.text, participants, places)
    lost = store.detachments()
    for name, number in lost["coding"].items():
        works[name].codings_detached = number
    for name, number in lost["memo"].items():
        works[name].memos_detached = number
    found.coders = dict(sorted(works.items()))
    return found


def footing_of(
    store: Store,
    transcripts: Iterable[Transcript],
    coder: str,
    renamed: Mapping[str, str],
) -> Footing:
    """Return what one coder's codings rest on.

    Args:
        store: The study's, within a snapshot.
        transcripts: All transcripts, with their words, by name.
        coder: Whose codings.
        renamed: Old code to present code.
    """
    decided = store.verdicts().get(coder)
    found = Footing()
    for transcript, made in zip(transcripts, store.made(), strict=True):
        turns = _participants_turns(transcript)
        codings = _by_coder(made, renamed).get(coder, [])
        offered = _present(made.offered, renamed)
        read = made.read.get(coder, frozenset())
        found.transcripts += 1
        found.turns += len(turns)
        found.turns_read += _number_read(transcript, turns, read)
        found.origins |= _origins(codings, offered, decided)
    return found


def done_in(store: Store, transcript: Transcript, coder: str) -> dict[str, int | None]:
    """Return how far a coder is with one transcript.

    Args:
        store: The study's.
        transcript: With its words.
        coder: Who; if empty, the last two are None.

    Returns:
        `participants_turns`; how many of them she marked as read through
        (`turns_read`); their words inside her codings (`words_coded`).
    """
    spoken = _participants_turns(transcript)
    figures: dict[str, int | None] = {"participants_turns": len(spoken)}
    if not coder:
        return {**figures, "turns_read": None, "words_coded": None}
    read = store.read_turns(coder, transcript.name)
    codings = store.codings(coder, transcript=transcript.name)
    return {
        **figures,
        "turns_read": _number_read(transcript, spoken, read),
        "words_coded": coded_words(
            transcript.text,
            [(turn.start, turn.end) for turn in spoken],
            [(coding.start, coding.end) for coding in codings],
        ),
    }


def _participants_turns(transcript: Transcript) -> list[Turn]:
    moderators = transcript.moderators()
    return [turn for turn in transcript.turns if turn.speaker not in moderators]


def _number_read(
    transcript: Transcript, turns: Iterable[Turn], read: Collection[str]
) -> int:
    """Return how many of a transcript's turns are among those read, by their keys."""
    keys = turn_keys(transcript) if read else {}
    return sum(keys.get(turn.number) in read for turn in turns)


def _by_kind(
    spoken: Spoken, moderators: Collection[str]
) -> tuple[list[Stretch], list[Stretch]]:
    """Return where participants speak, and where moderators do."""
    participants: list[Stretch] = []
    others: list[Stretch] = []
    for speaker, start, end in spoken.turns:
        (others if speaker in moderators else participants).append((start, end))
    return participants, others


def _turns_read(
    spoken: Spoken, made: Made, participants: Iterable[Stretch]
) -> dict[str, int]:
    """Return how many of the participants' turns each coder has read through."""
    if not made.read:
        return {}
    words = (spoken.text[start:end] for _, start, end in spoken.turns)
    keys = dict(zip((t.start for t in spoken.turns), keys_of(words), strict=True))
    asked = {keys[start] for start, _ in participants}
    return {coder: len(asked & read) for coder, read in made.read.items()}


def _by_coder(made: Made, renamed: Mapping[str, str]) -> dict[str, list[Coded]]:
    """Return the codings of each coder under their present names."""
    found: dict[str, list[Coded]] = {}
    for one in _present(made.coded, renamed):
        found.setdefault(one.coder, []).append(one)
    return found


def _origins(
    codings: Iterable[Coded], offered: Iterable[Offered], decided: Decided | None
) -> dict[str, Origin]:
    """Return where one coder's codings in a transcript come from."""
    on = decided or NOTHING_DECIDED
    undecided = (one for one in offered if one.id not in on.suggestions)
    return origins(codings, undecided, on.codings)


def _present(found: Iterable[Light], renamed: Mapping[str, str]) -> list[Light]:
    """Return codings or suggestions with the present names of their codes."""
    return [
        one._replace(code=renamed[one.code]) if one.code in renamed else one
        for one in found
    ]
