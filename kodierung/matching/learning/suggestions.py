"""Suggestions of a ranker, beside those of rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from operator import attrgetter

import numpy as np

from kodierung.matching.learning.features import Reader, Rows
from kodierung.matching.learning.lessons import Decided, Passage
from kodierung.matching.learning.ranker import Ranker, Scores
from kodierung.matching.learning.reasons import Model, Reasons
from kodierung.matching.learning.spans import Span, spans
from kodierung.matching.learning.units import Unit
from kodierung.model import Segment, Suggestion, Transcript
from kodierung.text import short_id

_DIGITS = 4


class Suggester:
    """Makes suggestions of scores.

    Args:
        ranker: Which scores they are.
        reasons: Says what a passage is like; None where nobody will read it.
        coder: Whose decisions the ranker has learned from, "" if nobody's.
    """

    def __init__(self, ranker: Ranker, reasons: Reasons | None, coder: str) -> None:
        self._ranker = ranker
        self._reasons = reasons
        self._coder = coder

    def suggestions(
        self,
        transcript: Transcript,
        units: Sequence[Unit],
        likeness: Rows,
        scores: Scores,
        lowest: float | None = None,
    ) -> list[Suggestion]:
        """Return the suggestions for a transcript, best first.

        Args:
            transcript: With its text.
            units: Its sentences.
            likeness: Their rows, of `Reader.likeness`.
            scores: Of each unit and code.
            lowest: Score from which on; None for the ranker's threshold.
        """
        found = spans(
            units, scores, self._ranker.threshold if lowest is None else lowest
        )
        return [self._suggestion(s, transcript, units, likeness) for s in found]

    def merged(
        self,
        rules: Iterable[Suggestion],
        found: Iterable[Suggestion],
        units: Sequence[Unit],
        scores: Scores,
        decided: Decided,
    ) -> list[Suggestion]:
        """Return the rules' suggestions with `learned`, and what was found beside them.

        What a rule has suggested, or the coder has coded or refused the same code, is
        not suggested once more.

        Args:
            rules: Of the transcript.
            found: Of `suggestions`, for the same transcript.
            units: Its sentences.
            scores: Of each unit and code.
            decided: What the coder has decided.
        """
        kept = [self._with_learned(s, units, scores) for s in rules]
        taken: dict[str, list[Segment]] = defaultdict(list)
        for suggestion in kept:
            taken[suggestion.code].append(suggestion.segment)
        here = {unit.transcript for unit in units}
        for place in (*decided.positive, *decided.negative):
            if place.transcript in here:
                taken[place.code].append(place.segment)
        new = [
            s
            for s in found
            if not any(s.segment.overlaps(segment) for segment in taken[s.code])
        ]
        return sorted([*kept, *new], key=attrgetter("start", "code", "end"))

    def _with_learned(
        self, suggestion: Suggestion, units: Sequence[Unit], scores: Scores
    ) -> Suggestion:
        if suggestion.code not in self._ranker.codes:
            return suggestion
        rows = [
            row
            for row, unit in enumerate(units)
            if unit.segment.overlaps(suggestion.segment)
        ]
        column = self._ranker.codes.index(suggestion.code)
        best = scores[rows, column].max(initial=-np.inf)
        return replace(suggestion, learned=self._likelihood(float(best)))

    def _suggestion(
        self,
        span: Span,
        transcript: Transcript,
        units: Sequence[Unit],
        likeness: Rows,
    ) -> Suggestion:
        first, last = units[span.first], units[span.last]
        code = self._ranker.codes[span.code]
        quote = transcript.text[first.start : last.end]
        likelihood = self._likelihood(span.score)
        return Suggestion(
            id=short_id(transcript.name, first.start, last.end, quote, code),
            transcript=transcript.name,
            turn=first.turn,
            speaker=first.speaker,
            start=first.start,
            end=last.end,
            quote=quote,
            code=code,
            rule="",
            reason=self._reason(span, code, units, likeness),
            score=round(likelihood, 2),
            source="learned" if self._coder else "similar",
            learned=likelihood,
        )

    def _reason(
        self, span: Span, code: str, units: Sequence[Unit], likeness: Rows
    ) -> str:
        if self._reasons is None:
            return ""
        own = likeness[span.best : span.best + 1]
        places = [(u.transcript, u.start) for u in units[span.first : span.last + 1]]
        return self._reasons.of(code, own, places, self._coder)

    def _likelihood(self, score: float) -> float:
        return round(self._ranker.likelihood(score), _DIGITS)


def reasons_of(
    language: str,
    passages: Iterable[Passage],
    coded: Iterable[tuple[Unit, str]],
    reader: Reader,
    coder: str,
) -> Reasons:
    """Return what suggestions can be likened to.

    Args:
        language: Of the codebook.
        passages: Of the codebook.
        coded: Sentences with the code the coder gave them.
        reader: Reads them.
        coder: Who did.
    """
    models = [
        Model(passage.text, passage.code, passage.kind)
        for passage in passages
        if passage.code and passage.kind != "counterexample"
    ]
    models += [
        Model(unit.text, code, "coded", coder, unit.transcript, unit.turn, unit.start)
        for unit, code in coded
    ]
    return Reasons(language, models, reader.likeness([model.text for model in models]))
