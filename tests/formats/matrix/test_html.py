from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from kodierung.formats.matrix.html import write
from kodierung.model import Matrix

html5lib = pytest.importorskip("html5lib")


def parsed(matrix: Matrix) -> Any:
    """Parse strictly: any fault in the HTML raises."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return parser.parse(write(matrix).decode())


def plain(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def by_id(tree: Any, name: str) -> Any:
    (found,) = [e for e in tree.iter() if e.get("id") == name]
    return found


@pytest.mark.parametrize("sample", ["published", "evidenced", "small", "nasty"])
def test_valid_closed_and_without_dead_links(
    sample: str, request: pytest.FixtureRequest
):
    tree = parsed(request.getfixturevalue(sample))
    elements = [e for e in tree.iter() if isinstance(e.tag, str)]

    ids = Counter(e.get("id") for e in elements if e.get("id"))
    assert set(ids.values()) == {1}
    targets = {e.get("href") for e in elements if e.get("href")}
    assert targets
    assert {target.removeprefix("#") for target in targets} <= set(ids)
    assert not {"script", "link", "img", "iframe", "object"} & {e.tag for e in elements}
    assert not [
        a for e in elements for a in e.attrib if a.startswith("on") or a == "src"
    ]
    (policy,) = [e.get("content") for e in elements if e.get("http-equiv")]
    assert policy == "default-src 'none'; style-src 'unsafe-inline'"
    assert "url(" not in write(request.getfixturevalue(sample)).decode()


def test_the_table_is_a_table(published: Matrix):
    tree = parsed(published)

    assert tree.get("lang") == "de-DE"
    assert plain(tree.find(".//title")) == published.title
    assert plain(tree.find(".//caption")) == published.caption
    head = [plain(th) for th in tree.findall(".//thead//th")]
    assert head == ["Förderlich", "Hemmend", "Statement"]
    blocks = tree.findall(".//tbody/tr/th")
    assert [(th.get("scope"), th.get("rowspan"), plain(th)) for th in blocks] == [
        ("rowgroup", str(len(p.rows)), p.label) for p in published.perspectives
    ]
    rows = [
        [plain(td) for td in tr.findall("td")] for tr in tree.findall(".//tbody/tr")
    ]
    assert rows == [
        [row.promoting.label, row.inhibiting.label, row.statements[0].text]
        for p in published.perspectives
        for row in p.rows
        if row.promoting and row.inhibiting and row.statements
    ]


def test_every_figure_leads_to_its_passages_and_back(evidenced: Matrix):
    tree = parsed(evidenced)
    factors = [
        cell
        for p in evidenced.perspectives
        for r in p.rows
        for cell in r.factors
        if cell
    ]
    for number, factor in enumerate(factors, start=1):
        figure = by_id(tree, f"cell-{number}").find("a")
        assert plain(figure).startswith(f"{factor.segments} Segment")
        section = by_id(tree, figure.get("href").removeprefix("#"))
        assert factor.label in plain(section.find("header"))
        assert section.find("header/a").get("href") == f"#cell-{number}"
        marked = [plain(mark) for mark in section.iter("mark")]
        assert marked == [" ".join(p.quote.split()) for p in factor.passages]


def test_a_passage_stands_in_its_context(evidenced: Matrix):
    first, *_ = by_id(parsed(evidenced), "factor-1").iter("li")

    assert [plain(p) for p in first.findall("p")] == [
        "FG01 · B1 (Geschäftsführung) · 00:01:05 · Redebeitrag 3 · FG01_traeger.txt",
        "I: 00:00:57 Und wie läuft das im Alltag, mögen Sie ein Beispiel nennen?",
        "B1: 00:01:05 Ja. Wir hatten in zwei Jahren vier verschiedene Ansprechpartner, "
        "da fängt man immer wieder von vorne an. Aber das ist je nach Standort "
        "verschieden.",
        "B9: 00:01:25 Bei uns genauso.",
        "Memo: Gegenbeispiel in FG02 beachten",
    ]


def test_a_statement_leads_to_where_it_was_said(evidenced: Matrix):
    tree = parsed(evidenced)
    (link, *_) = [a for a in tree.iter("a") if a.get("class") == "place"]

    assert plain(link) == "(FG02, B4, Redebeitrag 31)"
    passage = by_id(tree, link.get("href").removeprefix("#"))
    assert plain(passage.find(".//mark")).startswith("Also, ähm")


def test_without_evidence_the_label_leads_there(published: Matrix):
    cell = by_id(parsed(published), "cell-1")

    assert [(e.tag, e.get("href")) for e in cell] == [("a", "#factor-1")]
    assert "11 Personen" not in plain(parsed(published).find(".//table"))


def test_an_empty_cell_is_empty_so_that_small_screens_skip_it(evidenced: Matrix):
    row = parsed(evidenced).findall(".//tbody/tr")[4]

    assert [(td.text, len(td), td.attrib) for td in row.findall("td")][1] == (
        None,
        0,
        {},
    )


def test_the_material_cannot_break_out(nasty: Matrix):
    tree = parsed(nasty)

    assert plain(tree.find(".//title")) == nasty.title
    assert "<script>alert('1')</script>:" in [plain(b) for b in tree.iter("b")]
    assert len(tree.findall(".//table")) == 1
    said = plain(by_id(tree, "cell-2").find("span"))
    assert said == "# In own words: 100 % | \\textbf{x}"


def test_without_passages_there_is_no_list_of_them(nasty: Matrix):
    bare = replace(nasty, perspectives=nasty.perspectives[1:])
    tree = parsed(bare)

    assert not [e for e in tree.iter() if e.get("id") == "passages"]
    assert not list(tree.iter("a"))
