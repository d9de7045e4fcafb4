"""Preferences: looks, text size, how searches begin, locking, what is remembered, and the policy of this computer."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from evidence_app import workspace as core
from evidence_app.errors import KnownError
from ui.dialogs.form import Form
from ui.look import SchemeChoice
from ui.preferences import Preferences
from ui.session import Session
from ui.widgets.buttons import button
from ui.widgets.fields import Check, Combo
from ui.widgets.labels import label

SCHEMES: dict[str, str] = {"system": "As the system", "light": "Light", "dark": "Dark"}
TEXT_SIZES = (1.0, 1.15, 1.3, 1.5, 1.75, 2.0)
LOCKS = (1, 5, 10, 15, 30, 60)


class PreferencesDialog(Form):
    """The dialog. Looks are shown at once and taken back by Cancel."""

    looks_changed = Signal(str, float)

    def __init__(self, preferences: Preferences, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(
            "Preferences", "Save", parent, words="Kept on this computer; they never hold case text.", width=520
        )
        self._preferences = preferences
        self._session = session
        self._before = (preferences.scheme, preferences.text_size)
        self.scheme = Combo("Colours", SCHEMES)
        self.scheme.choose(preferences.scheme)
        self.text_size = Combo("Text size", {str(size): f"{size:.0%}" for size in TEXT_SIZES})
        nearest = min(range(len(TEXT_SIZES)), key=lambda place: abs(TEXT_SIZES[place] - preferences.text_size))
        self.text_size.setCurrentIndex(nearest)
        self.stemming = Check("Searches begin with other forms of a word")
        self.synonyms = Check("Searches begin with synonyms")
        self.recent = Check("List recent workspaces on the first page")
        self.stemming.setChecked(preferences.stemming)
        self.synonyms.setChecked(preferences.synonyms)
        self.recent.setChecked(preferences.remember_recent)
        self.add("&Colours", self.scheme)
        self.add("&Text size", self.text_size)
        for box in (self.stemming, self.synonyms, self.recent):
            self.add_widget(box)
        self._add_locking()
        self._add_policy()
        self.finish()
        self.scheme.currentIndexChanged.connect(self._try)
        self.text_size.currentIndexChanged.connect(self._try)

    def _add_locking(self) -> None:
        most, wanted = self._session.policy.lock_minutes, self._preferences.lock_minutes
        offered = sorted({*LOCKS, *filter(None, (most, wanted))})
        entries = {str(one): _after(one) for one in offered if not most or one <= most}
        self.lock = Combo("Lock the window by itself", entries if most else {**entries, "0": "Never"})
        self.lock.choose(str(min(wanted or most, most or wanted)))
        hint = f"At most {most} by the policy of this computer. " if most else ""
        self.add("&Lock the window by itself", self.lock, f"{hint}While an import, a backup or a pack runs, it waits.")
        self.kept = label(wrap=True)
        self.forget = button("Forget them", self._forget)
        self.add("Remembered passphrases", self.kept)
        self.add_buttons(self.forget)
        self._count()

    def _add_policy(self) -> None:
        heading = label("Policy of this computer", "heading")
        heading.setContentsMargins(0, 8, 0, 0)
        self.add_widget(heading)
        try:
            policy = core.in_force()
        except KnownError as error:
            self.policy = label(str(error), "bad", wrap=True)
            self.add_widget(self.policy)
            return
        told = [f"{rule.about}: {rule.words}." for rule in policy.rules() if rule.set]
        head = f"Laid down by your IT in {policy.source}; it cannot be changed here." if policy.source else ""
        none = "Your IT has laid nothing down; what you choose here holds."
        self.policy = label("\n".join([head, *told]) if told else head or none, "muted", wrap=True)
        self.add_widget(self.policy)

    def _count(self) -> None:
        count = core.count_remembered()
        store = "in the system's store of passwords."
        may = self._session.policy.remember
        none = "None. The page that asks for a passphrase offers it." if may else "None: the policy does not allow it."
        words = {0: none, 1: f"One, {store}"}
        self.kept.setText(words.get(count, f"{count}, {store}"))
        self.forget.setEnabled(True)
        self.forget.setVisible(bool(count))
        self.forget.setText("Forget it" if count == 1 else "Forget them")

    def _forget(self) -> None:
        self.forget.setEnabled(False)
        job = self._session.jobs.start("Forgetting", core.forget_all, "look")
        job.failed.connect(self._not_forgotten)
        job.ended.connect(self._count)

    def _not_forgotten(self, error: Exception) -> None:
        if isinstance(error, KnownError):
            self.note.fail(error)
        else:
            self._session.problem.emit(error)

    def submit(self) -> None:
        """Keeps what is chosen."""
        self._preferences.scheme = cast(SchemeChoice, self.scheme.value())
        self._preferences.text_size = float(self.text_size.value())
        self._preferences.stemming = self.stemming.isChecked()
        self._preferences.synonyms = self.synonyms.isChecked()
        self._preferences.remember_recent = self.recent.isChecked()
        self._preferences.lock_minutes = int(self.lock.value())
        self._preferences.save()
        self.accept()

    def reject(self) -> None:
        """Takes the looks back."""
        self.looks_changed.emit(*self._before)
        super().reject()

    def _try(self) -> None:
        self.looks_changed.emit(self.scheme.value(), float(self.text_size.value()))


def _after(minutes: int) -> str:
    return "After one minute" if minutes == 1 else f"After {minutes} minutes"
