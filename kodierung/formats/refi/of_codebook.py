"""A codebook of kodierung as a code tree of REFI-QDA.

Perspectives and themes are codes that no passage may have; factors lie below their
theme, roles below one code. Polarity stands in the description and as a set.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID, uuid5

from kodierung.formats.refi.labels import Described, name_of_polarity, written
from kodierung.formats.refi.records import RefiCode, RefiCodebook, RefiSet
from kodierung.model import POLARITIES, Code, Codebook, Perspective, Theme

ORIGIN = "kodierung"
ROLES = "role"
"""Id of the code above all roles; the first step of their own ids."""

_NAMESPACE = UUID("5d0c1f5e-3f0a-5c51-9c43-0f1f3b1f7a66")
_ROLES_NAME = {"de": "Rollenverständnisse", "en": "Role understandings"}


def guid_of(*parts: str) -> str:
    """Return the GUID of something by what it is called, the same every time."""
    return str(uuid5(_NAMESPACE, "\x1f".join(parts))).upper()


def refi_codebook(
    codebook: Codebook,
    guids: Mapping[str, str] | None = None,
    notes: Mapping[str, Sequence[str]] | None = None,
) -> RefiCodebook:
    """Return a codebook as a code tree.

    Args:
        codebook: The codebook.
        guids: Code id to the GUID it came with from another program.
        notes: Code id to the GUIDs of notes on it.
    """
    author = _Author(codebook, guids or {}, notes or {})
    return RefiCodebook(author.codes(), author.sets(), ORIGIN)


@dataclass
class _Author:
    codebook: Codebook
    guids: Mapping[str, str]
    notes: Mapping[str, Sequence[str]]
    taken: set[str] = field(default_factory=set)

    def codes(self) -> tuple[RefiCode, ...]:
        """Return the uppermost codes: perspectives, roles, and any other tree."""
        book = self.codebook
        tops = [code for code in book.codes.values() if code.parent is None]
        blocks = tuple(map(self._perspective, book.perspectives))
        roles = self._each(code for code in tops if code.kind == "role")
        if roles:
            name = _ROLES_NAME.get(book.language, _ROLES_NAME["en"])
            blocks += (self._holder(ROLES, name, roles, Described()),)
        return blocks + self._each(code for code in tops if code.kind == "code")

    def sets(self) -> tuple[RefiSet, ...]:
        """Return the factors of each polarity as a set."""
        found = []
        for polarity in POLARITIES:
            name = name_of_polarity(polarity, self.codebook.language)
            ids = [c.id for c in self.codebook.codes.values() if c.polarity == polarity]
            if ids:
                members = tuple(map(self._guid, ids))
                found.append(RefiSet(self._guid(name), name, codes=members))
        return tuple(found)

    def _perspective(self, perspective: Perspective) -> RefiCode:
        themes = tuple(self._theme(perspective, theme) for theme in perspective.themes)
        said = Described(where=perspective.where)
        return self._holder(perspective.id, perspective.label, themes, said)

    def _theme(self, perspective: Perspective, theme: Theme) -> RefiCode:
        ids = filter(None, (theme.promoting, theme.inhibiting))
        factors = self._each(self.codebook.codes[one] for one in ids)
        said = Described(statement=theme.statement)
        return self._holder(f"{perspective.id}.{theme.id}", theme.label, factors, said)

    def _each(self, codes: Iterable[Code]) -> tuple[RefiCode, ...]:
        return tuple(map(self._code, codes))

    def _code(self, code: Code) -> RefiCode:
        below = self._each(self.codebook.children(code.id))
        said = Described(
            definition=code.definition,
            include=code.include,
            exclude=code.exclude,
            examples=code.examples,
            counterexamples=code.counterexamples,
            polarity=code.polarity,
        )
        made = self._holder(code.id, code.label, below, said)
        return replace(made, codable=True, color=code.color)

    def _holder(
        self, code_id: str, label: str, codes: tuple[RefiCode, ...], said: Described
    ) -> RefiCode:
        """Return a code that only holds others."""
        name = self._free(label)
        said = replace(said, label="" if name == label else label, id=code_id)
        return RefiCode(
            guid=self._guid(code_id),
            name=name,
            description=written(said, self.codebook.language),
            codable=False,
            codes=codes,
            notes=tuple(self.notes.get(code_id, ())),
        )

    def _free(self, label: str) -> str:
        """Return a name no other code has: some programs merge those of one name."""
        name, number = label, 1
        while name in self.taken:
            number += 1
            name = f"{label} ({number})"
        self.taken.add(name)
        return name

    def _guid(self, code_id: str) -> str:
        return self.guids.get(code_id) or guid_of(self.codebook.id, code_id)
