"""Shows a passage in the reader: opens its document where another is open, and selects it once its pages are there."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt

from evidence_app.domain.document import Document
from evidence_app.domain.evidence import Passage
from evidence_app.domain.series import Statement
from ui.reader.selection import Selection
from ui.session import Session
from ui.views.reading import Reading


class PassageShower(QObject):
    """What leads from words found elsewhere to their place on a page."""

    def __init__(self, session: Session, reading: Reading, uncover: Callable[[], object]) -> None:
        """Makes it.

        Args:
            uncover: called before something is shown, so that the reader is in sight.
        """
        super().__init__(reading)
        self._session = session
        self._reading = reading
        self._uncover = uncover

    def fetch(self, document: int, show: Callable[[Document], None]) -> None:
        """Gives a document by its id: at once where it is open, else when it has been read."""
        if not self._session.is_open:
            return
        workspace = self._session.workspace
        here = self._reading.document
        if here is not None and here.id == document:
            show(here)
        else:
            self._session.look(lambda: workspace.documents.get(document), show, key="open")

    def show_page(self, document: int, page: int) -> None:
        """Opens a document at a page."""
        self.fetch(document, lambda known: self._open(known, page))

    def show_passage(self, passage: Passage) -> None:
        """Opens a document at a passage and selects it; boxes are not needed."""

        def show(document: Document) -> None:
            self._open(document, passage.page)
            reader = self._reading.reader
            if reader.view.pages:
                self._select(passage)
            else:
                reader.pane.shown.connect(lambda: self._select(passage), Qt.ConnectionType.SingleShotConnection)

        self.fetch(passage.document, show)

    def show_statement(self, statement: Statement) -> None:
        """Shows a paragraph or point of a report on its page."""
        board = self._session.workspace.evidence
        place = statement.document, statement.page

        def show(passage: Passage | None) -> None:
            if passage is None:
                self.show_page(*place)
            else:
                self.show_passage(passage)

        self._session.look(lambda: board.spot(*place, statement.page, statement.text), show, key="spot")

    def _open(self, document: Document, page: int) -> None:
        self._uncover()
        self._reading.show_document(document, page=page)

    def _select(self, passage: Passage) -> None:
        document, view = self._reading.document, self._reading.reader.view
        if document is None or document.id != passage.document or passage.to_page > view.pages:
            return
        span = (passage.page, passage.start), (passage.to_page, passage.end)
        view.selection = Selection(span, span)
        last = passage.end if passage.to_page == passage.page else len(view.text.page(passage.page).text)
        view.reveal_text(passage.page, passage.start, last)
