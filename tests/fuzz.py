"""Damaged and hostile files by the million, for as long as one likes: `just fuzz`.

A task of its own, not part of the tests: libFuzzer changes real and small files where
that reaches new lines of the readers. Whatever comes out must be a transcript whose
turns lie in its text, or a `TranscriptError` of one sentence; anything else is written
beside the corpus and ends the run. Archives are made anew around a changed member,
since no blind change survives their checksums.
"""

from __future__ import annotations

import argparse
import io
import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["kodierung.formats", "kodierung.text"]):
    from kodierung.formats import registry
    from kodierung.formats.registry import ReadOptions, importers, read_transcript

    importers()

from kodierung.errors import TranscriptError
from kodierung.model import Draft

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / ".." / "shared" / "data"
LARGEST_SEED = 40_000
ARCHIVES = {
    "docx": "word/document.xml",
    "odt": "content.xml",
    "table": "xl/workbook.xml",
}
NAMES = {"docx": "a.docx", "odt": "a.odt", "table": "a.xlsx"}
OTHER_PARTS = {
    "docx": {"[Content_Types].xml": b"<Types/>"},
    "odt": {"mimetype": b"application/vnd.oasis.opendocument.text"},
    "table": {},
}
FORMATS = sorted(importers()[0])


def archive(format_name: str, content: bytes) -> bytes:
    """Return an archive of that format around the bytes of its main member."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        for inside, data in OTHER_PARTS[format_name].items():
            made.writestr(inside, data)
        made.writestr(ARCHIVES[format_name], content)
    return buffer.getvalue()


def file_of(data: bytes) -> tuple[bytes, str, str | None]:
    """Return content, name and asked-for format that an input stands for.

    The first byte chooses: whether the format is asked for, and which one it is.
    """
    kind, content = data[0], data[1:]
    format_name = FORMATS[kind % len(FORMATS)]
    asked = format_name if kind & 0x80 else None
    if kind & 0x40 and format_name in ARCHIVES:
        return archive(format_name, content), NAMES[format_name], asked
    suffixes = registry.importers()[0][format_name].suffixes or ("",)
    return content, f"a{suffixes[0]}", asked


def read_one(data: bytes) -> None:
    """Read one input as a transcript; raise if what comes out is unsound."""
    if not data:
        return
    content, name, asked = file_of(data)
    options = ReadOptions(aliases={"B1": "Anna"}, not_speakers=("Problem",))
    try:
        _, draft = read_transcript(content, name, asked, options)
    except TranscriptError as fault:
        told = fault.message
    else:
        check_turns(draft)
        return
    assert told.startswith(f"{name}:"), told
    assert "\n" not in told, told


def check_turns(draft: Draft) -> None:
    """Raise if turns overlap, leave the text or have speakers nobody knows."""
    for problem in draft.problems:
        assert "\n" not in str(problem), problem
    end = 0
    for number, turn in enumerate(draft.turns, start=1):
        assert turn.number == number
        assert end <= turn.start < turn.end <= len(draft.text)
        assert turn.speaker in {speaker.label for speaker in draft.speakers}
        end = turn.end


def seeds() -> Iterator[bytes]:
    """Yield the examples of docs/formats.md and small samples, as inputs."""
    documented = (ROOT / "docs" / "formats.md").read_text("utf-8")
    examples = re.findall(r"```\w+\n(.*?)```", documented, re.DOTALL)
    contents = [example.encode() for example in examples]
    for path in sorted(SAMPLES.rglob("*")) if SAMPLES.exists() else []:
        if path.is_file() and path.stat().st_size < LARGEST_SEED:
            contents.append(path.read_bytes())
    for content in contents:
        for kind in range(len(FORMATS)):
            yield bytes([kind]) + content
        yield from members_of(content)


def members_of(content: bytes) -> Iterator[bytes]:
    """Yield the main member of an archive, as an input that is packed anew."""
    if not content.startswith(b"PK"):
        return
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        for format_name, inside in ARCHIVES.items():
            if inside in opened.namelist():
                kinds = range(0x40, 0x80)
                at = FORMATS.index(format_name)
                kind = next(one for one in kinds if one % len(FORMATS) == at)
                yield bytes([kind]) + opened.read(inside)


def main() -> None:
    """Fill the corpus and let libFuzzer work on it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--corpus", type=Path, required=True)
    asked = parser.parse_args()
    corpus = asked.corpus / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds()):
        (corpus / f"seed{number:04}").write_bytes(seed)
    atheris.Setup(
        [
            sys.argv[0],
            str(corpus),
            f"-max_total_time={int(asked.minutes * 60)}",
            "-max_len=60000",
            "-timeout=20",
            "-rss_limit_mb=3000",
            f"-artifact_prefix={asked.corpus}/",
            "-print_final_stats=1",
        ],
        read_one,
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main()
