"""What every test stands on: no display is needed, and the user's own settings are left alone."""

from __future__ import annotations

import functools
import os
import sys
import tempfile
from pathlib import Path

from hypothesis import settings
from pytestqt.qtbot import QtBot

from evidence_app.store import keys

# Before Qt is imported anywhere.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["XDG_CONFIG_HOME"] = str(Path(tempfile.gettempdir()) / f"evidence-desk-tests-{os.getpid()}")
os.environ["XDG_STATE_HOME"] = os.environ["XDG_CONFIG_HOME"]
os.environ.pop("EVIDENCE_POLICY", None)

# What several folders of tests share.
sys.path.append(str(Path(__file__).resolve().parent / "helpers"))

# The same examples at every run, so that a change is never blamed for what luck found in code it did not touch.
# To look for more: pytest --hypothesis-profile=default
settings.register_profile("checks", derandomize=True)
settings.load_profile("checks")

# A key is derived slowly on purpose, and tests open the same files over and over: the same answer, worked out once.
keys.derive = functools.lru_cache(maxsize=256)(keys.derive)

# A wait ends as soon as what it waits for holds; five seconds are too few on a machine that does much else.
for wait in (QtBot.waitUntil, QtBot.waitSignal, QtBot.waitSignals, QtBot.waitActive, QtBot.waitExposed):
    assert wait.__kwdefaults__["timeout"] == 5000
    wait.__kwdefaults__["timeout"] = 20_000
