"""Which document each page belongs to, held in memory: half a million found pages are told by document in no time.

Looked up in the file, each of them would cost a page of the file that has to be read and decrypted.
"""

from __future__ import annotations

import threading
from array import array
from collections.abc import Callable, Sequence
from typing import Any

# New pages up to this number are added to what is held; with more, all are read anew.
_FEW = 20_000
Rows = Callable[..., list[Any]]


class Owners:
    """What is held for one workspace. May be used from several threads."""

    def __init__(self) -> None:
        self._mutex = threading.Lock()
        self._gone = -1
        self._owners = array("q", [0])

    def worth(self, pages: int, rows: Rows) -> bool:
        """Whether so many pages are told faster from memory, reading all first where that was not done yet."""
        gone, last = _state(rows)
        current = gone == self._gone and last - len(self._owners) < _FEW
        return current or pages * 20 > last

    def read(self, rows: Rows) -> Sequence[int]:
        """The id of each page's document, at the place of the page's id.

        Args:
            rows: runs a statement inside the search's own view of the file.
        """
        gone, last = _state(rows)
        with self._mutex:
            held = len(self._owners) - 1
            if gone == self._gone and last <= held:
                return self._owners
            if gone == self._gone and last - held < _FEW:
                owners = self._owners[:]
                first = held + 1
            else:
                owners = array("q", [0])
                first = 0
            owners.extend([0] * (last + 1 - len(owners)))
            # All of them stand in an index that is far smaller than the pages; a few are found sooner by their ids.
            where = "INDEXED BY idx_pages_document_number" if not first else "WHERE id >= ?"
            for page, document in rows(f"SELECT id, document FROM pages {where}", *([first] if first else [])):
                owners[page] = document
            self._gone, self._owners = gone, owners
            return owners


def _state(rows: Rows) -> tuple[int, int]:
    """How many pages went so far, and the id of the last one: while no page goes, a page's id stays its own."""
    ((gone, last),) = rows(
        "SELECT (SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'pages_gone'), (SELECT max(id) FROM pages)"
    )
    return gone, last or 0
