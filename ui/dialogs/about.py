"""About: what this is, its versions, its licence."""

from __future__ import annotations

import platform

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QWidget

from evidence_app import __version__
from ui.dialogs.form import Form
from ui.dialogs.licences import Licences
from ui.widgets.buttons import button
from ui.widgets.labels import label


class About(Form):
    """The dialog."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Evidence Desk", "Close", parent)
        self.add_widget(label(f"Version {__version__}", "strong"))
        self.add_widget(
            label(
                "Find, tag, prove and pack inspection evidence for English children's services. It works offline: "
                "no network connection is ever opened, and nothing leaves this computer but the packs you export.",
                wrap=True,
            )
        )
        versions = f"Python {platform.python_version()}, Qt {qVersion()}, {platform.system()} {platform.release()}"
        self.add_widget(label(versions, "muted", wrap=True))
        self.add_widget(
            label(
                "Free software under the GNU Affero General Public License, version 3 or later. "
                "It comes without any warranty. Parts made by others are under licences of their own.",
                wrap=True,
            )
        )
        self.add_widget(button("Licences of all parts…", lambda: Licences(self).open(), "link"))
        self.leave.hide()
        self.finish()
