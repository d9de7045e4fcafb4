"""Covers what is gone, and writes over it what stands there instead."""

from __future__ import annotations

import pymupdf

from evidence_app.privacy.glyphs import lines
from evidence_app.privacy.plan import Plan

# The largest and the smallest letters of a label, in points; a label that would be smaller is left out.
_LARGEST, _SMALLEST = 9.0, 3.0
_FONT = "helv"


def label(page: pymupdf.Page, wanted: Plan, turn: int) -> None:
    """Draws a black box over each place that was emptied, with its label in white where there is room.

    Args:
        page: the page; its rotation is 0.
        wanted: what went.
        turn: the rotation the page will be shown with, so that labels can be read.
    """
    if not wanted.boxes:
        return
    shape, shown = page.new_shape(), page.transformation_matrix
    for group in wanted.groups:
        for index, box in enumerate(lines(group.glyphs)):
            _cover(shape, pymupdf.Rect(box) * shown, group.label if index == 0 else "", turn)
    for box, words in wanted.drawn:
        _cover(shape, pymupdf.Rect(box) * shown, words, turn)
    shape.commit()


def _cover(shape: pymupdf.Shape, area: pymupdf.Rect, words: str, turn: int) -> None:
    # Letters of neighbouring lines reach into the top and bottom of a box.
    inset = min(1.5, area.height * 0.12, area.width * 0.12)
    area = pymupdf.Rect(area.x0, area.y0 + inset, area.x1, area.y1 - inset)
    shape.draw_rect(area)
    shape.finish(color=None, fill=(0, 0, 0), width=0)
    upright = turn in (0, 180)
    along, across = (area.width, area.height) if upright else (area.height, area.width)
    size = min(_LARGEST, across * 0.8, along * 0.94 / max(pymupdf.get_text_length(words, _FONT, 1.0), 0.01))
    if not words.isascii() or not words or size < _SMALLEST:
        return
    length = pymupdf.get_text_length(words, _FONT, size)
    middle = pymupdf.Point((area.x0 + area.x1) / 2, (area.y0 + area.y1) / 2)
    ahead = {0: (1, 0), 90: (0, -1), 180: (-1, 0), 270: (0, 1)}[turn]
    down = (-ahead[1], ahead[0])
    start = pymupdf.Point(
        middle.x - ahead[0] * length / 2 + down[0] * size * 0.35,
        middle.y - ahead[1] * length / 2 + down[1] * size * 0.35,
    )
    shape.insert_text(start, words, fontname=_FONT, fontsize=size, color=(1, 1, 1), rotate=turn)
