"""Transcripts in tiers, one line of events per person: ELAN, EXMARaLDA, Praat."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kodierung.errors import Problem
from kodierung.formats import voices
from kodierung.formats.lines import acceptance, labels
from kodierung.formats.lines.heads import Names
from kodierung.formats.registry import ReadOptions
from kodierung.formats.render import Utterance
from kodierung.model import Draft

# What people call tiers that hold something else than what one person says.
_NO_SPEAKER = re.compile(
    r"(?:errors?|fehler|comm?ents?|kommentare?|notes?|noti[zt](?:en)?|anmerkung(?:en)?|bemerkung(?:en)?"
    r"|markers?|(?:section|topic|chapter)(?:s|[ _-]?markers?)?|th?emen|themas?"
    r"|events?|ereignis(?:se)?|nois(?:e|es)|geräusche?|music|musik|silences?|stille"
    r"|pausen?|pauses?|translations?|übersetzung(?:en)?|gestures?|gesten?|gaze|blick"
    r"|phon(?:e|es|eme|emes)?|laute?|words?|w(?:ort|örter)|phrases?|syll(?:able)?s?"
    r"|silben?|segments?|pitch|tones?|tobi|lemmas?|pos|tok(?:ens?)?|gloss(?:es)?|ipa|sampa"
    r"|(?:.+[ _-]+)(?:phones|words|kommentar|comments?|notes|translation|übersetzung))"
    r"(?:[ _-]?\d+)?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Tier:
    """One person's line.

    Attributes:
        name: What the tier is called.
        speaker: Label of the person, as the format has it.
        pieces: What is said, each with its place in time, in any unit that orders and
            begins at 0; None where the file has none.
        is_told: Whether the format says whose the tier is, beyond its name.
    """

    name: str
    speaker: str
    pieces: Sequence[tuple[float | None, Utterance]]
    is_told: bool = False


def read(
    tiers: Sequence[Tier],
    name: str,
    options: ReadOptions,
    *,
    joining: bool = True,
    problems: Sequence[Problem] = (),
) -> Draft:
    """Make one conversation of the tiers, in the order in which people begin to speak.

    Tiers that are plainly no person's are left out, unless nothing else is there or the
    user names them.

    Args:
        tiers: Tiers with words, in the order of the file.
        name: The file's name, for places.
        options: Moderators, aliases, and which tiers are nobody's.
        joining: Whether neighbouring pieces of one person are one turn.
        problems: What was found while reading.
    """
    spoken, told = _spoken(tiers, name, options)
    pieces = [piece for tier in spoken for piece in _placed(tier)]
    pieces.sort(key=lambda piece: piece[0])
    return voices.draft(
        [one for _, one in pieces],
        name,
        options,
        joining=joining,
        problems=(*problems, *told, *_several(spoken, name), *_lost(spoken, name)),
    )


def left_out(names: Sequence[str], name: str, why: str) -> list[Problem]:
    """Tell which tiers are not read.

    Args:
        names: Of the tiers; none if there are none.
        name: The file's name, for places.
        why: Half a sentence.
    """
    if not names:
        return []
    listed = ", ".join(f'"{one}"' for one in names[:5])
    more = f" and {len(names) - 5} more" if len(names) > 5 else ""
    message = f"these tiers are left out, {why}: {listed}{more}"
    return [Problem(name, message, severity="warning")]


def _spoken(
    tiers: Sequence[Tier], name: str, options: ReadOptions
) -> tuple[list[Tier], list[Problem]]:
    """Return the tiers of people, and what is to be told about the others."""
    problems: list[Problem] = []
    left: list[Tier] = []
    for tier in tiers:
        if any(acceptance.is_nobody(one, options) for one in (tier.name, tier.speaker)):
            problems.append(_told(tier, name, "is left out as you said"))
        else:
            left.append(tier)
    users = Names(
        (), (*options.moderators, *options.aliases, *options.aliases.values())
    )
    odd = [tier for tier in left if _is_odd(tier, users)]
    if len(odd) < len(left):
        problems += [
            _told(one, name, "is no person's and is left out", _keeping(one))
            for one in odd
        ]
        return [tier for tier in left if not _is_odd(tier, users)], problems
    hint = "if it is nobody's, list it under not_speakers"
    problems += [
        _told(one, name, "is taken for a person, and its name looks like none", hint)
        for one in odd
    ]
    return left, problems


def _several(spoken: Sequence[Tier], name: str) -> list[Problem]:
    """Warn of people with more than one tier; one of them may hold something else."""
    called: dict[str, list[str]] = defaultdict(list)
    for tier in spoken:
        called[tier.speaker].append(tier.name)
    return [
        Problem(
            name,
            f'"{label}" has {len(names)} tiers, read as one person: '
            + ", ".join(f'"{one}"' for one in names[:5]),
            "if one holds no words of that person, list it under not_speakers",
            "warning",
        )
        for label, names in called.items()
        if len(names) > 1
    ]


def _placed(tier: Tier) -> Iterator[tuple[float, Utterance]]:
    """Yield what is said with its place; without one it stays behind what is above."""
    last = 0.0
    for place, said in tier.pieces:
        last = last if place is None else place
        yield last, said


def _lost(spoken: Sequence[Tier], name: str) -> Iterator[Problem]:
    """Warn of tiers with words for which the file has no place in time."""
    for tier in spoken:
        lost = sum(place is None and bool(said.words) for place, said in tier.pieces)
        if lost:
            why = "has entries without a place in time; they stay behind the ones above"
            hint = "give them their times in the program that wrote the file"
            message = f'the tier "{tier.name}" {why}: {lost}'
            yield Problem(name, message, hint, "warning")


def _is_odd(tier: Tier, users: Names) -> bool:
    """Tell whether a tier is plainly not one person's words."""
    bare = tier.name.strip("\"'*[]() ")
    return not tier.is_told and tier.name not in users and bool(_NO_SPEAKER.match(bare))


def _keeping(tier: Tier) -> str:
    """Return what to do so that a tier is read all the same."""
    return f'if it is somebody\'s, say whose by an alias: {{"{tier.name}": …}}'


def _told(tier: Tier, name: str, verdict: str, hint: str = "") -> Problem:
    """Return the warning about a tier."""
    often = "1 entry" if len(tier.pieces) == 1 else f"{len(tier.pieces)} entries"
    label = labels.tidy(tier.name) or labels.UNNAMED
    return Problem(name, f'the tier "{label}" ({often}) {verdict}', hint, "warning")
