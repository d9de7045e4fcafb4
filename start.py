"""Prepares this checkout and runs it. Standard library only; Linux, macOS and Windows.

    python3 start.py         prepares .venv, builds the demo workspace and opens it in the window
    python3 start.py test    prepares .venv and runs every check: lint, types, import rules, tests
    python3 start.py ocr     adds to .venv what reads scanned pages (about 130 MB are downloaded)
    python3 start.py build   freezes the programs into dist/evidence-desk, which needs no Python, and tries them

Nothing already done is done again: `.venv` remembers from which requirements it was made.
"""

import contextlib
import ctypes
import functools
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

VERSION = f"{sys.version_info[0]}.{sys.version_info[1]}"
if sys.version_info < (3, 11):  # noqa: UP036 - asked before anything that an older Python would trip over
    sys.exit(f"Evidence Desk needs Python 3.11 or newer, for example: python3.13 start.py (this is {VERSION}).")

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
SCRIPTS = VENV / ("Scripts" if os.name == "nt" else "bin")
EXE = ".exe" if os.name == "nt" else ""
PYTHON = SCRIPTS / f"python{EXE}"
DEMO = ROOT / "demo"
OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen"}
PLAIN = {"cwd": ROOT, "stdin": subprocess.DEVNULL, "encoding": "utf-8", "errors": "replace"}
KEPT = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
say = functools.partial(print, flush=True)  # at once, so that it stands before what a child process prints

# Shared libraries that Qt takes from the system, each with Debian's package and Fedora's.
QT_LIBRARIES = """
    libEGL.so.1 libegl1 libglvnd-egl
    libGL.so.1 libgl1 libglvnd-glx
    libX11.so.6 libx11-6 libX11
    libdbus-1.so.3 libdbus-1-3 dbus-libs
    libfontconfig.so.1 libfontconfig1 fontconfig
    libfreetype.so.6 libfreetype6 freetype
    libglib-2.0.so.0 libglib2.0-0 glib2
    libxkbcommon.so.0 libxkbcommon0 libxkbcommon
    libzstd.so.1 libzstd1 libzstd
"""
X11_LIBRARIES = """
    libX11-xcb.so.1 libx11-xcb1 libX11-xcb
    libxcb-cursor.so.0 libxcb-cursor0 xcb-util-cursor
    libxcb-icccm.so.4 libxcb-icccm4 xcb-util-wm
    libxcb-image.so.0 libxcb-image0 xcb-util-image
    libxcb-keysyms.so.1 libxcb-keysyms1 xcb-util-keysyms
    libxcb-randr.so.0 libxcb-randr0 libxcb
    libxcb-render-util.so.0 libxcb-render-util0 xcb-util-renderutil
    libxcb-shape.so.0 libxcb-shape0 libxcb
    libxcb-xkb.so.1 libxcb-xkb1 libxcb
    libxkbcommon-x11.so.0 libxkbcommon-x11-0 libxkbcommon-x11
"""

# What pip says when something goes wrong, and what that means for the person in front of it.
NO_NETWORK = "ConnectionError|NewConnection|Max retries|name resolution|getaddrinfo|ProxyError|timed out|unreachable"
PIP_PROBLEMS = {
    "No space left on device": "The disk is full. Free about 1 GB and run this again.",
    "DO NOT MATCH THE HASHES": "A download is not the package that was pinned, so it was not installed. Run this "
    "again; if it repeats, something between you and the package index alters downloads.",
    "CERTIFICATE_VERIFY_FAILED": "The package index cannot be trusted: its certificate does not verify here. Behind a "
    "company proxy, set PIP_CERT to the file of your company's certificates.",
    NO_NETWORK: "The package index cannot be reached: no network, or a proxy in between. Connect, or set HTTPS_PROXY "
    "(or PIP_INDEX_URL for a mirror of your own), and run this again.",
    "No matching distribution|not a supported wheel": "The package index has no build of a pinned package for this "
    "system and Python. Use Python 3.11, 3.12 or 3.13, 64 bit, on Linux, Windows or a Mac with an Apple processor.",
}


class Problem(Exception):
    """Something a person can put right: what happened and what to do next; detail is what a tool said about it."""

    def __init__(self, words: str, detail: str = "") -> None:
        super().__init__(words)
        self.detail = detail


