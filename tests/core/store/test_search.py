import pytest
from shelf import tag

from evidence_app.domain.document import PageText
from evidence_app.errors import Superseded
from evidence_app.store import documents, vocabulary
from evidence_app.store import search as store
from evidence_app.store.database import Database
from evidence_app.store.search import MANY, Index, Label, Tag


@pytest.fixture
def database(tmp_path):
    made = Database.create(tmp_path / "w.evidence", "x")
    for sha, date, texts in (
        ("aa", "2020-01-01", ("red blue", "red red green", "blue")),
        ("bb", "2024-01-01", ("red", "greens")),
    ):
        sheets = tuple(PageText(n, text, furniture=((0, 1),)) for n, text in enumerate(texts, start=1))
        documents.add(
            made, documents.Found(f"/{sha}", 1, 1, sha, title=sha.upper(), kind="audit", date=date, pages=sheets)
        )
    documents.add(made, documents.Found("/broken", 1, 1, status="attention", reason="Damaged."))
    vocabulary.refresh(made, lambda word: word[:3], "first three")
    yield made
    made.close()


@pytest.fixture
def index(database):
    with database.read() as tables:
        yield Index(tables)


def test_pages_are_chosen_by_words_and_by_where_they_are(index):
    assert index.every_page() == {1, 2, 3, 4, 5}
    assert index.matching('"red" NOT "blue"') == {2, 4}
    assert index.pages_of({2, 9}) == {4, 5}
    assert index.pages_numbered(2, None) == {2, 3, 5}
    assert index.pages_numbered(None, 1) == {1, 4}
    assert index.pages_at([(1, 2, 3), (2, 1, 1), (9, 1, 9)]) == {2, 3, 4}
    assert index.pages_at([]) == set()


def test_documents_of_pages_are_the_same_for_few_and_for_many(database, index):
    assert index.documents_of({1, 3, 5}) == {1, 2}
    assert index.documents_of({2}) == {1}
    assert index.documents_of(set()) == set()
    last = documents.add(database, found_of("cc", MANY + 9))
    assert index.documents_of(range(1, MANY + 9)) == {1, 2, last}
    assert index.documents_of(range(6, MANY + 9)) == {last}


def found_of(name, count, date="2022-01-01"):
    sheets = tuple(PageText(number, "red") for number in range(1, count + 1))
    return documents.Found(f"/{name}", 1, 1, name, title=name.upper(), kind="audit", date=date, pages=sheets)


@pytest.mark.parametrize(
    ("limit", "offset"), [(3, 0), (3, 1), (4, MANY), (2, MANY + 4), (9, MANY + 6), (2000, 0), (5, 5000)]
)
def test_many_pages_are_ordered_by_date_as_few_are(database, index, limit, offset):
    documents.add(database, found_of("cc", MANY))
    documents.add(database, found_of("dd", 4, date="2023-01-01"))
    every = index.every_page() - {2}
    with database.read() as tables:
        rows = tables.execute(
            "SELECT p.id FROM pages p JOIN documents d ON d.id = p.document"
            " ORDER BY d.date DESC, d.title, d.id, p.number"
        ).fetchall()
    expected = [page for (page,) in rows if page in every]
    assert index.by_date(every, limit, offset) == expected[offset:][:limit]


def test_of_very_many_pages_the_last_are_ranked(index, monkeypatch):
    monkeypatch.setattr(store, "MOST_RANKED", 2)
    assert [page for page, _ in index.ranked('"red"', {1, 2, 4}, 10)] == [4, 2]
    assert [page for page, _ in index.ranked('"red"', {1, 2}, 10)] == [2, 1]


def test_pages_are_ranked_by_what_they_say_and_ordered_by_date(index):
    ranked = index.ranked('"red"', {1, 2, 5}, 10)
    assert [page for page, _ in ranked] == [2, 1]
    assert ranked[0][1] > ranked[1][1]
    assert index.ranked('"red"', {1, 2, 5}, 1) == ranked[:1]
    assert index.by_date({1, 2, 4, 5}, 3, 1) == [5, 1, 2]


def test_pages_are_given_with_their_documents(index):
    hit, text = index.hits({2})[2]
    assert (hit.document, hit.title, hit.kind, hit.date, hit.page) == (1, "AA", "audit", "2020-01-01", 2)
    assert (text.number, text.text, text.furniture) == (2, "red red green", ((0, 1),))


def test_documents_without_pages_are_not_asked(index):
    assert index.labels() == [Label(1, "AA", "audit", "", "2020-01-01"), Label(2, "BB", "audit", "", "2024-01-01")]


def test_tags_are_given_with_their_places(database, index):
    with database.write() as tables:
        tables.table("evidence").insert(
            {"id": "e", "document": 1, "page": 2, "to_page": 3, "areas": '["care"]', "themes": "[]", "note": "Look"}
        )
    assert index.tags() == [Tag(1, 2, 3, ("care",), (), "Look")]


def test_words_are_found_by_stem_pattern_and_length(index):
    assert index.forms({"gre", "blu"}) == [("blue", "blu", 2), ("green", "gre", 1), ("greens", "gre", 1)]
    assert index.fitting("gree*", 1) == ([("green", 1)], 2)
    assert index.fitting("?ed", 9) == ([("red", 3)], 1)
    assert index.fitting("x*", 9) == ([], 0)
    assert index.words_of_length(5, 6, figures=False) == {"green": 1, "greens": 1}


def test_once_interrupted_nothing_more_is_read(index):
    index.interrupt()
    with pytest.raises(Superseded):
        index.every_page()


def test_words_with_figures_are_given_where_they_are_wanted(database, index):
    documents.add(database, documents.Found("/cc", 1, 1, "cc", title="CC", pages=(PageText(1, "gr33n green 4711"),)))
    vocabulary.refresh(database, lambda word: word[:3], "first three")
    assert index.words_of_length(4, 5, figures=False) == {"blue": 2, "green": 2}
    assert index.words_of_length(4, 5, figures=True) == {"blue": 2, "green": 2, "gr33n": 1, "4711": 1}
    with database.read() as tables:
        sql = "SELECT term, pages FROM vocabulary WHERE length(term) BETWEEN ? AND ? AND term NOT GLOB '*[0-9]*'"
        plan = tables.execute(f"EXPLAIN QUERY PLAN {sql}", [4, 5]).fetchall()
    # Only the words of these lengths are read, however many there are.
    assert "vocabulary_spelled" in plan[0][3]


def test_pages_with_evidence_are_those_a_passage_runs_over(database, index):
    assert index.tagged_pages() == set()
    tag(database, 1, 2, to_page=3)
    tag(database, 2, 1)
    assert index.tagged_pages() == {2, 3, 4}


def test_the_vocabulary_is_left_alone_where_no_page_changed(database):
    asked = []
    vocabulary.refresh(database, asked.append, "first three")
    assert asked == []


def test_other_rules_stem_every_word_anew(database, index):
    vocabulary.refresh(database, lambda word: word[:1], "first one")
    assert {stem for _, stem, _ in index.forms({"r", "b", "g"})} == {"r", "b", "g"}
    assert index.forms({"red", "blu", "gre"}) == []


def test_the_vocabulary_follows_a_document_that_is_read_again(database, index):
    documents.add(database, documents.Found("/bb", 1, 1, "bb", title="BB", pages=(PageText(1, "yellow"),)))
    vocabulary.refresh(database, lambda word: word[:3], "first three")
    assert index.fitting("*", 9) == ([("blue", 2), ("red", 2), ("green", 1), ("yellow", 1)], 4)
