"""Recognises folders that a service synchronises."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

# Beginnings of the folder names that synchronising services use.
_NAMES = re.compile(
    r"(dropbox|onedrive|nextcloud|owncloud|mobile documents|cloudstorage"
    r"|(icloud|google ?|p?cloud|hi|sea|proton ?)drive|icloud|magentacloud|sciebo"
    r"|hessenbox|faubox|bwsync ?(&|and) ?share|pcloud|seafile|mega(sync)?|box sync"
    r"|tresorit|syncthing)(?![^\W\d_])",
    re.IGNORECASE,
)
_MARKS = {
    ".dropbox": "Dropbox",
    ".stfolder": "Syncthing",
    ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "ownCloud",
}


def clouds(folder: Path) -> Iterator[str]:
    """Yield the services that the folder, or one above it, belongs to."""
    for path in dict.fromkeys((folder.absolute(), folder.resolve())):
        yield from (part for part in path.parts if _NAMES.match(part))
        for above in (path, *path.parents):
            # Dropbox keeps a file in its folder; ~/.dropbox is its own settings.
            yield from (
                name
                for mark, name in _MARKS.items()
                if (above / mark).is_file()
                or (mark == ".stfolder" and (above / mark).is_dir())
            )
