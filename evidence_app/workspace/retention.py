"""How long a workspace is kept, and documents wiped for good."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from evidence_app.changes import Changes
from evidence_app.domain.retention import Keeping, day_of
from evidence_app.domain.sizes import counted
from evidence_app.domain.wiping import Wiped, WipePlan, WipeReport
from evidence_app.errors import KnownError, ReadOnly
from evidence_app.progress import Progress, Steps
from evidence_app.store import index, wiping
from evidence_app.store import packs as pack_store
from evidence_app.store.database import Database
from evidence_app.store.journal import change
from evidence_app.workspace.backups import Backups, remove
from evidence_app.workspace.documents import Documents
from evidence_app.workspace.search import Search

# Of the workspace's own settings.
UNTIL = "keep_until"


class Retention:
    """The end date of a workspace, the wiping of documents, and the log of what was wiped."""

    def __init__(self, database: Database, author: str, documents: Documents, search: Search, backups: Backups) -> None:
        self._database = database
        self._author = author
        self._documents = documents
        self._search = search
        self._backups = backups

    # -- the end date -----------------------------------------------------------------------------------------------

    def until(self) -> str:
        """ISO date until which this workspace is kept; empty where none was set."""
        return self._database.meta(UNTIL) or ""

    def standing(self, today: date | None = None) -> Keeping:
        """How the end date stands today."""
        return Keeping(self.until(), today or date.today())

    def keep(self, day: str) -> Changes:
        """Sets until when this workspace is kept; empty for no end; undoable.

        Raises:
            KnownError: the day is none.
        """
        until = day_of(day) if day.strip() else ""
        name = f"keep the workspace until {until or 'further notice'}"
        with change(self._database, name, self._author, {"until": until}) as made:
            made.put("meta", {"key": UNTIL, "value": until})
        return Changes(name=name, settings=True)

    # -- documents --------------------------------------------------------------------------------------------------

    def plan(self, documents: Sequence[int]) -> WipePlan:
        """What wiping these documents would take away; what came inside them goes with them.

        Raises:
            NotFound: there is no such document.
            KnownError: one came inside another whose bytes hold it, and that is not to be wiped.
        """
        chosen = {one: self._documents.get(one) for one in documents}
        named = len(chosen)
        waiting = list(chosen)
        while waiting:
            for inside in self._documents.attached(waiting.pop()):
                if inside.id not in chosen:
                    chosen[inside.id] = inside
                    waiting.append(inside.id)
        for one in list(chosen.values()):
            for holder in self._documents.holders(one.id):
                if holder.id not in chosen:
                    raise KnownError(
                        f"“{one.title}” came inside “{holder.title}”, whose bytes hold it too.",
                        "Wipe that one; what came inside it goes with it.",
                    )
        hashes = {one.sha256 for one in chosen.values() if one.sha256}
        packs = [
            pack
            for pack in pack_store.every(self._database)
            if any(each.get("sha256") in hashes for each in pack.manifest.get("documents", []))
        ]
        evidence = wiping.evidence_of(self._database, list(chosen))
        found = tuple(chosen[one] for one in sorted(chosen))
        return WipePlan(found, len(found) - named, evidence, len(packs), len(self._backups.every()))

    def wipe(
        self, documents: Sequence[int], reason: str, *, evidence: bool = False, backups: bool = False
    ) -> Steps[WipeReport]:
        """Wipes documents for good, not undoable: rows, index, undo journal, free space; logged by hash and reason.

        Args:
            reason: why; kept in the deletion log, so without a child's name.
            evidence: whether evidence that cites them is wiped too; else it forbids the wipe.
            backups: whether earlier backups are wiped and a new one is made.

        Raises:
            KnownError: evidence cites them, no reason is given, or see plan().
        """
        if self._database.read_only:
            raise ReadOnly
        if not reason.strip():
            raise KnownError("Why is it wiped? The deletion log keeps the reason.", "Give one, without a name.")
        plan = self.plan(documents)
        if plan.evidence and not evidence:
            raise KnownError(
                f"Evidence cites what is to be wiped: {counted(plan.evidence, 'piece', 'pieces')}.",
                "Remove them first, or say that they are to be wiped too.",
            )
        yield Progress("Wiping")
        with self._database.write() as tables:
            wiped = wiping.wipe(tables, [one.id for one in plan.documents], self._author, reason.strip())
        yield from self.finish()
        gone = 0
        if backups:
            older = self._backups.every()
            yield from self._backups.make(anyway=True)
            remove(older)
            gone = len(older)
        return WipeReport(len(plan.documents), wiped.pages, wiped.evidence, wiped.lines, dict(wiped.mentions), gone)

    def unfinished(self) -> bool:
        """Whether a wipe was begun whose free space was not cleared."""
        return self._database.meta(wiping.UNFINISHED) is not None

    def finish(self) -> Steps[None]:
        """Clears what a wipe leaves between the rows: forgotten words of the index, and free pages of the file."""
        self._search.refresh()
        rounds = 0
        while index.optimise_some(self._database):
            rounds += 1
            yield Progress("Clearing the index", rounds)
        yield from self._database.rewrite()
        with self._database.write() as tables:
            tables.execute("DELETE FROM meta WHERE key = ?", [wiping.UNFINISHED])

    def log(self) -> Sequence[Wiped]:
        """What was wiped, the newest first: hashes and reasons, no titles."""
        return wiping.log(self._database)
