"""Files that try to do harm, and good files of every format made bad: for tests and for the measurement."""

import io
import random
import zipfile

import made_documents as made
import pymupdf

KINDS = (
    *("docx", "doc", "odt", "rtf", "txt", "md", "html", "csv", "xlsx", "xlsb", "xls", "ods"),
    *("pptx", "ppt", "odp", "eml", "msg"),
)
WORDS = ("The quick kestrel visit was on time. " * 30, "Nobody else was seen.")


def damaged(each, seed=20):
    """Truncated, bit-flipped and spliced files: so many of each sort for every format, as name and bytes."""
    chance = random.Random(seed)
    whole = {kind: getattr(made, kind)(*WORDS) for kind in KINDS}
    whole["pdf"] = _pdf()
    whole["zip"] = made.zipped({"a.docx": whole["docx"], "b.txt": whole["txt"]})
    whole["mbox"] = made.mbox(whole["eml"], made.eml("Another."))
    whole["winmail.dat"] = made.winmail(*WORDS, attachments=[("a.docx", whole["docx"])])
    whole["png"], whole["tiff"] = made.picture("png"), made.tiff(2)
    for kind, data in whole.items():
        for number in range(each):
            cut = data[: max(20, int(len(data) * chance.uniform(0.05, 0.98)))]
            yield f"truncated-{number}.{kind}", cut
            flipped = bytearray(data)
            for _ in range(chance.randint(1, 40)):
                flipped[chance.randrange(len(flipped))] ^= 1 << chance.randrange(8)
            yield f"flipped-{number}.{kind}", bytes(flipped)
            other = whole[chance.choice(list(whole))]
            a, b = chance.randrange(len(data)), chance.randrange(len(other))
            yield f"spliced-{number}.{kind}", data[:a] + other[b:]


def attacks():
    """Makers of files that exhaust, escape or call home, by name; some weigh hundreds of megabytes while made."""
    return {
        "bomb.zip": lambda: made.zipped({"zeros.txt": bytes(300 << 20)}),
        "bomb-inside.docx": lambda: _docx(b"<w:p>" + b" " * (280 << 20) + b"</w:p>"),
        "nested-bomb.zip": lambda: _nested(12),
        "many.zip": lambda: made.zipped({f"{n}.txt": b"x" for n in range(3000)}),
        "traversal.zip": lambda: made.zipped({"../../../../escaped.txt": b"kestrel", "/etc/escaped.txt": b"kestrel"}),
        "laughs.docx": lambda: _docx(b"<w:p><w:r><w:t>&lol9;</w:t></w:r></w:p>", _LAUGHS),
        "entity.docx": lambda: _docx(
            b"<w:p><w:r><w:t>&x;</w:t></w:r></w:p>", b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        ),
        "laughs.odt": lambda: _odt(_LAUGHS, b"&lol9;"),
        "laughs.odp": lambda: _odp(_LAUGHS, b"&lol9;"),
        "deep.odp": lambda: _odp(b"", b"<text:span>" * 50_000 + b"x" + b"</text:span>" * 50_000),
        "many.mbox": lambda: b"From a@b Fri May  3 09:30:00 2024\nSubject: x\n\nkestrel\n\n" * 9000,
        "long-winmail.dat": lambda: b"\x78\x9f\x3e\x22\x01\x00\x01" + b"\xff" * 200_000,
        "laughs.xlsx": lambda: _xlsx(_LAUGHS),
        "deep.docx": lambda: _docx(b"<w:tbl><w:tr><w:tc>" * 20_000 + b"</w:tc></w:tr></w:tbl>" * 20_000),
        "deep.odt": lambda: _odt(b"", b"<text:span>" * 50_000 + b"x" + b"</text:span>" * 50_000),
        "deep.html": lambda: b"<html><body>" + b"<div><ul><li>" * 60_000 + b"deep kestrel",
        "deep-tables.html": lambda: b"<html><body>" + b"<table><tr><td>" * 30_000 + b"deep kestrel",
        "deep.md": lambda: b"> " * 20_000 + b"kestrel",
        "deep.rtf": lambda: b"{\\rtf1 " + b"{" * 200_000 + b"kestrel" + b"}" * 200_000 + b"}",
        "deep.eml": lambda: _deep_mail(300),
        "many-parts.eml": lambda: _mail_of_parts(3000),
        "outside.html": lambda: (
            b"<html><head><link rel=stylesheet href='http://127.0.0.1:9/a.css'><style>@import url("
            b"http://127.0.0.1:9/b)</style><script src='http://127.0.0.1:9/c'></script></head><body background='file:///etc"
            b"/passwd'><img src='http://127.0.0.1:9/d.png'><iframe src='file:///etc/passwd'></iframe><p>A kestrel.</p>"
        ),
        "outside.md": lambda: b"![x](http://127.0.0.1:9/x.png) <img src='file:///etc/passwd'> kestrel",
        "long-word.txt": lambda: b"k" * 2_000_000,
        "long-line.csv": lambda: b"a," * 400_000,
        "wide.csv": lambda: b"\n".join(b",".join(b"word%d" % n for n in range(2000)) for _ in range(20)),
        "colspan.html": lambda: b"<html><body><table><tr><td colspan=999999999>x</td></tr></table>" * 200,
        "huge-page.pdf": lambda: _huge_page(),
        "huge.png": lambda: made.picture("png")[:16] + b"\x7f\xff\xff\xff" * 2 + made.picture("png")[24:],
        "huge.tiff": lambda: made.tiff(1).replace((60).to_bytes(4, "little"), (1 << 30).to_bytes(4, "little")),
        "loop.tiff": lambda: _looping_tiff(),
        "zeros.doc": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le") + bytes(200_000),
        "nul.txt": lambda: b"kestrel\x00\x01\x02",
        "formula.csv": lambda: b'name,value\n=cmd|"/c calc"!A1,1\n',
    }


