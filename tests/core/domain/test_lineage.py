"""Joining what copies know of a record: in any order, in any grouping, again and again, it gives the same."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from evidence_app.domain.lineage import THERE, Lineage, lineage_from_text

FIRST = Lineage().altered("e1", {"finding": "strength", "note": ""}, "2026-01-01", "ann")

# What copies do: one alters a field, or takes the record out, or learns what another knows.
acts = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.sampled_from(("finding", "note", THERE, "learn")),
        st.sampled_from(("strength", "context", True, False)),
        st.integers(0, 2),
    ),
    max_size=12,
)


def played(steps) -> list[Lineage]:
    copies = [FIRST, FIRST, FIRST]
    for number, (copy, what, value, other) in enumerate(steps):
        if what == "learn":
            copies[copy] = copies[copy].joined(copies[other])
        else:
            copies[copy] = copies[copy].altered("e1", {what: value}, f"2026-02-{number + 1:02}", "abc"[copy])
    return copies


@given(acts)
@settings(max_examples=150, deadline=None)
def test_joining_has_no_order(steps) -> None:
    one, two, three = played(steps)
    assert one.joined(two).to_text() == two.joined(one).to_text()
    assert one.joined(two).joined(three).to_text() == one.joined(two.joined(three)).to_text()
    assert one.joined(one).to_text() == one.to_text()
    assert one.joined(two).joined(two).to_text() == one.joined(two).to_text()


@given(acts)
@settings(max_examples=100, deadline=None)
def test_every_field_keeps_a_version(steps) -> None:
    one, two, three = played(steps)
    joined = one.joined(two).joined(three)
    assert all(joined.fields[field] for field in ("finding", "note", THERE))
    assert lineage_from_text(joined.to_text()) == joined


def test_what_one_side_changed_is_taken() -> None:
    other = FIRST.altered("e1", {"finding": "context"}, "2026-02-01", "ben")
    joined = FIRST.altered("e1", {"note": "late"}, "2026-02-02", "ann").joined(other)
    assert (joined.value("finding"), joined.value("note")) == ("context", "late")
    assert not joined.differing("finding")


def test_what_both_changed_differently_is_kept_twice() -> None:
    one = FIRST.altered("e1", {"finding": "context"}, "2026-02-01", "ann")
    two = FIRST.altered("e1", {"finding": "improvement"}, "2026-02-02", "ben")
    joined = one.joined(two)
    assert set(joined.differing("finding").values()) == {"context", "improvement"}
    assert joined.value("finding") == "improvement"  # the newer one
    decided = joined.altered("e1", {"finding": "context"}, "2026-02-03", "cas")
    assert not decided.joined(one).joined(two).differing("finding")


def test_both_saying_the_same_contradicts_nothing() -> None:
    one = FIRST.altered("e1", {"finding": "context"}, "2026-02-01", "ann")
    two = FIRST.altered("e1", {"finding": "context"}, "2026-02-02", "ben")
    assert not one.joined(two).differing("finding")


def test_what_one_removed_and_nobody_touched_is_gone() -> None:
    removed = FIRST.altered("e1", {THERE: False}, "2026-02-01", "ann")
    assert not removed.joined(FIRST).there
    assert not FIRST.joined(removed).there


def test_what_one_removed_and_another_changed_is_there_to_be_decided() -> None:
    removed = FIRST.altered("e1", {THERE: False}, "2026-02-01", "ann")
    joined = removed.joined(FIRST.altered("e1", {"note": "late"}, "2026-02-02", "ben"))
    assert joined.there
    assert len(joined.differing(THERE)) == 2


def test_a_restored_backup_gives_no_mark_twice() -> None:
    """A copy put back to an earlier state that goes on differently contradicts what it had said; it hides nothing."""
    later = FIRST.altered("e1", {"finding": "context"}, "2026-02-01", "ann")
    other_way = FIRST.altered("e1", {"finding": "improvement"}, "2026-02-01", "ann")
    assert len(later.joined(other_way).differing("finding")) == 2
