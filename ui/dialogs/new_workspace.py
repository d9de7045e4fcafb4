"""A new workspace: council, place, passphrase, framework."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QWidget

from evidence_app import workspace as core
from evidence_app.paths import SUFFIX
from ui.dialogs.form import WorkForm
from ui.dialogs.passphrase import NewPassphrase
from ui.session import Session
from ui.widgets.buttons import button
from ui.widgets.fields import Combo


class NewWorkspace(WorkForm):
    """The dialog. It creates the workspace itself; `accepted` is told when it is open."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(
            session,
            "New workspace",
            "Create workspace",
            parent,
            words="One encrypted file for your documents and all you tag. Nobody can reset its passphrase.",
        )
        self._own_path = False
        self.authority = QLineEdit()
        self.authority.setPlaceholderText("for example: Aldermere")
        self.authority.textChanged.connect(self._propose)
        self.path = QLineEdit()
        self.path.textEdited.connect(self._typed_path)
        self.path.setAccessibleName("File")
        chooser = QWidget()
        row = QHBoxLayout(chooser)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.path, 1)
        row.addWidget(button("Choose…", self._choose))
        chooser.setFocusProxy(self.path)
        self.passphrase = NewPassphrase(session.policy.least)
        names = {framework.id: framework.name for framework in core.load_frameworks().values()}
        self.framework = Combo("Inspection framework", names)
        self.add("&Council", self.authority, "Your own council; printed on packs. May be left empty.")
        self.add("&File", chooser)
        self.add("&Passphrase", self.passphrase)
        self.add("Inspection f&ramework", self.framework)
        self.finish()
        self._propose()
        session.warm()

    def submit(self) -> None:
        """Creates the workspace, or says what is wrong."""
        problem = "" if self.path.text().strip() else "Choose where the workspace is to be kept."
        problem = problem or self.passphrase.problem()
        if problem:
            self.note.tell(problem, "warn")
            return
        path = Path(self.path.text().strip()).expanduser()
        if path.suffix != SUFFIX:
            path = path.with_name(path.name + SUFFIX)
        self.note.clear()
        self.wait("Creating…")
        job = self._session.create(path, self.passphrase.text(), self.authority.text().strip(), self.framework.value())
        job.finished.connect(self.accept)
        job.failed.connect(self._failed)

    def _propose(self) -> None:
        if not self._own_path:
            name = re.sub(r'[\\/:*?"<>|]', " ", self.authority.text()).strip() or "Evidence"
            self.path.setText(str(self._session.home / f"{name}{SUFFIX}"))

    def _typed_path(self) -> None:
        self._own_path = True

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(self, "New workspace", self.path.text(), f"Workspace (*{SUFFIX})")
        if chosen:
            self._own_path = True
            self.path.setText(chosen)
