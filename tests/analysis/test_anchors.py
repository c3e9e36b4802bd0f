"""Which passages stand in the manual as examples, and how much evidence a code has."""

from __future__ import annotations

from kodierung.analysis.anchors import anchored
from kodierung.analysis.material import Material
from kodierung.analysis.matrix import MatrixOptions, build_matrix
from kodierung.model import Coding, Share, Transcript
from tests.support.small import codebook, coding, transcript

FACTOR = "traeger.kenntnisse.promoting"
CHILD = f"{FACTOR}.besuch"
WHOLE = "Die kennen unsere Kurse gut und kommen auch mal vorbei."
OTHER = "Bei uns war letztes Jahr das ganze Team zu Besuch."
PART = "sie fragen nach und wissen dann auch was wir machen"
TRAEGER = {"perspective": "traeger"}


def said(number: int, *turns: tuple[str, str], silent: tuple[str, ...] = ()):
    name = f"FG0{number}"
    spoken = [("I", "Und wie ist das?"), *turns]
    return transcript(spoken, f"{name}.txt", name, TRAEGER, silent)


ONE = said(
    1, ("B1", WHOLE), ("B2", f"Na ja, {PART}, manchmal."), ("B1", OTHER), silent=("B3",)
)
TWO = said(2, ("B1", WHOLE), ("B2", "Gut. So."))


def material(*codings: Coding, texts: tuple[Transcript, ...] = (ONE, TWO)) -> Material:
    ordered = sorted(codings, key=lambda c: (c.transcript, c.start, c.end, c.code))
    return Material(codebook(), {t.name: t for t in texts}, tuple(ordered), "A")


def examples(*codings: Coding, most: int = 9, code: str = FACTOR) -> list[str]:
    found = anchored(material(*codings), most)[code].examples
    return [f"{one.group} {one.text}" for one in found]


def test_statements_come_first_then_whole_sentences_then_the_rest():
    short = coding(TWO, "Gut.", FACTOR)
    chosen = coding(TWO, "So.", FACTOR, statement=True)
    part = coding(ONE, PART, FACTOR)
    whole = coding(TWO, WHOLE, FACTOR)
    assert examples(part, whole, short, chosen) == [
        "FG02 So.",
        f"FG02 {WHOLE}",
        f"FG01 {PART}",
    ]


def test_groups_take_turns_within_a_rank_and_no_more_than_asked():
    codings = [coding(ONE, WHOLE, FACTOR), coding(ONE, OTHER, FACTOR)]
    codings.append(coding(TWO, WHOLE, FACTOR))
    told = [f"FG01 {WHOLE}", f"FG02 {WHOLE}", f"FG01 {OTHER}"]
    assert examples(*codings) == told
    assert examples(*codings, most=2) == told[:2]
    assert examples(*codings, most=0) == []


def test_an_example_of_a_subcode_is_not_one_of_the_code_above():
    codings = [coding(ONE, OTHER, CHILD), coding(TWO, WHOLE, FACTOR)]
    assert examples(*codings) == [f"FG02 {WHOLE}"]
    assert examples(*codings, code=CHILD) == [f"FG01 {OTHER}"]


def test_a_passage_that_is_coded_twice_is_one_example_and_a_statement_stays_one():
    plain = coding(ONE, WHOLE, FACTOR, id="a")
    chosen = coding(ONE, WHOLE, FACTOR, id="b", statement=True)
    other = coding(TWO, WHOLE, FACTOR)
    assert examples(plain, chosen, other)[0] == f"FG01 {WHOLE}"
    assert len(examples(plain, chosen, other)) == 2


def test_an_example_is_cited_with_its_place():
    (found,) = anchored(material(coding(ONE, PART, FACTOR)), 1)[FACTOR].examples
    assert (found.group, found.speaker, found.turn, found.time) == (
        "FG01",
        "B2",
        3,
        None,
    )
    assert ONE.text[found.start : found.end] == PART


def test_words_that_do_not_count_for_the_code_are_no_evidence():
    jobcenter = transcript([("B1", WHOLE)], "FG09.txt", "FG09", {"perspective": "jc"})
    strange = coding(jobcenter, WHOLE, FACTOR)
    asked = coding(ONE, "Und wie ist das?", FACTOR)
    found = anchored(material(strange, asked, texts=(ONE, jobcenter)), 9)[FACTOR]
    assert (found.segments, found.examples) == (0, ())


def test_evidence_is_that_of_the_matrix():
    book = codebook()
    codings = [
        coding(ONE, WHOLE, FACTOR),
        coding(ONE, WHOLE, CHILD),
        coding(ONE, OTHER, CHILD),
        coding(ONE, PART, "role.markt"),
    ]
    found = anchored(material(*codings), 0)
    built = build_matrix(book, [ONE, TWO], codings, "A", MatrixOptions())
    (cell,) = [c for r in built.perspectives[0].rows for c in r.factors if c]
    here = found[FACTOR]
    assert (here.segments, here.speakers, here.groups) == (
        cell.segments,
        cell.speakers,
        cell.groups,
    )
    assert (here.segments, here.speakers) == (2, Share(1, 5))
    assert found[CHILD].segments == 2
    assert found["role.markt"].speakers == Share(1, 5)
    assert found["traeger.kooperation.promoting"].groups == Share(0, 2)


def test_codes_that_the_codebook_does_not_know_are_passed_over():
    assert FACTOR in anchored(material(coding(ONE, WHOLE, "gone")), 1)
