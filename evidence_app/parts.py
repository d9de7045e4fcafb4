"""What the program is made of: every package it carries and every other part, with version, licence and its text."""

from __future__ import annotations

import functools
import importlib.metadata
import platform
import re
import sysconfig
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evidence_app.errors import KnownError
from evidence_app.paths import resources_dir

PROJECT = "evidence-desk"

_LICENCE_FILE = re.compile(r"(licen[cs]e|copying|notice|authors)", re.IGNORECASE)
_NAME = re.compile(r"[\w.-]+")


@dataclass(frozen=True, slots=True)
class Part:
    """One part.

    Args:
        name: as package indexes write it, or as it is called.
        version: empty where it has none.
        licence: its name, as the part itself tells it where we know no better.
        told: what there is to say about it; may be empty.
        texts: files with the text of its licence.
    """

    name: str
    version: str
    licence: str
    told: str
    texts: tuple[Path, ...]

    def text(self) -> str:
        """All there is to read about it: what is told, then each licence text under the name of its file."""
        pieces = [self.told] if self.told else []
        for file in self.texts:
            pieces.append(f"—— {file.name} ——\n\n{file.read_text(encoding='utf-8', errors='replace').strip()}")
        return "\n\n".join(pieces)


def packages(project: str = PROJECT) -> dict[str, importlib.metadata.Distribution]:
    """The packages a project needs on this system, and what these need, by name; the project itself left out.

    Packages for another system or Python are those that are not installed, so no condition has to be worked out. Found
    the same way in the frozen program, which carries what its packages say about themselves.
    """
    found: dict[str, importlib.metadata.Distribution] = {}
    waiting = [project]
    while waiting:
        for wanted in importlib.metadata.requires(waiting.pop()) or ():
            name = re.sub(r"[-_.]+", "-", _NAME.match(wanted)[0]).lower()  # type: ignore[index]
            if name in found or "extra ==" in wanted:
                continue
            try:
                found[name] = importlib.metadata.distribution(name)
            except importlib.metadata.PackageNotFoundError:
                continue
            waiting.append(name)
    return dict(sorted(found.items()))


def licence_texts(name: str, package: importlib.metadata.Distribution) -> tuple[Path, ...]:
    """The licence texts of a package: those it came with, and the published ones where it came without."""
    published = [_file(text) for text in _notice(name).get("texts", ())]
    own = [
        Path(str(file.locate()))
        for file in package.files or ()
        if any(part.endswith(".dist-info") for part in file.parts) and _LICENCE_FILE.search("/".join(file.parts[1:]))
    ]
    return tuple(published + [file for file in own if file.is_file()])


@functools.cache
def parts() -> tuple[Part, ...]:
    """Every part: this program, then what is no package, then the packages by name."""
    carried = {PROJECT: importlib.metadata.distribution(PROJECT), **packages()}
    described = [_package(name, package) for name, package in carried.items()]
    others = [
        Part(
            one["name"],
            platform.python_version() if one["version"] == "python" else one["version"],
            one["licence"],
            " ".join(one["told"].split(" ")).strip(),
            _python_licence() if one["version"] == "python" else tuple(_file(text) for text in one.get("texts", ())),
        )
        for one in _notices()["part"]
    ]
    return (described[0], *others, *described[1:])


def part(name: str) -> Part:
    """One part by its name, in small or capital letters.

    Raises:
        KnownError: there is none of this name.
    """
    for one in parts():
        if one.name.lower() == name.lower():
            return one
    raise KnownError(f"The program has no part called “{name}”.", "Without a name, all are listed.")


def _package(name: str, package: importlib.metadata.Distribution) -> Part:
    notice = _notice(name)
    return Part(
        name,
        package.version,
        notice.get("licence") or _licence_of(package),
        notice.get("told", "").strip(),
        licence_texts(name, package),
    )


def _licence_of(package: importlib.metadata.Distribution) -> str:
    """What a package's metadata says, the plainest first; some write the whole text where its name should stand."""
    said = {name: str(value) for name, value in package.metadata.json.items() if isinstance(value, str)}
    classified = [
        one.rpartition("::")[2].strip()
        for one in package.metadata.get_all("Classifier") or ()
        if one.startswith("License ::")
    ]
    named = (said.get("license") or "").strip()
    return (
        said.get("license_expression") or (named if named and len(named) < 80 else ", ".join(classified)) or "not told"
    )


def _python_licence() -> tuple[Path, ...]:
    """Python's own licence: beside its standard library, or where the frozen program keeps it."""
    places = (Path(sysconfig.get_path("stdlib")), resources_dir().parent / "licences" / "python")
    return tuple(sorted(file for place in places for file in place.glob("LICENSE*")))


def _notice(name: str) -> dict[str, Any]:
    return next((one for one in _notices()["package"] if one["name"] == name), {})


@functools.cache
def _notices() -> dict[str, Any]:
    return tomllib.loads((resources_dir() / "licences" / "notices.toml").read_text(encoding="utf-8"))


def _file(name: str) -> Path:
    return (resources_dir() / "licences" / name).resolve()
