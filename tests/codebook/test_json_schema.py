from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest
import yaml

from kodierung.codebook.json_schema import json_schema


def errors(book: Any) -> list[str]:
    validator = jsonschema.Draft202012Validator(json_schema())
    return [error.json_path for error in validator.iter_errors(book)]


def objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for below in value.values():
            yield from objects(below)
    elif isinstance(value, list):
        for below in value:
            yield from objects(below)


def test_it_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(json_schema())


def test_every_key_is_described_and_none_may_be_null() -> None:
    schema = json_schema()
    assert schema["title"] == "Codebook of kodierung"
    described = 0
    for value in objects(schema):
        assert value.get("type") != "null"
        properties = value.get("properties", {})
        for name, prop in properties.items():
            assert prop.get("description", "").endswith((".", "…")), name
            described += 1
    assert described > 50


def test_a_faultless_codebook_is_valid(book: str) -> None:
    assert errors(yaml.safe_load(book)) == []


def test_scalars_may_be_what_yaml_makes_of_them() -> None:
    book = (
        "codebook: 7\nversion: 1.0.0\ntitle: 2024\nlanguage: de\n"
        "codes:\n"
        "  - {id: 1, label: no, examples: [20:30, null], match: [{all: [1, null]}]}\n"
    )
    assert errors(yaml.safe_load(book)) == []


@pytest.mark.parametrize(
    ("change", "at"),
    [
        ({"titel": "T"}, "$"),
        ({"roles": [{"id": "a"}]}, "$.roles[0]"),
        ({"roles": [{"id": "a.b", "label": "A"}]}, "$.roles[0].id"),
        (
            {"codes": [{"id": "a", "label": "A", "examples": "x"}]},
            "$.codes[0].examples",
        ),
        (
            {"codes": [{"id": "a", "label": "A", "match": [{"within": "turn"}]}]},
            "$.codes[0].match[0]",
        ),
        (
            {"codes": [{"id": "a", "label": "A", "match": [{"any": "x", "all": "y"}]}]},
            "$.codes[0].match[0]",
        ),
    ],
)
def test_faults_an_editor_can_see_are_seen(
    book: str, change: dict[str, Any], at: str
) -> None:
    assert errors({**yaml.safe_load(book), **change}) == [at]
