"""Commands about watched folders and newer versions: folders, rescan, carry-over."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import click

from evidence_app.cli.console import (
    json_option,
    needs_attention,
    opened,
    passphrase_option,
    show,
    table,
    watch,
    workspace_argument,
)
from evidence_app.cli.library import password_option, passwords
from evidence_app.domain.folder import STATES, TIMES, Times
from evidence_app.domain.reanchoring import OUTCOMES


@click.command()
@workspace_argument
@click.option("--watch", "folder", type=click.Path(path_type=Path), metavar="DIR", help="Watch this folder.")
@click.option(
    "--times", type=click.Choice(list(TIMES)), default="opening", show_default=True, help="When to look at it."
)
@click.option("--forget", type=click.Path(path_type=Path), metavar="DIR", help="Watch this folder no more.")
@passphrase_option
@json_option
def folders(
    workspace: Path, folder: Path | None, times: str, forget: Path | None, passphrase_file: Path | None, as_json: bool
) -> None:
    """List the watched folders, watch another, or watch one no more."""
    with opened(workspace, passphrase_file, read_only=folder is None and forget is None) as ws:
        if folder is not None:
            ws.folders.watch(folder, cast(Times, times))
        if forget is not None:
            ws.folders.forget(forget)
        found = ws.folders.list()
    if as_json:
        show([one.to_json() for one in found])
        return
    rows = [(one.path, TIMES[one.times], one.checked or "never", one.documents if one.there else "-") for one in found]
    table(("folder", "looked at", "last", "documents"), rows)


@click.command()
@workspace_argument
@click.argument("only", nargs=-1, metavar="[DIR]...", type=click.Path(path_type=Path))
@click.option("--seen", is_flag=True, help="First take all that is marked new, changed or moved as seen.")
@password_option
@passphrase_option
@json_option
def rescan(
    workspace: Path,
    only: tuple[Path, ...],
    seen: bool,
    document_password_file: Path | None,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Look at watched folders again: new, changed, moved and missing files."""
    given = passwords(document_password_file)
    with opened(workspace, passphrase_file) as ws:
        if seen:
            ws.folders.seen()
        report = watch(ws.folders.rescan(only or None, passwords=given))
        waiting = len(ws.versions.offers())
    if as_json:
        show({**report.to_json(), "to_carry_over": waiting})
    else:
        click.echo(
            f"{report.found:,} files: {report.added - report.changed:,} new, {report.changed:,} changed, "
            f"{report.moved:,} moved, {report.missing:,} no longer there, {report.unchanged:,} as they were."
        )
        for news in report.news:
            click.echo(f"{STATES[news.state]}: {news.path} (document {news.document})")
        for item in report.attention:
            click.echo(f"Needs attention: {item.path}\n  {item.reason} {item.hint}")
        if waiting:
            click.echo(f"{waiting:,} pieces of evidence stand on earlier versions: see `evidence-app carry-over`.")
    if report.attention:
        needs_attention()


@click.command("carry-over")
@workspace_argument
@click.option("--evidence", "items", multiple=True, metavar="ID", help="Only this piece of evidence; may be repeated.")
@click.option("--apply", is_flag=True, help="Move it; without this, only what would be done is shown.")
@passphrase_option
@json_option
def carry_over(
    workspace: Path, items: tuple[str, ...], apply: bool, passphrase_file: Path | None, as_json: bool
) -> None:
    """Move evidence from earlier versions of documents to the newest, by its words; `undo` takes it back."""
    with opened(workspace, passphrase_file, read_only=not apply) as ws:
        offers = [offer for offer in ws.versions.offers() if not items or offer.item.id in items]
        moved = ws.versions.carry_over(items or None) if apply else None
    if as_json:
        show({"offers": [offer.to_json() for offer in offers], "moved": sorted(moved.evidence) if moved else []})
    else:
        for offer in offers:
            place = f" → p. {offer.passage.page}" if offer.passage else ""
            click.echo(
                f"{offer.item.id}  {offer.title}, p. {offer.item.passage.page}{place}  {OUTCOMES[offer.outcome]}"
            )
            click.echo(f"  “{offer.item.passage.quote}”")
        click.echo(f"{len(moved.evidence) if moved else 0} moved, {len(offers)} looked at.")
    if any(offer.passage is None for offer in offers):
        needs_attention()


COMMANDS = (folders, rescan, carry_over)
