"""The project as a whole: what its documents say exists, what its files may not hold, what its packages may not do."""

import ast
import hashlib
import os
import re
import runpy
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import click
import pytest

from evidence_app import __version__
from evidence_app.cli import cli
from ui.commands import COMMANDS, FIXED_KEYS, MENUS

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "docs" / "user-guide.md"
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def project_files() -> list[Path]:
    """The files that belong to the project: those git knows, and those it would take in."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("this copy of the project is no git checkout")
    return [path for name in listed.stdout.decode().split("\0") if name and (path := ROOT / name).is_file()]


def child(code: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Runs code in a fresh Python inside the project."""
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


# -- what the documents say ------------------------------------------------------------------------------------------


def pieces_of_code(text: str) -> list[str]:
    """Lines of fenced blocks, and inline code outside them."""
    blocks = re.findall(r"^```[^\n]*\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    lines = [line.strip() for block in blocks for line in block.replace("\\\n", " ").splitlines()]
    rest = re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)
    return lines + re.findall(r"(?<!`)`([^`\n]+)`", rest)


def commands_in(document: Path) -> list[str]:
    """What a document tells people to type after `evidence-app`."""
    found = (re.search(r"\bevidence-app\s+(\S.*)", piece) for piece in pieces_of_code(document.read_text("utf-8")))
    return [match[1].partition(" #")[0] for match in found if match]


def options_of(command: click.Command) -> set[str]:
    return {
        name for one in command.params if isinstance(one, click.Option) for name in (*one.opts, *one.secondary_opts)
    }


def problem_with(line: str) -> str:
    """What is wrong with a command line as a document prints it; empty where it exists. `[--x Y]` and A|B are read."""
    words = shlex.split(re.sub(r"[\[\]]", " ", line))
    known = options_of(cli) | {"-h", "--help"}
    if not words[0].startswith("-"):
        if words[0] not in cli.commands:
            return f"there is no command “{words[0]}”"
        command = cli.commands[words[0]]
        known = options_of(command) | {"-h", "--help"}
        verbs = getattr(command, "commands", {})
        if verbs and len(words) > 2 and not words[2].startswith("-"):
            if words[2] not in verbs:
                return f"there is no verb “{words[2]}”"
            known |= options_of(verbs[words[2]])
    given = {name for word in words if word.startswith("-") for name in word.split("=")[0].split("/")}
    return f"there is no option {', '.join(sorted(given - known))}" if given - known else ""


def test_every_command_line_in_the_documents_exists() -> None:
    lines = [(document.name, line) for document in DOCUMENTS for line in commands_in(document)]
    assert len(lines) > 20
    wrong = [f"{name}: evidence-app {line}: {said}" for name, line in lines if (said := problem_with(line))]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("line", ["forget W", "search W children --fast", "visits W forget", "--verbose"])
def test_a_command_line_that_does_not_exist_is_noticed(line: str) -> None:
    assert problem_with(line)


def test_every_command_is_in_the_readme() -> None:
    told = {line.split()[0] for line in commands_in(ROOT / "README.md")}
    assert set(cli.commands) - told == set()


def test_every_key_in_the_documents_exists() -> None:
    known = {key for command in COMMANDS for key in command.keys} | {key for key, _ in FIXED_KEYS}
    told = [
        (document.name, key)
        for document in DOCUMENTS
        for key in re.findall(r"<kbd>(.*?)</kbd>", document.read_text(encoding="utf-8"))
    ]
    assert len(told) > len(COMMANDS)
    assert [one for one in told if one[1] not in known] == []


def test_the_guide_lists_every_key() -> None:
    rows = set(re.findall(r"^\| ([^|]+) \| (<kbd>[^|]+) \|$", GUIDE.read_text(encoding="utf-8"), re.MULTILINE))
    expected = {
        (command.name, " ".join(f"<kbd>{key}</kbd>" for key in command.keys)) for command in COMMANDS if command.keys
    }
    expected |= {(does, f"<kbd>{key}</kbd>") for key, does in FIXED_KEYS}
    assert rows == expected


def test_every_menu_entry_in_the_documents_exists() -> None:
    known = {f"{command.menu} > {command.name}" for command in COMMANDS}
    told = re.findall(rf"\*((?:{'|'.join(MENUS)}) > [^*]+)\*", "\n".join(d.read_text("utf-8") for d in DOCUMENTS))
    assert told
    assert set(told) - known == set()


def test_every_file_the_documents_link_to_is_there() -> None:
    links = [
        (document, target)
        for document in DOCUMENTS
        for target in re.findall(r"\]\((?!https:)([^)#\s]+)[^)]*\)", document.read_text(encoding="utf-8"))
    ]
    assert links
    assert [f"{document.name}: {target}" for document, target in links if not (document.parent / target).exists()] == []


