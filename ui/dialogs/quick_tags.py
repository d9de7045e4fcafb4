"""Quick tags: letters bound to a whole set of values, made from what is chosen in the panel."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from evidence_app.domain.framework import Framework
from ui.commands import QUICK_KEYS
from ui.dialogs.form import Form
from ui.models.choices import Choices
from ui.models.evidence import FINDINGS
from ui.models.quick_tags import QuickTag, dumps, loads
from ui.session import Session
from ui.widgets.buttons import button
from ui.widgets.fields import Check, Combo
from ui.widgets.labels import label

KEPT = "quick_tags"


class QuickTags(Form):
    """The dialog. What it saves is remembered inside the workspace."""

    def __init__(self, session: Session, now: Choices, parent: QWidget | None = None) -> None:
        """Makes the dialog.

        Args:
            now: what is chosen in the panel; a new quick tag is made of it.
        """
        super().__init__(
            "Quick tags",
            "Bind to the key",
            parent,
            words="While words are selected, one letter chooses all of this. Notes and dates are never part of it.",
        )
        self._session = session
        # Note and dates are those of a passage, not of a set of values.
        self._now = now.again(Choices())
        self._tags = loads(session.workspace.preference(KEPT))
        self._list = QWidget()
        self._rows = QVBoxLayout(self._list)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(4)
        self.add_widget(self._list)
        self.add_widget(label("New quick tag", "strong"))
        self.what = label(wrap=True)
        self.add_widget(self.what)
        self.key = Combo("Key", {key: key for key in QUICK_KEYS})
        self.name = QLineEdit()
        self.name.setMaxLength(40)
        self.at_once = Check("Save at once when the key is pressed")
        self.add("&Key", self.key)
        self.add("&Name", self.name)
        self.add_widget(self.at_once)
        self.finish()
        self.leave.setText("Close")
        framework = session.workspace.framework
        self.what.setText(in_words(now, framework) or "Select words and choose areas and finding first.")
        areas = ", ".join(area.short for area in framework.areas if area.id in now.areas)
        self.name.setText(f"{areas}: {FINDINGS[now.finding]}"[:40] if now.areas and now.finding else "")
        self.main.setEnabled(bool(now.areas and now.finding))
        free = [key for key in QUICK_KEYS if key not in self._tags]
        self.key.choose(free[0] if free else QUICK_KEYS[0])
        self._show()

    def submit(self) -> None:
        """Binds what is chosen to the key; what it was bound to before goes."""
        key = self.key.value()
        self._tags[key] = QuickTag(key, self.name.text().strip() or key, self._now, self.at_once.isChecked())
        self._keep(f"{key} is bound.")
        self.accept()

    def _remove(self, key: str) -> None:
        del self._tags[key]
        self._keep(f"{key} is free again.")
        self._show()

    def _keep(self, words: str) -> None:
        workspace, text = self._session.workspace, dumps(self._tags.values())
        self._session.look(lambda: workspace.remember(KEPT, text), lambda _: self._session.notice.emit(words))

    def _show(self) -> None:
        while self._rows.count():
            item = self._rows.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        if not self._tags:
            self._rows.addWidget(label("No letter is bound yet.", "muted"))
        framework = self._session.workspace.framework
        for key, tag in sorted(self._tags.items()):
            row = QWidget()
            column = QVBoxLayout(row)
            column.setContentsMargins(0, 0, 0, 4)
            column.setSpacing(2)
            top = QHBoxLayout()
            top.addWidget(label(key, "key"))
            top.addWidget(label(tag.name, "strong", wrap=True), 1)
            free = button("Remove", partial(self._remove, key), "link")
            free.setAccessibleName(f"Remove quick tag {key}")
            top.addWidget(free)
            column.addLayout(top)
            words = in_words(tag.choices, framework) + (", saves at once" if tag.save else "")
            column.addWidget(label(words, "muted", wrap=True))
            self._rows.addWidget(row)


def in_words(choices: Choices, framework: Framework) -> str:
    """What a set of values says, in few words."""
    areas = [area.short for area in framework.areas if area.id in choices.areas]
    themes = [theme.label for name in choices.themes if (theme := framework.theme(name))]
    rest = [FINDINGS.get(choices.finding, ""), "difference for children" if choices.impact else "", choices.person]
    return ", ".join(part for part in (*areas, *themes, *rest) if part)
