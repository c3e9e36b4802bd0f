"""Answers that fit nobody: what is said of a misspelt label has no effect."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cached_property

from kodierung.errors import Problem, TranscriptError, did_you_mean
from kodierung.formats.lines import labels
from kodierung.project import Answers
from kodierung.workflow.read import ReadFile, Reading, read_file

MOST_LISTED = 20


@dataclass(frozen=True, slots=True)
class _Said:
    """A label of which something was said.

    Attributes:
        files: The files that are meant: a name or a pattern.
        label: The label.
    """

    files: str
    label: str

    def holds_for(self, name: str) -> bool:
        """Tell whether it was said of a file, maybe among others."""
        return name == self.files or fnmatchcase(name, self.files)


class Fitting:
    """Finds out, file after file, of which labels something was said in vain.

    Args:
        reading: What was said now, of all files or of some.
        settings: What the study says of all imports, and may fit another one.
    """

    def __init__(self, reading: Reading, settings: Answers) -> None:
        outright = Answers(
            aliases=reading.aliases,
            not_speakers=reading.not_speakers,
            moderators=reading.moderators,
        )
        said = [
            (files, one)
            for answers in (*reading.answers, outright)
            for files, one in (("*", answers), *answers.files.items())
        ]
        self._missing: dict[_Said, list[str]] = {
            _Said(files, label): []
            for files, one in said
            for label in (*one.aliases, *one.not_speakers, *one.moderators)
        }
        self._hints: dict[_Said, str] = {}
        # One answer may rename whom another one has named.
        self._given = [
            new
            for answers in (settings, *(one for _, one in said))
            for old, new in answers.aliases.items()
            if old != new
        ]

    def look(
        self, name: str, read: ReadFile | None, used: Answers, known: Iterable[str] = ()
    ) -> None:
        """Look whom the answers fit in one file.

        Args:
            name: The file's name.
            read: The file; None if it could not be read, so that anything may fit.
            used: All that was said of how to read it.
            known: Labels that the study knows in it.
        """
        asked = [said for said in self._missing if said.holds_for(name)]
        there = _Labels(read, used, (*known, *self._given)) if read else None
        for said in asked:
            if there is None or there.have(said.label):
                del self._missing[said]
            else:
                self._missing[said].append(name)
                self._hints.setdefault(said, there.instead_of(said.label))

    def problems(self) -> list[Problem]:
        """Return a warning for each label that is in none of the files meant."""
        return [
            Problem(
                names[0]
                if len(names) == 1
                else f"{names[0]} and {len(names) - 1} more",
                f'nobody here is called "{said.label}", of whom you said something',
                self._hints[said],
                "warning",
            )
            for said, names in self._missing.items()
            if names
        ]


class _Labels:
    """All that may be meant by a label in one file."""

    def __init__(self, read: ReadFile, used: Answers, known: Iterable[str]) -> None:
        self._read = read
        self._used = used
        present = (one.label for one in read.transcript.speakers)
        self._known = {_key(label) for label in (*present, *known)}

    def have(self, label: str) -> bool:
        """Tell whether a label is somebody's, or stands where labels do."""
        key = _key(label)
        return (
            key in self._known
            or self._opens_a_line(key)
            or any(_key(one) == key for one in self._transcribed)
        )

    def instead_of(self, label: str) -> str:
        """Return what may be meant by a label that is not there."""
        here = self._transcribed or [s.label for s in self._read.transcript.speakers]
        listed = ", ".join(here[:MOST_LISTED])
        return did_you_mean(label, here) or f"the labels here are {listed}"

    def _opens_a_line(self, key: str) -> bool:
        """Tell whether a line begins with a label, taken for a speaker or not."""
        words = r"[^\S\n]+".join(map(re.escape, key.split()))
        pattern = rf"^(?:(?!\n)[\W\d_])*{words}(?!\w)"
        return re.search(pattern, self._text, re.MULTILINE) is not None

    @cached_property
    def _text(self) -> str:
        return self._read.transcript.text.casefold()

    @cached_property
    def _transcribed(self) -> list[str]:
        """The labels as the file has them; formats with markup don't show the text."""
        bare = Reading(format=self._used.format or None, encoding=self._used.encoding)
        try:
            found = read_file(self._read.path, bare, self._read.data)
        except TranscriptError:
            return []
        return [speaker.label for speaker in found.transcript.speakers]


def _key(label: str) -> str:
    return labels.tidy(label).casefold()
