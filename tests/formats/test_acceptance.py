"""What the user says of labels, for formats that name their speakers themselves."""

import pytest

from kodierung.errors import TranscriptError
from kodierung.formats.lines import acceptance
from kodierung.formats.registry import ReadOptions, read_transcript

OPTIONS = ReadOptions(aliases={"spk0": "Anna"}, not_speakers=("Musik", "**TN 9**"))


@pytest.mark.parametrize("label", ["Musik", "musik ", "TN  9", "[Musik]"])
def test_nobody_is_known_in_any_dress(label):
    assert acceptance.is_nobody(label, OPTIONS)
    assert acceptance.attributed(label, "Ja.", OPTIONS) == (None, f"{label}: Ja.")


@pytest.mark.parametrize(
    ("label", "speaker"), [("SPK0", "Anna"), ("[B1]", "B1"), ("Musiker", "Musiker")]
)
def test_others_speak_under_the_users_name(label, speaker):
    assert acceptance.attributed(label, "Ja.", OPTIONS) == (speaker, "Ja.")


@pytest.mark.parametrize(
    ("name", "head", "row"),
    [
        ("a.txt", "", "B{0}: Ja.\n"),
        ("a.csv", "Sprecher;Text\n", "B{0};Ja, so.\n"),
        ("a.vtt", "WEBVTT\n\n", "00:01.000 --> 00:02.000\n<v B{0}>Ja.\n\n"),
    ],
)
def test_more_labels_than_people_can_meet_are_refused(name, head, row, monkeypatch):
    monkeypatch.setattr(acceptance, "MOST_LABELS", 20)
    _, draft = read_transcript(
        (head + "".join(row.format(at) for at in range(20))).encode(), name
    )
    assert len(draft.speakers) == 20
    with pytest.raises(TranscriptError, match="21 different labels") as caught:
        read_transcript(
            (head + "".join(row.format(at) for at in range(21))).encode(), name
        )
    assert caught.value.message.startswith(f"{name}:")
