from math import prod

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shelf import learn, put

from evidence_app.search.expand import MOST_ROWS, expand, spelled_like
from evidence_app.search.query import read_query
from evidence_app.store.database import Database
from evidence_app.store.search import Index


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    database = Database.create(tmp_path_factory.mktemp("words") / "w.evidence", "x")
    put(database, *["neglect child"] * 9, *["neglected children"] * 4, "neglectful", "negative plans plan palns")
    put(database, *[" ".join(f"{letter}{n}" for letter in "ab" for n in range(100, 200))] * 2)
    learn(database)
    with database.read() as tables:
        yield Index(tables)
    database.close()


def expanded(index, text, stemming=True):
    row = read_query(text).tree
    return expand([row], index, stemming)[row]


def test_a_word_stands_for_its_forms_itself_first_then_the_commonest(index):
    assert expanded(index, "neglected").rows == (("neglected",), ("neglect",), ("neglectful",))
    assert expanded(index, "neglected").forms
    assert expanded(index, "neglected", stemming=False).rows == (("neglected",),)
    assert not expanded(index, "neglected", stemming=False).forms
    assert expanded(index, "unheard").rows == (("unheard",),)


def test_rare_forms_take_no_part_in_ranking_unless_asked_for(index):
    assert expanded(index, "neglect").ranked == (("neglect",), ("neglected",))
    assert expanded(index, "neglectful").ranked == (("neglectful",), ("neglect",), ("neglected",))


def test_the_beginning_of_a_last_word_is_left_to_the_index(index):
    expansion = expanded(index, "negl*")
    assert (expansion.rows, expansion.begins) == ((("negl",),), True)
    assert expansion.lit == (("neglect",), ("neglected",), ("neglectful",))
    inside = expanded(index, '"negl* chil*"')
    assert (inside.rows[0], inside.begins) == (("neglect", "chil"), True)
    assert ("neglected", "children") in inside.lit


def test_patterns_and_spellings_are_those_of_the_vocabulary(index):
    assert expanded(index, "neg*e").rows == (("negative",),)
    assert expanded(index, "neglct~1").rows == (("neglect",),)
    assert expanded(index, "plasn~1").rows == (("plan",), ("plans",))
    assert expanded(index, "zz?z").rows == ()
    assert [word for word, _ in spelled_like("plan", 2, index)] == ["palns", "plan", "plans"]


@pytest.mark.parametrize("text", ["a1*9", '"a1* b1?0"', '"?1* ?1?0 neglect"'])
def test_no_more_rows_than_the_index_can_take_and_how_many_words_were_left_is_told(index, text):
    expansion = expanded(index, text)
    assert 0 < len(expansion.rows) <= MOST_ROWS
    assert (expansion.missed > 0) == (text != "a1*9")


@given(st.lists(st.integers(0, 400), min_size=1, max_size=6))
def test_the_longest_list_gives_way(lengths):
    from evidence_app.search.expand import _sizes

    sizes = _sizes(lengths)
    assert prod(sizes) <= MOST_ROWS
    assert all(size == length or size > 0 for size, length in zip(sizes, lengths, strict=True))
