import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from shelf import PIECES

from evidence_app.search.query import DEEPEST, LONGEST, read_query
from evidence_app.search.tree import (
    And,
    Dated,
    Everything,
    Exact,
    Field,
    Form,
    Like,
    Not,
    Nothing,
    Numbered,
    Or,
    Row,
    Start,
    Tagged,
    Wild,
)


def word(text):
    return Row((Form(text),))


def quoted(*words, apart=0):
    return Row(tuple(Exact(each) for each in words), apart=apart, quoted=True)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("Child protection", And((word("child"), word("protection")))),
        ("a b", And((word("a"), word("b")))),
        ("the", word("the")),
        ("children’s", Row((Exact("children"), Form("s")))),
        ("O'Brien", Row((Exact("o"), Form("brien")))),
        ("multi-agency", Row((Exact("multi"), Form("agency")))),
        ("Café", word("cafe")),
        ('"drift and delay"', quoted("drift", "and", "delay")),
        ("“drift and delay”", quoted("drift", "and", "delay")),
        ("‘drift and delay’", quoted("drift", "and", "delay")),
        ("'child’s voice'", quoted("child", "s", "voice")),
        ('"the ‘good’ home"', quoted("the", "good", "home")),
        ("parents’ and children’s", And((word("parents"), word("and"), Row((Exact("children"), Form("s")))))),
        ('"still being typ', quoted("still", "being", "typ")),
        ('"social visits"~5', quoted("social", "visits", apart=5)),
        ('"drift\n and   delay"', quoted("drift", "and", "delay")),
        ("safegu*", Row((Start("safegu"),))),
        ("wom?n", Row((Wild("wom?n"),))),
        ("is this neglect?", And((word("is"), word("this"), word("neglect")))),
        ("multi-ag*", Row((Exact("multi"), Start("ag")))),
        ('"out of h*"', Row((Exact("out"), Exact("of"), Start("h")), quoted=True)),
        ("neglct~", Row((Like("neglct", 1),))),
        ("neglct~9", Row((Like("neglct", 2),))),
        ("neglect~0", word("neglect")),
        ("a AND b OR c", Or((And((word("a"), word("b"))), word("c")))),
        ("a OR b c", And((Or((word("a"), word("b"))), word("c")))),
        ("a NOT b", And((word("a"), Not(word("b"))))),
        ("a AND NOT(b OR c)", And((word("a"), Not(Or((word("b"), word("c"))))))),
        ("NOT NOT a", word("a")),
        ("(a)AND(b)", And((word("a"), word("b")))),
        ("neglect AND", word("neglect")),
        ("OR neglect (", word("neglect")),
        ("and or not", And((word("and"), word("or"), word("not")))),
        ("*", Everything()),
        ("*:*", Everything()),
        ("title:audit", Field("title", word("audit"))),
        ('Title:"thematic audit"', Field("title", quoted("thematic", "audit"))),
        ("title:(a OR b)", Or((Field("title", word("a")), Field("title", word("b"))))),
        ("subtitle", word("subtitle")),
        ("date:2019", Dated("2019-01-01", "2019-12-31")),
        ("date:[2018 to 2020]", Dated("2018-01-01", "2020-12-31")),
        ("date:{2018 TO 2020}", Dated("2019-01-01", "2019-12-31")),
        ("date:[october 2018 to 2020]", Dated("2018-10-01", "2020-12-31")),
        ("date:[2018 to", Dated("2018-01-01", "")),
        ("date:[to 2018]", Dated("", "2018-12-31")),
        ("date:>2018", Dated("2019-01-01", "")),
        ('date:"5 March 2019"', Dated("2019-03-05", "2019-03-05")),
        ("date:(>2018 <2020)", And((Dated("2019-01-01", ""), Dated("", "2019-12-31")))),
        ("page:3", Numbered(3, 3)),
        ("page:[2 to 5]", Numbered(2, 5)),
        ("page:5-2", Numbered(2, 5)),
        ("page:>3", Numbered(4, None)),
        ("page:<=3", Numbered(None, 3)),
        ("tagged:yes", Tagged(True)),
        ("tagged:NO", Tagged(False)),
        ("he said: yes", And((word("he"), word("said"), word("yes")))),
        ("9:30", Row((Exact("9"), Form("30")))),
        ("[a to b]", And((word("a"), word("to"), word("b")))),
        ("a > b", And((word("a"), word("b")))),
        ("", Nothing()),
        ("!!! — ()", Nothing()),
        ('""', Nothing()),
        ("NOT", Nothing()),
    ],
)
def test_what_is_typed_is_read_as_meant(text, tree):
    assert read_query(text).tree == tree
    assert read_query(text).notes == ()


@pytest.mark.parametrize(
    ("text", "tree", "note"),
    [
        ("foo:bar", And((word("foo"), word("bar"))), "“foo:” is not a field"),
        ("http://x.example", And((word("http"), Row((Exact("x"), Form("example"))))), "“http:” is not a field"),
        ("date:soon neglect", word("neglect"), "“date:soon” is no date"),
        ("date:[soon to 2019]", Nothing(), "is no range of dates"),
        ("page:two neglect", word("neglect"), "“page:two” is no page number"),
        ("page:[a to b]", Nothing(), "is no range of page numbers"),
        ("NOT tagged:perhaps", Nothing(), "is neither yes nor no"),
    ],
)
def test_what_cannot_be_taken_as_typed_is_said(text, tree, note):
    reading = read_query(text)
    assert reading.tree == tree
    assert len(reading.notes) == 1
    assert note in reading.notes[0]


def test_what_was_typed_is_kept_to_be_shown():
    tree = read_query("children’s? multi-agency, safegu* neglct~").tree
    assert [row.shown for row in tree.parts] == ["children’s", "multi-agency", "safegu*", "neglct~1"]


def test_a_pasted_page_is_cut_and_a_heap_of_brackets_is_read_for_its_words():
    long = read_query("neglect " * LONGEST)
    assert len(long.tree.parts) == LONGEST // len("neglect ")
    assert "first 1,000 characters" in long.notes[0]
    heap = read_query("".join(f"(w{n} OR (v{n} AND " for n in range(DEEPEST)) + "end" + "))" * DEEPEST)
    assert heap.tree == And((*(word(f"{letter}{n}") for n in range(DEEPEST) for letter in "wv"), word("end")))
    assert "could not be read as it stands" in heap.notes[0]


@given(st.text(max_size=60) | st.lists(PIECES, max_size=25).map("".join) | st.lists(PIECES, max_size=25).map(" ".join))
@example("NOT NOT OR AND NOT (")
@example("a:b:c~1~2*?*:")
def test_anything_that_can_be_typed_is_read(text):
    reading = read_query(text)
    assert reading == read_query(text)
