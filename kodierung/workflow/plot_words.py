"""What stands around the pictures of a study, in the codebook's language."""

from __future__ import annotations

from kodierung.formats.files.phrases import phrases


def plot_word(language: str, which: str, **values: str | int) -> str:
    """Return a word or sentence, in English where we have no other language."""
    return phrases(__package__, "plot_words.yaml", language)[which].format(**values)
