"""The frameworks the program knows: those it ships, and those a council adds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from evidence_app.domain.framework import (
    Framework,
    complete,
    parse_framework,
    parse_local_themes,
    with_local_themes,
)
from evidence_app.errors import KnownError, NotFound
from evidence_app.paths import resources_dir

LOCAL_THEMES = ".themes.toml"


def load_frameworks(own: Mapping[str, str] | None = None) -> dict[str, Framework]:
    """Every framework by id, the default first, then the newest.

    Args:
        own: a council's own frameworks (NAME.toml) and local themes (NAME.themes.toml), the text of each by its name,
            added to those shipped. One of its own wins over one shipped later under the same id.

    Raises:
        KnownError: a text is wrong; tells file, line and key.
    """
    frameworks = dict(_shipped())
    if not own:
        return frameworks
    files = sorted(own.items())
    frameworks |= _read([each for each in files if not each[0].endswith(LOCAL_THEMES)], frameworks)
    for name, text in files:
        if not name.endswith(LOCAL_THEMES):
            continue
        themes = parse_local_themes(text, name)
        target = frameworks.get(themes.adds_to)
        if target is None:
            raise KnownError(
                f"{name} adds themes to “{themes.adds_to}”, which is not a framework we know.",
                f"Write one of these after adds_to: {', '.join(frameworks)}.",
            )
        frameworks[target.id] = with_local_themes(target, themes, name)
    return frameworks


def check_own(own: Mapping[str, str], name: str, text: str) -> dict[str, Framework]:
    """Every framework as it will be once a council's file is added.

    Args:
        own: the files there are.
        name: of the file to add, or to put in the place of the one of that name.
        text: its text.

    Raises:
        KnownError: the text is wrong, or has the id of a framework the program brings.
    """
    if not name.endswith(".toml"):
        raise KnownError(f"“{name}” is no framework file.", f"Name it NAME.toml, or NAME{LOCAL_THEMES} for themes.")
    if not name.endswith(LOCAL_THEMES) and (taken := parse_framework(text, name).id) in _shipped():
        raise KnownError(f"{name} uses the id “{taken}”, which another framework has.", "Give it its own id.")
    return load_frameworks({**own, name: text})


def read_file(path: Path) -> str:
    """The text of a framework file.

    Raises:
        KnownError: it cannot be read.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise KnownError(f"“{path.name}” cannot be read: {error.strerror}.", "Check the name.") from error
    except UnicodeDecodeError as error:
        raise KnownError(f"“{path.name}” is no UTF-8 text.", "Save it as UTF-8 text and try again.") from error


def framework(framework_id: str) -> Framework:
    """The shipped framework with that id.

    Raises:
        NotFound: there is none; the hint lists those there are.
    """
    shipped = _shipped()
    if framework_id not in shipped:
        raise NotFound(f"There is no framework “{framework_id}”.", f"Choose one of: {', '.join(shipped)}.")
    return shipped[framework_id]


@cache
def _shipped() -> dict[str, Framework]:
    """The frameworks in the program's own data; they do not change while it runs."""
    paths = sorted((resources_dir() / "frameworks").glob("*.toml"))
    return _read([(path.name, read_file(path)) for path in paths], {})


def _read(files: Sequence[tuple[str, str]], known: Mapping[str, Framework]) -> dict[str, Framework]:
    """The frameworks of these files (name, text), themes shared among them and with those known already."""
    found: dict[str, tuple[Framework, str]] = {}
    for name, text in files:
        each = parse_framework(text, name)
        if each.id in found:
            raise KnownError(f"{name} uses the id “{each.id}”, which another framework has.", "Give it its own id.")
        found[each.id] = each, name
    givers = {**known, **{each.id: each for each, _ in found.values()}}
    done = [complete(each, givers, name) for each, name in found.values()]
    done.sort(
        key=lambda each: (each.default, each.in_force_from is not None, each.in_force_from or each.id), reverse=True
    )
    return {each.id: each for each in done}
