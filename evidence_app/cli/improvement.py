"""The improvement desk beside its plan and visits: measures and requests, each NOUN WORKSPACE [VERB ...]."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from evidence_app.cli.console import json_option, needs_attention, show, table
from evidence_app.cli.desk import at, desk_group, values_of
from evidence_app.domain.measure import Measure, band, told
from evidence_app.workspace.improvement import now

# -- measures ---------------------------------------------------------------------------------------------------


@desk_group
def measures(ctx: click.Context, as_json: bool) -> None:
    """Show the measures with their values; with a verb after WORKSPACE, change them."""
    with at(ctx, read_only=True) as ws:
        found = [(one, ws.measures.values(one.id)) for one in ws.measures.list()]
    if as_json:
        show([{**one.to_json(), "values": [value.to_json() for value in values]} for one, values in found])
        return
    rows = [(one.name, one.team, value.date, told(value), one.unit, band(one)) for one, vs in found for value in vs]
    table(("measure", "team", "date", "value", "unit", "range"), rows)


@measures.command("add")
@click.argument("name")
@click.option("--unit", default="", metavar="TEXT")
@click.option("--team", default="", metavar="TEXT")
@click.option("--low", type=float, help="Lower end of the range the team sets.")
@click.option("--high", type=float, help="Upper end of the range the team sets.")
@click.option("--why", "range_reason", default="", metavar="TEXT", help="Who set the range, and why.")
@click.option("--area", default="", metavar="ID")
@click.pass_context
def add_measure(ctx: click.Context, /, **given: Any) -> None:
    """Put a measure in."""
    with at(ctx) as ws:
        changes = ws.measures.add(Measure("", **given))
    click.echo(f"Done: {changes.name}")


@measures.command("value")
@click.argument("measure")
@click.argument("date")
@click.argument("value")
@click.option("--note", default="", metavar="TEXT")
@click.pass_context
def add_value(ctx: click.Context, measure: str, date: str, value: str, note: str) -> None:
    """Put a value in: a figure, or words such as "14 to 15" or "20 or more"."""
    with at(ctx) as ws:
        found = ws.measures.find(measure)
        changes = ws.measures.put_values([ws.measures.told(found.id, date, value, note)])
    click.echo(f"Done: {changes.name}")


@measures.command("range")
@click.argument("measure")
@click.option("--low", type=float)
@click.option("--high", type=float)
@click.option("--why", default="", metavar="TEXT", help="Who set it, and why.")
@click.pass_context
def set_range(ctx: click.Context, measure: str, low: float | None, high: float | None, why: str) -> None:
    """Set the range a team holds itself to; without numbers, take it off."""
    with at(ctx) as ws:
        found = ws.measures.find(measure)
        changes = ws.measures.edit(found.id, {"low": low, "high": high, "range_reason": why})
    click.echo(f"Done: {changes.name}")


@measures.command("propose")
@click.argument("document")
@click.option("--words", default="", metavar="TEXT", help="Only sentences that hold these words.")
@click.option("--take", default="", metavar="MEASURE", help="Put the figures shown in as values of this measure.")
@click.option("--date", "day", default="", metavar="D", help="The day they speak of; default the document's.")
@json_option
@click.pass_context
def propose(ctx: click.Context, document: str, words: str, take: str, day: str, as_json: bool) -> None:
    """Show the figures of a document, for a person to confirm with --take."""
    with at(ctx, read_only=not take) as ws:
        source = ws.documents.find(document)
        found = ws.measures.proposed(source.id, words)
        if take and found:
            ws.measures.confirm(ws.measures.find(take), source.id, day or source.date, found)
    if as_json:
        show([one.to_json() for one in found])
        return
    rows = [
        (one.page, one.figure.words, one.figure.unit, one.figure.comparison, one.figure.quantifier, one.sentence)
        for one in found
    ]
    table(("page", "figure", "unit", "comparison", "hedge", "sentence"), rows)


@measures.command("import")
@click.argument("sheet", type=click.Path(path_type=Path))
@json_option
@click.pass_context
def import_values(ctx: click.Context, sheet: Path, as_json: bool) -> None:
    """Put the values of a sheet in: a row for each, under Measure, Team, Date, Value, Unit and Note."""
    with at(ctx) as ws:
        read = ws.measures.read_sheet(sheet)
        if read.values:
            ws.measures.import_values(read)
    if as_json:
        show({"rows": read.rows, "added": len(read.values), "misread": [one.to_json() for one in read.misread]})
    else:
        click.echo(f"{len(read.values):,} of {read.rows:,} rows are values.")
        for one in read.misread:
            click.echo(f"Row {one.row}, {one.column}: “{one.words}”. {one.reason}")
    if read.misread:
        needs_attention()


@measures.command("export")
@click.argument("target", type=click.Path(path_type=Path))
@click.pass_context
def export_measures(ctx: click.Context, target: Path) -> None:
    """Write every value to an xlsx or csv file."""
    with at(ctx, read_only=True) as ws:
        count = ws.measures.export(target)
    click.echo(f"{count:,} values written to {target}")


# -- requests ---------------------------------------------------------------------------------------------------


@desk_group
def requests(ctx: click.Context, as_json: bool) -> None:
    """Show the log of requests, overdue ones first; with a verb after WORKSPACE, change it."""
    with at(ctx, read_only=True) as ws:
        moment = now()
        found = ws.requests.list(moment)
    if as_json:
        show([one.to_json(moment) for one in found])
        return
    rows = [(one.number, one.state(moment), one.due, one.answers, one.asked_by, one.what) for one in found]
    table(("no.", "state", "due", "answers", "asked by", "what"), rows)


def _request_fields(command: Any) -> Any:
    options = (
        click.option("--asked-by", metavar="TEXT"),
        click.option("--asked", metavar="TIME", help="When, such as 24/11/2026 14:30."),
        click.option("--due", metavar="TIME"),
        click.option("--answers", metavar="TEXT", help="Who answers it."),
        click.option("--version", metavar="TEXT"),
        click.option("--pack", metavar="FOLDER"),
        click.option("--note", metavar="TEXT"),
    )
    for option in reversed(options):
        command = option(command)
    return command


@requests.command("add")
@click.argument("what")
@_request_fields
@json_option
@click.pass_context
def add_request(ctx: click.Context, /, what: str, as_json: bool, **given: str | None) -> None:
    """Log a request; without --asked it was asked now."""
    with at(ctx) as ws:
        ws.requests.log({"what": what, **values_of(given)})
        made = max(ws.requests.list(), key=lambda one: one.number)
    if as_json:
        show(made.to_json(now()))
    else:
        click.echo(f"Request {made.number}.")


@requests.command("edit")
@click.argument("request")
@click.option("--what", metavar="TEXT")
@_request_fields
@click.option("--sent", metavar="TIME", help="When the answer was sent; “now” for now, “no” for not yet.")
@click.option("--document", "documents", multiple=True, metavar="DOC", help="Document given; may be repeated.")
@click.option("--evidence", "evidence", multiple=True, metavar="ID", help="Evidence given; may be repeated.")
@json_option
@click.pass_context
def edit_request(
    ctx: click.Context,
    /,
    request: str,
    sent: str | None,
    documents: tuple[str, ...],
    evidence: tuple[str, ...],
    as_json: bool,
    **given: str | None,
) -> None:
    """Alter a request, or note its answer."""
    values: dict[str, Any] = values_of(given)
    if sent is not None:
        values["sent"] = {"now": now(), "no": ""}.get(sent, sent)
    with at(ctx) as ws:
        found = ws.requests.find(request)
        if documents:
            values["documents"] = tuple(ws.documents.find(one).id for one in documents)
        if evidence:
            values["evidence"] = tuple(ws.evidence.get(one).id for one in evidence)
        ws.requests.edit([found.id], values)
        after = ws.requests.find(found.id)
    if as_json:
        show(after.to_json(now()))
    else:
        click.echo(f"Request {after.number}: {after.state(now())}.")


@requests.command("remove")
@click.argument("numbers", nargs=-1, required=True)
@click.pass_context
def remove_requests(ctx: click.Context, numbers: tuple[str, ...]) -> None:
    """Take requests out of the log; undo brings them back."""
    with at(ctx) as ws:
        changes = ws.requests.remove([ws.requests.find(one).id for one in numbers])
    click.echo(f"Done: {changes.name}")


@requests.command("export")
@click.argument("target", type=click.Path(path_type=Path))
@click.pass_context
def export_requests(ctx: click.Context, target: Path) -> None:
    """Write the log to an xlsx or csv file, to print or hand over."""
    with at(ctx, read_only=True) as ws:
        count = ws.requests.export(target)
    click.echo(f"{count:,} requests written to {target}")


COMMANDS = (measures, requests)
