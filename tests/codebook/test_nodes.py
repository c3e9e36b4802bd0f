from __future__ import annotations

import pytest
import yaml

from kodierung.codebook import nodes
from kodierung.codebook.faults import Faults
from kodierung.codebook.nodes import DEEPEST, read_nodes


def read(text: str | bytes) -> tuple[object, list[str]]:
    faults = Faults("b.yaml")
    data = text if isinstance(text, bytes) else text.encode()
    root = read_nodes(data, faults)
    return root.plain() if root else None, [str(p) for p in faults.problems]


@pytest.mark.parametrize(
    "scalar",
    [
        "no",
        "on",
        "20:30",
        "1.0",
        "007",
        "0x1F",
        "true",
        "2024-01-01",
        "~",
        "null",
        "1e3",
    ],
)
def test_every_scalar_is_the_text_that_was_written(scalar: str) -> None:
    assert read(f"a: {scalar}\n{scalar}: b\n") == ({"a": scalar, scalar: "b"}, [])


def test_an_empty_value_is_none_and_an_empty_text_is_not() -> None:
    assert read('a:\nb: ""\nc: [x, ]\nd:\n  -\n') == (
        {"a": None, "b": "", "c": ["x"], "d": [None]},
        [],
    )


def test_bom_crlf_and_decomposed_letters_are_settled() -> None:
    data = b"\xef\xbb\xbf" + "a: Mu\u0308ller\r\nb: x\r\n".encode()
    assert read(data) == ({"a": "Müller", "b": "x"}, [])


def test_lines_are_those_of_keys_and_entries() -> None:
    root = read_nodes(b"a:\n  b:\n    - x\n    - >-\n      long\n  c: y\n", Faults("f"))
    assert root is not None
    found = [
        root.line_of(path)
        for path in [(), ("a",), ("a", "b"), ("a", "b", 0), ("a", "b", 1), ("a", "c")]
    ]
    assert found == [1, 1, 2, 3, 4, 6]
    assert root.line_of(("a", "c", "missing", 3)) == 6
    assert root.line_of(("a", "b", 7)) == 2


@pytest.mark.parametrize("sign", ["\x85", "\u2028", "\u2029"])
def test_lines_are_counted_as_editors_count_them(sign: str) -> None:
    text = f'a: "x{sign}y"\nb:\n  - x\n  - c\n'
    root = read_nodes(text.encode(), Faults("f"))
    assert root is not None
    assert [root.line_of(path) for path in [("b",), ("b", 1)]] == [2, 4]
    assert read(f"{text} d: x\n")[1][0].startswith("b.yaml:5: this line is not")


def test_duplicate_keys_are_told_all_and_with_both_lines() -> None:
    value, problems = read("a: 1\nb: {x: 1, x: 2}\na: 2\n")
    assert value == {"a": "1", "b": {"x": "1"}}
    assert problems == [
        'b.yaml:2: the key "x" stands here and already in line 2 '
        "(merge them, or keep one of them)",
        'b.yaml:3: the key "a" stands here and already in line 1 '
        "(merge them, or keep one of them)",
    ]


def test_aliases_are_read_where_they_stand() -> None:
    root = read_nodes(b"a: &w [x, y]\nb: *w\n", Faults("f"))
    assert root is not None
    assert root.plain() == {"a": ["x", "y"], "b": ["x", "y"]}
    assert root.line_of(("b",)) == 2


def test_an_alias_bomb_is_refused() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    value, problems = read("\n".join(lines))
    assert value is None
    assert problems == ["b.yaml:6: this is too much to read (use fewer aliases)"]


