import random

from evidence_app.ocr.order import Line, reading_order


def line(x, y, length=400.0, height=12.0, angle=0.0):
    return Line(x, y, length, height, angle)


def order(lines):
    """The order of lines given in their right order, after shuffling."""
    places = list(range(len(lines)))
    random.Random(3).shuffle(places)
    return [places[index] for index in reading_order([lines[place] for place in places])]


def test_lines_are_read_from_the_top():
    lines = [line(60, 60 + 18 * row) for row in range(40)]
    assert order(lines) == list(range(40))


def test_a_page_without_lines_has_no_order():
    assert reading_order([]) == []


def test_pieces_of_one_row_are_read_from_the_left():
    lines = [piece for row in range(6) for piece in (line(60, 60 + 18 * row, 60), line(400, 61.5 + 18 * row, 20))]
    assert order(lines) == list(range(12))


def test_columns_of_prose_are_read_one_after_the_other_below_their_heading():
    heading = [line(60, 40, 470, 20)]
    columns = [line(x, 80 + 16 * row, 220) for x in (60, 310) for row in range(20)]
    assert order([*heading, *columns]) == list(range(41))


def test_narrow_columns_are_a_table_and_read_by_rows():
    lines = [cell for row in range(12) for cell in (line(60, 60 + 20 * row, 50), line(200, 60 + 20 * row, 330))]
    assert order(lines) == list(range(24))


def test_rows_of_a_slanted_page_stay_together():
    lines = [
        line(x, 60 + 16 * row + 0.04 * x, length, angle=2.29)
        for row in range(20)
        for x, length in ((60, 100), (200, 300))
    ]
    assert order(lines) == list(range(40))
