"""What cross tables and their figures are called, in the language of the codebook."""

from __future__ import annotations

from functools import cache


def word(language: str, which: str, **values: str | int) -> str:
    """Return a word or sentence in the codebook's language, else in English.

    Args:
        language: ISO 639-1 code.
        which: Its name in `cross_wording.yaml`.
        values: What is to be put in.
    """
    known = _known()
    words = known["de" if language.startswith("de") else "en"]
    return words[which].format(**values)


@cache
def _known() -> dict[str, dict[str, str]]:
    from importlib.resources import files

    import yaml

    source = files(__package__).joinpath("cross_wording.yaml")
    loaded: dict[str, dict[str, str]] = yaml.safe_load(source.read_text("utf-8"))
    return loaded
