from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from unicodedata import normalize

import pytest

from kodierung.codebook.starter import starter
from kodierung.errors import CodebookError, StoreError, StudyError, UsageError
from kodierung.model import Transcript
from kodierung.project import Project, create_project
from kodierung.store.store import Source


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return create_project(
        tmp_path / "Studie", "Titel", "de", starter("Titel"), "süd.yaml"
    )


def set_to(project: Project, settings: str) -> Project:
    (project.folder / "kodierung.yaml").write_text(settings, "utf-8")
    return Project.find(project.folder)


def test_a_study_is_found_from_within(project: Project) -> None:
    deep = project.folder / "exports" / "2026" / "Mai"
    deep.mkdir(parents=True)
    assert Project.find(deep) == project
    assert Project.find(project.folder) == project


def test_a_study_is_found_from_a_relative_path(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project.exports)
    found = Project.find(Path())
    assert found.folder.samefile(project.folder)
    assert found.folder.is_absolute()


def test_no_study_is_said_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(StudyError, match="no study here") as caught:
        Project.find(tmp_path)
    assert "kodierung init" in caught.value.hint
    assert "-C" in caught.value.hint
    with pytest.raises(StudyError, match="no such folder"):
        Project.find(tmp_path / "missing")


def test_the_coder_is_named_by_option_then_environment_then_settings(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("KODIERUNG_CODER", raising=False)
    with pytest.raises(UsageError) as caught:
        project.coder(None)
    for way in ("--coder", "KODIERUNG_CODER", "kodierung.yaml"):
        assert way in caught.value.hint
    project = set_to(project, "coder: Anna\n")
    assert project.coder(None) == "Anna"
    monkeypatch.setenv("KODIERUNG_CODER", " Ben ")
    assert project.coder("") == "Ben"
    assert project.coder(normalize("NFD", " Jörg \n X")) == "Jörg X"


def test_the_codebook_in_use_is_read(project: Project) -> None:
    codebook = project.load_codebook()
    assert codebook.language == "de"
    assert codebook.file == "codebooks/süd.yaml"


def test_a_codebook_spelled_in_the_other_unicode_form_is_found(
    project: Project,
) -> None:
    composed = project.codebooks / "süd.yaml"
    composed.rename(project.codebooks / normalize("NFD", "süd.yaml"))
    assert project.load_codebook().language == "de"


def test_a_missing_codebook_is_named_with_the_line(project: Project) -> None:
    missing = set_to(project, "title: x\ncodebook: codebooks/süt.yaml\n")
    with pytest.raises(StudyError, match=r"kodierung\.yaml:2: .*süt\.yaml") as caught:
        missing.load_codebook()
    assert caught.value.hint == 'did you mean "süd.yaml"?'
    with pytest.raises(StudyError, match="names no codebook"):
        set_to(project, "title: x\n").load_codebook()


def test_a_faulty_codebook_names_its_file(project: Project) -> None:
    (project.codebooks / "süd.yaml").write_text("codebook: [\n", "utf-8")
    with pytest.raises(CodebookError) as caught:
        project.load_codebook()
    assert caught.value.problems[0].place.startswith("codebooks/süd.yaml:")


def test_a_missing_database_is_said(project: Project) -> None:
    project.database.unlink()
    with pytest.raises(StoreError, match="is missing"):
        project.open_store()


def test_files_that_nothing_was_read_from_are_named(project: Project) -> None:
    for name in (
        normalize("NFD", "Träger.txt"),
        "v1.txt",
        "orphan b.txt",
        "Orphan a.docx",
        ".FG02.txt.0123abcd.unfinished",
        ".DS_Store",
        "Thumbs.db",
        "~$Orphan a.docx",
    ):
        (project.transcripts / name).touch()
    (project.transcripts / "codings").mkdir()
    (project.transcripts / "codings" / "a.jsonl").touch()
    transcript = Transcript("a.txt", "a", "", "", (), ())
    with project.open_store() as store:
        with store.writing("import") as change:
            change.add_transcript(transcript, Source("transcripts/v1.txt", "1", ""))
            source = Source(normalize("NFC", "transcripts/Träger.txt"), "2", "")
            change.replace_transcript(transcript, source)
        assert [p.name for p in project.orphans(store)] == [
            ".FG02.txt.0123abcd.unfinished",
            "Orphan a.docx",
            "orphan b.txt",
        ]
        for path in (*project.transcripts.rglob("*"), project.transcripts):
            if path.is_file():
                path.unlink()
        (project.transcripts / "codings").rmdir()
        project.transcripts.rmdir()
        assert project.orphans(store) == []


@pytest.mark.parametrize(
    "name",
    [
        "Dropbox",
        "Dropbox (Universität)",
        "OneDrive - Hochschule Nord",
        "Nextcloud",
        "Nextcloud2",
        "ownCloud",
        "Mobile Documents",
        "CloudStorage",
        "iCloudDrive",
        "Google Drive",
        "GoogleDrive-a.b@example.org",
        "MagentaCLOUD",
        "HiDrive",
        "sciebo",
        "Hessenbox",
        "bwSyncAndShare",
        "bwSync&Share",
        "pCloudDrive",
        "Seafile",
        "MEGA",
        "Syncthing",
    ],
)
def test_a_synchronised_folder_is_warned_of(tmp_path: Path, name: str) -> None:
    project = create_project(tmp_path / name / "Studie", "x", "de", "", "a.yaml")
    warning = project.cloud_warning()
    assert warning is not None
    assert warning.severity == "warning"
    assert name in warning.message
    assert warning.place == str(project.folder)


@pytest.mark.parametrize(
    "name", ["Megatrends", "Studie", "Boxen", "Onedrives", "Synchron", "omega", "Drive"]
)
def test_an_ordinary_folder_is_not_warned_of(tmp_path: Path, name: str) -> None:
    project = create_project(tmp_path / name, "x", "de", "", "a.yaml")
    assert project.cloud_warning() is None


@pytest.mark.parametrize(
    ("mark", "service"), [(".stfolder/", "Syncthing"), (".dropbox", "Dropbox")]
)
def test_a_synchronised_folder_is_known_by_its_mark(
    project: Project, mark: str, service: str
) -> None:
    path = project.folder.parent / mark
    if mark.endswith("/"):
        path.mkdir()
    else:
        path.touch()
    warning = project.cloud_warning()
    assert warning is not None
    assert service in warning.message


@pytest.mark.skipif(os.name != "posix", reason="links need rights elsewhere")
def test_a_link_into_a_synchronised_folder_is_seen_through(tmp_path: Path) -> None:
    create_project(tmp_path / "Nextcloud" / "a", "x", "de", "", "a.yaml")
    (tmp_path / "plain").symlink_to(tmp_path / "Nextcloud" / "a")
    assert Project.find(tmp_path / "plain").cloud_warning() is not None


def test_finding_a_study_does_not_open_it(project: Project) -> None:
    code = (
        "import sys, pathlib\n"
        "from kodierung.project import Project\n"
        "Project.find(pathlib.Path(sys.argv[1])).coder('x')\n"
        "sys.exit('sqlalchemy' in sys.modules or 'pydantic' in sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code, project.folder], check=True)
