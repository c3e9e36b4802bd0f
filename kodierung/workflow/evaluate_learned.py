"""How good learning is on focus groups it has not seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kodierung.analysis.quality import Quality, measure
from kodierung.analysis.ranking import Calibration, calibration, in_queue, nested
from kodierung.model import Suggestion
from kodierung.project import Project
from kodierung.workflow.evaluate import (
    Depth,
    EvaluationRequest,
    Material,
    depths,
    gather,
)
from kodierung.workflow.progress import Progress


@dataclass(frozen=True, slots=True)
class Approach:
    """One way to come by suggestions, measured.

    Attributes:
        name: `rules`, `codebook` (its passages alone) or `learned`.
        quality: Of the suggestions above the threshold.
        queue: What is found within the first n, 2n and 3n of all of them.
    """

    name: str
    quality: Quality
    queue: tuple[Depth, ...]


@dataclass(frozen=True, slots=True)
class LearnedEvaluation:
    """Rules, the codebook's passages and learning side by side.

    Attributes:
        material: What was compared.
        approaches: In this order.
        calibration: Whether the learned scores at the top of the queue are what they
            say; None where they are only a rank.
    """

    material: Material
    approaches: tuple[Approach, ...]
    calibration: Calibration | None


def evaluate_learned(
    project: Project,
    request: EvaluationRequest,
    coder: str | None = None,
    progress: Progress | None = None,
) -> LearnedEvaluation:
    """Measure what is learned from all focus groups but one in that one.

    The score from which on a suggestion counts is chosen on the other groups, too.

    Args:
        project: The study.
        request: What is compared.
        coder: Whose decisions are learned from; only asked for where the codings to
            compare with come from a file.
        progress: Told after each group.

    Raises:
        CodingError: There is nothing to compare with, or too little to learn from.
    """
    from kodierung.workflow.learn import on_unseen_groups

    with project.open_store() as store, store.snapshot():
        material = gather(project, store, replace(request, sources=()))
        teacher = material.coder if material.known else project.coder(coder)
    unseen = on_unseen_groups(project, teacher, progress)
    rules = tuple(s for s in material.suggestions if s.source == "rule")
    passages = material.comparable(unseen.passages)
    learned = material.comparable(unseen.learned)
    approaches = tuple(
        _approach(name, found, taken, material, request)
        for name, found, taken in (
            ("rules", rules, rules),
            ("codebook", passages, _nested(passages, material)),
            ("learned", learned, _nested(learned, material)),
        )
    )
    # Of the thousands that nobody will look at it is easy to say that they are wrong.
    looked_at = in_queue(learned)[: approaches[-1].queue[-1].first]
    return LearnedEvaluation(
        material,
        approaches,
        calibration(looked_at, material.codings) if unseen.calibrated else None,
    )


def _nested(suggestions: Sequence[Suggestion], material: Material) -> list[Suggestion]:
    return nested(suggestions, material.codings, material.groups)


def _approach(
    name: str,
    queue: Sequence[Suggestion],
    taken: Sequence[Suggestion],
    material: Material,
    request: EvaluationRequest,
) -> Approach:
    return Approach(
        name,
        measure(taken, material.codings, material.groups),
        depths(in_queue(queue), material.codings, request.depth),
    )
