"""Commands about evidence: tag, evidence, coverage, undo, redo."""

from __future__ import annotations

import csv
import sys
from dataclasses import asdict
from datetime import date as day
from pathlib import Path
from typing import cast

import click

from evidence_app.cli.console import (
    json_option,
    opened,
    passphrase_option,
    show,
    table,
    watch,
    workspace_argument,
)
from evidence_app.domain.board import COLUMNS as BOARD_COLUMNS
from evidence_app.domain.board import spreadsheet_safe
from evidence_app.domain.coverage import CoverageFilter, missing
from evidence_app.domain.document import KINDS
from evidence_app.domain.evidence import BASES, FINDINGS, STATUSES, Basis, Finding, ItemStatus
from evidence_app.errors import KnownError
from evidence_app.workspace import allow_export
from evidence_app.workspace.evidence import json_coverage

COLUMNS = (
    "id", "title", "page", "to_page", "quote", "areas", "themes", "finding", "impact", "note", "date", "author",
    "status", "created", "exhibit", "basis", "person", "embargo_until", "confidential",
)  # fmt: skip


@click.command()
@workspace_argument
@click.option("--document", required=True, metavar="DOC", help="Document: id, hash, file name or title.")
@click.option("--page", required=True, type=int, metavar="N")
@click.option("--quote", required=True, metavar="TEXT", help="Words as they stand on the page.")
@click.option("--area", "areas", required=True, multiple=True, metavar="ID", help="Judgement area; may be repeated.")
@click.option("--theme", "themes", multiple=True, metavar="ID", help="Theme of an area; may be repeated.")
@click.option("--finding", required=True, type=click.Choice(FINDINGS))
@click.option("--note", default="", metavar="TEXT")
@click.option("--date", default="", metavar="D", help="Date the evidence speaks of (year-month-day).")
@click.option("--impact", is_flag=True, help="It shows a difference for children, not only a process.")
@click.option("--basis", type=click.Choice(BASES), help="How much practice it speaks of.")
@click.option("--person", default="", metavar="TEXT", help="Pseudonym of the child or member of staff it is about.")
@click.option("--embargo-until", default="", metavar="D", help="It may not leave in a pack before this day.")
@click.option("--confidential", is_flag=True, help="It may never leave in a pack.")
@click.option("--status", default="draft", type=click.Choice(STATUSES))
@passphrase_option
@json_option
def tag(
    workspace: Path,
    document: str,
    page: int,
    quote: str,
    areas: tuple[str, ...],
    themes: tuple[str, ...],
    finding: str,
    note: str,
    date: str,
    impact: bool,
    basis: Basis | None,
    person: str,
    embargo_until: str,
    confidential: bool,
    status: str,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Tag a passage that stands on a page."""
    with opened(workspace, passphrase_file) as ws:
        passage = ws.evidence.locate(ws.documents.find(document).id, page, quote)
        changes = ws.evidence.add(
            passage,
            areas,
            cast(Finding, finding),
            themes=themes,
            impact=impact,
            note=note,
            date=date,
            status=cast(ItemStatus, status),
            basis=basis or "",
            person=person,
            embargo_until=embargo_until,
            confidential=confidential,
        )
    (item,) = changes.evidence
    if as_json:
        show({"id": item})
    else:
        click.echo(f"Tagged as {item}: “{passage.quote}”")


@click.command()
@workspace_argument
@click.option("--area", metavar="ID", help="Only this judgement area.")
@click.option("--query", default="", metavar="Q", help="Only items whose quotation, note or title holds these words.")
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV.")
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help="Write the list to a .csv or .xlsx file.")
@passphrase_option
@json_option
def evidence(
    workspace: Path,
    area: str | None,
    query: str,
    as_csv: bool,
    out: Path | None,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """List the evidence."""
    if as_csv and as_json:
        raise KnownError("Choose one of --csv and --json.")
    if as_csv:
        allow_export("csv")
    with opened(workspace, passphrase_file, read_only=True) as ws:
        exhibits = ws.evidence.exhibit_numbers()
        items = [item.to_json(exhibits.get(item.id)) for item in ws.evidence.list(area=area, text=query)]
        if out is not None:
            watch(ws.board.export([item["id"] for item in items], tuple(BOARD_COLUMNS), out, ws.authority))
    if as_json:
        show(items)
    elif as_csv:
        writer = csv.writer(sys.stdout)
        writer.writerow(COLUMNS)
        writer.writerows([_cell(item[column]) for column in COLUMNS] for item in items)
    elif out is not None:
        click.echo(f"{len(items):,} written to {out}")
    else:
        rows = [
            (
                item["id"],
                ", ".join(item["areas"]),
                item["finding"],
                f"{item['title']}, p. {item['page']}",
                item["quote"],
            )
            for item in items
        ]
        table(("id", "area", "finding", "source", "quotation"), rows)


@click.command()
@workspace_argument
@click.option("--since", default="", metavar="D", help="Only evidence dated on this day or later.")
@click.option("--until", default="", metavar="D", help="Only evidence dated on this day or earlier.")
@click.option("--kind", default="", type=click.Choice(("", *KINDS)), metavar="KIND", help="Only this kind of document.")
@click.option("--authority", default="", metavar="NAME", help="Only documents of this authority.")
@click.option("--team", default="", metavar="NAME", help="Only documents of this team.")
@click.option("--as-of", default="", metavar="D", help="As the evidence stood at the end of that day.")
@passphrase_option
@json_option
def coverage(
    workspace: Path,
    since: str,
    until: str,
    kind: str,
    authority: str,
    team: str,
    as_of: str,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Show what each judgement area has and lacks."""
    wanted = CoverageFilter(since, until, kind, authority, team)
    today = day.today()
    with opened(workspace, passphrase_file, read_only=True) as ws:
        cells = ws.evidence.coverage(wanted, as_of)
        answer = {**json_coverage(ws.framework, cells, today), "filter": asdict(wanted), "as_of": as_of}
        names = {area.id: area.name for area in ws.framework.areas}
    if as_json:
        show(answer)
        return
    rows = [
        (
            names[cell.area],
            cell.theme or "",
            cell.strength,
            cell.improvement,
            cell.context,
            cell.documents,
            cell.newest,
            missing(cell, today),
        )
        for cell in cells
        if cell.theme is None or cell.documents
    ]
    table(("area", "theme", "strengths", "improvements", "context", "documents", "newest", "missing"), rows)


@click.command()
@workspace_argument
@passphrase_option
@json_option
def undo(workspace: Path, passphrase_file: Path | None, as_json: bool) -> None:
    """Undo the last change, also one made before a restart."""
    with opened(workspace, passphrase_file) as ws:
        changes = ws.history.undo()
    _tell("undone", "Nothing to undo.", None if changes is None else changes.name, as_json)


@click.command()
@workspace_argument
@passphrase_option
@json_option
def redo(workspace: Path, passphrase_file: Path | None, as_json: bool) -> None:
    """Do again what was undone last."""
    with opened(workspace, passphrase_file) as ws:
        changes = ws.history.redo()
    _tell("redone", "Nothing to redo.", None if changes is None else changes.name, as_json)


def _tell(verb: str, nothing: str, name: str | None, as_json: bool) -> None:
    if as_json:
        show({verb: name})
    else:
        click.echo(nothing if name is None else f"{verb.capitalize()}: {name}")


def _cell(value: object) -> object:
    if isinstance(value, list):
        return "; ".join(value)
    return spreadsheet_safe(value) if isinstance(value, str) else value


COMMANDS = (tag, evidence, coverage, undo, redo)
