"""What a report says first: who took part, how long, how much was said and coded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial

from kodierung.analysis.material import Material
from kodierung.analysis.methods import Described, Gathered, Heard, gathered, heard
from kodierung.analysis.people import population
from kodierung.formats.files.phrases import phrases
from kodierung.formats.lines.times import clock
from kodierung.formats.matrix.wording import grouped
from kodierung.model import Column, Table, Value
from kodierung.workflow.blind import CONSENSUS
from kodierung.workflow.listing import duration


class Overview:
    """The figures of a study that stand above everything else.

    Args:
        material: The study, its codings those of codes in the codebook.
    """

    def __init__(self, material: Material) -> None:
        self._material = material
        self._language = material.codebook.language
        self._transcripts = list(material.transcripts.values())
        self._heard = [heard(one, duration(one)) for one in self._transcripts]
        attributes = material.codebook.attributes
        self._found = gathered(self._transcripts, self._heard, attributes)

    def facts(self) -> tuple[tuple[str, str], ...]:
        """Return what the study is made of: names and figures."""
        found, coder = self._found, self._material.coder or ""
        moments = clock(found.seconds.total) if found.timed else "–"
        told: dict[str, int | str] = {
            "coder": self._say("consensus") if coder == CONSENSUS else coder,
            "groups": found.groups,
            "transcripts": found.transcripts,
            "participants": found.participants,
            "speaking": found.speaking,
            "moderators": found.moderators,
            "duration": moments,
            "words": int(found.words.total),
            "participants_words": found.participants_words,
            "codings": len(self._material.codings),
        }
        return tuple((self._say(key), self._told(value)) for key, value in told.items())

    def tables(self) -> tuple[Table, ...]:
        """Return the participants by attributes, and the groups."""
        return (*map(self._by_attribute, self._found.attributes), self._groups())

    def notes(self) -> str:
        """Return what the figures mean."""
        found = self._found
        sentences = [self._say("note")]
        if 0 < found.timed < found.transcripts:
            timed = self._say("partly_timed")
            sentences.append(timed.format(**_counts(found)))
        return " ".join(sentences)

    def _told(self, value: int | str) -> str:
        return value if isinstance(value, str) else grouped(value, self._language)

    def _say(self, which: str) -> str:
        return phrases(__package__, "report_words.yaml", self._language)[which]

    def _by_attribute(self, described: Described) -> Table:
        count = partial(Column, kind="count")
        names = ("groups", "participants", "speaking", "words")
        caption = self._say("by").format(attribute=described.label)
        return Table(
            name=caption,
            caption=caption,
            columns=(
                Column("value", described.label),
                *(count(name, self._say(name)) for name in names),
            ),
            rows=tuple(
                (
                    part.label or self._say("unknown"),
                    *(getattr(part, name) for name in names),
                )
                for part in described.parts
            ),
            language=self._language,
        )

    def _groups(self) -> Table:
        names = ("transcripts", "participants")
        return Table(
            name=self._say("by_group"),
            caption=self._say("by_group"),
            columns=(
                Column("group", self._say("group")),
                *(Column(name, self._say(name), "count") for name in names),
                Column("duration", self._say("duration"), "seconds"),
                Column("words", self._say("words"), "count"),
                Column("codings", self._say("codings"), "count"),
            ),
            rows=tuple(self._group_rows()),
            language=self._language,
        )

    def _group_rows(self) -> Iterator[tuple[Value, ...]]:
        by_group: dict[str, list[Heard]] = {}
        for one in self._heard:
            by_group.setdefault(one.group, []).append(one)
        people = Counter(
            group for group, _ in population(self._transcripts, {}).persons
        )
        coded = Counter(
            self._material.transcripts[coding.transcript].group
            for coding in self._material.codings
        )
        for group, here in by_group.items():
            times = [one.seconds for one in here if one.seconds is not None]
            words = sum(sum(one.words.values()) for one in here)
            lasts = sum(times) if times else None
            yield group, len(here), people[group], lasts, words, coded[group]


def _counts(found: Gathered) -> dict[str, int]:
    return {"timed": found.timed, "transcripts": found.transcripts}
