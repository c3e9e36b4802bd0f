"""COREQ and SRQR, filled as far as the data go; what is left is said to be open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from kodierung.formats.manual.document import Document, Paragraph
from kodierung.model import Column, Table
from kodierung.workflow.methods.facts import Facts
from kodierung.workflow.methods.text import Teller, sentences

State = Literal["filled", "partly", "open"]

CHECKLISTS = ("coreq", "srqr")
STATES: tuple[State, ...] = ("filled", "partly", "open")


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a checklist.

    Attributes:
        number: As in the checklist.
        topic: In our own words.
        says: What the data say to it; may be empty.
        open: What the researcher must write; empty if the item is complete.
    """

    number: str
    topic: str
    says: str
    open: str

    @property
    def state(self) -> State:
        """Whether it is complete, begun, or still to be written."""
        if not self.open:
            return "filled"
        return "partly" if self.says else "open"


def checklist_items(name: str, facts: Facts, language: str) -> list[Item]:
    """Return the items of a checklist.

    Args:
        name: One of `CHECKLISTS`.
        facts: What the study knows.
        language: One of `methods.text.LANGUAGES`.
    """
    teller = Teller(facts, language)
    return [
        Item(
            number=one["number"],
            topic=one["topic"][language],
            says=teller.told(one["says"][language]) if "says" in one else "",
            open=teller.told(one["open"][language]),
        )
        for one in sentences(name)["items"]
    ]


def counted_states(items: Sequence[Item]) -> dict[State, int]:
    """Return how many items there are of each state."""
    counts = Counter(item.state for item in items)
    return {state: counts[state] for state in STATES}


def checklist_table(name: str, items: Sequence[Item], language: str) -> Table:
    """Return a checklist as a table, its totals as note.

    Args:
        name: One of `CHECKLISTS`.
        items: As `checklist_items` gives them.
        language: The one they are in.
    """
    words = sentences(f"methods_{language}")["checklist"]
    return Table(
        name=sentences(name)["name"],
        caption=words["title"].format(name=sentences(name)["name"]),
        columns=tuple(
            Column(key, label, "words" if key == "text" else "text")
            for key, label in words["columns"].items()
        ),
        rows=tuple(
            (item.number, item.topic, words["states"][item.state], _text(item, words))
            for item in items
        ),
        note=words["totals"].format(**counted_states(items)),
        language=language,
    )


def checklist(name: str, items: Sequence[Item], language: str) -> Document:
    """Return a checklist as a document; see `checklist_table`."""
    words = sentences(f"methods_{language}")["checklist"]
    table = replace(checklist_table(name, items, language), caption="")
    source = " ".join(sentences(name)["source"].split())
    intro = words["intro"].format(n=len(items), source=source)
    title = words["title"].format(name=table.name)
    return Document(title, language, (Paragraph(intro, small=True), table))


def _text(item: Item, words: dict[str, str]) -> str:
    gap = words["open"].format(item.open) if item.open else ""
    return "\n".join(filter(None, (item.says, gap)))
