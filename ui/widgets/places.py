"""Frames: a note that tells something, an empty place that says what to do next, and what keeps a form in shape."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from evidence_app.errors import KnownError
from ui.widgets.labels import label, relook

Tone = Literal["", "good", "warn", "bad"]
FrameLook = Literal["bar", "top", "rail", "pane", "head", "foot", "card", "quote", "note", "record", "drop"]


def frame(look: FrameLook) -> QFrame:
    """A frame in one of the style sheet's looks."""
    made = QFrame()
    made.setProperty("look", look)
    return made


def announce(widget: QWidget, words: str) -> None:
    """Has a screen reader say something that happened."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))


class Note(QFrame):
    """A message inside a view: what happened, what to do, and buttons to do it. Hidden until something is told."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "note")
        self._words = label(wrap=True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._row = QHBoxLayout()
        self._row.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 8, 8)
        column.setSpacing(8)
        column.addWidget(self._words)
        column.addLayout(self._row)
        self.hide()

    @property
    def text(self) -> str:
        """What is told."""
        return self._words.text()

    def tell(self, words: str, tone: Tone = "", *buttons: QPushButton) -> None:
        """Shows a message; one without words hides the note."""
        while self._row.count():
            item = self._row.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._words.setText(words)
        self.setProperty("tone", tone)
        self.style().unpolish(self)
        self.style().polish(self)
        for each in buttons:
            self._row.addWidget(each)
        if buttons:
            self._row.addStretch(1)
        self.setVisible(bool(words))
        if words:
            announce(self, words)

    def fail(self, error: KnownError, *buttons: QPushButton) -> None:
        """Shows what went wrong and what to do."""
        self.tell(f"{error.sentence} {error.hint}".strip(), "bad", *buttons)

    def clear(self) -> None:
        """Hides the note."""
        self.tell("")


class Empty(QScrollArea):
    """What stands where there is nothing yet: why, and what to do next. Scrolls where there is too little room."""

    def __init__(self, title: str, words: str, *buttons: QPushButton) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = frame("pane")
        self.setWidget(page)
        self._title = label(title, "heading", wrap=True)
        self._words = label(words, "muted", wrap=True)
        column = QVBoxLayout(page)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addStretch(1)
        for each in (self._title, self._words):
            each.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(each)
        row = QHBoxLayout()
        row.addStretch(1)
        for one in buttons:
            row.addWidget(one)
        row.addStretch(1)
        column.addSpacing(8)
        column.addLayout(row)
        column.addStretch(2)

    def say(self, title: str, words: str) -> None:
        """Shows other words."""
        self._title.setText(title)
        self._words.setText(words)


class Fitted(QScrollArea):
    """Takes the height its content needs, and scrolls where the window has less."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._content = content
        self.setWidget(content)
        content.installEventFilter(self)

    def sizeHint(self) -> QSize:
        """All of the content, at the width there is."""
        content = self._content
        width = max(self.width(), content.minimumSizeHint().width())
        height = content.heightForWidth(width) if content.hasHeightForWidth() else content.sizeHint().height()
        return QSize(content.minimumSizeHint().width(), height)

    def minimumSizeHint(self) -> QSize:
        """A few lines."""
        return QSize(self._content.minimumSizeHint().width(), 6 * self.fontMetrics().lineSpacing())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Takes another height where the content does."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)


def told(words: QLabel, text: str, tone: Tone) -> None:
    """Sets the words of a label that says how things stand, in the tone given."""
    words.setText(text)
    relook(words, tone)
