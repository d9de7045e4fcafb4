import io
import zipfile

import pytest
from made_pdfs import NOT_FOUND_PAGE, pdf

from evidence_app.ingest.formats import recognise
from evidence_app.ingest.sniff import is_pdf, why_no_pdf, why_unread

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def zipped(*names):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return made.getvalue()


def test_a_pdf_is_one_whatever_it_is_called():
    for name in ("report.pdf", "report", "letter.docx"):
        assert why_unread(pdf(), name) is None
    assert why_unread(b"\r\nsome junk before it " + pdf(), "x.pdf") is None


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "a.pdf", "empty"),
        (bytes(5000), "a.pdf", "empty"),
        (b" \r\n\t", "a.txt", "empty"),
        (NOT_FOUND_PAGE, "report.pdf", "web page saved under the name of a PDF (“Report not found”)"),
        (b"\xef\xbb\xbf \n<!-- saved --><HTML><body>", "r.pdf", "web page saved under the name of a PDF."),
        (b"\x00\x00\x00\x18ftypheic", "p.heic", "a picture"),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", "p.webp", "a picture"),
        (b"\x7fELF\x02\x01\x01\x00", "n.pdf", "not a document"),
    ],
)
def test_what_cannot_be_read_is_told_with_what_to_do(data, name, words):
    refusal = why_unread(data, name)
    assert words in refusal.reason
    assert refusal.reason.endswith(".") and refusal.hint.endswith(".")


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (NOT_FOUND_PAGE, "page.html", "html"),
        (zipped("[Content_Types].xml", "word/document.xml"), "note.docx", "docx"),
        (zipped("word/document.xml"), "note.pdf", "docx"),
        (zipped("xl/workbook.xml"), "data.xlsx", "xlsx"),
        (zipped("ppt/presentation.xml"), "talk.pptx", "pptx"),
        (b"PK\x03\x04....mimetypeapplication/vnd.oasis.opendocument.text", "n.odt", "odt"),
        (zipped("a.pdf"), "all.zip", "zip"),
        (OLE + "WordDocument".encode("utf-16-le"), "old", "doc"),
        (OLE + "__properties_version1.0".encode("utf-16-le"), "mail.doc", "msg"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "n.docx", "locked"),
        (b"{\\rtf1 hello}", "n.doc", "rtf"),
        (b"\xff\xd8\xff\xe0 picture", "photo.jpg", "picture"),
        (b"\x89PNG\r\n\x1a\n", "p.pdf", "picture"),
        (b"Subject: visit\r\nFrom: a@b\r\n\r\nText", "m.eml", "eml"),
        (b"Subject: visit\r\nFrom: a@b\r\nDate: today\r\n\r\nText", "m.txt", "eml"),
        (b"Date: 3 May 2024\nA note of a visit", "note.txt", "txt"),
        ("Visit on Monday – café".encode(), "n.txt", "txt"),
        ("Visit".encode("utf-16"), "n.txt", "txt"),
        (b"a,b\n1,2", "n.csv", "csv"),
    ],
)
def test_a_format_is_known_by_its_content(data, name, kind):
    assert recognise(data, name) == kind
    assert why_unread(data, name) is None
    assert why_no_pdf(data).reason.endswith(".")


def test_a_holder_of_a_pdf_is_no_pdf():
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w") as archive:
        archive.writestr("a.pdf", pdf("Words"))
    assert b"%PDF-" in stored.getvalue()[:1024]
    assert not is_pdf(stored.getvalue()) and is_pdf(b"\n" * 20 + pdf("Words"))
