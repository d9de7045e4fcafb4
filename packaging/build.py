"""Builds the frozen programs into dist/evidence-desk and tries them; called by `python3 start.py build`.

    --skip-trial    only build

Fails when PyInstaller warns of something unexpected or a trial fails. What is larger or slower than its goal is told.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import icu
import sbom
from carried import carried, without_licence_text
from icon import icns, ico
from pictures import lighten

ROOT = Path(__file__).resolve().parent.parent
DIST = ROOT / "dist" / "evidence-desk"
WORK = ROOT / "build"
MADE = WORK / "made"
GOAL_BYTES = 300_000_000

# Warnings of PyInstaller that are known and harmless; any other fails the build.
KNOWN_WARNINGS = re.compile(
    r"Hidden import \"(pycparser\.(lex|yacc)tab|setuptools\._distutils)\" not found"
    r"|Hidden import \"lxml\.\w+(\.\w+)?\""  # left out: reading web pages, objects, rules
    r"|Hidden import \"phonenumbers\.(geo|carrier|tz)data\."  # left out: places, networks, time zones
    r"|Library (shell32|ole32|ntdll|user32) required via ctypes not found"  # asked for on Windows only
    r"|Library not found: could not resolve 'lib(gtk|gdk)-3"  # of a plugin that is left out
    r"|Ignoring icon; supported only on Windows and macOS"
)

# Signed resource of Windows: what the properties of the file show.
VERSION_RESOURCE = """VSVersionInfo(
  ffi=FixedFileInfo(
    filevers={numbers}, prodvers={numbers}, mask=0x3F, flags=0x0, OS=0x40004, fileType=0x1, subtype=0x0
  ),
  kids=[
    StringFileInfo([StringTable("080904B0", [
      StringStruct("CompanyName", "The Evidence Desk founders"),
      StringStruct("FileDescription", "{description}"),
      StringStruct("FileVersion", "{version}"),
      StringStruct("InternalName", "{name}"),
      StringStruct("LegalCopyright", "GNU Affero General Public License, version 3 or later"),
      StringStruct("OriginalFilename", "{name}.exe"),
      StringStruct("ProductName", "Evidence Desk"),
      StringStruct("ProductVersion", "{version}"),
    ])]),
    VarFileInfo([VarStruct("Translation", [0x0809, 1200])]),
  ],
)
"""


def version_resource(name: str, description: str, version: str) -> str:
    """What Windows shows as the properties of a program; version is of the form 1.2.3."""
    numbers = tuple([*map(int, re.findall(r"\d+", version)), 0, 0, 0, 0][:4])
    return VERSION_RESOURCE.format(name=name, description=description, version=version, numbers=numbers)


def make_parts(version: str) -> None:
    """Icons and version resources, on every system, so that they can be looked at where they are not used."""
    MADE.mkdir(parents=True, exist_ok=True)
    drawing = ROOT / "resources" / "icons" / "evidence-desk.svg"
    (MADE / "evidence-desk.ico").write_bytes(ico(drawing))
    (MADE / "evidence-desk.icns").write_bytes(icns(drawing))
    for name, description in {"evidence-desk": "Evidence Desk", "evidence-app": "Evidence Desk, command line"}.items():
        text = version_resource(name, description, version)
        (MADE / f"{name}.version").write_text(text, encoding="utf-8")


def freeze() -> list[str]:
    """Runs PyInstaller from scratch; gives what it warned of and nobody expected."""
    shutil.rmtree(DIST, ignore_errors=True)
    places = ["--distpath", DIST.parent, "--workpath", WORK / "work"]
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level=INFO", *places]
    done = subprocess.run(
        [*command, ROOT / "build.spec"],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    (WORK / "build.log").write_text(done.stdout, encoding="utf-8")
    if done.returncode:
        return done.stdout.splitlines()[-15:]
    warned = [line for line in done.stdout.splitlines() if re.search(r"\b(WARNING|ERROR|CRITICAL)\b", line)]
    return [line for line in warned if not KNOWN_WARNINGS.search(line)]


def slim() -> None:
    """Lightens the guide's pictures; on Linux, takes from libraries what only debuggers read, and other languages.

    The trial proves that they still load.
    """
    for picture in (DIST / "_internal" / "docs").rglob("*.png"):
        lighten(picture)
    if not sys.platform.startswith("linux"):
        return
    libraries = [path for path in (DIST / "_internal").rglob("*.so*") if path.is_file() and not path.is_symlink()]
    # Libraries in folders named so were rearranged by their makers after linking, and have no such symbols.
    subprocess.run(
        ["strip", "--strip-unneeded", *(one for one in libraries if not one.parent.name.endswith(".libs"))], check=True
    )
    for tables in (DIST / "_internal").rglob("libicudata.so.*"):
        try:
            tables.write_bytes(icu.slim(tables.read_bytes()))
        except icu.NotIcu as reason:
            print(f"{tables.name} is carried whole: {reason}")


def add_helpers() -> None:
    """On Linux, what puts the program into a user's menu; elsewhere an installer, or the bundle, does that."""
    if sys.platform.startswith("linux"):
        shutil.copy(ROOT / "packaging" / "linux" / "add-to-menu.sh", DIST)


def size(path: Path) -> int:
    """Bytes of a file, or of all files in a folder; a link counts nothing."""
    files = [path] if path.is_file() else path.rglob("*")
    return sum(file.stat().st_size for file in files if file.is_file() and not file.is_symlink())


def describe() -> None:
    """Prints what the folder weighs and carries."""
    inside = DIST / "_internal"
    parts = [part for part in (*inside.iterdir(), *DIST.iterdir()) if part != inside]
    weights = sorted(((size(part), part.name) for part in parts), reverse=True)
    whole = size(DIST)
    told = "within" if whole < GOAL_BYTES else "OVER"
    print(f"Size: {whole / 1e6:.0f} MB, {told} the goal of {GOAL_BYTES / 1e6:.0f} MB.")
    print("Largest: " + ", ".join(f"{name} {weight / 1e6:.0f} MB" for weight, name in weights[:12]))
    print("Packages: " + ", ".join(f"{name} {package.version}" for name, package in carried().items()))
    print("Came without the text of their licence: " + "; ".join(without_licence_text(ROOT)))


def main(arguments: list[str]) -> int:
    """Builds, describes and tries; gives the exit status."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    print(f"Building Evidence Desk {project['version']} for {sys.platform}; this takes some minutes ...", flush=True)
    began = time.monotonic()
    make_parts(project["version"])
    if unexpected := freeze():
        print("\n".join(unexpected))
        print(f"The build failed or said something unexpected; all of it is in {WORK / 'build.log'}")
        return 1
    slim()
    add_helpers()
    print(f"Built in {time.monotonic() - began:.0f} s: {DIST}")
    describe()
    try:
        sbom.write(DIST / "sbom.cdx.json")
    except sbom.Wrong as reason:
        print(reason)
        return 1
    if "--skip-trial" in arguments:
        return 0
    return subprocess.run([sys.executable, ROOT / "packaging" / "trial.py", DIST], check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
