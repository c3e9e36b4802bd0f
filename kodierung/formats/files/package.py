"""Office packages that come out the same every time and hold nothing but texts."""

from __future__ import annotations

import io
import re
import zipfile

PLAIN_CELLS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
"""How a workbook is opened whose cells stay what they are: words of a transcript."""

_EPOCH = (1980, 1, 1, 0, 0, 0)
_DATE = re.compile(rb"<dcterms:(created|modified)\b[^>]*>[^<]*</dcterms:\1>")


def dateless(package: bytes) -> bytes:
    """Return a DOCX or XLSX without the moment it was written.

    Args:
        package: The zip archive as a library made it.

    Returns:
        The same parts in the same order, dated alike, the properties without dates.
    """
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as source,
        zipfile.ZipFile(stream, "w") as target,
    ):
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            content = source.read(name)
            if name == "docProps/core.xml":
                content = _DATE.sub(b"", content)
            target.writestr(entry, content)
    return stream.getvalue()
