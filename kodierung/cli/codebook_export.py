"""`kodierung codebook export`: as a manual (Kodierleitfaden), or for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kodierung.cli.options import (
    OutputOption,
    caller,
    must_see,
    open_project,
    study_around,
)

if TYPE_CHECKING:
    from kodierung.model import Codebook
    from kodierung.project import Project
    from kodierung.workflow.manual import FromCodings


def export(
    ctx: typer.Context,
    file: Annotated[
        Path | None,
        typer.Argument(metavar="FILE", help="A codebook; else the study's."),
    ] = None,
    format_name: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="F",
            help="A manual: md, docx, html or pdf-ready. For programs: qdc, csv, xlsx, "
            "json. Else by the ending of -o FILE.",
        ),
    ] = None,
    output: OutputOption = None,
    examples: Annotated[
        int,
        typer.Option(
            "--examples",
            metavar="N",
            min=0,
            help="At most so many examples from the codings for each code.",
        ),
    ] = 2,
    codings: Annotated[
        bool,
        typer.Option(
            "--codings/--no-codings",
            help="With examples and frequencies from the codings, or without.",
        ),
    ] = True,
    coder: Annotated[
        str | None,
        typer.Option("--coder", metavar="NAME", help="Whose codings are shown."),
    ] = None,
    target: Annotated[
        str,
        typer.Option(
            "--for",
            metavar="PROGRAM",
            help="maxqda, atlasti, nvivo, qualcoder or taguette: what is lost there.",
        ),
    ] = "",
) -> None:
    """Write the codebook as a manual for coders, or for another program.

    For programs: qdc is REFI-QDA, for MAXQDA, ATLAS.ti, NVivo and QualCoder; csv and
    xlsx are tables, csv for Taguette as it takes them; json is all of the file. What
    does not arrive stands beside it. GUIDs of codes are kept.

    The manual has rules, examples, frequencies. Examples come from the codebook and, in
    a study, from one coder's codings: chosen statements first, then whole sentences of
    8 to 40 words, from different groups. These are quotations of your interviews: use
    `--no-codings` for others.

    pdf-ready is an HTML file that a browser prints, or saves as PDF, on A4 pages.

    Example: kodierung codebook export -o exports/kodierleitfaden.docx

    Example: kodierung codebook export -o exports/codes.qdc --for maxqda

    Example: kodierung codebook export --no-codings --format pdf-ready -o leitfaden.html
    """
    from kodierung.cli.documents import PDF_READY, document_file_format
    from kodierung.cli.output import say, write_output
    from kodierung.workflow.codebook import read_codebook
    from kodierung.workflow.manual import manual, write_manual

    program = _for_programs(format_name, output, target)
    chosen = "" if program else document_file_format(format_name, output)
    study = study_around(ctx)
    if file is None:
        study = open_project(ctx)
        codebook = study.load_codebook()
    else:
        codebook, _ = read_codebook(file)
    if program:
        path = file or open_project(ctx).codebook_path()
        _write_for(codebook, path, study, program, target, output)
        return
    found = None
    if codings and study is not None and _is_of(study, file):
        found = _from_codings(ctx, study, coder, examples)
    elif codings:
        say("Without codings: this is not the codebook of a study.")
    document = manual(codebook, found)
    write_output(write_manual(document, chosen), output)
    if found is not None and any(one.examples for one in found.codes.values()):
        say("It quotes the interviews; --no-codings makes one to hand to others.")
    if chosen == PDF_READY:
        say("Open it in a browser and print it, or save it as PDF.")


def _for_programs(
    format_name: str | None, output: Path | None, target: str
) -> str | None:
    """Return the format for other programs that is meant, None for a manual.

    Raises:
        UsageError: There is no such program, or the format is none of it.
    """
    from kodierung.cli.options import file_format
    from kodierung.workflow.exchange.codebooks_out import FORMATS
    from kodierung.workflow.exchange.losses import check_target

    check_target(target)
    ending = output.suffix.lower().removeprefix(".") if output is not None else ""
    if target and not ending and format_name is None:
        format_name = "csv" if target == "taguette" else "qdc"
    if (format_name or ending) not in FORMATS and not target:
        return None
    return file_format(format_name, output, set(FORMATS), lambda name: name == "xlsx")


def _write_for(
    codebook: Codebook,
    path: Path,
    study: Project | None,
    format_name: str,
    target: str,
    output: Path | None,
) -> None:
    """Write a codebook for another program, and beside it what does not arrive."""
    from kodierung.cli.output import say, write_output
    from kodierung.project import read_file
    from kodierung.workflow.exchange.codebooks_out import codebook_out
    from kodierung.workflow.exchange.losses import loss_report

    guids = {}
    if study is not None and _is_of(study, path):
        with study.open_store() as store:
            guids = store.identities()
    made = codebook_out(codebook, read_file(path), format_name, target, guids)
    write_output(made.data, output)
    for one in made.losses:
        say(f"  {one}")
    if not made.losses:
        say("Nothing is lost.")
    elif output is not None:
        report = loss_report(made.losses, output.name, target, codebook.language)
        write_output(report.encode(), output.with_name(f"{output.name}.losses.md"))


def _is_of(study: Project, file: Path | None) -> bool:
    """Tell whether a codebook is the one that a study is coded with."""
    return file is None or file.resolve() == study.codebook_path().resolve()


def _from_codings(
    ctx: typer.Context, study: Project, option: str | None, examples: int
) -> FromCodings | None:
    """Return what the manual shows of the codings; None if nobody is named."""
    from kodierung.cli.output import say
    from kodierung.workflow.manual import from_codings

    must_see(ctx, study, option)
    coder = study.coder_if_named(option or caller(ctx).coder)
    if not coder:
        say("Without codings: nobody is named as the coder (--coder NAME).")
        return None
    return from_codings(study, coder, examples)
