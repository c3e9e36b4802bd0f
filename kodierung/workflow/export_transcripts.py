"""Write transcripts for other programs, and say what would come back otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from kodierung.errors import KodierungError, Problem, TranscriptError, UsageError
from kodierung.formats.transcripts.proof import prove
from kodierung.formats.transcripts.registry import TranscriptFormat, transcript_format
from kodierung.project import Project, write_file
from kodierung.workflow.codes import find_transcript


@dataclass(frozen=True, slots=True)
class ExportedTranscript:
    """One transcript in another format.

    Attributes:
        name: The transcript.
        data: The content of its file.
        problems: What the file does not keep.
        path: Where it was written, or None.
        replaced: Whether another file was there before.
    """

    name: str
    data: bytes
    problems: tuple[Problem, ...]
    path: Path | None = None
    replaced: bool = False


def export_transcripts(
    project: Project,
    format_name: str,
    names: Sequence[str] = (),
    output: Path | None = None,
) -> list[ExportedTranscript]:
    """Write transcripts in a format of other programs.

    Args:
        project: The study.
        format_name: An entry point of `kodierung.transcripts`.
        names: Transcripts; empty for all.
        output: A file for a single transcript, else a folder; None to write nothing.

    Returns:
        Each transcript's file, written or not.

    Raises:
        UsageError: There is no such format, or the output cannot be meant.
        CodingError: There is no such transcript.
        KodierungError: The format cannot hold some of them; nothing was written.
    """
    form = transcript_format(format_name)
    made, faults = [], []
    with project.open_store() as store, store.snapshot():
        for name in dict.fromkeys(names or store.transcript_names()):
            transcript = find_transcript(store, name)
            try:
                data = form.write(transcript)
            except TranscriptError as fault:
                faults.append(fault)
                continue
            problems = tuple(prove(transcript, data, form))
            made.append(ExportedTranscript(transcript.name, data, problems))
    _refuse(faults, [one.name for one in made])
    if output is None:
        return made
    return [_written(*one) for one in _placed(made, output, form, project)]


def _refuse(faults: Sequence[TranscriptError], others: Sequence[str]) -> None:
    """Raise the error for transcripts that a format cannot hold."""
    if len(faults) == 1 and not others:
        raise faults[0]
    if faults:
        can = f" The others can: {', '.join(others)}." if others else ""
        raise KodierungError(
            f"{len(faults)} of {len(faults) + len(others)} transcripts cannot be "
            f"written so; nothing was written.{can}",
            hint=faults[0].hint,
            problems=[Problem(*_place_and_message(fault)) for fault in faults],
        )


def _place_and_message(fault: TranscriptError) -> tuple[str, str]:
    name, _, message = fault.message.rstrip(".").partition(": ")
    return name, message


def _placed(
    made: Sequence[ExportedTranscript],
    output: Path,
    form: TranscriptFormat,
    project: Project,
) -> list[tuple[ExportedTranscript, Path]]:
    """Return where each file goes.

    Raises:
        UsageError: Several would go into one file, or beside the received ones.
    """
    into_file = len(made) == 1 and not output.is_dir() and output.suffix
    if output.is_file() and not into_file:
        raise UsageError(
            f"{output} is a file, and {len(made)} transcripts are to be written.",
            hint="Name a folder with -o, or a single transcript.",
        )
    stems = Counter(PurePath(one.name).stem.casefold() for one in made)
    places = []
    for one in made:
        name = PurePath(one.name)
        # FG01.txt and FG01.docx must not become one file.
        stem = name.stem if stems[name.stem.casefold()] == 1 else name.name
        path = output if into_file else output / f"{stem}{form.suffix}"
        if project.transcripts.resolve() in path.resolve().parents:
            raise UsageError(
                f"{path} would lie among the files as they were received.",
                hint=f"Write into another folder, such as {project.exports.name}/.",
            )
        places.append((one, path))
    return places


def _written(one: ExportedTranscript, path: Path) -> ExportedTranscript:
    replaced = path.is_file()
    write_file(path, one.data)
    return replace(one, path=path, replaced=replaced)
