from __future__ import annotations

import pytest

from kodierung.formats.matrix import wording
from kodierung.model import FactorCell, Matrix, Share, Statement


def cell(segments: int, people: tuple[int, int], groups: tuple[int, int]) -> FactorCell:
    return FactorCell("c", "L", segments, Share(*people), Share(*groups), ())


@pytest.mark.parametrize(
    ("language", "segments", "expected"),
    [
        ("de", 5, "5 Segmente · 4 von 11 Personen · 3 von 4 Gruppen"),
        ("de", 1, "1 Segment · 4 von 11 Personen · 3 von 4 Gruppen"),
        ("de-AT", 0, "0 Segmente · 4 von 11 Personen · 3 von 4 Gruppen"),
        ("en", 5, "5 segments · 4 of 11 people · 3 of 4 groups"),
        ("en", 1, "1 segment · 4 of 11 people · 3 of 4 groups"),
        ("fr", 2, "2 segments · 4 of 11 people · 3 of 4 groups"),
    ],
)
def test_evidence_is_worded_in_the_language(language, segments, expected):
    assert wording.evidence(cell(segments, (4, 11), (3, 4)), language) == expected


def said(text: str, **place: object) -> Statement:
    return Statement(text, transcript="FG03.txt", **place)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "Ja.", "„Ja.“"),
        ("de", "Er sagt: „Nein.“", "„Er sagt: ‚Nein.‘“"),
        ("de", '"Nein", sagt er ("nie").', "„‚Nein‘, sagt er (‚nie‘).“"),
        ("de", "Das »Übliche«, das geht's nicht", "„Das ›Übliche‹, das geht's nicht“"),
        ("en", "He said “no”.", "“He said ‘no’.”"),
        ("en", 'He said "no".', "“He said ‘no’.”"),
    ],
)
def test_words_from_the_material_get_the_marks_of_the_language(
    language, text, expected
):
    assert wording.quoted(said(text), language) == expected


def test_a_statement_of_the_codebook_is_printed_as_it_is():
    statement = Statement('Keine "Quantität" vor „Qualität“')

    assert wording.cited(statement, "de") == 'Keine "Quantität" vor „Qualität“'


@pytest.mark.parametrize(
    ("statement", "language", "expected"),
    [
        (said("x", group="FG03", speaker="B2", turn=14, time=845.9), "de",
         "FG03, B2, 00:14:05"),
        (said("x", group="FG03", speaker="B2", turn=14), "de",
         "FG03, B2, Redebeitrag 14"),
        (said("x", group="FG03", speaker="B2", turn=14), "en", "FG03, B2, turn 14"),
        (said("x", turn=14), "en", "FG03.txt, turn 14"),
        (said("x", group="FG03", time=0.0), "de", "FG03, 00:00:00"),
        (Statement("x", group="FG03"), "de", ""),
    ],
)  # fmt: skip
def test_a_statement_names_its_place(statement, language, expected):
    assert wording.place(statement, language) == expected


def test_times_beyond_a_day_are_counted_on():
    assert wording.clock(90_061.9) == "25:01:01"


def test_characters_no_format_takes_are_replaced():
    assert (
        wording.printable("a\x00b\x1b[31mc\ufffe\ud800")
        == "a\ufffdb\ufffd[31mc\ufffd\ufffd"
    )
    assert wording.printable("a\r\nb\rc\u2028d\te") == "a\nb\nc\nd\te"


def test_speakers_are_named_with_their_functions(nasty: Matrix, published: Matrix):
    first = published.perspectives[0].rows[0].promoting
    assert first
    assert wording.who(first.passages[0]) == "B1 (Geschäftsführung)"
    assert wording.who(first.passages[3]) == "B4"


@pytest.mark.parametrize(
    ("language", "tag"),
    [("de", "de-DE"), ("en-US", "en-GB"), ("fr", "fr"), ("klingon!", "en-GB")],
)
def test_every_language_has_a_tag_that_programs_know(language, tag):
    assert wording.tag(language) == tag
