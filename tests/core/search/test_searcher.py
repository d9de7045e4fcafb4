import threading
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shelf import PIECES, learn, put

from evidence_app.domain.hit import HIT_END, HIT_START, Query
from evidence_app.errors import Superseded
from evidence_app.search import expand
from evidence_app.search import searcher as searching
from evidence_app.search.searcher import Searcher
from evidence_app.store import search as store
from evidence_app.store.database import Database


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("neglect", {"1.2", "2.1"}),
        ('"neglect"', {"1.2", "2.1"}),
        ("neglectful", {"1.2", "2.1"}),
        ("child", {"1.1", "1.2", "2.1", "2.2"}),
        ('"child"', {"2.2"}),
        ("neglect plans", {"1.2"}),
        ("neglect NOT plans", {"2.1"}),
        ("caseloads OR unvisited", {"2.1", "4.1"}),
        ('"widespread and serious failures"', {"1.1"}),
        ("“Managers' oversight”", {"1.2"}),
        ("managers’ oversight", {"1.2"}),
        ("multi-agency", {"1.3"}),
        ('"multi agency hub"', {"1.3"}),
        ("o’brien", {"1.3"}),
        ("cafe", {"3.1"}),
        ("AMÉLIE", {"3.1"}),
        ("CSE", {"1.2", "2.2"}),
        ("strategy meeting", {"1.3", "2.2"}),
        ('"strategy meeting*"', {"1.3"}),
        ("unvis*", {"2.1"}),
        ("w?rk*", {"1.3", "4.1"}),
        ("neglct~1", {"1.2", "2.1"}),
        ('"media workers"~5', {"4.1"}),
        ('"media workers"~4', set()),
        ("title:audit", {"2.1", "2.2"}),
        ('title:"march 2019" neglect', {"1.2"}),
        ("authority:aldermere late", {"1.2", "2.2"}),
        ("kind:audit", {"2.1", "2.2"}),
        ('kind:"case note"', {"3.1"}),
        ("kind:insp", {"1.1", "1.2", "1.3"}),
        ("date:>2019 late", {"2.2"}),
        ("date:[2019-03 to 2025]", {"1.1", "1.2", "1.3", "2.1", "2.2"}),
        ("NOT date:>2000", {"4.1"}),
        ("page:2", {"1.2", "2.2"}),
        ("tagged:yes", {"2.1", "2.2", "3.1"}),
        ("tagged:no late", {"1.2"}),
        ("area:leaders", {"2.1", "2.2"}),
        ('area:"help and protection"', {"2.1", "2.2"}),
        ("area:care_leavers", {"3.1"}),
        ("area:care", set()),
        ("area:leav", {"3.1"}),
        ("theme:neglect", {"2.1", "2.2"}),
        ("note:panel", {"3.1"}),
        ("kind:audit OR caseloads", {"2.1", "2.2", "4.1"}),
        ("late NOT (kind:audit OR date:2026)", {"1.2"}),
        ("*", {"1.1", "1.2", "1.3", "2.1", "2.2", "3.1", "4.1"}),
        ("", set()),
        ("zebra", set()),
    ],
)
def test_questions_find_their_pages(where, text, places):
    assert where(text) == places


def test_and_may_hold_over_the_whole_document(where):
    assert where("unvisited exploitation") == set()
    assert where("unvisited exploitation", within="document") == {"2.1", "2.2"}
    assert where("drift serious NOT caseloads", within="document") == {"1.1", "1.2"}
    assert where("late NOT unvisited", within="document") == {"1.2"}
    assert where("page:2 neglect drift", within="document") == {"1.2"}


def test_other_forms_and_synonyms_can_be_turned_off(where, ask):
    assert where("neglected") == {"1.2", "2.1"}
    assert where("neglected", stemming=False) == {"2.1"}
    assert where("CSE", synonyms=False) == {"1.2"}
    assert "only as typed" in ask("neglected", stemming=False).understood
    assert "also" not in ask("CSE", synonyms=False).understood


