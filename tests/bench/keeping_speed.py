"""What keeping costs: secure_delete while importing and re-reading, a backup, a check, a wipe, and opening.

    python tests/bench/keeping_speed.py [--notes 200]

Times are processor time of this process where it does the work itself, else by the clock; tell the load beside them.
"""

import argparse
import hashlib
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1] / "helpers"))

from made_pdfs import pdf

from evidence_app.domain.document import PageText
from evidence_app.progress import run
from evidence_app.store import documents, index, pages
from evidence_app.store.database import Database
from evidence_app.workspace import Workspace


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--notes", type=int, default=200)
    notes = parser.parse_args().notes
    print(f"load {os.getloadavg()[0]:.1f}; {notes} documents of 20 pages")
    with tempfile.TemporaryDirectory() as folder:
        for secure, index_too in ((False, False), (True, False), (True, True), (True, False)):
            path = Path(folder) / f"{time.monotonic_ns()}.evidence"
            database = Database.create(path, "x")
            database._writer.execute(f"PRAGMA secure_delete = {'ON' if secure else 'OFF'}")
            at_once = "INSERT INTO page_index (page_index, rank) VALUES ('secure-delete', ?)"
            database._writer.execute(at_once, [int(index_too)])
            stored = spent(lambda database=database: [put(database, number) for number in range(notes)])
            again = spent(lambda database=database: [replace(database, number) for number in range(1, notes // 4 + 1)])
            merged = spent(lambda database=database: optimise(database))
            size = path.stat().st_size / 1e6
            how = f"secure_delete {'on' if secure else 'off'}, index {'at once' if index_too else 'merged'}"
            print(f"{how}: storing {stored:.2f} s,", end=" ")
            print(f"replacing a quarter {again:.2f} s, compacting {merged:.2f} s, {size:.0f} MB")
            database.close()
        with Workspace.open(path, "x") as workspace:
            for name, work in (
                ("backup", workspace.backups.make),
                ("check", workspace.check),
                ("wipe of one document", lambda: workspace.retention.wipe([1], "bench")),
            ):
                began = time.monotonic()
                run(work())
                print(f"{name}: {time.monotonic() - began:.2f} s by the clock")
            began = time.monotonic()
            workspace.backups.due()
            print(f"asking whether a backup is due: {1000 * (time.monotonic() - began):.1f} ms")
        began = time.monotonic()
        Workspace.open(path, "x").close()
        print(f"opening and closing: {time.monotonic() - began:.2f} s by the clock")


def spent(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def put(database: Database, number: int) -> None:
    def words(page: int) -> str:
        return " ".join(f"word{(number * page + at) % 997}" for at in range(400))

    texts = tuple(PageText(page, f"Note {number} page {page}. {words(page)}") for page in range(1, 21))
    data = pdf(f"Note {number}") + os.urandom(200_000)
    sha256 = hashlib.sha256(data).hexdigest()
    documents.add(database, documents.Found(f"/{number}.pdf", 1, 1, sha256, data, f"Note {number}", pages=texts))


def replace(database: Database, document: int) -> None:
    with database.write() as tables:
        for page in pages.of_document(database, document):
            changed = PageText(page.number, page.text + " again", page.width, page.height)
            pages.replace_text(tables, document, changed)


def optimise(database: Database) -> None:
    while index.optimise_some(database):
        pass


if __name__ == "__main__":
    main()
