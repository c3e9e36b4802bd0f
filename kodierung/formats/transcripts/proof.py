"""The proof of an export: read back with kodierung's own reader and compared.

Words can look like labels or time marks, and no text format can escape them. So what
was written is read again, and every turn that would come back otherwise is named.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kodierung.errors import Problem, TranscriptError
from kodierung.formats.registry import read_transcript
from kodierung.formats.transcripts.registry import Keeps, TranscriptFormat
from kodierung.model import Draft, Speaker, Transcript, Turn
from kodierung.text import on_one_line, settle

_AHEAD = 10
_STEPS = sorted(
    ((skipped, foreign) for skipped in range(_AHEAD) for foreign in range(_AHEAD)),
    key=lambda step: (sum(step), abs(step[0] - step[1])),
)
"""How far on, in what was meant and what came back, the next equal turn may be."""


@dataclass(slots=True)
class _Said:
    """A turn as it is compared: numbers of the turns in it, who, what, and when."""

    numbers: list[int]
    speaker: str
    words: str
    times: tuple[float | None, float | None]


def prove(transcript: Transcript, data: bytes, form: TranscriptFormat) -> list[Problem]:
    """Return a warning for whatever would not come back from an export.

    Args:
        transcript: What was written.
        data: What came of it.
        form: The format.
    """
    name = transcript.name
    try:
        _, found = read_transcript(data, f"export{form.suffix}", form.importer)
    except TranscriptError as fault:
        why = fault.message.partition(": ")[2].rstrip(".")
        message = f"kodierung itself cannot read the export: {why}"
        hint = "give the speakers labels such as B1 or I"
        return [Problem(name, message, hint, "warning")]
    meant = _said(transcript.turns, transcript.text, form.keeps)
    back = _said(found.turns, found.text, form.keeps)
    pairs = _paired(meant, back)
    broken = [t.number for t in transcript.turns if "\n" in transcript.quote(t.segment)]
    differing = {
        "line breaks inside turns became blanks": broken,
        "would be read with other words or speakers": _unlike(pairs),
        "would be read with other times": _untimely(pairs, form.keeps),
        "have no times of their own, and share those of another turn": (
            _timeless(transcript) if len(form.keeps.times) == 2 else []
        ),
    }
    warnings = [
        Problem(name, f"{what} ({_turns(numbers)})", severity="warning")
        for what, numbers in differing.items()
        if numbers
    ]
    return [*warnings, *_people(transcript, found)]


def _said(turns: Iterable[Turn], text: str, keeps: Keeps) -> list[_Said]:
    """Return the turns, neighbours of one speaker as one if the format joins them."""
    said: list[_Said] = []
    for turn in turns:
        words = settle(on_one_line(text[turn.start : turn.end]))
        if said and not keeps.neighbours and said[-1].speaker == turn.speaker:
            last = said[-1]
            last.numbers.append(turn.number)
            last.words += f" {words}"
            last.times = (last.times[0], turn.end_time)
        else:
            times = (turn.start_time, turn.end_time)
            said.append(_Said([turn.number], turn.speaker, words, times))
    return said


def _paired(
    meant: Sequence[_Said], back: Sequence[_Said]
) -> list[tuple[_Said, _Said | None]]:
    """Return each turn with the one that came back for it, or None."""
    pairs: list[tuple[_Said, _Said | None]] = []
    here = there = 0
    while here < len(meant):
        left, right = meant[here : here + _AHEAD], back[there : there + _AHEAD]
        steps = next((step for step in _STEPS if _match(left, right, *step)), None)
        if steps is None:
            pairs.append((meant[here], None))
            here, there = here + 1, there + 1
            continue
        skipped, foreign = steps
        pairs += [(said, None) for said in left[:skipped]]
        pairs.append((left[skipped], right[foreign]))
        here, there = here + skipped + 1, there + foreign + 1
    return pairs


def _match(left: Sequence[_Said], right: Sequence[_Said], at: int, to: int) -> bool:
    if at >= len(left) or to >= len(right):
        return False
    one, other = left[at], right[to]
    return one.speaker == other.speaker and one.words == other.words


def _unlike(pairs: Iterable[tuple[_Said, _Said | None]]) -> list[int]:
    return [number for one, other in pairs if other is None for number in one.numbers]


def _untimely(pairs: Iterable[tuple[_Said, _Said | None]], keeps: Keeps) -> list[int]:
    """Return the turns whose known times came back otherwise."""
    found = []
    for one, other in pairs:
        for which, known in zip(("start_time", "end_time"), one.times, strict=True):
            if other is None or which not in keeps.times or known is None:
                continue
            read = other.times[which == "end_time"]
            if read is None or abs(read - known) > keeps.precision + 1e-6:
                found += one.numbers
                break
    return found


def _timeless(transcript: Transcript) -> list[int]:
    return [
        t.number
        for t in transcript.turns
        if t.start_time is None and t.end_time is None
    ]


def _people(transcript: Transcript, found: Draft) -> Iterator[Problem]:
    """Warn of people of whom the export does not say what is known."""
    read = {s.label: s for s in found.speakers}
    lost = [
        s.label
        for s in transcript.speakers
        if not _alike(s, read.get(s.label), transcript)
    ]
    if lost:
        message = (
            "the export does not say of everybody who moderates and what their "
            f"functions are ({', '.join(lost)})"
        )
        yield Problem(transcript.name, message, severity="warning")


def _alike(speaker: Speaker, read: Speaker | None, transcript: Transcript) -> bool:
    if read is None:  # a speaker whose turns differ was named with them
        return any(t.speaker == speaker.label for t in transcript.turns)
    function = on_one_line(speaker.function)
    return speaker.kind == read.kind and read.function.endswith(function)


def _turns(numbers: Sequence[int]) -> str:
    shown = ", ".join(map(str, numbers[:5]))
    more = f" and {len(numbers) - 5} more" if len(numbers) > 5 else ""
    return f"turn {shown}" if len(numbers) == 1 else f"turns {shown}{more}"
