import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence_app.domain.wording import as_quoted, fold


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("children’s services", "children's services"),
        ("“widespread and serious”", '"widespread and serious"'),
        ("too many\nchildren  wait", "too many children wait"),
        ("multi-\nagency plans", "multi-agency plans"),
        ("decision-  making", "decision-making"),
        ("a\u00a0long\u202fwait", "a long wait"),
        ("safe\u00adguarding", "safeguarding"),
        ("the \ufb01rst", "the first"),
        ("non\u2011statutory", "non-statutory"),
        ("  at both ends \n", "at both ends"),
    ],
)
def test_layout_does_not_count(one, other):
    assert fold(one).text == fold(other).text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("some children", "most children"),
        ("is effective", "is not effective"),
        ("Children", "children"),
        ("14 to 15", "14 to 16"),
        ("wait, and", "wait and"),
        ("cooperate", "co-operate"),
        ("children wait", "childrenwait"),
    ],
)
def test_words_count(one, other):
    assert fold(one).text != fold(other).text


@given(st.text())
def test_each_folded_character_knows_where_it_stood(text):
    folded = fold(text)
    assert len(folded.text) == len(folded.starts)
    assert list(folded.starts) == sorted(folded.starts)
    for start in range(len(folded.text)):
        first, last = folded.span(start, start + 1)
        assert 0 <= first < last <= len(text)


@given(st.text())
def test_folding_twice_changes_nothing(text):
    once = fold(text).text
    assert fold(once).text == once


@given(st.text())
def test_a_quotation_says_the_same_words_as_its_source(text):
    assert fold(as_quoted(text)).text == fold(text).text


def test_a_quotation_keeps_curly_marks_and_line_end_hyphens():
    assert as_quoted("the children’s multi-\nagency  plan\nis ‘good’") == "the children’s multi-agency plan is ‘good’"
