"""What learning needs of a study, and what it gives back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from kodierung.errors import KodierungError, Problem
from kodierung.matching.learning.encoders import Matrix, find_encoder
from kodierung.matching.learning.features import Features, Reader, Rows
from kodierung.matching.learning.lessons import (
    Decided,
    Masks,
    Passage,
    allowed,
    from_passages,
    marks_of,
    passages_of,
)
from kodierung.matching.learning.ranker import Ranker, Scores, scores
from kodierung.matching.learning.reasons import Reasons
from kodierung.matching.learning.suggestions import Suggester, reasons_of
from kodierung.matching.learning.training import Material, places_of, rule_scores
from kodierung.matching.learning.units import Unit, units_of
from kodierung.matching.learning.vectors import Told, Vectors
from kodierung.model import Codebook, Suggestion, Transcript
from kodierung.project import Project
from kodierung.store.memory import StoredRanker
from kodierung.store.store import Store
from kodierung.text import digest
from kodierung.workflow.blind import still_blind
from kodierung.workflow.codes import under_present_names

ENCODED = "sentences compared"
"""What a progress bar counts while an encoder is at work."""


class StoreMemory:
    """Keeps vectors in a study's database, a transaction per portion.

    Args:
        store: The study's.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def recall(self, kind: str, keys: Collection[str]) -> Mapping[str, bytes]:
        """Return the bytes that are known, by key; they were of use again."""
        found = self._store.remembered(kind, keys)
        if found:
            with self._store.writing("learn") as change:
                change.touch(kind, found)
        return found

    def keep(self, kind: str, values: Mapping[str, bytes]) -> None:
        """Keep bytes by key."""
        with self._store.writing("learn") as change:
            change.remember(kind, values)


@dataclass(frozen=True)
class Corpus:
    """Transcripts read sentence by sentence, whoever has decided what about them.

    Attributes:
        codebook: The codebook.
        transcripts: In order of name.
        rules: The rules' suggestions for them.
        vectors: Gives the meanings of texts; None where letters are to be enough.
        scales: What a ranker's features are set in proportion with; None to find out.
    """

    codebook: Codebook
    transcripts: Sequence[Transcript]
    rules: Sequence[Suggestion]
    vectors: Vectors | None
    scales: Mapping[str, Matrix] | None = None

    @cached_property
    def units(self) -> list[Unit]:
        """The sentences of all transcripts."""
        language = self.codebook.language
        return [u for t in self.transcripts for u in units_of(t, language)]

    @cached_property
    def passages(self) -> list[Passage]:
        """What the codebook gives to compare with."""
        return passages_of(self.codebook)

    @cached_property
    def reader(self) -> Reader:
        """Reads sentences and passages."""
        if self.scales is not None:
            return Reader(self.vectors, self.scales)
        return Reader.from_texts(self.vectors, [p.text for p in self.passages])

    @cached_property
    def features(self) -> Features:
        """The rows of all sentences."""
        own = [unit.text for unit in self.units]
        return self.reader.features(own, [unit.context for unit in self.units])

    @cached_property
    def likeness(self) -> Rows:
        """Rows of all sentences to compare them by."""
        return self.reader.likeness([unit.text for unit in self.units])

    @cached_property
    def rule_scores(self) -> Scores:
        """What rules give them."""
        return rule_scores(self.codebook, self.units, self.rules)

    @cached_property
    def open_to(self) -> Masks:
        """Which codes they may have."""
        return allowed(self.codebook, self.units)

    @cached_property
    def material(self) -> Material:
        """What a ranker is trained on."""
        texts = [passage.text for passage in self.passages]
        features = self.reader.of_passages(texts)
        return Material(
            codebook=self.codebook,
            units=self.units,
            features=self.features,
            rules=self.rule_scores,
            open_to=self.open_to,
            passages=from_passages(self.codebook, self.passages, features),
            reader=self.reader,
            encoder=name_of(self.vectors),
        )

    def scores(self, ranker: Ranker) -> Scores:
        """Return what a ranker gives the sentences."""
        weights = self.reader.weights
        return scores(
            ranker.model, self.features, weights, self.open_to, self.rule_scores
        )


