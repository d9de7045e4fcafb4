"""Random histories of three copies, brought together in any order: all end with the same, and nothing is lost.

A longer run, with counts: tests/soak/merge_histories.py.
"""

from __future__ import annotations

import itertools
import tempfile
from pathlib import Path

from copies import ACTS, Copies, cheap_keys, differences, exchange_all, lost, play, state
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

PAIRS = list(itertools.permutations(("ann", "ben", "cas"), 2))
step = st.tuples(st.integers(0, 2), st.sampled_from([*ACTS, "merge", "merge"]), st.integers(0, 99), st.integers(0, 99))


@given(steps=st.lists(step, min_size=8, max_size=20), order=st.permutations(PAIRS))
@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
def test_copies_brought_together_in_any_order_are_the_same(steps, order) -> None:
    with tempfile.TemporaryDirectory() as folder, cheap_keys():
        team = Copies(Path(folder))
        try:
            kept = play(team, steps)
            exchange_all(team, order)
            states = {name: state(each) for name, each in team.held.items()}
            assert differences(states["ann"], states["ben"]) == []
            assert differences(states["ann"], states["cas"]) == []
            assert lost(team.held["ann"], kept) == set()
            assert not team.merge("ann", "ben").anything
        finally:
            team.close()
