"""Where each exhibit page and its marks stand on the pack's own pages. Measures are points, from the top left."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from evidence_app.domain.evidence import Passage
from evidence_app.domain.pageview import Box
from evidence_app.packs.contents import Contents, Exhibit, Item, SourcePage

A4 = (595.276, 841.89)

# The strips around a reproduced page: the stamp above, marking and page number below, item numbers at the right.
TOP, BOTTOM, LEFT, RIGHT = 40.0, 38.0, 24.0, 36.0
# Below this scale small print could no longer be read on A4, so the pack page grows instead.
SMALLEST_SCALE = 0.6
# A tag, and the least distance from one to the next.
TAG_HEIGHT, TAG_STEP = 11.0, 13.0
# Width of the band about a picture.
EDGE = 4.0


@dataclass(frozen=True, slots=True)
class Tag:
    """An item's number in the margin beside its passage. first is True on the page on which the passage begins."""

    number: str
    y: float
    first: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """A page of the pack that reproduces one page of an exhibit.

    Args:
        exhibit: number of the exhibit.
        page: the exhibit page that is shown.
        position, count: it is the position-th (from 1) of count pages of this exhibit in the pack.
        width, height: size of the pack page.
        x, y, scale: where the reproduced page's top left corner stands, and its size against the original.
        boxes: the highlighted lines, in the source page's own displayed space.
        tags: item numbers, from top to bottom.
    """

    exhibit: str
    page: SourcePage
    position: int
    count: int
    width: float
    height: float
    x: float
    y: float
    scale: float
    boxes: tuple[Box, ...]
    tags: tuple[Tag, ...]

    def on_pack_page(self, box: Box) -> Box:
        """A box of the source page as it stands on the pack page."""
        x0, y0, x1, y1 = box
        return (
            self.x + x0 * self.scale,
            self.y + y0 * self.scale,
            self.x + x1 * self.scale,
            self.y + y1 * self.scale,
        )


def frames(contents: Contents) -> list[Frame]:
    """One frame for each exhibit page, in the order in which they follow the front matter."""
    cited: dict[str, list[Item]] = defaultdict(list)
    for item in contents.items:
        cited[item.exhibit].append(item)
    return [
        _frame(exhibit, page, position, cited[exhibit.number])
        for exhibit in contents.exhibits
        for position, page in enumerate(exhibit.shown, start=1)
    ]


def marked(passage: Passage, page: int) -> list[Box]:
    """What is highlighted of a passage on a page: its lines; of a picture its edge, so that its colours stay."""
    own = [box[1:] for box in passage.boxes if box[0] == page]
    if not passage.picture:
        return own
    return [
        edge
        for x0, y0, x1, y1 in own
        for edge in (
            (x0 - EDGE, y0 - EDGE, x1 + EDGE, y0),
            (x0 - EDGE, y1, x1 + EDGE, y1 + EDGE),
            (x0 - EDGE, y0, x0, y1),
            (x1, y0, x1 + EDGE, y1),
        )
    ]


def _frame(exhibit: Exhibit, page: SourcePage, position: int, items: Iterable[Item]) -> Frame:
    width, height = A4 if page.width <= page.height else (A4[1], A4[0])
    scale = min(1.0, (width - LEFT - RIGHT) / page.width, (height - TOP - BOTTOM) / page.height)
    if scale < SMALLEST_SCALE:
        scale = 1.0
        width, height = page.width + LEFT + RIGHT, page.height + TOP + BOTTOM
    boxes: dict[Box, None] = {}
    tags: list[tuple[float, Item]] = []
    for item in items:
        passage = item.evidence.passage
        if not passage.page <= page.number <= passage.to_page:
            continue
        own = [box[1:] for box in passage.boxes if box[0] == page.number]
        boxes.update(dict.fromkeys(marked(passage, page.number)))
        # Beside the middle of the passage's first line on this page.
        top, bottom = min(((box[1], box[3]) for box in own), default=(0.0, TAG_HEIGHT))
        tags.append((TOP + scale * (top + bottom) / 2 - TAG_HEIGHT / 2, item))
    return Frame(
        exhibit=exhibit.number,
        page=page,
        position=position,
        count=len(exhibit.shown),
        width=width,
        height=height,
        # Small pages stand in the middle of the space, under the stamp.
        x=LEFT + (width - LEFT - RIGHT - scale * page.width) / 2,
        y=TOP,
        scale=scale,
        boxes=tuple(boxes),
        tags=_spread(tags, page.number, height - BOTTOM),
    )


def _spread(tags: list[tuple[float, Item]], page: int, foot: float) -> tuple[Tag, ...]:
    """Tags from top to bottom without overlap: pushed down where they would touch, up again at the page's foot."""
    if not tags:
        return ()
    ordered = sorted(tags, key=lambda tag: tag[0])
    step = min(TAG_STEP, (foot - TOP) / len(ordered))
    ys: list[float] = []
    for y, _ in ordered:
        ys.append(max(y, ys[-1] + step) if ys else max(y, TOP))
    for index in range(len(ys) - 1, -1, -1):
        ys[index] = min(ys[index], foot - step)
        foot = ys[index]
    return tuple(
        Tag(item.number, y, item.evidence.passage.page == page) for y, (_, item) in zip(ys, ordered, strict=True)
    )
