"""One change of the codebook: the file and the study together, or neither."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kodierung.codebook.edit.book import Book, Edited
from kodierung.model import Coding
from kodierung.project import Project, read_file
from kodierung.store.recoding import Carried
from kodierung.store.store import Change, Store
from kodierung.workflow.blind import sees_others
from kodierung.workflow.codebook_file import put_back_if_failed
from kodierung.workflow.recoding.codings import Recoded, recoded
from kodierung.workflow.recoding.memos import carry_memos

Edit = Callable[[Book], Edited]
Assign = Callable[[Edited, Sequence[Coding]], Mapping[str, str]]
"""Given all codings, tells the new code of each that changes, by the coding's id."""


@dataclass(frozen=True, slots=True)
class Changed:
    """What was changed, or would be.

    Attributes:
        did: What, in words.
        edited: The codebook file before and after.
        codings: The codings that change, of all coders.
        shown_of: The only coder whose codings may be told of, None if all may.
        suggestions: What became of suggestions, None where nothing was stored.
    """

    did: str
    edited: Edited
    codings: tuple[Recoded, ...]
    shown_of: str | None = None
    suggestions: Carried | None = None

    @property
    def check(self) -> bool:
        """Whether this only says what would change."""
        return self.suggestions is None

    @property
    def told(self) -> str:
        """What was changed, with the version of the codebook."""
        versions = f"{self.edited.before.version} → {self.edited.after.version}"
        return f"{self.did}, version {versions}"


def change_codebook(
    project: Project,
    coder: str,
    verb: str,
    edit: Edit,
    did: str,
    *,
    assign: Assign | None = None,
    check: bool = False,
) -> Changed:
    """Change the codebook in use, and with it codings, suggestions and memos on codes.

    The file is written last within the transaction, so that it is the old one until
    everything else has held.

    Args:
        project: The study.
        coder: Who does it.
        verb: The command, for the history.
        edit: The change of the file.
        did: The change in words, for the history.
        assign: The new code of each coding; by default what the edit says of its code.
        check: Whether to say only what would change.

    Raises:
        CodebookError: The file has faults, or cannot be changed so.
        CodingError: What is named does not exist, or is taken.
        StudyError: The file cannot be read or written.
    """
    path, named = project.codebook_path(), project.settings.codebook

    def planned(store: Store) -> Changed:
        edited = edit(Book(read_file(path), named))
        codings = store.codings(status=None)
        codes = (assign or _as_edited)(edited, codings)
        shown_of = None if sees_others(project, store, coder) else coder
        carried = tuple(recoded(codings, codes, edited.after))
        return Changed(did, edited, carried, shown_of)

    if check:
        with project.open_store() as store, store.snapshot():
            return planned(store)
    with (
        put_back_if_failed() as write,
        project.open_store() as store,
        store.writing(f"codebook {verb}", coder) as change,
    ):
        plan = planned(store)
        made = plan.edited
        _carry_codings(store, change, plan.codings)
        carry_memos(store, change, _every_name(made), made.after)
        carried = change.recode_suggestions(
            _every_name(made), _led_to(store, plan.codings), _rules(made)
        )
        codes = dict(made.codes)
        known = made.before.codes
        anew = {old: new for old, new in codes.items() if new not in known}
        change.identify_anew("code", anew)
        change.note_codebook(named, made.old, made.text, did=did, codes=codes)
        write(path, made.text)
    return replace(plan, suggestions=carried)


def _as_edited(edited: Edited, codings: Iterable[Coding]) -> dict[str, str]:
    names = _every_name(edited)
    return {c.id: now for c in codings if (now := names.get(c.code))}


def _every_name(edited: Edited) -> dict[str, str | None]:
    """Return what all ids of codes, those of before among them, are called now."""
    now: dict[str, str | None] = {**edited.codes, **dict.fromkeys(edited.gone)}
    earlier = edited.before.renamed.items()
    return now | {old: now[known] for old, known in earlier if known in now}


def _rules(edited: Edited) -> dict[str, str]:
    """Return what the rules of renamed and moved codes are called now.

    Those of codes that became part of another one are no more, nor those of codes whose
    rules are others now.
    """
    before, after = edited.before.codes, edited.after.codes
    return {
        rule.id: now.id
        for old, new in edited.codes.items()
        if new not in before
        for rule, now in zip(before[old].rules, after[new].rules, strict=False)
        if rule.source == now.source
    }


def _carry_codings(store: Store, change: Change, codings: Iterable[Recoded]) -> None:
    for one in codings:
        if not one.joined:
            change.update_coding(one.after)
            continue
        for decision in store.decisions_for(one.before.id, one.before.coder):
            change.decide(replace(decision, coding=one.after.id))
        change.remove_coding(one.before.id)


def _led_to(store: Store, codings: Iterable[Recoded]) -> dict[str, str]:
    """Return suggestions with the new code of what deciding on them led to.

    Where coders made different codes of one, it is left out.
    """
    now = {one.after.id: one.after.code for one in codings}
    found: dict[str, set[str]] = defaultdict(set)
    for decision in store.decisions() if now else ():
        if decision.coding in now:
            found[decision.suggestion].add(now[decision.coding])
    return {one: codes.pop() for one, codes in found.items() if len(codes) == 1}
