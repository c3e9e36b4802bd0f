"""Manual and methods text of the example study, against an independent count."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from kodierung.project import Project
from kodierung.workflow.demo import demo
from kodierung.workflow.manual import from_codings, manual, write_manual
from kodierung.workflow.methods.facts import facts_of
from kodierung.workflow.methods.text import LANGUAGES, methods_text
from tests.cli.conftest import Kod, kod

__all__ = ["kod"]

pytestmark = pytest.mark.slow

QUOTED = re.compile(r"- „(.+)“ \((FG\d+), (B\d), [\d:]+\)")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return demo(tmp_path_factory.mktemp("demo") / "study", lambda _: None).project


def test_every_quotation_is_in_its_transcript_and_coded_so(
    project: Project, kod: Kod
) -> None:
    book = project.load_codebook()
    text = write_manual(manual(book, from_codings(project, "A", 3)), "md").decode()
    codings = kod("-C", project.folder, "codings", "export", "--coder", "A").records
    known = {_unmarked(c["quote"]) for c in codings}
    quoted = QUOTED.findall(text)
    assert len(quoted) > 40
    for quote, group, _ in quoted:
        assert _unmarked(quote.replace("\\", "")) in known
        assert any(c["transcript"].startswith(group) for c in codings)


def _unmarked(quote: str) -> str:
    """Return words without blanks and quotation marks, which are set anew."""
    return re.sub(r"[\s„“”\"‚‘’»«›‹']", "", quote)


def test_figures_of_codes_are_those_of_the_export(project: Project, kod: Kod) -> None:
    codings = kod("-C", project.folder, "codings", "export", "--coder", "A").records
    people = kod("-C", project.folder, "speakers", "--json").records
    group_of = {p["transcript"]: p["group"] for p in people}
    everybody = [p for p in people if p["kind"] != "moderator"]
    found = from_codings(project, "A").codes
    book = project.load_codebook()
    for code in book.codes.values():
        below = book.with_descendants(code.id)
        mine = [c for c in codings if c["code"] in below]
        places = {(c["transcript"], c["start"], c["end"]) for c in mine}
        asked = [
            p
            for p in everybody
            if all(p["attributes"].get(k) == v for k, v in code.where.items())
        ]
        assert found[code.id].segments == len(places)
        assert found[code.id].groups.k == len({group_of[c["transcript"]] for c in mine})
        assert found[code.id].speakers.of == len(asked)


@pytest.mark.parametrize("language", LANGUAGES)
def test_methods_tell_what_the_study_counts(project: Project, language: str) -> None:
    document = methods_text(facts_of(project), language)
    text = write_manual(document, "md").decode()
    for number in ("40 ", "01:50:36", "31 C" if language == "de" else "31 c", "191 "):
        assert number in text
    assert (
        text == write_manual(methods_text(facts_of(project), language), "md").decode()
    )
    assert not re.search(r"\{|\}|None|  ", text)


def test_facts_are_plain_json(project: Project, kod: Kod) -> None:
    done = kod("-C", project.folder, "methods", "--json")
    record = json.loads(done.out)
    assert record["material"]["participants"] == 40
    assert not Path(project.folder, "methode.md").exists()
