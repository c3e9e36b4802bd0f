"""Where a theme is told both ways: by whom, in which group."""

from __future__ import annotations

from collections import defaultdict

from kodierung.model import Contradiction, FactorCell


def contradictions(
    promoting: FactorCell | None, inhibiting: FactorCell | None
) -> tuple[Contradiction, ...]:
    """Return the groups in which what promotes and what inhibits was told.

    Args:
        promoting: A theme's cell.
        inhibiting: The opposite cell.

    Returns:
        In order of the groups; speakers by label.
    """
    for_it, against_it = _speakers(promoting), _speakers(inhibiting)
    return tuple(
        Contradiction(
            group,
            tuple(sorted(for_it[group] - against_it[group])),
            tuple(sorted(against_it[group] - for_it[group])),
            tuple(sorted(for_it[group] & against_it[group])),
        )
        for group in sorted(for_it.keys() & against_it.keys())
    )


def _speakers(cell: FactorCell | None) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for passage in cell.passages if cell else ():
        if passage.speakers:
            found[passage.group].update(passage.speakers)
    return found
