"""The workspace's own lists for personal data: names, words that go everywhere, words that stay, shapes of numbers."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from evidence_app.changes import Changes
from evidence_app.domain.redaction import ROLES, Listed
from ui.dialogs.form import Form
from ui.session import Session
from ui.widgets.buttons import button
from ui.widgets.fields import Combo
from ui.widgets.labels import label

# What each list is called, and what its entries do.
LISTS = {
    "name": ("Names", "People who are found wherever they are named, misspelt or shortened."),
    "word": ("Words to take out everywhere", "They go wherever they stand."),
    "allow": ("Allowed words", "They are never proposed."),
    "pattern": ("Shapes of case and person numbers", "# is a digit and @ a letter, for example HB-######."),
}


class PrivacyLists(Form):
    """The dialog; it follows what is added, removed, undone and redone while it is open."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(
            "Lists for personal data",
            "Add to the list",
            parent,
            words="What the search cannot know. Search again afterwards; Ctrl+Z undoes it, once this is closed.",
            width=560,
        )
        self._session = session
        self.entries: list[Listed] = []
        self.which = Combo("List", {key: words for key, (words, _) in LISTS.items()})
        self.value = QLineEdit()
        self.role = Combo("Who it is", {"": "Not said", **{role: words for role, (words, _) in ROLES.items()}})
        self.hint = label("", "small", wrap=True)
        self.add("&List", self.which)
        self.add_widget(self.hint)
        self.add("&Entry", self.value)
        self.add("&Who it is", self.role, "Of a name only.")
        self._list = QWidget()
        self._rows = QVBoxLayout(self._list)
        self._rows.setContentsMargins(0, 8, 0, 0)
        self._rows.setSpacing(4)
        self.add_widget(self._list)
        self.finish()
        self.leave.setText("Close")
        self.main.setEnabled(session.writable)
        self.which.currentIndexChanged.connect(lambda _: self._turn())
        self.value.textEdited.connect(lambda _: self.note.clear())
        session.changed.connect(self._changed)
        session.closing.connect(self.reject)
        self._turn()
        self._read()
        self.value.setFocus()

    def submit(self) -> None:
        """Adds what was written; the dialog stays open for the next."""
        value, which = self.value.text().strip(), self.which.value()
        if not value:
            self.note.tell("Write what is to be on the list.", "warn")
            return
        if any(one.list == which and one.value.casefold() == value.casefold() for one in self.entries):
            self.note.tell(f"“{value}” is on that list already.", "warn")
            return
        entry = Listed("", which, value, self.role.value() if which == "name" else "")  # type: ignore[arg-type]
        privacy = self._session.workspace.privacy
        self._session.act(lambda: privacy.add_listed([entry]), self._added)

    def remove(self, entry: Listed) -> None:
        """Takes an entry off its list."""
        privacy = self._session.workspace.privacy
        told = f"“{entry.value}” is off the list."
        self._session.act(lambda: privacy.remove_listed([entry.id]), lambda _: self._session.notice.emit(told))

    def _added(self, _: Changes) -> None:
        self._session.notice.emit(f"“{self.value.text().strip()}” is on the list.")
        self.value.clear()
        self.value.setFocus()

    def _changed(self, changes: Changes) -> None:
        if changes.privacy:
            self._read()

    def _read(self) -> None:
        self._session.look(self._session.workspace.privacy.lists, self._show, key="privacy lists")

    def _turn(self) -> None:
        self.note.clear()
        self.hint.setText(LISTS[self.which.value()][1])
        self.role.setEnabled(self.which.value() == "name")

    def _show(self, entries: list[Listed]) -> None:
        self.entries = entries
        while self._rows.count():
            item = self._rows.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()  # it goes a moment later only
                widget.deleteLater()
        if not entries:
            self._rows.addWidget(label("Nothing is on a list yet.", "muted"))
        for which, (words, _) in LISTS.items():
            here = sorted((one for one in entries if one.list == which), key=lambda one: one.value.casefold())
            if here:
                self._rows.addWidget(label(words, "strong"))
            for one in here:
                self._rows.addWidget(self._row(one))
        self.fit()

    def _row(self, entry: Listed) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(label(entry.value, wrap=True), 1)
        if entry.role:
            line.addWidget(label(ROLES[entry.role][0], "muted"))  # type: ignore[index]
        off = button("Remove", partial(self.remove, entry), "link")
        off.setAccessibleName(f"Remove “{entry.value}”")
        off.setEnabled(self._session.writable)
        line.addWidget(off)
        return row
