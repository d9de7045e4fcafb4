"""Passwords of protected documents: asked once for all of them, tried on each, kept nowhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QLineEdit, QWidget

from ui.dialogs.form import Form
from ui.widgets.buttons import button
from ui.widgets.fields import Check


class Passwords(Form):
    """The dialog."""

    def __init__(
        self, files: Sequence[str], give: Callable[[Sequence[str]], object], parent: QWidget | None = None
    ) -> None:
        """Asks for passwords.

        Args:
            files: names of the protected ones.
            give: called with what was typed.
        """
        shown = ", ".join(files[:4]) + (f" and {len(files) - 4} more" if len(files) > 4 else "")
        what = "One document is" if len(files) == 1 else f"{len(files)} documents are"
        super().__init__(
            "Protected documents",
            "Try them",
            parent,
            words=f"{what} protected by a password: {shown}. Each password given is tried on all of them. Passwords "
            "are not stored; what was opened is kept readable inside the encrypted workspace.",
            width=560,
        )
        self._give = give
        self.fields = [self._field() for _ in range(2)]
        for number, field in enumerate(self.fields, 1):
            self.add("&Password" if number == 1 else "&Another password, if there is one", field)
        self.show_letters = Check("&Show what is typed")
        self.show_letters.toggled.connect(self._show)
        self._more = button("One more", self._another, "link")
        self.add_widget(self._more)
        self.add_widget(self.show_letters)
        self.finish()

    def submit(self) -> None:
        """Hands over what was typed."""
        given = [field.text() for field in self.fields if field.text()]
        if not given:
            self.note.tell("Type at least one password.", "warn")
            return
        self.accept()
        self._give(given)

    def _another(self) -> None:
        field = self._field()
        field.setAccessibleName(f"Password {len(self.fields) + 1}")
        self._column.insertWidget(self._column.indexOf(self._more), field)
        self.fields.append(field)
        self._show(self.show_letters.isChecked())
        field.setFocus()

    def _field(self) -> QLineEdit:
        made = QLineEdit()
        made.setEchoMode(QLineEdit.EchoMode.Password)
        return made

    def _show(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        for field in self.fields:
            field.setEchoMode(mode)
