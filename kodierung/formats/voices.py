"""Turns whose speakers the format names itself: by a voice, an attribute, a tier.

Nothing has to be guessed from labels here; what is shared is the way from utterances to
a draft: the user's names, who moderates, and the settled text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kodierung.errors import Problem
from kodierung.formats.lines import acceptance, labels, people
from kodierung.formats.registry import ReadOptions
from kodierung.formats.render import Utterance, render
from kodierung.model import Draft
from kodierung.text import settle

_DECIMAL = re.compile(r"\d{1,9}(?:\.\d{1,18})?(?:[eE]-?\d)?")
_HALF = re.compile("[\ud800-\udfff]")


def written(raw: str) -> str:
    """Return a piece of a file as settled text can hold it, on one line.

    Half of a character pair, which JSON can hold and no text file can, becomes a
    replacement character.

    Args:
        raw: As the format has it.
    """
    if _HALF.search(raw):
        raw = raw.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return " ".join(settle(raw).split())


def seconds(raw: str | None) -> float | None:
    """Return a time that a format writes as a decimal number, or None if it is none.

    Args:
        raw: For instance `12.5`; blanks around it do not matter.
    """
    found = _DECIMAL.fullmatch((raw or "").strip())
    return float(found[0]) if found else None


def merged(utterances: Iterable[Utterance]) -> list[Utterance]:
    """Join what one person says in a row; those nobody is named for stay apart.

    Args:
        utterances: In order.
    """
    runs: list[list[Utterance]] = []
    for one in utterances:
        if runs and runs[-1][0].speaker == one.speaker and not is_unnamed(one):
            runs[-1].append(one)
        else:
            runs.append([one])
    return list(map(joined, runs))


def joined(run: Sequence[Utterance]) -> Utterance:
    """Return one utterance of several, said by whoever says the first."""
    if len(run) == 1:
        return run[0]
    ends = [one.end_time for one in run if one.end_time is not None]
    words = " ".join(one.words for one in run)
    return replace(run[0], words=words, end_time=max(ends, default=None))


def draft(
    utterances: Iterable[Utterance],
    name: str,
    options: ReadOptions,
    *,
    notes: Sequence[str] = (),
    functions: Mapping[str, str] | None = None,
    problems: Sequence[Problem] = (),
    joining: bool = False,
) -> Draft:
    """Return the draft of utterances whose speakers are told.

    Args:
        utterances: In order, labels as the format has them; empty ones are left out.
        name: The file's name, for places.
        options: Moderators, aliases, and whose labels are nobody's.
        notes: Settled header lines, perhaps with a legend.
        functions: What people are, by label as the format has it.
        problems: What was found while reading.
        joining: Whether what one person says in a row is one turn.
    """
    utterances = list(utterances)
    spoken, header = attributed(utterances, options)
    spoken = merged(spoken) if joining else spoken
    often = Counter(labels.tidy(one.speaker) for one in utterances)
    text, turns = render(spoken, lines := [*notes, *header])
    told = {
        acceptance.renamed(labels.tidy(label), options.aliases): said
        for label, said in (functions or {}).items()
    }
    legend = acceptance.header(notes, often, options)
    speakers, warnings = people.describe(turns, told, legend, options, name, {})
    return Draft(
        text=text,
        turns=turns,
        speakers=speakers,
        notes=tuple(lines),
        problems=(*problems, *unnamed(spoken, name), *warnings),
    )


def rendered(found: Draft, name: str) -> Draft:
    """Return a draft read from lines of text under a text of its turns alone.

    Args:
        found: Read from lines that no file holds as they are; what was doubtful in one
            of them is told of its turn.
        name: The file's name, for places.
    """
    text, turns = render(
        [
            Utterance(
                turn.speaker,
                found.text[turn.start : turn.end],
                turn.start_time,
                turn.end_time,
            )
            for turn in found.turns
        ],
        found.notes,
    )
    problems = tuple(_of_turns(found, name))
    return replace(found, text=text, turns=turns, problems=problems)


def _of_turns(found: Draft, name: str) -> Iterator[Problem]:
    """Yield the problems; for a line stands the turn that goes on or follows there."""
    ends = [turn.end for turn in found.turns]
    breaks = [-1, *(at for at, char in enumerate(found.text) if char == "\n")]
    for problem in found.problems:
        line = problem.place.removeprefix(f"{name}:")
        if line.isdecimal() and line != problem.place and ends:
            at = bisect_right(ends, breaks[int(line) - 1] + 1)
            number = found.turns[min(at, len(ends) - 1)].number
            problem = replace(problem, place=f"{name}:turn {number}")
        yield problem


def attributed(
    utterances: Iterable[Utterance], options: ReadOptions
) -> tuple[list[Utterance], list[str]]:
    """Return the utterances under the user's names, and what comes before the first.

    What has a label that is nobody's goes on with whoever spoke before.
    """
    spoken: list[list[Utterance]] = []
    header: list[str] = []
    for one in utterances:
        if not one.words:
            continue
        label = labels.tidy(one.speaker) or labels.UNNAMED
        speaker, words = acceptance.attributed(label, one.words, options)
        if speaker is not None:
            same = (speaker, words) == (one.speaker, one.words)
            spoken.append([one if same else replace(one, speaker=speaker, words=words)])
        elif spoken:
            spoken[-1].append(replace(one, words=words))
        else:
            header.append(words)
    return list(map(joined, spoken)), header


def unnamed(utterances: Sequence[Utterance], name: str) -> list[Problem]:
    """Warn when some or all words have no speaker."""
    missing = sum(map(is_unnamed, utterances))
    if not missing:
        return []
    if missing == len(utterances):
        message = "no speakers are named"
    elif missing == 1:
        message = "one passage has no speaker"
    else:
        message = f"{missing} passages have no speaker"
    hint = f'they are labelled "{labels.UNNAMED}"; name the speakers in the file'
    return [Problem(name, message, hint, "warning")]


def is_unnamed(one: Utterance) -> bool:
    """Tell whether nobody is named for an utterance."""
    return one.speaker == labels.UNNAMED
