"""Starts the frozen programs as a new user would, and fails on anything they should not say or leave behind.

    python packaging/trial.py FOLDER [DOCUMENTS]

FOLDER is what the build made; DOCUMENTS are PDFs to import instead of the samples. Each program gets an empty home, an
empty PATH (so no Python is found) and a temporary folder of its own. Where Xvfb is installed the window opens on it.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Sequence
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path

from carried import documents, with_metadata

ROOT = Path(__file__).resolve().parent.parent
EXE = ".exe" if os.name == "nt" else ""
GOAL_SECONDS = 1.5
LONGEST_SECONDS = 120
STARTS = 5  # of the window on each display; the median counts

DEMO_SAYS = (
    r"Imported \d+ sample documents, \d+ pages, of an invented council\.",
    *[r"Searched .+: \d+ pages? in [\d.]+ ms"] * 6,
    r"Tagged \d+ passages over the four judgement areas\.",
    r"Made an evidence pack and proved it \(\d+ checks\)\.",
    r"Workspace: .+\.evidence",
    r"Passphrase: demo",
    r"Pack: .+\.pdf",
)
# Nothing but these may come on the error output: how far the command line is, told every five seconds of what takes
# long, and what only Qt's offscreen platform says.
ALLOWED = re.compile(r"[A-Z].*, [\d,]+ of [\d,]+(, .*)?|This plugin does not support propagateSizeHints\(\)")
CRASHES = "crash *.txt"  # what the program calls its reports of bugs
WINDOW_SAYS = (r"The first page stood on \w+ at (\S+)\.", r"The whole window stood on \w+ at (\S+)\.")
WORKSPACE_SAYS = r"The workspace stood on \w+ at (\S+)\."


class Unexpected(Exception):
    """A frozen program did not do, or say, what it should."""


class NewUser:
    """Somebody on whose computer nothing was ever installed.

    Args:
        programs: the folder of the frozen programs.
        home: an empty folder.
    """

    def __init__(self, programs: Path, home: Path) -> None:
        self.programs = programs
        self.home = home
        for name in ("path", "temporary", "run"):
            (home / name).mkdir(mode=0o700)
        kept = {name: os.environ[name] for name in ("SYSTEMROOT", "WINDIR", "COMSPEC") if name in os.environ}
        homes = dict.fromkeys(("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"), str(home))
        temporary = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(home / "temporary"))
        self.environment = {**kept, **homes, **temporary, "LANG": "C.UTF-8", "PATH": str(home / "path")}
        self.environment |= {"XDG_RUNTIME_DIR": str(home / "run"), "EVIDENCE_PASSPHRASE": "demo"}

    def says(self, program: str, *arguments: str | Path, **environment: str) -> str:
        """Runs one of the programs to its end and gives what it printed; see `runs`."""
        return self.runs([self.programs / f"{program}{EXE}", *arguments], **environment)

    def runs(self, command: Sequence[str | Path], **environment: str) -> str:
        """Runs a command to its end and gives what it printed.

        Raises:
            Unexpected: it failed, or printed anything unexpected on its error output.
        """
        done = subprocess.run(
            command,
            cwd=self.home,
            env={**self.environment, **environment},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=LONGEST_SECONDS,
            check=False,
        )
        if done.returncode or not all(map(ALLOWED.fullmatch, done.stderr.splitlines())):
            name = " ".join(map(str, command))
            crashes = "".join(path.read_text(encoding="utf-8") for path in self.home.rglob(CRASHES))
            raise Unexpected(f"{name}: exit status {done.returncode}\n{done.stdout}{done.stderr}{crashes}")
        return done.stdout

    def left_behind(self) -> list[str]:
        """Files that no program may leave: temporary ones, crash reports."""
        return [str(path) for path in [*(self.home / "temporary").rglob("*"), *self.home.rglob(CRASHES)]]


def expect(said: str, *patterns: str) -> None:
    """Each line must be as its pattern says, and there must be no other.

    Raises:
        Unexpected: a line is different, missing or too many.
    """
    lines = said.splitlines()
    if len(lines) != len(patterns) or not all(map(re.fullmatch, patterns, lines)):
        raise Unexpected("expected other words than these:\n" + said)


def try_command_line(user: NewUser, documents: list[Path]) -> None:
    """Versions, the demo, and a workspace of one's own from its first document to a proved pack."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    told = user.says("evidence-app", "--version").splitlines()
    if told[0] != f"Evidence Desk {version}" or "without Qt" not in told[1]:
        raise Unexpected("\n".join(told))
    report("evidence-app --version")
    expect(user.says("evidence-app", "demo", "--out", user.home / "demo"), *DEMO_SAYS)
    report("evidence-app demo")
    workspace = user.home / "own.evidence"
    user.says("evidence-app", "new", workspace)
    added = json.loads(user.says("evidence-app", "import", workspace, *documents, "--json"))
    listed = json.loads(user.says("evidence-app", "documents", workspace, "--json"))
    if len(listed) != len(documents) or any(one["status"] != "ready" for one in listed):
        raise Unexpected(f"not every document was read: {json.dumps(added)[:2000]}")
    report(f"import of {len(documents)} PDFs, {sum(one['pages'] for one in listed)} pages")
    number = str(listed[0]["id"])
    page = user.says("evidence-app", "text", workspace, number, "--page", "2")
    lines = page.splitlines()
    # From the middle of the page: what runs along its head and foot is no part of the text that can be quoted.
    quote = next(line.strip() for line in lines[len(lines) // 3 :] if len(line.split()) >= 8)
    tag = ["--document", number, "--page", "2", "--quote", quote, "--area", "leaders", "--finding", "context"]
    user.says("evidence-app", "tag", workspace, *tag)
    user.says("evidence-app", "pack", workspace, user.home / "pack", "--formats", "pdf,docx,xlsx")
    proved = user.says("evidence-app", "verify", user.home / "pack").splitlines()
    if not proved or not all(line.startswith("proved") for line in proved if line):
        raise Unexpected("\n".join(proved))
    report(f"a pack as PDF, Word and Excel ({len(proved)} checks)")


def try_papers(user: NewUser) -> None:
    """What comes beside the programs: the guide with its pictures, and the licence of every part."""
    inside = user.programs / "_internal"
    if missing := [name for file, name in documents(ROOT) if not (inside / name / Path(file).name).is_file()]:
        raise Unexpected(f"documents are missing in {missing}")
    told = json.loads(user.says("evidence-app", "licences", "--json"))
    if missing := set(with_metadata()) - {one["name"] for one in told}:
        raise Unexpected(f"no licence is told of {sorted(missing)}")
    text = json.loads(user.says("evidence-app", "licences", "pyside6-essentials", "--json"))["text"]
    if "GNU LESSER GENERAL PUBLIC LICENSE" not in text:
        raise Unexpected("the licence of Qt cannot be read")
    report(f"the guide, and the licences of {len(told)} parts")


def try_formats(user: NewUser) -> None:
    """Files of other formats are read, each by the library that reads it, and found by their words."""
    folder = user.home / "formats"
    folder.mkdir()
    for name, data in other_formats("The kestrel visit was on time.").items():
        (folder / name).write_bytes(data)
    workspace = user.home / "formats.evidence"
    user.says("evidence-app", "new", workspace)
    user.says("evidence-app", "import", workspace, folder)
    listed = json.loads(user.says("evidence-app", "documents", workspace, "--json"))
    found = json.loads(user.says("evidence-app", "search", workspace, "kestrel", "--json"))
    names = sorted(Path(one["paths"][0]).name for one in listed)
    if names != sorted(path.name for path in folder.iterdir()) or any(one["status"] != "ready" for one in listed):
        raise Unexpected(f"not every format was read: {json.dumps(listed)[:2000]}")
    if len({hit["document"] for hit in found["hits"]}) != len(names):
        raise Unexpected(f"not every format was found: {json.dumps(found)[:2000]}")
    report(f"import and search of {', '.join(sorted(name.rpartition('.')[2] for name in names))}")


def other_formats(words: str) -> dict[str, bytes]:
    """Files by name, one of each sort of reader, each with these words; made with the libraries of the build."""
    import docx
    import openpyxl

    word, sheet, mail = io.BytesIO(), io.BytesIO(), EmailMessage()
    document = docx.Document()
    document.add_paragraph(words)
    document.save(word)
    workbook = openpyxl.Workbook()
    workbook.active.append(["What was found", words])
    workbook.save(sheet)
    mail["From"], mail["To"], mail["Subject"] = "rowan@aldermere.example", "ira@aldermere.example", "The visit"
    mail.set_content(words)
    return {
        "audit.docx": word.getvalue(),
        "audit.xlsx": sheet.getvalue(),
        "note.eml": mail.as_bytes(),
        "note.rtf": f"{{\\rtf1\\ansi {words}\\par}}".encode("ascii"),
        "note.md": f"# Note\n\n{words}\n".encode(),
        "note.html": f"<!DOCTYPE html><html><body><p>{words}</p></body></html>".encode(),
    }


def try_itself(user: NewUser) -> None:
    """The program's own test: encryption, workers, fonts, a redacted pack, the system's store of passwords, backups."""
    told = json.loads(user.says("evidence-app", "self-test", "--json"))
    if not told["ok"]:
        raise Unexpected(json.dumps(told["trials"], indent=1))
    report(f"evidence-app self-test, {len(told['trials'])} trials, a redacted pack among them")


def try_files(user: NewUser) -> None:
    """A workspace named on the command line opens, also by way of what a desktop does on a double click."""
    workspace = next((user.home / "demo").glob("*.evidence"))
    offscreen = {"QT_QPA_PLATFORM": "offscreen"}
    expect(user.says("evidence-desk", workspace, "--start-test", **offscreen), *WINDOW_SAYS, WORKSPACE_SAYS)
    report("evidence-desk WORKSPACE opens it")
    if not sys.platform.startswith("linux"):
        return
    script = [user.programs / "add-to-menu.sh"]
    environment = {**user.environment, "PATH": os.defpath}
    subprocess.run(script, env=environment, check=True, capture_output=True)
    entry = user.home / ".local" / "share" / "applications" / "evidence-desk.desktop"
    command = re.search(r"^Exec=(.+)$", entry.read_text(encoding="utf-8"), re.MULTILINE)[1]  # type: ignore[index]
    words = [str(workspace) if word == "%f" else word for word in shlex.split(command)]
    said = subprocess.run(
        [*words, "--start-test"],
        env={**user.environment, **offscreen},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    expect(said.stdout, *WINDOW_SAYS, WORKSPACE_SAYS)
    subprocess.run([*script, "--remove"], env=environment, check=True, capture_output=True)
    if entry.exists():
        raise Unexpected(f"{entry} is still there")
    report("add-to-menu.sh: a workspace opens by its menu entry")


def try_window(user: NewUser) -> float:
    """Opens the window some times on each display there is; gives the median to its first page on the best, in s."""
    best = 0.0
    for name, environment in displays():
        with environment as given:
            times = [seconds_to_stand(user, given) for _ in range(STARTS)]
        first, whole = (statistics.median(each) for each in zip(*times, strict=True))
        best = best or first
        every = ", ".join(f"{one:.2f}" for one, _ in times)
        report(f"evidence-desk on {name}: first page after {every} s, whole window {whole - first:.2f} s later")
    return best


def seconds_to_stand(user: NewUser, environment: dict[str, str]) -> tuple[float, float]:
    """From starting the program until its first page, and its whole window, stood there; it then closes by itself.

    Raises:
        Unexpected: it said anything else.
    """
    began = datetime.now()
    said = user.says("evidence-desk", "--start-test", **environment)
    expect(said, *WINDOW_SAYS)
    stood = [re.fullmatch(pattern, line)[1] for pattern, line in zip(WINDOW_SAYS, said.splitlines(), strict=True)]  # type: ignore[index]
    first, whole = ((datetime.fromisoformat(one) - began).total_seconds() for one in stood)
    return first, whole


def displays() -> list[tuple[str, contextlib.AbstractContextManager[dict[str, str]]]]:
    """Where the window can open: a virtual X display where one is installed, else the system's, and offscreen."""
    found: list[tuple[str, contextlib.AbstractContextManager[dict[str, str]]]] = []
    if sys.platform.startswith("linux"):
        if shutil.which("Xvfb"):
            found.append(("Xvfb", virtual_display()))
        else:
            print("  Xvfb is not installed, so the window is tried offscreen only.")
    else:
        found.append((sys.platform, contextlib.nullcontext({})))
    return [*found, ("no display (offscreen)", contextlib.nullcontext({"QT_QPA_PLATFORM": "offscreen"}))]


@contextlib.contextmanager
def virtual_display() -> Iterator[dict[str, str]]:
    """A display of our own, for as long as it is needed."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1366x768x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL) as server:
        os.close(write)
        try:
            with os.fdopen(read) as number:
                yield {"DISPLAY": f":{number.readline().strip()}", "QT_QPA_PLATFORM": "xcb"}
        finally:
            server.terminate()


def report(what: str) -> None:
    """Says what went well."""
    print(f"  tried: {what}", flush=True)


def main(arguments: list[str]) -> int:
    """Tries everything; gives the exit status."""
    programs = Path(arguments[0]).resolve()
    given = [Path(one).resolve() for one in arguments[1:]]
    papers = given or sorted((programs / "_internal" / "resources" / "samples").glob("*.pdf"))[:6]
    load = f", load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors" if hasattr(os, "getloadavg") else ""
    print(f"Trying {programs} without Python{load}", flush=True)
    with tempfile.TemporaryDirectory(prefix="evidence-desk-trial-") as home:
        user = NewUser(programs, Path(home))
        try:
            try_command_line(user, papers)
            try_papers(user)
            try_formats(user)
            try_itself(user)
            try_files(user)
            seconds = try_window(user)
            if left := user.left_behind():
                raise Unexpected("left behind:\n" + "\n".join(left))
        except (Unexpected, subprocess.TimeoutExpired) as error:
            print(f"FAILED: {error}")
            return 1
    told = "within" if seconds < GOAL_SECONDS else "OVER"
    print(f"All went well. First page after {seconds:.2f} s (median), {told} the goal of {GOAL_SECONDS} s.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
