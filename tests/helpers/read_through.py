"""Reads a whole document in the reader as a person would: every page, a search, zoom, selection, evidence keys."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from evidence_app.domain.document import Document
from ui.reader.reader import Reader

Wait = Callable[[Callable[[], object]], None]
CONTROL = Qt.KeyboardModifier.ControlModifier


@dataclass
class Counts:
    """What came of it.

    Args:
        pages: pages that were drawn sharp; damaged pages say why they are not.
        hits: hits of the words searched for.
        refused: documents without pages that say why.
    """

    documents: int = 0
    pages: int = 0
    damaged: int = 0
    hits: int = 0
    refused: int = 0
    missed: int = 0

    def told(self) -> str:
        """In words."""
        return (
            f"{self.documents} documents opened, {self.pages} pages drawn sharp, {self.damaged} pages that say why"
            f" not, {self.refused} documents that say why they have no pages, {self.hits} hits, {self.missed} searches"
            " that missed words of the document's own text"
        )


def read_through(reader: Reader, document: Document, wait: Wait, counts: Counts, most: int = 10_000) -> None:
    """Opens a document, turns all of its pages (or `most` of them), searches a word of its own text in it."""
    counts.documents += 1
    reader.open(document)
    if not document.pages:
        wait(lambda: reader.pane.currentWidget() is not reader.view)
        counts.refused += bool(document.reason)
        return
    wait(lambda: reader.view.pages == document.pages)
    for _ in range(min(document.pages, most)):
        wait(lambda: settled(reader))
        if reader.view.feed.trouble(reader.view.page) is None:
            counts.pages += 1
        else:
            counts.damaged += 1
        QTest.keyClick(reader.view, Qt.Key.Key_PageDown, CONTROL)
    _look_around(reader, wait)
    _search(reader, wait, counts)


def settled(reader: Reader) -> bool:
    """Whether each page in view is sharp with its words here, or says why it cannot be."""
    view = reader.view
    wanted = view.scale * view.devicePixelRatioF()

    def done(page: int) -> bool:
        drawn = view.feed.cache.get(page)
        here = drawn is not None and drawn.scale == wanted and view.feed.words(page) is not None
        return here or view.feed.trouble(page) is not None

    return all(done(page) for page in view.visible)


def _look_around(reader: Reader, wait: Wait) -> None:
    reader.fit_page()
    wait(lambda: settled(reader))
    reader.view.set_single(True)
    QTest.keyClick(reader.view, Qt.Key.Key_PageUp)
    wait(lambda: settled(reader))
    reader.view.set_single(False)
    reader.fit_width()
    QTest.keyClick(reader.view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(reader.view, ".")
    reader.copy_with_citation()
    QTest.keyClick(reader.view, Qt.Key.Key_Escape)
    QTest.keyClick(reader.view, Qt.Key.Key_F4)


def _search(reader: Reader, wait: Wait, counts: Counts) -> None:
    words = [word for page in reader.view.text.pages for word in re.findall(r"[A-Za-z]{5,}", page.text)]
    wanted = random.Random(len(words)).choice(words) if words else "kestrel"
    reader.find_words()
    reader.find_bar.field.setText(wanted)
    wait(lambda: reader.walk.finder._job is None)
    _, found = reader.hits()
    counts.hits += found
    counts.missed += bool(words) and not found
    for _ in range(3):
        reader.next_hit()
    wait(lambda: settled(reader))
    QTest.keyClick(reader.find_bar.field, Qt.Key.Key_Escape)
