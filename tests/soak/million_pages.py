"""How everything grows: 10,000, 100,000 and 1,000,000 made-up pages, and what each thing then takes.

    python tests/soak/million_pages.py [--pages 10000,100000,1000000] [--real 100000] [--folder FOLDER] [--phrases 200]

Up to --real pages are PDFs made by MuPDF and imported as an officer imports them, by worker processes. Larger libraries
are given to the function by which the importer stores a document, one transaction each, with as many random bytes as
such a PDF has: what is left out is reading PDFs, whose cost per page does not depend on how many there are.
FOLDER (else a temporary one) takes up to 15 GB; a workspace that is whole there from an earlier run is measured again,
not made again. Each library is measured in a process of its own, so that memory is its own. Prints tables as it goes.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "helpers"))

import psutil
from synthetic_library import ONCE, Library, Paper, invented_words, pdf_of, words_of_reports

from evidence_app.domain.board import BoardQuery
from evidence_app.domain.document import PageText
from evidence_app.domain.hit import Query
from evidence_app.domain.wording import as_quoted
from evidence_app.progress import run
from evidence_app.store import documents, keys
from evidence_app.workspace import Workspace

ROOT = Path(__file__).resolve().parents[2]
REPORTS = ROOT.parent / "shared" / "corpus" / "ofsted"
PASSPHRASE = "soak"
BYTES_A_PAGE = 1_850  # of the PDFs made here
PER_ITEM = 10  # pages for one item of evidence
STEPS = 10  # parts of an import whose rate is told

QUESTIONS: dict[str, tuple[str, ...]] = {
    "very common word": ("children", "and", "the", "social"),
    "one word": tuple(
        "neglect supervision permanence thresholds exploitation adoption caseloads dentist audit".split()
    ),
    "very rare word": (ONCE, "zebra"),
    "several words": (
        "children social workers",
        "management oversight supervision",
        "strategy discussion police health",
        "missing return interview",
        "the impact of domestic abuse on children",
    ),
    "phrase": (
        '"social workers"',
        '"management oversight"',
        '"children in care"',
        '"drift and delay"',
        '"of the"',
        '"widespread and serious failures"',
    ),
    "AND OR NOT": (
        "neglect AND thresholds",
        "adoption OR fostering",
        "children NOT adoption",
        "supervision AND (weak OR inconsistent OR variable)",
        "NOT children",
    ),
    "beginning": ("safeg*", "inconsist*", "c*"),
    "spelling": ("neglct~1", "supervison~2", "assesment", "exploitaton"),
    "field, date": (
        "title:supervision neglect",
        "date:[2018 to 2020] neglect",
        "date:>2024 children",
        "kind:audit oversight",
        "page:1 inadequate",
        "tagged:no permanence",
        "kind:audit",
    ),
}


def library() -> Library:
    """Documents with the words of real reports where there are some."""
    words = words_of_reports(REPORTS) if REPORTS.is_dir() else None
    return Library(words or invented_words())


# -- making -----------------------------------------------------------------------------------------------------------


def make(target: Path, pages: int, real: bool) -> None:
    """Makes a workspace of so many pages with its evidence; prints how the rate goes. Renamed into place when whole."""
    part = target.with_name(f"making {target.name}")
    for old in target.parent.glob(f"{part.name}*"):
        old.unlink()
    maker = library()
    rates: list[dict[str, float]] = []
    with Workspace.create(part, PASSPHRASE, authority="Norwold") as workspace:
        for rate in (imported if real else stored)(workspace, maker, pages):
            rates.append(rate)
            print("  " + "  ".join(f"{name} {value:,.1f}" for name, value in rate.items()), flush=True)
        began = time.perf_counter()
        workspace.search.refresh()
        print(f"  words made known in {time.perf_counter() - began:.1f} s", flush=True)
        tag(workspace, pages // PER_ITEM)
    target.with_suffix(".json").write_text(json.dumps({"real": real, "rates": rates}))
    part.rename(target)


@contextmanager
def timed_part(pages: int, made: list[dict[str, float]]) -> Iterator[None]:
    """Times a part of an import: pages a second on the clock, and a second of processor time."""
    began, worked = time.perf_counter(), cpu_seconds()
    yield
    clock, work = time.perf_counter() - began, cpu_seconds() - worked
    made.append({"pages": pages, "pages/s": pages / clock, "pages/cpu s": pages / work, "load": os.getloadavg()[0]})


def cpu_seconds() -> float:
    """Processor time of this process and of its ended children so far."""
    return sum(os.times()[:4])


def imported(workspace: Workspace, maker: Library, pages: int) -> Iterator[dict[str, float]]:
    """Imports real PDFs, a folder at a time."""
    for papers in parts(maker.papers(pages), pages):
        with tempfile.TemporaryDirectory() as name:
            for paper in papers:
                (Path(name) / f"{paper.title}.pdf").write_bytes(pdf_of(paper))
            made: list[dict[str, float]] = []
            with timed_part(sum(len(paper.pages) for paper in papers), made):
                report = run(workspace.documents.import_paths([Path(name)]))
            assert report.added == len(papers) and not report.attention
            yield made[0]


def stored(workspace: Workspace, maker: Library, pages: int) -> Iterator[dict[str, float]]:
    """Stores documents as the importer does once they are read."""
    for papers in parts(maker.papers(pages), pages):
        found = [found_of(paper) for paper in papers]
        made: list[dict[str, float]] = []
        with timed_part(sum(len(paper.pages) for paper in papers), made), workspace._database.bulk():
            for one in found:
                documents.add(workspace._database, one)
        yield made[0]


def found_of(paper: Paper) -> documents.Found:
    """A document as the importer gives it to the store."""
    dice = random.Random(paper.number)
    data = dice.randbytes(BYTES_A_PAGE * len(paper.pages))
    sheets = tuple(PageText(number, text, 595, 842) for number, text in enumerate(paper.pages, start=1))
    return documents.Found(
        path=f"/{paper.title}.pdf",
        size=len(data),
        mtime_ns=1,
        sha256=hashlib.sha256(data).hexdigest(),
        data=data,
        title=paper.title,
        kind=paper.kind,
        authority=paper.authority,
        date=paper.date,
        pages=sheets,
        extractor=1,
    )


def parts(papers: Iterator[Paper], pages: int) -> Iterator[list[Paper]]:
    """The documents in STEPS parts of about the same number of pages."""
    part: list[Paper] = []
    for paper in papers:
        part.append(paper)
        if sum(len(each.pages) for each in part) >= max(1, min(pages // STEPS, 50_000)):
            yield part
            part = []
    if part:
        yield part


def tag(workspace: Workspace, count: int) -> None:
    """Puts evidence in, without a journal: each a stretch of a page of its own, so that anchors can be checked."""
    dice = random.Random(5)
    framework, database = workspace.framework, workspace._database
    with database.write() as tables:
        last = tables.execute("SELECT max(id) FROM pages").fetchone()[0]
        for number, page in enumerate(sorted(dice.sample(range(1, last + 1), count))):
            document, sheet, text = tables.execute(
                "SELECT document, number, text FROM pages WHERE id = ?", [page]
            ).fetchone()
            start = text.index("\n") + 1
            quote = text[start : text.index(" ", start + dice.randint(60, 240))]
            area = dice.choice(framework.areas)
            row = {
                "id": f"e{number:012}",
                "document": document,
                "page": sheet,
                "to_page": sheet,
                "start": start,
                "end": start + len(quote),
                "extractor": 1,
                "quote": as_quoted(quote),
                "before": "",
                "after": "",
                "boxes": json.dumps([[sheet, 72.1, 100.2, 500.3, 112.4]] * 3),
                "areas": json.dumps([area.id]),
                "themes": json.dumps([theme.id for theme in dice.sample(area.themes, dice.choice((0, 1, 1, 2)))]),
                "finding": dice.choice(("strength", "improvement", "context")),
                "impact": dice.randint(0, 1),
                "note": "Ask again at the next audit." if dice.random() < 0.2 else "",
                "date": f"20{dice.randint(20, 26)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}",
                "author": "officer",
                "status": dice.choice(("draft", "agreed")),
                "created": "2026-01-01T00:00:00.000+00:00",
            }
            columns = ", ".join(f'"{name}"' for name in row)
            tables.execute(f"INSERT INTO evidence ({columns}) VALUES ({', '.join('?' * len(row))})", list(row.values()))


# -- measuring --------------------------------------------------------------------------------------------------------


class Measures(dict[str, float]):
    """What was measured, by name; told as it comes, because a million pages take their time."""

    def __setitem__(self, name: str, value: float) -> None:
        super().__setitem__(name, value)
        print(f"  {name} {value:,.1f}", file=sys.stderr, flush=True)

    def time(self, name: str, work: Callable[[], object], repeat: int = 1) -> None:
        """Milliseconds on the clock and of this process' own work, the medians of so many runs."""
        clock, worked = zip(*(took(work) for _ in range(repeat)), strict=True)
        self[f"{name}, ms"] = statistics.median(clock)
        self[f"{name}, processor ms"] = statistics.median(worked)


