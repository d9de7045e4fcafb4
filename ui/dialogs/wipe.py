"""Wiping for good: documents, or the whole workspace. A word is typed before anything is lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from evidence_app.domain.disposal import HONEST
from evidence_app.domain.retention import Keeping, day_of
from evidence_app.domain.sizes import counted
from evidence_app.domain.wiping import WipePlan
from evidence_app.errors import KnownError
from evidence_app.paths import documents_dir
from ui.dialogs.form import Form, with_button
from ui.widgets.fields import Check
from ui.widgets.labels import label

WORD = "wipe"


class WipeDocuments(Form):
    """Asks before documents are wiped."""

    def __init__(
        self, plan: WipePlan, done: Callable[[str, bool, bool], object], parent: QWidget | None = None
    ) -> None:
        """Makes the dialog.

        Args:
            plan: what would go.
            done: called with the reason, and whether evidence and backups go too.
        """
        super().__init__("Wipe for good", "Wipe", parent, words=" ".join(plan.sentences()[:2]), width=560)
        self._plan = plan
        self._done = done
        for words in plan.sentences()[2:]:
            self.add_widget(label(words, "muted", wrap=True))
        self.evidence = Check(f"Wipe {counted(plan.evidence, 'piece', 'pieces')} of evidence too")
        self.backups = Check(f"Wipe {counted(plan.backups, 'backup', 'backups')} too, and make a new one")
        self.evidence.setVisible(bool(plan.evidence))
        self.backups.setVisible(bool(plan.backups))
        self.add_widget(self.evidence)
        self.add_widget(self.backups)
        self.reason, self.word = QLineEdit(), QLineEdit()
        self.add("&Why", self.reason, "Kept in the deletion log, which holds no title: write no name.")
        self.add(f"Type “{WORD}” to &confirm", self.word)
        self.finish()

    def submit(self) -> None:
        """Wipes, once all was said."""
        if self._plan.evidence and not self.evidence.isChecked():
            self.note.tell("Evidence cites it. Remove that first, or tick that it is wiped too.", "warn")
        elif not self.reason.text().strip():
            self.note.tell("Say why: the deletion log keeps it.", "warn")
        elif self.word.text().strip().lower() != WORD:
            self.note.tell(f"Type “{WORD}” to confirm. It cannot be undone.", "warn")
        else:
            self._done(self.reason.text().strip(), self.evidence.isChecked(), self.backups.isChecked())
            self.accept()
            return
        self.fit()


class WipeWorkspace(Form):
    """Asks before the whole workspace is wiped."""

    def __init__(
        self, name: str, backups: int, done: Callable[[str, Path | None, bool], object], parent: QWidget | None = None
    ) -> None:
        """Makes the dialog.

        Args:
            name: of the workspace.
            backups: how many there are.
            done: called with the reason, the file of the record or None, and whether backups go too.
        """
        super().__init__(
            "Wipe the whole workspace",
            "Wipe everything",
            parent,
            words=f"“{name}” is closed, overwritten and deleted: documents, evidence, plan, audit log. Nobody can "
            "bring it back.",
            width=560,
        )
        self._name = name
        self._done = done
        self.add_widget(label(HONEST, "muted", wrap=True))
        self.backups = Check(f"Wipe {counted(backups, 'backup', 'backups')} of it too")
        self.backups.setVisible(bool(backups))
        self.add_widget(self.backups)
        self.reason, self.record, self.word = QLineEdit(), QLineEdit(), QLineEdit()
        self.add("&Why", self.reason, "Kept in the record: write no name of a child.")
        self.add(
            "&Record of the wipe",
            with_button(self.record, "Choose…", self._choose),
            "A small file with when, who, why and the checksum. It holds no case text. Empty for none.",
        )
        self.add("Type the &name of the workspace to confirm", self.word, name)
        self.finish()

    def submit(self) -> None:
        """Wipes, once all was said."""
        if not self.reason.text().strip():
            self.note.tell("Say why: the record keeps it.", "warn")
        elif self.word.text().strip() != self._name:
            self.note.tell(f"Type “{self._name}” to confirm. It cannot be undone.", "warn")
        else:
            record = self.record.text().strip()
            self._done(self.reason.text().strip(), Path(record) if record else None, self.backups.isChecked())
            self.accept()
            return
        self.fit()

    def _choose(self) -> None:
        proposed = documents_dir() / f"{self._name} was wiped.json"
        chosen, _ = QFileDialog.getSaveFileName(self, "Record of the wipe", str(proposed), "Record (*.json)")
        if chosen:
            self.record.setText(chosen)


class KeepUntil(Form):
    """Asks until when the workspace is kept."""

    def __init__(self, standing: Keeping, done: Callable[[str], object], parent: QWidget | None = None) -> None:
        """Makes the dialog.

        Args:
            standing: how the end date stands.
            done: called with the new ISO date, or empty for none.
        """
        super().__init__(
            "Keep until",
            "Set",
            parent,
            words=f"{standing.sentence()} From two weeks before the end the window says so. Nothing is deleted by "
            "itself.",
        )
        self._done = done
        self.until = QLineEdit(standing.until)
        self.until.setPlaceholderText("2026-12-31")
        self.add("&Until", self.until, "Year-month-day. Empty for no end.")
        self.finish()

    def submit(self) -> None:
        """Sets the date."""
        written = self.until.text().strip()
        try:
            day = day_of(written) if written else ""
        except KnownError as error:
            self.note.fail(error)
            return
        self._done(day)
        self.accept()
