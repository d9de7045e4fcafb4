"""The bars above the pages: title and tools, and finding words in the document."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QMenu, QToolButton, QVBoxLayout, QWidget

from evidence_app.domain.document import KINDS, Document
from ui.icons import icon
from ui.models.dates import shown_date
from ui.reader.layout import STEPS
from ui.theme import measures
from ui.widgets.flow import Flow
from ui.widgets.labels import Elided, label

# Height of the line that marks the document that is tagged in, in logical pixels.
NOW_LINE = 3
# A bar of fewer letters' width has no room for kind and date beside the title.
DETAILS = 50
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Field(QLineEdit):
    """A line that keeps Enter and Esc to itself, so that no key of the window around it acts on them."""

    entered = Signal(bool)  # True with Shift held
    left = Signal()

    def event(self, event: QEvent) -> bool:
        """Claims its keys before the window's shortcuts see them."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in (*ENTER, Qt.Key.Key_Escape)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tells of Enter and Esc."""
        if event.key() in ENTER:
            self.entered.emit(bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class Tools:
    """Flat buttons whose icons follow the scheme and the text size."""

    def __init__(self) -> None:
        self._made: list[tuple[QToolButton, str]] = []

    def add(self, name: str, drawing: str, pressed: Callable[[], object], key: str = "") -> QToolButton:
        """A button.

        Args:
            name: what it does.
            drawing: name of its icon.
            pressed: does it.
            key: the key that does the same, portable.
        """
        button = QToolButton()
        shown = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
        button.setToolTip(f"{name} ({shown})" if key else name)
        button.setAccessibleName(name)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: pressed())
        self._made.append((button, drawing))
        return button

    def tint(self) -> None:
        """Draws the icons in the scheme and the size in force."""
        side = measures().icon
        for button, drawing in self._made:
            button.setIcon(icon(drawing))
            button.setIconSize(QSize(side, side))


