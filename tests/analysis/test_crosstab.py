from __future__ import annotations

import pytest

from kodierung.analysis import course
from kodierung.analysis.cooccurrence import cooccurrence
from kodierung.analysis.crosstab import Cell, CrossTable, cross, lines_of
from kodierung.analysis.divisions import (
    Division,
    as_one,
    by_attribute,
    by_coder,
    by_group,
    by_speaker,
    by_transcript,
)
from kodierung.analysis.material import Material
from kodierung.model import Coding, Share, Transcript
from tests.support.small import codebook, coding, transcript

GOOD = "traeger.kenntnisse.promoting"
VISIT = "besuch"
BAD = "traeger.kenntnisse.inhibiting"
PARTNERS = "traeger.kooperation.promoting"
CONTACT = "jobcenter.kontakt.promoting"
MARKET = "role.markt"

ONE = transcript(
    [
        ("I", "Wie ist das?"),
        ("B1", "Die kennen unsere Kurse gut."),
        ("B2", "Bei uns nicht. Wir sind nur Dienstleister."),
        ("B1", "Da waren welche zu Besuch."),
    ],
    attributes={"perspective": "traeger", "level": "leitung"},
    silent=("B3",),
)
TWO = transcript(
    [
        ("I", "Und hier?"),
        ("B1", "Man kennt sich eben, als Dienstleister."),
        ("?", "Genau."),
    ],
    name="FG02.txt",
    group="FG02",
    attributes={"perspective": "jobcenter"},
)


def subcode() -> str:
    return next(c.id for c in codebook().codes.values() if c.label == "Besuche vor Ort")


def codings() -> tuple[Coding, ...]:
    return (
        coding(ONE, "Die kennen unsere Kurse gut.", GOOD),
        coding(ONE, "kennen unsere Kurse", GOOD),
        coding(ONE, "Da waren welche zu Besuch.", subcode()),
        coding(ONE, "Da waren welche zu Besuch.", GOOD),
        coding(ONE, "Bei uns nicht.", BAD),
        coding(ONE, "Wir sind nur Dienstleister.", MARKET),
        # An exchange: from B1 over B2.
        coding(ONE, ONE.text[ONE.turns[1].start : ONE.turns[2].end], PARTNERS),
        coding(TWO, "Man kennt sich eben", CONTACT),
        coding(TWO, "Dienstleister.\n\n?: Genau.", MARKET),
        # Nobody who counts speaks here: a moderator, and somebody of the jobcenter.
        coding(ONE, "Wie ist das?", GOOD),
        coding(TWO, "Man kennt sich", GOOD),
    )


def material(*some: Coding, study: tuple[Transcript, ...] = (ONE, TWO)) -> Material:
    return Material(codebook(), {t.name: t for t in study}, some or codings(), "A")


def table(division: Division, *, words: bool = False) -> CrossTable:
    return cross(material(), lines_of(codebook(), "code"), division, words=words)


def row(made: CrossTable, code: str) -> tuple[Cell | None, ...]:
    (number,) = (n for n, line in enumerate(made.lines) if line.heading.key == code)
    return (*made.cells[number], made.right[number])


def test_codes_by_groups_counted_by_hand():
    made = table(by_group(material()), words=True)

    assert [head.key for head in made.heads] == ["FG01", "FG02"]
    # Three places, the visit coded twice; B1 alone says so, of B1, B2 and silent B3.
    good = Cell(3, Share(1, 3), Share(1, 1), words=10, words_of=17)
    assert row(made, GOOD) == (good, None, good)
    visit = Cell(1, Share(1, 3), Share(1, 1), words=5, words_of=17)
    assert row(made, subcode()) == (visit, None, visit)
    # The label of several people has words, and is nobody beside B1.
    assert row(made, MARKET) == (
        Cell(1, Share(1, 3), Share(1, 1), words=4, words_of=17),
        Cell(1, Share(1, 1), Share(1, 1), words=2, words_of=7),
        Cell(2, Share(2, 4), Share(2, 2), words=6, words_of=24),
    )
    assert made.left_out == 2


