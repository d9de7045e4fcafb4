"""Coverage: what each judgement area and each of its themes has and lacks, counted from the evidence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QMimeData, QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from evidence_app.changes import Changes
from evidence_app.domain.coverage import CoverageCell, CoverageFilter
from ui.models.coverage import COLUMNS, IDS, CoverageModel, CoverageRow
from ui.models.dates import shown_date
from ui.session import IMPORTED, Session
from ui.theme import area_styles, colours, measures
from ui.views.coverage_filters import CoverageFilters
from ui.views.coverage_page import as_html, as_tabs, pdf, picture
from ui.widgets.buttons import button
from ui.widgets.flow import Flow
from ui.widgets.labels import label
from ui.widgets.marks import mark_icon
from ui.widgets.places import frame
from ui.widgets.table import Table

FINDINGS = frozenset({"strength", "improvement", "context"})
# Which columns stay where there is room for a few only, the most telling first, and what they must have room for.
KEPT = ("name", "missing", "strength", "improvement", "newest", "documents", "context", "balance", "impact", "agreed",
        "kinds")  # fmt: skip
SAMPLES = {
    "name": "",
    "missing": "◷ Nothing from the last six months",
    "newest": "30 Sep 2026",
    "balance": "Balance bar",
}
NAME_LETTERS = 34
NOTE = (
    "Enter, or a click on a number, shows its evidence. In the balance, filled is strengths and hatched is "
    "improvements. Impact is the share that shows a difference for children, not only a process. Counts are of tagged "
    "passages only: what nobody has tagged is not seen here."
)


class Balance(QStyledItemDelegate):
    """Strengths against improvements as a bar: filled to the left, hatched to the right, so that shape tells too."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draws the bar, or a line where there is nothing."""
        self.initStyleOption(option, index)
        option.text = ""
        style = option.widget.style() if option.widget else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        row = index.data(Qt.ItemDataRole.UserRole)
        if not isinstance(row, CoverageRow):
            return
        scheme, height = colours(), measures().body
        room = QRectF(option.rect).adjusted(6, 0, -10, 0)
        room = QRectF(room.left(), room.center().y() - height / 2, room.width(), height)
        both = row.cell.strength + row.cell.improvement
        painter.save()
        painter.setPen(QColor(scheme.edge))
        if not both:
            painter.drawLine(QPointF(room.left(), room.center().y()), QPointF(room.right(), room.center().y()))
        else:
            left = QRectF(room)
            left.setWidth(room.width() * row.cell.strength / both)
            right = QRectF(left.right(), room.top(), room.right() - left.right(), room.height())
            painter.fillRect(left, QColor(scheme.good))
            painter.fillRect(right, Qt.BrushStyle.BDiagPattern)
            painter.drawRect(room)
        painter.restore()