class ToolBar(QFrame):
    """Title of the document, page, hits, zoom."""

    page_asked = Signal(str)
    left = Signal()
    turned = Signal(int)
    hit_stepped = Signal(bool)
    zoom_stepped = Signal(bool)
    zoom_asked = Signal(float)
    width_asked = Signal()
    page_fit_asked = Signal()
    single_asked = Signal()
    outline_asked = Signal()
    find_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "head")
        self._now = False
        self._title = Elided("", "strong")
        self._details = label(look="small")
        self._tools = Tools()
        # Buttons that do what a command does, whose key is told by who knows the keys in force.
        self.of_commands: dict[str, QToolButton] = {}
        self.page = Field()
        self._pages = label(look="muted")
        self._hits = label(look="muted")
        self._zoom = QToolButton()
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 4)
        column.setSpacing(4)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self._title, 1)
        top.addWidget(self._details)
        column.addLayout(top)
        self._row = QWidget()
        column.addWidget(self._row)
        self._fill()
        self._tools.tint()

    def show_document(self, document: Document | None, readable: bool) -> None:
        """Shows whose pages these are.

        Args:
            readable: False hides the tools, for there are no pages.
        """
        self._title.setText(document.title if document else "")
        parts = [KINDS.get(document.kind, ""), shown_date(document.date)] if document else []
        self._details.setText(" · ".join(part for part in parts if part))
        self._row.setVisible(readable)

    def show_page(self, page: int, pages: int, label: str = "") -> None:
        """Shows the present page.

        Args:
            label: what is printed on it where that is another than its number, as "iv".
        """
        if not self.page.hasFocus():
            self.page.setText(str(page))
        self._pages.setText(f"of {pages}, printed “{label}”" if label else f"of {pages}")

    def show_hits(self, position: int, count: int) -> None:
        """Shows the present hit; hides its tools where there are no hits."""
        self._hits.setText(counted(position, count))
        self._hit_tools.setVisible(count > 0)

    def show_zoom(self, zoom: float) -> None:
        """Shows the zoom, 1.0 for 100 %."""
        self._zoom.setText(f"{zoom * 100:.0f} %")
        self._zoom.setAccessibleName(f"Zoom: {self._zoom.text()}")

    def mark(self, now: bool) -> None:
        """Shows, where two documents are open, that this is the one that is tagged in."""
        self._now = now
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints a line along the top of the one that is tagged in."""
        super().paintEvent(event)
        if self._now:
            painter = QPainter(self)
            painter.fillRect(0, 0, self.width(), NOW_LINE, self.palette().color(QPalette.ColorRole.Accent))
            painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leaves narrow bars to the title."""
        super().resizeEvent(event)
        self._details.setVisible(self.width() >= DETAILS * self.fontMetrics().averageCharWidth())

    def show_single(self, single: bool) -> None:
        """Shows whether there is one page at a time."""
        self._single.setChecked(single)

    def changeEvent(self, event: QEvent) -> None:
        """Follows the scheme."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._tools.tint()

    def _fill(self) -> None:
        self.page.setAccessibleName("Page")
        self.page.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.page.setMaxLength(7)
        self.page.setFixedWidth(self.page.fontMetrics().horizontalAdvance("00000") + 20)
        self.page.entered.connect(lambda: self.page_asked.emit(self.page.text()))
        self.page.left.connect(self.left)
        self._pages.setBuddy(self.page)
        add = self._tools.add
        flow = Flow(self._row, 12)
        flow.addWidget(
            _group(
                self._for("view.outline", "Outline and pictures of the pages", "outline", self.outline_asked.emit),
                add("Previous page", "chevron-left", lambda: self.turned.emit(-1), "Ctrl+PgUp"),
                self.page,
                self._pages,
                add("Next page", "chevron-right", lambda: self.turned.emit(1), "Ctrl+PgDown"),
            )
        )
        self._zoom.setToolTip("Zoom")
        self._zoom.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._zoom.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._zoom.setMenu(self._zoom_menu())
        flow.addWidget(
            _group(
                self._for("view.zoom_out", "Zoom out", "zoom-out", lambda: self.zoom_stepped.emit(False)),
                self._zoom,
                self._for("view.zoom_in", "Zoom in", "zoom-in", lambda: self.zoom_stepped.emit(True)),
                self._for("view.fit_width", "Fit page width", "fit-width", self.width_asked.emit),
                add("Find in this document", "search", self.find_asked.emit, "Ctrl+F"),
            )
        )
        self._hit_tools = _group(
            self._hits,
            add("Previous hit", "chevron-up", lambda: self.hit_stepped.emit(False), "Shift+F3"),
            add("Next hit", "chevron-down", lambda: self.hit_stepped.emit(True), "F3"),
        )
        self._hit_tools.hide()
        flow.addWidget(self._hit_tools)

    def _for(self, command: str, name: str, drawing: str, pressed: Callable[[], object]) -> QToolButton:
        self.of_commands[command] = self._tools.add(name, drawing, pressed)
        return self.of_commands[command]

    def _zoom_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction("Fit page width", self.width_asked.emit)
        menu.addAction("Fit whole page", self.page_fit_asked.emit)
        self._single = menu.addAction("One page at a time")
        self._single.setCheckable(True)
        self._single.triggered.connect(lambda: self.single_asked.emit())
        menu.addSeparator()
        for step in (each for each in STEPS if each >= 0.5):
            menu.addAction(f"{step * 100:.0f} %", partial(self.zoom_asked.emit, step))
        return menu


class FindBar(QFrame):
    """Where words to find in this document are typed."""

    typed = Signal(str)
    stepped = Signal(bool)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "head")
        self._tools = Tools()
        self.field = Field()
        self.field.setPlaceholderText("Find in this document")
        self.field.setAccessibleName("Find in this document")
        self.field.setMaxLength(400)
        self.field.textChanged.connect(self.typed)
        self.field.entered.connect(lambda back: self.stepped.emit(not back))
        self.field.left.connect(self.closed)
        self._count = QLabel()
        self._count.setMinimumWidth(self.fontMetrics().horizontalAdvance("Not found   "))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 8, 4)
        row.setSpacing(4)
        row.addWidget(self.field, 1)
        row.addSpacing(4)
        row.addWidget(self._count)
        add = self._tools.add
        row.addWidget(add("Previous hit", "chevron-up", lambda: self.stepped.emit(False), "Shift+F3"))
        row.addWidget(add("Next hit", "chevron-down", lambda: self.stepped.emit(True), "F3"))
        row.addWidget(add("Close", "close", self.closed.emit, "Esc"))
        self._tools.tint()
        self.hide()

    def show_hits(self, position: int, count: int) -> None:
        """Shows how many there are."""
        self._count.setText(counted(position, count) if count else "Not found" if self.field.text().strip() else "")

    def changeEvent(self, event: QEvent) -> None:
        """Follows the scheme."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._tools.tint()


class PictureBar(QFrame):
    """Where it is said what a box drawn on a page shows."""

    said = Signal(str)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "head")
        self.field = Field()
        self.field.setPlaceholderText("What does it show? For those who cannot see it")
        self.field.setAccessibleName("What the picture shows")
        self.field.setMaxLength(600)
        self.field.entered.connect(lambda _: self._say())
        self.field.left.connect(self.closed)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 8, 4)
        row.addWidget(self.field, 1)
        self._tools = Tools()
        row.addWidget(self._tools.add("Take this picture", "check", self._say, "Return"))
        row.addWidget(self._tools.add("Close", "close", self.closed.emit, "Esc"))
        self._tools.tint()
        self.hide()

    def ask(self) -> None:
        """Asks what the box shows."""
        self.field.clear()
        self.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self) -> None:
        if self.field.text().strip():
            self.said.emit(self.field.text())


def _group(*parts: QWidget) -> QWidget:
    """Widgets that stay side by side."""
    group = QWidget()
    row = QHBoxLayout(group)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(2)
    for part in parts:
        row.addWidget(part)
    return group


def counted(position: int, count: int) -> str:
    """The present hit among all: "3 of 12", or "12 hits" while none is the present one."""
    if position:
        return f"{position} of {count}"
    return f"{count:,} hits" if count != 1 else "1 hit"
