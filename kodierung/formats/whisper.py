"""JSON of speech recognisers: Whisper, WhisperX, aTrain, Amberscript, Sonix, Podlove.

They differ in names more than in shape: a list of segments, each with a text or words,
two times, and perhaps a speaker. Where the words of a segment have speakers of their
own, it is split where they change. What Whisper prints on the screen is read as well.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kodierung.errors import Problem, TranscriptError
from kodierung.formats import cues, printed, voices
from kodierung.formats.cues import Cue
from kodierung.formats.files import encoding, jsonfile
from kodierung.formats.lines import labels
from kodierung.formats.registry import ReadOptions
from kodierung.model import Draft
from kodierung.text import settle

suffixes = (".json",)

Entry = Mapping[str, object]
Runs = Sequence[tuple[str, Sequence[Entry]]]

_LISTS = (
    *("segments", "utterances", "transcript", "transcription", "monologues", "chunks"),
    *("audio_segments", "results", "result", "words"),
)
_TEXTS = ("text", "transcript", "sentence", "word", "punctuated_word", "value")
_WORDS = ("words", "elements", "tokens")
_SPEAKERS = ("voice", "speaker_name", "speaker", "speaker_label", "speaker_id", "spkid")
_STARTS = ("start", "start_time", "startTime", "begin", "from", "ts", "data_start")
_ENDS = ("end", "end_time", "endTime", "to", "end_ts", "data_end")
_SNIFFED = re.compile(
    rb'"(?:segments|utterances|monologues|transcription|start|start_time|startTime)"\s*:'
)
_SPOKEN = re.compile(
    rb'"(?:text|words|transcript|sentence|elements|language|spkid|speakers)"\s*:'
)
_CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{1,2}(?:[.,]\d{1,9})?)$")
_LONGEST = 24 * 3600
"""Seconds; whole numbers beyond are milliseconds, since no recording takes a day."""


def sniff(name: str, data: bytes) -> bool:
    """Tell whether the content begins as a recogniser's JSON or printed lines do."""
    start = jsonfile.beginning(data)
    written = _SNIFFED.search(start) and _SPOKEN.search(start)
    return bool(written) or printed.is_printed(data)


def read(data: bytes, name: str, options: ReadOptions) -> Draft:
    """Read the segments; neighbours of one speaker become one turn."""
    if printed.is_printed(data):
        text, used = encoding.decode(data, name, options.encoding)
        spoken, notes = printed.read(settle(text))
        return replace(cues.read(spoken, notes, name, options), encoding=used)
    held, used = jsonfile.load(data, name, options)
    entries = _entries(held)
    if not entries:
        raise TranscriptError(
            f"{name}: this JSON holds no list of spoken segments.",
            'One reads {"segments": [{"start": 0.0, "end": 2.5, "text": "…"}]}.',
        )
    scale = 0.001 if _counts_milliseconds(entries) else 1.0
    names = _names(held)
    runs = [_runs(entry, names) for entry in entries]
    found = [
        piece
        for number, (entry, run) in enumerate(zip(entries, runs, strict=True), start=1)
        for piece in _pieces(number, entry, run, _speaker(entry, names), scale)
        if piece.text
    ]
    if not found:
        raise TranscriptError(f"{name}: its segments hold no words.")
    if any(piece.voice for piece in found):
        found = [replace(one, voice=one.voice or labels.UNNAMED) for one in found]
    draft = cues.read(found, (), name, options)
    problems = (*_lost(entries, runs, name), *draft.problems)
    return replace(draft, encoding=used, problems=problems)


def _entries(held: object, depth: int = 0) -> list[Entry]:
    """Return the list of segments, wherever in the upper layers it is."""
    if isinstance(held, list):
        entries: list[Entry] = [one if isinstance(one, dict) else {} for one in held]
        return entries if any(map(_is_spoken, entries)) else []
    if not isinstance(held, dict) or depth > 2:
        return []
    found = (_entries(held.get(key), depth + 1) for key in _LISTS)
    return next((entries for entries in found if entries), [])


def _is_spoken(entry: Entry) -> bool:
    """Tell whether an entry is something said: words that have a speaker or a time."""
    held = _first(entry, (*_TEXTS, *_WORDS))
    placed = _first(entry, (*_SPEAKERS, *_STARTS, "timestamps", "timestamp"))
    return isinstance(held, (str, list)) and (placed is not None or "words" in entry)


def _first(entry: Entry, keys: Iterable[str]) -> object:
    """Return the value of the first of the keys that there is."""
    return next((entry[key] for key in keys if entry.get(key) not in (None, "")), None)


def _names(held: object) -> dict[str, str]:
    """Return the names that a list of speakers gives to their identifiers."""
    listed = held.get("speakers") if isinstance(held, dict) else None
    names: dict[str, str] = {}
    for one in listed if isinstance(listed, list) else ():
        if isinstance(one, dict):
            identifier = _label(_first(one, ("spkid", "id", "speaker")))
            name = _label(_first(one, ("name", "label")))
            names |= {identifier: name} if identifier and name else {}
    return names


def _pieces(
    number: int, entry: Entry, runs: Runs, own: str, scale: float
) -> Iterator[Cue]:
    """Yield what is said in a segment, one piece per speaker."""
    start, end = _times(entry, scale)
    text = _first(entry, _TEXTS)
    # Whoever corrected the text left the words behind it as they were.
    if isinstance(text, str) and (len(runs) < 2 or _is_corrected(entry, runs)):
        voice = own or (runs[0][0] if runs else "")
        yield _cue(number, text, voice, start, end)
        return
    for voice, run in runs:
        times = [_times(one, scale) for one in run]
        first = next((one for one, _ in times if one is not None), start)
        last = next((one for _, one in reversed(times) if one is not None), end)
        yield _cue(number, _sentence(run), voice, first, last)


