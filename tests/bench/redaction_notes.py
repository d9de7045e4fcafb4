"""How much personal data is found on labelled case-note pages, in three sets that share no name and no layout.

    python tests/bench/redaction_notes.py [PAGES] [SEED] [--wrong]

"made with": the search was made with these pages. "other": they were tried once, and the search was bettered by what it
missed. "unseen": it was never bettered by them. Prints recall and precision for each kind; with --wrong, also what was
missed and what was found wrongly in the first two.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "helpers")]

from labelled_notes import measure, records  # noqa: E402 - found through the path set above
from other_notes import others  # noqa: E402
from unseen_notes import unseen  # noqa: E402

SETS = {"made with": records, "other": others, "unseen": unseen}


def main() -> None:
    """Prints a table for each set."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", nargs="?", type=int, default=360)
    parser.add_argument("seed", nargs="?", type=int, default=1)
    parser.add_argument("--wrong", action="store_true")
    asked = parser.parse_args()
    for label, make in SETS.items():
        made, listed = make(asked.pages, asked.seed)
        began = time.perf_counter()
        scores, missed, wrong = measure(made, listed)
        pages = sum(map(len, made))
        seconds = time.perf_counter() - began
        print(
            f"\n{label}: {pages} pages, {len(made)} records, {len(listed)} names listed; {pages / seconds:.0f} pages/s"
        )
        print(f"{'kind':20}{'labelled':>9}{'found':>7}{'recall':>8}{'findings':>10}{'precision':>11}")
        for kind, score in sorted(scores.items()):
            print(
                f"{kind:20}{score.labelled:9}{score.found:7}{score.recall:8.3f}{score.findings:10}"
                f"{score.precision:11.3f}"
            )
        if asked.wrong and label != "unseen":
            for title, counter in (("missed", missed), ("wrong", wrong)):
                print(f"\n{title}, most often:")
                for what, count in counter.most_common(25):
                    print(f"  {count} x {what}")


if __name__ == "__main__":
    main()
