from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from kodierung.errors import StudyError
from kodierung.project import Project, create_project
from kodierung.project.create import _quoted
from kodierung.store.store import Store

BOOK = "codebook: start\n"


def create(folder: Path, language: str = "de") -> Project:
    return create_project(
        folder, 'Träger "A": 100 $', language, BOOK, "süd 1.yaml", "Fiktiv.", "Änne B."
    )


@pytest.mark.parametrize("language", ["de", "en", "fr"])
def test_a_new_study_is_whole(tmp_path: Path, language: str) -> None:
    folder = tmp_path / "Meine Studie"
    project = create(folder, language)
    assert sorted(p.name for p in folder.iterdir()) == [
        ".gitignore",
        "codebooks",
        "exports",
        "kodierung.db",
        "kodierung.yaml",
        "transcripts",
    ]
    assert project == Project.find(folder)
    assert project.settings.title == 'Träger "A": 100 $'
    assert project.settings.language == language
    assert project.settings.codebook == "codebooks/süd 1.yaml"
    assert (project.settings.note, project.settings.coder) == ("Fiktiv.", "Änne B.")
    assert (folder / "codebooks" / "süd 1.yaml").read_text("utf-8") == BOOK
    comments = (folder / "kodierung.yaml").read_text("utf-8")
    assert ("Titel der Studie" in comments) == (language == "de")
    with project.open_store() as store:
        assert store.transcripts() == []
        assert project.orphans(store) == []


@pytest.mark.parametrize("language", ["de", "en"])
def test_coding_blind_waits_behind_a_sign(tmp_path: Path, language: str) -> None:
    project = create_project(tmp_path, "S", language, "x: y\n", "b.yaml")
    assert not project.settings.blind
    settings = tmp_path / "kodierung.yaml"
    text = settings.read_text("utf-8")
    settings.write_text(text.replace("# blind: true\n", "blind: true\n"), "utf-8")
    assert Project.find(tmp_path).settings.blind


def test_git_leaves_out_what_people_said(tmp_path: Path) -> None:
    git = shutil.which("git")
    if git is None:
        pytest.skip("git is not installed")
    create(tmp_path)
    (tmp_path / "transcripts" / "FG01.txt").touch()
    (tmp_path / "exports" / "a.md").touch()
    (tmp_path / "kodierung.db.backup-0001").touch()
    subprocess.run([git, "init", "-q", tmp_path], check=True)
    listed = subprocess.run(
        [git, "-C", tmp_path, "ls-files", "--others", "--exclude-standard", "-z"],
        capture_output=True,
        check=True,
    ).stdout.decode()
    assert sorted(listed.split("\0")[:-1]) == [
        ".gitignore",
        "codebooks/süd 1.yaml",
        "kodierung.yaml",
    ]


def test_a_study_is_never_made_anew(tmp_path: Path) -> None:
    create(tmp_path)
    before = {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    with pytest.raises(StudyError, match="already a study"):
        create(tmp_path, "en")
    assert before == {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}


def test_files_that_are_there_stay(tmp_path: Path) -> None:
    (tmp_path / "codebooks").mkdir()
    for name in (".gitignore", "codebooks/süd 1.yaml", "README.md"):
        (tmp_path / name).write_text("mine")
    create(tmp_path)
    for name in (".gitignore", "codebooks/süd 1.yaml", "README.md"):
        assert (tmp_path / name).read_text() == "mine"


def test_an_interrupted_attempt_is_no_study_and_can_be_repeated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = ["make_folder", "write_file", "_make_database"]

    def interrupt(*_: object) -> Iterator[None]:
        raise KeyboardInterrupt

    for step in steps:
        with monkeypatch.context() as patch:
            patch.setattr(f"kodierung.project.create.{step}", interrupt)
            with pytest.raises(KeyboardInterrupt):
                create(tmp_path)
        with pytest.raises(StudyError, match="no study here"):
            Project.find(tmp_path)
    with Store.create(tmp_path / "kodierung.db"):
        pass  # the last step before the settings had been done
    assert create(tmp_path).settings.coder == "Änne B."


def test_a_database_in_use_is_not_taken_over(tmp_path: Path) -> None:
    from kodierung.model import Transcript
    from kodierung.store.store import Source

    with (
        Store.create(tmp_path / "kodierung.db") as store,
        store.writing("import") as change,
    ):
        change.add_transcript(
            Transcript("a.txt", "a", "", "", (), ()), Source("t/a", "", "")
        )
    with pytest.raises(StudyError, match="database with a study's data"):
        create(tmp_path)
    assert not (tmp_path / "kodierung.yaml").exists()


def test_a_file_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for folder in (tmp_path / "file", tmp_path / "file" / "study"):
        with pytest.raises(StudyError, match="Cannot make the folder"):
            create(folder)


@settings(deadline=None)
@given(st.text())
def test_any_title_is_read_as_it_was_given(title: str) -> None:
    written = _quoted(title)
    assert "\n" not in written
    assert yaml.safe_load(f"title: {written}\n") == {"title": title}


def test_an_undecodable_title_is_written_readably() -> None:
    assert _quoted("Tr\udce4ger") == '"Tr?ger"'


def test_german_texts_spell_with_c(tmp_path: Path) -> None:
    create_project(tmp_path, "Studie", "de", "x: y\n", "b.yaml")
    for name in ("kodierung.yaml", ".gitignore"):
        comments = [
            line
            for line in (tmp_path / name).read_text("utf-8").splitlines()
            if line.lstrip().startswith("#")
        ]
        assert comments
        assert not re.search(
            "kodier", "".join(comments).replace("KODIERUNG_CODER", ""), re.I
        )
