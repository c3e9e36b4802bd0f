"""Which of the lines that look like the beginning of a turn are one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from kodierung.errors import Problem, TranscriptError
from kodierung.formats.lines import labels, legend, recurring, unusual
from kodierung.formats.lines.heads import Head, Names
from kodierung.formats.lines.legend import Legend
from kodierung.formats.registry import ReadOptions

MOST_LABELS = 10_000
"""Different labels; a parliament has some hundreds in a day."""

ByLabel = Mapping[str, Sequence[Head]]
Find = Callable[[Names], Mapping[int, Head]]
Place = Callable[[int], str]


@dataclass(frozen=True, slots=True)
class Choice:
    """Which heads open turns.

    Attributes:
        heads: The accepted heads by line, their labels as they are to be shown.
        functions: What stood behind a label in brackets or after a comma, by label.
        legend: What the header tells.
        is_conversation: Whether these are people who take turns.
        seen: What stands before a colon at the start of lines, taken or not.
        problems: Warnings about labels that were doubtful.
    """

    heads: Mapping[int, Head]
    functions: Mapping[str, str]
    legend: Legend
    is_conversation: bool
    seen: tuple[str, ...]
    problems: tuple[Problem, ...]


def choose(
    rows: Sequence[str],
    find: Find,
    options: ReadOptions,
    place: Place,
    known: frozenset[str] = frozenset(),
) -> Choice:
    """Decide which of the lines that look like a turn's beginning are one.

    A code (`B1`), a moderator's word, and whoever the header or the user names count at
    once; a name counts when it occurs twice, or once among names of the same form; an
    unusual label when it keeps coming back.

    Args:
        rows: The lines.
        find: Finds the heads by line, given the names that are known.
        options: Moderators and aliases.
        place: Says where a line is.
        known: Labels that are known to be speakers'.

    Raises:
        TranscriptError: There are far too many different labels.
    """
    users = (*options.moderators, *options.aliases, *options.aliases.values())
    names = Names(known, users)
    found = _somebodys(find(names), options)
    refuse_crowd({head.label for head in found.values()}, place(min(found, default=0)))
    written = _without_nobody(_legend(rows, found), options)
    if not all(label in names for label in written.functions):
        found = _somebodys(find(names.adding(written.functions)), options)
    told = _renamed_legend(written, options.aliases)
    known |= {*told.functions, *options.moderators, *options.aliases.values()}
    heads = _candidates(found, options, known)
    left = [
        head
        for at, head in heads.items()
        if at not in told.lines and not _is_metadata(head, rows)
    ]
    known |= {head.label for head in left if head.label in names}
    grouped: dict[str, list[Head]] = defaultdict(list)
    for head in left:
        if head.form == "label":
            grouped[head.label].append(head)
    sure = {label for label, group in grouped.items() if _is_sure(label, group, known)}
    inner = grouped.keys() - recurring.opening(left, rows) - known
    inner = {label for label in inner if not labels.is_code(label)}
    sure -= inner
    once, doubts = _once(grouped, sure, known, inner, place, rows)
    rare = recurring.unusual_labels(left, sure | once, rows)
    people = sure | once | rare
    people |= recurring.in_other_capitals(left, people)
    shown, functions = _with_brackets([one for one in left if one.label in people])
    untaken = recurring.untaken(left, shown, rows, place)
    return Choice(
        heads={head.line: head for head in shown},
        functions=functions,
        legend=told,
        is_conversation=len(people) > 1 or _is_certain(sure | once, users, known),
        seen=tuple(dict.fromkeys(head.label for head in left)),
        problems=(
            *(doubt for label, doubt in doubts.items() if label not in untaken.labels),
            *recurring.odd_ones(left, rare, sure | once, place),
            *untaken.problems,
        ),
    )


def _is_certain(
    people: Collection[str], users: Collection[str], known: Collection[str]
) -> bool:
    """Tell whether one of them surely speaks; one odd word alone is no conversation."""
    return any(
        one in users or labels.is_code(one) or (one in known and labels.is_label(one))
        for one in people
    )


def _legend(rows: Sequence[str], found: Mapping[int, Head]) -> Legend:
    """Read the header's list of people, as it is written."""
    counts = Counter(head.label for head in found.values())
    return legend.read(
        rows, lambda at: at in found and _speaks(found[at], counts, rows), counts
    )


def refuse_crowd(different: Collection[str], where: str) -> None:
    """Refuse more labels than people can take part in any conversation.

    Args:
        different: The labels, each once.
        where: The file's name or a place in it, for the message.

    Raises:
        TranscriptError: There are too many.
    """
    if len(different) > MOST_LABELS:
        raise TranscriptError(
            f"{where}: this has {len(different)} different labels, far more than a "
            "transcript can have.",
            "Look for the right file, or import it in parts.",
        )


