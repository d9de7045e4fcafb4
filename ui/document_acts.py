"""What the commands about documents do: import, look again, passwords, versions, details, originals, the index."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QFileDialog, QMessageBox

from evidence_app.changes import Changes
from evidence_app.domain.document import FILE_ENDINGS, LOCKED_REASON, Document, ImportReport
from evidence_app.domain.folder import Times, Watched
from evidence_app.domain.upkeep import UpkeepReport
from evidence_app.paths import documents_dir
from ui.dialogs.carry_over import CarryOver
from ui.dialogs.details import Details
from ui.dialogs.folders import Folders
from ui.dialogs.passwords import Passwords
from ui.main_window import MainWindow
from ui.session import IMPORTED

# Folders that are watched while the program runs are looked at this often; names, sizes and times only are read.
LOOK_EVERY_MS = 5 * 60 * 1000


def file_filter() -> str:
    """What the import dialog offers: all that can be read, each sort by itself, all files."""
    sorts = {"Documents": tuple(chain(*FILE_ENDINGS.values())), **FILE_ENDINGS}
    shown = [f"{name} ({' '.join(f'*.{ending}' for ending in endings)})" for name, endings in sorts.items()]
    return ";;".join((*shown, "All files (*)"))


class DocumentActs(QObject):
    """Connects the library's signals, and gives the commands about documents."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._session = window.session
        self._library = window.desk.library
        self._looking = QTimer(self, interval=LOOK_EVERY_MS)
        self._looking.timeout.connect(lambda: self._look_at(["running"]))
        window.dropped.connect(self.import_paths)
        self._library.import_wanted.connect(self.import_files)
        self._library.edit_wanted.connect(self.edit_details)
        self._library.choice_note.passwords_wanted.connect(self.ask_passwords)
        self._library.choice_note.carry_wanted.connect(self.carry_over)
        self._library.choice_note.document_wanted.connect(self._open)
        self._session.opened.connect(self._opened)
        self._session.closing.connect(self._looking.stop)

    def commands(self) -> dict[str, Callable[[], object]]:
        """What the commands do, by id."""
        return {
            "import.files": self.import_files,
            "import.folder": self.import_folder,
            "import.folders": self.watch_folders,
            "import.rescan": self.rescan,
            "import.seen": self.mark_seen,
            "import.passwords": self.ask_passwords,
            "document.details": self.edit_chosen,
            "document.original": self.save_original,
            "document.carry": self.carry_over,
            "workspace.index": self.rebuild_index,
            "workspace.optimise": self.optimise_index,
        }

    # -- import -----------------------------------------------------------------------------------------------------

    def import_files(self) -> None:
        """Asks for files and imports them."""
        chosen, _ = QFileDialog.getOpenFileNames(self._window, "Import files", str(documents_dir()), file_filter())
        self.import_paths([Path(path) for path in chosen])

    def import_folder(self) -> None:
        """Asks for a folder and imports it, folders inside included."""
        chosen = QFileDialog.getExistingDirectory(self._window, "Import a folder", str(documents_dir()))
        self.import_paths([Path(chosen)] if chosen else [])

    def import_paths(self, paths: list[Path]) -> None:
        """Imports files and folders."""
        if paths:
            self._window.show_place("library")
            self._window.desk.to_list()
            self._session.import_paths(paths, self._imported)

    def ask_passwords(self) -> None:
        """Asks once for the passwords of all documents that wait for one."""
        documents = self._session.workspace.documents
        self._session.look(lambda: documents.list(attention=True), self._ask_passwords, key="passwords")

    def _ask_passwords(self, waiting: Sequence[Document]) -> None:
        locked = [one for one in waiting if one.reason == LOCKED_REASON]
        if locked:
            ids = [one.id for one in locked]
            Passwords(
                [one.title for one in locked],
                lambda given: self._session.retry(ids, self._library.imported, passwords=given),
                self._window,
            ).open()
        else:
            self._session.notice.emit("No document waits for a password")

    def _imported(self, report: ImportReport) -> None:
        self._library.imported(report)
        if any(item.reason == LOCKED_REASON for item in report.attention):
            self.ask_passwords()

    # -- watched folders --------------------------------------------------------------------------------------------

    def watch_folders(self) -> None:
        """Shows the watched folders."""
        dialog = Folders(self._session, self._window)
        dialog.look_wanted.connect(
            lambda folders: self._session.rescan(self._imported, folders=folders).ended.connect(dialog.reload)
        )
        dialog.open()

    def rescan(self) -> None:
        """Looks at all watched folders again; where none is watched, asks for one."""
        folders = self._session.workspace.folders

        def look(watched: Sequence[Watched]) -> None:
            if watched:
                self._session.rescan(self._imported)
            else:
                self.watch_folders()

        self._session.look(folders.list, look, key="folders")

    def mark_seen(self) -> None:
        """Takes all that is marked new, changed or moved as seen."""
        folders = self._session.workspace.folders
        self._session.act(folders.seen)

    def carry_over(self) -> None:
        """Shows which evidence can move to newer versions of its documents."""
        CarryOver(self._session, self._window).open()

    def _opened(self) -> None:
        if self._session.writable:
            self._look_at(["opening", "running"])
            self._looking.start()
            upkeep = self._session.workspace.upkeep
            self._session.look(upkeep.waiting, self._catch_up)

    def _look_at(self, times: Sequence[Times]) -> None:
        folders = self._session.workspace.folders

        def look(watched: Sequence[Watched]) -> None:
            if any(one.times in times for one in watched) and self._session.writable:
                self._session.rescan(self._looked, times=times)

        self._session.look(folders.list, look, key="watching")

    def _looked(self, report: ImportReport) -> None:
        """Tells what a look nobody asked for found; nothing where there was nothing."""
        if report.news or report.added:
            self._library.imported(report)

    # -- the index --------------------------------------------------------------------------------------------------

    def rebuild_index(self) -> None:
        """Makes the index anew in the background; searches are answered meanwhile."""
        self._session.long(
            "Making the index anew",
            self._session.workspace.upkeep.rebuild,
            lambda report: self._session.notice.emit(f"The index was made anew: {report.indexed:,} pages"),
        )

    def optimise_index(self) -> None:
        """Makes the index compact in the background."""
        self._session.long(
            "Making the index compact",
            self._session.workspace.upkeep.optimise,
            lambda report: self._session.notice.emit(f"The index is compact ({report.seconds:.0f} s)"),
        )

    def _catch_up(self, waiting: int) -> None:
        """After an update of the program, or a rebuild that was interrupted."""
        if waiting and self._session.writable:
            upkeep = self._session.workspace.upkeep
            self._session.long("Bringing pages up to date", upkeep.catch_up, self._caught_up)

    def _caught_up(self, report: UpkeepReport) -> None:
        words = f"{report.reread:,} documents were brought up to date"
        if report.lost or report.failed or report.marks_lost:
            words += "; some evidence was not found again: check the workspace"
        self._session.notice.emit(words)
        self._session.changed.emit(Changes(IMPORTED))

    # -- documents --------------------------------------------------------------------------------------------------

    def edit_details(self, documents: list[Document]) -> None:
        """Asks for the details of documents."""
        dialog = Details(self._session, documents, self._window)
        dialog.document_wanted.connect(self._open)
        dialog.open()

    def edit_chosen(self) -> None:
        """Asks for the details of the documents chosen in the library, or of the one that is open."""
        chosen = self._library.chosen() if self._library.isVisible() else []
        here = self._window.desk.reading.document
        documents = chosen or ([here] if here is not None else [])
        if documents:
            self.edit_details(documents)

    def save_original(self) -> None:
        """Saves a copy of the open document as it came, after a warning."""
        document = self._window.desk.reading.document
        if document is None:
            return
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle("Save a copy of the original")
        box.setText("The copy leaves the encrypted workspace.")
        box.setInformativeText(
            f"Anybody who can open the folder it is saved in can read “{document.title}”. Delete the copy when you no "
            "longer need it. That it was saved is written in the audit log."
        )
        save = box.addButton("Save a copy…", QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        save.clicked.connect(lambda: self._save_original(document))
        box.open()

    def _save_original(self, document: Document) -> None:
        name = Path(document.paths[0]).name if document.paths else f"{document.title}.pdf"
        proposed = documents_dir() / name.rpartition(" → ")[2]
        chosen, _ = QFileDialog.getSaveFileName(self._window, "Save a copy", str(proposed))
        if chosen:
            documents = self._session.workspace.documents
            self._session.look(
                lambda: documents.save_original(document.id, Path(chosen)),
                lambda path: self._session.notice.emit(f"Saved {path.name}"),
            )

    def _open(self, document: int) -> None:
        documents = self._session.workspace.documents
        self._session.look(
            lambda: documents.get(document),
            lambda found: self._window.desk.show_document(found, focus=True),
            key="open",
        )
