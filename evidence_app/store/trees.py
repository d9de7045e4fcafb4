"""Rows out of the pages of a SQLite file, tree by tree, passing over pages that are lost.

The file format is SQLite's published one (https://www.sqlite.org/fileformat2.html). A page that is lost inside a tree
hides the pages below it; those are found again where the list of free pages is whole, so that nothing deleted comes
back, and where their rows can stand in one place only.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from evidence_app.store.sealed import USABLE

_INNER_INDEX, _INNER, _LEAF_INDEX, _LEAF = 0x02, 0x05, 0x0A, 0x0D
# Bytes of a row that stand on its own page: table leaves, index pages, and the least.
_MOST, _MOST_INDEX, _LEAST = USABLE - 35, (USABLE - 12) * 64 // 255 - 23, (USABLE - 12) * 32 // 255 - 23
_DEEPEST = 40
_LOWEST, _HIGHEST = -(1 << 63), (1 << 63) - 1

Row = tuple[int, list[Any]]
Fetch = Callable[[int], bytes | None]


class _Broken(Exception):
    """A row or a page that does not make sense, or goes on on a page that is lost."""


@dataclass(slots=True)
class Tree:
    """What was read of one table.

    Args:
        lengths: how many values its rows have; fewer than today's columns in rows from before a column was added.
        lost_rows: rows whose beginning was read and whose rest is lost.
        gaps: between which row numbers (lower excluded) pages are lost.
    """

    lengths: set[int] = field(default_factory=set)
    lost_rows: int = 0
    gaps: list[tuple[int, int]] = field(default_factory=list)

    @property
    def damaged(self) -> bool:
        """Whether something of it is lost."""
        return bool(self.gaps or self.lost_rows)


def lost_tree() -> Tree:
    """A table of which not even its beginning is known."""
    return Tree(gaps=[(_LOWEST, _HIGHEST)])


def read_tree(fetch: Fetch, root: int, seen: set[int], take: Callable[[Row], object]) -> Tree:
    """Reads every row of a tree whose page can be read.

    Args:
        fetch: gives a page by its number, or None.
        root: page at which the tree begins.
        seen: pages that were read so far, in any tree; added to, and none is read twice.
        take: is given each row.
    """
    tree = Tree()
    _descend(fetch, root, (_LOWEST, _HIGHEST), _Reading(tree, seen, take), 0)
    return tree


@dataclass(frozen=True, slots=True)
class _Reading:
    """A tree being read."""

    tree: Tree
    seen: set[int]
    take: Callable[[Row], object]

    def row(self, fetch: Fetch, page: bytes, cell: tuple[int, int, int], most: int) -> None:
        """Takes the row whose number, size and place are given, if all of it can be read."""
        number, size, at = cell
        try:
            values = _values(_payload(fetch, page, size, at, most, self.seen))
        except _Broken:
            self.tree.lost_rows += 1
            return
        self.tree.lengths.add(len(values))
        self.take((number, values))


def _descend(fetch: Fetch, number: int, span: tuple[int, int], reading: _Reading, depth: int) -> None:
    page = fetch(number) if number not in reading.seen and depth < _DEEPEST else None
    reading.seen.add(number)
    try:
        if page is None:
            raise _Broken
        at = 100 if number == 1 else 0
        kind = page[at]
        if kind == _LEAF:
            for cell in _rows(page, at):
                reading.row(fetch, page, cell, _MOST)
        elif kind == _INNER:
            for child, lower, upper in _children(page, at, *span):
                _descend(fetch, child, (lower, upper), reading, depth + 1)
        elif kind == _LEAF_INDEX:
            for place in _cells(page, at):
                reading.row(fetch, page, (0, *_varint(page, place)), _MOST_INDEX)
        elif kind == _INNER_INDEX:
            for place in _cells(page, at):
                _descend(fetch, struct.unpack_from(">I", page, place)[0], span, reading, depth + 1)
                reading.row(fetch, page, (0, *_varint(page, place + 4)), _MOST_INDEX)
            _descend(fetch, struct.unpack_from(">I", page, at + 8)[0], span, reading, depth + 1)
        else:
            raise _Broken
    except (_Broken, IndexError, struct.error):
        reading.tree.gaps.append(span)


def stray_leaves(fetch: Fetch, numbers: Iterable[int]) -> Iterator[list[Row]]:
    """The rows of each page, among those given, that is the leaf of a table; one with a broken row is passed over."""
    for number in numbers:
        page = fetch(number)
        rows: list[Row] = []
        if page is not None and page[0] == _LEAF:
            reading = _Reading(Tree(), set(), rows.append)
            try:
                for cell in _rows(page, 0):
                    reading.row(fetch, page, cell, _MOST)
            except (_Broken, IndexError, struct.error):
                continue
            if rows and not reading.tree.lost_rows:
                yield rows


def free_pages(fetch: Fetch) -> set[int] | None:
    """The pages that hold nothing any more; None where the list of them is not whole."""
    head = fetch(1)
    if head is None:
        return None
    trunk, count = struct.unpack_from(">2I", head, 32)
    free: set[int] = set()
    while trunk:
        page = fetch(trunk)
        if page is None or trunk in free:
            return None
        free.add(trunk)
        trunk, leaves = struct.unpack_from(">2I", page, 0)
        if leaves > USABLE // 4 - 2:
            return None
        free.update(struct.unpack_from(f">{leaves}I", page, 8))
    return free if len(free) == count else None


def _children(page: bytes, at: int, low: int, high: int) -> list[tuple[int, int, int]]:
    """The pages below, with the row numbers that may stand on them."""
    found = []
    for place in _cells(page, at):
        key, _ = _varint(page, place + 4)
        found.append((struct.unpack_from(">I", page, place)[0], low, _signed(key)))
        low = _signed(key)
    return [*found, (struct.unpack_from(">I", page, at + 8)[0], low, high)]


def _rows(page: bytes, at: int) -> Iterator[tuple[int, int, int]]:
    """Number, size and place of each row of a table's leaf."""
    for place in _cells(page, at):
        size, place = _varint(page, place)
        number, place = _varint(page, place)
        yield _signed(number), size, place