def test_every_picture_is_shown_and_made_by_a_script() -> None:
    images = ROOT / "docs" / "images"
    shown = {
        (document.parent / target).resolve()
        for document in DOCUMENTS
        for target in re.findall(r"!\[[^\]]+\]\(([^)]+)\)", document.read_text(encoding="utf-8"))
    }
    # The guide shows the dark twin where the dark scheme is in force.
    shown |= {path.with_name(path.name.replace("-light", "-dark")) for path in shown}
    assert sorted(path.name for path in set(images.glob("*")) - shown) == []
    helpers = ROOT / "tests" / "helpers"
    scripts = [helpers / "screenshots.py", *helpers.glob("*_pictures.py")]
    text = "\n".join(script.read_text(encoding="utf-8") for script in scripts)
    names = {re.sub(r"-(light|dark)(-200)?$", "", path.stem) for path in images.glob("*.png")}
    made = set(re.findall(r'"(?:pack-)?([a-z][a-z-]*)[-"]', text))
    assert sorted(names - made - {f"pack-{name}" for name in made}) == []


def test_the_accessibility_statement_answers_every_criterion() -> None:
    # WCAG 2.2, levels A (31) and AA (24); 4.1.1 is obsolete.
    numbers = """
        1.1.1 1.2.1 1.2.2 1.2.3 1.2.4 1.2.5 1.3.1 1.3.2 1.3.3 1.3.4 1.3.5 1.4.1 1.4.2 1.4.3 1.4.4 1.4.5 1.4.10 1.4.11
        1.4.12 1.4.13 2.1.1 2.1.2 2.1.4 2.2.1 2.2.2 2.3.1 2.4.1 2.4.2 2.4.3 2.4.4 2.4.5 2.4.6 2.4.7 2.4.11 2.5.1 2.5.2
        2.5.3 2.5.4 2.5.7 2.5.8 3.1.1 3.1.2 3.2.1 3.2.2 3.2.3 3.2.4 3.2.6 3.3.1 3.3.2 3.3.3 3.3.4 3.3.7 3.3.8
        4.1.2 4.1.3
    """.split()
    text = (ROOT / "docs" / "accessibility.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d\.\d\.\d+) [^|]+ \| (AA?) \| ([^|]+) \| [^|]+ \|$", text, re.MULTILINE)
    assert [number for number, _, _ in rows] == numbers
    assert [level for _, level, _ in rows].count("A") == 31
    assert {result for _, _, result in rows} <= {"supports", "partly", "does not support", "not applicable"}


# -- what the files may not hold -------------------------------------------------------------------------------------


def test_no_file_names_a_machine_or_a_package_index() -> None:
    # Written backwards, so that this file does not hold what it looks for.
    backwards = (b"/krow/", b"/pmt/", b"/toor/", b"gro.ipyp", b"detsohnohtyp", b"lru-xedni-", b"lru-xedni-artxe")
    banned = [word[::-1] for word in backwards]
    wrong = [
        f"{path.relative_to(ROOT)}: {word.decode()}"
        for path in project_files()
        for word in banned
        if word in path.read_bytes()
    ]
    assert not wrong, "\n".join(wrong)


def test_no_module_has_grown_past_350_lines() -> None:
    modules = [
        path
        for path in project_files()
        if path.suffix == ".py" and path.parts[len(ROOT.parts)] in ("evidence_app", "ui")
    ]
    assert len(modules) > 50
    lengths = {str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines()) for path in modules}
    assert {name: lines for name, lines in lengths.items() if lines > 350} == {}


def test_the_licence_is_the_whole_official_text() -> None:
    text = (ROOT / "LICENSE").read_bytes()
    assert len(text.splitlines()) == 661
    # The checksum by which the text published by the Free Software Foundation is known.
    assert hashlib.sha256(text).hexdigest() == "0d96a4ff68ad6d4b6f1f30f713b18d5184912ba8dd389f86aa7710db079abcb0"


def test_there_is_one_version() -> None:
    version = PYPROJECT["project"]["version"]
    assert __version__ == version
    assert re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)[1] == version  # type: ignore[index]


# -- pinned requirements ---------------------------------------------------------------------------------------------


def pins(kind: str) -> dict[str, str]:
    """Package names and versions pinned in a file; each with at least one hash."""
    text = (ROOT / "requirements" / f"{kind}.txt").read_text(encoding="utf-8")
    found = dict(re.findall(r"^([\w.-]+)==([^\s;]+)", text, re.MULTILINE))
    blocks = re.split(r"^(?=[\w.-]+==)", text, flags=re.MULTILINE)[1:]
    assert len(blocks) == len(found)
    assert all("--hash=sha256:" in block for block in blocks)
    return found


