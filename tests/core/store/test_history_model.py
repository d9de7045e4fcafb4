"""Undo, redo and restarts over every table that can be undone, against a model of plain dictionaries."""

from __future__ import annotations

import copy
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from sqlcipher3 import dbapi2 as sqlcipher

from evidence_app.store import documents, journal
from evidence_app.store.database import Database

OPERATIONS = 200
TABLES = sorted(journal.UNDOABLE)


class Desk(RuleBasedStateMachine):
    """One officer's changes to anything, taken back and made again, with the program closed in between."""

    def __init__(self):
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.database = Database.create(Path(self.folder.name) / "w.evidence", "x")
        for number in range(1, 4):
            documents.add(self.database, documents.Found(f"/{number}", 1, 1, str(number), b"x", f"Document {number}"))
        with self.database.read() as tables:
            self.columns = {
                table: [(column[1], column[2]) for column in tables.execute(f'PRAGMA table_info("{table}")').fetchall()]
                for table in TABLES
            }
            self.links = {
                table: {link[3]: link[2] for link in tables.execute(f'PRAGMA foreign_key_list("{table}")').fetchall()}
                for table in TABLES
            }
        self.past = [self.state()]
        self.future = []

    def state(self):
        with self.database.read() as tables:
            return {
                table: {row[journal.UNDOABLE[table]]: row for row in map(dict, tables.table(table).rows)}
                for table in TABLES
            }

    def row(self, now, table, key, seed):
        """A whole row: what it points to is there, or it points to nothing."""
        made = {}
        for place, (column, kind) in enumerate(self.columns[table]):
            there = sorted(now.get(self.links[table].get(column, ""), {}), key=str)
            if column == journal.UNDOABLE[table]:
                made[column] = key
            elif column in self.links[table]:
                made[column] = there[seed % len(there)] if there else None
            else:
                made[column] = (seed + place) % 5 if kind in ("INTEGER", "FLOAT", "REAL") else f"w{(seed + place) % 5}"
        return made

    def key(self, table, number):
        kind = dict(self.columns[table])[journal.UNDOABLE[table]]
        return number + 1 if kind == "INTEGER" else f"k{number}"

    @rule(
        acts=st.lists(
            st.tuples(st.sampled_from(TABLES), st.integers(0, 2), st.none() | st.integers(0, 999)),
            min_size=1,
            max_size=4,
        )
    )
    def change(self, acts):
        now = copy.deepcopy(self.past[-1])
        try:
            with journal.change(self.database, "change", "Ann", {}) as made:
                for table, number, seed in acts:
                    key = self.key(table, number)
                    if seed is not None:
                        row = self.row(now, table, key, seed)
                        made.put(table, row)
                        now[table][key] = row
                    elif key in now[table]:
                        made.remove(table, key)
                        del now[table][key]
        except sqlcipher.IntegrityError:
            return  # something pointed to a row that was to go: the whole change is no change
        self.past.append(now)
        self.future.clear()

    @precondition(lambda self: len(self.past) > 1)
    @rule()
    def undo(self):
        assert journal.undo(self.database, "Ann")
        self.future.append(self.past.pop())

    @precondition(lambda self: self.future)
    @rule()
    def redo(self):
        assert journal.redo(self.database, "Ann")
        self.past.append(self.future.pop())

    @precondition(lambda self: len(self.past) == 1)
    @rule()
    def undo_nothing(self):
        assert journal.undo(self.database, "Ann") is None

    @rule(die=st.integers(1, 8))
    def restart(self, die):
        if die > 1:
            return  # opening an encrypted file is slow by design: one in eight is enough
        self.database.close()
        self.database = Database.open(self.database.path, "x")

    @invariant()
    def the_file_holds_what_the_model_holds(self):
        assert self.state() == self.past[-1]

    @invariant()
    def the_index_of_words_knows_every_item_and_no_other(self):
        with self.database.read() as tables:
            known = {row[0] for row in tables.execute("SELECT evidence FROM evidence_numbers").fetchall()}
            count = tables.execute("SELECT count(*) FROM evidence_words").fetchone()[0]
        assert known == set(self.past[-1]["evidence"])
        assert count == len(known)

    def teardown(self):
        assert journal.audit_break(self.database) is None
        self.database.close()
        self.folder.cleanup()


TestDesk = Desk.TestCase
TestDesk.settings = settings(
    max_examples=2,
    stateful_step_count=OPERATIONS,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
