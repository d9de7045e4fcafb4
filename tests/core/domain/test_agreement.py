"""Agreement of two officers, against figures worked out by hand and published ones."""

from __future__ import annotations

import pytest

from evidence_app.domain.agreement import Tagged, agreement, cohens_kappa
from evidence_app.domain.evidence import Passage

AREAS = {"leaders": "Leaders", "care": "In care"}


def tagged(start: int, finding: str, *areas: str, length: int = 10, document: str = "d") -> Tagged:
    return Tagged(document, Passage(0, 1, 1, start, start + length, "words"), frozenset(areas), finding)


def pairs(both_yes: int, yes_no: int, no_yes: int, both_no: int) -> list[tuple[bool, bool]]:
    return [(True, True)] * both_yes + [(True, False)] * yes_no + [(False, True)] * no_yes + [(False, False)] * both_no


@pytest.mark.parametrize(
    ("table", "kappa"),
    [
        # po = 35/50 = 0.7; pe = 25/50 * 30/50 + 25/50 * 20/50 = 0.5; kappa = 0.2 / 0.5.
        (pairs(20, 5, 10, 15), 0.4),
        # The same share alike, rarer judgements: po = 0.7, pe = 0.86 * 0.84 + 0.14 * 0.16.
        (pairs(70, 16, 14, 0), (0.7 - (0.86 * 0.84 + 0.14 * 0.16)) / (1 - (0.86 * 0.84 + 0.14 * 0.16))),
        (pairs(7, 0, 0, 3), 1.0),
        (pairs(0, 5, 5, 0), -1.0),
    ],
)
def test_kappa(table, kappa) -> None:
    assert cohens_kappa(table) == pytest.approx(kappa)


def test_kappa_has_no_value_where_only_one_judgement_was_given() -> None:
    assert cohens_kappa([]) is None
    assert cohens_kappa(pairs(9, 0, 0, 0)) is None


def test_only_what_both_tagged_is_compared() -> None:
    first = [tagged(0, "strength", "leaders"), tagged(100, "context", "care"), tagged(500, "context", "care")]
    second = [tagged(2, "strength", "leaders"), tagged(101, "improvement", "care"), tagged(0, "context", document="x")]
    found = agreement(("ann", "ben"), first, second, AREAS)
    assert (found.both, found.only) == (2, (1, 1))
    assert (found.finding.n, found.finding.alike) == (2, 1)
    assert [(row.name, row.percent) for row in found.areas] == [("Leaders", 100.0), ("In care", 100.0)]
    assert "2 passages were tagged by both ann and ben" in found.means()
    assert "untagged text" in found.means()
    assert "too few" in found.means()


def test_a_passage_is_the_same_where_half_of_the_shorter_is_shared() -> None:
    first = [tagged(0, "strength", "leaders", length=20)]
    assert agreement(("a", "b"), first, [tagged(15, "strength", "leaders")], AREAS).both == 1
    assert agreement(("a", "b"), first, [tagged(16, "strength", "leaders")], AREAS).both == 0


def test_each_passage_is_compared_once_with_the_one_it_shares_most_with() -> None:
    first = [tagged(0, "strength", "leaders", length=40)]
    second = [tagged(0, "context", "leaders", length=10), tagged(10, "strength", "leaders", length=10)]
    found = agreement(("a", "b"), first, second, AREAS)
    assert (found.both, found.only) == (1, (0, 1))


def test_nothing_in_common_is_told() -> None:
    found = agreement(("ann", "ben"), [tagged(0, "strength")], [tagged(900, "strength")], AREAS)
    assert found.both == 0
    assert "nothing to compare" in found.means()
