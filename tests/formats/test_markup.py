import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodierung.errors import TranscriptError
from kodierung.formats.files import markup
from tests.support.refusal import refusal

BOMB = (
    '<!DOCTYPE a [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {b} "&{a};&{a};">' for a, b in ("ab", "bc", "cd"))
    + "]><a>&d;</a>"
)
FETCHING = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'


@pytest.mark.parametrize("document", [BOMB, FETCHING, '<!DOCTYPE a SYSTEM "b"><a/>'])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be"])
def test_document_types_and_entities_are_refused(document, encoding):
    with pytest.raises(TranscriptError, match=r"^a\.xml: .*(refused|damaged)"):
        markup.parse(document.encode(encoding), "a.xml")


def test_an_encoding_hides_no_document_type():
    hidden = '<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE a+AD4<a/>'
    with pytest.raises(TranscriptError, match=r"^a\.xml:"):
        markup.parse(hidden.encode(), "a.xml")


def test_one_document_type_may_be_allowed():
    document = b'<!DOCTYPE a SYSTEM "known.dtd"><a>Ja</a>'
    assert markup.parse(document, "a.xml", "known.dtd").text == "Ja"
    for other in (
        document.replace(b"known", b"other"),
        document.replace(b'd">', b'd" [<!ENTITY x "y">]>'),
        document.replace(b"<a>", b"<!DOCTYPE b><a>"),
    ):
        with pytest.raises(TranscriptError):
            markup.parse(other, "a.xml", "known.dtd")


@pytest.mark.parametrize("document", [b"", b"<a>", b"<a><b></a>", b"Text", b"<a>&x;"])
def test_damage_is_told_with_its_line(document):
    with pytest.raises(TranscriptError, match=r"^a\.xml(:\d+)?: "):
        markup.parse(b"\n" * 2 + document, "a.xml")


def test_what_is_nested_too_deep_is_refused():
    with pytest.raises(TranscriptError):
        markup.parse(b"<a>" * 100_000 + b"</a>" * 100_000, "a.xml")


def test_comments_and_instructions_are_no_elements():
    root = markup.parse(b"<a><?x?><!-- y --><b/></a>", "a.xml")
    assert [markup.local(child.tag) for child in root] == ["b"]


@pytest.mark.parametrize(
    ("data", "tag"),
    [
        (b"<a>", "a"),
        (
            b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- b --><!DOCTYPE c>\n<x:a y='z'>",
            "a",
        ),
        ('<?xml version="1.0"?><a/>'.encode("utf-16"), "a"),
        (b"Das <a>", ""),
        (b"", ""),
        (b"<!-- " * 4000, ""),
        (b"<?a?>" * 4000 + b"<a>", ""),
    ],
)
def test_the_first_tag_tells_the_format(data, tag):
    assert markup.first_tag(data) == tag


@given(st.binary(max_size=300))
def test_any_bytes_are_parsed_or_refused(data):
    markup.first_tag(data)
    why = refusal(markup.parse, data, "a.xml")
    assert why == "" or why.startswith("a.xml")
