"""Every figure in every output is the one that an independent script works out."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from tests.cli.conftest import Kod
from tests.published.independent import Figures, Independent

ALL = ("--code", "traeger", "--code", "amt", "--code", "role", "--code", "weg")
FORMATS = ("md", "csv", "tsv", "xlsx", "docx", "html", "tex", "json")


def as_told(cell: dict[str, Any]) -> Figures:
    speakers, groups = cell["speakers"], cell["groups"]
    return Figures(
        cell["segments"], speakers["k"], speakers["of"], groups["k"], groups["of"]
    )


def cells(kod: Kod, *words: str) -> Iterator[dict[str, Any]]:
    made = json.loads(kod("matrix", "--format", "json", *words).out)
    for perspective in made["perspectives"]:
        for row in perspective["rows"]:
            yield from (row[side] for side in ("promoting", "inhibiting") if row[side])


def expected(study: Independent) -> dict[str, Figures]:
    """Return the figures of every factor that somebody who counts speaks of."""
    found = {
        code: study.of_code(code, where) for code, (_, where) in study.factors().items()
    }
    return {code: figures for code, figures in found.items() if figures.segments}


def test_the_matrix(handed_out: Independent, kod: Kod) -> None:
    told = {cell["code"]: as_told(cell) for cell in cells(kod)}
    assert told == expected(handed_out)
    assert sum(figures.segments for figures in told.values()) > 10
    everything = {cell["code"] for cell in cells(kod, "--all")}
    assert everything == set(handed_out.factors())


def test_the_matrix_by_attributes(handed_out: Independent, kod: Kod) -> None:
    factors = handed_out.factors()
    seen = 0
    for cell in cells(kod, "--by", "level"):
        where = factors[cell["code"]][1]
        for part in cell["parts"]:
            figures = handed_out.of_code(
                cell["code"],
                where,
                lambda one, value=part["value"]: (
                    one["attributes"].get("level") == value
                ),
            )
            if part["value"] in ("leitung", "team"):
                seen += 1
                assert as_told(part) == figures, (cell["code"], part["value"])
    assert seen


def in_words(figures: Figures, language: str) -> str:
    if language == "de":
        return (
            f"{figures.segments} Segment{'' if figures.segments == 1 else 'e'} · "
            f"{figures.persons} von {figures.persons_of} Personen · "
            f"{figures.groups} von {figures.groups_of} Gruppen"
        )
    return (
        f"{figures.segments} segment{'' if figures.segments == 1 else 's'} · "
        f"{figures.persons} of {figures.persons_of} "
        f"{'person' if figures.persons_of == 1 else 'people'} · "
        f"{figures.groups} of {figures.groups_of} "
        f"group{'' if figures.groups_of == 1 else 's'}"
    )


def texts(data: bytes, format_name: str) -> str:
    """Return what people read in a file, as plain text."""
    if format_name == "docx":
        table = docx.Document(io.BytesIO(data)).tables[0]
        return "\n".join(cell.text for row in table.rows for cell in row.cells)
    text = data.decode("utf-8")
    if format_name == "html":
        text = re.sub(r"<[^>]+>", "", text)
    if format_name == "tex":
        text = text.replace("\\textperiodcentered{}", "·").replace("{\\cdot}", "·")
    return text.replace("\xa0", " ")


def test_figures_that_people_read(handed_out: Independent, kod: Kod) -> None:
    from collections import Counter

    language = handed_out.codebook["language"]
    wanted = Counter(in_words(one, language) for one in expected(handed_out).values())
    for name in ("md", "docx", "html", "tex"):
        assert kod("matrix", "-o", f"m.{name}").code == 0
        shown = texts(Path(f"m.{name}").read_bytes(), name)
        flat = " ".join(shown.split())
        for words, times in wanted.items():
            assert flat.count(words) >= times, (name, words)


@pytest.mark.parametrize(("name", "separator"), [("csv", ","), ("tsv", "\t")])
def test_figures_that_programs_read(
    handed_out: Independent, kod: Kod, name: str, separator: str
) -> None:
    text = kod("matrix", "--format", name).out
    labels = {label: code for code, (label, _) in handed_out.factors().items()}
    found = {}
    for row in csv.DictReader(io.StringIO(text), delimiter=separator):
        keys = list(row)
        for side in ("promoting", "inhibiting"):
            label = row[keys[keys.index(f"{side}_segments") - 1]]
            if label:
                names = ("segments", "speakers", "speakers_of", "groups", "groups_of")
                found[labels[label]] = Figures(
                    *(int(row[f"{side}_{n}"]) for n in names)
                )
    assert found == expected(handed_out)


def test_the_workbook(handed_out: Independent, kod: Kod) -> None:
    assert kod("matrix", "-o", "m.xlsx").code == 0
    book = openpyxl.load_workbook("m.xlsx")
    told = [
        str(cell.value)
        for row in book.worksheets[0].iter_rows()
        for cell in row
        if cell.value is not None
    ]
    flat = " ".join(" ".join(told).replace("\xa0", " ").split())
    language = handed_out.codebook["language"]
    for figures in expected(handed_out).values():
        assert in_words(figures, language) in flat


@pytest.mark.parametrize("by", ["group", "speaker", "level", "side", "transcript"])
def test_cross_tables(handed_out: Independent, kod: Kod, by: str) -> None:
    wanted = ("--count", "segments", "--count", "speakers", "--count", "groups")
    records = kod("crosstab", "--by", by, *wanted, "--all", "--json").records
    where = {code: rule for code, (_, rule) in handed_out.factors().items()}
    where |= handed_out.others()
    seen = 0
    for one in records:
        code, column = one["code"], one["column"]
        rule = where.get(code)
        if rule is None:  # a subcode counts as what is above it
            rule = next(r for c, r in where.items() if code.startswith(f"{c}."))
        figures = of_column(handed_out, code, rule, by, column)
        if figures is None:
            continue
        seen += 1
        told = (one["value"] or 0, one["of"])
        assert (
            told
            in {
                "segments": [(figures.segments, None)],
                "speakers": [(figures.persons, figures.persons_of)],
                "groups": [(figures.groups, figures.groups_of)],
            }[one["figure"]]
            or not figures.persons_of
        ), (code, column, one, figures)
    assert seen > 20


def of_column(
    study: Independent, code: str, rule: dict[str, str], by: str, column: str
) -> Figures | None:
    """Return the figures of a column, None for totals and those without a value."""
    values = {
        "group": lambda one: one["group"],
        "transcript": lambda one: one["transcript"],
        "speaker": lambda one: f"{one['group']} {one['speaker']}",
        "level": lambda one: one["attributes"].get("level"),
        "side": lambda one: one["attributes"].get("side"),
    }[by]
    known = {values(one) for one in study.people} - {None}
    if column not in known:
        return None
    if by == "transcript":
        only = [c for c in study.codings if c["transcript"] == column]
        people = [one for one in study.people if one["transcript"] == column]
        return Independent(only, people, study.codebook).of_code(code, rule)
    return study.of_code(code, rule, lambda one: values(one) == column)


def test_segments_are_counted_alike(handed_out: Independent, kod: Kod) -> None:
    where = {code: rule for code, (_, rule) in handed_out.factors().items()}
    for code, rule in (where | handed_out.others()).items():
        done = kod("segments", "--code", code, "--coder", "A", "--count", "--json")
        (told,) = [one for one in done.records if one["of"] == "all"]
        figures = handed_out.of_code(code, rule)
        assert told["segments"] == figures.segments, code
        assert told["speakers"]["k"] == figures.persons
        assert told["groups"]["k"] == figures.groups


def test_the_manual_counts_alike(handed_out: Independent, kod: Kod) -> None:
    assert kod("codebook", "export", "-o", "c.md").code == 0
    text = " ".join(Path("c.md").read_text("utf-8").replace("\xa0", " ").split())
    language = handed_out.codebook["language"]
    for figures in expected(handed_out).values():
        assert in_words(figures, language).split(" · ")[0] in text


def test_every_quotation_stands_in_its_transcript(
    handed_out: Independent, kod: Kod
) -> None:
    from kodierung.project import Project

    with Project.find(Path()).open_store() as store:
        spoken = {t.name: t.text for t in store.transcripts()}
    quoted = [
        (one["transcript"], one["quote"])
        for one in kod("segments", *ALL, "--json").records
    ]
    assert quoted
    for transcript, quote in quoted:
        assert quote in spoken[transcript]


@pytest.mark.parametrize("handed_out", [(2, "en")], indirect=True, ids=str)
@pytest.mark.parametrize("name", FORMATS)
def test_two_runs_give_the_same_bytes(
    handed_out: Independent, kod: Kod, name: str
) -> None:
    calls = [("matrix", "--by", "level"), ("crosstab",), ("summary", "table")]
    calls.append(("segments", "--code", "traeger"))
    for words in calls:
        written = []
        for _ in range(2):
            assert kod(*words, "-o", f"o.{name}").code == 0, words
            written.append(Path(f"o.{name}").read_bytes())
        assert written[0] == written[1], words
