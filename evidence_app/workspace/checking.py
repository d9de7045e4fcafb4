"""Whether a workspace is sound: the file, what its tables say of each other, the documents, anchors, audit log."""

from __future__ import annotations

from collections.abc import Sequence

from evidence_app.domain.pack import Check
from evidence_app.domain.sizes import shown_size
from evidence_app.progress import Progress, Steps
from evidence_app.store import index, journal, soundness
from evidence_app.store.database import Database
from evidence_app.workspace.evidence import EvidenceBoard

# So many titles are named where something is wrong with documents.
_NAMED = 5


def check(database: Database, evidence: EvidenceBoard) -> Steps[list[Check]]:
    """Proves a workspace. Where the file itself is damaged nothing else is looked at."""
    damage = yield from database.problems()
    checks = [Check("file", not damage, "; ".join(damage) or "every page of the file authenticated")]
    if damage:
        return checks
    yield Progress("Looking at references")
    loose = soundness.references(database)
    checks.append(Check("references", not loose, "; ".join(loose) or "whatever a row names is there"))
    short = soundness.page_counts(database)
    checks.append(Check("pages", not short, _named(short) or "every document has all its pages"))
    wrong, files, size = yield from soundness.contents(database)
    whole = f"{files:,} files of {shown_size(size)}, each byte for byte as it was taken in"
    checks.append(Check("documents", not wrong, _named(wrong) or whole))
    if not database.read_only:
        yield Progress("Comparing the index with the pages")
        stale = index.problems(database)
        checks.append(Check("index", not stale, "; ".join(stale) or "the index agrees with the pages"))
    yield Progress("Looking for each quotation")
    adrift = evidence.adrift()
    places = ", ".join(f"{item.title}, p. {item.passage.page}" for item in adrift[:_NAMED])
    checks.append(Check("anchors", not adrift, f"not found: {places}" if adrift else "each quotation on its page"))
    yield Progress("Reading the audit log")
    broken = journal.audit_break(database)
    words = "each line follows from the one before" if broken is None else f"broken at line {broken}"
    checks.append(Check("audit log", broken is None, words))
    return checks


def _named(titles: Sequence[str]) -> str:
    more = f" and {len(titles) - _NAMED:,} more" if len(titles) > _NAMED else ""
    return f"not as they should be: {', '.join(titles[:_NAMED])}{more}" if titles else ""
