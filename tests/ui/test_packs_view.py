from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from window_person import Person

from evidence_app.workspace import verify_pack
from ui.dialogs.pack_records import Compared, DeleteForm, KeepForm, SentForm
from ui.views.pack_builder import PackBuilder

CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def builder(person: Person) -> PackBuilder:
    """The builder on screen, its first draft set, personal data left in."""
    person.press(Qt.Key.Key_E, CONTROL)
    made = person.window.packs.builder
    made.form.redact.setChecked(False)
    drafted(person)
    return made


def drafted(person: Person) -> None:
    """Waits until the pages are set as the form asks."""
    made = person.window.packs.builder
    person.until(lambda: not made._stale and made._drafting is None and not made._pause.isActive())
    person.settle()


def test_what_is_missing_is_asked_for(person, builder):
    assert person.window.place == "packs"
    for area in builder.form.areas.ids():
        builder.form.areas.tick(area, False)
    builder.build.click()
    assert "judgement area" in builder.note.text
    builder.form.areas.tick("leaders", True)
    builder.form.date.setText("31 March")
    builder.build.click()
    assert "year-month-day" in builder.note.text
    builder.form.date.setText("2026-03-31")
    builder.form.formats["zip"].setChecked(True)
    builder.form.password.setText("four words of mine")
    builder.build.click()
    assert "passwords differ" in builder.note.text
    assert builder._job is None


def test_pages_are_shown_before_the_pack_is_made(person, builder):
    assert builder.draft is not None
    assert builder.preview.pages == len(builder.draft.sizes)
    assert "of its own" in builder.state.text()
    person.until(lambda: builder.preview._cache.get(1) is not None)
    first = builder.draft.serial
    builder.form.title.selectAll()
    person.qtbot.keyClicks(builder.form.title, "Another title")
    drafted(person)
    assert builder.draft.serial > first
    builder.preview.setFocus()
    person.press(Qt.Key.Key_PageDown)
    assert builder.preview.page == 2


def test_warnings_are_accepted_by_choice_before_a_pack_is_built_and_verified(person, builder, tmp_path):
    made = person.window.packs.history
    person.window.packs.show_part("made")
    assert made.none.isVisible()
    person.window.packs.show_part("build")
    builder.form.title.setText("Monitoring visit 7")
    builder.form.areas.tick("care", False)
    drafted(person)
    builder.folder.setText(str(tmp_path / "pack"))
    builder.build.click()
    assert "export all the same" in builder.note.text
    builder.accept.click()
    builder.build.click()
    assert not builder.build.isEnabled() and builder.cancel.isVisible()
    person.until(lambda: "Pack made" in builder.note.text)
    assert "2 passages" in builder.note.text
    person.until(lambda: made.model.rowCount() == 1)
    assert builder.build.isEnabled() and not builder.cancel.isVisible()
    assert made.model.index(0, 1).data() == "Monitoring visit 7"
    assert all(check.ok for check in verify_pack(tmp_path / "pack"))
    (line,) = (one for one in person.session.workspace.history.audit_log() if one.action == "export pack")
    assert line.detail["accepted"] == line.detail["warnings"] != []
    heard: list[object] = []
    made.checked.connect(lambda title, checks: heard.append(checks))
    made.verify_button.click()
    person.until(lambda: heard)
    assert all(check.ok for check in heard[0])


def test_a_pack_of_nothing_says_why(person, builder):
    for area in builder.form.areas.ids():
        builder.form.areas.tick(area, area == "care")
    drafted(person)
    assert "no evidence" in builder.state.text()
    assert builder.preview.pages == 0
    builder.build.click()
    assert builder._job is None


def test_cancelling_leaves_no_pack(person, builder, tmp_path):
    builder.folder.setText(str(tmp_path / "pack"))
    builder.accept.click()
    builder.build.click()
    assert person.window.status.cancel.isVisible()
    builder.cancel.click()
    person.settle()
    assert not (tmp_path / "pack").exists()
    assert "cancelled" in person.window.status.notice.text()
    assert builder.build.isEnabled()


def test_areas_are_put_in_order_by_keys(person, builder):
    areas = builder.form.areas
    first, second = areas.ids()[:2]
    areas.setFocus()
    areas.setCurrentRow(1)
    person.press(Qt.Key.Key_Up, ALT)
    assert areas.ids()[:2] == [second, first]
    drafted(person)
    assert builder.spec().areas[:2] == (second, first)


def test_an_item_is_taken_out_and_put_back(person, builder):
    items = builder.form.items
    every = items.ids()
    assert len(every) == 2
    items.setFocus()
    items.setCurrentRow(0)
    person.press(Qt.Key.Key_Space)
    drafted(person)
    assert builder.spec().items == (every[1],)
    assert items.ids(ticked=False) == [every[0]]
    builder.form.all_items.click()
    drafted(person)
    assert items.ids() == every
    assert builder.spec().items == ()


def test_personal_data_is_searched_for_before_a_pack_is_redacted(person, builder, tmp_path):
    builder.form.redact.setChecked(True)
    drafted(person)
    assert "searched for first" in builder.warnings.text
    builder.build.click()
    assert "Search" in builder.note.text
    builder.search_wanted.emit()
    person.until(lambda: builder.draft is not None and builder.draft.searched)
    drafted(person)
    builder.folder.setText(str(tmp_path / "pack"))
    if builder.accept.isVisible():
        builder.accept.click()
    builder.build.click()
    person.until(lambda: "Pack made" in builder.note.text)
    assert "proved to be" in builder.note.text


