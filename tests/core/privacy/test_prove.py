"""The proof: it finds a name wherever one can be left, misses no lost neighbour, and tells nothing itself."""

import io
import json
import zipfile

import pymupdf
import pytest
from name_tricks import PEOPLE, TRICKS, say, sentence, tricky

from evidence_app.domain.redaction import Redaction
from evidence_app.privacy.prove import prove, prove_beside
from evidence_app.privacy.removals import Sought, removals

# Every way of looking is the one that finds a name in some document.
LABELS = (
    "plain",
    "letters drawn in disorder",
    "clipped away",
    "beside the page",
    "hidden layer",
    "alternative text",
    "picture that names someone",
    "field's name and tip",
    "comment",
    "bookmark",
    "page label",
    "attachment",
    "XMP",
    "private data of a page",
    "strings in octal and hex",
    "objects packed",
)


def terms(name):
    return removals([Redaction("1", 1, 1, 0, 1, name, "name", "", "name:x", "Child A")], []).terms


def failed(pdf, name, beside=None, left=()):
    return {
        check.name: check.detail
        for check in prove(pdf, Sought(terms(name), terms(name) if left else (), 0, frozenset(left)), beside or {})
        if not check.ok
    }


@pytest.mark.parametrize(("number", "label"), list(enumerate(LABELS)))
def test_a_name_left_anywhere_is_found_and_not_told(number, label):
    assert label in TRICKS
    name = PEOPLE[number % len(PEOPLE)]
    problems = failed(tricky(label, name).pdf, name)
    assert problems
    assert all("Child A" in detail and name.split()[0] not in detail for detail in problems.values())


def test_a_document_without_the_name_is_proved():
    assert failed(tricky("plain", "Siobhan D'Arcy").pdf, "Fatoumata Al-Hassan", {1: ("Yesterday", "came")}) == {}


def test_a_lost_neighbour_is_found():
    problems = failed(tricky("plain", "Siobhan D'Arcy").pdf, "Fatoumata Al-Hassan", {1: ("Yesterday", "yonder")})
    assert list(problems) == ["redaction: neighbours"]


def test_published_pages_may_hold_the_same_words_but_no_other_page():
    with pymupdf.open() as document:
        say(document.new_page(), sentence("Bronagh O’Sullivan"))
        say(document.new_page(), "Nothing.")
        pdf = document.tobytes()
    assert failed(pdf, "Bronagh O’Sullivan", left={1}) == {}
    assert failed(pdf, "Bronagh O’Sullivan", left={2})


def word_file(xml):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("word/document.xml", xml)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("evidence.csv", "1,“Siobhán came”\n".encode()),
        ("manifest.json", json.dumps({"title": "Łukasz … Siobhan D’Arcy"}).encode()),
        ("Siobhan D'Arcy.csv", b"nothing"),
        ("pack.docx", word_file("<w:t>Siob</w:t><w:t>han</w:t>")),
        ("pack.docx", word_file('<w:ins w:author="Siobhan D&#8217;Arcy"/>').replace(b"&#8217;", b"&#8217;")),
    ],
)
def test_files_beside_the_pdf_are_proved_too(name, data):
    assert not prove_beside(name, data, Sought(terms("Siobhan D'Arcy"))).ok
    assert prove_beside("evidence.csv", b"1,She came\n", Sought(terms("Siobhan D'Arcy"))).ok
