"""Tables to write: one as studies have it, a nasty one, a wide one."""

from __future__ import annotations

import pytest

from kodierung.model import Column, Share, Table

NBSP = "\xa0"


def figures_table(language: str = "de") -> Table:
    """A column of each kind, with totals."""
    return Table(
        name="Personen",
        caption="Tab. 2: Wer was sagt",
        columns=(
            Column("code", "Code"),
            Column("FG01", f"FG01 (N{NBSP}={NBSP}11)", "part"),
            Column("segments", "Segmente", "count"),
            Column("mean", "Mittel", "count"),
            Column("share", "Anteil", "share"),
            Column("time", "Zeit", "seconds"),
            Column("quote", "Zitat", "words"),
        ),
        rows=(
            ("Gute Kenntnisse", Share(3, 11), 5, 2.5, 0.634, 65.0, "Ja, „so“ ist es."),
            ("Wettbewerb", None, 12345, 1 / 3, Share(2, 7), None, None),
            ("Fluktuation", Share(0, 11), 0, 7.0, 0.004, 36000.0, "Nein.\nGar nicht."),
        ),
        note="Personen: k von N. Codierungen von A.",
        language=language,
        foot=(("gesamt", Share(4, 11), 12350, None, 1.0, None, None),),
    )


def nasty_table() -> Table:
    script = "<script>alert('1')</script>"
    return Table(
        name="History: [a/b]*?",
        caption="# Tab. 3: <b>50 %</b> & more_of\\it",
        columns=(
            Column("code", "+Code"),
            Column("text", "+Code", "words"),
            Column("n", "100 % | {x}", "count"),
        ),
        rows=(
            ("=SUM(1)", script, 1),
            ("-1 | *a*_b_", "\\end{document} $x$ #1 ~^ \x00\x1b[31m 👩‍🏫", -2),
            ("[2cm] weiter", "mit Klammer", 3),
            ("*mit Stern", "* ", 4),
            ("@B2", "zwei\n\n`Zeilen`\tund | mehr", None),
        ),
        note="- first\n2. second | $x$",
        language="en",
        sections=(
            ("A & <b>B</b>", "50 % | #1"),
            ("A & <b>B</b>", "50 % | #1"),
            ("A & <b>B</b>", "[2cm] \\end"),
            ("=C",),
            ("=C",),
        ),
    )


def wide_table() -> Table:
    groups = [f"FG{number:02}" for number in range(40)]
    return Table(
        name="Breit",
        caption="Viele Gruppen",
        columns=(
            Column("code", "Code"),
            *(Column(group, f"{group} (N{NBSP}={NBSP}8)", "part") for group in groups),
        ),
        rows=tuple(
            (f"Code Nummer {row}", *(Share(n % 9, 8) for n in range(len(groups))))
            for row in range(50)
        ),
        note="Zuletzt die Anmerkung.",
    )


@pytest.fixture
def figures() -> Table:
    return figures_table()


@pytest.fixture
def english() -> Table:
    return figures_table("en")


@pytest.fixture
def nasty() -> Table:
    return nasty_table()


@pytest.fixture
def wide() -> Table:
    return wide_table()
