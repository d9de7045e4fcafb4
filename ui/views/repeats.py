"""What came back: what an inspection asked for, beside what a later one says most like it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from evidence_app.domain.series import Repeated, Statement
from ui.models.dates import shown_date
from ui.models.plain import PlainModel
from ui.session import Session
from ui.widgets.buttons import button
from ui.widgets.labels import label
from ui.widgets.places import announce, frame
from ui.widgets.table import Table

WORDS = (
    "Points of an earlier report and what a later report or letter says most like them. Likeness is measured by themes "
    "and words; whether it is the same matter is for you to say."
)


class Repeats(QWidget):
    """The list of pairs, and both passages of the present pair side by side."""

    statement_wanted = Signal(object)  # Statement

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._found: Sequence[Repeated] = ()
        self._days: dict[int, str] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        top = QHBoxLayout()
        self.heading = label("What came back", "heading")
        top.addWidget(self.heading, 1)
        self.compare_button = button("Compare inspections", self.compare)
        top.addWidget(self.compare_button)
        column.addLayout(top)
        column.addWidget(label(WORDS, "muted", wrap=True))
        self.model = PlainModel(("Theme", "Asked for", "Said again", "Alike"), self)
        self.table = Table("What came back", lines=1)
        self.table.setProperty("look", "framed")
        self.table.setModel(self.model)
        self.table.columns(0, ("", "30 Sep 2026", "30 Sep 2026", "100 %"))
        self.table.selectionModel().currentRowChanged.connect(lambda index: self._show_pair(index.row()))
        self.table.setMinimumHeight(6 * self.table.verticalHeader().defaultSectionSize())
        column.addWidget(self.table)
        self._pair = QHBoxLayout()
        self._pair.setSpacing(12)
        column.addLayout(self._pair)
        self.clear()

    def clear(self) -> None:
        """Shows nothing."""
        self._found = ()
        self.model.show(())
        self.table.hide()
        self.heading.setText("What came back")
        self._show_pair(-1)

    def name_days(self, days: dict[int, str]) -> None:
        """Sets the ISO dates of inspections, by document."""
        self._days = days
        self.compare_button.setEnabled(len(days) > 1)

    def compare(self) -> None:
        """Compares every report with every later one; the status bar shows how far it is."""
        inspections = self._session.workspace.inspections
        self.compare_button.setEnabled(False)
        job = self._session.long("Comparing inspections", inspections.repeated, self._show)
        job.ended.connect(lambda: self.compare_button.setEnabled(True))

    def _show(self, found: list[Repeated]) -> None:
        self._found = found
        framework = self._session.workspace.framework
        rows = []
        for each in found:
            themes = [theme.label for name in each.themes if (theme := framework.theme(name))]
            days = (shown_date(self._days.get(one.document, "")) for one in (each.earlier, each.later))
            rows.append((", ".join(themes) or "Alike in words", *days, f"{each.score:.0%}".replace("%", " %")))
        self.model.show(rows)
        self.table.setVisible(bool(rows))
        count = f"{len(rows)} points came back" if rows else "Nothing came back that is alike enough"
        self.heading.setText(count)
        announce(self, count)
        if rows:
            self.table.go_to(0)

    def _show_pair(self, row: int) -> None:
        while self._pair.count():
            item = self._pair.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        if not 0 <= row < len(self._found):
            return
        each = self._found[row]
        self._pair.addWidget(self._card("Asked for", each.earlier))
        self._pair.addWidget(self._card("Asked for again" if each.still_listed else "Said again", each.later))

    def _card(self, head: str, statement: Statement) -> QWidget:
        card = frame("card")
        card.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(12, 10, 12, 10)
        inside.setSpacing(6)
        number = f", {statement.number}" if statement.number is not None else ""
        day = shown_date(self._days.get(statement.document, ""))
        inside.addWidget(label(f"{head}: {day}, p. {statement.page}{number}", "strong", wrap=True))
        inside.addWidget(label(statement.section, "small", wrap=True))
        inside.addWidget(label(f"“{statement.text}”", wrap=True))
        go = button("Show on its page", partial(self.statement_wanted.emit, statement), "link")
        go.setAccessibleName(f"Show on its page: {head}, {day}")
        inside.addWidget(go)
        inside.addStretch(1)
        return card
