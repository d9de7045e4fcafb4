from __future__ import annotations

import pytest

from evidence_app.domain.document import PageText
from ui.reader.hits import Hit, found, lit, words_of


def spans(text: str, *rows: tuple[str, ...]) -> list[str]:
    return [text[hit.start : hit.end] for hit in lit([PageText(1, text)], rows)]


@pytest.mark.parametrize(
    ("text", "rows", "expected"),
    [
        ("Early help is offered.", [("help",)], ["help"]),
        ("Early\nhelp is offered.", [("early", "help")], ["Early\nhelp"]),
        ("Helpful helpers help.", [("help",)], ["help"]),
        ("A multi-\nagency plan", [("multi", "agency")], ["multi-\nagency"]),
        ("Siân’s café", [("sian",), ("cafe",)], ["Siân", "café"]),
        ("Sia\u0302n came", [("sian",)], ["Sia\u0302n"]),
        ("children’s rights", [("children", "s")], ["children’s"]),
        ("snake_case", [("case",)], ["case"]),
        ("no match", [("help",)], []),
        ("help help", [("help",)], ["help", "help"]),
        ("", [("help",)], []),
        ("help", [], []),
        ("help", [()], []),
    ],
)
def test_rows_of_folded_words_are_found_as_the_index_folds_them(text, rows, expected):
    assert spans(text, *rows) == expected


def test_of_hits_that_overlap_the_first_and_longest_counts():
    assert spans("early help offer", ("help",), ("early", "help"), ("help", "offer")) == ["early help"]


def test_hits_come_in_reading_order_over_pages():
    pages = [PageText(1, "b a"), PageText(2, "a b")]
    assert [(hit.page, hit.start) for hit in lit(pages, (("a",), ("b",)))] == [(1, 0), (1, 2), (2, 0), (2, 2)]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("safeg", ["safeguarding", "Safeguarding"]),
        ("GUARD", ["safeguarding", "Safeguarding"]),
        ("safeguarding board", ["safeguarding\nboard"]),
        ("ding bo", ["safeguarding\nboard"]),
        ("board, safe", ["board. Safeguarding"]),
        ("nothing", []),
        ("  ", []),
        ("!?", []),
    ],
)
def test_typed_text_is_found_in_parts_of_words_too(typed, expected):
    text = "The safeguarding\nboard. Safeguarding first."
    assert [text[hit.start : hit.end] for hit in found([PageText(1, text)], typed)] == expected


def test_typed_words_are_found_over_a_page_turn_past_the_header():
    pages = [
        PageText(1, "Head\nCaseloads in one team had \n", furniture=((0, 5),)),
        PageText(2, "Head\nrisen. Head \n", furniture=((0, 5),)),
    ]
    assert found(pages, "team had risen") == (Hit(1, 22, 2, 10),)
    assert [(hit.page, hit.to_page) for hit in found(pages, "head")] == [(1, 1), (2, 2), (2, 2)]
    hit = found(pages, "had risen")[0]
    assert pages[0].text[slice(*hit.on(1))].strip() == "had"
    assert pages[1].text[slice(*hit.on(2))] == "Head\nrisen"


def test_words_keep_the_way_back_to_where_they_stood():
    text = "  “Ĳ”: e\u0301tude № 5, ﬁne—Straße"
    words = words_of(text)
    for start, (first, last) in zip(words.starts, words.spans, strict=True):
        assert words.text[start - 1] == " "
        assert text[first:last].strip() == text[first:last] != ""
    assert words.text.split()[-1] == "strasse"
