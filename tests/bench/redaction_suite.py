"""Tries to get names past redaction in more than five hundred documents, and prints what is left of them.

    python tests/bench/redaction_suite.py [TRICK...]

For each trick with PDFs: documents, leaks by each way of looking (which are not the program's own proof), documents
that lost a word beside the name, pages made anew from their picture, documents refused, and documents whose proof
failed. Then Word and Excel files, which go through import and export: leaks in any file of the pack, and exhibits that
lost their words.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "helpers")]

import deep_tricks  # noqa: E402, F401 - found through the path set above; it registers its tricks
import office_attempts  # noqa: E402
import office_tricks  # noqa: E402
from name_tricks import PEOPLE, every  # noqa: E402
from redaction_attempts import EXTRACTORS, Outcome, attempt  # noqa: E402


def main() -> None:
    """Prints the table, then every failure."""
    began = time.perf_counter()
    counts: dict[str, Counter[str]] = {}
    failures: list[tuple[Outcome, str]] = []
    for tricky in every(PEOPLE, tuple(sys.argv[1:])):
        outcome = attempt(tricky)
        row = counts.setdefault(tricky.trick, Counter())
        row["documents"] += 1
        row["rebuilt"] += outcome.rebuilt > 0
        row["refused"] += bool(outcome.refused)
        row["unproved"] += bool(outcome.unproved)
        row["neighbours lost"] += bool(outcome.lost)
        for extractor, found in outcome.leaks.items():
            row[extractor] += bool(found)
            if found:
                failures.append((outcome, f"{extractor}: {found}"))
        for problem in (*outcome.lost, *outcome.unproved, *([outcome.refused] if outcome.refused else [])):
            failures.append((outcome, problem))
    columns = ("documents", *EXTRACTORS, "neighbours lost", "rebuilt", "refused", "unproved")
    print(f"{'trick':36}" + "".join(f"{column:>17}" for column in columns))
    total: Counter[str] = Counter()
    for label, row in counts.items():
        print(f"{label:36}" + "".join(f"{row[column]:17}" for column in columns))
        total.update(row)
    print(f"{'all':36}" + "".join(f"{total[column]:17}" for column in columns))
    print(f"{time.perf_counter() - began:.0f} s")
    for outcome, problem in failures:
        print(f"  {outcome.tricky.trick} / {outcome.tricky.name}: {problem}")
    if not sys.argv[1:]:
        office()


def office() -> None:
    """Word and Excel files for three people, each person's in one pack."""
    began = time.perf_counter()
    leaks: list[str] = []
    lost: list[str] = []
    for name in PEOPLE[:3]:
        with tempfile.TemporaryDirectory() as folder:
            pack = office_attempts.exported(Path(folder), name)
            leaks += [f"{name}: {one}" for one in office_attempts.leaks(pack, name)]
            lost += [f"{name}: {one}" for one in office_attempts.lost(pack)]
    count = 3 * len(office_tricks.TRICKS)
    seconds = time.perf_counter() - began
    print(f"\nWord and Excel: {count} documents, {len(leaks)} leaks, {len(lost)} exhibits lost words; {seconds:.0f} s")
    print("\n".join(f"  {one}" for one in [*leaks, *lost]))


if __name__ == "__main__":
    main()
