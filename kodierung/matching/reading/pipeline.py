"""The spaCy pipeline: tokens, what is no word, sentences, clauses, keys.

Every part is a registered factory, so that a pipeline can be written to disk and read
again, also outside kodierung. A part's `lists` replace word lists of the language. What
the parts find lies in `doc.user_data` as plain lists, one value per token, and can be
asked for as `token._.kodierung_not_word`, `_keys`, `_clause`, `_negated`; clauses are
spans in `doc.spans["kodierung_clauses"]`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from functools import lru_cache
from itertools import chain, pairwise
from typing import Any, Final

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Token

from kodierung.errors import CodebookError, PipelineError, did_you_mean
from kodierung.matching.language.data import LanguageData, fold, language_data
from kodierung.matching.language.lexicon import Lexicon, gender_pattern
from kodierung.matching.language.words import Word, Words
from kodierung.matching.reading.clauses import Clauses
from kodierung.matching.reading.sentences import SentenceEnds
from kodierung.matching.reading.speech import SpeechMarks
from kodierung.matching.trained.choice import AUTO, choose
from kodierung.matching.trained.reader import TrainedReader, write_starts

TEXT: Final = "kodierung_text"
WORDS: Final = "kodierung_words"
KINDS: Final = "kodierung_kinds"
CLAUSES: Final = "kodierung_clauses"
READ: Final = "kodierung_read"
STARTS: Final = "kodierung_starts"
NEGATED: Final = "kodierung_negated"
KEYS: Final = "kodierung_keys"
SPOKEN: Final = "kodierung_spoken"

_LONGEST_TEXT = 50_000_000


class _SpeechPart:
    """Tells what is no word.

    Attributes:
        words: The words of the language, by spaCy's number.
    """

    def __init__(self, nlp: Language, data: LanguageData) -> None:
        self._marks = SpeechMarks(data)
        self.words = Words(nlp.vocab.strings, data.fillers)

    def __call__(self, doc: Doc) -> Doc:
        self.read(doc, self.words.of(doc), doc.text)
        return doc

    def read(self, doc: Doc, words: Sequence[Word], text: str) -> None:
        """Note what every token is, and the texts: spaCy builds them anew each time."""
        doc.user_data[TEXT] = text
        doc.user_data[WORDS] = [word.text for word in words]
        doc.user_data[KINDS] = self._marks.kinds(doc, words, text)


class _SentencePart:
    """Finds where sentences begin."""

    def __init__(self, nlp: Language, data: LanguageData) -> None:
        exceptions = frozenset(getattr(nlp.tokenizer, "rules", None) or ())
        self._words = words_of(nlp)
        self._ends = SentenceEnds(data, exceptions)

    def __call__(self, doc: Doc) -> Doc:
        self.read(doc, self._words.of(doc))
        write_starts(doc, doc.user_data[STARTS])
        return doc

    def read(self, doc: Doc, words: Sequence[Word]) -> None:
        """Note for every token whether a sentence begins with it."""
        doc.user_data[STARTS] = self._ends.starts(doc, words, doc.user_data[KINDS])


class _TrainedPart:
    """Lets a trained pipeline say what it knows of the words.

    Attributes:
        reader: Runs it.
    """

    def __init__(self, nlp: Language, pipeline: str) -> None:
        found = choose(pipeline, str(nlp.lang)).pipeline
        if found is None:
            raise PipelineError(
                "A part of a pipeline needs a trained one, and none is installed.",
                "name it as the part's setting `pipeline`",
            )
        gender = gender_pattern(language_data(nlp.lang))
        self.reader = TrainedReader(found, nlp.vocab, gender)

    def __call__(self, doc: Doc) -> Doc:
        starts = doc.user_data[STARTS]
        self.reader.read_words(doc, doc.user_data[KINDS], starts)
        self.reader.read_tree(doc, starts)
        return doc


class _KeysPart:
    """Gives tokens their keys and their lemmas.

    Attributes:
        lexicon: The language's words.
    """

    def __init__(self, nlp: Language, data: LanguageData) -> None:
        self.lexicon = Lexicon(str(nlp.lang), data)
        self._words = words_of(nlp)
        self._strings = nlp.vocab.strings

    def __call__(self, doc: Doc) -> Doc:
        self.read(doc, self._words.of(doc), [range(len(doc))])
        return doc

    def read(self, doc: Doc, words: Sequence[Word], sentences: Iterable[range]) -> None:
        """Note the keys and lemmas of the words of some sentences, for others none.

        A lemma that a trained pipeline has given stays, and is a further key. What is a
        word is noted for every token.
        """
        kinds = doc.user_data[KINDS]
        spoken = [w.spoken and not kind for w, kind in zip(words, kinds, strict=True)]
        keys: list[tuple[str, ...]] = [()] * len(doc)
        lemmas: Any = doc.to_array("LEMMA")
        given = lemmas.tolist() if lemmas.any() else None
        for i in chain.from_iterable(sentences):
            text = words[i].text
            lemma = fold(self._strings[given[i]]) if given and given[i] else ""
            if not lemma:
                lemmas[i] = self._strings.add(self.lexicon.lemma(text))
            if spoken[i]:
                own = self.lexicon.keys(text)
                keys[i] = (*own, lemma) if lemma and lemma not in own else own
        # Setting `token.lemma_` one by one takes several times as long.
        doc.from_array(["LEMMA"], lemmas.reshape(-1, 1))
        doc.user_data[KEYS] = keys
        doc.user_data[SPOKEN] = spoken


class _ClausePart:
    """Numbers clauses."""

    def __init__(self, nlp: Language, data: LanguageData) -> None:
        self._clauses = Clauses(data, lexicon_of(nlp))
        self._words = words_of(nlp)

    def __call__(self, doc: Doc) -> Doc:
        sentences = sentences_of(doc)
        self.read(doc, self._words.of(doc), sentences, sentences)
        numbers = doc.user_data[CLAUSES]
        firsts = [i for i, (a, b) in enumerate(pairwise([-1, *numbers])) if a != b]
        doc.spans[CLAUSES] = [doc[a:b] for a, b in pairwise([*firsts, len(doc)])]
        return doc

    def read(
        self,
        doc: Doc,
        words: Sequence[Word],
        sentences: Iterable[range],
        read: Sequence[range],
    ) -> None:
        """Number the clauses of some sentences; any other sentence is one clause."""
        kinds, keys = doc.user_data[KINDS], doc.user_data[KEYS]
        clauses: list[int] = []
        first = 0
        chosen = frozenset(read)
        for sentence in sentences:
            here = slice(sentence.start, sentence.stop)
            if sentence in chosen:
                texts = [word.text for word in words[here]]
                numbers = self._clauses.numbers(texts, kinds[here], keys[here])
                clauses += [first + number for number in numbers]
            else:
                clauses += [first] * len(sentence)
            first = clauses[-1] + 1
        doc.user_data[CLAUSES] = clauses
        doc.user_data[READ] = read


def sentences_of(doc: Doc) -> list[range]:
    """Return the tokens of every sentence of a doc that went through the pipeline."""
    firsts = [i for i, starts in enumerate(doc.user_data[STARTS]) if starts]
    return [range(*bounds) for bounds in pairwise([*firsts, len(doc)])]


_Lists = dict[str, list[str]]
_OWN_LISTS: dict[str, Any] = {"lists": {}}


@Language.factory("kodierung_speech", default_config=_OWN_LISTS)
def speech_part(nlp: Language, name: str, lists: _Lists) -> _SpeechPart:  # noqa: ARG001
    """Return the part that tells what is no word."""
    return _SpeechPart(nlp, _data(nlp, lists))


@Language.factory(
    "kodierung_sentences", assigns=["token.is_sent_start"], default_config=_OWN_LISTS
)
def sentence_part(nlp: Language, name: str, lists: _Lists) -> _SentencePart:  # noqa: ARG001
    """Return the part that finds sentences."""
    return _SentencePart(nlp, _data(nlp, lists))


@Language.factory(
    "kodierung_trained",
    assigns=["token.lemma", "token.pos", "token.tag", "token.morph", "token.dep"],
    default_config={"pipeline": AUTO},
)
def trained_part(nlp: Language, name: str, pipeline: str) -> _TrainedPart:  # noqa: ARG001
    """Return the part that asks a trained pipeline."""
    return _TrainedPart(nlp, pipeline)


@Language.factory("kodierung_keys", assigns=["token.lemma"], default_config=_OWN_LISTS)
def keys_part(nlp: Language, name: str, lists: _Lists) -> _KeysPart:  # noqa: ARG001
    """Return the part that gives words their keys and lemmas."""
    return _KeysPart(nlp, _data(nlp, lists))


@Language.factory("kodierung_clauses", default_config=_OWN_LISTS)
def clause_part(nlp: Language, name: str, lists: _Lists) -> _ClausePart:  # noqa: ARG001
    """Return the part that numbers clauses."""
    return _ClausePart(nlp, _data(nlp, lists))


def _data(nlp: Language, lists: _Lists) -> LanguageData:
    """Return the language's word lists, some of them replaced by a part's own."""
    data = language_data(nlp.lang)
    known = {each.name for each in fields(data) if _is_list(getattr(data, each.name))}
    unknown = sorted(lists.keys() - known)
    if unknown:
        raise CodebookError(
            f'A part of a pipeline is given a list "{unknown[0]}" that does not exist.',
            hint="the lists are those of kodierung/matching/language/de.yaml",
        )
    folded: dict[str, Any] = {
        name: type(getattr(data, name))(fold(word) for word in words)
        for name, words in lists.items()
    }
    return replace(data, **folded)


def _is_list(value: object) -> bool:
    return isinstance(value, frozenset | tuple)


def words_of(nlp: Language) -> Words:
    """Return what a pipeline of `build_pipeline` remembers of words' letters."""
    part = nlp.get_pipe("kodierung_speech")
    assert isinstance(part, _SpeechPart)  # noqa: S101
    return part.words


