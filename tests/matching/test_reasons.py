from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("words", "given", "reason"),
    [
        (
            "Wir haben Kontakt.",
            {"written": "Kontakt"},
            "Das Wort ‚Kontakt‘ kommt vor.",
        ),
        (
            "Die Klienten kommen.",
            {"written": "<kunde>"},
            "Das Wort ‚Klienten‘ kommt vor (gesucht: ‹kunde›).",
        ),
        (
            "Das hat Spaß gemacht.",
            {"written": "Spaß machen"},
            "Die Wortfolge ‚Spaß gemacht‘ kommt vor (gesucht: Spaß machen).",
        ),
        (
            "Die kennen ähm ihre Kunden.",
            {"written": "kennen <kunde>"},
            "Die Wortfolge ‚kennen … Kunden‘ kommt vor (gesucht: kennen ‹kunde›).",
        ),
        (
            "Wir reden offen.",
            {"written": ("Geld zählen", "offen reden"), "kind": "any", "order": "free"},
            "Die Wortfolge ‚reden offen‘ kommt vor (gesucht: offen reden).",
        ),
        (
            "Die Personalfluktuation ist hoch.",
            {"written": "fluktuation", "kind": "part"},
            "‚Personalfluktuation‘ enthält ‚fluktuation‘.",
        ),
        (
            "Die Fluktuation ist hoch.",
            {"written": "fluktuation", "kind": "part"},
            "Das Wort ‚Fluktuation‘ kommt vor.",
        ),
        (
            "Im Sozialamt und im Büro.",
            {"written": "~amt und"},
            "Die Wortfolge ‚Sozialamt und‘ kommt vor (gesucht: …amt… und).",
        ),
        (
            "Wir reden offen mit dem Träger.",
            {"written": ("reden", "offen", "Träger")},
            "‚reden‘, ‚offen‘ und ‚Träger‘ stehen im selben Teilsatz.",
        ),
        (
            "Mit Kunden, da redet jeder.",
            {"written": ("reden", "<kunde>"), "within": "sentence"},
            "‚Kunden‘ und ‚redet‘ stehen im selben Satz (gesucht: ‹kunde› und reden).",
        ),
        (
            "Wir reden. Mit dem Träger.",
            {"written": ("reden", "Träger"), "within": "turn"},
            "‚reden‘ und ‚Träger‘ stehen im selben Redebeitrag.",
        ),
        (
            "Wir reden. Mit dem Träger.",
            {"written": ("reden", "Träger"), "within": 6},
            "‚reden‘ und ‚Träger‘ stehen innerhalb von 6 Wörtern.",
        ),
        (
            "Das kostet 20 Euro.",
            {"written": r"\d+ Euro", "kind": "regex"},
            "‚20 Euro‘ entspricht dem gesuchten Textmuster.",
        ),
        (
            "Das kostet Geld.",
            {"written": (), "kind": "tokens", "pattern": ({"LOWER": "geld"},)},
            "‚Geld‘ entspricht dem gesuchten Wortmuster.",
        ),
        (
            "Wir rufen die Leute jeden Tag an.",
            {"written": "anrufen"},
            "Die Wortfolge ‚rufen … an‘ kommt vor (gesucht: anrufen).",
        ),
    ],
)
def test_reasons_in_german(suggest, rule, words, given, reason):
    given = dict(given)
    (one,) = suggest(words, rule(given.pop("written"), **given))
    assert one.reason == reason


