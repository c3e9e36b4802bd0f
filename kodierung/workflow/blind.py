"""Coding blind: who does not see whose work yet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from shlex import quote

from kodierung.errors import CodingError
from kodierung.project import Project, tidy_name
from kodierung.store.store import Store
from kodierung.text import counted

CONSENSUS = "consensus"
"""Under this name is coded what several coders agree on."""

_ROUND = re.compile(r"(?P<person>.+)\.round\d+")


def person_of(coder: str) -> str:
    """Return who codes under a name: `A` for `A.round2`, A's second round."""
    found = _ROUND.fullmatch(coder)
    return found["person"] if found else coder


def sees_others(project: Project, store: Store, coder: str) -> bool:
    """Tell whether a coder may see what the others decided and coded.

    Another round of the same person is another's work too.

    Args:
        project: The study; `blind: true` in its kodierung.yaml hides it.
        store: Where the history says who has ended that for herself.
        coder: Who asks.
    """
    return not project.settings.blind or bool(store.revealed(coder))


def still_blind(project: Project, store: Store, coder: str) -> tuple[str, ...]:
    """Return who codes blind still, by name; nobody in a study that is not coded blind.

    Those who agree on a consensus have compared their work before.

    Args:
        project: The study.
        store: Where everybody is found who has done anything.
        coder: Somebody who may have done nothing yet.
    """
    if not project.settings.blind:
        return ()
    coders = _everybody(store) | {coder}
    return tuple(sorted(c for c in coders - {"", CONSENSUS} if not store.revealed(c)))


def _everybody(store: Store) -> set[str]:
    """Return who has coded, decided, read or written anything."""
    found = {*store.coders(), *store.decided(), *store.readers()}
    return found | {memo.coder for memo in store.memos()}


@dataclass(frozen=True, slots=True)
class Hidden:
    """Whose work somebody does not see yet.

    Attributes:
        coder: Who does not; `""` for nobody in particular.
        others: Whose.
    """

    coder: str
    others: tuple[str, ...]

    def __str__(self) -> str:
        """Return what is to be told where a list leaves something out."""
        person = person_of(self.coder)
        rounds = [name for name in self.others if person_of(name) == person]
        others = len(self.others) - len(rounds)
        parts = [counted(others, "other coder")] if others or not rounds else []
        if rounds:
            parts.append(f"your {' and '.join(rounds)}")
        told = " and ".join(parts)
        remedy = "kodierung reveal" if self.coder else "say who you are with --coder"
        return f"blind: the work of {told} is hidden ({remedy})"


def hidden_from(project: Project, coder: str, wanted: str | None = None) -> Hidden:
    """Return whose codings, decisions, memos and reading a coder does not see.

    Args:
        project: The study.
        coder: Who asks; `""` sees nobody's in a study that is coded blind.
        wanted: Whose work is asked for by name, if anybody's.

    Raises:
        CodingError: That is among what she does not see.
    """
    if not project.settings.blind:
        return Hidden(coder, ())
    with project.open_store() as store, store.snapshot():
        if sees_others(project, store, coder):
            return Hidden(coder, ())
        everybody = _everybody(store)
    hidden = Hidden(coder, tuple(sorted(everybody - {coder, ""})))
    name = tidy_name(wanted or "")
    if name in hidden.others:
        raise CodingError(
            f"This study is coded blind: {coder} does not see the work of {name} yet.",
            hint="`kodierung reveal` shows it, for good. If it is your own, say who "
            f"you are before the command: kodierung --coder {quote(name)} …",
        )
    return hidden


def reveal(project: Project, coder: str) -> bool:
    """Let a coder see the others' work from now on; that cannot be taken back.

    Returns:
        False if she did already.

    Raises:
        CodingError: The study is not coded blind.
    """
    must_be_blind(project)
    with project.open_store() as store, store.writing("reveal", coder) as change:
        if store.revealed(coder):
            return False
        change.reveal(coder)
    return True


def must_be_blind(project: Project) -> None:
    """Make sure that there is something that can be revealed.

    Raises:
        CodingError: The study is not coded blind.
    """
    if not project.settings.blind:
        raise CodingError(
            "This study is not coded blind: everybody sees the work of the others.",
            hint="A line `blind: true` in kodierung.yaml hides it.",
        )
