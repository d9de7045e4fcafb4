from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from evidence_app.domain.hit import HIT_END, HIT_START
from evidence_app.domain.plan import Action
from ui.views.hit_delegate import marked
from ui.views.search_filters import Asked

LEFT = Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier


def search(person, words: str) -> None:
    """Types into the search box and waits for the answer."""
    person.press(Qt.Key.Key_F, CONTROL)
    person.type(words)
    person.until(lambda: person.desk.search.total.text() and not person.session.jobs.running())


def test_typing_searches_and_enter_opens_the_page_with_its_hits_lit(person):
    view = person.desk.search
    search(person, "children")
    assert person.window.place == "search"
    assert view.model.rowCount() > 3
    assert "children" in view.understood.text()
    person.press(Qt.Key.Key_Return)
    person.until(lambda: person.reader.document is not None and person.desk.hits)
    hit = view.model.hit(0)
    assert (person.reader.document.id, person.reader.view.page) == (hit.document, hit.page)
    assert person.reader.view.hasFocus()
    person.settle()
    here = person.reader.view.page, person.reader.walk.finder.position
    person.press(Qt.Key.Key_F3)
    person.until(lambda: (person.reader.view.page, person.reader.walk.finder.position) != here)
    person.press(Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    person.until(lambda: (person.reader.view.page, person.reader.walk.finder.position) == here)


def test_arrows_lead_from_the_box_into_the_hits_and_escape_back(person):
    search(person, "children")
    person.press(Qt.Key.Key_Down)
    assert person.desk.search.table.hasFocus()
    person.press(Qt.Key.Key_Escape)
    assert person.window.top.search.hasFocus()
    person.press(Qt.Key.Key_Escape)
    assert person.window.top.search.text() == ""
    person.until(lambda: person.desk.search.model.rowCount() == 0)


def test_a_misspelling_is_answered_with_a_suggestion_that_can_be_taken(person):
    view = person.desk.search
    search(person, "supervison")
    assert view.suggestion.isVisible()
    view.suggestion.click()
    person.until(lambda: view.model.rowCount() > 0)
    assert person.window.top.search.text() == "supervision"


def test_whatever_is_typed_is_answered(person):
    problems: list[object] = []
    person.session.problem.connect(problems.append)
    view = person.desk.search
    view.filters.kind.choose("audit")
    for typed in ('"unclosed', "AND OR (", "O'Brien", "NOT", "date:[", "kind:", "a-b ~ *", "(" * 40):
        with person.qtbot.waitSignal(view.found):
            person.window.top.search.setText(typed)
        assert view.total.text()
    assert problems == []


def test_filters_narrow_and_are_counted_on_their_button(person):
    view = person.desk.search
    search(person, "children")
    every = view.model.rowCount()
    view.filter_button.click()
    view.filters.kind.choose("case_note")
    person.until(lambda: 0 < view.model.rowCount() < every)
    assert view.filter_button.text() == "Filters (1)"
    assert {view.model.hit(row).kind for row in range(view.model.rowCount())} == {"case_note"}


def test_a_search_is_saved_in_the_workspace_and_recalled(person, monkeypatch):
    from PySide6.QtWidgets import QInputDialog

    monkeypatch.setattr(QInputDialog, "getText", lambda *_, **__: ("Return home", True))
    view = person.desk.search
    view.filters.order.choose("date")
    search(person, "return home")
    view._menu.actions()[-1].trigger()
    person.settle()
    person.press(Qt.Key.Key_Escape)
    view.filters.order.choose("relevance")
    recall = next(action for action in view._menu.actions() if action.text() == "Return home")
    recall.trigger()
    person.until(lambda: view.model.rowCount() > 0)
    assert person.window.top.search.text() == "return home"
    assert view.filters.order.value() == "date"
    assert "return home" in person.session.workspace.preference("saved_searches")


def test_filters_become_fields_of_the_query_language():
    asked = Asked("visit OR drift", kind="audit", authority="St Helens", since="2018", until="2020-05", tagged="no")
    text = asked.query(20).text
    assert text == '(visit OR drift) kind:audit authority:"St Helens" tagged:no date:[2018 to 2020-05]'
    assert asked.narrowing() == 4
    assert Asked('"half', kind="audit").query(20).text == '"half kind:audit'
    assert Asked("", since="2018").query(20).text == "date:[2018 to]"
    assert Asked("words").query(20).text == "words"


def test_a_snippet_without_its_marks_and_where_they_stood():
    assert marked(f"a {HIT_START}b\nc{HIT_END} d") == ("a b c d", [(2, 3)])
    assert marked(f"{HIT_END}lost{HIT_START}") == ("lost", [])


def test_what_the_improvement_desk_holds_stands_above_the_pages_and_leads_there(person):
    plan = person.session.workspace.plan
    actions = [Action("", f"See children sooner, step {n}", str(n)) for n in range(1, 6)]
    person.session.act(lambda: plan.add(actions))
    person.settle()
    search(person, "sooner")
    hits = person.desk.search.desk_hits
    assert [line.accessibleName() for line in hits.lines()] == [
        f"Plan: {n} See children sooner, step {n}" for n in (1, 2, 3)
    ]
    person.qtbot.mouseClick(next(one for one in hits.findChildren(QPushButton) if one.text() == "Show all 5"), LEFT)
    assert len(hits.lines()) == 5 and hits.lines()[0].hasFocus()
    hits.lines()[3].setFocus()
    person.press(Qt.Key.Key_Space)
    person.settle()
    assert person.window.place == "improvement"
    assert [one.number for one in person.window.improvement.plan.chosen()] == ["4"]
    search(person, "children NOT sooner")
    person.until(lambda: not hits.isVisible())
