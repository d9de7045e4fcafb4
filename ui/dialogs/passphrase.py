"""A new passphrase, typed twice, with how well it would hold in words."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from evidence_app.domain.passphrase import STRONG, WEAK, bits, problem
from ui.dialogs.form import WorkForm
from ui.session import Session
from ui.widgets.fields import Check
from ui.widgets.labels import label
from ui.widgets.places import Tone, told


def strength(passphrase: str) -> tuple[Tone, str]:
    """How well a passphrase would hold against somebody with the file, in words."""
    held = bits(passphrase)
    if not passphrase:
        return "", "Three or four unrelated words are easy to keep and hard to guess."
    if held < WEAK:
        return "bad", "Weak: it could be guessed. Add two or three unrelated words."
    if held < STRONG:
        return "warn", "Fair. One more unrelated word would make it strong."
    return "good", "Strong."


class NewPassphrase(QWidget):
    """Two fields and how strong what is typed would be."""

    def __init__(self, least: int) -> None:
        """Makes the fields.

        Args:
            least: fewest characters.
        """
        super().__init__()
        self._least = least
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.first = self._field("New passphrase")
        self.again = self._field("New passphrase again")
        self.hint = label(look="small", wrap=True)
        seen = Check("Show what I type")
        seen.toggled.connect(self._see)
        self.first.textChanged.connect(self._weigh)
        for part in (self.first, self.hint, label("The same &again", "strong", buddy=self.again), self.again, seen):
            column.addWidget(part)
        self.setFocusProxy(self.first)
        self._weigh()

    def text(self) -> str:
        """The passphrase."""
        return self.first.text()

    def problem(self) -> str:
        """What keeps it from being taken, as a sentence; empty where nothing does."""
        if not self.first.text():
            return "Choose a passphrase."
        if self.first.text() != self.again.text():
            return "The two passphrases are not the same. Type them again."
        return problem(self.first.text(), self._least)

    def _field(self, name: str) -> QLineEdit:
        made = QLineEdit()
        made.setEchoMode(QLineEdit.EchoMode.Password)
        made.setAccessibleName(name)
        return made

    def _weigh(self) -> None:
        typed = self.first.text()
        tone, words = strength(typed)
        if not typed:
            words = f"At least {self._least} characters: three or four unrelated words."
        elif wrong := problem(typed, self._least):
            tone, words = "bad", wrong
        told(self.hint, words, tone)

    def _see(self, seen: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if seen else QLineEdit.EchoMode.Password
        self.first.setEchoMode(mode)
        self.again.setEchoMode(mode)


class ChangePassphrase(WorkForm):
    """Re-encrypts the workspace under another passphrase."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(
            session,
            "Change passphrase",
            "Change",
            parent,
            words="The whole file is encrypted anew. Backups made before keep their old passphrase.",
        )
        self.old = QLineEdit()
        self.old.setEchoMode(QLineEdit.EchoMode.Password)
        self.new = NewPassphrase(session.policy.least)
        self.add("&Present passphrase", self.old)
        self.add("&New passphrase", self.new)
        self.finish()

    def submit(self) -> None:
        """Changes it, or says what is wrong."""
        problem = self.new.problem()
        if problem:
            self.note.tell(problem, "warn")
            return
        workspace, old, new = self._session.workspace, self.old.text(), self.new.text()
        self.wait("Encrypting…")
        job = self._session.jobs.start("Changing the passphrase", lambda: workspace.change_passphrase(old, new), "act")
        job.finished.connect(self._done)
        job.failed.connect(self._failed)

    def _done(self) -> None:
        self._session.notice.emit("The passphrase was changed.")
        self.accept()
