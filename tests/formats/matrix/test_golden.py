"""What the text formats write, to be read by people in `golden/`."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kodierung.formats.matrix.registry import matrix_format

PAIRS = [
    *[("small", name) for name in ("md", "csv", "tsv", "tex", "html", "json")],
    *[("compared", name) for name in ("md", "csv", "tsv", "tex", "html", "json")],
    *[("published", name) for name in ("md", "csv", "tex", "json")],
    *[("nasty", name) for name in ("md", "csv", "tsv", "tex", "json")],
]


@pytest.mark.parametrize(("sample", "name"), PAIRS)
def test_written_as_before(
    sample: str,
    name: str,
    golden: Callable[[str, bytes], None],
    request: pytest.FixtureRequest,
):
    matrix = request.getfixturevalue(sample)

    golden(f"{sample}.{name}", matrix_format(name).write(matrix))
