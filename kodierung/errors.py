"""What can go wrong, said so that a researcher knows what to do next.

A `Problem` is a fault in data: a value with a place, collected and shown together.
A `KodierungError` is the one exception family that reaches the command line; it
carries the whole sentence, an optional hint and the exit code.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault in a file, with the place where it is.

    Attributes:
        place: Where, in words a person can follow: `book.yaml:12` or `FG01.txt:turn 7`.
        message: What is wrong, one sentence without a final full stop.
        hint: What to do about it; may be empty.
        severity: `error` stops the verb, `warning` is only told.
    """

    place: str
    message: str
    hint: str = ""
    severity: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        """Return the line as it is printed."""
        tail = f" ({self.hint})" if self.hint else ""
        return f"{self.place}: {self.message}{tail}"


class KodierungError(Exception):
    """Base of every error that is the user's to mend.

    Args:
        message: The whole sentence: what is wrong and where.
        hint: What to do; printed on its own line.
        problems: Faults found together, printed one per line under the message.
    """

    exit_code = 1

    def __init__(
        self, message: str, hint: str = "", problems: Iterable[Problem] = ()
    ) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.problems: tuple[Problem, ...] = tuple(problems)


class UsageError(KodierungError):
    """The command was called in a way that cannot work."""

    exit_code = 2


class StudyError(KodierungError):
    """The study folder or its settings are at fault."""


class StoreError(KodierungError):
    """The study's database cannot be read or written."""


class CodebookError(KodierungError):
    """A codebook has faults; `problems` names each with file and line."""


class PipelineError(KodierungError):
    """A language pipeline is not there or cannot be used."""


class TranscriptError(KodierungError):
    """A file could not be read as a transcript."""


class CodingError(KodierungError):
    """A coding, suggestion or quotation could not be placed or found."""


def did_you_mean(word: str, known: Sequence[str]) -> str:
    """Return a hint naming the closest known word, or an empty string.

    Args:
        word: What was written.
        known: What could have been written.

    Returns:
        `did you mean "…"?`, or `""` when nothing is close.
    """
    close = get_close_matches(word, known, n=1, cutoff=0.6)
    return f'did you mean "{close[0]}"?' if close else ""
