"""What was begun in the evidence panel and not saved: kept in the workspace, offered again with its document."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer

from evidence_app.domain.document import Document
from ui.models.begun import Begun
from ui.models.choices import Choices
from ui.session import Session
from ui.views.evidence_panel import EvidencePanel
from ui.widgets.buttons import button
from ui.widgets.labels import shortened

# What is typed is written down this often, so a program that is killed loses no more than that.
EVERY_MS = 700


class Drafts(QObject):
    """Watches the panel. What is saved or cancelled there is forgotten; what was left for another document waits."""

    def __init__(self, session: Session, panel: EvidencePanel) -> None:
        super().__init__(panel)
        self._session = session
        self._panel = panel
        self._document = 0
        self._kept: Begun | None = None  # of the present document, as it was written down last
        self._offered = False
        self._watch = QTimer(self, interval=EVERY_MS)
        self._watch.timeout.connect(self.look)
        session.opened.connect(self._watch.start)
        session.closing.connect(self._close)
        panel.items.loaded.connect(lambda _: self._offer())

    def begun(self) -> Begun | None:
        """What is chosen or written in the panel and not saved; None where that is nothing."""
        choices, (selection, item) = self._panel.form.choices(), self._panel.held
        if item is not None:
            return None if choices == Choices.of(item) else Begun(item.passage.quote, None, item.id, choices)
        if selection is None or choices == Choices():
            return None
        return Begun(self._panel.quote.toolTip(), selection, "", choices)

    def look(self) -> None:
        """Writes down what is in the panel, where it is something else than before."""
        begun = self.begun()
        if self._document and begun != self._kept and self._session.writable:
            self._write(begun)

    def leave(self, document: Document | None) -> None:
        """Goes with the reader to another document, or none: called while the panel still shows the one before."""
        if document is None or document.id != self._document:
            begun = self.begun()
            if begun is not None and self._session.writable:
                self._write(begun)
            self._document, self._kept, self._offered = document.id if document else 0, None, False

    def _close(self) -> None:
        # The workspace is still open: what is asked to be written now is written before it closes.
        self._watch.stop()
        begun = self.begun()
        if self._document and begun is not None and begun != self._kept and not self._session.workspace.read_only:
            self._write(begun)
        self._document, self._kept = 0, None

    def _offer(self) -> None:
        if self._offered or not self._document or not self._session.writable:
            return
        self._offered = True
        document, workspace = self._document, self._session.workspace
        self._session.look(lambda: workspace.preference(_key(document)), partial(self._tell, document), key="draft")

    def _tell(self, document: int, kept: str | None) -> None:
        if not kept or document != self._document or self.begun() is not None:
            return
        begun = self._kept = Begun.from_json(kept)
        words = f"You had begun here and not saved: “{shortened(begun.words, 90)}”"
        go_on = button("Go on", self._answer(lambda: self._go_on(begun)))
        self._panel.note.tell(words, "", go_on, button("Discard", self._answer(lambda: self._write(None))))
        # Until it is answered, an empty panel does not mean that it was cancelled.
        self._watch.stop()

    def _answer(self, act: Callable[[], object]) -> Callable[[], None]:
        def pressed() -> None:
            self._panel.note.clear()
            act()
            self._watch.start()

        return pressed

    def _go_on(self, begun: Begun) -> None:
        if begun.selection is not None:
            self._panel.select(begun.selection, begun.words)
        else:
            self._panel.edit(begun.item)
        if self._panel.ready:
            self._panel.form.show_choices(begun.choices)

    def _write(self, begun: Begun | None) -> None:
        self._kept = begun
        workspace, key, words = self._session.workspace, _key(self._document), begun.to_json() if begun else ""
        self._session.jobs.start("Keeping what was begun", lambda: workspace.remember(key, words), "act")


def _key(document: int) -> str:
    return f"draft.{document}"
