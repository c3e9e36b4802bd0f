"""The example study, checked against figures counted independently of kodierung."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import etree

from kodierung.errors import StudyError
from kodierung.formats.matrix.registry import matrix_formats
from kodierung.model import Matrix
from kodierung.project import Project
from kodierung.workflow.demo import DemoReport, demo
from kodierung.workflow.matrix import MatrixRequest, make_matrix, write_matrix
from kodierung.workflow.status import status
from tests.exports import EXPORTS, differences

ROOT = Path(__file__).parents[2]
TAB1 = ROOT / "tests" / "formats" / "matrix" / "samples" / "tab1.yaml"
PUBLISHED = ROOT.parent / "shared" / "reference" / "tab1.yaml"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> DemoReport:
    said: list[str] = []
    made = demo(tmp_path_factory.mktemp("demo") / "study", said.append)
    assert said
    return made


def in_json(report: DemoReport, **request: Any) -> dict[str, Any]:
    matrix, remarks = make_matrix(report.project, "A", MatrixRequest(**request))
    assert remarks == ()
    found: dict[str, Any] = json.loads(write_matrix(matrix, "json"))
    return found


def cells(matrix: dict[str, Any]) -> dict[str, Any]:
    """Reduce a matrix to what the published table shows."""
    return {
        "caption": matrix["caption"],
        "columns": matrix["columns"],
        "perspectives": [
            {
                "id": p["id"],
                "label": p["label"],
                "rows": [
                    {
                        "theme": row["theme"],
                        "promoting": row["promoting"]["label"],
                        "inhibiting": row["inhibiting"]["label"],
                        "statement": row["statements"][0]["text"],
                    }
                    for row in p["rows"]
                ],
            }
            for p in matrix["perspectives"]
        ],
    }


def test_the_matrix_is_the_published_table_cell_by_cell(report: DemoReport) -> None:
    found = cells(in_json(report, statements="codebook", evidence=False))
    if not PUBLISHED.exists():
        pytest.skip("the published table is not beside this checkout")
    assert found == yaml.safe_load(PUBLISHED.read_text("utf-8"))


def test_statements_of_the_codebook_name_their_source(report: DemoReport) -> None:
    made = in_json(report, statements="codebook")
    assert "nicht aus diesem Material" in made["note"]
    assert "Engler" in made["note"]
    first = made["perspectives"][0]["rows"][0]["statements"][0]
    assert first["transcript"] is None
    chosen = in_json(report)
    assert "nicht aus diesem Material" not in chosen["note"]


def turns_by_hand(text: str) -> list[tuple[str, int, int]]:
    """Find label, start and end of each contribution with a pattern of our own."""
    found = re.finditer(r"^([A-Z]\d?): (.*?)(?: #[\d:-]+#)?$", text, re.MULTILINE)
    return [(m[1], m.start(2), m.end(2)) for m in found]


def counted_by_hand() -> dict[str, tuple[int, set[str], set[str]]]:
    """Count segments, persons and groups per code from the files alone."""
    folder = ROOT / "transcripts"
    segments: dict[str, set[tuple[str, int, int]]] = defaultdict(set)
    persons: dict[str, set[str]] = defaultdict(set)
    groups: dict[str, set[str]] = defaultdict(set)
    for line in (
        (folder / "codings" / "codings_A.jsonl").read_text("utf-8").splitlines()
    ):
        coding = json.loads(line)
        name, code, quote = coding["transcript"], coding["code"], coding["quote"]
        text = (folder / name).read_text("utf-8")
        start = text.index(quote)
        end = start + len(quote)
        segments[code].add((name, start, end))
        groups[code].add(name[:4])
        for label, begins, ends in turns_by_hand(text):
            if begins < end and start < ends and label != "I":
                persons[code].add(f"{name[:4]} {label}")
    return {c: (len(segments[c]), persons[c], groups[c]) for c in segments}


def test_the_evidence_equals_what_is_counted_by_hand(report: DemoReport) -> None:
    by_hand = counted_by_hand()
    people: dict[str, int] = defaultdict(int)
    for path in (ROOT / "transcripts").glob("FG*.txt"):
        (legend,) = re.findall(r"^Teilnehmende: (.*)$", path.read_text("utf-8"), re.M)
        people[path.name.split("_")[1]] += len(re.findall(r"\bB\d+ =", legend))
    for perspective in in_json(report)["perspectives"]:
        for row in perspective["rows"]:
            for cell in (row["promoting"], row["inhibiting"]):
                segments, persons, groups = by_hand[cell["code"]]
                of = people[perspective["id"]]
                assert cell["segments"] == segments
                assert cell["speakers"] == {"k": len(persons), "of": of}
                assert cell["groups"] == {"k": len(groups), "of": 4}


def test_the_study_holds_exactly_the_coders_codings(report: DemoReport) -> None:
    found = status(report.project)
    assert found.codings == {"A": 191}
    assert report.codings == 191
    assert found.decisions == {"A": report.settled}
    assert found.problems == ()
    with report.project.open_store() as store:
        codings = store.codings("A")
        suggestions = {s.id: s for s in store.suggestions("A")}
        decisions = store.decisions("A")
    assert sum(c.statement for c in codings) == 9
    by_id = {c.id: c for c in codings}
    for decision in decisions:
        suggestion = suggestions[decision.suggestion]
        coding = by_id[decision.coding or ""]
        assert coding.code == suggestion.code
        assert coding.segment.overlaps(suggestion.segment)
        same = coding.segment == suggestion.segment
        assert decision.status == ("accepted" if same else "changed")
    assert 0 < report.settled < report.suggestions


def test_the_readme_names_the_figures_of_the_demo(report: DemoReport) -> None:
    found = report.comparison
    readme = " ".join((ROOT / "README.md").read_text("utf-8").split())
    assert (
        f"{found.suggestions_met} of {found.suggestions} suggestions meet one of her "
        f"codings ({found.precision:.0%}), and {found.codings_met} of her "
        f"{found.codings} codings are found ({found.recall:.0%})".replace("%", " %")
    ) in readme


def test_every_output_says_that_the_example_is_fictional(report: DemoReport) -> None:
    for module in matrix_formats().values():
        if module.binary:
            continue
        path = report.project.exports / f"faktorenmatrix{module.suffix}"
        assert "fiktives Beispiel" in path.read_text("utf-8").replace("Fik", "fik")
    for name in ("docx", "xlsx"):
        data = (report.project.exports / f"faktorenmatrix.{name}").read_bytes()
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = b"".join(package.read(n) for n in package.namelist())
        assert b"Fiktives Beispiel" in parts


def test_the_word_table_spans_as_in_the_paper(report: DemoReport) -> None:
    data = (report.project.exports / "faktorenmatrix.docx").read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    spans: list[int] = []
    for row in root.iter(f"{WORD}tr"):
        first = row.find(f"{WORD}tc")
        assert first is not None
        merge = first.find(f"{WORD}tcPr/{WORD}vMerge")
        if merge is not None and merge.get(f"{WORD}val") == "restart":
            spans.append(0)
        if merge is not None:
            spans[-1] += 1
    assert spans == [5, 4]


def test_exports_of_the_repository_are_what_the_demo_gives(report: DemoReport) -> None:
    assert differences(report.project.exports, EXPORTS) == []


def test_a_coders_own_matrix_is_not_mixed_with_another(report: DemoReport) -> None:
    matrix, remarks = make_matrix(report.project, "B")
    assert isinstance(matrix, Matrix)
    assert matrix.perspectives == ()
    assert "there are none yet" in str(remarks[0])


def test_the_demo_is_a_study_like_any_other(report: DemoReport) -> None:
    project = Project.find(report.project.transcripts)
    assert project.settings.coder == "A"
    with pytest.raises(StudyError):
        demo(report.project.folder, lambda _: None)
