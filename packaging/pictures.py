"""Makes the guide's pictures lighter: 256 colours are enough for a window, and a fifth of the bytes."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

COLOURS = 256


def lighten(path: Path) -> None:
    """Keeps the most frequent colours of a picture, and shows the others by the nearest of these.

    Args:
        path: a PNG; stays as it is where it would not become lighter.
    """
    image = QImage(str(path))
    if image.format() == QImage.Format.Format_Indexed8:
        return
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    table = [colour for colour, _ in Counter(memoryview(image.constBits()).cast("I")).most_common(COLOURS)]
    kept = Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.AvoidDither
    made = path.with_suffix(".lighter")
    image.convertToFormat(QImage.Format.Format_Indexed8, table, kept).save(str(made), "PNG", 0)
    if made.stat().st_size < path.stat().st_size:
        made.replace(path)
    else:
        made.unlink()
