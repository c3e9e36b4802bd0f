"""What the text formats write, to be read by people in `golden/`."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kodierung.formats.tables.registry import write_tables

TEXT = ("md", "csv", "tsv", "tex", "html", "json")


@pytest.mark.parametrize("sample", ["figures", "english", "nasty"])
@pytest.mark.parametrize("name", TEXT)
def test_written_as_before(
    sample: str,
    name: str,
    golden: Callable[[str, bytes], None],
    request: pytest.FixtureRequest,
):
    table = request.getfixturevalue(sample)

    golden(f"{sample}.{name}", write_tables([table], name))


@pytest.mark.parametrize("name", ["md", "json"])
def test_several_in_one_file(
    name: str, golden: Callable[[str, bytes], None], request: pytest.FixtureRequest
):
    both = [request.getfixturevalue(sample) for sample in ("figures", "nasty")]

    golden(f"both.{name}", write_tables(both, name))
