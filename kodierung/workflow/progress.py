"""How far a run is, told to whoever wants to show it."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is, how much there is."""


def telling(progress: Progress | None, what: str) -> Callable[[int, int], None]:
    """Return what tells how many of something are done.

    Args:
        progress: Told, if anybody wants to know.
        what: Its name.
    """

    def told(done: int, total: int) -> None:
        if progress:
            progress(what, done, total)

    return told
