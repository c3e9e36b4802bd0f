"""Who says how much: a figure for every person, silent ones included."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kodierung.analysis.material import Material
from kodierung.analysis.methods import heard
from kodierung.formats.matrix.wording import grouped
from kodierung.formats.plots.picture import Bar, Row
from kodierung.formats.tables.values import percentage
from kodierung.model import Column, Speaker, Table
from kodierung.workflow.plot_words import plot_word


@dataclass(frozen=True, slots=True)
class Voice:
    """What a person says.

    Attributes:
        group: The focus group.
        speaker: Who it is.
        words: In all transcripts of the group.
        share: Of all words of the group, moderators' included; 0 where nobody says any.
    """

    group: str
    speaker: Speaker
    words: int
    share: float


def voices(material: Material) -> tuple[Voice, ...]:
    """Return all persons and moderators, group by group, in order of appearance."""
    known: dict[str, dict[str, Speaker]] = {}
    said: Counter[tuple[str, str]] = Counter()
    for transcript in material.transcripts.values():
        here = known.setdefault(transcript.group, {})
        for speaker in transcript.speakers:
            here.setdefault(speaker.label, speaker)
        for label, words in heard(transcript, None).words.items():
            said[transcript.group, label] += words
    found = []
    for group, speakers in known.items():
        whole = sum(said[group, label] for label in speakers)
        for label, speaker in speakers.items():
            words = said[group, label]
            found.append(Voice(group, speaker, words, words / whole if whole else 0.0))
    return tuple(found)


def speech_bars(said: Sequence[Voice], language: str) -> list[Bar]:
    """Return a bar for every person."""
    return [_bar(voice, language) for voice in said]


def _bar(voice: Voice, language: str) -> Bar:
    speaker, moderates = voice.speaker, voice.speaker.kind == "moderator"
    known = speaker.function or (plot_word(language, "moderator") if moderates else "")
    told = plot_word(
        language,
        "said_one" if voice.words == 1 else "said",
        share=percentage(voice.share, language),
        words=grouped(voice.words, language),
    )
    label = f"{speaker.label} · {known}" if known else speaker.label
    return Bar(Row(label, voice.group), voice.share, told, hollow=moderates)


def speech_table(said: Sequence[Voice], language: str, note: str) -> Table:
    """Return the figures of every person.

    Args:
        said: As `voices` gives them.
        language: Of the codebook.
        note: The study's own.
    """
    keys = ("group", "speaker", "function", "kind")
    return Table(
        name=plot_word(language, "speech"),
        caption=plot_word(language, "speech"),
        columns=(
            *(Column(key, plot_word(language, key)) for key in keys),
            Column("words", plot_word(language, "words"), "count"),
            Column("share", plot_word(language, "share"), "share"),
        ),
        rows=tuple(
            (
                voice.group,
                voice.speaker.label,
                voice.speaker.function,
                plot_word(language, voice.speaker.kind),
                voice.words,
                voice.share,
            )
            for voice in said
        ),
        note=" ".join(filter(None, (plot_word(language, "speech_note"), note.strip()))),
        language=language,
    )
