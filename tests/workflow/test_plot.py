"""Pictures of a study: what they leave out, and that figures are the tables'."""

from __future__ import annotations

import pytest

from kodierung.project import Project
from kodierung.store.store import Source
from kodierung.workflow.cross_tables import cross_tables
from kodierung.workflow.crosstab import CrossRequest, count
from kodierung.workflow.listing import list_speakers
from kodierung.workflow.material import read_material
from kodierung.workflow.plot import (
    KINDS,
    MOST_GROUPS,
    PARTS,
    Kind,
    drawn,
    plot,
    section_of,
)
from tests.support.small import coding, transcript

CODE = "traeger.kooperation.promoting"


@pytest.fixture
def many(project: Project) -> Project:
    """More groups than a picture has room for; the last ones are coded most."""
    with project.open_store() as store, store.writing("code", "A") as change:
        for number in range(MOST_GROUPS + 2):
            said = [("I", "Und?"), ("B1", "Auf Augenhöhe."), ("B2", "Ja, Augenhöhe.")]
            name = f"G{number:02}"
            one = transcript(
                said, f"{name}.txt", name, {"perspective": "traeger"}, silent=("B3",)
            )
            change.add_transcript(one, Source(one.name, one.digest, ""))
            change.add_coding(coding(one, "Auf Augenhöhe.", CODE))
            if number > 1:
                change.add_coding(coding(one, "Augenhöhe.", "role.markt"))
                change.add_coding(coding(one, "Ja, Augenhöhe.", CODE))
    return project


def test_picture_shows_the_groups_with_most_and_says_so(many: Project) -> None:
    picture = plot(many, "A", "groups")
    assert f"{MOST_GROUPS} Gruppen mit den meisten Segmenten" in picture.description
    shown = [f"G{n:02}" for n in range(MOST_GROUPS + 2) if f">G{n:02}<" in picture.body]
    assert shown == [f"G{n:02}" for n in range(2, MOST_GROUPS + 2)]
    speech = plot(many, "A", "speech")
    assert f"die ersten {MOST_GROUPS} Gruppen" in speech.description
    assert ">G39<" in speech.body
    assert ">G40<" not in speech.body


@pytest.mark.parametrize(
    ("kind", "request_"),
    [
        ("groups", CrossRequest()),
        ("timeline", CrossRequest(parts=PARTS)),
        ("cooccurrence", CrossRequest(together=True)),
    ],
)
def test_tables_are_those_of_crosstab(
    many: Project, kind: Kind, request_: CrossRequest
) -> None:
    counted, _ = count(many, "A", request_)
    material = read_material(many, "A")
    table = drawn(material, kind, many.settings.note).table
    assert table == cross_tables(counted, ids=False)[0]
    assert len(table.rows) > 1


def test_shares_are_those_of_the_list_of_speakers(many: Project) -> None:
    table = drawn(read_material(many, "A"), "speech").table
    told = {
        (group, label): (words, round(share, 4))
        for group, label, _, _, words, share in table.rows
        if isinstance(share, float)
    }
    listed = list_speakers(many)
    assert told == {
        (r["group"], r["speaker"]): (r["words"], r["share"]) for r in listed
    }
    assert told["G00", "B3"] == (0, 0.0)


def test_codes_stand_under_their_perspective_or_kind(many: Project) -> None:
    book = many.load_codebook()
    found = {section_of(code, book) for code in book.codes.values()}
    assert found == {"Träger", "Jobcenter", "Rollenverständnisse"}


@pytest.mark.parametrize("kind", KINDS)
def test_study_without_anything_has_pictures_too(project: Project, kind: Kind) -> None:
    picture = plot(project, "A", kind)
    assert picture.kind == kind
    assert picture.title
