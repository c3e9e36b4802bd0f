"""Text edits at the place: layouts, quoting, line ends, and what is refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kodierung.codebook.edit.book import Book, Edited, raised
from kodierung.codebook.edit.regroup import merge_codes
from kodierung.codebook.edit.single import (
    NewCode,
    add_code,
    move_code,
    relabel_code,
    rename_code,
)
from kodierung.errors import CodebookError, CodingError, KodierungError, UsageError
from kodierung.text import on_one_line, settle
from tests.support.small import CODEBOOK_YAML

HEAD = "codebook: b\nversion: 1.2.3  # so weit\ntitle: B\nlanguage: de\n"
TREE = """\
codes:
  # über a
  - id: a          # die erste
    label: "A"
    children:
      - {id: x, label: X}   # in Klammern
      # über y
      - id: 'y'
        label: >-
          Y, der
          zweite

        # am Ende von y

  # über b
  - id: b
    definition: Was b ist.
    label: B
"""


def book(text: str) -> Book:
    return Book(text.encode(), "b.yaml")


def after(text: str, change: Callable[[Book], Edited]) -> str:
    return change(book(text)).text


def test_a_label_keeps_its_quotation_marks() -> None:
    made = after(HEAD + TREE, lambda b: relabel_code(b, "a", 'A "neu"'))
    assert '    label: "A \\"neu\\""\n' in made
    made = after(HEAD + TREE, lambda b: relabel_code(b, "a.x", "X, neu: [ja]"))
    assert "      - {id: x, label: 'X, neu: [ja]'}   # in Klammern\n" in made
    made = after(HEAD + TREE, lambda b: relabel_code(b, "a.y", "Y"))
    assert "        label: Y\n\n        # am Ende von y\n" in made


def test_comments_and_the_id_keep_their_places() -> None:
    made = after(HEAD + TREE, lambda b: rename_code(b, "a", "aa"))
    renamed = "renamed:\n  a: aa\n  a.x: aa.x\n  a.y: aa.y\n"
    expected = (HEAD + TREE).replace("1.2.3", "1.3.0").replace("id: a ", "id: aa ")
    assert made == f"{expected}{renamed}"


def test_ids_of_before_are_kept_in_one_step() -> None:
    text = after(HEAD + TREE, lambda b: rename_code(b, "b", "c"))
    text = after(text, lambda b: rename_code(b, "c", "d"))
    assert book(text).codebook.renamed == {"b": "d", "c": "d"}
    text = after(text, lambda b: rename_code(b, "d", "b"))
    assert book(text).codebook.renamed == {"c": "b", "d": "b"}


def test_what_comes_in_takes_the_layout_of_its_neighbours() -> None:
    made = after(HEAD + TREE, lambda b: add_code(b, NewCode("c", "C")))
    assert made.endswith("    label: B\n\n  - id: c\n    label: C\n")
    made = after(HEAD + TREE, lambda b: add_code(b, NewCode("b.c", "C")))
    assert made.endswith(
        "    label: B\n    children:\n      - id: c\n        label: C\n"
    )
    made = after(HEAD + TREE, lambda b: add_code(b, NewCode("a.x.c", "C")))
    assert "{id: x, label: X, children: [{id: c, label: C}]}   # in Kl" in made
    made = after(HEAD + TREE, lambda b: add_code(b, NewCode("role.c", "C")))
    assert "\nroles:\n  - id: c\n    label: C\n" in made


def test_a_code_is_moved_with_its_comments() -> None:
    made = after(HEAD + TREE, lambda b: move_code(b, "a.y", "b"))
    moved = """\
    label: B
    children:
      # über y
      - id: 'y'
        label: >-
          Y, der
          zweite

        # am Ende von y
