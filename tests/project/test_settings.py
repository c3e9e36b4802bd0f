from __future__ import annotations

from pathlib import Path

import pytest

from kodierung.errors import StudyError
from kodierung.project import Answers, Settings
from kodierung.project.settings import read_settings

WHOLE = """\
# Kommentar
title: Träger: ein "Dreieck"
language: en
codebook: codebooks/süd.yaml
coder: no
note: 20:30
citation: "[{group}: {turn}]"
import:
  moderators: [I, 'Frau M']
  aliases: {Frau B: B1, 7: B2, B9: }
  not_speakers: [Das Erste ist]
  files:
    FG01.txt: {format: docx, encoding: cp1252}
    "FG*.vtt": {aliases: {SPEAKER_00: B1}, moderators: SPEAKER_01}
"""


def read(folder: Path, content: str | bytes) -> Settings:
    path = folder / "kodierung.yaml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_settings(path)


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_everything_is_read_as_text(tmp_path: Path, mark: str, line_end: str) -> None:
    content = WHOLE.replace(': ein "Dreieck"', "")
    settings = read(tmp_path, mark + content.replace("\n", line_end))
    assert settings == Settings(
        title="Träger",
        language="en",
        codebook="codebooks/süd.yaml",
        coder="no",
        note="20:30",
        citation="[{group}: {turn}]",
        answers=Answers(
            moderators=("I", "Frau M"),
            aliases={"Frau B": "B1", "7": "B2"},
            not_speakers=("Das Erste ist",),
            files={
                "FG01.txt": Answers(format="docx", encoding="cp1252"),
                "FG*.vtt": Answers(
                    moderators=("SPEAKER_01",), aliases={"SPEAKER_00": "B1"}
                ),
            },
        ),
    )
    assert settings.lines["codebook"] == 4


def test_nearly_everything_may_be_left_out(tmp_path: Path) -> None:
    assert read(tmp_path, "title: X\n") == Settings(title="X")
    empty = "title:\nlanguage:\ncodebook:\nimport:\n"
    assert read(tmp_path, empty) == Settings()
    halves = "import:\n  moderators:\n  aliases:\n"
    assert read(tmp_path, halves) == Settings()
    one = read(tmp_path, "import: {moderators: I}\n")
    assert one.answers.moderators == ("I",)


def test_a_windows_path_leads_to_the_same_codebook(tmp_path: Path) -> None:
    assert read(tmp_path, r"codebook: codebooks\a.yaml").codebook == "codebooks/a.yaml"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (
            "titel: X\n",
            'kodierung.yaml:1: unknown setting "titel" (did you mean "title"?)',
        ),
        (
            "title: X\nxyz: 1\n",
            'kodierung.yaml:2: unknown setting "xyz" '
            "(known are title, language, codebook, coder, note, encoder, pipeline, "
            "citation, anonymous, blind, import)",
        ),
        (
            "title: X\ncitation: '({gruppe})'\n",
            'kodierung.yaml:2: a citation has no field "{gruppe}" (the fields are '
            "{group}, {speaker}, {time}, {turn}, {transcript}, {function})",
        ),
        (
            "import:\n  moderatoren: [I]\n",
            'kodierung.yaml:2: unknown setting "moderatoren" '
            '(did you mean "moderators"?)',
        ),
        (
            "import: [I]\n",
            "kodierung.yaml:1: here belong keys: "
            "format, encoding, moderators, aliases, not_speakers, files",
        ),
        (
            "import:\n  files:\n    FG01.txt:\n      alias: {A: B}\n",
            'kodierung.yaml:4: unknown setting "alias" (did you mean "aliases"?)',
        ),
        (
            "import:\n  files:\n    FG01.txt: {files: {}}\n",
            'kodierung.yaml:3: unknown setting "files" (known are format, encoding, '
            "moderators, aliases, not_speakers)",
        ),
        (
            "import:\n  files: [FG01.txt]\n",
            'kodierung.yaml:2: "files" must name files: '
            "{FG01.txt: {aliases: {Frau B: B1}}}",
        ),
        (
            "import:\n  aliases:\n    Frau  B: B1\n  not_speakers: [frau b]\n",
            'kodierung.yaml:3: "Frau  B" cannot be both an alias for "B1" and nobody '
            "(keep one of the two answers)",
        ),
        ("title: [a, b]\n", 'kodierung.yaml:1: "title" must be a single text'),
        (
            "import:\n  moderators: {I: x}\n",
            'kodierung.yaml:2: "moderators" must be a list: [I, Moderatorin]',
        ),
        (
            "import:\n  moderators:\n    - I\n    - [x]\n",
            'kodierung.yaml:4: "moderators" must be a single text',
        ),
        (
            "import:\n  aliases: [a]\n",
            'kodierung.yaml:2: "aliases" must be pairs: {Frau B: B1}',
        ),
        (
            "import:\n  aliases:\n    a: [b]\n",
            'kodierung.yaml:3: "a" must be a single text',
        ),
        (
            "language: deutsch\n",
            'kodierung.yaml:1: "deutsch" is no language code '
            '(write "de" for German, "en" for English)',
        ),
        *(
            (
                f"codebook: {path}\n",
                f'kodierung.yaml:1: the codebook "{path}" lies too far from the study '
                "(name it as seen from the study folder: codebooks/… or ../…)",
            )
            for path in ("/etc/a.yaml", "../../a.yaml", "C:/a.yaml", "x/../../../a")
        ),
    ],
)
def test_a_fault_is_named_with_its_line(
    tmp_path: Path, content: str, expected: str
) -> None:
    with pytest.raises(StudyError) as caught:
        read(tmp_path, content)
    assert [str(problem) for problem in caught.value.problems] == [expected]
    assert str(tmp_path / "kodierung.yaml") in caught.value.message


def test_all_faults_are_named_at_once(tmp_path: Path) -> None:
    with pytest.raises(StudyError) as caught:
        read(tmp_path, "titel: X\nlanguage: [de]\nimport: x\n")
    assert [p.place for p in caught.value.problems] == [
        "kodierung.yaml:1",
        "kodierung.yaml:2",
        "kodierung.yaml:3",
    ]


@pytest.mark.parametrize(
    "content",
    [b"", b"- a\n", b"title: \xfc\n", b"title: [\n", b"\ttitle: x\n", WHOLE.encode()],
)
def test_what_is_no_settings_file_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(StudyError) as caught:
        read(tmp_path, content)
    assert caught.value.problems
    assert all(p.place.startswith("kodierung.yaml:") for p in caught.value.problems)


def test_a_codebook_beside_the_study_is_near_enough(tmp_path: Path) -> None:
    for path in ("../shared/a.yaml", "a.yaml", "codebooks/../a.yaml", "./a/b/c.yaml"):
        assert read(tmp_path, f"codebook: {path}\n").codebook == path