@pytest.mark.parametrize("text", ["a: " + "[" * 100_000, "- " * 100_000 + "a"])
def test_endless_nesting_is_refused(text: str) -> None:
    value, problems = read(text)
    assert value is None
    assert problems == [f"b.yaml:1: this is nested more than {DEEPEST} levels deep"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "1: the file is empty"),
        (
            "{",
            '1: a bracket "{" is opened here and not closed as it should be (close it, '
            'with commas between the entries; a text that begins with "{" must be in '
            "quotation marks)",
        ),
        ("# nur ein Kommentar\n", "1: the file is empty"),
        ("---\n", "1: the file is empty"),
        (
            "# x\n- a\n",
            "2: the file holds a list, not keys with values "
            '(begin with lines like "title: …")',
        ),
        (
            "nur Text\n",
            "1: the file holds a text, not keys with values "
            '(begin with lines like "title: …")',
        ),
        (
            "a: 1\n---\nb: 2\n",
            '2: a second document begins here (remove the line "---")',
        ),
        (
            "a: 1\nb: !sehr wichtig\n",
            '2: "!sehr" would be a type of its own, which is not allowed here '
            '(a text that begins with "!" must be in quotation marks)',
        ),
        (
            "a: !!python/object:os.system {}\n",
            '1: "!!python/object:os.system" would be a type of its own, which is not '
            'allowed here (a text that begins with "!" must be in quotation marks)',
        ),
        (
            "a: 1\nb:\n\t- x\n",
            "3: a tab stands where only blanks may stand "
            "(indent with blanks, two for each level)",
        ),
        (
            "a: |\n\tx\n",
            "2: a tab stands where only blanks may stand "
            "(indent with blanks, two for each level)",
        ),
        (
            "a: Er sagte: nein\n",
            '1: there is a second ": " in this line '
            "(put the whole text in quotation marks)",
        ),
        (
            "a: 1\n b: 2\n",
            "2: this key does not fit the line above it (indent entries of one list or "
            "mapping equally, with blanks; a text over several lines begins with >-)",
        ),
        (
            'a: "Gut" sagt er\n',
            "1: the text goes on after its closing quotation mark "
            "(put the whole text in quotation marks)",
        ),
        (
            "a: [Name] sagt\n",
            "1: the text goes on after its closing bracket "
            "(put the whole text in quotation marks)",
        ),
        (
            "a:\n  - x\n - y\n",
            "3: this line is not indented like those it belongs to "
            "(indent entries of one list or mapping equally, with blanks)",
        ),
        (
            " a: 1\nb: 2\n",
            "2: this line does not fit the lines above it "
            "(indent entries of one list or mapping equally, with blanks)",
        ),
        (
            "a: 1\nb: @home\n",
            '2: a text must not begin with "@" (put the whole text in quotation marks)',
        ),
        (
            "a: *wichtig\n",
            '1: a text must not begin with "*" ("*wichtig") '
            "(put it in quotation marks)",
        ),
        (
            "a: &x [*x]\n",
            '1: a text must not begin with "*" ("*x") (put it in quotation marks)',
        ),
        (
            "a: 1\nGespräch\nc: 2\n",
            '2: this line is neither "key: value" nor a list entry "- …" '
            "(is the colon or the blank after it missing?)",
        ),
        (
            'a: "offen\nb: x\n',
            "1: a quotation mark is opened here and never closed "
            "(close it with the same mark)",
        ),
        (
            "a: [x, y\nb: z\n",
            '1: a bracket "[" is opened here and not closed as it should be (close it, '
            'with commas between the entries; a text that begins with "[" must be in '
            "quotation marks)",
        ),
        (
            "a: {x: 1\n",
            '1: a bracket "{" is opened here and not closed as it should be (close it, '
            'with commas between the entries; a text that begins with "{" must be in '
            "quotation marks)",
        ),
        (
            "k: - a\n",
            '1: a list entry "- …" does not fit here '
            "(begin it on a line of its own, indented like the other entries)",
        ),
        (
            'a: 1\nr: "\\w+"\n',
            '2: a backslash in a text between "…" means something else in YAML '
            "(put the text between '…')",
        ),
        (
            "a: 1\nb: x\x01y\n",
            "2: a control character (U+0001) stands in the text "
            "(remove it; most editors do not show it)",
        ),
        ("a: 1\n: x\n", "2: the key before the colon is missing"),
        ('a: 1\n" ": x\n', "2: the key before the colon is missing"),
        (
            "{{x}}: 1\n",
            "1: a key must be a word, not a list, a mapping or an alias "
            '(a text with braces or brackets must be in quotation marks: "{…}")',
        ),
    ],
)
@pytest.mark.parametrize("loader", [yaml.SafeLoader, nodes._LOADER])
def test_unreadable_yaml_is_one_plain_sentence_with_its_line(
    text: str, problem: str, loader: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nodes, "_LOADER", loader)
    assert read(text) == (None, [f"b.yaml:{problem}"])


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (
            "a: 1\nb: die Maßnahme kennen\n".encode("cp1252"),
            "2: the file is not UTF-8 (byte 0xDF); read as Windows-1252 it says "
            '"Maßnahme" (save it as UTF-8)',
        ),
        (
            'title: "Träger"\n'.encode("latin-1"),
            "1: the file is not UTF-8 (byte 0xE4); read as Windows-1252 it says "
            '"Träger" (save it as UTF-8)',
        ),
        (
            "title: x\n".encode("utf-16"),
            "1: the file is not UTF-8 (byte 0xFF); it looks like UTF-16 "
            "(save it as UTF-8)",
        ),
        (
            b"a: \x81\n",
            "1: the file is not UTF-8 (byte 0x81) (save it as UTF-8)",
        ),
    ],
)
def test_another_encoding_is_named(data: bytes, problem: str) -> None:
    assert read(data) == (None, [f"b.yaml:{problem}"])


def test_a_binary_file_is_one_sentence() -> None:
    value, problems = read(bytes(range(32)) * 10)
    assert value is None
    assert problems == [
        "b.yaml:1: a control character (U+0000) stands in the text "
        "(remove it; most editors do not show it)"
    ]
