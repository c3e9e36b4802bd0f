"""What does not arrive in another program, or not as it was, and what is done instead.

What the programs do with a project is known from files they wrote and from their source
where it is open; of the others from what their files show. Nobody tried an import into
MAXQDA, ATLAS.ti or NVivo, so for them it is said what their own files hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from kodierung.errors import UsageError, did_you_mean
from kodierung.formats.refi.study import Study
from kodierung.model import Codebook

TARGETS = {
    "": "REFI-QDA",
    "maxqda": "MAXQDA",
    "atlasti": "ATLAS.ti",
    "nvivo": "NVivo",
    "qualcoder": "QualCoder",
    "taguette": "Taguette",
}
"""Programs by the names they have on the command line."""

_ELEMENTS = {
    "TextSource": "text that is not in the file",
    "PDFSource": "PDF (its words are taken where the file has them)",
    "PictureSource": "picture",
    "AudioSource": "recording (its transcript is taken)",
    "VideoSource": "film (its transcript is taken)",
    "PDFSelection": "passage marked on a PDF page",
    "PictureSelection": "part of a picture",
    "AudioSelection": "part of a recording",
    "VideoSelection": "part of a film",
    "TranscriptSelection": "part of a recording's transcript",
    "Coding": "code on a whole file",
}
"""What the elements of a project are that have no place in a study."""

_CARRIED = {
    "Set": "set of codes, texts or notes",
    "Link": "link",
    "Graph": "diagram",
    "Case": "case that is neither a person nor a group",
    "Description": "description of a text, case or variable",
}
"""What is kept as it came, and put back when the study is handed on."""

_Count = Callable[[Study], int]


@dataclass(frozen=True, slots=True)
class Loss:
    """Something that does not arrive, or not as it was.

    Attributes:
        what: What it is.
        number: How often it occurs here.
        instead: What was done instead, or happens to it.
    """

    what: str
    number: int
    instead: str

    def __str__(self) -> str:
        """Say it on one line."""
        return f"{self.what} ({self.number}): {self.instead}"


def check_target(target: str) -> None:
    """Make sure that a program is known.

    Raises:
        UsageError: It is not.
    """
    if target not in TARGETS:
        named = ", ".join(filter(None, TARGETS))
        raise UsageError(
            f'There is no program "{target}".',
            hint=did_you_mean(target, list(TARGETS)) or f"Known are {named}.",
        )


def losses(study: Study, target: str, left_out: Iterable[str] = ()) -> tuple[Loss, ...]:
    """Return what of a study does not arrive in a program as it is.

    Args:
        study: What is handed on.
        target: One of `TARGETS`.
        left_out: What is not handed on at all, in words that begin with a number.
    """
    words = _words(study.codebook.language)
    found = [
        Loss(words["left_out"], int(one.split()[0]), one.split(maxsplit=1)[1])
        for one in left_out
    ]
    found += _counted(_OF_STUDIES, study, target, words)
    return (*found, *codebook_losses(study.codebook, target))


def codebook_losses(codebook: Codebook, target: str) -> tuple[Loss, ...]:
    """Return what of a codebook does not arrive in a program as it is.

    Args:
        codebook: The codebook.
        target: One of `TARGETS`.
    """
    words = _words(codebook.language)
    return tuple(_counted(_OF_CODEBOOKS, Study("", codebook, ()), target, words))


def loss_report(found: Iterable[Loss], title: str, target: str, language: str) -> str:
    """Return a page that tells what is lost, in Markdown.

    Args:
        found: What is.
        title: Of what was handed on: a file's name, no path.
        target: One of `TARGETS`.
        language: ISO 639-1 code of the codebook's language.
    """
    words = _words(language)
    rows = [f"| {one.what} | {one.number} | {one.instead} |" for one in found]
    head = f"| {words['what']} | {words['number']} | {words['instead']} |"
    table = "\n".join([head, "| --- | ---: | --- |", *rows]) if rows else words["none"]
    heading = words["heading"].format(title=title, target=TARGETS[target])
    return f"# {heading}\n\n{words['intro']}\n\n{table}\n"


def lost_in_reading(lost: Mapping[str, int]) -> Iterator[str]:
    """Yield in words what of another program's project has no place in a study."""
    for what, number in lost.items():
        if what in _CARRIED:
            yield f"{number} × {_CARRIED[what]}: not shown, goes back with export qdpx"
        else:
            yield f"{number} × {_ELEMENTS.get(what, what)}: no place for it here"


def _counted(
    known: Mapping[str, _Count], study: Study, target: str, words: Mapping[str, str]
) -> Iterator[Loss]:
    """Yield what occurs of it in a study, and what is told of this program."""
    for name, count in known.items():
        instead = words.get(f"{name}_{target}") or words.get(f"{name}_instead")
        number = count(study) if instead else 0
        if instead and number:
            yield Loss(words[name], number, instead)


def _speakers(study: Study) -> int:
    return sum(len(one.speakers) for one in study.transcripts)


def _of_people(study: Study) -> int:
    return sum(
        len(speaker.attributes) for one in study.transcripts for speaker in one.speakers
    )


def _equal_labels(study: Study) -> int:
    labels = [code.label for code in study.codebook.codes.values()]
    return len(labels) - len(set(labels))


_OF_STUDIES: Mapping[str, _Count] = {
    "project": lambda study: len(study.transcripts),
    "groups": lambda study: len({one.group for one in study.transcripts}),
    "turns": lambda study: sum(len(one.turns) for one in study.transcripts),
    "times": lambda study: sum(
        turn.start_time is not None for one in study.transcripts for turn in one.turns
    ),
    "speakers": _speakers,
    "attributes": _of_people,
    "statements": lambda study: sum(c.statement for c in study.codings),
    "memos": lambda study: sum(m.kind != "segment" for m in study.memos),
    "coding_memos": lambda study: sum(bool(c.memo) for c in study.codings),
    "origins": lambda study: sum(c.origin != "manual" for c in study.codings),
    "coders": lambda study: len({c.coder for c in study.codings}),
}
_OF_CODEBOOKS: Mapping[str, _Count] = {
    "rules": lambda study: sum(len(c.rules) for c in study.codebook.codes.values()),
    "described": lambda study: len(study.codebook.attributes),
    "definitions": lambda study: sum(
        bool(c.include or c.exclude or c.examples or c.counterexamples)
        for c in study.codebook.codes.values()
    ),
    "polarity": lambda study: sum(
        c.polarity is not None for c in study.codebook.codes.values()
    ),
    "colors": lambda study: sum(bool(c.color) for c in study.codebook.codes.values()),
    "holders": lambda study: sum(
        1 + len(one.themes) for one in study.codebook.perspectives
    ),
    "equal_labels": _equal_labels,
    "about": lambda study: 1,  # noqa: ARG005 - every codebook has a version
}


def _words(language: str) -> Mapping[str, str]:
    return _known()["de" if language.startswith("de") else "en"]


@cache
def _known() -> Mapping[str, Mapping[str, str]]:
    source = files(__package__).joinpath("losses.yaml")
    loaded: Mapping[str, Mapping[str, str]] = yaml.safe_load(source.read_text("utf-8"))
    return loaded
