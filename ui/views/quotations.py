"""The quotation check: a statement, what the library says of each quotation, and the words around the source."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QSplitter,
    QTextBrowser,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from evidence_app import workspace as core
from evidence_app.domain.quote import CheckedQuote
from evidence_app.errors import KnownError
from evidence_app.paths import documents_dir
from ui.models.plain import PlainModel
from ui.session import Session
from ui.theme import colours
from ui.views.coverage_page import pdf
from ui.views.quotation_text import SIGNS, TONES, VERDICTS, as_html, place, report_html, summary
from ui.widgets.buttons import button
from ui.widgets.fields import Check
from ui.widgets.flow import Flow
from ui.widgets.labels import label
from ui.widgets.places import Note, announce
from ui.widgets.table import Table

COLUMNS = ("Verdict", "Quotation", "Where")
HINT = "Paste a press release, board paper or self-evaluation here, or open a file."


class Quotations(QWidget):
    """The page."""

    place_wanted = Signal(int, int, str)  # document, page, words to light up
    file_wanted = Signal(object)  # gives the bytes of a PDF

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._answers: Sequence[CheckedQuote] = ()
        self._name = "Statement"
        self.note = Note()
        self.statement = QPlainTextEdit()
        self.statement.setPlaceholderText(HINT)
        self.statement.setAccessibleName("Statement")
        self.statement.setTabChangesFocus(True)
        self.statement.textChanged.connect(self._edited)
        self.every = Check("Also sentences that quote nobody")
        self.check_button = button("Check", self.check, "main")
        self.check_button.setAccessibleName("Check this statement")
        self.open_button = button("Open a file…", self.open_file)
        self.report_button = button("Save a report…", self._report)
        self.told = label("", "strong", wrap=True)
        self.model = PlainModel(COLUMNS, self)
        self.table = Table("Quotations of the statement", lines=1)
        self.table.setProperty("look", "framed")
        self.table.setModel(self.model)
        self.table.columns(1, ("≠ Not found", "", "Monitoring visit letter, October 2026, p. 14"))
        self.table.selectionModel().currentRowChanged.connect(self._chosen)
        self.table.opened.connect(self._open)
        self.detail = QTextBrowser()
        self.detail.setAccessibleName("What the library says")
        self.detail.setOpenLinks(False)
        self.show_button = button("Show it in the document", lambda: self._open(self.table.currentIndex()))
        self._lay_out()
        session.closed.connect(self._clear)
        self._show(())

    def _lay_out(self) -> None:
        left, right = QWidget(), QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        column.addWidget(self.statement, 1)
        row = Flow()
        for one in (self.check_button, self.open_button, self.every):
            row.addWidget(one)
        column.addLayout(row)
        other = QVBoxLayout(right)
        other.setContentsMargins(8, 0, 0, 0)
        other.setSpacing(8)
        other.addWidget(self.told)
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.setChildrenCollapsible(False)
        parts.addWidget(self.table)
        parts.addWidget(self.detail)
        parts.setSizes([300, 500])
        other.addWidget(parts, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.show_button)
        foot.addWidget(self.report_button)
        foot.addStretch(1)
        other.addLayout(foot)
        whole = QSplitter(Qt.Orientation.Horizontal)
        whole.setChildrenCollapsible(False)
        whole.addWidget(left)
        whole.addWidget(right)
        whole.setSizes([420, 580])
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 12, 16, 16)
        outer.setSpacing(8)
        outer.addWidget(self.note)
        outer.addWidget(whole, 1)

    # -- what a person does -----------------------------------------------------------------------------------------

    def open_file(self) -> None:
        """Asks for a statement's file, and checks it."""
        chosen, _ = QFileDialog.getOpenFileName(self, "Statement to check", str(documents_dir()))
        if chosen:
            self.read(Path(chosen))

    def read(self, path: Path) -> None:
        """Reads a statement from a file, and checks it."""
        job = self._session.jobs.start("Reading the statement", lambda: core.read_statement(path))
        job.finished.connect(partial(self._read, path.name))
        job.failed.connect(self._failed)

    def check(self) -> None:
        """Checks every quotation of the statement."""
        words = self.statement.toPlainText()
        if not self._session.is_open or not words.strip():
            self.note.tell(HINT, "warn")
            return
        self.note.clear()
        self.check_button.setEnabled(False)
        work = partial(_checked, self._session.workspace, words, self.every.isChecked())
        job = self._session.look(work, self._show, key="quotations")
        job.ended.connect(lambda: self.check_button.setEnabled(True))

    def _read(self, name: str, words: str) -> None:
        self._name = name
        self.statement.setPlainText(words)
        self.check()

    def _failed(self, error: Exception) -> None:
        if isinstance(error, KnownError):
            self.note.fail(error)
        else:
            self._session.problem.emit(error)

    def _report(self) -> None:
        answers, name = self._answers, self._name
        self.file_wanted.emit(lambda: pdf(report_html(name, answers), f"Quotation check: {name}"))

    def _open(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        answer = self._answers[index.row()]
        if answer.document is not None and answer.page is not None:
            self.place_wanted.emit(answer.document, answer.page, answer.source_text)
        elif answer.nearest:
            near = answer.nearest[0]
            self.place_wanted.emit(near.document, near.page, near.text)

    # -- what is shown ----------------------------------------------------------------------------------------------

    def _show(self, answers: Sequence[CheckedQuote]) -> None:
        self._answers = answers
        self.model.show(
            [(f"{SIGNS[one.verdict]} {VERDICTS[one.verdict]}", f"“{one.claim}”", place(one)) for one in answers]
        )
        checked = bool(self.statement.toPlainText().strip())
        self.told.setText(summary(answers) if checked else "Nothing is checked yet.")
        if checked:
            announce(self, self.told.text())
        for one in (self.report_button, self.show_button):
            one.setEnabled(bool(answers))
        self._mark()
        self.table.go_to(0)
        if not answers:
            self.detail.clear()

    def _chosen(self, index: QModelIndex) -> None:
        if index.isValid() and index.row() < len(self._answers):
            answer = self._answers[index.row()]
            self.detail.setHtml(as_html(answer, colours()))
            self.show_button.setEnabled(answer.document is not None or bool(answer.nearest))
            self._mark(index.row())

    def _mark(self, chosen: int = 0) -> None:
        """Underlines each quotation in the statement in the tone of its verdict, and the chosen one's ground."""
        marks: list[QTextEdit.ExtraSelection] = []
        words, at = self.statement.toPlainText(), 0
        for number, answer in enumerate(self._answers):
            start = words.find(answer.claim, at)
            if start < 0:
                continue
            at = start
            mark = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self.statement.document())
            cursor.setPosition(start)
            cursor.setPosition(start + len(answer.claim), QTextCursor.MoveMode.KeepAnchor)
            form = QTextCharFormat()
            form.setUnderlineStyle(
                QTextCharFormat.UnderlineStyle.SingleUnderline
                if answer.verdict == "exact"
                else QTextCharFormat.UnderlineStyle.WaveUnderline
            )
            form.setUnderlineColor(QColor(getattr(colours(), TONES[answer.verdict])))
            if number == chosen:
                form.setBackground(QColor(colours().soft))
            mark.cursor, mark.format = cursor, form
            marks.append(mark)
        self.statement.setExtraSelections(marks)

    def _edited(self) -> None:
        if self._answers:
            self._answers = ()
            self.model.show(())
            self.detail.clear()
            self.statement.setExtraSelections([])
            self.told.setText("The statement has changed: check it again.")

    def _clear(self) -> None:
        self._name = "Statement"
        self.statement.clear()
        self._show(())

    def commands(self) -> dict[str, Callable[[], object]]:
        """What the check's commands do, by id."""
        return {"quotations.open": self.open_file, "quotations.check": self.check}


def _checked(workspace: core.Workspace, words: str, every: bool) -> list[CheckedQuote]:
    return list(workspace.quotes.check(words, every_sentence=every))
