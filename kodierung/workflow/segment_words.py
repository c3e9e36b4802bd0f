"""What lists of passages say beside the passages, in the language of the codebook."""

from __future__ import annotations

from collections.abc import Mapping

_WORDS = {
    "de": {
        "passages": "Fundstellen",
        "kwic": "Fundstellen im Kontext",
        "figures": "Fundstellen je Person",
        "everything": "alle Codierungen",
        "together": "zugleich {0}",
        "near": "{0} höchstens {1} Redebeiträge entfernt",
        "without": "ohne {0}",
        "or": " oder ",
        "statement": "als Statement gewählt",
        "memo": "mit Memo",
        "lemma": "in allen Formen",
        "overlap": "nur die gemeinsamen Wörter",
        "index": "Nr.",
        "place": "Stelle",
        "path": "Codepfad",
        "words": "Wörter",
        "before": "Davor",
        "hit": "Treffer",
        "hits": "Treffer",
        "after": "Danach",
        "some_words": "Wörter",
        "some_hits": "Treffer",
        "total": "gesamt",
        "everybody": "Codierungen aller Codierenden.",
        "whose": "Codierungen von {0}.",
    },
    "en": {
        "passages": "Passages",
        "kwic": "Passages in context",
        "figures": "Passages by person",
        "everything": "all codings",
        "together": "also {0}",
        "near": "{0} at most {1} turns away",
        "without": "without {0}",
        "or": " or ",
        "statement": "chosen as statement",
        "memo": "with a memo",
        "lemma": "in all forms",
        "overlap": "only the words in common",
        "index": "No.",
        "place": "Place",
        "path": "Code path",
        "words": "Words",
        "before": "Before",
        "hit": "Hit",
        "hits": "Hits",
        "after": "After",
        "some_words": "words",
        "some_hits": "hits",
        "total": "total",
        "everybody": "Codings of all coders.",
        "whose": "Codings of {0}.",
    },
}


def segment_words(language: str) -> Mapping[str, str]:
    """Return the words of a language, English where it has none of its own."""
    return _WORDS["de" if language.startswith("de") else "en"]
