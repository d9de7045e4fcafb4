import pytest

from evidence_app.domain.board import COLUMNS, BoardQuery
from evidence_app.domain.evidence import Evidence, Passage
from evidence_app.progress import run
from evidence_app.store import board, documents, evidence, journal
from evidence_app.store.database import Database

AREAS = ("leaders", "protection", "care")


@pytest.fixture
def database(tmp_path):
    made = Database.create(tmp_path / "w.evidence", "x")
    for number, (title, kind, authority) in enumerate(
        [("Audit of visits", "audit", "Aldermere"), ("Letter", "monitoring_letter", ""), ("Minutes", "minutes", "")], 1
    ):
        documents.add(
            made,
            documents.Found(
                f"/{number}.pdf", 1, 1, str(number), b"x", title, kind=kind, authority=authority, date="2026-02-01"
            ),
        )
    with journal.change(made, "team", "Ann", {}) as change:
        change.put("documents", {"id": 2, "team": "North"})
    yield made
    made.close()


def put(database, name, document=1, start=0, quote="Children are seen.", **values):
    values = {"areas": ("leaders",), **values}
    passage = Passage(document, 1, 1, start, start + 5, quote)
    with journal.change(database, "put", "Ann", {}) as made:
        evidence.put(made, Evidence(name, passage, "", **values))


def shown(database, **asked):
    found = board.rows(database, BoardQuery(**asked), AREAS)
    return [item for _, ids in found for item in ids]


def groups(database, **asked):
    return dict(board.rows(database, BoardQuery(**asked), AREAS))


def test_words_are_found_in_quotation_note_and_title_and_follow_every_change(database):
    put(database, "a", quote="Supervision drifts.", note="ask the O'Brien team")
    put(database, "b", document=2, quote="Visits are timely.")
    assert shown(database, text="superv") == ["a"]
    assert shown(database, text="SUPERVISION o'bri") == ["a"]
    assert shown(database, text="visits") == ["a", "b"]
    assert shown(database, text='"') == []
    put(database, "a", quote="Caseloads are high.")
    assert shown(database, text="superv") == []
    assert shown(database, text="caseloads") == ["a"]
    journal.undo(database, "Ann")
    assert shown(database, text="superv") == ["a"]
    with journal.change(database, "remove", "Ann", {}) as made:
        evidence.remove(made, "a")
    assert shown(database, text="superv") == []
    journal.undo(database, "Ann")
    assert shown(database, text="superv") == ["a"]


def test_a_copy_of_the_file_finds_the_same_words(database, tmp_path):
    for name in "abcd":
        put(database, name, quote=f"word{name} stands here")
    with journal.change(database, "remove", "Ann", {}) as made:
        evidence.remove(made, "b")
    run(database.backup(tmp_path / "copy.evidence"))
    copy = Database.open(tmp_path / "copy.evidence", "x")
    assert [shown(copy, text=f"word{name}") for name in "abcd"] == [["a"], [], ["c"], ["d"]]
    copy.close()


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"area": "care"}, ["b"]),
        ({"theme": "care.health"}, ["b"]),
        ({"theme": "-"}, ["a", "c"]),
        ({"finding": "strength"}, ["a"]),
        ({"status": "agreed"}, ["c"]),
        ({"impact": "impact"}, ["c"]),
        ({"impact": "process"}, ["a", "b"]),
        ({"since": "2026-01-01"}, ["a"]),
        ({"until": "2025-12-31"}, ["b"]),
        ({"kind": "monitoring_letter"}, ["b"]),
        ({"authority": "Aldermere"}, ["a"]),
        ({"team": "North"}, ["b"]),
        ({"document": 3}, ["c"]),
        ({"area": "leaders", "finding": "context"}, ["c"]),
    ],
)
def test_each_filter_lets_through_what_it_names(database, asked, found):
    put(database, "a", 1, finding="strength", date="2026-01-31")
    put(
        database,
        "b",
        2,
        areas=("protection", "care"),
        themes=("care.health",),
        finding="improvement",
        date="2025-01-01",
    )
    put(database, "c", 3, status="agreed", impact=True)
    assert sorted(shown(database, **asked)) == found
    assert board.count(database, BoardQuery(**asked)) == len(found)
    assert BoardQuery(**asked).narrows()


