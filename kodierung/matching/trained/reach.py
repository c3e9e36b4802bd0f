"""How far a cue bears where there is a parse: on the clause of the verb it hangs on."""

from __future__ import annotations

from kodierung.matching.polarity.cues import Cue
from kodierung.matching.polarity.reach import ClauseReach
from kodierung.matching.polarity.sentence import Sentence, Span
from kodierung.matching.trained.tree import as_spans, said_with, verb_of


class ParsedReach(ClauseReach):
    """Decides from the parse what a cue's own clause is; all else as `ClauseReach`.

    Words of the clause by commas that hang on no verb (`Vertrauen, das gibt es nicht`)
    belong to it as well.
    """

    def _own_scope(self, cue: Cue, sentence: Sentence) -> tuple[Span, ...]:
        doc, tokens = sentence.index.doc, sentence.tokens
        by_commas = super()._own_scope(cue, sentence)
        said = [
            place
            for token in said_with(doc[tokens[cue.places[-1]]])
            if tokens[place := sentence.place(token)] == token
        ]
        if not said:
            return by_commas
        loose = (
            place
            for span in by_commas
            for place in range(*span)
            if verb_of(doc[tokens[place]]) is None
        )
        return as_spans((*said, *loose))
