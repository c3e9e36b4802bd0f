"""Projects of other programs through the command line: out, in, and what is told."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path

import pytest

from kodierung.project import Project
from tests.cli.conftest import Kod
from tests.formats.refi.packing import guid, qdpx
from tests.formats.refi.test_hostile import PROJECTS

SHARED = Path(__file__).parents[2] / ".." / "shared" / "refi"
SAMPLES = (
    "reference.qdpx", "reference_audio.qdpx", "quirk_nvivo_win.qdpx",
    "qualcoder_reexport.qdpx",
)  # fmt: skip
EXPECTED = {
    ("Ada", "Austausch im Kollegium",
     "Wir tauschen jede Woche Material, das spart Stunden."),
    ("Ben", "Austausch im Kollegium",
     "Wir tauschen jede Woche Material, das spart Stunden."),
}  # fmt: skip
TEXT = "I: Wie war es?\r\nP1: Gut 😀, wirklich.\r\nP2: Es fehlt Zeit.\r\n"
MARKET, TIME = guid(1), guid(2)
ADA = guid(9)


def foreign(codings: str = "", text: str = TEXT, users: str = "") -> bytes:
    """Return a project that counts line ends as one."""
    named = users or f'<User guid="{ADA}" name="Ada" id="A"/>'
    return qdpx(
        f"<Users>{named}</Users>"
        "<CodeBook><Codes>"
        f'<Code guid="{MARKET}" name="Marktakteur" isCodable="true"/>'
        f'<Code guid="{TIME}" name="Zeit" isCodable="true"/>'
        "</Codes></CodeBook>"
        f'<Sources><TextSource guid="{guid(3)}" name="Runde 1" '
        f'plainTextPath="internal://a.txt">{codings}</TextSource></Sources>',
        a=text.encode(),
    )


def selection(start: int, end: int, code: str, number: int, user: str = ADA) -> str:
    words = TEXT.replace("\r\n", "\n")[start:end]
    who = f'creatingUser="{user}"' if user else ""
    return (
        f'<PlainTextSelection guid="{guid(100 + number)}" name="{words}" '
        f'startPosition="{start}" endPosition="{end}">'
        f'<Coding guid="{guid(200 + number)}" {who}>'
        f'<CodeRef targetGUID="{code}"/></Coding></PlainTextSelection>'
    )


GOOD = selection(19, 35, MARKET, 1)
LATE = selection(40, 54, TIME, 2)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "fremd.qdpx"
    path.write_bytes(foreign(GOOD + LATE))
    return path


@pytest.mark.parametrize("name", SAMPLES)
def test_a_study_begun_from_a_project(
    name: str, tmp_path: Path, kod: Kod, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not (SHARED / name).exists():
        pytest.skip("the samples lie beside the checkout only")
    done = kod("init", tmp_path / "neu", "--from", SHARED / name, "--coder", "X")
    assert done.code == 0, done.err
    monkeypatch.chdir(tmp_path / "neu")
    book = Project.find(Path()).load_codebook()
    labels = {code.id: code.label for code in book.codes.values()}
    found = {
        (one["coder"], labels[one["code"]], one["quote"])
        for one in kod("code", "list", "--json").records
    }
    assert len(found) == 7
    assert found >= EXPECTED
    assert kod("verify").code == 0
    # Handed on again, everything is called as it was.
    assert kod("export", "qdpx", "-o", "out.qdpx").code == 0
    written = guids(Path("out.qdpx").read_bytes())
    again = {one for _, one in written}
    kept = guids((SHARED / name).read_bytes()) - written
    left = {tag for tag, _ in kept}
    assert left <= {"AudioSource", "Transcript", "SyncPoint", "Case"}
    # NVivo's convention gives a person's case the GUID of the code; it stays once.
    assert not {one for tag, one in kept if tag == "Case"} - again


def guids(data: bytes) -> set[tuple[str, str]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        (name,) = (one for one in archive.namelist() if one.endswith(".qde"))
        text = archive.read(name).decode("utf-8-sig")
    found = re.findall(r'<(\w+)\s[^>]*?\bguid="([^"]+)"', text)
    return {(tag, one.upper().strip("{}")) for tag, one in found}


def test_into_a_study_by_labels_and_by_what_is_said(
    study: Path, file: Path, kod: Kod
) -> None:
    lacking = kod("import", file)
    assert lacking.code == 1
    assert 'lacks 1 code of the project: "Zeit" (1 coding)' in lacking.err
    assert "--map" in lacking.err
    said = ("--map", "Zeit=traeger.kooperation.inhibiting")

    checked = kod("import", file, *said, "--check")
    assert "Nothing was stored." in checked.err
    assert len(kod("transcripts", "--json").records) == 2

    done = kod("import", file, *said)
    assert done.code == 0, done.err
    assert "2 codings of Ada" in done.err
    found = kod("code", "list", "--coder", "Ada", "--json").records
    assert [(c["code"], c["quote"], c["speakers"]) for c in found] == [
        ("role.markt", "Gut 😀, wirklich.", ["P1"]),
        ("traeger.kooperation.inhibiting", "Es fehlt Zeit.", ["P2"]),
    ]
    again = kod("import", file, *said, "--json").records[0]
    assert [(one["codings"], one["known"]) for one in again["texts"]] == [(0, 2)]
    assert kod("verify").code == 0
    assert kod("undo").code == 0
    assert len(kod("transcripts", "--json").records) == 2
    assert kod("code", "list", "--coder", "Ada", "--json").records == []


def test_what_cannot_be_meant(study: Path, file: Path, kod: Kod) -> None:
    assert 'no code "Ort"' in kod("import", file, "--map", "Ort=role.markt").err
    wrong = kod("import", file, "--map", "Zeit=zeit.fehlt")
    assert 'The codebook has no code "zeit.fehlt"' in wrong.err
    assert kod("import", file, file).code == 2
    assert kod("export", "qdpx").code == 2
    assert kod("export", "qdpx", "FG01", "-o", "x.qdpx").code == 2
    unknown = kod("export", "qdpx", "-o", "x.qdpx", "--for", "maxqd")
    assert unknown.code == 2
    assert 'did you mean "maxqda"?' in unknown.err
    assert not Path("x.qdpx").exists()


def test_nobody_is_named(study: Path, tmp_path: Path, kod: Kod) -> None:
    settings = study / "kodierung.yaml"
    settings.write_text(settings.read_text("utf-8").replace('coder: "A"', "coder:"))
    path = tmp_path / "ohne.qdpx"
    users = "".join(f'<User guid="{guid(n)}" name="{n}"/>' for n in (8, 9))
    path.write_bytes(foreign(selection(19, 35, MARKET, 1, ""), users=users))
    refused = kod("import", path)
    assert refused.code == 1
    assert "--coder NAME" in refused.err
    assert len(kod("transcripts", "--json").records) == 2
    assert kod("import", path, "--coder", "Ben").code == 0
    (coding,) = kod("code", "list", "--json").records
    assert coding["coder"] == "Ben"


def test_who_works_alone_need_not_be_named(
    study: Path, tmp_path: Path, kod: Kod
) -> None:
    path = tmp_path / "ohne.qdpx"
    path.write_bytes(foreign(selection(19, 35, MARKET, 1, "")))
    done = kod("import", path)
    assert done.code == 0
    assert "1 of its codings name nobody; they count as those of Ada" in done.err
    (coding,) = kod("code", "list", "--json").records
    assert coding["coder"] == "Ada"


def test_other_words_under_the_same_name_are_refused(
    study: Path, file: Path, tmp_path: Path, kod: Kod
) -> None:
    file.write_bytes(foreign(GOOD))
    assert kod("import", file).code == 0
    other = tmp_path / "neuer.qdpx"
    other.write_bytes(foreign(GOOD, TEXT.replace("Zeit", "Geld")))
    refused = kod("import", other)
    assert refused.code == 1
    assert "with other words" in refused.err


def test_a_text_in_which_nobody_is_told_apart(
    study: Path, tmp_path: Path, kod: Kod
) -> None:
    path = tmp_path / "notiz.qdpx"
    words = "Es war gut.\n\nWir haben viel geredet."
    path.write_bytes(foreign("", words))
    assert kod("import", path).code == 0
    (found,) = [
        t for t in kod("transcripts", "--json").records if "Runde" in t["transcript"]
    ]
    assert found["turns"] == 2
    assert kod("verify").code == 0


def test_what_is_lost_is_told_and_written_beside(study: Path, kod: Kod) -> None:
    assert (
        kod(
            "code", "add", "role.markt", "FG01_traeger", "--quote", "Dienstleister"
        ).code
        == 0
    )
    done = kod("export", "qdpx", "-o", "s.qdpx", "--for", "taguette")
    assert done.code == 0
    assert "Taguette liest keine Projekte" in done.err
    report = Path("s.qdpx.losses.md").read_text("utf-8")
    assert report.startswith("# Was nicht ankommt: s.qdpx für Taguette")
    assert "| Suchregeln, mit" in report
    assert str(study) not in report


def test_no_real_name_leaves_the_house(study: Path, kod: Kod) -> None:
    quote = ("role.markt", "FG01_traeger", "--quote", "Dienstleister")
    assert kod("code", "add", *quote, "--coder", "Dr. Ingeborg Klar").code == 0
    with (study / "kodierung.yaml").open("a", encoding="utf-8") as settings:
        settings.write("\nanonymous: true\n")
    assert kod("export", "qdpx", "-o", "s.qdpx").code == 0
    with zipfile.ZipFile("s.qdpx") as archive:
        inside = b"".join(archive.read(one) for one in archive.namelist()).decode()
    assert "Ingeborg" not in inside
    assert 'name="Person 1"' in inside
    assert str(study.parent) not in inside
    assert "basePath" not in inside


def test_blind_coders_hand_on_their_own(study: Path, kod: Kod) -> None:
    for coder, code in (("A", "role.markt"), ("B", "traeger.kooperation.inhibiting")):
        words = ("FG01_traeger", "--quote", "Dienstleister", "--coder", coder)
        assert kod("code", "add", code, *words).code == 0
    with (study / "kodierung.yaml").open("a", encoding="utf-8") as settings:
        settings.write("\nblind: true\n")
    assert kod("export", "qdpx", "-o", "s.qdpx").code == 0
    with zipfile.ZipFile("s.qdpx") as archive:
        inside = archive.read("project.qde").decode()
    assert 'name="A"' in inside
    assert 'name="B"' not in inside
    assert kod("export", "qdpx", "-o", "t.qdpx", "--coder", "B").code == 1


@pytest.mark.parametrize(
    "data",
    [b"", b"PK\x05\x06" + b"\0" * 18, b"<Project/>", *PROJECTS.values()],
    ids=["nothing", "an empty archive", "no archive", *PROJECTS],
)
def test_what_is_no_project_is_one_sentence(
    study: Path, tmp_path: Path, kod: Kod, data: bytes
) -> None:
    path = tmp_path / "x.qdpx"
    path.write_bytes(data)
    for words in (("import", path), ("init", tmp_path / "neu", "--from", path)):
        done = kod(*words)
        assert done.code == 1
        assert "Traceback" not in done.err
        assert done.err.startswith("error: ")
    assert not (tmp_path / "neu").exists()


def test_the_same_study_gives_the_same_bytes(study: Path, kod: Kod) -> None:
    assert (
        kod(
            "code", "add", "role.markt", "FG01_traeger", "--quote", "Dienstleister"
        ).code
        == 0
    )
    for name in ("a.qdpx", "b.qdpx"):
        assert kod("export", "qdpx", "-o", name).code == 0
    assert Path("a.qdpx").read_bytes() == Path("b.qdpx").read_bytes()
    assert (
        json.loads(kod("import", "a.qdpx", "--check", "--json").out)["stored"] is False
    )