def normal(requirement: str) -> str:
    """The name in a requirement, as package indexes write it."""
    return re.sub(r"[-_.]+", "-", re.match(r"[\w.-]+", requirement)[0]).lower()  # type: ignore[index]


def test_what_is_required_is_pinned() -> None:
    extras = PYPROJECT["project"]["optional-dependencies"]
    runtime = {normal(one) for one in [*PYPROJECT["project"]["dependencies"], *extras["build"]]}
    assert runtime - set(pins("runtime")) == set()
    assert {normal(one) for one in extras["dev"]} - set(pins("dev")) == set()
    assert {normal(one) for one in extras["ocr"]} - set(pins("ocr")) == set()
    assert {normal(one) for one in extras["freeze"]} - set(pins("freeze")) == set()


def test_development_adds_to_the_runtime_and_changes_nothing_in_it() -> None:
    assert pins("runtime").items() <= pins("dev").items()


def test_reading_scans_adds_to_the_runtime_and_agrees_with_development() -> None:
    scans, development = pins("ocr"), pins("dev")
    assert pins("runtime").items() <= scans.items()
    assert all(development[name] == scans[name] for name in development.keys() & scans.keys())


def test_freezing_adds_to_the_runtime_alone() -> None:
    freezing = pins("freeze")
    assert pins("runtime").items() <= freezing.items()
    assert "pyinstaller" not in pins("runtime").keys() | pins("dev").keys()


# -- start.py --------------------------------------------------------------------------------------------------------


def test_start_is_short_and_an_older_python_can_read_it() -> None:
    text = (ROOT / "start.py").read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 300
    ast.parse(text, feature_version=(3, 7))


def test_start_uses_the_standard_library_only() -> None:
    tree = ast.parse((ROOT / "start.py").read_text(encoding="utf-8"))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.partition(".")[0] for name in imported} <= sys.stdlib_module_names


def test_an_older_python_is_told_in_one_sentence() -> None:
    done = child("import runpy, sys; sys.version_info = (3, 9, 1); runpy.run_path('start.py', run_name='__main__')")
    assert done.returncode == 1
    assert done.stderr == "Evidence Desk needs Python 3.11 or newer, for example: python3.13 start.py (this is 3.9).\n"


def test_nothing_already_prepared_is_prepared_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    start = runpy.run_path(str(ROOT / "start.py"))
    inside = start["prepare"].__globals__
    inside["VENV"] = tmp_path
    inside["make_venv"] = inside["pip"] = lambda *_: pytest.fail("it prepared again")
    (tmp_path / "prepared-dev").write_text(start["stamp"]("dev"))
    start["prepare"]("dev")
    start["prepare"]("runtime")  # whoever has the development tools has the runtime too
    assert capsys.readouterr().out.count("up to date") == 2
    (tmp_path / "prepared-dev").write_text("from other requirements")
    with pytest.raises(pytest.fail.Exception):
        start["prepare"]("dev")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("OSError: [Errno 28] No space left on device", "The disk is full."),
        (
            "Failed to establish a new connection: NewConnectionError: Temporary failure in name resolution",
            "cannot be reached",
        ),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", "not the package that was pinned"),
        ("SSLError: [SSL: CERTIFICATE_VERIFY_FAILED]", "certificate"),
        ("ERROR: No matching distribution found for x==1", "no build"),
        ("error: something else", "could not be installed"),
    ],
)
def test_what_pip_says_is_told_in_words(tmp_path: Path, said: str, told: str) -> None:
    start = runpy.run_path(str(ROOT / "start.py"))
    # Stands in for the Python of .venv: whatever it is asked to install, it says this and fails.
    stand_in = tmp_path / "python"
    stand_in.write_text(f"#!{sys.executable}\nimport sys\nsys.exit({said!r})\n")
    stand_in.chmod(0o755)
    start["pip"].__globals__["PYTHON"] = stand_in
    with pytest.raises(start["Problem"], match=told) as caught:
        start["pip"]("-r", "requirements/runtime.txt")
    assert said in caught.value.detail


# -- what the core may not do ----------------------------------------------------------------------------------------

REFUSE_THE_WINDOW = """
import importlib, importlib.util, pkgutil, sys

class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("PySide6", "shiboken6", "ui"):
            raise ImportError(f"the core asked for {name}")

sys.meta_path.insert(0, Refuse())
import evidence_app
names = ["evidence_app"] + [m.name for m in pkgutil.walk_packages(evidence_app.__path__, "evidence_app.")]
if importlib.util.find_spec("rapidocr") is None:
    names.remove("evidence_app.ocr.recogniser")  # an extra, which need not be installed
for name in names:
    importlib.import_module(name)
print(len(names))
"""


def test_the_core_imports_without_qt_and_without_the_window() -> None:
    done = child(REFUSE_THE_WINDOW)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 50
