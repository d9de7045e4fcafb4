"""Random histories of three copies, brought together in any order, for as long as wanted, with counts.

    PYTHONPATH=. python tests/soak/merge_histories.py [HISTORIES] [FIRST SEED]

Ends with exit status 1 at the first history whose copies differ, that lost a tag, or where merging again did anything,
and prints the history.
"""

from __future__ import annotations

import itertools
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from evidence_app.progress import run

sys.path.append(str(Path(__file__).resolve().parents[1] / "helpers"))

from copies import ACTS, Copies, cheap_keys, differences, exchange_all, lost, play, state

NAMES = ("ann", "ben", "cas")


def one(seed: int, counts: Counter[str]) -> list[str]:
    """Plays one history; gives what is wrong."""
    chance = random.Random(seed)
    kinds = [*ACTS] * 3 + ["merge"] * 5 + ["restart"] * 2
    steps = [
        (chance.randrange(3), chance.choice(kinds), chance.randrange(100), chance.randrange(100))
        for _ in range(chance.randint(10, 60))
    ]
    with tempfile.TemporaryDirectory() as folder:
        team = Copies(Path(folder))
        try:
            kept = play(team, steps)
            order = list(itertools.permutations(NAMES, 2))
            chance.shuffle(order)
            exchange_all(team, order)
            states = [state(team.held[name]) for name in NAMES]
            wrong = [*differences(states[0], states[1]), *differences(states[0], states[2])]
            wrong += [f"lost {each}" for each in lost(team.held["ann"], kept)]
            wrong += ["merging again did something"] * team.merge("ann", "cas").anything
            wrong += [f"check: {each.detail}" for each in run(team.held["ben"].check()) if not each.ok]
            counts.update({"steps": len(steps), "kept tags": len(kept), "conflicts": len(states[0]["conflicts"])})
            counts.update({f"step {what}": 1 for _, what, _, _ in steps})
            counts["histories with conflicts"] += bool(states[0]["conflicts"])
        finally:
            team.close()
    return [*map(str, steps), *wrong] if wrong else []


def main() -> int:
    """Plays histories."""
    wanted, first = int(sys.argv[1]) if len(sys.argv) > 1 else 200, int(sys.argv[2]) if len(sys.argv) > 2 else 0
    counts: Counter[str] = Counter()
    began, spent = time.monotonic(), time.process_time()
    with cheap_keys():
        for seed in range(first, first + wanted):
            wrong = one(seed, counts)
            counts["histories"] += 1
            if wrong:
                print(f"history {seed}:", *wrong, sep="\n")
                return 1
    for name, number in sorted(counts.items()):
        print(f"{name:<28} {number:>8,}")
    print(f"{'seconds (processor)':<28} {time.monotonic() - began:>8.0f} ({time.process_time() - spent:.0f})")
    print("All copies ended the same, no tag was lost, merging again did nothing.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