@dataclass(frozen=True)
class Study:
    """Transcripts and one coder's decisions, ready to be learned from.

    Attributes:
        corpus: The transcripts.
        decided: What the coder has decided.
        coder: Who; "" if nobody's decisions are to be used.
    """

    corpus: Corpus
    decided: Decided = field(default_factory=Decided)
    coder: str = ""

    @cached_property
    def reasons(self) -> Reasons:
        """What suggestions can be likened to."""
        corpus = self.corpus
        marks = marks_of(corpus.codebook, corpus.units, self.decided)
        codes = tuple(corpus.codebook.codes)
        coded = [
            (corpus.units[row], codes[column])
            for row, column in zip(*np.nonzero(marks > 0), strict=True)
        ]
        language = corpus.codebook.language
        return reasons_of(language, corpus.passages, coded, corpus.reader, self.coder)

    def found(
        self,
        ranker: Ranker,
        scores: Scores,
        reasons: Reasons | None,
        lowest: float | None = None,
    ) -> Found:
        """Return what a ranker suggests.

        Args:
            ranker: Trained with this codebook and encoder.
            scores: Of all sentences.
            reasons: Of a study with all that the ranker has seen; None to give none.
            lowest: Score from which on; None for the ranker's threshold.
        """
        suggester = Suggester(ranker, reasons, self.coder)
        corpus = self.corpus
        rows: dict[str, list[int]] = {t.name: [] for t in corpus.transcripts}
        for row, unit in enumerate(corpus.units):
            rows[unit.transcript].append(row)
        suggestions = {
            t.name: suggester.suggestions(
                t,
                [corpus.units[row] for row in rows[t.name]],
                corpus.likeness[rows[t.name]],
                scores[rows[t.name]],
                lowest,
            )
            for t in corpus.transcripts
        }
        return Found(self, suggester, scores, rows, suggestions)


@dataclass(frozen=True)
class Found:
    """What a ranker suggests for a study.

    Attributes:
        study: The study.
        suggester: Made the suggestions.
        scores: Of all sentences.
        rows: Transcript to the rows of its sentences.
        suggestions: Transcript to what was found, best first.
    """

    study: Study
    suggester: Suggester
    scores: Scores
    rows: Mapping[str, list[int]]
    suggestions: Mapping[str, Sequence[Suggestion]]

    def merged(self, name: str, rules: Iterable[Suggestion]) -> list[Suggestion]:
        """Return a transcript's suggestions of rules and what was found beside them."""
        rows = self.rows[name]
        return self.suggester.merged(
            rules,
            self.suggestions[name],
            [self.study.corpus.units[row] for row in rows],
            self.scores[rows],
            self.study.decided,
        )


@dataclass(frozen=True)
class Learner:
    """Adds what was learned to the rules' suggestions for a transcript.

    Args:
        store: Open.
        ranker: What was learned.
        seen: The transcripts it was learned from, and the decisions.
        blind: Whether somebody codes blind.
    """

    store: Store
    ranker: Ranker
    seen: Study
    blind: bool = False

    def add(
        self,
        transcript: Transcript,
        rules: Sequence[Suggestion],
        codes: Collection[str] | None = None,
    ) -> list[Suggestion]:
        """Return the suggestions for a transcript; not to be called while writing.

        Args:
            transcript: With its speakers and attributes.
            rules: The rules' suggestions for it.
            codes: Suggest only these; None for all.
        """
        here = replace(self.seen.corpus, transcripts=[transcript], rules=rules)
        scores = here.scores(self.ranker)
        study = replace(self.seen, corpus=here)
        found = study.found(self.ranker, scores, self.seen.reasons)
        earlier = kept_suggestions(self.store, transcript.name, blind=self.blind)
        kept = [s for s in earlier if s.source != "rule"]
        every = found.merged(transcript.name, [*rules, *kept])
        return [s for s in every if codes is None or s.code in codes]