"""
    assert moved in made
    assert made.count("# über y") == made.count("zweite") == 1
    up = after(HEAD + TREE, lambda b: move_code(b, "a.y", "."))
    assert "\n  # über y\n  - id: 'y'\n    label: >-\n      Y, der\n" in up
    assert book(up).codebook.renamed == {"a.y": "y"}


def test_the_last_one_of_a_list_takes_its_key_along() -> None:
    text = HEAD + "codes:\n  - id: a\n    label: A\n    children:\n"
    text += "      - {id: x, label: X}\n  - {id: b, label: B}\n"
    made = after(text, lambda b: move_code(b, "a.x", "b"))
    tree = "codes:\n  - id: a\n    label: A\n"
    tree += "  - {id: b, label: B, children: [{id: x, label: X}]}\n"
    assert tree in made


def test_a_missing_factor_and_a_new_theme() -> None:
    lone = CODEBOOK_YAML.replace(
        "          inhibiting: {label: Wettbewerb, definition: Jeder gegen jeden.}\n",
        "",
    )
    new = NewCode("traeger.kooperation.inhibiting", "Wettbewerb", "Alle gegen alle.")
    made = book(after(lone, lambda b: add_code(b, new))).codebook
    assert made.codes[new.id].twin == "traeger.kooperation.promoting"
    new = NewCode("traeger.zeit.promoting", "Genug Zeit", theme="Zeit")
    made = book(after(CODEBOOK_YAML, lambda b: add_code(b, new))).codebook
    assert [t.label for t in made.perspectives[0].themes][-1] == "Zeit"
    with pytest.raises(UsageError, match="a theme needs a label"):
        add_code(book(CODEBOOK_YAML), NewCode("traeger.geld.promoting", "Geld"))


def test_line_ends_and_a_mark_at_the_beginning_stay() -> None:
    text = "\ufeff" + (HEAD + TREE).replace("\n", "\r\n").removesuffix("\r\n")
    made = after(text, lambda b: add_code(b, NewCode("b.c", "C")))
    assert made.startswith("\ufeffcodebook")
    assert made.count("\n") == made.count("\r\n")
    assert made.endswith("\r\n    children:\r\n      - id: c\r\n        label: C")


def test_tests_and_passages_name_codes_by_their_new_ids() -> None:
    text = HEAD + TREE + "paraphrases:\n  a.x: [eins, zwei]\n  none: [drei]\ntests:\n"
    text += "  - {text: t, codes: a.x, not: [b, a.y]}\n  - text: u\n    codes: [a.x]\n"
    made = after(text, lambda b: rename_code(b, "a.x", "z"))
    assert "  a.z: [eins, zwei]\n  none: [drei]\n" in made
    assert "  - {text: t, codes: a.z, not: [b, a.y]}\n" in made
    assert "    codes: [a.z]\n" in made


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda b: add_code(b, NewCode("a", "A")), 'already a "a"'),
        (lambda b: add_code(b, NewCode("zz.c", "C")), 'There is no "zz"'),
        (lambda b: add_code(b, NewCode("b.c d", "C")), "would have 1 fault"),
        (lambda b: add_code(b, NewCode("c", " ")), "needs a label"),
        (lambda b: rename_code(b, "a.x", "y"), 'already a "a.y"'),
        (lambda b: rename_code(b, "a.x", "b.x"), 'not at "b.x"'),
        (lambda b: rename_code(b, "a.x", "x"), "called so already"),
        (lambda b: rename_code(b, "q", "x"), 'no code "q"'),
        (lambda b: relabel_code(b, "a", "A"), "labelled so already"),
        (lambda b: relabel_code(b, "a", ""), "cannot be empty"),
        (lambda b: move_code(b, "a", "a.x"), "below itself"),
        (lambda b: move_code(b, "a", "."), "stands there already"),
        (lambda b: move_code(b, "a.x", "zz"), 'There is no "zz"'),
    ],
)
def test_what_cannot_be_is_refused(change: Callable[[Book], Edited], said: str) -> None:
    with pytest.raises(KodierungError, match=said):
        change(book(HEAD + TREE))


def test_the_matrix_keeps_its_shape() -> None:
    small = book(CODEBOOK_YAML)
    with pytest.raises(CodingError, match="called by its theme"):
        rename_code(small, "traeger.kooperation.promoting", "gut")
    with pytest.raises(CodingError, match="belongs to the matrix"):
        move_code(small, "traeger.kooperation.promoting", "role")
    with pytest.raises(CodingError, match="no codes but factors"):
        add_code(small, NewCode("traeger.kooperation.x", "X"))
    moved = move_code(small, "traeger.kooperation", "jobcenter")
    assert moved.codes == {
        f"traeger.kooperation.{one}": f"jobcenter.kooperation.{one}"
        for one in ("promoting", "inhibiting")
    }
    assert len(moved.after.perspectives[1].themes) == 2


def test_an_id_that_another_code_had_is_not_given_again() -> None:
    text = after(HEAD + TREE, lambda b: rename_code(b, "b", "c"))
    with pytest.raises(CodingError, match='"b" was the id of c before'):
        add_code(book(text), NewCode("b", "B"))
    with pytest.raises(CodingError, match='"b" was the id of c before'):
        rename_code(book(text), "a", "b")


def test_what_would_lose_a_comment_is_left_to_the_researcher() -> None:
    text = HEAD + "codes:\n  - id: b\n    label: B\n    children: [{id: a,  # kurz\n"
    text += "      label: A}]\n"
    with pytest.raises(CodebookError, match=r"b\.yaml:8: .* without loss"):
        move_code(book(text), "b.a", ".")


def test_an_alias_is_left_to_the_researcher() -> None:
    text = HEAD + "codes:\n  - {id: a, label: &l Gleich}\n  - {id: b, label: *l}\n"
    with pytest.raises(CodebookError, match=r"b\.yaml:6: .* without loss"):
        relabel_code(book(text), "a", "Anders")
    with pytest.raises(CodebookError, match="without loss"):
        relabel_code(book(text), "b", "Anders")


def test_a_file_with_faults_is_refused() -> None:
    with pytest.raises(CodebookError, match="has 1 fault"):
        book(HEAD + TREE + "unbekannt: 1\n")


def test_versions_are_raised() -> None:
    assert raised("1.4.2", "redefined") == "2.0.0"
    assert raised("1.4.2-alt", "new") == "1.5.0"
    assert raised("0.0.9", "wording") == "0.0.10"


TEXTS = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co")), min_size=1, max_size=60
).filter(lambda text: bool(on_one_line(text)))


@settings(deadline=None, max_examples=60)
@given(TEXTS, st.sampled_from(["a", "a.x", "a.y", "b"]), TEXTS)
def test_any_words_come_back_as_they_were_said(
    label: str, known: str, example: str
) -> None:
    one = book(HEAD + TREE)
    new = NewCode(f"{known}.neu", label, definition=example, examples=(example, "b"))
    for made in (add_code(one, new), relabel_code(one, known, f"Z {label}")):
        comments = [row for row in made.text.splitlines() if row.strip()[:1] == "#"]
        assert [row for row in comments if "über" in row or "Ende" in row]
    added = add_code(one, new).after.codes[new.id]
    assert added.label == _kept(label)
    assert added.definition == added.examples[0] == _kept(example)
    assert relabel_code(one, known, f"Z {label}").after.codes[known].label == _kept(
        f"Z {label}"
    )


def _kept(text: str) -> str:
    return on_one_line(settle(text))


def test_a_theme_just_begun_is_not_blamed_for_its_first_factor() -> None:
    small = Book(CODEBOOK_YAML.encode(), "b.yaml")
    first = NewCode(
        "traeger.pausen.promoting", "Pausen", "Es gibt sie.", theme="Pausen"
    )
    begun = add_code(small, first)
    assert begun.problems == ()
    again = book(begun.text)
    told = [p.message for p in relabel_code(again, "traeger.pausen", "Pause").problems]
    assert told == []
    merged = merge_codes(again, ["traeger.kooperation.inhibiting"], "role.markt")
    assert [p.message for p in merged.problems] == [
        "traeger.kooperation has only one factor, promoting"
    ]
