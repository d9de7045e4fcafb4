"""How fast searching is: a folder of PDFs, many kinds of questions, ours beside Recoll's where it is installed.

Run it as `python tests/bench/search_speed.py FOLDER [--repeat N] [--copies N]`; nothing of it stays behind.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pymupdf

from evidence_app.domain.document import PageText
from evidence_app.domain.hit import Query
from evidence_app.domain.pagetext import find_furniture
from evidence_app.pages.text import page_text
from evidence_app.search.searcher import Searcher
from evidence_app.search.stems import stem, stem_rules
from evidence_app.store import documents, vocabulary
from evidence_app.store.database import Database

# Kinds of questions; where Recoll has the same kind, its own spelling of it follows.
QUESTIONS: dict[str, list[tuple[str, str | None]]] = {
    "one word": [
        (word, word)
        for word in (
            "children neglect supervision oversight timely adoption permanence thresholds leaders audit the "
            "safeguarding exploitation sufficiency kinship caseloads dentist zebra"
        ).split()
    ],
    "all of several": [
        (words, words)
        for words in (
            "children social workers",
            "management oversight supervision",
            "strategy discussion police health",
            "child protection plan review",
            "missing return interview",
            "care leavers accommodation",
            "assessment history fathers",
            "quality of practice",
            "unaccompanied asylum seeking children",
            "the impact of domestic abuse on children",
        )
    ],
    "phrase": [
        (f'"{words}"', f'"{words}"')
        for words in (
            "widespread and serious failures",
            "social workers",
            "management oversight",
            "children in care",
            "drift and delay",
            "not always",
            "of the",
            "children’s services",
            "out-of-hours",
        )
    ],
    "AND OR NOT": [
        ("neglect AND thresholds", "neglect thresholds"),
        ("adoption OR fostering", "adoption OR fostering"),
        ("children NOT adoption", "children -adoption"),
        ("(police OR health) strategy NOT timely", None),
        ("NOT children", None),
        ("supervision AND (weak OR inconsistent OR variable)", "supervision weak OR inconsistent OR variable"),
    ],
    "beginning, pattern": [
        ("safeg*", "safeg*"),
        ("inconsist*", "inconsist*"),
        ("c*", "c*"),
        ("wom?n", "wom?n"),
        ("*ing", "*ing"),
        ("over*sight", "over*sight"),
    ],
    "spelling": [("neglct~1", None), ("supervison~2", None), ("assesment", None), ("exploitaton chidlren", None)],
    "near": [('"visits timely"~8', '"visits timely"p8'), ('"police strategy"~10', '"police strategy"p10')],
    "fields": [
        ("title:inspection neglect", None),
        ("date:[2018 to 2020] neglect", None),
        ("date:>2021 children", None),
        ("page:1 inadequate", None),
        ("page:[2 to 5] supervision", None),
        ("kind:inspection oversight", None),
        ("kind:inspection OR neglect", None),
        ("tagged:no permanence", None),
    ],
    "synonyms": [
        ("CSE", None),
        ("MASH thresholds", None),
        ("UASC", None),
        ("early help", None),
        ("IRO challenge", None),
    ],
}


def fill(folder: Path, database: Database, copies: int) -> int:
    """Reads every PDF under a folder into a workspace, with so many copies of each; gives the number of pages."""
    pymupdf.TOOLS.mupdf_display_errors(False)
    count = 0
    for path in sorted(folder.rglob("*.pdf")):
        data = path.read_bytes()
        try:
            with pymupdf.open(stream=data) as pdf:
                texts = [page_text(page) for page in pdf]
        except pymupdf.FileDataError:
            continue
        ranges = find_furniture(texts)
        sheets = tuple(
            PageText(n, text, furniture=kept) for n, (text, kept) in enumerate(zip(texts, ranges, strict=True), start=1)
        )
        for copy in range(copies):
            sha256 = hashlib.sha256(data + bytes([copy])).hexdigest()
            documents.add(
                database,
                documents.Found(
                    path=f"{path}#{copy}",
                    size=len(data),
                    mtime_ns=0,
                    sha256=sha256,
                    title=path.stem,
                    kind="inspection_report",
                    date=f"{2014 + count % 12}-06-01",
                    pages=sheets,
                ),
            )
            count += len(sheets)
    return count


def timed(run: Callable[[], object], repeat: int) -> float:
    """Milliseconds, the median of so many runs."""
    times = []
    for _ in range(repeat):
        began = time.perf_counter()
        run()
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)


def percentile(times: list[float], share: float) -> float:
    """The time that so large a share of the times does not exceed."""
    return sorted(times)[min(len(times) - 1, int(share * len(times)))]


def recoll(folder: Path, scratch: Path) -> Callable[[str], object] | None:
    """Indexes the folder with Recoll in a scratch folder; gives what asks it, or None where it is not installed."""
    if not (shutil.which("recollindex") and shutil.which("recollq")):
        return None
    config = scratch / "recoll"
    config.mkdir()
    (config / "recoll.conf").write_text(f"topdirs = {folder}\n", encoding="utf-8")
    own = {**os.environ, "HOME": str(scratch)}  # else it leaves a folder of its own in the user's
    began = time.perf_counter()
    subprocess.run(["recollindex", "-c", str(config)], check=True, capture_output=True, env=own)
    print(f"Recoll indexed the folder in {time.perf_counter() - began:.1f} s")
    return lambda text: subprocess.run(
        ["recollq", "-c", str(config), "-n", "20", "-A", text], check=True, capture_output=True, env=own
    )


def main() -> None:
    """Fills a workspace, asks everything, prints one table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--repeat", type=int, default=5, help="times each question is asked; the median counts")
    arguments.add_argument("--copies", type=int, default=1, help="copies of each file, to see how it grows")
    arguments.add_argument("--worst", type=int, default=0, help="also name so many of the slowest questions")
    asked = arguments.parse_args()
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        database = Database.create(scratch / "bench.evidence", "bench")
        count = fill(asked.folder, database, asked.copies)
        began = time.perf_counter()
        vocabulary.refresh(database, stem, stem_rules())
        with database.read() as tables:
            words = tables.execute("SELECT count(*) FROM vocabulary").fetchone()[0]
        print(f"{count:,} pages; {words:,} words, their table made in {time.perf_counter() - began:.2f} s")
        searcher = Searcher(database)
        other = recoll(asked.folder, scratch)
        if other is None:
            print("recollq is not installed: only our own times are shown (Debian: apt-get install recollcmd)")
        searcher.search(Query("first"))  # the parser is loaded
        print(f"{'kind of question':22}{'asked':>6}{'median':>9}{'p95':>9}{'worst':>9}{'recollq median':>17}   in ms")
        every: list[tuple[float, str]] = []
        for kind, questions in QUESTIONS.items():
            ours = [
                (timed(lambda text=text: searcher.search(Query(text)), asked.repeat), text) for text, _ in questions
            ]
            theirs = [timed(lambda text=text: other(text), 1) for _, text in questions if other and text]
            row(kind, [time for time, _ in ours], theirs)
            every += ours
        row("all", [time for time, _ in every], [])
        for time_taken, text in sorted(every, reverse=True)[: asked.worst]:
            print(f"{time_taken:9.2f}  {text}")
        database.close()


def row(kind: str, ours: list[float], theirs: list[float]) -> None:
    """Prints one line of the table."""
    beside = f"{statistics.median(theirs):17.1f}" if theirs else f"{'-':>17}"
    print(f"{kind:22}{len(ours):6}{statistics.median(ours):9.2f}{percentile(ours, 0.95):9.2f}{max(ours):9.2f}{beside}")


if __name__ == "__main__":
    main()
