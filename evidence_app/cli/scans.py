"""The command that reads scanned pages."""

from __future__ import annotations

from pathlib import Path

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


@click.command()
@workspace_argument
@click.option("--document", "documents", multiple=True, metavar="DOC", help="Only this document; may be repeated.")
@click.option("--list", "listing", is_flag=True, help="Read nothing; tell which pages wait and which were read.")
@passphrase_option
@json_option
def ocr(
    workspace: Path, documents: tuple[str, ...], listing: bool, passphrase_file: Path | None, as_json: bool
) -> None:
    """Read pages that are pictures (scans); safe to interrupt, what was read stays."""
    with opened(workspace, passphrase_file, read_only=listing) as ws:
        only = [ws.documents.find(name).id for name in documents] or None
        if listing:
            counts = {one: told for one, told in ws.scans.counts().items() if only is None or one in only}
            rows = [
                {"document": one, "title": ws.documents.get(one).title, "waiting": waits, "read": read}
                for one, (waits, read) in counts.items()
            ]
            if as_json:
                show(rows)
            else:
                for row in rows:
                    click.echo("{document}  {title}: {waiting} waiting, {read} read by machine".format(**row))
            return
        report = watch(ws.scans.read(only))
    if as_json:
        show(report.to_json())
    else:
        click.echo(
            f"Pages read: {report.read:,}, with {report.words:,} words, {report.uncertain:,} of them uncertain. "
            f"Pages still waiting: {report.waiting:,} ({report.seconds:.1f} s)."
        )
        for title, page, reason in report.failed:
            click.echo(f"Not read: {title}, p. {page}\n  {reason}")
    if report.failed:
        needs_attention()


COMMANDS = (ocr,)
