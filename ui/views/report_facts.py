"""What an inspection report judged, when and by whom, and what of it a person should look at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from evidence_app.domain.framework import NOT_JUDGED, Framework
from evidence_app.domain.inspection import VERIFIED, Doubt, OfstedReport
from evidence_app.domain.series import Inspection
from ui.models.dates import shown_date
from ui.theme import measures
from ui.widgets.buttons import button
from ui.widgets.fields import Combo
from ui.widgets.flow import Flow
from ui.widgets.labels import label
from ui.widgets.places import frame

TYPES = {
    "ILACS": "Inspection of local authority children’s services (ILACS)",
    "SIF": "Single inspection framework",
    "LAC-2013": "Looked after children and safeguarding, 2013",
    "LSCB": "Review of the Local Safeguarding Children Board",
    "JTAI": "Joint targeted area inspection",
    "area-SEND": "Area SEND inspection",
    "monitoring-visit": "Monitoring visit",
    "focused-visit": "Focused visit",
    "unknown": "Not a kind of report the program knows",
}
# Fields a right value can be written for, and how it is written.
WRITTEN = {
    "authority": "Name of the authority",
    "dates": "2026-05-11/2026-05-22",
    "published": "2026-06-30",
    "lead_inspector": "Name",
}
GRADE = "grade:"


class ReportFacts(QScrollArea):
    """The page."""

    confirmed = Signal(str, str)  # field, value; the value empty where it is right as read
    withdrawn = Signal(str)  # field

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Judgements")

    def show_inspection(
        self, inspection: Inspection, framework: Framework | None, names: Mapping[str, str], *, writable: bool
    ) -> None:
        """Shows a report.

        Args:
            framework: the one it was made under; None where it is not known.
            names: printed names of areas by id, for those the framework does not have.
        """
        report = inspection.report
        page = frame("pane")
        column = QVBoxLayout(page)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(_check(report))
        for doubt in report.doubts:
            column.addWidget(self._doubt(doubt, framework, writable=writable))
        if report.grades or report.outcome:
            column.addWidget(label("Judgements", "strong"))
            column.addWidget(_grades(report, framework, names))
        column.addWidget(label("About it", "strong"))
        column.addWidget(_facts(report, framework))
        if inspection.confirmed:
            column.addWidget(label("Confirmed here", "strong"))
            for field, value in inspection.confirmed:
                column.addWidget(self._settled(field, value, writable=writable))
        column.addStretch(1)
        self.setWidget(page)

    def _doubt(self, doubt: Doubt, framework: Framework | None, *, writable: bool) -> QWidget:
        card = frame("note")
        card.setProperty("tone", "warn")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(12, 8, 8, 8)
        inside.setSpacing(6)
        inside.addWidget(label(doubt.why, wrap=True))
        if not doubt.field:
            return card
        row = Flow()
        right = button("Right as read", partial(self.confirmed.emit, doubt.field, ""))
        right.setAccessibleName(f"Right as read: {_named(doubt.field)}")
        row.addWidget(right)
        field, value = _field(doubt.field, framework)
        if field is not None:
            row.addWidget(field)
            save = button("Save", lambda: self.confirmed.emit(doubt.field, value()))
            save.setAccessibleName(f"Save the right value: {_named(doubt.field)}")
            row.addWidget(save)
        inside.addLayout(row)
        card.setEnabled(writable)
        return card

    def _settled(self, field: str, value: str, *, writable: bool) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label(f"{_named(field)}: {value or 'right as read'}", wrap=True), 1)
        back = button("Take back", partial(self.withdrawn.emit, field), "link")
        back.setEnabled(writable)
        row.addWidget(back)
        return holder


def _check(report: OfstedReport) -> QWidget:
    if report.self_check == VERIFIED and not report.doubts:
        return label(
            "✓ Verified: what the report says in two places agrees, and no paragraph is missing.", "good", wrap=True
        )
    if not report.doubts:
        return label("Nothing of this report can be checked against itself.", "muted", wrap=True)
    count = "1 thing" if len(report.doubts) == 1 else f"{len(report.doubts)} things"
    return label(f"△ Please look at {count}, and say what is right:", "warn", wrap=True)


def _grades(report: OfstedReport, framework: Framework | None, names: Mapping[str, str]) -> QWidget:
    card = frame("card")
    grid = QGridLayout(card)
    grid.setContentsMargins(12, 8, 12, 8)
    grid.setHorizontalSpacing(12)
    grid.setColumnStretch(0, 1)
    for row, each in enumerate(report.grades):
        area = framework.area(each.area) if framework else None
        grid.addWidget(label(area.name if area else names.get(each.area, _named(each.area)), wrap=True), row, 0)
        grade = label(each.grade, "strong", wrap=True)
        grade.setMinimumWidth(8 * measures().body)
        grade.setToolTip(f"Printed as “{each.printed}”")
        grid.addWidget(grade, row, 1)
    if report.outcome:
        grid.addWidget(label(report.outcome, wrap=True), len(report.grades), 0, 1, 2)
    return card


def _facts(report: OfstedReport, framework: Framework | None) -> QWidget:
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(1, 1)
    days = [f"{shown_date(first.isoformat())} to {shown_date(last.isoformat())}" for first, last in report.ranges]
    where = f" (from the {report.published_from})" if report.published_from else ""
    told = (
        ("Kind", TYPES[report.type] + (f", {report.length}" if report.length else "")),
        ("Authority", (report.authority or "") + (f" (URN {report.urn})" if report.urn else "")),
        ("Dates", "; ".join(days)),
        ("Published", shown_date(report.published.isoformat()) + where if report.published else ""),
        ("Lead inspector", report.lead_inspector or ""),
        ("Framework", framework.name if framework else report.framework or ""),
    )
    for row, (name, words) in enumerate(told):
        grid.addWidget(label(name, "muted"), row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label(words or "not found", "" if words else "muted", wrap=True), row, 1)
    return holder


def _field(name: str, framework: Framework | None) -> tuple[QWidget | None, Callable[[], str]]:
    """Where a right value is given, and what gives it; no field for what can only be looked at."""
    if name.startswith(GRADE):
        labels = [grade.label for grade in framework.scale.grades] if framework else []
        combo = Combo("Right grade", {each: each for each in (*labels, NOT_JUDGED.label)})
        return combo, combo.value
    if name not in WRITTEN:
        return None, str
    line = QLineEdit()
    line.setPlaceholderText(WRITTEN[name])
    line.setAccessibleName(f"Right value: {_named(name)}")
    return line, line.text


def _named(field: str) -> str:
    return field.removeprefix(GRADE).replace("_", " ").capitalize()
