"""What became of a project that was brought into a study."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BroughtText:
    """What became of a text.

    Attributes:
        name: Of the transcript.
        is_new: Whether the study did not have it.
        turns: How many.
        codings: How many were taken.
        known: How many of its codings the study had already.
        memos: How many comments were taken.
        counting: How the other program counts its positions, in words.
    """

    name: str
    is_new: bool
    turns: int
    codings: int
    known: int
    memos: int
    counting: str


@dataclass(frozen=True, slots=True)
class Brought:
    """What became of a project.

    Attributes:
        title: Of the project.
        origin: The program that wrote it.
        texts: Its texts.
        memos: How many memos were taken that are on no passage.
        coders: Who coded, with how many codings that were taken.
        lost: What has no place in a study: in words, to number.
        remarks: What was taken otherwise than it stands, in words.
        stored: Whether anything was written.
    """

    title: str
    origin: str
    texts: tuple[BroughtText, ...]
    memos: int
    coders: Mapping[str, int]
    lost: Mapping[str, int]
    remarks: tuple[str, ...]
    stored: bool
