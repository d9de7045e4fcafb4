"""Icons: the bundled line drawings, in the scheme's colour."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from evidence_app.paths import resources_dir
from ui.theme import colours, measures


def icon(name: str) -> QIcon:
    """A drawing of resources/icons in the colours in force; empty where the name is.

    Args:
        name: file name without its ending.
    """
    made = QIcon()
    if not name:
        return made
    scheme = colours()
    # For buttons and for the rail, on screens of once and of twice the density.
    small = measures().icon
    for side in (small, small + 4, 2 * small, 2 * small + 8):
        made.addPixmap(pixmap(name, scheme.text, side), QIcon.Mode.Normal, QIcon.State.Off)
        made.addPixmap(pixmap(name, scheme.accent, side), QIcon.Mode.Normal, QIcon.State.On)
        made.addPixmap(pixmap(name, scheme.edge, side), QIcon.Mode.Disabled, QIcon.State.Off)
    return made


def pixmap(name: str, colour: str, side: int) -> QPixmap:
    """A drawing in one colour.

    Args:
        colour: "#rrggbb".
        side: device pixels.
    """
    return QPixmap.fromImage(_drawn(name, colour, side))


# Images, not pixmaps: what is kept here outlives the application object.
@cache
def _drawn(name: str, colour: str, side: int) -> QImage:
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    _renderer(name, colour).render(painter, QRectF(0, 0, side, side))
    painter.end()
    return image


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    drawing = (resources_dir() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    return QSvgRenderer(QByteArray(drawing.replace("currentColor", colour).encode("utf-8")))
