"""What is read for suggestions, and what comes of it: plain values, cheap to load.

A turn is read once. Its key says everything that its suggestions depend on beside the
codebook, so that what was found in it can be kept between runs and sent between
processes. Nothing here loads spaCy.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from functools import cached_property
from importlib.metadata import version
from typing import Final

from kodierung.matching.trained.choice import choose
from kodierung.model import Codebook, Modality, Rule, Suggestion, Transcript
from kodierung.text import digest, short_id

# Raised whenever the same codebook and transcript would give other suggestions.
ENGINE_VERSION: Final = "8"


@dataclass(frozen=True)
class TurnToRead:
    """A participant's turn with what its suggestions depend on.

    Attributes:
        number: The turn's number in its transcript.
        speaker: Who speaks.
        start: Its first character in the transcript.
        text: Its words.
        attributes: The speaker's, sorted.
        question: The moderator's words it answers; `""` where no rule asks for them.
    """

    number: int
    speaker: str
    start: int
    text: str
    attributes: tuple[tuple[str, str], ...] = ()
    question: str = ""

    @cached_property
    def key(self) -> str:
        """The same for turns of the same words, attributes and question."""
        return digest(repr((self.text, self.attributes, self.question)))[:32]


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of a turn that may deserve a code; see `Suggestion`.

    Attributes:
        start: First character in the turn.
        end: Character after the last one.
        code: Id of the suggested code.
        rule: Id of the strongest rule.
        reason: Why.
        score: 0 to 1.
        modality: Whether it is stated, wished for or reported.
    """

    start: int
    end: int
    code: str
    rule: str
    reason: str
    score: float
    modality: Modality


def fingerprint(
    codebook: Codebook, codes: Collection[str] | None = None, pipeline: str = ""
) -> str:
    """Return a string that changes when what is found in a turn might.

    Args:
        codebook: Its rules count, with what they refer to; not its definitions.
        codes: The codes asked for; None for all.
        pipeline: The trained pipeline, see `trained.choice.choose`.

    Raises:
        PipelineError: The pipeline is not there.
    """
    rules = [
        (code.id, code.twin, sorted(code.where.items()), *map(_content, code.rules))
        for code in codebook.codes.values()
    ]
    return short_id(
        rules,
        sorted(codebook.concepts.items()),
        codebook.language,
        "all" if codes is None else sorted(codes),
        *carried_out_by(codebook.language, pipeline),
    )


def carried_out_by(language: str, pipeline: str = "") -> tuple[str, ...]:
    """Return what carries rules out, and in which version.

    Args:
        language: The codebook's.
        pipeline: The trained pipeline, see `trained.choice.choose`.

    Raises:
        PipelineError: The pipeline is not there.
    """
    mark = choose(pipeline, language).mark
    return ENGINE_VERSION, mark, version("spacy"), version("simplemma")


def turns_to_read(transcript: Transcript, codebook: Codebook) -> list[TurnToRead]:
    """Return the participants' turns of a transcript.

    Args:
        transcript: With its speakers and attributes.
        codebook: Whose rules will be carried out.
    """
    questions = _questions(transcript, codebook)
    moderators = transcript.moderators()
    speakers = {turn.speaker for turn in transcript.turns} - moderators
    attributes = {
        speaker: tuple(sorted(transcript.attributes_of(speaker).items()))
        for speaker in speakers
    }
    return [
        TurnToRead(
            turn.number,
            turn.speaker,
            turn.start,
            transcript.quote(turn.segment),
            attributes[turn.speaker],
            questions.get(turn.number, ""),
        )
        for turn in transcript.turns
        if turn.speaker in attributes
    ]


def suggestions_of(
    transcript: Transcript,
    turns: Iterable[TurnToRead],
    found: Mapping[str, Sequence[Passage]],
) -> list[Suggestion]:
    """Return what was found as suggestions, by place and then by code.

    Args:
        transcript: Which it was found in.
        turns: Its turns.
        found: The passages by the turns' keys.
    """
    suggestions = [
        _suggestion(passage, turn, transcript)
        for turn in turns
        for passage in found[turn.key]
    ]
    return sorted(suggestions, key=lambda s: (s.start, s.code, s.end))


def packed(found: Mapping[str, Sequence[Passage]]) -> bytes:
    """Return what was found in turns, by their keys, as bytes to keep."""
    plain = {key: [astuple(p) for p in passages] for key, passages in found.items()}
    return json.dumps(plain, ensure_ascii=False).encode()


def unpacked(packet: bytes) -> dict[str, list[Passage]]:
    """Return what `packed` made bytes of."""
    plain = json.loads(packet)
    return {key: [Passage(*values) for values in found] for key, found in plain.items()}


def _content(rule: Rule) -> tuple[object, ...]:
    """Return all of a rule but where it stands."""
    return (
        *(rule.id, rule.kind, rule.terms, rule.none, rule.answer_to),
        *(rule.gap, rule.order, rule.within, rule.negated, rule.weight),
        *(sorted(rule.who.items()), [sorted(t.items(), key=str) for t in rule.pattern]),
    )


def _questions(transcript: Transcript, codebook: Codebook) -> dict[int, str]:
    rules = (rule for code in codebook.codes.values() for rule in code.rules)
    if not any(rule.answer_to for rule in rules):
        return {}
    # Loads spaCy, which most codebooks need not wait for.
    from kodierung.matching.questions import questions_of  # noqa: PLC0415

    return questions_of(transcript)


def _suggestion(
    passage: Passage, turn: TurnToRead, transcript: Transcript
) -> Suggestion:
    start, end = turn.start + passage.start, turn.start + passage.end
    quote = transcript.text[start:end]
    return Suggestion(
        id=short_id(transcript.name, start, end, quote, passage.code),
        transcript=transcript.name,
        turn=turn.number,
        speaker=turn.speaker,
        start=start,
        end=end,
        quote=quote,
        code=passage.code,
        rule=passage.rule,
        reason=passage.reason,
        score=passage.score,
        modality=passage.modality,
    )
