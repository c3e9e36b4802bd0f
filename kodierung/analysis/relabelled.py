"""Which people have another label in a new version of a transcript."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from kodierung.analysis.word_index import DISTINCT, words_of
from kodierung.model import Transcript

_NEARLY_ALL = 0.9  # part of a person's turns that stand under the exchanged label


def renamed(old: Transcript, new: Transcript) -> dict[str, str]:
    """Return which label now stands for an old one.

    Most of a person's turns must stand word for word under the other label, and all of
    them that still stand; if that label is not new, two names were made one, and all
    of the turns must stand there. Labels may also have been exchanged.

    Args:
        old: The earlier version.
        new: The later version.
    """
    said, says = _said(old), _said(new)
    known = {t.speaker for t in old.turns}
    names = _exchanged(said, says)
    for label in said.keys() - says.keys():
        turns = said[label]
        shared = {name: (turns & says[name]).total() for name in says}
        here = max(shared, key=lambda name: shared[name], default=None)
        if here is None:
            continue
        merged = here in known
        needed = max(turns.total(), 2) if merged else turns.total() // 2 + 1
        only = all(not _told(turns & says[name]) for name in says if name != here)
        if shared[here] >= needed and only:
            names[label] = here
    return names


def _exchanged(
    said: Mapping[str, Counter[str]], says: Mapping[str, Counter[str]]
) -> dict[str, str]:
    """Return the labels that were exchanged for one another, such as B1 and B2.

    Of each person's turns that nobody else would say so, most still stand, two at
    least, and nearly all of these under one other label, whose own went elsewhere.
    """
    by_words: dict[str, set[str]] = defaultdict(set)
    for label, turns in says.items():
        for words in turns:
            by_words[words].add(label)
    names: dict[str, str] = {}
    for label in said.keys() & says.keys():
        told = [words for words in said[label] if _tells(words)]
        stand = [words for words in told if words in by_words]
        there = Counter(name for words in stand for name in by_words[words])
        here, count = max(there.items(), key=lambda one: one[1], default=(label, 0))
        most = 2 * len(stand) > len(told) and count >= max(_NEARLY_ALL * len(stand), 2)
        if here != label and most:
            names[label] = here
    while set(names) != set(names.values()):
        borne = set(names.values())
        names = {a: b for a, b in names.items() if a in borne and b in names}
    return names


def _told(turns: Counter[str]) -> bool:
    """Tell whether there is a turn among these that nobody else would say so."""
    return any(map(_tells, turns))


def _tells(words: str) -> bool:
    return len(set(words.split())) >= DISTINCT


def _said(transcript: Transcript) -> dict[str, Counter[str]]:
    """Return each speaker's turns, as words."""
    said: dict[str, Counter[str]] = defaultdict(Counter)
    for turn in transcript.turns:
        words = words_of(transcript.quote(turn.segment))
        said[turn.speaker][" ".join(words)] += 1
    return dict(said)
