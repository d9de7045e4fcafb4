"""What was proved, line by line."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from evidence_app.domain.pack import Check
from ui.dialogs.form import Form
from ui.widgets.labels import label
from ui.widgets.places import frame


class Checks(Form):
    """The dialog."""

    def __init__(self, title: str, checks: Sequence[Check], parent: QWidget | None = None) -> None:
        failed = sum(not check.ok for check in checks)
        words = f"{failed} of {len(checks)} checks failed." if failed else f"All {len(checks)} checks passed."
        super().__init__(title, "Close", parent, words=words, width=560)
        page = frame("card")
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        for check in checks:
            mark = "✓" if check.ok else "✗ failed:"
            column.addWidget(label(f"{mark}  {check.name}", "good" if check.ok else "bad"))
            if check.detail:
                column.addWidget(label(check.detail, "muted", wrap=True))
        column.addStretch(1)
        self.add_widget(page, 1)
        self.leave.hide()
        self.finish()
