from __future__ import annotations

from collections.abc import Callable

import pytest

from kodierung.codebook.load import load_codebook
from kodierung.model import Rule

Said = list[tuple[str, str]]
RULE = "              - sich kennen\n"  # line 24


def rules(
    book: str, written: str, code: str = "traeger.kontakt.promoting"
) -> list[Rule]:
    assert book.count(RULE) == 1
    entries = "".join(f"              - {line}\n" for line in written.splitlines())
    codebook, problems = load_codebook(book.replace(RULE, entries).encode(), "b.yaml")
    assert problems == ()
    return list(codebook.codes[code].rules)


def test_a_text_is_a_phrase(book: str) -> None:
    assert rules(book, "<massnahme> kennen") == [
        Rule(
            id="traeger.kontakt.promoting#1",
            code="traeger.kontakt.promoting",
            kind="phrase",
            terms=("<massnahme> kennen",),
            source="<massnahme> kennen",
            line=24,
        )
    ]


def test_every_key_of_a_rule_arrives(book: str) -> None:
    (rule,) = rules(
        book,
        "{id: eigen, phrase: sich gut kennen, gap: 0, order: free, none: [nie, "
        "<massnahme>], within: 12, who: {perspective: traeger}, answer_to: Kontakt, "
        "negated: keep, weight: 0.5}",
    )
    assert rule == Rule(
        id="eigen",
        code="traeger.kontakt.promoting",
        kind="phrase",
        terms=("sich gut kennen",),
        none=("nie", "<massnahme>"),
        gap=0,
        order="free",
        within=12,
        who={"perspective": "traeger"},
        answer_to=("Kontakt",),
        negated="keep",
        weight=0.5,
        source="id: eigen, phrase: sich gut kennen, gap: 0, order: free, none: [nie, "
        "<massnahme>], within: 12, who: {perspective: traeger}, answer_to: Kontakt, "
        "negated: keep, weight: 0.5",
        line=24,
    )


def test_units_and_ids_left_out_have_their_defaults(book: str) -> None:
    found = rules(
        book,
        "all: [<massnahme>, ~kenntnis]\n"
        "any: Augenhöhe\n"
        "part: [~fluktuation, wechsel]\n"
        r"regex: '\bVier-Augen'"
        "\n{phrase: a b, within: turn}",
    )
    assert [(rule.kind, rule.terms, rule.within) for rule in found] == [
        ("all", ("<massnahme>", "~kenntnis"), "clause"),
        ("any", ("Augenhöhe",), "sentence"),
        ("part", ("fluktuation", "wechsel"), "sentence"),
        ("regex", (r"\bVier-Augen",), "sentence"),
        ("phrase", ("a b",), "turn"),
    ]
    assert [rule.id[-2:] for rule in found] == ["#1", "#2", "#3", "#4", "#5"]
    assert [rule.line for rule in found] == [24, 25, 26, 27, 28]


def test_negation_means_the_twin_only_where_there_is_one(book: str) -> None:
    more = (
        "            children:\n"
        "              - {id: x, label: X, match: [a, {any: b, negated: keep}]}\n"
        "roles: [{id: r, label: R, match: [c]}]\n"
    )
    codebook, _ = load_codebook((book + more).encode(), "b.yaml")
    negated = {
        rule.id: rule.negated for c in codebook.codes.values() for rule in c.rules
    }
    assert negated == {
        "traeger.kontakt.promoting#1": "twin",
        "traeger.kontakt.inhibiting#1": "twin",
        "traeger.kontakt.inhibiting.x#1": "drop",
        "traeger.kontakt.inhibiting.x#2": "keep",
        "role.r#1": "drop",
    }


