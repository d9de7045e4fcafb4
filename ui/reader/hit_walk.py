"""Walks from hit to hit: what a search lit up, or what is typed into the find bar, in the pages on screen."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal

from ui.jobs import Jobs
from ui.reader.bars import FindBar, ToolBar, counted
from ui.reader.finder import Finder
from ui.reader.hits import Hit
from ui.reader.pane import DocumentPane
from ui.widgets.places import announce

# What is selected is looked for where it is no longer than this.
SHORT = 80


class HitWalk(QObject):
    """Connects the finder with the pages and with the two bars that tell of hits.

    Attributes:
        finder: what is lit up, and the present hit.
    """

    changed = Signal(int, int)  # place of the present hit or 0, hits in all

    def __init__(self, jobs: Jobs, pane: DocumentPane, bar: ToolBar, find_bar: FindBar, parent: QObject) -> None:
        super().__init__(parent)
        self.finder = Finder(jobs, self)
        self._pane, self._view, self._bar, self._find_bar = pane, pane.view, bar, find_bar
        bar.hit_stepped.connect(self.step)
        find_bar.typed.connect(self.finder.type)
        find_bar.stepped.connect(self.step)
        find_bar.closed.connect(self.close_find)
        self.finder.changed.connect(self._show_hits)
        self.finder.arrived.connect(self._first_hit)

    def open(self) -> None:
        """Looks in the document that is on screen now."""
        self._find_bar.hide()
        self.finder.type(None)
        self.finder.open(self._view.text)

    def standing(self) -> tuple[int, int]:
        """Place of the present hit from 1, or 0; and how many there are."""
        return self.finder.position, self.finder.count

    def step(self, forward: bool) -> None:
        """Goes to the next or the previous hit, going round at the ends."""
        self.finder.step(forward, self._view.page)
        hit = self.finder.now
        if hit is not None:
            self._show_hit(hit)
            announce(self._view, f"Hit {counted(*self.standing())}, page {hit.page}")

    def choose_here(self) -> None:
        """Makes the first hit of the page that was gone to the present one."""
        if self._pane.at_page and (hit := self.finder.choose_on(self._view.page)):
            self._show_hit(hit)

    def find_words(self, chosen: str) -> None:
        """Opens the find bar.

        Args:
            chosen: the selected words, looked for where they are few.
        """
        if not self._view.pages:
            return
        if 0 < len(chosen) <= SHORT:
            self._find_bar.field.setText(chosen)
        self._find_bar.show()
        self._find_bar.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._find_bar.field.selectAll()
        self.finder.type(self._find_bar.field.text())

    def close_find(self) -> None:
        """Closes the find bar; what a search found is lit up again."""
        self._find_bar.hide()
        self.finder.type(None)
        self._view.setFocus()

    def _first_hit(self) -> None:
        """Goes to a hit where the answer has come: for what was typed the next one; else only one on this page."""
        if self._find_bar.isVisible():
            self.step(forward=True)
        else:
            self.choose_here()

    def _show_hit(self, hit: Hit) -> None:
        self._view.reveal_text(hit.page, *hit.on(hit.page))

    def _show_hits(self) -> None:
        self._view.set_hits(self.finder.pages, self.finder.now)
        position, count = self.standing()
        self._bar.show_hits(position, count if not self._find_bar.isVisible() else 0)
        self._find_bar.show_hits(position, count)
        self.changed.emit(position, count)
