"""The spaCy pipeline: tokens, what is no word, sentences, clauses, keys.

Every part is a registered factory, so that a pipeline can be written to disk and read
again. What the parts find lies in `doc.user_data` as plain lists, one value per token.
"""

from __future__ import annotations

import re
from typing import Any, Final

import numpy
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Token

from kodierung.errors import CodebookError, did_you_mean
from kodierung.matching.clauses import Clauses
from kodierung.matching.language import language_data
from kodierung.matching.lexicon import Lexicon, gender_pattern
from kodierung.matching.sentences import SentenceEnds
from kodierung.matching.speech import SpeechMarks

KINDS: Final = "kodierung_kinds"
CLAUSES: Final = "kodierung_clauses"
SCOPES: Final = "kodierung_scopes"
STARTS: Final = "kodierung_starts"
KEYS: Final = "kodierung_keys"

_LONGEST_TEXT = 50_000_000


class _SpeechPart:
    def __init__(self, nlp: Language) -> None:
        self._marks = SpeechMarks(language_data(nlp.lang))

    def __call__(self, doc: Doc) -> Doc:
        doc.user_data[KINDS] = self._marks.kinds(doc)
        return doc


class _SentencePart:
    def __init__(self, nlp: Language) -> None:
        exceptions = frozenset(getattr(nlp.tokenizer, "rules", None) or ())
        self._ends = SentenceEnds(language_data(nlp.lang), exceptions)

    def __call__(self, doc: Doc) -> Doc:
        starts = self._ends.starts(doc, doc.user_data[KINDS])
        doc.user_data[STARTS] = starts
        # Setting `token.is_sent_start` looks at the whole doc each time.
        signs: Any = numpy.where(numpy.array(starts, dtype=bool), 1, -1)
        doc.from_array(["SENT_START"], signs.astype("uint64").reshape(-1, 1))
        return doc


class _KeysPart:
    """Gives every token its keys and its lemma.

    Attributes:
        lexicon: The language's words.
    """

    def __init__(self, nlp: Language) -> None:
        self.lexicon = Lexicon(str(nlp.lang))
        self._lemmas: dict[int, int] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Write the keys and lemmas of the doc's words."""
        kinds = doc.user_data[KINDS]
        keys_of = self.lexicon.keys
        for token in doc:
            token.lemma = self._lemma(token)
        doc.user_data[KEYS] = [
            keys_of(token.text) if not kind and _is_word(token.text) else ()
            for token, kind in zip(doc, kinds, strict=True)
        ]
        return doc

    def _lemma(self, token: Token) -> int:
        lemma = self._lemmas.get(token.orth)
        if lemma is None:
            lemma = token.vocab.strings.add(self.lexicon.lemma(token.text))
            self._lemmas[token.orth] = lemma
        return lemma


class _ClausePart:
    def __init__(self, nlp: Language) -> None:
        self._clauses = Clauses(language_data(nlp.lang), lexicon_of(nlp))

    def __call__(self, doc: Doc) -> Doc:
        words = [token.text for token in doc]
        keys = doc.user_data[KEYS]
        clauses = self._clauses.numbers(
            words, doc.user_data[KINDS], doc.user_data[STARTS], keys
        )
        doc.user_data[CLAUSES] = clauses
        doc.user_data[SCOPES] = self._clauses.scopes(words, clauses, keys)
        return doc


@Language.factory("kodierung_speech")
def _speech(nlp: Language, name: str) -> _SpeechPart:  # noqa: ARG001
    return _SpeechPart(nlp)


@Language.factory("kodierung_sentences", assigns=["token.is_sent_start"])
def _sentences(nlp: Language, name: str) -> _SentencePart:  # noqa: ARG001
    return _SentencePart(nlp)


@Language.factory("kodierung_keys")
def _keys(nlp: Language, name: str) -> _KeysPart:  # noqa: ARG001
    return _KeysPart(nlp)


@Language.factory("kodierung_clauses")
def _clauses(nlp: Language, name: str) -> _ClausePart:  # noqa: ARG001
    return _ClausePart(nlp)


def _is_word(text: str) -> bool:
    return text.isalnum() or any(character.isalnum() for character in text)


def _not_word(token: Token) -> str:
    kinds = token.doc.user_data.get(KINDS)
    return str(kinds[token.i]) if kinds else ""


Token.set_extension("kodierung_not_word", getter=_not_word, force=True)


def build_pipeline(language: str) -> Language:
    """Return the pipeline of a language.

    Args:
        language: ISO 639-1 code (`de`).

    Raises:
        CodebookError: spaCy has no tokenizer for the language, or it is not installed.
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
    return nlp


def lexicon_of(nlp: Language) -> Lexicon:
    """Return the words that a pipeline of `build_pipeline` knows."""
    part = nlp.get_pipe("kodierung_keys")
    assert isinstance(part, _KeysPart)  # noqa: S101
    return part.lexicon


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
