"""Real files to import: good ones, and what is found in folders instead."""

import pymupdf


def pdf(*texts, title="", **save):
    """A PDF with a page for each text."""
    with pymupdf.open() as document:
        for text in texts or ("A page with words.",):
            document.new_page().insert_textbox((50, 50, 550, 780), text, fontsize=11)
        document.set_metadata({"title": title})
        return document.tobytes(**save)


def scan(pages=1):
    """A PDF whose pages are pictures."""
    picture = pymupdf.Pixmap(pymupdf.csRGB, pymupdf.IRect(0, 0, 40, 40))
    picture.clear_with(200)
    with pymupdf.open() as document:
        for _ in range(pages):
            document.new_page().insert_image((0, 0, 400, 400), pixmap=picture)
        return document.tobytes()


def without_pages():
    """A PDF that is whole and has no pages."""
    return raw(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>")


def deep_tree(depth):
    """A PDF whose one page lies under that many nodes of its page tree."""
    nodes = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    nodes += [b"<< /Type /Pages /Count 1 /Kids [%d 0 R] >>" % (number + 3) for number in range(depth)]
    nodes.append(b"<< /Type /Page /MediaBox [0 0 200 200] /Parent %d 0 R >>" % (depth + 1))
    return raw(*nodes)


def raw(*objects):
    """A PDF of these objects, the first the catalog, with a proper table of where they stand."""
    parts, places, at = [b"%PDF-1.7\n"], [], 9
    for number, body in enumerate(objects, 1):
        places.append(at)
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, body))
        at += len(parts[-1])
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    parts.append(b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table))
    parts.append(b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, at))
    return b"".join(parts)


NOT_FOUND_PAGE = b"""<!DOCTYPE html>
<html lang="en"><head><title>Report&nbsp;not found</title></head><body><p>Sorry.</p></body></html>"""
