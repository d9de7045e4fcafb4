"""What is shown when something went wrong inside the program: a report that can be copied, without any case text."""

from __future__ import annotations

from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from evidence_app.logs import crash_report
from ui.dialogs.form import Form
from ui.theme import measures
from ui.widgets.buttons import button


class Report(Form):
    """A text for whoever helps, to be read and copied. It holds no case text."""

    def __init__(
        self, title: str, words: str, parent: QWidget | None, *, width: int = 560, lines: int = 10, wrap: bool = True
    ) -> None:
        """Makes the dialog; what else it shows is added before finish().

        Args:
            title, words, width: see Form.
            lines: how many of the text are seen, at least.
            wrap: False for a text in columns.
        """
        super().__init__(title, "Close", parent, words=words, width=width)
        self.report = QPlainTextEdit()
        self.report.setReadOnly(True)
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPixelSize(measures().small)
        self.report.setFont(font)
        self.report.setAccessibleName("Report")
        self.report.setMinimumHeight(lines * self.report.fontMetrics().lineSpacing())
        if not wrap:
            self.report.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.copy = button("Copy the report", self._copy)
        self.leave.hide()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report.toPlainText())


class BugDialog(Report):
    """The dialog."""

    def __init__(self, error: BaseException, parent: QWidget | None = None) -> None:
        super().__init__(
            "Something went wrong",
            "This is a fault in Evidence Desk. What was reported as saved is safe in the workspace. "
            "The report below says where in the program it happened; it holds no case text.",
            parent,
        )
        self.report.setPlainText(crash_report(error))
        self.add_widget(self.report, 1)
        self.add_buttons(self.copy)
        self.finish()
