import pytest
from shelf import learn, put, tag

from evidence_app.domain.hit import Query
from evidence_app.search.searcher import Searcher
from evidence_app.store.database import Database


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    """A few documents about an invented council; not to be altered."""
    database = Database.create(tmp_path_factory.mktemp("library") / "w.evidence", "x")
    put(
        database,
        "Aldermere Borough Council\n1\nInspection of services for children.\n"
        "There are widespread\nand serious failures.\n",
        "Managers’ oversight of neglect is weak. Children’s plans drift. CSE is recognised late.\n",
        "Strategy meetings are held in time. The multi-\nagency hub (MASH) works well with O’Brien House.\n",
        title="Inspection of Aldermere, March 2019",
        kind="inspection_report",
        authority="Aldermere",
        date="2019-03-08",
        furniture=((0, 28),),
    )
    put(
        database,
        "Audit of neglect cases. Neglected children waited; one neglectful home was left unvisited.",
        "Strategy discussions were late. Child sexual exploitation was named in two cases.",
        title="Thematic audit: neglect",
        kind="audit",
        authority="Aldermere",
        date="2025-06-30",
    )
    note = put(
        database,
        "Home visit. The café was closed, so we met at school. Amélie said she feels safe.",
        title="Case note 14",
        kind="case_note",
        date="2026-01-15",
    )
    put(database, "Minutes without a date. Social workers spoke of caseloads. Social media was not discussed.")
    tag(database, note, 1, areas=("care_leavers",), themes=("care_leavers.adviser",), note="Quoted to the panel")
    tag(database, 2, 1, to_page=2, areas=("protection", "leaders"), themes=("protection.neglect",))
    learn(database)
    yield database
    database.close()


@pytest.fixture(scope="module")
def ask(library):
    """Asks the library a question."""
    searcher = Searcher(library)
    return lambda text, **how: searcher.search(Query(text, **how))


@pytest.fixture(scope="module")
def where(ask):
    """Asks the library a question; gives the places of the answer as "document.page"."""
    return lambda text, **how: {f"{hit.document}.{hit.page}" for hit in ask(text, limit=99, **how).hits}