@pytest.mark.parametrize(
    ("words", "negated", "reason"),
    [
        (
            "Viele haben Kontakt nicht.",
            "twin",
            "Der Satz verneint das (‚nicht‘), daher der gegenteilige Faktor.",
        ),
        (
            "Keiner hat Kontakt nicht.",
            "twin",
            "Die Verneinungen ‚keiner‘ und ‚nicht‘ heben einander auf, die Aussage ist "
            "also bejaht.",
        ),
        (
            "Nicht jeder hat Kontakt.",
            "keep",
            "Die Verneinung ‚nicht‘ ändert daran nach der Regel nichts.",
        ),
        (
            "Nie hat keiner Kontakt nicht.",
            "keep",
            "Die Verneinungen ‚nie‘, ‚keiner‘ und ‚nicht‘ ändern daran nach der Regel "
            "nichts.",
        ),
    ],
)
def test_what_negation_does_is_told(suggest, rule, words, negated, reason):
    (one,) = suggest(words, rule("Kontakt", negated=negated))
    assert one.reason == f"Das Wort ‚Kontakt‘ kommt vor. {reason}"


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (
            "Da fehlt der Kontakt.",
            "Daran fehlt es nach diesem Satz (‚fehlt‘), daher der gegenteilige Faktor.",
        ),
        (
            "Der Kontakt kommt zu spät.",
            "Der Satz nennt es zu viel oder schlecht (‚zu spät‘), daher der "
            "gegenteilige Faktor.",
        ),
        (
            "Na super, dieser Kontakt.",
            "Das ist wohl ironisch gemeint (‚Na super‘), daher der gegenteilige "
            "Faktor.",
        ),
        (
            "Wir haben Kontakt (ironisch).",
            "Das ist wohl ironisch gemeint (‚(ironisch)‘), daher der gegenteilige "
            "Faktor.",
        ),
        ("Schön wäre ein Kontakt.", "Als Wunsch geäußert (‚Schön wäre‘)."),
        (
            "Die sagen, es gibt Kontakt.",
            "Als Aussage anderer wiedergegeben (‚sagen‘).",
        ),
        (
            "Da ist kein Geld und kein Kontakt.",
            "Der Satz verneint das (‚kein‘), daher der gegenteilige Faktor.",
        ),
    ],
)
def test_what_the_words_around_do_is_told(suggest, rule, words, reason):
    (one,) = suggest(words, rule("Kontakt"))
    assert one.reason == f"Das Wort ‚Kontakt‘ kommt vor. {reason}"


def test_a_wish_against_something_is_one_for_its_opposite(suggest, rule):
    about = rule("Streit", "traeger.kenntnis.inhibiting")
    (one,) = suggest("Der Streit müsste aufhören, sonst gehe ich.", about)
    (wish,) = suggest("Man müsste den Streit schlichten.", about)
    assert one.code == wish.code == "traeger.kenntnis.promoting"
    assert one.modality == wish.modality == "wish"
    assert wish.reason.endswith(
        "Gewünscht wird, dass sich das ändert (‚müsste‘), daher der gegenteilige "
        "Faktor als Wunsch."
    )


@pytest.mark.parametrize(
    "words",
    ["Der Kontakt kommt zu spät.", "Na super, dieser Kontakt.", "Der Kontakt fehlt."],
)
def test_drop_and_keep_hold_for_whatever_turns_round(suggest, rule, words):
    assert suggest(words, rule("Kontakt", negated="drop")) == []
    (kept,) = suggest(words, rule("Kontakt", negated="keep"))
    assert kept.code == "traeger.kenntnis.promoting"


def test_excess_and_irony_leave_what_inhibits(suggest, rule):
    about = rule("Streit", "traeger.kenntnis.inhibiting")
    for words in ("Es gibt zu viel Streit.", "Na super, wieder Streit."):
        (one,) = suggest(words, about)
        assert one.code == "traeger.kenntnis.inhibiting"


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("We need trust.", "Said as a wish (“we need”)."),
        ("Allegedly there is trust.", "Given as what others say (“allegedly”)."),
        (
            "There is too little trust.",
            "The sentence says it is lacking (“too little”), hence the opposite "
            "factor.",
        ),
        (
            "Oh great, so much trust.",
            "This is probably ironic (“oh great”), hence the opposite factor.",
        ),
    ],
)
def test_what_the_words_around_do_is_told_in_english(suggest, rule, words, reason):
    (one,) = suggest(words, rule("trust"), language="en")
    assert one.reason == f"The word “trust” occurs. {reason}"


