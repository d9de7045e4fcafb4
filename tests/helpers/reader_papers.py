"""Papers for the reader's tests, made on the spot: plain, turned, cropped, in columns, long, and unreadable."""

from __future__ import annotations

from pathlib import Path

import pymupdf

A4 = (595.0, 842.0)
# One word of each single-page paper is printed in red, so that a picture shows where its ink is.
RED_WORD = "lantern"
RED = (1, 0, 0)
SENTENCES = [
    "Social workers visit children regularly and see them alone.",
    "Plans are clear about what needs to change and by when.",
    "Managers do not always record why a decision was made.",
    "Early help is offered quickly to families in Northmere.",
    "Supervision is regular but rarely challenges drift.",
    "Children’s views are heard, written down and acted upon.",
    "Risk assessments are up to date in most of the multi-agency records that were seen.",
]


# What each page turn of the report cuts in two: the end of one page, the beginning of the next.
TURNS = [
    ("Leaders told inspectors that the new front door", "was open to every family by the spring."),
    ("Auditors found that caseloads in one team had", "risen while two posts stood empty."),
    ("Partners agreed a single plan for neglect, and", "practitioners now use the same tool."),
    ("Foster carers spoke of help that came late, or", "came only after a second complaint."),
    ("Care leavers in work or training rose, though", "not for those who live far away."),
]


