"""Packs made before: open, verify, compare, make again, note to whom they were sent and how long they are kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QModelIndex, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QPushButton, QVBoxLayout, QWidget

from evidence_app import workspace as core
from evidence_app.changes import Changes
from evidence_app.domain.pack import Check, PackComparison, PackReport
from evidence_app.paths import documents_dir
from ui.models.dates import shown_time
from ui.models.plain import PlainModel
from ui.session import Session
from ui.widgets.buttons import button
from ui.widgets.flow import Flow
from ui.widgets.labels import label
from ui.widgets.places import Empty, Note
from ui.widgets.table import Table

COLUMNS = ("Made", "Title", "Items", "Pages", "Personal data", "Sent", "Copy")
SAMPLES = ("30 Sep 2026, 14:05", "", "Items", "Pages", "Personal data", "Improvement board, 30 Sep", "until 2026-12-31")


class PackHistory(QWidget):
    """The list of packs made."""

    checked = Signal(str, object)  # title, list of checks
    asked = Signal(str, object)  # the name of a dialog of ui.dialogs.pack_records, and what it is given

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._made: Sequence[Any] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(8)
        self.note = Note()
        self.model = PlainModel(COLUMNS, self)
        self.table = Table("Packs made", lines=1)
        self.table.setProperty("look", "framed")
        self.table.setModel(self.model)
        self.table.columns(1, SAMPLES)
        self.table.opened.connect(self._open_made)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._allow())
        self.none = Empty("No packs yet", "Build one first; it is listed here with its folder.")
        column.addWidget(self.note)
        column.addWidget(self.table, 1)
        column.addWidget(self.none, 1)
        row = Flow()
        self.open_button = button("Open folder", lambda: self._open_made(self.table.currentIndex()))
        self.verify_button = button("Verify", self._verify_made)
        self.compare_button = button("Compare with the one before", self.compare)
        self.sent_button = button("Note that it was sent…", self.ask_sent)
        self.keep_button = button("Keep until…", self.ask_until)
        self.again_button = button("Make again…", self.make_again)
        self.delete_button = button("Delete the copy…", self.ask_delete)
        self.other_button = button("Verify another pack…", self._verify_other)
        for each in (*self._buttons(), self.other_button):
            row.addWidget(each)
        column.addLayout(row)
        column.addWidget(label("Choose two packs, with Ctrl held, to compare these two.", "small", wrap=True))
        session.opened.connect(self.reload)
        session.changed.connect(self._changed)
        session.closed.connect(self._clear)

    def _buttons(self) -> tuple[QPushButton, ...]:
        return (
            self.open_button,
            self.verify_button,
            self.compare_button,
            self.sent_button,
            self.keep_button,
            self.again_button,
            self.delete_button,
        )

    # -- the list ---------------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Reads the list of packs again."""
        self._session.look(partial(_read, self._session.workspace), self._show, key="packs")

    def _show(self, read: tuple[list[Any], list[Any]]) -> None:
        self._made, sent = read
        today = date.today().isoformat()
        rows = self.table.chosen_rows()
        self.model.show(
            [
                (
                    shown_time(pack.made),
                    str(pack.spec.get("title", "")),
                    f"{pack.items:,}",
                    f"{pack.pages:,}",
                    "taken out" if pack.spec.get("redact") else "as it was",
                    "; ".join(f"{one.to}, {one.on}" for one in sent if one.pack == pack.id),
                    _copy(pack, today),
                )
                for pack in self._made
            ]
        )
        self.table.setVisible(bool(self._made))
        self.none.setVisible(not self._made)
        self.table.go_to(rows[0] if rows else 0)
        self._allow()
        late = sum(_late(pack, today) for pack in self._made)
        copies = "1 copy" if late == 1 else f"{late:,} copies"
        self.note.tell(f"{copies} should have been deleted by now: see the last column." if late else "", "warn")

    def _allow(self) -> None:
        pack = self._pack()
        for one in self._buttons():
            one.setEnabled(pack is not None)
        if pack is not None:
            self.compare_button.setEnabled(self._other() is not None)
            for one in (self.open_button, self.verify_button, self.delete_button):
                one.setEnabled(not pack.deleted)
            for one in (self.sent_button, self.keep_button, self.again_button):
                one.setEnabled(self._session.writable)

    def _pack(self) -> Any | None:
        rows = [row for row in self.table.chosen_rows() if row < len(self._made)]
        return self._made[rows[0]] if rows else None

    def _other(self) -> Any | None:
        """What the chosen pack is compared with: the other one chosen, or the one made before it."""
        rows = [row for row in self.table.chosen_rows() if row < len(self._made)]
        second = rows[1] if len(rows) > 1 else rows[0] + 1 if rows else len(self._made)
        return self._made[second] if second < len(self._made) else None

    # -- what can be done -------------------------------------------------------------------------------------------

    def verify(self, folder: Path) -> None:
        """Proves a pack and shows each check."""
        self._session.long(
            "Verifying the pack",
            lambda: core.verify_pack(folder),
            lambda checks: self.checked.emit(f"Pack “{folder.name}”", checks),
        )

    def compare(self) -> None:
        """Shows what differs between two packs."""
        newer, older = self._pack(), self._other()
        if newer is None or older is None:
            return
        packs = self._session.workspace.packs

        def show(found: PackComparison) -> None:
            self.asked.emit("compared", (shown_time(older.made), shown_time(newer.made), found))

        self._session.look(lambda: packs.compare(older.id, newer.id), show)

    def ask_sent(self) -> None:
        """Asks to whom the pack was sent, and notes it."""

        def ask(pack: Any, packs: Any) -> None:
            def done(to: str, on: str, how: str) -> None:
                self._session.act(lambda: packs.note_sent(pack.id, to, on, how))

            self.asked.emit("sent", (str(pack.spec.get("title", "")), done))

        self._with_pack(ask)

    def ask_until(self) -> None:
        """Asks how long the pack's copy is kept."""

        def ask(pack: Any, packs: Any) -> None:
            def done(day: str) -> None:
                self._session.act(lambda: packs.keep_until(pack.id, day))

            self.asked.emit("keep", (pack.keep_until, done))

        self._with_pack(ask)

    def ask_delete(self) -> None:
        """Asks, and deletes the pack's copy."""

        def ask(pack: Any, packs: Any) -> None:
            def done() -> None:
                self._session.act(lambda: packs.delete_copy(pack.id))

            self.asked.emit("delete", (pack.folder, done))

        self._with_pack(ask)

    def make_again(self) -> None:
        """Asks for a folder, and makes the pack again there; tells whether it is the same, byte for byte."""
        pack = self._pack()
        if pack is None:
            return
        if "zip" in pack.spec.get("formats", ()) or "pdf_encryption" in pack.manifest:
            self.note.tell(
                "What is encrypted is made again with a password: use `evidence-app packs … rebuild`.", "warn"
            )
            return
        parent = QFileDialog.getExistingDirectory(
            self, "Folder in which the pack's folder is made", str(documents_dir())
        )
        if parent:
            self.rebuild(pack, Path(parent) / f"{Path(pack.folder).name} again")

    def rebuild(self, pack: Any, out: Path) -> None:
        """Makes a pack again in a folder."""
        packs = self._session.workspace.packs

        def told(made: tuple[PackReport, Check]) -> None:
            self.checked.emit(f"Pack made again in “{out.name}”", [made[1]])
            self.reload()

        self._session.long("Making the pack again", lambda: packs.rebuild(pack.id, out), told)

    def _with_pack(self, do: Callable[[Any, Any], object]) -> None:
        pack = self._pack()
        if pack is not None and self._session.writable:
            do(pack, self._session.workspace.packs)

    def _open_made(self, index: QModelIndex) -> None:
        if index.isValid():
            open_folder(Path(self._made[index.row()].folder))

    def _verify_made(self) -> None:
        pack = self._pack()
        if pack is not None:
            self.verify(Path(pack.folder))

    def _verify_other(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Folder of a pack", str(documents_dir()))
        if chosen:
            self.verify(Path(chosen))

    def _changed(self, changes: Changes) -> None:
        if changes.packs:
            self.reload()

    def _clear(self) -> None:
        self._made = ()
        self.model.show(())
        self.note.clear()


def open_folder(folder: Path) -> None:
    """Shows a folder in the system's file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def _read(workspace: core.Workspace) -> tuple[list[Any], list[Any]]:
    return workspace.packs.made(), workspace.packs.sendings()


def _late(pack: Any, today: str) -> bool:
    return bool(pack.keep_until) and pack.keep_until < today and not pack.deleted


def _copy(pack: Any, today: str) -> str:
    if pack.deleted:
        return f"deleted {pack.deleted[:10]}"
    if not pack.keep_until:
        return "kept"
    return f"delete: {pack.keep_until}" if _late(pack, today) else f"until {pack.keep_until}"
