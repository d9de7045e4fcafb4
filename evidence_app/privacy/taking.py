"""Takes characters, pictures and drawings out of a page without touching their neighbours, and checks that it did."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor

import pymupdf

from evidence_app.privacy.copying import loosen, tighten
from evidence_app.privacy.glyphs import Box, Glyph, Places, read
from evidence_app.privacy.plan import Plan

# A box around the middle of a character, as a share of its size: it touches no neighbour, however tight the line.
_CORE = 0.1
# Larger than any page, so that what stands beside the page is seen and taken out too.
_EVERYWHERE = "[-14400 -14400 14400 14400]"
# Dots an inch at which a place is looked at for ink that is left, how dark ink is (of 255), and how much may be left.
_DOTS = 110
_INK = 60
_LEFT = 0.012


def taken_out(copy: pymupdf.Document, number: int, wanted: Plan) -> bool:
    """Takes out of a page whatever is not to stay.

    Args:
        copy: the document; the page's rotation in it is 0.
        number: the page, from 1.
        wanted: what goes and what stays.

    Returns:
        Whether all of it is gone and everything else is still there.
    """
    xref = copy[number - 1].xref
    edges = {key: copy.xref_get_key(xref, key)[1] for key in ("MediaBox", "CropBox")}
    copy.xref_set_key(xref, "MediaBox", _EVERYWHERE)
    copy.xref_set_key(xref, "CropBox", "null")
    staying = Places(wanted.kept)
    page = copy[number - 1]
    stray = [glyph for glyph in read(page, hidden=True) if glyph.inked and not staying.has(glyph)]
    if stray:
        loosen(page)
        _remove(page, [_core(glyph.box) for glyph in stray if glyph.box], pictures=False)
        tighten(page)
    if wanted.boxes:
        _remove(page, wanted.boxes, pictures=True)
    left = read(page, hidden=True)
    clean = not any(glyph.inked and not staying.has(glyph) for glyph in left)
    for key, value in edges.items():
        copy.xref_set_key(xref, key, value)
    page = copy[number - 1]
    there = Places(left)
    whole = all(there.has(glyph) for glyph in wanted.kept if glyph.inked)
    return clean and whole and _blank(page, wanted)


def _remove(page: pymupdf.Page, boxes: Sequence[Box], *, pictures: bool) -> None:
    """Takes out the characters that touch boxes, or the pixels and drawings inside them."""
    annotation = page.add_redact_annot(page.rect, cross_out=False, fill=False)
    corners = [f"{x0:.3f} {y1:.3f} {x1:.3f} {y1:.3f} {x0:.3f} {y0:.3f} {x1:.3f} {y0:.3f}" for x0, y0, x1, y1 in boxes]
    page.parent.xref_set_key(annotation.xref, "QuadPoints", f"[{' '.join(corners)}]")
    page.apply_redactions(
        images=pymupdf.PDF_REDACT_IMAGE_PIXELS if pictures else pymupdf.PDF_REDACT_IMAGE_NONE,
        graphics=pymupdf.PDF_REDACT_LINE_ART_REMOVE_IF_COVERED if pictures else pymupdf.PDF_REDACT_LINE_ART_NONE,
        text=pymupdf.PDF_REDACT_TEXT_NONE if pictures else pymupdf.PDF_REDACT_TEXT_REMOVE,
    )


def _core(box: Box) -> Box:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    width, height = _CORE * (box[2] - box[0]) / 2, _CORE * (box[3] - box[1]) / 2
    return x - width, y - height, x + width, y + height


def _blank(page: pymupdf.Page, wanted: Plan) -> bool:
    """Whether nothing is drawn any more where something was: letters can be pictures or lines too."""
    if not wanted.boxes:
        return True
    picture = page.get_pixmap(dpi=_DOTS, colorspace=pymupdf.csGRAY, alpha=False)
    # The page is not rotated, so nothing but sizes and places change.
    right, _, _, up, across, down = page.transformation_matrix * pymupdf.Matrix(_DOTS / 72, _DOTS / 72)
    bands = [_band(group.glyphs) for group in wanted.groups]
    areas = [band for group in bands for band in group] + [box for box, _ in wanted.drawn]
    for x0, y0, x1, y1 in areas:
        top, bottom = sorted((up * y0 + down, up * y1 + down))
        if _inked(picture, (floor(right * x0 + across), floor(top), ceil(right * x1 + across), ceil(bottom))):
            return False
    return True


def _band(glyphs: Sequence[Glyph]) -> list[Box]:
    """The middle of each character, where its own ink is but hardly any of the lines above and below."""
    bands = []
    for glyph in glyphs:
        if glyph.box is not None and glyph.inked:
            x0, y0, x1, y1 = glyph.box
            bands.append((x0 + 0.1 * (x1 - x0), y0 + 0.3 * (y1 - y0), x1 - 0.1 * (x1 - x0), y0 + 0.6 * (y1 - y0)))
    return bands


def _inked(picture: pymupdf.Pixmap, area: tuple[int, int, int, int]) -> bool:
    """Whether part of a grey picture holds ink: pixels far from its usual tone, ruled lines through it aside."""
    x0, y0, x1, y1 = max(area[0], 0), max(area[1], 0), min(area[2], picture.width), min(area[3], picture.height)
    if x0 >= x1 or y0 >= y1:
        return False
    samples, stride = picture.samples_mv, picture.stride
    rows = [samples[row * stride + x0 : row * stride + x1] for row in range(y0, y1)]
    tones = sorted(tone for row in rows for tone in row)
    usual = tones[len(tones) // 2]
    ink = 0
    for row in rows:
        dark = sum(abs(tone - usual) > _INK for tone in row)
        ink += dark if dark < 0.9 * len(row) else 0
    return ink > _LEFT * len(tones)
