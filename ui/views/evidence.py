"""The evidence board: every tagged passage, to sort, group, filter, agree, alter and remove."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from evidence_app.changes import Changes
from evidence_app.domain.board import COLUMNS, SHOWN_AT_FIRST, BoardQuery, BoardRows, Group, Names
from evidence_app.domain.evidence import Evidence
from ui.models.board import IDS, PASSAGE, BoardModel
from ui.session import Session
from ui.theme import AreaStyle
from ui.views.board_bulk import BulkBar
from ui.views.board_columns import SAMPLES, fit_columns
from ui.views.board_filters import BoardFilters
from ui.views.board_menu import BoardMenu
from ui.views.evidence_delegate import PassageDelegate
from ui.widgets.labels import label
from ui.widgets.places import Empty, announce, frame
from ui.widgets.table import Table

# Rows read before all are in order, and rows whose choice outlives a change of the list.
FIRST, KEPT_CHOICE = 150, 2000
VIEW = "board.view"


class EvidenceBoard(QWidget):
    """The list of evidence."""

    item_wanted = Signal(object, bool)  # Evidence, whether the reader takes the focus
    edit_wanted = Signal(object, object, str)  # ids, values by field, what is done in words
    export_wanted = Signal(object, object)  # ids, columns
    name_wanted = Signal(object)  # BoardQuery to be saved under a name

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.query = BoardQuery()
        self.shown: tuple[str, ...] = SHOWN_AT_FIRST
        self._stale = False  # something has changed since the list was read
        self._twins = False
        self._showing = False
        self._every = 0
        self.model = BoardModel(self)
        self.model.wanted.connect(self._read)
        self.table = Table("Evidence", lines=2)
        self.table.setModel(self.model)
        self._delegate = PassageDelegate()
        self._delegate.setParent(self.table)
        self.table.setItemDelegateForColumn(PASSAGE, self._delegate)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.columns(PASSAGE, [SAMPLES.get(column, COLUMNS[column] + "  ▾") for column in IDS])
        self.table.opened.connect(lambda index: self._open(index, focus=True))
        self.table.deleted.connect(self._remove)
        self.table.left.connect(lambda: self.filters.box.setFocus())
        self.table.order_wanted.connect(self._reorder)
        self.table.selectionModel().currentRowChanged.connect(self._moved)
        self.table.selectionModel().selectionChanged.connect(self._chosen)
        self._settle = QTimer(self, singleShot=True, interval=150)
        self._settle.timeout.connect(lambda: self._open(self.table.currentIndex(), focus=False))
        self._build()
        session.opened.connect(self._opened)
        session.changed.connect(self._changed)
        session.closed.connect(self._clear)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = frame("head")
        inner = QVBoxLayout(head)
        inner.setContentsMargins(12, 12, 12, 12)
        inner.setSpacing(8)
        top = QHBoxLayout()
        self.count = label(look="muted")
        self.menu = BoardMenu(self._session)
        self.menu.group_wanted.connect(self.group_by)
        self.menu.column_wanted.connect(self.toggle_column)
        self.menu.filter_wanted.connect(self.ask)
        self.menu.twins_wanted.connect(self.show_twins)
        self.menu.export_wanted.connect(self.export)
        self.menu.name_wanted.connect(lambda: self.name_wanted.emit(self.query))
        top.addWidget(label("Evidence", "heading"))
        top.addStretch(1)
        top.addWidget(self.count)
        top.addWidget(self.menu)
        inner.addLayout(top)
        self.filters = BoardFilters()
        self.filters.changed.connect(lambda: self.ask(self.filters.query(self.query)))
        inner.addWidget(self.filters)
        column.addWidget(head)
        self._stack = QStackedLayout()
        self._nothing = Empty(
            "No evidence yet",
            "Open a document, select words, press 1 to 4 for the judgement area, then S, I or C for the finding, "
            "and Enter.",
        )
        self._no_match = Empty("No evidence fits this filter", "Clear the filter to see all of it.")
        for page in (self.table, self._nothing, self._no_match):
            self._stack.addWidget(page)
        column.addLayout(self._stack, 1)
        self.bulk = BulkBar()
        self.bulk.edit_wanted.connect(self._edit)
        self.bulk.remove_wanted.connect(self._remove)
        self.bulk.hide()
        column.addWidget(self.bulk)

    def commands(self) -> dict[str, Callable[[], object]]:
        """What its commands do."""
        return {
            "board.filters": self.filters.more.toggle,
            "board.view": self.menu.showMenu,
            "board.twins": self.show_twins,
            "board.export": self.export,
            "board.agree": lambda: self._edit({"status": "agreed"}, "Agree"),
        }

    # -- rows -------------------------------------------------------------------------------------------------------

    def dress(self, styles: Mapping[str, AreaStyle]) -> None:
        """Sets how areas are drawn."""
        self._delegate.styles = styles
        self.table.viewport().update()

    def narrow(self, **values: Any) -> None:
        """Shows what fits these fields of a query, and nothing else."""
        self.ask(
            BoardQuery(group=self.query.group, column=self.query.column, descending=self.query.descending, **values)
        )

    def ask(self, query: BoardQuery) -> None:
        """Shows what a query asks for."""
        self._twins = False
        self.query = query
        self.filters.show_query(query)
        self.menu.tick(query.group, self.shown)
        self.table.go_to(-1)
        self.table.verticalScrollBar().setValue(0)
        self.reload()
        self._keep_view()

    def reload(self) -> None:
        """Reads the list again: its first rows at once, then all of it."""
        self._stale = False
        if not self._session.is_open:
            return
        board, query = self._session.workspace.board, self.query
        if self._twins or query.group or self.table.verticalScrollBar().value():
            self._read_all(fresh=True)
            return

        def work() -> tuple[BoardRows, Sequence[Evidence], Names]:
            rows = board.first(query, FIRST)
            return rows, board.items(rows.ids[:FIRST]), board.names(short=True)

        self._session.look(work, self._show, key="board")

    def _read_all(self, *, fresh: bool) -> None:
        board, query = self._session.workspace.board, self.query
        if self._twins:
            self._session.long(
                "Looking for evidence that stands twice", board.twins, lambda rows: self._show_twins(rows)
            )
        elif fresh:
            at = self.table.rowAt(0)

            def work() -> tuple[BoardRows, Sequence[Evidence], Names]:
                rows = board.rows(query)
                start = max(0, at - len(rows.groups))
                return rows, board.items(rows.ids[start : start + FIRST]), board.names(short=True)

            self._session.look(work, self._show, key="board")
        else:
            self._session.look(lambda: board.rows(query), self._finish, key="board")

    def _show(self, result: tuple[BoardRows, Sequence[Evidence], Names]) -> None:
        rows, items, names = result
        chosen = self.chosen()
        here = self.model.id_at(self.table.currentIndex().row()) if self.table.currentIndex().isValid() else ""
        at = self.table.verticalScrollBar().value()
        self._showing = True
        if names.documents != self.model.names.documents:
            self.filters.offer(self._session.workspace.framework, names.documents.values(), self.query)
        self.model.names = names
        self.model.show(rows, items)
        self.table.go_to(self.model.row_of(here))
        if 1 < len(chosen) <= KEPT_CHOICE:
            self.table.choose([row for one in chosen if (row := self.model.row_of(one)) >= 0])
        self.table.verticalScrollBar().setValue(at)
        self._showing = False
        self.table.show_order(IDS.index(self.query.column), self.query.descending)
        self._every = rows.every
        self._tell_count(rows)
        self._stack.setCurrentIndex(0 if rows.total else 2 if rows.every else 1)
        self._chosen()
        if not self.model.complete:
            self._read_all(fresh=False)

    def _finish(self, rows: BoardRows) -> None:
        if rows.total == self.model.rowCount():
            self.model.finish(rows)
        else:
            self.reload()

    def _read(self, ids: list[str]) -> None:
        if self._session.is_open:
            board = self._session.workspace.board
            self._session.look(lambda: board.items(ids), self.model.fill)

    def _tell_count(self, rows: BoardRows) -> None:
        shown = len(set(rows.ids)) if self.model.complete else rows.total
        words = f"{shown:,} of {rows.every:,}" if shown != rows.every else f"{shown:,} passages"
        self.count.setText(f"{words} stand twice" if self._twins else words)
        if words != self.count.property("told"):
            self.count.setProperty("told", words)
            announce(self.count, self.count.text())

    def _reorder(self, column: int, descending: bool) -> None:
        self.ask(dataclasses.replace(self.query, column=IDS[column], descending=descending))

    def group_by(self, group: Group) -> None:
        """Groups the rows, or not."""
        self.ask(dataclasses.replace(self.query, group=group))

    def show_twins(self) -> None:
        """Shows what stands twice, in groups; any filter leads back."""
        if self._session.is_open:
            self._twins = True
            self._read_all(fresh=True)

    def _show_twins(self, rows: BoardRows) -> None:
        if self._twins:
            self._no_match.say("Nothing stands twice", "No passage was tagged twice, and no two say nearly the same.")
            self._show((rows, (), self.model.names))
            self._no_match.say(
                "No evidence fits this filter", "Clear the filter to see all of it."
            ) if rows.ids else None

    # -- columns ----------------------------------------------------------------------------------------------------

    def toggle_column(self, column: str) -> None:
        """Shows a column, or hides it."""
        shown = set(self.shown) ^ {column} | {"passage"}
        self.shown = tuple(one for one in IDS if one in shown)
        self.menu.tick(self.query.group, self.shown)
        fit_columns(self.table, self.shown, self.width())
        self._keep_view()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Columns that have no room are hidden; what they say is in the passage's second line or the panel."""
        super().resizeEvent(event)
        fit_columns(self.table, self.shown, self.width())

    def _keep_view(self) -> None:
        if self._session.writable:
            workspace = self._session.workspace
            kept = json.dumps({"query": self.query.to_json(), "columns": self.shown})
            self._session.jobs.start("Keeping the view", lambda: workspace.remember(VIEW, kept), "act")

    # -- what a person does -----------------------------------------------------------------------------------------

    def chosen(self) -> list[str]:
        """The ids chosen, from the top."""
        spans = self.table.chosen_spans()
        return list(dict.fromkeys(found for first, last in spans for found in self.model.ids_in(first, last)))

    def export(self) -> None:
        """Asks for a file and writes what is seen to it: these rows, these columns."""
        if self._session.is_open and self.model.ids:
            ids = tuple(dict.fromkeys(self.model.ids))
            self.export_wanted.emit(ids, tuple(dict.fromkeys((*self.shown, "document", "page"))))

    def _edit(self, values: Mapping[str, Any], words: str) -> None:
        ids = self.chosen()
        if ids and self._session.writable:
            self.edit_wanted.emit(ids, dict(values), words)

    def _remove(self) -> None:
        ids = self.chosen()
        if ids and self._session.writable:
            workspace = self._session.workspace
            self._session.act(
                lambda: workspace.evidence.remove(ids),
                lambda changes: self._session.notice.emit(f"Removed {len(ids)}. Ctrl+Z brings it back."),
            )

    def _open(self, index: QModelIndex, *, focus: bool) -> None:
        self._settle.stop()
        item = self.model.item(index.row()) if index.isValid() else None
        if item is not None:
            self.item_wanted.emit(item, focus)

    def _moved(self) -> None:
        if not self._showing and len(self.table.chosen_spans()) <= 1:
            self._settle.start()

    def _chosen(self) -> None:
        if not self._showing:
            count = len(self.chosen())
            self.bulk.tell(count)
            self.bulk.setVisible(bool(count) and self._session.writable)

    # -- the workspace ----------------------------------------------------------------------------------------------

    def _opened(self) -> None:
        workspace = self._session.workspace
        self.bulk.offer(workspace.framework)
        self._session.look(
            lambda: (workspace.preference(VIEW), workspace.board.names(short=True)), self._recall, key="board view"
        )

    def _recall(self, result: tuple[str | None, Names]) -> None:
        kept, names = result
        view: dict[str, Any] = json.loads(kept) if kept else {}
        self.query = BoardQuery.from_json(view["query"]) if view else BoardQuery()
        self.shown = tuple(one for one in IDS if one in view.get("columns", SHOWN_AT_FIRST))
        self.filters.offer(self._session.workspace.framework, names.documents.values(), self.query)
        self.filters.show_query(self.query)
        self.menu.read()
        self.menu.tick(self.query.group, self.shown)
        fit_columns(self.table, self.shown, self.width())
        self.reload()

    def _changed(self, changes: Changes) -> None:
        if changes.evidence or changes.documents:
            # Out of sight, the list is read when it is next looked at, so that tagging does not wait for it. One
            # that is empty is read all the same: it would take the keyboard in another way.
            self._stale = True
            if self.isVisible() or not self.model.rowCount():
                self.reload()

    def showEvent(self, event: QShowEvent) -> None:
        """Reads what has changed since."""
        super().showEvent(event)
        if self._stale:
            self.reload()

    def _clear(self) -> None:
        self._twins = False
        self.model.show(BoardRows(), ())
        self.filters.show_query(BoardQuery())
        self.bulk.hide()
