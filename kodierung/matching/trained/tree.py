"""What the parse says about separated verbs and about clauses.

Both families of labels are understood: those of TIGER, which spaCy's German pipelines
have (`svp`, `oc`, `rc`), and those of Universal Dependencies (`compound:prt`, `aux`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from spacy.tokens import Doc, Token

from kodierung.matching.language.data import fold
from kodierung.matching.reading.separable import SeparableVerbs, SeparatedVerb, verb_key

_PARTICLE: Final = frozenset({"svp", "compound:prt"})
_AUXILIARY: Final = frozenset({"aux", "aux:pass", "auxpass", "cop"})
# The tags that German pipelines give: VVFIN, VAINF, VMPP.
_STTS_VERBS: Final = ("VV", "VA", "VM")
_OF_VERBS: Final = frozenset({"VERB", "AUX"})


class ParsedVerbs:
    """Finds separated verbs in the parse, and by words where the parse is silent.

    Args:
        verbs: Finds them by words.
    """

    def __init__(self, verbs: SeparableVerbs) -> None:
        self._verbs = verbs

    def of(self, doc: Doc) -> list[SeparatedVerb]:
        """Return the separated verbs of a turn, by their verbs."""
        found = {verb.token: verb for verb in self._by_words(doc)}
        for token in doc:
            verb = token.head
            if token.dep_ in _PARTICLE and verb.i not in found and is_verb(verb):
                found[verb.i] = _separated(token)
        return [found[token] for token in sorted(found)]

    def _by_words(self, doc: Doc) -> Iterator[SeparatedVerb]:
        for verb in self._verbs.of(doc):
            particle = doc[verb.particle]
            # What has a noun of its own is a preposition.
            if not any(particle.children):
                yield verb


def _separated(particle: Token) -> SeparatedVerb:
    verb = particle.head
    before, lemma = fold(particle.text), fold(verb.lemma_)
    whole = lemma if lemma.startswith(before) else before + lemma
    return SeparatedVerb(verb.i, particle.i, verb_key(whole))


def is_verb(token: Token) -> bool:
    """Tell whether a token is a verb, by its part of speech or its tag."""
    return token.pos_ in _OF_VERBS or token.tag_.startswith("V")


def said_with(token: Token) -> list[int]:
    """Return the tokens of the smallest clause that a token is said in, in order.

    The clause is what hangs on the token's verb, with its auxiliary, but for clauses of
    their own: `Die Leute, die nicht kommen, kennen wir` are two. Where the parse knows
    no verb, nothing is returned.

    Args:
        token: A cue, such as `nicht`.
    """
    verb = verb_of(token)
    return sorted(_without_clauses(verb)) if verb is not None else []


def verb_of(token: Token) -> Token | None:
    """Return the verb that a token is or hangs on, or the auxiliary above that."""
    chain = (token, *token.ancestors)
    at = next((i for i, above in enumerate(chain) if is_verb(above)), None)
    if at is None:
        return None
    while at + 1 < len(chain) and _is_carried(chain[at], chain[at + 1]):
        at += 1
    return chain[at]


def _is_carried(verb: Token, above: Token) -> bool:
    """Tell whether a verb and the auxiliary or modal it hangs on are one predicate."""
    auxiliary = above.pos_ == "AUX" or above.tag_.startswith(("VA", "VM"))
    if verb.dep_ in _AUXILIARY:
        return True
    return auxiliary and not _is_finite(verb)


def _without_clauses(verb: Token) -> Iterator[int]:
    waiting = [verb]
    while waiting:
        token = waiting.pop()
        yield token.i
        waiting += [
            child
            for child in token.children
            if child.dep_ in _AUXILIARY or not _heads_clause(child)
        ]


def _heads_clause(token: Token) -> bool:
    return is_verb(token) and (
        _is_finite(token)
        or any(c.dep_ in _AUXILIARY and _is_finite(c) for c in token.children)
    )


def _is_finite(token: Token) -> bool:
    if token.tag_.startswith(_STTS_VERBS):
        return token.tag_.endswith(("FIN", "IMP"))
    return "Fin" in token.morph.get("VerbForm", [])


def as_spans(places: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """Return numbers as half-open runs of them, in order."""
    spans: list[tuple[int, int]] = []
    for place in sorted(set(places)):
        if spans and spans[-1][1] == place:
            spans[-1] = (spans[-1][0], place + 1)
        else:
            spans.append((place, place + 1))
    return tuple(spans)
