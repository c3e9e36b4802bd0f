"""The checked entries of a file made into a `Codebook`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from kodierung.codebook.concepts import expand_concepts
from kodierung.codebook.faults import Faults
from kodierung.codebook.nodes import Node
from kodierung.codebook.rules import RuleReader, check_where
from kodierung.codebook.schema import (
    CodebookEntry,
    CodeEntry,
    FactorEntry,
    MatrixEntry,
    PerspectiveEntry,
    ThemeEntry,
)
from kodierung.codebook.structure import Structure
from kodierung.errors import did_you_mean
from kodierung.model import (
    POLARITIES,
    Attribute,
    Code,
    Codebook,
    CodebookTest,
    CodeKind,
    Perspective,
    Polarity,
    Theme,
)

_COLUMNS = {
    "de": ("Förderlich", "Hemmend", "Statement"),
    "": ("Promoting", "Inhibiting", "Statement"),
}
_VERSION = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)([-+][0-9A-Za-z.+-]+)?")
_COLOR = re.compile(r"#[0-9A-Fa-f]{6}")
_SECTIONS = ("matrix", "roles", "codes")
_ROLE = "role"
_NO_CODE = "none"


@dataclass(frozen=True, slots=True)
class _Place:
    """What a code takes over from where it stands in the tree."""

    kind: CodeKind
    parent: str | None = None
    theme: str | None = None
    perspective: str | None = None
    polarity: Polarity | None = None
    where: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Builder:
    entry: CodebookEntry
    root: Node
    faults: Faults
    rules: RuleReader
    names_known: bool
    codes: dict[str, Code] = field(default_factory=dict)
    taken: dict[str, int] = field(default_factory=dict)

    def sections(self) -> tuple[Perspective, ...]:
        """Read matrix, roles and codes in the order of the file."""
        perspectives: tuple[Perspective, ...] = ()
        for section in self.root.keys:
            tree = _below(self.root, section)
            if section == "roles":
                self._tree(self.entry.roles, _ROLE, tree, _Place("role"))
            elif section == "codes":
                self._tree(self.entry.codes, "", tree, _Place("code"))
            elif section == "matrix" and self.entry.matrix:
                perspectives = self._matrix(self.entry.matrix, tree)
        return perspectives

    def _matrix(self, matrix: MatrixEntry, tree: Node) -> tuple[Perspective, ...]:
        blocks = _below(tree, "perspectives")
        return tuple(
            self._perspective(entry, _below(blocks, n))
            for n, entry in enumerate(matrix.perspectives)
        )

    def _perspective(self, entry: PerspectiveEntry, tree: Node) -> Perspective:
        self._claim(entry.id, entry.id, tree)
        if entry.id == _ROLE:
            self.faults.error(
                tree.line_of(("id",)),
                f'"{_ROLE}" is kept for the role understandings',
                "choose another id",
            )
        line = tree.line_of(("where",))
        if entry.where:
            check_where(entry.where, self.rules.attributes, line, self.faults)
        else:
            self.faults.warning(
                tree.line,
                f'perspective "{entry.id}" has no `where`, so everybody\'s words count',
                "write where: {attribute: value}",
            )
        themes = _below(tree, "themes")
        return Perspective(
            entry.id,
            entry.label,
            dict(entry.where),
            tuple(
                self._theme(theme, entry, _below(themes, n))
                for n, theme in enumerate(entry.themes)
            ),
        )

    def _theme(self, entry: ThemeEntry, above: PerspectiveEntry, tree: Node) -> Theme:
        full = f"{above.id}.{entry.id}"
        self._claim(full, entry.id, tree)
        factors: dict[Polarity, FactorEntry] = {
            polarity: factor
            for polarity in POLARITIES
            if (factor := getattr(entry, polarity)) is not None
        }
        if not factors:
            self.faults.error(
                tree.line,
                f'theme "{entry.id}" has no factor',
                "give it promoting, inhibiting or both",
            )
        ids = {polarity: f"{full}.{polarity}" for polarity in factors}
        # In the order of the file, which may put inhibiting first.
        for polarity in sorted(factors, key=tree.keys.index):
            place = _Place("factor", None, full, above.id, polarity, dict(above.where))
            twin = next((i for p, i in ids.items() if p != polarity), None)
            factor = factors[polarity]
            self._code(factor, ids[polarity], place, _below(tree, polarity), twin)
        promoting, inhibiting = (ids.get(polarity) for polarity in POLARITIES)
        return Theme(entry.id, entry.label, promoting, inhibiting, entry.statement)

    def _tree(
        self, entries: list[CodeEntry], path: str, tree: Node, place: _Place
    ) -> None:
        for n, entry in enumerate(entries):
            node = _below(tree, n)
            full = f"{path}.{entry.id}" if path else entry.id
            self._claim(full, entry.id, node)
            if full == _ROLE:
                self.faults.error(
                    node.line_of(("id",)),
                    f'"{_ROLE}" is kept for the role understandings',
                    "choose another id",
                )
            self._code(entry, full, place, node, None)

    def _code(
        self, entry: FactorEntry, full: str, place: _Place, tree: Node, twin: str | None
    ) -> None:
        if entry.color and not _COLOR.fullmatch(entry.color):
            self.faults.error(
                tree.line_of(("color",)),
                f'"{entry.color}" is no colour',
                'write it like "#1f77b4", in quotation marks',
            )
        code = Code(
            id=full,
            label=entry.label,
            kind=place.kind,
            definition=entry.definition,
            include=entry.include,
            exclude=entry.exclude,
            examples=tuple(entry.examples),
            counterexamples=tuple(entry.counterexamples),
            rules=self.rules.read(entry.match, full, tree, twin is not None),
            polarity=place.polarity,
            theme=place.theme,
            perspective=place.perspective,
            where=place.where,
            parent=place.parent,
            twin=twin,
            color=entry.color,
            line=tree.line,
            example_lines=_lines(tree, "examples"),
            counterexample_lines=_lines(tree, "counterexamples"),
        )
        self.codes.setdefault(full, code)
        below = _Place(
            place.kind,
            full,
            place.theme,
            place.perspective,
            place.polarity,
            place.where,
        )
        self._tree(entry.children, full, _below(tree, "children"), below)

    def _claim(self, full: str, step: str, tree: Node) -> None:
        """Check one step of a path and that the path is not taken."""
        line = tree.line_of(("id",))
        check_id(step, line, self.faults)
        if full in self.taken:
            self.faults.error(
                line,
                f'the id "{full}" is used already in line {self.taken[full]}',
                "give each its own id",
            )
        self.taken.setdefault(full, line)

    def check_names(self) -> None:
        """Check everything that names a code beside the tree of codes."""
        for old, new in self.entry.renamed.items():
            line = self.root.line_of(("renamed", old))
            if old in self.codes:
                self.faults.error(
                    line,
                    f'"{old}" is renamed but still a code',
                    "remove one of the two",
                )
            self._known(new, line)
        for code in self.entry.paraphrases.keys() - {_NO_CODE}:
            self._known(code, self.root.line_of(("paraphrases", code)))
        for n, test in enumerate(self.entry.tests):
            at = ("tests", n)
            for key, codes in (("codes", test.codes), ("not", test.never)):
                for i, code in enumerate(codes):
                    self._known(code, self.root.line_of((*at, key, i)))
            line = self.root.line_of((*at, "who"))
            check_where(test.who, self.rules.attributes, line, self.faults)

    def _known(self, code: str, line: int) -> None:
        if self.names_known and code not in self.codes:
            hint = did_you_mean(code, list(self.codes))
            self.faults.error(line, f'unknown code "{code}"', hint)


def build_codebook(
    structure: Structure, root: Node, digest: str, faults: Faults
) -> Codebook:
    """Make a codebook of entries whose keys and types are right.

    Args:
        structure: The whole file.
        root: Its nodes, for the lines.
        digest: Digest of the file's settled text.
        faults: Takes what is wrong; the codebook is of use only without errors.
    """
    entry, broken = structure.entry, structure.broken
    _check_head(entry, root, faults)
    attributes = {
        name: Attribute(name, attribute.label, dict(attribute.values))
        for name, attribute in entry.attributes.items()
    }
    for name in attributes:
        check_id(name, root.line_of(("attributes", name)), faults)
    whole = "concepts" not in broken
    tree = root.child("concepts")
    concepts = expand_concepts(entry.concepts, tree, faults, whole)
    rules = RuleReader(
        list(concepts) if whole else None,
        None if "attributes" in broken else attributes,
        faults,
    )
    builder = _Builder(entry, root, faults, rules, not broken & set(_SECTIONS))
    perspectives = builder.sections()
    builder.check_names()
    if not builder.codes and not faults.stop:
        faults.error(1, "the codebook has no code", "give it a matrix, roles or codes")
    return Codebook(
        id=entry.codebook,
        version=entry.version,
        title=entry.title,
        language=entry.language,
        source=entry.source,
        attributes=attributes,
        concepts=concepts,
        caption=entry.matrix.caption if entry.matrix else "",
        columns=_columns(entry),
        perspectives=perspectives,
        codes=builder.codes,
        renamed=dict(entry.renamed),
        paraphrases=_paraphrases(entry),
        tests=_tests(entry, _below(root, "tests")),
        digest=digest,
        file=faults.file,
        licence=entry.licence,
        authors=tuple(entry.authors),
    )


def check_id(step: str, line: int, faults: Faults) -> None:
    """Check one step of a path: letters of any script, digits, `_` and `-`.

    Args:
        step: The id as written.
        line: Where it stands.
        faults: Takes what is wrong.
    """
    plain = "".join(sign if _of_id(sign) else "_" for sign in step)
    plain = re.sub("_+", "_", plain).strip("_-")
    if step != plain and (not all(map(_of_id, step)) or step.startswith("-")):
        faults.error(
            line,
            f'the id "{step}" may hold only letters, digits, _ and -',
            f'for example "{plain}"' if plain else "choose another id",
        )


def _of_id(sign: str) -> bool:
    return sign in "_-" or unicodedata.category(sign)[0] in "LMN"


def _check_head(entry: CodebookEntry, root: Node, faults: Faults) -> None:
    check_id(entry.codebook, root.line_of(("codebook",)), faults)
    if not _VERSION.fullmatch(entry.version):
        faults.error(
            root.line_of(("version",)),
            f'the version "{entry.version}" is not of the form 1.0.0',
            "three numbers: redefined codes, new codes, wording",
        )
    if not re.fullmatch(r"[a-z]{2,3}", entry.language):
        faults.error(
            root.line_of(("language",)),
            f'"{entry.language}" is no language code',
            "write de, en, …",
        )


def _columns(entry: CodebookEntry) -> tuple[str, str, str]:
    default = _COLUMNS.get(entry.language, _COLUMNS[""])
    given = entry.matrix.columns if entry.matrix else None
    if given is None:
        return default
    return (
        given.promoting or default[0],
        given.inhibiting or default[1],
        given.statement or default[2],
    )


def _paraphrases(entry: CodebookEntry) -> dict[str, tuple[str, ...]]:
    return {
        "" if code == _NO_CODE else code: tuple(passages)
        for code, passages in entry.paraphrases.items()
    }


def _tests(entry: CodebookEntry, tree: Node) -> tuple[CodebookTest, ...]:
    return tuple(
        CodebookTest(
            text=test.text,
            codes=tuple(test.codes),
            never=tuple(test.never),
            who=dict(test.who),
            question=test.question,
            line=tree.line_of((n,)),
        )
        for n, test in enumerate(entry.tests)
    )


def _lines(tree: Node, key: str) -> tuple[int, ...]:
    below = tree.child(key)
    listed = below.content if below else None
    return tuple(one.line for one in listed) if isinstance(listed, list) else ()


def _below(tree: Node, *path: str | int) -> Node:
    """Return the node a path leads to, or the last one on the way."""
    for _, node in tree.walk(path):
        tree = node
    return tree
