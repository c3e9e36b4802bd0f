"""What programs write and nobody expects: nothing is lost silently, nothing breaks."""

from __future__ import annotations

from pathlib import Path

import pytest

from kodierung.workflow.exchange.projects import begin, handed_on
from kodierung.workflow.exchange.taking import read_taken
from kodierung.workflow.verify import verify
from tests.formats.refi.packing import guid, qdpx

USERS = f'<Users><User guid="{guid(9)}" name="Ada"/></Users>'
CODES = (
    f'<CodeBook><Codes><Code guid="{guid(1)}" name="Zeit" isCodable="true"/>'
    "</Codes></CodeBook>"
)
HALLO = "B1: Hallo.\n"


def source(number: int, name: str, path: str, inside: str = "") -> str:
    where = f'plainTextPath="internal://{path}.txt"'
    return (
        f'<TextSource guid="{guid(number)}" name="{name}" {where}>{inside}</TextSource>'
    )


def coded(start: int, end: int, number: int, code: int = 1) -> str:
    return (
        f'<PlainTextSelection guid="{guid(100 + number)}" name="" '
        f'startPosition="{start}" endPosition="{end}" creatingUser="{guid(9)}">'
        f'<Coding guid="{guid(200 + number)}" creatingUser="{guid(9)}">'
        f'<CodeRef targetGUID="{guid(code)}"/></Coding></PlainTextSelection>'
    )


def project(sources: str, codes: str = CODES, **texts: str | bytes) -> bytes:
    return qdpx(f"{USERS}{codes}<Sources>{sources}</Sources>", **texts)


ODD_CODES = (
    "<CodeBook><Codes>"
    f'<Code guid="{guid(1)}" name="" isCodable="true"/>'
    f'<Code guid="{guid(2)}" name="Zeit"><Description>x: y\n- "a"\n#</Description>'
    "</Code>"
    f'<Code guid="{guid(5)}" name="Zeit" isCodable="true" color="rgba(1,2,3,0.5)"/>'
    "</Codes></CodeBook>"
)
ONE = source(3, "A", "a", coded(4, 9, 1))
ODD = {
    "without codes": (project(source(3, "A", "a"), "", a=HALLO), [], ["A.txt"]),
    "an empty text": (
        project(source(3, "A", "a") + source(4, "B", "b"), a=b"", b=HALLO),
        [], ["B.txt"],
    ),
    "one name twice": (
        project(ONE + source(4, "A", "b", coded(4, 7, 2)), a=HALLO, b="B1: Ja, ja.\n"),
        ["Hallo", "Ja,"], ["A.txt", "A_2.txt"],
    ),
    "equal texts": (
        project(ONE + source(4, "B", "b", coded(4, 9, 2)), a=HALLO, b=HALLO),
        ["Hallo", "Hallo"], ["A.txt", "B.txt"],
    ),
    "a name that leads out": (
        project(source(3, "../../etc/pass:wd", "a", coded(4, 9, 1)), a=HALLO),
        ["Hallo"], ["_.._etc_pass_wd.txt"],
    ),
    "a name without end": (
        project(source(3, "x" * 300, "a", coded(4, 9, 1)), a=HALLO),
        ["Hallo"], [f"{'x' * 100}.txt"],
    ),
    "a coded heading": (
        project(source(3, "A", "a", coded(0, 6, 1)), a=f"Gruppe 1, Berlin\n\n{HALLO}"),
        ["Gruppe"], ["A.txt"],
    ),
    "odd codes": (
        project(source(3, "A", "a", coded(4, 9, 1) + coded(4, 9, 2, 5)), ODD_CODES,
                a=HALLO),
        ["Hallo", "Hallo"], ["A.txt"],
    ),
    "an old encoding": (
        project(ONE, a="B1: Grüße.\n".encode("cp1252")), ["Grüße"], ["A.txt"]
    ),
    "decomposed umlauts": (
        project(source(3, "A", "a", coded(4, 11, 1)), a="B1: Gru\u0308ße.\n"),
        ["Grüße."], ["A.txt"],
    ),
    "nothing at all": (qdpx(""), [], []),
}  # fmt: skip


@pytest.mark.parametrize(("data", "quotes", "names"), ODD.values(), ids=ODD)
def test_an_odd_project(
    tmp_path: Path, data: bytes, quotes: list[str], names: list[str]
) -> None:
    study, brought = begin(tmp_path / "neu", read_taken(data, "x.qdpx"), "de")
    with study.open_store() as store:
        assert [c.quote for c in store.codings()] == quotes
        assert store.transcript_names() == names
    assert [text.name for text in brought.texts] == names
    assert not verify(study).problems
    again, _ = begin(tmp_path / "wieder", read_taken(handed_on(study).data, "x"), "de")
    with again.open_store() as store:
        assert [c.quote for c in store.codings()] == quotes


@pytest.mark.parametrize(
    ("data", "lost"),
    [
        (project(source(3, "A", "a"), a=b" \n"), {"texts without words": 1}),
        (project(source(3, "A", "a", coded(4, 4, 1)), a=HALLO),
         {"codings on no words": 1}),
        (project(source(3, "A", "a", coded(5, 900, 1)), a=HALLO),
         {"codings at no place of their text": 1}),
        (project(f'<TextSource guid="{guid(3)}" plainTextPath="relative:///etc/x"/>'),
         {"TextSource": 1}),
    ],
    ids=["no words", "a point", "out of the text", "out of the file"],
)  # fmt: skip
def test_what_cannot_be_taken_is_counted(data: bytes, lost: dict[str, int]) -> None:
    assert read_taken(data, "x.qdpx").lost == lost
