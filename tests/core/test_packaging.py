"""What the build puts round the frozen programs; the programs themselves are tried by packaging/trial.py."""

from __future__ import annotations

import ast
import ctypes
import os
import re
import runpy
import shutil
import struct
import subprocess
import sys
import tomllib
from pathlib import Path
from xml.etree import ElementTree

import PySide6
import pytest
from PySide6.QtGui import QImage

ROOT = Path(__file__).resolve().parents[2]
PACKAGING = ROOT / "packaging"
DRAWING = ROOT / "resources" / "icons" / "evidence-desk.svg"
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def module(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.syspath_prepend(str(PACKAGING))
    yield lambda name: runpy.run_path(str(PACKAGING / f"{name}.py"))
    for name in ("carried", "icon", "icu", "pictures"):
        sys.modules.pop(name, None)


def side(png: bytes) -> int:
    """The width of a PNG, which is its height too."""
    width, height = struct.unpack(">2I", png[16:24])
    assert width == height
    return width


def test_the_windows_icon_holds_a_picture_of_each_size_where_it_says(module):
    icon = module("icon")
    data = icon["ico"](DRAWING)
    count = struct.unpack("<3H", data[:6])[2]
    rows = [struct.unpack("<4B2H2I", data[6 + 16 * n : 22 + 16 * n]) for n in range(count)]
    pictures = [data[place : place + length] for *_, length, place in rows]
    assert all(picture.startswith(PNG) for picture in pictures)
    assert [side(picture) for picture in pictures] == [row[0] or 256 for row in rows] == list(icon["ICO_SIZES"])
    assert rows[-1][-1] + rows[-1][-2] == len(data)


def test_the_macos_icon_is_a_row_of_blocks(module):
    data = module("icon")["icns"](DRAWING)
    assert data[:4] == b"icns"
    assert struct.unpack(">I", data[4:8])[0] == len(data)
    place, sizes = 8, []
    while place < len(data):
        (length,) = struct.unpack(">I", data[place + 4 : place + 8])
        sizes.append(side(data[place + 8 : place + length]))
        place += length
    assert sizes == [16, 32, 128, 256, 512, 1024]


def icu_library() -> Path:
    """ICU's library of tables, as Qt brings it on Linux."""
    found = [*(Path(PySide6.__file__).parent / "Qt" / "lib").glob("libicudata.so.*")]
    if not found:
        pytest.skip("Qt brings no library of ICU's tables here")
    return found[0]


def test_tables_of_other_languages_are_taken_out_and_the_others_are_as_they_were(module, tmp_path):
    icu = module("icu")
    whole = icu_library().read_bytes()
    made = tmp_path / "libicudata.so"
    made.write_bytes(icu["slim"](whole))
    assert made.stat().st_size < len(whole) / 5
    symbol = re.search(rb"icudt\d+_dat", whole)[0].decode()
    begin = whole.index(b"CmnD") - 12
    before = icu["tables"](whole[begin:])
    # Read from where the system's loader puts it.
    size = made.stat().st_size - begin
    after = icu["tables"](bytes((ctypes.c_char * size).in_dll(ctypes.CDLL(str(made)), symbol)))
    assert {"root.res", "en_GB.res", "coll/root.res", "coll/ucadata.icu", "brkitr/word.brk"} <= set(after)
    assert not {"fr.res", "coll/zh.res", "gb18030.cnv"} & set(after)
    assert list(after) == sorted(after)
    last = list(after)[-1]  # the end of the file follows it
    assert all(before[name].rstrip(b"\0") == table.rstrip(b"\0") for name, table in after.items() if name != last)
    assert after[last].startswith(before[last].rstrip(b"\0"))


def test_a_picture_becomes_lighter_and_looks_the_same(module, tmp_path):
    picture = tmp_path / "window.png"
    before = QImage(300, 200, QImage.Format.Format_RGB32)
    for number in range(300 * 200):
        before.setPixel(number % 300, number // 300, 0xFF000000 | number * number % 200 * 65793)
    for number in range(600):  # more colours than are kept, each on one point
        before.setPixel(number % 300, number // 300, 0xFF000000 | number * 7919)
    before.save(str(picture), "PNG")
    weight = picture.stat().st_size
    module("pictures")["lighten"](picture)
    after = QImage(str(picture))
    assert after.format() == QImage.Format.Format_Indexed8 and picture.stat().st_size < weight
    assert after.size() == before.size() and after.pixel(150, 100) == before.pixel(150, 100)
    light = picture.read_bytes()
    module("pictures")["lighten"](picture)
    assert picture.read_bytes() == light and [*tmp_path.iterdir()] == [picture]


@pytest.mark.parametrize("given", [b"", b"\x7fELF\x02\x01" + bytes(200), b"MZ" + bytes(4096)])
def test_another_library_is_not_touched(module, given):
    icu = module("icu")
    with pytest.raises(icu["NotIcu"]):
        icu["slim"](given)


def test_the_version_resource_tells_the_version(module):
    text = module("build")["version_resource"]("evidence-desk", "Evidence Desk", "3.14.1")
    ast.parse(text)
    assert "filevers=(3, 14, 1, 0)" in text
    assert text.count('"3.14.1"') == 2


def test_the_licences_of_what_is_carried_go_in(module):
    carried = module("carried")
    names = carried["carried"]()
    assert {"click", "pymupdf-lite", "pyside6-essentials", "typst"} <= set(names)
    assert {"pytest", "mypy", "rapidocr"} & set(names) == set()
    told = {folder.removeprefix("licences/") for _, folder in carried["licence_files"](ROOT)}
    untold = {line.split(":")[0].replace(" ", "-") for line in carried["without_licence_text"](ROOT)}
    assert all(Path(file).is_file() for file, _ in carried["licence_files"](ROOT))
    assert told - {"licences", "python"} | untold == {f"{name}-{package.version}" for name, package in names.items()}


def test_the_trial_notices_a_line_too_many_and_a_wrong_one(module):
    trial = module("trial")
    trial["expect"]("one\ntwo 2\n", "one", r"two \d")
    for said in ("one\n", "one\ntwo\n", "one\ntwo 2\nthree\n"):
        with pytest.raises(trial["Unexpected"]):
            trial["expect"](said, "one", r"two \d")


@pytest.mark.parametrize(
    ("said", "allowed"),
    [
        ("Proving: fonts, 20 of 20, 20 pages, 12 a second, about 0 s left", True),
        ("Adding exhibit E1, 0 of 20", True),
        ("Something went wrong inside the program; your workspace is safe.", False),
        ("Traceback (most recent call last):", False),
        ("ModuleNotFoundError: No module named 'docx'", False),
        ("qt.qpa.plugin: Could not load the Qt platform plugin", False),
        ("QWidget::paintEngine: Should no longer be called", False),
    ],
)
def test_the_trial_tells_progress_from_complaints(module, said, allowed):
    assert bool(module("trial")["ALLOWED"].fullmatch(said)) is allowed


def test_every_module_a_worker_serves_by_name_exists():
    """Such modules are imported by name, so the build could leave one out without noticing."""
    sources = [path.read_text("utf-8") for path in (ROOT / "evidence_app").rglob("*.py")]
    named = set(re.findall(r'WorkerProcess\(\s*"([\w.]+)"', "\n".join(sources)))
    assert len(named) > 5
    assert [name for name in named if not (ROOT / (name.replace(".", "/") + ".py")).is_file()] == []


def linux_menu(programs: Path, home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs the script that puts a folder of programs into a user's menu."""
    programs.mkdir(exist_ok=True)
    script = shutil.copy(PACKAGING / "linux" / "add-to-menu.sh", programs)
    own = {"HOME": str(home), "PATH": os.defpath}
    return subprocess.run(["sh", script, *arguments], env=own, capture_output=True, encoding="utf-8", check=False)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="menus of Linux")
def test_linux_gets_a_menu_entry_that_opens_workspaces_and_loses_it_again(tmp_path):
    programs, home = tmp_path / "my programs", tmp_path / "home"
    (programs / "_internal" / "resources" / "icons").mkdir(parents=True)
    shutil.copy(DRAWING, programs / "_internal" / "resources" / "icons")
    assert linux_menu(programs, home).returncode == 1  # there is no program yet
    (programs / "evidence-desk").touch(mode=0o755)
    assert linux_menu(programs, home).returncode == 0
    made = {path.name: path for path in home.rglob("evidence-desk.*")}
    assert set(made) == {"evidence-desk.desktop", "evidence-desk.xml", "evidence-desk.svg"}
    entry = made["evidence-desk.desktop"].read_text("utf-8")
    assert f'Exec="{programs}/evidence-desk" %f\n' in entry
    kind = re.search(r"^MimeType=(.+);$", entry, re.MULTILINE)[1]
    described = ElementTree.parse(made["evidence-desk.xml"]).getroot()
    assert [one.get("type") for one in described] == [kind]
    assert '<glob pattern="*.evidence"/>' in made["evidence-desk.xml"].read_text("utf-8")
    assert linux_menu(programs, home, "--remove").returncode == 0
    assert not any(path.exists() for path in made.values())


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="menus of Linux")
def test_linux_refuses_a_folder_a_menu_cannot_name(tmp_path):
    done = linux_menu(tmp_path / "100% mine", tmp_path / "home")
    assert done.returncode == 1 and "Put the folder elsewhere" in done.stderr


def test_the_installer_takes_what_the_build_leaves():
    script = (PACKAGING / "windows.iss").read_text("utf-8")
    assert r"..\dist\evidence-desk\*" in script
    assert "PrivilegesRequired=lowest" in script
    assert r"Software\Classes\.evidence" in script
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert {*scripts["scripts"], *scripts["gui-scripts"]} == set(
        re.findall(r'program\("([\w-]+)"', (ROOT / "build.spec").read_text("utf-8"))
    )
