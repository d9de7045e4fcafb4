"""What the program remembers on this computer: looks and sizes, paths of recent workspaces. Never case text."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import cast

from PySide6.QtCore import QByteArray, QSettings

from evidence_app.paths import config_dir
from ui.look import SchemeChoice

RECENT = 8
LOCK_MINUTES = 15


class Preferences:
    """An INI file in the program's own folder."""

    def __init__(self, folder: Path | None = None) -> None:
        """Opens the preferences.

        Args:
            folder: where they are kept; None for the user's own folder of program settings.
        """
        self._file = QSettings(str((folder or config_dir()) / "window.ini"), QSettings.Format.IniFormat)

    @property
    def scheme(self) -> SchemeChoice:
        """Light, dark, or as the system says."""
        value = str(self._file.value("look/scheme", "system"))
        return cast(SchemeChoice, value) if value in ("system", "light", "dark") else "system"

    @scheme.setter
    def scheme(self, value: SchemeChoice) -> None:
        self._file.setValue("look/scheme", value)

    @property
    def text_size(self) -> float:
        """Times the system's text size, 1.0 to 2.0."""
        return min(2.0, max(1.0, self._number("look/text_size", 1.0)))

    @text_size.setter
    def text_size(self, value: float) -> None:
        self._file.setValue("look/text_size", value)

    @property
    def stemming(self) -> bool:
        """Whether searches begin with other forms of a word switched on."""
        return self._flag("search/stemming", True)

    @stemming.setter
    def stemming(self, value: bool) -> None:
        self._file.setValue("search/stemming", value)

    @property
    def synonyms(self) -> bool:
        """Whether searches begin with synonyms switched on."""
        return self._flag("search/synonyms", True)

    @synonyms.setter
    def synonyms(self, value: bool) -> None:
        self._file.setValue("search/synonyms", value)

    @property
    def lock_minutes(self) -> int:
        """Minutes without a hand after which the window locks itself, 0 for never; the policy may allow fewer."""
        wanted = int(self._number("lock/minutes", LOCK_MINUTES))
        return wanted if 0 <= wanted <= 240 else LOCK_MINUTES

    @lock_minutes.setter
    def lock_minutes(self, value: int) -> None:
        self._file.setValue("lock/minutes", value)

    @property
    def remember_recent(self) -> bool:
        """Whether the welcome page lists recent workspaces. Switching it off forgets them."""
        return self._flag("recent/remember", True)

    @remember_recent.setter
    def remember_recent(self, value: bool) -> None:
        self._file.setValue("recent/remember", value)
        if not value:
            self._file.remove("recent/paths")
            self._file.remove("ends")

    @property
    def recent(self) -> list[Path]:
        """Workspaces opened lately that are still there, the latest first."""
        paths = self._file.value("recent/paths", [])
        listed = [paths] if isinstance(paths, str) else cast(list[str], paths or [])
        return [path for path in map(Path, listed) if path.is_file()]

    def opened(self, path: Path) -> None:
        """Puts a workspace at the head of the recent ones."""
        if self.remember_recent:
            kept = [str(path), *(str(one) for one in self.recent if one != path)]
            self._file.setValue("recent/paths", kept[:RECENT])

    @property
    def daily_backup(self) -> bool:
        """Whether a workspace is backed up once a day when it is opened."""
        return self._flag("backups/daily", True)

    @daily_backup.setter
    def daily_backup(self, value: bool) -> None:
        self._file.setValue("backups/daily", value)

    def ends(self, path: Path) -> str:
        """ISO date until which a recent workspace is kept, as it was when it was open last; empty for none."""
        return str(self._file.value(f"ends/{self._mark(path)}", ""))

    def keep_end(self, path: Path, day: str) -> None:
        """Remembers the end date of a recent workspace; forgets it where it has none or recent ones are not listed."""
        if day and self.remember_recent:
            self._file.setValue(f"ends/{self._mark(path)}", day)
        else:
            self._file.remove(f"ends/{self._mark(path)}")

    @property
    def keys(self) -> dict[str, tuple[str, ...]]:
        """Keys the officer changed, as portable key sequences by command id."""
        try:
            kept = json.loads(str(self._file.value("keys/changed", "{}")))
        except ValueError:
            return {}
        pairs = kept.items() if isinstance(kept, dict) else ()
        return {name: tuple(map(str, keys)) for name, keys in pairs if isinstance(keys, list)}

    @keys.setter
    def keys(self, value: Mapping[str, Sequence[str]]) -> None:
        self._file.setValue("keys/changed", json.dumps({name: list(keys) for name, keys in value.items()}))

    def sizes(self, place: str) -> list[int]:
        """Widths remembered for a splitter; empty where none are."""
        kept = self._file.value(f"sizes/{place}", [])
        numbers = [kept] if isinstance(kept, str) else cast(list[str], kept or [])
        return [int(number) for number in numbers if str(number).isdigit()]

    def keep_sizes(self, place: str, sizes: Sequence[int]) -> None:
        """Remembers the widths of a splitter."""
        self._file.setValue(f"sizes/{place}", [str(size) for size in sizes])

    @property
    def geometry(self) -> QByteArray:
        """Where the window stood; empty where it never was."""
        kept = self._file.value("sizes/window")
        return kept if isinstance(kept, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, value: QByteArray) -> None:
        self._file.setValue("sizes/window", value)

    def save(self) -> None:
        """Writes what is not written yet."""
        self._file.sync()

    def _mark(self, path: Path) -> str:
        """A mark of a path: a path itself is no key of an INI file."""
        return hashlib.sha256(str(path).encode()).hexdigest()[:16]

    def _flag(self, key: str, default: bool) -> bool:
        return str(self._file.value(key, default)).lower() == "true"

    def _number(self, key: str, default: float) -> float:
        try:
            return float(str(self._file.value(key, default)))
        except ValueError:
            return default