def child(
    *command: str | Path, quiet: bool = False, environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Runs a command in this folder, without input; quietly keeps its output (both streams) instead of showing it."""
    env = {**os.environ, **(environment or {})}
    return subprocess.run(command, env=env, **PLAIN, **(KEPT if quiet else {}))


# -- the virtual environment -----------------------------------------------------------------------------------------


def prepare(kind: str) -> None:
    """Brings .venv to the pinned requirements of a kind (the files there); does nothing where it is there already."""
    enough = ("runtime", "dev", "ocr", "freeze") if kind == "runtime" else (kind,)
    if any(stamp_file(one).is_file() and stamp_file(one).read_text() == stamp(one) for one in enough):
        say(f"[1] .venv is up to date with requirements/{kind}.txt.")
        return
    make_venv()
    stamp_file(kind).unlink(missing_ok=True)
    say(f"[1] Installing requirements/{kind}.txt into .venv (about 200 MB are downloaded the first time) ...")
    pip("--require-hashes", "-r", f"requirements/{kind}.txt")
    # The build tool is pinned with the rest: nothing is downloaded behind the hashes' back.
    pip("--no-deps", "--no-build-isolation", "-e", ".")
    stamp_file(kind).write_text(stamp(kind))


def stamp_file(kind: str) -> Path:
    """The file that remembers from what .venv was made."""
    return VENV / f"prepared-{kind}"


def stamp(kind: str) -> str:
    """What .venv depends on: the pinned requirements, the project's own metadata, this Python and this folder."""
    parts = [(ROOT / "requirements" / f"{kind}.txt").read_bytes(), (ROOT / "pyproject.toml").read_bytes()]
    return hashlib.sha256(b"\0".join([*parts, sys.version.encode(), bytes(ROOT)])).hexdigest()


def make_venv() -> None:
    """Makes .venv, or makes it anew where it is broken or of another Python version."""
    if PYTHON.exists():
        found = child(PYTHON, "-c", "import sys, pip; print('%d.%d' % sys.version_info[:2])", quiet=True)
        if found.stdout.strip() == VERSION:
            return
        if Path(sys.prefix).resolve() == VENV:
            raise Problem("The Python inside .venv is broken. Run start.py with the Python of your system.")
    package = f"python{VERSION}-venv"
    if importlib.util.find_spec("ensurepip") is None and not apt_install([package]):
        raise Problem(f"This Python came without its venv module. Install it: sudo apt-get install {package}")
    say(f"[1] Making .venv with Python {VERSION} ...")
    made = child(sys.executable, "-m", "venv", "--clear", VENV, quiet=True)
    if made.returncode:
        raise Problem("The virtual environment .venv could not be made; what Python said is above.", made.stdout)


def pip(*arguments: str) -> None:
    """Installs with the pip of .venv, showing what is downloaded."""
    options = ["--no-input", "--disable-pip-version-check", "--progress-bar=off", *arguments]
    said = ""
    with subprocess.Popen([PYTHON, "-m", "pip", "install", *options], **PLAIN, **KEPT) as process:
        for line in process.stdout or ():
            said += line
            if line.lstrip().startswith("Downloading"):
                say(f"    {line.strip()}")
    if process.returncode:
        known = [words for pattern, words in PIP_PROBLEMS.items() if re.search(pattern, said)]
        unknown = "A package could not be installed; what pip said is above."
        raise Problem([*known, unknown][0], "\n".join(said.splitlines()[-15:]))


# -- system libraries ------------------------------------------------------------------------------------------------


def qt_starts(platform: dict[str, str]) -> tuple[bool, str]:
    """Whether Qt can open its windowing system in .venv, and what it said."""
    code = "from PySide6.QtWidgets import QApplication; QApplication([])"
    tried = child(PYTHON, "-c", code, quiet=True, environment=platform)
    return tried.returncode == 0, tried.stdout


def check_qt(libraries: str, platform: dict[str, str]) -> tuple[bool, str]:
    """Makes sure that Qt finds its system libraries; as root on Debian and its kin, installs what is missing.

    Raises:
        Problem: a library is missing; names the command that installs it.
    """
    works, said = qt_starts(platform)
    rows = [line.split() for line in libraries.splitlines() if line.strip()]
    missing = [row for row in rows if sys.platform.startswith("linux") and not loads(row[0])]
    if works or not missing:
        return works, said
    debian, fedora = (sorted({row[system] for row in missing}) for system in (1, 2))
    if apt_install(debian):
        return qt_starts(platform)
    install = ["dnf", "install", *fedora] if shutil.which("dnf") else ["apt-get", "install", *debian]
    names = ", ".join(row[0] for row in missing)
    raise Problem(f"Qt needs system libraries that are not here: {names}. Run: sudo {' '.join(install)}")


def loads(library: str) -> bool:
    """Whether the system's loader finds a shared library."""
    with contextlib.suppress(OSError):
        return bool(ctypes.CDLL(library))
    return False


def apt_install(packages: list[str]) -> bool:
    """As root on Debian and its kin, installs packages; False, with nothing done, for anyone else or anywhere else."""
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return False
    say(f"    Installing system packages: {' '.join(packages)} ...")
    child("apt-get", "update", "-q", quiet=True)
    command = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages]
    done = child(*command, quiet=True, environment={"DEBIAN_FRONTEND": "noninteractive"})
    if done.returncode:
        last = "\n".join(done.stdout.splitlines()[-5:])
        raise Problem(f"System packages could not be installed. Try: apt-get install {' '.join(packages)}", last)
    return True