def _lost(
    entries: Sequence[Entry], runs: Sequence[Runs], name: str
) -> Iterator[Problem]:
    """Tell of segments whose words or speakers are not taken as the file has them."""
    unread = [at for at, entry in enumerate(entries, start=1) if _is_unread(entry)]
    if unread:
        why = (
            f"segments whose words are left out, called by no known name: {len(unread)}"
        )
        hint = f'call their words "{_TEXTS[0]}"'
        yield Problem(f"{name}:segment {unread[0]}", why, hint, "warning")
    corrected = [
        at
        for at, (entry, run) in enumerate(zip(entries, runs, strict=True), start=1)
        if _is_corrected(entry, run)
    ]
    if corrected:
        why = (
            "segments of several speakers whose text is not that of their words; the "
            f"text is taken, as one person's: {len(corrected)}"
        )
        hint = "check who says it, or correct the words as well"
        yield Problem(f"{name}:segment {corrected[0]}", why, hint, "warning")


def _is_unread(entry: Entry) -> bool:
    """Tell whether a segment has no text, and not all of its words have one."""
    if _has_text(entry):
        return False
    words = next((entry[key] for key in _WORDS if key in entry), None)
    return not isinstance(words, list) or not all(
        isinstance(word, dict) and _has_text(word) for word in words
    )


def _has_text(entry: Entry) -> bool:
    """Tell whether a text stands under a known name; it may be none."""
    return any(isinstance(entry.get(key, 0), str | None) for key in _TEXTS)


def _is_corrected(entry: Entry, runs: Runs) -> bool:
    """Tell whether several people's words are others than the text, signs aside."""
    text = _first(entry, _TEXTS)
    if len(runs) < 2 or not isinstance(text, str):
        return False
    written = (_first(word, _TEXTS) for _, run in runs for word in run)
    joined = "".join(one for one in written if isinstance(one, str))
    letters, others = (filter(str.isalnum, one.casefold()) for one in (text, joined))
    return [*letters] != [*others]


def _runs(entry: Entry, names: Mapping[str, str]) -> Runs:
    """Return the words in runs of one speaker; one without a speaker goes on."""
    own = _speaker(entry, names)
    runs: list[tuple[str, list[Entry]]] = []
    for word in _list(_first(entry, _WORDS)):
        if not isinstance(word, dict):
            continue
        voice = _speaker(word, names) or (runs[-1][0] if runs else own)
        if runs and runs[-1][0] == voice:
            runs[-1][1].append(word)
        else:
            runs.append((voice, [word]))
    return runs


def _sentence(words: Iterable[Entry]) -> str:
    """Join words; signs stand close to the word before them."""
    parts: list[str] = []
    for word in words:
        written = _first(word, _TEXTS)
        if isinstance(written, str):
            close = not any(char.isalnum() or char in "([„«" for char in written)
            parts += [written] if close else [" ", written]
    # Whisper itself writes the blank into the word, and none inside a word.
    blank = any(part.startswith(" ") and len(part) > 1 for part in parts)
    return "".join(part for part in parts if not blank or part != " ")


def _cue(
    number: int, text: str, voice: str, start: float | None, end: float | None
) -> Cue:
    """Return a piece; a time that is missing is taken from the other one."""
    first = start if start is not None else end
    last = end if end is not None else start
    return Cue(number, first, last, voices.written(text), voice or None)


def _speaker(entry: Entry, names: Mapping[str, str]) -> str:
    """Return an entry's speaker by name, or `""`."""
    label = _label(_first(entry, _SPEAKERS))
    return names.get(label, label)


def _label(value: object) -> str:
    """Return a label that may be written as a number or as an object with a name."""
    if isinstance(value, dict):
        value = _first(value, ("name", "label", "id"))
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10_000:
        return f"Speaker {value}"
    return labels.tidy(voices.written(value)) if isinstance(value, str) else ""


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _times(entry: Entry, scale: float) -> tuple[float | None, float | None]:
    """Return start and end in seconds."""
    pair = _first(entry, ("timestamp", "time"))
    if isinstance(pair, list) and len(pair) == 2:
        return _seconds(pair[0], scale), _seconds(pair[1], scale)
    inner = entry.get("timestamps")
    source = inner if isinstance(inner, dict) else entry
    start, end = _first(source, _STARTS), _first(source, _ENDS)
    return _seconds(start, scale), _seconds(end, scale)


def _seconds(value: object, scale: float) -> float | None:
    """Return a time written as a number or as a clock's."""
    if isinstance(value, str):
        clock = _CLOCK.match(value.strip())
        if clock is None:
            return voices.seconds(value.replace(",", "."))
        hours, minutes, rest = clock.groups()
        whole = 3600 * int(hours or 0) + 60 * int(minutes)
        return round(whole + float(rest.replace(",", ".")), 6)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    if not 0 <= value < 1e9 or math.isnan(value):
        return None
    return round(value * scale, 6)


def _counts_milliseconds(entries: Iterable[Entry]) -> bool:
    """Tell whether the times are whole numbers too large for seconds."""
    found = [_first(entry, keys) for entry in entries for keys in (_STARTS, _ENDS)]
    numbers = [one for one in found if isinstance(one, (int, float))]
    whole = all(isinstance(one, int) for one in numbers)
    return whole and max(numbers, default=0) > _LONGEST
