"""What prepares a visit, as a list with ticks: Space ticks, Enter opens a line, Delete takes it out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidgetItem

from evidence_app.domain.visit import Task
from ui.models.dates import shown_date
from ui.widgets.ticks import TickList


class Checklist(TickList):
    """The list."""

    ticked = Signal(object, bool)  # Task, whether it is done
    opened = Signal(object)  # Task
    removed = Signal(object)  # Task

    def __init__(self) -> None:
        super().__init__()
        self._tasks: Sequence[Task] = ()
        self.setAccessibleName("What prepares the visit")
        self.setAccessibleDescription("Space ticks a line, Enter alters it, Delete takes it out.")
        self.setProperty("look", "framed")
        self.itemChanged.connect(self._tick)
        self.itemDoubleClicked.connect(lambda item: self.opened.emit(self._tasks[self.row(item)]))

    def show_tasks(self, tasks: Sequence[Task], *, writable: bool) -> None:
        """Shows lines instead; the present one stays present where it is still there."""
        present = self.task()
        today = date.today().isoformat()
        with QSignalBlocker(self):
            self._tasks = tasks
            self.clear()
            for one in tasks:
                item = QListWidgetItem(in_words(one, today))
                ticks = Qt.ItemFlag.ItemIsUserCheckable if writable else Qt.ItemFlag.NoItemFlags
                item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | ticks)
                item.setCheckState(Qt.CheckState.Checked if one.done else Qt.CheckState.Unchecked)
                self.addItem(item)
        ids = [one.id for one in tasks]
        if tasks:
            self.setCurrentRow(ids.index(present.id) if present and present.id in ids else 0)

    def task(self) -> Task | None:
        """The present line."""
        row = self.currentRow()
        return self._tasks[row] if 0 <= row < len(self._tasks) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Delete removes."""
        task = self.task()
        if task and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(task)
        elif task and event.key() == Qt.Key.Key_Delete:
            self.removed.emit(task)
        else:
            super().keyPressEvent(event)

    def _tick(self, item: QListWidgetItem) -> None:
        task, done = self._tasks[self.row(item)], item.checkState() == Qt.CheckState.Checked
        if task.done != done:
            self.ticked.emit(task, done)


def in_words(task: Task, today: str) -> str:
    """A line as it is read: what, who, and by when."""
    late = " – overdue" if task.due and task.due < today and not task.done else ""
    when = f"by {shown_date(task.due)}{late}" if task.due else "no day yet: it counts from the announcement"
    return f"{task.what}\n{', '.join(one for one in (task.who, when) if one)}"
