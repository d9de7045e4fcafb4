"""The improvement plan: plan WORKSPACE, with add, edit, remove, link, offer, import, export and history after it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from evidence_app.cli.console import json_option, needs_attention, show, table
from evidence_app.cli.desk import at, desk_group, values_of
from evidence_app.domain.plan import PLAN_STATUS_LABELS, PLAN_STATUSES, RAGS, Action
from evidence_app.errors import KnownError


@desk_group
def plan(ctx: click.Context, as_json: bool) -> None:
    """Show the improvement plan; with a verb after WORKSPACE, change it."""
    with at(ctx, read_only=True) as ws:
        actions = ws.plan.list()
    if as_json:
        show([one.to_json() for one in actions])
    else:
        _print(actions)


def _fields(command: Any) -> Any:
    """The options that say what an action is."""
    options = (
        click.option("--number", metavar="NO", help="As the board counts it."),
        click.option("--who", metavar="TEXT", help="Its owner."),
        click.option("--how", metavar="TEXT"),
        click.option("--when", metavar="TEXT", help="By when, in the plan's words; a date in it counts."),
        click.option("--success", metavar="TEXT", help="How one will know."),
        click.option("--status", type=click.Choice(PLAN_STATUSES)),
        click.option("--rag", type=click.Choice(RAGS)),
        click.option("--rag-reason", metavar="TEXT"),
        click.option("--area", metavar="ID", help="Judgement area it serves."),
    )
    for option in reversed(options):
        command = option(command)
    return command


@plan.command("add")
@click.argument("what")
@_fields
@json_option
@click.pass_context
def add(ctx: click.Context, /, what: str, as_json: bool, **given: str | None) -> None:
    """Put an action into the plan."""
    values: dict[str, Any] = values_of(given)
    with at(ctx) as ws:
        before = {one.id for one in ws.plan.list()}
        ws.plan.add([Action(id="", what=what, **values)])
        made = [one for one in ws.plan.list() if one.id not in before]
    if as_json:
        show([one.to_json() for one in made])
    else:
        click.echo(f"Added as {made[0].id}.")


@plan.command("edit")
@click.argument("action")
@click.option("--what", metavar="TEXT", help="What is to be done.")
@_fields
@click.option("--outcome", "outcomes", multiple=True, metavar="Qn=TEXT", help="What came of it in a quarter.")
@json_option
@click.pass_context
def edit(ctx: click.Context, /, action: str, outcomes: tuple[str, ...], as_json: bool, **given: str | None) -> None:
    """Alter an action, by its id or number."""
    with at(ctx) as ws:
        found = ws.plan.find(action)
        values: dict[str, Any] = values_of(given)
        if outcomes:
            values["outcomes"] = _outcomes(found, outcomes)
        ws.plan.edit([found.id], values)
        after = ws.plan.get(found.id)
    if as_json:
        show(after.to_json())
    else:
        _print([after])


@plan.command("remove")
@click.argument("actions", nargs=-1, required=True)
@click.pass_context
def remove(ctx: click.Context, actions: tuple[str, ...]) -> None:
    """Take actions out of the plan; undo brings them back."""
    with at(ctx) as ws:
        changes = ws.plan.remove([ws.plan.find(one).id for one in actions])
    click.echo(f"Done: {changes.name}")


@plan.command("link")
@click.argument("action")
@click.argument("evidence", nargs=-1, required=True)
@click.option("--impact/--process", default=False, help="It shows a difference for children; else that work was done.")
@click.option("--off", is_flag=True, help="Take the link off.")
@click.pass_context
def link(ctx: click.Context, action: str, evidence: tuple[str, ...], impact: bool, off: bool) -> None:
    """Link evidence to an action."""
    with at(ctx) as ws:
        changes = ws.plan.link(ws.plan.find(action).id, evidence, "impact" if impact else "process", linked=not off)
    click.echo(f"Done: {changes.name}")


@plan.command("offer")
@click.argument("document")
@click.option("--add", "adding", is_flag=True, help="Put them into the plan.")
@json_option
@click.pass_context
def offer(ctx: click.Context, document: str, adding: bool, as_json: bool) -> None:
    """Show the actions that a report's improvement list asks for and the plan does not have."""
    with at(ctx, read_only=not adding) as ws:
        offered = ws.plan.offered(ws.documents.find(document).id)
        if adding and offered:
            ws.plan.add(offered)
    if as_json:
        show([one.to_json() for one in offered])
    else:
        _print(offered)


