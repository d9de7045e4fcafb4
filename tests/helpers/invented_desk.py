"""Fills the improvement desk of the demo's workspace: plan, visits, measures and requests of an invented council."""

from __future__ import annotations

from evidence_app.domain.measure import Measure
from evidence_app.domain.plan import Action
from evidence_app.domain.visit import Visit
from evidence_app.workspace import Workspace

# By number: owner, how, when, success measure, status, colour and its reason, outcomes of the quarters.
_ACTIONS = {
    "1": (
        *("Head of Assessment", "Weekly tracker of every assessment in the north", "31 August 2026"),
        *("No child waits longer than 45 working days", "under_way", "amber", "Two teams are still behind"),
        *("Tracker in use", "Median 51 days"),
    ),
    "2": (
        *("Head of Safeguarding", "A panel looks at each case of neglect after six months", "30 June 2026"),
        *("No plan drifts beyond nine months", "done", "green", "Panel’s chair says so"),
        *("Panel set up", "All 31 cases seen"),
    ),
    "3": (
        *("Head of Care", "A team of three offers them within 72 hours", "30 September 2026"),
        *("Nine in ten interviews in time", "under_way", "red", "One in eight is still late"),
        *("41 % in time", "88 % in time"),
    ),
    "4": (
        *("Principal Social Worker", "Monthly supervision, read by audit", "31 July 2026"),
        *("Four in five records show a decision", "verified", "green", "Checked by the board in May"),
        *("Audit agreed", "61 % of records", "83 % of records"),
    ),
    "5": (
        *("Head of Care Leavers", "Rights explained with every pathway plan", "31 May 2026"),
        *("Every care leaver has the leaflet", "not_started", "red", "No author was found"),
    ),
    "6": (
        *("Head of Care Leavers", "Two workers of the health trust in the team", "31 March 2026"),
        *("Seen within four weeks", "evidenced", "blue", "Survey and audit agree"),
        *("9 weeks", "6 weeks", "3 weeks"),
    ),
}
_CASELOADS = (
    ("2025-03-31", "22"),
    ("2025-09-30", "20 or more"),
    ("2026-01-31", "17 to 19"),
    ("2026-05-31", "14 to 15"),
)
_INTERVIEWS = (("2025-06-30", "41%"), ("2025-12-31", "63%"), ("2026-05-31", "88%"))


def fill_desk(workspace: Workspace) -> None:
    """Puts in a plan from the newest report, evidence linked to it, a visit, a board meeting, measures, requests."""
    newest = max(workspace.inspections.every(elsewhere=False), key=lambda one: one.report.start or one.report.published)
    workspace.plan.add(workspace.plan.offered(newest.document))
    own = "Independent scrutiny of every plan that is older than nine months"
    workspace.plan.add([Action("", own, "7", "Head of Independent Reviewing", when="30 September 2026")])
    good = [one for one in workspace.evidence.list() if one.finding == "strength"]
    linked = (("2", "protection", "process"), ("4", "leaders", "process"), ("6", "care_leavers", "impact"))
    for number, area, shows in linked:
        workspace.plan.link(workspace.plan.find(number).id, [one.id for one in good if area in one.areas][:2], shows)
    for number, told in _ACTIONS.items():
        who, how, when, success, status, rag, reason, *outcomes = told
        values = {"who": who, "how": how, "when": when, "success": success, "rag": rag, "rag_reason": reason}
        values |= {"status": status, "outcomes": tuple([*outcomes, "", "", "", ""][:4])}
        workspace.plan.edit([workspace.plan.find(number).id], values)
    workspace.visits.adopt(
        newest.document, topic="", promised="No child waits for a plan; a manager for every team by July"
    )
    board = Visit("", "board", "2026-04-14", topic="Quarter 4", people="Independent chair")
    workspace.visits.add(board)
    workspace.visits.add(Visit("", "monitoring_visit", "2026-07-21", topic="Help and protection"), checklist=True)
    caseload = Measure(
        "", "Caseload", "children per worker", low=12, high=16, range_reason="Agreed by the board in 2025."
    )
    interviews = Measure("", "Return interviews within 72 hours", "%", low=90, range_reason="Set by the service.")
    for measure, values in ((caseload, _CASELOADS), (interviews, _INTERVIEWS)):
        workspace.measures.add(measure)
        there = workspace.measures.find(measure.name)
        workspace.measures.put_values([workspace.measures.told(there.id, day, words) for day, words in values])
    first = {"what": "Audits of the last quarter", "asked_by": "Lead inspector", "asked": "2026-07-01T09:30"}
    workspace.requests.log(
        {**first, "due": "2026-07-02T12:00", "answers": "Head of Quality", "sent": "2026-07-02T10:05"}
    )
    workspace.requests.log({**first, "what": "Caseloads by team", "due": "2026-07-03", "answers": "Head of Assessment"})
