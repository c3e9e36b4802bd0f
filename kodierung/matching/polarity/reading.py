"""What the words around a match say about it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from kodierung.matching.language.lexicon import Lexicon
from kodierung.matching.polarity.cues import Cue, CueBook
from kodierung.matching.polarity.irony import IronyMarks
from kodierung.matching.polarity.reach import Bearing, ClauseReach, Reach
from kodierung.matching.polarity.sentence import Sentence
from kodierung.matching.reading.index import TurnIndex

Tokens = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """How a match is said; every cue as the tokens of its words.

    Attributes:
        negating: What denies it or says that it is lacking.
        turns: How many of these count; those of `kein Geld und keine Zeit` count once.
        lacking: Whether all of them say that it is lacking.
        spoiling: What calls it too much, too late or bad.
        wishes: What says that it is wished for, so that its opposite is what there is.
        unreal: What says that it is needed or imagined.
        reported: What gives it as the words of others.
        ironic: What mocks it.
        mark: A mark of irony that is no word.
    """

    negating: tuple[Tokens, ...] = ()
    turns: int = 0
    lacking: bool = False
    spoiling: tuple[Tokens, ...] = ()
    wishes: tuple[Tokens, ...] = ()
    unreal: tuple[Tokens, ...] = ()
    reported: tuple[Tokens, ...] = ()
    ironic: tuple[Tokens, ...] = ()
    mark: str = ""


class Polarity:
    """Reads how things are said.

    Args:
        lexicon: The language's words.
        reach: Decides how far cues bear; by clauses if not given.
    """

    def __init__(self, lexicon: Lexicon, reach: Reach | None = None) -> None:
        words = lexicon.data.polarity
        self._lexicon = lexicon
        self._book = CueBook(words.cues)
        self._marks = IronyMarks(words)
        self._reach = reach or ClauseReach(words)

    def read(self, index: TurnIndex) -> TurnPolarity:
        """Return the turn's polarity; its sentences are read when asked about."""
        return TurnPolarity(index, self)

    def sentence(self, index: TurnIndex, number: int) -> Sentence:
        """Return a sentence of a turn as polarity sees it."""
        return Sentence(index, number, self._lexicon)

    def bearings(self, sentence: Sentence) -> list[Bearing]:
        """Return what the cues of a sentence bear on."""
        cues = self._book.find(sentence.keys, sentence.fits)
        return self._reach.bearings(cues, sentence) if cues else []

    def mark(self, places: Collection[int], sentence: Sentence) -> str:
        """Return the mark of irony beside a match that is no word, or nothing."""
        return self._marks.beside(places, sentence)


class TurnPolarity:
    """How things are said in one turn; made by `Polarity.read`."""

    def __init__(self, index: TurnIndex, polarity: Polarity) -> None:
        self._index = index
        self._polarity = polarity
        self._read: dict[int, tuple[Sentence, list[Bearing]]] = {}

    def of(self, tokens: Sequence[int]) -> Reading:
        """Return how the matched tokens are said.

        A match over several sentences is read in the one that holds most of it.

        Args:
            tokens: The matched tokens, in order.
        """
        sentences = [self._index.sentences[token] for token in tokens]
        number = max(sentences, key=lambda n: (sentences.count(n), -n))
        sentence, bearings = self._sentence(number)
        inside = [t for t, n in zip(tokens, sentences, strict=True) if n == number]
        places = {sentence.place(token) for token in inside}
        own = set(inside)
        cues = [
            bearing
            for bearing in bearings
            if bearing.on(places) and own.isdisjoint(_tokens(bearing.cue, sentence))
        ]
        mark = self._polarity.mark(places, sentence)
        return _reading(cues, sentence, mark, sentence.answer())

    def _sentence(self, number: int) -> tuple[Sentence, list[Bearing]]:
        read = self._read.get(number)
        if read is None:
            sentence = self._polarity.sentence(self._index, number)
            read = self._read[number] = (sentence, self._polarity.bearings(sentence))
        return read


def _tokens(cue: Cue, sentence: Sentence) -> Tokens:
    return tuple(sentence.tokens[place] for place in cue.places)


def _reading(
    found: Sequence[Bearing], sentence: Sentence, mark: str, answer: Tokens
) -> Reading:
    def cues(*kinds: str) -> tuple[Tokens, ...]:
        return tuple(_tokens(b.cue, sentence) for b in found if b.cue.kind in kinds)

    turning = [b for b in found if b.cue.kind in _TURNING]
    answers = (answer,) if answer else ()
    return Reading(
        negating=cues(*_TURNING) + answers,
        turns=len({bearing.chain for bearing in turning}) + len(answers),
        lacking=all(bearing.cue.kind == "lacking" for bearing in turning),
        spoiling=cues("spoiling"),
        wishes=cues("wishes"),
        unreal=cues("needs", "unreal"),
        reported=cues("reported", "saying"),
        ironic=cues("ironic"),
        mark=mark,
    )


_TURNING = ("negating", "lacking", "before", "onward")
