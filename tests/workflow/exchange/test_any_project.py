"""Whatever was coded: a study handed on, and begun anew from that, is the same."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kodierung.model import Coding, Memo, Segment, Speaker, Transcript
from kodierung.project import Project, create_project
from kodierung.store.store import Source
from kodierung.workflow.exchange.projects import begin, handed_on
from kodierung.workflow.exchange.taking import bring_in, read_taken
from kodierung.workflow.identity import new_coding
from kodierung.workflow.import_ import import_transcripts
from kodierung.workflow.read import Reading
from tests.support.small import CODEBOOK_YAML, codebook

WORDS = st.sampled_from(
    ["wir", "reden 😀", "u\u0308ber", "👩🏽\u200d🏫", "Zeit,", "„so“ & <b>", "größer."]
)
SAID = st.lists(WORDS, min_size=2, max_size=8).map(" ".join)
TURNS = st.lists(
    st.tuples(st.sampled_from(["I", "B1", "B2"]), SAID), min_size=3, max_size=7
)
CODES = sorted(codebook().codes)
MOMENT = "2026-01-15T09:30:00Z"
NOTES = ("", "Am Rand", "Zwei\nZeilen", "Statement: nein", "ß & <i>")


def file_of(turns: Sequence[tuple[str, str]], line_end: str, *, timed: bool) -> bytes:
    lines = []
    for number, (label, said) in enumerate(turns):
        mark = f" #00:00:{number:02}-5#" if timed else ""
        lines += [f"{label}: {said}{mark}", ""]
    return line_end.join(lines).encode()


def coded(
    data: st.DataObject, spoken: Transcript, number: int
) -> tuple[Coding, Memo] | None:
    """Draw a coding, and a memo on the same passage."""
    turns = st.sampled_from(spoken.turns)
    first, last = sorted((data.draw(turns), data.draw(turns)), key=lambda t: t.start)
    if data.draw(st.booleans()):
        last = first
    place = Segment(first.start, last.end)
    code, coder = data.draw(st.sampled_from(CODES)), data.draw(st.sampled_from("AÖ"))
    statement = codebook().codes[code].theme is not None and data.draw(st.booleans())
    made = new_coding(
        spoken.name, place, spoken.quote(place), code, coder, created=MOMENT,
        memo=data.draw(st.sampled_from(NOTES)), statement=statement,
    )  # fmt: skip
    memo = Memo(
        f"m{number}", "segment", f"Zur Stelle {number}", coder, MOMENT, MOMENT,
        spoken.name, start=place.start, end=place.end, quote=spoken.quote(place),
    )  # fmt: skip
    return made, memo


def fill(project: Project, folder: Path, data: st.DataObject) -> None:
    for number in range(data.draw(st.integers(1, 3))):
        path = folder / f"FG{number}.txt"
        end, timed = (
            data.draw(st.sampled_from(["\n", "\r\n"])),
            data.draw(st.booleans()),
        )
        path.write_bytes(file_of(data.draw(TURNS), end, timed=timed))
        group = data.draw(st.sampled_from(["eins", "zwei", f"FG{number}"]))
        said = {"perspective": "traeger", "group": group}
        import_transcripts(project, [path], Reading(attributes=said))
    with project.open_store() as store, store.writing("test", "A") as change:
        spoken = store.transcripts()
        taken: set[object] = set()
        for number in range(data.draw(st.integers(0, 8))):
            found = coded(data, data.draw(st.sampled_from(spoken)), number)
            if found and found[0].id not in taken:
                taken.add(found[0].id)
                change.add_coding(found[0])
                change.add_memo(found[1])
        change.add_memo(Memo("ms", "study", "Zur Studie", "A", MOMENT, MOMENT))
        change.add_memo(
            Memo("mc", "code", "Zum Code", "Ö", MOMENT, MOMENT, code=CODES[0])
        )
        change.add_memo(
            Memo("mt", "transcript", "Zum Text", "A", MOMENT, MOMENT, spoken[0].name)
        )
        change.add_memo(
            Memo(
                "mp",
                "speaker",
                "Zur Person",
                "A",
                MOMENT,
                MOMENT,
                group=spoken[0].group,
                speaker="B1",
            )
        )


def people(transcript: Transcript) -> list[Speaker]:
    return sorted(transcript.speakers, key=lambda one: one.label)


def contents(project: Project) -> dict[str, object]:
    """Return all that must be equal, without ids."""
    with project.open_store() as store:
        spoken = store.transcripts()
        codings = store.codings(status=None)
        memos = store.memos()
    labels = {c.id: c.label for c in project.load_codebook().codes.values()}
    return {
        "texts": {t.name: (t.text, t.group, dict(t.attributes)) for t in spoken},
        "turns": {t.name: t.turns for t in spoken},
        "people": {t.name: people(t) for t in spoken},
        "codings": sorted(
            (
                c.transcript,
                c.start,
                c.end,
                c.quote,
                labels[c.code],
                c.coder,
                c.created,
                c.memo,
                c.statement,
                c.status,
            )
            for c in codings
        ),
        "memos": sorted(
            (
                m.kind,
                m.transcript,
                m.group,
                m.speaker,
                m.start,
                m.end,
                m.quote,
                labels.get(m.code, ""),
                m.text,
                m.coder,
                m.created,
            )
            for m in memos
        ),
    }


@given(st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_study_goes_out_and_comes_in_the_same(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        project = create_project(
            folder / "alt", "Studie", "de", CODEBOOK_YAML, "klein.yaml"
        )
        fill(project, folder, data)
        out = handed_on(project)
        assert out.left_out == ()
        assert handed_on(project).data == out.data

        taken = read_taken(out.data, "x.qdpx")
        new, brought = begin(folder / "neu", taken, "de")
        assert brought.lost == {}
        assert contents(new) == contents(project)
        assert handed_on(new).data != b""

        again = bring_in(new, taken)
        assert again.coders == {}
        assert again.memos == 0
        assert contents(new) == contents(project)

        # Into the study that it came from: nothing is new there either.
        home = bring_in(project, taken)
        assert [text.is_new for text in home.texts] == [False] * len(home.texts)
        assert home.coders == {}
        back = handed_on(new)
        assert guids(back.data) == guids(out.data)


def guids(data: bytes) -> set[tuple[str, str]]:
    import io
    import re
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        text = archive.read("project.qde").decode()
    return set(re.findall(r'<(\w+)\s[^>]*?\bguid="([^"]+)"', text))


def test_a_source_file_says_the_same_when_it_is_read_again(tmp_path: Path) -> None:
    from kodierung.workflow.verify import verify

    path = tmp_path / "FG1.txt"
    path.write_text("I: Und?\n\nB1: So. #00:00:03-5#\n", "utf-8")
    project = create_project(tmp_path / "alt", "S", "de", CODEBOOK_YAML, "k.yaml")
    import_transcripts(project, [path])
    new, _ = begin(tmp_path / "neu", read_taken(handed_on(project).data, "x"), "de")
    assert not verify(new).problems
    with new.open_store() as store:
        (source,) = store.sources().values()
    assert isinstance(source, Source)
