"""Evidence on earlier versions of documents: what would be carried over to the newest, before it is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from evidence_app.domain.reanchoring import OUTCOMES, Offer
from ui.dialogs.form import Form
from ui.session import Session
from ui.theme import scaled
from ui.widgets.labels import label
from ui.widgets.places import frame


class CarryOver(Form):
    """The dialog. What is ticked is moved, as one change to undo."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(
            "Carry evidence over to newer versions",
            "Carry over",
            parent,
            words="These files have changed since evidence was tagged in them. Where the same words stand in the "
            "newest version, the evidence can move there. What is not found stays with the earlier version.",
            width=720,
        )
        self._session = session
        self._offers: Sequence[Offer] = ()
        self.list = QListWidget()
        self.list.setAccessibleName("Evidence on earlier versions")
        self.list.setMinimumHeight(scaled(160))
        self.list.setSpacing(3)
        self.list.setWordWrap(True)
        self.list.currentRowChanged.connect(self._preview)
        self.list.itemChanged.connect(lambda _: self._count())
        self.add_widget(self.list, 1)
        page = frame("quote")
        self._words = label(wrap=True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._words.setMinimumHeight(7 * self.fontMetrics().lineSpacing())
        self._words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._words.setAccessibleName("Where the words stand")
        column = QVBoxLayout(page)
        column.setContentsMargins(12, 8, 12, 8)
        column.addWidget(self._words)
        self.add_widget(page)
        self.finish()
        self.main.setEnabled(False)
        versions = session.workspace.versions
        self._words.setText("Looking for the words…")
        session.look(versions.offers, self._show, key="carry over")

    def submit(self) -> None:
        """Moves what is ticked."""
        versions, ids = self._session.workspace.versions, self._ticked()
        self._session.act(
            lambda: versions.carry_over(ids),
            lambda changes: self._session.notice.emit(f"Carried over: {len(changes.evidence)}"),
        )
        self.accept()

    def _show(self, offers: Sequence[Offer]) -> None:
        self._offers = sorted(offers, key=lambda offer: (offer.outcome == "not_found", offer.title))
        for offer in self._offers:
            old, new = offer.item.passage.page, offer.passage.page if offer.passage else 0
            where = f"p. {old} → p. {new}" if new else f"p. {old}"
            item = QListWidgetItem(
                f"{offer.title}, {where}  ·  {OUTCOMES[offer.outcome]}\n“{offer.item.passage.quote}”"
            )
            if new:
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                item.setCheckState(Qt.CheckState.Checked)
            self.list.addItem(item)
        if self._offers:
            self.list.setCurrentRow(0)
        else:
            self._words.setText("No evidence stands on an earlier version of a document.")
        self._count()
        QTimer.singleShot(0, self, self.fit)

    def _preview(self, row: int) -> None:
        if not 0 <= row < len(self._offers):
            return
        offer = self._offers[row]
        old, new = offer.item.passage, offer.passage
        before = f"Earlier version, p. {old.page}:\n…{old.before[-80:]} [{old.quote}] {old.after[:80]}…"
        if new is None:
            after = "Newest version: these words do not stand in it. Tag the new wording by hand if it says the same."
        else:
            after = f"Newest version, p. {new.page}:\n…{new.before[-80:]} [{new.quote}] {new.after[:80]}…"
        self._words.setText(f"{before}\n\n{after}")

    def _ticked(self) -> list[str]:
        return [
            offer.item.id
            for row, offer in enumerate(self._offers)
            if offer.passage is not None and self.list.item(row).checkState() == Qt.CheckState.Checked
        ]

    def _count(self) -> None:
        count = len(self._ticked())
        self.main.setText(f"Carry over {count}" if count else "Carry over")
        self.main.setEnabled(bool(count) and self._session.writable)
