import pytest

from kodierung.errors import TranscriptError
from kodierung.formats import elan
from kodierung.formats.registry import ReadOptions, read_transcript


def tier(name, *annotations, **attributes):
    """A tier of (id, start slot, end slot, words) or (id, annotation above, words)."""
    told = "".join(f' {key}="{value}"' for key, value in attributes.items())
    rows = [f'<TIER TIER_ID="{name}"{told}>']
    for identifier, *where, words in annotations:
        kind = "ALIGNABLE" if len(where) == 2 else "REF"
        names = (
            ("TIME_SLOT_REF1", "TIME_SLOT_REF2") if where[1:] else ("ANNOTATION_REF",)
        )
        places = " ".join(
            f'{key}="{value}"' for key, value in zip(names, where, strict=True)
        )
        rows.append(
            f'<ANNOTATION><{kind}_ANNOTATION ANNOTATION_ID="{identifier}" {places}>'
            f"<ANNOTATION_VALUE>{words}</ANNOTATION_VALUE></{kind}_ANNOTATION></ANNOTATION>"
        )
    return "".join(rows) + "</TIER>"


def document(*tiers, slots=(0, 1000, 2000, 3000, 4000)):
    placed = "".join(
        f'<TIME_SLOT TIME_SLOT_ID="t{at}"'
        + ("" if value is None else f' TIME_VALUE="{value}"')
        + "/>"
        for at, value in enumerate(slots)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><ANNOTATION_DOCUMENT>'
        f"<TIME_ORDER>{placed}</TIME_ORDER>{''.join(tiers)}"
        '<LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="list" CONTROLLED_VOCABULARY_REF="v"/>'
        "</ANNOTATION_DOCUMENT>"
    ).encode()


def read(*tiers, slots=(0, 1000, 2000, 3000, 4000), **options):
    return elan.read(document(*tiers, slots=slots), "a.eaf", ReadOptions(**options))


def said(draft):
    return [
        (one.speaker, draft.text[one.start : one.end], one.start_time, one.end_time)
        for one in draft.turns
    ]


B1 = tier(
    "B1_text", ("a1", "t0", "t1", "Ja"), ("a2", "t1", "t2", "gut"), PARTICIPANT="B1"
)
I = tier("I", ("a3", "t2", "t3", "Und?"))  # noqa: E741  (that is what they are called)


def test_participants_speak_in_the_order_in_which_they_begin():
    draft = read(I, B1)
    assert said(draft) == [("B1", "Ja gut", 0, 2), ("I", "Und?", 2, 3)]
    assert {one.label: one.kind for one in draft.speakers}["I"] == "moderator"
    assert draft.problems == ()


def test_tiers_below_another_are_left_out_and_told():
    below = tier("B1_en", ("b1", "a1", "yes"), PARENT_REF="B1_text", PARTICIPANT="B1")
    draft = read(B1, below, I)
    assert said(draft)[0] == ("B1", "Ja gut", 0, 2)
    assert '"B1_en"' in draft.problems[0].message


def test_a_topmost_tier_of_numbers_gives_way_to_the_words_below():
    top = tier("ref@B", ("a1", "t0", "t1", "B_001"), ("a2", "t1", "t2", "B_002"))
    words = tier("tx@B", ("b1", "a1", "Ja"), ("b2", "a2", "gut"), PARENT_REF="ref@B")
    gloss = tier("ge@B", ("c1", "b1", "yes"), PARENT_REF="tx@B")
    assert said(read(top, words, gloss)) == [("ref@B", "Ja gut", 0, 2)]


def test_a_tier_whose_parent_is_missing_is_not_lost():
    assert (
        said(read(tier("B", ("a1", "t0", "t1", "Ja"), PARENT_REF="weg")))[0][1] == "Ja"
    )


def test_words_from_a_list_are_no_speech():
    marks = tier("M", ("a9", "t0", "t3", "Anfang"), LINGUISTIC_TYPE_REF="list")
    draft = read(marks, B1)
    assert {one.speaker for one in draft.turns} == {"B1"}
    assert '"M"' in draft.problems[0].message


def test_time_slots_without_a_value():
    draft = read(
        tier("A", ("a1", "t0", "t1", "eins"), ("a2", "t2", "t3", "drei")),
        tier("B", ("a3", "t1", "t2", "zwei")),
        slots=(0, None, 2000, None),
    )
    assert said(draft) == [
        ("A", "eins", 0, None),
        ("B", "zwei", None, 2),
        ("A", "drei", 2, None),
    ]


def test_tiers_that_are_plainly_nobodys():
    draft = read(B1, tier("Kommentar", ("a9", "t0", "t1", "zögert")))
    assert {one.speaker for one in draft.turns} == {"B1"}
    assert '"Kommentar" (1 entry)' in draft.problems[0].message


def test_not_speakers_may_be_tiers_or_participants():
    assert {one.speaker for one in read(B1, I, not_speakers=("b1",)).turns} == {"I"}
    assert {one.speaker for one in read(B1, I, not_speakers=("B1_text",)).turns} == {
        "I"
    }


def test_two_tiers_of_one_person_are_told():
    more = tier("B1_mehr", ("a8", "t3", "t4", "noch"), PARTICIPANT="B1")
    assert '"B1" has 2 tiers' in read(B1, more).problems[0].message


def test_two_labels_of_one_person_are_one_turn():
    more = tier("B2", ("a8", "t2", "t3", "noch"))
    draft = read(B1, more, aliases={"B1": "Anna", "b2": "Anna"})
    assert said(draft) == [("Anna", "Ja gut noch", 0, 3)]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"<ANNOTATION_DOCUMENT/>", "none of its tiers"),
        (b"<x/>", "no file of ELAN"),
        (document(B1)[:-30], "damaged XML"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]>' + document(B1)[38:], "document type"),
        (document(tier("A", ("a", "b", "x"), PARENT_REF="A")), "none of its tiers"),
    ],
)
def test_what_is_refused(data, why):
    with pytest.raises(TranscriptError, match=why) as caught:
        elan.read(data, "a.eaf", ReadOptions())
    assert caught.value.message.startswith("a.eaf:")


def test_annotations_that_refer_in_a_circle():
    assert said(read(tier("A", ("a", "b", "ja"), ("b", "a", "so")))) == [
        ("A", "ja so", None, None)
    ]


def test_it_is_recognised():
    assert read_transcript(document(B1, I), "a.xml")[0] == "elan"


def test_annotations_without_a_slot_stay_where_they_stand():
    lost = tier("B", ("b1", "weg", "t1", "vorn"), ("b2", "t1", "t2", "zwei"))
    more = tier("C", ("c1", "t2", "t3", "drei"), ("c2", "?", "?", "vier"))
    draft = read(lost, more, tier("A", ("a1", "t3", "t4", "fünf")))
    assert [words for _, words, *_ in said(draft)] == ["vorn zwei", "drei vier", "fünf"]
    assert [one.message for one in draft.problems] == [
        f'the tier "{name}" has entries without a place in time; they stay behind the '
        "ones above: 1"
        for name in "BC"
    ]
