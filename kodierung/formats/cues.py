"""From timed cues to turns: subtitles, and what speech recognisers write."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from kodierung.formats import acceptance, heads, labels, people, voices
from kodierung.formats.heads import Head, Names
from kodierung.formats.registry import ReadOptions
from kodierung.formats.render import Utterance, render
from kodierung.model import Draft

_DASH = re.compile(r"\s*[-–—]\s+(?=\S)|\s*[-–—](?=\w)")


@dataclass(frozen=True, slots=True)
class Cue:
    """A piece of a cue said by one person.

    Attributes:
        number: Which cue of the file it is in, from 1.
        start: Seconds.
        end: Seconds.
        text: Settled, tags taken off; may have several lines.
        voice: Who the format says is speaking, or None.
    """

    number: int
    start: float
    end: float
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
    pieces = [piece for cue in cues for piece in _by_line(cue)]
    nobodys = takewhile(lambda piece: _is_nobodys(piece, options), pieces)
    opening = [f"{labels.tidy(one.voice or '')}: {one.text}" for one in nobodys]
    pieces, notes = pieces[len(opening) :], [*notes, *opening]
    named, choice = _named(pieces, notes, name, options)
    utterances = _merged(named)
    text, turns = render(utterances, notes)
    speakers, warnings = people.describe(turns, choice, options, name, {})
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
    rows = [row.strip() for row in cue.text.split("\n") if row.strip()]
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

    # Where most cues begin with a name, those that occur once are names as well.
    proper = [one for one in find(Names(())).values() if one.form == "label"]
    mostly = 2 * len(proper) > len({piece.number for piece in pieces})
    known = frozenset(head.label for head in proper) if mostly else frozenset()
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


def _merged(pieces: Iterable[Cue]) -> list[Utterance]:
    """Join what one person says in a row."""
    runs: list[list[Utterance]] = []
    label = labels.UNNAMED
    for piece in pieces:
        label = label if piece.voice is None else piece.voice
        words = " ".join(piece.text.split())
        if not words:
            continue
        one = Utterance(label, words, piece.start, piece.end)
        if runs and runs[-1][0].speaker == label and piece.voice != labels.UNNAMED:
            runs[-1].append(one)
        else:
            runs.append([one])
    return list(map(voices.joined, runs))
