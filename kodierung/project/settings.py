"""The settings of a study: kodierung.yaml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kodierung.codebook.faults import Faults
from kodierung.codebook.nodes import Node, read_nodes
from kodierung.errors import StudyError
from kodierung.formats.matrix.citation import FIELDS, fault_of
from kodierung.project.answers import Answers, answers_of
from kodierung.project.entries import known_keys, one_text, switch
from kodierung.project.files import read_file

SETTINGS = "kodierung.yaml"

_TEXTS = (
    *("title", "language", "codebook", "coder", "note", "encoder", "pipeline"),
    "citation",
)


@dataclass(frozen=True, slots=True)
class Settings:
    """What kodierung.yaml says.

    Attributes:
        title: Title of the study.
        language: ISO 639-1 code.
        codebook: Path of the codebook in use, as seen from the study folder.
        coder: Who codes when nobody else is named; may be empty.
        note: Printed beneath every output; may be empty.
        encoder: What compares meanings (see `kodierung learn`); may be empty.
        pipeline: Trained language pipeline: a package, a folder as seen from the study,
            `blank` for none; empty for the best one installed.
        citation: The form in which passages are cited; empty for the usual one.
        anonymous: Whether coders have numbers, not names, in projects handed on.
        blind: Whether coders see nothing of the others' work until they ask for it.
        answers: How transcripts are to be read, from `import:`.
        lines: Setting to its line in the file, for messages.
    """

    title: str = ""
    language: str = "de"
    codebook: str = ""
    coder: str = ""
    note: str = ""
    encoder: str = ""
    pipeline: str = ""
    citation: str = ""
    blind: bool = False
    anonymous: bool = False
    answers: Answers = field(default_factory=Answers)
    lines: Mapping[str, int] = field(default_factory=dict, compare=False, repr=False)


def read_settings(path: Path) -> Settings:
    """Read kodierung.yaml.

    Raises:
        StudyError: If it has faults; `problems` names them all, each with its line.
    """
    faults = Faults(SETTINGS)
    root = read_nodes(read_file(path), faults)
    settings = _settings(root, faults) if root else Settings()
    if faults.stop:
        raise StudyError(
            f"The settings of the study cannot be used: {path}",
            problems=faults.problems,
        )
    return settings


def _settings(root: Node, faults: Faults) -> Settings:
    top = known_keys(root, (*_TEXTS, "anonymous", "blind", "import"), faults)
    texts = {
        key: one_text(key, node, faults) for key, node in top.items() if key in _TEXTS
    }
    texts["language"] = texts.get("language") or "de"
    if not re.fullmatch(r"[a-z]{2,3}", texts["language"]):
        faults.error(
            top["language"].line,
            f'"{texts["language"]}" is no language code',
            'write "de" for German, "en" for English',
        )
    texts["codebook"] = texts.get("codebook", "").replace("\\", "/")
    if _leads_away(texts["codebook"]):
        faults.error(
            top["codebook"].line,
            f'the codebook "{texts["codebook"]}" lies too far from the study',
            "name it as seen from the study folder: codebooks/… or ../…",
        )
    fault = fault_of(texts["citation"]) if texts.get("citation") else None
    if fault:
        choices = ", ".join(f"{{{field}}}" for field in FIELDS)
        faults.error(top["citation"].line, fault, f"the fields are {choices}")
    return Settings(
        **texts,
        blind=switch("blind", top.get("blind"), faults),
        anonymous=switch("anonymous", top.get("anonymous"), faults),
        answers=answers_of(top.get("import"), faults),
        lines={key: node.line for key, node in top.items()},
    )


def _leads_away(path: str) -> bool:
    """Tell whether a relative path leaves the folder around the study."""
    depth = 0
    for step in path.split("/"):
        depth += {"": 0, ".": 0, "..": -1}.get(step, 1)
        if depth < -1:
            return True
    return path.startswith(("/", "~")) or path[1:2] == ":"
