"""The tutorial, in both languages, followed step by step."""

from __future__ import annotations

import io
import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import docx
import pytest

from kodierung.cli import main
from kodierung.review.keys import KEYS, bindings
from tests.support.interviews import ENGLISH, GERMAN, write_interviews

DOCS = Path(__file__).parent.parent / "docs"
PAGES = {"tutorial.md": ENGLISH, "anleitung.md": GERMAN}
HOME = "/home/anna"
STEP = re.compile(
    r"^```(?P<kind>\w+)\n(?P<block>.*?)^```$"
    r"|`(?P<wrong>\w+)` → `(?P<right>\w+)`"
    r"|`(?P<keys>[arsq](?: [arsq])+)`",
    re.DOTALL | re.MULTILINE,
)
ID = re.compile(r"\b[0-9a-f]{8}\b")
ANSWER = re.compile(r"^\[a\]ccept .*\[q\]uit: (.*)$", re.MULTILINE)


class Terminal(io.StringIO):
    """What is printed, as on a terminal."""

    def isatty(self) -> bool:
        return True


@dataclass
class Reader:
    """Somebody who does what the page says.

    Attributes:
        home: Her folder; her transcripts are in `interviews`, her study in `my-study`.
        printed: What the last block of commands printed.
        ids: The ids printed so far.
    """

    home: Path
    patch: pytest.MonkeyPatch
    printed: str = ""
    ids: list[str] = field(default_factory=list)

    def follow(self, page: str) -> Iterator[tuple[re.Match[str], str]]:
        """Do all there is to do, and yield what is shown with what was printed."""
        steps = [*STEP.finditer(page), None]
        for step, after in pairwise(steps):
            assert step is not None
            if step["kind"] == "sh":
                self.give(step["block"], after["block"] or "" if after else "")
            elif step["kind"] == "text":
                yield step, self.printed
            elif step["kind"] == "yaml":
                self.write(step["block"], page[: step.start()])
            elif step["wrong"]:
                path = self.home / "interviews" / "FG01.txt"
                text = path.read_text("utf-8")
                assert text.count(step["wrong"]) == 1
                path.write_text(text.replace(step["wrong"], step["right"]), "utf-8")
            elif step["keys"]:  # the screen is tried elsewhere; the keys are the same
                self.run(["review", "--plain"], step["keys"].replace(" ", "\n"))

    def give(self, commands: str, shown: str) -> None:
        """Give a block's commands; answers typed are read from what is shown."""
        answers = "\n".join(ANSWER.findall(shown))
        told = []
        for line in commands.splitlines():
            words = shlex.split(line)
            if words[0] == "cd":
                self.patch.chdir(words[1])
                continue
            words = [self.ids[-1] if word == "ID" else word for word in words]
            told.append(self.run(words[1:], answers))
            self.ids += ID.findall(told[-1])
        self.printed = "".join(told)

    def run(self, words: list[str], typed: str) -> str:
        screen = Terminal()
        with self.patch.context() as patch:
            patch.setattr("sys.stdin", io.StringIO(typed + "\n"))
            patch.setattr("sys.stdout", screen)
            patch.setattr("sys.stderr", screen)
            with pytest.raises(SystemExit) as ended:
                main(words)
        assert not ended.value.code, (words, screen.getvalue())
        return self.elsewhere(screen.getvalue())

    def elsewhere(self, printed: str) -> str:
        """Name her folder as the page does, wherever a line was broken."""
        signs = r"\s*".join(map(re.escape, str(self.home)))
        return re.sub(rf"(?<=\s){signs}", HOME, printed)

    def write(self, block: str, before: str) -> None:
        """Write lines into the YAML file named last, below those that are there."""
        path = self.home / "my-study" / re.findall(r"`([\w/]+\.yaml)`", before)[-1]
        text, lines = path.read_text("utf-8"), block.splitlines(keepends=True)
        known = max(n for n in range(len(lines)) if "".join(lines[:n]) in text)
        head, tail = "".join(lines[:known]), "".join(lines[known:])
        if known:
            assert text.count(head) == 1
            path.write_text(text.replace(head, head + tail), "utf-8")
        else:
            path.write_text(text + tail, "utf-8")


def alike(text: str) -> str:
    """Return the signs, with what differs from day to day and desk to desk the same."""
    text = ID.sub("0" * 8, text)
    text = re.sub(r"\d{4}-\d\d-\d\d([ T]\d\d:\d\d)?", "(date)", text)
    return "".join(text.split())


def parts(shown: str) -> list[str]:
    """Return what stands before, between and after lines that only hold `…`."""
    return re.split(r"^…\n", shown, flags=re.MULTILINE)


def agrees(shown: str, printed: str) -> bool:
    """Say whether all that is shown was printed, in this order, every gap marked."""
    pattern = ".*".join(re.escape(alike(part)) for part in parts(shown))
    return re.fullmatch(pattern, alike(printed)) is not None


