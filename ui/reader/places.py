"""Where each document was left, kept inside the encrypted workspace."""

from __future__ import annotations

import json
from contextlib import suppress

from ui.reader.trail import Spot

KEY = "reader.places"
# Documents whose place is remembered, those read last.
MOST = 2000


class Places:
    """Page, and points down that page, by document."""

    def __init__(self, kept: str | None = None) -> None:
        """Takes what was kept; what cannot be read is forgotten."""
        self._places: dict[int, tuple[int, float]] = {}
        with suppress(ValueError, TypeError, AttributeError):
            for document, (page, down) in json.loads(kept or "{}").items():
                self._places[int(document)] = int(page), float(down)

    def note(self, spot: Spot) -> bool:
        """Remembers a place.

        Returns:
            Whether it is another than before.
        """
        place = spot.page, round(spot.down, 1)
        before = self._places.pop(spot.document.id, None)
        self._places[spot.document.id] = place
        return before != place

    def of(self, document: int) -> tuple[int, float | None]:
        """Where a document was left: page, and points down it; its first page where it was never read."""
        return self._places.get(document, (1, None))

    def kept(self) -> str:
        """All of it as text."""
        return json.dumps(dict(list(self._places.items())[-MOST:]))
