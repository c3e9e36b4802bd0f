"""Archives and XML for the tests, made by hand so that no writer of ours is trusted."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

PROJECT = "urn:QDA-XML:project:1.0"
CODEBOOK = "urn:QDA-XML:codebook:1.0"


def guid(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012X}"


def packed(members: Mapping[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def project(inside: str, space: str = PROJECT) -> str:
    return f'<Project xmlns="{space}" name="P" origin="Somebody 1.0">{inside}</Project>'


def qdpx(inside: str, **texts: str | bytes) -> bytes:
    sources = {f"sources/{name}.txt": text for name, text in texts.items()}
    return packed({"project.qde": project(inside), **sources})


def qdc(inside: str, space: str = CODEBOOK) -> bytes:
    return f'<CodeBook xmlns="{space}">{inside}</CodeBook>'.encode()
