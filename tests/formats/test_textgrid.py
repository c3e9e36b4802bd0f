import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodierung.errors import TranscriptError
from kodierung.formats import textgrid
from kodierung.formats.registry import ReadOptions, read_transcript

SHORT = 'File type = "ooTextFile"\nObject class = "TextGrid"\n\n0\n9\n<exists>\n'


def short(*tiers):
    """A TextGrid of (name, [(start, end, text)]); a point has no end."""
    rows = [SHORT + str(len(tiers))]
    for name, pieces in tiers:
        points = bool(pieces) and len(pieces[0]) == 2
        rows += ['"TextTier"' if points else '"IntervalTier"', quoted(name), "0", "9"]
        rows += [str(len(pieces))]
        for *times, text in pieces:
            rows += [*map(str, times), quoted(text)]
    return "\n".join(rows) + "\n"


def quoted(text):
    return '"' + text.replace('"', '""') + '"'


def read(text, encoding="utf-8", **options):
    return textgrid.read(text.encode(encoding), "a.TextGrid", ReadOptions(**options))


def said(draft):
    return [
        (one.speaker, draft.text[one.start : one.end], one.start_time, one.end_time)
        for one in draft.turns
    ]


A = ("A", [(0, 1, 'sagt "ja"'), (1, 2, ""), (2, 3, "und\nso")])


def test_neighbouring_intervals_of_one_person_are_one_turn():
    draft = read(short(A, ("B", [(2.5, 4, "gut")])))
    assert said(draft) == [("A", 'sagt "ja" und so', 0, 3), ("B", "gut", 2.5, 4)]
    assert draft.problems == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(encoding):
    draft = read(short(("Jörg", [(0, 1, "schön")])), encoding)
    assert said(draft) == [("Jörg", "schön", 0, 1)]


def test_the_long_form():
    draft = read(
        'File type = "ooTextFile"\nObject class = "TextGrid"\n\nxmin = 0 \nxmax = 2 \n'
        "tiers? <exists> \nsize = 1 \nitem []: \n    item [1]:\n"
        '        class = "IntervalTier" \n        name = "B1" \n        xmin = -0 \n'
        "        xmax = 2 \n        intervals: size = 1 \n        intervals [1]:\n"
        "            xmin = -0 \n            xmax = 2e0 \n"
        '            text = "1 = eins" \n'
    )
    assert said(draft) == [("B1", "1 = eins", 0, 2)]


def test_point_tiers_are_left_out_and_told():
    draft = read(short(("pitch", [(1, "120")]), A))
    assert {one.speaker for one in draft.turns} == {"A"}
    assert 'point tier "pitch" is left out' in draft.problems[0].message


def test_tiers_that_are_nobodys():
    grid = short(A, ("words", [(0, 1, "sagt")]), ("Kommentar", [(0, 9, "laut")]))
    draft = read(grid)
    assert {one.speaker for one in draft.turns} == {"A"}
    assert len(draft.problems) == 2
    kept = read(grid, aliases={"words": "B"})
    assert {one.speaker for one in kept.turns} == {"A", "B"}


def test_where_all_tiers_look_like_nobodys_they_are_kept():
    draft = read(short(("words", [(0, 1, "sagt")]), ("phones", [(0, 1, "z")])))
    assert [one.speaker for one in draft.turns] == ["words", "phones"]
    assert all("looks like none" in one.message for one in draft.problems)


def test_what_the_user_says_is_nobodys():
    draft = read(short(A, ("B", [(0, 1, "x")])), not_speakers=("b",))
    assert {one.speaker for one in draft.turns} == {"A"}
    assert "left out as you said" in draft.problems[0].message


def test_tiers_of_one_name_are_told():
    draft = read(short(A, ("A", [(5, 6, "x")])))
    assert said(draft) == [("A", 'sagt "ja" und so x', 0, 6)]
    assert '"A" has 2 tiers' in draft.problems[0].message


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (SHORT, "ends before"),
        (SHORT + '1 "IntervalTier" "A" 0 9 5 0 1 "ja"', "ends before"),
        (SHORT + '1 "IntervalTier" "A" 0 9 1 0 1 "ja', "ends before"),
        (SHORT + '1 "IntervalTier" "A" 0 9 1 0 "ja"', "number is missing"),
        (SHORT + "1 2 3", "text is missing"),
        (SHORT + '1 "PitchTier" "A" 0 9 1', "no kind of tier"),
        (SHORT + "0", "no tier of intervals"),
        ('"ooTextFile" "Sound" 0 1', "no TextGrid"),
        (short(("A", [(0, 1, " ")])), "no tier of intervals"),
    ],
)
def test_what_is_refused(text, why):
    with pytest.raises(TranscriptError, match=why) as caught:
        read(text)
    assert caught.value.message.startswith("a.TextGrid:")


def test_it_is_recognised():
    assert read_transcript(short(A).encode("utf-16"), "a.txt")[0] == "textgrid"
    with pytest.raises(TranscriptError, match="binary"):
        textgrid.read(b"ooBinaryFile\x08TextGrid", "a.TextGrid", ReadOptions())


@given(st.lists(st.text('ab"\n ü=1<>', max_size=8), min_size=1, max_size=5))
def test_texts_come_back_as_they_were(texts):
    pieces = [(at, at + 1, text) for at, text in enumerate(texts)]
    words = " ".join(" ".join(texts).split())
    grid = short(("A", [*pieces, (9, 10, "x")]))
    assert said(read(grid))[0][1] == f"{words} x".strip()
