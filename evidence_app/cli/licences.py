"""The licences of the program's parts, from the command line."""

from __future__ import annotations

import click

from evidence_app.cli.console import json_option, show, table
from evidence_app.parts import part, parts


@click.command()
@click.argument("name", required=False)
@json_option
def licences(name: str | None, as_json: bool) -> None:
    """List every part of the program with its version and licence; with NAME, print the text of one."""
    chosen = [part(name)] if name else list(parts())
    if as_json:
        told = [{"name": one.name, "version": one.version, "licence": one.licence} for one in chosen]
        show({**told[0], "text": chosen[0].text()} if name else told)
    elif name:
        click.echo(chosen[0].text())
    else:
        table(("part", "version", "licence"), [(one.name, one.version, one.licence) for one in chosen])
