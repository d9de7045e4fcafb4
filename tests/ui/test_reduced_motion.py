"""Nothing in the window moves by itself, so there is no motion to reduce; what is new appears at once."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from PySide6.QtWidgets import QTreeView

import ui
from ui.reader.reader import Reader

MOVING = {
    "QAnimationGroup", "QParallelAnimationGroup", "QPropertyAnimation", "QSequentialAnimationGroup", "QTimeLine",
    "QVariantAnimation", "QMovie", "QGraphicsOpacityEffect", "QScroller",
}  # fmt: skip
MODULES = sorted(Path(ui.__file__).parent.rglob("*.py"))


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_no_module_animates(module):
    used = {node.id for node in ast.walk(ast.parse(module.read_text("utf-8"))) if isinstance(node, ast.Name)}
    assert used & MOVING == set()


def test_the_outline_unfolds_at_once(qtbot):
    reader = Reader()
    qtbot.addWidget(reader)
    assert not any(tree.isAnimated() for tree in reader.findChildren(QTreeView))
