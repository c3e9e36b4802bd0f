"""Text made to be slow takes no more time than any other."""

import contextlib
import time

import pytest

from kodierung.errors import TranscriptError
from kodierung.formats import plain
from kodierung.formats.registry import ReadOptions

HOSTILE = {
    "colons": "I: a\n" + ": " * 300_000,
    "brackets": "I: a\n" + "([" * 300_000,
    "open brackets": "I: a\n" + "(b\n" * 100_000 + ")" * 100_000,
    "stars": "*" * 600_000,
    "blanks": "I: a" + " " * 600_000 + "b",
    "labels": "".join(f"A{at % 999}x{at}: b\n" for at in range(20_000)),
    "unusual labels": "I: a\n" + "".join(f"A.{at}.: b\n" for at in range(20_000)),
    "headings": "Teilnehmende:\n" * 20_000 + "I: a\nB1: b\n",
    "names": "I: a\n" + "Anna Berg, Leiterin der\nund\n" * 20_000,
    "marks": "I: a " + "#00:00:01-0# " * 40_000,
    "numbers": "".join(f"{at} I: a\n" for at in range(1, 20_000)),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_texts_take_no_more_time_than_others(kind):
    began = time.process_time()
    with contextlib.suppress(TranscriptError):
        plain.read(HOSTILE[kind].encode(), "a.txt", ReadOptions())
    assert time.process_time() - began < 20
