"""How fast the evidence board is with 100,000 items, and the search box with 100,000 pages, both made up.

Run it as `python tests/bench/evidence_board.py [--items N] [--pages N]`; nothing of it stays behind. The rival of the
board is the model most programs have: every row read into memory, filtered and sorted there. A place that answers
within 100 ms feels as if it had answered at once.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtWidgets import QApplication

from evidence_app.domain.board import BoardQuery
from evidence_app.domain.document import PageText
from evidence_app.domain.framework import Framework
from evidence_app.domain.hit import Query
from evidence_app.search.searcher import Searcher
from evidence_app.search.stems import stem, stem_rules
from evidence_app.store import documents, evidence, vocabulary
from evidence_app.store.database import Database
from evidence_app.workspace import Workspace
from ui.models.board import IDS, BoardModel

GOAL = 100.0
DOCUMENTS = 1_000
SCREEN = 30  # rows in sight
WORDS = (
    "children social workers visits regular supervision decisions family risk plans reviews school health police "
    "leaders audit quality timely delay records voice assessments managers neglect thresholds permanence adoption "
    "carers placements stability education missing exploitation conference strategy thorough drift oversight impact"
).split()


def prose(dice: random.Random, length: int) -> str:
    """Words as they might stand in a report."""
    return " ".join(dice.choices(WORDS, k=length)).capitalize() + "."


def fill_evidence(database: Database, framework: Framework, count: int) -> None:
    """Puts so many made-up items into a workspace, without a journal: how they came there is not measured."""
    dice = random.Random(1)
    for number in range(1, DOCUMENTS + 1):
        kind = dice.choice(("audit", "case_note", "minutes", "supervision", "monitoring_letter"))
        day = f"20{dice.randint(18, 26)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
        title = f"{prose(dice, 3)} {number}"
        found = documents.Found(f"/{number}", 1, 1, f"{number:064}", b"x", title, kind=kind, date=day)
        documents.add(database, found)
    rows = []
    for number in range(count):
        area = dice.choice(framework.areas)
        themes = [theme.id for theme in dice.sample(area.themes, dice.choice((0, 1, 1, 2)))]
        rows.append(
            {
                "id": f"e{number:012}",
                "document": dice.randint(1, DOCUMENTS),
                "page": dice.randint(1, 40),
                "to_page": 1,
                "start": dice.randint(0, 3000),
                "end": 1,
                "extractor": 1,
                "quote": prose(dice, dice.randint(12, 60)),
                "before": "",
                "after": "",
                "boxes": json.dumps([[1, 72.1, 100.2, 500.3, 112.4]] * 3),
                "areas": json.dumps([area.id]),
                "themes": json.dumps(themes),
                "finding": dice.choice(("strength", "improvement", "context")),
                "impact": dice.randint(0, 1),
                "note": prose(dice, 6) if dice.random() < 0.3 else "",
                "date": f"20{dice.randint(20, 26)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}",
                "author": "officer",
                "status": dice.choice(("draft", "agreed")),
                "created": "2026-01-01T00:00:00.000+00:00",
            }
        )
    with database.write() as tables:
        tables.table("evidence").insert_all(rows)


Times = tuple[float, float]


def timed(run: Callable[[], object], repeat: int = 5) -> Times:
    """Milliseconds on the clock and of this thread's own work, medians of so many runs."""
    clock, work = [], []
    for _ in range(repeat):
        began, worked = time.perf_counter(), time.thread_time()
        run()
        clock.append((time.perf_counter() - began) * 1000)
        work.append((time.thread_time() - worked) * 1000)
    return statistics.median(clock), statistics.median(work)


def told(times: Times | None) -> str:
    """Clock and work, side by side."""
    return f"{times[0]:11.1f}{times[1]:9.1f}" if times else f"{'-':>20}"


