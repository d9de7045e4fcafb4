"""Scans of papers of an invented council: pictures of pages, and what a machine might read on them."""

import math
import random

import pymupdf

from evidence_app.domain.scan import ScanPage, ScanWord

SEEN = "Child A was seen alone in the week of the audit and her wishes were written down."
LATE = "Two visits of the spring were late, and nobody told the manager before June."
STRAY = "The plan names no date by which the school place must be settled."


def paper(*paragraphs, size=12.0, width=595.0, height=842.0):
    """A page of text as a PDF with one page."""
    with pymupdf.open() as pdf:
        page = pdf.new_page(width=width, height=height)
        y = 90.0
        for text in paragraphs:
            line = ""
            for word in [*text.split(), None]:
                if word is None or pymupdf.get_text_length(f"{line} {word}", fontsize=size) > width - 144:
                    page.insert_text((72, y), line, fontsize=size)
                    y, line = y + 1.5 * size, word or ""
                else:
                    line = f"{line} {word}".strip()
            y += size
        return bytes(pdf.tobytes())


def scan(*papers, dpi=150, turn=0, skew=0.0, noise=0.0, seed=1):
    """A PDF of pictures of papers, as a scanner makes it.

    Args:
        turn: degrees clockwise by which the paper lay turned: 0, 90, 180 or 270.
        skew: degrees by which it lay slanted.
        noise: share of pixels that are dirt.
    """
    made = pymupdf.open()
    for data in papers:
        with pymupdf.open("pdf", data) as source:
            page = source[0]
            matrix = pymupdf.Matrix(dpi / 72, dpi / 72).prerotate(turn + skew)
            picture = page.get_pixmap(matrix=matrix, colorspace=pymupdf.csGRAY, alpha=False)
            if noise:
                picture = _dirty(picture, noise, seed)
            sheet = made.new_page(width=picture.width * 72 / dpi, height=picture.height * 72 / dpi)
            sheet.insert_image(sheet.rect, stream=picture.tobytes("jpeg", jpg_quality=70))
    data = bytes(made.tobytes())
    made.close()
    return data


def picture(data, dpi=150, form="png"):
    """The first page of a paper as a picture file."""
    with pymupdf.open("pdf", data) as source:
        return source[0].get_pixmap(dpi=dpi, colorspace=pymupdf.csGRAY).tobytes(form)


def read_by_hand(data, number=1, *, turn=0, wrong=None, sure=0.97):
    """What a perfect reader would give for a paper.

    Args:
        data: the paper, with its text.
        number: which page it is of the scan.
        turn: by how many degrees the page of the scan must be turned.
        wrong: words read wrong, by the right one; their confidence is 0.4.
    """
    with pymupdf.open("pdf", data) as source:
        found = source[0].get_text("words")
    lines = {key: at for at, key in enumerate(dict.fromkeys((word[5], word[6]) for word in found))}
    words = tuple(
        ScanWord(
            (wrong or {}).get(word[4], word[4]),
            word[0],
            word[1],
            word[2] - word[0],
            word[3] - word[1],
            0.0,
            0.4 if wrong and word[4] in wrong else sure,
            lines[word[5], word[6]],
        )
        for word in found
    )
    return ScanPage(number, turn, words)


def _dirty(picture, share, seed):
    chance = random.Random(seed)
    pixels = bytearray(picture.samples)
    for _ in range(math.ceil(share * len(pixels))):
        pixels[chance.randrange(len(pixels))] = chance.choice((0, 64, 160, 255))
    return pymupdf.Pixmap(pymupdf.csGRAY, picture.width, picture.height, bytes(pixels), False)
