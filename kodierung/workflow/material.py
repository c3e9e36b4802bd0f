"""The transcripts and codings of a study, read once for whatever is made of them."""

from __future__ import annotations

from kodierung.analysis.material import Material
from kodierung.project import Project
from kodierung.workflow.codes import under_present_names


def read_material(project: Project, coder: str | None = None) -> Material:
    """Read what tables are made from, as the study is at one moment.

    Whether somebody may see the codings is for the caller to ask (`workflow/blind.py`).

    Args:
        project: The study.
        coder: Whose codings; None for those of all coders.

    Raises:
        CodebookError: The codebook has faults.
    """
    codebook = project.load_codebook()
    with project.open_store() as store, store.snapshot():
        transcripts = {one.name: one for one in store.transcripts()}
        found = under_present_names(store.codings(coder), codebook)
    known = [c for c in found if c.transcript in transcripts]
    known.sort(key=lambda c: (c.transcript, c.start, c.end, c.code))
    citation = project.settings.citation
    return Material(codebook, transcripts, tuple(known), coder, citation)
