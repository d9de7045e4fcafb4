"""The English authorities by name: what stands on a report's cover, made one name, with Ofsted's number where known."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache

from evidence_app.paths import resources_dir

# Taken off one at a time, in any order, until a name we know is left.
_LEADING = re.compile(
    r"(?i)^(?:the|(?:london|royal|metropolitan)? ?borough of|(?:city|county|district|council)(?: and county)? of)\s+"
)
_TRAILING = re.compile(
    r"(?i)[\s,]+(?:(?:metropolitan|county|city|borough|district|unitary|local|town)*\s*(?:council|authority|borough)|"
    r"metropolitan|county|city|borough|district|unitary|mbc|children[’']?s(?: social care)?(?: services| trust)?|trust|"
    r"(?:local )?(?:area )?partnership|local area|local safeguarding children board)$"
)


@dataclass(frozen=True, slots=True)
class Authority:
    """An authority: its usual name, Ofsted's number (empty where not known), and whether the name is one we know."""

    name: str
    urn: str = ""
    known: bool = True


@lru_cache(maxsize=1_000)  # a hundred thousand documents are about a few authorities
def identify(printed: str) -> Authority:
    """The authority a printed name means.

    Args:
        printed: as on a report, e.g. "London Borough of Croydon" or "Salford City Council".

    Returns:
        The authority; with known False and the cleaned printed name where it is not in the table.
    """
    name = " ".join(printed.split()).strip(" ,.:;–-")
    while name:
        found = _table().get(_key(name))
        if found:
            return found
        shorter = _TRAILING.sub("", name)
        if shorter == name:
            shorter = _LEADING.sub("", name)
        if shorter == name:
            break
        name = shorter
    return Authority(name, known=False)


def mentioned(text: str) -> tuple[Authority, ...]:
    """The authorities whose names stand in a text, each once; a name within a longer one does not count.

    Args:
        text: short, such as the head of a cover.
    """
    words = f" {_key(text)} "
    named = sorted((key for key in _table() if f" {key} " in words), key=len, reverse=True)
    longest: list[str] = []
    for key in named:
        if not any(f" {key} " in f" {other} " for other in longest):
            longest.append(key)
    return tuple(dict.fromkeys(_table()[key] for key in longest))


@cache
def _table() -> dict[str, Authority]:
    """Every known printed name, in the form of _key."""
    data = tomllib.loads((resources_dir() / "authorities.toml").read_text(encoding="utf-8"))
    numbers = {**data["former"], **data["authorities"]}
    table = {_key(name): Authority(name, urn) for name, urn in numbers.items()}
    table.update({_key(alias): table[_key(name)] for alias, name in data["aliases"].items()})
    return table


def _key(name: str) -> str:
    """A name without case, punctuation and ampersands."""
    return " ".join(re.sub(r"[^\w\s]", " ", name.casefold().replace("&", " and ").replace("’", "")).split())
