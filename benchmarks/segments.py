"""How long passages take to be found in a large study, against two seconds.

The study is that of the cross tables: 14 transcripts of 11,000 words each with 10,000
codings in all. A figure is the CPU time from the study on disk to the written CSV; base
forms also need the dictionary, which is read once.
"""

from __future__ import annotations

import time
from pathlib import Path

from benchmarks.crosstab import CODINGS, study
from kodierung.formats.tables.registry import write_tables
from kodierung.workflow.segment_tables import kwic_table, passage_table
from kodierung.workflow.segments import SegmentRequest, find_segments

LIMIT = 2.0  # seconds

REQUESTS = {
    "all passages": SegmentRequest(),
    "a code on words of another": SegmentRequest(
        codes=("traeger",), together=("role",), overlap=True
    ),
    "near one, not on another": SegmentRequest(near=("role",), without=("jobcenter",)),
    "words in passages": SegmentRequest(codes=("role",), text="das Jobcenter"),
    "words in all that is said": SegmentRequest(text="das"),
    "the same, in all forms": SegmentRequest(text="das", lemma=True),
}


def finding(folder: Path) -> None:
    """Print how long each kind of search takes."""
    project = study(folder / "segments")
    print(f"\n{f'segments, {CODINGS} codings':<40}     s   of 2 s")
    for what, request in REQUESTS.items():
        began = time.process_time()
        found, _ = find_segments(project, "A", request)
        of_words = request.text and not request.codes
        write_tables([(kwic_table if of_words else passage_table)(found)], "csv")
        seconds = time.process_time() - began
        print(f"  {what:<38}{seconds:6.2f}{seconds / LIMIT:9.0%}")
