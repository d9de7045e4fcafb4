"""What is asked about evidence outside its own list: a look at what will change, files, names of filters."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QInputDialog

from evidence_app import workspace as core
from evidence_app.domain.board import BoardQuery
from evidence_app.errors import KnownError
from evidence_app.paths import documents_dir
from ui.dialogs.bulk_edit import BulkEdit
from ui.main_window import MainWindow

LIST_FILES = "Workbook (*.xlsx);;Comma-separated values (*.csv)"


class EvidenceActs(QObject):
    """Connects the evidence board's signals, and gives the commands about evidence."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._session = window.session
        self._board = window.desk.board
        self._board.edit_wanted.connect(self.edit)
        self._board.export_wanted.connect(self.export)
        self._board.name_wanted.connect(self.name_filter)
        window.coverage.evidence_wanted.connect(self.show)
        window.coverage.file_wanted.connect(self.save_page)

    def commands(self) -> dict[str, Callable[[], object]]:
        """What the commands do, by id."""
        return {**self._board.commands(), **self._window.coverage.commands()}

    def show(self, fields: dict[str, str]) -> None:
        """Shows the evidence that fits, in the list."""
        self._window.show_place("evidence")
        self._board.narrow(**fields)
        self._window.desk.to_list()

    def save_page(self, made: Callable[[], bytes], name: str = "Coverage.pdf") -> None:
        """Asks for a file and writes a PDF to it, where one may leave this computer."""
        try:
            core.allow_export("pdf")
        except KnownError as error:
            self._session.problem.emit(error)
            return
        proposed = str(documents_dir() / name)
        chosen, _ = QFileDialog.getSaveFileName(self._window, "Save as PDF", proposed, "PDF (*.pdf)")
        if not chosen:
            return
        try:
            Path(chosen).write_bytes(made())
        except OSError as error:
            self._session.problem.emit(KnownError(f"“{chosen}” cannot be written: {error.strerror}."))
        else:
            self._session.notice.emit(f"Saved as {Path(chosen).name}.")

    def edit(self, ids: list[str], values: dict[str, object], what: str) -> None:
        """Alters evidence: one piece at once, more of it after a look at what will change."""
        BulkEdit(self._session, ids, values, what, self._window).begin()

    def export(self, ids: tuple[str, ...], columns: tuple[str, ...]) -> None:
        """Asks for a file and writes a list of evidence to it."""
        workspace = self._session.workspace
        proposed = str(documents_dir() / "Evidence.xlsx")
        chosen, _ = QFileDialog.getSaveFileName(self._window, "Export the list", proposed, LIST_FILES)
        if chosen:
            work = partial(workspace.board.export, ids, columns, Path(chosen), workspace.authority)
            self._session.long("Exporting", work, lambda rows: self._session.notice.emit(f"{rows:,} rows exported."))

    def name_filter(self, query: BoardQuery) -> None:
        """Asks for a name and saves a filter of the evidence under it."""
        name, sure = QInputDialog.getText(self._window, "Save this filter", "Name:")
        if sure and name.strip():
            self._board.menu.save(name.strip(), query)
