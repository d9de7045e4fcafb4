from __future__ import annotations

import pytest
from scanned_papers import LATE, SEEN, paper, read_by_hand, scan

from evidence_app.ocr import reading
from evidence_app.store import scans as store
from ui.views.machine_strip import MachineStrip

PAPER = paper(SEEN, LATE)


@pytest.fixture
def scanned(person, tmp_path):
    """The window with a scan imported; its document."""
    file = tmp_path / "letter.pdf"
    file.write_bytes(scan(PAPER, turn=90))
    person.session.import_paths([file], lambda report: None)
    person.settle()
    person.until(lambda: person.desk.library.model.rowCount() == 5)
    person.settle()
    return person.session.workspace.documents.find(str(file)).id


def test_the_library_tells_how_many_pages_are_pictures_and_how_they_are_read(person, scanned):
    note = person.desk.library.scans
    person.until(note.isVisible)
    assert note.text.startswith("1 page is a picture, not read yet.")
    assert note.read_them.isVisible() is reading.installed()
    assert ("start.py ocr" in note.text) is not reading.installed()


def test_a_page_that_was_read_is_shown_with_its_words_and_those_that_are_uncertain(person, scanned):
    person.desk.library.table.go_to(person.desk.library.model.row_of(scanned))
    person.desk.show_document(person.session.workspace.documents.get(scanned))
    view = person.reader.view
    person.until(lambda: view.pages and view.feed.words(1) is not None)
    assert view.text.page(1).text == "" and view.text.page(1).width > view.text.page(1).height
    # Read, and the program ended before the words were in the document: the act puts them there.
    read = read_by_hand(PAPER, turn=270, wrong={"June.": "Jume."})
    store.add(person.session.workspace._database, scanned, read, "by hand")
    person.window.actions_["documents.read_scans"].trigger()
    person.until(lambda: "Jume." in view.text.page(1).text)
    assert view.text.page(1).width < view.text.page(1).height, "it stands upright now"
    person.until(lambda: view.feed.words(1) is not None)
    strip = person.desk.reading.findChild(MachineStrip)
    person.until(strip.isVisible)
    assert "1 of 31 words uncertain (“Jume.”)" in strip.words.text()
    person.settle()
    assert not person.desk.library.scans.isVisible()
    assert person.session.workspace.documents.get(scanned).status == "ready"
    selected = person.select_words()
    assert selected and selected in SEEN


@pytest.mark.skipif(not reading.installed(), reason="what reads pictures is not installed here (python3 start.py ocr)")
def test_scans_are_read_in_the_background_and_can_be_cancelled(person, scanned):
    note = person.desk.library.scans
    person.until(note.isVisible)
    note.read_them.click()
    person.until(lambda: person.window.status.cancel.isVisible() and not note.isVisible())
    person.window.status.cancel.click()
    person.settle()
    person.until(note.isVisible)
    note.read_them.click()
    person.until(lambda: person.session.workspace.scans.waiting() == 0)
    person.settle()
    assert " ".join(person.session.workspace.documents.text(scanned)[0].text.split()) == f"{SEEN} {LATE}"
