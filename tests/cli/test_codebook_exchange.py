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


def said(path: Path) -> list[tuple[object, ...]]:
    """Return what every format has a place for."""
    book, _ = load_codebook(path.read_bytes(), path.name)
    return [
        (
            c.id, c.label, c.definition, c.include, c.exclude, c.examples,
            c.counterexamples, c.polarity, c.theme, c.color,
        )
        for c in book.codes.values()
    ]  # fmt: skip


@pytest.mark.parametrize("suffix", ["qdc", "csv", "xlsx", "json"])
def test_what_goes_out_comes_in_the_same(study: Path, kod: Kod, suffix: str) -> None:
    file = f"codes.{suffix}"
    out = kod("codebook", "export", "-o", file, "--for", "qualcoder")
    assert out.code == 0, out.err
    assert kod("codebook", "import", file, "-o", "zurueck.yaml").code == 0
    assert said(study / "zurueck.yaml") == said(own(study))
    report = study / f"{file}.losses.md"
    if suffix == "json":
        assert "Nothing is lost." in out.err
        assert not report.exists()
    else:
        assert "Suchregeln" in out.err
        assert "Suchregeln" in report.read_text("utf-8")
    again = kod("codebook", "export", "-o", f"b{file}", "--for", "qualcoder")
    assert again.code == 0
    assert Path(f"b{file}").read_bytes() == Path(file).read_bytes()


def test_taguette_gets_its_tags(study: Path, kod: Kod) -> None:
    out = kod("codebook", "export", "--for", "taguette")
    assert out.code == 0
    assert out.out.startswith("tag,description")
    assert "Träger.Kenntnisse.Gute Kenntnisse" in out.out
    assert ": Zeile in der Beschreibung.\n" in out.err
    wrong = kod("codebook", "export", "-o", "x.qdc", "--for", "word")
    assert wrong.code == 2
    assert not Path("x.qdc").exists()


def test_codes_keep_what_another_program_calls_them(
    study: Path, tmp_path: Path, kod: Kod, monkeypatch: pytest.MonkeyPatch
) -> None:
    import re

    from tests.formats.refi.packing import guid, qdpx

    project = tmp_path / "fremd.qdpx"
    codes = f'<Code guid="{guid(7)}" name="Eigenes" isCodable="true"/>'
    project.write_bytes(qdpx(f"<CodeBook><Codes>{codes}</Codes></CodeBook>"))
    assert kod("init", tmp_path / "neu", "--from", project).code == 0
    monkeypatch.chdir(tmp_path / "neu")
    assert kod("codebook", "export", "-o", "c.qdc").code == 0
    assert re.findall(r'guid="([^"]+)"', Path("c.qdc").read_text("utf-8")) == [guid(7)]
    # Renamed, it keeps it too.
    assert kod("codebook", "rename", "eigenes", "anderes", "--coder", "A").code == 0
    assert kod("codebook", "export", "-o", "d.qdc").code == 0
    assert guid(7) in Path("d.qdc").read_text("utf-8")
    assert kod("undo", "--coder", "A").code == 0
    assert kod("codebook", "export", "-o", "e.qdc").code == 0
    assert Path("e.qdc").read_bytes() == Path("c.qdc").read_bytes()


def test_codes_for_programs(study: Path, kod: Kod) -> None:
    records = {one["id"]: one for one in kod("codebook", "show", "--json").records}
    assert records[CODE]["polarity"] == "promoting"
    assert records[CODE]["theme"] == "traeger.kooperation"
    assert records["role.markt"]["rules"] == 1
    assert records["role.markt"]["parent"] is None