def test_totals_count_once_what_counts_in_several_rows():
    made = table(by_group(material()), words=True)

    # FG01: the whole of B1's and B2's first turns, their parts, and the visit.
    assert made.beneath[0] == Cell(6, Share(2, 3), Share(1, 1), 17, 17)
    assert made.corner is not None
    assert made.corner.segments == 8
    assert made.corner.speakers == Share(3, 4)


def test_who_speaks_in_a_segment_has_it_in_her_column():
    made = table(by_speaker(material()), words=True)

    keys = [head.key for head in made.heads]
    assert keys == ["FG01 B1", "FG01 B2", "FG01 B3", "FG02 B1", "FG02 ?"]
    one, two, three, _, _, total = row(made, PARTNERS)
    assert one == Cell(1, Share(1, 1), Share(1, 1), words=5, words_of=10)
    assert two == Cell(1, Share(1, 1), Share(1, 1), words=7, words_of=7)
    assert three == Cell(0, Share(0, 1), Share(0, 1), words=0, words_of=0)
    assert total == Cell(1, Share(2, 3), Share(1, 1), words=12, words_of=17)


def test_a_label_of_several_people_is_no_person():
    several = row(table(by_speaker(material())), MARKET)[4]

    assert several == Cell(1, Share(0, 0), Share(1, 1))


def test_values_of_an_attribute_stand_as_the_codebook_orders_them():
    heads = table(by_attribute(material(), "perspective")).heads
    assert [(h.key, h.label) for h in heads] == [
        ("traeger", "Träger"),
        ("jobcenter", "Jobcenter"),
    ]


def test_whose_attribute_nobody_told_stands_last():
    made = table(by_attribute(material(), "level"))
    assert [head.key for head in made.heads] == ["leitung", ""]
    assert row(made, MARKET)[1] == Cell(1, Share(1, 1), Share(1, 1))


def test_columns_by_coder():
    some = (coding(ONE, "Besuch", MARKET), coding(ONE, "Besuch", MARKET, coder="B"))
    study = material(*some, coding(ONE, "Kurse", MARKET, coder="B"))
    made = cross(study, lines_of(codebook(), "code"), by_coder(study), words=True)

    found = row(made, MARKET)
    assert [cell and (cell.segments, cell.words, cell.words_of) for cell in found] == [
        (1, 1, 24),
        (2, 2, 24),
        (2, 2, 24),
    ]


@pytest.mark.parametrize(
    ("level", "first"),
    [
        ("code", [GOOD, subcode(), BAD]),
        ("factor", [GOOD, BAD, PARTNERS]),
        ("theme", ["traeger.kenntnisse", "traeger.kooperation", "jobcenter.kontakt"]),
    ],
)
def test_levels(level, first):
    lines = lines_of(codebook(), level)
    assert [line.heading.key for line in lines][:3] == first
    assert {code for line in lines for code in line.codes} == set(codebook().codes)


def test_a_theme_is_its_factors_together():
    lines = lines_of(codebook(), "theme")
    made = cross(material(), lines, by_transcript(material()))
    known = row(made, "traeger.kenntnisse")[0]
    assert known == Cell(4, Share(2, 3), Share(1, 1))


def test_only_some_codes():
    (line,) = lines_of(codebook(), "factor", frozenset({subcode()}))
    assert line.heading.key == subcode()


def test_parts_of_as_many_words():
    # 3 + 5 + 7 + 5 words: the second half begins with B2's third word, "nicht."
    study = material(*codings()[:7], study=(ONE,))
    division = course.by_words(study, 2)
    cut = ONE.text.index("nicht.")
    pieces = [(p.start, p.end, p.column) for p in division.pieces["FG01.txt"]]

    b2 = ONE.turns[2]
    assert pieces == [
        (ONE.turns[1].start, ONE.turns[1].end, 0),
        (b2.start, cut, 0),
        (cut, b2.end, 1),
        (ONE.turns[3].start, ONE.turns[3].end, 1),
    ]
    made = cross(study, lines_of(codebook(), "code"), division, words=True)
    first, second, total = row(made, BAD)
    assert (first.segments, second.segments, total.segments) == (1, 1, 1)
    assert (first.words, second.words, total.words) == (2, 1, 3)
    assert [head.label for head in made.heads] == ["0–50 %", "50–100 %"]


