"""Codes of another codebook as themes of one's own."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence

from evidence_app.domain.exchange import Code, Target
from evidence_app.domain.framework import Framework, Theme

_UNFIT = re.compile(r"[^a-z0-9]+")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]+")


def new_themes(
    framework: Framework, codes: Sequence[Code], meant: Mapping[str, Target | None]
) -> list[tuple[str, Theme]]:
    """The codes that mean nothing yet and stand under an area (or under one of its themes), as (area, theme)."""
    taken = {theme.id for area in framework.areas for theme in area.themes}
    above: dict[str, str] = {}
    found: list[tuple[str, Theme]] = []
    for code in codes:
        target = meant[code.guid]
        if target is not None:
            above[code.guid] = target.area or (target.id if target.sort == "area" else "")
            continue
        area = above[code.guid] = above.get(code.parent, "")
        if area and code.codable:
            identity = _free(f"{area}.{_slug(code.name)}", taken)
            taken.add(identity)
            label = _CONTROLS.sub(" ", code.name)
            said = " ".join(_CONTROLS.sub(" ", code.description).split())
            found.append((area, Theme(identity, label, said or label, (label.lower(),), local=True)))
    return found


def themes_file(framework: str, themes: Sequence[tuple[str, Theme]]) -> str:
    """The text of a file of local themes (see domain/framework.py)."""
    lines = [f"adds_to = {_quoted(framework)}"]
    for area, theme in themes:
        lines += ["", "[[themes]]", f"id = {_quoted(theme.id)}", f"area = {_quoted(area)}"]
        lines += [f"label = {_quoted(theme.label)}", f"summary = {_quoted(theme.summary)}"]
        lines.append(f"keywords = [{', '.join(map(_quoted, theme.keywords))}]")
    return "\n".join(lines) + "\n"


def file_name(stem: str, taken: Collection[str], ending: str) -> str:
    """A name for a file of themes that no other has."""
    return _free(_slug(stem), {name.removesuffix(ending) for name in taken}) + ending


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    return _UNFIT.sub("_", plain).strip("_")[:60] or "theme"


def _free(name: str, taken: Collection[str]) -> str:
    number = 1
    free = name
    while free in taken:
        number += 1
        free = f"{name}_{number}"
    return free


def _quoted(words: str) -> str:
    # JSON's strings are TOML's too.
    return json.dumps(words, ensure_ascii=False)
