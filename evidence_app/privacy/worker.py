"""What the worker process does: copies documents page by page without personal data, and proves finished files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from evidence_app.domain.pack import Check
from evidence_app.domain.redaction import RedactedCopy
from evidence_app.privacy import prove
from evidence_app.privacy.apply import Copying
from evidence_app.privacy.plain import Term
from evidence_app.privacy.removals import Removal, Sought

# The copy in hand: a worker makes one at a time, over several calls, so that its parent can tell of progress.
_copying: Copying | None = None


def begin(data: bytes, numbers: Sequence[int], removals: Sequence[Removal], terms: Sequence[Term]) -> None:
    """Begins a copy; see apply.Copying."""
    global _copying
    _copying = Copying(data, numbers, removals, terms)


def take(number: int) -> None:
    """Takes out of a page (from 1) of the copy begun what is to leave it."""
    assert _copying is not None
    _copying.take(number)


def end() -> RedactedCopy:
    """Finishes the copy begun."""
    global _copying
    assert _copying is not None
    copying, _copying = _copying, None
    return copying.finished()


def pictured(pdf: bytes, sought: Sought) -> list[int]:
    """The pages of a finished PDF that show pictures; see prove.pictured."""
    return prove.pictured(pdf, sought)


def prove_seen(seen: Mapping[int, str], sought: Sought) -> Check:
    """Proves what machine reading sees on pages; see prove.prove_seen."""
    return prove.prove_seen(seen, sought)


def prove_files(files: Mapping[str, bytes], sought: Sought, beside: Mapping[int, Sequence[str]]) -> list[Check]:
    """Proves the finished files of a pack; see prove.prove and prove.prove_beside."""
    checks: list[Check] = []
    for name, data in files.items():
        if name.endswith(".pdf"):
            checks += prove.prove(data, sought, beside)
        checks.append(prove.prove_beside(name, b"" if name.endswith(".pdf") else data, sought))
    return checks
