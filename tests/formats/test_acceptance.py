"""What the user says of labels, for formats that name their speakers themselves."""

import pytest

from kodierung.formats import acceptance
from kodierung.formats.registry import ReadOptions

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
