"""A file of answers to fill in: every label of every file, and what was asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path

from kodierung.errors import StudyError
from kodierung.project import Answers, write_file
from kodierung.text import counted, on_one_line
from kodierung.workflow.import_check import Figures, ImportedFile, below_name

LONGEST_KEY = 100
"""Characters; YAML takes no keys beyond 1024, and some need ten for one."""

# How a hint names a label that is taken for nobody: as an alias of itself.
_ASKED = re.compile(r'--alias "([^"=]{1,99})=\1"')

_HEAD = """\
# Answers to what the import asks. Fill in what you know, leave the rest as it is:
#   kodierung import FILES --answers THIS_FILE
#
# aliases: behind a label the name that is meant, "SPEAKER_00": B1 (several labels may
#   get the same name; the label itself says that it is somebody's).
# not_speakers: what looks like a label and is nobody's, ["Das Erste ist"].
# moderators: who moderates, [I, "Frau M"].
# format, encoding: how to read the file, if that was not recognised.
#
# What stands here at the top holds for all files, what stands below a name for that
# one; a name may be a pattern such as "FG*.txt".

moderators: []
aliases: {}
not_speakers: []

files:
"""


def save_answers(path: Path, files: Sequence[ImportedFile]) -> None:
    """Write a file of answers; read as it is, it changes nothing.

    Args:
        path: Where; must not exist.
        files: The files of an import or a check.

    Raises:
        StudyError: There is such a file, or it cannot be written.
    """
    if path.exists():
        raise StudyError(
            f"There is a file of this name already: {path}",
            "It may hold your answers, so it was not replaced; choose another name.",
        )
    write_file(path, template(files).encode())


def template(files: Sequence[ImportedFile]) -> str:
    """Return the text of a file of answers."""
    entries = (line for file in files for line in _entry(file))
    return _HEAD + "\n".join(entries) + "\n"


def _entry(file: ImportedFile) -> Iterator[str]:
    said, read = file.answers, file.transcript
    yield f"  {_quoted(file.name)}:"
    for problem in file.problems:
        yield f"    # {_plain(below_name(problem, file.name))}"
    for key, text in (("format", said.format), ("encoding", said.encoding)):
        found = getattr(read, key) if read else ""
        if text:
            yield f"    {key}: {_quoted(text)}"
        elif found:
            yield f"    {key}:  # {found}"
    moderators = [
        one.speaker
        for one in (file.figures.speakers if file.figures else ())
        if one.kind == "moderator"
    ]
    found = f"  # taken for it: {_plain(', '.join(moderators))}" if moderators else ""
    yield f"    moderators: {_list(said.moderators)}{found}"
    yield f"    not_speakers: {_list(said.not_speakers)}"
    yield "    aliases:"
    asked = (_ASKED.findall(problem.hint) for problem in file.problems)
    yield from _aliases(said, file.figures, dict.fromkeys(chain.from_iterable(asked)))
    yield ""


def _aliases(
    said: Answers, figures: Figures | None, asked: Iterable[str]
) -> Iterator[str]:
    """Yield the aliases in force, all labels that none of them made, and the asked."""
    speakers = figures.speakers if figures else ()
    turns: Mapping[str, int] = {one.speaker: one.turns for one in speakers}
    for old, new in said.aliases.items():
        yield f"      {_quoted(old)}: {_quoted(new)}"
    made = {*said.aliases, *said.aliases.values()}
    for label, often in turns.items():
        if label not in made and len(label) < LONGEST_KEY:
            yield f"      {_quoted(label)}:  # {counted(often, 'turn')}"
    for label in asked:
        if label not in made and label not in turns:
            yield f"      {_quoted(label)}:  # taken for nobody"


def _list(labels: Sequence[str]) -> str:
    return f"[{', '.join(map(_quoted, labels))}]"


def _quoted(text: str) -> str:
    """Return a text as YAML reads it back, whatever signs it holds."""
    signs = (
        sign if sign.isprintable() and sign not in '"\\' else f"\\U{ord(sign):08X}"
        for sign in text
    )
    return f'"{"".join(signs)}"'


def _plain(text: str) -> str:
    """Return a text that fits into a comment."""
    line = on_one_line(text)
    return "".join(
        sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in line
    )
