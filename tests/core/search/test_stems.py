import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence_app.search.stems import families, stem


@pytest.mark.parametrize(
    "forms",
    [
        "neglect neglects neglected neglecting neglectful",
        "child children",
        "person people",
        "assess assessed assessment assessments",
        "organise organised organize organizing",
        "adviser advisers advisor advisors",
        "risk risks",
        "policy policies",
    ],
)
def test_forms_of_a_word_share_a_stem(forms):
    assert len({stem(word) for word in forms.split()}) == 1


@pytest.mark.parametrize(
    "words",
    [
        "timely time",
        "person personal",
        "authority author",
        "community communication",
        "policy police",
        "elective elected",
        "practical practice",
        "care carer",
        "prize prise",
    ],
)
def test_other_words_do_not(words):
    assert len({stem(word) for word in words.split()}) == len(words.split())


def test_no_word_is_in_two_families():
    from evidence_app.search.stems import synonym_file

    words = [word for family in synonym_file()["families"] for word in family]
    assert sorted(words) == sorted(set(words))
    assert set(families()) == set(words)


@given(st.text(max_size=30))
def test_any_text_has_a_stem(word):
    assert stem(word) or not word


def test_words_with_figures_stay_as_they_are():
    assert stem("s47") == "s47"
    assert stem("2019") == "2019"