def took(work: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds on the clock, and of processor time of all threads."""
    began, worked = time.perf_counter(), time.process_time()
    work()
    return (time.perf_counter() - began) * 1000, (time.process_time() - worked) * 1000


def memory() -> float:
    """Memory of this process now, in MB."""
    return float(psutil.Process().memory_info().rss) / (1 << 20)


def measure(path: Path, slow: bool) -> dict[str, float]:
    """Takes every measure of one workspace.

    Args:
        slow: whether check and backup are among them.
    """
    found = Measures()
    found["file, MB"] = path.stat().st_size / (1 << 20)
    keys.derive(PASSPHRASE, keys.read_salt(path))
    derive = statistics.median(took(lambda: keys.derive(PASSPHRASE, keys.read_salt(path)))[1] for _ in range(3))
    opened: list[Workspace] = []
    for _ in range(2):  # the second one from a warm disk
        for workspace in opened:
            workspace.close()
        clock, work = took(lambda: opened.append(Workspace.open(path, PASSPHRASE)))
    workspace = opened[-1]
    found["open, passphrase apart, processor ms"] = work - derive
    found["open, passphrase and all, ms"] = clock
    found["memory when open, MB"] = memory()
    found["documents"], found["pages"], _ = workspace.documents.counts()
    with workspace._database.read() as tables:
        found["words"] = tables.execute("SELECT count(*) FROM vocabulary").fetchone()[0]
    found["items of evidence"] = workspace.board.first(BoardQuery(), 1).total
    listed: list[object] = []
    found.time("library list", lambda: listed.append(workspace.documents.list(reading=False)))
    found["memory with the library listed, MB"] = memory()
    listed.clear()
    found.time("coverage", workspace.evidence.coverage)
    for name, query in {
        "first rows": BoardQuery(),
        "filter by a word": BoardQuery(text="thresh"),
        "filter by two words": BoardQuery(text="children plans"),
        "filter by area": BoardQuery(area="care"),
    }.items():
        found.time(f"board: {name}", lambda query=query: workspace.board.first(query, 150))
    found.time("board: whole order", lambda: workspace.board.rows(BoardQuery(column="document")))
    with tempfile.TemporaryDirectory() as name:
        paper = next(library().papers(1_000, seed=time.time()))
        file = Path(name) / "One more.pdf"
        file.write_bytes(pdf_of(paper))
        found.time("import of one more file", lambda: run(workspace.documents.import_paths([file])))
    search(workspace, found)
    found["memory after searching, MB"] = memory()
    if slow:
        wrong: list[object] = []
        found.time("check", lambda: wrong.extend(check for check in run(workspace.check()) if not check.ok))
        assert not wrong, wrong
        target = path.with_name(f"backup of {path.name}")
        target.unlink(missing_ok=True)
        found.time("backup", lambda: run(workspace.backup(target)))
        target.unlink()
    workspace.close()
    found["most memory, MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    found["load"] = os.getloadavg()[0]
    return found


def search(workspace: Workspace, found: Measures) -> None:
    """Asks every question twice; the second time counts, as a window that is open asks."""
    workspace.search.prepare()
    every: list[tuple[float, float]] = []
    for kind, questions in QUESTIONS.items():
        times = []
        for text in questions:
            workspace.search.run(Query(text))
            times.append(took(lambda text=text: workspace.search.run(Query(text))))
        found[f"search: {kind}, median processor ms"] = statistics.median(work for _, work in times)
        every += times
    for place, name in enumerate(("", "processor ")):
        sorted_times = sorted(one[place] for one in every)
        found[f"search, median {name}ms"] = statistics.median(sorted_times)
        found[f"search, 95th percentile {name}ms"] = sorted_times[int(0.95 * len(sorted_times))]
    assert workspace.search.run(Query(ONCE)).total_pages == 1


def prove_phrases(path: Path, count: int) -> None:
    """Asks for so many random phrases; each must be found on exactly the pages on which a plain reader finds it."""
    import re
    import unicodedata

    def plain(text: str) -> str:
        apart = unicodedata.normalize("NFKD", text)
        letters = "".join(c for c in apart if not unicodedata.combining(c)).lower()
        return f" {' '.join(re.findall(r'[a-z0-9]+', letters))} "

    with Workspace.open(path, PASSPHRASE, read_only=True) as workspace:
        with workspace._database.read() as tables:
            rows = tables.execute("SELECT document, number, text FROM pages").fetchall()
        sheets = {(document, number): plain(text) for document, number, text in rows}
        del rows
        dice = random.Random(11)
        places = list(sheets)
        found_in_all, wrong = 0, 0
        for _ in range(count):
            words = sheets[dice.choice(places)].split()
            length = dice.randint(2, 5)
            at = dice.randrange(len(words) - length)
            phrase = " ".join(words[at : at + length])
            result = workspace.search.run(Query(f'"{phrase}"', limit=10**6))
            ours = {(hit.document, hit.page) for hit in result.hits}
            theirs = {place for place, text in sheets.items() if f" {phrase} " in text}
            found_in_all += len(theirs)
            if ours != theirs or result.total_pages != len(theirs):
                wrong += 1
                print(f"  “{phrase}”: {len(ours)} found, {len(theirs)} there")
    print(f"{count} random phrases over {len(sheets):,} pages, {found_in_all:,} places: {wrong} wrong")
    if wrong:
        raise SystemExit(1)


# -- telling ----------------------------------------------------------------------------------------------------------


def table(results: dict[int, dict[str, float]]) -> None:
    """Prints each measure beside itself at other sizes, with how many times it grew at each step."""
    sizes = list(results)
    print(f"{'':40}" + "".join(f"{size:>14,}" for size in sizes) + "   growth at each step")
    for name in results[sizes[-1]]:
        values = [results[size].get(name) for size in sizes]
        cells = "".join(f"{value:14,.1f}" if value is not None else f"{'-':>14}" for value in values)
        steps = [f"x {b / a:.1f}" for a, b in pairwise(values) if a and b]
        print(f"{name:40}{cells}   {', '.join(steps)}")


def main() -> None:
    """Makes what is not there, measures each library in a process of its own, prints the tables."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--pages", default="10000,100000,1000000")
    arguments.add_argument(
        "--real", type=int, default=100_000, help="up to so many pages are real PDFs, really imported"
    )
    arguments.add_argument("--folder", type=Path)
    arguments.add_argument("--phrases", type=int, default=0, help="also prove so many phrases, in libraries of 100,000")
    arguments.add_argument("--quick", action="store_true", help="leave out check and backup")
    arguments.add_argument("--only", choices=("make", "measure", "phrases"), help=argparse.SUPPRESS)
    asked = arguments.parse_args()
    sizes = [int(size) for size in asked.pages.split(",")]
    with tempfile.TemporaryDirectory() as name:
        folder = asked.folder or Path(name)
        folder.mkdir(exist_ok=True)
        results: dict[int, dict[str, float]] = {}
        for size in sizes:
            path = folder / f"{size}.evidence"
            if asked.only == "measure":
                print(json.dumps(measure(path, not asked.quick)))
                return
            if asked.only == "phrases":
                prove_phrases(path, asked.phrases)
                return
            if not path.exists():
                how = "real PDFs, imported" if size <= asked.real else "stored as the importer does"
                print(f"{size:,} pages, {how}", flush=True)
                make(path, size, size <= asked.real)
            if asked.only == "make":
                continue
            itself = [sys.executable, __file__, "--folder", str(folder), "--pages", str(size)]
            quick = ["--quick"] if asked.quick else []
            done = subprocess.run([*itself, "--only", "measure", *quick], stdout=subprocess.PIPE, text=True, check=True)
            results[size] = json.loads(done.stdout)
            rates = json.loads(path.with_suffix(".json").read_text())["rates"]
            for word, rate in (("first", rates[0]), ("last", rates[-1])):
                for unit in ("pages/s", "pages/cpu s"):
                    results[size][f"import, {word} part: {unit}"] = rate[unit]
            if asked.phrases and size == 100_000:
                subprocess.run([*itself, "--only", "phrases", "--phrases", str(asked.phrases)], check=True)
        if results:
            table(results)


if __name__ == "__main__":
    main()
