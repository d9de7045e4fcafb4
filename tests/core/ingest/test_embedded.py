"""Pictures inside office files get pages where they may hold writing, right behind what they belong to."""

import io
import zipfile

import made_documents as made
import pymupdf
import pytest

from evidence_app.ingest.convert import convert
from evidence_app.ingest.formats import Wishes
from evidence_app.ingest.worker import read_file


def picture(words="Visits fell in the north team", width=900, height=500):
    """A picture of writing."""
    with pymupdf.open() as document:
        page = document.new_page(width=width / 2, height=height / 2)
        page.insert_text((20, 60), words, fontsize=20)
        return page.get_pixmap(dpi=144).tobytes("png")


def word(*parts):
    """A Word document of paragraphs and pictures."""
    import docx

    document = docx.Document()
    for part in parts:
        if isinstance(part, bytes):
            document.add_picture(io.BytesIO(part))
        else:
            document.add_paragraph(part)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def with_media(data, folder, *pictures):
    """An office file with pictures among its parts."""
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as archive:
        for number, content in enumerate(pictures, 1):
            archive.writestr(f"{folder}/image{number}.png", content)
    return out.getvalue()


def pages(data, name):
    """The text of each page, and how many pictures it shows."""
    with pymupdf.open(stream=convert(data, name, Wishes(), 100).rendition) as document:
        return [(page.get_text(), len(page.get_image_info())) for page in document]


def test_a_picture_in_a_word_file_stands_on_a_page_of_its_own_behind_its_paragraph():
    first, second, third = pages(word("Before the picture.", picture(), "After the picture."), "audit.docx")
    assert "Before the picture." in first[0] and "[Picture 1]" in first[0] and first[1] == 0
    assert (second[0].strip(), second[1]) == ("", 1)
    assert "After the picture." in third[0] and third[1] == 0


def test_it_is_a_page_whose_words_wait_to_be_read():
    reading = read_file(word("Before.", picture()), "audit.docx", None, 100, Wishes())
    assert reading.refusal is None
    assert [page.picture for page in reading.pages] == [False, True]


def test_a_picture_that_is_shown_twice_gets_one_page_and_small_ones_none():
    shown = picture()
    text = pages(word("One.", shown, "Two.", shown, "Three.", picture("x", 120, 120)), "audit.docx")
    assert sum(count for _, count in text) == 1
    words = "".join(page for page, _ in text)
    assert words.count("[Picture 1]") == 2 and words.count("[Picture]") == 1


def test_a_picture_keeps_its_shape_within_the_margins_and_turns_the_page_where_it_is_wide():
    data = word("Wide.", picture(width=1600, height=300), "High.", picture("High", 300, 1600))
    with pymupdf.open(stream=convert(data, "shapes.docx", Wishes(), 100).rendition) as document:
        plates = [(page.rect, page.get_image_info()[0]["bbox"]) for page in document if page.get_image_info()]
    (wide_page, wide), (high_page, high) = plates
    assert wide_page.width > wide_page.height and high_page.height > high_page.width
    for page, box, ratio in ((wide_page, wide, 1600 / 300), (high_page, high, 300 / 1600)):
        assert (page + pymupdf.Rect(45, 45, -45, -45)).contains(pymupdf.Rect(box))
        assert (box[2] - box[0]) / (box[3] - box[1]) == pytest.approx(ratio, rel=0.02)


@pytest.mark.parametrize(
    ("name", "folder", "data"),
    [
        ("slides.pptx", "ppt/media", made.pptx("Slide")),
        ("sheet.xlsx", "xl/media", made.xlsx("Sheet")),
        ("letter.odt", "Pictures", made.odt("Letter")),
        ("slides.odp", "Pictures", made.odp("Slide")),
    ],
)
def test_pictures_of_other_office_files_follow_at_the_end(name, folder, data):
    text = pages(with_media(data, folder, picture(), picture("Another")), name)
    assert [count for _, count in text[-2:]] == [1, 1]
    assert "Pictures in this" in text[-3][0]


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n", b"not a picture", picture()[:300]])
def test_a_damaged_picture_costs_the_picture_only(content):
    text = "".join(page for page, _ in pages(with_media(made.pptx("The words stay."), "ppt/media", content), "s.pptx"))
    assert "The words stay." in text


def test_a_file_of_nothing_but_a_picture_waits_to_be_read():
    reading = read_file(word(picture()), "scan.docx", None, 100, Wishes())
    assert [page.picture for page in reading.pages] == [False, True]


def test_the_same_file_gives_the_same_bytes():
    data = word("Before.", picture())
    assert convert(data, "a.docx", Wishes(), 9).rendition == convert(data, "a.docx", Wishes(), 9).rendition
