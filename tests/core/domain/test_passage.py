import pytest

from evidence_app.domain.document import PageText
from evidence_app.domain.pagetext import find_furniture
from evidence_app.domain.passage import find_quote, select

HEADER = "Inspection of Aldermere children’s services\n"
BODIES = [
    "Leaders know their services well. Caseloads in excess of 35, which\n",
    "prevents social workers from building trust, are too high. Multi-\nagency decision-\nmaking is swift.\n",
    "Some children wait too long. Some children wait too long for a permanent home.\n",
]


@pytest.fixture
def pages():
    texts = [f"{HEADER}{number}\n{body}" for number, body in enumerate(BODIES, start=1)]
    return [
        PageText(number, text, 595, 842, furniture)
        for number, (text, furniture) in enumerate(zip(texts, find_furniture(texts), strict=True), start=1)
    ]


def test_a_quotation_is_found_on_its_page(pages):
    found = find_quote(pages, 1, "Leaders know their services well.", 7, 3)
    assert (found.document, found.page, found.to_page, found.extractor) == (7, 1, 1, 3)
    assert pages[0].text[found.start : found.end] == found.quote == "Leaders know their services well."
    assert found.before == ""
    assert found.after.startswith("Caseloads in excess")


def test_a_quotation_over_a_page_turn_has_no_running_header_in_it(pages):
    found = find_quote(pages, 1, "Caseloads in excess of 35, which prevents social workers", 7, 1)
    assert (found.page, found.to_page) == (1, 2)
    assert found.quote == "Caseloads in excess of 35, which prevents social workers"
    assert pages[1].text[: found.end].endswith("prevents social workers")


def test_line_end_hyphens_are_kept(pages):
    found = find_quote(pages, 2, "multi-agency decision-making".capitalize(), 7, 1)
    assert found.quote == "Multi-agency decision-making"


@pytest.mark.parametrize(
    "words",
    [
        "Leaders know their services badly.",
        "leaders know their services well.",
        "eaders know",
        "know their service",
        " ",
        "“”",
    ],
)
def test_what_does_not_stand_there_is_not_found(pages, words):
    assert find_quote(pages, 1, words, 7, 1) is None


def test_it_must_begin_on_the_page_named(pages):
    assert find_quote(pages, 1, "agency decision-making is swift", 7, 1) is None
    assert find_quote(pages, 2, "Caseloads in excess", 7, 1) is None


def test_the_first_place_that_fits_whole_is_taken(pages):
    found = find_quote(pages, 3, "Some children wait too long for a permanent home.", 7, 1)
    assert pages[2].text[found.start : found.end] == found.quote
    assert found.before.endswith("Some children wait too long.")


def test_a_selection_gives_the_same_passage_as_its_words(pages):
    found = find_quote(pages, 1, "Caseloads in excess of 35, which prevents social workers", 7, 1)
    assert select(pages, (1, found.start), (2, found.end), 7, 1) == found


def test_a_selection_is_trimmed_and_may_be_empty(pages):
    text = pages[0].text
    at = text.index(" know")
    assert select(pages, (1, at), (1, at + 6), 7, 1).quote == "know"
    assert select(pages, (1, at), (1, at + 1), 7, 1) is None


def test_a_selection_of_the_running_header_alone_has_no_words(pages):
    assert select(pages, (1, 0), (1, len(HEADER)), 7, 1) is None
