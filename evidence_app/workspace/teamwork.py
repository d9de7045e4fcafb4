"""Work shared between colleagues, each with a copy: bring in, hand over, decide, compare judgements."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from evidence_app.changes import Changes
from evidence_app.domain.agreement import Agreement
from evidence_app.domain.lineage import lineage_from_text
from evidence_app.domain.policy import Policy
from evidence_app.domain.teamwork import Conflict, MergeReport
from evidence_app.ofsted.authorities import identify
from evidence_app.progress import Progress, Steps
from evidence_app.store import exchange
from evidence_app.store.capture import current_states
from evidence_app.store.database import Database
from evidence_app.teamwork import agreement, conflicts, handover, merge
from evidence_app.teamwork import other as others
from evidence_app.teamwork.handover import HandOver
from evidence_app.teamwork.merge import Source
from evidence_app.workspace.frameworks import Frameworks
from evidence_app.workspace.search import Search


class Teamwork:
    """Copies of one workspace, and what is exchanged between them."""

    def __init__(self, database: Database, frameworks: Frameworks, author: str, search: Search, policy: Policy) -> None:
        self._database = database
        self._frameworks = frameworks
        self._author = author
        self._search = search
        self._policy = policy

    def preview(self, source: Source) -> Steps[MergeReport]:
        """What bringing a colleague's workspace or hand-over in would do; nothing is written.

        Raises:
            KnownError: the file cannot be brought in.
        """
        return merge.preview(self._database, self._author, source, _same)

    def merge(self, source: Source) -> Steps[tuple[MergeReport, Changes]]:
        """Brings a colleague's workspace or hand-over in: one change to undo, documents included; closing cancels.

        Nothing is lost: what only one side changed is taken, what both changed differently is kept in both versions
        as a conflict. Safe to repeat, and in any order with the work of others.

        Raises:
            ReadOnly: this workspace is open for reading only.
            KnownError: the file cannot be brought in.
        """
        done = yield from merge.merge(self._database, self._author, source, _same)
        yield Progress("Learning new words for the search")
        self._search.refresh()
        return done

    def hand_over(self, path: Path, passphrase: str, partner: str, *, everything: bool = False) -> Steps[HandOver]:
        """Writes what changed since the last exchange with a colleague into an encrypted file.

        Args:
            path: must end in .evidence-handover and not exist.
            passphrase: of the file; the colleague needs it.
            partner: the name the colleague works under.
            everything: write all there is.

        Raises:
            ReadOnly: this workspace is open for reading only.
            KnownError: the file cannot be written, the policy forbids the passphrase, or nothing changed.
        """
        self._policy.check_passphrase(passphrase)
        return handover.hand_over(self._database, self._author, path, passphrase, partner, everything=everything)

    def partners(self) -> list[str]:
        """Colleagues something was exchanged with, the last one first."""
        with self._database.read() as tables:
            return exchange.partners(tables)

    def conflicts(self) -> list[Conflict]:
        """What copies say differently and nobody has decided."""
        return conflicts.every(self._database)

    def count(self) -> int:
        """How many conflicts are open."""
        return conflicts.count(self._database)

    def decide(self, choices: Mapping[str, str]) -> tuple[Changes, list[str]]:
        """Decides conflicts; undoable.

        Args:
            choices: for each conflict's id the mark of a version, or "mine", "theirs" or "newer".

        Returns:
            What was changed, and the ids of those a rule could not decide.

        Raises:
            KnownError: a conflict or version is unknown, or none could be decided.
        """
        return conflicts.decide(self._database, self._author, choices)

    def agreement(
        self, other: Path | None = None, passphrase: str = "", officers: tuple[str, str] | None = None
    ) -> Agreement:
        """How far two officers judged the passages alike that both tagged.

        Args:
            other, passphrase: a colleague's copy to compare with; None for the officers of this workspace.
            officers: the names they work under; None for the two who tagged most passages in common.

        Raises:
            KnownError: the file cannot be read, or there are no two officers.
        """
        with self._database.snapshot() as tables:
            states = current_states(tables)
            if other is not None:
                with others.opened(self._database, self._author, other, passphrase, "", _same) as theirs:
                    for one, state in theirs.states.items():
                        mine = states.get(one)
                        joined = mine and lineage_from_text(mine).joined(lineage_from_text(state)).to_text()
                        states[one] = joined or state
        return agreement.compare(states, self._frameworks.current(), officers)


def _same(one: str, other: str) -> bool:
    return identify(one).name.casefold() == identify(other).name.casefold()
