"""What is counted of evidence: read from an index, without the passages; now, or as it stood on an earlier day."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from evidence_app.domain.coverage import Counted
from evidence_app.domain.document import Origin
from evidence_app.store.database import Database

_COLUMNS = "areas, themes, finding, impact, status, date, document"


def counted(database: Database, as_of: str = "") -> Iterator[Counted]:
    """As much of each item as is counted.

    Args:
        as_of: ISO day; the items as they stood at the end of that day, told back from the undo journal. Empty for now.
    """
    with database.snapshot() as tables:
        known = tables.execute("SELECT id, kind, authority, team FROM documents").fetchall()
        origins = {document: Origin(*origin) for document, *origin in known}
        rows = tables.execute(f"SELECT id, {_COLUMNS} FROM evidence INDEXED BY evidence_by_date").fetchall()
        since = (
            tables.execute(
                'SELECT r."key", r.before FROM journal_rows r JOIN journal j ON j.id = r.journal'
                " WHERE r.\"table\" = 'evidence' AND NOT j.undone AND substr(j.at, 1, 10) > ?"
                " ORDER BY r.journal DESC, r.seq DESC",
                [as_of],
            ).fetchall()
            if as_of
            else []
        )
    items: dict[str, tuple[Any, ...]] = {row[0]: row[1:] for row in rows}
    names = _COLUMNS.split(", ")
    for key, before in since:
        if before is None:
            items.pop(json.loads(key), None)
        else:
            # Of an altered row only what was altered is kept; of one that was removed, all of it.
            item = json.loads(key)
            row = {**dict(zip(names, items.get(item, ()), strict=False)), **json.loads(before)}
            items[item] = tuple(row[name] for name in names)
    lists: dict[str, tuple[str, ...]] = {}
    for areas, themes, finding, impact, status, day, document in items.values():
        for packed in (areas, themes):
            if packed not in lists:
                lists[packed] = tuple(json.loads(packed))
        origin = origins.get(document, Origin())
        yield Counted(lists[areas], lists[themes], finding, bool(impact), status, day, document, origin)