def _not_word(token: Token) -> str:
    return str(_noted(token, KINDS, ""))


def _keys_of(token: Token) -> tuple[str, ...]:
    return tuple(_noted(token, KEYS, ()))


def _clause(token: Token) -> int:
    return int(_noted(token, CLAUSES, 0))


def _negated(token: Token) -> bool:
    if NEGATED not in token.doc.user_data:
        # It is built on this module.
        from kodierung.matching.polarity.negated import negated_tokens  # noqa: PLC0415

        token.doc.user_data[NEGATED] = negated_tokens(token.doc)
    return bool(_noted(token, NEGATED, default=False))


def _noted(token: Token, what: str, default: object) -> Any:
    noted = token.doc.user_data.get(what)
    return noted[token.i] if noted else default


Token.set_extension("kodierung_not_word", getter=_not_word, force=True)
Token.set_extension("kodierung_keys", getter=_keys_of, force=True)
Token.set_extension("kodierung_clause", getter=_clause, force=True)
Token.set_extension("kodierung_negated", getter=_negated, force=True)


def build_pipeline(language: str, trained: str = "") -> Language:
    """Return the pipeline of a language.

    Args:
        language: ISO 639-1 code (`de`).
        trained: A trained pipeline that joins in, as a package or a folder.

    Raises:
        CodebookError: spaCy has no tokenizer for the language, or it is not installed.
        PipelineError: The trained pipeline cannot be used.
    """
    try:
        nlp = spacy.blank(language)
    except ImportError as error:
        raise CodebookError(
            f'There is no way to read texts in the language "{language}".',
            hint=_remedy(language, error),
        ) from error
    nlp.max_length = _LONGEST_TEXT
    _keep_gender_forms_whole(nlp)
    _part_overlap_marks(nlp)
    for part in ("speech", "sentences", "keys", "clauses"):
        nlp.add_pipe(f"kodierung_{part}")
    if trained:
        settings = {"pipeline": trained}
        nlp.add_pipe("kodierung_trained", config=settings, before="kodierung_keys")
    return nlp


