import random

import pytest

from evidence_app.domain.document import PageText
from evidence_app.store import documents, owners, pages
from evidence_app.store.database import Database
from evidence_app.store.owners import Owners


@pytest.fixture
def database(tmp_path):
    made = Database.create(tmp_path / "w.evidence", "x")
    yield made
    made.close()


def put(database, name, count):
    sheets = tuple(PageText(number, "red") for number in range(1, count + 1))
    return documents.add(database, documents.Found(f"/{name}", 1, 1, sha256=name, pages=sheets))


def asked(database, sql, *values):
    with database.read() as tables:
        return tables.execute(sql, values).fetchall()


def agrees(database, held):
    known = held.read(lambda sql, *values: asked(database, sql, *values))
    return all(known[page] == document for page, document in asked(database, "SELECT id, document FROM pages"))


@pytest.mark.parametrize("few", [3, 1000])
def test_what_is_held_follows_pages_that_come_and_go_and_take_each_others_ids(database, monkeypatch, few):
    monkeypatch.setattr(owners, "_FEW", few)
    held, dice = Owners(), random.Random(3)
    assert agrees(database, held)
    for step in range(40):
        name = f"d{dice.randint(0, 4)}"
        there = documents.by_hash(database, name)
        if there is not None and dice.random() < 0.5:
            with database.write() as tables:
                pages.remove(tables, there.id)
                if dice.random() < 0.5:
                    tables.execute("DELETE FROM sources WHERE document = ?", [there.id])
                    tables.execute("DELETE FROM documents WHERE id = ?", [there.id])
        else:
            put(database, name, dice.randint(0, 6))
        if dice.random() < 0.7:
            assert agrees(database, held), step


def test_an_older_view_of_the_file_is_answered_from_what_a_newer_one_read(database):
    put(database, "a", 3)
    held = Owners()
    with database.snapshot() as tables:
        tables.execute("SELECT count(*) FROM pages").fetchone()
        with database.write() as writer:
            writer.execute("INSERT INTO pages (document, number, text) VALUES (1, 4, 'red')")
        assert agrees_on_another_connection(database, held) == 5
        known = held.read(lambda sql, *values: tables.execute(sql, values).fetchall())
        assert list(known[1:4]) == [1, 1, 1]


def agrees_on_another_connection(database, held):
    with database.write() as tables:
        return len(held.read(lambda sql, *values: tables.execute(sql, values).fetchall()))


def test_a_few_pages_of_many_are_not_worth_reading_all(database):
    put(database, "a", 100)
    held = Owners()
    rows = lambda sql, *values: asked(database, sql, *values)  # noqa: E731
    assert not held.worth(3, rows)
    assert held.worth(50, rows)