@pytest.mark.parametrize("column", COLUMNS)
def test_every_column_orders_both_ways_and_the_first_rows_are_the_first_of_all(database, column):
    for number, name in enumerate("abcdef"):
        put(
            database,
            name,
            number % 3 + 1,
            number,
            areas=(AREAS[number % 3],),
            note=f"note {number}",
            date=f"2026-01-0{6 - number}",
            status="agreed" if number % 2 else "draft",
        )
    for descending in (True, False):
        query = BoardQuery(column=column, descending=descending)
        whole = board.rows(database, query, AREAS)[0][1]
        assert sorted(whole) == list("abcdef")
        assert board.first(database, query, AREAS, 3) == (whole[:3], 6)


@pytest.mark.parametrize("text", ["", "  ", "seen", "children seen", "audit", "audit seen", "e", "minutes", "x", '"'])
@pytest.mark.parametrize("narrowed", [{}, {"status": "agreed"}])
def test_the_first_rows_with_words_are_the_first_of_all(database, text, narrowed):
    for number in range(12):
        quote = ("Children are seen.", "Everyone is seen.", "Nothing.")[number % 3]
        status = "agreed" if number % 4 else "draft"
        put(
            database,
            f"i{number}",
            number // 2 % 3 + 1,
            number,
            quote,
            date=f"2026-01-{number % 5 + 1:02}",
            status=status,
        )
    for descending in (True, False):
        query = BoardQuery(text=text, descending=descending, **narrowed)
        whole = [item for _, ids in board.rows(database, query, AREAS) for item in ids]
        assert board.count(database, query) == len(whole)
        # Few of many, which are looked at one by one, and most of them, which are not.
        for limit in (1, 2, 10):
            assert board.first(database, query, AREAS, limit) == (whole[:limit], len(whole))


def test_order_follows_the_framework_and_the_dates(database):
    put(database, "a", areas=("care",), date="2026-03-01")
    put(database, "b", areas=("protection",), date="2026-01-01")
    put(database, "c", areas=("leaders",), date="2026-02-01")
    assert shown(database, column="areas", descending=False) == ["c", "b", "a"]
    assert shown(database) == ["a", "c", "b"]
    assert shown(database, descending=False) == ["b", "c", "a"]


def test_an_item_stands_in_each_of_its_groups(database):
    put(database, "a", areas=("care", "leaders"), themes=("care.health",))
    put(database, "b", 2, areas=("leaders",))
    assert groups(database, group="area") == {"leaders": ["a", "b"], "care": ["a"]}
    assert list(groups(database, group="area")) == ["leaders", "care"]
    assert groups(database, group="area", area="care") == {"care": ["a"]}
    assert groups(database, group="theme") == {"care.health": ["a"], "": ["b"]}
    assert groups(database, group="theme", theme="-") == {"": ["b"]}
    assert groups(database, group="document") == {"1": ["a"], "2": ["b"]}
    assert groups(database, group="visit") == {"2026-02-01\x1fmonitoring_letter\x1f": ["b"], "": ["a"]}


def test_nothing_gives_no_rows(database):
    assert board.rows(database, BoardQuery(), AREAS) == []
    assert not BoardQuery(group="area", column="status").narrows()


def test_a_query_is_kept_and_read_again():
    query = BoardQuery(text="drift", area="care", since="2026-01-01", group="theme", descending=False)
    assert BoardQuery.from_json(query.to_json()) == query
    assert BoardQuery.from_json('{"text": "x", "of_a_later_version": 1}') == BoardQuery(text="x")
