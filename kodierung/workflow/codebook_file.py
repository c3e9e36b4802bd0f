"""A codebook file is changed together with the database, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kodierung.errors import KodierungError
from kodierung.project import read_file, write_file


@contextmanager
def put_back_if_failed() -> Iterator[Callable[[Path, str], None]]:
    """Give a function that writes a file, which is as before if anything fails.

    Stands around the transaction, since that may fail as late as at its end.
    """
    before: dict[Path, bytes] = {}

    def write(path: Path, text: str) -> None:
        before.setdefault(path, read_file(path))
        write_file(path, text.encode("utf-8"))

    try:
        yield write
    except BaseException:
        for path, data in before.items():
            with suppress(KodierungError):
                write_file(path, data)
        raise
