"""Whose work the frozen programs carry: what the packages say about themselves, and the texts of their licences."""

from __future__ import annotations

import re
import sysconfig
from pathlib import Path

from evidence_app.parts import PROJECT, licence_texts
from evidence_app.parts import packages as carried


def licence_files(root: Path) -> list[tuple[str, str]]:
    """Licence texts as (file, folder inside the build): ours, Python's, and those of each package."""
    texts = [(str(root / "LICENSE"), "licences")]
    texts += [(str(file), "licences/python") for file in Path(sysconfig.get_path("stdlib")).glob("LICENSE*")]
    for name, package in carried().items():
        texts += [(str(file), f"licences/{name}-{package.version}") for file in licence_texts(name, package)]
    return texts


def documents(root: Path) -> list[tuple[str, str]]:
    """The documents that the guide in the window shows, as (file, folder inside the build), with their pictures."""
    pages = sorted((root / "docs").rglob("*.md"))
    linked = {
        (page.parent / target).resolve()
        for page in pages
        for target in re.findall(r"!\[[^\]]*\]\(([^)\s]+)\)", page.read_text(encoding="utf-8"))
    }
    twins = {file.with_name(file.name.replace("-light.png", "-dark.png")) for file in linked}
    wanted = [*pages, *sorted(file for file in linked | twins if file.is_file())]
    return [(str(file), file.parent.relative_to(root).as_posix()) for file in wanted]


def with_metadata() -> list[str]:
    """The packages whose metadata goes in, so that the window can tell their versions and licences; pip stays out."""
    return [PROJECT, *(name for name in carried() if name != "pip")]


def without_licence_text(root: Path) -> list[str]:
    """Packages that came without the text of their licence, with what their metadata says instead."""
    folders = {folder for _, folder in licence_files(root)}
    return [
        f"{name} {package.version}: {package.metadata.get('License-Expression') or package.metadata.get('License')}"
        for name, package in carried().items()
        if f"licences/{name}-{package.version}" not in folders
    ]
