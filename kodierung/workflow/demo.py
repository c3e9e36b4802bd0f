"""The whole way of the data on the bundled, fictional example study."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import kodierung
from kodierung.analysis.evaluation import Comparison, compare
from kodierung.errors import StudyError
from kodierung.model import Matrix
from kodierung.project import Project, create_project, write_file
from kodierung.workflow.codings import CodingsReport, import_codings
from kodierung.workflow.import_ import import_transcripts
from kodierung.workflow.matrix import MatrixRequest, export_matrix, make_matrix
from kodierung.workflow.progress import Progress
from kodierung.workflow.read import Reading
from kodierung.workflow.suggest import suggest

CODEBOOK = "arbeitsmarktpolitisches_dreieck.yaml"
TITLE = "Zusammenarbeit von Jobcentern und Trägern (fiktives Beispiel)"
NOTE = (
    "Fiktives Beispiel: acht erfundene Gruppendiskussionen, keine Forschungsergebnisse."
)
CODER = "A"
NAME_PATTERN = "{group}_{perspective}_{level}"
EXPORT_STEM = "faktorenmatrix"

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class DemoReport:
    """What the demonstration did."""

    project: Project
    transcripts: int
    suggestions: int
    comparison: Comparison
    codings: int
    settled: int
    matrix: Matrix
    exports: tuple[str, ...]


def example_folder() -> Path:
    """Return the folder that holds the example's `codebooks` and `transcripts`.

    The wheel carries them inside the package; in a checkout they are its top level.

    Raises:
        StudyError: The installation is incomplete.
    """
    package = Path(kodierung.__file__).parent
    for folder in (package / "example", package.parent):
        if (folder / "transcripts" / "codings").is_dir():
            return folder
    raise StudyError(
        "The example study is missing from this installation.",
        hint="Install kodierung again.",
    )


def demo(folder: Path, say: Say, progress: Progress | None = None) -> DemoReport:
    """Make the example study: import, suggest, bundled codings, exports.

    Args:
        folder: Where; must not hold anything yet.
        say: Told what is done, in a sentence each.
        progress: Told after each transcript's suggestions.

    Raises:
        StudyError: The folder is not empty.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise StudyError(
            f"{folder} is there already and not empty.",
            hint="Name another folder: kodierung demo DIR.",
        )
    example = example_folder()
    project = _make_study(folder, example)
    say(f"A study in {folder}, with the codebook {CODEBOOK}.")
    files = sorted((example / "transcripts").glob("*.txt"))
    report = import_transcripts(project, files, Reading(name_pattern=NAME_PATTERN))
    say(f"Imported {len(report.files)} fictional focus groups.")
    suggested = suggest(project, progress=progress)
    codings = _take_codings(project)
    matrix, _ = make_matrix(project, CODER, MatrixRequest(appendix=True))
    exports = export_matrix(project, matrix, EXPORT_STEM)
    return DemoReport(
        project=project,
        transcripts=len(report.files),
        suggestions=sum(suggested.done.values()),
        comparison=_compare(project),
        codings=len(codings.added),
        settled=codings.settled,
        matrix=matrix,
        exports=tuple(exports),
    )


def _make_study(folder: Path, example: Path) -> Project:
    project = create_project(
        folder,
        title=TITLE,
        language="de",
        codebook_text=(example / "codebooks" / CODEBOOK).read_text("utf-8"),
        codebook_name=CODEBOOK,
        note=NOTE,
        coder=CODER,
    )
    (project.transcripts / "codings").mkdir(exist_ok=True)
    for path in sorted((example / "transcripts" / "codings").iterdir()):
        write_file(project.transcripts / "codings" / path.name, path.read_bytes())
    return project


def _take_codings(project: Project) -> CodingsReport:
    """Import the coder's codings and the statements she chose."""
    folder = project.transcripts / "codings"
    report = import_codings(
        project, folder / f"codings_{CODER}.jsonl", settle_suggestions=True
    )
    import_codings(project, folder / f"statements_{CODER}.jsonl")
    return report


def _compare(project: Project) -> Comparison:
    with project.open_store() as store:
        return compare(store.suggestions(CODER), store.codings(CODER))
