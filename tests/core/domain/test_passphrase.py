import pytest

from evidence_app.domain.passphrase import LEAST, problem


@pytest.mark.parametrize("typed", ["correct horse", "orchard violin", "river-lamp-cat", "Gwyneth's 7 geese"])
def test_unrelated_words_are_taken(typed):
    assert problem(typed) == ""


@pytest.mark.parametrize(
    "typed",
    ["1234567890", "0987654321", "qwertyuiop1", "abcdefghijkl", "aaaaaaaaaaaa", "Password123!", "safeguarding",
     "London2026", "evidence-evidence", "Ofsted Council 1"],
)  # fmt: skip
def test_what_is_guessed_first_is_refused(typed):
    assert len(typed) >= LEAST
    assert "guessed" in problem(typed)


def test_short_ones_are_refused_whatever_they_are_made_of():
    assert "at least 10" in problem("vX7#kq!9z")
    assert problem("vX7#kq!9zp") == ""
    assert "at least 12" in problem("vX7#kq!9zp", 12)
