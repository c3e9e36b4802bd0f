"""A real browser, driven over a pipe: no port, no network, only pages on disk."""

from __future__ import annotations

import json
import os
import subprocess
import time
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from tests.support.programs import BROWSER_OPTIONS, program


class Page:
    """A page in the browser.

    Attributes:
        requested: The addresses of everything it asked for, its own first.
        complaints: What the browser said of it: errors and refused loads.
    """

    def __init__(self, reading: int, writing: int) -> None:
        self._reading = reading
        self._writing = writing
        self._rest = b""
        self._number = 0
        self._session = ""
        self.requested: list[str] = []
        self.complaints: list[str] = []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        found = self.call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = found["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **given: object) -> dict[str, Any]:
        """Ask for something and wait for it."""
        self._number += 1
        asked = {"id": self._number, "method": method, "params": given}
        if self._session:
            asked["sessionId"] = self._session
        os.write(self._writing, json.dumps(asked).encode() + b"\0")
        while True:
            told = self._next()
            if told.get("id") == self._number:
                assert "error" not in told, told
                result: dict[str, Any] = told["result"]
                return result
            self._note(told)

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            some = os.read(self._reading, 1 << 16)
            assert some, "the browser is gone"
            self._rest += some
        told, self._rest = self._rest.split(b"\0", 1)
        found: dict[str, Any] = json.loads(told)
        return found

    def _note(self, told: dict[str, Any]) -> None:
        given = told.get("params", {})
        match told["method"]:
            case "Network.requestWillBeSent":
                self.requested.append(given["request"]["url"])
            case "Runtime.exceptionThrown":
                self.complaints.append(str(given["exceptionDetails"]))
            case "Log.entryAdded":
                self.complaints.append(given["entry"]["text"])

    def open(self, path: Path, asked: str = "") -> None:
        """Open a page from disk and wait until its script has run."""
        self.call("Page.navigate", url=path.as_uri() + asked)
        self.settle()

    def follow(self, deed: str) -> None:
        """Do what changes the page's address, and wait until the page has answered."""
        self.run(
            "new Promise((done, fail) => { setTimeout(fail, 10_000, 'no answer');"
            " addEventListener('hashchange', () => setTimeout(done), {once: true});"
            f" {deed} }})"
        )

    def go(self, asked: str) -> None:
        """Change what stands behind the page's address, and wait for the answer."""
        if self.run("location.hash") != asked:
            self.follow(f"location.hash = {asked!r}")

    def until(self, expression: str) -> None:
        """Wait until something holds on the page, for seconds at most."""
        for _ in range(100):
            if self.run(expression):
                return
            time.sleep(0.05)
        raise AssertionError(expression)

    def settle(self) -> None:
        """Wait until the page is loaded and its script has run."""
        self.run(
            "new Promise(done => { const go = () => requestAnimationFrame(() =>"
            " setTimeout(done, 20));"
            " document.readyState === 'complete' ? go()"
            " : addEventListener('load', go) })"
        )

    def run(self, expression: str) -> Any:
        """Return what an expression gives on the page."""
        found = self.call(
            "Runtime.evaluate",
            expression=expression,
            returnByValue=True,
            awaitPromise=True,
        )
        assert "exceptionDetails" not in found, found
        return found["result"].get("value")

    def press(self, key: str, code: int) -> None:
        """Press a key."""
        for kind in ("rawKeyDown", "char", "keyUp"):
            text = "\r" if key == "Enter" and kind == "char" else ""
            if kind == "char" and not text:
                continue
            self.call(
                "Input.dispatchKeyEvent",
                type=kind,
                key=key,
                code=key,
                windowsVirtualKeyCode=code,
                text=text,
            )

    def look(self, width: int, height: int, **features: str) -> None:
        """See the page at a size, with preferences such as `prefers-color-scheme`."""
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )
        wanted = [
            {"name": name.replace("_", "-"), "value": value}
            for name, value in features.items()
        ]
        self.call("Emulation.setEmulatedMedia", features=wanted)

    def picture(self) -> bytes:
        """Return what is seen, as PNG."""
        return b64decode(self.call("Page.captureScreenshot")["data"])

    def pdf(self) -> bytes:
        """Return the page as it is printed."""
        return b64decode(self.call("Page.printToPDF", preferCSSPageSize=True)["data"])


@contextmanager
def browser(folder: Path) -> Iterator[Page]:
    """Start a browser with a profile of its own, and end it."""
    name = program("chromium", "chromium-browser", "google-chrome")
    (its_reading, writing), (reading, its_writing) = os.pipe(), os.pipe()

    def give() -> None:
        os.dup2(its_reading, 3)
        os.dup2(its_writing, 4)

    profile = f"--user-data-dir={folder / 'profile'}"
    started = subprocess.Popen(
        [name, *BROWSER_OPTIONS, "--remote-debugging-pipe", profile, "about:blank"],
        preexec_fn=give,
        pass_fds=(3, 4),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(its_reading)
    os.close(its_writing)
    try:
        yield Page(reading, writing)
    finally:
        os.close(writing)
        os.close(reading)
        with suppress(subprocess.TimeoutExpired):
            started.wait(5)
        started.kill()
        started.wait()
