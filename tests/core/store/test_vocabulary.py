import json
import random

import pytest

from evidence_app.domain.document import PageText
from evidence_app.store import documents, index, pages, vocabulary
from evidence_app.store.database import Database

# Accents, figures, bullets of Word, marks inside words, letters of another script.
WORDS = "Neglect neglected café CAFÉ o’brien multi-agency 2024 \uf0b7 naïve ΓΆΜΑ γάμα ﬁne re-\nread — x".split(" ")


@pytest.fixture
def database(tmp_path):
    made = Database.create(tmp_path / "w.evidence", "x")
    yield made
    made.close()


def put(database, name, *texts):
    sheets = tuple(PageText(number, text) for number, text in enumerate(texts, start=1))
    return documents.add(database, documents.Found(f"/{name}", 1, 1, sha256=name, pages=sheets))


def known(database):
    with database.read() as tables:
        return tables.execute("SELECT term, stem, pages FROM vocabulary ORDER BY term").fetchall()


def counted_by_the_index(database, stem):
    with database.read() as tables:
        return [(term, stem(term), n) for term, n in tables.execute("SELECT term, doc FROM page_terms ORDER BY term")]


def begin(word):
    return word[:3]


def test_each_word_is_known_with_its_stem_and_its_pages(database):
    put(database, "a", "Neglect neglected", "children neglect")
    vocabulary.refresh(database, lambda term: term[:5])
    assert known(database) == [("children", "child", 1), ("neglect", "negle", 2), ("neglected", "negle", 1)]


@pytest.mark.parametrize("seed", range(6))
def test_whatever_comes_goes_and_changes_the_words_are_those_of_the_index(database, seed):
    dice = random.Random(seed)

    def text():
        return " ".join(dice.choices(WORDS, k=dice.randint(0, 6)))

    # A library large enough that what comes later is a small part of it.
    put(database, "first", *[text() for _ in range(dice.choice((0, 40)))])
    for step in range(25):
        name = f"d{dice.randint(0, 5)}"
        match dice.randint(0, 4):
            case 0 | 1:  # new, or read again
                put(database, name, *[text() for _ in range(dice.randint(0, 4))])
            case 2:
                held = documents.by_hash(database, name)
                if held is not None:
                    with database.write() as tables:
                        pages.remove(tables, held.id)
            case 3:
                held = documents.by_hash(database, name)
                if held is not None and pages.one(database, held.id, 1):
                    with database.write() as tables:
                        pages.replace_text(tables, held.id, PageText(1, text()))
            case 4:
                vocabulary.refresh(database, begin, "begin")
                assert known(database) == counted_by_the_index(database, begin), step
    vocabulary.refresh(database, begin, "begin")
    assert known(database) == counted_by_the_index(database, begin)


def test_a_few_new_pages_are_counted_without_counting_the_others_again(database):
    put(database, "a", *["red blue"] * 40)
    vocabulary.refresh(database, begin, "begin")
    with database.write() as tables:
        tables.execute("UPDATE vocabulary SET pages = 1000 WHERE term = 'blue'")
    put(database, "b", "blue green")
    vocabulary.refresh(database, begin, "begin")
    assert known(database) == [("blue", "blu", 1001), ("green", "gre", 1), ("red", "red", 40)]


def test_many_new_pages_and_a_new_index_have_all_counted(database):
    put(database, "a", *["red blue"] * 4)
    vocabulary.refresh(database, begin, "begin")
    for again in (lambda: put(database, "b", *["blue"] * 4), lambda: renew(database)):
        with database.write() as tables:
            tables.execute("UPDATE vocabulary SET pages = 1000")
        again()
        vocabulary.refresh(database, begin, "begin")
        assert known(database) == counted_by_the_index(database, begin)


def renew(database):
    index.begin_rebuild(database)
    while len(set(index.rebuild_some(database, 3))) > 1:
        pass
    index.finish_rebuild(database)


def test_a_workspace_of_an_earlier_version_is_counted_once(database):
    put(database, "a", "red blue")
    database.set_meta("vocabulary", json.dumps(["begin", 1, 1, "2026-01-01"]))
    vocabulary.refresh(database, begin, "begin")
    assert known(database) == [("blue", "blu", 1), ("red", "red", 1)]


def test_what_is_taken_out_and_not_kept_leaves_the_words_as_they_were(database):
    held = put(database, "a", "red blue")
    vocabulary.refresh(database, begin, "begin")

    class Stop(Exception):
        pass

    with pytest.raises(Stop), database.write() as tables:
        pages.remove(tables, held)
        raise Stop
    vocabulary.refresh(database, begin, "begin")
    assert known(database) == [("blue", "blu", 1), ("red", "red", 1)]
