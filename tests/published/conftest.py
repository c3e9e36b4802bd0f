"""Studies of every kind, made anew, with what they hand out."""

from __future__ import annotations

import json
import random
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cli.conftest import Kod, kod
from tests.published.independent import Independent

__all__ = ["kod"]

BOOK = """\
codebook: probe
version: 1.0.0
title: Probe
language: {language}
attributes:
  side: {{label: Seite, values: {{traeger: Träger, amt: Amt}}}}
  level: {{label: Ebene, values: {{leitung: Leitung, team: Team}}}}
matrix:
  perspectives:
    - id: traeger
      label: Die Träger
      where: {{side: traeger}}
      themes:
        - id: zeit
          label: Zeit
          promoting:
            label: Genug Zeit
            children:
              - {{id: frei, label: Freie Zeit}}
              - {{id: plan, label: Geplante Zeit}}
          inhibiting: {{label: Zu wenig Zeit}}
        - id: geld
          label: Geld
          inhibiting: {{label: Kein Geld}}
    - id: amt
      label: Das Amt
      where: {{side: amt}}
      themes:
        - id: kontakt
          label: Kontakt
          promoting: {{label: "Kurzer Draht & <Nähe>"}}
          inhibiting: {{label: Lange Wege}}
roles: [{{id: dienst, label: Dienstleister}}]
codes: [{{id: weg, label: Weg, children: [{{id: anfang, label: Anfang}}]}}]
"""
CODES = (
    "traeger.zeit.promoting", "traeger.zeit.promoting.frei",
    "traeger.zeit.promoting.plan", "traeger.zeit.inhibiting", "traeger.geld.inhibiting",
    "amt.kontakt.promoting", "amt.kontakt.inhibiting", "role.dienst", "weg",
    "weg.anfang",
)  # fmt: skip
WORDS = ["wir", "haben", "da", "viel", "zu", "tun", "fehlt", "uns", "größere", "😀"]


def transcript(chance: random.Random, number: int, people: int) -> str:
    """Return a group's file: with a legend, silent people, and labels of several."""
    labels = [f"B{n}" for n in range(1, people + 1)]
    lines = [f"Teilnehmende: {'; '.join(f'{one} = Fachkraft' for one in labels)}; I = "
             f"Moderation", ""]  # fmt: skip
    lines += ["I: Wie geht es Ihnen damit?", ""]
    for turn in range(chance.randint(6, 14)):
        said = " ".join(chance.choices(WORDS, k=chance.randint(4, 20)))
        who = chance.choice([*labels[: max(1, people - 1)], "I"])
        lines += [f"{who}: {said.capitalize()} {number} {turn}.", ""]
    if chance.random() < 0.5:
        lines += ["Alle: Genau so ist es bei uns.", ""]
    return "\n".join(lines)


def random_codings(chance: random.Random, transcripts: list[Any]) -> list[Any]:
    """Return codings of one coder: short and long, equal ones, over several turns."""
    found = {}
    for number in range(60):
        text, name, turns = chance.choice(transcripts)
        first = chance.randrange(len(turns))
        last = min(len(turns) - 1, first + chance.choice([0, 0, 0, 1, 2]))
        start, end = turns[first]["start"], turns[last]["end"]
        if first == last and chance.random() < 0.6:
            end = chance.randint(start + 2, end)
        for code in chance.sample(CODES, chance.choice([1, 1, 2])):
            key = (name, start, end, code)
            found[key] = {
                "transcript": name, "start": start, "end": end, "code": code,
                "quote": text[start:end], "coder": "A", "id": f"{number:012x}",
                "memo": chance.choice(["", "Notiz"]), "created": "2026-01-01T10:00:00Z",
            }  # fmt: skip
    return [{**one, "id": f"{n:012x}"} for n, one in enumerate(found.values(), 1)]


@pytest.fixture(scope="session")
def made() -> dict[tuple[int, str], Path]:
    """Where the studies are that were made already: making one takes long."""
    return {}


@pytest.fixture(params=[(1, "de"), (2, "en"), (3, "de"), (4, "de")], ids=str)
def handed_out(
    request: pytest.FixtureRequest,
    made: dict[tuple[int, str], Path],
    tmp_path_factory: pytest.TempPathFactory,
    kod: Kod,
    monkeypatch: pytest.MonkeyPatch,
) -> Independent:
    """Return a random study in the present folder by what it hands out."""
    if request.param not in made:
        folder = tmp_path_factory.mktemp("study")
        monkeypatch.chdir(folder)
        make(*request.param, folder, kod)
        made[request.param] = folder
    copy = tmp_path_factory.mktemp("copy") / "study"
    shutil.copytree(made[request.param], copy)
    monkeypatch.chdir(copy)
    return hand_out(kod, copy)


def make(seed: int, language: str, folder: Path, kod: Kod) -> None:
    chance = random.Random(seed)
    assert kod("init", ".", "--coder", "A").code == 0
    book = BOOK.format(language=language)
    (folder / "codebooks" / "codebook.yaml").write_text(book, "utf-8")
    sides: dict[str, str] = {}
    for number in range(1, 6):
        (folder / f"FG{number:02}.txt").write_text(
            transcript(chance, number, chance.randint(2, 5)), "utf-8"
        )
        # One group met twice, so that its people speak in two files.
        group = "G2" if number == 4 else f"G{number}"
        sides[group] = sides.get(group) or chance.choice(["traeger", "amt"])
        said = ("--set", f"side={sides[group]}", "--set", f"group={group}")
        assert kod("import", f"FG{number:02}.txt", *said).code == 0
    levels: dict[tuple[str, str], str] = {}
    for one in kod("speakers", "--json").records:
        if one["kind"] == "participant" and not one["collective"]:
            person = one["group"], one["speaker"]
            level = levels.setdefault(person, chance.choice(["leitung", "team"]))
            words = ("--transcript", one["transcript"], f"level={level}")
            assert kod("speakers", "set", one["speaker"], *words).code == 0
    import_codings(chance, folder, kod)


def import_codings(chance: random.Random, folder: Path, kod: Kod) -> None:
    from kodierung.project import Project

    with Project.find(folder).open_store() as store:
        transcripts = [
            (t.text, t.name, [{"start": x.start, "end": x.end} for x in t.turns])
            for t in store.transcripts()
        ]
    lines = map(json.dumps, random_codings(chance, transcripts))
    (folder / "in.jsonl").write_text("\n".join(lines), "utf-8")
    done = kod("codings", "import", "in.jsonl")
    assert done.code == 0, done.err
    # One coding loses its words, and must count nowhere.
    path = folder / "FG01.txt"
    first = kod("code", "list", "--transcript", "FG01.txt", "--json").records[0]
    gone = path.read_text("utf-8").replace(first["quote"][:12], "Ganz anders war es")
    path.write_text(gone, "utf-8")
    assert kod("import", path, "--update").code == 0


def hand_out(kod: Kod, folder: Path) -> Independent:
    assert kod("codings", "export", "out.jsonl", "--coder", "A").code == 0
    lines = (folder / "out.jsonl").read_text("utf-8").splitlines()
    text = (folder / "codebooks" / "codebook.yaml").read_text("utf-8")
    book = yaml.load(text, Loader=yaml.BaseLoader)
    return Independent(
        [json.loads(line) for line in lines], kod("speakers", "--json").records, book
    )
