"""`kodierung speakers`: who speaks how much, and saying who the people are."""

from __future__ import annotations

from pathlib import Path

import pytest

from kodierung.model import Speaker
from kodierung.project import Project
from tests.cli.conftest import Kod

ONE, TWO = "FG01_traeger.txt", "FG02_jobcenter.txt"


def person(kod: Kod, label: str, group: str = "FG01") -> dict:
    (found,) = [
        record
        for record in kod("speakers", "--group", group, "--json").records
        if record["speaker"] == label
    ]
    return found


def events(folder: Path) -> int:
    with Project.find(folder).open_store() as store:
        return len(store.events())


# --- list -----------------------------------------------------------------------------


def test_the_share_is_that_of_the_words_of_the_group(study: Path, kod: Kod) -> None:
    records = kod("speakers", "--group", "fg01", "--json").records
    words = {r["speaker"]: r["words"] for r in records}
    assert words == {"I": 6, "B1": 17, "B2": 7, "B3": 0}
    assert {r["speaker"]: r["share"] for r in records} == {
        "I": 0.2, "B1": round(17 / 30, 4), "B2": round(7 / 30, 4), "B3": 0.0,
    }  # fmt: skip
    assert list(records[0]) == [
        "transcript", "group", "speaker", "kind", "collective", "function",
        "attributes", "turns", "words", "seconds", "share",
    ]  # fmt: skip
    # The first turn has no start, so only what has both counts as time.
    assert {r["speaker"]: r["seconds"] for r in records} == {
        "I": None, "B1": 19.5, "B2": 10.5, "B3": None,
    }  # fmt: skip


def test_a_group_in_two_files_is_one_group(study: Path, kod: Kod) -> None:
    more = study.parent / "more.txt"
    more.write_text("I: Weiter?\n\nB1: Ja, eins zwei drei.\n", "utf-8")
    kod("import", more, "--set", "group=FG01", "--set", "perspective=traeger")
    shares = [r["share"] for r in kod("speakers", "--group", "FG01", "--json").records]
    assert sum(shares) == pytest.approx(1, abs=0.001)
    (line,) = [
        x for x in kod("speakers", "--group", "FG01").out.split("\n") if "B1" in x
    ]
    assert line.split()[-5:] == ["3", "21", "60", "%", "0:00:19"]
    (only,) = kod("speakers", "--transcript", "more", "--json").records[1:]
    assert (only["words"], only["share"]) == (4, round(4 / 35, 4))


def test_by_group_shows_who_took_part_and_how_much_is_the_moderators(
    study: Path, kod: Kod
) -> None:
    first, second = kod("speakers", "--by", "group", "--json").records
    assert first == {
        "group": "FG01", "transcripts": 1, "participants": 3, "moderators": 1,
        "moderation": 0.2, "turns": 4, "words": 30, "seconds": 30.0,
    }  # fmt: skip
    assert second["seconds"] is None
    assert "3 + 1" in kod("speakers", "--by", "group").out


def test_several_people_at_once_are_listed_and_are_nobody_more(
    study: Path, kod: Kod
) -> None:
    noisy = study.parent / "noisy.txt"
    noisy.write_text("I: Und?\n\nB1: Ja.\n\nAlle: Genau!\n", "utf-8")
    kod("import", noisy, "--set", "group=FG09", "--set", "perspective=traeger")
    assert person(kod, "Alle", "FG09")["collective"] is True
    assert person(kod, "B1", "FG09")["collective"] is False
    assert "(several)" in kod("speakers", "--group", "FG09").out
    (group,) = kod("speakers", "--group", "FG09", "--by", "group", "--json").records
    assert (group["participants"], group["moderators"]) == (1, 1)


def test_the_list_fits_eighty_columns(study: Path, kod: Kod) -> None:
    long = "Leitung der Abteilung Eingliederung und Markt, kommunales Jobcenter " * 2
    kod("speakers", "set", "B1", "--group", "FG01", "--function", long)
    for words in ([], ["--by", "group"]):
        lines = kod("speakers", *words).out.splitlines()
        assert max(map(len, lines)) <= 80
        assert not any("…" in line for line in lines)


def test_what_is_not_there_is_an_error(study: Path, kod: Kod) -> None:
    done = kod("speakers", "--group", "FG1")
    assert (done.code, "FG01" in done.err) == (1, True)
    assert kod("speakers", "--transcript", "FG03").code == 1
    assert kod("speakers", "--group", "FG01", "set", "B1", "a=b").code == 2


# --- set ------------------------------------------------------------------------------


def test_what_is_said_of_a_person_is_kept_as_said_by_the_researcher(
    study: Path, kod: Kod
) -> None:
    done = kod(
        "speakers", "set", "B1", "--group", "FG01", "--kind", "moderator",
        "--function", "Chefin", "perspective=jobcenter",
    )  # fmt: skip
    assert done.code == 0
    assert f"{ONE}, B1: kind participant → moderator" in done.err
    assert f"{ONE}, B1: perspective (as the group) → jobcenter" in done.err
    with Project.find(study).open_store() as store:
        transcript = store.transcript(ONE)
    assert transcript is not None
    assert transcript.speaker("B1") == Speaker(
        "B1", "moderator", "Chefin", {"perspective": "jobcenter"},
        ("function", "kind", "perspective"),
    )  # fmt: skip
    assert person(kod, "B2")["attributes"] == {"perspective": "traeger"}
    assert person(kod, "B1", "FG02")["kind"] == "participant"


