"""Stores of passwords as keyring offers them, for tests: one that works, and some that do not."""

from __future__ import annotations

from contextlib import contextmanager

import keyring
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked


class Safe(KeyringBackend):
    """Keeps what it is given while the test runs."""

    priority = 5

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


class PlainFile(Safe):
    """One that says of itself that it is not recommended, as stores in plain files do."""

    priority = 0.5


class Locked(Safe):
    """The officer did not unlock it."""

    def get_password(self, *_: str) -> str | None:
        raise KeyringLocked("Zebrafinch")

    set_password = delete_password = get_password


class Falling(Safe):
    """The desktop's service went away."""

    def get_password(self, *_: str) -> str | None:
        raise OSError("org.freedesktop.secrets: Zebrafinch")

    set_password = delete_password = get_password


class Chain(Safe):
    """Hands on to others; a weak one would get what the strong one refuses."""

    priority = 10

    def __init__(self, *backends: KeyringBackend) -> None:
        self.backends = list(backends)


@contextmanager
def own_store(monkeypatch, folder):
    """A store that works, and a folder of settings of its own, for as long as a test lasts."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder / "settings"))
    before, made = keyring.get_keyring(), Safe()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)
