"""The command about inspection frameworks: frameworks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from evidence_app.cli.console import json_option, opened, passphrase_option, show, table, workspace_argument
from evidence_app.domain.remap import Remap
from evidence_app.errors import KnownError
from evidence_app.workspace import Workspace


@click.command()
@workspace_argument
@click.option("--add", type=click.Path(path_type=Path), metavar="FILE", help="Add NAME.toml or NAME.themes.toml.")
@click.option("--remove", metavar="NAME", help="Take an added file out.")
@click.option("--preview", metavar="ID", help="Show where evidence would go under another framework.")
@click.option("--use", metavar="ID", help="Work with another framework; one change to undo.")
@click.option("--place", multiple=True, metavar="EVIDENCE=AREA", help="Area for an item; may be repeated.")
@passphrase_option
@json_option
def frameworks(
    workspace: Path,
    add: Path | None,
    remove: str | None,
    preview: str | None,
    use: str | None,
    place: tuple[str, ...],
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Show the inspection frameworks, add a council's own or local themes, or work with another."""
    with opened(workspace, passphrase_file, read_only=not (add or remove or use)) as ws:
        if add:
            ws.frameworks.add_file(add)
        if remove:
            ws.frameworks.remove_file(remove)
        chosen = dict(_pair(one) for one in place)
        planned = ws.frameworks.preview(use or preview or "", chosen) if use or preview else None
        if use:
            ws.frameworks.use(use, chosen)
        answer = _listed(ws)
    if as_json:
        show(answer if planned is None else {**answer, "evidence": planned.to_json()})
        return
    if planned is not None:
        _tell(planned)
        return
    rows = [
        ("*" if one["id"] == answer["current"] else "", one["id"], one["name"], one["from"] or "", one["to"] or "")
        for one in answer["frameworks"]
    ]
    table(("", "id", "name", "from", "to"), rows)


def _listed(workspace: Workspace) -> dict[str, Any]:
    every = workspace.frameworks.every().values()
    return {
        "current": workspace.framework.id,
        "frameworks": [
            {
                "id": one.id,
                "name": one.name,
                "series": one.series,
                "from": one.in_force_from.isoformat() if one.in_force_from else None,
                "to": one.in_force_to.isoformat() if one.in_force_to else None,
                "areas": [{"id": area.id, "name": area.name, "themes": len(area.themes)} for area in one.areas],
            }
            for one in every
        ],
        "files": list(workspace.frameworks.files()),
    }


def _tell(planned: Remap) -> None:
    rows = [(before, after or "no equivalent", items) for before, after, items in planned.counts()]
    table(("before", "after", "items"), rows)
    for move in planned.unplaced:
        click.echo(f"Choose an area with --place {move.evidence}=AREA: {move.title}, p. {move.page}: {move.quote[:90]}")


def _pair(text: str) -> tuple[str, str]:
    evidence, sign, area = text.partition("=")
    if not sign or not evidence or not area:
        raise KnownError(f"“{text}” does not say which item goes where.", "Write --place EVIDENCE=AREA.")
    return evidence, area


COMMANDS = (frameworks,)
