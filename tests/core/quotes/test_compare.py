import pytest

from evidence_app.quotes.compare import dropped_hedges


@pytest.mark.parametrize(
    ("source", "claim", "lost"),
    [
        ("Most visits are timely, but some are vague.", "Most visits are timely, but some are vague.", ()),
        ("Most visits are timely.", "Visits are timely.", ("most",)),
        # One of two is kept; one word lost twice is told once.
        ("Some plans are clear and some are vague.", "Some plans are clear.", ("some",)),
        ("Some plans are clear and some are vague.", "Plans are clear.", ("some",)),
        ("Most plans are clear and some are vague.", "Plans are clear.", ("most", "some")),
    ],
)
def test_words_that_weaken_are_counted_each_time_they_stand(source, claim, lost):
    assert dropped_hedges(source, claim) == lost
