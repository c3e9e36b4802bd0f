"""Learn from a coder's decisions, and suggest by likeness what no rule finds.

The ranker is trained, tried on focus groups it has not seen, kept, and its suggestions
are put beside those of the rules. It decides nothing: what it suggests is open until
somebody accepts it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace

from kodierung.errors import CodingError
from kodierung.matching.learning.calibration import ENOUGH_DECISIONS
from kodierung.matching.learning.lessons import Decided
from kodierung.matching.learning.ranker import require_scikit_learn
from kodierung.matching.learning.training import (
    FEW,
    LOWEST,
    Learned,
    Quality,
    from_decided,
)
from kodierung.model import Suggestion
from kodierung.project import Project
from kodierung.store.memory import StoredRanker
from kodierung.store.store import Change, Store
from kodierung.workflow.blind import still_blind
from kodierung.workflow.identity import now
from kodierung.workflow.learned import (
    ENCODED,
    Corpus,
    Found,
    Study,
    decided_by,
    kept_suggestions,
    mark_of,
    vectors_of,
)
from kodierung.workflow.progress import Progress, telling

__all__ = [
    "ENOUGH_DECISIONS",
    "FEW",
    "LearnReport",
    "Unseen",
    "forget",
    "learn",
    "on_unseen_groups",
]

_TRAINED = "learned and tried on groups left out"


@dataclass(frozen=True, slots=True)
class LearnReport:
    """What was learned.

    Attributes:
        coder: From whose decisions.
        encoder: Name of the encoder.
        decisions: How many codings and rejections there are.
        counts: Code to the sentences that speak for it and against it.
        quality: How good it is on groups it has not seen; None with fewer than two.
        calibrated: Whether `learned` is a probability; otherwise it is only a rank.
        new: How many suggestions were found that no rule makes.
        waiting: Transcripts that `suggest` has not gone through.
        blind: Who codes blind still and would see in the queue what was decided; then
            it was learned from nobody's decisions.
    """

    coder: str
    encoder: str
    decisions: int
    counts: Mapping[str, tuple[int, int]]
    quality: Quality | None
    calibrated: bool
    new: int
    waiting: tuple[str, ...]
    blind: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unseen:
    """What is suggested by who has not seen it, best first, without reasons or rules.

    Attributes:
        passages: By likeness to the codebook's passages alone, for all transcripts.
        learned: By what was learned from the coder's other focus groups.
        calibrated: Whether `learned` is a probability there; otherwise only a rank.
    """

    passages: list[Suggestion]
    learned: list[Suggestion]
    calibrated: bool


def learn(
    project: Project,
    coder: str,
    *,
    encoder: str = "",
    most: int | None = None,
    progress: Progress | None = None,
) -> LearnReport:
    """Train a ranker, keep it, and put its suggestions into the queue.

    The queue is everybody's: as long as anybody codes blind, it is learned from the
    passages of the codebook alone.

    Args:
        project: The study.
        coder: Whose decisions are learned from; without any, only the passages of the
            codebook are.
        encoder: As in kodierung.yaml; "" for the one named there.
        most: Suggest this many new passages, the best; None for those worth a look.
        progress: Told while sentences are encoded.

    Raises:
        StudyError: scikit-learn or the encoder is missing.
        CodingError: There are no transcripts.
    """
    told = telling(progress, _TRAINED)
    with _opened(project, coder, encoder, progress) as (store, study):
        blind = still_blind(project, store, coder)
        if blind:
            study = replace(study, decided=Decided())
        learned = from_decided(study.corpus.material, study.decided, told=told)
        named = study if learned.decisions else replace(study, coder="")
        lowest = None if most is None else LOWEST
        found = named.found(learned.ranker, learned.scores, named.reasons, lowest)
        with store.writing("learn", coder) as change:
            change.set_ranker(_stored(study, learned, encoder))
            new, waiting = _put_into_queue(
                store, change, found, most, blind=bool(blind)
            )
    return LearnReport(
        coder=coder,
        encoder=learned.ranker.encoder or "letters and words",
        decisions=learned.decisions,
        counts=learned.counts,
        quality=learned.quality,
        calibrated=learned.ranker.calibrated,
        new=new,
        waiting=waiting,
        blind=blind,
    )


def forget(project: Project, coder: str) -> int:
    """Drop what was learned from a coder, and what it suggested; vectors are kept.

    Suggestions that somebody decided on stay, as long as anybody codes blind only for
    who did.

    Args:
        project: The study.
        coder: Whose.

    Returns:
        How many suggestions were dropped.
    """
    dropped = 0
    with project.open_store() as store, store.writing("learn", coder) as change:
        change.forget_ranker(coder)
        blind = bool(still_blind(project, store, coder))
        for name, fingerprint in store.analysed().items():
            kept = kept_suggestions(store, name, blind=blind)
            now_there = store.suggestions("", transcript=name)
            dropped += len(now_there) - len(kept)
            bare = [replace(s, learned=None) for s in kept]
            change.set_suggestions(name, bare, fingerprint)
    return dropped


def on_unseen_groups(
    project: Project,
    coder: str,
    progress: Progress | None = None,
    *,
    encoder: str = "",
) -> Unseen:
    """Suggest for each focus group what is told by a ranker that has not seen it.

    Args:
        project: The study.
        coder: Whose decisions are learned from.
        progress: Told how far it is.
        encoder: As in kodierung.yaml; "" for the one named there.

    Raises:
        CodingError: Fewer than two focus groups hold codings of the coder.
        StudyError: scikit-learn or the encoder is missing.
    """
    told = telling(progress, _TRAINED)
    with _opened(project, coder, encoder, progress) as (_, study):
        corpus = study.corpus
        learned = from_decided(
            corpus.material, study.decided, one_by_one=True, told=told
        )
        if not learned.unseen:
            raise CodingError(
                f"Fewer than two focus groups hold codings of {coder}.",
                hint="Code passages of a second group; then the one can be judged by "
                "what was learned from the other.",
            )
        alone = Study(corpus)
        passages = from_decided(corpus.material, alone.decided)
        unseen = [t.name for t in corpus.transcripts if t.group in learned.unseen]
        return Unseen(
            _all_of(alone, passages, [t.name for t in corpus.transcripts]),
            _all_of(study, learned, unseen),
            learned.ranker.calibrated,
        )


def _all_of(study: Study, learned: Learned, names: Iterable[str]) -> list[Suggestion]:
    """Return suggestions down to ones hardly worth a look, without reasons."""
    found = study.found(learned.ranker, learned.scores, None, LOWEST)
    return _best_first(s for name in names for s in found.suggestions[name])


@contextmanager
def _opened(
    project: Project, coder: str, encoder: str, progress: Progress | None
) -> Iterator[tuple[Store, Study]]:
    require_scikit_learn()
    codebook = project.load_codebook()

    with project.open_store() as store:
        transcripts = store.transcripts()
        if not transcripts:
            raise CodingError(
                "The study has no transcripts to learn from.",
                hint="Bring some in with `kodierung import`.",
            )
        vectors = vectors_of(project, store, encoder, telling(progress, ENCODED))
        corpus = Corpus(codebook, transcripts, store.suggestions(""), vectors)
        yield store, Study(corpus, decided_by(store, codebook, coder), coder)


def _best_first(found: Iterable[Suggestion]) -> list[Suggestion]:
    return sorted(
        found, key=lambda s: (-(s.learned or 0), s.transcript, s.start, s.code)
    )


def _stored(study: Study, learned: Learned, encoder: str) -> StoredRanker:
    quality = learned.quality
    report = {
        "encoder": encoder,
        "decisions": learned.decisions,
        "calibrated": learned.ranker.calibrated,
        "counts": learned.counts,
        "quality": asdict(quality) if quality else None,
    }
    return StoredRanker(
        coder=study.coder,
        trained=now(),
        codebook=study.corpus.codebook.id,
        version=study.corpus.codebook.version,
        seen=mark_of(study.decided),
        report=report,
        parameters=learned.ranker.to_bytes(),
    )


def _put_into_queue(
    store: Store, change: Change, found: Found, most: int | None, *, blind: bool
) -> tuple[int, tuple[str, ...]]:
    """Put suggestions into the queue; an earlier ranker's open ones go.

    Returns:
        How many are new beside the rules', and which transcripts wait for `suggest`.
    """
    analysed = store.analysed()
    now_there = {t.name: t.digest for t in store.descriptions()}
    known = [
        t for t in found.study.corpus.transcripts if now_there.get(t.name) == t.digest
    ]
    ready = [t.name for t in known if t.name in analysed]
    kept = {name: kept_suggestions(store, name, blind=blind) for name in ready}
    new: list[Suggestion] = []
    for name in ready:
        before = {s.id for s in kept[name]}
        merged = found.merged(name, kept[name])
        kept[name] = [s for s in merged if s.id in before]
        new += [s for s in merged if s.id not in before]
    chosen = _best_first(new)[:most]
    for name in ready:
        mine = [s for s in chosen if s.transcript == name]
        change.set_suggestions(name, [*kept[name], *mine], analysed[name])
        change.set_learned({s.id: s.learned for s in kept[name]})
    return len(chosen), tuple(t.name for t in known if t.name not in analysed)
