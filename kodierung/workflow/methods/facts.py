"""The facts of a study that a paper must state; nothing is guessed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from kodierung import __version__
from kodierung.analysis.coverage import Stretch
from kodierung.analysis.methods import (
    Gathered,
    Heard,
    gathered,
    heard,
    words_of_several,
)
from kodierung.errors import PipelineError
from kodierung.matching.trained.choice import choose
from kodierung.model import Codebook, Transcript
from kodierung.project import Project
from kodierung.store.store import Store
from kodierung.store.totals import Made
from kodierung.workflow.blind import CONSENSUS, person_of
from kodierung.workflow.desk.reading import turn_keys
from kodierung.workflow.listing import duration, one_by_one
from kodierung.workflow.methods.codebook import BookFacts, book_facts
from kodierung.workflow.standing import NOTHING_DECIDED, Work, standing_of
from kodierung.workflow.suggest import outdated

IMPORTED = "import"
"""The origin of codings that came from a file."""


@dataclass(frozen=True, slots=True)
class CoderFacts:
    """What one coder did.

    Attributes:
        name: Under which she codes.
        person: Who she is: `A` for the round `A.round2`.
        codings: Confirmed ones.
        from_suggestions: How many of them were made by accepting a suggestion.
        by_hand: How many were made by hand where nothing alike was suggested.
        both: How many were made by hand and suggested.
        imported: How many, of those by hand and both, were taken from a file.
        accepted: Suggestions taken as they were.
        changed: Suggestions taken with changes.
        rejected: Suggestions refused.
        open: Present suggestions she has not decided on.
        turns_read: Participants' turns marked as read through.
        words_coded: Participants' words inside her codings.
        statements: Codings chosen as their theme's statement.
        learned: Whether suggestions learn from her decisions.
        revealed: The day she first saw the work of others; empty if she has not asked.
    """

    name: str
    person: str
    codings: int
    from_suggestions: int
    by_hand: int
    both: int
    imported: int
    accepted: int
    changed: int
    rejected: int
    open: int
    turns_read: int
    words_coded: int
    statements: int
    learned: bool
    revealed: str

    @property
    def decided(self) -> int:
        """Suggestions she decided on."""
        return self.accepted + self.changed + self.rejected


@dataclass(frozen=True, slots=True)
class SuggestionFacts:
    """How suggestions were made.

    Attributes:
        analysed: Transcripts that `suggest` went through.
        outdated: How many of them were read with another codebook, text or pipeline.
        now: What is suggested at present.
        by_rules: How many of these come from rules.
        by_likeness: How many are like examples of the codebook.
        by_learning: How many were learned from decisions.
        pipeline: The trained language pipeline; empty for kodierung's own rules, None
            where the one named is missing.
    """

    analysed: int
    outdated: int
    now: int
    by_rules: int
    by_likeness: int
    by_learning: int
    pipeline: str | None


@dataclass(frozen=True, slots=True)
class Doubled:
    """What at least two people coded or read; rounds of one person are no second one.

    Attributes:
        transcripts: Transcripts in which they did.
        words: Participants' words in such turns and codings.
    """

    transcripts: int
    words: int


@dataclass(frozen=True, slots=True)
class Facts:
    """All that can be told of a study.

    Attributes:
        title: Of the study.
        material: Who took part and what was said.
        turns: Participants' turns.
        book: The codebook.
        suggestions: How suggestions were made.
        coders: Who coded, decided or read, the consensus left out.
        persons: How many people they are.
        consensus: What was coded under that name, if anything.
        doubled: What several coded; None where that must not be told.
        blind: Whether coders do not see each other's work.
        only: Whose work alone is told; empty for everybody's.
        hidden: Whether the work of others is left out because she must not see it.
        version: Of kodierung.
        cloud: Whether the folder seems to be synchronised to another computer.
    """

    title: str
    material: Gathered
    turns: int
    book: BookFacts
    suggestions: SuggestionFacts
    coders: tuple[CoderFacts, ...]
    persons: int
    consensus: CoderFacts | None
    doubled: Doubled | None
    blind: bool
    only: str
    hidden: bool
    version: str
    cloud: bool


def facts_of(
    project: Project, only: str | None = None, *, hidden: bool = False
) -> Facts:
    """Return what can be told of a study.

    Args:
        project: The study.
        only: Whose work alone is told; None for everybody's.
        hidden: Whether nothing of the others may be told.

    Raises:
        StudyError: The study names no codebook.
        CodebookError: The codebook has faults.
    """
    codebook = project.load_codebook()
    with project.open_store() as store, store.snapshot():
        described = store.descriptions()
        walk = _walk(store, described)
        standing = standing_of(store, described, "", codebook.renamed)
        told = [n for n in standing.coders if n and only in (None, n)]
        coders = [_coder(n, standing.coders[n], walk, store) for n in told]
        suggestions = _suggestions(store, codebook, project.pipeline, described)
        book = book_facts(store, project, codebook)
    return Facts(
        title=project.settings.title,
        material=gathered(described, walk.heard, codebook.attributes),
        turns=standing.turns,
        book=book,
        suggestions=suggestions,
        coders=tuple(c for c in coders if c.name != CONSENSUS),
        persons=len({c.person for c in coders if c.name != CONSENSUS}),
        consensus=next((c for c in coders if c.name == CONSENSUS), None),
        doubled=None if hidden else Doubled(walk.transcripts, walk.words),
        blind=project.settings.blind,
        only=only or "",
        hidden=hidden,
        version=__version__,
        cloud=project.cloud_warning() is not None,
    )


@dataclass(slots=True)
class _Walk:
    """What one walk through the transcripts finds.

    Attributes:
        heard: What is heard in each.
        transcripts: How many of them several people coded or read.
        words: Participants' words that several people coded or read.
        offered: Ids of what is suggested at present.
        statements: Coder to number of chosen statements.
        imported: Coder to number of codings taken from a file.
    """

    heard: list[Heard] = field(default_factory=list)
    transcripts: int = 0
    words: int = 0
    offered: set[str] = field(default_factory=set)
    statements: Counter[str] = field(default_factory=Counter)
    imported: Counter[str] = field(default_factory=Counter)


def _walk(store: Store, described: Iterable[Transcript]) -> _Walk:
    """Go through the transcripts once."""
    brought = Counter(c.coder for c in store.codings() if c.origin == IMPORTED)
    found = _Walk(imported=brought)
    whole = one_by_one(store, described)
    for transcript, made in zip(whole, store.made(), strict=True):
        found.heard.append(heard(transcript, duration(transcript)))
        found.offered.update(one.id for one in made.offered)
        found.statements.update(c.coder for c in made.coded if c.statement)
        covered = _covered(transcript, made)
        if len(covered) > 1:
            moderators = transcript.moderators()
            spoken = [
                (turn.start, turn.end)
                for turn in transcript.turns
                if turn.speaker not in moderators
            ]
            found.transcripts += 1
            found.words += words_of_several(transcript.text, spoken, covered)
    return found


def _covered(transcript: Transcript, made: Made) -> dict[str, list[Stretch]]:
    """Return person to what she coded or read in a transcript."""
    found: dict[str, list[Stretch]] = {}
    for coding in made.coded:
        if coding.coder != CONSENSUS:
            mine = found.setdefault(person_of(coding.coder), [])
            mine.append((coding.start, coding.end))
    keys = turn_keys(transcript) if made.read else {}
    for coder, read in made.read.items():
        turns = [t for t in transcript.turns if keys[t.number] in read]
        if turns:
            mine = found.setdefault(person_of(coder), [])
            mine += [(turn.start, turn.end) for turn in turns]
    return found


def _coder(name: str, work: Work, walk: _Walk, store: Store) -> CoderFacts:
    ranker = store.ranker(name)
    decided = store.verdicts().get(name, NOTHING_DECIDED).suggestions
    return CoderFacts(
        name=name,
        person=person_of(name),
        codings=work.origins.total(),
        from_suggestions=work.origins["from_suggestions"],
        by_hand=work.origins["by_hand"],
        both=work.origins["both"],
        imported=walk.imported[name],
        accepted=work.decisions.get("accepted", 0),
        changed=work.decisions.get("changed", 0),
        rejected=work.decisions.get("rejected", 0),
        open=len(walk.offered - decided),
        turns_read=work.turns_read,
        words_coded=work.words_coded,
        statements=walk.statements[name],
        learned=ranker is not None and bool(ranker.report.get("decisions")),
        revealed=store.revealed(name)[:10],
    )


def _suggestions(
    store: Store, codebook: Codebook, pipeline: str, described: list[Transcript]
) -> SuggestionFacts:
    try:
        chosen = choose(pipeline, codebook.language).pipeline
        named = str(chosen) if chosen else ""
        stale = set(outdated(store, codebook, pipeline, described))
    except PipelineError:
        named, stale = None, set()
    analysed = store.analysed().keys()
    sources = Counter(s.source for s in store.suggestions(""))
    return SuggestionFacts(
        analysed=len(analysed),
        outdated=len(stale & analysed),
        now=sources.total(),
        by_rules=sources["rule"],
        by_likeness=sources["similar"],
        by_learning=sources["learned"],
        pipeline=named,
    )
