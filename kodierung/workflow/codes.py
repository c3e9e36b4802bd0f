"""Finding what a researcher named: a code, a transcript, a coding, a suggestion."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace

from kodierung.errors import CodingError, did_you_mean
from kodierung.model import Code, Codebook, Coding, Suggestion, Transcript
from kodierung.store.store import Store


def find_code(codebook: Codebook, code_id: str) -> Code:
    """Return the code with this id, a renamed one under its new id.

    Raises:
        CodingError: The codebook has no such code.
    """
    code = codebook.codes.get(codebook.renamed.get(code_id, code_id))
    if code is None:
        raise CodingError(
            f'The codebook {codebook.file} has no code "{code_id}".',
            hint=did_you_mean(code_id, list(codebook.codes))
            or "See `kodierung codebook show`.",
        )
    return code


def twin_of(codebook: Codebook, code_id: str) -> str:
    """Return the id of the theme's factor of the opposite polarity.

    Raises:
        CodingError: The codebook has no such code, or it has no such factor.
    """
    twin = find_code(codebook, code_id).twin
    if twin is None:
        raise CodingError(f"{code_id} has no factor of the opposite polarity.")
    return twin


def codes_under(codebook: Codebook, path: str) -> frozenset[str]:
    """Return the ids of a code and its subcodes, or of all codes of a theme or kind.

    Args:
        codebook: Where to look.
        path: `traeger.kooperation.promoting`, `traeger.kooperation`, `role`, …

    Raises:
        CodingError: Nothing in the codebook is called so.
    """
    below = frozenset(c for c in codebook.codes if c.startswith(f"{path}."))
    if path in codebook.codes or not below:
        return codebook.with_descendants(find_code(codebook, path).id) | below
    return below


def under_present_names(codings: Iterable[Coding], codebook: Codebook) -> list[Coding]:
    """Return codings with the codes' present ids where the codebook renamed them."""
    return [
        replace(c, code=codebook.renamed[c.code]) if c.code in codebook.renamed else c
        for c in codings
    ]


def find_transcript(store: Store, name: str) -> Transcript:
    """Return the transcript named so, with or without its suffix.

    Raises:
        CodingError: The study has no such transcript, or several fit.
    """
    name = unicodedata.normalize("NFC", name)
    names = store.transcript_names()
    fitting = [n for n in names if n == name] or [
        n for n in names if n.rsplit(".", 1)[0] == name
    ]
    if len(fitting) > 1:
        raise CodingError(
            f'"{name}" fits {len(fitting)} transcripts: {", ".join(fitting)}.',
            hint="Give the name with its ending.",
        )
    transcript = store.transcript(fitting[0]) if fitting else None
    if transcript is None:
        raise CodingError(
            f'The study has no transcript "{name}".',
            hint=did_you_mean(name, names) or "See `kodierung transcripts`.",
        )
    return transcript


def find_group(transcripts: Iterable[Transcript], name: str) -> str:
    """Return the focus group named so, whatever its capitals if only one fits.

    Raises:
        CodingError: No transcript belongs to it.
    """
    wanted = unicodedata.normalize("NFC", name)
    groups = sorted({t.group for t in transcripts})
    alike = [g for g in groups if g.casefold() == wanted.casefold()]
    if wanted in groups or len(alike) == 1:
        return wanted if wanted in groups else alike[0]
    raise CodingError(
        f'The study has no group "{name}".',
        hint=did_you_mean(wanted, groups) or "See `kodierung speakers --by group`.",
    )


def find_suggestion(store: Store, wanted: str, coder: str) -> Suggestion:
    """Return the suggestion whose id begins as wanted, as the coder decided on it.

    Raises:
        CodingError: None or several fit.
    """
    found = store.suggestions_that_begin(wanted, coder)
    full = the_one(found, wanted, "suggestion", "kodierung suggestions")
    suggestion = store.suggestion(full, coder)
    assert suggestion is not None  # noqa: S101 - it was found just now
    return suggestion


def the_one(found: Sequence[str], wanted: str, kind: str, listing: str) -> str:
    """Return the only id of those that begin as wanted.

    Args:
        found: Full ids beginning with `wanted`.
        wanted: What was typed.
        kind: `suggestion` or `coding`.
        listing: The command that lists ids.

    Raises:
        CodingError: None or several fit.
    """
    if wanted in found:
        return wanted
    if len(found) == 1 and wanted:
        return found[0]
    if not found or not wanted:
        raise CodingError(
            f'There is no {kind} "{wanted}" in this study.', hint=f"See `{listing}`."
        )
    raise CodingError(
        f'"{wanted}" fits {len(found)} {kind}s: {", ".join(found[:5])}.',
        hint="Give more of its characters.",
    )
