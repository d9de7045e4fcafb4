"""The key of a workspace: derived once per unlock, then handed raw to every connection.

SQLCipher 4's standard derivation is followed to the letter (PBKDF2-HMAC-SHA512, 256,000 rounds, 32 bytes, the
16-byte salt at the head of the file), so any SQLCipher tool opens the file with the passphrase.
"""

from __future__ import annotations

import hashlib
import os
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

ROUNDS = 256_000
SALT_BYTES = 16


@dataclass(frozen=True, slots=True)
class Key:
    """A derived key and the salt it belongs to."""

    raw: bytes = field(repr=False)
    salt: bytes = field(repr=False)

    @property
    def pragma(self) -> str:
        """The value that SQLCipher's `key` and `rekey` take for a raw key with its salt."""
        return f"\"x'{self.raw.hex()}{self.salt.hex()}'\""


def new_salt() -> bytes:
    """A fresh random salt."""
    return os.urandom(SALT_BYTES)


def read_salt(path: Path) -> bytes:
    """The salt at the head of a workspace file; shorter than 16 bytes where the file is no workspace."""
    with path.open("rb") as file:
        return file.read(SALT_BYTES)


def derive(passphrase: str, salt: bytes) -> Key:
    """Derives the key (about 0.2 s, on purpose).

    Args:
        passphrase: as typed; normalised to NFC so that an accented letter typed on another system is the same letter.
        salt: 16 bytes.
    """
    secret = unicodedata.normalize("NFC", passphrase).encode("utf-8")
    return Key(hashlib.pbkdf2_hmac("sha512", secret, salt, ROUNDS, 32), salt)
