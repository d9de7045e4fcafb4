"""Whatever the question, its answer is what a plain reader finds who goes through the pages one by one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shelf import WORDS, answers, random_library

from evidence_app.search.compile import find_pages
from evidence_app.search.expand import expand
from evidence_app.search.fields import Filters
from evidence_app.search.tree import (
    Alike,
    And,
    Dated,
    Everything,
    Exact,
    Field,
    Form,
    Like,
    Not,
    Numbered,
    Or,
    Row,
    Start,
    Tagged,
    Wild,
    every_row,
)
from evidence_app.store.search import Index


@pytest.fixture(scope="module")
def shelves(tmp_path_factory):
    database, sheets = random_library(tmp_path_factory.mktemp("shelves") / "w.evidence")
    yield database, sheets
    database.close()


words = st.sampled_from(WORDS)
plain_words = st.one_of(words.map(Exact), words.map(Form))
odd_words = st.one_of(
    st.sampled_from(["c", "neg", "pl", "zz"]).map(Start),
    st.sampled_from(["*ed", "c?re", "*l*n", "?", "z*z"]).map(Wild),
    st.builds(Like, st.sampled_from(["cild", "plna", "neglected", "zzz"]), st.sampled_from([1, 2])),
)
single = plain_words.map(lambda part: Row((part,)))
rows = st.builds(
    lambda some, apart: Row(tuple(some), apart=apart if len(some) > 1 else 0),
    st.lists(st.one_of(plain_words, odd_words), min_size=1, max_size=3),
    st.sampled_from([0, 2, 3]),
)
filters = st.one_of(
    st.builds(Dated, st.sampled_from(["", "2020-01-01"]), st.sampled_from(["", "2023-12-31"])),
    st.builds(Numbered, st.sampled_from([None, 1, 2]), st.sampled_from([None, 2, 4])),
    st.booleans().map(Tagged),
    single.map(lambda row: Field("title", row)),
)
# How often each kind of node is drawn: words mostly, so that questions of words alone are met as often as mixed ones.
LEAVES = {"single": 8, "row": 3, "filter": 2, "everything": 1}
GROUPS = {"and": 4, "or": 3, "not": 4, "alike": 1}


def weighted(kinds):
    return st.sampled_from([kind for kind, times in kinds.items() for _ in range(times)])


@st.composite
def questions(draw, depth=3):
    kind = draw(weighted({**LEAVES, **GROUPS} if depth < 3 else GROUPS) if depth else weighted(LEAVES))
    below = questions(depth - 1)
    match kind:
        case "single":
            return draw(single)
        case "row":
            return draw(rows)
        case "filter":
            return draw(filters)
        case "everything":
            return Everything()
        case "not":
            return Not(draw(below))
        case "alike":
            return Alike(draw(single), tuple(draw(st.lists(rows, min_size=1, max_size=2))))
    some = tuple(draw(st.lists(below, min_size=2, max_size=3)))
    return And(some) if kind == "and" else Or(some)


@settings(max_examples=500, deadline=None)
@given(tree=questions(), within=st.sampled_from(["page", "document"]), stemming=st.booleans())
def test_every_question_is_answered_as_by_a_plain_reader(shelves, tree, within, stemming):
    database, sheets = shelves
    with database.read() as tables:
        index = Index(tables)
        expansions = expand(every_row(tree), index, stemming)
        found = find_pages(tree, expansions, index, Filters(index, stemming, frozenset), within)
    assert found == answers(tree, sheets, within, stemming)


def test_the_plain_reader_is_given_something_to_read(shelves):
    _, sheets = shelves
    assert len(sheets) >= 20
    assert {word for sheet in sheets for word in sheet.words} == set(WORDS)
    assert any(sheet.tagged for sheet in sheets)
    assert any(not sheet.date for sheet in sheets)
