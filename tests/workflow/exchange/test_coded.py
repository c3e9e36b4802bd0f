"""Coded work of other programs comes in with exactly its places."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kodierung.errors import CodingError
from kodierung.formats.coded.recognise import read_work
from kodierung.formats.coded.records import ForeignWork
from kodierung.project import Project
from kodierung.workflow.exchange.coded import Meant, Taken, take_work
from tests.support.coded_work import Marked, highlights, qc, qualcoder, taguette
from tests.workflow.conftest import project, study

__all__ = ["project", "study"]

CODES = ["role.markt", "Partnerschaft", "Marktakteur"]


def texts_of(study: Project) -> dict[str, str]:
    with study.open_store() as store:
        found = {name: store.transcript(name) for name in store.transcript_names()}
    return {name: one.text for name, one in found.items() if one is not None}


def read(path: Path) -> ForeignWork:
    work = read_work(path)
    assert work is not None
    return work


def places(taken: Taken) -> list[tuple[str, int, int] | None]:
    return [
        (one.coding.transcript, one.coding.start, one.coding.end)
        if one.coding
        else None
        for one in taken.outcomes
    ]


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_random_codings_of_any_program(study: Project, data: st.DataObject) -> None:
    texts = texts_of(study)
    marked: list[Marked] = []
    for _ in range(data.draw(st.integers(1, 12))):
        name = data.draw(st.sampled_from(sorted(texts)))
        begin = texts[name].index("Und?")
        start = data.draw(st.integers(begin, len(texts[name]) - 2))
        end = data.draw(st.integers(start + 1, len(texts[name]) - 1))
        if texts[name][start:end].strip() == texts[name][start:end] != "":
            code = data.draw(st.sampled_from(CODES))
            marked.append((name, start, end, code, data.draw(st.sampled_from("XY"))))
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        paths = [taguette(folder, texts, marked)]
        paths.append(qualcoder(folder, texts, marked, utf16=False))
        works = [read(path) for path in paths]
        page = folder / "h.html"
        page.write_bytes(highlights(texts, sorted(marked)))
        guessed = read(page) if marked else None
    for work in works:
        taken = take_work(study, work, Meant(), check=True)
        wanted = [(name, start, end) for name, start, end, _, _ in marked]
        for place, want, outcome in zip(
            places(taken), wanted, taken.outcomes, strict=True
        ):
            assert place == want or "outside" in outcome.why
    if guessed is not None:
        taken = take_work(study, guessed, Meant("X"), check=True)
        for place, (name, start, end, *_) in zip(
            places(taken), sorted(marked), strict=True
        ):
            assert place in (None, (name, start, end))


def test_another_way_of_counting(study: Project, tmp_path: Path) -> None:
    """A Qt editor counts an emoji twice, and a line end of two signs once."""
    (name, text), *_ = texts_of(study).items()
    theirs = "Vorweg 😀🎉\r\n" + text.replace("\n", "\r\n")
    start = theirs.index("Augenhöhe")
    marked = [(name, start, start + 9, "Marktakteur", "X")]
    path = qualcoder(tmp_path, {name: theirs}, marked, utf16=True)
    (outcome,) = take_work(study, read(path), Meant()).outcomes
    assert outcome.coding is not None
    assert outcome.coding.start == text.index("Augenhöhe")
    assert outcome.coding.created == "2026-01-02 03:04:05"
    assert outcome.coding.coder == "X"


def test_lines_of_qc(study: Project, tmp_path: Path) -> None:
    texts = texts_of(study)
    name = min(texts)
    line = next(
        n for n, said in enumerate(texts[name].split("\n")) if "Augenhöhe" in said
    )
    path = qc(tmp_path, texts, [(name, line, "Marktakteur", "X")], "- Marktakteur\n")
    (outcome,) = take_work(study, read(path), Meant()).outcomes
    assert outcome.how == "exact"
    assert outcome.coding is not None
    assert outcome.coding.quote == texts[name].split("\n")[line]


def table(tmp_path: Path, *rows: str) -> ForeignWork:
    path = tmp_path / "t.csv"
    path.write_text("\n".join(["document;code;quotation", *rows]), "utf-8")
    return read(path)


@pytest.mark.parametrize(
    "document",
    ["FG00.txt", "FG00", "fg00.docx", "FG 00", "C:/x/FG00.pdf", "Gruppe\\FG00"],
)
def test_documents_by_name(study: Project, tmp_path: Path, document: str) -> None:
    work = table(tmp_path, f"{document};Marktakteur;Auf Augenhöhe")
    taken = take_work(study, work, Meant("A"))
    if document == "FG 00":
        assert "FG 00" in taken.missing
    else:
        assert [one.how for one in taken.outcomes] == ["exact"]


@pytest.mark.parametrize(
    "code", ["role.markt", "ROLE.MARKT", "Marktakteur", " markt  AKTEUR"]
)
def test_codes_by_name(study: Project, tmp_path: Path, code: str) -> None:
    taken = take_work(study, table(tmp_path, f"FG00;{code};Auf Augenhöhe"), Meant("A"))
    assert (taken.lacking == {}) is (code != " markt  AKTEUR")


def test_all_or_nothing(study: Project, tmp_path: Path) -> None:
    rows = [
        "FG00;Marktakteur;Auf Augenhöhe", "FG00;Nein;Auf Augenhöhe",
        "FG99;Marktakteur;Auf Augenhöhe", "FG01;Marktakteur;steht nirgends",
        "FG00;Marktakteur;Auf Augenhöhe",
    ]  # fmt: skip
    work = table(tmp_path, *rows)
    taken = take_work(study, work, Meant("A"))
    assert not taken.stored
    hows = ["exact", "not found", "not found", "not found", "there already"]
    assert [one.how for one in taken.outcomes] == hows
    assert (dict(taken.lacking), dict(taken.missing)) == ({"Nein": 1}, {"FG99": 1})
    with study.open_store() as store:
        assert store.codings() == []
    taken = take_work(study, work, Meant("A"), skip_bad=True)
    assert taken.stored
    with study.open_store() as store:
        (coding,) = store.codings()
    assert (coding.quote, coding.origin) == ("Auf Augenhöhe", "import")
    again = take_work(study, work, Meant("A"), skip_bad=True)
    assert [one.how for one in again.outcomes].count("there already") == 2


def test_what_is_said_outright(study: Project, tmp_path: Path) -> None:
    work = table(tmp_path, "Gruppe X;Nein;Auf Augenhöhe")
    meant = Meant("A", {"nein": "role.markt"}, {"Gruppe X": "FG01"})
    (outcome,) = take_work(study, work, meant).outcomes
    assert outcome.coding is not None
    assert (outcome.coding.transcript, outcome.coding.code) == (
        "FG01.txt", "role.markt",
    )  # fmt: skip
    for wrong in (
        Meant("A", {"Nein": "gibt.es.nicht"}),
        Meant("A", {"Fehlt": "role.markt"}),
        Meant("A", documents={"Gruppe Y": "FG01"}),
        Meant("A", documents={"Gruppe X": "FG77"}),
    ):
        with pytest.raises(CodingError):
            take_work(study, work, wrong)


def test_somebody_must_have_coded(study: Project, tmp_path: Path) -> None:
    work = table(tmp_path, "FG00;Marktakteur;Auf Augenhöhe")
    (outcome,) = take_work(study, work, Meant()).outcomes
    assert "nobody is named" in outcome.why


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("12.3.2026 9:05", "2026-03-12T09:05"),
        ("12.03.2026, 10:00:07", "2026-03-12T10:00:07"),
        ("12.03.2026", "2026-03-12"),
        ("2026-03-12T10:00:00Z", "2026-03-12T10:00:00Z"),
    ],
)
def test_when_it_was_coded(
    study: Project, tmp_path: Path, said: str, kept: str
) -> None:
    path = tmp_path / "t.csv"
    path.write_text(
        "Dokument;Code;Segment;Autor;Erstellt am\n"
        f'FG00;Marktakteur;"Auf_x000D_\nAugenhöhe";B;"{said}"\n',
        "utf-8",
    )
    (outcome,) = take_work(study, read(path), Meant()).outcomes
    assert outcome.how == "lenient"
    assert outcome.coding is not None
    assert (outcome.coding.created, outcome.coding.coder) == (kept, "B")
