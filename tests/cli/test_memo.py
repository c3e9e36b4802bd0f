"""Memos from the command line, and in the researcher's own editor."""

from __future__ import annotations

import io
import json
import shlex
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Kod

Editor = Callable[[str], None]
AUGENHOEHE = "traeger.kooperation.promoting"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary files go."""
    made = tmp_path / "temporary"
    made.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(made))
    return made


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Editor:
    """Name an editor that does with its file, `path`, what is said in Python."""
    monkeypatch.delenv("VISUAL", raising=False)

    def does(deed: str) -> None:
        script = tmp_path / "my editor.py"
        begin = "import sys\nfrom pathlib import Path\npath = Path(sys.argv[2])\n"
        script.write_text(f"{begin}text = path.read_text('utf-8')\n{deed}\n", "utf-8")
        call = [sys.executable, str(script), "--wait"]
        monkeypatch.setenv("EDITOR", shlex.join(call))

    return does


def written(kod: Kod) -> list[str]:
    return [r["text"] for r in kod("memo", "list", "--json").records]


def test_a_memo_is_written_shown_changed_and_removed(study: Path, kod: Kod) -> None:
    added = kod("memo", "add", "Zwei **Gruppen** fehlen.")
    assert added.code == 0, added.err
    assert "on the study" in added.err
    (record,) = kod("memo", "list", "--json").records
    shown = kod("memo", "show", record["id"][:6])
    assert shown.out == "Zwei **Gruppen** fehlen.\n"
    assert "A, 20" in shown.err
    assert " UTC" in shown.err
    assert kod("memo", "edit", record["id"], "Eine fehlt.").code == 0
    assert "was so already" in kod("memo", "edit", record["id"], "Eine fehlt.").err
    assert written(kod) == ["Eine fehlt."]
    assert "Eine fehlt." in kod("memo", "remove", record["id"]).err
    assert written(kod) == []
    assert kod("undo").code == 0
    assert written(kod) == ["Eine fehlt."]


def test_what_it_is_on_is_named_as_for_codings(study: Path, kod: Kod) -> None:
    words = ("--transcript", "FG01_traeger", "--quote", "auf Augenhöhe")
    assert kod("code", "add", AUGENHOEHE, *words[1:]).code == 0
    (coding,) = kod("code", "list", "--json").records
    for where in (
        words,
        ("--transcript", "FG02_jobcenter", "--start", "15", "--end", "22"),
        ("--speaker", "FG01/B1"),
        ("--group", "FG01", "--speaker", "B1"),
        ("--code", "role.markt"),
        ("--coding", coding["id"][:6]),
        ("--transcript", "FG01_traeger"),
    ):
        done = kod("memo", "add", *where, "Notiz")
        assert done.code == 0, (where, done.err)
    kinds = sorted(r["kind"] for r in kod("memo", "list", "--json").records)
    assert kinds == [
        "code", "coding", "segment", "segment", "speaker", "speaker", "transcript",
    ]  # fmt: skip
    assert kod("code", "list", "--json").records[0]["memo"] == "Notiz"
    assert len(kod("memo", "list", "--kind", "segment", "--json").records) == 2
    moved = kod("memo", "move", coding["id"], "--quote", "Besuch")
    assert moved.code == 1
    assert "kodierung code move" in moved.err


def test_the_list_fits_and_says_what_each_is_on(study: Path, kod: Kod) -> None:
    quote = "Die kennen unsere Maßnahmen, wirklich gut."
    kod("memo", "add", "--transcript", "FG01_traeger", "--quote", quote, "Wort " * 80)
    kod("memo", "add", "--speaker", "FG01/B1", "--coder", "B", "laut")
    kod("memo", "add", "--code", "role.markt", "unklar")
    listed = kod("memo", "list").out
    assert max(map(len, listed.splitlines())) <= 80
    for told in ("FG01_traeger.txt, turn 2, B1", "B1 in FG01", "the code role.markt"):
        assert told in listed
    found = kod("memo", "list", "--search", "massnahmen wort", "--json").records
    assert [r["kind"] for r in found] == ["segment"]
    mine = kod("memo", "list", "--coder", "B", "--json").records
    assert [r["text"] for r in mine] == ["laut"]


def test_the_text_comes_from_a_file_or_stdin(
    study: Path, kod: Kod, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "notiz.md"
    file.write_bytes("\ufeff# Titel\r\n\r\nText\r\n".encode())
    assert kod("memo", "add", "--file", file).code == 0
    for words in (["-"], ["--file", "-"]):
        piped = io.TextIOWrapper(io.BytesIO("Aus der Röhre\n".encode()))
        monkeypatch.setattr(sys, "stdin", piped)
        assert kod("memo", "add", *words).code == 0
    assert sorted(written(kod)) == [
        "# Titel\n\nText", "Aus der Röhre", "Aus der Röhre",
    ]  # fmt: skip
    file.write_bytes("Maß".encode("cp1252"))
    assert "is not UTF-8" in kod("memo", "add", "--file", file).err
    assert kod("memo", "add", "--file", tmp_path / "fehlt.md").code == 1
    assert kod("memo", "add", "Text", "--file", file).code == 2
    assert kod("memo", "add", "  ").code == 1
    assert len(written(kod)) == 3


def test_the_editor_gets_a_comment_that_is_cut_off(
    study: Path, kod: Kod, folder: Path, editor: Editor
) -> None:
    editor(
        "assert text.startswith('<!-- kodierung: memo on FG01_traeger.txt: “auf')\n"
        "assert path.suffix == '.md' and path.parent.stat().st_mode & 0o077 == 0\n"
        "path.write_text(text + '<!-- mein -->\\n# Titel\\n', 'utf-8')"
    )
    where = ("--transcript", "FG01_traeger", "--quote", "auf Augenhöhe")
    done = kod("memo", "add", *where)
    assert done.code == 0, done.err
    (record,) = kod("memo", "list", "--json").records
    assert record["text"] == "<!-- mein -->\n# Titel"
    editor("path.write_text('Darüber.\\n' + text.replace('Titel', 'Anders'), 'utf-8')")
    assert kod("memo", "edit", record["id"]).code == 0
    assert written(kod) == ["Darüber.\n\n<!-- mein -->\n# Anders"]
    assert not any(folder.iterdir())


@pytest.mark.parametrize(
    "deed", ["", "path.write_text('', 'utf-8')", "path.write_text(text + ' ', 'utf-8')"]
)
def test_nothing_written_stores_nothing(
    study: Path, kod: Kod, folder: Path, editor: Editor, deed: str
) -> None:
    editor(deed)
    done = kod("memo", "add")
    assert (done.code, written(kod)) == (0, [])
    assert "Nothing was written" in done.err
    kod("memo", "add", "Notiz")
    (record,) = kod("memo", "list", "--json").records
    assert "left as it was" in kod("memo", "edit", record["id"]).err
    assert written(kod) == ["Notiz"]
    assert not any(folder.iterdir())


def test_an_editor_that_fails_is_told(
    study: Path, kod: Kod, folder: Path, editor: Editor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.setenv("VISUAL", " ")
    missing = kod("memo", "add")
    assert (missing.code, "No editor is named" in missing.err) == (2, True)
    assert "--file" in missing.err
    monkeypatch.setenv("EDITOR", "no-such-editor --wait")
    monkeypatch.delenv("VISUAL")
    assert "cannot be started: No such file" in kod("memo", "add").err
    monkeypatch.setenv("EDITOR", "'vi")
    assert "a quote is missing" in kod("memo", "add").err
    editor("sys.exit(3)")
    assert "ended with an error (3)" in kod("memo", "add").err
    assert not any(folder.iterdir())
    assert written(kod) == []


def test_no_word_is_lost_when_the_editor_fails(
    study: Path, kod: Kod, folder: Path, editor: Editor
) -> None:
    editor("path.write_text(text + 'viele Worte', 'utf-8'); sys.exit(1)")
    failed = kod("memo", "add")
    assert failed.code == 2
    (kept,) = folder.glob("*/memo.md")
    assert f"--file {kept}" in failed.err
    assert kod("memo", "add", "--file", kept).code == 0
    assert written(kod) == ["viele Worte"]


def test_no_word_is_lost_when_it_cannot_be_stored(
    study: Path, kod: Kod, folder: Path, editor: Editor
) -> None:
    editor(
        "path.write_text(text + 'viele Worte', 'utf-8')\n"
        "Path('kodierung.db').rename('elsewhere.db')"
    )
    failed = kod("memo", "add")
    assert failed.code == 1
    assert "Your text is kept" in failed.err
    (kept,) = folder.glob("*/memo.md")
    assert "viele Worte" in kept.read_text("utf-8")
    Path("elsewhere.db").replace("kodierung.db")
    editor("path.write_bytes('Maß'.encode('cp1252'))")
    assert "did not save the text as UTF-8" in kod("memo", "add").err
    assert len(list(folder.glob("*/memo.md"))) == 2


def test_a_damaged_comment_takes_no_words_with_it(
    study: Path, kod: Kod, folder: Path, editor: Editor
) -> None:
    editor("path.write_text(text.replace(' -->', '') + 'a --> b', 'utf-8')")
    assert kod("memo", "add").code == 0
    (whole,) = written(kod)
    assert whole.startswith("<!-- kodierung")
    assert whole.endswith("a --> b")


def test_what_is_wrong_is_said_before_the_editor_opens(
    study: Path, kod: Kod, folder: Path, editor: Editor
) -> None:
    editor("Path('opened').touch()")
    assert kod("memo", "add", "--transcript", "FG09").code == 1
    assert kod("memo", "edit", "ffff").code == 1
    assert not Path("opened").exists()


def test_memos_are_exported(study: Path, kod: Kod) -> None:
    kod("memo", "add", "# Stand\nEine fehlt.")
    printed = kod("memo", "export").out
    assert "#### Stand\nEine fehlt." in printed
    done = kod("memo", "export", "-o", "exports/memos.md")
    assert "Written" in done.err
    assert Path("exports/memos.md").read_text("utf-8") == printed
    assert kod("memo", "export", "-o", "memos.json").code == 0
    (record,) = json.loads(Path("memos.json").read_text("utf-8"))
    assert record["text"] == "# Stand\nEine fehlt."
    assert kod("memo", "export", "-o", "memos.docx").code == 2


def test_who_codes_blind_sees_her_own_memos(study: Path, kod: Kod) -> None:
    settings = Path("kodierung.yaml")
    settings.write_text(f"{settings.read_text('utf-8')}blind: true\n", "utf-8")
    kod("memo", "add", "von A")
    kod("memo", "add", "von B", "--coder", "B")
    listed = kod("memo", "list", "--json")
    assert [r["text"] for r in listed.records] == ["von A"]
    assert "blind" in listed.err
    assert kod("memo", "list", "--coder", "B").code == 1
    assert "von B" not in kod("memo", "export").out
    (theirs,) = kod("--coder", "B", "memo", "list", "--json").records
    assert "no memo" in kod("memo", "show", theirs["id"]).err
    assert kod("reveal", "--yes").code == 0
    assert kod("memo", "show", theirs["id"]).out == "von B\n"


def test_an_import_tells_what_became_of_memos(
    study: Path, files: Path, kod: Kod
) -> None:
    where = ("--transcript", "FG01_traeger", "--quote")
    kod("memo", "add", *where, "Bei uns nicht", "bleibt")
    kod("memo", "add", *where, "Da waren welche zu Besuch", "geht")
    file = files / "FG01_traeger.txt"
    text = file.read_text("utf-8").replace("Da waren welche zu Besuch", "Ach was")
    file.write_text(text.replace("I: Wie", "I: Hallo. Wie"), "utf-8")
    done = kod("import", file, "--update")
    assert done.code == 0, done.err
    assert "memos: 1 moved with their words, 1 detached" in done.err
    assert "“Da waren welche zu Besuch”" in done.err
    assert "kodierung memo move ID" in done.err
    lost = kod("memo", "list", "--status", "detached").out
    assert "detached: its words are no longer there" in " ".join(lost.split())
    (record,) = kod("memo", "list", "--status", "detached", "--json").records
    assert kod("memo", "move", record["id"], "--quote", "Ach was").code == 0
    assert kod("memo", "list", "--status", "detached", "--json").records == []
    assert kod("verify").code == 0
