"""The command line: options in, one workflow call, output.

Commands are registered by hand, in the order of a researcher's work, and import what
they need when they run, so that `--help` costs next to nothing.
"""

from __future__ import annotations

import inspect
import os
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from kodierung import __version__
from kodierung.cli import (
    accept,
    code,
    codebook,
    codings,
    crosstab,
    demo,
    evaluate,
    export,
    history,
    import_,
    init,
    learn,
    match,
    matrix,
    memo,
    methods,
    plot,
    reject,
    report,
    reveal,
    review,
    segments,
    speakers,
    statements,
    status,
    suggest,
    suggestions,
    summary,
    transcripts,
    undo,
    verify,
)
from kodierung.cli.options import Caller
from kodierung.cli.output import show_error, use_utf_8
from kodierung.errors import KodierungError

BEGIN = "Begin"
MATERIAL = "Material"
CODE = "Suggest and code"
PUBLISH = "Publish"

app = typer.Typer(
    name="kodierung",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

app.command("demo", rich_help_panel=BEGIN)(demo.demo)
app.command("init", rich_help_panel=BEGIN)(init.init)
app.command("status", rich_help_panel=BEGIN)(status.status)
app.command("history", rich_help_panel=BEGIN)(history.history)
app.command("undo", rich_help_panel=BEGIN)(undo.undo)
app.command("redo", rich_help_panel=BEGIN)(undo.redo)
app.command("forget", rich_help_panel=BEGIN)(undo.forget)
app.command("verify", rich_help_panel=BEGIN)(verify.verify)
app.command("import", rich_help_panel=MATERIAL)(import_.import_)
app.add_typer(transcripts.app, name="transcripts", rich_help_panel=MATERIAL)
app.add_typer(speakers.app, name="speakers", rich_help_panel=MATERIAL)
app.add_typer(codebook.app, name="codebook", rich_help_panel=MATERIAL)
app.command("match", rich_help_panel=CODE)(match.match)
app.command("suggest", rich_help_panel=CODE)(suggest.suggest)
app.add_typer(suggestions.app, name="suggestions", rich_help_panel=CODE)
app.command("learn", rich_help_panel=CODE)(learn.learn)
app.command("review", rich_help_panel=CODE)(review.review)
app.command("accept", rich_help_panel=CODE)(accept.accept)
app.command("reject", rich_help_panel=CODE)(reject.reject)
app.add_typer(code.app, name="code", rich_help_panel=CODE)
app.add_typer(codings.app, name="codings", rich_help_panel=CODE)
app.add_typer(memo.app, name="memo", rich_help_panel=CODE)
app.command("reveal", rich_help_panel=CODE)(reveal.reveal)
app.command("evaluate", rich_help_panel=CODE)(evaluate.evaluate)
app.add_typer(statements.app, name="statements", rich_help_panel=PUBLISH)
app.add_typer(summary.app, name="summary", rich_help_panel=PUBLISH)
app.command("matrix", rich_help_panel=PUBLISH)(matrix.matrix)
app.command("segments", rich_help_panel=PUBLISH)(segments.segments)
app.command("crosstab", rich_help_panel=PUBLISH)(crosstab.crosstab)
app.command("report", rich_help_panel=PUBLISH)(report.report)
app.command("plot", rich_help_panel=PUBLISH)(plot.plot)
app.command("export", rich_help_panel=PUBLISH)(export.export)
app.command("methods", rich_help_panel=PUBLISH)(methods.methods)


def _let_help_flow(commands: typer.Typer) -> None:
    """Let the terminal break the paragraphs of help, not the lines of the source."""
    for info in (*commands.registered_commands, commands.registered_callback):
        if info is not None and info.callback is not None:
            told = inspect.getdoc(info.callback) or ""
            paragraphs = told.split("\n\n")
            info.help = "\n\n".join(p.replace("\n", " ") for p in paragraphs)
    for group in commands.registered_groups:
        if group.typer_instance is not None:
            _let_help_flow(group.typer_instance)


def _show_version(asked: bool) -> None:
    if asked:
        print(f"kodierung {__version__}")
        raise typer.Exit


@app.callback()
def kodierung(
    ctx: typer.Context,
    folder: Annotated[
        Path,
        typer.Option("-C", metavar="DIR", help="The study; given before the command."),
    ] = Path(),
    coder: Annotated[
        str | None,
        typer.Option("--coder", metavar="NAME", help="Who codes or decides."),
    ] = None,
    _version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_show_version, is_eager=True, help="Show the version."
        ),
    ] = False,
) -> None:
    """Code focus groups and make the table of promoting and inhibiting factors.

    Begin with `kodierung demo`: it makes a whole example study in a new folder.
    Nothing you import ever leaves this machine.
    """
    ctx.obj = Caller(folder, coder)


_let_help_flow(app)


def _leave_quietly() -> None:
    """End with exit code 1 without trying once more to write what cannot be written."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(1)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; the only place where errors become messages.

    Args:
        arguments: Words after `kodierung`; those of the process if None.

    Raises:
        SystemExit: Always: 0 done, 1 data or study at fault, 2 wrong use, 3 a bug,
            130 interrupted.
    """
    use_utf_8()
    try:
        app(arguments)
    except KodierungError as fault:
        show_error(fault)
        sys.exit(fault.exit_code)
    except OSError as fault:
        if fault.filename is not None:
            raise
        show_error(
            KodierungError(
                f"The output cannot be written ({fault.strerror}).",
                hint="Make room, or write elsewhere.",
            )
        )
        _leave_quietly()
    except Exception:
        traceback.print_exc()
        print(
            f"\nThis is a bug in kodierung {__version__}, not your mistake; nothing is "
            "half-done.\nPlease report the lines above to the developers; look first "
            "that they hold no words of your interviews.",
            file=sys.stderr,
        )
        sys.exit(3)
