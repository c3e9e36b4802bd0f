from __future__ import annotations

import pytest

from kodierung.errors import UsageError
from kodierung.formats.matrix.registry import matrix_format, matrix_formats
from kodierung.model import Matrix

OURS = {"md", "csv", "tsv", "xlsx", "docx", "html", "tex", "json"}


def test_our_formats_are_there_with_their_endings():
    found = matrix_formats()

    assert set(found) >= OURS
    assert {name: found[name].suffix for name in OURS} == {n: f".{n}" for n in OURS}
    assert {name for name in OURS if found[name].binary} == {"xlsx", "docx"}


def test_an_unknown_format_is_refused_with_what_was_meant():
    with pytest.raises(UsageError, match='"xslx"') as caught:
        matrix_format("xslx")
    assert "xlsx" in caught.value.hint

    with pytest.raises(UsageError) as caught:
        matrix_format("parchment")
    assert "csv, docx, html" in caught.value.hint


@pytest.mark.parametrize("name", sorted(OURS))
def test_the_same_matrix_gives_the_same_bytes(name: str, nasty: Matrix):
    written = matrix_format(name).write(nasty)

    assert written == matrix_format(name).write(nasty)
    if not matrix_format(name).binary:
        written.decode("utf-8")