_LAUGHS = (
    b'<!DOCTYPE lolz [<!ENTITY lol0 "lol">'
    + b"".join(b'<!ENTITY lol%d "%s">' % (n, b"&lol%d;" % (n - 1) * 10) for n in range(1, 10))
    + b"]>"
)


def _docx(body, declared=b""):
    head = b'<?xml version="1.0"?>' + declared
    space = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    document = head + b'<w:document xmlns:w="%s"><w:body>%s</w:body></w:document>' % (space, body)
    return _replaced(made.docx("x"), "word/document.xml", document)


def _odt(declared, body):
    office, text = (b"urn:oasis:names:tc:opendocument:xmlns:%s:1.0" % name for name in (b"office", b"text"))
    content = b'<?xml version="1.0"?>%s<office:document-content xmlns:office="%s" xmlns:text="%s">' % (
        declared,
        office,
        text,
    )
    content += b"<office:body><office:text><text:p>%s</text:p></office:text></office:body></office:document-content>"
    return _replaced(made.odt("x"), "content.xml", content % body)


def _odp(declared, body):
    content = b'<?xml version="1.0"?>%s<o xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:draw="%s">'
    content %= (declared, b"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0")
    content += b"<draw:page><draw:frame><text:p>%s</text:p></draw:frame></draw:page></o>" % body
    return _replaced(made.odp("x"), "content.xml", content)


def _xlsx(declared):
    space = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rows = b'<row r="1"><c r="A1" t="inlineStr"><is><t>&lol9;</t></is></c></row>'
    sheet = b'<?xml version="1.0"?>%s<worksheet xmlns="%s"><sheetData>%s</sheetData></worksheet>'
    return _replaced(made.xlsx("x"), "xl/worksheets/sheet1.xml", sheet % (declared, space, rows))


def _replaced(data, name, content):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {one: archive.read(one) for one in archive.namelist()}
    return made.zipped({**files, name: content})


def _nested(depth):
    data = made.zipped({"end.txt": b"kestrel"})
    for _ in range(depth):
        data = made.zipped({"a.zip": data, "b.zip": data})
    return data


def _deep_mail(depth):
    parts = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(depth))
    return f"From: a@b\nTo: c@d\nSubject: deep\nMIME-Version: 1.0\n{parts}".encode()


def _mail_of_parts(count):
    parts = "--b\nContent-Disposition: attachment; filename=a.txt\n\nkestrel\n" * count
    return f"From: a@b\nSubject: many\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n{parts}".encode()


def _pdf():
    with pymupdf.open() as document:
        document.new_page().insert_textbox((50, 50, 550, 780), WORDS[0])
        return document.tobytes()


def _huge_page():
    with pymupdf.open() as document:
        document.new_page(width=10_000_000, height=10_000_000).insert_text((50, 50), "kestrel")
        return document.tobytes()


def _looping_tiff():
    data = bytearray(made.tiff(2))
    first = int.from_bytes(data[4:8], "little")
    count = int.from_bytes(data[first : first + 2], "little")
    at = first + 2 + count * 12
    data[at : at + 4] = first.to_bytes(4, "little")
    return bytes(data)
