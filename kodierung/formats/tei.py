"""TEI: ISO 24624 (`annotationBlock`, `u`), parliamentary and other `u` and `sp`.

Every `u` or `sp` is a turn. What is marked up as an event stays in the words as a text
transcript has it: `(lacht)`, `(1.2)`, `(unv.)`, supposed wording as `(Amt?)`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kodierung.errors import Problem, TranscriptError
from kodierung.formats import voices
from kodierung.formats.files import markup
from kodierung.formats.folker import PAUSES
from kodierung.formats.lines import times
from kodierung.formats.registry import ReadOptions
from kodierung.formats.render import Utterance
from kodierung.model import Draft

if TYPE_CHECKING:
    from lxml.etree import _Element

suffixes = (".tei", ".xml")

_ROOTS = ("TEI", "TEI.2", "teiCorpus")
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_TURNS = ("u", "sp")
_EVENTS = ("incident", "kinesic", "vocal", "shift", "stage", "note", "event", "writing")
_SIGNS = (*_EVENTS, "desc", "pause", "gap")
_SPOKEN = tuple(f"{{*}}{tag}" for tag in _TURNS)
# Title pages and registers, between which a prologue or an annex may be spoken.
_COVERS = ("front", "back")
_PARAGRAPHS = ("p", "ab", "lg", "head")
# Headers and annotations; of two readings, what was said goes before what was meant.
_ASIDE = (
    *("teiHeader", "timeline", "spanGrp", "linkGrp", "standOff", "fs", "fvLib"),
    *("speaker", "reg", "corr", "expan", "listPerson"),
)
_DURATION = re.compile(r"(?:PT)?(\d{1,5}(?:\.\d{1,6})?)s?", re.IGNORECASE)
# No XML holds these two: no blank before what follows, none behind what went before.
_LEFT, _RIGHT = "\0", "\1"
_GLUE = re.compile(rf" ?{_LEFT}|{_RIGHT} ?")


@dataclass(slots=True)
class _People:
    """Who is who.

    Attributes:
        labels: Label by identifier.
        functions: What people are, by label.
    """

    labels: dict[str, str] = field(default_factory=dict)
    functions: dict[str, str] = field(default_factory=dict)


def sniff(name: str, data: bytes) -> bool:
    """Tell whether the content is TEI."""
    return markup.first_tag(data) in _ROOTS


def read(data: bytes, name: str, options: ReadOptions) -> Draft:
    """Read the utterances with the names of the list of persons."""
    root = markup.parse(data, name)
    if markup.local(root.tag) not in _ROOTS:
        raise TranscriptError(f"{name}: this is no TEI.", "Name it with --format.")
    people = _people(root)
    clock = _clock(root)
    notes: list[str] = []
    runs: list[list[Utterance]] = []
    lost = 0
    for element in _passages(root):
        tag = "" if isinstance(element, str) else markup.local(element.tag)
        if isinstance(element, str):
            lost += 1
        elif tag in _TURNS:
            runs.append([_utterance(element, people, clock)])
        elif tag not in _SIGNS:
            lost += bool(voices.written(_words(element)))
        elif runs:
            runs[-1].append(Utterance("", voices.written(_sign(element, tag))))
        else:
            notes.append(voices.written(_sign(element, tag)))
    if not runs:
        raise TranscriptError(
            f"{name}: nobody speaks in this TEI; it holds no <u> and no <sp>.",
            "Name the parts of each speaker with <u who=…>.",
        )
    return voices.draft(
        map(voices.joined, runs),
        name,
        options,
        notes=[note for note in notes if note],
        functions=people.functions,
        problems=[*_odd(root, lost, name)],
    )


def _passages(element: _Element) -> Iterator[_Element | str]:
    """Yield turns, events between them, and passages and words that are neither."""
    yield from _loose(element.text)
    for child in element:
        yield from _passage(child, markup.local(child.tag))
        yield from _loose(child.tail)


def _passage(element: _Element, tag: str) -> Iterator[_Element | str]:
    """Yield what one element adds to the passages."""
    if tag in _TURNS:
        yield element
        yield from filter(_is_own, element.iterdescendants(*_SPOKEN))
    elif tag in _SIGNS:
        # The next speaker's name as printed; the <u> names her as well.
        if tag != "note" or element.get("type") != "speaker":
            yield element
    elif tag in _COVERS:
        yield from filter(_is_turn, _passages(element))
    elif tag in _PARAGRAPHS and next(element.iter(*_SPOKEN), None) is None:
        yield element
    elif tag and tag not in _ASIDE:
        yield from _passages(element)


def _loose(text: str | None) -> Iterator[str]:
    """Yield text that no element of its own holds, if there is any."""
    if text and not text.isspace():
        yield text


def _is_turn(passage: _Element | str) -> bool:
    """Tell whether a passage is an utterance."""
    return not isinstance(passage, str) and markup.local(passage.tag) in _TURNS


def _is_own(element: _Element) -> bool:
    """Tell whether a turn inside another names who says it, so that it is one."""
    return bool(element.get("who")) or element.find("{*}speaker") is not None


def _odd(root: _Element, lost: int, name: str) -> Iterator[Problem]:
    """Tell how many passages are nobody's, and how many turns stand inside others."""
    if lost:
        why = f"passages left out because they stand in nobody's utterance: {lost}"
        hint = "put them into a <u> if somebody says them"
        yield Problem(name, why, hint, "warning")
    inner = 0
    for one in filter(_is_own, root.iter(*_SPOKEN)):
        outer = next(one.iterancestors(*_SPOKEN), None)
        whose = None if outer is None else outer.get("who")
        inner += whose not in (None, one.get("who"))
    if inner:
        why = f"utterances inside others, each read as a turn behind it: {inner}"
        yield Problem(name, why, "end the outer <u> before them", "warning")


