import pytest

from evidence_app.domain.document import PageText
from evidence_app.store import documents, index, pages
from evidence_app.store.database import Database


@pytest.fixture
def database(tmp_path):
    made = Database.create(tmp_path / "w.evidence", "x")
    yield made
    made.close()


def found(path="/a.pdf", sha="aa", words=("First page.", "Second page."), **values):
    return documents.Found(
        path, 10, 20, sha, b"data", "Title", pages=tuple(PageText(n, w) for n, w in enumerate(words, 1)), **values
    )


def test_a_document_comes_back_as_it_went_in(database):
    number = documents.add(
        database, found(kind="audit", authority="Aldermere", date="2026-01-02", ofsted={"type": "ILACS"})
    )
    document = documents.get(database, number)
    assert (document.kind, document.authority, document.date) == ("audit", "Aldermere", "2026-01-02")
    assert (document.pages, document.size, document.paths) == (2, 10, ("/a.pdf",))
    assert document.ofsted == {"type": "ILACS"}
    assert documents.data(database, number) == b"data"
    assert [page.text for page in pages.of_document(database, number)] == ["First page.", "Second page."]
    assert documents.by_hash(database, "aa") == document
    assert documents.by_hash(database, "") is None


def test_the_same_content_keeps_its_id_and_is_not_indexed_twice(database):
    first = documents.add(database, found())
    assert documents.add(database, found(path="/b.pdf")) == first
    assert documents.get(database, first).paths == ("/a.pdf", "/b.pdf")
    with database.read() as tables:
        assert tables.execute("SELECT count(*) FROM page_index WHERE page_index MATCH 'first'").fetchone() == (1,)
    assert index.problems(database) == []


def test_a_file_that_could_not_be_read_takes_its_place_when_it_can(database):
    broken = documents.add(
        database, documents.Found("/a.pdf", 1, 1, status="attention", reason="Damaged.", hint="Ask for it again.")
    )
    assert documents.counts(database) == (0, 0, 1)
    assert documents.add(database, found()) == broken
    assert documents.counts(database) == (1, 2, 0)


def test_a_failed_file_does_not_take_the_place_of_a_good_one(database):
    good = documents.add(database, found())
    documents.add(database, documents.Found("/a.pdf", 1, 1, sha256="bb", status="attention", reason="Damaged."))
    assert documents.get(database, good).status == "ready"
    assert documents.counts(database) == (1, 2, 1)
