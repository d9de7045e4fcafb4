"""The figures that are read from sentences, against sentences labelled by hand: precision and recall.

    python tests/bench/figures.py CORPUS [--labels tests/data/figures.csv] [--list]

CORPUS is a folder of reports, each in the folder its label names. A label holds no words of a report: document folder,
page, the SHA-256 of the sentence's folded words, and the figures a reader saw: low,high,comparison,head noun of the
unit; the next after a semicolon. Numbers that measure nothing (dates, ages, stages, sections) have no label, so what is
found there counts against precision. Prints one table for each round of labels ("tuned": the rules were mended after
looking at them; "unseen": they were not); --list tells every disagreement by its place.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pymupdf

from evidence_app.domain.document import PageText
from evidence_app.domain.pagetext import find_furniture, flow
from evidence_app.domain.sentences import sentence_spans
from evidence_app.domain.wording import as_quoted, fold
from evidence_app.improvement.figures import figures
from evidence_app.pages.text import page_text

LABELS = Path(__file__).parents[1] / "data" / "figures.csv"
WHAT = ("figures (low and high)", "comparisons", "units")


@dataclass(frozen=True, slots=True)
class Told:
    """A figure as a reader or the program tells it.

    Args:
        low, high: both ends; the same for a single figure.
        comparison: how the words tie it down; empty for the figure itself.
        unit: head noun of what is counted, in small letters without the s of the plural; empty where none is told.
    """

    low: float
    high: float
    comparison: str
    unit: str


def labelled(words: str) -> list[Told]:
    """The figures of a label."""
    found = [one.split(",", 3) for one in words.split(";") if one]
    return [Told(float(low), float(high), comparison, head(unit)) for low, high, comparison, unit in found]


def read(sentence: str) -> list[Told]:
    """The figures the program reads in a sentence."""
    return [Told(one.low, one.high, one.comparison, head(one.unit)) for one in figures(sentence)]


def head(unit: str) -> str:
    """The head noun of a unit: "of 24 children's cases" counts cases."""
    return unit.casefold().split()[-1].removesuffix("s") if unit else ""


def sentences(folder: Path) -> Iterator[tuple[str, str]]:
    """The sentences of a folder's reports with the SHA-256 of their folded words."""
    for path in sorted(folder.glob("*.pdf")):
        with pymupdf.open(path) as pdf:
            texts = [page_text(page) for page in pdf]
        ranges = find_furniture(texts)
        pages = [PageText(n, text, 1, 1, each) for n, (text, each) in enumerate(zip(texts, ranges, strict=True), 1)]
        whole = flow(pages).text
        for start, end in sentence_spans(whole):
            words = whole[start:end]
            yield hashlib.sha256(fold(words).text.encode()).hexdigest(), as_quoted(words)


def pairs(wanted: list[Told], found: list[Told]) -> list[tuple[Told, Told]]:
    """Which found figure answers which label: the same low and high, those alike in all else first."""
    left = [*found]
    matched = []
    for one in sorted(wanted, key=lambda one: one not in found):
        same = [other for other in left if (other.low, other.high) == (one.low, one.high)]
        if same:
            best = max(same, key=lambda other: (other.comparison == one.comparison) + (other.unit == one.unit))
            left.remove(best)
            matched.append((one, best))
    return matched


def count(wanted: list[Told], found: list[Told]) -> Counter[tuple[str, str]]:
    """What is right, found and wanted in one sentence, of figures, comparisons and units."""
    both = pairs(wanted, found)
    return Counter(
        {
            (WHAT[0], "wanted"): len(wanted),
            (WHAT[0], "found"): len(found),
            (WHAT[0], "right"): len(both),
            (WHAT[1], "wanted"): sum(bool(one.comparison) for one in wanted),
            (WHAT[1], "found"): sum(bool(one.comparison) for one in found),
            (WHAT[1], "right"): sum(bool(a.comparison) and a.comparison == b.comparison for a, b in both),
            (WHAT[2], "wanted"): sum(bool(one.unit) for one in wanted),
            (WHAT[2], "found"): sum(bool(one.unit) for one in found),
            (WHAT[2], "right"): sum(bool(a.unit) and a.unit == b.unit for a, b in both),
        }
    )


def main() -> None:
    """Reads the labels, finds their sentences again, prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--labels", type=Path, default=LABELS)
    parser.add_argument("--list", action="store_true", help="tell every disagreement by its place")
    given = parser.parse_args()
    with given.labels.open(encoding="utf-8", newline="") as file:
        labels = [*csv.DictReader(file)]
    by_folder = defaultdict(list)
    for label in labels:
        by_folder[label["document"]].append(label)
    tables: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    numbers: Counter[tuple[str, str]] = Counter()
    seconds = 0.0
    for folder, its in by_folder.items():
        words = dict(sentences(given.corpus / folder))
        for label in its:
            if label["sha256"] not in words:
                numbers[label["round"], "lost"] += 1
                print(f"not found again: {folder}, page {label['page']}, {label['sha256'][:12]}")
                continue
            wanted = labelled(label["figures"])
            began = time.perf_counter()
            found = read(words[label["sha256"]])
            seconds += time.perf_counter() - began
            numbers[label["round"], "read"] += 1
            numbers[label["round"], "without"] += not wanted
            tables[label["round"]] += count(wanted, found)
            if given.list and Counter(wanted) != Counter(found):
                print(f"{label['round']}: {folder}, page {label['page']}, {label['sha256'][:12]}")
                print(f"    labelled, not read: {[*(Counter(wanted) - Counter(found)).elements()]}")
                print(f"    read, not labelled: {[*(Counter(found) - Counter(wanted)).elements()]}")
    for name, table in tables.items():
        print(
            f"\n{name}: {numbers[name, 'read']} sentences found again, {numbers[name, 'lost']} not; "
            f"{numbers[name, 'without']} of them measure nothing"
        )
        print(f"{'':24} {'labelled':>8} {'read':>6} {'right':>6} {'precision':>10} {'recall':>8}")
        for what in WHAT:
            wanted_, found_, right = (table[what, one] for one in ("wanted", "found", "right"))
            print(
                f"{what:24} {wanted_:>8} {found_:>6} {right:>6} "
                f"{right / max(1, found_):>10.1%} {right / max(1, wanted_):>8.1%}"
            )
    print(f"\n{1000 * seconds / max(1, len(labels)):.2f} ms a sentence")


if __name__ == "__main__":
    main()
