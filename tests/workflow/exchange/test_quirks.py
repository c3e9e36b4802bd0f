"""One project, written in all the ways that programs have: always the same codings."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kodierung.project import Project
from kodierung.workflow.exchange.projects import begin, handed_on
from kodierung.workflow.exchange.taking import read_taken
from tests.formats.refi.packing import guid, packed

TEXT = (
    "Moderation: Wie läuft es 😀 bei Ihnen?\n"
    "P1: Gut 👩🏽‍🏫, wir tauschen Material.\n"
    "P2: Bei uns fehlt schlicht die Zeit.\n"
)
ADA, BEN, OWNER = guid(1), guid(2), guid(3)
TIME, GIVE = guid(11), guid(12)
SPEAKERS = {"Moderation": guid(21), "P1": guid(22), "P2": guid(23)}
CODED = [
    ("Ada", "Austausch", "wir tauschen Material"),
    ("Ada", "Zeit", "fehlt schlicht die Zeit."),
    ("Ben", "Austausch", "wir tauschen Material"),
]
QUIRKS = """
CRLF; CRLF is 2; UTF-16; BOM; BOM counts; no names; places as names; no origin; lower
the owner's selections; braces; mixed; Sources; no scheme; Scheme; folder in path
case of paths; no cases; cases without codes; one GUID for both; inside; wrapper
codable
namespace; prefix; UTF-16 XML; BOM in XML; root name; no dates; odd dates; a point
a comment; other order; nothing in
""".strip()
ALL = [one for line in QUIRKS.splitlines() for one in line.split("; ")]


def selections(quirks: set[str]) -> str:
    text = TEXT.replace("\n", "\r\n") if "CRLF is 2" in quirks else TEXT

    def position(words: str, *, end: bool) -> int:
        said = text[: text.index(words) + (len(words) if end else 0)]
        units = len(said.encode("utf-16-le")) // 2 if "UTF-16" in quirks else len(said)
        return units + ({"BOM", "BOM counts"} <= quirks)

    found = []
    turns = [("kodierung", SPEAKERS[t.split(":")[0]], t) for t in TEXT.splitlines()]
    coded = [
        (who, {"Zeit": TIME, "Austausch": GIVE}[code], t) for who, code, t in CODED
    ]
    for number, (who, code, words) in enumerate((*coded, *turns), 100):
        start, end = (position(words, end=end) for end in (False, True))
        user = {"Ada": ADA, "Ben": BEN}.get(who, OWNER)
        name = f"{start},{end}" if "places as names" in quirks else words
        date = "15.01.2026" if "odd dates" in quirks else "2026-01-15T09:30:00"
        when = "" if "no dates" in quirks else f'creationDateTime="{date}"'
        by = OWNER if "the owner's selections" in quirks else user
        found.append(
            f'<PlainTextSelection guid="{guid(number)}" startPosition="{start}" '
            f'endPosition="{end}" creatingUser="{by}" '
            f'name="{"" if "no names" in quirks else name}">'
            f'<Coding guid="{guid(100 + number)}" creatingUser="{user}" {when}>'
            f'<CodeRef targetGUID="{code}"/></Coding></PlainTextSelection>'
        )
    if "a point" in quirks:
        found.append(
            f'<PlainTextSelection guid="{guid(90)}" startPosition="5" endPosition="5">'
            f'<Coding guid="{guid(91)}"><CodeRef targetGUID="{TIME}"/></Coding>'
            "</PlainTextSelection>"
        )
    if "a comment" in quirks:
        found.append(
            f'<PlainTextSelection guid="{guid(92)}" startPosition="0" endPosition="3">'
            "<Description>Da</Description></PlainTextSelection>"
        )
    return "".join(found)


def parts(quirks: set[str]) -> list[str]:
    """Return what is right below the project's element."""
    codable = str("codable" in quirks).lower()
    people = "".join(
        f'<Code guid="{one}" name="{label}" isCodable="true"/>'
        for label, one in SPEAKERS.items()
    )
    codes = (
        f'<Code guid="{GIVE}" name="Austausch" isCodable="true"/>'
        f'<Code guid="{TIME}" name="Zeit" isCodable="true" color="rgba(1,2,3,0.5)"/>'
        f'<Code guid="{guid(20)}" name="Sprechende" isCodable="{codable}">{people}'
        "</Code>"
    )
    if "wrapper" in quirks:
        codes = f'<Code guid="{guid(10)}" name="Nodes" isCodable="false">{codes}</Code>'
    cases = "".join(
        f'<Case guid="{one if "one GUID for both" in quirks else guid(30 + number)}" '
        f'name="{label}">'
        + ("" if "cases without codes" in quirks else f'<CodeRef targetGUID="{one}"/>')
        + f'<SourceRef targetGUID="{guid(40)}"/></Case>'
        for number, (label, one) in enumerate(SPEAKERS.items())
    )
    name = f"{guid(40)}.txt"
    path = name if "no scheme" in quirks else f"internal://{name}"
    path = path.replace("internal", "Internal") if "Scheme" in quirks else path
    path = path.replace(name, f"sources/{name}") if "folder in path" in quirks else path
    path = path.lower() if "case of paths" in quirks else path
    text = TEXT.replace("\n", "&#13;\n") if "CRLF" in quirks else TEXT
    inside = "inside" in quirks
    found = [
        f'<Users><User guid="{ADA}" name="Ada"/><User guid="{BEN}" name="Ben"/>'
        f'<User guid="{OWNER}" name="kodierung"/></Users>',
        f"<CodeBook><Codes>{codes}</Codes></CodeBook>",
        "" if "no cases" in quirks else f"<Cases>{cases}</Cases>",
        f'<Sources><TextSource guid="{guid(40)}" name="FG1" '
        + ("" if inside else f'plainTextPath="{path}"')
        + ">"
        + (f"<PlainTextContent>{text}</PlainTextContent>" if inside else "")
        + f"{selections(quirks)}</TextSource></Sources>",
        "<Notes></Notes><Sets/><Foreign/>" if "nothing in" in quirks else "",
    ]
    return found[::-1] if "other order" in quirks else found


