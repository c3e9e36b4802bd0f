"""Words and sentences of our own in the language of a codebook, from a YAML file."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache


@cache
def phrases(package: str, file: str, language: str) -> Mapping[str, str]:
    """Return the sentences of a file in a language, English where it has no other.

    Args:
        package: Where the file lies.
        file: Language to name to sentence; `{…}` is put in by `str.format`.
        language: ISO 639-1 code, with or without a region.
    """
    from importlib.resources import files

    import yaml

    source = files(package).joinpath(file).read_text("utf-8")
    known: Mapping[str, Mapping[str, str]] = yaml.safe_load(source)
    return known.get(language[:2].lower(), known["en"])
