"""`kodierung speakers`: who speaks, how often, how much."""

from __future__ import annotations

import typer

from kodierung.cli.options import JsonOption, open_project


def speakers(ctx: typer.Context, as_json: JsonOption = False) -> None:
    """List speakers with function, turns and words; silent people included.

    Example: kodierung speakers --json
    """
    from kodierung.cli.output import write_json_lines, write_table
    from kodierung.workflow.listing import list_speakers

    records = list_speakers(open_project(ctx))
    if as_json:
        write_json_lines(records)
        return
    write_table(
        ["Group", "Speaker", "Kind", "*Function", "Turns", "Words"],
        [
            (r["group"], r["speaker"], r["kind"], r["function"], r["turns"], r["words"])
            for r in records
        ],
        right=["Turns", "Words"],
    )