def _cells(page: bytes, at: int) -> Sequence[int]:
    count = struct.unpack_from(">H", page, at + 3)[0]
    first = at + (12 if page[at] in (_INNER, _INNER_INDEX) else 8)
    places: Sequence[int] = struct.unpack_from(f">{count}H", page, first)
    return places


def _payload(fetch: Fetch, page: bytes, size: int, at: int, most: int, seen: set[int]) -> bytes:
    """The bytes of a row, those on further pages included."""
    here = size
    if size > most:
        here = _LEAST + (size - _LEAST) % (USABLE - 4)
        here = here if here <= most else _LEAST
    parts = [page[at : at + here]]
    left = size - here
    following = struct.unpack_from(">I", page, at + here)[0] if left else 0
    while left > 0:
        more = fetch(following) if following else None
        if more is None:
            raise _Broken
        seen.add(following)
        parts.append(more[4 : 4 + min(left, USABLE - 4)])
        left -= len(parts[-1])
        following = struct.unpack_from(">I", more, 0)[0]
    return b"".join(parts)


def _values(payload: bytes) -> list[Any]:
    """The values of a row: text, whole numbers, numbers, bytes and None."""
    try:
        size, at = _varint(payload, 0)
        kinds = []
        while at < size:
            kind, at = _varint(payload, at)
            kinds.append(kind)
        values: list[Any] = []
        at = size
        for kind in kinds:
            value, at = _value(payload, kind, at)
            values.append(value)
    except (IndexError, struct.error, UnicodeDecodeError):
        raise _Broken from None
    if at != len(payload):
        raise _Broken
    return values


def _value(payload: bytes, kind: int, at: int) -> tuple[Any, int]:
    if kind in (0, 8, 9):
        return (None if kind == 0 else kind - 8), at
    if kind <= 6:
        size = (0, 1, 2, 3, 4, 6, 8)[kind]
        return int.from_bytes(payload[at : at + size], "big", signed=True), at + size
    if kind == 7:
        return struct.unpack_from(">d", payload, at)[0], at + 8
    if kind < 12:
        raise _Broken
    size = (kind - 12) // 2
    data = payload[at : at + size]
    return (data.decode("utf-8") if kind % 2 else data), at + size


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for place in range(at, at + 8):
        value = value << 7 | data[place] & 0x7F
        if data[place] < 0x80:
            return value, place + 1
    return value << 8 | data[at + 8], at + 9


def _signed(value: int) -> int:
    return value - (1 << 64) if value > _HIGHEST else value
