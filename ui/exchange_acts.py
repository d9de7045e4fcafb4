"""What the commands about exchange do: export for other programs, bring in codes or a project."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QPushButton

from evidence_app.changes import Changes
from evidence_app.domain.exchange import Brought, Exported, Format, Wishes
from evidence_app.paths import documents_dir
from ui.dialogs.bring_in import BringIn, WithoutPlace, sentences
from ui.dialogs.export_for_programs import ExportForPrograms
from ui.main_window import MainWindow
from ui.session import IMPORTED
from ui.widgets.buttons import button

FILES = "Projects, codebooks, workspaces (*.qdpx *.qdc *.json)"


class ExchangeActs(QObject):
    """Gives the commands."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._session = window.session

    def commands(self) -> dict[str, Callable[[], object]]:
        """What the commands do, by id."""
        return {"exchange.export": self.ask_export, "exchange.bring_in": self.ask_file}

    def ask_export(self) -> None:
        """Asks in which format, what and where to."""
        workspace = self._session.workspace
        ExportForPrograms(workspace.policy, workspace.name, self.export, self._window).open()

    def export(self, kind: Format, target: Path, wishes: Wishes) -> None:
        """Exports in the background."""
        exchange = self._session.workspace.exchange
        self._session.long("Exporting", lambda: exchange.export(kind, target, wishes), self._exported)

    def ask_file(self) -> None:
        """Asks for a file and shows what it would do."""
        chosen, _ = QFileDialog.getOpenFileName(
            self._window, "Bring in codes or a project", str(documents_dir()), FILES
        )
        if chosen:
            self.look_at(Path(chosen))

    def look_at(self, path: Path) -> None:
        """Shows what a file would do."""
        BringIn(self._session, path, lambda codes: self.bring_in(path, codes), self._window).open()

    def bring_in(self, path: Path, codes: dict[str, str]) -> None:
        """Brings a file in, in the background."""
        exchange = self._session.workspace.exchange
        self._session.long("Bringing in", lambda: exchange.bring_in(path, codes), self._brought)

    def _exported(self, report: Exported) -> None:
        counts = ", ".join(f"{count:,} {what.replace('_', ' ')}" for what, count in report.counts.items())
        names = ", ".join(Path(file).name for file in report.files)
        self._tell(f"Written, not encrypted: {names} ({counts}).", *report.left_out)

    def _brought(self, report: Brought) -> None:
        whole = report.format == "json"
        changes = Changes(
            IMPORTED,
            evidence=frozenset(report.evidence),
            settings=bool(whole or report.themes),
            packs=whole,
            privacy=whole,
            improvement=whole,
        )
        # Told as a change is, so that other areas and themes are seen everywhere.
        self._session.act(lambda: changes, lambda _: self._tell_brought(report))

    def _tell_brought(self, report: Brought) -> None:
        more = [button("Show those without a place…", lambda: WithoutPlace(report.unplaced, self._window).open())]
        self._tell(*sentences(report), more=more if report.unplaced else ())

    def _tell(self, *told: str, more: Sequence[QPushButton] = ()) -> None:
        self._window.note.tell("\n".join(told), "", *more, button("Close", self._window.note.clear))
