"""What is written is valid by the standard's schemas and read back the same."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from kodierung.formats.refi.codebook_in import read_codebook
from kodierung.formats.refi.project_in import read_project
from kodierung.formats.refi.records import (
    RefiCase,
    RefiCode,
    RefiCodebook,
    RefiCoding,
    RefiNote,
    RefiProject,
    RefiSelection,
    RefiSet,
    RefiSource,
    RefiUser,
    RefiVariable,
)
from kodierung.formats.refi.xml_out import write_codebook, write_project
from tests.formats.refi.packing import guid

SHARED = Path(__file__).parents[3] / ".." / "shared" / "refi"
# Line ends and blanks in attributes are the XML parser's business.
LINES = st.text(st.sampled_from("aä ß😀<>&\"'{}„]]>"), min_size=1, max_size=12).map(
    str.strip
)
WORDS = LINES.filter(bool)
TEXTS = st.lists(WORDS, max_size=3).map("\n".join)
MOMENTS = st.sampled_from(["", "2026-01-15T09:30:00Z"])


def schema(name: str) -> etree.XMLSchema:
    path = SHARED / "xsd" / name
    if not path.exists():
        pytest.skip("the schemas lie beside the checkout only")
    return etree.XMLSchema(etree.parse(path))


@st.composite
def codebooks(draw: st.DrawFn) -> RefiCodebook:
    number = iter(range(1, 1000))

    def code(depth: int) -> RefiCode:
        below = draw(st.integers(0, 2)) if depth < 3 else 0
        return RefiCode(
            guid(next(number)),
            draw(WORDS),
            draw(TEXTS),
            draw(st.sampled_from(["", "#0a0b0c"])),
            draw(st.booleans()),
            tuple(code(depth + 1) for _ in range(below)),
        )

    codes = tuple(code(1) for _ in range(draw(st.integers(1, 3))))
    book = RefiCodebook(codes)
    every = [one.guid for one in book.walk()]
    chosen = draw(st.lists(st.sampled_from(every), unique=True, max_size=3))
    sets = (RefiSet(guid(2000), draw(WORDS), draw(TEXTS), tuple(chosen)),)
    return replace(book, sets=sets if draw(st.booleans()) else (), origin="kodierung 1")


@st.composite
def projects(draw: st.DrawFn) -> RefiProject:
    book = draw(codebooks())
    codes = [one.guid for one in book.walk()]
    users = tuple(RefiUser(guid(3000 + n), draw(WORDS), "X") for n in range(2))
    kinds = [("Text", "ja"), ("Integer", "3"), ("Boolean", "true"), ("Float", "1.5")]
    variables = tuple(
        RefiVariable(guid(3100 + n), f"V{n}", kind, draw(TEXTS))
        for n, (kind, _) in enumerate(kinds)
    )
    values = {guid(3100 + n): value for n, (_, value) in enumerate(kinds)}
    number = iter(range(4000, 9000))

    def coding() -> RefiCoding:
        code, who = draw(st.sampled_from(codes)), draw(st.sampled_from(users)).guid
        return RefiCoding(guid(next(number)), code, who, draw(MOMENTS))

    def selection(length: int) -> RefiSelection:
        start = draw(st.integers(0, length))
        return RefiSelection(
            guid(next(number)),
            start,
            draw(st.integers(start, length)),
            draw(LINES),
            draw(TEXTS),
            tuple(coding() for _ in range(draw(st.integers(0, 2)))),
            (guid(3300),),
            users[0].guid,
            draw(MOMENTS),
        )

    def source(n: int) -> RefiSource:
        text = draw(TEXTS)
        return RefiSource(
            guid(3200 + n),
            draw(WORDS),
            text,
            description=draw(TEXTS),
            selections=tuple(selection(len(text)) for _ in range(2)),
            codings=(coding(),),
            values=values,
            path=f"internal://{guid(3200 + n)}.txt",
        )

    sources = tuple(source(n) for n in range(draw(st.integers(0, 2))))
    return RefiProject(
        name=draw(WORDS),
        codebook=replace(book, sets=book.sets),
        users=users,
        variables=variables,
        cases=(
            RefiCase(
                guid(3400), "FG01", draw(TEXTS), (codes[0],), values,
                tuple(one.guid for one in sources),
                tuple(one.selections[0].guid for one in sources),
            ),
        ),
        sources=sources,
        notes=(RefiNote(guid(3300), draw(WORDS), draw(TEXTS), users[1].guid, ""),),
        sets=book.sets,
        description=draw(TEXTS),
        on_project=(guid(3300),),
        origin="kodierung 1",
    )  # fmt: skip


@given(codebooks())
@settings(max_examples=40)
def test_codebooks_come_back(book: RefiCodebook) -> None:
    written = write_codebook(book)
    assert read_codebook(written, "x.qdc") == book
    assert write_codebook(book) == written
    valid = schema("Codebook.xsd")
    assert valid.validate(etree.fromstring(written)), valid.error_log


@given(projects())
@settings(max_examples=40)
def test_projects_come_back(project: RefiProject) -> None:
    written = write_project(project)
    read = read_project(written, "x.qdpx")
    assert replace(read, creator="", carried=()) == project
    assert write_project(project) == written


@given(projects())
@settings(max_examples=15)
def test_projects_are_valid(project: RefiProject) -> None:
    check_project(write_project(project))


def check_project(data: bytes) -> None:
    """Hold a project against the schema."""
    valid = schema("Project.xsd")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("project.qde"))
    assert valid.validate(root), valid.error_log


@pytest.mark.parametrize("name", ["reference.qdpx", "quirk_nvivo_win.qdpx"])
def test_a_foreign_project_passes_the_independent_check(
    name: str, tmp_path: Path
) -> None:
    if not (SHARED / name).exists():
        pytest.skip("the samples lie beside the checkout only")
    before = read_project((SHARED / name).read_bytes(), name)
    again = write_project(before)
    after = read_project(again, name)
    assert [s.text for s in after.sources] == [s.text for s in before.sources]
    assert [s.selections for s in after.sources] == [
        s.selections for s in before.sources
    ]
    (tmp_path / "again.qdpx").write_bytes(again)
    checked = subprocess.run(
        [sys.executable, SHARED / "verify_refi.py", tmp_path / "again.qdpx"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_what_xml_cannot_hold_is_marked() -> None:
    book = RefiCodebook((RefiCode(guid(1), "a\x00b", "c\x0bd\ue000"),))
    (code,) = read_codebook(write_codebook(book), "x.qdc").codes
    assert (code.name, code.description) == ("a�b", "c�d\ue000")