@pytest.mark.parametrize(
    ("text", "how", "sentence"),
    [
        ('"late"', {}, "Pages with “late”."),
        ("neglect", {}, "Pages with “neglect”; other forms of a word count too."),
        ("CSE", {"stemming": False}, "Pages with “CSE” (also “child sexual exploitation”); words only as typed, without"
         " their other forms."),
        ('"late" NOT "held" title:"audit"', {}, "Pages with “late” and “audit” in the title and no “held”."),
        ('("late" OR "held") "time"', {}, "Pages with (“late” or “held”) and “time”."),
        ("date:[2018 to 2019-03]", {}, "Pages with a date from 1 January 2018 to 31 March 2019."),
        ("date:<2018 page:>3 tagged:no", {}, "Pages with a date up to 31 December 2017 and a page number from 4"
         " on and no evidence tagged on them."),
        ('"late held"~5', {}, "Pages with “late held” (within 5 words)."),
        ('"late" "held"', {"within": "document"}, "Documents with “late” and “held”; shown are the pages where the"
         " words stand."),
        ("kind:poem", {}, "Pages with the kind “poem”; there is no kind of document called “poem”."),
        ("area:moon", {}, "Pages with evidence in the area “moon”; there is no judgement area called “moon”."),
        ("area:care", {}, "Pages with evidence in the area “care”."),
        ('foo:"late"', {}, "Pages with “foo” and “late”."),
        ("", {}, "Nothing was asked yet."),
        ("?!", {}, "There is no word in this to search for."),
        ("*", {}, "All pages, the newest document first."),
    ],
)  # fmt: skip
def test_what_was_understood_is_told_in_a_sentence(ask, text, how, sentence):
    assert ask(text, **how).understood == sentence


def test_hits_tell_what_is_needed_to_show_them(ask):
    result = ask("unvisited")
    assert (result.total_pages, result.total_documents) == (1, 1)
    assert result.query == "unvisited"
    (hit,) = result.hits
    assert (hit.document, hit.page, hit.title) == (2, 1, "Thematic audit: neglect")
    assert (hit.kind, hit.authority, hit.date) == ("audit", "Aldermere", "2025-06-30")
    assert hit.score > 0
    assert f"was left {HIT_START}unvisited{HIT_END}." in hit.snippet
    assert ask("nothing of this").hits == ()


def test_highlights_are_the_words_as_they_stand_on_pages(ask):
    assert set(ask("neglect").highlights) == {("neglect",), ("neglected",), ("neglectful",)}
    assert ask('"serious failures"').highlights == (("serious", "failures"),)
    assert set(ask("CSE", stemming=False).highlights) == {("cse",), ("child", "sexual", "exploitation")}
    assert ask("unvis*").highlights == (("unvisited",),)
    assert ask('"late held"~5').highlights == (("late",), ("held",))
    assert ask("neglect NOT plans", stemming=False).highlights == (("neglect",),)
    assert ask("title:audit").highlights == ()


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("neglct", "neglect"),
        ("Unvistied", "Unvisited"),
        ("strategy metings", "strategy meetings"),
        ('"serious faliures" AND aldermere', '"serious failures" AND aldermere'),
        ("title:audti", None),
        ("neglect", None),
        ("zzzzzz", None),
        ("negl*", None),
    ],
)
def test_a_slip_is_put_right_where_that_finds_more(ask, text, suggestion):
    assert ask(text).suggestion == suggestion


def test_the_typed_word_counts_most_and_a_rare_form_does_not_outweigh_a_full_page(tmp_path):
    database = Database.create(tmp_path / "w.evidence", "x")
    put(database, *["Neglect of a child. Neglect again, and neglect."] * 5, *["Something else."] * 30)
    rare = put(database, "One neglectful remark.")
    learn(database)
    hits = Searcher(database).search(Query("neglect")).hits
    assert [hit.document for hit in hits] == [1] * 5 + [rare]
    database.close()


