"""`kodierung review` where it cannot begin."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Kod


def test_the_screen_needs_a_terminal(study: Path, kod: Kod) -> None:
    done = kod("review")
    assert done.code == 2
    assert "review --plain" in done.err


def test_there_is_nothing_to_review_without_transcripts(empty: Path, kod: Kod) -> None:
    done = kod("review")
    assert done.code == 1
    assert "kodierung import" in done.err


def test_reading_needs_the_screen(study: Path, kod: Kod) -> None:
    done = kod("review", "--plain", "--reading")
    assert done.code == 2


def test_names_are_checked_before_the_screen_opens(study: Path, kod: Kod) -> None:
    assert 'no transcript "FG7"' in kod("review", "--transcript", "FG7").err
    assert 'no code "xyz"' in kod("review", "--code", "xyz").err
