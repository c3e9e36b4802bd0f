"""The review in a real terminal: fifty decisions by keyboard, killed and undone."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kodierung.project import Project
from kodierung.workflow.demo import demo
from kodierung.workflow.verify import verify

pytestmark = [
    pytest.mark.programs,
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed"),
]
PATIENCE = 60.0  # seconds; the machine may be busy
CODER = "C"


class Terminal:
    """A program in a terminal of tmux, with keys going in and a screen to look at."""

    def __init__(self, folder: Path, command: list[str], size: tuple[int, int]) -> None:
        self._server = f"kodierung-{os.getpid()}-{time.monotonic_ns()}"
        width, height = size
        self._tmux(
            *("-f", os.devnull, "new-session", "-d", "-s", "it", "-c", str(folder)),
            *("-x", str(width), "-y", str(height), f"exec {shlex.join(command)}"),
        )

    def keys(self, *keys: str) -> None:
        self._tmux("send-keys", "-t", "it", *keys)

    def screen(self) -> str:
        return self._tmux("capture-pane", "-p", "-t", "it")

    def kill(self) -> None:
        pid = self._tmux("display-message", "-p", "-t", "it", "#{pane_pid}")
        os.kill(int(pid), signal.SIGKILL)
        self.close()

    def is_open(self) -> bool:
        asked = ("tmux", "-L", self._server, "has-session", "-t", "it")
        return subprocess.run(asked, capture_output=True, check=False).returncode == 0

    def close(self) -> None:
        asked = ("tmux", "-L", self._server, "kill-server")
        subprocess.run(asked, capture_output=True, check=False)

    def _tmux(self, *words: str) -> str:
        command = ["tmux", "-L", self._server, *words]
        environment = {**os.environ, "LC_ALL": "C.UTF-8", "TERM": "xterm-256color"}
        return subprocess.run(
            command, check=True, capture_output=True, text=True, env=environment
        ).stdout


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("terminal") / "study"
    demo(folder, lambda _: None)
    return folder


@pytest.fixture
def reviewing(study: Path) -> Iterator[Callable[[], Terminal]]:
    opened: list[Terminal] = []

    def start() -> Terminal:
        words = [sys.executable, "-m", "kodierung", "review", "--coder", CODER]
        terminal = Terminal(study, words, (80, 24))
        opened.append(terminal)
        until(lambda: "accept" in terminal.screen(), terminal.screen)
        return terminal

    yield start
    for terminal in opened:
        terminal.close()


def until(done: Callable[[], bool], told: Callable[[], object]) -> None:
    """Wait for something, and say what there was instead."""
    end = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < end, told()
        time.sleep(0.05)


def decided(study: Path) -> dict[str, int]:
    query = "SELECT status, count(*) FROM decision WHERE coder = ? GROUP BY status"
    connection = sqlite3.connect(f"file:{study / 'kodierung.db'}?mode=ro", uri=True)
    try:
        return dict(connection.execute(query, (CODER,)).fetchall())
    finally:
        connection.close()


def test_fifty_decisions_survive_a_kill_and_are_undone(
    study: Path, reviewing: Callable[[], Terminal]
) -> None:
    def have(number: int) -> Callable[[], bool]:
        return lambda: sum(decided(study).values()) == number

    first = reviewing()
    for number in range(25):
        first.keys("r" if number % 5 == 4 else "a")
        until(have(number + 1), first.screen)
    first.kill()
    assert decided(study) == {"accepted": 20, "rejected": 5}

    second = reviewing()
    for number in range(25, 50):
        second.keys("r" if number % 5 == 4 else "a")
        until(have(number + 1), second.screen)
    for number in (49, 48, 47):
        second.keys("u")
        until(have(number), second.screen)
    for number in (48, 49, 50):
        second.keys("U")
        until(have(number), second.screen)
    assert decided(study) == {"accepted": 40, "rejected": 10}
    second.keys("q")
    until(lambda: not second.is_open(), second.screen)

    third = reviewing()  # what another sitting did is undone as well
    for number in (49, 48):
        third.keys("u")
        until(have(number), third.screen)
    third.keys("q")
    until(lambda: not third.is_open(), third.screen)
    assert verify(Project.find(study)).problems == ()