# -- what a person asked for -----------------------------------------------------------------------------------------


def demo() -> int:
    """Builds the demo workspace where it is not there yet, and opens it in the window where there is a display."""
    prepare("runtime")
    window = has_window()
    secret = {"EVIDENCE_PASSPHRASE": "demo"}
    finished = DEMO / ".finished"
    if finished.is_file():
        say(f"[2] The demo is in {DEMO} already; delete that folder to have it built anew.")
    else:
        say(f"[2] Building the demo in {DEMO} ...")
        shutil.rmtree(DEMO, ignore_errors=True)  # what an earlier, interrupted start left
        if child(SCRIPTS / f"evidence-app{EXE}", "demo", "--out", DEMO, environment=secret).returncode:
            raise Problem("The demo could not be built; the reason is above.")
        finished.touch()
    if not window:
        say("[3] No display here, so no window opens. The demo is done; its passphrase is “demo”.")
        return 0
    (workspace,) = DEMO.glob("*.evidence")
    say(f"[3] Opening {workspace.name} in the window; its passphrase is “demo” ...")
    return child(SCRIPTS / f"evidence-desk{EXE}", workspace, environment=secret).returncode


def has_window() -> bool:
    """Whether a window can open here; says why not where a display was promised."""
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return False
    works, said = check_qt(QT_LIBRARIES + ("" if os.environ.get("WAYLAND_DISPLAY") else X11_LIBRARIES), {})
    if not works:
        say("    The display does not answer: " + (said.strip().splitlines() or ["(Qt said nothing)"])[0])
    return works


def test(arguments: list[str]) -> int:
    """Runs every check, also after one failed; gives 0 where all passed. Arguments go to pytest."""
    prepare("dev")
    works, said = check_qt(QT_LIBRARIES, OFFSCREEN)
    if not works:
        raise Problem("Qt does not start here; what it said is above.", said)
    checks = {
        "lint": ["-m", "ruff", "check", "."],
        "format": ["-m", "ruff", "format", "--check", "."],
        "types": ["-m", "mypy"],
        "import rules": ["-c", "from importlinter.cli import lint_imports_command as check; check()"],
        "tests": ["-m", "pytest", *([] if arguments or os.cpu_count() == 1 else ["-n", "2"]), *arguments],
    }
    results = []
    for number, (name, command) in enumerate(checks.items(), start=2):
        say(f"\n[{number}] {name}")
        began = time.monotonic()
        done = child(PYTHON, *command, environment=OFFSCREEN)
        results.append((name, done.returncode == 0, time.monotonic() - began))
    say("\nSummary")
    for name, passed, seconds in results:
        say(f"  {'passed' if passed else 'FAILED'}  {name} ({seconds:.0f} s)")
    return 0 if all(passed for _, passed, _ in results) else 1


def build(arguments: list[str]) -> int:
    """Freezes the programs and tries them; gives 0 where all went well."""
    prepare("freeze")
    if sys.platform.startswith("linux"):
        # Asked for a window where there is no display, Qt never starts: so every library is looked for, to be carried.
        check_qt(QT_LIBRARIES + X11_LIBRARIES, {"QT_QPA_PLATFORM": "xcb", "DISPLAY": ""})
    return child(PYTHON, "packaging/build.py", *arguments).returncode


def main(arguments: list[str]) -> int:
    """Does what was asked for; gives the exit status."""
    try:
        if not arguments:
            return demo()
        if arguments[0] == "test":
            return test(arguments[1:])
        if arguments[0] == "build":
            return build(arguments[1:])
        if arguments[0] == "ocr":
            prepare("ocr")
            return 0
        say((__doc__ or "").strip())
        return 0 if arguments[0] in ("-h", "--help") else 2
    except Problem as problem:
        say(f"{problem.detail}\n{problem}")
        return 1
    except KeyboardInterrupt:
        say("\nStopped.")
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
