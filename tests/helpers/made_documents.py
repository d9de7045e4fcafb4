"""Real files of every format that can be imported, each with a heading, paragraphs and, where it has any, a table."""

import io
import struct
import zipfile
from email.message import EmailMessage
from xml.sax.saxutils import escape

import pymupdf
from compound_file import compound

CELLS = (("Child", "Visit", "Outcome"), ("Child A", "3 May 2024", "Seen alone"), ("Child B", "4 May 2024", "Not in"))


def docx(*paragraphs, heading="Audit of visits", cells=CELLS):
    import docx as word

    made = word.Document()
    made.add_heading(heading, 1)
    for text in paragraphs:
        made.add_paragraph(text)
    made.add_paragraph("First point", style="List Bullet")
    made.add_paragraph("Second point", style="List Bullet")
    table = made.add_table(len(cells), len(cells[0]))
    for row, values in zip(table.rows, cells, strict=True):
        for cell, value in zip(row.cells, values, strict=True):
            cell.text = value
    return _saved(made.save)


def pptx(*paragraphs, heading="Audit of visits"):
    import pptx as powerpoint

    made = powerpoint.Presentation()
    for text in paragraphs:
        slide = made.slides.add_slide(made.slide_layouts[1])
        slide.shapes.title.text = heading
        slide.placeholders[1].text = text
    return _saved(made.save)


def xlsx(*paragraphs, heading="Audit of visits", cells=CELLS):
    import openpyxl

    made = openpyxl.Workbook()
    made.active.title = "Notes"
    for text in (heading, *paragraphs):
        made.active.append([text])
    sheet = made.create_sheet("Visits")
    for row in cells:
        sheet.append(row)
    return _saved(made.save)


def xls(*paragraphs, heading="Audit of visits", cells=CELLS):
    import xlwt

    made = xlwt.Workbook()
    for name, rows in (("Notes", [[heading], *([text] for text in paragraphs)]), ("Visits", cells)):
        sheet = made.add_sheet(name)
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                sheet.write(at, column, value)
    return _saved(made.save)


def ods(*paragraphs, heading="Audit of visits", cells=CELLS):
    def sheet(name, rows):
        return f'<table:table table:name="{name}">{"".join(map(row, rows))}</table:table>'

    def row(values):
        cells = (f'<table:table-cell office:value-type="string">{_p(value)}</table:table-cell>' for value in values)
        return f"<table:table-row>{''.join(cells)}</table:table-row>"

    notes = [[heading], *([text] for text in paragraphs)]
    return _opendocument("spreadsheet", sheet("Notes", notes) + sheet("Visits", cells))


def odt(*paragraphs, heading="Audit of visits"):
    head = f'<text:h text:outline-level="1">{escape(heading)}</text:h>'
    return _opendocument("text", head + "".join(map(_p, paragraphs)))


def _p(text):
    return f"<text:p>{escape(text)}</text:p>"


def _opendocument(kind, body):
    mime = f"application/vnd.oasis.opendocument.{kind}"
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text", "table", "manifest", "presentation")
    )
    names += ' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
    content = f"<office:body><office:{kind}>{body}</office:{kind}></office:body>"
    files = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{held}"/>'
        for path, held in (("/", mime), ("content.xml", "text/xml"))
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("mimetype", mime)  # first and not compressed, so that it can be told from outside
        for path, root, inside in (
            ("content.xml", "office:document-content", content),
            ("META-INF/manifest.xml", "manifest:manifest", files),
        ):
            archive.writestr(path, f'<?xml version="1.0" encoding="UTF-8"?><{root} {names}>{inside}</{root}>')
    return made.getvalue()


def odp(*paragraphs, heading="Audit of visits"):
    def frame(kind, text):
        return f'<draw:frame presentation:class="{kind}"><draw:text-box>{_p(text)}</draw:text-box></draw:frame>'

    pages = (f"<draw:page>{frame('title', heading)}{frame('outline', text)}</draw:page>" for text in paragraphs)
    return _opendocument("presentation", "".join(pages))


def ppt(*paragraphs, heading="Audit of visits"):
    """A PowerPoint 97 document: the records that hold the text of its slides."""

    def record(kind, content, *, container=False, instance=0):
        return struct.pack("<HHI", (instance << 4) | (0xF if container else 0), kind, len(content)) + content

    texts = b"".join(
        record(0x0F9F, struct.pack("<I", kind)) + record(0x0FA0, text.encode("utf-16-le"))
        for words in paragraphs
        for kind, text in ((0, heading), (1, words))
    )
    document = record(0x03E8, record(0x0FF0, texts, container=True), container=True)
    return compound({"PowerPoint Document": document + bytes(8), "Current User": bytes(64)})


