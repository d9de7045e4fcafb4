"""HTML from anywhere becomes blocks of plain elements, every word of it kept and nothing that could reach out."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence_app.ingest.markup import Prose, Table, blocks, escaped, heading, note, paragraphs, words


def shown(source):
    return words(blocks(source)).split()


def test_headings_paragraphs_and_lists_stay_what_they_are():
    made = blocks("<h2>Title</h2><p>One <b>two</b></p><ul><li>three</li><li>four<ol><li>five</li></ol></li></ul>")
    assert made == [
        Prose("<h2>Title</h2><p>One <b>two</b></p><ul><li>three</li><li>four<ol><li>five</li></ol></li></ul>")
    ]


@pytest.mark.parametrize(
    ("source", "markup"),
    [
        ("<div>One<div>Two</div></div>", "<p>One</p><p>Two</p>"),
        ("plain", "<p>plain</p>"),
        ("<p>open <em>for ever", "<p>open <i>for ever</i></p>"),
        ("<p>one<p>two", "<p>one</p><p>two</p>"),
        ("<li>alone</li>", "<p>alone</p>"),
        ("one<br>two", "<p>one<br/>two</p>"),
        ("<p>a &lt;b&gt; &amp; c</p>", "<p>a &lt;b&gt; &amp; c</p>"),
        ('<img src="http://x/y.png" alt="A map">', "<p> [Picture: A map] </p>"),
    ],
)
def test_what_is_not_well_formed_is_closed(source, markup):
    (made,) = blocks(source)
    assert re.sub(r"</?p></p>", "", made.markup).replace("<p></p>", "") == markup


@pytest.mark.parametrize(
    "tag", ["script", "style", "head", "template", "noscript", "object", "iframe", "svg", "select"]
)
def test_what_no_reader_sees_is_left_out(tag):
    assert shown(f"<p>before</p><{tag}>hidden<p>too</p></{tag}><p>after</p>") == ["before", "after"]


def test_nothing_points_outside():
    source = (
        "<p style='background:url(http://x)' onclick='run()'><a href='file:///etc/passwd'>words</a></p>"
        "<link rel=stylesheet href=http://x><base href=http://x><form action=http://x><input value=v></form>"
    )
    (made,) = blocks(source)
    assert made.markup == "<p>words</p>"


def test_a_table_is_a_grid_and_what_stands_around_it_is_prose():
    source = (
        "<p>Before</p><table><tr><th>Name<th>Seen</tr><tr><td>A<td>3 May<br>alone</tr>"
        "<tr><td colspan=2>both</td></tr></table>After"
    )
    before, table, after = blocks(source)
    assert table == Table((("Name", "Seen"), ("A", "3 May\nalone"), ("both", "")), headed=True)
    assert (words([before]).strip(), words([after]).strip()) == ("Before", "After")


def test_a_table_within_a_cell_becomes_lines_of_it():
    (made,) = blocks("<table><tr><td>outer<table><tr><td>in 1</td><td>in 2</td></tr></table></td></tr></table>")
    assert [" ".join(line.split()) for line in made.rows[0][0].split("\n")] == ["outer", "in 1 in 2"]


def test_a_cell_that_claims_to_span_a_million_columns_spans_some():
    (made,) = blocks("<table><tr><td colspan=999999999>x</td><td colspan=60>y</td></tr></table>")
    assert len(made.rows[0]) == 51


def test_deep_nesting_is_kept_as_words():
    made = blocks("<ul><li>" * 500 + "deep" + "<div>" * 500 + "deeper")
    assert shown("<ul><li>" * 500 + "deep")[-1] == "deep" and len(made) == 1
    assert made[0].markup.count("<ul>") <= 12


TAGS = "<p> </p> <table> </table> <td> </td> <tr> <ul> </ul> <li> <b> </i> <h1> <br> <div> word &amp; < >".split()


@given(st.lists(st.sampled_from([*TAGS, " "]), max_size=40))
def test_every_word_is_kept_in_order_whatever_the_tags(parts):
    told = shown("".join(parts))
    assert "".join(told).count("word") == parts.count("word")


def test_signs_the_engine_cannot_place_are_spelled_out():
    assert escaped("a\x00b\ud800") == "a\ufffdb\ufffd"
    assert escaped("\U0001f600") == "[grinning face]"
    assert escaped("<&>") == "&lt;&amp;&gt;" and html.unescape(escaped("“café”")) == "“café”"


def test_plain_text_keeps_its_lines_and_parts_at_blank_ones():
    made = paragraphs("one\r\n  two\r\n\r\n\r\nthree\f\tfour\n \n")
    assert [one.markup for one in made] == ["<p>one<br/>  two</p>", "<p>three</p>", "<p>    four</p>"]


def test_headings_and_notes_are_escaped():
    assert heading(" a\n<b> ", 3) == Prose("<h3>a &lt;b&gt;</h3>")
    assert note("<x>") == Prose('<p class="note">&lt;x&gt;</p>')
