"""In which words two quotations differ."""

from __future__ import annotations


def difference(was: str, becomes: str) -> tuple[str, str]:
    """Return the words in which two quotations differ, one more on either side.

    Args:
        was: The words before.
        becomes: The words now.

    Returns:
        Of each the part from the first to the last word that is not the same in both.
    """
    old, new = was.split(), becomes.split()
    shorter = min(len(old), len(new))
    same = 0
    while same < shorter and old[same] == new[same]:
        same += 1
    after = 0
    while after < shorter - same and old[-1 - after] == new[-1 - after]:
        after += 1
    first, last = max(same - 1, 0), max(after - 1, 0)
    return (
        " ".join(old[first : len(old) - last]),
        " ".join(new[first : len(new) - last]),
    )
