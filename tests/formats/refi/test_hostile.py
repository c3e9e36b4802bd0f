"""Files made to do harm are refused within two seconds and 200 MB."""

from __future__ import annotations

import io
import stat
import struct
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from kodierung.errors import TranscriptError
from kodierung.formats.refi.codebook_in import read_codebook
from kodierung.formats.refi.project_in import read_project
from tests.formats.refi.packing import guid, packed, project, qdc

SECONDS = 2
MEGABYTES = 200
ROOT = Path(__file__).parents[3]


def linked() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        entry = zipfile.ZipInfo("sources/a.txt")
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(entry, "/etc/passwd")
        archive.writestr("project.qde", project(""))
    return stream.getvalue()


def encrypted() -> bytes:
    data = bytearray(packed({"project.qde": project("")}))
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


def lying() -> bytes:
    """A bomb that says it is small."""
    data = bytearray(packed({"project.qde": b"\0" * 50_000_000}))
    at = data.index(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 1000)
    return bytes(data)


def nested(depth: int) -> str:
    inner = f'<Code guid="{guid(1)}" name="a" isCodable="true">'
    return f"<Codes>{inner * depth}{'</Code>' * depth}</Codes>"


DOCTYPE = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
LAUGHS = '<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
PROJECTS = {
    "out of it": packed({"../../x.txt": "a", "project.qde": project("")}),
    "absolute": packed({"/etc/x": "a", "project.qde": project("")}),
    "drive": packed({"C:/x": "a", "project.qde": project("")}),
    "backslash": packed({"sources\\..\\..\\x": "a", "project.qde": project("")}),
    "link": linked(),
    "encrypted": encrypted(),
    "bomb": packed({"project.qde": b"\0" * 100_000_000}),
    "lying bomb": lying(),
    "many": packed({f"sources/{n}": "" for n in range(60_000)}),
    "entity": packed(
        {"project.qde": DOCTYPE + project("<Description>&x;</Description>")}
    ),
    "laughs": packed(
        {"project.qde": LAUGHS + project("<Description>&b;</Description>")}
    ),
    "utf-16": packed({"project.qde": (DOCTYPE + project("")).encode("utf-16")}),
    "deep": packed({"project.qde": project(f"<CodeBook>{nested(200)}</CodeBook>")}),
}
CODEBOOKS = {
    "entity": DOCTYPE.encode() + qdc(""),
    "deep": qdc(nested(150)),
    "very deep": qdc(nested(30_000)),
}


@pytest.mark.parametrize("data", PROJECTS.values(), ids=PROJECTS)
def test_hostile_projects(data: bytes) -> None:
    began = time.process_time()
    with pytest.raises(TranscriptError, match=r"h\.qdpx"):
        read_project(data, "h.qdpx")
    assert time.process_time() - began < SECONDS


@pytest.mark.parametrize("data", CODEBOOKS.values(), ids=CODEBOOKS)
def test_hostile_codebooks(data: bytes) -> None:
    began = time.process_time()
    with pytest.raises(TranscriptError, match=r"h\.qdc"):
        read_codebook(data, "h.qdc")
    assert time.process_time() - began < SECONDS


MEASURED = """
import re, sys, time
from pathlib import Path
from kodierung.errors import TranscriptError
from kodierung.formats.refi.{module} import {function}
data = Path(sys.argv[1]).read_bytes()
began = time.process_time()
try:
    {function}(data, "h")
except TranscriptError:
    most = re.search("VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())
    print(time.process_time() - began, int(most[1]) / 1024)
"""


def write_bomb(path: Path) -> None:
    """Write an archive of 2 GB of blanks, a piece at a time."""
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive,
        archive.open("project.qde", "w", force_zip64=True) as stream,
    ):
        for _ in range(200):
            stream.write(b" " * 10_000_000)


def write_many_codes(path: Path) -> None:
    line = f'<Code guid="{guid(1)}" name="a" isCodable="true"/>\n'.encode()
    with path.open("wb") as stream:
        stream.write(b'<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes>')
        for _ in range(1000):
            stream.write(line * 1000)
        stream.write(b"</Codes></CodeBook>")


@pytest.mark.skipif(
    not Path("/proc/self/status").exists(), reason="needs Linux's /proc"
)
@pytest.mark.parametrize("kind", ["bomb", "codes", "packed codes"])
def test_memory_stays_small(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "h"
    if kind == "bomb":
        write_bomb(path)
    else:
        write_many_codes(path)
    if kind == "packed codes":
        with zipfile.ZipFile(tmp_path / "z", "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(path, "project.qde")
        path = tmp_path / "z"
    alone = kind == "codes"
    script = MEASURED.format(
        module="codebook_in" if alone else "project_in",
        function="read_codebook" if alone else "read_project",
    )
    done = subprocess.run(
        [sys.executable, "-c", script, path],
        capture_output=True, text=True, check=True, cwd=ROOT,
    )  # fmt: skip
    seconds, megabytes = map(float, done.stdout.split())
    assert seconds < SECONDS
    assert megabytes < MEGABYTES
