"""The programs people open files with, for tests that open them."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest


def program(*names: str) -> str:
    found = next((path for name in names if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip(f"{names[0]} is not installed")
    return found


def run(command: list[str], folder: Path) -> str:
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return done.stdout


def pages(path: Path) -> list[tuple[str, float, float]]:
    """Return text, width and height of each page."""
    pdfium: Any = pytest.importorskip("pypdfium2")
    document = pdfium.PdfDocument(path)
    found = []
    for page in document:
        text = page.get_textpage()
        found.append((" ".join(text.get_text_range().split()), *page.get_size()))
        text.close()
        page.close()
    document.close()
    return found


BROWSER_OPTIONS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


def browse(folder: Path, *options: str) -> str:
    browser = program("chromium", "chromium-browser", "google-chrome")
    profile = f"--user-data-dir={folder / 'browser'}"
    return run([browser, *BROWSER_OPTIONS, profile, *options], folder)
