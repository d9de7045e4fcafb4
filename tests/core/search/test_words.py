import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlcipher3 import dbapi2 as sqlcipher

from evidence_app.search.words import folded_in_place, patterns_of, words_of


@pytest.fixture(scope="module")
def index_words():
    """The words the index itself takes out of a text."""
    connection = sqlcipher.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE f USING fts5(text, tokenize='unicode61 remove_diacritics 2')")
    connection.execute("CREATE VIRTUAL TABLE v USING fts5vocab(f, 'instance')")

    def words(text):
        connection.execute("DELETE FROM f")
        connection.execute("INSERT INTO f VALUES (?)", [text])
        return tuple(term for (term,) in connection.execute("SELECT term FROM v ORDER BY offset"))

    yield words
    connection.close()


@pytest.mark.parametrize(
    "text",
    [
        "Children’s Services",
        "O'Brien, multi-agency; s.47 and £3.5m",
        "Amélie Šimůnková at the CAFÉ",
        "e\u0301cole",
        "2015\uf02d16 \uf0b7 item",
        "naïve ŁÓDŹ Ærø groß ﬁnding",
        "first_second\u00a0third\u00adfourth",
        "Привет κόσμε",
    ],
)
def test_words_are_those_of_the_index(text, index_words):
    assert words_of(text) == index_words(text)


# Letters of Europe's languages, and the marks that stand between them in reports.
@given(st.text(st.characters(max_codepoint=0x17E) | st.sampled_from("‘’“”–—…•£€\u2011\u0301\u0308"), max_size=40))
def test_any_text_in_latin_letters_has_the_words_of_the_index(index_words, text):
    text = "".join(c for c in text if unicodedata.category(c) != "Cc")
    assert words_of(text) == index_words(text)


@given(st.text())
def test_words_of_their_own_words_are_the_same(text):
    words = words_of(text)
    assert words_of(" ".join(words)) == words


def test_wildcards_are_kept_where_they_are_asked_for():
    assert patterns_of("Safegu* wom?n (multi-ag*)") == ("safegu*", "wom?n", "multi", "ag*")
    assert words_of("Safegu* wom?n") == ("safegu", "wom", "n")


@given(st.text(st.characters(max_codepoint=0x17E) | st.sampled_from("‘’“”–•\u0301İ\uf0b7"), max_size=60))
def test_folded_in_place_has_the_same_words_in_the_same_places(text):
    shown, folded = folded_in_place(text)
    assert len(shown) == len(folded)
    assert words_of(folded) == words_of(shown) == words_of(text)
    for place in re.finditer(r"[^\W_]+", folded):
        assert words_of(shown[place.start() : place.end()]) == (place[0],)
