"""Commands that exchange with other programs: export, bring-in."""

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
from evidence_app.domain.exchange import FILES, FORMATS, Brought, CodeUse, Files, Format, Wishes
from evidence_app.errors import KnownError
from evidence_app.workspace.exchange import PLAIN, PLAIN_KEY

# Lines of a list that are printed before it is cut short; --json prints all.
_SHOWN = 20


@click.command("export")
@workspace_argument
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--format", "kind", required=True, type=click.Choice(list(FORMATS)), help="What to write.")
@click.option("--with-held-back", is_flag=True, help="Also what is embargoed or confidential, which packs leave out.")
@click.option("--text-only", is_flag=True, help="qdpx: texts without the PDFs.")
@click.option(
    "--files",
    type=click.Choice(FILES),
    default="none",
    show_default=True,
    help="json: the documents' own files, inside it as base64 or in a zip beside it.",
)
@click.option("--with-key", is_flag=True, help="json: also who stands behind which pseudonym.")
@passphrase_option
@json_option
def export(
    workspace: Path,
    out: Path,
    kind: str,
    with_held_back: bool,
    text_only: bool,
    files: str,
    with_key: bool,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Write codes, a project, everything, or tables for other programs. What is written is not encrypted."""
    wishes = Wishes(with_held_back, with_key, cast(Files, files), text_only)
    with opened(workspace, passphrase_file) as ws:
        report = watch(ws.exchange.export(cast(Format, kind), out, wishes))
    click.echo(PLAIN, err=True)
    if with_key and kind == "json":
        click.echo(PLAIN_KEY, err=True)
    if as_json:
        show(report.to_json())
        return
    click.echo(f"Written: {', '.join(report.files)}")
    click.echo(", ".join(f"{count:,} {what}" for what, count in report.counts.items()))
    for sentence in report.left_out:
        click.echo(sentence)


@click.command("bring-in")
@workspace_argument
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--preview", is_flag=True, help="Only tell what it would do.")
@click.option(
    "--code",
    "codes",
    multiple=True,
    metavar="NAME=ID",
    help="What a code means here: the id of an area, theme or finding, impact, or - for nothing. May be repeated.",
)
@passphrase_option
@json_option
def bring_in(
    workspace: Path, file: Path, preview: bool, codes: tuple[str, ...], passphrase_file: Path | None, as_json: bool
) -> None:
    """Bring in a REFI-QDA project or codebook of another program, or a whole workspace as JSON into an empty one."""
    chosen = dict(_pair(code) for code in codes)
    with opened(workspace, passphrase_file, read_only=preview) as ws:
        steps = ws.exchange.preview(file, chosen) if preview else ws.exchange.bring_in(file, chosen)
        report = watch(steps)
    if as_json:
        show(report.to_json())
    else:
        _tell(report)
    if report.unplaced:
        needs_attention()


def _pair(code: str) -> tuple[str, str]:
    name, equals, target = code.rpartition("=")
    if not equals:
        raise KnownError(f"“{code}” does not say what a code means.", "Write NAME=ID.")
    return name, target


def _tell(report: Brought) -> None:
    would = "" if report.done else "would be "
    if report.format == "qdpx":
        click.echo(
            f"Documents: {report.sources:,} in the file, {report.matched:,} known, {report.added:,} {would}added."
        )
        click.echo(
            f"Passages: {report.selections:,} in the file, {report.tagged:,} {would}tagged, {report.there:,} here "
            f"already, {len(report.unplaced):,} without a place"
            + (f", {report.waiting:,} in documents that would be added." if report.waiting else ".")
        )
    if report.format == "json":
        records = ", ".join(f"{count:,} {part.replace('_', ' ')}" for part, count in report.counts.items())
        click.echo(f"{'Brought in' if report.done else 'Would be brought in'}: {records}.")
    if report.themes:
        click.echo(f"Themes of your own that {would or 'were '}added: {', '.join(report.themes)}.")
    # Codes that mean something and are not used are of no interest.
    told = [use for use in report.codes if use.uses or use.target is None]
    if told:
        table(("code", "uses", "means here"), [(use.name, use.uses, _meaning(use)) for use in told[:_SHOWN]])
        _more(len(told))
    for one in report.unplaced[:_SHOWN]:
        click.echo(f"No place: {one.source}: “{one.words[:80]}”. {one.reason}")
    _more(len(report.unplaced))
    for sentence in report.left_out:
        click.echo(sentence)


def _more(count: int) -> None:
    if count > _SHOWN:
        click.echo(f"and {count - _SHOWN:,} more; --json prints all")


def _meaning(use: CodeUse) -> str:
    return "nothing" if use.target is None else use.target.id or use.target.sort


COMMANDS = (export, bring_in)
