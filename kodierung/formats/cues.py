"""From timed cues to turns: subtitles, and what speech recognisers write."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from kodierung.formats import voices
from kodierung.formats.lines import acceptance, heads, labels, people
from kodierung.formats.lines.heads import Head, Names
from kodierung.formats.registry import ReadOptions
from kodierung.formats.render import Utterance, render
from kodierung.model import Draft

_BRACKETED = re.compile(r"(?:\[([^\[\]\n]{1,63})\]|\(([^()\n]{1,63})\))(?:\s+|$)")
_DASH = re.compile(r"\s*[-–—]\s+(?=\S)|\s*[-–—](?=\w)")


@dataclass(frozen=True, slots=True)
class Cue:
    """A piece of a cue said by one person.

    Attributes:
        number: Which cue of the file it is in, from 1.
        start: Seconds, or None.
        end: Seconds, or None.
        text: Settled, tags taken off; may have several lines.
        voice: Who the format says is speaking, or None.
    """

    number: int
    start: float | None
    end: float | None
    text: str
    voice: str | None = None


def read(
    cues: Sequence[Cue], notes: Sequence[str], name: str, options: ReadOptions
) -> Draft:
    """Make turns of cues: neighbouring cues of one person become one turn.

    A cue that names nobody goes on with the last speaker. Where nobody is named yet,
    the label is `?`.

    Args:
        cues: In order.
        notes: Settled header lines, perhaps with a legend.
        name: The file's name, for places.
        options: Moderators, aliases, and whose labels are nobody's.
    """
    pieces = _set_off([piece for cue in cues for piece in _by_line(cue)])
    nobodys = takewhile(lambda piece: _is_nobodys(piece, options), pieces)
    opening = [f"{labels.tidy(one.voice or '')}: {one.text}" for one in nobodys]
    pieces, notes = pieces[len(opening) :], [*notes, *opening]
    named, choice = _named(pieces, notes, name, options)
    utterances = _merged(named)
    text, turns = render(utterances, notes)
    speakers, warnings = people.describe(
        turns, choice.functions, choice.legend, options, name, {}
    )
    return Draft(
        text=text,
        turns=turns,
        speakers=speakers,
        notes=tuple(notes),
        problems=(*choice.problems, *voices.unnamed(utterances, name), *warnings),
    )


def _is_nobodys(piece: Cue, options: ReadOptions) -> bool:
    """Tell whether the format names a voice that the user says is nobody's."""
    return piece.voice is not None and acceptance.is_nobody(piece.voice, options)


def _by_line(cue: Cue) -> list[Cue]:
    """Split a cue in which two people speak, each on a line that begins with a dash."""
    rows = [row.strip() for row in cue.text.split("\n") if row.strip(" -–—")]
    dashes = [row for row in rows if _DASH.match(row)]
    if cue.voice is not None or len(dashes) < 2:
        return [replace(cue, text=row) for row in rows]
    blocks: list[tuple[bool, list[str]]] = []
    for row in rows:
        opened = _DASH.match(row)
        if opened:
            blocks.append((True, [row[opened.end() :]]))
        elif blocks:
            blocks[-1][1].append(row)
        else:
            blocks.append((False, [row]))
    # Nobody knows who the second dash is, so it must not go on with the last.
    return [
        replace(cue, text=" ".join(block), voice=labels.UNNAMED if dashed else None)
        for dashed, block in blocks
    ]


def _set_off(pieces: Sequence[Cue]) -> list[Cue]:
    """Take names in brackets for voices where most cues hold one.

    So write Google Meet (`(Anna Berg)` above the words) and others (`[Speaker 1] Ja.`).
    What happens stands in brackets as well, `[Musik]`, so different names are needed,
    each a code or coming back.
    """
    found = {
        at: match
        for at, piece in enumerate(pieces)
        if piece.voice is None and (match := _BRACKETED.match(piece.text))
    }
    names = {at: labels.tidy(one[1] or one[2]) for at, one in found.items()}
    often = Counter(names.values())
    people = {
        name
        for name, times in often.items()
        if labels.is_code(name) or (times > 1 and " " in name and labels.is_name(name))
    }
    named = {at: name for at, name in names.items() if name in people}
    spoken = {pieces[at].number for at in named}
    if len(people) < 2 or 2 * len(spoken) <= len({piece.number for piece in pieces}):
        return list(pieces)
    return [
        replace(piece, text=piece.text[found[at].end() :], voice=named[at])
        if at in named
        else piece
        for at, piece in enumerate(pieces)
    ]


def _named(
    pieces: Sequence[Cue], notes: Sequence[str], name: str, options: ReadOptions
) -> tuple[list[Cue], acceptance.Choice]:
    """Give each piece its speaker: from the voice, or from a label in its words."""
    rows = [*notes, "", *(piece.text for piece in pieces)]
    above = len(notes) + 1

    def find(names: Names) -> dict[int, Head]:
        found: dict[int, Head] = {}
        for index, piece in enumerate(pieces, start=above):
            if piece.voice in (None, labels.UNNAMED):
                head = heads.find(piece.text, index, 0, len(piece.text), names)
                found |= {index: head} if head is not None else {}
        return found

    def place(at: int) -> str:
        return f"{name}:cue {pieces[at - above].number}" if at >= above else name

    known = _opening([*find(Names(())).values()], len({one.number for one in pieces}))
    choice = acceptance.choose(rows, find, options, place, known)
    named: list[Cue] = []
    for index, piece in enumerate(pieces, start=above):
        accepted = choice.heads.get(index)
        if accepted is not None:
            words = piece.text[accepted.words :]
            named.append(replace(piece, text=words, voice=accepted.label))
        elif piece.voice in (None, labels.UNNAMED):
            named.append(piece)
        else:
            label = labels.tidy(piece.voice or "") or labels.UNNAMED
            voice, words = acceptance.attributed(label, piece.text, options)
            named.append(replace(piece, text=words, voice=voice))
    return named, choice


def _opening(found: Sequence[Head], cues: int) -> frozenset[str]:
    """Return the labels that are people's since most cues begin with one.

    Those that occur once count as well, and names of an account or a room. Words in
    lower case do where hardly any cue lacks a label.

    Args:
        found: What may be labels.
        cues: How many cues there are.
    """
    named = [one for one in found if one.form in ("label", "unusual")]
    small = [one for one in found if one.form == "lower"]
    if 4 * len(named + small) > 3 * cues:
        named += small
    some = any(one.form == "label" for one in named)
    mostly = some and 2 * len(named) > cues
    return frozenset(one.label for one in named) if mostly else frozenset()


def _merged(pieces: Iterable[Cue]) -> list[Utterance]:
    """Join what one person says in a row; pieces without a voice go on."""
    runs: list[list[Utterance]] = []
    label = labels.UNNAMED
    for piece in pieces:
        label = label if piece.voice is None else piece.voice
        words = " ".join(piece.text.split())
        if not words:
            continue
        one = Utterance(label, words, piece.start, piece.end)
        if piece.voice is None and runs and runs[-1][0].speaker == label:
            runs[-1].append(one)
        else:
            runs.append([one])
    return voices.merged(map(voices.joined, runs))
