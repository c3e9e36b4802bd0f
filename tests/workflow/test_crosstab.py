from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodierung.analysis.crosstab import CrossTable, cross, lines_of
from kodierung.analysis.divisions import by_group
from kodierung.analysis.material import Material
from kodierung.errors import CodingError, UsageError
from kodierung.model import Share, Table
from kodierung.project import Project
from kodierung.workflow.cross_tables import cross_tables, grid_of, tidy
from kodierung.workflow.cross_wording import word
from kodierung.workflow.crosstab import FIGURES, Counted, CrossRequest, count
from tests.support.small import codebook, coding, transcript
from tests.workflow.conftest import KNOWN

GOOD = "traeger.kenntnisse.promoting"
MARKET = "role.markt"


@pytest.fixture
def coded(study: Project) -> Project:
    """In all three groups B1 says it; in one B2 is no better than a trader."""
    with study.open_store() as store, store.writing("code") as change:
        for one in store.transcripts():
            change.add_coding(coding(one, KNOWN, GOOD))
        first = store.transcripts()[0]
        change.add_coding(coding(first, "Auf Augenhöhe, 0.", MARKET))
        change.add_coding(coding(first, "Augenhöhe", MARKET, coder="B"))
    return study


def made(project: Project, coder: str | None = "A", **wanted: object) -> list[Table]:
    counted, _ = count(project, coder, replace(CrossRequest(), **wanted))
    return list(cross_tables(counted))


def test_a_table_of_groups(coded: Project):
    (table,) = made(coded)

    assert [(c.key, c.label, c.kind) for c in table.columns[:3]] == [
        ("code", "Code", "text"),
        ("label", "Bezeichnung", "text"),
        ("FG00", "FG00 (N\xa0=\xa02)", "count"),
    ]
    assert table.columns[-1].label == "gesamt (N\xa0=\xa06)"
    assert table.rows == (
        (GOOD, "Gute Kenntnisse", 1, 1, 1, 3),
        (MARKET, "Marktakteur", 1, 0, 0, 1),
    )
    assert table.foot == (("total", "gesamt", 2, 1, 1, 4),)
    assert table.caption == "Codes nach Gruppen: Segmente"
    assert table.note.startswith("Segmente: codierte Stellen, gleiche einmal gezählt.")
    assert table.note.endswith("Codierungen von A.")


def test_a_table_for_each_figure(coded: Project):
    tables = made(coded, figures=FIGURES)

    assert [t.name for t in tables] == [
        "Segmente", "Personen", "Gruppen", "Wörter", "Vorkommen",
    ]  # fmt: skip
    assert [table.rows[1][2:4] for table in tables] == [
        (1, 0),
        (Share(1, 2), Share(0, 2)),
        (Share(1, 1), Share(0, 1)),
        (3, 0),
        (1, 0),
    ]
    assert tables[3].columns[2].label == "FG00 (N\xa0=\xa08)"
    assert "N: Gruppen mit" in tables[2].note


def test_rows_stand_under_their_themes(coded: Project):
    counted, _ = count(coded, "A", CrossRequest(show_all=True))
    (read,) = cross_tables(counted, ids=False)
    rows = dict(zip((row[0] for row in read.rows), read.sections, strict=True))
    above = ("Träger", "Kenntnisse")
    assert rows["+\xa0Gute Kenntnisse"] == above
    assert rows["\xa0\xa0+\xa0Besuche vor Ort"] == above
    assert rows["Marktakteur"] == ("Rollenverständnisse",)
    assert "+ förderlich, − hemmend." in read.note
    (for_programs,) = cross_tables(counted)
    assert for_programs.sections == ()
    turned, _ = count(coded, "A", CrossRequest(transpose=True))
    assert cross_tables(turned, ids=False)[0].sections == ()


