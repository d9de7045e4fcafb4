"""What the program is made of: every part with its version and licence, and the licence's text."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from evidence_app.parts import Part, parts
from ui.dialogs.form import Form
from ui.models.plain import PlainModel
from ui.theme import measures
from ui.widgets.labels import label
from ui.widgets.table import Table


class Licences(Form):
    """The dialog."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            "Licences of all parts",
            "Close",
            parent,
            words="Evidence Desk stands on the work of others. Choose a part to read its licence, and where its source "
            "code is to be had.",
            width=820,
        )
        self._shown: list[Part] = []
        self.filter = QLineEdit()
        self.filter.setPlaceholderText("Part or licence")
        self.filter.setAccessibleName("Filter the parts by name or licence")
        self.filter.setClearButtonEnabled(True)
        self.model = PlainModel(("Part", "Version", "Licence"), self)
        self.table = Table("Parts of the program", lines=1)
        self.table.setModel(self.model)
        self.table.columns(2, ("Ofsted's frameworks and published reports", "2.9.0.post0", ""))
        self.table.setMinimumHeight(9 * self.fontMetrics().lineSpacing())
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName("Text of the licence")
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPixelSize(measures().small)
        self.text.setFont(font)
        self.text.setMinimumHeight(12 * self.fontMetrics().lineSpacing())
        self.count = label(look="muted")
        for part in (self.filter, self.count, self.table, self.text):
            self.add_widget(part, 1 if part in (self.table, self.text) else 0)
        self.leave.hide()
        self.finish()
        self.filter.textChanged.connect(self._show)
        self.table.selectionModel().currentRowChanged.connect(lambda now, _: self._read(now.row()))
        self.table.opened.connect(lambda _: self.text.setFocus())
        self.table.left.connect(self.reject)
        self._show("")

    def _show(self, typed: str) -> None:
        words = typed.lower().split()
        self._shown = [one for one in parts() if all(word in f"{one.name} {one.licence}".lower() for word in words)]
        self.model.show([(one.name, one.version, one.licence) for one in self._shown])
        self.count.setText(f"{len(self._shown)} of {len(parts())} parts" if words else f"{len(self._shown)} parts")
        self.table.go_to(0)
        self._read(0)

    def _read(self, row: int) -> None:
        self.text.setPlainText(self._shown[row].text() if 0 <= row < len(self._shown) else "")
