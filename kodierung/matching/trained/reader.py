"""Runs a trained pipeline on kodierung's tokens and writes what it says onto them.

It is shown the words alone, without events, fillers and time marks, so that these break
no parse; gender forms are shown in plain spelling. Lemmas and parts of speech are read
on every turn, since lemmas decide where a rule can match; the parse, which costs most,
only on turns where one can.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Any, Final

import numpy
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from kodierung.errors import PipelineError, Problem
from kodierung.matching.language.words import FILLER
from kodierung.matching.trained.choice import BLANK, TrainedPipeline

# What pipeline parts say they assign, and the attributes of patterns they stand for.
_TELLS: Final = {
    "token.lemma": ("LEMMA",),
    "token.pos": ("POS",),
    "token.tag": ("TAG",),
    "token.morph": ("MORPH",),
    "token.dep": ("DEP",),
    "token.ent_type": ("ENT_TYPE", "ENT_IOB"),
}
# Tags are translated into these where a tagger is at work.
_TRANSLATED: Final = ("POS", "MORPH")
# Parts that tell nothing by themselves but feed others.
_FEEDING: Final = frozenset({"tok2vec", "transformer", "curated_transformer"})
# What is told only where a rule can match.
_LATE: Final = frozenset({"DEP", "ENT_TYPE"})
# What a word is read for, and what stands where nothing is told.
_UNTOLD: Final = {"LEMMA": "", "POS": "X", "TAG": "X", "MORPH": "_"}

_SPACY: Final = spacy.about.__version__
_SAID: Final = "kodierung_said"
# What a token hangs on its sentence by that the parser was not shown.
_UNATTACHED: Final = "dep"


class TrainedReader:
    """Reads with a trained pipeline.

    Args:
        pipeline: Which.
        vocab: The vocabulary of kodierung's pipeline; the trained one joins it.
        gender: Pattern of gender forms with the groups to keep, or None.

    Attributes:
        tells: The attributes of patterns it can give: `POS`, `DEP`, …
        problems: What is worth knowing about it.

    Raises:
        PipelineError: It cannot be loaded, or tells nothing that is of use here.
    """

    def __init__(
        self, pipeline: TrainedPipeline, vocab: Vocab, gender: str | None = None
    ) -> None:
        nlp = _loaded(pipeline, vocab)
        self._early: list[Any] = []
        self._late: list[Any] = []
        self.tells: frozenset[str] = frozenset()
        for name, part in nlp.pipeline:
            told = _told(nlp, name)
            self.tells |= told
            if not told.isdisjoint(_LATE):
                self._late.append(part)
            elif told or nlp.get_pipe_meta(name).factory in _FEEDING:
                self._early.append(part)
        if not self.tells:
            raise PipelineError(
                f'The language pipeline "{pipeline.name}" has neither lemmas nor parts '
                "of speech nor a parser.",
                f"name a pipeline that was trained for them, or write {BLANK}",
            )
        self.problems = tuple(_problems(pipeline, self.tells))
        self._vocab = vocab
        self._untold = numpy.array(
            [
                vocab.strings.add(value) if value and attribute in self.tells else 0
                for attribute, value in _UNTOLD.items()
            ],
            dtype="uint64",
        )
        self._gender = re.compile(gender) if gender else None

    def read_words(
        self, doc: Doc, kinds: Sequence[str], starts: Sequence[bool]
    ) -> None:
        """Give the words of a turn their lemmas, parts of speech and forms.

        Args:
            doc: The turn.
            kinds: What every token is; `""` for words and punctuation.
            starts: Whether a sentence begins with a token.
        """
        said = _said(doc, kinds)
        sentences = list(accumulate(starts))
        begins: list[bool | int | None] = [
            at == 0 or sentences[i] != sentences[said[at - 1]]
            for at, i in enumerate(said)
        ]
        shown = Doc(
            self._vocab,
            words=[self._shown(doc[i].text) for i in said],
            spaces=[bool(doc[i].whitespace_) for i in said],
            sent_starts=begins,
        )
        for part in self._early:
            shown = part(shown)
        values: Any = numpy.zeros((len(doc), len(_UNTOLD)), dtype="uint64")
        if said:
            values[said] = shown.to_array(list(_UNTOLD))
        # A matcher refuses a doc on which an attribute that it asks for is nowhere set.
        told: Any = numpy.where(values == 0, self._untold, values)
        doc.from_array(list(_UNTOLD), told)
        doc.user_data[_SAID] = shown, said

    def read_tree(self, doc: Doc, starts: Sequence[bool]) -> None:
        """Give the words their parse and names, after `read_words`.

        Args:
            doc: The turn.
            starts: Whether a sentence begins with a token.
        """
        shown, said = doc.user_data.pop(_SAID)
        for part in self._late if said else ():
            shown = part(shown)
        if "DEP" in self.tells:
            self._hang(doc, shown, said, list(accumulate(starts)))
            write_starts(doc, starts)
        doc.set_ents(
            [
                Span(doc, said[name.start], said[name.end - 1] + 1, label=name.label)
                for name in shown.ents
            ]
        )

    def _hang(
        self, doc: Doc, shown: Doc, said: Sequence[int], sentences: Sequence[int]
    ) -> None:
        """Write the tree onto the doc; what has no place in it hangs on the root."""
        roots: dict[int, int] = {}
        for token in shown:
            if token.head.i == token.i:
                roots.setdefault(sentences[said[token.i]], said[token.i])
        first = {number: i for i, number in reversed(list(enumerate(sentences)))}
        heads = [roots.get(number, first[number]) for number in sentences]
        labels = [doc.vocab.strings.add(_UNATTACHED)] * len(doc)
        for token in shown:
            here = said[token.i]
            if token.head.i != token.i or heads[here] == here:
                heads[here], labels[here] = said[token.head.i], token.dep
        steps = numpy.array([head - i for i, head in enumerate(heads)], dtype="int64")
        columns = [steps.astype("uint64"), numpy.array(labels, dtype="uint64")]
        values: Any = numpy.column_stack(columns)
        doc.from_array(["HEAD", "DEP"], values)

    def _shown(self, word: str) -> str:
        """Return a word in plain spelling: `Klient*innen` as `Klientinnen`."""
        if word.isalpha() or self._gender is None:
            return word
        match = self._gender.match(word)
        return "".join(filter(None, match.groups())) if match else word


def write_starts(doc: Doc, starts: Sequence[bool]) -> None:
    """Let sentences begin with some tokens of a doc, and with no others."""
    # Setting `token.is_sent_start` looks at the whole doc each time.
    signs: Any = numpy.where(numpy.array(starts, dtype=bool), 1, -1)
    doc.from_array(["SENT_START"], signs.astype("uint64").reshape(-1, 1))


def _said(doc: Doc, kinds: Sequence[str]) -> list[int]:
    """Return the tokens to be shown; the commas around `ähm` are none of a clause."""
    spaces = doc.to_array("IS_SPACE")
    return [
        i
        for i, kind in enumerate(kinds)
        if not (kind or spaces[i])
        and not (doc[i].text == "," and FILLER in kinds[max(i - 1, 0) : i + 2])
    ]


def _loaded(pipeline: TrainedPipeline, vocab: Vocab) -> Language:
    try:
        with warnings.catch_warnings():
            # That it was made for another spaCy is said in words of our own.
            warnings.simplefilter("ignore")
            return spacy.load(pipeline.source, vocab=vocab)
    except Exception as error:
        # A strange pipeline fails in many ways: a part that is unknown, weights of
        # another shape, a file that is missing.
        reason = str(error).strip().splitlines() or [type(error).__name__]
        raise PipelineError(
            f"The language pipeline {pipeline} cannot be loaded: {reason[0]}",
            f"was it made for this version of spaCy ({_SPACY})? Write "
            f"{BLANK} to do without",
        ) from error


def _told(nlp: Language, name: str) -> frozenset[str]:
    """Return the attributes that a part of a pipeline gives."""
    part = nlp.get_pipe_meta(name)
    if part.factory == "attribute_ruler" and "tagger" in nlp.pipe_names:
        return frozenset(_TRANSLATED)
    return frozenset(each for what in part.assigns for each in _TELLS.get(what, ()))


def _problems(pipeline: TrainedPipeline, tells: frozenset[str]) -> Iterator[Problem]:
    place = f"pipeline {pipeline.name}"
    made_for = pipeline.made_for
    if made_for and not spacy.util.is_compatible_version(_SPACY, made_for):
        yield Problem(
            place,
            f"it was made for spaCy {made_for}, and this is {_SPACY}; what "
            "it says may be wrong",
            "install the version of it that goes with this spaCy",
            "warning",
        )
    if "DEP" not in tells:
        yield Problem(
            place,
            "it has no parser, so that what a negation bears on is told from clauses",
            severity="warning",
        )
