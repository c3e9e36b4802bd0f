"""Matrices to write: the published table, one with evidence, and a nasty one."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import yaml

from kodierung.model import (
    Basis,
    Comparison,
    ContextTurn,
    Contradiction,
    FactorCell,
    Matrix,
    MatrixPerspective,
    MatrixRow,
    Part,
    Passage,
    Segment,
    Share,
    Statement,
    Subcode,
)

SAMPLES = Path(__file__).parent / "samples"

# Said by nobody: sentences with what focus groups are full of.
SAID = (
    "Wir hatten in zwei Jahren vier verschiedene Ansprechpartner, da fängt man immer "
    "wieder von vorne an.",
    "Wenn die Fallmanagerin mal im Kurs war, dann weiß sie auch, wen sie uns schickt.",
    "Also, ähm, ich sag mal so: ein Anruf, und die Sache ist geklärt.",
    "Das steht im Konzept, aber gelesen hat es (lacht) wahrscheinlich keiner.",
    "Er hat wörtlich gesagt: „Dafür bin ich nicht zuständig“, und dann war Schluss.",
)
_FORMULA = Statement("=cmd|' /C calc'!A0")
ASKED = "Und wie läuft das im Alltag, mögen Sie ein Beispiel nennen?"
FUNCTIONS = ("Geschäftsführung", "Jobcoachin", "Teamleitung", "")


def passage(number: int, code: str) -> Passage:
    quote = SAID[number % len(SAID)]
    text = f"Ja. {quote} Aber das ist je nach Standort verschieden."
    turn = 3 + number * 4 % 60
    # A transcript without times is as common as one with them.
    time = None if number % 4 == 3 else 65.5 + number * 97
    speaker = f"B{1 + number % 4}"
    start = 1200 + number * 310
    return Passage(
        coding=f"c{number:04}",
        code=code,
        transcript=f"FG0{1 + number % 3}_traeger.txt",
        group=f"FG0{1 + number % 3}",
        turn=turn,
        turn_end=turn,
        speakers=(speaker,),
        functions=(FUNCTIONS[number % 4],),
        start=start,
        end=start + len(quote),
        quote=quote,
        time=time,
        memo="Gegenbeispiel in FG02 beachten" if number % 7 == 0 else "",
        context=(
            ContextTurn(turn - 1, "I", ASKED, time and time - 8, None),
            ContextTurn(turn, speaker, text, time, Segment(4, 4 + len(quote))),
            ContextTurn(turn + 1, "B9", "Bei uns genauso.", time and time + 20, None),
        ),
    )


def cell(code: str, label: str, numbers: list[int]) -> FactorCell:
    passages = tuple(passage(n, code) for n in numbers)
    return FactorCell(
        code=code,
        label=label,
        segments=len(passages),
        speakers=Share(len({(p.group, p.speakers) for p in passages}), 11),
        groups=Share(len({p.group for p in passages}), 4),
        passages=passages,
    )


def chosen(p: Passage) -> Statement:
    return Statement(
        p.quote, p.transcript, p.group, p.turn, p.speakers[0], p.start, p.end, p.time
    )


def published_table() -> Matrix:
    content: dict[str, Any] = yaml.safe_load((SAMPLES / "tab1.yaml").read_text("utf-8"))
    sizes = (5, 2, 1, 7, 3)
    numbers, size = count(), count()

    def factor(perspective: str, row: dict[str, str], polarity: str) -> FactorCell:
        taken = [next(numbers) for _ in range(sizes[next(size) % len(sizes)])]
        code = f"{perspective}.{row['theme']}.{polarity}"
        return cell(code, row[polarity], taken)

    return Matrix(
        caption=content["caption"],
        coder="consensus",
        note="Codierungen: Konsens. Statements: aus dem Codebuch, nicht von hier.",
        columns=(content["columns"][0], content["columns"][1], content["columns"][2]),
        perspectives=tuple(
            MatrixPerspective(
                p["id"],
                p["label"],
                tuple(
                    MatrixRow(
                        row["theme"],
                        row["theme"].capitalize(),
                        factor(p["id"], row, "promoting"),
                        factor(p["id"], row, "inhibiting"),
                        (Statement(row["statement"]),),
                    )
                    for row in p["rows"]
                ),
            )
            for p in content["perspectives"]
        ),
        language="de",
        title="Zusammenarbeit von Jobcentern und Trägern",
        evidence=False,
    )


def with_evidence() -> Matrix:
    """The published factors as a study would print them: own statements, gaps."""
    matrix = published_table()

    def own(row: MatrixRow, number: int) -> MatrixRow:
        assert row.promoting
        said = chosen(row.promoting.passages[-1]) if number % 3 else None
        row = replace(row, statements=(said,) if said else ())
        return replace(row, inhibiting=None) if number == 4 else row

    return replace(
        matrix,
        evidence=True,
        note="Codierungen: Konsens von A und B.",
        basis=Basis(8, 427, 210, 33, 20, 9, 4),
        perspectives=tuple(
            replace(p, rows=tuple(own(row, n) for n, row in enumerate(p.rows)))
            for p in matrix.perspectives
        ),
    )


def _nasty_row(
    promoting: FactorCell, inhibiting: FactorCell, said: Statement
) -> MatrixRow:
    """Return a row with all that a cell can hold, nothing of it tame."""
    below = Subcode("p.t.promoting.s", "<i>Sub|code</i>", 1, Share(1, 2), Share(1, 1))
    noted = replace(promoting, subcodes=(below,), note="=Anm. & <b>_1_</b>")
    summed = replace(inhibiting, text="# In own words: 100 % | \\textbf{x}")
    against = Contradiction("FG<1>", ("B1", "<b>"), ("B|2",), ())
    return MatrixRow("t", "T", noted, summed, (said, _FORMULA), (against,))


def nasty_table() -> Matrix:
    script = "<script>alert('1')</script>"
    quote = 'She said "yes | no" & 100 % of $5_000 {was} ~gone^ \\today #1'
    text = f"{quote}\nsecond line </mark></table> \x1b[31m\x00 👩‍🏫 naïve"
    bad = Passage(
        coding="x1",
        code="p.t.promoting",
        transcript="=HYPERLINK(evil).txt",
        group="-G|1",
        turn=1,
        turn_end=2,
        speakers=(script, "@B2"),
        functions=('" onmouseover="x', ""),
        start=0,
        end=len(text),
        quote=text,
        time=359999.9,
        memo="=SUM(A1:A9)",
        context=(
            ContextTurn(1, script, text, 359999.9, Segment(0, len(quote))),
            ContextTurn(2, "@B2", "", None, None),
        ),
    )
    long = replace(
        bad, coding="x2", quote="=" + "ä" * 40_000, time=None, turn=3, context=()
    )
    promoting = FactorCell(
        "p.t.promoting", f"=SUM(1) | {script}", 2, Share(1, 1), Share(1, 1), (bad, long)
    )
    inhibiting = FactorCell(
        "p t#%.inhibiting",
        "*a*_b_ `c` [d](e)\n1. f &amp; g",
        1,
        Share(0, 3),
        Share(0, 1),
        (),
    )
    silent = FactorCell("p.u.promoting", "", 0, Share(0, 0), Share(0, 0), ())
    return Matrix(
        caption="# Tab. 1: <b>50 %</b> & more_of\\it",
        coder="=A",
        note="- first\n2. second | $x$",
        columns=("+Promoting", "Inhibiting|", "{Statement}"),
        perspectives=(
            MatrixPerspective(
                "p",
                '"Peers" <&> | \n 100 %',
                (
                    _nasty_row(promoting, inhibiting, chosen(bad)),
                    MatrixRow("u", "U", silent, None, (_FORMULA,)),
                ),
            ),
            MatrixPerspective("none", "Nobody", ()),
        ),
        language="en-GB",
        title="A </title><script> study",
        codes={"p.t.promoting": "+Label"},
    )


def few_rows() -> Matrix:
    """Two rows of the table with evidence: enough to read a golden file."""
    matrix = with_evidence()
    block = matrix.perspectives[0]
    return replace(matrix, perspectives=(replace(block, rows=block.rows[1:3]),))


def compared_rows() -> Matrix:
    """The few rows with the evidence of each level, and of those without one."""
    matrix = few_rows()
    values = (("leitung", "Leitung"), ("unknown", "nicht angegeben"))

    def divided(cell: FactorCell | None) -> FactorCell | None:
        if cell is None:
            return None
        k = cell.speakers.k
        parts = (
            Part("leitung", "Leitung", 1, Share(1, 5), Share(1, 2)),
            Part("unknown", "nicht angegeben", k - 1, Share(k - 1, 6), Share(0, 2)),
        )
        return replace(cell, parts=parts)

    return replace(
        matrix,
        comparison=Comparison("level", "Ebene", values),
        perspectives=tuple(
            replace(
                p,
                rows=tuple(
                    replace(
                        row,
                        promoting=divided(row.promoting),
                        inhibiting=divided(row.inhibiting),
                    )
                    for row in p.rows
                ),
            )
            for p in matrix.perspectives
        ),
    )


@pytest.fixture
def compared() -> Matrix:
    return compared_rows()


@pytest.fixture
def small() -> Matrix:
    return few_rows()


@pytest.fixture
def published() -> Matrix:
    return published_table()


@pytest.fixture
def evidenced() -> Matrix:
    return with_evidence()


@pytest.fixture
def nasty() -> Matrix:
    return nasty_table()
