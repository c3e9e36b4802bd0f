"""Codebooks come in from other programs, versions are compared and adopted."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from kodierung.codebook.load import load_codebook
from kodierung.formats.codebooks.table import write_table
from kodierung.formats.refi.of_codebook import refi_codebook
from kodierung.formats.refi.xml_out import write_codebook
from tests.cli.conftest import Kod

CODE = "traeger.kooperation.promoting"


def own(study: Path) -> Path:
    return study / "codebooks" / "klein.yaml"


def changed(study: Path, *changes: tuple[str, str]) -> Path:
    text = own(study).read_text("utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    (study / "neu.yaml").write_text(text, "utf-8")
    return study / "neu.yaml"


@pytest.mark.parametrize("suffix", [".qdc", ".csv", ".xlsx"])
def test_a_codebook_comes_in(study: Path, kod: Kod, suffix: str) -> None:
    book, _ = load_codebook(own(study).read_bytes(), "k.yaml")
    file = study / f"Fremd{suffix}"
    tree = refi_codebook(book)
    data = write_codebook(tree) if suffix == ".qdc" else write_table(tree, file.name)
    file.write_bytes(data)
    done = kod("codebook", "import", file, "--title", "Fremdes")
    assert done.code == 0, done.err
    assert "Written" in done.err
    made = study / "codebooks" / "Fremd.yaml"
    again, _ = load_codebook(made.read_bytes(), "f.yaml")
    assert list(again.codes) == list(book.codes)
    assert (again.title, again.id) == ("Fremdes", "fremd")
    assert "Fremd" in again.source
    twice = kod("codebook", "import", file)
    assert twice.code == 1
    assert "there already" in twice.err


def test_json_brings_all_of_it(study: Path, kod: Kod) -> None:
    import yaml

    data = yaml.load(own(study).read_text("utf-8"), Loader=yaml.BaseLoader)
    (study / "k.json").write_text(json.dumps(data), "utf-8")
    assert kod("codebook", "import", "k.json", "-o", "k2.yaml").code == 0
    same = kod("codebook", "diff", own(study), "k2.yaml")
    assert "They say the same" in same.err


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.txt", b"x", "no format of codebooks"),
        ("a.qdc", b"x", "damaged"),
        ("a.qdc", b"<CodeBook/>", "no codebook"),
        ("a.csv", b"a;b\n1;2\n", "names of codes"),
        ("a.json", b"{", "no JSON"),
        ("a.json", b"[]", "no codebook"),
    ],
)
def test_what_is_no_codebook_leaves_nothing(
    study: Path, kod: Kod, name: str, data: bytes, told: str
) -> None:
    (study / name).write_bytes(data)
    done = kod("codebook", "import", name, "-o", "b.yaml")
    assert done.code in (1, 2)
    assert told in done.err
    assert "Traceback" not in done.err
    assert not (study / "b.yaml").exists()


def test_differences_are_shown(study: Path, kod: Kod) -> None:
    label = next(
        c for c in load_codebook(own(study).read_bytes(), "k")[0].codes.values()
    )
    new = changed(study, (f"label: {label.label}", f"label: {label.label} neu"))
    done = kod("codebook", "diff", own(study), new)
    assert done.code == 0
    assert f"~ {label.id}" in done.out
    assert "asks for a higher third number" in done.err
    records = kod("codebook", "diff", own(study), new, "--json").records
    assert [one["what"] for one in records] == ["version", "changed"]
    assert kod("codebook", "diff").code == 2


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_differences_since_a_commit(study: Path, kod: Kod) -> None:
    def git(*words: str) -> None:
        who = ("-c", "user.name=A", "-c", "user.email=a@b.invalid")
        call = ["git", *who, *words]
        subprocess.run(call, cwd=study, check=True, capture_output=True)

    git("init", "-q")
    git("add", "-f", str(own(study)))
    git("commit", "-q", "-m", "x")
    same = kod("codebook", "diff", "--since", "HEAD")
    assert "They say the same" in same.err, same.err
    missing = kod("codebook", "diff", "--since", "nie")
    assert missing.code == 1
    assert "git has no" in missing.err


def test_another_version_is_adopted_and_taken_back(study: Path, kod: Kod) -> None:
    kod("code", "add", CODE, "FG01_traeger", "--quote", "auf Augenhöhe")
    before = own(study).read_text("utf-8")
    new = changed(study, ("id: kooperation", "id: partnerschaft"))
    text = new.read_text("utf-8")
    refused = kod("codebook", "migrate", "neu.yaml")
    assert refused.code == 1
    assert f"{CODE} (1 coding)" in refused.err
    now = CODE.replace("kooperation", "partnerschaft")
    assert kod("codebook", "migrate", "neu.yaml", "--map", f"{CODE}=nichts").code == 1
    look = kod("codebook", "migrate", "neu.yaml", "--map", f"{CODE}={now}", "--check")
    assert look.code == 0, look.err
    assert "1 coding carried over" in look.err
    assert own(study).read_text("utf-8") == before
    done = kod("codebook", "migrate", "neu.yaml", "--map", f"{CODE}={now}")
    assert done.code == 0, done.err
    assert own(study).read_text("utf-8") == text
    (coding,) = kod("code", "list", "--json").records
    assert coding["code"] == now
    assert kod("verify").code == 0
    assert kod("undo").code == 0
    assert own(study).read_text("utf-8") == before
    (coding,) = kod("code", "list", "--json").records
    assert coding["code"] == CODE
    assert kod("verify").code == 0


def test_renamed_codes_are_followed_without_being_told(study: Path, kod: Kod) -> None:
    kod("code", "add", CODE, "FG01_traeger", "--quote", "auf Augenhöhe")
    now = CODE.replace("kooperation", "partnerschaft")
    changed(study, ("id: kooperation", "id: partnerschaft"))
    book, _ = load_codebook(own(study).read_bytes(), "k")
    old = [c for c in book.codes if ".kooperation." in f".{c}."]
    with (study / "neu.yaml").open("a", encoding="utf-8") as stream:
        stream.write("renamed:\n")
        for one in old:
            stream.write(f"  {one}: {one.replace('kooperation', 'partnerschaft')}\n")
    done = kod("codebook", "migrate", "neu.yaml")
    assert done.code == 0, done.err
    (coding,) = kod("code", "list", "--json").records
    assert coding["code"] == now
    same = kod("codebook", "migrate", "neu.yaml")
    assert same.code == 1
    assert "says the same" in same.err
