"""German speech without end, made up: known clauses, and words that never were.

Real text brings new words however long it is. A corpus of repeated text would be read
from memory; here the number of different words grows with the square root or so.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

_WHO = "ich wir sie man mein_Bruder der_Wirt das_Kind meine_Tante jeder_Zweite".split()
_VERBS = (
    "malt kocht baut trägt putzt fährt gießt schält trocknet streicht sägt backt "
    "wäscht räumt zählt holt sucht findet braucht vergisst kennt meldet".split()
)
_NOUNS = (
    "Garten Fahrrad Küche Zug Brücke Suppe Mantel Fenster Wiese Treppe Laterne "
    "Kuchen Zaun Regal Teppich Ofen Leiter Koffer Antrag Termin Kunde".split()
)
_FIRST = "Probe Sommer Bürger Sprach Werk Land Wasser Familien Gesundheits".split()
_LAST = "plan stelle runde kreis gruppe vertrag tag beirat kasse fahrt leitung".split()
_HOW = "oft kaum immer selten wirklich gern gemeinsam regelmäßig damals heute".split()
_JOINTS = (", weil", ", dass", " und", ", aber", ", obwohl", ", wenn", ";")
_ASIDE = ("(lacht)", "ähm,", "z.B.", "(unv.)", "also", "na ja,", "Sor/ Sorgen")
_SYLLABLES = (
    "ba be bi do du fa fe ga gra hol ka kle lam len lo mar mi nau nor pe pla ra ri "
    "ros sal schi sta te tru ver wal wen zim zo".split()
)
_NEW = 0.04  # of the nouns


def spoken_turns(words: int, seed: int = 1) -> Iterator[str]:
    """Yield contributions of together at least so many words."""
    chance = random.Random(seed)
    said = 0
    while said < words:
        sentences = [_sentence(chance) for _ in range(chance.randint(2, 18))]
        turn = " ".join(sentences)
        said += len(turn.split())
        yield turn


def phrases(number: int, seed: int = 2) -> list[str]:
    """Return different phrases of two words, as rules ask for them."""
    chance = random.Random(seed)
    found: dict[str, None] = {}
    while len(found) < number:
        noun = chance.choice([chance.choice(_NOUNS), _compound(chance)])
        other = chance.choice([_compound(chance), _name(chance), chance.choice(_VERBS)])
        found[f"{noun} {other}"] = None
    return list(found)


def _sentence(chance: random.Random) -> str:
    clauses = [_clause(chance) for _ in range(chance.randint(1, 4))]
    text = clauses[0]
    for clause in clauses[1:]:
        text += f"{chance.choice(_JOINTS)} {clause}"
    return f"{text[0].upper()}{text[1:]}{chance.choice('....?!')}"


def _clause(chance: random.Random) -> str:
    words = [
        chance.choice(_WHO).replace("_", " "),
        chance.choice(_VERBS),
        chance.choice(("die", "unsere", "keine", "diese", "eine")),
        _noun(chance),
        chance.choice(_HOW),
        chance.choice(("nicht", "auch", "mit der", "in der", "ohne die", "ab", "an")),
        _noun(chance),
    ]
    if chance.random() < 0.1:
        words.insert(chance.randrange(len(words)), chance.choice(_ASIDE))
    return " ".join(words)


def _noun(chance: random.Random) -> str:
    kind = chance.random()
    if kind < _NEW:
        return _name(chance)
    return _compound(chance) if kind < 0.2 else chance.choice(_NOUNS)


def _compound(chance: random.Random) -> str:
    return chance.choice(_FIRST) + chance.choice(_LAST)


def _name(chance: random.Random) -> str:
    """Return a word nobody has said: a place, a person, a programme."""
    syllables = (chance.choice(_SYLLABLES) for _ in range(chance.randint(2, 4)))
    return "".join(syllables).capitalize() + chance.choice(("", "er", "straße", "hof"))
