"""The themes of the chosen areas: those chosen, those likely, and a way to all others."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QWidget

from evidence_app.domain.framework import Framework, Theme
from ui.views.theme_chooser import ThemeChooser
from ui.widgets.buttons import button, show_offered
from ui.widgets.flow import Flow

# One key for each of the likeliest themes.
KEYS = "QWE"


class ThemeChips(QWidget):
    """A row of themes. What is offered counts as long as nothing was chosen or taken off by hand."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Themes")
        self._framework: Framework | None = None
        self._areas: tuple[str, ...] = ()
        self._likely: Sequence[str] = ()
        self._offered: Sequence[str] = ()
        self._chosen: list[str] = []
        self._touched = False
        self._row = Flow(self, gap=4)
        self._chips: dict[QPushButton, tuple[str, str]] = {}  # each with its name and key
        self._more = button("Themes…   T", self.open_chooser, "link")
        self._more.setAccessibleName("Choose themes")
        self._row.addWidget(self._more)

    def show_framework(self, framework: Framework) -> None:
        """Takes the themes from a framework."""
        self._framework = framework
        self.choose(())

    def choose(self, themes: Sequence[str]) -> None:
        """Chooses these themes, and offers nothing."""
        self._chosen, self._touched = list(themes), bool(themes)
        self._likely, self._offered = (), ()
        self._show()

    def offer(self, areas: tuple[str, ...], likely: Sequence[str], sure: Sequence[str]) -> None:
        """Follows the areas chosen.

        Args:
            areas: whose themes may be chosen; chosen ones of other areas are dropped.
            likely: themes to show first, the likeliest first.
            sure: of these, those that count unless something else is chosen.
        """
        self._areas, self._likely, self._offered = areas, likely, sure
        known = {theme.id for theme in self._every()}
        self._chosen = [theme for theme in self._chosen if theme in known]
        self._show()

    def chosen(self) -> tuple[str, ...]:
        """The themes chosen, or else offered."""
        return tuple(self._chosen if self._touched else self._offered)

    def toggle(self, place: int) -> None:
        """Puts one of the themes shown on, or takes it off; place counts from 0."""
        shown = self._shown()
        if place < len(shown):
            self._toggle(shown[place])

    def open_chooser(self) -> None:
        """Asks for a theme among all those of the chosen areas."""
        if self._framework is None or not self._areas:
            return
        chooser = ThemeChooser(self._framework, self._areas, self._chosen, self._likely, self)
        chooser.toggled.connect(self._toggle)
        chooser.open()

    def _toggle(self, theme: str) -> None:
        if not self._touched:
            # The first press makes the row one's own: what was pressed is on, what was only offered goes.
            self._chosen, self._touched = [theme], True
        elif theme in self._chosen:
            self._chosen.remove(theme)
        else:
            self._chosen.append(theme)
        self._show()
        self.changed.emit()

    def _shown(self) -> list[str]:
        return list(dict.fromkeys([*self._likely, *self._chosen]))

    def _every(self) -> list[Theme]:
        if self._framework is None:
            return []
        return [theme for area in self._framework.areas if area.id in self._areas for theme in area.themes]

    def _show(self) -> None:
        for chip in self._chips:
            self._row.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._row.removeWidget(self._more)
        self._chips = dict(self._chip(place, theme) for place, theme in enumerate(self._shown()))
        self._fit()
        for part in (*self._chips, self._more):
            self._row.addWidget(part)
            part.show()
        self._more.setEnabled(bool(self._areas))
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shortens long names where there is little room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        # A long name would else widen the whole panel, and the panes would move with every suggestion.
        for chip, (name, key) in self._chips.items():
            metrics = chip.fontMetrics()
            room = self.width() - metrics.horizontalAdvance(key) - 3 * metrics.height()
            shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, max(room, 8 * metrics.height()))
            chip.setText(shown + (f"   {key}" if key else ""))

    def _chip(self, place: int, identity: str) -> tuple[QPushButton, tuple[str, str]]:
        theme = self._framework.theme(identity) if self._framework else None
        name = theme.label if theme else identity
        chip = button(name, partial(self._toggle, identity), "part")
        chip.setCheckable(True)
        chip.setChecked(self._touched and identity in self._chosen)
        show_offered(chip, not self._touched and identity in self._offered)
        chip.setAccessibleName(f"Theme: {name}")
        chip.setToolTip(f"{name}\n{theme.summary}" if theme else "")
        chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        chip.setMinimumWidth(1)  # shortened instead, see _fit
        return chip, (name, KEYS[place] if place < len(KEYS) else "")
