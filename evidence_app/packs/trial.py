"""Tries a council's own cover, with precise words where it fails. Runs in a worker process."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

import typst

from evidence_app.errors import PackRefused
from evidence_app.packs.house import HOUSE
from evidence_app.paths import resources_dir

__all__ = ["check", "refused"]

# As pack.typ uses a cover.
_TRIAL = """
#import "house.typ": accent, cover
#let pack = json(bytes(sys.inputs.pack))
#set document(title: pack.title)
#set text(font: "Source Sans 3", lang: "en", fill: accent)
#let picture(name, ..how) = {
  assert(name in pack.pictures, message: "there is no picture " + name + " beside the template")
  image(bytes(pack.pictures.at(name)), ..how)
}
#cover(pack, pairs => pairs.map(pair => pair.join(" ")).join(), picture)
"""
_ANSI = re.compile(r"\x1b\[[0-9;]*m")


def check(files: Mapping[str, bytes]) -> None:
    """Sets a cover with invented words, to see whether it works.

    Raises:
        PackRefused: it does not; says where and why.
    """
    words = dict.fromkeys(("title", "kind", "purpose", "marking", "authority", "promise"), "Words")
    pictures = {name: list(data) for name, data in files.items() if name != HOUSE}
    pack = json.dumps({**words, "facts": [["Authority", "Words"]], "pictures": pictures})
    try:
        read: Any = {"main.typ": _TRIAL.encode("utf-8"), HOUSE: files[HOUSE]}
        compiler = typst.Compiler(
            read,
            font_paths=[str(resources_dir() / "fonts")],
            ignore_system_fonts=True,
            sys_inputs={"pack": pack},
        )
        compiler.compile(pdf_standards=["ua-1"])
    except typst.TypstError as error:
        raise refused(error) from None


def refused(error: typst.TypstError) -> PackRefused:
    """What is wrong with a template, where, and what helps, from what typst says."""
    told = _ANSI.sub("", str(error.diagnostic or error.message))
    lines = [line.strip() for line in told.splitlines() if line.strip()]
    said = next((line.partition("error:")[2].strip() for line in lines if "error:" in line), str(error.message))
    if said.startswith("unresolved import"):
        said = "it has to define “accent” and “cover”"
    place = next((match for line in lines if (match := re.search(r"house\.typ:(\d+):(\d+)", line))), None)
    where = f" in line {place[1]}, column {int(place[2]) + 1}" if place else ""
    hint = next((line.partition("hint:")[2].strip() for line in lines if "hint:" in line), "")
    return PackRefused(
        f"The council's own template does not work{where}: {said}.", hint[:1].upper() + hint[1:] if hint else ""
    )
