import pytest

from evidence_app.domain.document import PageText
from evidence_app.domain.pagetext import find_furniture
from evidence_app.quotes.check import QuoteChecker
from evidence_app.store import documents
from evidence_app.store.database import Database

REPORT = [
    "Inspection of Aldermere\n1\nWhile partnership work has improved, the response to neglect is underdeveloped. "
    "The turnover of staff, coupled with many transitions, inhibits long-\n"
    "standing trust between workers and children. Caseloads in excess of 35, which\n",
    "Inspection of Aldermere\n2\nprevents effective work, are common in three teams. Most children are safe. However, "
    "some children wait too long for help, and 14 were not seen for six weeks.\n",
    "Inspection of Aldermere\n3\nLeaders describe the children’s ‘journey’ well, and multi-\nagency plans are clear.\n",
]


@pytest.fixture
def check(tmp_path):
    database = Database.create(tmp_path / "w.evidence", "x")
    pages = tuple(
        PageText(n, text, 1, 1, furniture)
        for n, (text, furniture) in enumerate(zip(REPORT, find_furniture(REPORT), strict=True), 1)
    )
    documents.add(database, documents.Found("/r.pdf", 1, 1, "aa", b"x", "Report 2026", pages=pages))
    yield lambda statement, **how: list(QuoteChecker(database).check(statement, **how))
    database.close()


@pytest.mark.parametrize(
    "statement",
    [
        "It said “the response to neglect is underdeveloped”.",
        'It said "the response to neglect is underdeveloped".',
        "It said ‘the response to neglect is underdeveloped’.",
        "It said “the response to neglect is underdeveloped,” which we accept.",
        "“Caseloads in excess of 35, which prevents effective work, are common”",
        "“children's 'journey' well, and multi-agency plans are clear.”",
        "“multi-agency plans are clear”",
        "“Most children are safe. … 14 were not seen for six weeks.”",
        "“Most children [in Aldermere] are safe.”",
        "“[T]he response to neglect is underdeveloped.”",
    ],
)
def test_true_quotations_are_exact(check, statement):
    (answer,) = check(statement)
    assert (answer.verdict, answer.title) == ("exact", "Report 2026")
    assert not answer.differences


@pytest.mark.parametrize(
    ("statement", "operation", "source"),
    [
        ("“The turnover of staff inhibits long-standing trust between workers and children.”", "left_out", "coupled"),
        ("“The response to neglect is underdeveloped.”", "changed", "the"),
        ("“Some children are safe. However, some children wait too long for help”", "changed", "Most"),
        ("“some children wait too long for help, and 41 were not seen for six weeks”", "changed", "14"),
        ("“some children wait too long for help, and 14 were seen for six weeks”", "left_out", "not"),
        ("“some children sadly wait too long for help, and 14 were not seen”", "added", ""),
        ("“some children wait too long for help.”", "added", ""),
    ],
)
def test_altered_quotations_are_told_apart_word_by_word(check, statement, operation, source):
    (answer,) = check(statement)
    assert answer.verdict == "altered"
    assert any(run.operation == operation and source in run.source for run in answer.differences)


def test_what_nobody_said_is_not_found_with_the_nearest_passage(check):
    (answer,) = check("“Every single child in the borough is thriving and most children are safe at home now.”")
    assert (answer.verdict, answer.document, answer.source_text) == ("not_found", None, "")
    assert answer.nearest[0].page == 2
    assert answer.to_json()["source_text"] is None


def test_a_quotation_over_a_page_turn_knows_both_pages(check):
    (answer,) = check("“Caseloads in excess of 35, which prevents effective work, are common in three teams.”")
    assert (answer.page, answer.to_page) == (1, 2)
    assert answer.source_text == "Caseloads in excess of 35, which prevents effective work, are common in three teams."


def test_hedges_left_behind_are_named(check):
    (answer,) = check("“the response to neglect is underdeveloped”")
    assert answer.dropped == ("while",)
    assert "The turnover" in answer.after


def test_a_sentence_lifted_without_marks_is_found_and_ones_own_words_are_not(check):
    statement = (
        "We are proud of our staff and thank them all very much.\n\nMost children are safe, we think so too.\n\n"
    )
    assert check(statement) == []
    lifted = "However, some children wait too long for help, and 14 were not seen for six weeks."
    (answer,) = check(statement + lifted)
    assert answer.verdict == "exact"
    assert len(check(statement + lifted, every_sentence=True)) == 3


def test_a_short_phrase_is_taken_from_the_document_the_statement_is_about(check, tmp_path):
    answers = check(
        "It found “three teams” and “Caseloads in excess of 35, which prevents effective work, are common”."
    )
    assert [answer.verdict for answer in answers] == ["exact", "exact"]


@pytest.mark.parametrize("statement", ["", "“”", "“", "don't 'tis \"", "[…]", "“…”", "\0", "“[]”", "a" * 5000])
def test_anything_can_be_checked(check, statement):
    assert all(answer.verdict == "not_found" for answer in check(statement))
