"""The improvement desk of the demo, filled for pictures: for screenshots.py. Everything in it is invented."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from evidence_app.domain.measure import Measure
from evidence_app.domain.visit import Visit
from ui.main_window import MainWindow

Settle = Callable[[MainWindow], None]
# Who owns an action, until when, and how it stands, for the first actions the report of 2026 asks for.
STANDINGS = (
    ("Head of Assessment", "2026-09-30", "under_way", "amber"),
    ("Head of Quality Assurance", "2026-07-31", "done", "green"),
    ("Principal Social Worker", "2026-12-18", "not_started", "red"),
)


def improvement_states(window: MainWindow, settle: Settle) -> dict[str, Callable[[], object]]:
    """What brings each part of the desk about, by the name of its picture."""
    return {
        "improvement": lambda: plan(window, settle),
        "visits": lambda: visits(window, settle),
        "visit-findings": lambda: side(window, settle, "findings"),
        "visit-themes": lambda: side(window, settle, "themes"),
        "measures": lambda: measures(window, settle),
    }


def plan(window: MainWindow, settle: Settle) -> None:
    """The plan as the newest report asks for it, one action of it with evidence."""
    workspace = window.session.workspace
    window.show_place("improvement")
    window.improvement.show_part("plan")
    if not workspace.plan.list():
        newest = workspace.inspections.series().inspections[-1]
        offered = workspace.plan.offered(newest.document)
        standings = (*STANDINGS, *(("", "", "not_started", ""),) * len(offered))
        filled = [
            replace(one, number=str(number), who=who, due=due, when=due, status=status, rag=rag)
            for number, (one, (who, due, status, rag)) in enumerate(zip(offered, standings, strict=False), start=1)
        ]
        window.session.act(lambda: workspace.plan.add(filled))
        settle(window)
        first = workspace.plan.list()[0]
        items = [one for one in workspace.evidence.list() if one.finding == "strength"]
        window.session.act(lambda: workspace.plan.link(first.id, [items[0].id], "impact"))
        settle(window)
    window.improvement.plan.table.go_to(0)
    window.improvement.plan.table.setFocus()


def visits(window: MainWindow, settle: Settle) -> None:
    """The visits, with one to come that is being prepared."""
    desk = window.session.workspace.visits
    window.show_place("improvement")
    window.improvement.show_part("visits")
    window.improvement.visits.sides.part("visit").click()
    if not any(one.start == "2026-12-08" for one in desk.list()):
        promised = "Supervision every four weeks in all teams, shown by a monthly audit."
        days = {"start": "2026-12-08", "end": "2026-12-09", "notified": "2026-11-24"}
        coming = Visit("", "monitoring_visit", topic="Help and protection", promised=promised, **days)
        window.session.act(lambda: desk.add(coming, checklist=True))
        settle(window)
    window.improvement.visits.table.go_to(len(desk.list()) - 1)
    window.improvement.visits.table.setFocus()


def side(window: MainWindow, settle: Settle, side: str) -> None:
    """What the newest inspection found, or what the others said on the same themes."""
    visits(window, settle)
    page = window.improvement.visits
    page.table.go_to(len(window.session.workspace.visits.list()) - 2)
    page.sides.part(side).click()


def measures(window: MainWindow, settle: Settle) -> None:
    """A measure with its values, those of an invented team."""
    desk = window.session.workspace.measures
    window.show_place("improvement")
    window.improvement.show_part("measures")
    if not desk.list():
        reason = "practice board, May 2025, after the caseload audit"
        window.session.act(lambda: desk.add(Measure("", "Caseload", "children", "Assessment", 10, 14, reason)))
        settle(window)
        (measure,) = desk.list()
        told = {"30/9/2024": "20 or more", "31/3/2025": "17 to 19", "30/6/2025": "16", "30/9/2025": "14 to 15"}
        told |= {"31/12/2025": "about 13", "31/3/2026": "11 to 12"}
        values = [desk.told(measure.id, day, words) for day, words in told.items()]
        window.session.act(lambda: desk.put_values(values))
        settle(window)
    window.improvement.measures.table.setFocus()
