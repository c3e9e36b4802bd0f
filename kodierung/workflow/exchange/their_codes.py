"""Codes of another program's project, found again in the study's codebook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from kodierung.errors import CodingError
from kodierung.formats.refi.labels import read
from kodierung.formats.refi.of_codebook import guid_of
from kodierung.formats.refi.records import RefiCode, key
from kodierung.formats.refi.study import Named
from kodierung.formats.refi.taken import TakenProject
from kodierung.model import Codebook
from kodierung.text import counted

_STEP = " > "
_MOST_NAMED = 10


def ids_of_codes(
    taken: TakenProject,
    codebook: Codebook,
    known: Mapping[Named, str],
    mapped: Mapping[str, str],
) -> dict[str, str]:
    """Return the study's codes by the GUIDs, made comparable, of the project's.

    Meant is, in this order: what is said outright; the code with this GUID; the code
    with the id that stands in the description; the only code with this path of labels,
    or this label.

    Args:
        taken: The project.
        codebook: The study's.
        known: GUIDs of the study's codes.
        mapped: Names or paths of theirs to ids of ours.

    Raises:
        CodingError: Codings have codes that the study lacks, or a code that is named
            does not exist.
    """
    finder = CodeFinder(codebook, known, mapped)
    found: dict[str, str] = {}
    paths: dict[str, str] = {}
    for path, code in walk(taken.project.codebook.codes):
        paths[key(code.guid)] = path
        if (code_id := finder.find(path, code)) is not None:
            found[key(code.guid)] = code_id
    finder.refuse_unused()
    used = Counter(one.code for text in taken.texts for one in text.codings)
    lacking = {paths[code]: n for code, n in used.items() if code not in found}
    if lacking:
        raise _lacking(lacking)
    return found


class CodeFinder:
    """Finds the study's code for one of theirs.

    Args:
        codebook: The study's.
        known: GUIDs of the study's codes.
        mapped: Names or paths of theirs to ids of ours.
    """

    def __init__(
        self, codebook: Codebook, known: Mapping[Named, str], mapped: Mapping[str, str]
    ) -> None:
        self.codebook = codebook
        self.unused = dict(mapped)
        self.mapped = {_even(one): code for one, code in mapped.items()}
        self.by_guid = {
            key(guid_of(codebook.id, code_id)): code_id for code_id in codebook.codes
        }
        self.by_guid |= {
            key(guid): name
            for (kind, name), guid in known.items()
            if kind == "code" and name in codebook.codes
        }
        labels = [(_even(c.label), c.id) for c in codebook.codes.values()]
        paths = [(_even(_path(codebook, one)), one) for one in codebook.codes]
        self.by_label = _alone(labels) | _alone(paths)

    def find(self, path: str, code: RefiCode) -> str | None:
        """Return the study's code that is meant, or None."""
        for name in (path, code.name, code.guid):
            if (said := self.mapped.get(_even(name))) is not None:
                self.unused = {
                    one: to
                    for one, to in self.unused.items()
                    if _even(one) != _even(name)
                }
                return self._known(said)
        said_id = read(code.description).id
        return (
            self.by_guid.get(key(code.guid))
            or (said_id if said_id in self.codebook.codes else None)
            or self.by_label.get(_even(path))
            or self.by_label.get(_even(code.name))
        )

    def refuse_unused(self) -> None:
        """Make sure that all that was said outright is of codes of the project.

        Raises:
            CodingError: It is not.
        """
        if self.unused:
            names = ", ".join(f'"{one}"' for one in self.unused)
            raise CodingError(f"The project has no code {names}.")

    def _known(self, code_id: str) -> str:
        if code_id not in self.codebook.codes:
            raise CodingError(
                f'The codebook has no code "{code_id}".',
                hint="See `kodierung codebook show`.",
            )
        return code_id


def walk(
    codes: tuple[RefiCode, ...], above: str = ""
) -> Iterator[tuple[str, RefiCode]]:
    """Yield a tree's codes, each with its path."""
    for code in codes:
        path = f"{above}{_STEP}{code.name}" if above else code.name
        yield path, code
        yield from walk(code.codes, path)


def _path(codebook: Codebook, code_id: str) -> str:
    """Return the labels from above to a code, without theme and perspective."""
    labels = []
    at: str | None = code_id
    while at is not None:
        labels.append(codebook.codes[at].label)
        at = codebook.codes[at].parent
    return _STEP.join(reversed(labels))


def _alone(pairs: list[tuple[str, str]]) -> dict[str, str]:
    """Return what is called so by one alone."""
    times = Counter(name for name, _ in pairs)
    return {name: code for name, code in pairs if times[name] == 1}


def _even(name: str) -> str:
    return " ".join(name.casefold().split())


def _lacking(codes: Mapping[str, int]) -> CodingError:
    named = [f'"{path}" ({counted(n, "coding")})' for path, n in codes.items()]
    shown = [*named[:_MOST_NAMED], *(["…"] if named[_MOST_NAMED:] else [])]
    return CodingError(
        f"The study's codebook lacks {counted(len(codes), 'code')} of the project: "
        f"{', '.join(shown)}.",
        hint="Say which of yours is meant, --map 'THEIRS=our.code', add them with "
        "`kodierung codebook add`, or begin a study: kodierung init DIR --from FILE.",
    )