def written(quirks: set[str]) -> bytes:
    """Return the project in one of its ways."""
    if not quirks & {"CRLF"}:
        quirks = quirks - {"CRLF is 2"}
    if "inside" in quirks:
        quirks = quirks - {"BOM"}
    space = "urn:QDA-XML:project:0:10" if "namespace" in quirks else None
    inside = "\n".join(parts(quirks))
    for way in ("mixed", "lower", "braces"):
        if way in quirks:
            inside = re.sub(r"0{8}-0{4}-4[0-9A-F-]{22}", spelling(way), inside)
    origin = "" if "no origin" in quirks else 'origin="X 1"'
    xml = f'<Project xmlns="{space or "urn:QDA-XML:project:1.0"}" name="P" {origin}>'
    xml += f"{inside}</Project>"
    if "prefix" in quirks:
        xml = re.sub(r"<(/?)([A-Z])", r"<\1q:\2", xml).replace("xmlns=", "xmlns:q=")
    encoding = "utf-8-sig" if "BOM in XML" in quirks else "utf-8"
    if "UTF-16 XML" in quirks:
        encoding, xml = "utf-16", f'<?xml version="1.0" encoding="utf-16"?>{xml}'
    text = TEXT.replace("\n", "\r\n") if "CRLF" in quirks else TEXT
    folder = "Sources" if "Sources" in quirks else "sources"
    root = "Mein Projekt.qde" if "root name" in quirks else "project.qde"
    mark = "utf-8-sig" if "BOM" in quirks else "utf-8"
    return packed(
        {root: xml.encode(encoding), f"{folder}/{guid(40)}.txt": text.encode(mark)}
    )


def spelling(way: str) -> Callable[[re.Match[str]], str]:
    number = iter(range(10_000))

    def spelled(found: re.Match[str]) -> str:
        if way == "braces":
            return f"{{{found[0]}}}"
        return found[0].lower() if way == "lower" or next(number) % 2 else found[0]

    return spelled


def codings(study: Project) -> list[tuple[str, str, str]]:
    labels = study.load_codebook().codes
    with study.open_store() as store:
        return sorted((c.coder, labels[c.code].label, c.quote) for c in store.codings())


@given(st.sets(st.sampled_from(ALL)))
@example(set())
@example({"no cases", "no scheme"})
@example({"CRLF", "CRLF is 2", "UTF-16", "no names", "BOM"})
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_same_codings_whoever_wrote_them(quirks: set[str]) -> None:
    if "braces" in quirks:  # a path is no GUID
        quirks = quirks - {"mixed", "lower"} | {"inside"}
    if quirks & {"mixed", "lower"}:
        quirks = quirks | {"case of paths"}
    if quirks >= {"no names", "CRLF"}:
        # Three short passages and no names may fit another way of counting as well.
        quirks = quirks - {"UTF-16"}
    with tempfile.TemporaryDirectory() as name:
        taken = read_taken(written(quirks), "x.qdpx")
        study, _ = begin(Path(name) / "a", taken, "de")
        assert codings(study) == CODED
        with study.open_store() as store:
            (text,) = store.transcripts()
        assert [turn.speaker for turn in text.turns] == list(SPEAKERS)
        again, _ = begin(
            Path(name) / "b", read_taken(handed_on(study).data, "x.qdpx"), "de"
        )
        assert codings(again) == CODED
