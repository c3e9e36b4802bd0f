"""The table of summaries: groups as rows, themes as columns, case summaries last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from kodierung.formats.matrix.wording import counted_segments
from kodierung.model import Codebook, Column, Table
from kodierung.project import Project
from kodierung.workflow.material import read_material
from kodierung.workflow.summaries.cells import counts
from kodierung.workflow.summaries.listing import summaries

Level = Literal["theme", "factor"]

_WORDS = {
    "de": {
        "name": "Zusammenfassungen",
        "theme": "Zusammenfassungen nach Gruppen und Themen",
        "factor": "Zusammenfassungen nach Gruppen und Faktoren",
        "group": "Gruppe",
        "case": "Fall im Ganzen",
        "everybody": "Alle Gruppen",
        "note": "Zusammenfassungen und Codierungen von {0}. In eckigen Klammern: so "
        "viele Segmente sind noch nicht zusammengefasst.",
    },
    "en": {
        "name": "Summaries",
        "theme": "Summaries by groups and themes",
        "factor": "Summaries by groups and factors",
        "group": "Group",
        "case": "Case as a whole",
        "everybody": "All groups",
        "note": "Summaries and codings of {0}. In square brackets: how many segments "
        "wait for a summary.",
    },
}


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the table.

    Attributes:
        text: The summary; empty where there is none yet.
        segments: How many passages it rests on, or would.
    """

    text: str
    segments: int


@dataclass(frozen=True, slots=True)
class SummaryGrid:
    """Summaries by group and topic.

    Attributes:
        codebook: The codebook.
        coder: Whose they are.
        level: What the columns are.
        topics: Labels of themes or factors by their ids, in order; `""` stands for the
            case as a whole.
        groups: In order; `""` stands for all groups.
        cells: By group and topic.
    """

    codebook: Codebook
    coder: str
    level: Level
    topics: Mapping[str, str]
    groups: tuple[str, ...]
    cells: Mapping[tuple[str, str], Cell]


def summary_grid(
    project: Project, coder: str, level: Level = "theme", *, show_all: bool = False
) -> SummaryGrid:
    """Return summaries by group and theme, or factor.

    Args:
        project: The study.
        coder: Whose summaries and codings.
        level: What the columns are.
        show_all: Whether themes without passages and summaries stand there too.
    """
    material = read_material(project, coder)
    codebook = material.codebook
    with project.open_store() as store, store.snapshot():
        written = {
            (memo.group, memo.code): memo.text
            for memo in summaries(store, codebook, coder)
            if memo.kind == "summary"
        }
    labels = _labels(codebook, level)
    found = counts(material, labels)
    if not show_all:
        used = {topic for _, topic in (*found, *written)}
        labels = {topic: label for topic, label in labels.items() if topic in used}
    topics = {**labels, "": _words(codebook)["case"]}
    groups = (*sorted({t.group for t in material.transcripts.values()}), "")
    cells = {
        (group, topic): Cell(written.get((group, topic), ""), found[group, topic])
        for group in groups
        for topic in topics
    }
    return SummaryGrid(codebook, coder, level, topics, groups, cells)


def _labels(codebook: Codebook, level: Level) -> dict[str, str]:
    """Return the labels of themes or factors by id; equal ones name the perspective."""
    named = [
        (p.label, id_, label)
        for p in codebook.perspectives
        for theme in p.themes
        for id_, label in (
            [(f"{p.id}.{theme.id}", theme.label)]
            if level == "theme"
            else [
                (factor, codebook.codes[factor].label)
                for factor in (theme.promoting, theme.inhibiting)
                if factor is not None
            ]
        )
    ]
    often = Counter(label for _, _, label in named)
    return {
        id_: label if often[label] == 1 else f"{perspective}: {label}"
        for perspective, id_, label in named
    }


def _words(codebook: Codebook) -> Mapping[str, str]:
    return _WORDS["de" if codebook.language.startswith("de") else "en"]


def summary_table(grid: SummaryGrid) -> Table:
    """Return the table as it is printed; what is not summed up yet is counted."""
    language, said = grid.codebook.language, _words(grid.codebook)

    def shown(group: str, topic: str) -> str | None:
        cell = grid.cells[group, topic]
        if cell.text or not (group and cell.segments):
            return cell.text or None
        return f"[{counted_segments(cell.segments, language)}]"

    def row(group: str) -> tuple[str | None, ...]:
        name = group or said["everybody"]
        return (name, *(shown(group, topic) for topic in grid.topics))

    columns = (
        Column("group", said["group"]),
        *(Column(id_ or "case", text, "words") for id_, text in grid.topics.items()),
    )
    *groups, everybody = (row(group) for group in grid.groups)
    return Table(
        name=said["name"],
        caption=said[grid.level],
        columns=columns,
        rows=tuple(groups),
        note=said["note"].format(grid.coder),
        language=language,
        foot=(everybody,) if any(everybody[1:]) else (),
    )


def records(grid: SummaryGrid) -> list[dict[str, Any]]:
    """Return the cells that have a summary or passages, for programs to read."""
    return [
        {
            "group": group or None,
            "code": topic or None,
            "label": grid.topics[topic] if topic else None,
            "coder": grid.coder,
            "segments": cell.segments if group and topic else None,
            "text": cell.text,
        }
        for (group, topic), cell in grid.cells.items()
        if cell.text or cell.segments
    ]
