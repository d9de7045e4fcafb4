"""From an empty window to an exported pack, with keys and mouse, on real PDFs.

It prints the longest time the event loop stood still while importing, searching, turning pages, tagging and packing.
"""

from __future__ import annotations

import json
from pathlib import Path

from heartbeat import Heartbeat
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QFileDialog
from window_person import SAMPLES, Person

from evidence_app.progress import run
from evidence_app.workspace import Workspace, verify_pack
from ui.dialogs.bulk_edit import BulkEdit
from ui.dialogs.new_workspace import NewWorkspace

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
PASSPHRASE = "orchard violin pebble"


def items(person: Person):
    return person.session.workspace.evidence.list()


def make_workspace(person: Person, path: Path) -> None:
    person.press(Qt.Key.Key_N, CONTROL)
    dialog = person.window.findChild(NewWorkspace)
    person.until(dialog.isVisible)
    person.qtbot.keyClicks(dialog.authority, "Aldermere")
    dialog.path.selectAll()
    person.qtbot.keyClicks(dialog.path, str(path))
    for field in (dialog.passphrase.first, dialog.passphrase.again):
        person.qtbot.keyClicks(field, PASSPHRASE)
    person.qtbot.keyClick(dialog.passphrase.again, Qt.Key.Key_Return)
    person.until(lambda: person.session.is_open)
    person.settle()
    person.back()


def turn_every_page(person: Person) -> int:
    turned = 0
    person.desk.reading.to_pages()
    for key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
        for _ in range(person.reader.view.pages - 1):
            before = person.reader.view.page
            person.press(key, CONTROL)
            if person.reader.view.page != before:
                turned += 1
            person.until(lambda: person.reader.view.feed.under_way == 0)
    return turned


def press_on_words(person: Person, words: str) -> None:
    """Double-clicks words on the page in view, which selects their sentence."""
    view = person.reader.view
    text = view.text.page(view.page).text
    at = text.index(words)
    person.until(lambda: view.feed.words(view.page))
    box = view.feed.words(view.page).rects(at, at + 1)[0]
    place: QPoint = (view.plan.box(view.page, box).center() - view.seen.topLeft()).toPoint()
    person.qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    person.qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    person.until(person.reader.selected_text)


def test_from_an_empty_window_to_an_exported_pack(empty_window, tmp_path, monkeypatch, capsys, record_property):
    person, heart = empty_window, Heartbeat()
    workspace_path, pack = tmp_path / "aldermere.evidence", tmp_path / "pack"
    make_workspace(person, workspace_path)
    assert person.desk.library.model.rowCount() == 0

    heart.phase("import")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_, **__: str(SAMPLES))
    person.press(Qt.Key.Key_I, CONTROL | SHIFT)
    person.until(lambda: person.window.status.bar.isVisible())
    person.until(lambda: person.desk.library.note.isVisible())
    person.settle()
    heart.phase("")
    documents = len(list(SAMPLES.glob("*.pdf")))
    assert person.desk.library.model.rowCount() == documents
    assert person.session.standing.documents == documents
    assert f"{documents} added" in person.desk.library.note.text

    heart.phase("search")
    person.press(Qt.Key.Key_Slash)
    assert person.window.top.search.hasFocus()
    # Each letter is a search of its own: nobody waits for the one before.
    for letter in '"drift and delay"':
        person.type(letter)
        person.qtbot.wait(20)
    person.until(lambda: person.desk.search.model.rowCount() > 0 and not person.session.jobs.running())
    person.press(Qt.Key.Key_Return)
    person.until(lambda: person.desk.hits and person.reader.view.hasFocus())
    person.until(lambda: person.reader.view.feed.under_way == 0)
    heart.phase("")
    hit = person.desk.search.model.hit(0)
    assert person.reader.document.id == hit.document
    assert person.reader.view.page == hit.page

    heart.phase("page turning")
    assert turn_every_page(person) >= person.reader.view.pages - 1
    heart.phase("")

    # With the mouse: a sentence, an area, a finding, and Save.
    heart.phase("tagging")
    person.reader.go_to(hit.page)
    person.press(Qt.Key.Key_F3)
    person.settle()
    press_on_words(person, "drift")
    sentence = person.reader.selected_text()
    assert "drift" in sentence
    buttons = {one.accessibleName(): one for one in person.panel.findChildren(QAbstractButton)}
    protection = next(one for name, one in buttons.items() if name.startswith("Judgement area 2"))
    for button in (protection, buttons["Finding: Improvement"], person.panel.save_button):
        person.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    person.until(lambda: len(items(person)) == 1)
    person.settle()

    # With the keyboard: five presses and the words are tagged.
    for area in (Qt.Key.Key_1, Qt.Key.Key_3, Qt.Key.Key_4):
        before = len(items(person))
        person.press(Qt.Key.Key_PageDown, CONTROL)
        person.until(lambda: person.reader.view.feed.words(person.reader.view.page))
        words = person.select_words()
        for key in (area, Qt.Key.Key_S, Qt.Key.Key_Return):
            person.press(key)
        person.until(lambda before=before: len(items(person)) == before + 1)
        person.settle()
        assert any(item.passage.quote == words for item in items(person))
        person.press(Qt.Key.Key_F7)
    heart.phase("")
    first = next(item for item in items(person) if item.finding == "improvement")
    assert (first.passage.quote, first.areas) == (sentence, ("protection",))

    person.press(Qt.Key.Key_Z, CONTROL)
    person.until(lambda: len(items(person)) == 3)
    person.settle()
    person.press(Qt.Key.Key_Y, CONTROL)
    person.until(lambda: len(items(person)) == 4)
    person.settle()

    person.press(Qt.Key.Key_3, CONTROL)
    person.until(lambda: person.desk.board.model.rowCount() == 4)
    person.press(Qt.Key.Key_A, CONTROL)
    person.until(lambda: len(person.desk.board.chosen()) == 4)
    person.desk.board.bulk.agree.click()
    dialog = person.window.findChild(BulkEdit)
    person.until(dialog.main.isEnabled)
    dialog.main.click()
    person.until(lambda: {item.status for item in items(person)} == {"agreed"})
    person.settle()
    person.back()

    heart.phase("pack")
    person.press(Qt.Key.Key_E, CONTROL)
    packs = person.window.packs.builder
    packs.form.redact.setChecked(False)
    person.until(lambda: not packs._stale and packs._drafting is None and packs.accept.isVisible())
    packs.accept.click()
    packs.folder.selectAll()
    person.qtbot.keyClicks(packs.folder, str(pack))
    person.qtbot.mouseClick(packs.build, Qt.MouseButton.LeftButton)
    person.until(lambda: "Pack made" in packs.note.text)
    person.settle()
    heart.phase("")
    assert "4 passages" in packs.note.text
    checks = verify_pack(pack)
    assert [check for check in checks if not check.ok] == []
    assert json.loads((pack / "manifest.json").read_text("utf-8"))
    assert person.window.packs.history.model.rowCount() == 1

    person.press(Qt.Key.Key_L, CONTROL)
    person.until(lambda: person.window.pages.currentWidget() is person.window.unlock)
    with Workspace.open(workspace_path, PASSPHRASE) as again:
        assert len(again.evidence.list()) == 4
        assert [check for check in run(again.check()) if not check.ok] == []

    record_property("longest_stall_ms", json.dumps(heart.longest))
    with capsys.disabled():
        print(f"\nLongest stall of the event loop: {heart.told()}")
