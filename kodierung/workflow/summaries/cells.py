"""Which passages lie in a cell: what a group says on a theme or code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from functools import cache

from kodierung.analysis.material import Material
from kodierung.analysis.people import Person, persons_behind, population
from kodierung.model import Coding
from kodierung.workflow.codes import codes_under


def passages_in(
    material: Material, group: str | None = None, topic: str | None = None
) -> list[Coding]:
    """Return the passages of a cell, as the matrix counts them, each place once.

    Args:
        material: One coder's.
        group: The focus group; None for all.
        topic: A theme's or code's id, for its subcodes too; None for all codes.
    """
    codes = None if topic is None else codes_under(material.codebook, topic)
    by_place: dict[tuple[str, int, int], Coding] = {}
    for coding in _counting(material):
        here = material.transcripts[coding.transcript].group
        if group in (None, here) and (codes is None or coding.code in codes):
            by_place.setdefault((coding.transcript, coding.start, coding.end), coding)
    return list(by_place.values())


def counts(material: Material, topics: Collection[str]) -> Counter[tuple[str, str]]:
    """Return how many passages lie in each cell, by group and topic."""
    of_code: dict[str, list[str]] = {}
    for topic in topics:
        for code in codes_under(material.codebook, topic):
            of_code.setdefault(code, []).append(topic)
    places: set[tuple[str, str, str, int, int]] = set()
    for coding in _counting(material):
        group = material.transcripts[coding.transcript].group
        where = coding.transcript, coding.start, coding.end
        places |= {(group, topic, *where) for topic in of_code.get(coding.code, ())}
    return Counter((group, topic) for group, topic, *_ in places)


def _counting(material: Material) -> Iterator[Coding]:
    """Yield the codings of codes that are known, by somebody whose words count."""
    codes = material.codebook.codes

    @cache
    def voices(where: frozenset[tuple[str, str]]) -> frozenset[Person]:
        return population(material.transcripts.values(), dict(where)).voices

    for coding in material.codings:
        if coding.code not in codes:
            continue
        counted = voices(frozenset(codes[coding.code].where.items()))
        here = material.transcripts[coding.transcript]
        if not counted.isdisjoint(persons_behind(coding, here)):
            yield coding
