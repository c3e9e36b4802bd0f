"""Where codes stand in a file, and what names them elsewhere in it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from kodierung.codebook.edit.script import Copied, Data, New, Script
from kodierung.codebook.nodes import KeyPath
from kodierung.model import POLARITIES

ROLE = "role"
SECTIONS = ("codes", "roles", "matrix")


def places(data: Data) -> dict[str, KeyPath]:
    """Return where each perspective, theme and code stands, by its id."""
    found: dict[str, KeyPath] = {}
    at: KeyPath = ("matrix", "perspectives")
    for n, perspective in enumerate((data.get("matrix") or {}).get("perspectives", [])):
        above = str(perspective["id"]).strip()
        found[above] = (*at, n)
        for m, theme in enumerate(perspective["themes"]):
            full = f"{above}.{str(theme['id']).strip()}"
            found[full] = (*at, n, "themes", m)
            for polarity in POLARITIES:
                if theme.get(polarity):
                    path = (*at, n, "themes", m, polarity)
                    found[f"{full}.{polarity}"] = path
                    found |= _below(theme[polarity], f"{full}.{polarity}.", path)
    found |= _listed(data.get("roles"), f"{ROLE}.", ("roles",))
    return found | _listed(data.get("codes"), "", ("codes",))


def _below(code: Data, begin: str, path: KeyPath) -> dict[str, KeyPath]:
    return _listed(code.get("children"), begin, (*path, "children"))


def _listed(codes: Data, begin: str, path: KeyPath) -> dict[str, KeyPath]:
    found: dict[str, KeyPath] = {}
    for n, code in enumerate(codes or []):
        full = f"{begin}{str(code['id']).strip()}"
        found[full] = (*path, n)
        found |= _below(code, f"{full}.", (*path, n))
    return found


def update_renamed(
    script: Script, data: Data, codes: Mapping[str, str], left: Collection[str]
) -> None:
    """Say under `renamed` what codes are called now, each old id in one step.

    Args:
        script: Takes the changes.
        data: What the file says.
        codes: Old id to new id.
        left: The ids there are afterwards.
    """
    before = {old: new.strip() for old, new in (data.get("renamed") or {}).items()}
    after = {old: codes.get(new, new) for old, new in before.items()} | dict(codes)
    after = {old: new for old, new in after.items() if old not in left and new in left}
    gone = [old for old in before if old not in after]
    new = [old for old in after if old not in before]
    for old in before.keys() & after.keys():
        if before[old] != after[old]:
            script.put(("renamed", old), after[old])
    # An entry no longer true makes room for a new one, so that the rest stays in place.
    for old, other in zip(gone, new, strict=False):
        script.rekey(("renamed", old), other)
        script.put(("renamed", old), after[other])
    for old in gone[len(new) :]:
        script.remove(("renamed", old))
    added = {old: after[old] for old in new[len(gone) :]}
    if data.get("renamed"):
        script.add(("renamed",), [New(id_, key) for key, id_ in added.items()])
    elif added:
        section = next(key for key in reversed(data) if key in SECTIONS)
        script.add((), [New(added, "renamed")], after=section)


def update_tests(script: Script, data: Data, codes: Mapping[str, str | None]) -> int:
    """Name codes under `tests` as they are called now.

    Args:
        script: Takes the changes.
        data: What the file says.
        codes: Old id to new id, or to None where there is no such code any more.

    Returns:
        How many tests go, because all they named are such codes.
    """
    gone = 0
    for n, test in enumerate(data.get("tests") or []):
        named = {key: _named(test, key) for key in ("codes", "not")}
        if not codes.keys() & {*named["codes"], *named["not"]}:
            continue
        wanted = [codes.get(code, code) for code in named["codes"]]
        kept = [code for code in wanted if code]
        never = [codes.get(code, code) for code in named["not"]]
        allowed = [None if code in kept else code for code in never]
        # Where nothing is named any more, it would ask for no code at all.
        if not kept and (named["codes"] or not any(allowed)):
            script.remove(("tests", n))
            gone += 1
            continue
        _rename_in(script, test, ("tests", n, "codes"), wanted)
        _rename_in(script, test, ("tests", n, "not"), allowed)
    return gone


def update_paraphrases(
    script: Script, data: Data, codes: Mapping[str, str | None]
) -> None:
    """Put further passages under the present ids of their codes.

    Args:
        script: Takes the changes.
        data: What the file says.
        codes: Old id to new id, or to None where the passages go.
    """
    known = data.get("paraphrases") or {}
    owner = {key: key for key in known if key not in codes}
    for old in filter(codes.__contains__, known):
        new = codes[old]
        if new is not None and new not in owner:
            owner[new] = old
            script.rekey(("paraphrases", old), new)
            continue
        script.remove(("paraphrases", old))
        if new is not None:
            passages = (Copied(("paraphrases", old, n)) for n in range(len(known[old])))
            script.add(("paraphrases", owner[new]), passages)


def _named(test: Data, key: str) -> list[str]:
    value = test.get(key) or []
    listed = [value] if isinstance(value, str) else value
    return [code.strip() for code in listed]


def _rename_in(
    script: Script, test: Data, path: KeyPath, now: Collection[str | None]
) -> None:
    """Put other ids into a list of a test; None, and what stands twice, goes."""
    listed = isinstance(test.get(path[-1]), list)
    seen: set[str] = set()
    for n, (was, code) in enumerate(zip(_named(test, str(path[-1])), now, strict=True)):
        place = (*path, n) if listed else path
        if code is None or code in seen:
            script.remove(place)
        elif code != was:
            script.put(place, code)
        seen.add(code or "")


def mentions(text: str, ids: Collection[str]) -> Iterator[tuple[int, str]]:
    """Yield the lines whose words or comments name one of these ids, and the id.

    Args:
        text: Of the file; what stands under `renamed` counts for nothing.
        ids: Full ids.
    """
    if not ids:
        return
    longest_first = sorted(ids, key=len, reverse=True)
    named = re.compile(
        rf"(?<![\w.-])({'|'.join(map(re.escape, longest_first))})(?![\w-]|\.\w)"
    )
    within = False
    for number, line in enumerate(text.splitlines(), 1):
        if line[:1] not in ("", " ", "#"):
            within = line.startswith("renamed")
        found: Any = None if within else named.search(line)
        if found:
            yield number, found[1]
