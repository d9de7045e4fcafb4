from datetime import date

import pytest

from evidence_app.domain.retention import Keeping, day_of
from evidence_app.domain.sizes import counted, shown_size
from evidence_app.errors import KnownError

TODAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("until", "near", "over", "said"),
    [
        ("", False, False, "No end date is set."),
        ("2026-12-15", False, False, "This workspace is kept until 15 December 2026: 15 days left."),
        ("2026-12-01", True, False, "This workspace is kept until 1 December 2026: 1 day left."),
        ("2026-11-30", True, False, "This workspace is kept until 30 November 2026: 0 days left."),
        ("2026-11-29", True, True, "This workspace was to be kept until 29 November 2026: 1 day over."),
    ],
)
def test_how_an_end_date_stands(until, near, over, said):
    standing = Keeping(until, TODAY)
    assert (standing.near, standing.over, standing.sentence()) == (near, over, said)


def test_a_day_is_read_or_told():
    assert day_of(" 2026-12-31 ") == "2026-12-31"
    with pytest.raises(KnownError, match="not a date"):
        day_of("soon")


def test_sizes_and_counts_in_words():
    assert [shown_size(size) for size in (0, 1, 811_900, 2_340_000, 14_000_000, 2_300_000_000)] == [
        "0 kB",
        "1 kB",
        "812 kB",
        "2.3 MB",
        "14 MB",
        "2.3 GB",
    ]
    assert (counted(1, "page", "pages"), counted(1200, "page", "pages")) == ("1 page", "1,200 pages")
