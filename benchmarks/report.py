"""How long a large report takes to be made and opened, and how much room it takes.

14 transcripts of 11,000 words each with 10,000 codings in all. The page has to be
drawn, its script done, within two seconds of the browser being told its address, and
show the passages of a factor within one more; the file may have 15 MB.
"""

from __future__ import annotations

import time
from pathlib import Path
from shutil import which

from benchmarks.crosstab import CODINGS, study
from kodierung.workflow.plot import KINDS, plot, write_plot
from kodierung.workflow.report import make_report, write_report
from tests.support.browser import browser

OPENS, ANSWERS, ROOM = 2.0, 1.0, 15.0


def reporting(folder: Path) -> None:
    """Print how long the report takes, and how large it is."""
    project = study(folder / "report")
    print(f"\n{f'report, {CODINGS} codings':<40}     s")
    began = time.process_time()
    report, _ = make_report(project, "A")
    page = write_report(report)
    print(f"  {'made':<38}{time.process_time() - began:6.2f}")
    began = time.process_time()
    for kind in KINDS:
        write_plot(plot(project, "A", kind), "svg")
    print(f"  {'four pictures':<38}{time.process_time() - began:6.2f}")
    path = folder / "report.html"
    path.write_bytes(page)
    size = len(page) / 1e6
    print(f"  {'its size in MB':<38}{size:6.2f}{size / ROOM:9.0%} of {ROOM:g}")
    if which("chromium") is None:
        print("  not opened: there is no Chromium on this machine")
        return
    seconds, answer = opened(path, folder)
    print(f"  {'opened in the browser':<38}{seconds:6.2f}{seconds / OPENS:9.0%} of 2 s")
    print(
        f"  {'most passages of a factor shown':<38}{answer:6.2f}{answer / ANSWERS:9.0%}"
    )


def opened(path: Path, folder: Path) -> tuple[float, float]:
    """Return after how many seconds a page is drawn, and answers to a click."""
    with browser(folder) as page:
        page.open(path)
        began = time.perf_counter()
        page.open(path)
        drawn = time.perf_counter() - began
        most = "document.querySelectorAll('a.evidence')"
        began = time.perf_counter()
        page.follow(
            f"[...{most}].sort((a, b) => parseInt(b.textContent)"
            " - parseInt(a.textContent))[0].click()"
        )
        page.settle()
        return drawn, time.perf_counter() - began
