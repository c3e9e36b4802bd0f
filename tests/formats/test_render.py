from kodierung.formats.render import Utterance, render


def test_notes_come_first_and_turns_are_spans():
    text, turns = render(
        [Utterance("B1", "Ja.\nUnd so.", 1.0, 2.0), Utterance("I", "Gut.")],
        ["Gruppe 1"],
    )
    assert text == "Gruppe 1\n\nB1: Ja.\nUnd so.\n\nI: Gut.\n"
    assert [text[one.start : one.end] for one in turns] == ["Ja.\nUnd so.", "Gut."]
    assert [(one.number, one.start_time, one.end_time) for one in turns] == [
        (1, 1.0, 2.0),
        (2, None, None),
    ]


def test_nothing_renders_to_nothing():
    assert render([]) == ("", ())
