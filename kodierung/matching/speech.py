"""What stands in a transcript and is not a word: events, time marks, broken-off words.

`(lacht)`, `(unv.)`, `(...)`, `#00:01:02-5#`, `[00:01:12]`, `[Name]`, `Sor/`, `ähm`.
"""

from __future__ import annotations

import re
from typing import Final

from spacy.tokens import Doc

from kodierung.matching.language import LanguageData, fold

WORD: Final = ""
EVENT: Final = "event"
BROKEN: Final = "broken"
FILLER: Final = "filler"

_TIME = r"#[\d:.,\- ]{4,}#|[\[(]\d{1,2}:\d{2}(?::\d{2})?(?:[.,-]\d+)?[\])]"
_PLACEHOLDER = r"\[[^\[\]\n]{1,60}\]"
_BARE = r"\([\s.…]+\)|\(\s*\d+(?:[.,]\d+)?\s*(?:s|sek|sec)?\.?\s*\)"
_BROKEN = r"(?<!\S)(?:[^\W\d_]+(?:-[^\W\d_]+)*)?/(?=[\s,.!?…]|$)"
_SIGNS = re.compile(r"[(\[#/]")


class SpeechMarks:
    """Finds what is not a word.

    Args:
        data: The language's word lists.
    """

    def __init__(self, data: LanguageData) -> None:
        self._fillers = data.fillers
        self._kinds: dict[str, str] = {}
        told = "|".join(re.escape(word) for word in data.events)
        event = rf"\((?=[^()]*\b(?:{told}))[^()\n]{{1,60}}\)|" if told else ""
        self._marks = re.compile(
            rf"(?P<event>{_TIME}|{event}{_BARE}|{_PLACEHOLDER})|(?P<broken>{_BROKEN})",
            re.IGNORECASE,
        )

    def kinds(self, doc: Doc) -> list[str]:
        """Return for every token what it is: `""` for words and punctuation."""
        kinds = [self._kind(token.text) for token in doc]
        text = doc.text
        if not _SIGNS.search(text):
            return kinds
        for mark in self._marks.finditer(text):
            span = doc.char_span(mark.start(), mark.end(), alignment_mode="expand")
            if span is not None:
                for i in range(span.start, span.end):
                    kinds[i] = EVENT if mark["event"] else BROKEN
        return kinds

    def _kind(self, word: str) -> str:
        kind = self._kinds.get(word)
        if kind is None:
            kind = FILLER if fold(word) in self._fillers else WORD
            self._kinds[word] = kind
        return kind
