"""Texts of other programs' projects as transcripts, with a file that gives the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import PurePath

from kodierung.errors import TranscriptError
from kodierung.formats import spans
from kodierung.formats.lines.legend import Legend
from kodierung.formats.lines.people import describe
from kodierung.formats.refi.taken import Spoken, TakenText, Told
from kodierung.formats.registry import ReadOptions, read_transcript
from kodierung.model import Draft, Segment, Speaker, Transcript, Turn
from kodierung.text import digest

NOBODY = "?"
"""The label of what nobody is known to have said."""

LONGEST = 100
"""Bytes of a file's name, without its ending."""

_NO_NAME = re.compile(r'[\x00-\x1f/\\:*?"<>|]+')
_ENDING = re.compile(r"(?<=.)\.[A-Za-z0-9]{1,5}$")
_PARAGRAPH = re.compile(r"\S[^\n]*(?:\n(?!\s*\n)[^\n]*)*")


def transcript_name(taken: TakenText, known: Iterable[str]) -> str:
    """Return a name for a text that is a file's name and no other transcript's."""
    bare = _NO_NAME.sub("_", taken.name).strip(" .") or "Text"
    ending = _ENDING.search(bare)
    stem, suffix = (bare[: ending.start()], ending[0]) if ending else (bare, ".txt")
    stem = stem.encode()[:LONGEST].decode(errors="ignore").rstrip()
    name, number, taken_names = f"{stem}{suffix}", 1, {one.casefold() for one in known}
    while name.casefold() in taken_names:
        number += 1
        name = f"{stem}_{number}{suffix}"
    return name


def as_transcript(taken: TakenText, name: str) -> Transcript:
    """Return a settled text as a transcript.

    Turns are as the project marks them, else as the text itself shows them; else every
    paragraph is one, said by nobody who is known.

    Args:
        taken: The text.
        name: What it is called here.
    """
    draft = _all_coded(_drafted(taken, name), taken)
    return Transcript(
        name=name,
        group=taken.group or PurePath(name).stem,
        text=taken.text,
        digest=digest(taken.text),
        turns=draft.turns,
        speakers=tuple(_described(one, taken.people) for one in draft.speakers),
        attributes=dict(taken.attributes),
        format="spans",
    )


def file_of(transcript: Transcript) -> tuple[str, bytes]:
    """Return a name and the bytes of a file that gives this text and these turns.

    The text alone if its own signs tell the turns; else with the turns beside it.
    """
    plain = transcript.text.encode()
    suffix = PurePath(transcript.name).suffix
    if suffix.lower() in (".txt", ".md"):
        read = _read(plain, transcript.name)
        if read is not None and (read.text, read.turns, read.speakers) == (
            transcript.text,
            transcript.turns,
            tuple(_bare(one) for one in transcript.speakers),
        ):
            return transcript.name, plain
    return f"{PurePath(transcript.name).stem}.json", spans.write(transcript)


def _drafted(taken: TakenText, name: str) -> Draft:
    functions = {one.label: one.function for one in taken.people if one.function}
    turns = _marked(taken.text, taken.turns)
    read = _read(taken.text.encode(), f"{PurePath(name).stem}.txt")
    if read is not None and read.text == taken.text and _is_told(turns, read.turns):
        return read
    turns = turns or _paragraphs(taken.text)
    silent = [
        one for one in taken.people if one.label not in {t.speaker for t in turns}
    ]
    speakers, problems = describe(
        turns, functions, Legend({}, frozenset(), frozenset()), ReadOptions(), name, {}
    )
    speakers += tuple(Speaker(one.label, function=one.function) for one in silent)
    return Draft(taken.text, turns, speakers, problems=problems)


def _all_coded(draft: Draft, taken: TakenText) -> Draft:
    """Return a draft in which what is coded outside every turn is one of nobody's."""
    spoken = [turn.segment for turn in draft.turns]
    marked = [Segment(one.start, one.end) for one in taken.codings]
    marked += [Segment(one.start, one.end) for one in taken.comments]
    bare = [one for one in marked if not any(map(one.overlaps, spoken))]
    turns = [
        turn
        for turn in (_paragraphs(taken.text) if bare else ())
        if any(map(turn.segment.overlaps, bare))
        and not any(map(turn.segment.overlaps, spoken))
    ]
    if not turns:
        return draft
    whole = sorted((*draft.turns, *turns), key=lambda turn: turn.start)
    known = {one.label for one in draft.speakers}
    nobody = () if NOBODY in known else (Speaker(NOBODY, collective=True),)
    return replace(
        draft,
        turns=tuple(replace(turn, number=n) for n, turn in enumerate(whole, 1)),
        speakers=(*draft.speakers, *nobody),
    )


@lru_cache(maxsize=1)  # asked for a text, and for the file it is to have
def _read(data: bytes, name: str) -> Draft | None:
    try:
        return read_transcript(data, name, "plain")[1]
    except TranscriptError:
        return None


def _marked(text: str, spoken: Iterable[Spoken]) -> tuple[Turn, ...]:
    """Return turns as they are marked, without blanks at their ends."""
    turns: list[Turn] = []
    end = 0
    for one in spoken:
        said = text[one.start : one.end]
        start = one.start + len(said) - len(said.lstrip())
        stop = one.start + len(said.rstrip())
        if end <= start < stop:
            number = len(turns) + 1
            times = one.start_time, one.end_time
            turns.append(Turn(number, one.label, start, stop, *times))
            end = stop
    return tuple(turns)


def _is_told(marked: Sequence[Turn], read: Sequence[Turn]) -> bool:
    """Tell whether the text's own signs tell all that is marked.

    They tell more then: times, and that label and time mark are not said. A project may
    have marked them with the words.
    """
    if any(turn.start_time is not None for turn in marked):
        return False
    pairs = zip(marked, read, strict=False)
    return not marked or (
        len(marked) == len(read)
        and all(
            one.speaker == other.speaker
            and one.start <= other.start < other.end <= one.end
            for one, other in pairs
        )
    )


def _paragraphs(text: str) -> tuple[Turn, ...]:
    found = (match.span() for match in _PARAGRAPH.finditer(text))
    return tuple(
        Turn(number, NOBODY, start, start + len(text[start:end].rstrip()))
        for number, (start, end) in enumerate(found, 1)
    )


def _described(speaker: Speaker, people: Iterable[Told]) -> Speaker:
    """Return somebody with what the project tells of them."""
    for told in people:
        if told.label == speaker.label:
            return Speaker(
                label=speaker.label,
                kind=speaker.kind
                if told.moderates is None
                else ("moderator" if told.moderates else "participant"),
                function=told.function or speaker.function,
                attributes=dict(told.attributes),
                collective=speaker.collective,
            )
    return speaker


def _bare(speaker: Speaker) -> Speaker:
    return Speaker(
        speaker.label, speaker.kind, speaker.function, collective=speaker.collective
    )