class Coverage(QWidget):
    """The page."""

    evidence_wanted = Signal(object)  # fields of a BoardQuery
    file_wanted = Signal(object)  # gives the bytes of a PDF

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._rows: Sequence[CoverageRow] = ()
        self._stale = False  # something has changed since it was counted
        self.model = CoverageModel(self)
        self.table = Table("Coverage of judgement areas and themes", lines=2)
        self.table.setModel(self.model)
        self.table.setWordWrap(True)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._balance = Balance(self.table)
        self.table.setItemDelegateForColumn(IDS.index("balance"), self._balance)
        self.table.columns(IDS.index("name"), [SAMPLES.get(column, COLUMNS[column]) for column in IDS])
        self.table.opened.connect(self._open)
        self.table.clicked.connect(self._clicked)
        self.filters = CoverageFilters()
        self.filters.changed.connect(self.reload)
        self._build()
        session.opened.connect(self._opened)
        session.changed.connect(self._changed)
        session.closed.connect(lambda: self.model.show((), {}))

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = frame("head")
        inner = QVBoxLayout(head)
        inner.setContentsMargins(16, 12, 16, 12)
        inner.setSpacing(8)
        self.told = label(look="muted", wrap=True)
        inner.addWidget(label("Coverage", "title"))
        inner.addWidget(self.told)
        inner.addWidget(self.filters)
        acts = Flow()
        for words, act in (
            ("Copy as table", self.copy_table),
            ("Copy as picture", self.copy_picture),
            ("Save as PDF…", self.save_page),
        ):
            acts.addWidget(button(words, act))
        inner.addLayout(acts)
        column.addWidget(head)
        column.addWidget(self.table, 1)
        foot = frame("foot")
        row = QVBoxLayout(foot)
        row.setContentsMargins(16, 8, 16, 8)
        row.addWidget(label(NOTE, "small", wrap=True))
        column.addWidget(foot)

    def commands(self) -> dict[str, Callable[[], object]]:
        """What its commands do."""
        return {
            "coverage.copy": self.copy_table,
            "coverage.picture": self.copy_picture,
            "coverage.pdf": self.save_page,
        }

    # -- counting ---------------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Counts again."""
        self._stale = False
        if not self._session.is_open:
            return
        evidence, wanted, day = self._session.workspace.evidence, self.filters.wanted(), self.filters.compared()

        def work() -> tuple[Sequence[CoverageCell], Sequence[CoverageCell]]:
            return evidence.coverage(wanted), evidence.coverage(wanted, day) if day else ()

        self._session.look(work, self._show, key="coverage")

    def _show(self, result: tuple[Sequence[CoverageCell], Sequence[CoverageCell]]) -> None:
        cells, before = result
        framework = self._session.workspace.framework
        names: dict[tuple[str, str | None], str] = {(area.id, None): area.name for area in framework.areas}
        names |= {(area.id, theme.id): theme.label for area in framework.areas for theme in area.themes}
        then = {(cell.area, cell.theme): cell for cell in before}
        shown = self.filters.rows()
        self._rows = [
            CoverageRow(cell, names[cell.area, cell.theme], then.get((cell.area, cell.theme)))
            for cell in cells
            if cell.theme is None or shown == "all" or (shown == "some" and cell.items)
        ]
        styles = area_styles(framework)
        marks = {area: mark_icon(style, 2 * measures().icon) for area, style in styles.items()}
        # Room as wide as a mark, so that themes stand under the name of their area.
        blank = QPixmap(2 * measures().icon, 2 * measures().icon)
        blank.fill(Qt.GlobalColor.transparent)
        marks[""] = QIcon(blank)
        here = self.table.currentIndex()
        self.table.setIconSize(QSize(measures().icon + 4, measures().icon + 4))
        self.model.show(self._rows, marks)
        if here.isValid() and here.row() < len(self._rows):
            self.table.setCurrentIndex(self.model.index(here.row(), here.column()))
        self.told.setText("  ·  ".join((framework.name, *self._about())))

    def _about(self) -> list[str]:
        wanted, day = self.filters.wanted(), self.filters.compared()
        said = [f"counted on {shown_date(date.today().isoformat())}"]
        if wanted != CoverageFilter():
            said.append(self.filters.told())
        if day:
            said.append(f"(+) and (−) are changes since {shown_date(day)}")
        return said

    # -- what a person does -----------------------------------------------------------------------------------------

    def _clicked(self, index: QModelIndex) -> None:
        # A click on a name or a share only goes there; on a number it means the evidence behind it.
        if IDS[index.column()] in FINDINGS:
            self._open(index)

    def _open(self, index: QModelIndex) -> None:
        row, column = self.model.row(index.row()), IDS[index.column()]
        finding = column if column in FINDINGS else ""
        count = getattr(row.cell, finding) if finding else row.cell.items
        if count:
            wanted = self.filters.wanted()
            self.evidence_wanted.emit(
                {
                    "area": row.cell.area,
                    "theme": row.cell.theme or "",
                    "finding": finding,
                    "since": wanted.since,
                    "until": wanted.until,
                    "kind": wanted.kind,
                    "authority": wanted.authority,
                    "team": wanted.team,
                }
            )
        else:
            self._session.notice.emit(f"{row.name}: nothing tagged here yet.")

    def copy_table(self) -> None:
        """Puts the table on the clipboard, for a letter or a spreadsheet."""
        data = QMimeData()
        data.setHtml(self._html())
        data.setText(as_tabs(self._rows))
        QGuiApplication.clipboard().setMimeData(data)
        self._session.notice.emit("Copied as a table.")

    def copy_picture(self) -> None:
        """Puts a picture of the page on the clipboard."""
        QGuiApplication.clipboard().setImage(picture(self._html()))
        self._session.notice.emit("Copied as a picture.")

    def save_page(self) -> None:
        """Asks where to, and saves the page as a PDF."""
        if self._session.is_open:
            self.file_wanted.emit(lambda: pdf(self._html(), self._title()))

    def _title(self) -> str:
        workspace = self._session.workspace
        return f"Coverage: {workspace.authority or workspace.name}"

    def _html(self) -> str:
        framework = self._session.workspace.framework
        counted = "Tagged passages only; what nobody has tagged is not counted."
        return as_html(self._title(), (f"{framework.name}; {'; '.join(self._about())}. {counted}",), self._rows)

    # -- the workspace ----------------------------------------------------------------------------------------------

    def _opened(self) -> None:
        self._offer()
        self.reload()

    def _offer(self) -> None:
        board = self._session.workspace.board
        self._session.look(
            board.names, lambda names: self.filters.offer(names.documents.values()), key="coverage names"
        )

    def _changed(self, changes: Changes) -> None:
        if changes.documents or changes.name == IMPORTED:
            self._offer()
        if changes.evidence or changes.documents or changes.settings:
            # Out of sight, it is counted when it is next looked at, so that tagging does not wait for it.
            self._stale = not self.isVisible()
            if not self._stale:
                self.reload()

    def showEvent(self, event: QShowEvent) -> None:
        """Counts what has changed since."""
        super().showEvent(event)
        if self._stale:
            self.reload()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Columns that have no room are hidden; all of them are in the copy and on the page."""
        super().resizeEvent(event)
        metrics = self.fontMetrics()
        room = self.width() - NAME_LETTERS * metrics.averageCharWidth()
        for column in KEPT[1:]:
            room -= metrics.horizontalAdvance(SAMPLES.get(column, COLUMNS[column])) + 28
            self.table.setColumnHidden(IDS.index(column), room < 0)