def test_more_parts_than_words():
    short = transcript([("B1", "Ja, – gut.")], attributes={"perspective": "traeger"})
    study = material(coding(short, "Ja, – gut.", MARKET), study=(short,))
    made = cross(study, lines_of(codebook(), "code"), course.by_words(study, 5))

    found = [cell.segments if cell else None for cell in row(made, MARKET)]
    assert found == [1, 0, 1, 0, 0, 1]


def test_parts_of_the_same_duration():
    turns = [(label, "Gut.") for label in ("I", "B1", "B2", "B1")]
    times = (10.0, 20.0, 60.0, 110.0)
    timed = transcript(turns)
    object.__setattr__(
        timed,
        "turns",
        tuple(
            type(t)(t.number, t.speaker, t.start, t.end, time)
            for t, time in zip(timed.turns, times, strict=True)
        ),
    )
    study = material(coding(timed, "Gut.", MARKET), study=(timed,))
    pieces = course.by_time(study, 2).pieces["FG01.txt"]

    assert [piece.column for piece in pieces] == [0, 1, 1]
    assert course.without_times(study) == []
    assert course.without_times(material()) == ["FG01.txt", "FG02.txt"]


def met(a: str, b: str, near: int | None = None) -> Cell | None:
    lines = lines_of(codebook(), "code")
    made = cooccurrence(material(), lines, near)
    keys = [line.heading.key for line in lines]
    assert (
        made.cells[keys.index(a)][keys.index(b)]
        == made.cells[keys.index(b)][keys.index(a)]
    )
    return made.cells[keys.index(a)][keys.index(b)]


def test_codes_on_the_same_words():
    # B1's turn and a part of it lie in the exchange: one place.
    assert met(GOOD, PARTNERS) == Cell(1, Share(1, 3), Share(1, 1))
    assert met(BAD, PARTNERS) == Cell(1, Share(1, 3), Share(1, 1))
    assert met(GOOD, BAD) == Cell(0, Share(0, 3), Share(0, 1))
    assert met(MARKET, CONTACT) == Cell(0, Share(0, 1), Share(0, 1))


def test_codes_that_cannot_meet_or_must():
    assert met(GOOD, CONTACT) is None
    assert met(GOOD, subcode()) is None
    whole = table(as_one(material()))
    assert met(GOOD, GOOD) == row(whole, GOOD)[0]


def test_how_far_codes_lie_on_the_same_words():
    lines = lines_of(codebook(), "code")
    made = cooccurrence(material(), lines, alike=True)
    keys = [line.heading.key for line in lines]

    def alike(one: str, other: str) -> float | None:
        cell = made.cells[keys.index(one)][keys.index(other)]
        return cell.alike if cell else None

    # PARTNERS has 12 words, GOOD 5 of them and 5 more, BAD 3 of them.
    assert alike(GOOD, PARTNERS) == alike(PARTNERS, GOOD) == 5 / 17
    assert alike(BAD, PARTNERS) == 3 / 12
    assert alike(GOOD, BAD) == 0
    assert alike(GOOD, GOOD) == 1
    assert alike(GOOD, CONTACT) is None


def test_codes_near_each_other():
    assert met(GOOD, MARKET, near=0) == Cell(0, Share(0, 3), Share(0, 1))
    # B1 before B2 and B1 behind: two stretches over B2's words, which are one place.
    assert met(GOOD, MARKET, near=1) == Cell(1, Share(2, 3), Share(1, 1))
    assert met(MARKET, CONTACT, near=0) == Cell(1, Share(1, 1), Share(1, 1))
    assert met(GOOD, CONTACT, near=9) is None


def test_an_empty_study():
    nothing = Material(codebook(), {}, ())
    lines = lines_of(codebook(), "code")
    for division in (
        by_group(nothing),
        by_coder(nothing),
        course.by_words(nothing, 3),
        course.by_time(nothing, 3),
    ):
        made = cross(nothing, lines, division, words=True)
        assert made.corner is None
    assert cooccurrence(nothing, lines).cells[0][0] is None