def learner_of(
    project: Project, store: Store, codebook: Codebook, stored: StoredRanker
) -> tuple[Learner | None, list[Problem]]:
    """Return what was learned, ready to be used, and what is amiss with it.

    Args:
        project: The study.
        store: Open.
        codebook: The one in use.
        stored: What was learned.

    Returns:
        None if it cannot be used; then the problems say why.
    """
    coder = stored.coder
    try:
        ranker = Ranker.from_bytes(stored.parameters)
        wanted = str(stored.report["encoder"])
        vectors = vectors_of(project, store, wanted)
    except KodierungError as error:
        return None, [_outdated(error.message.rstrip("."))]
    if (ranker.codes, ranker.encoder) != (tuple(codebook.codes), name_of(vectors)):
        message = (
            "what was learned is not used: the codebook or the encoder has changed"
        )
        return None, [_outdated(message)]
    blind = bool(still_blind(project, store, coder))
    if blind and stored.report["decisions"]:
        message = f"what was learned from {coder} is not used while others code blind"
        return None, [_outdated(message)]
    decided = Decided() if blind else decided_by(store, codebook, coder)
    transcripts = [
        t for name in sorted(decided.worked) if (t := store.transcript(name))
    ]
    seen = Study(
        Corpus(codebook, transcripts, (), vectors, ranker.scales),
        decided,
        coder if stored.report["decisions"] else "",
    )
    newer = mark_of(decided) != stored.seen
    message = f"{coder} has decided things that were not learned from yet"
    return Learner(store, ranker, seen, blind), [_outdated(message)] * newer


def _outdated(message: str) -> Problem:
    return Problem("learning", message, "run `kodierung learn`", "warning")


def kept_suggestions(store: Store, name: str, *, blind: bool) -> list[Suggestion]:
    """Return what learning leaves as it is: of rules, or decided on by anybody.

    Args:
        store: The study's.
        name: Of the transcript.
        blind: Whether somebody codes blind, who would see by what is left where others
            have decided; then who did keeps it, and nobody else.
    """
    decided: set[str] = set()
    if not blind:
        decided = {s.id for s, is_decided in store.all_suggestions(name) if is_decided}
    current = store.suggestions("", transcript=name)
    return [s for s in current if s.source == "rule" or s.id in decided]


def vectors_of(
    project: Project, store: Store, encoder: str = "", told: Told | None = None
) -> Vectors | None:
    """Return what gives the meanings of texts; None where letters are to be enough.

    Args:
        project: The study.
        store: Open; keeps the vectors.
        encoder: Name or folder; "" for what kodierung.yaml says.
        told: Told how many sentences are encoded.

    Raises:
        StudyError: There is no such encoder, or it is not installed.
    """
    found = find_encoder(encoder or project.settings.encoder, project.folder)
    return None if found is None else Vectors(found, StoreMemory(store), told)


def name_of(vectors: Vectors | None) -> str:
    """Return the name of the encoder, "" for none."""
    return vectors.encoder.name if vectors else ""


def decided_by(store: Store, codebook: Codebook, coder: str) -> Decided:
    """Return what a coder has decided, in one order, whenever it was."""
    codings = under_present_names(store.codings(coder), codebook)
    refused = store.suggestions(coder, status="rejected")
    renamed = codebook.renamed
    return Decided(
        places_of((c.transcript, c.segment, c.code) for c in codings),
        places_of(
            (s.transcript, s.segment, renamed.get(s.code, s.code)) for s in refused
        ),
        frozenset(coding.transcript for coding in codings),
    )


def mark_of(decided: Decided) -> str:
    """Return a digest of decisions, to tell whether there are newer ones."""
    return digest(repr((decided.positive, decided.negative, sorted(decided.worked))))
