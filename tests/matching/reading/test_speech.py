"""What in a transcript is no word, and what is one although it stands in brackets."""

from __future__ import annotations

import time

import pytest

from kodierung.matching.reading.pipeline import KINDS


def words_of(doc):
    """The tokens that count as words: no events, no fillers, no punctuation."""
    return [
        token.text
        for token, kind in zip(doc, doc.user_data[KINDS], strict=True)
        if not kind and any(char.isalnum() for char in token.text)
    ]


@pytest.mark.parametrize(
    "mark",
    [
        "(lacht)",
        "((lacht))",
        "((winkt ab))",
        "[lacht]",
        "[unverständlich]",
        "(unv.)",
        "(unv., 12:34)",
        "(unverständlich)",
        "(...)",
        "( …)",
        "(.)",
        "(-)",
        "(---)",
        "(3s)",
        "(1.2)",
        "(2 Sekunden)",
        "(12 seconds pause)",
        "+++",
        "°hh",
        "hh°",
        "<<lachend>",
        "&=laughs",
        "//mhm//",
        "// hm, mhm //",
        "//S02: Der Träger.//",
        "(Beifall bei der SPD)",
        "(Heiterkeit)",
        "(Zuruf von der AfD: Der Träger!)",
        "#00:01:02-5#",
        "[00:01:12]",
    ],
)
def test_no_words(pipeline, mark):
    assert words_of(pipeline("de")(f"Da war {mark} was")) == ["Da", "war", "was"]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("das (Amt?) da", ["das", "Amt", "da"]),
        ("das (ist laut?) da", ["das", "ist", "laut", "da"]),
        ("das //ja genau// da", ["das", "ja", "genau", "da"]),
        ("das //Träger// da", ["das", "Träger", "da"]),
        ("ja//mhm//gut", ["ja", "gut"]),
        ("<<lachend> der Träger> da", ["der", "Träger", "da"]),
        ("in C++ noch 20° warm", ["in", "C++", "noch", "20", "warm"]),
        ("der (freie) Träger", ["der", "freie", "Träger"]),
        ("(lacht) Der Träger war laut (lacht)", ["Der", "Träger", "war", "laut"]),
    ],
)
def test_words(pipeline, said, words):
    assert words_of(pipeline("de")(said)) == words


@pytest.mark.parametrize(
    "line",
    [
        "(Alexander Dobrindt [CDU/CSU]: So ist der Träger!)",
        "(Beifall bei der SPD sowie bei Abgeordneten des BÜNDNISSES 90/DIE GRÜNEN – "
        "Dr. Martin Rosemann [SPD]: Sie wollten doch den Träger (unverständlich)! – "
        "Zurufe von der LINKEN: Hört! Hört!)",
    ],
)
def test_what_the_house_calls_out_is_not_said_by_the_speaker(pipeline, line):
    doc = pipeline("de")(f"Das war so.\n{line}\nUnd weiter.")
    assert words_of(doc) == ["Das", "war", "so", "Und", "weiter"]


def test_overlapping_words_are_found(found):
    assert found("Das //Träger hilft// uns.", "Träger hilft")
    assert not found("Das //B2: Träger hilft.// uns.", "Träger hilft")


@pytest.mark.parametrize(
    "piece", ["(", "((", "//", "//mhm ", "[", "<<", "°h", "+", "(lacht", "(\n", "// \n"]
)
def test_marks_that_never_end_are_read_in_time(pipeline, piece):
    doc = pipeline("de").make_doc(f"{piece} " * 5_000)
    speech = pipeline("de").get_pipe("kodierung_speech")
    start = time.process_time()
    speech(doc)
    assert time.process_time() - start < 5