def test_themes_stand_under_their_perspectives(coded: Project):
    counted, _ = count(coded, "A", CrossRequest(show_all=True, level="theme"))
    (read,) = cross_tables(counted, ids=False)
    assert read.rows[0][0] == "Kenntnisse"
    assert read.sections[0] == ("Träger",)
    only, _ = count(coded, "A", CrossRequest(code="role"))
    assert cross_tables(only, ids=False)[0].sections == ()


def test_people_know_labels_programs_ids(coded: Project):
    counted, _ = count(coded, "A", CrossRequest(show_all=True))
    (short,) = cross_tables(counted, ids=False)
    assert [column.key for column in short.columns[:2]] == ["code", "FG00"]
    assert short.rows[0][0] == "+\xa0Gute Kenntnisse"
    assert len(short.rows) == len(codebook().codes)


def test_few_are_told_as_numbers(coded: Project):
    (few,) = made(coded, percent="row")
    assert few.rows[0][2:] == (*[Share(1, 3)] * 3, Share(3, 3))
    assert few.columns[2].kind == "share"
    assert "weniger als 10" in few.note

    (asked,) = made(coded, percent="row", least=1)
    assert asked.rows[0][2:] == (*[pytest.approx(1 / 3)] * 3, 1.0)
    assert "weniger als" not in asked.note


@pytest.mark.parametrize(
    ("figure", "percent", "cell", "total"),
    [
        ("segments", "column", 1 / 2, 3 / 4),
        ("speakers", "column", 1 / 2, 3 / 6),
        ("groups", "column", 1.0, 1.0),
        ("speakers", "row", 1 / 3, 1.0),
        # Five of FG00's eight words; five of the eight coded there.
        ("words", "column", 5 / 8, 15 / 24),
        ("words", "coded", 5 / 8, 15 / 18),
        ("words", "row", 1 / 3, 1.0),
    ],
)
def test_percentages(coded: Project, figure, percent, cell, total):
    (table,) = made(coded, figures=(figure,), percent=percent, least=1)
    assert table.rows[0][2] == pytest.approx(cell)
    assert table.rows[0][-1] == pytest.approx(total)


def test_without_totals_percentages_are_the_same(coded: Project):
    (whole,) = made(coded, percent="row", least=1)
    (bare,) = made(coded, percent="row", least=1, totals=False)
    assert bare.rows == tuple(row[:-1] for row in whole.rows)
    assert bare.foot == ()


def test_all_coders_side_by_side(coded: Project):
    (table,) = made(coded, None, by="coder")
    assert table.rows[1] == (MARKET, "Marktakteur", 1, 1, 2)
    assert "Codierungen aller Codierenden." in table.note


def test_an_attribute_that_some_have(coded: Project):
    (table,) = made(coded, by="perspective")
    assert [column.key for column in table.columns] == [
        "code", "label", "traeger", "total",
    ]  # fmt: skip
    assert table.columns[2].label == "Träger (N\xa0=\xa06)"
    assert table.caption == "Codes nach Perspektive: Segmente"


def test_names_never_clash():
    study = {
        name: transcript([("B1", "Ja.")], name=name, group=name)
        for name in ("code", "label", "total")
    }
    codings = tuple(coding(one, "Ja.", MARKET) for one in study.values())
    material = Material(codebook(), study, codings, "A")
    lines = lines_of(codebook(), "code", frozenset({MARKET}))
    found = cross(material, lines, by_group(material))
    counted = Counted(found, CrossRequest(), material, "group", "")
    (table,) = cross_tables(counted)
    assert [column.key for column in table.columns] == [
        "code", "label", "code_", "label_", "total", "total_",
    ]  # fmt: skip


def test_what_codes_do_together(coded: Project):
    apart, near = (made(coded, together=True, near=near)[0] for near in (None, 1))
    assert apart.rows == (
        (GOOD, "Gute Kenntnisse", 3, 0),
        (MARKET, "Marktakteur", 0, 1),
    )
    assert near.rows[0] == (GOOD, "Gute Kenntnisse", 3, 1)
    assert "höchstens 1 Redebeiträge" in near.note
    assert not near.foot
    assert near.name == "Stellen"


