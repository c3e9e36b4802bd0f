"""The commented codebook a new study begins with."""

from __future__ import annotations

import json
from importlib.resources import files

_TEMPLATES = {"de": "starter_de.yaml"}
_OTHERWISE = "starter_en.yaml"


def starter(title: str, language: str = "de") -> str:
    """Return a small, valid codebook that explains itself.

    Args:
        title: Title of the study.
        language: Language of the material; the comments are German for `de`,
            English otherwise.

    Returns:
        YAML text, ready to be written to a file.
    """
    name = _TEMPLATES.get(language, _OTHERWISE)
    template = files("kodierung.codebook").joinpath(name).read_text(encoding="utf-8")
    # A JSON text is a YAML text, whatever signs the title holds.
    quoted = json.dumps(" ".join(title.split()) or "…", ensure_ascii=False)
    return template.replace("__TITLE__", quoted).replace("__LANGUAGE__", language)
