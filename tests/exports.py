"""Make `exports/` from the example study, or compare it with what the study gives.

`python -m tests.exports write|compare`. Of office files the parts with what we
wrote are compared: packing, themes and properties differ between library versions.
"""

from __future__ import annotations

import io
import re
import shutil
import sys
import tempfile
import zipfile
from pathlib import Path

from kodierung.workflow.demo import demo

EXPORTS = Path(__file__).parent.parent / "exports"


OURS = re.compile(r"word/document\.xml|xl/sharedStrings\.xml|xl/worksheets/.*\.xml")


def content(data: bytes) -> dict[str, bytes]:
    """Return what a file holds: our parts of it if it is a package, else itself."""
    if not data.startswith(b"PK"):
        return {"": data}
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = [name for name in package.namelist() if OURS.fullmatch(name)]
        assert names
        return {name: package.read(name) for name in names}


def differences(made: Path, kept: Path) -> list[str]:
    """Return what differs between two folders of exports, in words."""
    names = {p.name for p in made.iterdir()} | {p.name for p in kept.iterdir()}
    found = []
    for name in sorted(names):
        here, there = made / name, kept / name
        if not here.exists() or not there.exists():
            found.append(f"{name}: only in {'exports' if there.exists() else 'demo'}")
        elif content(here.read_bytes()) != content(there.read_bytes()):
            found.append(f"{name}: differs")
    return found


def main(task: str) -> int:
    with tempfile.TemporaryDirectory() as folder:
        report = demo(Path(folder) / "demo", say=lambda _: None)
        made = report.project.exports
        if task == "write":
            shutil.rmtree(EXPORTS, ignore_errors=True)
            shutil.copytree(made, EXPORTS)
            return 0
        found = differences(made, EXPORTS)
    for line in found:
        sys.stderr.write(f"{line} (just exports makes them anew)\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
