"""The few sentences kodierung itself adds to what a researcher publishes."""

from __future__ import annotations

from dataclasses import asdict

from kodierung.model import Basis

_NOTES = {
    "de": {
        "coder": "Codierungen von {coder}.",
        "consensus": "Konsens der Codierenden.",
        "least": "Ohne Faktoren aus weniger als {groups} Gruppen oder {segments} "
        "Segmenten.",
        "compared": "Nach {by}: wie viele Personen es sagen, von allen, deren Worte "
        "dort zählen.",
        "codebook": "Statements aus dem Codebuch „{title}“ ({version}), nicht aus "
        "diesem Material. Quelle: {source}",
        "codebook_plain": "Statements aus dem Codebuch „{title}“ ({version}), nicht "
        "aus diesem Material.",
        "basis": "Codierungen in der Tabelle: {codings}, davon {from_suggestions} aus "
        "Vorschlägen, {by_hand} von Hand, {both} beides",
        "read": "{share} % der Redebeiträge der Teilnehmenden durchgelesen",
    },
    "en": {
        "coder": "Codings by {coder}.",
        "consensus": "Consensus of the coders.",
        "least": "Without factors from fewer than {groups} groups or {segments} "
        "segments.",
        "compared": "By {by}: how many people say so, of all whose words count there.",
        "codebook": "Quotes from the codebook “{title}” ({version}), not from this "
        "material. Source: {source}",
        "codebook_plain": "Quotes from the codebook “{title}” ({version}), not from "
        "this material.",
        "basis": "Codings in the table: {codings}, {from_suggestions} of them from "
        "suggestions, {by_hand} by hand, {both} both",
        "read": "{share} % of the participants' turns read through",
    },
}


def note(language: str, which: str, **values: str | int) -> str:
    """Return a sentence in the codebook's language, English where we have no other."""
    return _NOTES.get(language, _NOTES["en"])[which].format(**values)


def basis_note(language: str, basis: Basis) -> str:
    """Return what the figures of a matrix rest on, as a sentence.

    The share of what was read is rounded down, so that only the whole is 100 %.
    """
    origins = note(language, "basis", **asdict(basis))
    if not basis.turns:
        return f"{origins}."
    share = 100 * basis.turns_read // basis.turns
    return f"{origins}; {note(language, 'read', share=share)}."
