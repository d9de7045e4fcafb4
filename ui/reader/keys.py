"""The keyboard on the pages: scrolling, page turns, and a caret that selects without the mouse.

Arrows, Page Up / Down, Space, Home, End   scroll; with Ctrl, Home and End go to the document's ends
F7                                         arrows move a caret from word to word instead
Shift + arrows                             select words and lines; with Ctrl, sentences and paragraphs
. and ,                                    select to the end, or back to the beginning, of the sentence
;                                          the other end of the selection is the one that moves
Esc                                        drops the selection, then the caret
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from evidence_app.domain.pageview import Word
from ui.reader.selection import Selection
from ui.reader.text import Span

if TYPE_CHECKING:
    from ui.reader.view import PageView

# Kept in view when a screenful is scrolled, in logical pixels.
OVERLAP = 48
LINES = 3

Key = Qt.Key
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CONTROL = Qt.KeyboardModifier.ControlModifier
_MOVES = frozenset({Key.Key_Left, Key.Key_Right, Key.Key_Up, Key.Key_Down, Key.Key_Home, Key.Key_End})


def press(view: PageView, event: QKeyEvent) -> bool:
    """Does what a key means on the pages.

    Returns:
        False where the key means nothing here.
    """
    # Num Lock and the keypad make no difference.
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    # A plain number: keyboards send keys that Qt has no name for.
    key = event.key()
    if not view.pages or held & ~(_SHIFT | _CONTROL):
        return False
    if key == Key.Key_F7 and not held:
        view.set_caret_mode(not view.caret_mode)
    elif key == Key.Key_Escape and not held:
        return _back(view)
    elif event.text() in (".", ","):
        _to_sentence_edge(view, forward=event.text() == ".")
    elif event.text() == ";" and view.selection is not None:
        turned = view.selection.word_wise(view.text).turned()
        view.set_caret(turned.focus, turned)
    elif key in _MOVES and (held & _SHIFT or view.caret_mode):
        _move(view, key, held)
    else:
        return _scroll(view, key, held)
    return True


def _scroll(view: PageView, key: int, held: Qt.KeyboardModifier) -> bool:
    line = LINES * view.verticalScrollBar().singleStep()
    screen = max(line, view.viewport().height() - OVERLAP)
    across = view.horizontalScrollBar()
    plain = held == Qt.KeyboardModifier.NoModifier
    if key == Key.Key_Space and held in (Qt.KeyboardModifier.NoModifier, _SHIFT):
        view.scroll_by(screen if plain else -screen)
    elif key in (Key.Key_PageDown, Key.Key_PageUp) and held in (Qt.KeyboardModifier.NoModifier, _CONTROL):
        down = 1 if key == Key.Key_PageDown else -1
        view.scroll_by(down * screen) if plain else view.go_to(view.page + down)
    elif key in (Key.Key_Down, Key.Key_Up) and plain:
        view.scroll_by(line if key == Key.Key_Down else -line)
    elif key in (Key.Key_Left, Key.Key_Right) and plain:
        step = 1 if key == Key.Key_Right else -1
        across.setValue(across.value() + step * line) if across.maximum() else view.go_to(view.page + step)
    elif key == Key.Key_Home and not held & _SHIFT:
        view.go_to(1)
    elif key == Key.Key_End and not held & _SHIFT:
        view.go_to(view.pages)
        view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    else:
        return False
    return True


def _move(view: PageView, key: int, held: Qt.KeyboardModifier) -> None:
    """Moves the caret, or with Shift the end of the selection."""
    here = view.caret_word()
    if here is None:
        return
    selecting = bool(held & _SHIFT)
    across = key in (Key.Key_Left, Key.Key_Right)
    chosen = view.selection.word_wise(view.text) if view.selection else None
    if chosen is None and selecting and across and not held & _CONTROL:
        # The first press takes the word the caret is on.
        view.set_caret(here, Selection(here, here))
        return
    there = _target(view, chosen.focus if chosen else here, key, bool(held & _CONTROL))
    view.set_caret(there, (chosen or Selection(here, here)).extended(there) if selecting else None)


def _target(view: PageView, word: Span, key: int, far: bool) -> Span:
    """Where a key leads from a word; far with Ctrl held."""
    text = view.text
    forward = key in (Key.Key_Right, Key.Key_Down, Key.Key_End)
    if key in (Key.Key_Left, Key.Key_Right):
        return text.edge(word, forward) if far else text.step(word, forward)
    if key in (Key.Key_Up, Key.Key_Down):
        return text.edge(word, forward, paragraph=True) if far else _line(view, word, 1 if forward else -1)
    if far:
        return (text.last_word(len(text.pages)) if forward else text.first_word(1)) or word
    page, start = word[0]
    words = view.feed.words(page)
    row = words.line(start) if words else ()
    return _span(page, row[-1 if forward else 0]) if row else word


def _line(view: PageView, word: Span, lines: int) -> Span:
    """The word above or below; past the page's edge, the next page's first or last."""
    page, start = word[0]
    words = view.feed.words(page)
    other = words.beside(start, lines) if words else None
    if other is not None:
        return _span(page, other)
    return (view.text.first_word(page + 1) if lines > 0 else view.text.last_word(page - 1)) or word


def _to_sentence_edge(view: PageView, forward: bool) -> None:
    here = view.caret_word()
    if here is None:
        return
    chosen = (view.selection or Selection(here, here)).word_wise(view.text, forward)
    there = view.text.edge(chosen.focus, forward)
    view.set_caret(there, chosen.extended(there))


def _back(view: PageView) -> bool:
    if view.selection is not None:
        view.selection = None
    elif view.caret_mode:
        view.set_caret_mode(False)
    else:
        return False
    return True


def _span(page: int, word: Word) -> Span:
    return (page, word.start), (page, word.end)