def test_a_label_of_several_groups_needs_one_of_them(study: Path, kod: Kod) -> None:
    done = kod("speakers", "set", "B1", "--function", "X")
    assert done.code == 1
    assert ONE in done.err
    assert TWO in done.err
    assert "--group" in done.err
    assert kod("speakers", "set", "b3", "--function", "X").code == 0  # only one group's
    assert person(kod, "B3")["function"] == "X"


def test_a_whole_group_is_described_without_a_label(study: Path, kod: Kod) -> None:
    kod("speakers", "set", "B2", "--group", "FG01", "perspective=traeger")
    done = kod("speakers", "set", "--group", "FG01", "perspective=jobcenter")
    assert f"{ONE}, the group: perspective traeger → jobcenter" in done.err
    assert f"warning: {ONE}, B2: perspective=traeger" in done.err
    assert person(kod, "B1")["attributes"] == {"perspective": "jobcenter"}
    assert person(kod, "B2")["attributes"] == {"perspective": "traeger"}
    kod("speakers", "set", "B2", "--group", "FG01", "--unset", "perspective")
    assert person(kod, "B2")["attributes"] == {"perspective": "jobcenter"}


def test_one_person_in_two_files_is_described_in_both_or_that_is_told(
    study: Path, kod: Kod
) -> None:
    more = study.parent / "more.txt"
    more.write_text("I: Weiter?\n\nB1: Ja.\n", "utf-8")
    kod("import", more, "--set", "group=FG01", "--set", "perspective=traeger")
    done = kod("speakers", "set", "B1", "--transcript", ONE, "--kind", "moderator")
    assert f"warning: {ONE}: B1 is described otherwise in more.txt" in done.err
    done = kod("speakers", "set", "B1", "--group", "FG01", "--kind", "participant")
    assert "warning" not in done.err
    done = kod("speakers", "set", "--transcript", ONE, "perspective=jobcenter")
    assert f"warning: {ONE}: the group is described otherwise in more.txt" in done.err
    done = kod(
        "speakers", "set", "I", "--group", "FG01", "--function", "X"
    )  # one person, two files
    assert done.err.count("I: function") == 2


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["B1", "--group", "FG01", "perspective=traegr"], 1, 'mean "traeger"?'),
        (["B1", "--group", "FG01", "perspectiv=traeger"], 1, 'mean "perspective"?'),
        (["B1", "--group", "FG01", "--unset", "perspectiv"], 1, 'mean "perspective"?'),
        (["B11", "--group", "FG01", "--function", "X"], 1, 'did you mean "B1"?'),
        (["B1", "--group", "FG01"], 2, "Nothing is said"),
        (["perspective=traeger"], 2, "not said of whom"),
        (["--group", "FG01", "--kind", "moderator"], 2, "Name the speakers"),
        (["B1", "--group", "FG01", "function=X"], 2, "--function"),
        (["B1", "--group", "FG01", "group=FG02"], 2, "--update"),
        (["B1", "--group", "FG01", "perspective="], 2, "key=value"),
        (["B1", "--transcript", ONE, "--group", "FG02", "--function", "X"], 1, "FG01"),
    ],
)
def test_nonsense_changes_nothing(
    words: list[str], code: int, told: str, study: Path, kod: Kod
) -> None:
    before = events(study)
    done = kod("speakers", "set", *words)
    assert (done.code, told in done.err) == (code, True), done.err
    assert events(study) == before


def test_two_people_are_described_together_or_not_at_all(study: Path, kod: Kod) -> None:
    assert kod("speakers", "set", "B1", "B9", "--group", "FG01", "--function", "X").code
    assert person(kod, "B1")["function"] == "Geschäftsführung"
    kod("speakers", "set", "B1", "B2", "--group", "FG01", "--function", "")
    assert [person(kod, label)["function"] for label in ("B1", "B2")] == ["", ""]


def test_the_next_suggest_notices(study: Path, kod: Kod) -> None:
    assert {s["speaker"] for s in kod("suggest", "--json").records} == {"B1", "B2"}
    done = kod("speakers", "set", "B1", "--group", "FG01", "--kind", "moderator")
    assert "kodierung suggest" in done.err
    assert ONE in done.err
    kod("suggest")
    found = [s for s in kod("suggestions", "--json").records if s["transcript"] == ONE]
    assert {s["speaker"] for s in found} == {"B2"}
    done = kod("speakers", "set", "B2", "--group", "FG01", "--function", "Coach")
    assert "kodierung suggest" not in done.err  # rules do not look at functions


def test_what_was_said_can_be_taken_back(study: Path, kod: Kod) -> None:
    before = person(kod, "B1")
    kod("speakers", "set", "B1", "--group", "FG01", "--kind", "moderator")
    assert kod("undo").code == 0
    assert person(kod, "B1") == before
