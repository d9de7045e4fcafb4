"""PySide6 6.12.0 gave back one reference to None at each call without a result, until the interpreter aborted."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

CALLS = 5000


class Bell(QObject):
    rung = Signal()


def test_calls_without_a_result_keep_the_reference_count_of_none(qapp: QApplication):
    bell = Bell()
    heard: list[int] = []
    bell.rung.connect(lambda: heard.append(1))
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        qapp.processEvents()
        bell.rung.emit()
        bell.setObjectName("bell")
    # Counts that never change (3.12 and later) prove nothing, and cannot be drained either.
    assert abs(sys.getrefcount(None) - before) < CALLS / 10
    assert len(heard) == CALLS
