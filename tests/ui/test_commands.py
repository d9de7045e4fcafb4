from __future__ import annotations

from collections import Counter

from PySide6.QtGui import QKeySequence

from evidence_app.paths import resources_dir
from ui.commands import COMMANDS, MENUS, QUICK_KEYS
from ui.key_map import AREA_KEYS


def test_no_key_means_two_things():
    # Letters of two scopes never count in the same place.
    for scope, more in (("tagging", AREA_KEYS + QUICK_KEYS), ("review", "")):
        here = [command for command in COMMANDS if command.scope in ("window", scope)]
        keys = [QKeySequence(key).toString() for command in here for key in command.keys]
        assert all(keys)
        assert [key for key, count in Counter([*keys, *more]).items() if count > 1] == []


def test_ids_are_unique_and_every_menu_is_used():
    assert [name for name, count in Counter(command.id for command in COMMANDS).items() if count > 1] == []
    assert {command.menu for command in COMMANDS} == set(MENUS)


def test_every_icon_is_there():
    named = {command.icon for command in COMMANDS} - {""}
    assert {name for name in named if not (resources_dir() / "icons" / f"{name}.svg").is_file()} == set()


def test_single_letters_count_only_where_nothing_is_typed():
    # "/" and "?" are safe: a text field takes printable keys before the window's shortcuts see them.
    plain = [c.id for c in COMMANDS for key in c.keys if len(key) == 1 and key not in "/?" and c.scope == "window"]
    assert plain == []
