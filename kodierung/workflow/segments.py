"""Passages of a study found by codes, speakers, attributes and words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kodierung.analysis.kwic import Word, asked_words, remembered, spelt_as
from kodierung.analysis.material import Material
from kodierung.analysis.retrieval import NEAR, Conditions, Hit, Retrieved, retrieve
from kodierung.errors import CodingError, Problem, UsageError, did_you_mean
from kodierung.project import Project, tidy_name
from kodierung.workflow.attributes import parse_assignments
from kodierung.workflow.codes import codes_under, find_group, find_transcript
from kodierung.workflow.material import read_material
from kodierung.workflow.speakers import attributes_in_use
from kodierung.workflow.status import unknown_codes

if TYPE_CHECKING:
    from kodierung.matching.language.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class SegmentRequest:
    """What is asked for, as it was typed; all of it must hold.

    Attributes:
        codes: One of these codes, or of those below them.
        together: For each, another coding of it, or below it, on some of the words.
        near: For each, another coding of it, or below it, near.
        within: How many turns away that may be; None for the usual number.
        without: No coding of these, or below them, on any of the words.
        where: `key=value` of a speaker, over that of the group; of one key, any value.
        speaker: Label of a speaker.
        group: Name of a focus group.
        transcript: Name of a transcript.
        coder: Whose codings, if somebody is named.
        statement: Chosen as a statement.
        memo: With a memo.
        text: Words said in it.
        lemma: Whether words are found in all their forms.
        moderators: Whether moderators' words are found too.
        overlap: Whether only the words are shown that codes have in common.
        by_place: Whether the order is by place, not by code.
    """

    codes: tuple[str, ...] = ()
    together: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    within: int | None = None
    without: tuple[str, ...] = ()
    where: tuple[str, ...] = ()
    speaker: str | None = None
    group: str | None = None
    transcript: str | None = None
    coder: str | None = None
    statement: bool = False
    memo: bool = False
    text: str = ""
    lemma: bool = False
    moderators: bool = False
    overlap: bool = False
    by_place: bool = False

    @property
    def coded(self) -> bool:
        """Whether codings are looked for, and not all that is said."""
        with_codes = self.codes or self.together or self.near or self.without
        with_more = self.statement or self.memo or self.coder is not None
        return bool(with_codes or with_more or not self.text)

    def check(self) -> None:
        """Make sure that what is asked for goes together.

        Raises:
            UsageError: It does not.
        """
        if self.text and not asked_words(self.text):
            raise UsageError(f'There is no word in --text "{self.text}".')
        needs = (
            (self.lemma, self.text, "--lemma finds words in all their forms", "--text"),
            (self.moderators, self.text, "--moderators finds their words", "--text"),
            (self.within is not None, self.near, "--within says how near", "--near"),
            (self.overlap, self.together, "--overlap shows shared words", "--and"),
        )
        for asked, needed, what, option in needs:
            if asked and not needed:
                raise UsageError(f"{what}, and no {option} is given.", f"Add {option}.")


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, in the order asked for, with all that is needed to show it."""

    hits: tuple[Hit, ...]
    retrieved: Retrieved
    material: Material
    request: SegmentRequest


def find_segments(
    project: Project, coder: str | None, request: SegmentRequest
) -> tuple[Found, tuple[Problem, ...]]:
    """Find passages.

    Whether somebody may see the codings is for the caller to ask (`workflow/blind.py`).

    Args:
        project: The study.
        coder: Whose codings; None for those of all coders.
        request: What to find.

    Returns:
        The passages, and warnings about codings that cannot be among them.

    Raises:
        UsageError: What is asked for does not go together.
        CodingError: The study has no such code, attribute, person, group or transcript.
    """
    request.check()
    material = read_material(project, None if coder is None else tidy_name(coder))
    retrieved = retrieve(material, _conditions(project, material, request))
    hits = retrieved.hits
    if request.coded and not request.by_place:
        order = {code: number for number, code in enumerate(material.codebook.codes)}
        hits = tuple(sorted(hits, key=lambda hit: order[hit.code or ""]))
    remarks = tuple(_remarks(material, retrieved, coder)) if request.coded else ()
    return Found(hits, retrieved, material, request), remarks


