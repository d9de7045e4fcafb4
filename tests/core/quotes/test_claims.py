import pytest

from evidence_app.quotes.claims import find_claims


def claims(statement):
    return [claim.text for claim in find_claims(statement)]


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("He said “not yet good enough” today.", ["not yet good enough"]),
        ('He said "not yet good enough" today.', ["not yet good enough"]),
        ("He said ‘not yet good enough’ today.", ["not yet good enough"]),
        ("He said 'not yet good enough' today.", ["not yet good enough"]),
        ("The children's and workers' views don't count.", []),
        ("The children’s and workers’ views don’t count.", []),
        ("They call it “progress”.", []),
        (
            "“They said it ‘shows high commitment’ to all”, he said.",
            ["They said it ‘shows high commitment’ to all", "shows high commitment"],
        ),
        ("“First paragraph here.\n\n“Second paragraph here.”", ["First paragraph here.", "Second paragraph here."]),
        ("“First line here.\n“Second line here,” he said.", ["First line here.", "Second line here,"]),
        ("“Never closed at all.\nSomebody else’s words.", ["Never closed at all."]),
        ("“over a\nline end”", ["over a\nline end"]),
        ("A 6' wall and a 5\" nail.", []),
    ],
)
def test_what_stands_between_marks(statement, found):
    assert claims(statement) == found


def test_cuts_and_insertions_part_the_words():
    (claim,) = find_claims("“children are safe … and [the council’s] plans are clear [...] at last”")
    assert claim.parts == ("children are safe", "and", "plans are clear", "at last")


def test_places_are_told():
    statement = "So: “not yet good enough”."
    (claim,) = find_claims(statement)
    assert statement[claim.start : claim.end] == claim.text