def xlsb(*paragraphs, heading="Audit of visits", cells=CELLS):
    """A binary workbook: sheets of rows of strings."""

    def record(kind, content=b""):
        number = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
        size, length = bytearray(), len(content)
        while True:
            size.append(length & 0x7F | (0x80 if length > 127 else 0))
            length >>= 7
            if not length:
                return number + bytes(size) + content

    def string(text):
        return struct.pack("<I", len(text)) + text.encode("utf-16-le")

    def sheet(rows):
        body = b""
        for number, row in enumerate(rows):
            body += record(0, struct.pack("<IIHHBI", number, 0, 300, 0, 0, 0))
            body += b"".join(record(6, struct.pack("<II", at, 0) + string(value)) for at, value in enumerate(row))
        size = struct.pack("<IIII", 0, len(rows) - 1, 0, max(map(len, rows)) - 1)
        return record(129) + record(148, size) + record(145) + body + record(146) + record(130)

    sheets = (("Notes", [[heading], *([text] for text in paragraphs)]), ("Visits", cells))
    names = b"".join(
        record(156, struct.pack("<II", 0, number) + string(f"rId{number}") + string(name))
        for number, (name, _) in enumerate(sheets, 1)
    )
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    links = "".join(
        f'<Relationship Id="rId{number}" Type="{office}/worksheet" Target="worksheets/sheet{number}.bin"/>'
        for number in (1, 2)
    )
    package = "http://schemas.openxmlformats.org/package/2006"
    main = f'<Relationship Id="rId1" Type="{office}/officeDocument" Target="xl/workbook.bin"/>'
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="bin" '
            'ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{package}/relationships">{main}</Relationships>',
            "xl/workbook.bin": record(131) + record(143) + names + record(144) + record(132),
            "xl/_rels/workbook.bin.rels": f'<Relationships xmlns="{package}/relationships">{links}</Relationships>',
            **{f"xl/worksheets/sheet{number}.bin": sheet(rows) for number, (_, rows) in enumerate(sheets, 1)},
        }
    )


def mbox(*messages):
    """A mailbox of whole messages."""
    return b"".join(
        b"From rowan@aldermere.example Fri May  3 09:30:00 2024\n"
        + b"\n".join(b">" + line if line.startswith(b"From ") else line for line in message.split(b"\n"))
        + b"\n\n"
        for message in messages
    )


def winmail(*paragraphs, heading="Audit of visits", attachments=()):
    """What Outlook packs for Outlook: subject, text and attachments, their long names among their properties."""

    def attribute(level, number, content):
        sums = sum(content) & 0xFFFF
        return struct.pack("<BII", level, number, len(content)) + content + struct.pack("<H", sums)

    made = attribute(1, 0x18004, heading.encode("cp1252") + b"\x00")
    made += attribute(1, 0x2800C, "\r\n\r\n".join(paragraphs).encode("cp1252") + b"\x00")
    for name, data in attachments:
        long = name.encode("utf-16-le") + b"\x00\x00"
        text = struct.pack("<HHII", 0x1F, 0x3707, 1, len(long)) + long + bytes(-len(long) % 4)
        size = struct.pack("<HHI", 3, 0x0E20, len(data))
        made += attribute(2, 0x69002, bytes(14)) + attribute(2, 0x18010, name[:8].encode("cp1252") + b"\x00")
        made += attribute(2, 0x6800F, data) + attribute(2, 0x69005, struct.pack("<I", 2) + size + text)
    return b"\x78\x9f\x3e\x22\x01\x00" + made


def rtf(*paragraphs, heading="Audit of visits"):
    lines = "".join(f"\\pard {_rtf(text)}\\par\n" for text in paragraphs)
    return f"{{\\rtf1\\ansi\\ansicpg1252\\deff0{{\\b {_rtf(heading)}}}\\par\n{lines}}}".encode("ascii")


def txt(*paragraphs, heading="Audit of visits", encoding="utf-8"):
    return "\n\n".join((heading, *paragraphs)).encode(encoding)


def md(*paragraphs, heading="Audit of visits", cells=CELLS):
    head, *rows = ["| " + " | ".join(row) + " |" for row in cells]
    table = "\n".join([head, "|---" * len(cells[0]) + "|", *rows])
    return "\n\n".join((f"# {heading}", *paragraphs, "- First point\n- Second point", table, "")).encode()


def html(*paragraphs, heading="Audit of visits"):
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    head = f"<!DOCTYPE html><html><head><title>{heading}</title></head>"
    return f"{head}<body><h1>{heading}</h1>{body}</body></html>".encode()


def csv(*paragraphs, cells=CELLS, heading=""):
    rows = [*cells, *((text, "", heading) for text in paragraphs)]
    return "\r\n".join(",".join('"' + value.replace('"', '""') + '"' for value in row) for row in rows).encode()


