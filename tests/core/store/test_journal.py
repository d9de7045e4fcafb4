import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from sqlcipher3 import dbapi2 as sqlcipher

from evidence_app.domain.audit import AuditFilter
from evidence_app.store import documents, journal
from evidence_app.store.database import Database


@pytest.fixture
def database(tmp_path):
    made = Database.create(tmp_path / "w.evidence", "x")
    yield made
    made.close()


def put(database, key, value, name="set"):
    with journal.change(database, name, "Ann", {"key": key}) as change:
        change.put("meta", {"key": key, "value": value})


def test_undo_and_redo_bring_rows_back_and_forth(database):
    put(database, "a", "1")
    put(database, "a", "2", "set again")
    assert journal.undo(database, "Ann") == ("set again", [("meta", "a")])
    assert database.meta("a") == "1"
    assert journal.undo(database, "Ann") == ("set", [("meta", "a")])
    assert database.meta("a") is None
    assert journal.undo(database, "Ann") is None
    journal.redo(database, "Ann")
    journal.redo(database, "Ann")
    assert database.meta("a") == "2"
    assert journal.redo(database, "Ann") is None


def test_undo_leaves_alone_what_came_to_the_row_by_other_ways(database):
    document = documents.add(database, documents.Found("/a.txt", 1, 1, sha256="a", title="Old"))
    with journal.change(database, "edit", "Ann", {}) as change:
        change.put("documents", {"id": document, "title": "New"})
    with database.write() as tables:
        tables.table("documents").update(document, {"extractor": 9})
    journal.undo(database, "Ann")
    with database.read() as tables:
        row = tables.table("documents").get(document)
    assert (row["title"], row["extractor"]) == ("Old", 9)
    with database.write() as tables:
        documents.forget_unread(tables, "/nowhere.txt")
        tables.execute("DELETE FROM sources")
        tables.execute("DELETE FROM documents")
    assert journal.redo(database, "Ann") == ("edit", [("documents", document)])
    assert documents.get(database, document) is None


def test_undo_survives_a_restart(database):
    put(database, "a", "1")
    database.close()
    again = Database.open(database.path, "x")
    journal.undo(again, "Ann")
    assert again.meta("a") is None
    again.close()
    third = Database.open(database.path, "x")
    journal.redo(third, "Ann")
    assert third.meta("a") == "1"
    third.close()


def test_something_new_ends_what_could_be_redone(database):
    put(database, "a", "1")
    journal.undo(database, "Ann")
    put(database, "b", "1")
    assert journal.redo(database, "Ann") is None
    assert database.meta("a") is None


def test_a_failed_change_leaves_no_trace(database):
    with pytest.raises(RuntimeError), journal.change(database, "half", "Ann", {}) as change:
        change.put("meta", {"key": "a", "value": "1"})
        raise RuntimeError
    assert database.meta("a") is None
    assert journal.entries(database) == []
    assert journal.audit_log(database) == []


def test_the_audit_log_tells_who_did_what(database):
    put(database, "a", "1")
    journal.undo(database, "Ben")
    assert [(line.author, line.action) for line in journal.audit_log(database)] == [
        ("Ben", "undo: set"),
        ("Ann", "set"),
    ]
    assert journal.audit_break(database) is None


def test_the_audit_log_cannot_be_altered(database):
    put(database, "a", "1")
    for statement in ("UPDATE audit SET author = 'nobody'", "DELETE FROM audit"):
        with pytest.raises(sqlcipher.IntegrityError, match="append-only"), database.write() as tables:
            tables.execute(statement)


@pytest.mark.parametrize("column", ["author", "action", "detail", "at", "previous", "hash"])
def test_tampering_past_the_program_shows(database, column):
    for value in "123":
        put(database, "a", value)
    with database.write() as tables:
        tables.execute("DROP TRIGGER audit_no_update")
        tables.execute(f"UPDATE audit SET {column} = 'forged' WHERE id = 2")
    assert journal.audit_break(database) == 2


def test_a_line_taken_out_shows(database):
    for value in "123":
        put(database, "a", value)
    with database.write() as tables:
        tables.execute("DROP TRIGGER audit_no_delete")
        tables.execute("DELETE FROM audit WHERE id = 2")
    assert journal.audit_break(database) == 3


class History(RuleBasedStateMachine):
    """Random changes, undos, redos and restarts; a list of snapshots is the model."""

    def __init__(self):
        super().__init__()
        import tempfile
        from pathlib import Path

        self.folder = tempfile.TemporaryDirectory()
        self.database = Database.create(Path(self.folder.name) / "w.evidence", "x")
        self.past = [{}]
        self.future = []

    def state(self):
        with self.database.read() as tables:
            return {row["key"]: row["value"] for row in tables.table("meta").rows if row["key"].startswith("k")}

    @rule(changes=st.lists(st.tuples(st.sampled_from("abc"), st.none() | st.integers(0, 9)), min_size=1, max_size=4))
    def change(self, changes):
        state = dict(self.past[-1])
        with journal.change(self.database, "change", "Ann", {}) as made:
            for key, value in changes:
                if value is not None:
                    made.put("meta", {"key": "k" + key, "value": str(value)})
                    state["k" + key] = str(value)
                elif "k" + key in state:
                    made.remove("meta", "k" + key)
                    del state["k" + key]
        self.past.append(state)
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

    @invariant()
    def the_file_holds_what_the_model_holds(self):
        assert self.state() == self.past[-1]

    def teardown(self):
        assert journal.audit_break(self.database) is None
        self.database.close()
        self.folder.cleanup()


TestHistory = History.TestCase
TestHistory.settings = settings(
    max_examples=12, stateful_step_count=25, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


def test_a_few_columns_of_a_row_can_be_put_and_undone(database):
    document = documents.add(database, documents.Found("/a.pdf", 1, 1, "ab" * 32, b"%PDF", "A note"))
    with journal.change(database, "embargo", "Ann", {}) as change:
        change.put("documents", {"id": document, "embargoed": 1})
    assert documents.get(database, document).embargoed
    assert documents.get(database, document).title == "A note"
    journal.undo(database, "Ann")
    assert not documents.get(database, document).embargoed


def test_the_audit_log_is_asked_by_word_verb_person_and_day(database):
    for key, name, author in (("a", "tag ‘care’ on Audit", "Ann"), ("b", "edit 3 items", "Ben")):
        with journal.change(database, name, author, {"key": key}) as made:
            made.put("meta", {"key": key, "value": "1"})
    journal.undo(database, "Ben")
    today = journal.audit_log(database)[0].at[:10]

    def actions(**wanted):
        return [line.action for line in journal.audit_log(database, AuditFilter(**wanted))]

    assert actions() == ["undo: edit 3 items", "edit 3 items", "tag ‘care’ on Audit"]
    assert actions(verb="edit") == ["edit 3 items"]
    assert actions(verb="undo", author="Ben") == ["undo: edit 3 items"]
    assert actions(text="AUDIT care") == ["tag ‘care’ on Audit"]
    assert actions(author="Ann", since=today, until=today) == ["tag ‘care’ on Audit"]
    assert actions(until="2000-01-01") == actions(since="2999-01-01") == []
    assert journal.audit_kinds(database) == (["edit", "tag", "undo"], ["Ann", "Ben"])
    assert len(journal.audit_log(database, limit=1)) == 1


def test_the_next_names_are_known_however_much_was_undone(database):
    assert journal.next_names(database) == ("", "")
    for number in range(250):
        put(database, "a", str(number), f"set {number}")
    for _ in range(220):
        journal.undo(database, "Ann")
    assert journal.next_names(database) == ("set 29", "set 30")
