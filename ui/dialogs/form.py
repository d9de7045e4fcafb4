"""The shape all dialogs share: a title, fields under their names, a note, and buttons with the main one last."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from evidence_app.errors import KnownError
from ui.session import Session
from ui.theme import scaled
from ui.widgets.buttons import button
from ui.widgets.fields import Combo
from ui.widgets.flow import Flow
from ui.widgets.labels import label
from ui.widgets.places import Fitted, Note, frame
from ui.widgets.ticks import TickList


class Form(QDialog):
    """A dialog to be filled."""

    def __init__(self, title: str, done: str, parent: QWidget | None, *, words: str = "", width: int = 480) -> None:
        """Makes an empty form.

        Args:
            title: of the window and at its head.
            done: on the main button.
            words: a sentence below the title.
            width: in pixels at 100 % text size.
        """
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(scaled(width))
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(24, 20, 12, 20)
        self._outer.setSpacing(8)
        # The fields scroll where the screen is low or the text is large; note and buttons stay in sight.
        page = frame("pane")
        page.setMinimumWidth(self.minimumWidth() - 48)
        self._column = QVBoxLayout(page)
        self._column.setContentsMargins(0, 0, 12, 0)
        self._column.setSpacing(8)
        self._outer.addWidget(label(title, "title"))
        self._outer.addWidget(Fitted(page), 1)
        if words:
            self._column.addWidget(label(words, "muted", wrap=True))
        self.note = Note()
        self.main: QPushButton = button(done, self.submit, "main")
        self.main.setDefault(True)
        self.leave = button("Cancel", self.reject)
        self._offer_guide()

    def _offer_guide(self) -> None:
        """The key of the guide works here too, where the window's own keys do not reach."""
        above = self.parentWidget()
        guide = above.window().findChild(QAction, "help.guide") if above is not None else None
        if guide is not None:
            key = QAction(self)
            key.setShortcuts(guide.shortcuts())
            key.triggered.connect(guide.trigger)
            self.addAction(key)

    def add(self, name: str, field: QWidget, hint: str = "") -> None:
        """Adds a field under its name.

        Args:
            name: with & before the letter that leads there.
            hint: a line below the field.
        """
        self._column.addSpacing(4)
        self._column.addWidget(label(name, "strong", buddy=field))
        if isinstance(field, Combo):
            field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        field.setAccessibleName(name.replace("&", ""))
        field.setAccessibleDescription(hint)
        self._column.addWidget(field)
        if hint:
            self._column.addWidget(label(hint, "small", wrap=True))

    def add_widget(self, widget: QWidget, stretch: int = 0) -> None:
        """Adds something without a name of its own."""
        self._column.addWidget(widget, stretch)

    def add_buttons(self, *buttons: QPushButton) -> None:
        """Adds buttons beside one another, each as wide as its words; they break into lines where there is no room."""
        holder = QWidget()
        row = Flow(holder, gap=8)
        for each in buttons:
            row.addWidget(each)
        self._column.addWidget(holder)

    def add_row(self, row: QLayout) -> None:
        """Adds a row of buttons."""
        self._column.addLayout(row)

    def finish(self) -> None:
        """Adds note and buttons below the fields."""
        self._outer.addWidget(self.note)
        self._outer.addSpacing(4)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 12, 0)
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(self.leave)
        row.addWidget(self.main)
        self._outer.addLayout(row)

    def showEvent(self, event: QShowEvent) -> None:
        """As high as the fields need, where the screen is."""
        super().showEvent(event)
        self.fit()
        # Once more when running text has found its lines.
        QTimer.singleShot(0, self, self.fit)

    def fit(self) -> None:
        """Takes the height the fields need, as far as the screen has it."""
        for layout in (self._column, self._outer):
            layout.activate()
        self.resize(self.width(), min(self.sizeHint().height(), self.screen().availableGeometry().height() * 9 // 10))

    def submit(self) -> None:
        """What the main button does."""
        self.accept()

    def wait(self, words: str) -> None:
        """Shows that the main act is under way; empty words end the waiting."""
        if words:
            self.main.setProperty("idle", self.main.text())
        self.main.setText(words or str(self.main.property("idle") or self.main.text()))
        self.main.setEnabled(not words)
        self.leave.setEnabled(not words)


class WorkForm(Form):
    """A form whose main act takes a moment, beside the window, and may fail."""

    def __init__(
        self, session: Session, title: str, done: str, parent: QWidget | None, *, words: str = "", width: int = 480
    ) -> None:
        """Makes an empty form.

        Args:
            session: in which the work is done.
            title, done, parent, words, width: as for Form.
        """
        super().__init__(title, done, parent, words=words, width=width)
        self._session = session

    def _failed(self, error: Exception) -> None:
        self.wait("")
        if isinstance(error, KnownError):
            self.note.fail(error)
        else:
            self._session.problem.emit(error)


def with_button(field: QLineEdit, name: str, act: Callable[[], object]) -> QWidget:
    """A field with a button beside it."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(field, 1)
    row.addWidget(button(name, act))
    holder.setFocusProxy(field)
    return holder


def lines(words: str) -> QPlainTextEdit:
    """A field of a few lines; Tab leaves it."""
    made = QPlainTextEdit(words)
    made.setTabChangesFocus(True)
    made.setMaximumHeight(scaled(72))
    return made


def ticks() -> TickList:
    """A list of sentences, which may have ticks, with room for some."""
    made = TickList()
    made.setMinimumHeight(scaled(240))
    return made
