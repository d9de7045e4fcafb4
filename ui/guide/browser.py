"""Shows pages of the guide; follows links inside it and tells of those that lead out, which are never opened."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QEvent, QRegularExpression, QTimer, QUrl, Signal
from PySide6.QtGui import QColor, QImage, QResizeEvent, Qt, QTextBlock, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextBrowser, QTextEdit

from ui.guide import rendering
from ui.guide.pages import Page
from ui.theme import colours, is_dark, measures, scaled

SCHEME = "guide"
# Lines longer than this (pixels at 100 %) are hard to read.
WIDEST = 840
MARGIN = 24


class GuideBrowser(QTextBrowser):
    """The page in view."""

    outside = Signal(str)  # the address of a link that leads out of the guide
    turned = Signal(str)  # the name of the page now in view

    def __init__(self, folder: Path, pages: Iterable[Page]) -> None:
        """Makes an empty browser.

        Args:
            folder: of the documents.
            pages: those that can be shown.
        """
        super().__init__()
        self._folder = folder
        self._pages = {page.name: page for page in pages}
        self._words: list[str] = []
        self.marked: list[int] = []  # where words that are marked end, in the page's text
        self._url = QUrl()  # of the page in view; Qt's own source() still tells the one before when a page arrives
        self._drawn: tuple[object, ...] = ()
        self._drawing = QTimer(self, singleShot=True, interval=0)
        self._drawing.timeout.connect(self._draw_pictures)
        self.setAccessibleName("Page of the guide")
        self.setOpenLinks(False)
        self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        self.document().setDocumentMargin(MARGIN)
        self.document().setUndoRedoEnabled(False)
        self.anchorClicked.connect(self._follow)
        self.sourceChanged.connect(self._arrived)

    def show_page(self, place: str, words: Iterable[str] = ()) -> None:
        """Shows a page.

        Args:
            place: its name, with "#" and an anchor where a section is meant.
            words: to be marked on it.
        """
        self._words = list(words)
        name, _, anchor = place.partition("#")
        url = QUrl()
        url.setScheme(SCHEME)
        url.setPath(f"/{name}")
        if anchor:
            url.setFragment(anchor)
        if url == self._url:
            self._arrived(url)
        else:
            self.setSource(url, QTextDocument.ResourceType.MarkdownResource)

    @property
    def name(self) -> str:
        """The name of the page in view."""
        return self._url.path().removeprefix("/")

    def next_word(self, *, backward: bool = False) -> bool:
        """Goes to the next marked word, or the one before; True where there is one."""
        here = self.textCursor().position()
        ahead = [place for place in self.marked if (place < here if backward else place > here)]
        if not ahead:
            return False
        cursor = QTextCursor(self.document())
        cursor.setPosition(ahead[-1] if backward else ahead[0])
        self.setTextCursor(cursor)
        self.ensureCursorVisible()
        return True

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """The text of a page, or a picture in the scheme in force; nothing that lies outside the guide."""
        url = QUrl(name)
        path = url.path().removeprefix("/")
        if kind == QTextDocument.ResourceType.MarkdownResource.value:
            self._url = url
            page = self._pages.get(path)
            return rendering.prepared(page.text) if page else f"![]({path.rpartition('/')[2]})"
        if kind == QTextDocument.ResourceType.ImageResource.value:
            return self._picture(path)
        return None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Takes lines as long as there is room for, and pictures as wide as the lines."""
        super().resizeEvent(event)
        self.setLineWrapColumnOrWidth(min(self.viewport().width(), scaled(WIDEST)))
        self._drawing.start()

    def changeEvent(self, event: QEvent) -> None:
        """Follows the scheme and the text size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange) and self.name:
            QTimer.singleShot(0, self, self._dress_anew)

    def _dress_anew(self) -> None:
        bar = self.verticalScrollBar()
        place = bar.value() / max(1, bar.maximum())
        self.reload()
        bar.setValue(round(place * bar.maximum()))

    def _follow(self, url: QUrl) -> None:
        path = url.path().removeprefix("/")
        if url.scheme() == SCHEME and (path in self._pages or path.endswith(".png")):
            self._words = []
            self.setSource(url, QTextDocument.ResourceType.MarkdownResource)
        else:
            self.outside.emit(path if url.scheme() == SCHEME else url.toString())

    def _arrived(self, url: QUrl) -> None:
        self._url = url
        self.setLineWrapColumnOrWidth(min(self.viewport().width(), scaled(WIDEST)))
        rendering.dress(self.document())
        self._drawn = ()
        self._draw_pictures()
        self._mark_words()
        place = rendering.heading(self.document(), url.fragment()) if url.hasFragment() else None
        if place is not None:
            self.setTextCursor(QTextCursor(place))
            self.verticalScrollBar().setValue(self._top_of(place))
            if self._words:
                self.next_word()
        self.turned.emit(self.name)

    def _top_of(self, block: QTextBlock) -> int:
        top = self.document().documentLayout().blockBoundingRect(block).top()
        return max(0, round(top) - MARGIN // 2)

    def _mark_words(self) -> None:
        selections: list[QTextEdit.ExtraSelection] = []
        look = QTextCharFormat()
        look.setBackground(QColor(colours().hit))
        look.setForeground(QColor(colours().text))
        for word in self._words:
            wanted = QRegularExpression(
                rf"(?<!\w){QRegularExpression.escape(word)}",
                QRegularExpression.PatternOption.CaseInsensitiveOption,
            )
            cursor = self.document().find(wanted)
            while not cursor.isNull():
                one = QTextEdit.ExtraSelection()
                one.cursor, one.format = cursor, look
                selections.append(one)
                cursor = self.document().find(wanted, cursor)
        self.marked = sorted(one.cursor.position() for one in selections)
        self.setExtraSelections(selections)

    # -- pictures ---------------------------------------------------------------------------------------------------

    def _draw_pictures(self) -> None:
        """Puts pictures in anew where the room for them, or the scheme, is another; each leads to itself in full."""
        wanted = (self._url, self._room(), is_dark(), self.devicePixelRatioF())
        if wanted == self._drawn:
            return
        self._drawn = wanted
        kind = QTextDocument.ResourceType.ImageResource.value
        for fragment in rendering.pictures(self.document()):
            given = fragment.charFormat().toImageFormat()
            url = self._url.resolved(QUrl(given.name()))
            self.document().addResource(kind, QUrl(given.name()), self._picture(url.path().removeprefix("/")))
            if self.name.endswith(".md"):
                given.setAnchor(True)
                given.setAnchorHref(given.name())
                cursor = QTextCursor(self.document())
                cursor.setPosition(fragment.position())
                cursor.setPosition(fragment.position() + 1, QTextCursor.MoveMode.KeepAnchor)
                cursor.setCharFormat(given)
        self.document().markContentsDirty(0, self.document().characterCount())

    def _room(self) -> int:
        """Pixels across that a picture may take."""
        return min(self.viewport().width(), scaled(WIDEST)) - 2 * MARGIN - 2 * measures().unit

    def _picture(self, path: str) -> QImage:
        """A picture, as large as there is room for; that of the dark scheme where it is in force and there is one."""
        twin = self._folder / path.replace("-light.png", "-dark.png")
        image = QImage(str(twin if is_dark() and twin.is_file() else self._folder / path))
        ratio = self.devicePixelRatioF()
        room = round(self._room() * ratio)
        if self.name.endswith(".md") and image.width() > room > 0:
            image = image.scaledToWidth(room, Qt.TransformationMode.SmoothTransformation)
            image.setDevicePixelRatio(ratio)
        return image
