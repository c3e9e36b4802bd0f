"""For a codebook's manual: how much evidence each code has, and its anchor examples.

Anchor examples are chosen by this rule. For a code, of its own confirmed codings on
words that count come first those that are chosen statements, then whole sentences of
one person with 8 to 40 words, then other passages of 8 to 40 words; no others. Among
equals, passages of groups that have given fewest examples yet come first, then the
order of the transcripts.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from kodierung.analysis.material import Material
from kodierung.analysis.passages import quotation
from kodierung.analysis.people import Person, persons_behind, population, shares
from kodierung.analysis.proposals import LONG, SHORT, edges
from kodierung.model import Coding, Share, Statement
from kodierung.text import words

Place = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Anchored:
    """What a study shows of a code.

    Attributes:
        segments: Coded segments, those of codes below it included, each once.
        speakers: Persons behind them, of those whose words count for the code.
        groups: Groups behind them, likewise.
        examples: Passages coded with the code itself.
    """

    segments: int
    speakers: Share
    groups: Share
    examples: tuple[Statement, ...]


def anchored(material: Material, most: int) -> dict[str, Anchored]:
    """Return the evidence of every code and its anchor examples.

    Args:
        material: One coder's; counted as in the factor matrix.
        most: How many examples a code gets at most.
    """
    codebook, transcripts = material.codebook, material.transcripts
    wheres = {c.id: tuple(sorted(c.where.items())) for c in codebook.codes.values()}
    counted = {
        where: population(transcripts.values(), dict(where))
        for where in set(wheres.values())
    }
    behind: defaultdict[str, dict[Place, tuple[Person, ...]]] = defaultdict(dict)
    own: defaultdict[str, dict[Place, Coding]] = defaultdict(dict)
    for coding in material.codings:
        if coding.code not in codebook.codes:
            continue
        place = (coding.transcript, coding.start, coding.end)
        people = persons_behind(coding, transcripts[coding.transcript])
        for code in codebook.with_ancestors(coding.code):
            if not counted[wheres[code]].voices.isdisjoint(people):
                behind[code][place] = people
                if code == coding.code:
                    before = own[code].setdefault(place, coding)
                    own[code][place] = coding if coding.statement else before
    return {
        code: Anchored(
            len(behind[code]),
            *shares(behind[code].values(), counted[wheres[code]]),
            tuple(
                quotation(one, transcripts[one.transcript])
                for one in _chosen(list(own[code].values()), material, most)
            ),
        )
        for code in codebook.codes
    }


def _chosen(codings: Sequence[Coding], material: Material, most: int) -> list[Coding]:
    ranked = [
        (rank, material.transcripts[coding.transcript].group, coding)
        for coding in codings
        if (rank := _rank(coding, material)) is not None
    ]
    used: Counter[str] = Counter()
    found: list[Coding] = []
    while ranked and len(found) < most:
        best = min(
            ranked, key=lambda r: (r[0], used[r[1]], r[2].transcript, r[2].start)
        )
        ranked.remove(best)
        used[best[1]] += 1
        found.append(best[2])
    return found


def _rank(coding: Coding, material: Material) -> int | None:
    """Return how good an example a passage is, 0 being best; None for no example."""
    if coding.statement:
        return 0
    if not SHORT <= words(coding.quote) <= LONG:
        return None
    transcript = material.transcripts[coding.transcript]
    alone = len(persons_behind(coding, transcript)) == 1
    return 1 if alone and all(edges(coding, transcript)) else 2
