"""The few sentences kodierung itself adds to what a researcher publishes."""

from __future__ import annotations

_NOTES = {
    "de": {
        "coder": "Codierungen von {coder}.",
        "consensus": "Konsens der Codierenden.",
        "codebook": "Statements aus dem Codebuch „{title}“ ({version}), nicht aus "
        "diesem Material. Quelle: {source}",
        "codebook_plain": "Statements aus dem Codebuch „{title}“ ({version}), nicht "
        "aus diesem Material.",
    },
    "en": {
        "coder": "Codings by {coder}.",
        "consensus": "Consensus of the coders.",
        "codebook": "Quotes from the codebook “{title}” ({version}), not from this "
        "material. Source: {source}",
        "codebook_plain": "Quotes from the codebook “{title}” ({version}), not from "
        "this material.",
    },
}


def note(language: str, which: str, **values: str) -> str:
    """Return a sentence in the codebook's language, English where we have no other."""
    return _NOTES.get(language, _NOTES["en"])[which].format(**values)
