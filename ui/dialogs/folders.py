"""The folders that are watched: which, how often, and a look at them now."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from evidence_app.domain.folder import TIMES, Times, Watched
from evidence_app.paths import documents_dir
from ui.dialogs.form import Form
from ui.models.dates import shown_time
from ui.models.plain import PlainModel
from ui.session import Session
from ui.theme import scaled
from ui.widgets.buttons import button
from ui.widgets.fields import Combo
from ui.widgets.labels import label
from ui.widgets.table import Table

COLUMNS = ("Folder", "Looked at", "Last time", "Documents")
SAMPLES = ("", TIMES["opening"], "30 Sep 2026, 14:05", "Documents")


class Folders(Form):
    """The dialog. What is set here is set at once."""

    look_wanted = Signal(object)  # list[Path] of folders, or None for all

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(
            "Watched folders",
            "Close",
            parent,
            words="Files that are new, changed, moved or gone are marked in the library. A file that changed becomes a "
            "new version of its document; evidence stays with the earlier one until you carry it over.",
            width=820,
        )
        self._session = session
        self._folders: list[Watched] = []
        self._model = PlainModel(COLUMNS, self)
        self.table = Table("Watched folders", lines=1)
        self.table.setModel(self._model)
        self.table.columns(0, SAMPLES)
        self.table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.table.setMinimumHeight(scaled(130))
        self.table.selectionModel().selectionChanged.connect(self._chosen)
        self.table.deleted.connect(self._forget)
        self.add_widget(self.table, 1)
        self._empty = label("No folder is watched yet.", "muted")
        self.add_widget(self._empty)
        self.times = Combo("When the folder is looked at", TIMES)
        self.times.activated.connect(self._set_times)
        self.watch = button("Watch a folder…", self.ask)
        self.look = button("Look now", self._look)
        self.forget = button("Stop watching", self._forget)
        row = QHBoxLayout()
        row.setSpacing(8)
        for part in (self.watch, self.look, self.forget):
            row.addWidget(part)
        row.addStretch(1)
        holder = QWidget()
        holder.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        self.add("&When the chosen folder is looked at", self.times)
        self.add_widget(holder)
        self.leave.hide()
        self.finish()
        self.reload()

    def reload(self) -> None:
        """Reads the folders again."""
        folders = self._session.workspace.folders
        self._session.look(folders.list, self._show, key="folders")

    def ask(self) -> None:
        """Asks which folder to watch."""
        chosen = QFileDialog.getExistingDirectory(self, "Watch a folder", str(documents_dir()))
        if chosen:
            self.add_folder(Path(chosen))

    def add_folder(self, path: Path) -> None:
        """Watches a folder, and looks at it for the first time."""
        folders = self._session.workspace.folders
        self._session.look(lambda: folders.watch(path), lambda _: self._added(path))

    def _added(self, path: Path) -> None:
        self.reload()
        self.look_wanted.emit([path])

    def _show(self, folders: list[Watched]) -> None:
        kept = self._chosen_folder()
        self._folders = folders
        self._model.show(
            [
                (
                    one.path,
                    TIMES[one.times],
                    shown_time(one.checked) if one.checked else "Not yet",
                    f"{one.documents:,}" if one.there else "Not found",
                )
                for one in folders
            ]
        )
        paths = [one.path for one in folders]
        self.table.go_to(paths.index(kept.path) if kept is not None and kept.path in paths else 0)
        self._empty.setVisible(not folders)
        self._chosen()

    def _chosen_folder(self) -> Watched | None:
        rows = self.table.chosen_rows()
        return self._folders[rows[0]] if rows and rows[0] < len(self._folders) else None

    def _chosen(self) -> None:
        chosen = self._chosen_folder()
        for part in (self.times, self.look, self.forget):
            part.setEnabled(chosen is not None and self._session.writable)
        self.watch.setEnabled(self._session.writable)
        if chosen is not None:
            self.times.choose(chosen.times)

    def _set_times(self) -> None:
        chosen, folders = self._chosen_folder(), self._session.workspace.folders
        if chosen is not None:
            times = cast(Times, self.times.value())
            self._session.look(lambda: folders.watch(Path(chosen.path), times), lambda _: self.reload())

    def _look(self) -> None:
        chosen = self._chosen_folder()
        if chosen is not None:
            self.look_wanted.emit([Path(chosen.path)])

    def _forget(self) -> None:
        chosen, folders = self._chosen_folder(), self._session.workspace.folders
        if chosen is not None and self._session.writable:
            self._session.look(lambda: folders.forget(Path(chosen.path)), lambda _: self.reload())
