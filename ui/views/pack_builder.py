"""The builder of packs: the form, what to know before it leaves, the pages as they will be, and the export."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from evidence_app.changes import Changes
from evidence_app.domain.pack import PackDraft, PackReport, PackSpec
from evidence_app.errors import KnownError
from evidence_app.paths import documents_dir
from evidence_app.progress import Progress
from ui.jobs import Job
from ui.session import Session
from ui.views.pack_form import PackForm
from ui.views.pack_history import open_folder
from ui.views.pack_preview import PackPreview
from ui.widgets.buttons import button
from ui.widgets.fields import Check
from ui.widgets.labels import label
from ui.widgets.places import Note, frame

# Pages are set anew when nothing was typed for so long.
PAUSE_MS = 350


class PackBuilder(QSplitter):
    """The builder."""

    built = Signal()
    verify_wanted = Signal(object)  # Path
    review_wanted = Signal()
    search_wanted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._session = session
        self._job: Job | None = None
        self._drafting: Job | None = None
        self._own_folder = False
        self._stale = True
        self.draft: PackDraft | None = None
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._set_pages)
        self.form = PackForm()
        self.form.changed.connect(self._edited)
        self.form.cover_wanted.connect(self._take_cover)
        self.form.title.textChanged.connect(lambda _: self._propose())
        self.preview = PackPreview(session)
        self.state = label("", "muted", wrap=True)
        self.state.setContentsMargins(12, 8, 12, 8)
        self.setHandleWidth(3)
        self.setChildrenCollapsible(False)
        side = QWidget()
        pages = QVBoxLayout(side)
        pages.setContentsMargins(0, 0, 0, 0)
        pages.setSpacing(0)
        pages.addWidget(self.state)
        pages.addWidget(self.preview, 1)
        self.addWidget(self._left())
        self.addWidget(side)
        self.setStretchFactor(0, 5)
        self.setStretchFactor(1, 6)
        self.setSizes([500, 600])
        session.opened.connect(self._opened)
        session.changed.connect(self._changed)
        session.closing.connect(self._let_go)

    def _left(self) -> QWidget:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = frame("pane")
        area.setWidget(page)
        column = QVBoxLayout(page)
        column.setContentsMargins(24, 12, 24, 16)
        column.setSpacing(8)
        column.addWidget(self.form)
        self.folder = QLineEdit()
        self.folder.setAccessibleName("New folder for the pack")
        self.folder.textEdited.connect(self._typed_folder)
        chooser = QHBoxLayout()
        chooser.setSpacing(8)
        chooser.addWidget(self.folder, 1)
        chooser.addWidget(button("Choose…", self._choose))
        column.addSpacing(4)
        column.addWidget(label("New &folder for the pack", "strong", buddy=self.folder))
        column.addLayout(chooser)
        self.warnings = Note()
        self.accept = Check("I have read this, and export all the same (the choice is logged)")
        self.accept.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.accept.setToolTip(self.accept.text())
        self.accept.hide()
        self.note = Note()
        for part in (self.warnings, self.accept, self.note):
            column.addWidget(part)
        self.build = button("Build pack", self.export, "main")
        self.cancel = button("Cancel", self._cancel)
        self.cancel.hide()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Progress of the pack")
        self.bar.hide()
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.build)
        line.addWidget(self.cancel)
        line.addWidget(self.bar, 1)
        line.addStretch(1)
        column.addLayout(line)
        column.addStretch(1)
        return area

    # -- the draft --------------------------------------------------------------------------------------------------

    def _edited(self) -> None:
        self._stale = True
        self.note.clear()
        self._pause.start()

    def _set_pages(self) -> None:
        """Sets the pages anew, beside the window; what is asked meanwhile waits."""
        if not self._session.is_open or not self.isVisible() or self._drafting is not None:
            return
        missing = self.form.missing()
        if missing and "password" not in missing:
            self._show_draft(None, missing)
            return
        self._stale = False
        workspace, spec = self._session.workspace, self.form.spec()
        self.state.setText("Setting the pages…")
        job = self._session.jobs.start("Setting the pages", lambda: workspace.packs.draft(spec))
        self._drafting = job
        job.finished.connect(lambda draft: self._show_draft(draft, ""))
        job.failed.connect(self._no_draft)
        job.ended.connect(self._drafted)

    def _drafted(self) -> None:
        self._drafting = None
        if self._stale:
            self._pause.start()

    def _no_draft(self, error: Exception) -> None:
        if isinstance(error, KnownError):
            self._show_draft(None, str(error))
        else:
            self._show_draft(None, "The pages could not be set.")
            self._session.problem.emit(error)

    def _show_draft(self, draft: PackDraft | None, words: str) -> None:
        self.draft = draft
        self.preview.show_draft(draft)
        if draft is None:
            self.state.setText(words)
            self.warnings.clear()
        else:
            exhibits = len(draft.sizes) - draft.front
            self.state.setText(
                f"{len(draft.sizes):,} pages: {draft.front:,} of its own and {exhibits:,} of exhibits, as they will be."
            )
            self.form.show_items(draft.items)
            self._warn(draft)

    def _warn(self, draft: PackDraft) -> None:
        words = "\n".join(f"• {one}" for one in draft.warnings)
        if not draft.searched:
            self.warnings.tell(
                "Personal data has to be searched for first: documents or lists are new or have changed.",
                "warn",
                button("Search now", self.search_wanted.emit),
            )
        else:
            more = [button("Review personal data", self.review_wanted.emit)] if draft.unreviewed else []
            self.warnings.tell(f"Before this pack leaves:\n{words}" if words else "", "warn", *more)
        self.accept.setVisible(bool(words) and draft.searched)
        self.accept.setChecked(False)

    def set_again(self) -> None:
        """Sets the pages anew."""
        if self._session.is_open:
            self._edited()

    # -- building ---------------------------------------------------------------------------------------------------

    def spec(self) -> PackSpec:
        """What the form asks for."""
        return self.form.spec()

    def export(self) -> None:
        """Builds the pack, or says what is missing."""
        missing = self.form.missing()
        if not missing and not self.folder.text().strip():
            missing = "Choose a folder for the pack."
        if not missing and (self.draft is None or self._stale):
            missing = "The pages are still being set; look at them first."
        if not missing and self.draft is not None and not self.draft.searched:
            missing = "Search for personal data first; its button is above."
        if not missing and self.draft is not None and self.draft.warnings and not self.accept.isChecked():
            missing = "Read what is said above, and say that you export all the same."
        if missing:
            self.note.tell(missing, "warn")
            return
        assert self.draft is not None
        workspace, out = self._session.workspace, Path(self.folder.text().strip()).expanduser()
        spec, secret, accepted = self.form.spec(), self.form.secret(), self.draft.warnings
        lock = self.form.pdf_secret()
        self.note.clear()
        self._busy(True)
        self._job = self._session.long(
            "Building the pack",
            lambda: workspace.packs.build(spec, out, secret, accepted, pdf_password=lock),
            lambda report: self._built(report, accepted),
        )
        self._job.progress.connect(self._tell)
        self._job.ended.connect(self._ended)

    def _tell(self, progress: Progress) -> None:
        self.bar.setMaximum(progress.total)
        self.bar.setValue(progress.done)
        self.bar.setAccessibleDescription(progress.message)

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _built(self, report: PackReport, accepted: Sequence[str]) -> None:
        words = f"Pack made in {report.seconds:.1f} s: {report.items} passages, {report.pages} pages."
        if self.form.redact.isChecked():
            words += f" Personal data is gone from {report.redactions:,} places of the pages shown, and proved to be."
        words = " ".join((words, *(one for one in report.warnings if one not in accepted)))
        folder = Path(report.manifest).parent
        self.note.tell(
            words,
            "good",
            button("Open folder", lambda: open_folder(folder)),
            button("Verify", lambda: self.verify_wanted.emit(folder)),
        )
        self._session.notice.emit(words)
        self._own_folder = False
        self.form.clear_secrets()
        self._propose()
        self.built.emit()

    def _ended(self) -> None:
        self._job = None
        self._busy(False)

    def _busy(self, busy: bool) -> None:
        self.build.setEnabled(not busy and self._session.writable)
        for part in (self.cancel, self.bar):
            part.setVisible(busy)
        self.bar.setMaximum(0)

    # -- the folder -------------------------------------------------------------------------------------------------

    def _propose(self) -> None:
        if self._own_folder:
            return
        name = re.sub(r'[\\/:*?"<>|]', " ", self.form.title.text()).strip() or "Evidence pack"
        first = documents_dir() / f"{name} {date.today().isoformat()}"
        number, folder = 1, first
        while folder.exists():
            number += 1
            folder = first.with_name(f"{first.name} {number}")
        self.folder.setText(str(folder))

    def _typed_folder(self) -> None:
        self._own_folder = True

    def _choose(self) -> None:
        parent = str(Path(self.folder.text() or documents_dir()).parent)
        chosen = QFileDialog.getExistingDirectory(self, "Folder in which the pack's folder is made", parent)
        if chosen:
            self._own_folder = True
            self.folder.setText(str(Path(chosen) / (Path(self.folder.text()).name or "Evidence pack")))

    def _take_cover(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "The council's own cover", str(documents_dir()), "Typst (*.typ)")
        if chosen:
            self.take_cover(Path(chosen))

    def take_cover(self, path: Path) -> None:
        """Takes in a council's own cover and uses it; what is wrong with it is told with its line."""
        packs = self._session.workspace.packs

        def taken(_: Changes) -> None:
            self._session.look(packs.houses, use, key="covers")

        def use(names: list[str]) -> None:
            self.form.offer_houses(names)
            self.form.house.choose(path.stem)

        self._session.act(lambda: packs.add_house(path), taken)

    # -- the workspace ----------------------------------------------------------------------------------------------

    def _opened(self) -> None:
        workspace = self._session.workspace
        self.form.offer(workspace.framework)
        self.form.follow(workspace.policy)
        self._session.look(workspace.packs.houses, self.form.offer_houses, key="covers")
        self._propose()
        self.build.setEnabled(self._session.writable)
        self._edited()

    def _changed(self, changes: Changes) -> None:
        if changes.evidence or changes.documents or changes.privacy or changes.settings:
            self._edited()

    def showEvent(self, event: QShowEvent) -> None:
        """Sets the pages where something has changed meanwhile."""
        super().showEvent(event)
        if self._stale:
            self._pause.start()

    def _let_go(self) -> None:
        self._pause.stop()
        self.note.clear()
        self._show_draft(None, "")
        self.form.clear()