def test_passwords_are_forgotten_when_the_workspace_is_locked(person, builder):
    builder.form.formats["zip"].setChecked(True)
    builder.form.password.setText("four words of mine")
    person.session.lock()
    person.until(lambda: not person.session.is_open)
    assert builder.form.password.text() == ""
    assert builder.form.items.count() == 0


def build_pack(person: Person, builder: PackBuilder, folder: Path) -> None:
    """Builds what the form asks for, whatever is said before it."""
    drafted(person)
    builder.folder.setText(str(folder))
    if builder.accept.isVisible():
        builder.accept.setChecked(True)
    builder.build.click()
    person.until(lambda: "Pack made" in builder.note.text)
    person.settle()
    builder.note.clear()


def test_packs_made_are_compared_noted_as_sent_and_their_copies_deleted(person, builder, tmp_path):
    history = person.window.packs.history
    build_pack(person, builder, tmp_path / "one")
    builder.form.areas.tick("protection", False)
    build_pack(person, builder, tmp_path / "two")
    person.window.packs.show_part("made")
    person.until(lambda: history.model.rowCount() == 2)
    history.table.go_to(0)
    history.compare_button.click()
    person.until(lambda: person.window.findChild(Compared))
    compared = person.window.findChild(Compared)
    assert any("Removed (1)" in one.text() for one in compared.findChildren(QLabel))
    compared.accept()
    history.sent_button.click()
    sent = person.window.findChild(SentForm)
    sent.main.click()
    assert "Name the person" in sent.note.text
    sent.to.setText("Improvement board")
    sent.on.setText("2026-05-04")
    sent.main.click()
    person.until(lambda: history.model.index(0, 5).data() == "Improvement board, 2026-05-04")
    history.keep_button.click()
    keep = person.window.findChild(KeepForm)
    keep.until.setText("2020-01-31")
    keep.main.click()
    person.until(lambda: history.note.isVisible())
    assert history.model.index(0, 6).data() == "delete: 2020-01-31"
    history.delete_button.click()
    person.window.findChild(DeleteForm).main.click()
    person.until(lambda: history.model.index(0, 6).data().startswith("deleted"))
    assert not (tmp_path / "two").exists() and (tmp_path / "one").is_dir()
    assert not history.open_button.isEnabled() and not history.note.isVisible()


def test_a_pack_made_again_is_told_to_be_the_same(person, builder, tmp_path):
    history = person.window.packs.history
    build_pack(person, builder, tmp_path / "one")
    heard: list[object] = []
    history.checked.connect(lambda title, checks: heard.extend(checks))
    person.until(lambda: history._made)
    history.rebuild(history._made[0], tmp_path / "again")
    person.until(lambda: heard)
    assert heard[0].ok


def test_a_pack_is_made_for_a_purpose_with_the_councils_own_cover(person, builder, tmp_path):
    cover = '#let accent = rgb("#5b1239")\n#let cover(pack, facts, picture) = page[#title() #facts(pack.facts)]'
    (tmp_path / "ours.typ").write_text(cover)
    (tmp_path / "broken.typ").write_text(cover.replace("title", "titel"))
    builder.take_cover(tmp_path / "broken.typ")
    person.until(lambda: person.window.note.isVisible())
    assert "line 2" in person.window.note.text
    builder.take_cover(tmp_path / "ours.typ")
    person.until(lambda: builder.form.house.value() == "ours")
    builder.form.template.choose("visit")
    drafted(person)
    assert (builder.spec().template, builder.spec().house) == ("visit", "ours")
    assert builder.draft is not None and builder.preview.pages


def test_a_password_on_the_pdf_is_written_twice_and_needed_to_open_it(person, builder, tmp_path):
    form = builder.form
    drafted(person)
    builder.folder.setText(str(tmp_path / "pack"))
    builder.accept.click()
    assert not form.pdf_password.isVisible()
    form.lock.click()
    drafted(person)
    assert form.pdf_password.isVisible() and not form.password.isVisible()
    person.qtbot.keyClicks(form.pdf_password, "seven swans under snow")
    person.qtbot.keyClicks(form.pdf_again, "seven swans under")
    builder.accept.setChecked(True)
    builder.build.click()
    assert builder.note.text == "The two passwords of the PDF differ."
    person.qtbot.keyClicks(form.pdf_again, " snow")
    builder.build.click()
    person.until(lambda: "Pack made" in builder.note.text)
    assert "Only the PDF is encrypted: evidence.csv, manifest.json" in builder.note.text
    assert form.pdf_password.text() == form.pdf_again.text() == ""
    assert [check.name for check in verify_pack(tmp_path / "pack")] == ["files"]
    checks = verify_pack(tmp_path / "pack", None, "seven swans under snow")
    assert len(checks) > 5 and all(check.ok for check in checks)
    made = person.window.packs.history
    person.until(lambda: made.model.rowCount() == 1)
    made.make_again()
    assert "made again with a password" in made.note.text


def test_wide_pages_do_not_make_the_preview_scroll_sideways(person, builder):
    preview = builder.preview
    preview.set_sizes([(595.0, 842.0), (842.0, 595.0)])
    assert preview.horizontalScrollBar().maximum() == 0
    preview.go_to(2)
    preview.resize(preview.width() - 40, preview.height())
    assert preview.horizontalScrollBar().maximum() == 0
