"""Which columns of the evidence board there is room for."""

from __future__ import annotations

from collections.abc import Sequence

from evidence_app.domain.board import COLUMNS, SHOWN_AT_FIRST
from ui.models.board import IDS
from ui.widgets.table import Table

# Letters the passages keep for themselves; other columns come in so far as there is room beside them.
PASSAGE_LETTERS = 34
SAMPLES = {"finding": "Area for improvement", "areas": "Help and protection", "date": "30 Sep 2026", "page": "100–101"}


def fit_columns(table: Table, shown: Sequence[str], width: int) -> None:
    """Shows the chosen columns there is room for, from the first on.

    Args:
        shown: ids of the columns chosen.
        width: of the list, in pixels.
    """
    metrics = table.fontMetrics()
    room = width - PASSAGE_LETTERS * metrics.averageCharWidth()
    for column in sorted(IDS[1:], key=lambda one: SHOWN_AT_FIRST.index(one) if one in SHOWN_AT_FIRST else 99):
        place = IDS.index(column)
        if column in shown:
            room -= table.horizontalHeader().sectionSize(place) or metrics.horizontalAdvance(
                SAMPLES.get(column, COLUMNS[column])
            )
        table.setColumnHidden(place, column not in shown or room < 0)
