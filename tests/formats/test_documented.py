"""Every example in docs/formats.md is a file that kodierung reads as that format."""

import re
from pathlib import Path

import pytest

from kodierung.formats.registry import ReadOptions, importers, read_transcript

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "formats.md").read_text("utf-8")
HEADING = re.compile(
    r"^#{2,4} .*?\(`(?P<format>[\w-]+)`(?:: (?P<suffixes>.*))?\)$", re.MULTILINE
)
EXAMPLE = re.compile(r"^```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def examples():
    headings = [*HEADING.finditer(PAGE)]
    ends = [found.start() for found in headings[1:]] + [len(PAGE)]
    for heading, end in zip(headings, ends, strict=True):
        suffix = re.findall(r"\.\w+", heading["suffixes"] or "")[:1]
        section = PAGE[heading.end() : end]
        section = section.partition("\n## ")[0]
        for number, found in enumerate(EXAMPLE.finditer(section), start=1):
            name = f"example{suffix[0] if suffix else '.txt'}"
            yield pytest.param(
                heading["format"], name, found[1], id=f"{heading['format']}-{number}"
            )


@pytest.mark.parametrize(("format_name", "name", "content"), list(examples()))
def test_the_example_is_read_as_what_it_is(format_name, name, content):
    read_as, draft = read_transcript(content.encode(), name)
    assert read_as == format_name
    assert len(draft.turns) >= 3
    assert len({turn.speaker for turn in draft.turns}) >= 2


def test_every_format_has_its_section():
    documented = {found["format"] for found in HEADING.finditer(PAGE)}
    assert documented >= set(importers()[0])
    for found in HEADING.finditer(PAGE):
        known = importers()[0].get(found["format"])
        if known is not None:
            told = re.findall(r"\.\w+", found["suffixes"] or "")
            assert set(told) <= set(known.suffixes), found[0]


def test_the_format_of_ones_own_works():
    (code,) = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    module = {}
    exec(compile(code, "talk.py", "exec"), module)
    data = b"TALK 1\nI|Wie war das?\nB1|Gut: sehr gut.\n"
    assert module["sniff"]("a.talk", data)
    draft = module["read"](data, "a.talk", ReadOptions())
    assert [
        (turn.speaker, draft.text[turn.start : turn.end]) for turn in draft.turns
    ] == [
        ("I", "Wie war das?"),
        ("B1", "Gut: sehr gut."),
    ]
