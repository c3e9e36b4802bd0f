"""The parse, written by hand in the labels of TIGER and of Universal Dependencies."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
import yaml
from spacy.tokens import Doc

from kodierung.matching.polarity.reading import Polarity
from kodierung.matching.reading.index import TurnIndex
from kodierung.matching.reading.pipeline import lexicon_of
from kodierung.matching.trained.reach import ParsedReach
from kodierung.matching.trained.tree import ParsedVerbs, as_spans, said_with

VOCAB = spacy.blank("de").vocab

TREES = yaml.safe_load((Path(__file__).parent / "trees.yaml").read_text("utf-8"))


def parsed(written: str, *, tagged: bool) -> Doc:
    words = [word.split() for word in written.split("|")]
    forms, kinds, labels, heads = zip(*words, strict=True)
    kinds = [kind.partition(":") for kind in kinds]
    told = (
        {"tags": [k for k, _, _ in kinds]}
        if tagged
        else {"pos": [k for k, _, _ in kinds]}
    )
    return Doc(
        VOCAB,
        words=forms,
        deps=labels,
        heads=[int(head) - 1 for head in heads],
        morphs=[f"VerbForm={form}" if form else "" for _, _, form in kinds],
        lemmas=[form.lower() for form in forms],
        **told,
    )


@pytest.mark.parametrize(
    ("written", "together", "tagged"),
    [
        (case["tree"], case["together"], labels != "universal")
        for labels, cases in TREES.items()
        for case in cases
    ],
)
def test_what_a_negation_is_said_with(written, together, tagged):
    doc = parsed(written, tagged=tagged)
    cue = next(token for token in doc if token.lower_ in ("nicht", "kein"))
    assert " ".join(doc[i].text for i in said_with(cue)) == together


def test_where_there_is_no_verb_nothing_is_said():
    doc = parsed("Kein PIAT nk 2|Geld NN ROOT 2", tagged=True)
    assert said_with(doc[0]) == []
    assert said_with(Doc(VOCAB, words=["Kein", "Geld"])[0]) == []


class ByWords:
    """What is found by words alone."""

    def __init__(self, *found):
        self.found = found

    def of(self, doc):
        return list(self.found)


@pytest.mark.parametrize(
    ("written", "tagged"),
    [
        ("Wir PPER sb 2|rufen VVFIN ROOT 2|sie PPER oa 2|an PTKVZ svp 2", True),
        (
            "Wir PRON nsubj 2|rufen VERB ROOT 2|sie PRON obj 2|an ADP compound:prt 2",
            False,
        ),
    ],
)
def test_separated_verbs_come_from_the_parse(written, tagged):
    (verb,) = ParsedVerbs(ByWords()).of(parsed(written, tagged=tagged))
    assert (verb.token, verb.particle, verb.key) == (1, 3, "+anrufen")


def test_a_preposition_with_its_noun_is_no_particle():
    from kodierung.matching.reading.separable import SeparatedVerb

    by_words = ByWords(SeparatedVerb(1, 2, "+andenken"))
    noun = "Wir PPER sb 2|denken VVFIN ROOT 2|an APPR op 2|sie PPER nk 3"
    assert ParsedVerbs(by_words).of(parsed(noun, tagged=True)) == []
    # Where the parse is silent, what the words say stays.
    silent = "Wir PPER sb 2|denken VVFIN ROOT 2|an APPR mo 2|sie PPER oa 2"
    assert ParsedVerbs(by_words).of(parsed(silent, tagged=True)) == [*by_words.found]


def test_numbers_as_runs():
    assert as_spans([5, 1, 2, 3, 7, 8, 2]) == ((1, 4), (5, 6), (7, 9))
    assert as_spans([]) == ()


@pytest.mark.parametrize(
    ("written", "word", "denied"),
    [
        ("Leute NN oa 5|die PRELS sb 4|nicht PTKNEG ng 4|kommen VVFIN rc 1|"
         "kennen VVFIN ROOT 5|wir PPER sb 5", "kennen", False),
        ("Leute NN oa 5|die PRELS sb 4|nicht PTKNEG ng 4|kommen VVFIN rc 1|"
         "kennen VVFIN ROOT 5|wir PPER sb 5", "kommen", True),
        # What hangs on no verb stays with the clause that it stands in.
        ("Vertrauen NN ROOT 1|gibt VVFIN ROOT 2|es PPER ep 2|nicht PTKNEG ng 2",
         "Vertrauen", True),
        # Without any verb the clause is told from commas.
        ("Kein PIAT nk 2|Geld NN ROOT 2|, $, punct 2|Vertrauen NN ROOT 4",
         "Vertrauen", False),
    ],
)  # fmt: skip
def test_what_is_denied(pipeline, written, word, denied):
    nlp = pipeline("de")
    lexicon = lexicon_of(nlp)
    tree = parsed(written, tagged=True)
    doc = nlp(" ".join(token.text for token in tree))
    for said, told in zip(doc, tree, strict=True):
        said.tag_, said.dep_, said.head = told.tag_, told.dep_, doc[told.head.i]
    polarity = Polarity(lexicon, ParsedReach(lexicon.data.polarity))
    (token,) = (t.i for t in doc if t.text == word)
    reading = polarity.read(TurnIndex(doc)).of((token,))
    assert bool(reading.turns) is denied
