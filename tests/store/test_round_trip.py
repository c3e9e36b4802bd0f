"""Whatever a study holds comes out of the database as it went in."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Literal, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kodierung.model import (
    Coding,
    CodingStatus,
    Decision,
    Modality,
    Speaker,
    SpeakerKind,
    Suggestion,
    Transcript,
    Turn,
)
from kodierung.store.store import Source, Store
from kodierung.text import digest

Verdict = Literal["accepted", "rejected", "changed"]
DECISIONS: list[Verdict] = list(get_args(Verdict))
TEXTS = st.text(max_size=20)
ATTRIBUTES = st.dictionaries(TEXTS, TEXTS, max_size=3)
OFFSETS = st.integers(0, 2**40)
TIMES = st.none() | st.floats(0, allow_infinity=False)

turns = st.builds(
    Turn,
    number=st.just(0),
    speaker=TEXTS,
    start=OFFSETS,
    end=OFFSETS,
    start_time=TIMES,
    end_time=TIMES,
)
speakers = st.builds(
    Speaker,
    label=TEXTS,
    kind=st.sampled_from(get_args(SpeakerKind)),
    function=TEXTS,
    attributes=ATTRIBUTES,
    told=st.lists(TEXTS, max_size=2).map(tuple),
    collective=st.booleans(),
)
transcripts = st.builds(
    Transcript,
    name=st.just(""),
    group=TEXTS,
    text=TEXTS,
    digest=st.builds(digest, TEXTS),
    turns=st.lists(turns, max_size=5).map(
        lambda found: tuple(replace(t, number=n) for n, t in enumerate(found, 1))
    ),
    speakers=st.lists(speakers, max_size=5, unique_by=lambda s: s.label).map(tuple),
    attributes=ATTRIBUTES,
    format=TEXTS,
    encoding=TEXTS,
)
suggestions = st.builds(
    Suggestion,
    id=st.just(""),
    transcript=st.just(""),
    turn=st.integers(1, 9999),
    speaker=TEXTS,
    start=OFFSETS,
    end=OFFSETS,
    quote=TEXTS,
    code=TEXTS,
    rule=TEXTS,
    reason=TEXTS,
    score=st.floats(0, 1),
    modality=st.sampled_from(get_args(Modality)),
)
codings = st.builds(
    Coding,
    id=st.just(""),
    transcript=st.just(""),
    start=OFFSETS,
    end=OFFSETS,
    quote=TEXTS,
    code=TEXTS,
    coder=TEXTS,
    created=TEXTS,
    memo=TEXTS,
    origin=TEXTS,
    statement=st.booleans(),
    status=st.sampled_from(get_args(CodingStatus)),
)
_numbers = count()


@pytest.fixture(scope="module")
def shared() -> Iterator[Store]:
    """One database for all examples; each brings a name of its own."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Store.create(Path(folder) / "kodierung.db") as store,
    ):
        yield store


@settings(deadline=None, max_examples=40)
@given(transcripts, suggestions, codings, st.sampled_from(DECISIONS))
def test_in_is_out(
    shared: Store,
    transcript: Transcript,
    suggestion: Suggestion,
    coding: Coding,
    status: Verdict,
) -> None:
    name = f"FG{next(_numbers)}.txt"
    transcript = replace(transcript, name=name)
    suggestion = replace(suggestion, id=f"s-{name}", transcript=name)
    coding = replace(coding, id=f"c-{name}", transcript=name)
    decision = Decision(suggestion.id, name, status, "", coding.id)
    source = Source(f"transcripts/{name}", "0" * 64, "")

    with shared.writing("import") as change:
        change.add_transcript(transcript, source)
        change.set_suggestions(name, [suggestion], "f")
        change.decide(decision)
        change.add_coding(coding)

    assert shared.transcript(name) == transcript
    assert shared.sources()[name] == source
    assert shared.suggestions("", name) == [suggestion]
    assert shared.suggestions(name, name) == [replace(suggestion, status=status)]
    assert shared.codings(transcript=name, status=None) == [coding]
    assert shared.decisions(name) == [decision]
    assert shared.misplaced() == []
