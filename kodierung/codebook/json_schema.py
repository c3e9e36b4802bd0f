"""The codebook format as a JSON Schema, for editors that complete and check YAML."""

from __future__ import annotations

from typing import Any

from kodierung.codebook.schema import CodebookEntry


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of a codebook file.

    It says what an editor can know: keys, types, descriptions. What needs the whole
    file (concepts, ids, attributes) is left to `kodierung codebook check`.
    """
    schema = CodebookEntry.model_json_schema()
    plain: dict[str, Any] = _simplified(schema)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **plain,
        "title": "Codebook of kodierung",
    }


def _simplified(value: Any) -> Any:
    """Take out what only a program would need: null, defaults, made-up titles."""
    if isinstance(value, list):
        return [_simplified(below) for below in value]
    if not isinstance(value, dict):
        return value
    plain = {
        key: _simplified(below)
        for key, below in value.items()
        # A key of this name within `properties` is a mapping, not a text.
        if not (key == "title" and isinstance(below, str)) and key != "default"
    }
    choices = plain.get("anyOf")
    if isinstance(choices, list) and {"type": "null"} in choices:
        choices.remove({"type": "null"})
        if len(choices) == 1:
            del plain["anyOf"]
            return {**choices[0], **plain}
    return plain
