"""Personal data found in documents, what was decided about it, and the workspace's own lists.

What the search found is replaced by the next search; what a person decided is not. Decisions, marks made by hand and
lists are changed through the journal only.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from evidence_app.domain.redaction import Finding, Listed, Redaction, Subject
from evidence_app.store.database import Database
from evidence_app.store.journal import Change

_SUBJECT = "id, kind, label, role, pseudonym, decision, code, proposed_by, approved_by"


def replace(
    database: Database,
    findings: Mapping[int, Sequence[Finding]],
    subjects: Iterable[Subject],
    stamps: Mapping[int, str],
) -> None:
    """Puts what a search found in the place of what the one before found, keeping decisions, in one transaction.

    Args:
        findings: of every document searched, by its id.
        subjects: new ones; known ones are left as they are.
        stamps: what each document was searched with.
    """
    with database.write() as tables:
        for document, found in findings.items():
            rows = {finding_id(document, one): one for one in found}
            known = tables.execute("SELECT id FROM redactions WHERE document = ? AND NOT marked", [document]).fetchall()
            tables.conn.executemany(
                "DELETE FROM redactions WHERE id = ?", [(one,) for (one,) in known if one not in rows]
            )
            # A finding that was decided by itself keeps its decision where the same characters are found again.
            tables.conn.executemany(
                'INSERT INTO redactions (id, document, page, start, "end", boxes, text, kind, reason, subject, marked,'
                " decision, code, proposed_by, approved_by) VALUES (?, ?, ?, ?, ?, '[]', ?, ?, ?, ?, 0, '', '', '', '')"
                " ON CONFLICT (id) DO UPDATE SET text = excluded.text, kind = excluded.kind, reason = excluded.reason,"
                " subject = excluded.subject",
                [
                    (key, document, one.page, one.start, one.end, one.text, one.kind, one.reason, one.subject)
                    for key, one in rows.items()
                ],
            )
        tables.conn.executemany(
            f"INSERT INTO redaction_subjects ({_SUBJECT}) VALUES (?, ?, ?, ?, ?, '', '', '', '')"
            " ON CONFLICT DO NOTHING",
            [(one.id, one.kind, one.label, one.role, one.pseudonym) for one in subjects],
        )
        tables.execute("DELETE FROM redaction_searches")
        tables.conn.executemany("INSERT INTO redaction_searches (document, stamp) VALUES (?, ?)", list(stamps.items()))


def finding_id(document: int, finding: Finding) -> str:
    """The id of a finding: the same for the same characters of the same page at every search."""
    return f"{document}.{finding.page}.{finding.start}-{finding.end}"


def stamps(database: Database) -> dict[int, str]:
    """What each document was searched with."""
    with database.read() as tables:
        return dict(tables.execute("SELECT document, stamp FROM redaction_searches").fetchall())


def every(database: Database, *, document: int | None = None, subject: str | None = None) -> list[Redaction]:
    """Everything found or marked, in order of document and place; only of a document or of a subject, where given."""
    return _select(
        database,
        "(? IS NULL OR r.document = ?) AND (? IS NULL OR r.subject = ?)",
        [document, document, subject, subject],
    )


def get(database: Database, redaction: str) -> Redaction | None:
    """One by its id, or None."""
    found = _select(database, "r.id = ?", [redaction])
    return found[0] if found else None


def subjects(database: Database) -> list[Subject]:
    """Everybody and everything findings were ever about, in the order in which they were found."""
    with database.read() as tables:
        rows = tables.execute(f"SELECT {_SUBJECT} FROM redaction_subjects ORDER BY rowid").fetchall()
    return [
        Subject(identity, kind, label, role, pseudonym, decision or "proposed", code, proposed_by, approved_by)
        for identity, kind, label, role, pseudonym, decision, code, proposed_by, approved_by in rows
    ]


def pseudonyms_given(database: Database, but: str = "") -> set[str]:
    """Every pseudonym somebody ever had in this copy, or in one that was brought in.

    Args:
        but: a subject whose own do not count.
    """
    with database.read() as tables:
        rows = tables.execute(
            "SELECT DISTINCT substr(f.key, 7) FROM lineage l, json_each(l.state, '$[1]') f"
            " WHERE l.\"table\" = 'redaction_subjects' AND substr(f.key, 1, 6) = 'given/'"
            ' AND l."key" <> ?',
            [but],
        ).fetchall()
    return {row[0] for row in rows}


def listed(database: Database) -> list[Listed]:
    """The workspace's own lists, in the order in which they were made."""
    with database.read() as tables:
        rows = tables.execute("SELECT id, list, value, role FROM redaction_lists ORDER BY rowid").fetchall()
    return [Listed(*row) for row in rows]