def test_spacy_patterns_get_their_types(book: str) -> None:
    tokens, dependency = rules(
        book,
        'tokens: [{lemma: kennen, OP: "?"}, {}, {LIKE_NUM: true, IS_ALPHA: no}, '
        '{LENGTH: {">=": 3}}, {LOWER: {IN: [no, 7]}}, {_: {x: 3, y: true, z: nein}}]\n'
        "dependency: [{RIGHT_ID: v, RIGHT_ATTRS: {LEMMA: kennen}}, {LEFT_ID: v, "
        'REL_OP: ">", RIGHT_ID: n, RIGHT_ATTRS: {DEP: {IN: [ng]}}}]',
    )
    assert tokens.pattern == (
        {"LEMMA": "kennen", "OP": "?"},
        {},
        {"LIKE_NUM": True, "IS_ALPHA": False},
        {"LENGTH": {">=": 3}},
        {"LOWER": {"IN": ["no", "7"]}},
        {"_": {"x": 3, "y": True, "z": "nein"}},
    )
    assert dependency.pattern == (
        {"RIGHT_ID": "v", "RIGHT_ATTRS": {"LEMMA": "kennen"}},
        {
            "LEFT_ID": "v",
            "REL_OP": ">",
            "RIGHT_ID": "n",
            "RIGHT_ATTRS": {"DEP": {"IN": ["ng"]}},
        },
    )


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("<massname> kennen", 'unknown concept <massname> (did you mean "massnahme"?)'),
        ("{all: [<xyz>, a]}", "unknown concept <xyz> (define it under `concepts`)"),
        ("{any: a, none: <xyz>}", "unknown concept <xyz> (define it under `concepts`)"),
        (
            "{any: a, answer_to: <xyz>}",
            "unknown concept <xyz> (define it under `concepts`)",
        ),
        (
            "<massnahme kennen",
            'the angle brackets in "<massnahme kennen" do not make a <concept> '
            "(write <name> without blanks, or remove them)",
        ),
        (
            '"~ fluktuation"',
            '"~" in "~ fluktuation" does not stand before a word '
            "(write ~fluktuation, without a blank)",
        ),
        (
            "Amts~",
            '"~" in "Amts~" does not stand before a word '
            "(write ~fluktuation, without a blank)",
        ),
        ('"…"', '"…" holds no word'),
        ("{all: []}", "`all` is empty"),
        ("{any: [a], none: []}", "`none` is empty"),
        ("{tokens: []}", "`tokens` is empty"),
        ("{any: ['']}", "`any` is empty (write something, or remove the key)"),
        (
            "{within: turn}",
            "the rule does not say what to look for (it needs one of phrase, all, any, "
            "part, regex, tokens, dependency)",
        ),
        (
            "{all: [a, b], regex: c}",
            "the rule has `all` and `regex` at once (make a rule of each)",
        ),
        (
            "{all: [a, b], gap: 3}",
            "`gap` belongs to `phrase`, not to `all` "
            "(remove it, or write the rule as a phrase)",
        ),
        (
            "{any: [a, b], order: free}",
            "`order` belongs to `phrase`, not to `any` "
            "(remove it, or write the rule as a phrase)",
        ),
        (
            "{all: [a, b], within: sentense}",
            "`within` must be clause, sentence, turn or a number of words, not "
            '"sentense" (did you mean "sentence"?)',
        ),
        (
            "{all: [a, b], within: 0}",
            '`within` must be clause, sentence, turn or a number of words, not "0"',
        ),
        (
            "{any: a, who: {level: leitung}}",
            'unknown attribute "level" (define it under `attributes`)',
        ),
        (
            "{any: a, who: {perspektive: traeger}}",
            'unknown attribute "perspektive" (did you mean "perspective"?)',
        ),
        (
            "{any: a, who: {perspective: amt}}",
            '"amt" is no value of the attribute "perspective" '
            "(known: traeger, jobcenter)",
        ),
        (
            "{regex: 'Amt('}",
            "the regular expression does not work: "
            "missing ), unterminated subpattern at position 3",
        ),
        (
            "{regex: '[[a]'}",
            "the regular expression does not work: Possible nested set at position 1",
        ),
        (
            "{regex: 'x*'}",
            "the regular expression finds the empty text, that is, everything "
            "(let it ask for at least one character)",
        ),
        (
            r'{regex: "\bAmt"}',
            "the regular expression holds a control character "
            "(put it between '…'; a backslash between \"…\" means something else)",
        ),
        (
            "{tokens: [{LEMA: a}]}",
            'unknown token attribute "LEMA" (did you mean "LEMMA"?)',
        ),
        ("{tokens: [{LIKE_NUM: 3}]}", 'LIKE_NUM must be true or false, not "3"'),
        ("{tokens: [{LENGTH: x}]}", 'LENGTH must be a whole number, not "x"'),
        (
            "{dependency: [{RIGHT_ID: v}]}",
            "entry 1 of `dependency` has not exactly the keys RIGHT_ATTRS, RIGHT_ID",
        ),
        (
            "{dependency: [{RIGHT_ID: verb, RIGHT_ATTRS: {}}, {LEFT_ID: verbs, "
            'REL_OP: ">", RIGHT_ID: n, RIGHT_ATTRS: {}}]}',
            'LEFT_ID "verbs" is no RIGHT_ID of an entry before it '
            '(did you mean "verb"?)',
        ),
        (
            "{dependency: [{RIGHT_ID: verb, RIGHT_ATTRS: x}]}",
            "RIGHT_ATTRS of entry 1 must be a mapping",
        ),
    ],
)
def test_each_fault_of_a_rule_is_told_with_its_line(
    changed: Callable[[str, str], Said], written: str, said: str
) -> None:
    good = "              - Wort davor\n"
    assert changed(RULE, f"{good}              - {written}\n") == [("25", said)]


