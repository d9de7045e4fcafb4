"""Neither program opens a network socket: both are run, with every process they start, under two guards.

The first guard is inside each Python process: an audit hook that refuses name look-ups and every socket but local
ones of the operating system (by which a window speaks to the desktop, and processes to each other). The second looks
from outside at the whole tree of processes, so that a socket opened below Python, by Qt say, is seen too.
"""

import contextlib
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import psutil
import pytest

ROOT = Path(__file__).resolve().parents[2]

# Python imports a module of this name at its start, in worker processes too.
SITECUSTOMIZE = """
import os, sys

LOCAL = 1  # AF_UNIX
LOOK_UPS = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo"}

def note(line):
    with open(os.environ["GUARD_LOG"], "a") as log:
        log.write(f"{line}\\n")

def watch(event, arguments):
    if event == "socket.__new__":
        bad = arguments[1] not in (LOCAL, -1)  # -1: an open one is wrapped, and its use is watched below
    elif event in ("socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"):
        bad = arguments[0].family != LOCAL
    else:
        bad = event in LOOK_UPS
    if bad:
        note(f"network: {event}")
        raise PermissionError(f"the network was asked for: {event}")

sys.addaudithook(watch)
note("guarded")
"""


class Run(NamedTuple):
    """A run under both guards: exit status, how many Python processes were guarded, what they asked of the network."""

    status: int
    processes: int
    asked: set[str]


def guarded(folder: Path, *command: str, **environment: str) -> Run:
    """Runs a Python command under both guards."""
    (folder / "sitecustomize.py").write_text(SITECUSTOMIZE, encoding="utf-8")
    log = folder / "guard.log"
    asked: set[str] = set()
    with psutil.Popen(
        [sys.executable, *command],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(folder), "GUARD_LOG": str(log), **environment},
        stdin=subprocess.DEVNULL,
    ) as process:
        try:
            while process.poll() is None:
                asked |= inet_sockets(process)
                with contextlib.suppress(psutil.TimeoutExpired):
                    process.wait(timeout=0.05)
        finally:
            for one in [*children(process), process] if process.poll() is None else []:
                one.kill()
    lines = log.read_text(encoding="utf-8").splitlines()
    return Run(process.returncode, lines.count("guarded"), asked | {line for line in lines if line != "guarded"})


def inet_sockets(process: psutil.Process) -> set[str]:
    """Internet sockets of a process and all below it, as the system sees them."""
    found: set[str] = set()
    for one in [process, *children(process)]:
        try:
            found |= {f"socket at {connection.laddr}" for connection in one.net_connections("inet")}
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            continue  # it has just ended
    return found


def children(process: psutil.Process) -> list[psutil.Process]:
    try:
        return list(process.children(recursive=True))
    except psutil.NoSuchProcess:
        return []


@pytest.mark.parametrize(
    "code",
    [
        "import socket; socket.create_connection(('127.0.0.1', 9), 1)",
        "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9/')",
        "import socket; socket.getaddrinfo('localhost', 80)",
        "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM)",
        "import concurrent.futures as f, multiprocessing as m, socket\n"
        "f.ProcessPoolExecutor(1, m.get_context('spawn')).submit(socket.socket).result()",
    ],
)
def test_the_inner_guard_sees_what_it_should(tmp_path: Path, code: str) -> None:
    run = guarded(tmp_path, "-c", code)
    assert run.processes
    assert any(line.startswith("network: ") for line in run.asked)


def test_the_outer_guard_sees_what_it_should() -> None:
    code = (
        "import socket; s = socket.socket(type=socket.SOCK_DGRAM); s.bind(('127.0.0.1', 0)); print(flush=True); input()"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        seen = inet_sockets(psutil.Process(process.pid))
        process.communicate(b"\n")
    assert seen


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Run]:
    """The demo, built by the command line under both guards: its folder, and what was seen."""
    folder = tmp_path_factory.mktemp("guarded")
    program = ("-c", "from evidence_app.cli import main; main()")
    return folder / "demo", guarded(folder, *program, "demo", "--out", str(folder / "demo"), EVIDENCE_PASSPHRASE="demo")


def test_the_command_line_opens_no_socket(demo: tuple[Path, Run]) -> None:
    _, run = demo
    assert run.status == 0
    assert run.processes > 2  # the program and its workers
    assert run.asked == set()


# The window as a person starts it, and a hand that searches, opens the first hit, and closes the window.
WINDOW = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from ui import app

class Hand(QTimer):
    def __init__(self, window):
        super().__init__(window, interval=50)
        self.window, self.acts = window, [self.search, self.close]
        self.timeout.connect(self.act)
        self.start()

    def act(self):
        if self.window.session.is_open and not self.window.session.jobs.running() and self.acts[0]():
            self.acts.pop(0)
            if not self.acts:
                self.stop()

    def search(self):
        self.window.top.search.setText('"drift and delay"')
        self.window.desk.search.enter()
        return True

    def close(self):
        if self.window.desk.hits:
            print("a hit is shown", flush=True)
            self.window.close()
        return self.window.desk.hits

furnish = app.furnish
def furnish_with_hand(window):
    furnish(window)
    Hand(window)
app.furnish = furnish_with_hand
sys.exit(app.run(Path(sys.argv[1]), "demo"))
"""


def test_the_window_opens_no_socket(demo: tuple[Path, Run], tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (workspace,) = demo[0].glob("*.evidence")
    settings = {"XDG_CONFIG_HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    run = guarded(tmp_path, "-c", WINDOW, str(workspace), **settings)
    assert run.status == 0
    assert "a hit is shown" in capfd.readouterr().out
    assert run.processes > 1  # the window and its page service
    assert run.asked == set()
