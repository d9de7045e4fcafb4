import pytest

from evidence_app.domain.document import Origin
from evidence_app.domain.evidence import Evidence, Passage
from evidence_app.store import coverage, documents, evidence, journal
from evidence_app.store.database import Database


@pytest.fixture
def database(tmp_path):
    made = Database.create(tmp_path / "w.evidence", "x")
    documents.add(made, documents.Found("/a.pdf", 1, 1, "aa", b"x", "Audit", kind="audit", authority="Aldermere"))
    yield made
    made.close()


def put(database, at, *names, finding="strength", remove=()):
    with journal.change(database, "put", "Ann", {}) as made:
        for name in names:
            passage = Passage(1, 1, 1, 0, 5, "Words")
            evidence.put(made, Evidence(name, passage, "", ("care",), finding=finding, date="2026-01-01"))
        for name in remove:
            evidence.remove(made, name)
    with database.write() as tables:
        tables.execute(
            "UPDATE journal SET at = ? WHERE id = (SELECT max(id) FROM journal)", [f"{at}T12:00:00.000+00:00"]
        )


def findings(database, as_of=""):
    return sorted(item.finding for item in coverage.counted(database, as_of))


def test_what_is_counted_comes_with_its_source(database):
    put(database, "2026-03-01", "a")
    (item,) = coverage.counted(database)
    assert (item.areas, item.finding, item.origin) == (("care",), "strength", Origin("audit", "Aldermere"))


def test_it_is_counted_as_it_stood_on_an_earlier_day(database):
    put(database, "2026-03-01", "a", "b")
    put(database, "2026-03-02", "a", finding="improvement")
    put(database, "2026-03-03", "c", finding="context", remove=("b",))
    put(database, "2026-03-04", "c", finding="improvement")
    assert findings(database) == ["improvement", "improvement"]
    assert findings(database, "2026-02-28") == []
    assert findings(database, "2026-03-01") == ["strength", "strength"]
    assert findings(database, "2026-03-02") == ["improvement", "strength"]
    assert findings(database, "2026-03-03") == ["context", "improvement"]
    assert findings(database, "2026-03-04") == ["improvement", "improvement"]


def test_what_was_undone_since_was_never_there(database):
    put(database, "2026-03-01", "a")
    put(database, "2026-03-02", "b")
    journal.undo(database, "Ann")
    assert findings(database, "2026-03-01") == findings(database) == ["strength"]
