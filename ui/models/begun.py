"""What was begun in the evidence panel and not saved."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from ui.models.choices import Choices

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Begun:
    """Words to be tagged or an item to be altered, and what is chosen for it.

    Args:
        words: those selected, or the quotation of the item.
        selection: from and to, each (page, character offset); None where an item is altered.
        item: the item's id; empty where words are tagged for the first time.
        choices: what is chosen in the form.
    """

    words: str
    selection: tuple[Place, Place] | None
    item: str
    choices: Choices

    def to_json(self) -> str:
        """As it is kept."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, kept: str) -> Begun:
        """What was kept, again; choices of another version of the program are left out."""
        found = json.loads(kept)
        known = {name: value for name, value in found["choices"].items() if name in Choices.__slots__}
        lists = {name: tuple(value) for name, value in known.items() if isinstance(value, list)}
        ends = found["selection"]
        selection = ((ends[0][0], ends[0][1]), (ends[1][0], ends[1][1])) if ends else None
        return cls(found["words"], selection, found["item"], Choices(**{**known, **lists}))
