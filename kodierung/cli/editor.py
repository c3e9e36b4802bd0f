"""Texts from the command, a file, or the researcher's editor; no word is lost."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

from kodierung.cli.output import say
from kodierung.errors import StudyError, UsageError

VARIABLES = ("VISUAL", "EDITOR")

_MARK = "<!-- kodierung:"
_ADVICE = """\
Write below, in Markdown; save and close. This comment is not kept,
and without a word below it nothing is stored. -->"""
# Only the comment as it was given, lest a damaged one takes words with it.
_CUT = "<!-- kodierung: nothing from this line on is kept -->"
_BLANK = r"\s+"
_HEADER = re.compile(
    rf"\s*{_MARK} .*{_BLANK}{_BLANK.join(map(re.escape, _ADVICE.split()))}"
)
_INSTEAD = (
    "Write the text into the command, or give a file with --file; or name an editor: "
    "EDITOR=nano kodierung …"
)


@contextmanager
def words_given(
    text: str | None,
    file: Path | None,
    about: str,
    before: str = "",
    below: str = "",
) -> Iterator[str | None]:
    """Give the text that a command names, or lets be written, to be stored within.

    Args:
        text: The text itself; `-` for stdin.
        file: A file that has it; `-` for stdin.
        about: What is written, for the editor: `memo on the study`.
        before: What is there already, for the editor.
        below: What to look at while writing; stands below the text.

    Yields:
        The text, or None if none was written in the editor.

    Raises:
        UsageError: It is named twice, is not UTF-8, or the editor fails.
        StudyError: The file cannot be read.
    """
    given = _given(text, file)
    if given is not None:
        yield given
        return
    with _written_in_editor(about, before, below) as written:
        yield written


def _given(text: str | None, file: Path | None) -> str | None:
    """Return the text that the command names, or None if it names none."""
    from kodierung.project import read_file

    if text is not None and file is not None:
        raise UsageError("The text is given twice.", hint="Leave out --file, or TEXT.")
    source = file or (Path("-") if text == "-" else None)
    if source is None:
        return text
    from_stdin = str(source) == "-"
    data = sys.stdin.buffer.read() if from_stdin else read_file(source)
    try:
        return _without_header(data.decode("utf-8-sig"))  # it may be a file kept
    except UnicodeDecodeError as error:
        place = "What comes from stdin" if from_stdin else str(source)
        raise UsageError(f"{place} is not UTF-8.", hint="Save it as UTF-8.") from error


@contextmanager
def _written_in_editor(about: str, text: str, below: str) -> Iterator[str | None]:
    """Let a text be written in $VISUAL or $EDITOR, and store it within.

    The file lies in a folder that nobody else can read. It goes when all went well; if
    something fails, in the editor or in storing the text, it stays and is named.

    Args:
        about: What is written; stands in a comment above the text.
        text: What is there already.
        below: What stands below the text, and is not kept.

    Yields:
        The text without the comment, or None if there are no words or no new ones.

    Raises:
        UsageError: No editor is named, it cannot be started, or it ends with an error.
    """
    named = (os.environ.get(name, "").strip() for name in VARIABLES)
    editor = next(filter(None, named), "")
    if not editor:
        raise UsageError("No editor is named.", hint=_INSTEAD)
    before = _with_header(about, text)
    if below:
        before = f"{before}\n\n{_CUT}\n\n{below}\n"
    file = _temporary(before)
    try:
        _run(editor, file)
        after = _read(file)
        written = _without_header(after).strip()
        yield written if written and written != text.strip() else None
    except BaseException:
        if file.is_file() and file.read_bytes() != before.encode():
            say(f"Your text is kept; give it with --file {file}")
        else:
            _remove(file)
        raise
    _remove(file)


def _temporary(text: str) -> Path:
    """Return a file with this text, in a folder of its own."""
    from kodierung.project import write_file

    try:
        file = Path(mkdtemp(prefix="kodierung-")) / "memo.md"
    except OSError as error:
        raise StudyError(
            f"There is no place for a temporary file: {error.strerror}.", hint=_INSTEAD
        ) from error
    write_file(file, text.encode())
    return file


def _with_header(about: str, text: str) -> str:
    shown = " ".join(about.split()).replace("--", "- -")
    return f"{_MARK} {shown}\n{_ADVICE}\n\n{text}\n"


def _without_header(text: str) -> str:
    text = text.partition(_CUT)[0]
    found = _HEADER.search(text)  # somebody may have written above it
    return text[: found.start()] + text[found.end() :] if found else text


def _run(editor: str, file: Path) -> None:
    """Start an editor, arguments of its own included, and wait for its end."""
    try:
        # Windows takes one line; its paths hold what a POSIX shell would read as signs.
        posix = os.name == "posix"
        call = [*shlex.split(editor), str(file)] if posix else f'{editor} "{file}"'
        ended = subprocess.run(call, check=False).returncode  # noqa: S603
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "a quote is missing"
        raise UsageError(
            f'The editor "{editor}" cannot be started: {reason}.', hint=_INSTEAD
        ) from error
    if ended != 0:
        raise UsageError(
            f'The editor "{editor}" ended with an error ({ended}); nothing was stored.'
        )


def _read(file: Path) -> str:
    try:
        return file.read_text("utf-8-sig")
    except OSError as error:
        raise UsageError(
            "The editor has removed the file it was given; nothing was stored."
        ) from error
    except UnicodeDecodeError as error:
        raise UsageError(
            "The editor did not save the text as UTF-8; nothing was stored.",
            hint="Save the file as UTF-8.",
        ) from error


def _remove(file: Path) -> None:
    with suppress(OSError):
        rmtree(file.parent)
