"""The pages of an encrypted file that SQLite can no longer open, each by itself: what authenticates is decrypted.

SQLCipher 4's format is followed to the letter (https://www.zetetic.net/sqlcipher/design/): a page is its ciphertext
(AES-256-CBC), then 16 bytes of initialisation vector, then HMAC-SHA512 over both and the page's number. So a page that
authenticates is right, and stands where it was written, whatever became of the others.
"""

from __future__ import annotations

import hashlib
import hmac
import struct
from pathlib import Path
from types import TracebackType

from evidence_app.store.keys import SALT_BYTES, Key

PAGE = 4096
# At the end of each page: the vector, and the authentication code.
_VECTOR, _CODE = 16, 64
USABLE = PAGE - _VECTOR - _CODE
_HEAD = b"SQLite format 3\0"
# Of the write-ahead log: its own head, and the head of each page in it.
_LOG_HEAD, _FRAME_HEAD = 32, 24


class SealedFile:
    """A file's pages as they were after the last change that was finished; the log beside it is taken into account."""

    def __init__(self, path: Path, key: Key) -> None:
        self._key = key
        salt = bytes(byte ^ 0x3A for byte in key.salt)
        self._code_key = hashlib.pbkdf2_hmac("sha512", key.raw, salt, 2, 32)
        self._file = path.open("rb")
        self.pages = (path.stat().st_size + PAGE - 1) // PAGE
        self._later, pages = _frames(Path(f"{path}-wal"))
        self.pages = max(self.pages, pages)
        self._log = Path(f"{path}-wal").open("rb") if self._later else None  # noqa: SIM115

    def __enter__(self) -> SealedFile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
        if self._log is not None:
            self._log.close()

    def page(self, number: int) -> bytes | None:
        """The plain bytes of a page (from 1), of usable size; None where it does not authenticate."""
        sealed = self._sealed(number)
        if len(sealed) < PAGE:
            return None
        start = SALT_BYTES if number == 1 else 0
        body, code = sealed[start : PAGE - _CODE], sealed[PAGE - _CODE :]
        made = hmac.new(self._code_key, body + struct.pack("<I", number), "sha512").digest()
        if not hmac.compare_digest(made, code):
            return None
        from Cryptodome.Cipher import AES  # here: nothing but the salvage of a damaged file needs a cipher of our own

        plain: bytes = AES.new(self._key.raw, AES.MODE_CBC, body[-_VECTOR:]).decrypt(body[:-_VECTOR])
        return _HEAD + plain if number == 1 else plain

    def _sealed(self, number: int) -> bytes:
        place = self._later.get(number)
        if place is not None and self._log is not None:
            self._log.seek(place)
            return self._log.read(PAGE)
        self._file.seek((number - 1) * PAGE)
        return self._file.read(PAGE)


def _frames(log: Path) -> tuple[dict[int, int], int]:
    """Where the newest finished version of each page stands in a write-ahead log, and how many pages there are then.

    As SQLite does (https://www.sqlite.org/fileformat2.html#walformat): pages count up to the last commit before the
    first that is not whole.
    """
    found: dict[int, int] = {}
    finished: dict[int, int] = {}
    pages = 0
    if not log.is_file():
        return finished, pages
    with log.open("rb") as file:
        head = file.read(_LOG_HEAD)
        if len(head) < _LOG_HEAD:
            return finished, pages
        magic, _, size, _, *salts = struct.unpack(">6I", head[:24])
        if magic not in (0x377F0682, 0x377F0683) or size != PAGE:
            return finished, pages
        order = ">" if magic & 1 else "<"
        sums = _sums(order, head[:24], (0, 0))
        if sums != struct.unpack(">2I", head[24:]):
            return finished, pages
        while len(frame := file.read(_FRAME_HEAD + PAGE)) == _FRAME_HEAD + PAGE:
            number, total, *rest = struct.unpack(">6I", frame[:_FRAME_HEAD])
            sums = _sums(order, frame[_FRAME_HEAD:], _sums(order, frame[:8], sums))
            if rest[:2] != salts or tuple(rest[2:]) != sums:
                break
            found[number] = file.tell() - PAGE
            if total:
                finished.update(found)
                found.clear()
                pages = total
    return finished, pages


def _sums(order: str, data: bytes, sums: tuple[int, int]) -> tuple[int, int]:
    one, two = sums
    words = struct.unpack(f"{order}{len(data) // 4}I", data)
    for first, second in zip(words[::2], words[1::2], strict=True):
        one = (one + first + two) & 0xFFFFFFFF
        two = (two + second + one) & 0xFFFFFFFF
    return one, two
