"""Praise, trouble, and neither."""

from __future__ import annotations

import pytest

from evidence_app.suggest.finding import read_finding


@pytest.mark.parametrize(
    ("passage", "finding"),
    [
        ("Visits are regular and purposeful.", "strength"),
        ("Visits are not regular.", "improvement"),
        ("Plans are not yet consistently effective.", "improvement"),
        ("Families get help without delay.", "strength"),
        ("Early work prevents drift and delay.", "strength"),
        ("Too many children wait, and some assessments are weak.", "improvement"),
        ("Homes are well-matched.", "strength"),
        ("Well-being was discussed at the meeting on Tuesday.", "context"),
        ("Mum rang to say that the meeting is on Tuesday.", "context"),
        ("Care is good, but supervision is poor, late and inconsistent.", "improvement"),
        ("", "context"),
    ],
)
def test_the_finding_of_a_passage(passage: str, finding: str) -> None:
    assert read_finding(passage)[0] == finding


def test_the_words_that_spoke() -> None:
    assert set(read_finding("Letters are clear and timely.")[1]) == {"clear", "timely"}
    assert read_finding("Letters are late.")[1] == ("late",)