def header(
    rows: Sequence[str], spoken: Mapping[str, int], options: ReadOptions
) -> Legend:
    """Return what lines tell of the people, above turns whose speakers are told.

    Args:
        rows: Lines of a header alone.
        spoken: How often each label speaks.
        options: Aliases, and whose labels are nobody's.
    """
    written = _without_nobody(legend.read(rows, lambda _: False, spoken), options)
    return _renamed_legend(written, options.aliases)


def _candidates(
    found: Mapping[int, Head], options: ReadOptions, known: frozenset[str]
) -> dict[int, Head]:
    """Return the heads under the user's names; without a colon only sure ones."""
    different = {head.label for head in found.values()}
    shown = {label: renamed(label, options.aliases) for label in different}
    heads: dict[int, Head] = {}
    for at, head in found.items():
        label = shown[head.label]
        if head.firm or label in known or labels.is_code(label):
            heads[at] = head if label == head.label else replace(head, label=label)
    return heads


def renamed(label: str, aliases: Mapping[str, str]) -> str:
    """Return the name that the user gave a label, or the label itself."""
    folded = {labels.tidy(key).casefold(): value for key, value in aliases.items()}
    return folded.get(label.casefold(), label)


def is_nobody(label: str, options: ReadOptions) -> bool:
    """Tell whether the user says that a label is no speaker's."""
    folded = labels.tidy(label).casefold()
    return any(labels.tidy(one).casefold() == folded for one in options.not_speakers)


def attributed(label: str, words: str, options: ReadOptions) -> tuple[str | None, str]:
    """Return who says words to which a format gives a speaker, and the words.

    Args:
        label: As the format has it.
        words: What is said.
        options: Aliases, and whose labels are nobody's.

    Returns:
        The speaker under the user's name and the words. Where the label is nobody's,
        None and `Label: words`: they go on with whoever spoke before, or are a header
        note where nobody did.
    """
    if is_nobody(label, options):
        return None, f"{label}: {words}"
    return renamed(labels.tidy(label), options.aliases), words


def _somebodys(found: Mapping[int, Head], options: ReadOptions) -> Mapping[int, Head]:
    """Leave out the heads that the user says are no speakers'."""
    if not options.not_speakers:
        return found
    different = {(head.label, head.brackets) for head in found.values()}
    nobody = {
        (label, brackets)
        for label, brackets in different
        if is_nobody(label, options) or is_nobody(_written(label, brackets), options)
    }
    return {
        at: head
        for at, head in found.items()
        if (head.label, head.brackets) not in nobody
    }


def _without_nobody(told: Legend, options: ReadOptions) -> Legend:
    """Return the legend without what the user says is no speaker."""
    functions = {
        label: function
        for label, function in told.functions.items()
        if not is_nobody(label, options)
    }
    return replace(told, functions=functions, named=told.named & functions.keys())


def _renamed_legend(told: Legend, aliases: Mapping[str, str]) -> Legend:
    """Return the legend under the user's names; a name's own function comes first."""
    functions: dict[str, str] = {}
    for label, function in told.functions.items():
        name = renamed(label, aliases)
        functions.setdefault(name, told.functions.get(name, function))
    named = frozenset(renamed(label, aliases) for label in told.named)
    return replace(told, functions=functions, named=named)


def _speaks(head: Head, counts: Mapping[str, int], rows: Sequence[str]) -> bool:
    """Tell whether somebody surely speaks in a line, so that the header is over."""
    often = counts[head.label] >= unusual.NEEDED.get(head.form, len(rows))
    certain = labels.is_code(head.label) or often
    return certain and not _is_metadata(head, rows)


def _is_metadata(head: Head, rows: Sequence[str]) -> bool:
    """Tell whether `Moderation: Anna Berg` stands among a header's other lines."""
    short = len(head.label) < 4 or labels.is_numbered(head.label)
    if short or is_speech(rows[head.line]):
        return False
    beside = (head.line - 1, head.line + 1)
    around = [rows[other] for other in beside if 0 <= other < len(rows)]
    starts = [row.partition(": ")[0] for row in around if ":" in row]
    return any(
        labels.is_header_word(labels.tidy(start.rstrip(":"))) for start in starts
    )


def _is_sure(label: str, group: Sequence[Head], known: frozenset[str]) -> bool:
    """Tell whether a label is a speaker's without looking at the others."""
    if label in known or labels.is_code(label) or labels.is_collective(label):
        return True
    return len(group) > 1


