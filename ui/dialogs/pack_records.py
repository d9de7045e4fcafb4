"""What is noted about a pack that was made: to whom it was sent, how long its copy is kept; and how two differ."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from evidence_app.domain.pack import ItemChange, PackComparison
from ui.dialogs.form import Form
from ui.widgets.labels import label
from ui.widgets.places import frame


class SentForm(Form):
    """Asks to whom a pack was sent."""

    def __init__(self, title: str, done: Callable[[str, str, str], object], parent: QWidget | None = None) -> None:
        """Makes the dialog.

        Args:
            title: the pack's.
            done: called with to whom, the ISO date and the way.
        """
        super().__init__(
            "Sent", "Note it", parent, words=f"The program sends nothing. This notes that you sent “{title}”."
        )
        self._done = done
        self.to, self.how = QLineEdit(), QLineEdit()
        self.on = QLineEdit(date.today().isoformat())
        self.how.setPlaceholderText("for example: secure portal")
        self.add("&To whom", self.to)
        self.add("&On", self.on)
        self.add("&How", self.how)
        self.finish()

    def submit(self) -> None:
        """Notes it."""
        if not self.to.text().strip():
            self.note.tell("Name the person or the body it was sent to.", "warn")
        elif not _is_day(self.on.text()):
            self.note.tell("Write the date as year-month-day, for example 2026-03-31.", "warn")
        else:
            self._done(self.to.text().strip(), self.on.text().strip(), self.how.text().strip())
            self.accept()


class KeepForm(Form):
    """Asks until when the copy of a pack is kept."""

    def __init__(self, until: str, done: Callable[[str], object], parent: QWidget | None = None) -> None:
        """Makes the dialog.

        Args:
            until: the ISO date so far, or empty.
            done: called with the new one.
        """
        super().__init__(
            "Keep the copy until",
            "Set",
            parent,
            words="After this day the list says that the copy is to be deleted. Nothing is deleted by itself.",
        )
        self._done = done
        self.until = QLineEdit(until)
        self.until.setPlaceholderText("2026-12-31")
        self.add("&Until", self.until, "Empty for no date.")
        self.finish()

    def submit(self) -> None:
        """Sets the date."""
        written = self.until.text().strip()
        if written and not _is_day(written):
            self.note.tell("Write the date as year-month-day, for example 2026-03-31.", "warn")
        else:
            self._done(written)
            self.accept()


class DeleteForm(Form):
    """Asks before the copy of a pack is deleted."""

    def __init__(self, folder: str, done: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(
            "Delete the copy",
            "Delete",
            parent,
            words=f"The folder “{folder}” is deleted for good; undo does not bring it back. The workspace keeps what "
            "the pack held and its hashes, so that it can be made again, and logs that the copy was deleted.",
        )
        self._done = done
        self.finish()

    def submit(self) -> None:
        """Deletes it."""
        self._done()
        self.accept()


class Compared(Form):
    """What differs between two packs."""

    def __init__(self, older: str, newer: str, found: PackComparison, parent: QWidget | None = None) -> None:
        total = len(found.added) + len(found.removed) + len(found.changed)
        super().__init__(
            "What has changed",
            "Close",
            parent,
            words=f"From the pack of {older} to that of {newer}: "
            + (f"{total:,} {'item' if total == 1 else 'items'}." if total else "the same items."),
            width=640,
        )
        page = frame("card")
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        for heading, items in (("Added", found.added), ("Removed", found.removed), ("Changed", found.changed)):
            self._items(column, heading, items)
        for heading, names in (
            ("Documents added", found.documents_added),
            ("Documents removed", found.documents_removed),
            ("Settings changed", found.settings),
        ):
            if names:
                column.addWidget(label(heading, "strong"))
                column.addWidget(label("\n".join(names), wrap=True))
        if not column.count():
            column.addWidget(label("Nothing differs in items, documents and settings.", "muted", wrap=True))
        column.addStretch(1)
        self.add_widget(page, 1)
        self.leave.hide()
        self.finish()

    def _items(self, column: QVBoxLayout, heading: str, items: tuple[ItemChange, ...]) -> None:
        if not items:
            return
        column.addWidget(label(f"{heading} ({len(items):,})", "strong"))
        for item in items:
            what = f" — {', '.join(item.what)}" if item.what else ""
            column.addWidget(label(f"{item.number}  “{item.quote[:160]}”{what}", wrap=True))


DIALOGS: dict[str, Callable[..., Form]] = {
    "sent": SentForm,
    "keep": KeepForm,
    "delete": DeleteForm,
    "compared": Compared,
}


def ask(what: str, given: tuple[object, ...], parent: QWidget) -> None:
    """Opens a dialog of DIALOGS.

    Args:
        given: its arguments before the parent.
    """
    DIALOGS[what](*given, parent).open()


def _is_day(written: str) -> bool:
    try:
        date.fromisoformat(written.strip())
    except ValueError:
        return False
    return True