def eml(*paragraphs, heading="Audit of visits", attachments=()):
    made = EmailMessage()
    made["From"] = "Rowan Hale <rowan.hale@aldermere.example>"
    made["To"] = "Ira Moss <ira.moss@aldermere.example>"
    made["Date"] = "Fri, 03 May 2024 09:30:00 +0100"
    made["Subject"] = heading
    made["Message-ID"] = "<1@aldermere.example>"
    made.set_content("\n\n".join(paragraphs) + "\n")
    for name, data in attachments:
        made.add_attachment(data, "application", "octet-stream", filename=name)
    return made.as_bytes()


def msg(*paragraphs, heading="Audit of visits", attachments=()):
    """An Outlook message: the compound file with the properties that matter."""
    texts = {
        "001A": "IPM.Note",
        "0037": heading,
        "0C1A": "Rowan Hale",
        "0C1F": "rowan.hale@aldermere.example",
        "0E04": "Ira Moss",
        "1000": "\r\n\r\n".join(paragraphs),
        "007D": "Date: Fri, 03 May 2024 09:30:00 +0100\r\nSubject: " + heading + "\r\n",
    }
    streams = {f"__substg1.0_{tag}001F": text.encode("utf-16-le") for tag, text in texts.items()}
    counts = struct.pack("<8xIIII8x", 0, len(attachments), 0, len(attachments))
    when = struct.pack("<HHIQ", 0x40, 0x39, 6, 133592130000000000)
    streams["__properties_version1.0"] = counts + when
    for number, (name, data) in enumerate(attachments):
        at = f"__attach_version1.0_#{number:08X}/"
        streams[at + "__substg1.0_3707001F"] = name.encode("utf-16-le")
        streams[at + "__substg1.0_37010102"] = data
        streams[at + "__properties_version1.0"] = bytes(8) + struct.pack("<HHIII", 3, 0x3705, 6, 1, 0)
    return compound(streams)


def doc(*paragraphs, heading="Audit of visits"):
    """A Word 97 document: its text in one piece, and the table that says where the piece is."""
    text = "\r".join((heading, *paragraphs, "")).encode("utf-16-le")
    begin = 0x600
    count = len(text) // 2
    pieces = struct.pack("<IIHIH", 0, count, 0, begin, 0)
    clx = b"\x02" + struct.pack("<I", len(pieces)) + pieces
    fib = bytearray(0x600)
    struct.pack_into("<HHHHHH", fib, 0, 0xA5EC, 0xC1, 0, 0x0409, 0, 0x0200)
    struct.pack_into("<II", fib, 0x18, begin, begin + len(text))
    struct.pack_into("<H", fib, 0x20, 14)
    struct.pack_into("<H", fib, 0x3E, 22)
    struct.pack_into("<I", fib, 0x4C, count)
    struct.pack_into("<H", fib, 0x98, 93)
    struct.pack_into("<II", fib, 0x1A2, 0, len(clx))
    return compound({"WordDocument": bytes(fib) + text, "1Table": clx})


def picture(kind="png", text=""):
    """A picture of a page; of kind png, jpeg or tiff."""
    with pymupdf.open() as made:
        made.new_page(width=300, height=400).insert_text((40, 60), text or "A letter")
        pixmap = made[0].get_pixmap(dpi=72)
    return _tiff([pixmap]) if kind == "tiff" else pixmap.tobytes(kind)


def tiff(pages=2):
    """A TIFF with several pages."""
    made = pymupdf.Pixmap(pymupdf.csRGB, pymupdf.IRect(0, 0, 60, 80))
    made.clear_with(200)
    return _tiff([made] * pages)


def zipped(files):
    """A zip folder of files by name."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            # What marks an OpenDocument file lies in it as it is.
            archive.writestr(name, data, zipfile.ZIP_STORED if name == "mimetype" else None)
    return made.getvalue()


def _saved(save):
    made = io.BytesIO()
    save(made)
    return made.getvalue()


def _rtf(text):
    return "".join(char if ord(char) < 128 else f"\\u{ord(char)}?" for char in text)


def _tiff(pixmaps):
    """Uncompressed RGB pages, one directory for each."""
    out = bytearray(b"II*\x00" + bytes(4))
    link = 4
    for pixmap in pixmaps:
        pixels = pymupdf.Pixmap(pymupdf.csRGB, pixmap).samples if pixmap.n != 3 else pixmap.samples
        strip = len(out)
        out += pixels
        bits = len(out)
        out += struct.pack("<HHH", 8, 8, 8)
        out += bytes(len(out) % 2)
        struct.pack_into("<I", out, link, len(out))
        tags = (
            (256, 4, 1, pixmap.width), (257, 4, 1, pixmap.height), (258, 3, 3, bits), (259, 3, 1, 1), (262, 3, 1, 2),
            (273, 4, 1, strip), (277, 3, 1, 3), (278, 4, 1, pixmap.height), (279, 4, 1, len(pixels)),
        )  # fmt: skip
        out += struct.pack("<H", len(tags)) + b"".join(struct.pack("<HHII", *tag) for tag in tags)
        link = len(out)
        out += bytes(4)
    return bytes(out)
