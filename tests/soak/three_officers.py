"""A story of three officers who share one inspection, each offline in a copy, on the sample documents.

    PYTHONPATH=. python tests/soak/three_officers.py

Ends with exit status 1 at the first step that does not hold.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

from evidence_app.domain.plan import Action
from evidence_app.errors import KnownError
from evidence_app.paths import resources_dir
from evidence_app.progress import run
from evidence_app.workspace import Source, Workspace

SECRET, BETWEEN = "harbour kettle ninety", "only for hand-overs"
SAMPLES = resources_dir() / "samples"


def hold(what: str, holds: bool) -> None:
    """Tells that a step holds, or ends the story."""
    print(f"{'holds ' if holds else 'BROKEN'}  {what}", flush=True)
    if not holds:
        sys.exit(1)


class Desk:
    """An officer's copy."""

    def __init__(self, name: str, path: Path) -> None:
        self.name, self.path = name, path

    def __enter__(self) -> Workspace:
        os.environ["LOGNAME"] = self.name
        self.open = Workspace.open(self.path, SECRET)
        return self.open

    def __exit__(self, *_: object) -> None:
        self.open.close()


def quotes(workspace: Workspace) -> list[str]:
    return sorted(item.passage.quote for item in workspace.evidence.list())


def sentences(workspace: Workspace, title: str, count: int) -> list[tuple[int, int, str]]:
    """The first sentences of a document: its number, the page, the words."""
    document = next(one for one in workspace.documents.list() if title in one.title)
    found: list[tuple[int, int, str]] = []
    for page in workspace.documents.text(document.id):
        for piece in page.text.replace("\n", " ").split(". "):
            if 40 < len(piece) < 200 and len(found) < count:
                try:
                    workspace.evidence.locate(document.id, page.number, piece)
                except KnownError:
                    continue
                found.append((document.id, page.number, piece))
    return found


def tag(workspace: Workspace, place: tuple[int, int, str], area: str, finding: str, **more: str) -> None:
    workspace.evidence.add(workspace.evidence.locate(*place), [area], finding, **more)  # type: ignore[arg-type]


def bring(workspace: Workspace, path: Path, secret: str = SECRET, **more: str):
    return run(workspace.teamwork.merge(Source(path, secret, **more)))[0]  # type: ignore[arg-type]


def story(folder: Path) -> None:
    """The story."""
    reports = sorted(SAMPLES.glob("*report*.pdf"))
    ruth, sam, tia = (Desk(name, folder / f"{name}.evidence") for name in ("ruth", "sam", "tia"))
    os.environ["LOGNAME"] = "ruth"
    with Workspace.create(ruth.path, SECRET, authority="Aldermere") as made:
        run(made.documents.import_paths(reports[:1]))
        title = made.documents.list()[0].title
        places = sentences(made, title, 6)
        hold("the first report is imported and six sentences of it can be tagged", len(places) == 6)
        tag(made, places[0], "leaders", "strength")
        made.plan.add([Action("", "Visit children sooner", area="leaders")])
    for desk in (sam, tia):
        shutil.copy(ruth.path, desk.path)

    with sam as desk:
        (item,) = desk.evidence.list()
        desk.evidence.edit([item.id], {"finding": "improvement", "note": "Only one audit."})
        tag(desk, places[1], "care", "context")
        tag(desk, places[2], "protection", "strength")
        run(desk.documents.import_paths(reports[1:2]))
        other = next(one.title for one in desk.documents.list() if one.title != title)
        tag(desk, sentences(desk, other, 1)[0], "leaders", "improvement")
    with tia as desk:
        (item,) = desk.evidence.list()
        desk.evidence.edit([item.id], {"finding": "context"})
        tag(desk, places[1], "leaders", "context")
        (action,) = desk.plan.list()
        desk.plan.edit([action.id], {"who": "Head of service"})
        run(desk.privacy.search())

    with ruth as desk:
        before = quotes(desk)
        seen = run(desk.teamwork.preview(Source(sam.path, SECRET)))
        hold(
            "a preview counts Sam's work and writes nothing", seen.added.get("evidence") == 3 and quotes(desk) == before
        )
        report = bring(desk, sam.path)
        hold("Sam's tags, note and document come in", report.added == {"documents": 1, "evidence": 3})
        hold("what only Sam changed is no conflict", not report.conflicts)
        report = bring(desk, tia.path)
        hold("the passage both tagged is one item under both areas", report.joined == 1)
        hold(
            "the finding Sam and Tia changed differently is a conflict",
            [c.field for c in report.conflicts] == ["finding"],
        )
        versions = {one.author: one.value for one in report.conflicts[0].versions}
        hold("both versions are kept", versions == {"sam": "improvement", "tia": "context"})
        hold("Tia's change of the plan came in", desk.plan.list()[0].who == "Head of service")
        hold("bringing Tia in again adds nothing", not bring(desk, tia.path).anything)
        found = desk.teamwork.agreement(officers=("sam", "tia"))
        hold(
            "Sam and Tia are compared on the one passage both tagged", found.both == 1 and found.finding.percent == 100
        )
        checks = run(desk.check())
        hold("the workspace proves sound", all(check.ok for check in checks))
        whole = quotes(desk)
        desk.history.undo()
        hold("undo takes all of Tia's work back", desk.plan.list()[0].who == "" and not desk.teamwork.conflicts())
        desk.history.redo()
        hold("redo brings it back", quotes(desk) == whole and len(desk.teamwork.conflicts()) == 1)
        (conflict,) = desk.teamwork.conflicts()
        desk.teamwork.decide({conflict.id: "newer"})
        hold("the conflict is decided", not desk.teamwork.conflicts())
        run(desk.teamwork.hand_over(folder / "for sam.evidence-handover", BETWEEN, "sam"))
        run(desk.teamwork.hand_over(folder / "for tia.evidence-handover", BETWEEN, "tia"))

    with sam as desk:
        bring(desk, folder / "for sam.evidence-handover", BETWEEN)
        hold("Sam has what Ruth has", quotes(desk) == whole and not desk.teamwork.conflicts())
        desk.evidence.remove([next(one.id for one in desk.evidence.list() if one.passage.quote == quotes(desk)[0])])
        gone = quotes(desk)
        made_over = run(desk.teamwork.hand_over(folder / "back.evidence-handover", BETWEEN, "ruth"))
        hold("Sam hands back only what he changed", made_over.records <= 2 and made_over.documents == 0)
    with tia as desk:
        report = bring(desk, folder / "for tia.evidence-handover", BETWEEN)
        hold("Tia gets the document she lacked", report.added.get("documents") == 1 and quotes(desk) == whole)
        checks = run(desk.check())
        hold("Tia's copy proves sound", all(check.ok for check in checks))
    with ruth as desk:
        bring(desk, folder / "back.evidence-handover", BETWEEN)
        hold("what Sam removed is gone at Ruth's", quotes(desk) == gone)
        try:
            bring(desk, ruth.path)
        except KnownError as error:
            hold(f"her own file is refused: {error.sentence}", True)
        else:
            hold("her own file is refused", False)
    with tia as desk:
        bring(desk, ruth.path)
        hold("all three have the same", quotes(desk) == gone)


def main() -> None:
    """Tells the story in a folder that is thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        story(Path(folder))
    print("The story of three officers holds.")


if __name__ == "__main__":
    main()
