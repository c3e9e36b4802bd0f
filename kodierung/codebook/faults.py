"""A place to collect the faults of one file, so that all are told at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from kodierung.errors import Problem


@dataclass(slots=True)
class Faults:
    """The faults of one file.

    Attributes:
        file: Name of the file, the first half of every place.
    """

    file: str
    _found: list[tuple[int, Problem]] = field(default_factory=list)

    def error(self, line: int, message: str, hint: str = "") -> None:
        """Note a fault that stops the verb."""
        self._add(line, message, hint, "error")

    def warning(self, line: int, message: str, hint: str = "") -> None:
        """Note a fault that is only told."""
        self._add(line, message, hint, "warning")

    def take(self, problems: Iterable[Problem]) -> None:
        """Note what was found in the same file before."""
        for problem in problems:
            self._found.append((int(problem.place.rpartition(":")[2]), problem))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything found, in the order of the lines."""
        ordered = sorted(self._found, key=lambda found: found[0])
        return tuple(dict.fromkeys(problem for _, problem in ordered))

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What stops the verb, in the order of the lines."""
        return tuple(one for one in self.problems if one.severity == "error")

    @property
    def stop(self) -> bool:
        """Whether there is at least one error."""
        return any(problem.severity == "error" for _, problem in self._found)

    def _add(
        self,
        line: int,
        message: str,
        hint: str,
        severity: Literal["error", "warning"],
    ) -> None:
        problem = Problem(f"{self.file}:{line}", message, hint, severity)
        self._found.append((line, problem))
