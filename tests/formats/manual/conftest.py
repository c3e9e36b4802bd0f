"""Documents to write: one with all there is, and a nasty one."""

from __future__ import annotations

import pytest

from kodierung.formats.manual.document import Document, Heading, Items, Paragraph
from kodierung.model import Column, Share, Table

GAP = "[… noch zu schreiben: Ort und Zeit]"
SCRIPT = "<script>alert('1')</script>"


@pytest.fixture
def whole() -> Document:
    """A document with a block of every kind."""
    return Document(
        "Kodierleitfaden",
        "de",
        (
            Heading("Träger", aside="traeger"),
            Paragraph("Es zählen nur Träger.", small=True),
            Heading("Kenntnisse", 2, "traeger.kenntnisse"),
            Paragraph("Fachkräfte kennen die Maßnahmen.", "Definition"),
            Items(("„Die kennen das.“ (FG01, B1, 00:00:10)", "„Ja.“"), "Beispiele"),
            Heading("Besuche", 3, "traeger.kenntnisse.besuch", indent=1),
            Paragraph(f"Am Ort. {GAP} Danach mehr.", indent=1),
            Items(("2026-11-22: code x added",), indent=1),
            Table(
                "people",
                "Tab. 1: Wer",
                (Column("who", "Wer"), Column("n", "Anzahl", "part")),
                (("B1", Share(1, 3)), ("B2", None)),
                "Gezählt.",
            ),
        ),
        contents="Inhalt",
    )


@pytest.fixture
def nasty() -> Document:
    """A document that tries to be more than text."""
    table = Table("t", SCRIPT, (Column("a", "# *a* | b"),), ((f"{SCRIPT} {GAP}",),))
    return Document(
        f"{SCRIPT} & *Titel*",
        "xx",
        (
            Heading("# Über_schrift_ \x0b\x07", 9, SCRIPT, indent=9),
            Paragraph("- keine Liste\n\n> kein Zitat | [a](b)", "**Label**"),
            Items(("1. erstens\n\nzweitens", SCRIPT), "`Code`", indent=5),
            table,
        ),
        contents="Contents",
    )
