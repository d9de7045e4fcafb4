"""Pages laid out, zoomed and scrolled. It knows their sizes; what stands on them is the view's."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from ui.reader.layout import MARGIN, NATURAL, Fit, Layout, Size, fitted, stepped, within

# What is revealed comes to stand this far down the view, and this far from its edges (logical pixels).
THIRD = 0.3
EDGE = 40
STEP = 24
# A page that is gone to begins just under the view's edge.
BREATH = MARGIN


class PageScroller(QAbstractScrollArea):
    """An area of pages of given sizes."""

    page_changed = Signal(int, int)  # page now, pages in all
    zoom_changed = Signal()
    moved = Signal()  # other parts of the pages may be in view

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plan = Layout((), NATURAL, 1, 1)
        self.page = 1
        self._sizes: Sequence[Size] = ()
        self._scale = NATURAL
        self._fit = Fit.WIDTH
        self._single = False
        self._told = (0, 0)
        self._still = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # Always there: a bar that comes and goes would change the width that the zoom is fitted to.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.verticalScrollBar().setSingleStep(STEP)
        self.horizontalScrollBar().setSingleStep(STEP)

    def set_sizes(self, sizes: Sequence[Size]) -> None:
        """Shows other pages, from the first one.

        Args:
            sizes: displayed width and height of each, in points.
        """
        self._sizes = sizes
        self.page = 1
        self._scale = self._fitted()
        self._lay(None)
        self._scroll(0, 1)

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return len(self._sizes)

    @property
    def scale(self) -> float:
        """Logical pixels per point."""
        return self._scale

    @property
    def zoom(self) -> float:
        """1.0 where a page has the size it has on paper."""
        return self._scale / NATURAL

    @property
    def fit(self) -> Fit:
        """What the zoom follows."""
        return self._fit

    @property
    def single(self) -> bool:
        """Whether one page is shown at a time."""
        return self._single

    def set_single(self, single: bool) -> None:
        """Shows one page at a time, or all under one another."""
        page = self.page
        self._single = single
        self._lay(None)
        self.go_to(page)

    def set_zoom(self, zoom: float, at: QPointF | None = None) -> None:
        """Zooms, keeping what is at a point of the viewport (None: its middle) where it is."""
        self._fit = Fit.NONE
        self._zoom(within(zoom * NATURAL), QPointF(self.viewport().rect().center()) if at is None else at)

    def step_zoom(self, up: bool) -> None:
        """Zooms by one step."""
        self.set_zoom(stepped(self._scale, up) / NATURAL)

    def set_fit(self, fit: Fit) -> None:
        """Zooms to the page's width or to the whole page, now and whenever the window changes."""
        page = self.page
        self._fit = fit
        self._zoom(self._fitted(), QPointF(0, 0))
        if fit is Fit.PAGE:
            self.go_to(page)

    def go_to(self, page: int, y: float = 0.0) -> None:
        """Brings a page to the top of the view, or a place of it into its upper third.

        Args:
            page: from 1; the nearest there is.
            y: how far down the page the place is, in points.
        """
        if not self.pages:
            return
        self._turn_to(min(max(page, 1), self.pages))
        above = BREATH if y == 0.0 else self.viewport().height() * THIRD
        self._scroll(self.plan.rect(self.page).top() + y * self._scale - above, self.page)

    @property
    def down(self) -> float:
        """How far down the present page the view begins, in points; negative in the gap above it."""
        return self.plan.point(self.page, self.seen.topLeft()).y()

    def stand_at(self, page: int, down: float) -> None:
        """Brings a place, as `page` and `down` told it, to the top of the view again."""
        if self.pages:
            self._turn_to(min(max(page, 1), self.pages))
            self._scroll(self.plan.rect(self.page).top() + down * self._scale, self.page)

    def reveal(self, page: int, boxes: Sequence[QRectF]) -> None:
        """Brings boxes of a page (in points) into view, where they are not in view already."""
        if not boxes or not 1 <= page <= self.pages:
            return
        self._turn_to(page)
        place = QRectF()
        for box in boxes:
            place = place.united(self.plan.box(page, box))
        view = self.seen.adjusted(0, EDGE, 0, -EDGE)
        top = self.seen.top()
        if place.top() < view.top() or place.bottom() > view.bottom():
            top = place.top() - self.viewport().height() * THIRD
        if place.left() < view.left() or place.right() > view.right():
            self.horizontalScrollBar().setValue(round(place.left() - EDGE))
        self._scroll(top, page)

    def follow(self, page: int, boxes: Sequence[QRectF]) -> None:
        """Scrolls just as far as needed to keep boxes of a page in view, as a caret moves."""
        if not boxes:
            return
        self._turn_to(page)
        first, last = self.plan.box(page, boxes[0]), self.plan.box(page, boxes[-1])
        view = self.seen.adjusted(0, EDGE, 0, -EDGE)
        down = max(0.0, last.bottom() - view.bottom()) or min(0.0, first.top() - view.top())
        self._scroll(self.seen.top() + down, page)

    def scroll_by(self, down: float) -> None:
        """Scrolls by logical pixels; past the end of a lone page, to the next one."""
        bar = self.verticalScrollBar()
        before = bar.value()
        bar.setValue(round(before + down))
        if self._single and bar.value() == before and down:
            page = self.page + (1 if down > 0 else -1)
            if 1 <= page <= self.pages:
                self.go_to(page)
                bar.setValue(bar.minimum() if down > 0 else bar.maximum())

    @property
    def seen(self) -> QRectF:
        """The part of the scrolled area that is on screen."""
        corner = QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        return QRectF(corner, self.viewport().size())

    @property
    def visible(self) -> range:
        """Numbers of the pages that are in view."""
        return self.plan.visible(self.seen.top(), self.seen.bottom())

    def spot(self, position: QPointF) -> tuple[int, QPointF] | None:
        """The page at a point of the viewport, or the nearest above it, and the place on it in points."""
        if not self.pages:
            return None
        place = position + self.seen.topLeft()
        page = self.plan.page_at(place.y())
        return page, self.plan.point(page, place)

    def corner(self, page: int) -> QPointF:
        """Where a page begins in the viewport, on a whole device pixel, so that its own pixels stay sharp."""
        ratio = self.devicePixelRatioF()
        place = (self.plan.rect(page).topLeft() - self.seen.topLeft()) * ratio
        return QPointF(round(place.x()), round(place.y())) / ratio

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fits the zoom to the new size."""
        super().resizeEvent(event)
        self._zoom(self._fitted(), QPointF(0, 0))

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Follows the scroll bars."""
        self.viewport().update()
        if not self._still:
            self._move()

    def _turn_to(self, page: int) -> None:
        self.page = page
        if self._single and self.plan.first != page:
            self._lay(None)

    def _fitted(self) -> float:
        if self._fit is Fit.NONE or not self.pages:
            return self._scale
        size = self.viewport().size()
        return fitted(self._fit, self._measure(self._sizes), size.width(), size.height())

    def _measure(self, sizes: Sequence[Size]) -> Size:
        """What is to fit: the present page."""
        return sizes[self.page - 1]

    def _zoom(self, scale: float, at: QPointF) -> None:
        changed = scale != self._scale
        held = self.spot(at)
        self._scale = scale
        self._lay((at, *held) if held else None)
        if changed:
            self.zoom_changed.emit()

    def _lay(self, held: tuple[QPointF, int, QPointF] | None) -> None:
        """Lays the pages out anew.

        Args:
            held: a point of the viewport, and the page and the place on it that is to be there.
        """
        view = self.viewport().size()
        only = self.page if self._single and self.pages else None
        self.plan = Layout(self._sizes, self._scale, view.width(), view.height(), only)
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        # Bars that are given another range move on their own; only where they come to rest counts.
        self._still = True
        down.setRange(0, max(0, round(self.plan.height - view.height())))
        down.setPageStep(view.height())
        across.setRange(0, max(0, round(self.plan.width - view.width())))
        across.setPageStep(view.width())
        if held is None:
            across.setValue(across.maximum() // 2)
        else:
            at, page, point = held
            place = self.plan.rect(page).topLeft() + point * self._scale - at
            down.setValue(round(place.y()))
            across.setValue(round(place.x()) if at.x() else across.maximum() // 2)
        self._still = False
        self.viewport().update()
        self._move(keep=True)

    def _scroll(self, top: float, page: int) -> None:
        """Scrolls to a height; page is the present one there, however much of others is in view."""
        self._still = True
        self.verticalScrollBar().setValue(round(top))
        self._still = False
        self.page = page
        self._move(keep=True)

    def _move(self, keep: bool = False) -> None:
        """Works out the present page and tells of it.

        Args:
            keep: True where the page was gone to on purpose.
        """
        if not (keep or self._whole(self.page)):
            self.page = self.plan.current(self.seen.top(), self.seen.bottom())
        if (self.page, self.pages) != self._told:
            self._told = (self.page, self.pages)
            self.page_changed.emit(*self._told)
        self.moved.emit()

    def _whole(self, page: int) -> bool:
        """Whether a page is wholly in view, or fills it."""
        rect, seen = self.plan.rect(page), self.seen
        inside = rect.top() >= seen.top() and rect.bottom() <= seen.bottom()
        fills = rect.top() <= seen.top() and rect.bottom() >= seen.bottom()
        return not rect.isEmpty() and (inside or fills)
