"""What the letters of a word tell, worked out once per word and not once per token.

A transcript says the same words again and again; of a million tokens only some ten
thousand differ. What is asked of every token is therefore looked up by the number spaCy
gives to its letters.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Generic, Protocol, TypeVar

from kodierung.matching.language.data import fold

if TYPE_CHECKING:
    from spacy.tokens import Doc

_T = TypeVar("_T")

WORD: Final = ""
FILLER: Final = "filler"

# How many words are remembered; then it begins anew, so that memory does not grow.
MOST_WORDS: Final = 100_000

_TERMINAL = re.compile(r"[.!?…。！？‽]+")


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it is written, or a sign.

    Attributes:
        text: Its letters.
        kind: `filler`, or `""` for words and signs.
        spoken: Whether it holds a letter or a digit.
        space: Whether it is nothing but white space.
        terminal: Whether it is a full stop, a question mark, or such.
        may_end: Whether a sentence may end with it: the former, an empty line, or a
            word with a full stop of its own.
        lower: Whether it holds no capital letter.
    """

    text: str
    kind: str
    spoken: bool
    space: bool
    terminal: bool
    may_end: bool
    lower: bool


class Strings(Protocol):
    """Letters by spaCy's number for them."""

    def __getitem__(self, orth: int) -> str: ...


class PerWord(dict[int, _T], Generic[_T]):
    """Something about words, by the number spaCy gives to their letters.

    What is asked for the first time is worked out by `look`.
    """

    def __missing__(self, orth: int) -> _T:
        if len(self) >= MOST_WORDS:
            self.clear()
        found = self[orth] = self.look(orth)
        return found

    def look(self, orth: int) -> _T:
        """Return it for a word that has not been asked for."""
        raise NotImplementedError

    def of(self, doc: Doc, form: str = "ORTH") -> list[_T]:
        """Return it for every token, or for its `LEMMA` instead."""
        return list(map(self.__getitem__, doc.to_array(form).tolist()))


class Words(PerWord[Word]):
    """The words of one language, by number.

    Args:
        strings: Of the pipeline's vocabulary: number to letters.
        fillers: The language's sounds that are no words, folded.
    """

    def __init__(self, strings: Strings, fillers: Collection[str]) -> None:
        super().__init__()
        self._strings = strings
        self._fillers = fillers

    def look(self, orth: int) -> Word:
        """Return the word of a number."""
        text = self._strings[orth]
        terminal = bool(_TERMINAL.fullmatch(text))
        space = text.isspace()
        return Word(
            text,
            kind=FILLER if fold(text) in self._fillers else WORD,
            spoken=any(character.isalnum() for character in text),
            space=space,
            terminal=terminal,
            may_end=terminal
            or (space and text.count("\n") > 1)
            or (len(text) > 1 and text.endswith(".")),
            lower=text == text.lower(),
        )