def _utterance(
    element: _Element, people: _People, clock: Mapping[str, float | None]
) -> Utterance:
    """Return a turn; who and when may be told by the block around it."""
    block = element.getparent()
    told: dict[str, str] = {}
    for one in (element,) if block is None else (block, element):
        told |= {str(key): str(value) for key, value in one.items()}
    speaker = element.find("{*}speaker")
    printed = "" if speaker is None else voices.written(markup.content(speaker))
    who = _identifiers(str(told.get("who", "")))
    if printed and who:
        people.labels.setdefault(who[0], printed.rstrip(" .:"))
    label = ", ".join(people.labels.get(one, one) for one in who)
    synched = [one.get("synch", "") for one in element.iter("{*}anchor")]
    start = str(told.get("start", synched[0] if synched else ""))
    end = str(told.get("end", synched[-1] if synched else ""))
    return Utterance(
        label or printed.rstrip(" .:"),
        _GLUE.sub("", voices.written(_words(element))).strip(),
        clock.get(start.lstrip("#")),
        clock.get(end.lstrip("#")),
    )


def _words(element: _Element) -> str:
    """Return the words of an element, events among them."""
    parts = [element.text or ""]
    for child in element:
        tag = markup.local(child.tag)
        if tag and tag not in _ASIDE and not (tag in _TURNS and _is_own(child)):
            parts.append(_part(child, tag))
        parts.append(child.tail or "")
    return "".join(parts)


def _part(element: _Element, tag: str) -> str:
    """Return what one element adds to the words around it."""
    if tag in _SIGNS:
        return f" {_sign(element, tag)} "
    inner = _words(element)
    if tag == "w":
        join = element.get("join", "")
        left = _LEFT if join in ("left", "both") else " "
        return left + inner.strip() + (_RIGHT if join in ("right", "both") else " ")
    if tag == "pc":
        opens = inner.strip() in tuple("([{„«‚<")
        return f" {inner.strip()}{_RIGHT}" if opens else f"{_LEFT}{inner.strip()} "
    if tag == "unclear":
        return f"({inner.strip()}?)" if inner.strip() else " (unv.) "
    return inner if tag in ("c", "anchor", "hi", "emph", "foreign") else f" {inner} "


def _sign(element: _Element, tag: str) -> str:
    """Return an event, a pause or a gap in brackets."""
    if tag == "pause":
        kind = element.get("type", "")
        lasting = _DURATION.fullmatch(element.get("dur", "") or kind)
        return f"({lasting[1]})" if lasting else PAUSES.get(kind, "(Pause)")
    told = " ".join(markup.content(element).split())
    if tag == "gap":
        return "(unv.)"
    told = told or element.get("new", "") or element.get("type", "")
    if not told or told.startswith(("(", "[")):
        return told
    return f"({told})"


def _people(root: _Element) -> _People:
    """Return everybody in the lists of persons."""
    people = _People()
    persons = list(root.iter("{*}person", "{*}personGrp"))
    names = [_name(person) for person in persons]
    often = Counter(names)
    for person, name in zip(persons, names, strict=True):
        identifier = person.get(_ID, "")
        label = name if name and often[name] == 1 else identifier
        people.labels[identifier] = label
        people.functions[label] = voices.written(person.get("role", ""))
    return people


def _name(person: _Element) -> str:
    """Return what a person is called: the abbreviation, else the name, or nothing."""
    short = person.get("n", "")
    for path in ("{*}persName/{*}abbr", "{*}persName"):
        named = None if short else person.find(path)
        short = short if named is None else " ".join(map(str, named.itertext()))
    return voices.written(short)


def _identifiers(references: str) -> list[str]:
    """Return the identifiers in `#SPK0 #SPK1`."""
    return [one.rpartition("#")[2] for one in references.split()]


def _clock(root: _Element) -> dict[str, float | None]:
    """Return the seconds of each point of the timeline."""
    clock: dict[str, float | None] = {}
    points = list(root.iter("{*}when"))
    counted = {point.get("since", "").lstrip("#") for point in points}
    for point in points:
        timeline = point.getparent()
        unit = "s" if timeline is None else timeline.get("unit", "s")
        scale = 0.001 if point.get("unit", unit) in ("ms", "msec") else 1.0
        since = clock.get(point.get("since", "").lstrip("#"), 0.0)
        interval = voices.seconds(point.get("interval"))
        time = _absolute(point.get("absolute", ""))
        if time is None and interval is not None and since is not None:
            time = round(since + scale * interval, 6)
        if point.get(_ID, "") in counted and _is_beginning(point):
            time = 0.0
        clock[point.get(_ID, "")] = time
    return clock


def _is_beginning(point: _Element) -> bool:
    """Tell whether a point has no time since all others are counted from it."""
    told = {"absolute", "interval"} & {*map(str, point.keys())}
    return not told and point.getprevious() is None


def _absolute(written: str) -> float | None:
    """Return the seconds of `00:01:12.5`, or None."""
    return times.lone(written.rpartition("T")[2]) if written else None
