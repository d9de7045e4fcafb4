"""Commands about visits: the time line, checklists, and what each visit found; VISITS WORKSPACE [VERB ...]."""

from __future__ import annotations

from typing import Any

import click

from evidence_app.cli.console import json_option, show, table, watch
from evidence_app.cli.desk import at, desk_group, values_of
from evidence_app.domain.evidence import FINDING_LABELS
from evidence_app.domain.said import Told
from evidence_app.domain.visit import VISIT_KIND_LABELS, VISIT_KINDS, Task, Visit
from evidence_app.errors import KnownError


@desk_group
def visits(ctx: click.Context, as_json: bool) -> None:
    """Show inspections, visits, reviews and meetings in order; with a verb after WORKSPACE, change them."""
    with at(ctx, read_only=True) as ws:
        found = ws.visits.list()
    if as_json:
        show([one.to_json() for one in found])
        return
    rows = [(one.id, one.start, VISIT_KIND_LABELS[one.kind], one.topic, one.people) for one in found]
    table(("id", "date", "kind", "topic", "people"), rows)


def _visit_fields(command: Any) -> Any:
    options = (
        click.option("--end", metavar="D", help="Last day."),
        click.option("--notified", metavar="D", help="Day of the call or letter that announced it."),
        click.option("--topic", metavar="TEXT"),
        click.option("--people", metavar="TEXT", help="Inspectors, chair or commissioner."),
        click.option("--promised", metavar="TEXT", help="What was promised then."),
        click.option("--note", metavar="TEXT"),
    )
    for option in reversed(options):
        command = option(command)
    return command


@visits.command("add")
@click.argument("kind", type=click.Choice(VISIT_KINDS))
@click.argument("start", metavar="DATE")
@_visit_fields
@click.option("--checklist/--no-checklist", default=True, show_default=True, help="List what prepares it.")
@json_option
@click.pass_context
def add_visit(
    ctx: click.Context, /, kind: Any, start: str, checklist: bool, as_json: bool, **given: str | None
) -> None:
    """Put a visit in, with the checklist of its kind."""
    with at(ctx) as ws:
        before = {one.id for one in ws.visits.list()}
        values: dict[str, Any] = values_of(given)
        ws.visits.add(Visit("", kind, start, **values), checklist=checklist)
        (made,) = [one for one in ws.visits.list() if one.id not in before]
        tasks = ws.visits.tasks(made.id)
    if as_json:
        show({**made.to_json(), "checklist": [task.to_json() for task in tasks]})
    else:
        click.echo(f"Added as {made.id}.")
        _print_tasks(tasks)


@visits.command("edit")
@click.argument("visit")
@click.option("--start", metavar="D", help="First day.")
@_visit_fields
@json_option
@click.pass_context
def edit_visit(ctx: click.Context, /, visit: str, as_json: bool, **given: str | None) -> None:
    """Alter a visit; a report of the library becomes one that can hold topic, promises and notes."""
    with at(ctx) as ws:
        found = ws.visits.get(visit)
        if found.id.startswith("d"):
            ws.visits.adopt(found.document, **values_of(given))
        else:
            ws.visits.edit(found.id, values_of(given))
        after = next(
            one for one in ws.visits.list() if one.id == visit or (found.document and one.document == found.document)
        )
    if as_json:
        show(after.to_json())
    else:
        click.echo(f"{after.id}: {VISIT_KIND_LABELS[after.kind]}, {after.start}, {after.topic}")


@visits.command("remove")
@click.argument("visit")
@click.pass_context
def remove_visit(ctx: click.Context, visit: str) -> None:
    """Take a visit out; undo brings it back."""
    with at(ctx) as ws:
        changes = ws.visits.remove(visit)
    click.echo(f"Done: {changes.name}")


@visits.command("checklist")
@click.argument("visit")
@click.option("--done", "done", multiple=True, metavar="ID", help="Tick a line off; may be repeated.")
@click.option("--add", "added", multiple=True, metavar="TEXT", help="Add a line; may be repeated.")
@json_option
@click.pass_context
def checklist(ctx: click.Context, visit: str, done: tuple[str, ...], added: tuple[str, ...], as_json: bool) -> None:
    """Show what prepares a visit, with days counted in England's working days."""
    with at(ctx, read_only=not (done or added)) as ws:
        lines = {task.id: task for task in ws.visits.tasks(visit)}
        for one in done:
            if one not in lines:
                raise KnownError(f"This checklist has no line “{one}”.")
            ws.visits.put_task(Task(**{**lines[one].to_json(), "done": True}))
        for words in added:
            ws.visits.put_task(Task("", visit, words))
        tasks = ws.visits.tasks(visit)
    if as_json:
        show([task.to_json() for task in tasks])
    else:
        _print_tasks(tasks)


def _print_tasks(tasks: Any) -> None:
    table(("done", "due", "id", "what"), [("x" if one.done else "", one.due, one.id, one.what) for one in tasks])


@visits.command("findings")
@click.argument("visit")
@json_option
@click.pass_context
def findings(ctx: click.Context, visit: str, as_json: bool) -> None:
    """Show what a visit found by judgement area, as its report or letter is read."""
    with at(ctx, read_only=True) as ws:
        found = ws.findings.of(_document(ws.visits.get(visit)))
    if as_json:
        show([one.to_json() for one in found])
        return
    for area in found:
        grade = f" ({area.grade})" if area.grade else ""
        click.echo(f"\n{area.name or 'Under no single area'}{grade}: {area.tagged} tagged as evidence")
        _print_told([one for one in area.told if one.finding != "context"], "  ")


@visits.command("themes")
@click.argument("visit")
@json_option
@click.pass_context
def themes(ctx: click.Context, visit: str, as_json: bool) -> None:
    """Show what a visit and others said about the same theme, side by side; what came back stands first."""
    with at(ctx, read_only=True) as ws:
        days = {one.document: one.start for one in ws.visits.list()}
        document = _document(ws.visits.get(visit))
        found = watch(ws.findings.side_by_side(document))
    if as_json:
        show([one.to_json() for one in found])
        return
    for theme in found:
        click.echo(f"\n{theme.label}{' (came back)' if theme.repeated else ''}")
        for other, told in ((document, theme.here), *theme.others):
            click.echo(f"  {days.get(other, '')}{' (this visit)' if other == document else ''}")
            _print_told(told, "    ")


def _document(visit: Visit) -> int:
    if not visit.document:
        raise KnownError("There is no report or letter on this visit.", "Import it, or name another visit.")
    return visit.document


def _print_told(told: Any, indent: str) -> None:
    one: Told
    for one in told:
        said = one.statement
        click.echo(f"{indent}{FINDING_LABELS[one.finding]}, p. {said.page}: {said.text}")