def test_words_that_follow_each_other_rank_above_words_apart(tmp_path):
    database = Database.create(tmp_path / "w.evidence", "x")
    put(
        database, "Early in the day some help was asked for.", "There is early help for all in the day.", *["Else."] * 9
    )
    learn(database)
    assert [hit.page for hit in Searcher(database).search(Query("early help")).hits] == [2, 1]
    database.close()


def test_hits_come_in_portions_that_make_up_the_whole(ask):
    for text, order in (("neglect OR late OR of", "relevance"), ("neglect OR late OR of", "date"), ("*", "relevance")):
        whole = [(hit.document, hit.page) for hit in ask(text, limit=99, order=order).hits]
        portions = [
            (hit.document, hit.page)
            for offset in range(0, len(whole) + 2, 2)
            for hit in ask(text, limit=2, offset=offset, order=order).hits
        ]
        assert portions == whole
        assert len(whole) == ask(text, limit=0).total_pages
    assert ask("neglect", limit=0).hits == ()


def test_portions_are_whole_too_where_a_rare_form_comes_last(tmp_path):
    database = Database.create(tmp_path / "w.evidence", "x")
    put(database, *["We neglect it."] * 5, "Neglectful.", "Neglectfully.", *["Else."] * 20)
    learn(database)
    searcher = Searcher(database)
    pages = [searcher.search(Query("neglect", limit=1, offset=offset)).hits for offset in range(8)]
    assert sorted(hit.page for hits in pages for hit in hits) == [1, 2, 3, 4, 5, 6, 7]
    assert [hits[0].page for hits in pages[5:7]] == [6, 7]
    database.close()


def test_newest_first_where_that_is_asked(ask):
    dates = [hit.date for hit in ask("of OR late OR home", order="date").hits]
    assert dates == sorted(dates, reverse=True)
    assert dates[-1] == ""


def test_a_page_stored_since_the_words_were_learnt_is_found(tmp_path):
    database = Database.create(tmp_path / "w.evidence", "x")
    learn(database)
    put(database, "Neglect.")
    result = Searcher(database).search(Query("neglect"))
    assert result.total_pages == 1
    assert HIT_START in result.hits[0].snippet
    database.close()


def test_a_pattern_with_too_many_words_says_so(tmp_path):
    database = Database.create(tmp_path / "w.evidence", "x")
    put(database, " ".join(f"item{n}x" for n in range(250)), "item7x")
    learn(database)
    result = Searcher(database).search(Query("item*x"))
    assert result.total_pages == 2
    assert "“item*x” stands for its 200 commonest words, 50 not" in result.understood
    # The beginning of a word has no such bound.
    assert "commonest" not in Searcher(database).search(Query("item*")).understood
    database.close()


@settings(max_examples=250, deadline=None)
@given(
    text=st.text(max_size=40)
    | st.lists(PIECES, max_size=20).map(" ".join)
    | st.lists(PIECES, max_size=12).map("".join),
    within=st.sampled_from(["page", "document"]),
    order=st.sampled_from(["relevance", "date"]),
    stemming=st.booleans(),
)
def test_anything_that_can_be_typed_gives_hits_or_a_sentence(ask, text, within, order, stemming):
    result = ask(text, within=within, order=order, stemming=stemming)
    assert result.understood.endswith(".")
    assert len(result.hits) == min(20, result.total_pages)
    assert (result.total_pages == 0) == (result.total_documents == 0)
    for hit in result.hits:
        assert hit.snippet.count(HIT_START) == hit.snippet.count(HIT_END)
        assert "\n" not in hit.snippet


def test_a_long_question_is_answered(ask):
    assert ask("neglect OR " * 90).total_pages == 2
    assert ask("a* " * 400).understood.endswith("were searched for.")
    assert ask('"' + "late " * 150 + '"').total_pages == 0
    assert ask("NOT " * 200 + "late").total_pages in (2, 5)
    assert ask("(" * 400 + "late").total_pages == 2


