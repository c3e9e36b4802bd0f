"""Minutes of parliament as text: what the XML says of who speaks is the truth.

The XML is read here by itself, flattened to text in several ways, and imported as text.
"""

import re
import sys
import textwrap
from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

from kodierung.formats.registry import read_transcript

FOLDER = Path(__file__).parents[2] / ".." / "shared" / "data" / "de_bundestag_xml_sgb2"
NAMES = ["19042-data", "20070-data"]
CONTAINERS = {"rede", "tagesordnungspunkt", "sitzungsbeginn", "sitzungsende"}
FIRST_WORDS = 6


def one_line(text):
    return " ".join(text.split())


def paragraphs(element):
    """Yield (is a label, text) in order; the chair's name stands between speeches."""
    for child in element:
        if child.tag in CONTAINERS:
            yield from paragraphs(child)
        elif child.tag == "name" or child.get("klasse") == "N":
            yield True, one_line("".join(child.itertext()))
        elif child.get("klasse") == "redner":
            # The speaker's data come first; the line as printed is what follows them.
            speaker = child.find("redner")
            behind = [speaker.tail or ""]
            behind += [
                "".join(part.itertext()) + (part.tail or "")
                for part in speaker.itersiblings()
            ]
            label, colon, rest = one_line("".join(behind)).partition(":")
            yield True, label + colon
            if rest.strip():
                yield False, rest.strip()
        elif isinstance(child.tag, str):
            words = one_line("".join(child.itertext()))
            if words:
                yield False, words


@pytest.fixture(scope="module", params=NAMES)
def minutes(request):
    path = FOLDER / f"{request.param}.xml"
    if not path.exists():
        pytest.skip(f"the sample {path.name} is not here")
    parser = etree.XMLParser(load_dtd=False, no_network=True, resolve_entities=False)
    root = etree.fromstring(path.read_bytes(), parser)
    return list(paragraphs(root.find("sitzungsverlauf")))


def bare(label):
    """Return the name alone: `Dr. Anna Berg (SPD)`, `Anna Berg, Bundesministerin`."""
    return re.sub(r"\s*\([^()]*\)", "", label.rstrip(": ")).partition(",")[0].strip()


def begins(words):
    return " ".join(words.split()[:FIRST_WORDS])


def told(minutes):
    turns = []
    for is_label, text in minutes:
        if is_label:
            turns.append([bare(text), ""])
        elif turns:
            turns[-1][1] += f" {text}"
    return Counter((label, begins(words)) for label, words in turns if words)


def lines(minutes):
    return "\n".join(text for _, text in minutes)


def apart(minutes):
    return "\n\n".join(text for _, text in minutes)


def in_line(minutes):
    flat = []
    for is_label, text in minutes:
        if flat and flat[-1].endswith(":\0"):
            flat[-1] = f"{flat[-1][:-1]} {text}"
        else:
            flat.append(f"{text}\0" if is_label else text)
    return "\n".join(flat).replace("\0", "")


def wrapped(minutes, between="\n\n"):
    return between.join(
        textwrap.fill(text, 72, break_on_hyphens=False) for _, text in minutes
    )


def tight(minutes):
    return wrapped(minutes, "\n")


@pytest.mark.parametrize(
    ("flatten", "least"),
    [(lines, 0.99), (apart, 0.99), (in_line, 0.99), (wrapped, 0.98), (tight, 0.98)],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_who_speaks_is_found_in_flattened_minutes(minutes, flatten, least, capsys):
    expected = told(minutes)
    _, draft = read_transcript(flatten(minutes).encode(), "minutes.txt")
    found = Counter(
        (bare(turn.speaker), begins(draft.text[turn.start : turn.end]))
        for turn in draft.turns
    )
    right = (found & expected).total()
    precision, recall = right / found.total(), right / expected.total()
    with capsys.disabled():
        sys.stdout.write(
            f"\n  {flatten.__name__}: {expected.total()} turns, "
            f"precision {precision:.4f}, recall {recall:.4f}\n"
        )
    assert precision >= least
    assert recall >= least