def test_faults_within_a_rule_have_the_line_of_their_key(
    changed: Callable[[str, str], Said],
) -> None:
    said = changed(
        RULE,
        "              - all:\n"
        "                  - <x>\n"
        "                  - a\n"
        "                  - <y>\n"
        "                within: satz\n",
    )
    assert [line for line, _ in said] == ["25", "27", "28"]


@pytest.mark.parametrize("between", ["\n              - ", ", "])
def test_rule_ids_are_unique(changed: Callable[[str, str], Said], between: str) -> None:
    two = f"{{id: x, any: a}}{between}{{id: x, any: b}}"
    flow = between == ", "
    written = f"[{two}]" if flow else f"\n              - {two}"
    said = changed(
        "            match:\n              - sich kennen\n",
        f"            match: {written}\n",
    )
    lines = ("23", "23") if flow else ("25", "24")
    assert said == [
        (
            lines[0],
            f'the rule id "x" is used already in line {lines[1]} '
            "(give each rule an id of its own)",
        )
    ]


def test_the_same_rule_twice_is_a_warning(changed: Callable[[str, str], Said]) -> None:
    twice = "              - {phrase: sich kennen, weight: 2}\n"
    assert changed(RULE, RULE + "              - a\n" + twice) == [
        (
            "26",
            "the code traeger.kontakt.promoting has the same rule already in line 24 "
            "(remove one of them)",
        )
    ]


def test_twin_without_a_twin_is_a_warning(
    book: str, check: Callable[[str], Said]
) -> None:
    more = "roles:\n  - {id: r, label: R, match: [{any: a, negated: twin}]}\n"
    assert check(book + more) == [
        (
            "31",
            "`negated: twin` has no effect here, negated hits are dropped "
            "(only a theme's factor can have an opposite factor)",
        )
    ]


@pytest.mark.parametrize("key", ["all", "any", "part", "none", "answer_to"])
def test_a_comma_outside_brackets_is_told(
    changed: Callable[[str, str], Said], key: str
) -> None:
    more = "" if key in ("all", "any", "part") else "                phrase: x\n"
    written = f"              - {key}: Motivation, spielerisch\n{more}"
    assert changed(RULE, written) == [
        (
            "24",
            f"`{key}: Motivation, spielerisch` is one phrase with a comma in it (for "
            "several put them in brackets: [Motivation, spielerisch]; if one is "
            'meant: ["Motivation, spielerisch"])',
        )
    ]


@pytest.mark.parametrize(
    "written",
    [
        "any: [Motivation, spielerisch]",
        'any: ["Motivation, spielerisch"]',
        "any: spielerisch",
        "phrase: nicht nur, sondern auch",
        "nicht nur, sondern auch",
        "regex: 'a{1,2}'",
    ],
)
def test_other_commas_are_not_told(
    changed: Callable[[str, str], Said], written: str
) -> None:
    assert changed(RULE, f"              - {written}\n") == []
