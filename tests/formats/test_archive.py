import struct
import time
import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodierung.errors import TranscriptError
from kodierung.formats.files import archive
from tests.support.packages import package
from tests.support.refusal import refusal

SOUND = package({"a.xml": "<a>Ja</a>", "b/c.txt": "Nein " * 100})


def test_members_are_read_by_name():
    assert archive.members(SOUND, "a.zip") == {"a.xml", "b/c.txt"}
    assert archive.member(SOUND, "a.zip", "a.xml") == b"<a>Ja</a>"
    assert archive.holds(SOUND, "a.xml", b"Ja")
    assert not archive.holds(SOUND, "a.xml", b"Nein")
    assert not archive.holds(SOUND, "x.xml", b"Ja")
    assert not archive.holds(b"Ja", "a.xml", b"Ja")


def test_a_missing_member_is_damage():
    with pytest.raises(TranscriptError, match=r"^a\.zip: this file is damaged"):
        archive.member(SOUND, "a.zip", "x.xml")


def test_a_bomb_is_refused_while_it_is_unpacked():
    bomb = package({"a.xml": b"\0" * (archive.LARGEST + 1)})
    assert len(bomb) < 100_000
    with pytest.raises(TranscriptError, match="far larger"):
        archive.member(bomb, "a.zip", "a.xml")


def test_a_bomb_that_lies_about_its_size_is_refused():
    bomb = package({"a.xml": b"\0" * (archive.LARGEST + 1)})
    size = struct.pack("<L", archive.LARGEST + 1)
    assert bomb.count(size) == 2
    lying = bomb.replace(size, struct.pack("<L", 1000))
    with pytest.raises(TranscriptError):
        archive.member(lying, "a.zip", "a.xml")


def test_too_many_members_and_too_much_altogether_are_refused(monkeypatch):
    monkeypatch.setattr(archive, "MOST", 1)
    with pytest.raises(TranscriptError, match="far larger"):
        archive.members(SOUND, "a.zip")
    monkeypatch.setattr(archive, "MOST", 10)
    monkeypatch.setattr(archive, "ALTOGETHER", 100)
    with pytest.raises(TranscriptError, match="far larger"):
        archive.members(SOUND, "a.zip")


@pytest.mark.parametrize("kind", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_ways_of_packing_are_read_or_refused(kind):
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", kind) as made:
        made.writestr("a.xml", "<a/>" * 500)
    data = buffer.getvalue()
    assert archive.member(data, "a.zip", "a.xml") == b"<a/>" * 500
    middle = data.index(b"a.xml") + 12
    broken = data[:middle] + b"\xff" * 20 + data[middle + 20 :]
    with pytest.raises(TranscriptError, match="damaged"):
        archive.member(broken, "a.zip", "a.xml")


def test_an_encrypted_member_is_refused():
    data = bytearray(SOUND)
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + at] |= 1
    with pytest.raises(TranscriptError, match="password"):
        archive.member(bytes(data), "a.zip", "a.xml")


def test_paths_of_members_are_names_and_nothing_else(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    data = package({"../../outside.xml": "<a/>", "/etc/outside.xml": "<a/>"})
    assert archive.member(data, "a.zip", "../../outside.xml") == b"<a/>"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"<a>", b"\0\1", b"<!DOCTYPE a><a/>", b""])
def test_xml_that_is_none_names_the_archive_and_no_line(content):
    with pytest.raises(TranscriptError, match=r"^a\.zip: "):
        archive.root(content, "a.zip")


def test_xml_of_too_many_tags_is_refused():
    with pytest.raises(TranscriptError, match=r"^a\.zip: .*far larger"):
        archive.root(b"<a/>" * (archive.MOST_TAGS + 1), "a.zip")


@pytest.mark.parametrize("inside", ["a.xml", "a.png", "media/a.bin"])
@pytest.mark.parametrize(
    "content",
    [
        b'<!DOCTYPE a [<!ENTITY x "I">]><a>&x;</a>',
        b"\xef\xbb\xbf \n<?xml version='1.0'?><!DOCTYPE a><a/>",
        "<!DOCTYPE a><a/>".encode("utf-16"),
        b"<a/>" * (archive.MOST_TAGS + 1),
    ],
    ids=["entity", "declaration", "utf-16", "tags"],
)
def test_odd_xml_is_found_in_members_of_any_name(inside, content):
    data = package({"b.xml": b"<b/>", inside: content})
    with pytest.raises(TranscriptError, match=r"^a\.zip: "):
        archive.refuse_odd_members(data, "a.zip")


def test_pictures_are_no_xml():
    picture = b"\x89PNG\r\n<!DOCTYPE"
    archive.refuse_odd_members(package({"a.png": picture, "b.xml": "<b/>"}), "a.zip")


def test_many_members_are_looked_at_in_no_time():
    many = package({f"{number}.xml": b"<a/>" for number in range(archive.MOST)})
    began = time.process_time()
    archive.refuse_odd_members(many, "a.zip")
    assert time.process_time() - began < 5


@given(st.integers(0, len(SOUND) - 1), st.binary(min_size=1, max_size=8))
def test_damage_anywhere_is_no_traceback(at, damage):
    data = SOUND[:at] + damage + SOUND[at + len(damage) :]
    for inside in ("a.xml", "b/c.txt"):
        why = refusal(archive.member, data, "a.zip", inside)
        assert why == "" or why.startswith("a.zip: ")
