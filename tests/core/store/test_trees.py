"""Rows read from the pages of an encrypted file without SQLite are the rows SQLite gives."""

import random

import pytest

from evidence_app.store.cipher import connect
from evidence_app.store.keys import Key
from evidence_app.store.sealed import SealedFile
from evidence_app.store.trees import free_pages, read_tree, stray_leaves

KEY = Key(bytes(range(32)), bytes(range(16)))


@pytest.fixture
def path(tmp_path):
    """A file with rows of every kind: whole numbers of every length, numbers, long and short text and bytes, gaps."""
    made = tmp_path / "rows.db"
    made.touch()
    chance = random.Random(7)
    connection = connect(made, KEY)
    connection.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, a, b, c)")
    connection.execute("CREATE TABLE w (k TEXT, n INTEGER, v, PRIMARY KEY (k, n)) WITHOUT ROWID")
    connection.execute("BEGIN")
    numbers = [
        sign * (1 << bits) + step for bits in (0, 7, 8, 15, 23, 31, 47, 62) for sign in (1, -1) for step in (-1, 0)
    ]
    for number in range(700):
        size = chance.choice((0, 3, 400, 4016, 9000))
        row = (chance.choice(numbers), chance.choice((None, chance.random(), "é" * size)), chance.randbytes(size))
        connection.execute("INSERT INTO t VALUES (?, ?, ?, ?)", [number * 3 - 200, *row])
        words = "x" * chance.choice((0, 9, 5000))
        connection.execute("INSERT INTO w VALUES (?, ?, ?)", [f"key {number % 50}", number, words])
    connection.execute("DELETE FROM t WHERE id % 7 = 0")
    connection.execute("COMMIT")
    connection.close()
    return made


def asked(path, query):
    connection = connect(path, KEY, read_only=True)
    rows = connection.execute(query).fetchall()
    connection.close()
    return rows


def read(path, name, lost=()):
    """The rows of a table as they are read, its tree, and every page read."""
    ((root,),) = asked(path, f"SELECT rootpage FROM sqlite_master WHERE name = '{name}'")
    rows, seen = [], set()
    with SealedFile(path, KEY) as sealed:
        tree = read_tree(lambda number: None if number in lost else sealed.page(number), root, seen, rows.append)
    return rows, tree, seen


def test_a_table_is_read_as_sqlite_reads_it(path):
    rows, tree, _ = read(path, "t")
    assert [(number, *values[1:]) for number, values in rows] == asked(path, "SELECT * FROM t ORDER BY id")
    assert not tree.damaged and tree.lengths == {4}


def test_a_table_without_row_numbers_too(path):
    rows, tree, _ = read(path, "w")
    assert [tuple(values) for _, values in rows] == asked(path, "SELECT k, n, v FROM w ORDER BY k, n")
    assert not tree.damaged


def test_a_lost_page_loses_its_rows_and_no_others_and_says_between_which(path):
    every, _, seen = read(path, "t")
    whole = dict(every)
    for lost in random.Random(3).sample(sorted(seen), 25):
        rows, tree, _ = read(path, "t", {lost})
        assert tree.damaged
        assert all(whole[number] == values for number, values in rows)
        missing = set(whole) - {number for number, _ in rows}
        told = {number for number in missing if any(low < number <= high for low, high in tree.gaps)}
        assert len(missing - told) == tree.lost_rows


def test_free_pages_are_known_and_hold_no_row_of_a_tree(path):
    with SealedFile(path, KEY) as sealed:
        free = free_pages(sealed.page)
        seen = read(path, "t")[2] | read(path, "w")[2]
        assert free and not free & seen
        assert free == set(range(2, sealed.pages + 1)) - seen
        assert list(stray_leaves(sealed.page, sorted(set(range(2, sealed.pages + 1)) - seen - free))) == []
        assert free_pages(lambda number: None if number in free else sealed.page(number)) is None


def test_a_page_that_was_altered_or_stands_elsewhere_does_not_authenticate(path):
    data = bytearray(path.read_bytes())
    data[4096 * 2 + 9] ^= 1
    data[4096 * 4 : 4096 * 5], data[4096 * 5 : 4096 * 6] = data[4096 * 5 : 4096 * 6], data[4096 * 4 : 4096 * 5]
    path.write_bytes(data)
    with SealedFile(path, KEY) as sealed:
        assert [number for number in range(1, sealed.pages + 1) if sealed.page(number) is None] == [3, 5, 6]
