"""Opening a desk for what a researcher named."""

from __future__ import annotations

from kodierung.errors import CodingError
from kodierung.project import Project
from kodierung.workflow.codes import codes_under, find_transcript
from kodierung.workflow.desk.desk import Desk
from kodierung.workflow.desk.queue import QueueFilter, QueueOrder


def open_desk(
    project: Project,
    coder: str,
    transcript: str | None = None,
    code: str | None = None,
    order: QueueOrder = "place",
) -> Desk:
    """Open a coder's desk.

    Args:
        project: The study.
        coder: Who works.
        transcript: Only this one's suggestions are asked about; its name, or without
            the suffix.
        code: Only this code's and those below, or those of a theme or kind.
        order: Which suggestions come first.

    Raises:
        CodingError: There are no transcripts, not this one, or no such code.
    """
    with project.open_store() as store:
        if not store.transcript_names():
            raise CodingError(
                "There is nothing to review: the study has no transcripts.",
                hint="Bring them in with `kodierung import`.",
            )
        name = find_transcript(store, transcript).name if transcript else None
    codes = codes_under(project.load_codebook(), code) if code else None
    return Desk(project, coder, QueueFilter(name, codes, order))
