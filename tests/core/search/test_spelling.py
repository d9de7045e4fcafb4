import pytest
from shelf import learn, put

from evidence_app.search.query import read_query
from evidence_app.search.spelling import corrected
from evidence_app.search.tree import every_row
from evidence_app.store.database import Database
from evidence_app.store.search import Index


@pytest.fixture(scope="module")
def put_right(tmp_path_factory):
    database = Database.create(tmp_path_factory.mktemp("words") / "w.evidence", "x")
    put(database, *["assessment of supervision"] * 250, "assesment house", "horse", *["mouse"] * 3)
    learn(database)
    with database.read() as tables:
        yield lambda text: corrected(text, every_row(read_query(text).tree), Index(tables))
    database.close()


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("supervison", "supervision"),
        ("Supervison OR SUPERVSION", "Supervision OR SUPERVISION"),
        ("(supervison AND house) date:>2018", "(supervision AND house) date:>2018"),
        ('"asessment of supervision"', '"assessment of supervision"'),
        # On one page, but for one letter it would be on 250.
        ("assesment", "assessment"),
        # The commonest of its neighbours; the first letter is seldom wrong.
        ("huose", "house"),
        ("house", None),
        ("supervision", None),
        ("supervisions", None),
        ("supervis*", None),
        ("supervison~1", None),
        ("sup", None),
        ("2o19", None),
        ("completely", None),
        ("", None),
    ],
)
def test_words_no_page_has_are_put_right(put_right, typed, right):
    assert put_right(typed) == right
