import pytest

from evidence_app.domain.document import PageText
from evidence_app.domain.evidence import Evidence, Passage
from evidence_app.errors import KnownError, NotFound
from evidence_app.ofsted.frameworks import framework
from evidence_app.store import documents, journal
from evidence_app.store import evidence as store
from evidence_app.store.database import Database
from evidence_app.tagging import commands


@pytest.fixture(scope="module")
def ilacs():
    return framework("ilacs-2026")


@pytest.fixture
def database(tmp_path):
    made = Database.create(tmp_path / "w.evidence", "x")
    documents.add(
        made, documents.Found("/a.pdf", 1, 1, "aa", b"x", "Audit", pages=(PageText(1, "Children are safe."),))
    )
    yield made
    made.close()


def item(area="protection", finding="strength", **values):
    return Evidence("", Passage(1, 1, 1, 0, 8, "Children"), "Audit", (area,), finding=finding, **values)


def tag(database, ilacs, *words, **values):
    (made,) = commands.add(database, ilacs, "Ann", item(*words, **values)).evidence
    return made


def test_a_tag_is_kept_with_its_author_and_undone_by_name(database, ilacs):
    made = tag(database, ilacs, note="see p. 2")
    kept = store.get(database, made)
    assert (kept.author, kept.note, kept.areas, kept.status) == ("Ann", "see p. 2", ("protection",), "draft")
    assert kept.created
    name, touched = journal.undo(database, "Ann")
    assert name == "tag ‘Help and protection’ on Audit, p. 1"
    assert touched == [("evidence", made)]
    assert store.every(database) == []


def test_many_are_edited_as_one_change(database, ilacs):
    made = [tag(database, ilacs) for _ in range(3)]
    changes = commands.edit(database, ilacs, "Ben", made, {"status": "agreed", "finding": "improvement"})
    assert changes.evidence == frozenset(made)
    assert {(one.status, one.finding, one.author) for one in store.every(database)} == {
        ("agreed", "improvement", "Ann")
    }
    journal.undo(database, "Ben")
    assert {one.status for one in store.every(database)} == {"draft"}


def test_removed_evidence_comes_back_whole(database, ilacs):
    made = tag(database, ilacs, note="kept")
    before = store.get(database, made)
    commands.remove(database, "Ann", [made])
    assert store.get(database, made) is None
    journal.undo(database, "Ann")
    assert store.get(database, made) == before


def test_what_it_is_based_on_whom_it_is_about_and_whether_it_may_leave_are_kept(database, ilacs):
    details = {"basis": "sample", "person": "Child A", "embargo_until": "2026-05-01", "confidential": True}
    made = tag(database, ilacs, **details)
    kept = store.get(database, made)
    assert {name: getattr(kept, name) for name in details} == details
    assert {name: kept.to_json()[name] for name in details} == details
    commands.edit(database, ilacs, "Ann", [made], {"confidential": False, "person": ""})
    journal.undo(database, "Ann")
    assert store.get(database, made) == kept


def test_evidence_may_leave_from_the_day_its_embargo_ends(database, ilacs):
    under_embargo = item(embargo_until="2026-05-01")
    assert under_embargo.held_back("2026-04-30") == "under embargo"
    assert under_embargo.held_back("2026-05-01") == ""
    assert item(confidential=True).held_back("2026-05-01") == "confidential"


def test_themes_of_areas_that_are_taken_off_go_with_them(database, ilacs):
    themes = [next(area for area in ilacs.areas if area.id == name).themes[0].id for name in ("leaders", "protection")]
    made = tag(database, ilacs)
    commands.edit(database, ilacs, "Ann", [made], {"areas": ("leaders", "protection"), "themes": tuple(themes)})
    commands.edit(database, ilacs, "Ann", [made], {"areas": ("protection",)})
    assert store.get(database, made).themes == (themes[1],)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"areas": ()}, "needs a judgement area"),
        ({"areas": ("weather",)}, "no judgement area"),
        ({"themes": ("care.permanence",)}, "not a theme"),
        ({"finding": "good"}, "not a finding"),
        ({"status": "maybe"}, "not a status"),
        ({"basis": "hearsay"}, "based on"),
        ({"id": "e1"}, "no field"),
    ],
)
def test_what_the_framework_does_not_know_is_refused_whole(database, ilacs, values, sentence):
    made = [tag(database, ilacs), tag(database, ilacs)]
    before = store.every(database)
    with pytest.raises(KnownError, match=sentence):
        commands.edit(database, ilacs, "Ann", made, values)
    assert store.every(database) == before


def test_unknown_items_are_told(database, ilacs):
    with pytest.raises(NotFound):
        commands.edit(database, ilacs, "Ann", ["e0"], {"note": "x"})
    with pytest.raises(NotFound):
        commands.remove(database, "Ann", ["e0"])
