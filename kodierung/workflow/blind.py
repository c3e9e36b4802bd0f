"""Coding blind: who does not see whose work yet."""

from __future__ import annotations

from kodierung.project import Project
from kodierung.store.store import Store


def sees_others(project: Project, store: Store, coder: str) -> bool:
    """Tell whether a coder may see what the others decided and coded.

    Args:
        project: The study; `blind: true` in its kodierung.yaml hides it.
        store: Where the history says who has ended that for herself.
        coder: Who asks.
    """
    return not project.settings.blind or bool(store.revealed(coder))
