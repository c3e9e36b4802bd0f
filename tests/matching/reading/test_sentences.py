from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    "sentences",
    [
        ["Das läuft gut.", "Wir reden viel."],
        ["Ich war am 26. Teilnehmende beim Amt."],
        ["Es kamen 26.", "Teilnehmende waren das keine."],
        ["Das war 2019.", "Dann kam die Reform."],
        ["Wir haben z.B. Kurse, d.h. Lehrgänge, ca. 20 Plätze."],
        ["Wir haben z. B. Kurse und Dr. Meier."],
        ["Kurse, Lehrgänge usw.", "Danach kommt nichts."],
        ["„Das geht nicht.“", "Sagt er jedes Mal."],
        ["Er ruft „Komm!“ und geht."],
        ["(Das war so.)", "Na ja."],
        ["Das war alles. (lacht)", "Und dann?", "Nichts."],
        ["Ich … weiß nicht.", "Nein…", "Doch!"],
        ["Wirklich?!", "Ja!!!", "Gut."],
        ["Wir sind eine GmbH.", "Seit Jahren."],
        ["Erster Absatz", "zweiter Absatz ohne Punkt"],
        ["das ist gut.", "wir kennen das."],
        ["4. Punkt wäre das Geld.", "Fertig."],
    ],
    ids=lambda sentences: sentences[0][:20],
)
def test_sentences_of_german_speech(pipeline, sentences):
    glue = "\n\n" if "Absatz" in sentences[0] else " "
    doc = pipeline("de")(glue.join(sentences))
    assert [sentence.text.strip() for sentence in doc.sents] == sentences


def test_an_event_with_a_full_stop_ends_no_sentence(pipeline):
    doc = pipeline("de")("Das kann ich (unv. 2 Sek.) Kunden nicht sagen.")
    assert len(list(doc.sents)) == 1


def test_english_abbreviations(pipeline):
    doc = pipeline("en")("We met Dr. Smith, e.g. on Mondays. It went well.")
    assert len(list(doc.sents)) == 2