def mark(change: Change, redaction: Redaction) -> None:
    """Stores a mark made by hand, with its decision."""
    change.put(
        "redactions",
        {
            "id": redaction.id,
            "document": redaction.document,
            "page": redaction.page,
            "start": redaction.start,
            "end": redaction.end,
            "boxes": json.dumps(redaction.boxes),
            "text": redaction.text,
            "kind": redaction.kind,
            "reason": redaction.reason,
            "subject": redaction.subject,
            "marked": 1,
            "decision": redaction.decision,
            "code": redaction.code,
            "proposed_by": redaction.proposed_by,
            "approved_by": redaction.approved_by,
        },
    )


def unmark(change: Change, redaction: str) -> None:
    """Takes a mark made by hand away."""
    change.remove("redactions", redaction)


def decide(change: Change, redaction: str, values: Mapping[str, str]) -> None:
    """Sets the decision of one finding: any of decision, code, proposed_by, approved_by."""
    change.put("redactions", {"id": redaction, **_decided(values)})


def put_subject(change: Change, subject: str, values: Mapping[str, str]) -> None:
    """Sets the decision of a subject, its pseudonym or its role."""
    change.put("redaction_subjects", {"id": subject, **_decided(values)})


def put_listed(change: Change, entry: Listed) -> None:
    """Stores an entry of the workspace's lists."""
    change.put("redaction_lists", {"id": entry.id, "list": entry.list, "value": entry.value, "role": entry.role})


def remove_listed(change: Change, entry: str) -> None:
    """Takes an entry of the lists out."""
    change.remove("redaction_lists", entry)


def _decided(values: Mapping[str, str]) -> dict[str, str]:
    # "proposed" is stored as empty: nobody has decided.
    return {key: "" if (key, value) == ("decision", "proposed") else value for key, value in values.items()}


def _select(database: Database, where: str, values: Sequence[Any]) -> list[Redaction]:
    with database.read() as tables:
        rows = tables.execute(
            'SELECT r.id, r.document, r.page, r.start, r."end", r.boxes, r.text, r.kind, r.reason, r.subject,'
            " coalesce(s.pseudonym, ''), r.decision, r.code, r.proposed_by, r.approved_by,"
            " coalesce(s.decision, ''), coalesce(s.code, ''), coalesce(s.proposed_by, ''), coalesce(s.approved_by, '')"
            f" FROM redactions r LEFT JOIN redaction_subjects s ON s.id = r.subject WHERE {where}"
            " ORDER BY r.document, r.page, r.start, r.id",
            list(values),
        ).fetchall()
    return [_redaction(row) for row in rows]


def _redaction(row: Sequence[Any]) -> Redaction:
    own = bool(row[11])
    decision, code, proposed_by, approved_by = row[11:15] if own else row[15:19]
    return Redaction(
        id=row[0],
        document=row[1],
        page=row[2],
        start=row[3],
        end=row[4],
        text=row[6],
        kind=row[7],
        reason=row[8],
        subject=row[9],
        replacement=row[10],
        decision=decision or "proposed",
        code=code,
        proposed_by=proposed_by,
        approved_by=approved_by,
        own=own,
        boxes=tuple((x0, y0, x1, y1) for x0, y0, x1, y1 in json.loads(row[5])),
    )
