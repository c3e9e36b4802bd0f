"""Answers: what a researcher knows better than the files of how to read them.

They come from options, from a file of answers, from `import:` in kodierung.yaml, or
from an earlier import; the stronger ones are laid over the weaker ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from kodierung.codebook.faults import Faults
from kodierung.codebook.nodes import Node, read_nodes
from kodierung.errors import StudyError
from kodierung.project.entries import known_keys, one_text, pairs, texts
from kodierung.project.files import read_file

KEYS = ("format", "encoding", "moderators", "aliases", "not_speakers")
"""What can be said of one file; of all files besides `files`, which says it of some."""


@dataclass(frozen=True, slots=True)
class Answers:
    """How files are to be read.

    Attributes:
        format: Name of a format, `""` to recognise it.
        encoding: Name of an encoding, `""` to recognise it.
        moderators: Labels that are moderators whatever they look like.
        aliases: Label as transcribed to label as meant; the same label twice says that
            it is somebody's.
        not_speakers: What looks like a label and is nobody's.
        files: The same for some files, by name or by a pattern such as `FG*.txt`.
    """

    format: str = ""
    encoding: str = ""
    moderators: tuple[str, ...] = ()
    aliases: Mapping[str, str] = field(default_factory=dict)
    not_speakers: tuple[str, ...] = ()
    files: Mapping[str, Answers] = field(default_factory=dict)

    def of(self, name: str) -> Answers:
        """Return what holds for one file: for all, for its like, for itself."""
        fitting = [key for key in self.files if key != name and fnmatchcase(name, key)]
        answers = replace(self, files={})
        for key in (*fitting, *(key for key in self.files if key == name)):
            answers = answers.under(self.files[key])
        return answers

    def under(self, stronger: Answers) -> Answers:
        """Return both for one file, where they differ what the stronger ones say.

        Who got a new name in these answers and another one in the stronger ones is
        called by the latter.
        """
        renamed = {_key(old): new for old, new in stronger.aliases.items()}
        nobody = {_key(label) for label in stronger.not_speakers}
        kept = {
            old: renamed.get(_key(new), new)
            for old, new in self.aliases.items()
            if _key(old) not in renamed and _key(old) not in nobody
        }
        still = [label for label in self.not_speakers if _key(label) not in renamed]
        return Answers(
            format=stronger.format or self.format,
            encoding=stronger.encoding or self.encoding,
            moderators=_once(*self.moderators, *stronger.moderators),
            aliases={**kept, **stronger.aliases},
            not_speakers=_once(*still, *stronger.not_speakers),
        )

    def record(self) -> dict[str, Any]:
        """Return what is said of one file as JSON values, each only if it is said."""
        values = {key: getattr(self, key) for key in KEYS}
        values["aliases"] = dict(self.aliases)
        return {
            key: list(value) if isinstance(value, tuple) else value
            for key, value in values.items()
            if value
        }


def from_record(record: Mapping[str, Any]) -> Answers:
    """Return the answers of `Answers.record`."""
    return Answers(
        format=record.get("format", ""),
        encoding=record.get("encoding", ""),
        moderators=tuple(record.get("moderators", ())),
        aliases=record.get("aliases", {}),
        not_speakers=tuple(record.get("not_speakers", ())),
    )


def read_answers(path: Path) -> Answers:
    """Read a file of answers.

    Raises:
        StudyError: If it has faults; `problems` names them all, each with its line.
    """
    faults = Faults(path.name)
    hint = 'write for example "aliases: {Frau B: B1}"'
    answers = answers_of(read_nodes(read_file(path), faults, hint), faults)
    if faults.stop:
        raise StudyError(
            f"The answers cannot be used: {path}", problems=faults.problems
        )
    return answers


def answers_of(node: Node | None, faults: Faults) -> Answers:
    """Return the answers a mapping holds, and note its faults."""
    keys = known_keys(node, (*KEYS, "files"), faults)
    by_name: dict[str, Answers] = {}
    files = keys.pop("files", None)
    if files is not None and isinstance(files.content, dict):
        by_name = {
            name: _of_one(known_keys(below, KEYS, faults), faults)
            for name, below in files.content.items()
        }
    elif files is not None and files.content is not None:
        example = "{FG01.txt: {aliases: {Frau B: B1}}}"
        faults.error(files.line, f'"files" must name files: {example}')
    return replace(_of_one(keys, faults), files=by_name)


def _of_one(keys: Mapping[str, Node], faults: Faults) -> Answers:
    """Return what is said in one place, of all files or of one."""
    aliases = pairs("aliases", keys.get("aliases"), "{Frau B: B1}", faults)
    nobody = texts(
        "not_speakers", keys.get("not_speakers"), "[Das Erste ist, Zuruf]", faults
    )
    unwanted = {_key(label) for label in nobody}
    for old, (new, line) in aliases.items():
        if _key(old) in unwanted:
            why = f'"{old}" cannot be both an alias for "{new}" and nobody'
            faults.error(line, why, "keep one of the two answers")
    return Answers(
        format=one_text("format", keys.get("format"), faults),
        encoding=one_text("encoding", keys.get("encoding"), faults),
        moderators=texts(
            "moderators", keys.get("moderators"), "[I, Moderatorin]", faults
        ),
        aliases={old: new for old, (new, _) in aliases.items()},
        not_speakers=nobody,
    )


def _key(label: str) -> str:
    """Return a label as labels are compared, whatever its capitals and blanks."""
    return " ".join(label.split()).casefold()


def _once(*labels: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(labels))
