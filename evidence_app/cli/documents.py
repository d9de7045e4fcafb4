"""Commands about single documents: details, retry, ignore, original."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from evidence_app.cli.console import (
    json_option,
    needs_attention,
    opened,
    passphrase_option,
    show,
    watch,
    workspace_argument,
)
from evidence_app.cli.library import password_option, passwords
from evidence_app.domain.document import KINDS


@click.command()
@workspace_argument
@click.argument("names", nargs=-1, required=True, metavar="DOC...")
@click.option("--title", help="Shown name; for one document only.")
@click.option("--kind", help=f"One of: {', '.join(KINDS)}.")
@click.option("--authority", help="The council it speaks of.")
@click.option("--date", help="Its date: year-month-day.")
@click.option("--child", help="How your records number the child it is about.")
@click.option("--team", help="The team it is about or from.")
@click.option("--embargoed/--not-embargoed", default=None, help="Whether it may not leave in a pack.")
@passphrase_option
@json_option
def details(workspace: Path, names: tuple[str, ...], passphrase_file: Path | None, as_json: bool, **given: Any) -> None:
    """Show the details of documents, or alter them; `undo` takes it back."""
    values = {field: value for field, value in given.items() if value is not None}
    if "title" in values and len(names) > 1:
        raise click.UsageError("A title is given to one document at a time.")
    with opened(workspace, passphrase_file, read_only=not values) as ws:
        ids = [ws.documents.find(name).id for name in names]
        if values:
            ws.documents.edit(ids, values)
        found = [
            {
                **ws.documents.get(one).to_json(),
                "came_with": [holder.id for holder in ws.documents.holders(one)],
                "attached": [inner.id for inner in ws.documents.attached(one)],
            }
            for one in ids
        ]
    if as_json:
        show(found)
        return
    for one in found:
        click.echo(f"{one['id']}  {one['title']}")
        for field in (
            "kind",
            "date",
            "authority",
            "team",
            "child",
            "state",
            "version_of",
            "newer",
            "came_with",
            "attached",
        ):
            if one[field]:
                click.echo(f"    {field.replace('_', ' ')}: {one[field]}")
        for path in one["paths"]:
            click.echo(f"    {path}")


@click.command()
@workspace_argument
@click.argument("names", nargs=-1, metavar="[DOC]...")
@password_option
@click.option("--child-lists", is_flag=True, help="Also import lists of children, such as the inspection's Annex A.")
@passphrase_option
@json_option
def retry(
    workspace: Path,
    names: tuple[str, ...],
    document_password_file: Path | None,
    child_lists: bool,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Read again the documents that need attention: those named, or all."""
    given = passwords(document_password_file)
    with opened(workspace, passphrase_file) as ws:
        ids = [ws.documents.find(name).id for name in names] or None
        report = watch(ws.documents.retry(ids, passwords=given, child_lists=child_lists))
    if as_json:
        show(report.to_json())
    else:
        click.echo(f"{report.found:,} looked at, {report.added:,} read.")
        for item in report.attention:
            click.echo(f"Needs attention: {item.path}\n  {item.reason} {item.hint}")
    if report.attention:
        needs_attention()


@click.command()
@workspace_argument
@click.argument("names", nargs=-1, required=True, metavar="DOC...")
@click.option("--again", is_flag=True, help="Ask about them again.")
@passphrase_option
def ignore(workspace: Path, names: tuple[str, ...], again: bool, passphrase_file: Path | None) -> None:
    """Set aside documents that need attention; `undo` takes it back."""
    with opened(workspace, passphrase_file) as ws:
        ids = [ws.documents.find(name).id for name in names]
        ws.documents.edit(ids, {"ignored": not again})
    click.echo(f"{len(ids)} {'asked about again' if again else 'set aside'}.")


@click.command()
@workspace_argument
@click.argument("name", metavar="DOC")
@click.argument("out", type=click.Path(path_type=Path))
@passphrase_option
@json_option
def original(workspace: Path, name: str, out: Path, passphrase_file: Path | None, as_json: bool) -> None:
    """Save a copy of a document as it came. The copy is not encrypted."""
    with opened(workspace, passphrase_file) as ws:
        path = ws.documents.save_original(ws.documents.find(name).id, out)
    if as_json:
        show({"path": str(path)})
    else:
        click.echo(f"Saved {path}. It lies outside the encrypted workspace: delete it when you no longer need it.")


COMMANDS = (details, retry, ignore, original)
