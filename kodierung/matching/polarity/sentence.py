"""One sentence as polarity sees it: its words, their verbs, and its scopes.

A scope is what a negation turns round: a clause, or the part of it with a finite verb
of its own. `Das steckt in einer Mappe und kommt da nicht mehr raus` is one clause, but
what is negated is `kommt`. So a scope opens before `und` with a finite verb, and before
`dass` or `wenn` where speech has no comma. An infinitive or a participle may look
finite; behind an auxiliary (`Sie haben das nicht gewusst und verlangt`) it is none.

Two pieces become one scope again where a relative clause stands between them (`Die
Leute, die da sind, kennen wir nicht`), where a topic is put in front (`Vertrauen, das
gibt es da nicht`), and where times are compared (`Da war Vertrauen, heute nicht mehr`).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property

from kodierung.matching.language.data import PolarityWords, fold
from kodierung.matching.language.lexicon import Lexicon
from kodierung.matching.reading.index import TurnIndex
from kodierung.matching.reading.separable import verb_key

Span = tuple[int, int]

# How many words a topic asked about may have, and how late its answer may come.
_LONGEST_TOPIC = 4
# What marks the key of a verb in two pieces.
_SEPARATED = verb_key("")
# mangelnd, fehlende: they stand like adjectives, not like verbs.
_PRESENT_PARTICIPLE = re.compile(r"(?:e|el|er)nd(?:e[rnms]?)?$")


class Sentence:
    """The words of one sentence of a turn.

    Places count its words from 0; particles of separated verbs belong to their verb and
    are left out, as is all that is no word.

    Args:
        index: The turn.
        number: Which sentence.
        lexicon: The language's words.

    Attributes:
        index: The turn.
        tokens: The token at every place.
        keys: The keys at every place.
    """

    def __init__(self, index: TurnIndex, number: int, lexicon: Lexicon) -> None:
        self.index = index
        self._lexicon = lexicon
        self._words = lexicon.data.polarity
        self._zu = self._words.infinitive_marks
        first, end = index.bounds[number]
        self.bounds = (first, end)
        apart = set(index.particles.values())
        self.tokens = [i for i in range(first, end) if index.keys[i] and i not in apart]
        self.keys = [index.keys[i] for i in self.tokens]

    @cached_property
    def texts(self) -> list[str]:
        """The words as they stand there."""
        return [self.index.doc[i].text for i in self.tokens]

    @cached_property
    def verbs(self) -> list[str]:
        """The form of the verb at every place (see `Lexicon.verb_form`), or ``""``."""
        return [self._verb(at) for at in range(len(self.tokens))]

    @cached_property
    def scopes(self) -> list[int]:
        """The scope at every place, numbered in the order of their first words."""
        return _merged(self._pieces(), self, self._words)

    @cached_property
    def spans(self) -> dict[int, list[Span]]:
        """The pieces of every scope as half-open places."""
        spans: dict[int, list[Span]] = {}
        for first, end in _runs(self.scopes):
            spans.setdefault(self.scopes[first], []).append((first, end))
        return spans

    @cached_property
    def text(self) -> str:
        """The sentence as it stands there, with everything that is no word."""
        first, end = self.bounds
        return str(self.index.doc[first:end].text)

    def answer(self) -> tuple[int, ...]:
        """Return the word that denies a topic asked about: `Hilfe? Fehlanzeige`.

        The answer is the next sentence; only its words are looked at, not their keys.
        """
        doc = self.index.doc
        end = self.bounds[1]
        if doc[end - 1].text != "?" or len(self.tokens) > _LONGEST_TOPIC:
            return ()
        if any(self.verbs):
            return ()
        after = range(end, min(end + _LONGEST_TOPIC, len(doc)))
        found = (i for i in after if fold(doc[i].text) in self._words.answers)
        return tuple(found)[:1]

    def place_at(self, token: int) -> int:
        """Return the place of the first word at a token or after it."""
        return bisect_left(self.tokens, token)

    def place(self, token: int) -> int:
        """Return the place of a token, or of the last word before it."""
        return max(bisect_right(self.tokens, token) - 1, 0)

    def says(self, at: int, words: Collection[str]) -> bool:
        """Tell whether there is a word at a place and it is one of the words."""
        return at < len(self.keys) and any(
            key.removeprefix(_SEPARATED) in words for key in self.keys[at]
        )

    def clause(self, at: int) -> int:
        """Return the clause of the word at a place."""
        return self.index.clauses[self.tokens[at]]

    def piece(self, at: int) -> Span:
        """Return the piece of a scope that a place lies in."""
        return next(span for span in self.scope_at(at) if span[0] <= at < span[1])

    def scope_at(self, at: int) -> tuple[Span, ...]:
        """Return the pieces of the scope that a place lies in; none behind the last."""
        return tuple(self.spans[self.scopes[at]]) if at < len(self.scopes) else ()

    def end(self, at: int) -> int:
        """Return where the piece of a scope ends that a place lies in."""
        return self.piece(at)[1]

    def is_joint(self, at: int) -> bool:
        """Tell whether the word at a place joins clauses: `und`, `denn`."""
        data = self._lexicon.data
        return self.says(at, data.coordinators | data.clause_conjunctions)

    def starts_with(self, at: int, words: Collection[str]) -> bool:
        """Tell whether the scope that a place lies in begins with one of the words."""
        return self.says(self.scope_at(at)[0][0], words)

    def has_zu(self, at: int) -> bool:
        """Tell whether an infinitive with `zu` stands at a place: `zu rufen`."""
        verb = self.verbs[at] or self.says(at, self._words.copulas)
        if at and verb and self.keys[at - 1][0] in self._zu:
            return self.texts[at].endswith("n")
        word = self.keys[at][0]
        whole = next((word.replace(zu, "", 1) for zu in self._zu if zu in word), word)
        return whole != word and whole in self.keys[at]

    def is_noun(self, at: int) -> bool:
        """Tell whether the word at a place is written like a noun."""
        return 0 < at < len(self.texts) and self.texts[at][:1].isupper()

    def fits(self, at: int, noun: bool) -> bool:
        """Tell whether the word at a place can be a noun, or can be none."""
        if noun:
            return self.texts[at][:1].isupper() or self._without_capitals
        return not self.is_noun(at)

    @cached_property
    def _without_capitals(self) -> bool:
        return all(text == text.lower() for text in self.texts)

    def _verb(self, at: int) -> str:
        word = self.texts[at]
        if at == 0 and not self._is_first_noun(word):
            word = word.lower()
        if "'" in word or "’" in word:
            word = self.keys[at][0]
        if fold(word) in self._words.auxiliary_forms:
            return "finite"
        if _PRESENT_PARTICIPLE.search(word) and self._lexicon.lemma(word) != word:
            return ""
        return self._lexicon.verb_form(word)

    def _is_first_noun(self, word: str) -> bool:
        """Tell whether a sentence begins with a noun, no verb: `Vertrauen, das …`."""
        subjects = self._lexicon.data.clause_subjects | self._words.clause_openers
        followed = len(self.keys) > 1 and self.says(1, subjects)
        if (
            followed
            and self.index.clauses[self.tokens[0]] == self.index.clauses[self.tokens[1]]
        ):
            return False
        return self._lexicon.lemma(word)[:1].isupper()

    def _pieces(self) -> list[int]:
        numbers: list[int] = []
        number = 0
        said: set[str] = set()
        for at in range(len(self.tokens)):
            if at and (self.clause(at) != self.clause(at - 1) or self._opens(at, said)):
                number += 1
                said.clear()
            said.add(self.keys[at][0])
            numbers.append(number)
        return numbers

    def _opens(self, at: int, said: Collection[str]) -> bool:
        words = self._words
        if self.keys[at][0] in words.scope_starts:
            return self.keys[at - 1][0] not in words.before_scope_starts
        if not self.says(at, self._lexicon.data.coordinators):
            return False
        return self._begins_clause(at + 1, said) or self._joins_ends(at, said)

    def _begins_clause(self, at: int, said: Collection[str]) -> bool:
        """Tell whether a clause with its own finite verb begins at a place."""
        if at >= len(self.tokens):
            return False
        if self._is_finite(at, said):
            return True
        return (
            self.keys[at][0] in self._words.clause_openers
            and at + 1 < len(self.tokens)
            and self._is_finite(at + 1, said)
        )

    def _joins_ends(self, at: int, said: Collection[str]) -> bool:
        """Tell whether `und` joins clauses that end in their verbs: `gibt und …`."""
        if not self._is_finite(at - 1, said):
            return False
        after = range(at + 1, len(self.tokens))
        return any(
            self.verbs[i] in ("finite", "either")
            for i in after
            if self.clause(i) == self.clause(at)
        )

    def _is_finite(self, at: int, said: Collection[str]) -> bool:
        data = self._lexicon.data
        form = self.verbs[at]
        if form == "infinitive":
            return data.before_infinitives.isdisjoint(said)
        if form == "either":
            return data.before_participles.isdisjoint(said)
        return form == "finite"


def _runs(numbers: Sequence[int]) -> Iterator[Span]:
    """Yield where each run of one number begins and ends."""
    first = 0
    for at in range(1, len(numbers) + 1):
        if at == len(numbers) or numbers[at] != numbers[first]:
            yield first, at
            first = at


def _merged(pieces: list[int], sentence: Sentence, words: PolarityWords) -> list[int]:
    """Return the pieces' numbers with those that belong together made one."""
    runs = list(_runs(pieces))
    numbers = list(range(len(runs)))
    for n in range(1, len(runs)):
        if n > 1 and _resumes(sentence, runs[n - 2 : n + 1], words):
            numbers[n] = numbers[n - 2]
        elif _takes_up(sentence, runs[n - 1], runs[n], words):
            numbers[n] = numbers[n - 1]
    return [
        number
        for number, (first, end) in zip(numbers, runs, strict=True)
        for _ in range(first, end)
    ]


def _resumes(sentence: Sentence, runs: Sequence[Span], words: PolarityWords) -> bool:
    """Tell whether the third piece goes on with the first, behind a relative clause."""
    (first, middle), (relative, _), (at, end) = runs
    if sentence.keys[relative][0] not in words.subordinators:
        return False
    if _only(sentence, (at, end), words.tail):
        return True
    return bool(sentence.verbs[at]) and not any(sentence.verbs[first:middle])


def _takes_up(sentence: Sentence, topic: Span, run: Span, words: PolarityWords) -> bool:
    """Tell whether a piece takes up the topic before it: `Hilfe, die gibt es nicht`."""
    at, end = run
    if any(sentence.says(i, words.afterwards) for i in range(at, end)):
        return _only(sentence, run, words.tail | words.afterwards)
    if any(sentence.verbs[slice(*topic)]):
        return False
    if sentence.keys[at][0] in words.resuming and at + 1 < end:
        return sentence.verbs[at + 1] in ("finite", "infinitive", "either")
    return _only(sentence, run, words.verdicts)


def _only(sentence: Sentence, run: Span, words: Collection[str]) -> bool:
    return all(sentence.says(at, words) for at in range(*run))
