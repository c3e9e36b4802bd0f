"""Which words of a doc are denied, for users of the pipeline without the engine."""

from __future__ import annotations

from functools import lru_cache

from spacy.tokens import Doc

from kodierung.matching.language.lexicon import Lexicon
from kodierung.matching.polarity.reading import Polarity
from kodierung.matching.reading.index import TurnIndex
from kodierung.matching.reading.pipeline import KEYS
from kodierung.matching.reading.separable import SeparableVerbs
from kodierung.matching.trained.reach import ParsedReach
from kodierung.matching.trained.tree import ParsedVerbs


def negated_tokens(doc: Doc) -> list[bool]:
    """Return for every token whether what it says is denied.

    Args:
        doc: Went through a pipeline of `build_pipeline`.
    """
    polarity, verbs = _readers(str(doc.lang_), bool(doc.has_annotation("DEP")))
    turn = polarity.read(TurnIndex(doc, verbs_in=verbs.of))
    return [
        bool(keys) and turn.of((i,)).turns % 2 == 1
        for i, keys in enumerate(doc.user_data[KEYS])
    ]


@lru_cache(maxsize=4)
def _readers(
    language: str, parsed: bool
) -> tuple[Polarity, SeparableVerbs | ParsedVerbs]:
    lexicon = Lexicon(language)
    verbs = SeparableVerbs(lexicon)
    if not parsed:
        return Polarity(lexicon), verbs
    return Polarity(lexicon, ParsedReach(lexicon.data.polarity)), ParsedVerbs(verbs)
