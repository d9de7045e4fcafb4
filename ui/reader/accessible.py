"""The pages as screen readers see them: a document whose text, caret and places of letters can be asked for.

PySide does not hand Qt's out-parameters to Python, so what is selected cannot be told through the interface; the view
announces it instead.
"""

from __future__ import annotations

import weakref
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint, QPointF, QRect
from PySide6.QtGui import QAccessible, QAccessibleTextCursorEvent, QAccessibleTextInterface, QAccessibleTextUpdateEvent
from PySide6.QtWidgets import QAccessibleWidget

if TYPE_CHECKING:
    from ui.reader.view import PageView

# Qt owns what it was given and deletes it with its view; its Python half must live as long.
_made: list[PageAccessible] = []
_installed = False


def install() -> None:
    """Tells Qt of it, once."""
    global _installed
    if not _installed:
        _installed = True
        QAccessible.installFactory(_factory)


def tell_page(view: PageView) -> None:
    """Says that another page's text is there."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleTextUpdateEvent(view, 0, "", shown_text(view)))


def tell_caret(view: PageView) -> None:
    """Says that the caret has moved."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleTextCursorEvent(view, caret(view)))


def shown_text(view: PageView) -> str:
    """The text of the present page."""
    return view.text.page(view.page).text if view.pages else ""


def caret(view: PageView) -> int:
    """Where on the present page the keyboard is, as a character of its text; its beginning where it is elsewhere."""
    word = view.selection.focus if view.selection is not None else view.caret
    return word[0][1] if word is not None and word[0][0] == view.page else 0


class PageText(QAccessibleTextInterface):
    """The text of the page that is read."""

    def __init__(self, view: PageView) -> None:
        super().__init__()
        self._view = weakref.ref(view)

    def text(self, start: int, end: int) -> str:
        """A piece of it."""
        view = self._view()
        return shown_text(view)[max(0, start) : max(0, end)] if view is not None else ""

    def characterCount(self) -> int:
        """How long it is."""
        view = self._view()
        return len(shown_text(view)) if view is not None else 0

    def cursorPosition(self) -> int:
        """Where the keyboard is."""
        view = self._view()
        return caret(view) if view is not None else 0

    def setCursorPosition(self, position: int) -> None:
        """Puts the caret on the word at a place."""
        view = self._view()
        word = view.text.word_at((view.page, position)) if view is not None and view.pages else None
        if view is not None and word is not None:
            view.set_caret_mode(True)
            view.set_caret(word, None)

    def characterRect(self, offset: int) -> QRect:
        """Where a character stands on the screen: the place of its word; empty where it is not in view."""
        view = self._view()
        words = view.feed.words(view.page) if view is not None else None
        rects = words.rects(offset, offset + 1, furniture=True) if words is not None else []
        if view is None or not rects:
            return QRect()
        place = view.plan.box(view.page, rects[0]).translated(-view.seen.topLeft()).toRect()
        return QRect(view.viewport().mapToGlobal(place.topLeft()), place.size())

    def offsetAtPoint(self, point: QPoint) -> int:
        """The character at a place on the screen; -1 for none."""
        view = self._view()
        spot = view.spot(QPointF(view.viewport().mapFromGlobal(point))) if view is not None else None
        words = view.feed.words(spot[0]) if view is not None and spot is not None else None
        word = words.at(spot[1]) if spot is not None and words is not None else None
        return word.start if word is not None and view is not None and spot is not None and spot[0] == view.page else -1

    def scrollToSubstring(self, start: int, end: int) -> None:
        """Brings a piece of it into view."""
        view = self._view()
        if view is not None and view.pages:
            view.reveal_text(view.page, start, end)

    def selectionCount(self) -> int:
        """None is told: see the head of this module."""
        return 0

    def addSelection(self, start: int, end: int) -> None:
        """Selects words."""
        self.setSelection(0, start, end)

    def removeSelection(self, index: int) -> None:
        """Selects nothing."""
        view = self._view()
        if view is not None:
            view.selection = None

    def setSelection(self, index: int, start: int, end: int) -> None:
        """Selects the words from one character to another."""
        view = self._view()
        if view is not None and view.pages:
            view.select_text(view.page, start, end)


class PageAccessible(QAccessibleWidget):
    """The view as a document."""

    def __init__(self, view: PageView) -> None:
        super().__init__(view, QAccessible.Role.Document)
        self._text = PageText(view)

    def interface_cast(self, kind: QAccessible.InterfaceType) -> Any:
        """Its text."""
        if kind == QAccessible.InterfaceType.TextInterface:
            return self._text
        return super().interface_cast(kind)


def _factory(name: str, found: QObject) -> PageAccessible | None:
    if name != "PageView":
        return None
    made = PageAccessible(found)  # type: ignore[arg-type]
    _made.append(made)
    return made
