import json

import pytest

from kodierung.errors import TranscriptError
from kodierung.formats import otranscribe
from kodierung.formats.registry import ReadOptions, read_transcript


def written(html, **more):
    return json.dumps({"text": html, "media": "x.mp3", **more}).encode()


def read(html, **options):
    return otranscribe.read(written(html), "a.otr", ReadOptions(**options))


def said(draft):
    return [
        (one.speaker, draft.text[one.start : one.end], one.start_time)
        for one in draft.turns
    ]


def stamp(seconds, shown):
    return (
        f'<span class="timestamp" contenteditable="false" data-timestamp="{seconds}">'
        f"{shown}</span>"
    )


def test_paragraphs_and_timestamps():
    draft = read(
        f"<p>{stamp(12.34, '0:12')}&nbsp;I: Wie war es?</p>"
        f"<p>B1: {stamp('3671.5', '1:01:11')} Gut &amp; <b>lang</b>.<br />Und weiter "
        f"{stamp(3680, '1:01:20')} so.</p><p>I: Ah.</p>"
    )
    assert said(draft) == [
        ("I", "Wie war es?", 12.34),
        ("B1", "Gut & lang.\nUnd weiter [1:01:20.00] so.", 3671.5),
        ("I", "Ah.", None),
    ]
    assert [one.kind for one in draft.speakers] == ["moderator", "participant"]


def test_a_timestamp_without_its_value():
    draft = read('<p><span class="timestamp">0:05</span> I: a</p><p>B1: b</p>')
    assert said(draft)[0] == ("I", "a", 5.0)


def test_divs_and_line_breaks():
    draft = read("Projekt: x<br>I: Los<div>B1: Ja</div>I: Gut<script>I: x</script>")
    assert [(who, words) for who, words, _ in said(draft)] == [
        ("I", "Los"),
        ("B1", "Ja"),
        ("I", "Gut"),
    ]
    assert draft.notes == ("Projekt: x",)
    assert draft.text == "Projekt: x\n\nI: Los\n\nB1: Ja\n\nI: Gut\n"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"[1]", "no transcript by oTranscribe"),
        (b'{"text": 5}', "no transcript by oTranscribe"),
        (b"{", "damaged JSON"),
        (written(""), "no line begins"),
        (written("<i>" * 400 + "I: a"), "nested deeper"),
    ],
)
def test_what_is_refused(data, why):
    with pytest.raises(TranscriptError, match=why) as caught:
        otranscribe.read(data, "a.otr", ReadOptions())
    assert caught.value.message.startswith("a.otr:")


def test_it_is_recognised_by_what_stands_behind_a_long_text():
    data = written("<p>I: Los</p><p>B1: Ja</p>" + "<p>B2: so</p>" * 5000)
    assert read_transcript(data, "a.json")[0] == "otranscribe"
    assert not otranscribe.sniff("a.json", b'{"segments": [{"text": "a"}]}')
