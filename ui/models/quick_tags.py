"""Quick tags: a letter bound to a whole set of values."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from ui.commands import QUICK_KEYS
from ui.models.choices import Choices


@dataclass(frozen=True, slots=True)
class QuickTag:
    """One quick tag.

    Args:
        key: its letter, one of QUICK_KEYS.
        name: what it is called.
        choices: what it chooses; note and dates are left as they are.
        save: True where pressing the key saves at once.
    """

    key: str
    name: str
    choices: Choices
    save: bool = False


def dumps(tags: Iterable[QuickTag]) -> str:
    """Quick tags as the workspace keeps them."""
    return json.dumps([asdict(tag) for tag in tags])


def loads(text: str | None) -> dict[str, QuickTag]:
    """Quick tags by their letters, from what the workspace kept; what a newer version wrote and we do not know goes."""
    found = {}
    for each in json.loads(text or "[]"):
        known = {name: each["choices"][name] for name in Choices.__slots__ if name in each["choices"]}
        known |= {name: tuple(known[name]) for name in ("areas", "themes") if name in known}
        if each["key"] in QUICK_KEYS:
            found[each["key"]] = QuickTag(each["key"], each["name"], Choices(**known), each["save"])
    return found
