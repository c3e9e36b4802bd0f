"""Real transcripts against what somebody read in them with their own eyes.

Each file in `samples/` tells of one: its format, how many turns everybody has, who
moderates, and some of the turns, by number.
"""

from collections import Counter
from pathlib import Path

import pytest
import yaml

from kodierung.formats.registry import ReadOptions, read_transcript

HERE = Path(__file__).parent / "samples"
SHARED = Path(__file__).parents[2] / ".." / "shared" / "data"
KEYS = {"sample", "format", "options", "speakers", "moderators", "turns", "notes"}
NAMES = sorted(path.stem for path in HERE.glob("*.yaml"))


def expected_of(name):
    expected = yaml.safe_load((HERE / f"{name}.yaml").read_text(encoding="utf-8"))
    assert {"sample", "format", "speakers"} <= expected.keys() <= KEYS
    return expected


@pytest.fixture(scope="module")
def drafts():
    return {}


def draft_of(expected, drafts):
    path = SHARED / expected["sample"]
    if not path.exists():
        pytest.skip(f"the sample {path.name} is not here")
    key = str(expected)
    if key not in drafts:
        options = ReadOptions(**expected.get("options", {}))
        drafts[key] = read_transcript(path.read_bytes(), path.name, None, options)
    return drafts[key]


def test_there_are_expectations():
    assert NAMES


@pytest.mark.parametrize("name", NAMES)
def test_who_speaks_how_often(name, drafts):
    expected = expected_of(name)
    found, draft = draft_of(expected, drafts)
    assert found == expected["format"]
    counted = Counter(turn.speaker for turn in draft.turns)
    assert dict(counted) == {
        str(label): turns for label, turns in expected["speakers"].items()
    }
    if "moderators" in expected:
        kinds = {one.label for one in draft.speakers if one.kind == "moderator"}
        assert kinds == set(expected["moderators"])
    if "notes" in expected:
        assert len(draft.notes) == expected["notes"]


@pytest.mark.parametrize("name", NAMES)
def test_single_turns(name, drafts):
    expected = expected_of(name)
    _, draft = draft_of(expected, drafts)
    for turn in expected.get("turns", ()):
        found = draft.turns[turn["number"] - 1]
        words = " ".join(draft.text[found.start : found.end].split())
        assert found.speaker == str(turn["speaker"]), turn
        assert words.startswith(str(turn.get("begins", ""))), turn
        assert words.endswith(str(turn.get("ends", ""))), turn
        for key, time in (("start", found.start_time), ("end", found.end_time)):
            if key in turn:
                assert time == pytest.approx(turn[key], abs=0.01), turn