def _once(
    grouped: ByLabel,
    sure: set[str],
    known: frozenset[str],
    inner: Collection[str],
    place: Place,
    rows: Sequence[str],
) -> tuple[set[str], dict[str, Problem]]:
    """Decide on the labels that are not sure, and take back repeated ones of odd form.

    A transcript names its people one way: among B1 and B2, `Problem:` is a word, among
    Anna and Ben, `Clara:` is a person.
    """
    forms = _forms(grouped, sure, known, rows)
    if forms == {True}:
        codes = {one for one in sure if one in known or labels.is_code(one)}
        sure -= {one for one in sure - codes if " " not in one}
    first = min((grouped[one][0].line for one in sure), default=len(rows))
    described = _are_described(grouped)
    accepted: set[str] = set()
    doubts: dict[str, Problem] = {}
    for label in [one for one in grouped if one not in sure]:
        head = grouped[label][0]
        told = bool(head.brackets or head.function)
        certain = head.time is not None or (" " in label and told)
        fits = (
            (" " in label) in forms
            and label not in inner
            and (told or not described)
            and not any(char.isdigit() for char in label)
            and (head.line > first or is_speech(rows[head.line]))
        )
        if certain or fits:
            accepted.add(label)
        if not certain and (fits or first < head.line < len(rows)):
            doubts[label] = _doubt(label, grouped[label], place, taken=fits)
    return accepted, doubts


def _are_described(grouped: ByLabel) -> bool:
    """Tell whether most labels have a party or function: `Anna Berg (SPD)`."""
    told = [
        any(one.brackets or one.function for one in grouped[key]) for key in grouped
    ]
    return 2 * sum(told) > len(told)


def _forms(
    grouped: ByLabel, sure: set[str], known: frozenset[str], rows: Sequence[str]
) -> set[bool]:
    """Return how this transcript writes names: with a blank inside, without, or both.

    It is empty where most people have codes. Where only the moderator is sure, any
    name will do, provided that most paragraphs begin with one.
    """
    names = [one for one in sure if one not in known and not labels.is_code(one)]
    others = [one for one in sure if not labels.is_moderator(one)]
    if sure and not others:
        opened = sum(len(group) for group in grouped.values())
        paragraphs = recurring.count_paragraphs(rows)
        return {True, False} if 2 * opened > paragraphs else set()
    turns_of_names = sum(len(grouped[one]) for one in names)
    if 2 * turns_of_names <= sum(len(grouped[one]) for one in others):
        return set()
    long = sum(len(grouped[one]) for one in names if " " in one)
    return {2 * long > turns_of_names}


def is_speech(row: str) -> bool:
    """Tell whether a line near the header is said: a sentence of some words."""
    return row.rstrip("* #").endswith((".", "?", "!", "…")) and len(row.split()) > 3


def _doubt(label: str, group: Sequence[Head], place: Place, *, taken: bool) -> Problem:
    """Return the warning about a label that is not sure."""
    verdict = "taken for a speaker" if taken else "not taken for a speaker"
    hint = (
        f'if it is nobody: --not-speaker "{label}"'
        if taken
        else recurring.remedy(label)
    )
    often = "once" if len(group) == 1 else f"{len(group)} times"
    why = f'"{label}:" occurs {often} and is {verdict}'
    return Problem(place(group[0].line), why, hint, "warning")


def _with_brackets(heads: Sequence[Head]) -> tuple[list[Head], dict[str, str]]:
    """Put brackets back where they tell people apart; else read functions from them.

    Somebody's number is enough to know them by, and remarks such as `(lachend)` tell
    nobody apart.
    """
    marks: dict[str, set[str]] = defaultdict(set)
    for head in heads:
        said = [one for one in head.brackets if _is_lasting(one)]
        said += [head.function] if head.function else []
        if said:
            marks[head.label].add(", ".join(said))
    shown: list[Head] = []
    functions: dict[str, str] = {}
    for head in heads:
        different = marks[head.label]
        lasting = [one for one in head.brackets if _is_lasting(one)]
        if len(different) > 1 and lasting and not labels.is_numbered(head.label):
            shown.append(replace(head, label=_written(head.label, lasting)))
            continue
        shown.append(head)
        if len(different) == 1:
            (said_once,) = different
            functions[head.label] = "" if labels.says_gender(said_once) else said_once
    return shown, functions


def _written(label: str, brackets: Sequence[str]) -> str:
    """Return a label with its brackets: `Teilnehmer (w)`."""
    return label + "".join(f" ({one})" for one in brackets)


def _is_lasting(bracket: str) -> bool:
    """Tell whether a bracket says what somebody is, not how something was said."""
    return labels.says_gender(bracket) or bracket[:1].isupper()
