import json

import pytest

from kodierung.errors import TranscriptError
from kodierung.formats import whisper
from kodierung.formats.registry import ReadOptions, read_transcript


def read(held, **options):
    written = held if isinstance(held, bytes) else json.dumps(held).encode()
    return whisper.read(written, "a.json", ReadOptions(**options))


def said(draft):
    return [
        (one.speaker, draft.text[one.start : one.end], one.start_time, one.end_time)
        for one in draft.turns
    ]


def segment(start, end, text, **more):
    return {"start": start, "end": end, "text": text, **more}


def test_whisper_names_nobody():
    draft = read(
        {"text": "…", "segments": [segment(0, 2, " Los."), segment(2, 3, "Ja")]}
    )
    assert said(draft) == [("?", "Los. Ja", 0, 3)]
    assert "no speakers are named" in draft.problems[0].message


def test_neighbours_of_one_speaker_are_one_turn():
    draft = read(
        {
            "segments": [
                segment(0.5, 2, " Los.", speaker="SPEAKER_00"),
                segment(2, 3, " Und?", speaker="SPEAKER_00"),
                segment(3, 4.25, " Ja.", speaker="SPEAKER_01"),
            ]
        }
    )
    assert said(draft) == [
        ("SPEAKER_00", "Los. Und?", 0.5, 3),
        ("SPEAKER_01", "Ja.", 3, 4.25),
    ]
    assert draft.problems == ()


def test_a_segment_without_a_speaker_is_not_given_to_the_last_one():
    draft = read([segment(0, 1, "Los", speaker="A"), segment(1, 2, "hm")])
    assert [one.speaker for one in draft.turns] == ["A", "?"]
    assert draft.problems[0].message == "one passage has no speaker"


def test_words_split_a_segment_where_the_speaker_changes():
    words = [
        {"word": "Gut", "start": 0.1, "end": 0.3, "speaker": "A"},
        {"word": "so?", "speaker": "A"},
        {"word": "2014", "end": 1.0},
        {"word": "Ja.", "start": 1.2, "end": 1.4, "speaker": "B"},
    ]
    draft = read({"segments": [segment(0, 2, "Gut so? 2014 Ja.", words=words)]})
    assert said(draft) == [("A", "Gut so? 2014", 0.1, 1.0), ("B", "Ja.", 1.2, 1.4)]


def test_words_of_whisper_carry_their_own_blanks():
    words = [
        {"word": " Job", "speaker": "A"},
        {"word": "center", "speaker": "A"},
        {"word": " ja", "speaker": "B"},
    ]
    draft = read({"segments": [segment(0, 2, " Jobcenter ja", words=words)]})
    assert [words for _, words, *_ in said(draft)] == ["Jobcenter", "ja"]


def test_amberscript():
    draft = read(
        {
            "speakers": [{"spkid": "spk1", "name": "I"}, {"spkid": "spk2", "name": ""}],
            "segments": [
                {"speaker": "spk1", "words": [{"text": "Und", "start": 1, "end": 2}]},
                {
                    "speaker": "spk2",
                    "words": [
                        {"text": "Ja", "start": 2, "end": 2.5},
                        {"text": ",", "start": 2.5, "end": 2.5},
                        {"text": "gut.", "start": 2.5, "end": 3},
                    ],
                },
            ],
        }
    )
    assert said(draft) == [("I", "Und", 1, 2), ("spk2", "Ja, gut.", 2, 3)]
    assert draft.speakers[0].kind == "moderator"


def test_sonix_and_podlove():
    sonix = {"name": "x", "transcript": [{"speaker": "Anna", "start_time": 1.5}]}
    sonix["transcript"][0]["words"] = [{"text": "Ja", "start_time": 1.5}]
    assert said(read(sonix)) == [("Anna", "Ja", 1.5, 1.5)]
    podlove = {"start": "01:00:43.101", "end": "01:00:44,5", "speaker": "1"}
    draft = read([{**podlove, "voice": "anna", "text": "Ja"}])
    assert said(draft) == [("anna", "Ja", 3643.101, 3644.5)]


def test_whisper_cpp_and_chunks():
    cpp = {"timestamps": {"from": "00:00:01,500", "to": "00:00:02,000"}, "text": " Ja"}
    assert said(read({"transcription": [cpp]})) == [("?", "Ja", 1.5, 2.0)]
    chunks = {"text": "Ja", "chunks": [{"timestamp": [0.5, None], "text": "Ja"}]}
    assert said(read(chunks)) == [("?", "Ja", 0.5, 0.5)]


def test_whole_numbers_beyond_a_day_are_milliseconds():
    utterances = [
        segment(500, 90_000, "Ja", speaker="A"),
        segment(90_500, 91_250, "So"),
    ]
    draft = read({"utterances": [{**one, "speaker": "A"} for one in utterances]})
    assert said(draft) == [("A", "Ja So", 0.5, 91.25)]


