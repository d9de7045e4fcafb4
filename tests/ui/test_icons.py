"""The icons: one family, drawn in the colour of the text around them, readable by Qt."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "icons"
APPLICATION = FOLDER / "evidence-desk.svg"
ICONS = sorted(path for path in FOLDER.glob("*.svg") if path != APPLICATION)


def drawn(svg: str, size: int) -> QImage:
    renderer = QSvgRenderer(QByteArray(svg.encode()))
    assert renderer.isValid()
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(QColor(0, 0, 0, 0))
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return image


def colours(image: QImage) -> list[QColor]:
    return [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]


@pytest.mark.parametrize("path", ICONS, ids=lambda path: path.stem)
def test_an_icon_is_one_of_the_family_and_takes_the_colour_it_is_given(path):
    svg = path.read_text("utf-8")
    root = ElementTree.fromstring(svg)
    assert root.get("viewBox") == "0 0 24 24"
    assert (root.get("stroke"), root.get("stroke-width")) == ("currentColor", "1.75")
    assert {element.get("fill") for element in root.iter()} <= {None, "none", "currentColor"}
    strokes = [colour for colour in colours(drawn(svg.replace("currentColor", "#ff0000"), 48)) if colour.alpha() > 200]
    assert len(strokes) > 40
    assert all(colour.red() > 240 and colour.green() < 15 and colour.blue() < 15 for colour in strokes)


def test_the_application_icon_is_square_and_fills_its_place():
    svg = APPLICATION.read_text("utf-8")
    assert ElementTree.fromstring(svg).get("viewBox") == "0 0 256 256"
    seen = [colour for colour in colours(drawn(svg, 64)) if colour.alpha() > 200]
    assert len(seen) > 0.75 * 64 * 64
    assert len({colour.name() for colour in seen}) > 6
