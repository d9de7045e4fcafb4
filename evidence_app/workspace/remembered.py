"""Passphrases remembered in the system's own store of passwords: off until an officer asks for it, for one workspace
on one computer. Whatever goes wrong is told, and the passphrase is typed as ever."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from evidence_app.domain.passphrase import Offer
from evidence_app.errors import KnownError
from evidence_app.logs import note
from evidence_app.paths import config_dir
from evidence_app.workspace.policy import in_force

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "Evidence Desk"
# Identities of the workspaces whose passphrase is remembered: a store of passwords cannot be asked for a list.
_LIST = "remembered.txt"
TYPE_IT = "Type the passphrase; everything else works as ever."
# What keyring's own authors call suitable and recommended. Below stand stores in plain files, those that ask on a
# terminal, and the one that keeps nothing.
_SAFE = 1


def identity(path: Path) -> str:
    """What a workspace is known by, wherever it lies: a hash of its salt, which it keeps all its life.

    Raises:
        OSError: it cannot be read.
    """
    from evidence_app.store import keys  # here: the window's first page asks for an offer, and loads no store for it

    return hashlib.sha256(keys.read_salt(path)).hexdigest()[:32]


def unavailable() -> str:
    """Why no passphrase can be remembered here, as a sentence; empty where it can."""
    try:
        in_force().check_remembering()
        _store()
    except KnownError as error:
        return error.sentence
    return ""


def is_remembered(path: Path) -> bool:
    """Whether the passphrase of a workspace was remembered on this computer. The store is not asked."""
    with contextlib.suppress(OSError):
        return identity(path) in _listed()
    return False


def count_remembered() -> int:
    """How many workspaces' passphrases are remembered on this computer."""
    return len(_listed())


def remember(path: Path, passphrase: str) -> None:
    """Remembers the passphrase of a workspace.

    Raises:
        KnownError: the policy forbids it, or the system's store cannot be used.
    """
    in_force().check_remembering()
    with _told():
        known = identity(path)
        _store().set_password(SERVICE, known, passphrase)
    _list([*_listed(), known])
    note("passphrase remembered")


def recall(path: Path, *, stored: bool = True) -> Offer:
    """What is remembered of a workspace's passphrase.

    Args:
        stored: False to leave the passphrase itself where it is, because it shall be typed.

    Raises:
        KnownError: the policy is broken, or the system's store cannot be used or is locked.
    """
    if not in_force().remember:
        return Offer()
    if not is_remembered(path):
        return Offer(allowed=True)
    passphrase: str | None = None
    if stored:
        with _told():
            passphrase = _store().get_password(SERVICE, identity(path))
    return Offer(allowed=True, kept=True, passphrase=passphrase or "")


def forget(path: Path) -> None:
    """Forgets the passphrase of a workspace; without one nothing happens.

    Raises:
        KnownError: the system's store cannot be used.
    """
    if is_remembered(path):
        _forget(identity(path))


def forget_all() -> int:
    """Forgets every remembered passphrase; gives how many there were.

    Raises:
        KnownError: the system's store cannot be used; what was forgotten till then stays so.
    """
    listed = _listed()
    for known in listed:
        _forget(known)
    return len(listed)


def _forget(known: str) -> None:
    from keyring.errors import PasswordDeleteError

    with _told(), contextlib.suppress(PasswordDeleteError):  # somebody removed it in the system's own window
        _store().delete_password(SERVICE, known)
    _list([one for one in _listed() if one != known])
    note("passphrase forgotten")


def _store() -> KeyringBackend:
    """The system's own store of passwords.

    Raises:
        KnownError: there is none that keeps secrets safely.
    """
    # Loaded here: it takes a while, and most starts never need it.
    with _told():
        import keyring

        found = keyring.get_keyring()
        # A chain of stores hands on to the next, however weak: only its best one is asked, by name.
        candidates = sorted(getattr(found, "backends", [found]), key=lambda one: float(one.priority), reverse=True)
        safe: list[KeyringBackend] = [one for one in candidates if float(one.priority) >= _SAFE]
    if not safe:
        raise KnownError("This computer has no store of passwords that keeps them safely.", TYPE_IT)
    return safe[0]


@contextlib.contextmanager
def _told() -> Iterator[None]:
    """Turns whatever a store of passwords does into a sentence: each has errors of its own, some from the desktop."""
    from keyring.errors import KeyringLocked, PasswordDeleteError

    try:
        yield
    except (KnownError, PasswordDeleteError):
        raise
    except KeyringLocked:
        raise KnownError("The system's store of passwords is locked.", f"Unlock it, or go without. {TYPE_IT}") from None
    except Exception:
        raise KnownError("The system's store of passwords cannot be used.", TYPE_IT) from None


def _listed() -> list[str]:
    try:
        return [line for line in (config_dir() / _LIST).read_text(encoding="ascii").splitlines() if line]
    except (OSError, UnicodeDecodeError):
        return []


def _list(known: list[str]) -> None:
    path = config_dir() / _LIST
    try:
        path.write_text("".join(f"{one}\n" for one in dict.fromkeys(known)), encoding="ascii")
    except OSError as error:
        raise KnownError(f"The folder of settings cannot be written: {error.strerror}.", TYPE_IT) from None
