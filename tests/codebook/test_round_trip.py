"""What is written as YAML comes out equal; what is broken is told, never a crash."""

from __future__ import annotations

import random
import unicodedata
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from kodierung.codebook.load import check_codebook, load_codebook
from kodierung.codebook.starter import starter
from kodierung.errors import CodebookError
from kodierung.model import Codebook, Rule

_SIGNS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"))
TEXT = st.one_of(
    st.text(_SIGNS, min_size=1, max_size=30),
    st.sampled_from(
        ["no", "20:30", "1.0", "~", "null", "a: b", "# x", "- x", "{a}", "[b", "'", '"']
    ),
).filter(lambda text: bool(text.strip()))
ID = st.text("abzäß09_", min_size=1, max_size=6)
WORD = st.sampled_from(["kennen", "Maßnahme", "Café", "no", "20:30", "<k>", "~amt"])
TERM = st.lists(WORD, min_size=1, max_size=3).map(" ".join)
RULE = st.one_of(
    TERM,
    st.fixed_dictionaries(
        {"phrase": TERM},
        optional={
            "gap": st.integers(0, 9),
            "order": st.sampled_from(["fixed", "free"]),
            "weight": st.floats(0.001, 10),
            "negated": st.sampled_from(["keep", "drop"]),
        },
    ),
    st.fixed_dictionaries(
        {"all": st.lists(TERM, min_size=1, max_size=3)},
        optional={
            "none": st.lists(TERM, min_size=1, max_size=2),
            "within": st.sampled_from(["clause", "sentence", "turn", 1, 25]),
            "who": st.just({"level": "no"}),
            "answer_to": TERM,
        },
    ),
)


def code(**more: Any) -> Any:
    texts = st.lists(TEXT, max_size=3)
    return st.fixed_dictionaries(
        {"label": TEXT},
        optional={
            "definition": TEXT,
            "include": TEXT,
            "exclude": TEXT,
            "examples": texts,
            "counterexamples": texts,
            "match": st.lists(RULE, max_size=3, unique_by=str),
            **more,
        },
    )


def tree(entries: Any) -> Any:
    return st.lists(
        st.builds(lambda one, name: {"id": name, **one}, entries, ID),
        max_size=3,
        unique_by=lambda one: one["id"],
    )


CODES = tree(code(children=tree(code())))


@st.composite
def books(draw: st.DrawFn) -> dict[str, Any]:
    themes = st.lists(
        st.fixed_dictionaries(
            {"id": ID, "label": TEXT, "promoting": code(), "inhibiting": code()},
            optional={"statement": TEXT},
        ),
        min_size=1,
        max_size=3,
        unique_by=lambda theme: theme["id"],
    )
    return {
        "codebook": draw(ID),
        "version": "1.2.3",
        "title": draw(TEXT),
        "language": "de",
        "attributes": {"level": {"label": draw(TEXT), "values": {"no": draw(TEXT)}}},
        "concepts": {
            "k": draw(st.lists(WORD.filter(lambda w: "<" not in w), min_size=1))
        },
        "matrix": {
            "caption": draw(TEXT),
            "perspectives": [
                {
                    "id": "perspektive",
                    "label": draw(TEXT),
                    "where": {"level": "no"},
                    "themes": draw(themes),
                }
            ],
        },
        "roles": draw(CODES),
    }