def _conditions(
    project: Project, material: Material, request: SegmentRequest
) -> Conditions:
    codebook = material.codebook

    def sets(names: tuple[str, ...]) -> tuple[frozenset[str], ...]:
        return tuple(codes_under(codebook, name) for name in names)

    some = sets(request.codes) or (frozenset(codebook.codes),)
    return Conditions(
        codes=frozenset[str]().union(*some) if request.coded else None,
        together=sets(request.together),
        near=sets(request.near),
        within=NEAR if request.within is None else request.within,
        without=sets(request.without),
        where=_where(material, request.where),
        speaker=_speaker(material, request.speaker),
        group=_group(material, request.group),
        transcript=_transcript(project, request.transcript),
        statement=request.statement,
        memo=request.memo,
        words=_words(request, codebook.language),
        moderators=request.moderators,
        overlap=request.overlap,
    )


def _where(
    material: Material, assignments: tuple[str, ...]
) -> Mapping[str, frozenset[str]]:
    """Return the values asked for by attribute.

    Raises:
        UsageError: It is not of the form key=value.
        CodingError: Nobody in the study has such an attribute or value.
    """
    wanted: defaultdict[str, set[str]] = defaultdict(set)
    for assignment in assignments:
        for key, value in parse_assignments([assignment], "--where ").items():
            known = _values(material, key)
            if value not in known:
                raise CodingError(
                    f'Nobody in this study has the {key} "{value}".',
                    hint=did_you_mean(value, sorted(known))
                    or f"one of: {', '.join(sorted(known))}",
                )
            wanted[key].add(value)
    return {key: frozenset(values) for key, values in wanted.items()}


def _values(material: Material, key: str) -> set[str]:
    """Return the values that an attribute has, or may have by the codebook.

    Raises:
        CodingError: There is no such attribute.
    """
    described = material.codebook.attributes
    transcripts = material.transcripts.values()
    known = sorted({*attributes_in_use(transcripts), *described})
    if key not in known:
        raise CodingError(
            f'Nothing in this study has the attribute "{key}".',
            hint=did_you_mean(key, known) or f"one of: {', '.join(known)}",
        )
    used = {
        transcript.attributes_of(speaker.label).get(key)
        for transcript in transcripts
        for speaker in transcript.speakers
    }
    allowed = described[key].values if key in described else ()
    return {value for value in (*used, *allowed) if value}


def _speaker(material: Material, label: str | None) -> str | None:
    known = sorted({s.label for t in material.transcripts.values() for s in t.speakers})
    if label is not None and label not in known:
        raise CodingError(
            f'Nobody in this study is called "{label}".',
            hint=did_you_mean(label, known) or "See `kodierung speakers`.",
        )
    return label


def _group(material: Material, name: str | None) -> str | None:
    return None if name is None else find_group(material.transcripts.values(), name)


def _transcript(project: Project, name: str | None) -> str | None:
    if name is None:
        return None
    with project.open_store() as store:
        return find_transcript(store, name).name


def _words(request: SegmentRequest, language: str) -> tuple[Word, ...]:
    asked = asked_words(request.text)
    if not request.lemma:
        return remembered(map(spelt_as, asked))
    from kodierung.matching.language.lexicon import Lexicon

    lexicon = Lexicon(language)
    return remembered(_in_all_forms(word, lexicon) for word in asked)


def _in_all_forms(word: str, lexicon: Lexicon) -> Word:
    """Return what finds a word as a rule of the codebook would, or as it is spelt."""
    as_typed, keys = spelt_as(word), frozenset(lexicon.term_keys(word))
    return lambda said: as_typed(said) or not keys.isdisjoint(lexicon.keys(said))


def _remarks(
    material: Material, retrieved: Retrieved, coder: str | None
) -> list[Problem]:
    remarks = unknown_codes((c.code for c in material.codings), material.codebook)
    if retrieved.left_out:
        remarks.append(
            Problem(
                f"codings of {coder}" if coder else "codings",
                f"{retrieved.left_out} are left out, because nobody whose words count "
                "for their code speaks there",
                "`kodierung code list` shows all; check the code, or the attributes",
                "warning",
            )
        )
    return remarks
