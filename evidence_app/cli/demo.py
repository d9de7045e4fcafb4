"""The demo, from the command line."""

from __future__ import annotations

import os
from pathlib import Path

import click

from evidence_app.cli.console import json_option, number, show, watch
from evidence_app.paths import documents_dir
from evidence_app.workspace import in_force
from evidence_app.workspace.demo import DEMO_PASSPHRASE, build_demo


@click.command()
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR", help="Folder to make it in.")
@json_option
def demo(out: Path | None, as_json: bool) -> None:
    """Build the demo workspace from sample documents, search, tag, export a pack, and say where."""
    passphrase = os.environ.get("EVIDENCE_PASSPHRASE") or DEMO_PASSPHRASE
    report = watch(build_demo(out or _free_folder(), passphrase))
    if as_json:
        show(report.to_json())
        return
    click.echo(f"Imported {report.documents} sample documents, {report.pages} pages, of an invented council.")
    for query, pages, milliseconds in report.searches:
        click.echo(f"Searched {query}: {number(pages, 'page')} in {milliseconds:.1f} ms")
    click.echo(f"Tagged {report.items} passages over the four judgement areas.")
    click.echo(f"Made an evidence pack and proved it ({report.checks} checks).")
    click.echo(f"Workspace: {report.workspace}")
    click.echo("Passphrase: " + ("demo" if passphrase == DEMO_PASSPHRASE else "as given in EVIDENCE_PASSPHRASE"))
    click.echo(f"Pack: {report.pack}")


def _free_folder() -> Path:
    """A folder for the demo that is not there yet."""
    first = next(iter(in_force().folders), documents_dir()) / "Evidence Desk demo"
    number = 1
    folder = first
    while folder.exists():
        number += 1
        folder = first.with_name(f"{first.name} {number}")
    return folder