shared_pipeline = lru_cache(maxsize=4)(build_pipeline)
"""The same, built once: all who read a language share what is known of its words."""


def lexicon_of(nlp: Language) -> Lexicon:
    """Return the words that a pipeline of `build_pipeline` knows."""
    part = nlp.get_pipe("kodierung_keys")
    assert isinstance(part, _KeysPart)  # noqa: S101
    return part.lexicon


def trained_reader_of(nlp: Language) -> TrainedReader | None:
    """Return what runs the trained part of a pipeline of `build_pipeline`, if any."""
    if not nlp.has_pipe("kodierung_trained"):
        return None
    part = nlp.get_pipe("kodierung_trained")
    assert isinstance(part, _TrainedPart)  # noqa: S101
    return part.reader


def _remedy(language: str, error: ImportError) -> str:
    if "[E048]" not in str(error):
        return f"install what spaCy needs for it: {error}".splitlines()[0]
    near = did_you_mean(language.lower()[:2], ("de", "en", "fr", "nl", "es", "it"))
    return f"give a two-letter code such as de or en as `language` {near}".strip()


def _keep_gender_forms_whole(nlp: Language) -> None:
    """Let the tokenizer keep `Klient*innen` and `Mitarbeiter:innen` in one piece."""
    pattern = gender_pattern(language_data(nlp.lang))
    tokenizer = nlp.tokenizer
    if pattern and isinstance(tokenizer, spacy.tokenizer.Tokenizer):
        tokenizer.token_match = re.compile(pattern).match


def _part_overlap_marks(nlp: Language) -> None:
    """Let the tokenizer part `//` from the words that overlap: `//ja genau//`."""
    tokenizer = nlp.tokenizer
    if isinstance(tokenizer, spacy.tokenizer.Tokenizer):
        prefixes = ["//", *(nlp.Defaults.prefixes or ())]
        infixes = ["//", *(nlp.Defaults.infixes or ())]
        tokenizer.prefix_search = spacy.util.compile_prefix_regex(prefixes).search
        tokenizer.infix_finditer = spacy.util.compile_infix_regex(infixes).finditer
