"""What the commands about colleagues do: bring in, hand over, decide between versions, compare judgements."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from evidence_app import workspace as core
from evidence_app.changes import Changes
from evidence_app.domain.teamwork import MergeReport
from ui.dialogs.agreement import AgreementTable
from ui.dialogs.colleague import BringInColleague, HandOverForm, sentences
from ui.dialogs.decide import Decide
from ui.main_window import MainWindow
from ui.widgets.buttons import button


class TeamworkActs(QObject):
    """Gives the commands."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._session = window.session

    def commands(self) -> dict[str, Callable[[], object]]:
        """What the commands do, by id."""
        return {
            "team.bring_in": self.ask_file,
            "team.hand_over": self.ask_hand_over,
            "team.decide": self.decide,
            "team.agreement": lambda: AgreementTable(self._session, self._window).open(),
        }

    def ask_file(self) -> None:
        """Asks for a colleague's file and shows what it would do."""
        BringInColleague(self._session, self.bring_in, self._window).open()

    def bring_in(self, source: core.Source) -> None:
        """Brings a colleague's work in, in the background."""
        teamwork = self._session.workspace.teamwork
        self._session.long("Bringing in a colleague's work", lambda: teamwork.merge(source), self._brought)

    def ask_hand_over(self) -> None:
        """Asks for whom and where to."""
        workspace = self._session.workspace
        least = self._session.policy.least
        HandOverForm(workspace.teamwork.partners(), workspace.name, least, self.hand_over, self._window).open()

    def hand_over(self, path: Path, passphrase: str, partner: str, everything: bool) -> None:
        """Hands over in the background."""
        teamwork = self._session.workspace.teamwork
        self._session.long(
            "Handing over",
            lambda: teamwork.hand_over(path, passphrase, partner, everything=everything),
            self._handed_over,
        )

    def decide(self) -> None:
        """Shows what copies say differently."""
        Decide(self._session, self._window).open()

    def _brought(self, done: tuple[MergeReport, Changes]) -> None:
        report, changes = done
        # Told as a change is, so that every list sees what came.
        self._session.act(lambda: changes, lambda _: self._tell(report))

    def _tell(self, report: MergeReport) -> None:
        note = self._window.note
        close = button("Close", note.clear)
        decide = [button("Decide…", partial(self._then, self.decide))] if report.conflicts else []
        note.tell("\n".join(sentences(report, done=True)), "warn" if report.conflicts else "good", *decide, close)

    def _then(self, act: Callable[[], object]) -> None:
        self._window.note.clear()
        act()

    def _handed_over(self, made: core.HandOver) -> None:
        records = "1 record" if made.records == 1 else f"{made.records:,} records"
        documents = "1 document" if made.documents == 1 else f"{made.documents:,} documents"
        words = f"{made.path.name} is ready for {made.partner}: {records}, {documents}."
        self._window.note.tell(words, "good", button("Close", self._window.note.clear))
