"""The other file: opened for reading, and refused with a reason where it cannot be brought in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evidence_app.errors import KnownError, NewerWorkspace, NotAWorkspace, WrongPassphrase
from evidence_app.store import exchange
from evidence_app.store import lineage as store
from evidence_app.store.capture import is_current, this_round
from evidence_app.store.database import Database

HANDOVER_SUFFIX = ".evidence-handover"
# How files begin that people choose by mistake. An encrypted file begins with 16 random bytes.
_OTHERS = (b"%PDF", b"PK\x03\x04", b"SQLite format 3", b"\xd0\xcf\x11\xe0")
_TEXT = frozenset(b"\t\n\r") | frozenset(range(32, 127))
_PAGE = 4096


@dataclass(frozen=True, slots=True)
class Other:
    """A colleague's file, open.

    Args:
        tables: to read from; one moment.
        states: every lineage's state, by id.
        partner: whose work it is.
        number: the round of their own copy.
        has: the round of this copy that they say they have all of; 0 where they do not say.
        whole: whether the file holds all the colleague has.
        exchange: of a hand-over, its id; empty of a workspace.
        warnings: sentences for the officer.
    """

    tables: Any
    states: dict[str, str]
    partner: str
    number: int = 0
    has: int = 0
    whole: bool = True
    exchange: str = ""
    warnings: tuple[str, ...] = ()


@contextmanager
def opened(
    own: Database, author: str, path: Path, passphrase: str, partner: str, same: Callable[[str, str], bool]
) -> Iterator[Other]:
    """Opens a colleague's workspace or hand-over for reading.

    Args:
        same: whether two names mean the same authority.
        partner: whose it is; empty to go by the file.

    Raises:
        KnownError: it is this workspace, no workspace, of a newer or older version, damaged, under another framework,
            or a hand-over that builds on one that was not brought in; the passphrase is not its own.
    """
    _look(own, path)
    try:
        database = Database.open(path, passphrase, read_only=True)
    except NewerWorkspace:
        raise KnownError(
            f"“{path.name}” was made by a newer version of Evidence Desk.",
            "Install that version here first; nothing was changed.",
        ) from None
    except WrongPassphrase:
        raise KnownError(
            f"That passphrase does not open “{path.name}”, or the file is none of Evidence Desk's.",
            "Ask your colleague for the passphrase of the file they sent.",
        ) from None
    try:
        with database.snapshot() as tables:
            if not store.has_lineages(tables):
                raise KnownError(
                    f"“{path.name}” was last used with an older version of Evidence Desk.",
                    "Open it once with this version, then bring it in.",
                )
            yield _read(own, author, tables, path, partner, same)
    finally:
        database.close()


def _look(own: Database, path: Path) -> None:
    if not path.is_file():
        raise NotAWorkspace(f"There is no file at “{path}”.", "Check the name.")
    if path.samefile(own.path):
        raise KnownError("That is this workspace itself.", "Choose your colleague's copy.")
    with path.open("rb") as file:
        head = file.read(16)
    size = path.stat().st_size
    if head.startswith(_OTHERS) or all(byte in _TEXT for byte in head) or size % _PAGE or not size:
        raise NotAWorkspace(
            f"“{path.name}” is neither a workspace nor a hand-over, or it was cut short.",
            f"Choose a file ending in .evidence or {HANDOVER_SUFFIX}.",
        )


def _read(own: Database, author: str, tables: Any, path: Path, partner: str, same: Callable[[str, str], bool]) -> Other:
    told = exchange.about(tables)
    authority = told["authority"] if told else store.setting(tables, "authority")
    framework = told["framework"] if told else store.setting(tables, "framework")
    if framework != own.meta("framework"):
        raise KnownError(
            f"“{path.name}” is tagged to another framework ({framework}) than this workspace.",
            "Move both copies to the same framework first, then bring the work in.",
        )
    warnings = []
    mine = own.meta("authority") or ""
    if authority and mine and not same(authority, mine):
        warnings.append(f"“{path.name}” is the work of another authority: {authority}, not {mine}.")
    if told is None:
        if not is_current(tables):
            # Taken in now, what is not settled could be undone there without a trace, and would come back from here.
            warnings.append(f"“{path.name}” is open elsewhere; what is being done there comes another time.")
        # Whoever worked in it last, unless that is the officer who made the copy.
        name = partner or _worker(tables, author) or path.stem
        number = this_round(tables)
        return Other(tables, store.states(tables), name.casefold(), number, warnings=tuple(warnings))
    with own.read() as ours:
        if told["after"] and not exchange.was_received(ours, told["after"]):
            raise KnownError(
                f"“{path.name}” holds only what changed since an earlier hand-over, which was not brought in here.",
                "Bring that one in first, or ask for a hand-over of everything.",
            )
    name = (partner or told["from"]).casefold()
    whole = told["everything"] == "yes"
    number, has = int(told["round"]), int(told["has"])
    return Other(tables, store.states(tables), name, number, has, whole, told["id"], tuple(warnings))


def _worker(tables: Any, author: str) -> str:
    found = [one for one in store.authors(tables) if one.casefold() != author.casefold()]
    return found[0] if found else ""
