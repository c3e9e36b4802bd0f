"""Citations as a study wants them, and nothing stray where something is not known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodierung.formats.matrix.citation import (
    FIELDS,
    USUAL,
    fault_of,
    filled,
    unbracketed,
)
from kodierung.formats.matrix.wording import citation, cited, place
from kodierung.model import Statement

KNOWN = {
    "group": "FG03",
    "speaker": "B1, B2",
    "time": "00:14:05",
    "turn": "7",
    "transcript": "FG03.txt",
    "function": "Coachin",
}
LONG = "({group}, {speaker} ({function}), {time})"
SAID = Statement("Gut.", "FG03.txt", "FG03", 7, "B2", 0, 4, 845.0, "Coachin")


@pytest.mark.parametrize(
    ("form", "unknown", "expected"),
    [
        (USUAL, "", "(FG03, B1, B2, 00:14:05)"),
        (USUAL, "group", "(B1, B2, 00:14:05)"),
        (USUAL, "speaker", "(FG03, 00:14:05)"),
        (USUAL, "time", "(FG03, B1, B2)"),
        (USUAL, "speaker time", "(FG03)"),
        (USUAL, "group speaker time", ""),
        (LONG, "", "(FG03, B1, B2 (Coachin), 00:14:05)"),
        (LONG, "function", "(FG03, B1, B2, 00:14:05)"),
        (LONG, "function speaker", "(FG03, 00:14:05)"),
        ("[{group}: {speaker}, Absatz {turn}]", "turn", "[FG03: B1, B2]"),
        ("[{group}: {speaker}, Absatz {turn}]", "group", "[B1, B2, Absatz 7]"),
        ("— {group}/{speaker} – {time}", "speaker", "— FG03 – 00:14:05"),
        ("({speaker}, {function}; {group})", "function", "(B1, B2; FG03)"),
        ("{speaker} ({function}, {group})", "function", "B1, B2 (FG03)"),
        ("{speaker} ({function}, {group})", "function group", "B1, B2"),
        ("{function} {group}", "function", "FG03"),
        ("{group} - {function} - {time}", "function", "FG03 - 00:14:05"),
    ],
)
def test_what_is_not_known_takes_its_comma_with_it(
    form: str, unknown: str, expected: str
) -> None:
    values = {k: "" if k in unknown.split() else v for k, v in KNOWN.items()}
    assert filled(form, values) == expected


@given(
    st.lists(st.sampled_from(FIELDS), min_size=1, max_size=6),
    st.sampled_from([", ", "; ", ": ", " · ", "/"]),
    st.sets(st.sampled_from(FIELDS)),
)
def test_a_list_of_fields_is_the_list_of_what_is_known(
    fields: list[str], between: str, unknown: set[str]
) -> None:
    values = {name: "" if name in unknown else f"<{name},>" for name in FIELDS}
    form = between.join(f"{{{field}}}" for field in fields)
    kept = between.join(values[field] for field in fields if values[field])
    assert filled(form, values) == kept
    assert filled(f"({form})", values) == (f"({kept})" if kept else "")


@pytest.mark.parametrize(
    ("form", "fault"),
    [
        (USUAL, None),
        ("{{{group}}}", None),
        ("{gruppe}", 'a citation has no field "{gruppe}"'),
        ("{group!r}", 'a citation has no field "{group!r}"'),
        ("{time:>9}", 'a citation has no field "{time:>9}"'),
        ("{}", 'a citation has no field "{}"'),
        ("{group.upper}", 'a citation has no field "{group.upper}"'),
        ("{group", 'the citation "{group" has a brace without its other half'),
        ("FG03", 'the citation "FG03" names no field'),
        ("{group}\ue000", "the citation holds a sign that cannot be printed"),
    ],
)
def test_faults_of_a_form(form: str, fault: str | None) -> None:
    assert fault_of(form) == fault


def test_columns_show_no_brackets() -> None:
    assert unbracketed("(FG03, B2)") == "FG03, B2"
    assert unbracketed("[FG03]") == "[FG03]"[1:-1]
    assert unbracketed("(FG03) (B2)") == "(FG03) (B2)"
    assert unbracketed("— FG03") == "— FG03"
    assert unbracketed("") == ""


def test_the_turn_stands_in_for_the_time_unless_it_is_there_too() -> None:
    timeless = Statement("Gut.", "FG03.txt", "FG03", 7, "B2")
    assert citation(timeless, "de") == "(FG03, B2, Redebeitrag 7)"
    assert place(timeless, "en", "{group}, {turn}, {time}") == "FG03, 7"
    assert cited(SAID, "de", LONG) == "„Gut.“ (FG03, B2 (Coachin), 00:14:05)"
    assert cited(Statement("„Nur so.“"), "de", LONG) == "„Nur so.“"