def anew(shown: str, printed: str) -> str:
    """Return as many lines at the beginning and the end as are shown now.

    With several gaps nobody knows what matters: that is to be written by hand.
    """
    lines = [line.rstrip() for line in printed.splitlines()]
    lines = "\n".join(lines).strip("\n").split("\n")
    first, *others = (part.count("\n") for part in parts(shown))
    if len(others) > 1:
        return shown
    if others:
        lines = [*lines[:first], "…", *lines[len(lines) - others[-1] :]]
    return "".join(f"{line}\n" for line in lines)


@pytest.fixture
def reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Reader:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KODIERUNG_CODER", raising=False)
    for name, value in {"COLUMNS": "80", "TERM": "dumb", "NO_COLOR": "1"}.items():
        monkeypatch.setenv(name, value)
    return Reader(tmp_path, monkeypatch)


@pytest.mark.parametrize(("name", "interviews"), PAGES.items(), ids=PAGES)
def test_the_tutorial_leads_to_the_table(
    name: str,
    interviews: Mapping[str, str],
    reader: Reader,
    request: pytest.FixtureRequest,
) -> None:
    write_interviews(reader.home / "interviews", interviews)
    page = (DOCS / name).read_text("utf-8")
    changed = page
    differing = []
    for step, printed in reader.follow(page):
        if not agrees(step["block"], printed):
            differing.append((step["block"], printed))
            new = step[0].replace(step["block"], anew(step["block"], printed))
            changed = changed.replace(step[0], new, 1)
    if request.config.getoption("--update-golden"):
        (DOCS / name).write_text(changed, "utf-8")
        return
    assert differing == []
    table = docx.Document(str(reader.home / "my-study" / "exports" / "table.docx"))
    words = " ".join(cell.text for row in table.tables[0].rows for cell in row.cells)
    assert re.search(r"4 (segments|Segmente)", words)
    assert re.search(r"know[s]? mine|kennt meine", words)


def commands(page: str) -> list[list[str]]:
    blocks = (step["block"] for step in STEP.finditer(page) if step["kind"] == "sh")
    lines = [shlex.split(line) for block in blocks for line in block.splitlines()]
    return [[word for word in line if re.fullmatch(r"-[\w-]*", word)] for line in lines]


def test_both_languages_give_the_same_commands() -> None:
    english, german = (commands((DOCS / name).read_text("utf-8")) for name in PAGES)
    assert [set(words) - {"--language"} for words in english] == [
        set(words) for words in german
    ]


def test_the_commands_of_the_page_on_the_review_run(reader: Reader) -> None:
    write_interviews(reader.home / "interviews", GERMAN)
    reader.give("kodierung init . --coder AB\nkodierung import interviews\n", "")
    reader.give("kodierung suggest\n", "")
    page = (DOCS / "review.md").read_text("utf-8")
    blocks = [step["block"] for step in STEP.finditer(page) if step["kind"] == "sh"]
    assert len(blocks) == 2
    for block in blocks:
        reader.give(block, "")
    assert (reader.home / "exports" / "open.xlsx").stat().st_size > 5000


def test_every_key_of_the_review_is_on_its_page() -> None:
    page = (DOCS / "review.md").read_text("utf-8")
    named = set(re.findall(r"`([^`\n]+)`", page))
    told = {
        one for group in KEYS.values() for key in group for one in key.shown.split()
    }
    bound = {one for key in bindings() for one in key.key.split(",") if len(one) == 1}
    assert len(bound) > 20
    assert told | bound <= named


@pytest.mark.parametrize("name", ["review.svg", "review-reading.svg"])
def test_pictures_load_nothing_from_the_network(name: str) -> None:
    picture = (DOCS / "images" / name).read_text("utf-8")
    assert "kodierung" in picture
    assert not re.search(r"@font-face|@import|(?:href|src)=|url\((?!#)", picture)


@pytest.mark.parametrize("name", [*PAGES, "review.md"])
def test_links_lead_somewhere_and_lines_are_short(name: str) -> None:
    page = (DOCS / name).read_text("utf-8")
    for link in re.findall(r"\]\(([^)#:]+)", page):
        assert (DOCS / link).exists(), link
    blocks = [step["block"] for step in STEP.finditer(page) if step["kind"] == "text"]
    assert all(len(line) <= 80 for block in blocks for line in block.splitlines())


@pytest.mark.parametrize(
    ("shown", "agreeing"),
    [
        ("a\nb\nc\n", True),
        ("a\n…\nc\n", True),
        ("a\n…\n", True),
        ("…\nb\n…\n", True),
        ("a\nb\n", False),
        ("…\nc\nb\n", False),
        ("b\n…\n", False),
        ("…\nb\n", False),
    ],
)
def test_what_is_shown_must_have_been_printed(shown: str, agreeing: bool) -> None:
    assert agrees(shown, "a\nb\nc\n") is agreeing
