"""Typed reading of a TOML file that a council may have written itself: every mistake is told with its key and line."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Mapping
from datetime import date
from typing import Any

from evidence_app.errors import KnownError

Place = tuple[str | int, ...]

_HEADER = re.compile(r"^\s*(\[\[?)\s*([A-Za-z0-9_.\- \"']+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"^\s*([A-Za-z0-9_-]+|\"[^\"]+\")\s*=")


class Table:
    """One table of the file, knowing where it stands.

    Args:
        values: its keys and values as tomllib gives them.
        place: the path to it from the top of the file, list positions from 0.
        lines: line number, from 1, of each place that starts a line.
        source: name of the file, as shown in errors.
    """

    def __init__(self, values: Mapping[str, Any], place: Place, lines: Mapping[Place, int], source: str) -> None:
        self._values = values
        self._place = place
        self._lines = lines
        self._source = source

    def wrong(self, problem: str, key: str | None = None, hint: str = "") -> KnownError:
        """The error to raise: problem is half a sentence, e.g. 'has no name'; key names the value it is about."""
        place = self._place if key is None else (*self._place, key)
        line = next((self._lines[place[:n]] for n in range(len(place), 0, -1) if place[:n] in self._lines), 1)
        what = f"“{_spell(place)}” {problem}" if place else f"the file {problem}"
        return KnownError(f"{self._source}, line {line}: {what}.", hint)

    def only(self, *known: str) -> None:
        """Raises KnownError where the table has a key other than the known ones, offering the nearest."""
        for key in self._values:
            if key not in known:
                near = difflib.get_close_matches(key, known, n=1)
                hint = f"Did you mean “{near[0]}”?" if near else f"Known here: {', '.join(known)}."
                raise self.wrong("is not a key this file may have", key, hint)

    def text(self, key: str, default: str | None = None) -> str:
        """A non-empty text; default where the key is absent, KnownError where there is no default."""
        value = self._values.get(key, default)
        if value is None:
            raise self.wrong(f"has no “{key}”")
        if not isinstance(value, str) or (key in self._values and not value.strip()):
            raise self.wrong("must be a text in quotation marks, and not empty", key)
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; empty where the key is absent."""
        value = self._values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            raise self.wrong('must be a list of texts, such as ["one", "two"]', key)
        return tuple(value)

    def pairs(self, key: str) -> tuple[tuple[str, str], ...]:
        """A table of texts by name, such as acronyms; empty where the key is absent."""
        value = self._values.get(key, {})
        if not isinstance(value, dict) or not all(isinstance(item, str) for item in value.values()):
            raise self.wrong('must be a table of texts, such as { PA = "personal adviser" }', key)
        return tuple(value.items())

    def date(self, key: str) -> date | None:
        """A date written as 2026-04-01 without quotation marks; None where the key is absent."""
        value = self._values.get(key)
        if value is not None and type(value) is not date:
            raise self.wrong("must be a date written as 2026-04-01, without quotation marks", key)
        return value

    def flag(self, key: str, default: bool = False) -> bool:
        """True or false; default where the key is absent."""
        value = self._values.get(key, default)
        if not isinstance(value, bool):
            raise self.wrong("must be true or false", key)
        return value

    def number(self, key: str, lowest: int, highest: int) -> int:
        """A whole number from lowest to highest; 0 where the key is absent."""
        value = self._values.get(key)
        if value is None:
            return 0
        if type(value) is not int or not lowest <= value <= highest:
            raise self.wrong(f"must be a whole number from {lowest:,} to {highest:,}", key)
        return value

    def words(self, key: str) -> str | None:
        """A text that may be empty; None where the key is absent."""
        value = self._values.get(key)
        if value is not None and not isinstance(value, str):
            raise self.wrong("must be a text in quotation marks", key)
        return value

    def has(self, key: str) -> bool:
        """Whether the key is there."""
        return key in self._values

    def table(self, key: str) -> Table | None:
        """A table inside this one; None where absent."""
        value = self._values.get(key)
        if value is None:
            return None
        if not isinstance(value, dict):
            raise self.wrong(f"must be a table, begun by a line [{key}]", key)
        return Table(value, (*self._place, key), self._lines, self._source)

    def tables(self, key: str) -> list[Table]:
        """The list of tables under key; empty where absent."""
        value = self._values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self.wrong(f"must be a list of tables, each begun by a line [[{key}]]", key)
        return [Table(item, (*self._place, key, n), self._lines, self._source) for n, item in enumerate(value)]


def read_toml(text: str, source: str) -> Table:
    """The file's top table.

    Raises:
        KnownError: the text is not TOML; tells the line.
    """
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise KnownError(
            f"{source} is not a valid settings file: {error}.", "Correct that line; every text needs quotation marks."
        ) from error
    return Table(values, (), _lines_of(text), source)


def _lines_of(text: str) -> dict[Place, int]:
    """Where each table and key begins; tomllib does not tell, so headers are counted line by line."""
    lines: dict[Place, int] = {}
    counts: dict[Place, int] = {}
    current: Place = ()
    for number, line in enumerate(text.splitlines(), start=1):
        header = _HEADER.match(line)
        if header:
            current = ()
            names = [name.strip(" \"'") for name in header[2].split(".")]
            for depth, name in enumerate(names):
                current = (*current, name)
                if header[1] == "[[" and depth == len(names) - 1:
                    counts[current] = counts.get(current, -1) + 1
                if current in counts:
                    current = (*current, counts[current])
            lines[current] = number
        elif key := _KEY.match(line):
            lines.setdefault((*current, key[1].strip('"')), number)
    return lines


def _spell(place: Place) -> str:
    """areas[2].themes[1].label: list positions counted from 1, as a person counts."""
    out = ""
    for part in place:
        out += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if out else part
    return out
