"""`kodierung codebook`: check, test, show, schema, new; exchange and changes of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kodierung.cli import codebook_edit, codebook_exchange, codebook_export
from kodierung.cli.options import (
    JsonOption,
    PipelineOption,
    open_project,
    pipeline_named,
)

if TYPE_CHECKING:
    from rich.tree import Tree

    from kodierung.model import Code, Codebook

app = typer.Typer(
    no_args_is_help=True,
    help="Check, test, show, exchange, begin and change codebooks.",
)

FileArgument = Annotated[
    Path | None,
    typer.Argument(metavar="FILE", help="A codebook; else the study's."),
]


def _path(ctx: typer.Context, file: Path | None) -> Path:
    if file is not None:
        return file
    project = open_project(ctx)
    return project.folder / project.settings.codebook


@app.command("check")
def check(ctx: typer.Context, file: FileArgument = None) -> None:
    """Find every fault of a codebook at once, each with its line.

    Example: kodierung codebook check codebooks/mein_codebuch.yaml
    """
    from kodierung.cli.output import say, show_problems
    from kodierung.errors import CodebookError
    from kodierung.text import counted
    from kodierung.workflow.codebook import examine_codebook

    path = _path(ctx, file)
    codebook, problems = examine_codebook(path)
    if codebook is None:
        count = sum(1 for p in problems if p.severity == "error")
        raise CodebookError(f"{path} has {counted(count, 'fault')}.", problems=problems)
    show_problems(problems)
    rules = sum(len(code.rules) for code in codebook.codes.values())
    codes = counted(len(codebook.codes), "code")
    say(f"{path}: no faults; {codes}, {counted(rules, 'rule')}.")


@app.command("test")
def try_out(
    ctx: typer.Context,
    file: FileArgument = None,
    strict: Annotated[
        bool,
        typer.Option("--strict", help="Examples that are not found are failures too."),
    ] = False,
    pipeline: PipelineOption = "",
    as_json: JsonOption = False,
) -> None:
    """Try a codebook's rules on its own examples and on the entries under `tests`.

    Example: kodierung codebook test codebooks/mein_codebuch.yaml

    Example: kodierung codebook test --strict --json
    """
    from kodierung.cli.codebook_test import summary, write_trials
    from kodierung.cli.output import say, show_problems
    from kodierung.errors import CodebookError
    from kodierung.workflow.codebook_test import try_codebook

    path = _path(ctx, file)
    trial = try_codebook(path, pipeline_named(ctx, pipeline))
    show_problems(trial.problems)
    write_trials(trial, as_json)
    say(f"{path}: {summary(trial)}")
    counted = trial.trials if strict else trial.of("test")
    failed = [each for each in counted if not each.holds]
    if failed:
        lines = ", ".join(str(each.passage.line) for each in failed[:10])
        more = ", …" if len(failed) > 10 else ""
        raise CodebookError(
            f"{path}: {len(failed)} of {len(counted)} do not hold.",
            hint=f"Look at line {lines}{more}.",
        )


@app.command("show")
def show(
    ctx: typer.Context,
    file: FileArgument = None,
    full: Annotated[
        bool, typer.Option("--full", help="With definitions, examples and rules.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Show a codebook as a tree.

    Example: kodierung codebook show --full
    """
    from kodierung.cli.output import console, write_json_lines
    from kodierung.workflow.codebook import code_record, read_codebook

    codebook, _ = read_codebook(_path(ctx, file))
    if as_json:
        write_json_lines(map(code_record, codebook.codes.values()))
        return
    console().print(_tree(codebook, full))


@app.command("schema")
def schema() -> None:
    """Print the JSON Schema of codebooks, for editors that complete and check YAML.

    Example: kodierung codebook schema > codebook.schema.json
    """
    import json

    from kodierung.cli.output import write_text
    from kodierung.codebook.json_schema import json_schema

    write_text(json.dumps(json_schema(), ensure_ascii=False, indent=2))


@app.command("new")
def new(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Must not exist yet.")],
    title: Annotated[str, typer.Option("--title", help="Title of the codebook.")] = "",
    language: Annotated[
        str, typer.Option("--language", help="Language of the interviews.")
    ] = "de",
) -> None:
    """Write a commented codebook to start from.

    Example: kodierung codebook new codebooks/pflege.yaml --title "Pflege im Team"
    """
    from kodierung.cli.output import say
    from kodierung.workflow.codebook import new_codebook

    new_codebook(file, title, language)
    say(f"Written: {file}")


app.command("export")(codebook_export.export)
for _name, _verb in {**codebook_edit.VERBS, **codebook_exchange.VERBS}.items():
    app.command(_name)(_verb)


def _tree(codebook: Codebook, full: bool) -> Tree:
    from rich.text import Text
    from rich.tree import Tree

    tree = Tree(Text(f"{codebook.title} ({codebook.id} {codebook.version})", "bold"))
    for perspective in codebook.perspectives:
        branch = tree.add(Text(perspective.label, "bold"))
        for theme in perspective.themes:
            leaf = branch.add(Text(theme.label or theme.id))
            for code_id, sign in ((theme.promoting, "+"), (theme.inhibiting, "−")):
                if code_id is not None:
                    _add(leaf, codebook, codebook.codes[code_id], full, sign)
    for kind, heading in (("role", "roles"), ("code", "codes")):
        tops = [
            c for c in codebook.codes.values() if c.kind == kind and c.parent is None
        ]
        if tops:
            branch = tree.add(Text(heading, "bold"))
            for code in tops:
                _add(branch, codebook, code, full)
    return tree


def _add(
    tree: Tree, codebook: Codebook, code: Code, full: bool, sign: str = ""
) -> None:
    from rich.text import Text

    line = Text(f"{sign} {code.label}".strip())
    line.append(f"  {code.id}", "dim")
    leaf = tree.add(line)
    if full:
        for name, value in _details(code):
            detail = Text(f"{name}: ", "dim")
            detail.append(value)
            leaf.add(detail)
    for child in codebook.children(code.id):
        _add(leaf, codebook, child, full)


def _details(code: Code) -> list[tuple[str, Any]]:
    details = [
        ("definition", code.definition),
        ("include", code.include),
        ("exclude", code.exclude),
        *(("example", text) for text in code.examples),
        *(("counterexample", text) for text in code.counterexamples),
        *(("rule", rule.source) for rule in code.rules),
    ]
    return [(name, value) for name, value in details if value]
