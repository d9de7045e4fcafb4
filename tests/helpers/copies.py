"""Copies of one workspace in the hands of several officers: what each does, and what each copy holds."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from contextlib import contextmanager
from pathlib import Path

from evidence_app import progress
from evidence_app.domain.document import PageText
from evidence_app.domain.evidence import Passage
from evidence_app.domain.pageview import EXTRACTOR
from evidence_app.domain.plan import Action
from evidence_app.domain.redaction import Finding, Listed
from evidence_app.domain.request import Request
from evidence_app.domain.shapes import SHAPES
from evidence_app.domain.visit import Visit
from evidence_app.errors import KnownError
from evidence_app.privacy import pseudonyms
from evidence_app.store import documents, keys, lineage, privacy
from evidence_app.store.capture import bring_up_to_date
from evidence_app.teamwork.merge import Source
from evidence_app.workspace import Workspace

PASSPHRASE = "x"
SENTENCES = [
    "Leaders know their children well.",
    "Plans for children come too late.",
    "Care leavers live in good homes.",
    "Social workers visit children often.",
]
# Each put under areas and themes that exist in the framework a new workspace has.
AREAS = ["leaders", "protection", "care"]
PEOPLE = ["anna reed", "bob stone", "carl hill", "dora lake"]


@contextmanager
def cheap_keys():
    """Passphrases of invented workspaces need not be slow to guess: histories of copies open hundreds of files."""
    rounds, keys.ROUNDS = keys.ROUNDS, 2
    try:
        yield
    finally:
        keys.ROUNDS = rounds


def opened(path: Path, officer: str, **more) -> Workspace:
    """A workspace in the hands of an officer."""
    before = os.environ.get("LOGNAME")
    os.environ["LOGNAME"] = officer
    try:
        return Workspace.open(path, PASSPHRASE, **more)
    finally:
        if before is None:
            del os.environ["LOGNAME"]
        else:
            os.environ["LOGNAME"] = before


def add_document(workspace: Workspace, number: int) -> int:
    """A document of a page, stored as an import stores it."""
    data = _bytes(number)
    pages = (PageText(1, _text(number), 600.0, 800.0),)
    found = documents.Found(
        f"/papers/{number}.pdf",
        len(data),
        number,
        sha256=content(number),
        data=data,
        title=f"Paper {number}",
        date="2026-01-01",
        pages=pages,
        extractor=EXTRACTOR,
    )
    return documents.add(workspace._database, found)


def passage(document: int, number: int | str, sentence: str) -> Passage:
    """A sentence of such a document."""
    number = next(each for each in range(20) if number in (each, content(each)))
    start = _text(number).index(sentence)
    return Passage(document, 1, 1, start, start + len(sentence), sentence, extractor=EXTRACTOR)


def content(number: int) -> str:
    """The hash of such a document."""
    return hashlib.sha256(_bytes(number)).hexdigest()


def _bytes(number: int) -> bytes:
    return f"document {number}".encode()


def _text(number: int) -> str:
    return f"Document {number}. " + " ".join(SENTENCES) + "\n"


class Copies:
    """Copies of one workspace, one for each officer, all open."""

    def __init__(self, folder: Path, officers: tuple[str, ...] = ("ann", "ben", "cas")) -> None:
        base = folder / "base.evidence"
        with Workspace.create(base, PASSPHRASE, authority="Aldermere") as made:
            document = add_document(made, 1)
            for sentence, area in zip(SENTENCES[:2], AREAS, strict=False):
                made.evidence.add(passage(document, 1, sentence), [area], "strength")
            made.plan.add([Action("", "Visit children sooner", area="leaders")])
        self.folder = folder
        self.held = {name: opened(Path(shutil.copy(base, folder / f"{name}.evidence")), name) for name in officers}

    def close(self) -> None:
        for each in self.held.values():
            each.close()

    def merge(self, into: str, source: str, **more):
        """Brings one officer's copy into another's, as it is when it is closed."""
        bring_up_to_date(self.held[source]._database)
        report, _ = progress.run(self.held[into].teamwork.merge(Source(self.held[source].path, PASSPHRASE, **more)))
        return report

    def restart(self, name: str) -> None:
        path = self.held[name].path
        self.held[name].close()
        self.held[name] = opened(path, name)

    def act(self, name: str, what: str, one: int, two: int) -> None:
        """Does something; what is not possible at the moment does nothing."""
        workspace = self.held[name]
        try:
            ACTS[what](workspace, one, two)
        except KnownError:
            return


def play(team: Copies, steps: list[tuple[int, str, int, int]]) -> set[str]:
    """Plays a history; gives the evidence that was made in it and that nobody took away.

    Args:
        steps: which officer, what, and two numbers; "merge" brings in the copy of the officer the first number says.
    """
    names = list(team.held)
    made: set[str] = set()
    gone: set[str] = set()
    for officer, what, one, two in steps:
        name = names[officer % len(names)]
        before = _ids(team.held[name])
        if what == "merge":
            team.merge(name, [each for each in names if each != name][one % (len(names) - 1)])
        elif what == "restart":
            team.restart(name)
        else:
            joined = _joined(team.held[name])
            team.act(name, what, one, two)
            gone |= before - _ids(team.held[name])
            # Whoever takes out what two officers tagged takes out both.
            gone |= {each for each, head in joined.items() if head in gone}
        made |= before | _ids(team.held[name])
    return made - gone


def exchange_all(team: Copies, order: list[tuple[str, str]]) -> None:
    """Brings every copy into every other, in an order, until each has met each after it changed."""
    for _ in range(2):
        for into, source in order:
            team.merge(into, source)


def lost(workspace: Workspace, kept: set[str]) -> set[str]:
    """Evidence of which nothing is shown, neither by itself nor joined with the same passage of another officer."""
    joined, there = _joined(workspace), _ids(workspace)
    return {one for one in kept if joined.get(one, one) not in there}


def _joined(workspace: Workspace) -> dict[str, str]:
    with workspace._database.read() as tables:
        return lineage.joined(tables)


def _ids(workspace: Workspace) -> set[str]:
    with workspace._database.read() as tables:
        return {row[0] for row in tables.execute("SELECT id FROM evidence").fetchall()}


def _item(workspace, one):
    items = sorted(workspace.evidence.list(), key=lambda item: item.id)
    return items[one % len(items)] if items else None


def _tag(workspace, one, two):
    held = workspace.documents.list()
    document = held[two % len(held)].id
    place = passage(document, held[two % len(held)].sha256, SENTENCES[one % len(SENTENCES)])
    finding = ("strength", "improvement", "context")[two % 3]
    workspace.evidence.add(place, [AREAS[(one + two) % 3]], finding, note="" if two % 2 else f"note {two}")


def _edit(workspace, one, two):
    item = _item(workspace, one)
    if item is None:
        return
    areas = {area.id: area for area in workspace.framework.areas}
    values = (
        {"finding": ("strength", "improvement", "context")[two % 3]},
        {"note": f"words {two % 4}"},
        {"areas": tuple(AREAS[: 1 + two % 3])},
        {"areas": (AREAS[two % 3],)},
        {"themes": tuple(theme.id for theme in areas[item.areas[0]].themes[: two % 3])},
        {"status": ("draft", "agreed")[two % 2]},
        {"confidential": bool(two % 2)},
    )
    workspace.evidence.edit([item.id], values[(one + two) % len(values)])


def _remove(workspace, one, two):
    item = _item(workspace, one)
    if item is not None:
        workspace.evidence.remove([item.id])


def _action(workspace, one, two):
    held = sorted(workspace.plan.list(), key=lambda each: each.id)
    if not held or one % 3 == 0:
        workspace.plan.add([Action("", f"Action {two}", area="leaders")])
    elif one % 3 == 1:
        workspace.plan.edit([held[two % len(held)].id], {"who": f"officer {one % 5}", "rag": ("red", "green")[two % 2]})
    else:
        item = _item(workspace, two)
        if item is not None:
            workspace.plan.link(held[two % len(held)].id, [item.id], "process", linked=bool(one % 2))


def _visit(workspace, one, two):
    held = sorted(workspace.visits.list(), key=lambda each: each.id)
    if not held or one % 3 == 0:
        workspace.visits.add(Visit("", "monitoring_visit", f"2026-03-{1 + two % 28:02}"), checklist=bool(two % 2))
    elif one % 3 == 1:
        workspace.visits.edit(held[two % len(held)].id, {"topic": f"topic {one % 4}"})
    else:
        workspace.visits.remove(held[two % len(held)].id)


def _request(workspace, one, two):
    held = sorted(workspace.requests.list(), key=lambda each: each.id)
    if not held or one % 2:
        workspace.requests.add(Request("", 0, f"Question {two}", asked="2026-02-01T09:00"))
    else:
        workspace.requests.edit([held[two % len(held)].id], {"note": f"note {one}"})


def _document(workspace, one, two):
    if one % 2:
        add_document(workspace, 2 + two % 3)
    else:
        held = workspace.documents.list()
        values = ({"title": f"Title {two % 3}"}, {"embargoed": bool(two % 2)}, {"child": f"C{two % 3}"})
        workspace.documents.edit([held[two % len(held)].id], values[one % 3])


def _people(workspace, one, two):
    """A search finds somebody: people are counted in the order in which they are found."""
    database = workspace._database
    who = PEOPLE[two % len(PEOPLE)]
    known = privacy.subjects(database)
    finding = Finding(1, one % 9, one % 9 + 3, who, "name", "", f"name:{who}")
    fresh = pseudonyms.new_subjects([finding], {}, known, {finding.subject: who}, privacy.pseudonyms_given(database))
    with database.write() as tables:
        privacy.replace(database, {}, fresh, {})
        from evidence_app.store.journal import audit

        audit(tables, workspace.author, "search for personal data", {})


def _decide(workspace, one, two):
    people = sorted(workspace.privacy.subjects(), key=lambda each: each.id)
    if one % 3 == 0 or not people:
        workspace.privacy.add_listed([Listed("", "name", PEOPLE[two % len(PEOPLE)])])
    elif one % 3 == 1:
        workspace.privacy.decide_everywhere([people[two % len(people)].id], ("accepted", "rejected")[one % 2])
    else:
        workspace.privacy.mark(workspace.documents.list()[0].id, 1, two % 9, two % 9 + 5)


ACTS = {
    "tag": _tag,
    "edit": _edit,
    "remove": _remove,
    "undo": lambda workspace, one, two: workspace.history.undo(),
    "redo": lambda workspace, one, two: workspace.history.redo(),
    "action": _action,
    "visit": _visit,
    "request": _request,
    "document": _document,
    "people": _people,
    "decide": _decide,
}


def state(workspace: Workspace) -> dict:
    """All that is shared, as every copy knows it: rows by table, texts of pages, and what has to be decided."""
    found: dict = {}
    with workspace._database.read() as tables:
        at = lineage.places(tables)
        for shape in SHAPES:
            rows = {}
            for one in lineage.live(tables, shape, at):
                row = lineage.shared_row(shape, one.row, at)
                rows[one.key] = {
                    column: sorted(json.loads(value)) if column in shape.sets else value
                    for column, value in row.items()
                    if column not in shape.left_out and column not in ("id", shape.key)
                }
            found[shape.table] = rows
        found["pages"] = tables.execute(
            "SELECT d.sha256, p.number, p.text FROM pages p JOIN documents d ON d.id = p.document ORDER BY 1, 2"
        ).fetchall()
    found["conflicts"] = {
        one.id: (
            one.table,
            one.field,
            {each.mark: (each.value, each.at, each.author, each.shown) for each in one.versions},
        )
        for one in workspace.teamwork.conflicts()
    }
    return found


def differences(one: dict, other: dict) -> list[str]:
    """Where two states differ, in words."""
    found = []
    for table in one:
        if isinstance(one[table], dict):
            for key in sorted({*one[table], *other[table]}):
                if one[table].get(key) != other[table].get(key):
                    found.append(f"{table} {key}: {one[table].get(key)} | {other[table].get(key)}")
        elif one[table] != other[table]:
            found.append(f"{table} differ")
    return found
