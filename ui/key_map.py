"""Which keys are in force: the declared ones, altered by what the officer changed, and never one key for two acts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtGui import QKeySequence

from ui.commands import COMMANDS, QUICK_KEYS, Command, Scope, command

KeyMap = Mapping[str, tuple[str, ...]]  # portable key sequences by command id, the shown one first

# Keys that choose the first nine judgement areas.
AREA_KEYS = "123456789"

_MOVES = ("Left", "Right", "Up", "Down", "Home", "End", "PgUp", "PgDown")
_HELD = ("", "Shift+", "Ctrl+", "Ctrl+Shift+")


def _all(words: str, reason: str) -> dict[str, str]:
    return dict.fromkeys(words.split(), reason)


# Keys that no command can be given, and why.
FIXED: dict[str, str] = {
    **_all("Esc", "steps back everywhere"),
    **_all("Return Enter Space", "opens or presses what is chosen"),
    **_all("Shift+Return Shift+Enter", "makes a new line in a note"),
    **_all("Tab Shift+Tab Backtab Alt+F4 Menu F10", "belongs to the window itself"),
    **_all("Del Backspace", "removes what is chosen"),
    **_all("Alt+Up Alt+Down", "moves rows of a list"),
    **_all(" ".join(held + key for held in _HELD for key in _MOVES), "moves about"),
    **_all("Ctrl+C Ctrl+X Ctrl+V Ctrl+A Ctrl+Z Ctrl+Y Ctrl+Shift+Z", "belongs to text fields"),
    **_all("Ctrl+Backspace Ctrl+Del Ctrl+Ins Shift+Ins Shift+Del", "belongs to text fields"),
    **_all("F7 Ctrl+F F3 Shift+F3 Ctrl+Shift+C", "belongs to the reader"),
}

# Keys without a command where single letters count.
FIXED_TAGGING: dict[str, str] = {
    **_all(" ".join(AREA_KEYS), "chooses a judgement area"),
    **_all(" ".join(QUICK_KEYS), "is a letter for quick tags"),
    **_all(". , ;", "moves the selection in the reader"),
}


def in_force(changed: KeyMap) -> dict[str, tuple[str, ...]]:
    """The keys of every command. A changed key wins over a declared one; what may not be taken is passed over.

    Args:
        changed: what the officer changed, as kept; may come from another version of the program.
    """
    keys = {one.id: one.keys if keeps(one) else () for one in COMMANDS}
    free = [one for one in COMMANDS if not keeps(one)]
    for one in (one for one in free if one.id in changed):
        wanted = [key for key in map(portable, changed[one.id]) if key and not refusal(one, key)]
        keys[one.id] = _free(keys, one, wanted)
    for one in (one for one in free if one.id not in changed):
        keys[one.id] = _free(keys, one, one.keys)
    return keys


def changed_to(changed: KeyMap, one: Command, wanted: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """What the officer changed, with a command given these keys, which others lose.

    Args:
        wanted: portable key sequences; the declared ones reset the command.
    """
    rest = {name: keys for name, keys in changed.items() if name != one.id}
    for key in wanted:
        for name, keys in rest.items():
            if name in _IDS and _meet(command(name), one):
                rest[name] = tuple(other for other in keys if other != key)
    return rest if tuple(wanted) == one.keys else {**rest, one.id: tuple(wanted)}


def holder(keys: KeyMap, one: Command, key: str) -> Command | None:
    """The other command that has a key where this command's keys count, if any."""
    others = (other for other in COMMANDS if other.id != one.id and _meet(other, one))
    return next((other for other in others if key in keys[other.id]), None)


def keeps(one: Command) -> bool:
    """Whether a command keeps its keys, because text fields, lists or the reader use them for the same."""
    return any(key in FIXED for key in one.keys)


def refusal(one: Command, key: str) -> str:
    """Why a command cannot be given a key, as a sentence; empty where it can."""
    if key in one.keys:
        return ""
    reason = FIXED.get(key) or (FIXED_TAGGING.get(key, "") if one.scope != "review" else "")
    if reason:
        return f"{shown(key)} cannot be taken: it {reason}."
    for other in COMMANDS:
        if key in other.keys and keeps(other) and _meet(other, one):
            return f"{shown(key)} cannot be taken: ‘{other.name.rstrip('…')}’ keeps its keys."
    if one.scope == "window" and typed(key):
        return f"{shown(key)} would be typed into text fields. Hold Ctrl or Alt with it, or take a function key."
    return ""


def typed(key: str) -> bool:
    """Whether a key writes a character, alone or with Shift."""
    return len(key.removeprefix("Shift+")) == 1


def portable(key: str) -> str:
    """A key sequence written in the one way that is kept; empty where it is none."""
    sequence = QKeySequence(key, QKeySequence.SequenceFormat.PortableText)
    return sequence.toString(QKeySequence.SequenceFormat.PortableText) if sequence.count() == 1 else ""


def shown(key: str) -> str:
    """A portable key sequence as this system writes it."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


def shown_keys(keys: Iterable[str]) -> str:
    """Key sequences side by side, as this system writes them."""
    return "   ".join(map(shown, keys))


_IDS = frozenset(one.id for one in COMMANDS)


def _free(keys: KeyMap, one: Command, wanted: Sequence[str]) -> tuple[str, ...]:
    return tuple(key for key in dict.fromkeys(wanted) if holder(keys, one, key) is None)


def _meet(one: Command, other: Command) -> bool:
    """Whether keys of two commands count in one place: those of the window count everywhere."""
    scopes: set[Scope] = {one.scope, other.scope}
    return len(scopes) == 1 or "window" in scopes