def test_numbered_speakers():
    draft = read([segment(0, 1, "Ja", speaker=0), segment(1, 2, "So", speaker=1)])
    assert [one.speaker for one in draft.turns] == ["Speaker 0", "Speaker 1"]


def test_the_users_names():
    held = [
        segment(0, 1, "Ton", speaker="Musik"),
        segment(1, 2, "Los", speaker="S00"),
        segment(2, 3, "laut", speaker="Musik"),
        segment(3, 4, "Ja", speaker="S01"),
    ]
    draft = read(held, aliases={"s00": "I"}, not_speakers=("musik",))
    assert draft.notes == ("Musik: Ton",)
    assert [(who, words) for who, words, *_ in said(draft)] == [
        ("I", "Los Musik: laut"),
        ("S01", "Ja"),
    ]


def test_half_of_a_character_pair():
    draft = read(b'{"segments": [{"start": 0, "text": "a\\ud800b", "speaker": "A"}]}')
    assert said(draft)[0][1] == "a\ufffdb"


@pytest.mark.parametrize(
    ("written", "why"),
    [
        (b"{", "damaged JSON"),
        (b"null", "no list of spoken segments"),
        (b"[" * 100_000, "holds what no transcript does"),
        (b'{"segments": [{"start": ' + b"9" * 5000 + b"}]}", "what no transcript does"),
        (b'{"segments": []}', "no list of spoken segments"),
        (
            b'{"segments": [{"start": 1, "text": " ", "x": 1}]}',
            "segments hold no words",
        ),
        (b'{"segments": {"text": "a"}}', "no list of spoken segments"),
    ],
)
def test_what_is_refused(written, why):
    with pytest.raises(TranscriptError, match=why) as caught:
        read(written)
    assert caught.value.message.startswith("a.json:")


def test_scores_that_are_no_numbers():
    written = (
        b'{"segments": [{"start": NaN, "end": 2, "text": "Ja.", "avg_logprob": NaN,'
        b' "speaker": "A", "words": [{"word": "Ja.", "score": -Infinity}]}]}'
    )
    assert said(read(written)) == [("A", "Ja.", 2, 2)]


def test_a_corrected_text_counts_more_than_its_words():
    words = [{"word": "Guten", "speaker": "A"}, {"word": "Tak", "speaker": "B"}]
    held = [
        segment(0, 2, "Guten Tag.", speaker="A", words=words),
        segment(2, 4, "Guten Tak!", speaker="A", words=words),
    ]
    told = [(speaker, words) for speaker, words, *_ in said(read(held))]
    assert told == [("A", "Guten Tag. Guten"), ("B", "Tak")]


def test_odd_values_are_no_times():
    held = [segment(True, [], "a", speaker={"name": "A"}), segment(-1, 1e300, "b")]
    told = [("A", "a", None, None), ("?", "b", None, None)]
    assert said(read([*held, 7, None])) == told


def test_it_is_recognised():
    written = json.dumps({"segments": [segment(0, 1, "Ja", speaker="A")]}).encode()
    assert read_transcript(written, "a.txt")[0] == "whisper"
    assert not whisper.sniff("a.json", b'{"name": "x"}')


def test_a_correction_that_hides_who_speaks_is_told():
    words = [{"word": "Hallo", "speaker": "A"}, {"word": "du", "speaker": "B"}]
    held = [
        segment(0, 1, "Los.", speaker="A"),
        segment(1, 2, "Hallo du da", words=words),
        segment(2, 3, "Hallo, du!", words=words),
    ]
    draft = read(held)
    assert [words for _, words, *_ in said(draft)] == ["Los. Hallo du da Hallo", "du"]
    assert [one.place for one in draft.problems] == ["a.json:segment 2"]
    assert draft.problems[0].message.endswith("as one person's: 1")


@pytest.mark.parametrize(
    "odd",
    [
        {"start": 1, "content": "Ja."},
        {"start": 1, "words": [{"word": "Ja"}, {"content": "so"}]},
        {"start": 1, "words": ["Ja", "so"]},
        {"start": 1, "words": "Ja"},
        "Ja.",
    ],
)
def test_words_under_unknown_names_are_told(odd):
    draft = read([segment(0, 1, "Los", speaker="A"), odd])
    assert [one.place for one in draft.problems][:1] == ["a.json:segment 2"]
    assert draft.problems[0].message.endswith("by no known name: 1")


@pytest.mark.parametrize("silent", [{"text": ""}, {"text": None}, {"words": []}])
def test_segments_in_which_nobody_speaks_are_not_told(silent):
    draft = read([segment(0, 1, "Los", speaker="A"), {"start": 1, **silent}])
    assert draft.problems == ()


def test_what_has_no_time_gets_none():
    draft = read([{"text": "Los", "speaker": "A"}, {"text": "Ja", "speaker": "B"}])
    assert said(draft) == [("A", "Los", None, None), ("B", "Ja", None, None)]
