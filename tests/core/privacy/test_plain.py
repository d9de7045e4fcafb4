"""Letters and digits alone: the same name in any dress."""

import pytest

from evidence_app.privacy.plain import Term, Terms, key, plain


@pytest.mark.parametrize(
    ("dress", "name"),
    [
        ("D’Arcy", "darcy"),
        ("D'ARCY", "darcy"),
        ("Darcy", "darcy"),
        ("Siobhán", "siobhan"),
        ("Siobha\u0301n", "siobhan"),
        ("Al-Hassan", "alhassan"),
        ("Łukasz Żółw", "lukaszzolw"),
        ("ﬁona", "fiona"),
        ("Sio\u00adbhan", "siobhan"),
        ("\u200fYusuf\u200e", "yusuf"),
        ("999 104-2172", "9991042172"),
    ],
)
def test_a_name_is_the_same_in_any_dress(dress, name):
    assert key(dress) == name


def test_the_way_back_takes_accents_along():
    read = plain("x Siobha\u0301n y")
    at = read.text.index("siobhan")
    start, end = read.span(at, at + 7)
    assert read.source[start:end] == "Siobha\u0301n"


def found(term, text, **how):
    return [text[start:end] for start, end, _ in Terms([Term(term, "", **how)]).find(text)]


@pytest.mark.parametrize(
    "text",
    [
        "with Siobhan D'Arcy today",
        "with Siobhan\nD’Arcy today",
        "with SIOBHAN DARCY today",
        "with Sio-\nbhan D'Arcy today",
        "with S i o b h a n   D A r c y today",
        "with Siobhán D’Arcy’s mother",
        "with Sio\u00adbhan D'Ar\u200bcy today",
    ],
)
def test_a_term_is_found_in_any_dress(text):
    (words,) = found("Siobhan D'Arcy", text)
    assert key(words) == "siobhandarcy"


@pytest.mark.parametrize(
    ("term", "text"),
    [("Ann", "annual wanna Anna"), ("Ann", "war Jan night"), ("Ian", "Brian, librarian"), ("Li", "a list; fil i")],
)
def test_a_term_is_not_found_inside_other_words(term, text):
    assert found(term, text) == []


def test_a_part_of_a_joined_name_is_found():
    assert found("Price", "T Akinwale-Price") == ["Price"]


def test_a_cased_term_needs_its_capital():
    assert found("Grace", "Grace had a grace period", cased=True) == ["Grace"]


def test_the_longest_term_wins():
    terms = Terms([Term("Siobhan", "short"), Term("Siobhan D'Arcy", "long")])
    assert [term.value for _, _, term in terms.find("Siobhan D'Arcy met Siobhan")] == ["long", "short"]


def test_parts_that_only_happen_to_follow_each_other_are_no_name():
    assert found("Jo Dee", "Jo, who is not yet known to us. Dee is") == []
