"""A new workspace out of what can still be read of a damaged file: the reading, table by table."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlite_utils import Database as Tables

from evidence_app.errors import NotAWorkspace, WrongPassphrase
from evidence_app.progress import Progress, Steps
from evidence_app.store import keys
from evidence_app.store.sealed import SealedFile
from evidence_app.store.trees import Row, Tree, free_pages, lost_tree, read_tree, stray_leaves

# Made anew from other tables, or the program's own notes of how it made them.
_MADE_ANEW = ("vocabulary", "evidence_numbers", "_sqlite_migrations", "page_index", "page_terms", "evidence_words")
# Between two reports of progress, in pages.
_BATCH = 256
_KINDS: dict[str, tuple[type, ...]] = {"INTEGER": (int,), "TEXT": (str,), "FLOAT": (int, float), "BLOB": (bytes, str)}


@dataclass(frozen=True, slots=True)
class Shape:
    """A table of today.

    Args:
        columns, types, defaults: of each column, in the order in which its rows are stored.
        number: place of the column that is the row's number, or None.
        wanted: whether its rows are taken over; others are made anew.
    """

    columns: tuple[str, ...]
    types: tuple[str, ...]
    defaults: tuple[Any, ...]
    number: int | None
    wanted: bool

    def fitted(self, row: Row) -> list[Any] | None:
        """The values of a row with a value for every column of today; None where they are of another table."""
        number, values = row
        if len(values) > len(self.columns):
            return None
        whole = [*values, *self.defaults[len(values) :]]
        if self.number is not None and whole[self.number] is None:
            whole[self.number] = number
        fits = all(
            value is None or isinstance(value, _KINDS.get(kind, (object,)))
            for value, kind in zip(whole, self.types, strict=True)
        )
        return whole if fits else None


@dataclass(slots=True)
class Salvaged:
    """What became of a damaged file.

    Args:
        pages, unreadable: pages of the file, and how many of them do not authenticate.
        kept: rows taken over, by table.
        damaged: tables of which something is lost.
        wrong_bytes: documents' bytes that were read and are not what their hash says.
    """

    pages: int = 0
    unreadable: int = 0
    kept: dict[str, int] = field(default_factory=dict)
    damaged: set[str] = field(default_factory=set)
    wrong_bytes: int = 0


def salt_of(path: Path, salt_from: Path | None) -> bytes:
    """The salt with which a damaged file was encrypted.

    Raises:
        NotAWorkspace: there is no such file, or nothing in it.
    """
    for one in (path, salt_from or path):
        if not one.is_file():
            raise NotAWorkspace(f"There is no workspace at “{one}”.", "Check the name.")
    salt = keys.read_salt(salt_from or path)
    if len(salt) < keys.SALT_BYTES:
        raise NotAWorkspace(f"“{path.name}” is empty: nothing can be read from it.", "Restore it from a backup.")
    return salt


def read_into(tables: Tables, path: Path, passphrase: str, salt_from: Path | None) -> Steps[Salvaged]:
    """Takes over all rows of a damaged workspace file that authenticate. Call inside a write block of a new one.

    Args:
        salt_from: a backup of the same workspace, whose salt is used where that of the file was overwritten.

    Raises:
        NotAWorkspace: there is no such file, or nothing in it.
        WrongPassphrase: not one page authenticates under it.
    """
    salt = salt_of(path, salt_from)
    began = time.monotonic()
    with SealedFile(path, keys.derive(passphrase, salt)) as sealed:
        good: set[int] = set()
        for number in range(1, sealed.pages + 1):
            if number % _BATCH == 1:
                yield Progress("Reading pages", number, sealed.pages, time.monotonic() - began)
            if sealed.page(number) is not None:
                good.add(number)
        if not good:
            raise WrongPassphrase
        done = Salvaged(sealed.pages, sealed.pages - len(good))
        yield from _take_over(tables, sealed, good, done)
    return done


def _take_over(tables: Tables, sealed: SealedFile, good: set[int], done: Salvaged) -> Steps[None]:
    began = time.monotonic()
    shapes = dict(_shapes(tables))
    seen: set[int] = set()
    roots, whole = _roots(sealed, good, seen)
    trees: dict[str, Tree] = {}
    for place, (name, shape) in enumerate(shapes.items()):
        yield Progress("Reading tables", place, len(shapes), time.monotonic() - began)
        if name in roots:
            trees[name] = read_tree(sealed.page, roots[name], seen, _taker(tables, name, shape, done))
        elif not whole:
            trees[name] = lost_tree()
    free = free_pages(sealed.page)
    if free is not None and any(tree.damaged for tree in trees.values()):
        for rows in stray_leaves(sealed.page, sorted(good - seen - free)):
            homes = [name for name, tree in trees.items() if _fits(rows, shapes[name], tree)]
            if len(homes) == 1:
                take = _taker(tables, homes[0], shapes[homes[0]], done)
                for row in rows:
                    take(row)
    done.damaged = {name for name, tree in trees.items() if tree.damaged and shapes[name].wanted}


def _taker(tables: Tables, name: str, shape: Shape, done: Salvaged) -> Any:
    """What puts a row into its table, where it is one of it and is true."""
    columns = ", ".join(f'"{column}"' for column in shape.columns)
    put = f'INSERT OR REPLACE INTO "{name}" ({columns}) VALUES ({", ".join("?" * len(shape.columns))})'

    def take(row: Row) -> None:
        values = shape.fitted(row) if shape.wanted else None
        if values is None:
            return
        if name == "blobs" and hashlib.sha256(values[2]).hexdigest() != values[0]:
            done.wrong_bytes += 1
            return
        tables.execute(put, values)
        done.kept[name] = done.kept.get(name, 0) + 1

    return take


def _fits(rows: list[Row], shape: Shape, tree: Tree) -> bool:
    """Whether a page found by itself can have stood where pages of this table are lost."""
    numbers = [number for number, _ in rows]
    return (
        any(low < numbers[0] and numbers[-1] <= high for low, high in tree.gaps)
        and all(len(values) in tree.lengths | {len(shape.columns)} for _, values in rows)
        and all(shape.fitted(row) is not None for row in rows)
    )


def _roots(sealed: SealedFile, good: Iterable[int], seen: set[int]) -> tuple[dict[str, int], bool]:
    """The page at which each table begins, and whether the list of tables is whole."""
    found: dict[str, set[int]] = {}

    def take(row: Row) -> None:
        values = row[1]
        if len(values) == 5 and values[0] == "table" and isinstance(values[1], str) and isinstance(values[3], int):
            found.setdefault(values[1], set()).add(values[3])

    tree = read_tree(sealed.page, 1, seen, take)
    if tree.damaged:
        # The list is known by its look: what kind of thing, its name, its table's name, where, and how it was made.
        for rows in stray_leaves(sealed.page, [number for number in good if number not in seen]):
            if all(_is_entry(values) for _, values in rows):
                for row in rows:
                    take(row)
    return {name: roots.pop() for name, roots in found.items() if len(roots) == 1}, not tree.damaged


def _is_entry(values: list[Any]) -> bool:
    return (
        len(values) == 5
        and values[0] in ("table", "index", "trigger", "view")
        and isinstance(values[1], str)
        and isinstance(values[3], int)
        and (values[4] is None or str(values[4]).startswith("CREATE "))
    )


def _shapes(tables: Tables) -> Iterator[tuple[str, Shape]]:
    """Every table of today that has pages of its own."""
    listed = "SELECT name, wr FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'shadow')"
    for name, without_number in tables.execute(listed).fetchall():
        if name.startswith("sqlite_"):
            continue
        columns = tables.execute(f'PRAGMA table_info("{name}")').fetchall()
        keys_of = [column for column in columns if column[5]]
        if without_number:
            columns = sorted(columns, key=lambda column: column[5] or len(columns) + 1)
        single = len(keys_of) == 1 and keys_of[0][2].upper() == "INTEGER" and not without_number
        yield (
            name,
            Shape(
                tuple(column[1] for column in columns),
                tuple(column[2].upper() for column in columns),
                tuple(None if column[4] is None else _default(column[4]) for column in columns),
                columns.index(keys_of[0]) if single else None,
                not name.startswith(_MADE_ANEW),
            ),
        )


def _default(written: str) -> Any:
    """A default as it stands in the schema: a number, or words in quotation marks."""
    return written.strip("'") if written.startswith("'") else json.loads(written)
