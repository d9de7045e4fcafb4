import pytest

from evidence_app.domain.evidence import Evidence, Passage
from evidence_app.packs.balance import balance
from evidence_app.packs.contents import Item, Section


def noted(before="", after="", day="2026-05-31", dated="", status="agreed"):
    """The notes on an area with both sides, whose strength is as the arguments say."""
    passage = Passage(1, 1, 1, 10, 40, "visits are made on time", before, after)
    strength = Evidence("a", passage, "Audit", ("care",), date=dated, status=status)
    gap = Evidence("b", Passage(1, 1, 1, 50, 60, "plans drift"), "Audit", ("care",), status="agreed")
    section = Section(1, "care", "Care", (Item("1.1", "care", "E1", strength),), (Item("1.2", "care", "E1", gap),))
    return balance([section], day)


@pytest.mark.parametrize(
    "after",
    [", but too many are late.", ". However, this is recent.", "; yet few know it.", ", although not for all.",
     ". This is, however, new."],
)  # fmt: skip
def test_a_quotation_that_stops_before_its_however_is_told(after):
    assert noted(after=after) == ["A “however” or “but” follows right after the quotation: 1 item (1.1)."]


@pytest.mark.parametrize(
    "before",
    ["Leaders are slow. However, ", "It is late but ", "While partners understand this better, the ",
     "That is so. Although plans are late, "],
)  # fmt: skip
def test_a_quotation_that_starts_after_its_but_is_told(before):
    words = "A “however”, “but” or “although” stands right before the quotation: 1 item (1.1)."
    assert noted(before=before) == [words]


@pytest.mark.parametrize("before, after", [
    ("Although plans were late, that has changed. ", ". Buttons are replaced, and the rest stays as it is."),
    ("They meet each week for a while. ", ". Visits are recorded. However"),
    ("", ""),
])  # fmt: skip
def test_turns_of_other_sentences_are_not_told(before, after):
    assert noted(before, after) == []


@pytest.mark.parametrize("dated, old", [("2025-11-30", True), ("2025-11-29", True), ("2026-05-01", False), ("", False)])
def test_evidence_over_six_months_old_is_told(dated, old):
    assert noted(dated=dated, day="2026-05-31") == ["Evidence from before the last six months: 1 item (1.1)."] * old


def test_evidence_of_six_months_to_the_day_is_not_old_and_without_a_day_none_is():
    assert noted(dated="2025-11-30", day="2026-05-30") == []
    assert noted(dated="2001-01-01", day="") == []


def test_drafts_are_told():
    assert noted(status="draft") == ["Not yet agreed: 1 item in draft (1.1)."]
