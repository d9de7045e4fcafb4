"""The first page: make a workspace, open one, or try the demo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from evidence_app.domain.retention import Keeping
from evidence_app.paths import resources_dir
from ui.theme import scaled
from ui.widgets.buttons import button
from ui.widgets.flow import Flow
from ui.widgets.labels import Elided, label
from ui.widgets.places import Note, frame

PROMISES = (
    "Everything stays on this computer: Evidence Desk never opens a network connection.",
    "A workspace is one encrypted file. It holds your documents, the search index and all you tag.",
    "Only your passphrase opens it. Nobody can reset it, so keep a copy of it somewhere safe.",
)


class Welcome(QScrollArea):
    """The page."""

    new_wanted = Signal()
    open_wanted = Signal()
    demo_wanted = Signal()
    recent_wanted = Signal(object)  # Path

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        page = frame("pane")
        self.setWidget(page)
        outer = QHBoxLayout(page)
        outer.setContentsMargins(24, 24, 24, 24)
        column = QVBoxLayout()
        column.setSpacing(20)
        body = QWidget()
        body.setMaximumWidth(scaled(640))
        body.setLayout(column)
        outer.addStretch(1)
        outer.addWidget(body, 8)
        outer.addStretch(1)
        column.addStretch(2)
        column.addLayout(self._head())
        row = Flow()
        self.new = button("New workspace", self.new_wanted.emit, "main")
        self.open = button("Open workspace", self.open_wanted.emit)
        self.demo = button("Try the demo", self.demo_wanted.emit)
        for each in (self.new, self.open, self.demo):
            row.addWidget(each)
        column.addLayout(row)
        self.note = Note()
        column.addWidget(self.note)
        self._recent_title = label("Recent workspaces", "heading")
        self._recent = QVBoxLayout()
        self._recent.setSpacing(4)
        column.addWidget(self._recent_title)
        column.addLayout(self._recent)
        card = frame("card")
        promises = QVBoxLayout(card)
        promises.setContentsMargins(16, 16, 16, 16)
        promises.setSpacing(8)
        for sentence in PROMISES:
            promises.addWidget(label(sentence, wrap=True))
        column.addWidget(card)
        column.addStretch(3)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(16)
        sign = QLabel()
        sign.setPixmap(QIcon(str(resources_dir() / "icons" / "evidence-desk.svg")).pixmap(scaled(64), scaled(64)))
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(label("Evidence Desk", "title"))
        words.addWidget(
            label(
                "Find passages in inspection reports and case notes, put them under the judgement areas, and export "
                "evidence packs that prove each quotation.",
                "muted",
                wrap=True,
            )
        )
        row.addLayout(words, 1)
        return row

    def show_recent(self, paths: Sequence[Path], ends: Callable[[Path], str] = lambda _: "") -> None:
        """Lists workspaces that were opened lately.

        Args:
            ends: the ISO date until which one is kept, or empty.
        """
        while self._recent.count():
            item = self._recent.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        for path in paths:
            self._recent.addWidget(self._entry(path, ends(path)))
        self._recent_title.setVisible(bool(paths))

    def _entry(self, path: Path, end: str) -> QWidget:
        entry = QWidget()
        row = QHBoxLayout(entry)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        opener = button(path.stem, lambda: self.recent_wanted.emit(path), "link")
        opener.setAccessibleName(f"Open {path.stem}")
        row.addWidget(opener)
        row.addWidget(Elided(str(path.parent), "small"), 1)
        if end:
            standing = Keeping(end, date.today())
            row.addWidget(label(standing.short(), "bad" if standing.over else "warn" if standing.near else "small"))
        return entry