def board_table(database: Database, workspace: Workspace) -> None:
    """Times what a person does on the board, ours beside the rival's."""
    board, model = workspace.board, BoardModel()
    every = evidence.every(database)
    asked = {
        "open": BoardQuery(),
        "sort by finding": BoardQuery(column="finding"),
        "sort by document": BoardQuery(column="document", descending=False),
        "sort by area": BoardQuery(column="areas", descending=False),
        "filter: one area": BoardQuery(area="care"),
        "filter: agreed strengths since 2024": BoardQuery(finding="strength", status="agreed", since="2024-01-01"),
        "filter: a word": BoardQuery(text="thresh"),
        "filter: two words": BoardQuery(text="neglect permanence"),
    }

    def shown(query: BoardQuery) -> None:
        rows = board.first(query, 150)
        model.show(rows, board.items(rows.ids[:150]))
        for row in range(min(SCREEN, model.rowCount())):
            for column in range(len(IDS)):
                model.data(model.index(row, column))

    def rival(query: BoardQuery) -> None:
        items = evidence.every(database) if query == BoardQuery() else every
        words = query.text.casefold().split()
        kept = [
            item
            for item in items
            if (not query.area or query.area in item.areas)
            and (not query.finding or item.finding == query.finding)
            and (not query.status or item.status == query.status)
            and (not query.since or item.date >= query.since)
            and all(word in f"{item.passage.quote}\n{item.note}\n{item.title}".casefold() for word in words)
        ]
        field = query.column
        if field == "document":
            kept.sort(key=lambda item: item.title.casefold())
        else:
            kept.sort(key=lambda item: getattr(item, field), reverse=query.descending)

    print(f"{'evidence board':36}{'rows in sight':>20}{'whole order':>20}{'all-rows model':>20}   ms: clock, work")
    for name, query in asked.items():
        ours, whole = timed(lambda query=query: shown(query)), timed(lambda query=query: board.rows(query), 3)
        over = "" if ours[1] <= GOAL else "  over the goal"
        print(f"{name:36}{told(ours)}{told(whole)}{told(timed(lambda query=query: rival(query), 3))}{over}")
    for group in ("area", "theme", "document", "visit"):
        query = BoardQuery(group=group)
        print(
            f"{'group by ' + group:36}{told(None)}{told(timed(lambda query=query: board.rows(query), 3))}{told(None)}"
        )
    ids = board.rows(BoardQuery()).ids
    jumps = iter([random.Random(2).randrange(max(1, len(ids) - 120)) for _ in range(20)])
    jump = timed(lambda: board.items(ids[(at := next(jumps)) : at + 120]), 20)
    print(f"{'jump anywhere in the list':36}{told(jump)}")


def search_table(database: Database, count: int) -> None:
    """Times the search box, letter by letter as it is typed, over so many made-up pages."""
    dice = random.Random(3)
    per = 40
    for number in range(count // per):
        sheets = tuple(PageText(page, prose(dice, 220)) for page in range(1, per + 1))
        sha256 = f"{number:064x}"
        documents.add(
            database, documents.Found(f"/p{number}", 1, 1, sha256, b"", f"Pages {number}", kind="audit", pages=sheets)
        )
    vocabulary.refresh(database, stem, stem_rules())
    searcher = Searcher(database)
    searcher.search(Query("first"))
    times: list[Times] = []
    for question in ("neglect", "management oversight", '"drift oversight"', "thresholds NOT adoption", "supervison"):
        for end in range(3, len(question) + 1):
            times.append(timed(lambda text=question[:end]: searcher.search(Query(text)), 1))
    for place, name in enumerate(("clock", "work")):
        each = sorted(one[place] for one in times)
        p95 = each[int(0.95 * len(each))]
        middle = statistics.median(each)
        print(
            f"search box, {count:,} pages, {len(each)} keystrokes, {name}: median {middle:.1f} ms,"
            f" 95th percentile {p95:.1f} ms, worst {each[-1]:.1f} ms"
        )


def main() -> None:
    """Fills two workspaces and prints the tables."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--items", type=int, default=100_000)
    arguments.add_argument("--pages", type=int, default=100_000)
    asked = arguments.parse_args()
    app = QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory() as name:
        if asked.items:
            with Workspace.create(Path(name) / "board.evidence", "bench") as workspace:
                framework, database = workspace.framework, workspace._database
                fill_evidence(database, framework, asked.items)
                print(f"{asked.items:,} items on {DOCUMENTS:,} documents, framework {framework.id}")
                board_table(database, workspace)
        if asked.pages:
            database = Database.create(Path(name) / "search.evidence", "bench")
            with database.bulk():
                search_table(database, asked.pages)
            database.close()
    print(f"load: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors" if hasattr(os, "getloadavg") else "")
    app.quit()


if __name__ == "__main__":
    main()
