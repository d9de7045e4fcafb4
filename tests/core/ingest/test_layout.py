"""Blocks become pages: every cell and word on them, within the margins, the same bytes each time."""

import pymupdf
import pytest

from evidence_app.errors import KnownError
from evidence_app.ingest.layout import foot, lay_out
from evidence_app.ingest.markup import Prose, Table, heading, paragraphs

UPRIGHT, ACROSS = (595, 842), (842, 595)


def pages(blocks, name="note.docx", most=500):
    with pymupdf.open(stream=lay_out(blocks, name, most)) as document:
        return [
            ((round(page.rect.width), round(page.rect.height)), page.get_text(), page.get_text("words"))
            for page in document
        ]


def test_the_same_blocks_give_the_same_bytes():
    blocks = [heading("Title"), *paragraphs("Words é — £\n\n" * 40), Table((("a", "b"), ("c", "d")), True)]
    assert lay_out(blocks, "x.docx", 99) == lay_out(blocks, "x.docx", 99)


def test_long_text_runs_over_pages_and_each_has_its_foot():
    made = pages(paragraphs("\n\n".join(f"Paragraph {number} of the note." for number in range(200))))
    assert len(made) > 3 and {size for size, _, _ in made} == {UPRIGHT}
    for number, (_, text, _) in enumerate(made, 1):
        assert text.rstrip().endswith(f"Page {number} · note.docx")
    whole = "".join(text for _, text, _ in made)
    assert all(f"Paragraph {number} of" in whole for number in range(200))


@pytest.mark.parametrize("columns", [2, 8, 25, 80])
@pytest.mark.parametrize("rows", [3, 400])
def test_no_cell_of_a_table_is_lost_or_runs_off_the_page(columns, rows):
    if columns * rows > 12_000:
        rows = 150
    table = Table(tuple(tuple(f"r{row}c{column}" for column in range(columns)) for row in range(rows)), True)
    made = pages([heading("Table", 2), table])
    found = {word[4] for _, _, words in made for word in words}
    assert found >= {cell for row in table.rows for cell in row}
    for (width, height), _, words in made:
        assert all(word[0] > 0 and word[2] < width and word[3] < height for word in words)


def test_a_wide_table_is_turned_and_each_strip_names_its_rows():
    head = ("Name", *(f"Column {number}" for number in range(40)))
    body = [(f"Child {letter}", *("yes" for _ in range(40))) for letter in "ABC"]
    made = pages([Table((head, *body), True)])
    assert {size for size, _, _ in made} == {ACROSS}
    found = [word[4] for _, _, words in made for word in words]
    assert found.count("Child") > 3 and found.count("Column") == 40


def test_a_word_without_end_is_broken():
    made = pages([*paragraphs("k" * 5000), Table((("w" * 3000, "x"),))])
    assert sum(text.count("k") for _, text, _ in made) >= 5000 and sum(text.count("w") for _, text, _ in made) == 3000


def test_a_cell_higher_than_a_page_goes_on_in_the_next_row():
    comment = " ".join(f"word{number}" for number in range(3000))
    lines = "\n".join(f"line{number}" for number in range(200))
    made = pages([Table((("Name", "Comment"), ("A", comment), (lines, "B")), True)])
    found = [word[4] for _, _, words in made for word in words]
    assert [word for word in found if word.startswith("word")] == comment.split()
    assert [word for word in found if word.startswith("line")] == lines.split()


@pytest.mark.parametrize(
    "word", ["rowan.hale@aldermere.example", "Accommodated", "WWWWWWWWWWWWWW", "2026-03-31T10:00:00"]
)
def test_words_of_a_table_are_not_cut_in_two(word):
    made = pages([Table((("Name", *(f"Column {number}" for number in range(6))), (word, *("yes",) * 6)), True)])
    assert word in {one[4] for _, _, words in made for one in words}


def test_prose_before_a_turned_table_keeps_upright_pages():
    wide = Table((tuple(f"A heading of column {number}" for number in range(20)),) * 3)
    sizes = [size for size, _, _ in pages([*paragraphs("Words. " * 300), wide])]
    assert sizes[0] == UPRIGHT and sizes[-1] == ACROSS


@pytest.mark.parametrize("lines", range(1, 14, 2))
@pytest.mark.parametrize("more", [0, 1])
def test_nothing_is_lost_where_a_paragraph_ends_at_the_foot(lines, more):
    def lined(word, count):
        return Prose(f"<p>{'<br/>'.join([word] * count)}</p>")

    made = pages([lined("first", lines), *[lined("one", 1)] * more, *[lined("line", 12)] * 4, *[lined("tail", 9)] * 2])
    assert sum(text.count("tail") for _, text, _ in made) == 18


def test_too_many_pages_are_refused():
    with pytest.raises(KnownError, match="more than 2 pages"):
        lay_out(paragraphs("Words.\n\n" * 400), "x.txt", 2)


def test_nothing_is_one_page():
    ((size, text, _),) = pages([])
    assert size == UPRIGHT and "Page 1" in text
    assert len(pages([Prose("<p></p>")])) == 1


def test_a_long_name_is_cut_in_the_foot():
    assert foot("a\nb.docx", 3) == "Page 3 · a b.docx"
    assert len(foot("x" * 300, 1)) < 100 and foot("x" * 300, 1).endswith("…")
