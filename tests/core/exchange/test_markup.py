"""XML of unknown origin: what is meant is read, what is made to do harm is told in a sentence."""

import pytest
from refi_files import code, project

from evidence_app.errors import KnownError
from evidence_app.exchange.markup import DEEPEST, is_project, read_tree


def test_names_lose_their_namespace_and_text_keeps_its_words():
    xml = '<q:CodeBook xmlns:q="urn:QDA-XML:codebook:1.0"><q:Codes>a &amp; b<q:Code name="x"/></q:Codes></q:CodeBook>'
    root = read_tree(xml.encode(), "f")
    codes = root.one("Codes")
    assert (root.name, codes.text, codes.one("Code").get("name"), codes.said("None")) == ("CodeBook", "a & b", "x", "")
    assert not is_project(root, "f")
    assert is_project(read_tree(project(code("A"), "").encode(), "f"), "f")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "declares entities"),
        (b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "declares entities"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><a/>'.encode("utf-16"), "declares entities"),
        (b"<a>&b;</a>", "no sound XML"),
        (b"<a><b></a>", "no sound XML"),
        (b"", "no sound XML"),
        (b"\x00\x01", "no sound XML"),
        (b'<?xml version="1.0" encoding="klingon"?><a/>', "no"),
        (b"<a>" * (DEEPEST + 1), "more than any project"),
    ],
)
def test_what_is_no_sound_xml_is_refused_in_a_sentence(data, said):
    with pytest.raises(KnownError, match=said):
        read_tree(data, "file.qde")


def test_another_root_is_neither_project_nor_codebook():
    with pytest.raises(KnownError, match="neither"):
        is_project(read_tree(b"<html/>", "page"), "page")
