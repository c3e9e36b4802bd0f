"""How fast transcripts are read and imported, and how much memory that takes."""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.conversations import TURNS, as_text, conversation, in_every_format
from kodierung.errors import KodierungError
from kodierung.formats.registry import read_transcript

STUDY = 14
"""Groups of a usual study; its goal is three seconds."""
MANY = (140, 1400)
# Where there is /proc, the peak is read there: that of getrusage survives exec, and
# would be this program's own.
_PEAK = """
import re, resource, sys
from pathlib import Path
from kodierung.cli import main
try:
    main(sys.argv[1:])
finally:
    status = Path("/proc/self/status")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    if status.exists():
        peak = re.search(r"VmHWM:\\s*(\\d+)", status.read_text())[1]
    print(peak, file=sys.stderr)
"""


def reading_formats(folder: Path) -> None:
    """Print for each format how much it reads in a second, against its floors."""
    print(f"\n{'read, one group of 11,000 words':<34}  MB/s    x reading bytes")
    for format_name, (name, data) in in_every_format(conversation()).items():
        path = folder / name
        path.write_bytes(data)
        bare = _seconds(path.read_bytes)
        try:
            chosen, draft = read_transcript(data, name)
        except KodierungError as fault:
            print(f"  {format_name:<32}  not read: {fault.message[:50]}")
            continue
        taken = _seconds(lambda d=data, n=name: read_transcript(d, n))
        line = (
            f"  {format_name:<32}{len(data) / taken / 1e6:6.1f}{taken / bare:12.0f} x"
        )
        if name.endswith(".txt"):
            lines = _seconds(lambda d=data: d.decode().splitlines())
            line += f"{taken / lines:9.0f} x splitting lines"
        if chosen != format_name.split()[0]:
            line += f"  read as {chosen}"
        elif len(draft.turns) != TURNS:
            line += f"  {len(draft.turns)} turns instead of {TURNS}"
        print(line)


def importing(folder: Path) -> None:
    """Print how long imports take and that their memory does not grow."""
    print()
    files = folder / "many"
    files.mkdir()
    for number in range(MANY[-1]):
        (files / f"FG{number:04}.txt").write_bytes(
            as_text(conversation(number % STUDY))
        )
    base, base_peak = _run(folder, files, 1)
    for count in (STUDY, *MANY):
        taken, peak = _run(folder, files, count)
        print(
            f"import {count:>4} transcripts{taken:16.1f} s CPU{taken / base:8.1f} x  "
            f"importing one; {peak / 1e6:.0f} MB, {peak / base_peak:.2f} x"
        )


def _run(folder: Path, files: Path, count: int) -> tuple[float, float]:
    """Import so many files; return CPU seconds and the peak of memory in bytes."""
    study = str(folder / f"study{count}")
    command = [sys.executable, "-m", "kodierung", "init", study]
    subprocess.run(command, check=True, capture_output=True)
    chosen = map(str, sorted(files.iterdir())[:count])
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "-c", _PEAK, "-C", study, "import", *chosen],
        check=True,
        capture_output=True,
        text=True,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    taken = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    unit = 1 if sys.platform == "darwin" else 1024
    return taken, int(done.stderr.split()[-1]) * unit


def _seconds(block: Callable[[], object], runs: int = 5) -> float:
    """Return the least CPU seconds of a block in several runs, each long enough."""
    best = float("inf")
    for _ in range(runs):
        began, count = time.process_time(), 0
        while time.process_time() - began < 0.05:
            block()
            count += 1
        best = min(best, (time.process_time() - began) / count)
    return best
