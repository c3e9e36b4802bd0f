"""What is kept so that changes can be undone, looked at for damage."""

from __future__ import annotations

import zlib

from sqlalchemy import func, select, union

from kodierung.store.snapshots import Snapshots
from kodierung.store.tables import codebook_text, event, version
from kodierung.text import digest


class Archive(Snapshots):
    """The part of reading that is about earlier texts."""

    def damaged_versions(self) -> list[str]:
        """Return transcripts of which an earlier text is not what was kept."""
        query = select(
            version.c.transcript, version.c.key, version.c.text, version.c.digest,
            version.c.turns,
        ).order_by(version.c.transcript)  # fmt: skip
        found: dict[str, None] = {}
        with self._reading() as connection:
            for row in connection.execute(query.execution_options(yield_per=10)):
                key = digest(f"{row.digest}\n{row.turns}")
                if (digest(row.text), key) != (row.digest, row.key):
                    found[row.transcript] = None
        return list(found)

    def damaged_codebooks(self) -> list[tuple[str, str]]:
        """Return files and digests of codebooks that cannot be put back."""
        states = union(
            *(
                select(event.c.subject, func.json_extract(state, "$.digest"))
                .where(event.c.kind == "codebook", state.is_not(None))
                .distinct()
                for state in (event.c.before, event.c.after)
            )
        )
        with self._reading() as connection:
            texts = connection.execute(select(codebook_text))
            kept = {row.digest: row.text for row in texts}
            wanted = sorted((file, text) for file, text in connection.execute(states))
        return [one for one in wanted if not _is_sound(one[1], kept.get(one[1]))]


def _is_sound(text_digest: str, packed: bytes | None) -> bool:
    try:
        text = zlib.decompress(packed or b"").decode("utf-8")
    except (zlib.error, UnicodeDecodeError):
        return False
    return digest(text) == text_digest
