"""What is loaded when: the front door loads what it is asked for, a program begins without what it may never need."""

from __future__ import annotations

import json
import os
import pkgutil
import subprocess
import sys
import types
from pathlib import Path

import pytest

from evidence_app import workspace

ROOT = Path(__file__).resolve().parents[2]

# Readers and writers of formats, ciphers, keyrings, engines: each is loaded by what needs it, or in a worker process.
NEVER_AT_START = """
    numpy cv2 onnxruntime rapidocr office_oxide python_calamine mistune mammoth docx openpyxl olefile msoffcrypto
    pymupdf pypdfium2 typst pyzipper Cryptodome cryptography keyring secretstorage holidays lxml pytest
""".split()
FIRST_PAGE = (
    "import sys; sys.argv = ['evidence-desk']\n"
    "from PySide6.QtWidgets import QApplication; app = QApplication([])\n"
    "from ui import app as program; from ui.preferences import Preferences; from pathlib import Path\n"
    "window = program.first_page(Preferences(Path(sys.prefix) / 'nowhere')); window.show()\n"
)
# What no first page needs. Qt's own bindings and what they load are not in it.
NOT_FOR_THE_FIRST_PAGE = [
    *NEVER_AT_START,
    *"phonenumbers stdnum rapidfuzz whoosh sqlcipher3 sqlite_utils psutil pebble click filelock sqlite3 ssl".split(),
    "ui.acts", "ui.views.desk", "evidence_app.store", "evidence_app.workspace.workspace",
]  # fmt: skip


def loaded(code: str) -> set[str]:
    """The modules a fresh Python has loaded after code."""
    done = subprocess.run(
        [sys.executable, "-c", code + "\nimport json, sys; print(json.dumps([*sys.modules]))"],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=True,
    )
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_every_name_of_the_front_door_is_there() -> None:
    assert set(workspace.__all__) == set(workspace._MODULES)
    for name in workspace.__all__:
        assert getattr(workspace, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'Nothing'"):
        _ = workspace.Nothing  # type: ignore[attr-defined]
    assert isinstance(workspace, types.ModuleType)


def test_no_name_of_the_front_door_is_a_modules_too() -> None:
    """A module inside the package takes the place of such a name as soon as it is loaded."""
    assert set(workspace._MODULES) & {one.name for one in pkgutil.iter_modules(workspace.__path__)} == set()


def test_the_front_door_alone_loads_nothing_behind_it() -> None:
    assert [name for name in loaded("import evidence_app.workspace") if name.startswith("evidence_app.")] == [
        "evidence_app.workspace"
    ]


def test_the_command_line_begins_without_what_it_may_never_need() -> None:
    assert loaded("import evidence_app.cli") & {*NEVER_AT_START, "whoosh", "PySide6", "ui"} == set()


def test_the_first_page_stands_without_what_is_behind_it() -> None:
    assert loaded(FIRST_PAGE) & set(NOT_FOR_THE_FIRST_PAGE) == set()


def test_the_whole_window_is_made_without_what_it_may_never_need() -> None:
    assert loaded(FIRST_PAGE + "program.furnish(window)") & {*NEVER_AT_START, "whoosh", "evidence_app.store"} == set()
