"""Where the program finds its own data and where it may keep its own. Never case text."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from platformdirs import user_config_path, user_documents_path, user_log_path

APP = "Evidence Desk"
SUFFIX = ".evidence"


def resources_dir() -> Path:
    """The folder of bundled data: beside the packages, or inside the frozen program."""
    return _root() / "resources"


def docs_dir() -> Path:
    """The folder of the documents that are shipped with the program: the guide, and what IT asks for."""
    return _root() / "docs"


def config_dir() -> Path:
    """The folder of preferences (window size, colour scheme, recent workspaces); made when missing."""
    return user_config_path(APP, appauthor=False, ensure_exists=True)


def policy_file() -> Path:
    """The file of rules that IT lays down for this computer; need not be there.

    Its place is fixed, and asked of nothing that a user can alter (so not of XDG_CONFIG_DIRS or %ProgramData%). Where
    it is missing, EVIDENCE_POLICY may name another file: that can only add rules to a computer that has none.
    """
    if sys.platform == "win32":
        import winreg

        folders = r"SOFTWARE\Microsoft\Windows\CurrentVersion\Explorer\Shell Folders"
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, folders) as key:
            place = Path(winreg.QueryValueEx(key, "Common AppData")[0]) / APP
    elif sys.platform == "darwin":
        place = Path("/Library/Application Support") / APP
    else:
        place = Path("/etc/evidence-desk")
    machine = place / "policy.toml"
    given = os.environ.get("EVIDENCE_POLICY")
    if not given:
        return machine
    try:
        machine.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return Path(given)
    except OSError:
        pass  # it may be there: whoever reads it will be told why not
    return machine


def log_dir() -> Path:
    """The folder of the program's own log and crash reports; made when missing."""
    return user_log_path(APP, appauthor=False, ensure_exists=True)


def documents_dir() -> Path:
    """Where a new workspace is offered to be kept."""
    return user_documents_path()


def _root() -> Path:
    """Where bundled data stands: beside the packages, or inside the frozen program."""
    frozen = getattr(sys, "_MEIPASS", None)
    return Path(frozen) if frozen else Path(__file__).resolve().parent.parent
