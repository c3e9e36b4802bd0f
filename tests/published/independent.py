"""What every figure must be, worked out from what the study hands out alone.

Nothing of kodierung is imported here, so that a common mistake cannot hide. Known are
the lines of `codings export`, those of `speakers --json` and the codebook's YAML.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Record = Mapping[str, Any]
Person = tuple[str, str]


@dataclass(frozen=True)
class Figures:
    """Segments, persons of persons, groups of groups."""

    segments: int
    persons: int
    persons_of: int
    groups: int
    groups_of: int


class Independent:
    """A study as handed out.

    Args:
        codings: Lines of `codings export` of one coder.
        people: Lines of `speakers --json`.
        codebook: The codebook's YAML, all scalars texts.
    """

    def __init__(
        self, codings: Sequence[Record], people: Sequence[Record], codebook: Record
    ) -> None:
        self.codings = [c for c in codings if c["status"] == "confirmed"]
        self.people = people
        self.codebook = codebook
        self.group_of = {one["transcript"]: one["group"] for one in people}

    def factors(self) -> dict[str, tuple[str, dict[str, str]]]:
        """Return each factor's label, and whose words count for it, by its id."""
        found = {}
        for perspective in self.codebook["matrix"]["perspectives"]:
            for theme in perspective["themes"]:
                for polarity in ("promoting", "inhibiting"):
                    if polarity in theme:
                        full = f"{perspective['id']}.{theme['id']}.{polarity}"
                        where = dict(perspective.get("where", {}))
                        found[full] = (theme[polarity]["label"], where)
        return found

    def others(self) -> dict[str, dict[str, str]]:
        """Return the ids of roles and plain codes, for which everybody counts."""
        found: dict[str, dict[str, str]] = {}

        def walk(entries: Iterable[Record], above: str) -> None:
            for entry in entries:
                full = f"{above}.{entry['id']}" if above else entry["id"]
                found[full] = {}
                walk(entry.get("children", ()), full)

        walk(self.codebook.get("roles", ()), "role")
        walk(self.codebook.get("codes", ()), "")
        return found

    def population(self, where: Mapping[str, str]) -> set[Person]:
        """Return who counts: participants of these attributes, silent ones included.

        A label of several people counts as a person only in a group that has no other.
        """
        fit = self._fitting(where)
        single = {one["group"] for one in fit if not one["collective"]}
        return {
            (one["group"], one["speaker"])
            for one in fit
            if not one["collective"] or one["group"] not in single
        }

    def _fitting(self, where: Mapping[str, str]) -> list[Record]:
        """Return the lines of those whose words count, labels of several included."""
        return [
            one
            for one in self.people
            if one["kind"] == "participant"
            and all(one["attributes"].get(key) == value for key, value in where.items())
        ]

    def behind(self, coding: Record, where: Mapping[str, str]) -> set[Person]:
        """Return the labels in a coding whose words count."""
        fit = {(one["transcript"], one["speaker"]) for one in self._fitting(where)}
        name = coding["transcript"]
        group = self.group_of[name]
        return {(group, who) for who in coding["speakers"] if (name, who) in fit}

    def of_code(
        self,
        code: str,
        where: Mapping[str, str],
        division: Callable[[Record], bool] = lambda _: True,
    ) -> Figures:
        """Return a code's figures, subcodes included and equal segments once.

        Args:
            code: Its id.
            where: Whose words count.
            division: Which lines of `speakers --json` are meant.
        """
        part = {(one["group"], one["speaker"]) for one in self.people if division(one)}
        counts = self.population(where) & part
        groups = {one["group"] for one in self._fitting(where) if division(one)}
        segments, voices = set(), set()
        for coding in self.codings:
            mine = coding["code"] == code or coding["code"].startswith(f"{code}.")
            who = self.behind(coding, where) & part
            if mine and who:
                segments.add((coding["transcript"], coding["start"], coding["end"]))
                voices |= who
        return Figures(
            len(segments),
            len(voices & counts),
            len(counts),
            len({group for group, _ in voices}),
            len(groups),
        )

    def people_of(self, division: Callable[[Record], bool]) -> dict[str, int]:
        """Return how many groups, participants, speaking ones and words there are.

        Args:
            division: Which lines of `speakers --json` are meant.
        """
        here = [one for one in self._fitting({}) if division(one)]
        single = {one["group"] for one in self._fitting({}) if not one["collective"]}
        counted = [
            one for one in here if not one["collective"] or one["group"] not in single
        ]
        return {
            "groups": len({one["group"] for one in here}),
            "participants": len({(o["group"], o["speaker"]) for o in counted}),
            "speaking": len(
                {(o["group"], o["speaker"]) for o in counted if o["words"]}
            ),
            "words": sum(one["words"] for one in here),
        }
