"""Export for other programs: in which format, and what must not leave by accident."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import cast

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog, QSizePolicy, QWidget

from evidence_app.domain.exchange import FILES, FORMATS, Files, Format, Wishes
from evidence_app.domain.policy import Policy
from evidence_app.paths import documents_dir
from ui.dialogs.form import Form
from ui.widgets.fields import Check, Combo
from ui.widgets.labels import label

WORDS = (
    "What is written is not encrypted: whoever has the file can read it. Keep it where case files may be kept. "
    "That it was written stands in the audit log."
)
HELD_BACK = "Also what is confidential or under embargo, which packs leave out"
KEY = "Also who stands behind which pseudonym"
KEY_WARNING = "With this, whoever has the file knows the names behind all pseudonyms. Give it to nobody who may not."
FILE_WORDS: dict[Files, str] = {
    "none": "Leave them out: texts and records only",
    "beside": "In a zip file beside it",
    "inside": "Inside it, which makes it large",
}


class ExportForPrograms(Form):
    """The dialog."""

    def __init__(
        self,
        policy: Policy,
        name: str,
        done: Callable[[Format, Path, Wishes], object],
        parent: QWidget | None = None,
    ) -> None:
        """Makes the dialog.

        Args:
            policy: of this computer; formats that may not leave it are not offered.
            name: of the workspace, proposed for the file.
            done: called with what was chosen.
        """
        super().__init__("Export for other programs", "Export…", parent, words=WORDS, width=560)
        self._name = name
        self._done = done
        allowed: dict[str, str] = {
            kind: words for kind, words in FORMATS.items() if policy.formats is None or kind in policy.formats
        }
        self.format = Combo("Format", allowed)
        self.format.currentIndexChanged.connect(self._follow)
        self.text_only = Check("Texts without the PDFs")
        self.files = Combo("The documents’ own files", {kind: FILE_WORDS[kind] for kind in FILES})
        self.files.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.held_back = Check(HELD_BACK)
        self.key = Check(KEY)
        self.warning = label(KEY_WARNING, "small", wrap=True)
        self.key.toggled.connect(self._follow)
        self.add("&Format", self.format)
        self.add_widget(self.text_only)
        self._files_label = label("&The documents’ own files", "strong", buddy=self.files)
        self.add_widget(self._files_label)
        self.add_widget(self.files)
        self.add_widget(self.held_back)
        self.add_widget(self.key)
        self.add_widget(self.warning)
        self.finish()
        if not allowed:
            self.main.setEnabled(False)
            self.note.tell("The policy of this computer lets none of these formats leave. Ask your IT.", "warn")
        self._follow()

    def wishes(self) -> Wishes:
        """What is to go out."""
        kind = self.format.value()
        return Wishes(
            held_back=self.held_back.isChecked() and kind != "qdc",
            key=self.key.isChecked() and kind == "json",
            files=cast(Files, self.files.value()) if kind == "json" else "none",
            text_only=self.text_only.isChecked() and kind == "qdpx",
        )

    def submit(self) -> None:
        """Asks where to."""
        kind = cast(Format, self.format.value())
        if kind == "csv":
            chosen = QFileDialog.getExistingDirectory(self, "Folder for the tables", str(documents_dir()))
        else:
            proposed = str(documents_dir() / f"{self._name}.{kind}")
            chosen, _ = QFileDialog.getSaveFileName(self, "Export for other programs", proposed, f"*.{kind}")
        if not chosen:
            return
        target = Path(chosen)
        if kind != "csv" and target.suffix.lower() != f".{kind}":
            target = target.with_name(f"{target.name}.{kind}")
        self._done(kind, target, self.wishes())
        self.accept()

    def _follow(self) -> None:
        """Shows what the format can be asked for."""
        kind = self.format.value()
        self.text_only.setVisible(kind == "qdpx")
        for widget in (self._files_label, self.files, self.key):
            widget.setVisible(kind == "json")
        self.warning.setVisible(kind == "json" and self.key.isChecked())
        self.held_back.setVisible(kind != "qdc")
        QTimer.singleShot(0, self, self.fit)