def test_the_course(coded: Project):
    (table,) = made(coded, parts=2)
    assert [column.key for column in table.columns[2:]] == ["part_1", "part_2", "total"]
    assert "in 2 Abschnitte mit gleich vielen Wörtern" in table.note
    with pytest.raises(CodingError, match="in 3 transcripts: FG00"):
        made(coded, parts=2, by_time=True)


@pytest.mark.parametrize(
    "wanted",
    [
        {"together": True, "percent": "row"},
        {"together": True, "figures": ("words",)},
        {"figures": ("segments", "binary"), "percent": "column"},
        {"figures": ("segments",), "percent": "coded"},
    ],
)
def test_what_does_not_go_together(coded: Project, wanted):
    with pytest.raises(UsageError):
        made(coded, **wanted)


def test_what_is_left_out_is_told(coded: Project):
    with coded.open_store() as store, store.writing("code") as change:
        first = store.transcripts()[0]
        change.add_coding(coding(first, "Und?", MARKET))
    _, (remark,) = count(coded, "A", CrossRequest())
    assert remark.message.startswith("1 are left out, because nobody whose words count")
    _, (remark,) = count(coded, "C", CrossRequest())
    assert "none of these codes" in remark.message


def test_both_languages_have_all_words():
    from kodierung.workflow.cross_wording import _known

    assert _known()["de"].keys() == _known()["en"].keys()
    assert word("fr", "total") == "total"


GROUPS = st.lists(
    st.lists(
        st.sampled_from([GOOD, MARKET, "jobcenter.kontakt.promoting"]), max_size=4
    ),
    min_size=1,
    max_size=4,
)


def counted_of(groups: list[list[str]], request: CrossRequest) -> Counted:
    study, codings = {}, []
    for number, codes in enumerate(groups):
        one = transcript(
            [("I", "Und?"), *[("B1", f"Satz {n}.") for n in range(4)]],
            name=f"{number}.txt",
            group=f"FG{number}",
            attributes={"perspective": "jobcenter" if number % 2 else "traeger"},
        )
        study[one.name] = one
        codings += [coding(one, f"Satz {n}.", code) for n, code in enumerate(codes)]
    material = Material(codebook(), study, tuple(codings), "A")
    lines = lines_of(codebook(), "code")
    table = cross(material, lines, by_group(material), words=True)
    return Counted(table, request, material, "group", "")


@given(GROUPS, st.sampled_from(FIGURES))
def test_turned_twice_it_is_the_same(groups, figure):
    grid = grid_of(counted_of(groups, CrossRequest()), figure)
    turned = grid.transposed()
    assert turned.transposed() == grid
    assert turned.values[0][-1] == grid.values[-1][0]


@given(GROUPS, st.sampled_from(["none", "row", "column"]))
def test_tidy_and_wide_tell_the_same(groups, percent):
    figures = ("segments", "speakers", "groups", "words")
    request = CrossRequest(figures=figures, percent=percent, least=2)
    counted = counted_of(groups, request)
    long = {(row[0], row[6], row[8]): row[9:] for row in tidy(counted).rows}
    for figure, table in zip(figures, cross_tables(counted), strict=True):
        for row in table.rows:
            for column, value in zip(table.columns[2:-1], row[2:-1], strict=True):
                told = long.pop((row[0], column.key, figure))
                assert _same(told, value, percent)
    assert not long


def _same(told: tuple[object, ...], value: object, percent: str) -> bool:
    if percent != "none":
        return told[2] == (None if isinstance(value, Share) else value)
    if isinstance(value, Share):
        return told == (value.k, value.of)
    return told[0] == value


def test_a_grid_of_nothing_can_be_turned():
    empty = CrossTable((), (), (), (), (), None)
    material = Material(codebook(), {}, ())
    grid = grid_of(Counted(empty, CrossRequest(), material, "group", ""), "segments")
    assert grid.values == ((None,),)
    assert grid.transposed().transposed() == grid
