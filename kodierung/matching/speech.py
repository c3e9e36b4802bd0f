"""What stands in a transcript and is not a word: events, time marks, broken-off words.

`(lacht)`, `((hustet))`, `(unv.)`, `(...)`, `(3s)`, `(--)`, `+++`, `°hh`, `<<lachend>`,
`//mhm//`, `#00:01:02-5#`, `[00:01:12]`, `[Name]`, `Sor/`, `ähm`; and what others say
into a turn, marked as theirs: `//B2: Genau.//`, `(Zuruf von der AfD: Nein!)`. Supposed
wording `(Amt?)` and overlapping words `//ja genau//` are words.
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
_BARE = r"\([-\s.…–]+\)|\(\s*\d+(?:[.,]\d+)?\s*(?:s|se[kc](?:unden?|onds?)?)?\.?\s*\)"
_DOUBLED = r"\(\([^()\n]{1,80}\)\)"
_SIGNED = r"(?<!\w)(?:\+{2,}|°h+\b|h+°)|<<[^<>\n]{1,40}>|&=\w[\w:]*"
_BROKEN = r"(?<!\S)(?:[^\W\d_]+(?:-[^\W\d_]+)*)?/(?=[\s,.!?…]|$)"
_OTHERS = r"//\s*(?-i:[A-ZÄÖÜ])[\w .-]{0,30}:\s[^/\n]{1,300}(?://|$)"
# Minutes of parliament print on a line of its own what happens in the house.
_LONGEST_LINE = 1500
_SIGNS = re.compile(r"[(\[#/+°<&]")


class SpeechMarks:
    """Finds what is not a word.

    Args:
        data: The language's word lists.
    """

    def __init__(self, data: LanguageData) -> None:
        self._fillers = data.fillers
        self._kinds: dict[str, str] = {}
        told = "|".join(re.escape(word) for word in data.events)
        sounds = "|".join(re.escape(word) for word in sorted(data.fillers, key=len))
        parts = [_TIME, _DOUBLED, _BARE, _PLACEHOLDER, _SIGNED, _OTHERS]
        if told:
            # A question mark at the end makes it supposed wording.
            inside = r"[^()\n]{1,60}(?<!\?)"
            parts.append(rf"\((?=[^()\n]{{0,60}}\b(?:{told})){inside}\)")
            heckled = rf"[^()\n]{{0,{_LONGEST_LINE}}}?(?:\b(?:{told})|\[[^\[\]\n]+\]:)"
            nested = r"(?:[^()\n]|\([^()\n]*\))"
            parts.append(rf"^\((?={heckled}){nested}{{1,{_LONGEST_LINE}}}\)$")
        if sounds:
            parts.append(rf"//\s*(?:{sounds})(?:[\s,.]+(?:{sounds}))*[\s,.]*//")
        self._marks = re.compile(
            rf"(?P<event>{'|'.join(parts)})|(?P<broken>{_BROKEN})",
            re.IGNORECASE | re.MULTILINE,
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
