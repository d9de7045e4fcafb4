"""Commands about copies of a workspace: bring in, hand over, decide what copies say differently, compare judgements."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, cast

import click

from evidence_app.cli.console import (
    json_option,
    needs_attention,
    opened,
    passphrase,
    passphrase_option,
    secret,
    show,
    table,
    watch,
    workspace_argument,
)
from evidence_app.domain.agreement import Row
from evidence_app.domain.teamwork import PREFERENCES, Conflict, MergeReport, Prefer, in_words
from evidence_app.errors import KnownError
from evidence_app.workspace import Source

other_option = click.option(
    "--other-passphrase-file",
    type=click.Path(path_type=Path),
    help="File whose first line is the other file's passphrase. Else EVIDENCE_OTHER_PASSPHRASE, else the same.",
)


def _other(file: Path | None, own: Path | None) -> str:
    if file is not None:
        return secret(file, "passphrase")
    return os.environ.get("EVIDENCE_OTHER_PASSPHRASE") or passphrase(own)


@click.command()
@workspace_argument
@click.argument("other", type=click.Path(path_type=Path))
@click.option("--prefer", type=click.Choice(PREFERENCES), help="Decide the conflicts this brings by a rule.")
@click.option("--preview", is_flag=True, help="Tell what would be done; write nothing.")
@click.option("--partner", default="", metavar="NAME", help="Whose work it is. Else the file tells.")
@other_option
@passphrase_option
@json_option
def merge(
    workspace: Path,
    other: Path,
    prefer: str | None,
    preview: bool,
    partner: str,
    other_passphrase_file: Path | None,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Bring in a colleague's copy of the workspace, or a hand-over; `undo` takes all of it back."""
    source = Source(other, _other(other_passphrase_file, passphrase_file), partner, cast("Prefer | None", prefer))
    with opened(workspace, passphrase_file, read_only=preview) as ws:
        report = watch(ws.teamwork.preview(source)) if preview else watch(ws.teamwork.merge(source))[0]
    if as_json:
        show(report.to_json())
    else:
        _tell(report, preview=preview)
    if report.conflicts or report.left_out or report.warnings:
        needs_attention()


@click.command()
@workspace_argument
@click.option("--decide", "decided", multiple=True, metavar="ID=CHOICE", help="mine, theirs, newer, or a mark.")
@click.option("--all", "rule", type=click.Choice(PREFERENCES), help="Decide all that is open by a rule.")
@passphrase_option
@json_option
def conflicts(
    workspace: Path, decided: tuple[str, ...], rule: str | None, passphrase_file: Path | None, as_json: bool
) -> None:
    """List what copies say differently, with every version, or decide it; `undo` takes a decision back."""
    with opened(workspace, passphrase_file, read_only=not decided and rule is None) as ws:
        choices = {one.id: rule for one in ws.teamwork.conflicts()} if rule else {}
        for one in decided:
            conflict, equals, choice = one.partition("=")
            if not equals:
                raise KnownError(f"“{one}” is no decision.", "Write the conflict's id, = and what you choose.")
            choices[conflict] = choice
        stuck = ws.teamwork.decide(choices)[1] if choices else []
        left = ws.teamwork.conflicts()
    if as_json:
        show({"decided": len(choices) - len(stuck), "conflicts": [one.to_json() for one in left]})
    else:
        if choices:
            click.echo(f"Decided: {len(choices) - len(stuck)}.")
        _list(left)
    if left:
        needs_attention()


@click.command("hand-over")
@workspace_argument
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--to", "partner", required=True, metavar="NAME", help="The name your colleague works under.")
@click.option("--all", "everything", is_flag=True, help="Everything, not only what changed since the last exchange.")
@other_option
@passphrase_option
@json_option
def hand_over(
    workspace: Path,
    out: Path,
    partner: str,
    everything: bool,
    other_passphrase_file: Path | None,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Write what changed since the last exchange with a colleague into an encrypted file for them."""
    with opened(workspace, passphrase_file) as ws:
        given = _other(other_passphrase_file, passphrase_file)
        made = watch(ws.teamwork.hand_over(out, given, partner, everything=everything))
    if as_json:
        show(
            {
                "path": str(made.path),
                "to": made.partner,
                "records": made.records,
                "documents": made.documents,
                "everything": made.everything,
            }
        )
    else:
        what = "everything" if made.everything else "what changed since the last exchange"
        click.echo(f"{made.path.name} holds {what}: {made.records:,} records, {made.documents:,} documents.")


@click.command()
@workspace_argument
@click.argument("other", required=False, type=click.Path(path_type=Path))
@click.option("--between", nargs=2, metavar="NAME NAME", help="The two officers. Else the two with most in common.")
@other_option
@passphrase_option
@json_option
def agreement(
    workspace: Path,
    other: Path | None,
    between: tuple[str, str] | None,
    other_passphrase_file: Path | None,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Tell how far two officers judged the passages alike that both tagged: percentage and Cohen's kappa."""
    with opened(workspace, passphrase_file, read_only=True) as ws:
        given = "" if other is None else _other(other_passphrase_file, passphrase_file)
        found = ws.teamwork.agreement(other, given, between)
    if as_json:
        show(found.to_json())
        return
    if found.both:
        rows = [_cells(row) for row in (*found.areas, *found.findings, found.finding)]
        table(("Judgement", "n", "Alike", *found.officers, "Kappa"), rows)
    click.echo(found.means())


def _cells(row: Row) -> tuple[Any, ...]:
    counts = (row.first, row.second) if row.first or row.second else ("", "")
    kappa = "none" if row.kappa is None else f"{row.kappa:.2f}"
    return row.name, row.n, f"{row.percent:.0f} %", *counts, kappa


def _tell(report: MergeReport, *, preview: bool) -> None:
    for warning in report.warnings:
        click.echo(warning, err=True)
    would = "would be " if preview else ""
    for verb, counts in (("added", report.added), ("changed", report.updated), ("removed", report.removed)):
        if counts:
            words = ", ".join(in_words(kind, number) for kind, number in counts.items())
            click.echo(f"{would}{verb}: {words}")
    if not report.anything:
        click.echo(f"Nothing of {report.partner} is new here.")
    if report.joined:
        click.echo(f"tagged by both, now one: {report.joined:,}")
    for before, now in report.renamed:
        click.echo(f"{before} is now {now}, because it stood for two people.")
    for old, new in report.renumbered:
        click.echo(f"Request {old} is now request {new}.")
    if report.left_out:
        click.echo(f"left out, because their documents are not here: {report.left_out:,}")
    if report.decided:
        click.echo(f"decided by the rule: {report.decided:,}")
    _list(report.conflicts)


def _list(found: tuple[Conflict, ...] | list[Conflict]) -> None:
    if found:
        click.echo(f"To decide: {len(found):,}. `evidence-app conflicts` lists them and decides.")
    for one in found:
        click.echo(f"{one.id}  {one.about}: {one.words}")
        for version in one.versions:
            marks = f"{'mine' if version.ours else 'theirs'}{', shown' if version.shown else ''}"
            value = version.value if isinstance(version.value, str) else json.dumps(version.value, ensure_ascii=False)
            click.echo(f"    {version.mark}  {marks}  {version.author}, {version.at[:16]}  {value}")


COMMANDS = (merge, conflicts, hand_over, agreement)
