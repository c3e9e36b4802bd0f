"""What stands in a transcript and is not a word: events, time marks, broken-off words.

`(lacht)`, `((hustet))`, `(unv.)`, `(...)`, `(3s)`, `(--)`, `+++`, `°hh`, `<<lachend>`,
`//mhm//`, `#00:01:02-5#`, `[00:01:12]`, `[Name]`, `Sor/`, `ähm`; and what others say
into a turn, marked as theirs: `//B2: Genau.//`, `(Zuruf von der AfD: Nein!)`. Supposed
wording `(Amt?)` and overlapping words `//ja genau//` are words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from spacy.tokens import Doc

from kodierung.matching.language.data import LanguageData
from kodierung.matching.language.words import Word

EVENT: Final = "event"
BROKEN: Final = "broken"

_TIME = r"#[\d:.,\- ]{4,}#|[\[(]\d{1,2}:\d{2}(?::\d{2})?(?:[.,-]\d+)?[\])]"
_PLACEHOLDER = r"\[[^\[\]\n]{1,60}\]"
_BARE = r"\([-\s.…–]+\)|\(\s*\d+(?:[.,]\d+)?\s*(?:s|se[kc](?:unden?|onds?)?)?\.?\s*\)"
_DOUBLED = r"\(\([^()\n]{1,80}\)\)"
_SIGNED = r"(?<!\w)(?:\+{2,}|°h+\b|h+°)|<<[^<>\n]{1,40}>|&=\w[\w:]*"
_BROKEN = r"(?<!\S)(?:[^\W\d_]+(?:-[^\W\d_]+)*)?/(?=[\s,.!?…]|$)"
_OTHERS = r"//\s*(?-i:[A-ZÄÖÜ])[\w .-]{0,30}:\s[^/\n]{1,300}(?://|$)"
# Minutes of parliament print on a line of its own what happens in the house.
_LONGEST_LINE = 1500
# What any of these begins with, and how a broken-off word ends.
_SIGNS = re.compile(r"[(\[#/+°<&]|h+°", re.IGNORECASE)
_BREAK = re.compile(r"/(?=[\s,.!?…]|$)", re.MULTILINE)
_BROKEN_WORD = re.compile(_BROKEN, re.MULTILINE)


class SpeechMarks:
    """Finds what is not a word.

    Args:
        data: The language's word lists.
    """

    def __init__(self, data: LanguageData) -> None:
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
        self._events = re.compile("|".join(parts), re.IGNORECASE | re.MULTILINE)

    def kinds(self, doc: Doc, words: Sequence[Word], text: str) -> list[str]:
        """Return for every token what it is: `""` for words and punctuation.

        Args:
            doc: Tokens.
            words: The tokens' words.
            text: The doc's text.
        """
        kinds = [word.kind for word in words]
        if _BREAK.search(text):
            for broken in _BROKEN_WORD.finditer(text):
                _mark(kinds, doc, broken.span(), BROKEN)
        for span in self._spans_of_events(text):
            _mark(kinds, doc, span, EVENT)
        return kinds

    def _spans_of_events(self, text: str) -> Iterator[tuple[int, int]]:
        end = 0
        for sign in _SIGNS.finditer(text):
            if sign.start() < end:
                continue
            if event := self._events.match(text, sign.start()):
                end = event.end()
                yield event.span()


def _mark(kinds: list[str], doc: Doc, place: tuple[int, int], kind: str) -> None:
    span = doc.char_span(*place, alignment_mode="expand")
    if span is not None:
        kinds[span.start : span.end] = [kind] * len(span)
