"""Words that say nothing of what is talked about, such as "the"."""

from __future__ import annotations

from spacy.util import get_lang_class


def stop_words(language: str) -> frozenset[str]:
    """Return spaCy's stop words of a language in small letters, none if it has none.

    Args:
        language: ISO 639-1 code.
    """
    try:
        return frozenset(get_lang_class(language).Defaults.stop_words)
    except ImportError:
        return frozenset()