@plan.command("import")
@click.argument("tracker", type=click.Path(path_type=Path))
@click.option(
    "--column", "columns", multiple=True, metavar="HEADING=FIELD", help="What a column holds, if not guessed."
)
@click.option("--sheet", default="", metavar="NAME")
@click.option("--dry-run", is_flag=True, help="Only tell what would be put in.")
@json_option
@click.pass_context
def import_(
    ctx: click.Context, tracker: Path, columns: tuple[str, ...], sheet: str, dry_run: bool, as_json: bool
) -> None:
    """Put the rows of a tracker (xlsx, xls, ods, csv) into the plan, and tell what was not understood."""
    mapping = dict(_pair(one) for one in columns)
    with at(ctx, read_only=dry_run) as ws:
        read = ws.plan.read_tracker(tracker, mapping, sheet)
        if read.actions and not dry_run:
            ws.plan.add(read.actions)
    if as_json:
        show(
            {
                "rows": read.rows,
                "added": 0 if dry_run else len(read.actions),
                "columns": dict(read.columns),
                "misread": [one.to_json() for one in read.misread],
                "actions": [one.to_json() for one in read.actions],
            }
        )
    else:
        click.echo(f"{len(read.actions):,} of {read.rows:,} rows are actions.")
        for one in read.misread:
            click.echo(f"Row {one.row}{f', {one.column}' if one.column else ''}: “{one.words}”. {one.reason}")
    if read.misread:
        needs_attention()


@plan.command("export")
@click.argument("target", type=click.Path(path_type=Path))
@click.pass_context
def export(ctx: click.Context, target: Path) -> None:
    """Write the plan as a tracker (xlsx or csv) in the columns boards use."""
    with at(ctx, read_only=True) as ws:
        count = ws.plan.export(target)
    click.echo(f"{count:,} actions written to {target}")


@plan.command("history")
@click.argument("action")
@json_option
@click.pass_context
def history(ctx: click.Context, action: str, as_json: bool) -> None:
    """Show how an action stood over time."""
    with at(ctx, read_only=True) as ws:
        found = ws.plan.history(ws.plan.find(action).id)
    if as_json:
        show([one.to_json() for one in found])
    else:
        rows = [(one.at, one.author, PLAN_STATUS_LABELS[one.status], one.rag, one.reason) for one in found]
        table(("when", "who", "status", "colour", "reason"), rows)


@plan.command("unshown")
@json_option
@click.pass_context
def unshown(ctx: click.Context, as_json: bool) -> None:
    """Show actions said to be done to which no evidence of a difference for children is linked."""
    with at(ctx, read_only=True) as ws:
        found = ws.plan.unshown()
    if as_json:
        show([one.to_json() for one in found])
    else:
        _print(found)


def _print(actions: Any) -> None:
    rows = [
        (one.number, one.id, one.what, one.who, one.when, PLAN_STATUS_LABELS[one.status], one.rag) for one in actions
    ]
    table(("no.", "id", "what", "who", "when", "status", "colour"), rows)


def _pair(words: str) -> tuple[str, str]:
    name, sign, value = words.rpartition("=")
    if not sign:
        raise KnownError(f"“{words}” is not HEADING=FIELD.")
    return name, value.strip()


def _outcomes(action: Action, given: tuple[str, ...]) -> tuple[str, ...]:
    outcomes = list(action.outcomes)
    for one in given:
        quarter, sign, words = one.partition("=")
        if not sign or quarter.upper() not in ("Q1", "Q2", "Q3", "Q4"):
            raise KnownError(f"“{one}” is not Q1=TEXT, Q2=TEXT, Q3=TEXT or Q4=TEXT.")
        outcomes[int(quarter[1]) - 1] = words
    return tuple(outcomes)
