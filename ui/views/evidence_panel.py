"""The evidence panel: tags the words selected in the reader, alters what is tagged, lists what the document has."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from evidence_app.changes import Changes
from evidence_app.domain.document import Document
from evidence_app.domain.evidence import Evidence, Passage
from evidence_app.domain.suggestion import Reading
from evidence_app.errors import KnownError
from ui.models.choices import Choices
from ui.models.quick_tags import loads
from ui.session import Session
from ui.theme import AreaStyle
from ui.views.document_evidence import DocumentEvidence
from ui.views.evidence_form import EvidenceForm
from ui.views.suggesting import Suggesting
from ui.views.suggestion_card import SuggestionCard
from ui.widgets.buttons import button
from ui.widgets.flow import Flow
from ui.widgets.labels import label, shortened
from ui.widgets.places import Fitted, Note, frame

Place = tuple[int, int]
HINT = "Select words in the reader: drag, double-click a sentence, or F7 and Shift with the arrow keys."


class EvidencePanel(QWidget):
    """The panel."""

    items_changed = Signal(object)  # list[Evidence] of the document
    item_chosen = Signal(object)  # Evidence to be shown in the reader
    ready_changed = Signal(bool)  # whether there is something to tag or to alter
    tagged = Signal()  # the selection is done with
    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._document: Document | None = None
        self._selection: tuple[Place, Place] | None = None
        self._picture: Passage | None = None
        self._editing: Evidence | None = None
        self._last: Choices | None = None
        self._wanted = ""
        self._save_when_read = False
        self._suggesting = Suggesting(session, self)
        self._suggesting.read.connect(self._read)
        self._build()
        session.opened.connect(self._opened)
        session.closed.connect(lambda: self.show_document(None))

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        page = frame("pane")
        area = Fitted(page)
        column = QVBoxLayout(page)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        self.heading = label("Evidence", "heading")
        column.addWidget(self.heading)
        card = frame("quote")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(8, 6, 8, 6)
        self.quote = label(HINT, "muted", wrap=True)
        self.quote.setAccessibleName("Selected words")
        inside.addWidget(self.quote)
        column.addWidget(card)
        self.card = SuggestionCard(self.repeat)
        column.addWidget(self.card)
        self.form = EvidenceForm()
        self.form.entered.connect(self.save)
        self._suggesting.dated.connect(self.form.details.propose_date)
        self.form.details.shown.connect(area.ensureWidgetVisible)
        column.addWidget(self.form)
        self.note = Note()
        column.addWidget(self.note)
        column.addStretch(1)
        outer.addWidget(area)
        foot = frame("head")
        row = Flow(foot)
        row.setContentsMargins(12, 4, 12, 12)
        self.save_button = button("Save  ⏎", self.save, "main")
        self.save_button.setAccessibleName("Save evidence")
        self.delete_button = button("Delete", self._delete)
        self.cancel_button = button("Cancel", self.step_back)
        for each in (self.save_button, self.delete_button, self.cancel_button):
            row.addWidget(each)
        outer.addWidget(foot)
        self.items = DocumentEvidence(self._session)
        self.items.loaded.connect(self._loaded)
        self.items.opened.connect(self._open)
        self.items.deleted.connect(self._remove)
        self.items.left.connect(self.step_back)
        outer.addWidget(self.items, 1)
        self._show_state()

    # -- what is shown ----------------------------------------------------------------------------------------------

    @property
    def ready(self) -> bool:
        """True where there is something to tag or to alter."""
        return self._session.writable and (self._selection is not None or self._editing is not None)

    @property
    def held(self) -> tuple[tuple[Place, Place] | None, Evidence | None]:
        """The words to be tagged, by their ends, or the item to be altered; a box drawn on a page is neither."""
        return self._selection if self._picture is None else None, self._editing

    def dress(self, styles: Mapping[str, AreaStyle]) -> None:
        """Sets how areas are drawn."""
        self.items.dress(styles)
        self.form.restyle(styles)

    def offer(self, styles: Mapping[str, AreaStyle]) -> None:
        """Offers the areas and themes of the open workspace's framework."""
        self.items.dress(styles)
        self.form.show_framework(self._session.workspace.framework, styles)

    def show_document(self, document: Document | None) -> None:
        """Goes with the reader to another document, or none."""
        self._document, self._wanted = document, ""
        self._let_go()
        self._show_state()
        self.items.show_document(document)

    def select(self, selection: tuple[Place, Place] | None, words: str) -> None:
        """Takes what is selected in the reader; none lets go of it."""
        if selection is None and self._selection is None:
            return
        if selection is None or self._editing is not None:
            self._let_go()
        self._selection, self._picture = selection, None
        self._show_state(words)
        if selection is not None and self._document is not None and self._session.writable:
            (page, start), (to_page, end) = selection
            self._suggesting.ask(Passage(self._document.id, page, to_page, start, end, words))

    def take(self, picture: Passage) -> None:
        """Takes a box drawn in the reader, with the words said of it."""
        self._let_go()
        self._picture, self._selection = picture, ((picture.page, picture.start), (picture.to_page, picture.end))
        self._show_state(picture.quote)
        self._suggesting.ask(picture)

    def edit(self, identity: str) -> None:
        """Shows an item of this document, to be altered; where its items are still being read, once they are here."""
        item = self.items.chosen(identity)
        self._wanted = identity if item is None else ""
        if item is not None:
            self._let_go()
            self._editing = item
            self.form.show_choices(Choices.of(item))
            self._show_state()

    def step_back(self) -> None:
        """Leaves the item or the selection, and gives the focus back to the reader."""
        if self._editing is not None or self._selection is not None:
            self._let_go()
            self._show_state()
            self.tagged.emit()
        else:
            self.left.emit()

    def _let_go(self) -> None:
        self._selection, self._picture, self._editing, self._save_when_read = None, None, None, False
        self._suggesting.drop()
        self.card.hide()
        self.form.show_choices(Choices())
        self.form.details.propose_date("")

    def _show_state(self, words: str = "") -> None:
        editing = self._editing
        if editing is not None:
            self.heading.setText(f"Evidence, p. {editing.passage.page}")
            words = editing.passage.quote
        else:
            self.heading.setText("New evidence" if self._selection else "Evidence")
        self.quote.setText(f"“{shortened(words)}”" if words else HINT)
        self.quote.setToolTip(words)
        self.note.clear()
        self.form.setEnabled(self.ready)
        self.save_button.setEnabled(self.ready)
        self.delete_button.setVisible(editing is not None)
        self.cancel_button.setVisible(self.ready)
        self.ready_changed.emit(self.ready)

    def _read(self, reading: Reading) -> None:
        """Shows what is suggested; what was waiting for it is saved."""
        self.card.say(reading, self._session.workspace.framework)
        self.form.offer(reading)
        if self._save_when_read:
            self.save()

    # -- what a person does -----------------------------------------------------------------------------------------

    def commands(self) -> dict[str, Callable[[], object]]:
        """What the commands of tagging do, by their ids."""
        form = self.form
        does: dict[str, Callable[[], object]] = {
            "tag.impact": form.impact.toggle,
            "tag.agreed": lambda: form.status.choose("draft" if form.status.value() == "agreed" else "agreed"),
            "tag.note": form.note.setFocus,
            "tag.repeat": self.repeat,
            "tag.themes": form.themes.open_chooser,
            "tag.details": form.details.toggle,
            "tag.basis": form.details.step_basis,
            "tag.person": form.details.to_person,
            "tag.confidential": form.details.confidential.toggle,
        }
        for place in range(3):
            does[f"tag.theme_{place + 1}"] = partial(form.themes.toggle, place)
        for finding in ("strength", "improvement", "context"):
            does[f"tag.{finding}"] = partial(form.finding.choose, finding)
        does = {name: partial(self._when_ready, act) for name, act in does.items()}
        return does | {"tag.save": self.save}

    def toggle_area(self, place: int) -> None:
        """Puts an area on or takes it off; place counts from 0."""
        self._when_ready(lambda: self.form.areas.toggle(place))

    def repeat(self) -> None:
        """Chooses everything but note and dates as it was saved last."""
        if self._last is not None:
            self.form.show_choices(self._last.again(self.form.choices()))

    def quick_tag(self, key: str) -> None:
        """Chooses what is bound to a letter, and saves where it says so."""
        if not self.ready:
            return
        tag = loads(self._session.workspace.preference("quick_tags")).get(key)
        if tag is None:
            self.note.tell(f"{key} is not bound yet. Choose areas and finding, then bind it: Tag > Quick tags.")
            return
        self.form.show_choices(tag.choices.again(self.form.choices()))
        self._session.notice.emit(f"Quick tag {key}: {tag.name}")
        if tag.save:
            self.save()

    def save(self) -> None:
        """Tags the selected words, or saves what was altered."""
        if not self.ready or self._document is None:
            return
        choices = self.form.choices()
        missing = choices.missing()
        # Pressed before the suggestion has come, Enter means that suggestion.
        self._save_when_read = bool(missing) and self._suggesting.under_way
        if self._save_when_read:
            return
        if missing:
            self.note.tell(missing, "warn")
            return
        if self._editing is not None:
            self._save_edit(self._editing, choices)
        elif self._selection is not None:
            self._tag(self._document.id, self._selection, choices)
        self._last = choices
        self.card.show_last(choices, self._session.workspace.framework)

    def _when_ready(self, act: Callable[[], object]) -> None:
        if self.ready:
            act()
            self.note.clear()

    def _tag(self, document: int, selection: tuple[Place, Place], choices: Choices) -> None:
        board, values, picture = self._session.workspace.evidence, choices.values(), self._picture

        def work() -> Changes:
            passage = picture or board.select(document, *selection)
            if passage is None:
                raise KnownError("There are no words in this selection.", "Select at least one word.")
            return board.add(passage, **values)

        self._act(work, f"Tagged {self._named(choices)}. Ctrl+Z takes it back.")

    def _save_edit(self, item: Evidence, choices: Choices) -> None:
        board, values = self._session.workspace.evidence, choices.values()
        if Choices.of(item) == choices:
            self.step_back()
            return
        self._act(lambda: board.edit([item.id], values), f"Saved: {self._named(choices)}.")

    def _act(self, work: Callable[[], Changes], words: str) -> None:
        """Asks for a change; the form is given free when it was made, and kept as it is when it failed."""
        selection, editing = self._selection, self._editing

        def done(changes: Changes) -> None:
            self._session.notice.emit(words)
            if (self._selection, self._editing) == (selection, editing):
                self.step_back()

        self._session.act(work, done)

    def _delete(self) -> None:
        if self._editing is not None:
            self._remove(self._editing)

    def _remove(self, item: Evidence) -> None:
        if not self._session.writable:
            return
        board = self._session.workspace.evidence
        self._editing = None
        self._act(lambda: board.remove([item.id]), "Evidence removed. Ctrl+Z brings it back.")
        self.form.show_choices(Choices())
        self._show_state()

    def _open(self, item: Evidence) -> None:
        self.item_chosen.emit(item)
        self.edit(item.id)

    def _named(self, choices: Choices) -> str:
        names = {area.id: area.short for area in self._session.workspace.framework.areas}
        return f"{', '.join(names[area] for area in choices.areas)} — {choices.finding}"

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc steps back."""
        if event.key() == Qt.Key.Key_Escape:
            self.step_back()
        else:
            super().keyPressEvent(event)

    # -- the workspace ----------------------------------------------------------------------------------------------

    def _opened(self) -> None:
        self._last = None
        self.card.show_last(None, self._session.workspace.framework)
        self._show_state()

    def _loaded(self, items: list[Evidence]) -> None:
        if self._editing is not None:
            row = self.items.model.row_of(self._editing.id)
            self._editing = self.items.model.item(row) if row >= 0 else None
            self._show_state()
        self.items_changed.emit(items)
        if self._wanted:
            self.edit(self._wanted)
