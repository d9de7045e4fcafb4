"""Undo, redo, and the audit log."""

from __future__ import annotations

import re
from pathlib import Path

from evidence_app.changes import Changes
from evidence_app.domain.audit import AuditFilter
from evidence_app.store import evidence as evidence_store
from evidence_app.store import journal
from evidence_app.store.database import Database
from evidence_app.store.journal import AuditEntry, Entry
from evidence_app.workspace.audit_file import write_audit

OF_DOCUMENTS = frozenset({"confirmations", "dismissals"})
PRIVACY_TABLES = frozenset({"redactions", "redaction_subjects", "redaction_lists"})
IMPROVEMENT_TABLES = frozenset(
    {"plan_actions", "plan_standings", "visits", "visit_tasks", "measures", "measure_values", "requests"}
)


class History:
    """What was done in a workspace, and the way back."""

    def __init__(self, database: Database, author: str) -> None:
        self._database = database
        self._author = author

    def undo(self) -> Changes | None:
        """Undoes the latest change, also one made before a restart; None where there is nothing to undo."""
        return self._changes(journal.undo(self._database, self._author))

    def redo(self) -> Changes | None:
        """Does again what was undone last; None where there is nothing to redo."""
        return self._changes(journal.redo(self._database, self._author))

    def next_undo(self) -> str | None:
        """The name of the change that undo would take back, or None."""
        return journal.next_names(self._database)[0] or None

    def next_redo(self) -> str | None:
        """The name of the change that redo would do again, or None."""
        return journal.next_names(self._database)[1] or None

    def entries(self, limit: int = 200) -> list[Entry]:
        """Changes, the newest first."""
        return journal.entries(self._database, limit)

    def audit_log(self, wanted: AuditFilter | None = None, limit: int = 1000) -> list[AuditEntry]:
        """The audit log, the newest line first; limit -1 for all of it."""
        return journal.audit_log(self._database, wanted, limit)

    def audit_kinds(self) -> tuple[list[str], list[str]]:
        """The first words of what was done, and who did it."""
        return journal.audit_kinds(self._database)

    def export_audit(self, wanted: AuditFilter, target: Path) -> int:
        """Writes the lines that are wanted, with their hashes, to a .csv, .xlsx or .json file; gives their number.

        Raises:
            KnownError: the file's name ends in none of them, it may not leave, or it cannot be written.
        """
        lines = self.audit_log(wanted, limit=-1)
        write_audit(target, lines)
        return len(lines)

    def _changes(self, done: tuple[str, list[journal.Touched]] | None) -> Changes | None:
        if done is None:
            return None
        name, touched = done
        items = frozenset(key for table, key in touched if table == "evidence")
        documents = {key for table, key in touched if table == "documents"}
        # What was confirmed or dismissed has the document's id at the beginning of its own.
        documents |= {int(re.split("[:-]", key)[0]) for table, key in touched if table in OF_DOCUMENTS}
        for item in items:
            found = evidence_store.get(self._database, item)
            if found is not None:
                documents.add(found.passage.document)
        return Changes(
            name=name,
            documents=frozenset(documents),
            evidence=items,
            settings=any(table in ("meta", "framework_files") for table, _ in touched),
            privacy=any(table in PRIVACY_TABLES for table, _ in touched),
            packs=any(table in ("packs", "pack_sendings") for table, _ in touched),
            improvement=any(table in IMPROVEMENT_TABLES for table, _ in touched),
            teamwork=any(table == "lineage" for table, _ in touched),
        )