def kept(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip()


def written_codes(book: dict[str, Any]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}

    def add(path: str, entry: dict[str, Any]) -> None:
        found[path] = entry
        for child in entry.get("children", []):
            add(f"{path}.{child['id']}", child)

    (perspective,) = book["matrix"]["perspectives"]
    for theme in perspective["themes"]:
        for polarity in theme:
            if polarity in ("promoting", "inhibiting"):
                add(f"perspektive.{theme['id']}.{polarity}", theme[polarity])
    for role in book["roles"]:
        add(f"role.{role['id']}", role)
    return found


def same_rule(rule: Rule, written: Any) -> bool:
    entry = {"phrase": written} if isinstance(written, str) else written
    terms = [entry["phrase"]] if "phrase" in entry else entry["all"]
    none, asked = entry.get("none", []), entry.get("answer_to")
    return (
        rule.terms == tuple(map(kept, terms))
        and rule.none == tuple(map(kept, none))
        and rule.answer_to == ((kept(asked),) if asked else ())
        and rule.gap == entry.get("gap", 2)
        and rule.order == entry.get("order", "fixed")
        and rule.weight == entry.get("weight", 1.0)
        and rule.within
        == entry.get("within", "sentence" if "phrase" in entry else "clause")
        and rule.who == entry.get("who", {})
        and entry.get("negated") in (None, rule.negated)
    )


def same(codebook: Codebook, book: dict[str, Any]) -> None:
    written = written_codes(book)
    assert list(codebook.codes) == list(written)
    for found, entry in zip(codebook.codes.values(), written.values(), strict=True):
        assert found.label == kept(entry["label"])
        for key in ("definition", "include", "exclude"):
            assert getattr(found, key) == kept(entry.get(key, ""))
        for key in ("examples", "counterexamples"):
            assert getattr(found, key) == tuple(map(kept, entry.get(key, [])))
        for rule, one in zip(found.rules, entry.get("match", []), strict=True):
            assert same_rule(rule, one)
    (perspective,) = codebook.perspectives
    (block,) = book["matrix"]["perspectives"]
    for theme, row in zip(perspective.themes, block["themes"], strict=True):
        assert (theme.id, theme.label) == (kept(row["id"]), kept(row["label"]))
        assert theme.statement == kept(row.get("statement", ""))


@given(book=books(), flow=st.sampled_from([None, True, False]))
@settings(max_examples=60, deadline=None)
def test_what_is_written_comes_out_equal(
    book: dict[str, Any], flow: bool | None
) -> None:
    text = yaml.safe_dump(
        book, allow_unicode=True, sort_keys=False, default_flow_style=flow
    )
    codebook, problems = load_codebook(text.encode(), "b.yaml")
    assert all(problem.severity == "warning" for problem in problems)
    assert codebook.title == kept(book["title"])
    assert codebook.caption == kept(book["matrix"]["caption"])
    same(codebook, book)


def told(data: bytes) -> None:
    """Check that a file is read or told off, with places that exist."""
    codebook, problems = check_codebook(data, "b.yaml")
    if any(problem.severity == "error" for problem in problems):
        assert codebook is None
        with pytest.raises(CodebookError) as caught:
            load_codebook(data, "b.yaml")
        assert caught.value.problems == problems or (
            caught.value.message == "b.yaml is no codebook."
            and problems[0].message == "this is no codebook"
        )
    else:
        assert codebook == load_codebook(data, "b.yaml")[0]
    for problem in problems:
        file, _, line = problem.place.partition(":")
        assert file == "b.yaml"
        assert 1 <= int(line) <= data.count(b"\n") + 1
        assert problem.message
        assert "\n" not in str(problem)


def damaged(text: str, luck: random.Random) -> str:
    lines = text.split("\n")
    for _ in range(luck.randint(1, 4)):
        at = luck.randrange(len(lines))
        line = lines[at]
        column = luck.randint(0, len(line))
        sign = luck.choice("\"'[]{}:,&*!|>#%@`-?<~\x07\u2028")
        lines[at : at + luck.randint(1, 3)] = luck.choice(
            [
                [],
                [line, luck.choice(lines)],
                [" " * luck.randint(1, 4) + line],
                [line[luck.randint(1, 4) :]],
                ["\t" + line],
                [line[:column] + sign + line[column:]],
                [line.replace(": ", ":")],
            ]
        )
    return "\n".join(lines)


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_damaged_file_is_told_and_never_a_crash(language: str) -> None:
    text = starter("Probe", language)
    for seed in range(100):
        told(damaged(text, random.Random(seed)).encode())


@given(data=st.binary(max_size=200))
@settings(max_examples=100, deadline=None)
def test_any_bytes_are_told_and_never_a_crash(data: bytes) -> None:
    told(data)


_ANYTHING = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=5)),
    lambda below: st.one_of(
        st.lists(below, max_size=3),
        st.dictionaries(st.sampled_from(["id", "label", "match", "x", "1"]), below),
    ),
    max_leaves=5,
)


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_a_wrong_value_anywhere_is_told_and_never_a_crash(data: st.DataObject) -> None:
    book = yaml.safe_load(starter("Probe"))
    for _ in range(data.draw(st.integers(1, 3))):
        node: Any = book
        while isinstance(node, (dict, list)) and node:
            keys = list(node) if isinstance(node, dict) else list(range(len(node)))
            key = data.draw(st.sampled_from(keys))
            below = node[key]
            if not isinstance(below, (dict, list)) or data.draw(st.integers(0, 3)) == 0:
                node[key] = data.draw(_ANYTHING)
                break
            node = below
    told(yaml.safe_dump(book, allow_unicode=True, sort_keys=False).encode())
