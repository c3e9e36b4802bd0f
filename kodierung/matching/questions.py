"""Which question a turn answers, and which rules that question calls for.

A moderator's question stays in force for the whole round of answers, until the next
one. What the moderator says in fewer than five words (`Mhm.`, `Und bei Ihnen?`) seldom
asks anything new: it is read together with the question before it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kodierung.matching.reading.index import TurnIndex
from kodierung.matching.rules.compiled import CompiledRule
from kodierung.matching.rules.terms import occurrences
from kodierung.model import Transcript

_WORDS_OF_A_QUESTION = 5


def questions_of(transcript: Transcript) -> dict[int, str]:
    """Return the question that each participant's turn answers.

    Args:
        transcript: With its speakers.

    Returns:
        Turn number to the moderator's words, `""` before the first of them.
    """
    moderators = transcript.moderators()
    questions: dict[int, str] = {}
    asking: list[str] = []
    asked = question = ""
    for turn in transcript.turns:
        if turn.speaker in moderators:
            asking.append(transcript.quote(turn.segment))
            continue
        if asking:
            said = "\n".join(asking)
            asking.clear()
            short = len(said.split()) < _WORDS_OF_A_QUESTION
            question = f"{asked}\n{said}".strip() if short else said
            asked = asked if short else said
        questions[turn.number] = question
    return questions


class Questions:
    """Looks up in questions what `answer_to` asks for. False if no rule asks.

    Args:
        rules: The codebook's rules; those without `answer_to` are left alone.
        index_of: Returns a question's words by their keys.
    """

    def __init__(
        self, rules: Sequence[CompiledRule], index_of: Callable[[str], TurnIndex]
    ) -> None:
        self._rules = [each for each in rules if each.question]
        self._index_of = index_of
        self._last: tuple[str, frozenset[str]] = ("", frozenset())

    def __bool__(self) -> bool:
        """Tell whether any rule asks for a question."""
        return bool(self._rules)

    def met(self, question: str) -> frozenset[str]:
        """Return the ids of the rules with `answer_to` that a question calls for.

        Whether the question is negated makes no difference.

        Args:
            question: The moderator's words; all answers to one are best asked in a row.
        """
        if question != self._last[0]:
            self._last = (question, self._look_up(question))
        return self._last[1]

    def _look_up(self, question: str) -> frozenset[str]:
        if not self._rules:
            return frozenset()
        index = self._index_of(question)
        return frozenset(
            each.rule.id
            for each in self._rules
            if any(occurrences(term, index) for term in each.question)
        )
