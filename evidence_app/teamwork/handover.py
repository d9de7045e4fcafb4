"""A hand-over: what changed here since the last exchange with a colleague, in an encrypted file of its own."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass
from pathlib import Path

from evidence_app.errors import KnownError, ReadOnly
from evidence_app.progress import Progress, Steps
from evidence_app.store import capture, exchange
from evidence_app.store import lineage as store
from evidence_app.store.copying import clear_part
from evidence_app.store.database import Database, now
from evidence_app.store.journal import audit
from evidence_app.teamwork.other import HANDOVER_SUFFIX

_BATCH = 2000


@dataclass(frozen=True, slots=True)
class HandOver:
    """A hand-over that was made.

    Args:
        path: the file.
        partner: for whom.
        records: records whose state goes along.
        documents: documents whose bytes go along.
        everything: whether all goes, not only what changed.
    """

    path: Path
    partner: str
    records: int
    documents: int
    everything: bool


def hand_over(
    database: Database, author: str, path: Path, passphrase: str, partner: str, *, everything: bool = False
) -> Steps[HandOver]:
    """Writes what changed since the last exchange with a colleague. Closing leaves no file.

    Args:
        path: must end in .evidence-handover and not exist.
        passphrase: of the file; not empty.
        partner: for whom; the name they work under.
        everything: write all there is, whatever was exchanged before.

    Raises:
        ReadOnly: this workspace is open for reading only, so the exchange could not be remembered.
        KnownError: the file exists or cannot be written, no colleague is named, or nothing changed.
    """
    if database.read_only:
        raise ReadOnly
    partner = " ".join(partner.split()).casefold()
    if path.suffix != HANDOVER_SUFFIX:
        raise KnownError(f"A hand-over's name ends in {HANDOVER_SUFFIX}.", f"Try “{path.stem}{HANDOVER_SUFFIX}”.")
    if not partner:
        raise KnownError("A hand-over needs somebody it is for.", "Write the name your colleague works under.")
    if path.exists():
        raise KnownError(f"“{path.name}” exists already; it was left as it is.", "Choose another name.")
    capture.bring_up_to_date(database)
    part = path.with_name(path.name + ".part")
    part.unlink(missing_ok=True)
    try:
        file = Database.create(part, passphrase)
        try:
            made, told, number = yield from _fill(database, file, author, path, partner, everything)
        finally:
            file.close()
        part.replace(path)
    finally:
        clear_part(part)
    with database.write() as tables:
        exchange.note(tables, told, partner, number, received=False)
        audit(tables, author, "hand over", {"to": partner, "records": made.records, "documents": made.documents})
        capture.note_current(tables, False)
    return made


def _fill(
    database: Database, file: Database, author: str, path: Path, partner: str, everything: bool
) -> Steps[tuple[HandOver, str, int]]:
    began = time.monotonic()
    with database.snapshot() as ours, file.write() as theirs:
        number = capture.this_round(ours)
        known, after = (0, "") if everything else exchange.known_until(ours, partner)
        lines = store.some(ours, "changed > ? AND source <> ?", [known, partner])
        if not lines:
            raise KnownError(
                f"Nothing changed here since the last exchange with {partner}.", "There is nothing to hand over."
            )
        standing = store.places(ours).numbers
        fresh = [
            each.key for each in lines if each.table == "documents" and each.added > known and each.key in standing
        ]
        for done, sha256 in enumerate(fresh):
            yield Progress("Copying documents", done, len(fresh), time.monotonic() - began)
            exchange.hand_on(theirs, ours, sha256)
        for start in range(0, len(lines), _BATCH):
            yield Progress("Copying what changed", start, len(lines), time.monotonic() - began)
            store.keep(theirs, lines[start : start + _BATCH])
        told = secrets.token_hex(8)
        about = {"id": told, "after": after if known else "", "from": author, "to": partner, "at": now()}
        about |= {"everything": "no" if known else "yes", "round": str(number)}
        about["has"] = str(exchange.seen_of(ours, partner))
        about |= {one: store.setting(ours, one) for one in ("authority", "framework")}
        exchange.describe(theirs, about)
        store.set_setting(theirs, "teamwork.secret", store.setting(ours, "teamwork.secret"))
    return HandOver(path, partner, len(lines), len(fresh), known == 0), told, number