@pytest.mark.parametrize(
    ("words", "given", "reason"),
    [
        (
            "They never know clients.",
            {"written": "know client"},
            "The phrase “know clients” occurs (sought: know client). "
            "The sentence negates this (“never”), hence the opposite factor.",
        ),
        (
            "Nobody lacks trust.",
            {"written": "trust"},
            "The word “trust” occurs. The negations “nobody” and “lacks” cancel each "
            "other out, so the statement is affirmed.",
        ),
        (
            "We have no trust in money.",
            {"written": ("trust", "money"), "negated": "keep"},
            "“trust” and “money” stand in the same clause. "
            "By the rule, the negation “no” makes no difference.",
        ),
    ],
)
def test_reasons_in_english(suggest, rule, words, given, reason):
    given = dict(given)
    (one,) = suggest(words, rule(given.pop("written"), **given), language="en")
    assert one.reason == reason


def test_another_rule_is_named_briefly(suggest, rule):
    (one,) = suggest(
        "Wir kennen unsere Kunden.",
        rule("kennen <kunde>", id="a"),
        rule("unser Kunde", id="b"),
    )
    assert one.rule == "b"
    assert one.reason == (
        "Die Wortfolge ‚unsere Kunden‘ kommt vor (gesucht: unser Kunde). "
        "Dafür spricht auch ‚kennen … Kunden‘."
    )


def test_several_other_rules_are_listed_once_each(suggest, rule):
    (one,) = suggest(
        "Wir kennen unsere Kunden.",
        rule("unser Kunde", id="a"),
        rule(("wir", "kennen"), id="b", within="sentence"),
        rule("<kunde>", id="c"),
        rule("Kunde", id="d"),
    )
    assert one.reason.endswith(
        "Dafür sprechen auch ‚Wir‘ zusammen mit ‚kennen‘ und ‚Kunden‘."
    )


def test_another_rule_that_is_negated_is_named_so(suggest, rule):
    (one,) = suggest(
        "Die haben keinen Kontakt und kein Interesse.",
        rule("kein Interesse", "traeger.kenntnis.inhibiting", negated="keep"),
        rule("Kontakt"),
    )
    assert one.reason.endswith("Dafür spricht auch ‚Kontakt‘ (verneint).")


@pytest.mark.parametrize(
    ("number", "ending"),
    [(5, "‚offen‘ und eine weitere Regel."), (6, "‚offen‘ und 2 weitere Regeln.")],
)
def test_many_other_rules_are_counted(suggest, rule, number, ending):
    words = ("Kunden", "aber", "mögen", "offen", "reden", "wollen")[:number]
    rules = [rule(word, id=str(at)) for at, word in enumerate(words)]
    (one,) = suggest(f"{' '.join(words)}.", *rules)
    assert "‚aber‘, ‚mögen‘, " in one.reason
    assert one.reason.endswith(ending)


def test_what_was_sought_is_cut_at_a_word(suggest, rule):
    words = ("Ausgangslage", "Bedarfserhebung", "Zielvereinbarung", "Kursplanung")
    longer = (*words, "Nachbetreuung", "Betriebsbesichtigung")
    (one,) = suggest(" ".join(f"{word}en" for word in longer), rule(longer))
    *_, sought = one.reason.partition("(gesucht: ")
    assert sought == f"{', '.join(words)}, Nachbetreuung …)."


def test_option_keys_are_never_told(suggest, rule):
    written = "{phrase: Kontakt, negated: drop, weight: 0.8}"
    (one,) = suggest("Wir haben Kontakte.", rule("Kontakt", source=written))
    assert one.reason == "Das Wort ‚Kontakte‘ kommt vor (gesucht: Kontakt)."