def test_a_search_is_ended_when_a_newer_one_is_wanted_and_the_next_one_works(tmp_path):
    database = Database.create(tmp_path / "w.evidence", "x")
    text = " ".join(f"w{n}" for n in range(400))
    put(database, *[text] * 400)
    learn(database)
    searcher = Searcher(database)
    slow = Query(" OR ".join(f"w?{n}" for n in range(10, 60)))
    began = time.perf_counter()
    whole = searcher.search(slow)
    length = time.perf_counter() - began
    ended = threading.Event()
    outcome = []

    def run():
        try:
            outcome.append(searcher.search(slow))
        except Superseded as error:
            outcome.append(error)
        ended.set()

    thread = threading.Thread(target=run)
    thread.start()
    # From its first statement to its last the search is ended wherever an interrupt hits it.
    while not ended.wait(length / 50):
        searcher.interrupt()
    thread.join()
    assert isinstance(outcome[0], Superseded)
    again = searcher.search(slow)
    assert (again.hits, again.total_pages) == (whole.hits, whole.total_pages)
    database.close()


def test_an_interrupt_does_not_touch_a_later_search(ask, library):
    searcher = Searcher(library)
    searcher.interrupt()
    assert searcher.search(Query("neglect")).total_pages == 2


def test_documents_of_the_own_authority_and_from_elsewhere(library):
    searcher = Searcher(library, lambda: {1})
    everything = searcher.search(Query("*", limit=100))
    own, others = (searcher.search(Query(text, limit=100)) for text in ("own:yes", "elsewhere:yes"))
    assert {hit.document for hit in others.hits} == {1}
    assert 1 not in {hit.document for hit in own.hits}
    assert own.total_pages + others.total_pages == everything.total_pages
    assert searcher.search(Query("own:no")).hits == searcher.search(Query("elsewhere:yes")).hits
    assert "about other authorities" in others.understood
    assert "is neither yes nor no" in searcher.search(Query("own:perhaps")).understood


def test_in_a_large_library_common_words_are_asked_for_but_rank_nothing(tmp_path, monkeypatch):
    database = Database.create(tmp_path / "w.evidence", "x")
    put(database, *["child plan"] * 3, "child plan neglect", "neglect neglect", "child neglect", title="Many")
    learn(database)
    searcher = Searcher(database)
    small = searcher.search(Query("child neglect"))
    monkeypatch.setattr(expand, "LARGE", 2)
    large = searcher.search(Query("child neglect"))
    assert {hit.page for hit in large.hits} == {hit.page for hit in small.hits} == {4, 6}
    # A letter or two rank nothing, three do.
    assert {hit.score > 0 for hit in searcher.search(Query("ch*")).hits} == {False}
    assert {hit.score > 0 for hit in searcher.search(Query("neg*")).hits} == {True}
    # Asked for alone, a common word ranks all the same.
    assert all(hit.score for hit in searcher.search(Query("child")).hits)
    database.close()


def test_of_very_many_pages_it_is_told_which_were_ranked(tmp_path, monkeypatch):
    database = Database.create(tmp_path / "w.evidence", "x")
    put(database, *["thresholds are unclear"] * 5, title="Many")
    learn(database)
    searcher = Searcher(database)
    assert "brought in last" not in searcher.search(Query("thresholds")).understood
    for module in (store, searching):
        monkeypatch.setattr(module, "MOST_RANKED", 3)
    result = searcher.search(Query("thresholds"))
    assert "of so many pages, the best of the 3 brought in last come first" in result.understood
    assert [hit.page for hit in result.hits[:3]] == [3, 4, 5]
    assert len(result.hits) == result.total_pages
    assert "brought in last" not in searcher.search(Query("thresholds", order="date")).understood
    database.close()


def test_a_figure_is_no_letter_that_could_be_misspelt(tmp_path):
    database = Database.create(tmp_path / "w.evidence", "x")
    put(database, "plan", "plan7", "plann", "p1an", title="Spelled")
    learn(database)
    searcher = Searcher(database)
    assert {hit.page for hit in searcher.search(Query("plan~1")).hits} == {1, 3}
    assert {hit.page for hit in searcher.search(Query("plan7~1")).hits} == {1, 2, 3}
    database.close()