def write_papers(folder: Path) -> None:
    """Writes every paper into a folder, with one of which the end is missing and one that is none."""
    for name, paper in {
        "report": report(),
        "bookmarked": bookmarked(),
        "turned-90": turned(90),
        "turned-180": turned(180),
        "turned-270": turned(270),
        "sideways": sideways(),
        "cropped": cropped(),
        "cropped-and-turned": cropped_and_turned(),
        "columns": columns(),
        "scan": scan(),
        "scanned-with-words": scanned_with_words(),
        "long": long(240),
    }.items():
        paper.save(folder / f"{name}.pdf")
    whole = (folder / "report.pdf").read_bytes()
    (folder / "cut-short.pdf").write_bytes(whole[: len(whole) * 2 // 3])
    (folder / "not-a-report.pdf").write_text("<html><body>Report not found</body></html>", encoding="utf-8")


def report() -> pymupdf.Document:
    """Six pages of numbered paragraphs under a running header; one sentence runs over each page turn."""
    document = pymupdf.open()
    number = 1
    for page_number in range(1, 7):
        page = document.new_page(width=A4[0], height=A4[1])
        page.insert_text((72, 40), "Inspection of Northmere children’s services", fontsize=9)
        page.insert_text((300, 815), str(page_number), fontsize=9)
        y = 90.0
        if page_number == 1:
            page.insert_text((72, y), "Northmere: inspection of children’s services", fontsize=18)
            y += 40
        else:
            y = _lines(page, [TURNS[page_number - 2][1]], y) + 10
        for _ in range(5):
            words = [*(SENTENCES[(number + n) % len(SENTENCES)] for n in range(4))]
            y = _lines(page, _wrapped(f"{number}. " + " ".join(words)), y) + 10
            number += 1
        if page_number <= len(TURNS):
            _lines(page, [TURNS[page_number - 1][0]], y)
    return document


def bookmarked() -> pymupdf.Document:
    """The report with bookmarks, one of them inside another, and roman labels on its first two pages."""
    document = report()
    document.set_toc([[1, "Opening", 1], [1, "Findings", 3], [2, "Care leavers", 5]])
    document.set_page_labels(
        [
            {"startpage": 0, "style": "r", "firstpagenum": 1},
            {"startpage": 2, "style": "D", "firstpagenum": 1},
        ]
    )
    return document


def turned(rotation: int) -> pymupdf.Document:
    """One page that a viewer shows turned, its words upright once it is."""
    document = pymupdf.open()
    width, height = A4 if rotation == 180 else (A4[1], A4[0])
    page = document.new_page(width=width, height=height)
    page.set_rotation(rotation)
    _body(page, 72, 100)
    return document


def sideways() -> pymupdf.Document:
    """One page that is not turned, with words that run from bottom to top, as wide tables are sometimes printed."""
    document = pymupdf.open()
    page = document.new_page(width=A4[0], height=A4[1])
    for row, words in enumerate(SENTENCES[:3]):
        page.insert_text((100 + 40 * row, 450), words, fontsize=13, rotate=90)
    page.insert_text((100 + 40 * 3, 450), RED_WORD, fontsize=13, rotate=90, color=RED)
    return document


def cropped() -> pymupdf.Document:
    """One page of which a viewer shows the middle."""
    document = pymupdf.open()
    page = document.new_page(width=A4[0], height=A4[1])
    _body(page, 120, 200)
    page.set_cropbox(pymupdf.Rect(90, 150, 500, 600))
    return document


def cropped_and_turned() -> pymupdf.Document:
    """One page that a viewer crops, then turns."""
    document = pymupdf.open()
    page = document.new_page(width=A4[1], height=A4[0])
    page.set_cropbox(pymupdf.Rect(60, 40, 800, 500))
    page.set_rotation(90)
    _body(page, 50, 90)
    return document


def columns() -> pymupdf.Document:
    """One page of two columns; the red word stands in the right one, level with black words in the left one."""
    document = pymupdf.open()
    page = document.new_page(width=A4[0], height=A4[1])
    for left, first in ((60, 0), (310, 3)):
        y = 100.0
        for n in range(3):
            text = SENTENCES[(first + n) % len(SENTENCES)]
            y = _lines(page, _wrapped(text, 40), y, left) + 12
        if left == 60:
            _lines(page, _wrapped(SENTENCES[3], 40), y, left)
        else:
            _red_line(page, left, y, 11)
    return document


def scan() -> pymupdf.Document:
    """One page that is a picture, without any words."""
    document = pymupdf.open()
    page = document.new_page(width=A4[0], height=A4[1])
    picture = report()[0].get_pixmap(dpi=60)
    page.insert_image(page.rect, pixmap=picture)
    return document


def scanned_with_words() -> pymupdf.Document:
    """One page that is a picture of print, with the words laid over it unseen, as text recognition leaves it."""
    printed = pymupdf.open()
    page = printed.new_page(width=A4[0], height=A4[1])
    _body(page, 72, 100)
    document = pymupdf.open()
    shown = document.new_page(width=A4[0], height=A4[1])
    shown.insert_image(shown.rect, pixmap=page.get_pixmap(dpi=150))
    # Text render mode 3 is invisible.
    for x, y, words in _printed(page):
        shown.insert_text((x, y), words, fontsize=12, render_mode=3)
    return document


def long(pages: int) -> pymupdf.Document:
    """Many short pages, each with its own number in words."""
    document = pymupdf.open()
    for number in range(1, pages + 1):
        page = document.new_page(width=A4[0], height=A4[1])
        _lines(page, [f"Sheet {number} of the long paper.", *_wrapped(" ".join(SENTENCES))], 100)
    return document


def _body(page: pymupdf.Page, x: float, y: float) -> None:
    """Sentences and the red word, at places as a viewer shows the page."""
    for row, words in enumerate(SENTENCES[:5]):
        _put(page, x, y + 30 * row, words, 12)
    _red_line(page, x, y + 30 * 5, 12)


def _red_line(page: pymupdf.Page, x: float, y: float, size: float) -> None:
    for words, colour in (("The ", (0, 0, 0)), (RED_WORD, RED), (" was lit again in Northmere.", (0, 0, 0))):
        _put(page, x, y, words, size, colour)
        x += pymupdf.get_text_length(words, fontsize=size)


def _put(
    page: pymupdf.Page, x: float, y: float, words: str, size: float, colour: tuple[float, float, float] = (0, 0, 0)
) -> None:
    spot = pymupdf.Point(x, y) * page.derotation_matrix
    page.insert_text(spot, words, fontsize=size, rotate=page.rotation, color=colour)


def _printed(page: pymupdf.Page) -> list[tuple[float, float, str]]:
    """Where each piece of a page was written, and its words."""
    spans = [span for block in page.get_text("dict")["blocks"] for line in block["lines"] for span in line["spans"]]
    return [(*span["origin"], span["text"]) for span in spans]


def _wrapped(text: str, width: int = 88) -> list[str]:
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _lines(page: pymupdf.Page, lines: list[str], y: float, x: float = 72) -> float:
    for line in lines:
        page.insert_text((x, y), line, fontsize=11)
        y += 15
    return y
