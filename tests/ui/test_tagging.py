"""Tagging by keyboard, the evidence panel and the board."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from window_person import AUDIT

from ui.dialogs.quick_tags import QuickTags
from ui.models.choices import Choices
from ui.models.dates import shown_date
from ui.models.quick_tags import loads
from ui.reader.selection import Selection
from ui.views.theme_chooser import ThemeChooser

CONTROL = Qt.KeyboardModifier.ControlModifier


# Words of the sample audit, in a sentence that speaks for an area.
SENTENCE = "Thresholds for pre-proceedings"


def chosen_words(person, words):
    """Where the sentence with these words stands in the open document, and what it says."""
    text = person.reader.view.text
    page = next(page for page in text.pages if words in page.text)
    span = text.sentence((page.number, page.text.index(words)))
    return span, text.quote(span)


def select(person, words, *, sentence=False):
    """Selects these words, or the sentence they stand in, and waits for what is suggested."""
    text = person.reader.view.text
    page = next(page for page in text.pages if words in page.text)
    at = page.text.index(words)
    span = chosen_words(person, words)[0] if sentence else ((page.number, at), (page.number, at + len(words)))
    person.reader.view.selection = Selection(span, span)
    person.desk.reading.to_pages()
    person.settle()
    return person.reader.selected_text()


def items(person):
    return person.session.workspace.evidence.list()


def test_words_are_tagged_without_the_mouse(person):
    person.open_document()
    before = len(items(person))
    words = person.select_words()
    assert words.split()[0] in person.panel.quote.text()
    for key in (Qt.Key.Key_3, Qt.Key.Key_S, Qt.Key.Key_D, Qt.Key.Key_Return):
        person.press(key)
    person.until(lambda: len(items(person)) == before + 1)
    person.settle()
    made = next(item for item in items(person) if "care" in item.areas)
    assert made.passage.quote == words
    assert (made.areas, made.finding, made.impact, made.status) == (("care",), "strength", True, "draft")
    assert person.reader.selection() is None
    assert person.reader.view.hasFocus()
    assert person.panel.items.count.text() == f"In this document: {before + 1}"
    assert "Tagged Children in care" in person.window.status.notice.text()
    person.press(Qt.Key.Key_Z, CONTROL)
    person.until(lambda: person.panel.items.model.rowCount() == before)


def test_a_passage_may_be_under_two_areas_and_the_last_choice_comes_back_with_one_key(person):
    person.open_document()
    person.select_words()
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_I, Qt.Key.Key_A, Qt.Key.Key_Return):
        person.press(key)
    person.until(lambda: any(len(item.areas) == 2 for item in items(person)))
    person.settle()
    person.press(Qt.Key.Key_F7)
    person.select_words()
    person.press(Qt.Key.Key_R)
    again = person.panel.form.choices()
    assert (again.areas, again.finding, again.status) == (("leaders", "protection"), "improvement", "agreed")


def test_what_is_missing_is_asked_for_and_nothing_is_saved(person):
    person.open_document(AUDIT)
    before = len(items(person))
    # Such a word speaks for no area, so nothing is offered.
    select(person, " and ")
    assert person.panel.form.choices() == Choices()
    person.press(Qt.Key.Key_Return)
    assert "judgement area" in person.panel.note.text
    person.press(Qt.Key.Key_4)
    person.press(Qt.Key.Key_Return)
    assert "finding" in person.panel.note.text
    person.settle()
    assert len(items(person)) == before


def test_enter_takes_what_is_suggested_and_the_words_that_spoke_for_it_are_told(person):
    person.open_document(AUDIT)
    before = len(items(person))
    words = select(person, SENTENCE, sentence=True)
    reading = person.session.workspace.suggestions.suggest(words)
    area = reading.suggestions[0].area
    offered = person.panel.form.choices()
    assert (offered.areas, offered.finding) == ((area,), reading.finding)
    assert f"“{reading.suggestions[0].words[0]}”" in person.panel.card.why.text()
    assert "suggested" in {part.accessibleDescription() for part in person.panel.findChildren(QPushButton)}
    person.press(Qt.Key.Key_Return)
    person.until(lambda: len(items(person)) == before + 1)
    made = next(item for item in items(person) if item.passage.quote == words)
    assert (made.areas, made.themes, made.finding) == (offered.areas, offered.themes, offered.finding)


def test_enter_pressed_before_the_suggestion_has_come_waits_for_it(person):
    person.open_document(AUDIT)
    before = len(items(person))
    person.panel.select(*chosen_words(person, SENTENCE))
    assert not person.panel.form.choices().areas
    person.panel.save()
    person.until(lambda: len(items(person)) == before + 1)


def test_a_suggestion_gives_way_to_what_is_chosen(person):
    person.open_document(AUDIT)
    words = select(person, SENTENCE, sentence=True)
    best = person.session.workspace.suggestions.suggest(words).suggestions[0].area
    areas = [area.id for area in person.session.workspace.framework.areas]
    other = (areas.index(best) + 1) % len(areas)
    person.press(Qt.Key(Qt.Key.Key_1 + other))
    person.press(Qt.Key.Key_C)
    now = person.panel.form.choices()
    assert (now.areas, now.finding) == ((areas[other],), "context")
    person.press(Qt.Key(Qt.Key.Key_1 + other))
    assert person.panel.form.choices().areas == (best,)


def test_themes_are_chosen_by_keys_and_by_a_few_letters(person):
    person.open_document(AUDIT)
    before = len(items(person))
    select(person, SENTENCE, sentence=True)
    framework = person.session.workspace.framework
    person.press(Qt.Key.Key_2)
    person.press(Qt.Key.Key_T)
    person.until(lambda: person.panel.findChild(ThemeChooser))
    chooser = person.panel.findChild(ThemeChooser)
    person.until(chooser.box.hasFocus)
    wanted = next(theme for theme in framework.area("protection").themes if "front door" in theme.label.lower())
    person.qtbot.keyClicks(chooser.box, "front door")
    assert chooser.list.currentItem().data(Qt.ItemDataRole.UserRole) == wanted.id
    person.qtbot.keyClick(chooser.box, Qt.Key.Key_Return)
    person.back()
    assert person.panel.form.choices().themes == (wanted.id,)
    every = person.panel.form.themes.findChildren(QPushButton)
    chips = [chip.accessibleName() for chip in every if chip.isCheckable() and chip.isVisible()]
    place = next(place for place, words in enumerate(chips) if wanted.label in words)
    key = (Qt.Key.Key_Q, Qt.Key.Key_W, Qt.Key.Key_E)[place]
    person.press(key)
    assert person.panel.form.choices().themes == ()
    person.press(key)
    person.press(Qt.Key.Key_Return)
    person.until(lambda: len(items(person)) == before + 1)
    assert any(item.themes == (wanted.id,) for item in items(person))


def test_details_are_kept_and_told_while_folded_away(person):
    person.open_document(AUDIT)
    before = {item.id for item in items(person)}
    select(person, SENTENCE, sentence=True)
    details = person.panel.form.details
    assert details.body.isHidden()
    person.until(lambda: shown_date(person.reader.document.date) in details.date.placeholderText())
    person.press(Qt.Key.Key_B)
    person.press(Qt.Key.Key_B)
    person.press(Qt.Key.Key_K)
    assert "Sample, confidential" in details.head.text()
    person.press(Qt.Key.Key_P)
    assert details.person.hasFocus()
    person.type("Child A")
    person.press(Qt.Key.Key_Return)
    person.until(lambda: len(items(person)) == len(before) + 1)
    (made,) = (item for item in items(person) if item.id not in before)
    assert (made.basis, made.person, made.confidential) == ("sample", "Child A", True)
    assert made.date == person.reader.document.date != ""


def test_letters_typed_into_the_note_stay_letters_and_enter_saves_it(person):
    person.open_document()
    person.select_words()
    person.press(Qt.Key.Key_1)
    person.press(Qt.Key.Key_C)
    person.press(Qt.Key.Key_N)
    assert person.panel.form.note.hasFocus()
    person.type("seen 2 times, is 1st")
    person.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    person.type("and again")
    assert person.panel.form.choices().areas == ("leaders",)
    person.press(Qt.Key.Key_Return)
    person.until(lambda: any(item.note == "seen 2 times, is 1st\nand again" for item in items(person)))


def test_a_date_that_is_none_is_told_and_the_form_keeps_what_was_typed(person):
    person.open_document()
    person.select_words()
    for key in (Qt.Key.Key_1, Qt.Key.Key_S):
        person.press(key)
    person.press(Qt.Key.Key_M)
    assert person.panel.form.details.date.hasFocus()
    person.type("2026-99")
    person.press(Qt.Key.Key_Return)
    person.until(lambda: person.window.note.isVisible())
    assert "is not a date" in person.window.note.text
    assert person.panel.form.choices().areas == ("leaders",)
    assert person.panel.ready


def test_escape_goes_one_step_back_at_a_time(person):
    person.open_document()
    person.select_words()
    person.press(Qt.Key.Key_1)
    person.press(Qt.Key.Key_Escape)
    person.until(lambda: person.reader.selection() is None)
    assert not person.panel.ready
    assert person.panel.form.choices() == Choices()


def test_evidence_pressed_in_the_reader_is_altered_in_the_panel(person):
    person.open_document()
    person.press(Qt.Key.Key_F4)
    person.until(lambda: person.panel.ready)
    chosen = person.panel.items.model.item(0)
    assert person.panel.heading.text() == f"Evidence, p. {chosen.passage.page}"
    person.press(Qt.Key.Key_C)
    person.press(Qt.Key.Key_Return)
    person.until(lambda: person.session.workspace.evidence.get(chosen.id).finding == "context")
    person.settle()
    assert person.session.workspace.evidence.get(chosen.id).passage == chosen.passage


def test_an_item_is_removed_from_the_list_and_brought_back(person):
    person.open_document()
    person.panel.items.table.go_to(0)
    person.panel.items.table.setFocus()
    person.press(Qt.Key.Key_Delete)
    person.until(lambda: person.panel.items.model.rowCount() == 1)
    person.press(Qt.Key.Key_Z, CONTROL)
    person.until(lambda: person.panel.items.model.rowCount() == 2)


def test_a_letter_chooses_a_whole_set_of_values_and_saves_where_it_says_so(person):
    person.open_document(AUDIT)
    before = len(items(person))
    select(person, SENTENCE, sentence=True)
    for key in (Qt.Key.Key_3, Qt.Key.Key_S, Qt.Key.Key_D):
        person.press(key)
    person.press(Qt.Key.Key_T, CONTROL)
    dialog = person.window.findChild(QuickTags)
    person.until(dialog.isVisible)
    assert "Children in care" in dialog.what.text()
    dialog.key.choose("J")
    dialog.at_once.setChecked(True)
    dialog.submit()
    person.settle()
    person.back()
    person.press(Qt.Key.Key_Escape)
    select(person, "Plans count attendance", sentence=True)
    person.press(Qt.Key.Key_V)
    assert "V is not bound" in person.panel.note.text
    person.press(Qt.Key.Key_J)
    person.until(lambda: len(items(person)) == before + 1)
    (made,) = (item for item in items(person) if "care" in item.areas)
    assert (made.finding, made.impact) == ("strength", True)
    kept = loads(person.session.workspace.preference("quick_tags"))
    assert kept["J"].choices.areas == ("care",)
