"""Changing the inspection framework: a preview first, then every area of the window is another, and undo."""

from __future__ import annotations

from PySide6.QtCore import Qt

from ui.dialogs.framework import ChangeFramework

CONTROL = Qt.KeyboardModifier.ControlModifier
OLD = "ilacs-2018"


def shown(dialog: ChangeFramework) -> list[list[str]]:
    rows, columns = dialog.model.rowCount(), dialog.model.columnCount()
    return [[str(dialog.model.index(row, column).data()) for column in range(columns)] for row in range(rows)]


def test_the_framework_changes_after_a_look_at_what_becomes_of_the_evidence(person):
    workspace = person.session.workspace
    before, areas = workspace.framework.id, person.panel.form.areas
    person.window.actions_["workspace.framework"].trigger()
    dialog = person.window.findChild(ChangeFramework)
    person.until(dialog.isVisible)
    assert not dialog.main.isEnabled()
    dialog.framework.choose(OLD)
    person.until(lambda: dialog.model.rowCount() == len(workspace.evidence.list()))
    person.settle()
    assert {row[1] for row in shown(dialog)} == {"Leaders", "Help and protection"}
    chosen = workspace.frameworks.every()[OLD].areas[-1]
    passage = shown(dialog)[0][0]
    dialog.area.choose(chosen.id)
    dialog._choose()
    person.until(lambda: any(row[0] == passage and row[2] == chosen.short for row in shown(dialog)))
    assert dialog.main.isEnabled()
    dialog.submit()
    person.until(lambda: workspace.framework.id == OLD)
    person.settle()
    person.back()
    assert [part.toolTip() for part in areas._buttons.values()] == [area.name for area in workspace.framework.areas]
    assert sum(chosen.id in item.areas for item in workspace.evidence.list()) >= 1
    person.press(Qt.Key.Key_Z, CONTROL)
    person.until(lambda: workspace.framework.id == before)
    person.settle()
    assert [part.toolTip() for part in areas._buttons.values()] == [area.name for area in workspace.framework.areas]
