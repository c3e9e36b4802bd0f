"""What a paper must state of the codebook, its changes included."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kodierung.model import Codebook
from kodierung.project import Project
from kodierung.store.store import Event, Store
from kodierung.workflow.history import UNDOING

_VERSION = re.compile(r"^version:\s*[\"']?([^\s\"'#]+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class BookChange:
    """A change of the codebook made with kodierung.

    Attributes:
        day: When, ISO 8601 in UTC.
        did: What was done, in the words of the history.
        version: The codebook's version before; empty if it is not known.
    """

    day: str
    did: str
    version: str


@dataclass(frozen=True, slots=True)
class BookFacts:
    """The codebook.

    Attributes:
        id: Stable id.
        title: Title.
        version: The present version.
        versions: Those that kodierung knows of, in order, the present one last.
        source: Where it comes from; may be empty.
        perspectives: Blocks of the matrix.
        themes: Rows of the matrix.
        factors: Factors of the matrix, subcodes left out.
        subcodes: Codes below factors.
        roles: Role understandings.
        others: Other codes.
        codes: All of them.
        with_definition: Codes with a definition.
        with_examples: Codes with anchor examples.
        with_rules: Codes with search rules.
        rules: Search rules.
        changes: Made with kodierung and in force, in order.
    """

    id: str
    title: str
    version: str
    versions: tuple[str, ...]
    source: str
    perspectives: int
    themes: int
    factors: int
    subcodes: int
    roles: int
    others: int
    codes: int
    with_definition: int
    with_examples: int
    with_rules: int
    rules: int
    changes: tuple[BookChange, ...]


def book_facts(store: Store, project: Project, codebook: Codebook) -> BookFacts:
    """Return what a paper must state of the codebook.

    Args:
        store: Where changes of it are kept, within a snapshot.
        project: The study.
        codebook: The one in use.
    """
    codes = codebook.codes.values()
    factors = [c for c in codes if c.kind == "factor"]
    changes = tuple(_changes(store, project.settings.codebook))
    versions = [c.version for c in changes if c.version] + [codebook.version]
    return BookFacts(
        id=codebook.id,
        title=codebook.title,
        version=codebook.version,
        versions=tuple(dict.fromkeys(versions)),
        source=" ".join(codebook.source.split()),
        perspectives=len(codebook.perspectives),
        themes=sum(len(p.themes) for p in codebook.perspectives),
        factors=sum(c.parent is None for c in factors),
        subcodes=sum(c.parent is not None for c in factors),
        roles=sum(c.kind == "role" for c in codes),
        others=sum(c.kind == "code" for c in codes),
        codes=len(codes),
        with_definition=sum(bool(c.definition) for c in codes),
        with_examples=sum(bool(c.examples) for c in codes),
        with_rules=sum(bool(c.rules) for c in codes),
        rules=sum(len(c.rules) for c in codes),
        changes=changes,
    )


def _changes(store: Store, file: str) -> Iterator[BookChange]:
    """Yield the changes of a codebook file that are in force, first one first."""
    noted = [e for e in store.all_events() if e.kind == "codebook"]
    noted = [e for e in noted if e.subject == file and e.verb not in UNDOING]
    undone = store.undone({event.batch for event in noted})
    for event in noted:
        if event.batch not in undone:
            did = str((event.after or {}).get("did", ""))
            yield BookChange(event.time[:10], did, _version_before(store, event))


def _version_before(store: Store, event: Event) -> str:
    text = store.codebook_text(str((event.before or {}).get("digest", "")))
    found = _VERSION.search(text or "")
    return found[1] if found else ""
