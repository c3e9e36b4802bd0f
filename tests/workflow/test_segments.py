from __future__ import annotations

import subprocess
import sys

import pytest

from kodierung.errors import KodierungError, UsageError
from kodierung.project import Project
from kodierung.workflow.segment_tables import caption, quotation_list
from kodierung.workflow.segments import Found, SegmentRequest, find_segments
from kodierung.workflow.segments_shown import code_path, shown
from tests.support.small import codebook, coding
from tests.workflow.conftest import KNOWN

GOOD = "traeger.kenntnisse.promoting"
EQUAL = "traeger.kooperation.promoting"


@pytest.fixture
def coded(study: Project) -> Project:
    with study.open_store() as store, store.writing("code") as change:
        for one in store.transcripts():
            change.add_coding(coding(one, KNOWN, GOOD))
            change.add_coding(coding(one, "unsere Maßnahme", GOOD, memo="Welche?"))
            change.add_coding(coding(one, "Augenhöhe", EQUAL, coder="B"))
    return study


def find(project: Project, coder: str | None = None, **asked: object) -> Found:
    found, _ = find_segments(project, coder, SegmentRequest(**asked))
    return found


def quotes(found: Found) -> list[str]:
    return [one.statement.text for one in shown(found)]


def test_by_code_then_by_place(coded: Project) -> None:
    by_code = quotes(find(coded))
    assert by_code == [KNOWN, "unsere Maßnahme"] * 3 + ["Augenhöhe"] * 3
    by_place = quotes(find(coded, by_place=True))
    assert by_place == [KNOWN, "unsere Maßnahme", "Augenhöhe"] * 3


def test_whose_codings(coded: Project) -> None:
    assert quotes(find(coded, " B ")) == ["Augenhöhe"] * 3


@pytest.mark.parametrize(
    ("text", "lemma", "found"),
    [
        ("maßnahmen", False, 0),
        ("maßnahmen", True, 3),
        ("MASSNAHME", False, 3),
        ("kannte unser", True, 3),
        ("kannte unser", False, 0),
    ],
)
def test_base_forms(coded: Project, text: str, lemma: bool, found: int) -> None:
    result = find(coded, text=text, lemma=lemma)
    assert result.retrieved.figures.hits == found


def test_searching_by_base_forms_needs_no_spacy() -> None:
    script = (
        "import sys; from kodierung.matching.language.lexicon import Lexicon;"
        "Lexicon('de').keys('ging'); sys.exit('spacy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"codes": ("traeger.kenntniss",)}, "no code"),
        ({"together": ("nichts",)}, "no code"),
        ({"where": ("level=leitung",)}, 'has the attribute "level"'),
        ({"where": ("perspective=traegr",)}, 'perspective "traegr"'),
        ({"where": ("perspective",)}, "not of the form"),
        ({"speaker": "B9"}, 'called "B9"'),
        ({"group": "FG99"}, 'no group "FG99"'),
        ({"transcript": "FG99"}, 'no transcript "FG99"'),
        ({"text": "?!"}, "no word"),
        ({"lemma": True}, "--text"),
        ({"moderators": True}, "--text"),
        ({"within": 3}, "--near"),
        ({"overlap": True}, "--and"),
    ],
)
def test_what_cannot_be_asked_for(
    coded: Project, asked: dict[str, object], told: str
) -> None:
    with pytest.raises(KodierungError, match=told) as refused:
        find(coded, **asked)
    assert refused.value.hint or "no word" in told
    usage = {"text", "lemma", "moderators", "within", "overlap"} & asked.keys()
    assert isinstance(refused.value, UsageError) is (
        bool(usage) or asked == {"where": ("perspective",)}
    )


def test_a_value_that_the_codebook_knows_is_held_by_nobody(coded: Project) -> None:
    assert quotes(find(coded, where=("perspective=jobcenter",))) == []
    either = ("perspective=jobcenter", "perspective=traeger")
    assert len(quotes(find(coded, where=either))) == 9


def test_codings_that_count_for_nobody_are_told(study: Project) -> None:
    with study.open_store() as store, store.writing("code") as change:
        one = next(iter(store.transcripts()))
        change.add_coding(coding(one, "Und?", "role.markt"))
        change.add_coding(coding(one, KNOWN, "gibt.es.nicht"))
    found, remarks = find_segments(study, None, SegmentRequest())
    assert found.hits == ()
    unknown, left_out = map(str, remarks)
    assert "gibt.es.nicht" in unknown
    assert "1 are left out" in left_out


def test_the_turns_around_and_the_rest_of_the_own(coded: Project) -> None:
    first, second, *_ = shown(find(coded), context=1)
    assert (first.before, first.after) == (("I: Und?",), ("B2: Auf Augenhöhe, 0.",))
    assert second.before == ("I: Und?", "B1: Die kennen …")
    assert second.after == ("B1: … gut.", "B2: Auf Augenhöhe, 0.")
    wide = next(iter(shown(find(coded, codes=(EQUAL,)), context=9)))
    assert len(wide.before) == 3
    assert wide.after == ("B2: … , 0.",)


def test_the_path_of_a_code() -> None:
    book = codebook()
    assert code_path(book, f"{GOOD}.besuch") == (
        "Träger",
        "Kenntnisse",
        "Gute Kenntnisse",
        "Besuche vor Ort",
    )
    assert code_path(book, "role.markt") == ("Marktakteur",)


def test_quotations_stand_under_the_paths_of_their_codes(coded: Project) -> None:
    made = quotation_list(find(coded))
    sections = {s.heading: tuple(s.quotations) for s in made.sections}
    assert [(heading, len(there)) for heading, there in sections.items()] == [
        ("Träger › Kenntnisse › Gute Kenntnisse", 6),
        ("Träger › Kooperation › Partnerschaft", 3),
    ]
    (first, *_), _ = sections.values()
    assert first.cited == f"„{KNOWN}“ (FG00, B1, Redebeitrag 2)"
    assert made.note.startswith("9 Segmente · 6 von 6 Personen · 3 von 3 Gruppen")
    by_place = quotation_list(find(coded, by_place=True)).sections
    (flat,) = [(one.heading, tuple(one.quotations)) for one in by_place]
    assert flat[0] == ""
    assert flat[1][2].code == "Träger › Kooperation › Partnerschaft"


def test_what_was_asked_for_is_told(coded: Project) -> None:
    found = find(
        coded,
        codes=(GOOD, EQUAL),
        near=("role",),
        without=("jobcenter",),
        text="kennen",
        where=("perspective=traeger",),
        memo=True,
    )
    assert caption(found) == (
        f"Fundstellen: {GOOD} oder {EQUAL}, role höchstens 2 Redebeiträge entfernt, "
        "ohne jobcenter, „kennen“, mit Memo, perspective=traeger"
    )
    assert caption(find(coded)) == "Fundstellen: alle Codierungen"
