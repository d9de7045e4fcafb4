"""Commands about inspections: read-report, suggest, inspections, confirm, whose."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from evidence_app.cli.console import json_option, opened, passphrase_option, show, table, watch, workspace_argument
from evidence_app.domain.ownership import WHOSE
from evidence_app.domain.series import Repeated, Series
from evidence_app.workspace import read_report_file
from evidence_app.workspace.suggestions import passage_reader


@click.command("read-report")
@click.argument("file", type=click.Path(path_type=Path))
@json_option
def read_report(file: Path, as_json: bool) -> None:
    """Read an Ofsted report: what was judged, when, by whom. Needs no workspace."""
    answer = read_report_file(file).to_json()
    if as_json:
        show(answer)
        return
    for key in ("type", "authority", "start", "end", "published", "lead_inspector", "framework", "self_check"):
        click.echo(f"{key.replace('_', ' '):<16}{answer[key] if answer[key] is not None else '-'}")
    for area, grade in answer["grades"].items():
        click.echo(f"{area:<24}{grade}")
    for point in answer["improve"]:
        click.echo(f"To improve (p. {point['page']}): {point['text']}")
    for warning in answer["warnings"]:
        click.echo(f"Look at: {warning}")


@click.command()
@click.option("--limit", default=4, show_default=True, type=click.IntRange(1, 20), metavar="N", help="Areas at most.")
@click.option("--framework", default="ilacs-2026", metavar="ID", show_default=True, help="Inspection framework.")
def suggest(limit: int, framework: str) -> None:
    """Suggest judgement area, theme and finding for passages, one per line of standard input.

    Prints one JSON list for each line: areas, the likeliest first, and last the finding. Needs no workspace.
    """
    reader = passage_reader(framework, limit)
    for line in sys.stdin:
        click.echo(json.dumps(reader(line).to_json(), ensure_ascii=False))


@click.command()
@workspace_argument
@click.option("--elsewhere", is_flag=True, help="Reports about other authorities instead.")
@click.option("--repeated", is_flag=True, help="Also what an inspection asked for and a later one still finds.")
@click.option("--authority", metavar="NAME", help="First say which authority the workspace is about.")
@passphrase_option
@json_option
def inspections(
    workspace: Path,
    elsewhere: bool,
    repeated: bool,
    authority: str | None,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """The own authority's inspections and visits in order, and the grades of each area over time."""
    with opened(workspace, passphrase_file, read_only=authority is None) as ws:
        if authority is not None:
            ws.inspections.set_authority(authority)
        others = ws.inspections.every(elsewhere=True)
        series = Series("", tuple(others), ()) if elsewhere else ws.inspections.series()
        again = watch(ws.inspections.repeated(), quiet=as_json) if repeated and not elsewhere else []
    if as_json:
        more = {"repeated": [each.to_json() for each in again]} if repeated else {}
        show({**series.to_json(), "elsewhere": len(others), **more})
        return
    rows = [
        (
            one.document,
            one.report.start or "-",
            one.report.type,
            one.report.authority or "-",
            one.report.self_check or "-",
            "; ".join(f"{grade.area} {grade.grade}" for grade in one.report.grades),
        )
        for one in series.inspections
    ]
    table(("id", "start", "type", "authority", "self-check", "grades"), rows)
    for one in series.inspections:
        for doubt in one.report.doubts:
            click.echo(f"Confirm {doubt.field} of {one.document}: {doubt.why}")
    for each in again:
        _tell_repeated(each, series)


def _tell_repeated(repeated: Repeated, series: Series) -> None:
    """A repeated theme in three lines."""
    starts = {one.document: one.report.start for one in series.inspections}
    about = ", ".join(repeated.themes) or "alike in words"
    click.echo(f"\nRepeated ({about}; {repeated.score:.2f}):")
    for said in (repeated.earlier, repeated.later):
        click.echo(f"  {starts[said.document]}, p. {said.page}: {said.text}")


@click.command()
@workspace_argument
@click.option("--document", required=True, metavar="DOC", help="Report: id, hash, file name or title.")
@click.option(
    "--field",
    required=True,
    metavar="FIELD",
    help="authority, dates, published, lead_inspector, grade:AREA, or what was only looked at: type, length, "
    "framework, outcome, sections, numbering.",
)
@click.option("--value", default="", metavar="V", help="The right value; left out where it is right as read.")
@click.option("--withdraw", is_flag=True, help="Take the confirmation back.")
@passphrase_option
@json_option
def confirm(
    workspace: Path,
    document: str,
    field: str,
    value: str,
    withdraw: bool,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Confirm a doubtful field of an inspection report, or correct it."""
    with opened(workspace, passphrase_file) as ws:
        found = ws.documents.find(document).id
        changes = ws.inspections.withdraw(found, field) if withdraw else ws.inspections.confirm(found, field, value)
        inspection = ws.inspections.get(found)
    if as_json:
        show(inspection.to_json())
        return
    click.echo(f"Done: {changes.name}")
    for doubt in inspection.report.doubts:
        click.echo(f"Still to confirm: {doubt.field}: {doubt.why}")


@click.command()
@workspace_argument
@click.argument("documents", nargs=-1, required=True, metavar="DOC...")
@click.option("--as", "chosen", required=True, type=click.Choice([*WHOSE, "auto"]), help="auto: its authority tells.")
@passphrase_option
@json_option
def whose(
    workspace: Path, documents: tuple[str, ...], chosen: str, passphrase_file: Path | None, as_json: bool
) -> None:
    """Say whether documents are of the own authority or about others, which are never counted as own evidence."""
    with opened(workspace, passphrase_file) as ws:
        found = [ws.documents.find(document).id for document in documents]
        ws.inspections.choose(found, "" if chosen == "auto" else chosen)
        others = ws.inspections.elsewhere()
    answer = {document: "elsewhere" if document in others else "own" for document in found}
    if as_json:
        show([{"document": document, "whose": whose} for document, whose in answer.items()])
        return
    for document, whose in answer.items():
        click.echo(f"{document}: {whose}")


COMMANDS = (read_report, suggest, inspections, confirm, whose)
