"""Who the people are: who moderates, what their functions are, what looks odd."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from kodierung.errors import Problem
from kodierung.formats.lines import acceptance, labels, unusual
from kodierung.formats.lines.legend import Legend
from kodierung.formats.registry import ReadOptions
from kodierung.model import Speaker, SpeakerKind, Turn


def describe(
    turns: Sequence[Turn],
    functions: Mapping[str, str],
    told: Legend,
    options: ReadOptions,
    name: str,
    lines: Mapping[str, int],
) -> tuple[tuple[Speaker, ...], tuple[Problem, ...]]:
    """Return everybody who speaks or is named, in order of appearance.

    Args:
        turns: The turns.
        functions: What the labels themselves say people are, by label.
        told: What the header tells.
        options: Further moderators.
        name: The file's name, for places.
        lines: Label to the line it first stands in, where a format has lines.

    Raises:
        TranscriptError: There are far too many different labels.
    """
    spoken = list(dict.fromkeys(turn.speaker for turn in turns))
    acceptance.refuse_crowd(spoken, name)
    silent = [
        label
        for label in told.functions
        if label in told.named
        and label not in spoken
        and not any(_stem(other) == label for other in spoken)
    ]
    are = {label: _function(label, functions, told) for label in (*spoken, *silent)}
    moderators = _moderators(are, options)
    participants = [label for label in spoken if label not in moderators]
    opener = None if moderators else _moderating_opener(spoken)
    places = _places(turns, name, lines)
    together = {label: whose for label in spoken if (whose := _whose(label, spoken))}
    problems = [
        *_together(together, places, lines),
        *_strangers([one for one in participants if one not in together], told, places),
    ]
    if opener is not None:
        moderators.add(opener)
        why = f'"{opener}" opens the conversation and is taken for the moderator'
        hint = "say so in the header (M = Moderation), or set the kind of the speaker"
        problems.append(Problem(name, why, hint, "warning"))
    speakers = tuple(
        Speaker(
            label,
            _kind(label in moderators),
            said or "",
            collective=label in together,
        )
        for label, said in are.items()
    )
    return speakers, tuple(problems)


def only_moderates(
    spoken: Collection[str],
    functions: Mapping[str, str],
    told: Legend,
    options: ReadOptions,
) -> bool:
    """Tell whether nobody but moderators is among those who speak.

    Args:
        spoken: Labels.
        functions: What the labels themselves say people are, by label.
        told: What the header tells.
        options: Further moderators.
    """
    are = {label: _function(label, functions, told) for label in spoken}
    return len(_moderators(are, options)) == len(are)


def _moderators(functions: Mapping[str, str | None], options: ReadOptions) -> set[str]:
    """Return who of these people surely moderates."""
    found = {
        label for label, said in functions.items() if _moderates(label, said, options)
    }
    # In lower case it may be a word; as a label beside no other moderator it is none.
    return found or {one for one in functions if one == "i" and not functions[one]}


def _together(
    together: Mapping[str, str], places: Mapping[str, str], lines: Collection[str]
) -> list[Problem]:
    """Warn of labels that are nobody's alone, since they do not count as a person.

    Of those for whom the file has no label at all, the format has told itself.
    """
    return [
        Problem(
            places[label],
            f'"{label}" {whose} and does not count as a person',
            "give the turn to one of them, or make the label an alias of one",
            "warning",
        )
        for label, whose in together.items()
        if label in lines or label != labels.UNNAMED
    ]


def _whose(label: str, spoken: Collection[str]) -> str:
    """Return for whom a label stands that is no single person's, or nothing.

    `Berg, Anna` is one person, unless somebody called Berg or Anna speaks as well.
    """
    joined = unusual.form(label) == "unusual" and unusual.joins_people(label)
    last, comma, first = label.partition(", ")
    reversed_name = bool(comma) and "," not in first and not {last, first} & {*spoken}
    if labels.is_several(label) or (joined and not reversed_name):
        return "is several people"
    return "is nobody in particular" if labels.is_collective(label) else ""


def _strangers(
    spoken: Sequence[str], told: Legend, places: Mapping[str, str]
) -> list[Problem]:
    """Warn of people whom a header with a list of people does not name."""
    if len(told.named) < 2 or not set(spoken) & told.named:
        return []
    return [
        Problem(
            places[label],
            f'"{label}" speaks but is not among the people named in the header',
            "if it is one of them misspelt, say who under import: in kodierung.yaml, "
            f'aliases: {{"{label}": …}}; the file itself may stay as it is',
            "warning",
        )
        for label in spoken
        if not {label, _stem(label)} & told.named
    ]


def _places(
    turns: Sequence[Turn], name: str, lines: Mapping[str, int]
) -> dict[str, str]:
    """Return where each label first stands, by its line or else by its turn."""
    places: dict[str, str] = {}
    for turn in turns:
        line = lines.get(turn.speaker)
        place = f"turn {turn.number}" if line is None else str(line)
        places.setdefault(turn.speaker, f"{name}:{place}")
    return places


def _kind(moderates: bool) -> SpeakerKind:
    return "moderator" if moderates else "participant"


def _moderates(label: str, function: str | None, options: ReadOptions) -> bool:
    """Tell whether somebody moderates; what the legend says outweighs the label."""
    named = {one.casefold() for one in options.moderators}
    if label.casefold() in named:
        return True
    if function:
        return labels.is_moderating(function)
    return labels.is_moderator(label)


def _moderating_opener(spoken: Sequence[str]) -> str | None:
    """Return `M` or `M1` where only a moderator can be meant.

    In a group of M1, M2, W1, W2 it stands for men. So it must open the conversation, be
    the only one, and all the others be numbered and none of them women.
    """
    if len(spoken) < 2 or _stem(spoken[0]) != "M":
        return None
    others = spoken[1:]
    stems = {_stem(label) for label in others}
    numbered = all(labels.is_numbered(label) for label in others)
    return spoken[0] if numbered and not stems & {"M", "W", "F"} else None


def _stem(label: str) -> str:
    """Return a label without its number: `S` for `S1`, `Befragte` for `Befragte 2`."""
    return label.rstrip("0123456789").rstrip(" _-")


def _function(label: str, functions: Mapping[str, str], told: Legend) -> str | None:
    """Return what the legend or the label itself says somebody is."""
    for key in (label, labels.without_brackets(label)[0], _stem(label)):
        if told.functions.get(key):
            return told.functions[key]
    return functions.get(label)
