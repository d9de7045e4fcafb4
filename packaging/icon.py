"""The program's icon for Windows (.ico) and macOS (.icns), drawn from the one in resources/icons."""

from __future__ import annotations

import struct
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

ICO_SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
# What an .icns file calls a PNG of each size.
ICNS_KINDS = {16: b"icp4", 32: b"icp5", 128: b"ic07", 256: b"ic08", 512: b"ic09", 1024: b"ic10"}


def png(svg: Path, size: int) -> bytes:
    """The drawing as a PNG of size by size pixels."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(svg)).render(painter)
    painter.end()
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(data.data())


def ico(svg: Path) -> bytes:
    """A Windows icon: a directory of PNG pictures, then the pictures."""
    pictures = [png(svg, size) for size in ICO_SIZES]
    place = 6 + 16 * len(pictures)
    directory = struct.pack("<3H", 0, 1, len(pictures))
    for size, picture in zip(ICO_SIZES, pictures, strict=True):
        side = size % 256  # 256 is written as 0
        directory += struct.pack("<4B2H2I", side, side, 0, 0, 1, 32, len(picture), place)
        place += len(picture)
    return directory + b"".join(pictures)


def icns(svg: Path) -> bytes:
    """A macOS icon: blocks of kind, length and PNG picture."""
    blocks = b""
    for size, kind in ICNS_KINDS.items():
        picture = png(svg, size)
        blocks += kind + struct.pack(">I", len(picture) + 8) + picture
    return b"icns" + struct.pack(">I", len(blocks) + 8) + blocks
