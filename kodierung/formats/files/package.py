"""Office packages that come out the same every time and hold nothing but texts."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from itertools import chain
from shutil import copyfileobj

PLAIN_CELLS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
"""How a workbook is opened whose cells stay what they are: words of a transcript."""

_PIECE = 2**20  # bytes
_EPOCH = (1980, 1, 1, 0, 0, 0)
_DATE = re.compile(rb"<dcterms:(created|modified)\b[^>]*>[^<]*</dcterms:\1>")


def dateless(
    package: bytes, filled: Mapping[str, tuple[bytes, Iterable[bytes]]] | None = None
) -> bytes:
    """Return a DOCX or XLSX without the moment it was written.

    Args:
        package: The zip archive as a library made it.
        filled: Parts by name in which a stretch of bytes gives way to others, which
            may be more than memory holds at once.

    Returns:
        The same parts in the same order, dated alike, the properties without dates.
    """
    filled = filled or {}
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as source,
        zipfile.ZipFile(stream, "w") as target,
    ):
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            if name == "docProps/core.xml":
                target.writestr(entry, _DATE.sub(b"", source.read(name)))
                continue
            if name in filled:
                gap, pieces = filled[name]
                before, _, after = source.read(name).partition(gap)
                with target.open(entry, "w") as new:
                    for piece in chain([before], pieces, [after]):
                        new.write(piece)
                continue
            # In pieces: a long list of quotations has hundreds of megabytes of XML.
            with source.open(name) as old, target.open(entry, "w") as new:
                copyfileobj(old, new, _PIECE)
    return stream.getvalue()
