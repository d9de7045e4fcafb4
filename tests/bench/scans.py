"""How well scanned pages are read: error rates and seconds per page, by condition.

    python tests/bench/scans.py FOLDER [--pages 20] [--every]

FOLDER holds PDFs with text (real reports): the text of a page is the truth its picture is compared with. The pages are
taken evenly over all pages of all files that have 600 characters or more. Each is made into a picture at 150 and at
300 dots an inch; of five pages one stays as it is, one is turned by a quarter, one slanted by two degrees, one dirty,
and one upside down, slanted and dirty. --every puts each page into every condition. It is read as the program does it.

Errors are insertions, deletions and replacements of characters (Levenshtein), white space taken as one space each,
curly quotation marks as straight ones, as search and quotations take them; the second figure leaves white space out.
"Flagged" says of the words told as uncertain how many are wrong, "caught" of the wrong words how many were told. Needs
the extra that reads scans.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import pymupdf
from rapidfuzz.distance import Levenshtein

sys.path.append(str(Path(__file__).resolve().parents[1] / "helpers"))

from scanned_papers import scan

from evidence_app.ocr import worker
from evidence_app.pages.text import page_text

QUOTES = str.maketrans("‘’“”", "''\"\"")
SHORTEST = 600  # characters of a page that is worth measuring
CONDITIONS = {
    "as it is": {},
    "turned 90": {"turn": 90},
    "slanted 2": {"skew": 2.0},
    "dirty": {"noise": 0.004},
    "upside down, slanted 1.5, dirty": {"turn": 180, "skew": -1.5, "noise": 0.004},
}


@dataclass
class Tally:
    """What was counted under one condition."""

    pages: int = 0
    letters: int = 0
    errors: int = 0
    dense_letters: int = 0
    dense_errors: int = 0
    words: int = 0
    wrong: int = 0
    flagged: int = 0
    flagged_wrong: int = 0
    wall: float = 0.0
    processor: float = 0.0

    def row(self) -> list[str]:
        """The figures of a table row."""
        return [
            str(self.pages),
            f"{100 * self.errors / self.letters:.2f} %",
            f"{100 * self.dense_errors / self.dense_letters:.2f} %",
            f"{100 * self.wrong / max(1, self.words):.2f} %",
            f"{self.flagged_wrong}/{self.flagged}",
            f"{self.flagged_wrong}/{self.wrong}",
            f"{self.wall / self.pages:.2f}",
            f"{self.processor / self.pages:.2f}",
        ]


def pages(folder: Path, wanted: int) -> list[bytes]:
    """Pages taken evenly over all that are long enough, each as a PDF of its own."""
    found = []
    for path in sorted(folder.rglob("*.pdf")):
        with pymupdf.open(path) as pdf:
            found += [(path, page.number) for page in pdf if len(" ".join(page_text(page).split())) >= SHORTEST]
    taken = [found[(2 * at + 1) * len(found) // (2 * wanted)] for at in range(wanted)]
    single = []
    for path, number in taken:
        with pymupdf.open(path) as pdf, pymupdf.open() as one:
            one.insert_pdf(pdf, from_page=number, to_page=number)
            single.append(bytes(one.tobytes()))
    print(f"{len(taken)} of {len(found):,} pages of {SHORTEST} characters or more")
    return single


def measure(paper: bytes, tally: Tally, dpi: int, condition: dict[str, float]) -> None:
    """Reads one page under a condition and adds what came of it."""
    with pymupdf.open("pdf", paper) as pdf:
        truth = page_text(pdf[0]).translate(QUOTES).split()
    worker.begin(scan(paper, dpi=dpi, **condition))
    wall, processor = time.perf_counter(), time.process_time()
    read = worker.read(1, True)
    tally.wall += time.perf_counter() - wall
    tally.processor += time.process_time() - processor
    words = [word.text.translate(QUOTES) for word in read.words]
    tally.pages += 1
    for name, join in (("", " "), ("dense_", "")):
        wanted, got = join.join(truth), join.join(words)
        setattr(tally, f"{name}letters", getattr(tally, f"{name}letters") + len(wanted))
        setattr(tally, f"{name}errors", getattr(tally, f"{name}errors") + Levenshtein.distance(wanted, got))
    changes = [change for change in Levenshtein.opcodes(words, truth) if change.tag != "equal"]
    wrong = {at for change in changes for at in range(change.src_start, change.src_end)}
    uncertain = {at for at, word in enumerate(read.words) if word.is_uncertain}
    tally.words += len(words)
    tally.wrong += len(wrong)
    tally.flagged += len(uncertain)
    tally.flagged_wrong += len(uncertain & wrong)


def main() -> None:
    """Measures and prints the table."""
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("folder", type=Path)
    asked.add_argument("--pages", type=int, default=20)
    asked.add_argument("--every", action="store_true", help="each page under every condition")
    given = asked.parse_args()
    tallies: dict[tuple[int, str], Tally] = defaultdict(Tally)
    for at, paper in enumerate(pages(given.folder, given.pages)):
        mine = CONDITIONS if given.every else dict([list(CONDITIONS.items())[at % len(CONDITIONS)]])
        for dpi in (150, 300):
            for name, condition in mine.items():
                measure(paper, tallies[dpi, name], dpi, condition)
    for dpi in (150, 300):
        every = [tally for (dots, _), tally in tallies.items() if dots == dpi]
        tallies[dpi, "all"] = Tally(**{name: sum(vars(one)[name] for one in every) for name in vars(every[0])})
    head = ["dpi", "condition", "pages", "errors", "no spaces", "words wrong", "flagged", "caught", "s/page", "CPU s"]
    rows = [[str(dpi), name, *tally.row()] for (dpi, name), tally in sorted(tallies.items(), key=_place)]
    widths = [max(len(row[column]) for row in [head, *rows]) for column in range(len(head))]
    for row in [head, *rows]:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    print(f"{worker.name()}; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")


def _place(entry: tuple[tuple[int, str], Tally]) -> tuple[int, int]:
    (dpi, name), _ = entry
    return dpi, [*CONDITIONS, "all"].index(name)


if __name__ == "__main__":
    main()
