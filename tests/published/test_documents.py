"""Figures in documents that are read as a whole are the independent script's too."""

from __future__ import annotations

import html
import re
from collections import Counter
from pathlib import Path

from tests.cli.conftest import Kod
from tests.published.independent import Independent
from tests.published.test_numbers import expected, in_words


def test_the_facts_of_a_methods_section(handed_out: Independent, kod: Kod) -> None:
    (told,) = kod("methods", "--json").records
    material = told["material"]
    everybody = handed_out.people_of(lambda _: True)
    assert {key: material[key] for key in ("participants", "speaking")} == {
        key: everybody[key] for key in ("participants", "speaking")
    }
    lines = handed_out.people
    assert material["participants_words"] == everybody["words"]
    assert material["words"]["total"] == sum(one["words"] for one in lines)
    assert material["groups"] == len({one["group"] for one in lines})
    assert material["transcripts"] == len({one["transcript"] for one in lines})
    moderators = {
        (one["group"], one["speaker"]) for one in lines if one["kind"] == "moderator"
    }
    assert material["moderators"] == len(moderators)
    assert material["moderated"] == len({group for group, _ in moderators})
    in_group = Counter(group for group, _ in handed_out.population({}))
    assert material["per_group"]["least"] == min(in_group.values())
    assert material["per_group"]["most"] == max(in_group.values())
    assert told["turns"] == sum(
        one["turns"] for one in lines if one["kind"] == "participant"
    )
    (coder,) = told["coders"]
    assert coder["codings"] == len(handed_out.codings)


def test_the_people_of_a_methods_section(handed_out: Independent, kod: Kod) -> None:
    (told,) = kod("methods", "--json").records
    seen = 0
    for described in told["material"]["attributes"]:
        for part in described["parts"]:
            key, value = described["id"], part["value"]
            found = handed_out.people_of(
                lambda one, key=key, value=value: (
                    one["attributes"].get(key, "") == value
                )
            )
            assert {name: part[name] for name in found} == found, (key, value)
            seen += 1
    assert seen >= 3


def test_the_report_shows_the_same(handed_out: Independent, kod: Kod) -> None:
    assert kod("report", "-o", "r.html").code == 0
    page = Path("r.html").read_text("utf-8")
    shown = html.unescape(re.sub(r"<[^>]+>", " ", page)).replace("\xa0", " ")
    flat = " ".join(shown.split()).replace(" ,", ",")
    language = handed_out.codebook["language"]
    wanted = Counter(in_words(one, language) for one in expected(handed_out).values())
    for words, times in wanted.items():
        assert flat.count(words) >= times, words


def test_the_table_of_summaries_counts_passages(
    handed_out: Independent, kod: Kod
) -> None:
    factors = handed_out.factors()
    seen = 0
    for one in kod("summary", "table", "--level", "factor", "--json").records:
        if one["code"] in factors:
            figures = handed_out.of_code(
                one["code"],
                factors[one["code"]][1],
                lambda line, group=one["group"]: line["group"] == group,
            )
            assert one["segments"] == figures.segments, one
            seen += figures.segments
    assert seen > 10
